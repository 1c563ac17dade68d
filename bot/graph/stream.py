"""Streams: one request of a reading, page by page, every record checked before it counts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.graph.client import GraphClient
from bot.graph.filter_rules import Capabilities
from bot.graph.match import Check, compile_conditions, compile_match
from bot.graph.odata import LOG_NAMES, RETENTION_DAYS, GraphRequest
from bot.graph.times import key_of, moment, record_key
from bot.problems import Problem
from bot.report import RequestLine, Sink
from intents.model import Kind, Question
from intents.records import Record

MOST_RETRIES = 3
"""Times that one stream is asked for anew after a refusal."""
SLICE = 200
"""Records checked before other tasks get a turn: a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a reading ends even if there is more, and how far back the tenant keeps its logs."""

    max_records: int = 200_000
    max_seconds: float = 300.0
    retention_days: int = RETENTION_DAYS


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading has come. `reached` is the time reached in the slowest log, None before its first page."""

    records_read: int
    matched: int
    pages: int
    reached: datetime | None = None


@dataclass(slots=True)
class Stream:
    """One request being read, page by page."""

    request: GraphRequest
    pages: int = 0
    records: int = 0
    reached: str = ""
    """Sort key of the last record."""
    ordered: bool = True
    """Graph kept the order that was asked for; without it a reading cannot be ended early."""
    retries: int = 0
    resumed: str = ""
    problem: Problem | None = None

    @property
    def name(self) -> str:
        return LOG_NAMES[self.request.log]


@dataclass(slots=True)
class State:
    """What all streams of a reading share."""

    sink: Sink
    limits: Limits
    streams: list[Stream] = field(default_factory=list)
    requests: list[RequestLine] = field(default_factory=list)
    records_read: int = 0
    matched: int = 0
    strays: int = 0
    untimed: int = 0
    newest: str = ""
    edge: str = ""
    """Sort key of the furthest record among those that were enough for the sink."""
    enough: bool = False
    notes: list[str] = field(default_factory=list)
    full: bool = False
    """max_records was reached."""


class Reader:
    """Reads the streams of one question into one sink."""

    def __init__(
        self,
        question: Question,
        client: GraphClient,
        state: State,
        capabilities: Capabilities,
        earliest: datetime,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._question, self._client, self._state = question, client, state
        self._capabilities, self._earliest, self._progress = capabilities, earliest, progress
        measure = question.measure
        self._may_end = measure.kind is Kind.ROWS and measure.limit is not None

    async def stream(self, stream: Stream) -> None:
        """Read one stream to its end, or until no further record can matter; a Problem ends it and is kept."""
        check = RecordCheck.of(self._question, stream.request)
        request: GraphRequest | None = stream.request
        while request is not None:
            try:
                async with aclosing(self._client.pages(request, self._state.requests.append)) as pages:
                    async for page in pages:
                        await self._take(stream, page.records, check)
                        if self._state.full or self._over(stream):
                            break
                return
            except Problem as problem:
                request = self._again(stream, request, problem)
                if request is None:
                    stream.problem = problem

    async def _take(self, stream: Stream, records: Sequence[Record], check: RecordCheck) -> None:
        state = self._state
        for start in range(0, len(records), SLICE):
            if start:
                await asyncio.sleep(0)
            for record in records[start : start + SLICE]:
                if state.records_read >= state.limits.max_records:
                    state.full = True
                    return
                state.records_read += 1
                stream.records += 1
                self._one(stream, record, check)
        stream.pages += 1
        if self._progress is not None:
            self._progress(self._how_far())

    def _one(self, stream: Stream, record: Record, check: RecordCheck) -> None:
        state, log = self._state, stream.request.log
        key = record_key(log, record)
        state.newest = max(state.newest, key)
        if key:
            late = key < stream.reached if stream.request.oldest_first else key > stream.reached
            stream.ordered = stream.ordered and not (late and stream.reached)
            stream.reached = key
        if check.matches(record):
            state.matched += 1
            state.sink.add(log, record)
            if self._may_end and not state.enough:
                further = max if stream.request.oldest_first else min
                state.edge = further(state.edge, key) if state.edge else key
                state.enough = state.sink.enough
        elif not key:
            state.untimed += all(each(record) for each in check.conditions)
        elif not check.asked(record, key):
            state.strays += 1

    def _over(self, stream: Stream) -> bool:
        """Whether what is left of a stream lies beyond all the records that were enough for the sink."""
        if not (self._state.enough and stream.ordered):
            return False
        edge, reached = self._state.edge, stream.reached
        return reached > edge if stream.request.oldest_first else reached < edge

    def _again(self, stream: Stream, request: GraphRequest, problem: Problem) -> GraphRequest | None:
        """Another request to go on with after a refusal, None when there is none."""
        if problem.code != "graph-refused" or stream.retries >= MOST_RETRIES:
            return None
        stream.retries += 1
        if stream.pages == 0:
            if request.needs:
                self._capabilities.refuse(*request.needs)
                return request.modest()
            return self._later_start(stream, request)
        reached = moment(stream.reached)
        if reached is None or not stream.ordered or stream.reached == stream.resumed:
            return None
        stream.resumed = stream.reached  # the skip token is no longer known: ask anew from there
        return request.from_there(reached)

    def _later_start(self, stream: Stream, request: GraphRequest) -> GraphRequest | None:
        """Graph refuses a start before what it keeps with the same 400 as a bad filter: try a day later, and say so."""
        if request.start is None or request.start - self._earliest > timedelta(days=1):
            return None
        start = (request.start + timedelta(days=1)).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        if start >= request.end:
            return None
        self._state.notes.append(f"{stream.name} could only be read from {start.day} {start:%B %Y, %H:%M} UTC on")
        return replace(request, start=start)

    def _how_far(self) -> Progress:
        state = self._state
        reached = [each.reached for each in state.streams if each.reached]
        ends = min if any(each.request.oldest_first for each in state.streams) else max
        return Progress(
            state.records_read,
            state.matched,
            sum(each.pages for each in state.streams),
            moment(ends(reached)) if reached else None,
        )


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """What is tested of every record of a stream."""

    matches: Check
    conditions: tuple[Check, ...]
    pushed: tuple[Check, ...]
    low: str
    high: str

    @classmethod
    def of(cls, question: Question, request: GraphRequest) -> RecordCheck:
        """Compile the tests once."""
        slack = timedelta(seconds=2)  # more than any rounding of the times in the filter
        return cls(
            compile_match(question, request.log),
            compile_conditions(question.conditions, request.log),
            tuple(clause.lets_through for _, clause in request.pushed),
            "" if request.start is None else key_of(request.start - slack),
            key_of(request.end + slack),
        )

    def asked(self, record: Record, key: str) -> bool:
        """Whether Graph was asked for such a record, though it does not match."""
        return self.low <= key <= self.high and all(each(record) for each in self.pushed)
