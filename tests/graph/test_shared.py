"""Reads are shared by those whose token would have made them, kept only where they cannot change, and bounded."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
import pytest

from bot.demo import serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.graph.client import GraphClient
from bot.graph.flights import Flights
from bot.graph.read import read
from bot.graph.shared import PACKED_ABOVE, SharedReads
from bot.graph.tokens import StaticToken
from bot.problems import Problem
from bot.report import Report
from intents.model import Log, Question, TimeRange
from tests.graph.rig import NOW, PAGE, Kept, Tenant, ask

S = Log.SIGN_INS
OPEN = ask(S)
"""A question about a range that goes on."""
SETTLED = ask(S, span=TimeRange(NOW - timedelta(days=2), NOW - timedelta(hours=2), said="until two hours ago"))
RECENT = ask(S, span=TimeRange(NOW - timedelta(days=2), NOW - timedelta(hours=1, minutes=59), said="until lately"))


@dataclass
class Askers:
    """Several who ask the same stand-in over one store."""

    tenant: Tenant
    capacity: int = 16 * 2**20
    now: float = 1000.0
    shared: SharedReads = field(init=False)

    def __post_init__(self) -> None:
        self.shared = SharedReads(lambda: self.now, capacity=self.capacity)

    def client(self, identity: str = "app") -> GraphClient:
        """A client of one identity."""
        return GraphClient(
            self.tenant.url,
            StaticToken("made-up"),
            self.tenant.http,
            budget=self.tenant.client().budget,
            identity=identity,
            shared=self.shared,
            sleep=self.tenant.nap,
            jitter=lambda: 0.5,
        )

    async def ask(self, question: Question = OPEN, identity: str = "app", at: datetime = NOW) -> tuple[Report, Kept]:
        """Read for one of them."""
        kept = Kept()
        return await read(question, self.client(identity), kept, now=at), kept

    @property
    def requests(self) -> int:
        """Report requests so far."""
        return len(self.tenant.settings.log)


@pytest.fixture
def askers(tenant: Tenant) -> Askers:
    """Askers of the small tenant."""
    return Askers(tenant)


async def alone(tenant: Tenant, question: Question = OPEN) -> tuple[set[str], int]:
    """What one asker alone finds, and the requests that it takes."""
    before = len(tenant.settings.log)
    _, kept = await tenant.read(question)
    return set(kept.records), len(tenant.settings.log) - before


async def test_the_same_read_at_the_same_time_is_made_once(askers: Askers) -> None:
    """Eight who ask the same at once each get every record, for the requests of one."""
    expected, cost = await alone(askers.tenant)
    before = askers.requests
    results = await asyncio.gather(*(askers.ask() for _ in range(8)))

    assert [set(kept.records) for _, kept in results] == [expected] * 8
    assert all(report.complete for report, _ in results)
    assert askers.requests - before == cost > 3


async def test_who_comes_later_joins_what_is_under_way(askers: Askers) -> None:
    """Pages that came already are not asked for again while somebody still reads on."""
    expected, cost = await alone(askers.tenant)
    before = askers.requests
    askers.tenant.settings.faults.hang("auditLogs/signIns", 0.05, times=99)
    first = asyncio.create_task(askers.ask())
    while askers.requests - before < 2:
        await asyncio.sleep(0.005)
    (_, late), (_, early) = await askers.ask(), await first

    assert set(late.records) == set(early.records) == expected
    assert askers.requests - before == cost


async def test_another_identity_reads_for_itself(askers: Askers) -> None:
    """What one person's role fetched is never another's, neither under way nor kept."""
    _, cost = await alone(askers.tenant, SETTLED)
    before = askers.requests
    await asyncio.gather(askers.ask(SETTLED, "ann"), askers.ask(SETTLED, "bob"))
    together = askers.requests - before
    await askers.ask(SETTLED, "cy")

    assert together == 2 * cost
    assert askers.requests - before == 3 * cost


async def test_others_go_on_when_the_first_asker_gives_up(askers: Askers) -> None:
    """A read belongs to all who wait for it."""
    expected, cost = await alone(askers.tenant)
    before = askers.requests
    askers.tenant.settings.faults.hang("auditLogs/signIns", 0.1, times=1)
    first = asyncio.create_task(askers.ask())
    await asyncio.sleep(0.02)
    second = asyncio.create_task(askers.ask())
    await asyncio.sleep(0.02)
    first.cancel()
    report, kept = await second

    assert (set(kept.records), report.complete) == (expected, True)
    assert askers.requests - before == cost
    assert first.cancelled()


async def test_when_all_have_given_up_nothing_goes_on(askers: Askers) -> None:
    """No request is left behind, and nothing is kept of it."""
    askers.tenant.settings.faults.hang("auditLogs/signIns", 30.0)
    before = asyncio.all_tasks()
    tasks = [asyncio.create_task(askers.ask()) for _ in range(3)]
    await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)
    left = {each for each in asyncio.all_tasks() - before if "bot/graph" in repr(each)}

    assert left == set()
    assert askers.shared.weight == 0


async def test_what_has_settled_is_kept_for_ten_minutes_and_said(askers: Askers) -> None:
    """A range that ended two hours ago is read once in ten minutes; the receipt says when."""
    first, _ = await askers.ask(SETTLED)
    cost = askers.requests
    askers.now += 4 * 60 + 10
    again, kept = await askers.ask(SETTLED)
    free = askers.requests - cost
    askers.now += 6 * 60
    anew, _ = await askers.ask(SETTLED)

    assert (first.notes, again.notes, anew.notes) == ((), ("Read 4 minutes ago.",), ())
    assert free == 0
    assert askers.requests == 2 * cost
    assert again.records_read == first.records_read == len(kept.records)
    assert [line.url for line in again.requests] == [line.url for line in first.requests]


@pytest.mark.parametrize("question", [OPEN, RECENT], ids=["now", "1:59 ago"])
async def test_what_may_still_change_is_read_again(askers: Askers, question: Question) -> None:
    """Rows arrive late and are revised: a range that ended less than two hours ago is not kept."""
    await askers.ask(question)
    cost = askers.requests
    report, _ = await askers.ask(question)

    assert askers.requests == 2 * cost
    assert report.notes == ()
    assert askers.shared.weight == 0


async def test_nothing_stays_when_nobody_asks_any_more(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are dropped after their time by themselves, not by the next question."""
    monkeypatch.setattr("bot.sweeping.SWEPT_EVERY", 0.02)
    askers = Askers(tenant)
    askers.shared = SharedReads(time.monotonic, seconds=0.05)
    await askers.ask(SETTLED)
    kept = askers.shared.weight
    await asyncio.sleep(0.15)

    assert kept > 0
    assert askers.shared.weight == 0


