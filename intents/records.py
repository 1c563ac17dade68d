"""Reading values out of the raw records that Graph returns. Pure; tolerant of nulls, missing parts and drifting key
case.

Graph's own samples disagree on the case of keys (`Type` and `type`, `initiatingType` and `initiatorType`), so a key
that
is not there as spelled is looked for without case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Record = Mapping[str, Any]


class Value(NamedTuple):
    """One value of a field in one record."""

    key: str
    """What the log writes; groups and distinct counts go by it, without case."""
    label: str = ""
    """What people read; the key where empty."""
    id: str = ""
    """Object id, where the log has one."""


def child(node: object, key: str) -> Any:
    """The member `key` of a JSON object, whatever the case of its spelling; None when there is none."""
    if not isinstance(node, Mapping):
        return None
    if key in node:
        return node[key]
    folded = key.casefold()
    for name, value in node.items():
        if isinstance(name, str) and name.casefold() == folded:
            return value
    return None


def walk(record: object, path: str) -> Iterator[Any]:
    """Every non-null value at an OData-like path (`status/errorCode`); arrays on the way are walked."""
    key, _, rest = path.partition("/")
    node = child(record, key)
    nodes = node if isinstance(node, list) else [node]
    for one in nodes:
        if one is None:
            continue
        if rest:
            yield from walk(one, rest)
        else:
            yield one


def text(record: object, path: str) -> str:
    """The first value at the path as text; empty when there is none."""
    for value in walk(record, path):
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (str, int, float)):
            return str(value)
    return ""


def texts(record: object, path: str) -> tuple[Value, ...]:
    """All values at the path, as values of a field; empty strings are no values."""
    found: dict[str, Value] = {}
    for value in walk(record, path):
        if isinstance(value, bool):
            shown = "true" if value else "false"
        elif isinstance(value, (str, int, float)):
            shown = str(value)
        else:
            continue
        if shown != "":
            found.setdefault(shown.casefold(), Value(shown))
    return tuple(found.values())


def unquoted(raw: object) -> str:
    """A modified property's value as people read it: Graph stores JSON inside a string (`"\\"Helpdesk\\""`)."""
    if not isinstance(raw, str):
        return "" if raw is None else str(raw)
    stripped = raw.strip()
    if len(stripped) >= 2 and stripped[0] == '"' == stripped[-1]:
        return stripped[1:-1].replace('\\"', '"')
    return stripped
