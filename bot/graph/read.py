"""Reading the logs for a question: plans, pages every log side by side, and says how complete it was."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.graph.client import GraphClient
from bot.graph.filter_rules import Capabilities
from bot.graph.odata import Plan, covers, plan
from bot.graph.stream import Limits, Progress, Reader, State, Stream
from bot.graph.times import moment
from bot.problems import Problem
from bot.report import Report, Sink
from intents.model import Question

__all__ = ["Limits", "Progress", "read"]


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
    limits, capabilities = limits or Limits(), capabilities if capabilities is not None else Capabilities()
    made = plan(question, now=now, retention_days=limits.retention_days, capabilities=capabilities)
    asked = replace(question, range=made.range)
    state = State(sink, limits, [Stream(request) for request in made.requests])
    earliest = now - timedelta(days=limits.retention_days)
    reader = Reader(asked, client, state, capabilities, earliest, progress)
    cut = await _run([reader.stream(each) for each in state.streams], state, stop)
    failed = [each for each in state.streams if each.problem is not None]
    if failed and failed[0].problem is not None and all(each.problem and not each.pages for each in state.streams):
        raise failed[0].problem
    return _report(made, state, cut)


async def _run(jobs: Sequence[Coroutine[Any, Any, None]], state: State, stop: asyncio.Event | None) -> str:
    """Run the jobs side by side; returns why they were ended early, in words, or nothing. Leaves no task behind."""
    tasks = [asyncio.create_task(job) for job in jobs]
    stopped = asyncio.create_task(stop.wait()) if stop is not None else None
    loop = asyncio.get_running_loop()
    deadline = loop.time() + state.limits.max_seconds
    running: set[asyncio.Task[Any]] = set(tasks)
    try:
        while running:
            waited = running | {stopped} if stopped is not None else running
            done, _ = await asyncio.wait(waited, timeout=deadline - loop.time(), return_when=asyncio.FIRST_COMPLETED)
            for task in done - {stopped}:
                task.result()
            running -= done
            if state.full:
                return f"reading ends at {state.limits.max_records:,} records"
            if not running:
                return ""
            if stopped is not None and stopped in done:
                return f"reading was stopped after {state.records_read:,} records"
            if not done:
                return f"reading ends after {state.limits.max_seconds:g} seconds"
        return ""
    finally:
        left = [task for task in (*tasks, stopped) if task is not None and not task.done()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def _report(made: Plan, state: State, cut: str) -> Report:
    because = [*made.incomplete_because, *([cut] if cut else []), *state.notes]
    because += [_broken(each, each.problem) for each in state.streams if each.problem is not None]
    if state.untimed:
        because.append(f"{state.untimed:,} records carried no time and could not be placed")
    return Report(
        range=made.range,
        records_read=state.records_read,
        strays=state.strays,
        complete=not because,
        incomplete_because=tuple(because),
        newest=moment(state.newest),
        covers=covers([each.request for each in state.streams if each.pages or each.problem is None]),
        notes=made.notes,
        requests=tuple(state.requests),
    )


def _broken(stream: Stream, problem: Problem) -> str:
    said = problem.sentence.rstrip(".")
    if stream.pages == 0:
        return f"{stream.name} could not be read: {said}"
    return f"{stream.name} broke off after {stream.records:,} records: {said}"
