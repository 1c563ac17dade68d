"""A long reading tells how long it will take, can be looked at while it runs, and can be stopped."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable

import httpx
import pytest

from bot.demo import serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.graph.budget import WindowBudget
from bot.graph.client import GraphClient
from bot.graph.read import Progress, Reading
from bot.graph.tokens import StaticToken
from intents.model import Kind, Log, Measure
from tests.graph.rig import NOW, PAGE, Kept, Tenant, ask

S = Log.SIGN_INS
COUNT = ask(S, measure=Measure(Kind.COUNT))


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, for a second at most."""
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.002)
    raise AssertionError("it never did")


async def test_after_the_first_page_the_whole_is_estimated(small: Records, http: httpx.AsyncClient) -> None:
    """Pages and seconds of the whole are told as soon as they can be, better with every page, and nothing at the end.

    After one page it is no more than what the busiest hour suggests; from both ends it soon comes close.
    """
    settings = ServerSettings(now=lambda: NOW, throttle=None, page_size=10)
    now, steps = 0.0, []

    async def nap(seconds: float) -> None:
        nonlocal now
        now += seconds
        await asyncio.sleep(0)

    async with serve(small, settings) as url:
        budget = WindowBudget(clock=lambda: now, sleep=nap)
        client = GraphClient(url, StaticToken("made-up"), http, budget=budget, sleep=nap)
        reading = Reading(COUNT, client, Kept(), now=NOW, progress=steps.append)
        report = await reading.run()
    first, last = steps[0], reading.progress

    assert report.complete
    assert first.pages == 1
    assert 0.2 <= first.pages_expected / len(report.requests) <= 5
    assert 0.6 <= steps[len(steps) // 3].pages_expected / len(report.requests) <= 1.6
    assert first.seconds_left == pytest.approx((first.pages_expected - 2) // 5 * 10.2, abs=11)
    assert (last.pages, last.pages_expected, last.seconds_left) == (len(report.requests), len(report.requests), 0)
    assert all(a.records_read <= b.records_read for a, b in itertools.pairwise(steps))


async def test_one_page_has_nothing_left(tenant: Tenant) -> None:
    """Of a short reading there is nothing to wait for."""
    steps: list[Progress] = []
    few = ask(Log.PROVISIONING, measure=Measure(Kind.COUNT))
    await Reading(few, tenant.client(), Kept(), now=NOW, progress=steps.append).run()

    assert (steps[-1].pages_expected, steps[-1].seconds_left) == (steps[-1].pages, 0.0)


async def test_a_reading_can_be_looked_at_while_it_runs(tenant: Tenant) -> None:
    """The report so far is incomplete and says so; the sink holds what it tells of; the final one takes its place."""
    tenant.settings.faults.hang("auditLogs/signIns", 0.0)
    tenant.settings.faults.hang("auditLogs/signIns", 0.2, times=9)
    kept = Kept()
    reading = Reading(COUNT, tenant.client(), kept, now=NOW)
    running = asyncio.create_task(reading.run())
    await until(lambda: len(kept.records) >= PAGE)
    part, seen = reading.snapshot(), len(kept.records)
    whole = await running

    assert (part.complete, part.records_read, seen) == (False, PAGE, PAGE)
    assert part.incomplete_because == (f"reading goes on, {PAGE} records so far",)
    assert (whole.complete, whole.records_read) == (True, len(kept.records))
    assert len(kept.records) > seen


@pytest.mark.parametrize("pages", [1, 3])
async def test_stop_ends_it_with_what_was_read(tenant: Tenant, pages: int) -> None:
    """Stopping is honest: a lower bound, with the number of records; nothing runs on."""
    tenant.settings.faults.hang("auditLogs/signIns", 0.0, times=pages)
    tenant.settings.faults.hang("auditLogs/signIns", 30.0, times=9)
    kept = Kept()
    reading = Reading(COUNT, tenant.client(), kept, now=NOW)
    before = asyncio.all_tasks()
    running: Awaitable[object] = asyncio.create_task(reading.run())
    await until(lambda: reading.progress.pages == pages)
    reading.stop()
    report = await reading_result(running)

    assert report.incomplete_because == (f"reading was stopped after {len(kept.records)} records",)
    assert len(kept.records) == pages * PAGE
    assert {each for each in asyncio.all_tasks() - before if "bot/graph" in repr(each)} == set()


async def reading_result(running):  # type: ignore[no-untyped-def]
    """The report of a running reading, within a second."""
    return await asyncio.wait_for(running, 1)


async def test_before_its_first_page_nothing_is_known(tenant: Tenant) -> None:
    """A snapshot of a reading that has read nothing says that, and claims no number."""
    reading = Reading(COUNT, tenant.client(), Kept(), now=NOW)

    assert reading.snapshot().records_read == 0
    assert not reading.snapshot().complete
    assert reading.progress.reached is None