async def test_what_failed_is_not_kept(askers: Askers) -> None:
    """Those who shared the failure are all told; the next question asks again."""
    askers.tenant.settings.faults.answer("auditLogs/signIns", 403, {"error": {"code": "Authorization_RequestDenied"}})
    results = await asyncio.gather(*(askers.ask(SETTLED) for _ in range(3)), return_exceptions=True)
    report, kept = await askers.ask(SETTLED)

    assert [getattr(each, "code", each) for each in results] == ["permission-missing"] * 3
    assert (report.complete, len(kept.records) > PAGE) == (True, True)


async def test_what_is_kept_is_bounded(tenant: Tenant) -> None:
    """Reads are forgotten, the oldest first, and one that is larger than its share is shared but not kept."""
    askers = Askers(tenant, capacity=20_000)
    days = [
        ask(S, span=TimeRange(NOW - timedelta(days=day, hours=1), NOW - timedelta(days=day), said="a while"))
        for day in range(1, 12)
    ]
    for day in days:
        await askers.ask(day)
    weights = [askers.shared.weight]
    before = askers.requests
    await askers.ask(days[-1])
    newest = askers.requests - before
    await askers.ask(days[0])
    oldest = askers.requests - before
    await askers.ask(ask(S, span=TimeRange(NOW - timedelta(days=20), NOW - timedelta(hours=3), said="long")))
    weights.append(askers.shared.weight)

    assert (newest, oldest) == (0, 1)
    assert all(0 < weight <= 20_000 for weight in weights)


@pytest.fixture
async def large(small: Records, http: httpx.AsyncClient) -> AsyncIterator[Tenant]:
    """The small tenant with Graph's own page size: pages of megabytes."""
    settings = ServerSettings(now=lambda: NOW, throttle=None)
    async with serve(small, settings) as url:
        yield Tenant(small, settings, url, http)


async def test_large_pages_are_kept_packed(large: Tenant) -> None:
    """A page of megabytes is kept in a fraction of that, and what comes out of it is what was read."""
    askers = Askers(large)
    question = ask(S, span=TimeRange(NOW - timedelta(days=25), NOW - timedelta(hours=3), said="long"))
    _, first = await askers.ask(question)
    cost = askers.requests
    _, again = await askers.ask(question)

    assert again.records == first.records
    assert len(first.records) > 400
    assert askers.requests == cost
    assert 0 < askers.shared.weight < PACKED_ABOVE


async def test_a_flight_that_fails_is_told_to_all_and_forgotten() -> None:
    """An error is everybody's who waited, and the next asker tries anew."""
    flights: Flights[int] = Flights()
    calls = 0

    async def fetch() -> int:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0)
        if calls == 1:
            raise Problem("graph-unreachable")
        return calls

    results = await asyncio.gather(*(flights.join("key", fetch) for _ in range(3)), return_exceptions=True)

    assert [getattr(each, "code", each) for each in results] == ["graph-unreachable"] * 3
    assert await flights.join("key", fetch) == 2
