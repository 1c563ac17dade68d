"""The collections that the stand-in serves: where their rows are, and what each takes as query options."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.demo.filter_values import row_time
from bot.demo.records import Row
from bot.demo.shapes import identity

Project = Callable[[Row], Row]


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection of one API version.

    path            path below the version, as Graph spells it; `context` is its @odata.context when that differs
    rows            all rows in the order Graph gives when nothing is asked for
    table           name of the row in filter_table.TABLE
    time            time property of a log; empty for a directory collection
    refused         query options that answer 400
    fold            False: $filter minds the case; fold_prefix False: its functions do
    pages           largest and default $top; pages_need_top: no next link unless $top was sent
    project         what the API version shows of a row; default_select: what is shown without $select
    tips            whether the answer carries the advice to use $select
    """

    path: str
    rows: tuple[Row, ...]
    table: str
    time: str = ""
    refused: frozenset[str] = frozenset()
    fold: bool = True
    fold_prefix: bool = True
    pages: tuple[int, int] = (999, 100)
    pages_need_top: bool = False
    project: Project = identity
    default_select: tuple[str, ...] = ()
    tips: bool = False
    context: str = ""

    @property
    def is_log(self) -> bool:
        """Whether it is a report, not a directory collection."""
        return bool(self.time)


def newest_first(rows: Iterable[Row], time: str) -> tuple[Row, ...]:
    """Rows by time, then id, newest first; rows without a readable time come last."""
    return tuple(sorted(rows, key=lambda row: (row_time(row.get(time)) or "", str(row.get("id"))), reverse=True))


def no_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows in an order that means nothing but stays: what Graph gives where it documents none."""
    return tuple(sorted(rows, key=lambda row: zlib.crc32(str(row.get("id")).encode())))


def ordered(rows: Iterable[Row], name: str, *, descending: bool) -> list[Row]:
    """Rows by a property, nulls first as in OData, ties by id."""

    def key(row: Row) -> Any:
        value = row.get(name)
        return (value is not None, row_time(value) or str(value or "").casefold(), str(row.get("id")))

    return sorted(rows, key=key, reverse=descending)
