"""The rows of an answer, each made when it is looked at: a card shows a page of them, an answer may hold a thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from bot.answers.model import Row
from bot.answers.tally import Kept
from intents.model import Log


class ShownRows(Sequence[Row]):
    """A sequence of rows over kept records; each is made once, when it is first asked for."""

    __slots__ = ("_kept", "_made", "_make")

    def __init__(self, kept: Sequence[Kept], make: Callable[[Kept], Row]) -> None:
        self._kept, self._make = tuple(kept), make
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self._kept))))
        at = range(len(self._kept))[index]
        if at not in self._made:
            self._made[at] = self._make(self._kept[at])
        return self._made[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Row.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(kept.id for kept in self._kept))

    def stored(self) -> StoredRows:
        """Return the same rows in a form to keep for long."""
        return StoredRows(self._kept, self._make)


class StoredRows(Sequence[Row]):
    """Rows made anew at each look: what is kept of them is JSON, through which the garbage collector need not walk."""

    __slots__ = ("_kept", "_make")

    def __init__(self, kept: tuple[Kept, ...], make: Callable[[Kept], Row]) -> None:
        self._kept, self._make = kept, make

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return tuple(map(self._make, self._kept[index])) if isinstance(index, slice) else self._make(self._kept[index])

    def find(self, log: Log, identity: str) -> Row | None:
        """Return the row of a record, None when it is not there."""
        return next((self._make(kept) for kept in self._kept if kept.log is log and kept.id == identity), None)
