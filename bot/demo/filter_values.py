"""Values inside a $filter and inside a row, made comparable: texts, whole numbers, truth values and times.

Times compare as strings of seven decimals ("2026-01-05T08:00:00.0000000"), which is the resolution Graph writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from odata_query import ast

from bot.demo.filter_table import Kind

_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$", re.I)


class BadLiteralError(ValueError):
    """A literal of the wrong type for its property, e.g. a quoted date."""


def time_key(text: str) -> str:
    """A time with Z or an offset as a UTC string of seven decimals, so that strings order as times do.

    Raises ValueError for anything else, a time without a zone included.
    """
    match = _TIME.match(text)
    if not match:
        raise ValueError(f"not a time with a zone: {text!r}")
    minute, second, fraction, zone = match.groups()
    base = minute.upper() + (second or ":00")
    if zone not in ("Z", "z"):
        sign = -1 if zone[0] == "-" else 1
        offset = sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
        try:
            base = (datetime.fromisoformat(base) - offset).isoformat()
        except OverflowError as error:
            raise ValueError(f"no such time: {text!r}") from error
    return f"{base}.{(fraction or '')[:7]:0<7}"


def instant(key: str) -> datetime:
    """The aware UTC datetime of a time key (microseconds; the seventh decimal is cut)."""
    return datetime.fromisoformat(key[:26]).replace(tzinfo=UTC)


def row_time(value: Any) -> str | None:
    """The time key of a row's value; None when there is no readable time."""
    try:
        return time_key(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _literal_time(node: Any) -> str:
    if isinstance(node, ast.Date):
        datetime.fromisoformat(node.val)
        return f"{node.val}T00:00:00.0000000"
    if isinstance(node, ast.DateTime):
        key = time_key(node.val)
        instant(key)
        return key
    raise BadLiteralError("a date stands without quotes")


def literal(node: Any, kind: Kind) -> Any:
    """The comparable value of a literal node; None for null. Raises BadLiteralError when it is not of that kind."""
    wanted = {"string": ast.String, "integer": ast.Integer, "boolean": ast.Boolean}
    try:
        if isinstance(node, ast.Null):
            return None
        if kind == "time":
            return _literal_time(node)
        if isinstance(node, wanted[kind]):
            return node.py_val
    except ValueError as error:
        raise BadLiteralError(str(error)) from error
    raise BadLiteralError(f"not of kind {kind}")


def reader(path: tuple[str, ...], kind: Kind, *, fold: bool) -> Callable[[Any], Any]:
    """A function that reads the value at `path` in a row, made comparable; None where the path ends in nothing."""

    def read(row: Any) -> Any:
        for key in path:
            row = row.get(key) if isinstance(row, dict) else None
        if kind == "time":
            return row_time(row)
        return row.casefold() if fold and isinstance(row, str) else row

    return read


def fold_literal(value: Any, kind: Kind, *, fold: bool) -> Any:
    """The literal as `reader` gives the row's values: case folded where the collection ignores case."""
    return value.casefold() if fold and kind == "string" and isinstance(value, str) else value
