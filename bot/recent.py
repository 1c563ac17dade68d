"""Answers that are asked for again: the same question over records that change no more, with the same rights.

As with the pages they rest on (`bot.graph.shared`), the key names the identity that read them, and an answer is used
for ten minutes from when its records were read. So what everybody asks during an incident is counted once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.activities import Clock
from bot.graph.shared import KEPT_SECONDS, SETTLED
from bot.report import read_before
from bot.sweeping import Sweeper

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.report import Report
    from intents.model import Question

CAPACITY = 8 * 1024 * 1024
"""Bytes of records that the rows of all kept answers may hold."""
_OVERHEAD = 4096


class RecentAnswers:
    """Answers by question and identity, whole ones alone. The longest unused go first. Bound to one event loop."""

    def __init__(self, clock: Clock, capacity: int = CAPACITY) -> None:
        """Keep nothing yet; `clock` only goes forward."""
        self._clock, self._capacity = clock, capacity
        self._kept: OrderedDict[Hashable, tuple[float, int, Answer]] = OrderedDict()
        self._weight = 0
        self._sweeper = Sweeper(self._sweep)

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._kept)

    def get(self, key: Hashable) -> Answer | None:
        """Return the answer, which says how long ago its records were read; None when there is none."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        read_at, _, found = kept
        age = self._clock() - read_at
        if age >= KEPT_SECONDS:
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        return _noted(found, read_before(age))

    def now(self) -> float:
        """Return the time on its clock."""
        return self._clock()

    def put(self, key: Hashable, found: Answer, report: Report, began: float) -> None:
        """Keep an answer that is whole; it is as old as the reading that began then, and what that found kept."""
        from bot.answers.rows.shown import weight_of

        if not (found.complete and report.complete):
            return
        self._drop(key)
        weight = _OVERHEAD + weight_of(found.rows)
        if weight > self._capacity // 2:
            return
        self._kept[key] = (began - report.age, weight, _without(found, read_before(report.age)))
        self._weight += weight
        while self._weight > self._capacity:
            self._drop(next(iter(self._kept)))
        self._sweeper.start()

    def _sweep(self) -> bool:
        now = self._clock()
        for key in [key for key, (read_at, _, _) in self._kept.items() if now - read_at >= KEPT_SECONDS]:
            self._drop(key)
        return bool(self._kept)

    def _drop(self, key: Hashable) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._weight -= kept[1]


def settled(question: Question, now: datetime, retention_days: int) -> bool:
    """Whether the records of a question change no more, and will all be there while its answer is kept."""
    span = question.range
    if span is None or span.start is None or question.compared is not None:
        return False
    leaving = now - timedelta(days=retention_days) + timedelta(seconds=KEPT_SECONDS)
    return span.start >= leaving and now - span.end >= SETTLED


def _noted(found: Answer, note: str) -> Answer:
    if not note or found.receipt is None:
        return found
    return replace(found, receipt=replace(found.receipt, notes=(*found.receipt.notes, note)))


def _without(found: Answer, note: str) -> Answer:
    if not note or found.receipt is None:
        return found
    kept = tuple(each for each in found.receipt.notes if each != note)
    return replace(found, receipt=replace(found.receipt, notes=kept))
