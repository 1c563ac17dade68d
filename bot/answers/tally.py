"""Takes matching records one at a time and keeps what an answer needs of them, not the records.

Of every record: its id and time. Of all together: the counts that the question's measure asks for. Whole records only
for the rows that may be shown. So a hundred thousand sign-ins stay far below the memory that they would need as JSON.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

import msgspec

from bot.answers.buckets import BUCKETS, resolve
from bot.answers.events import event_key, family_asked
from bot.answers.model import Row
from bot.answers.split import Split
from bot.answers.times import UNKNOWN, moment, ticks_of
from intents.fields import FIELDS
from intents.model import Kind, Log, Question
from intents.records import Record, text

SHOWN = 200
"""Whole records kept for showing where the question is about records."""
EVIDENCE = 50
"""Whole records kept where the question is about numbers."""
AT_ONCE = 25
"""Rows made of the first records, which are those that a card shows first when they come in the order asked for."""

_OUTCOME = FIELDS["outcome"]
_DECODER = msgspec.json.Decoder()
PATTERN = (
    "day",
    "hour_of_day",
    "weekday",
    "weekday hour_of_day",
    "app",
    "city country",
    "ip",
    "os browser",
    "error_code",
)
"""What is counted for the pattern of a person; two names are a split by both."""


class Kept(NamedTuple):
    """A whole record that may be shown, as JSON: an eighth of the memory of objects."""

    ticks: int
    id: str
    log: Log
    written: bytes
    row: Row | None = None
    """As two lines, where they were made while the record was at hand as objects."""

    @property
    def record(self) -> Record:
        """Decoded anew at each look: objects that many turns hold at once cost more than that, in caches missed."""
        found: Record = _DECODER.decode(self.written)
        return found


Draw = Callable[[Kept, Record], Row]


class _Shelf:
    """The newest (or oldest) `size` records of those offered, by (time, id)."""

    def __init__(self, size: int, oldest: bool, draw: Draw | None) -> None:
        self._size, self._oldest, self._draw = size, oldest, draw
        self._rows: list[Kept] = []
        self._drawn = 0
        self._bound: tuple[int, str] | None = None

    def offer(self, ticks: int, identity: str, log: Log, record: Record, written: memoryview | None) -> None:
        place = (ticks, identity)
        if self._bound is not None and (place > self._bound if self._oldest else place < self._bound):
            return
        kept = Kept(ticks, identity, log, msgspec.json.encode(record) if written is None else bytes(written))
        if self._draw is not None and self._drawn < AT_ONCE:
            self._drawn += 1
            kept = kept._replace(row=self._draw(kept, record))
        self._rows.append(kept)
        if len(self._rows) >= 2 * self._size + 16:
            self._rows = self.rows()
            self._bound = (self._rows[-1].ticks, self._rows[-1].id)

    def rows(self) -> list[Kept]:
        """The kept records in the order wanted."""
        ordered = sorted(self._rows, key=lambda r: (r.ticks, r.id), reverse=not self._oldest)
        return ordered[: self._size]


class Tally:
    """A `bot.report.Sink` that counts for one question in one asker's zone.

    Records may come in any order and more than once: an id counts once (in each log). Splits are `splits[name]`, where
    name is one or two fields or buckets, as in `split_name`.
    """

    def __init__(self, question: Question, *, zone: tzinfo, shown: int | None = None, draw: Draw | None = None) -> None:
        """`shown` whole records are kept where the question is about records; None for SHOWN.

        `draw` makes the rows that are likely shown first; without it each is made when it is looked at.
        """
        measure = question.measure
        self.question = question
        self.zone = zone
        self.outcomes: Counter[str] = Counter()
        """Records by result: success, failure, interrupted (counted as failure too), and what else a log writes."""
        self.by_log: Counter[Log] = Counter()
        self.family = family_asked(question)
        self.of = split_name(question)
        self._ids: list[str] = []
        self._ticks = array("q")
        self._seen: dict[Log, set[str]] = {log: set() for log in question.logs}
        self._events: set[str] = set()
        self._single = 0
        self._order: set[int] = set()
        self._undated = False
        self.splits: dict[str, Split] = {}
        if self.of:
            self.splits[self.of] = Split(tuple(self.of.split()), measure.threshold)
        for name in _extras(question):
            self.splits.setdefault(name, Split(tuple(name.split())))
        about_rows = measure.kind in (Kind.ROWS, Kind.STORY)
        most = shown or SHOWN
        size = min(measure.limit or most, most) if about_rows else EVIDENCE
        self._shelf = _Shelf(size, measure.oldest_first, draw if about_rows else None)
        self._timed = any(name in BUCKETS for split in self.splits.values() for name in split.of)

    def add(self, log: Log, record: Record, written: memoryview | None = None) -> None:
        """Count a record unless its id was seen before. A record without an id is counted each time."""
        identity = text(record, "id")
        seen = self._seen.setdefault(log, set())
        if identity in seen:
            return
        if identity:
            seen.add(identity)
        ticks = ticks_of(log, record)
        self._undated = self._undated or ticks == UNKNOWN
        if self._ticks:
            self._order.add((ticks > self._ticks[-1]) - (ticks < self._ticks[-1]))
        index = len(self._ids)
        self._ids.append(identity)
        self._ticks.append(ticks)
        self.by_log[log] += 1
        for value in _OUTCOME.values(log, record):
            self.outcomes[value.key.casefold()] += 1
        event = event_key(log, record) if self.family else None
        if event is None:
            self._single += 1
        else:
            self._events.add(event)
        when = moment(ticks) if self._timed else None
        local = when.astimezone(self.zone) if when else None
        for split in self.splits.values():
            split.add(log, record, local, index, event)
        self._shelf.offer(ticks, identity, log, record, written)

    @property
    def enough(self) -> bool:
        """See Sink: as many rows as asked for are here, from one log, and they came in the order that makes them the
        outermost ones. Holds while the pages of the log are handed over in order; who reads slices of one log side by
        side must not stop by it before every earlier slice is in."""
        measure = self.question.measure
        if measure.kind is not Kind.ROWS or measure.limit is None or len(self.question.logs) != 1:
            return False
        if len(self._ids) < measure.limit or self._undated:
            return False
        if measure.oldest_first:
            return 1 in self._order and -1 not in self._order
        return 1 not in self._order

    @property
    def rows(self) -> int:
        """Number of different records."""
        return len(self._ids)

    @property
    def events(self) -> int:
        """Number of events: the steps of one password reset or role activation are one."""
        return self._single + len(self._events)

    @property
    def latest(self) -> datetime | None:
        """Time of the newest matching record, UTC."""
        return moment(max(self._ticks)) if self._ticks else None

    @property
    def earliest(self) -> datetime | None:
        """Time of the oldest matching record, UTC."""
        return moment(min(self._ticks)) if self._ticks else None

    def ids(self) -> tuple[str, ...]:
        """Ids of the records that the answer rests on, newest first; with a limit on records, only those."""
        measure = self.question.measure
        chosen: Sequence[int] = range(len(self._ids))
        main = self.splits.get(self.of)
        if main is not None and measure.threshold is not None:
            chosen = list(main.members())
        ordered = sorted(chosen, key=lambda i: (self._ticks[i], self._ids[i]), reverse=True)
        if measure.kind in (Kind.ROWS, Kind.STORY) and measure.limit is not None:
            ordered = ordered[-measure.limit :] if measure.oldest_first else ordered[: measure.limit]
        return tuple(self._ids[i] for i in ordered if self._ids[i])

    def kept(self) -> list[Kept]:
        """The whole records to show, newest first, or oldest first when those were asked for."""
        return self._shelf.rows()


def to_read(question: Question) -> Question:
    """Return the question whose records a tally for `question` needs.

    A share is a part of a whole: for "what share of sign-ins failed" all sign-ins count, not the failed ones alone.
    """
    return question.without(*question.measure.of) if question.measure.share else question


def split_name(question: Question) -> str:
    """Return the name of the split that the measure asks for; empty when it asks for none."""
    measure, asked = question.measure, question.range
    if not measure.of or measure.kind in (Kind.ROWS, Kind.STORY, Kind.COUNT):
        return ""
    start, end = (asked.start, asked.end) if asked else (None, None)
    return " ".join(resolve(name, start, end) if end else name for name in measure.of[:2])


def _extras(question: Question) -> tuple[str, ...]:
    """Splits beside the asked one that the words of an answer need."""
    kind = question.measure.kind
    if kind is Kind.TIMELINE:
        return PATTERN if not question.measure.of else ("day",)
    if kind is Kind.STORY:
        return ("ip", "operation", "app")
    actors = kind is Kind.ROWS and question.logs == (Log.DIRECTORY_AUDITS,)
    return (*(("actor",) if actors else ()), *(("error_code",) if question.measure.why else ()))
