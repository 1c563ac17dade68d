"""The rows of an answer, each made when it is looked at: a card shows a page of them, an answer may hold a thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from bot.answers.model import Row
from bot.answers.tally import Kept
from intents.model import Log


class StoredRows(Sequence[Row]):
    """Rows over kept records, made anew at each look.

    What is kept of them is JSON, through which the garbage collector need not walk.
    """

    __slots__ = ("_kept", "_make")

    def __init__(self, kept: Sequence[Kept], make: Callable[[Kept], Row]) -> None:
        self._kept, self._make = tuple(kept), make

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
        return self._make(self._kept[at])

    def find(self, log: Log, identity: str) -> Row | None:
        """Return the row of a record, None when it is not there."""
        places = (at for at, kept in enumerate(self._kept) if kept.log is log and kept.id == identity)
        at = next(places, None)
        return None if at is None else self._row(at)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Row.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(kept.id for kept in self._kept))


class ShownRows(StoredRows):
    """Rows that are being shown: each is made once, when it is first asked for."""

    __slots__ = ("_made",)

    def __init__(self, kept: Sequence[Kept], make: Callable[[Kept], Row]) -> None:
        super().__init__(kept, make)
        self._made: dict[int, Row] = {}

    def _row(self, at: int) -> Row:
        if at not in self._made:
            self._made[at] = super()._row(at)
        return self._made[at]

    def stored(self) -> StoredRows:
        """Return the same rows in a form to keep for long."""
        return StoredRows(self._kept, self._make)
