"""Counts records by the values of one or two fields or time buckets, as they come in."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from bot.answers.buckets import BUCKETS
from intents.fields import FIELDS
from intents.model import Log, Threshold
from intents.records import Record, Value

BETWEEN = " | "
"""Stands between the two keys of a split by two things."""


@dataclass(frozen=True, slots=True)
class Part:
    """One group of a split."""

    key: str
    """As the log writes it; of two fields, both with BETWEEN."""
    labels: tuple[str, ...]
    count: int
    others: int
    """Number of different values of the threshold's field in this group; 0 when it names none."""


class _Cell:
    """One group as it is counted. `others` is None, one value, or a set: most groups of a large split have one."""

    __slots__ = ("count", "key", "labels", "number", "others")

    def __init__(self, number: int, key: str, labels: tuple[str, ...]) -> None:
        self.number, self.key, self.labels, self.count = number, key, labels, 0
        self.others: str | set[str] | None = None

    def also(self, value: str) -> None:
        if self.others is None:
            self.others = value
        elif isinstance(self.others, str):
            if value != self.others:
                self.others = {self.others, value}
        else:
            self.others.add(value)

    @property
    def different(self) -> int:
        return 0 if self.others is None else 1 if isinstance(self.others, str) else len(self.others)


class Split:
    """Number of records for each value of `of` (field or bucket names); a record counts once for each of its values.

    `threshold` makes it remember which records are in which group, and the different values of the threshold's field.
    Values are told apart without case; the first spelling seen is shown.
    """

    def __init__(self, of: tuple[str, ...], threshold: Threshold | None = None) -> None:
        self.of = of
        self.threshold = threshold
        self.missing = 0
        """Records that have no value for one of the fields."""
        self._cells: dict[str, _Cell] = {}
        self._members = array("L")
        self._groups = array("L")
        self._events: set[tuple[str, str]] = set()

    def __len__(self) -> int:
        return len(self._cells)

    def add(self, log: Log, record: Record, local: datetime | None, index: int, event: str | None = None) -> None:
        """Count one record. `local`: its time in the asker's zone. `event`: counted once a group however many rows."""
        found = [self._values(name, log, record, local) for name in self.of]
        if not all(found):
            self.missing += 1
            return
        for values in product(*found) if len(found) > 1 else zip(*found, strict=True):
            cell = self._cell(values)
            if self.threshold is not None:
                self._members.append(index)
                self._groups.append(cell.number)
                if self.threshold.of:
                    for value in self._values(self.threshold.of, log, record, local):
                        cell.also(value.key.casefold())
            if event is not None:
                folded = (event, cell.key)
                if folded in self._events:
                    continue
                self._events.add(folded)
            cell.count += 1

    def parts(self) -> list[Part]:
        """Return the groups that meet the threshold: most records first, then by key; time buckets in order of time."""
        kept = [self._part(c) for c in self._cells.values() if self._meets(c)]
        leading = BUCKETS.get(self.of[0]) if self.of else None
        if leading is not None:
            order = leading.order
            return sorted(kept, key=lambda p: (order(p.key.split(BETWEEN)[0]), -p.count, p.key.casefold()))
        return sorted(kept, key=lambda p: (-p.count, p.key.casefold()))

    def members(self) -> set[int]:
        """Return the indexes of the records in groups that meet the threshold; only kept when there is one."""
        meeting = {c.number for c in self._cells.values() if self._meets(c)}
        return {index for index, group in zip(self._members, self._groups, strict=True) if group in meeting}

    def _values(self, name: str, log: Log, record: Record, local: datetime | None) -> tuple[Value, ...]:
        bucket = BUCKETS.get(name)
        if bucket is not None:
            return () if local is None else (bucket.of(local),)
        found = FIELDS[name].values(log, record)
        return found if len(found) == 1 and found[0].key else tuple(_once(found))

    def _cell(self, values: tuple[Value, ...]) -> _Cell:
        key = values[0].key if len(values) == 1 else BETWEEN.join(v.key for v in values)
        folded = key.casefold()
        cell = self._cells.get(folded)
        if cell is None:
            cell = self._cells[folded] = _Cell(len(self._cells), key, tuple(v.label or v.key for v in values))
        return cell

    def _meets(self, cell: _Cell) -> bool:
        t = self.threshold
        if t is None:
            return True
        size = cell.different if t.of else cell.count
        return (t.at_least is None or size >= t.at_least) and (t.at_most is None or size <= t.at_most)

    @staticmethod
    def _part(cell: _Cell) -> Part:
        return Part(cell.key, cell.labels, cell.count, cell.different)


def _once(values: tuple[Value, ...]) -> Iterator[Value]:
    """The values without repetitions (in other case) and without empty ones."""
    seen: set[str] = set()
    for value in values:
        folded = value.key.casefold()
        if folded and folded not in seen:
            seen.add(folded)
            yield value
