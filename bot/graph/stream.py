"""How far a reading has come: its streams, the parts of a stream, and what all of them share."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field
from datetime import datetime

from bot.graph.odata import LOG_NAMES, RETENTION_DAYS, GraphRequest
from bot.graph.times import key_of, moment
from bot.problems import Problem
from bot.report import RequestLine, Sink


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a reading ends even if there is more, and how far back the tenant keeps its logs."""

    max_records: int = 200_000
    max_seconds: float = 300.0
    retention_days: int = RETENTION_DAYS


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading has come."""

    records_read: int
    matched: int
    pages: int
    reached: datetime | None = None
    """The time reached in the slowest log, None before its first page."""
    pages_expected: int = 0
    """Of the whole, as far as can be told: what was read and what is likely left."""
    seconds_left: float = 0.0
    """How long the rest is likely to take, the waiting for the request budget included; 0 when nothing is left."""


@dataclass(slots=True, eq=False)
class Part:
    """A chain of pages: one request and its next links."""

    request: GraphRequest
    main: bool = False
    """The part that a stream begins with."""
    pages: int = 0
    records: int = 0
    begun: str = ""
    """Sort key of the first record."""
    reached: str = ""
    """Sort key of the last record."""
    before: str = ""
    """Sort key of the last record of the page before."""
    ordered: bool = True
    """Graph kept the order that was asked for; without it a reading cannot be ended early."""
    retries: int = 0
    resumed: str = ""
    replay: tuple[str, str] = ("", "")
    """Sort keys between which records come a second time after it was asked anew."""
    edge: set[str] = field(default_factory=set)
    """Ids of the records at `reached`: there may be more of the same instant."""
    exhausted: bool = False
    """It has come to the last page."""
    ended: bool = False
    finished: bool = False
    """It came to its last page, to where no further record matters, or left the rest to others."""
    problem: Problem | None = None
    other: Part | None = None
    """The part that comes from the other end."""
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    """Set with every page and at the end."""
    taking: bool = False
    """It is in the middle of a page."""
    waits: bool = False
    """It lets the one from the other end go first."""
    task: asyncio.Task[None] | None = None

    def advance(self, key: str, identity: str) -> None:
        """Mind a record in the order that was asked for."""
        if self.repeats(key, identity):
            return
        late = key < self.reached if self.request.oldest_first else key > self.reached
        self.ordered = self.ordered and not (late and self.reached)
        if key != self.reached:
            self.edge.clear()
        self.edge.add(identity)
        self.begun, self.reached = self.begun or key, key

    def repeats(self, key: str, identity: str) -> bool:
        """Whether it has come upon that very record before: after it was asked anew, or sent twice in a row."""
        again = self.replay[0] <= key <= self.replay[1] or key == self.reached
        return again and self.passed(key, identity)

    def passed(self, key: str, identity: str) -> bool:
        """Whether it has been through such a record, if it kept the order."""
        if not (self.reached and self.ordered):
            return False
        if key == self.reached:
            return identity in self.edge
        return key < self.reached if self.request.oldest_first else key > self.reached

    @property
    def met(self) -> bool:
        """Whether it and the one from the other end have passed each other: together they have read everything."""
        other = self.other
        if other is None or not (self.reached and other.reached and self.ordered and other.ordered):
            return False
        old, new = (self, other) if self.request.oldest_first else (other, self)
        return new.reached < old.reached

    @property
    def should_wait(self) -> bool:
        """Whether the page that the one from the other end is waiting for is likely to be the last."""
        other = self.other
        if other is None or other.ended or other.waits or other.moved_on is None or self.moved_on is None:
            return False
        return abs(self.moved_on[1] - other.moved_on[1]) <= max(
            abs(last - before) for before, last in (self.moved_on, other.moved_on)
        )

    @property
    def moved_on(self) -> tuple[datetime, datetime] | None:
        """From when to when the last page went; None before the first."""
        first, last = moment(self.before or self.begun), moment(self.reached)
        return (first, last) if first is not None and last is not None else None

    def covered(self, start: datetime) -> float:
        """Seconds of the log that it has been through."""
        reached = moment(self.reached)
        if reached is None or self.exhausted:
            low = self.request.start or start
            return (self.request.end - low).total_seconds() if self.exhausted else 0.0
        begin = (self.request.start or start) if self.request.oldest_first else self.request.end
        return abs((reached - begin).total_seconds())


@dataclass(slots=True, eq=False)
class Stream:
    """One log of one version being read, by one part or by several side by side."""

    request: GraphRequest
    parts: list[Part] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """Capabilities that were left out after a refusal."""
    later: list[datetime] | None = None
    """Starts still to try where Graph refuses the one asked for."""
    moved_start: datetime | None = None

    @property
    def name(self) -> str:
        return LOG_NAMES[self.request.log]

    @property
    def pages(self) -> int:
        return sum(part.pages for part in self.parts)

    @property
    def records(self) -> int:
        return sum(part.records for part in self.parts)

    @property
    def ended(self) -> bool:
        return bool(self.parts) and all(part.ended or part.exhausted or part.met for part in self.parts)

    @property
    def whole(self) -> bool:
        """Whether it is known that everything was read; of two that go towards each other one may fail."""
        if any(part.other for part in self.parts):
            return any(part.met or part.exhausted for part in self.parts)
        return bool(self.parts) and all(part.finished for part in self.parts)

    @property
    def problem(self) -> Problem | None:
        """Why something of it is missing, if a problem is why."""
        return None if self.whole else next((part.problem for part in self.parts if part.problem is not None), None)

    def new(self, part: Part, key: str, identity: str) -> bool:
        """Whether a record that a part comes upon was in no other part: neighbours overlap where they meet."""
        main = self.parts[0]
        if part is main and part.other is None:
            return not part.repeats(key, identity)
        if part.repeats(key, identity) or (part is not main and main.passed(key, identity)):
            return False
        if part.other is not None:
            return not part.other.passed(key, identity)
        start, end = part.request.start, part.request.end
        return part is main or ((start is None or key_of(start) <= key) and key < key_of(end))

    def expected(self, earliest: datetime) -> int:
        """Pages of the whole, as far as can be told."""
        start = self.request.start or earliest
        whole = (self.request.end - start).total_seconds()
        covered = sum(part.covered(start) for part in self.parts)
        if self.ended:
            return self.pages
        if covered <= 0 or whole <= 0:
            return self.pages + 1
        return max(self.pages + 1, math.ceil(self.pages * whole / covered))


@dataclass(slots=True)
class State:
    """What all streams of a reading share."""

    sink: Sink
    limits: Limits
    streams: list[Stream] = field(default_factory=list)
    requests: list[RequestLine] = field(default_factory=list)
    records_read: int = 0
    again: int = 0
    """Of these, records that another part had read already."""
    matched: int = 0
    strays: int = 0
    untimed: int = 0
    nameless: int = 0
    """Matching records without an id: whether one was seen twice cannot be told."""
    newest: str = ""
    edge: str = ""
    """Sort key of the furthest record among those that were enough for the sink."""
    enough: bool = False
    notes: list[str] = field(default_factory=list)
    full: bool = False
    """max_records was reached."""
    age: float = 0.0
    """Seconds since the oldest of the pages was read."""
    began: float = 0.0

    @property
    def seen(self) -> int:
        """Records read, each once."""
        return self.records_read - self.again

    def aged(self, seconds: float) -> None:
        """Mind that a page was read so many seconds ago."""
        self.age = max(self.age, seconds)
