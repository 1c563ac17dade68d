"""The streams of one question, read into one sink: pages in, every record checked before it counts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.graph.check import RecordCheck
from bot.graph.client import GraphClient
from bot.graph.decode import Page
from bot.graph.filter_rules import Capabilities
from bot.graph.odata import GraphRequest
from bot.graph.shared import SETTLED, SharedRead
from bot.graph.slices import FREE_DAYS, Share, later_starts, pages_left, share_out
from bot.graph.stream import Part, Progress, State, Stream
from bot.graph.times import key_of, moment, record_key
from bot.graph.trial import leaves_nothing_out
from bot.problems import Problem
from bot.stints import Stint, begin
from intents.model import Kind, Question
from intents.records import Record, text

MOST_RETRIES = 5
"""Times that one part is asked for anew after a refusal."""
TURN_SECONDS = 0.002
"""Other tasks get a turn after so long; looked at after every few records. Several parts do so one after another."""
FEW = 4


@dataclass(frozen=True, slots=True)
class _Run:
    """What the parts of one stream share."""

    stream: Stream
    shared: SharedRead | None
    group: asyncio.TaskGroup

    def others_end(self, part: Part) -> None:
        """End every other part."""
        for each in self.stream.parts:
            if each is not part and each.task is not None:
                each.task.cancel()


class Reader:
    """Reads the streams of one question into one sink."""

    def __init__(
        self,
        question: Question,
        client: GraphClient,
        state: State,
        capabilities: Capabilities,
        now: datetime,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._question, self._client, self._state = question, client, state
        self._capabilities, self._now, self._progress = capabilities, now, progress
        self._earliest = now - timedelta(days=state.limits.retention_days)
        measure = question.measure
        self._may_end = measure.kind is Kind.ROWS and measure.limit is not None

    async def stream(self, stream: Stream) -> None:
        """Read one stream to its end, or until no further record can matter; a Problem ends it and is kept."""
        self._clamp(stream)
        request = stream.request
        with self._client.reading(request, settled=self._now - request.end >= SETTLED) as shared:
            async with asyncio.TaskGroup() as group:
                self._start(_Run(stream, shared, group), Part(request, main=True))

    def _start(self, run: _Run, part: Part) -> None:
        run.stream.parts.append(part)
        part.task = run.group.create_task(self._part(run, part))

    async def _part(self, run: _Run, part: Part) -> None:
        following: GraphRequest | None = part.request
        try:
            while (request := following) is not None:
                try:
                    following = await self._pages(run, part, request)
                except Problem as problem:
                    following = self._again(run.stream, part, request, problem)
                    if following is None:
                        part.problem = problem
        finally:
            part.ended = True
            part.moved.set()

    async def _pages(self, run: _Run, part: Part, request: GraphRequest) -> GraphRequest | None:
        """Take the pages of a request; another request to go on with, None when it is done. Raises Problem."""
        state, first = self._state, part.main and part.pages == 0
        check = RecordCheck.of(self._question, replace(run.stream.request, pushed=request.pushed))
        asked = self._client.pages(request, state.requests.append, reading=run.shared, first=first, aged=state.aged)
        async with aclosing(asked) as pages:
            async for page in pages:
                if part.main and part.pages == 0:
                    again = await self._doubted(request, page, check)
                    if again is not None:
                        return again
                    self._accepted(run.stream, request)
                await self._take(run.stream, part, page, check)
                part.exhausted = page.next_link is None
                if part.main and part.pages == 1 and self._client.follows(page.next_link):
                    part.ended = self._share_out(run, part, request, len(page))
                part.moved.set()
                if self._progress is not None:
                    self._progress(how_far(state, self._client, self._earliest))
                if state.full:
                    run.others_end(part)
                part.finished = part.exhausted or part.ended or self._over(part)
                if state.full or part.finished or await self._met(part):
                    break
        return None

    async def _met(self, part: Part) -> bool:
        """Whether the part that comes from the other end makes it needless to go on."""
        other = part.other
        if other is None:
            return False
        if part.request.oldest_first and not part.ordered:
            return True  # the order asked for was not kept: the other one goes on alone
        while part.should_wait and not part.met:
            part.waits = True
            other.moved.clear()
            await other.moved.wait()
        part.waits = False
        if part.met and other.task is not None and not (other.ended or other.taking):
            other.task.cancel()
        return part.met

    async def _take(self, stream: Stream, part: Part, page: Page, check: RecordCheck) -> None:
        state, time = self._state, asyncio.get_running_loop().time
        part.before, part.taking = part.reached, True
        await begin(Stint.PAGE)
        turn = time()
        for count, (record, written) in enumerate(page.entries()):
            if state.records_read >= state.limits.max_records:
                state.full = True
                return
            state.records_read += 1
            part.records += 1
            self._one(stream, part, record, written, check)
            if count % FEW == FEW - 1 and time() - turn > TURN_SECONDS:
                await asyncio.sleep(0)
                turn = time()
        part.pages += 1
        part.taking = False

    def _one(self, stream: Stream, part: Part, record: Record, written: memoryview, check: RecordCheck) -> None:
        state, log = self._state, part.request.log
        key, identity = record_key(log, record), text(record, "id")
        state.newest = max(state.newest, key)
        matches = check.matches(record, key)
        if key and (matches or check.asked(record, key)):
            state.again += not stream.new(part, key, identity)
            part.advance(key, identity)
        elif key:
            state.strays += 1
        else:
            state.untimed += all(each(record) for each in check.conditions)
        if matches:
            state.matched += 1
            state.nameless += not identity
            state.sink.add(log, record, written)
            if self._may_end and not state.enough:
                further = max if part.request.oldest_first else min
                state.edge = further(state.edge, key) if state.edge else key
                state.enough = state.sink.enough

    def _over(self, part: Part) -> bool:
        """Whether what is left of a part lies beyond all the records that were enough for the sink."""
        if not (self._state.enough and part.ordered):
            return False
        edge, reached = self._state.edge, part.reached
        return reached > edge if part.request.oldest_first else reached < edge

    def _share_out(self, run: _Run, part: Part, request: GraphRequest, records: int) -> bool:
        """Let others read the rest side by side; whether that leaves nothing to this part.

        Never for the newest or oldest few: what is enough of them can be told only in order of time.
        """
        if self._may_end or not part.ordered or self._state.full:
            return False
        plan = run.shared.plan if run.shared is not None else None
        if not isinstance(plan, Share) or not plan.follows(part.reached):
            free = run.shared.free if run.shared is not None else None
            plan = self._plan(part, request, records, self._client.budget.free if free is None else free)
            if run.shared is not None:
                run.shared.plan = plan
        if plan.opposite is not None:
            part.other = Part(plan.opposite, other=part)
            self._start(run, part.other)
        for piece in plan.slices:
            self._start(run, Part(piece))
        return bool(plan.slices)

    def _plan(self, part: Part, request: GraphRequest, records: int, free: int) -> Share:
        newest, oldest, start = moment(part.begun), moment(part.reached), request.start or self._earliest
        if newest is None or oldest is None or oldest <= start:
            return Share()
        left = pages_left(newest, oldest, records, start)
        return share_out(request, oldest, start, left, free)

    # Refusals

    def _clamp(self, stream: Stream) -> None:
        """Begin where this tenant was seen to begin."""
        days, start = self._capabilities.kept_days.get(stream.request.log), stream.request.start
        if days is None or start is None or start >= self._now - timedelta(days=days):
            return
        later = later_starts(start, self._earliest, self._now)[-1].astimezone(UTC)
        stream.moved_start = later
        stream.request = _from(stream.request, later)
        self._state.notes.append(_only_from(stream, later))

    async def _doubted(self, request: GraphRequest, page: Page, check: RecordCheck) -> GraphRequest | None:
        """The request without the operators whose first use left something out; None when they did not."""
        tried = [each for each in request.needs if each not in self._capabilities.accepted]
        plain = request
        for each in tried:
            plain = plain.without(each)
        if not tried or await leaves_nothing_out(
            self._client, page, request, plain, check.matches, self._now, self._state.requests.append
        ):
            return None
        self._capabilities.refuse(*tried)
        return plain

    def _accepted(self, stream: Stream, request: GraphRequest) -> None:
        """Remember what the first answer tells about this tenant's Graph."""
        if stream.moved_start is None:
            self._capabilities.refuse(*stream.dropped)
        elif stream.later is not None:
            self._state.notes.append(_only_from(stream, stream.moved_start))
            if not stream.later and self._now - stream.moved_start <= timedelta(days=FREE_DAYS):
                self._capabilities.kept_days[request.log] = FREE_DAYS
        self._capabilities.accept(*request.needs)

    def _again(self, stream: Stream, part: Part, request: GraphRequest, problem: Problem) -> GraphRequest | None:
        """Another request to go on with after a refusal, None when there is none."""
        if problem.code != "graph-refused" or part.retries >= MOST_RETRIES:
            return None
        part.retries += 1
        if part.pages:
            return self._from_there(part, request)
        if not part.main:
            return request if part.retries == 1 else None  # the same was accepted for the whole range
        untried = [each for each in request.needs if each not in self._capabilities.accepted]
        if untried:
            stream.dropped.append(untried[-1])
            return request.without(untried[-1])
        return self._later_start(stream, request)

    def _from_there(self, part: Part, request: GraphRequest) -> GraphRequest | None:
        """The skip token is no longer known: ask anew from the last record seen."""
        reached = moment(part.reached)
        if reached is None or not part.ordered or part.reached == part.resumed:
            return None
        part.resumed = part.reached
        again = request.from_there(reached)
        second = again.start if request.oldest_first else again.end
        ends = (part.reached, key_of(second or reached))
        part.replay = (min(ends), max(ends))
        return again

    def _later_start(self, stream: Stream, request: GraphRequest) -> GraphRequest | None:
        """Graph refuses a start before what it keeps with the same 400 as a bad filter: later ones are tried."""
        if stream.later is None:
            start = request.start
            stream.later = [] if start is None else later_starts(start.astimezone(UTC), self._earliest, self._now)
        if not stream.later:
            return None
        stream.moved_start = stream.later.pop(0)
        return _from(request, stream.moved_start)


def how_far(state: State, client: GraphClient, earliest: datetime) -> Progress:
    """How far the reading has come, and how long the rest is likely to take."""
    parts = [part for stream in state.streams for part in stream.parts]
    reached = [part.reached for part in parts if part.reached and not part.ended]
    ends = min if any(part.request.oldest_first for part in parts if part.main) else max
    pages = sum(part.pages for part in parts)
    expected = sum(stream.expected(earliest) for stream in state.streams)
    left, running = expected - pages, sum(not part.ended for part in parts)
    each = (asyncio.get_running_loop().time() - state.began) / pages if pages else 0.0
    seconds = max(client.budget.wait_for(left), left * each / max(running, 1)) if left else 0.0
    return Progress(state.seen, state.matched, pages, moment(ends(reached)) if reached else None, expected, seconds)


def _from(request: GraphRequest, start: datetime) -> GraphRequest:
    """The request with a later start; where that leaves nothing of it, a second to see whether the start was why."""
    return replace(request, start=start, end=max(request.end, start + timedelta(seconds=1)))


def _only_from(stream: Stream, start: datetime) -> str:
    return f"{stream.name} could only be read from {start.day} {start:%B %Y, %H:%M} UTC on"
