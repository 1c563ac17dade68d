"""Reading the logs for a question: plans, pages every log side by side, and says how complete it was."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.graph.client import GraphClient
from bot.graph.filter_rules import Capabilities
from bot.graph.odata import covers, plan
from bot.graph.reader import Reader, how_far
from bot.graph.stream import Limits, Progress, State, Stream
from bot.graph.times import moment
from bot.problems import Problem
from bot.report import Report, Sink, read_before
from intents.model import Question

__all__ = ["Limits", "Progress", "Reading", "read"]

GOES_ON = "reading goes on"
"""Why a report of a reading under way is incomplete."""


async def read(
    question: Question,
    client: GraphClient,
    sink: Sink,
    *,
    now: datetime,
    limits: Limits | None = None,
    capabilities: Capabilities | None = None,
    stop: asyncio.Event | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Feed every matching record of the question's logs to the sink; `now` is aware, names are looked up already.

    Setting `stop` ends the reading with what was read. Raises Problem when nothing at all could be read; when a part
    could not, the report is incomplete and says why.
    """
    reading = Reading(
        question, client, sink, now=now, limits=limits, capabilities=capabilities, stop=stop, progress=progress
    )
    return await reading.run()


class Reading:
    """One reading of the logs, which can be looked at and stopped while it runs.

    The sink may be read whenever the reading awaits: between two records, never within one.
    """

    def __init__(
        self,
        question: Question,
        client: GraphClient,
        sink: Sink,
        *,
        now: datetime,
        limits: Limits | None = None,
        capabilities: Capabilities | None = None,
        stop: asyncio.Event | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        """See `read`. `progress` is called after every page; after the first it tells how long the whole will take."""
        limits, capabilities = limits or Limits(), capabilities if capabilities is not None else Capabilities()
        self._plan = plan(question, now=now, retention_days=limits.retention_days, capabilities=capabilities)
        self._state = State(sink, limits, [Stream(request) for request in self._plan.requests])
        self._client, self._stop = client, stop or asyncio.Event()
        self._earliest = now - timedelta(days=limits.retention_days)
        asked = replace(question, range=self._plan.range)
        self._reader = Reader(asked, client, self._state, capabilities, now, progress)

    async def run(self) -> Report:
        """Read to the end, to a limit or until stopped; once. Raises as `read` does."""
        state = self._state
        state.began = asyncio.get_running_loop().time()
        cut = await _run([self._reader.stream(each) for each in state.streams], state, self._stop)
        problems = [each.problem for each in state.streams if each.problem is not None and not each.pages]
        if problems and len(problems) == len(state.streams):
            raise problems[0]
        return self._report(cut)

    def stop(self) -> None:
        """End the reading with what was read."""
        self._stop.set()

    def snapshot(self) -> Report:
        """The report so far: incomplete, and honest about it. The sink holds the records that it tells of."""
        return self._report(f"{GOES_ON}, {self._state.seen:,} records so far")

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return how_far(self._state, self._client, self._earliest)

    def _report(self, cut: str) -> Report:
        made, state = self._plan, self._state
        because = [*made.incomplete_because, *([cut] if cut else []), *state.notes]
        because += [
            _broken(each, each.problem) for each in state.streams if not (each.whole or (cut and not each.problem))
        ]
        if state.untimed:
            because.append(f"{state.untimed:,} records carried no time and could not be placed")
        if state.nameless:
            because.append(f"{state.nameless:,} records carried no id, so some of them may be counted twice")
        return Report(
            range=made.range,
            records_read=state.seen,
            strays=state.strays,
            complete=not because,
            incomplete_because=tuple(because),
            newest=moment(state.newest),
            covers=covers([each.request for each in state.streams if each.pages or each.problem is None]),
            notes=tuple(note for note in (*made.notes, read_before(state.age)) if note),
            age=state.age,
            requests=tuple(state.requests),
        )


async def _run(jobs: Sequence[Coroutine[Any, Any, None]], state: State, stop: asyncio.Event) -> str:
    """Run the jobs side by side; returns why they were ended early, in words, or nothing. Leaves no task behind."""
    running: set[asyncio.Task[Any]] = {asyncio.create_task(job) for job in jobs}
    stopped = asyncio.create_task(stop.wait())
    everything = (*running, stopped)
    loop = asyncio.get_running_loop()
    deadline = state.began + state.limits.max_seconds
    try:
        while running:
            done, _ = await asyncio.wait(
                running | {stopped}, timeout=deadline - loop.time(), return_when=asyncio.FIRST_COMPLETED
            )
            for task in done - {stopped}:
                task.result()
            running -= done
            if state.full:
                return f"reading ends at {state.limits.max_records:,} records"
            if not running:
                return ""
            if stopped in done:
                return f"reading was stopped after {state.seen:,} records"
            if not done:
                return f"reading ends after {state.limits.max_seconds:g} seconds"
        return ""
    finally:
        for task in everything:
            task.cancel()
        await asyncio.gather(*everything, return_exceptions=True)


def _broken(stream: Stream, problem: Problem | None) -> str:
    said = problem.sentence.rstrip(".") if problem is not None else "Microsoft Graph did not keep the order asked for"
    if stream.pages == 0:
        return f"{stream.name} could not be read: {said}"
    return f"{stream.name} broke off after {stream.records:,} records: {said}"
