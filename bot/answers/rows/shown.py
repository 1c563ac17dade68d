"""The rows of an answer, each made when it is looked at: a card shows a page of them, an answer may hold a thousand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, overload

from bot.answers.model import Row
from bot.answers.tally import Kept
from intents.model import Log
from intents.records import Record


class StoredRows(Sequence[Row]):
    """Rows over kept records, each made once, when it is first looked at.

    What is kept of the records is JSON, through which the garbage collector need not walk.
    """

    __slots__ = ("_kept", "_made", "_make", "drawn")

    def __init__(self, kept: Sequence[Kept], make: Callable[[Kept, Record], Row]) -> None:
        self._kept, self._make = tuple(kept), make
        self.drawn: dict[Hashable, dict[str, Any]] = {}
        """For whoever draws them: what was drawn of a row, as long as there are rows. Nothing changes it."""
        self._made = {at: each.row for at, each in enumerate(self._kept) if each.row is not None}

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        places = range(len(self._kept))
        return tuple(map(self._row, places[index])) if isinstance(index, slice) else self._row(places[index])

    def _row(self, at: int) -> Row:
        row = self._made.get(at)
        if row is None:
            kept = self._kept[at]
            row = self._made[at] = self._make(kept, kept.record)
        return row

    def find(self, log: Log, identity: str) -> Row | None:
        """Return the row of a record, None when it is not there."""
        places = (at for at, kept in enumerate(self._kept) if kept.log is log and kept.id == identity)
        at = next(places, None)
        return None if at is None else self._row(at)

    @property
    def weight(self) -> int:
        """Bytes of the records."""
        return sum(len(kept.written) for kept in self._kept)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Row.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(kept.id for kept in self._kept))


def weight_of(rows: Sequence[Row]) -> int:
    """Return how many bytes the records of some rows take; none is made for that."""
    return rows.weight if isinstance(rows, StoredRows) else sum(len(row.written) for row in rows)
