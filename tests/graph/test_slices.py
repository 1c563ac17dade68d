"""What is beyond the first page is read side by side: no record is lost, none counts twice, no request is wasted."""

from __future__ import annotations

import math
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.tally import Tally
from bot.demo import serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.graph.budget import WindowBudget
from bot.graph.client import GraphClient
from bot.graph.odata import GraphRequest, plan
from bot.graph.read import read
from bot.graph.slices import pages_left, share_out
from bot.graph.times import key_of
from bot.graph.tokens import StaticToken
from bot.transport import PooledClient
from intents.model import Kind, Log, Measure, Question
from tests.graph.rig import NOW, WEEK, Kept, Tenant, ask

S = Log.SIGN_INS
COUNT = ask(S, measure=Measure(Kind.COUNT))
START = WEEK.start or NOW
SIZE = 20
"""Records on a page."""

Serving = Callable[..., AbstractAsyncContextManager[Tenant]]


def written(when: datetime) -> str:
    """A time as Graph writes it."""
    return f"{when:%Y-%m-%dT%H:%M:%S}" + (f".{when.microsecond:06d}7Z" if when.microsecond else "Z")


def sign_ins(times: list[datetime]) -> Records:
    """Interactive sign-ins at these times."""
    return Records(
        sign_ins=[
            {
                "id": f"{number:08x}-0000-4000-8000-000000000000",
                "createdDateTime": written(when),
                "signInEventTypes": ["interactiveUser"],
                "userPrincipalName": f"user{number % 7}@x.example",
                "status": {"errorCode": 0},
            }
            for number, when in enumerate(times)
        ]
    )


def evenly(count: int) -> list[datetime]:
    """So many times, evenly over the week, on whole seconds."""
    step = (NOW - START) / max(count, 1)
    return [(START + step * (number + 0.5)).replace(microsecond=0) for number in range(count)]


@pytest.fixture
def serving(http: PooledClient) -> Serving:
    """Serve sign-ins at given times, in pages of SIZE, under Graph's limit with a clock of its own."""

    @asynccontextmanager
    async def run(times: list[datetime], **more: object) -> AsyncIterator[Tenant]:
        records = sign_ins(times)
        made = ServerSettings(now=lambda: NOW, throttle=None, page_size=SIZE, **more)  # type: ignore[arg-type]
        async with serve(records, made) as url:
            yield Tenant(records, made, url, http)

    return run


async def counted(tenant: Tenant, question: Question = COUNT, *, spent: int = 0) -> tuple[set[str], int, bool]:
    """Ids found, records read and whether that is all, with Graph's budget of which so much is spent already."""
    budget = WindowBudget(clock=tenant.clock, sleep=tenant.nap)
    for _ in range(spent):
        await budget.acquire(first=True)
    client = GraphClient(tenant.url, StaticToken("made-up"), tenant.http, budget=budget, sleep=tenant.nap)
    kept = Kept()
    report = await read(question, client, kept, now=NOW)
    return set(kept.records), report.records_read, report.complete


def ids(tenant: Tenant) -> set[str]:
    """All ids of the tenant."""
    return {row["id"] for row in tenant.records.sign_ins}


@pytest.mark.parametrize(("count", "requests"), [(0, 1), (1, 1), (19, 1), (20, 1), (21, 2), (35, 2), (40, 2)])
async def test_one_page_is_one_request_and_two_are_two(serving: Serving, count: int, requests: int) -> None:
    """Nothing is asked for beyond the pages that there are."""
    async with serving(evenly(count)) as tenant:
        found = await counted(tenant)

        assert found == (ids(tenant), count, True)
        assert len(tenant.settings.log) == requests


async def test_five_pages_are_read_side_by_side(serving: Serving) -> None:
    """After the first page the other four are under way at the same time, and there is no sixth request."""
    async with serving(evenly(90)) as tenant:
        tenant.settings.faults.hang("auditLogs/signIns", 0.15, times=9)
        found = await counted(tenant)
        first, *others = sorted(each.at for each in tenant.settings.log)

        assert found == (ids(tenant), 90, True)
        assert len(others) == 4
        assert others[0] - first >= 0.15
        assert others[-1] - others[0] < 0.15


@pytest.mark.parametrize("spent", range(5))
async def test_there_are_never_more_slices_than_may_start(serving: Serving, spent: int) -> None:
    """With part of the budget spent there are fewer slices, the same records, and hardly more requests."""
    async with serving(evenly(90)) as tenant:
        found = await counted(tenant, spent=spent)
        starts = {each.filter for each in tenant.settings.log}

        assert found == (ids(tenant), 90, True)
        assert len(starts) <= 1 + max(1, 4 - spent)
        assert len(tenant.settings.log) <= 6


@pytest.mark.parametrize("count", [185, 250, 395, 400, 410])
async def test_many_pages_cost_no_request_more_than_there_are_pages(serving: Serving, count: int) -> None:
    """A long reading goes through the log from both ends with full pages until it meets itself."""
    async with serving(evenly(count)) as tenant:
        found = await counted(tenant)
        orders = {each.query["$orderby"] for each in tenant.settings.log}

        assert found == (ids(tenant), count, True)
        assert orders == {"createdDateTime desc", "createdDateTime asc"}
        assert len(tenant.settings.log) <= math.ceil(count / SIZE) + (count % SIZE == 0)


async def test_records_on_the_seams_and_many_in_one_second(serving: Serving) -> None:
    """Records on the very instants where slices meet, and more in one second than a page holds, count once each."""
    (request,) = plan(COUNT, now=NOW).requests
    for count in (70, 90, 300):
        times = evenly(count)
        oldest = sorted(times)[-SIZE]
        left = pages_left(max(times), oldest, SIZE, START)
        seams = [each.end for each in share_out(request, oldest, START, left, 4).slices]
        crowd = [seams[-1] if seams else NOW - timedelta(days=3)] * (SIZE + 5)
        beside = [each + timedelta(microseconds=step) for each in seams for step in (-1, 0, 1) if each < NOW]
        async with serving([*times, *crowd, *beside]) as tenant:
            found = await counted(tenant)

            assert found == (ids(tenant), len(ids(tenant)), True)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
async def test_no_distribution_in_time_loses_a_record(data: st.DataObject) -> None:
    """Bursts, gaps, ties and everything in one second: each record is found once, whatever the first page suggests."""
    bursts = data.draw(
        st.lists(st.tuples(st.integers(0, 604_799), st.integers(1, 60), st.integers(0, 9_000)), max_size=6)
    )
    rng = random.Random(data.draw(st.integers(0, 9)))
    times = [
        min(START + timedelta(seconds=at, microseconds=rng.randrange(spread + 1) * 1000), NOW - timedelta(seconds=1))
        for at, count, spread in bursts
        for _ in range(count)
    ]
    records = sign_ins(times)
    made = ServerSettings(now=lambda: NOW, throttle=None, page_size=SIZE)
    async with serve(records, made) as url, PooledClient() as http:
        tenant = Tenant(records, made, url, http)
        found, read_once, complete = await counted(tenant)

        assert (found, read_once, complete) == (ids(tenant), len(times), True)
        assert len(made.log) <= math.ceil(len(times) / SIZE) + 6


@pytest.mark.parametrize("oldest_first", [False, True])
async def test_the_newest_few_are_the_newest(serving: Serving, oldest_first: bool) -> None:
    """With a limit on rows pages come in order of time, whatever is free: an older slice is never taken for the newest."""
    question = ask(S, measure=Measure(Kind.ROWS, limit=30, oldest_first=oldest_first))
    async with serving(evenly(90)) as tenant:
        tally = Tally(question, zone=NOW.tzinfo)  # type: ignore[arg-type]
        report = await read(question, tenant.client(), tally, now=NOW)
        ordered = [row["id"] for row in sorted(tenant.records.sign_ins, key=lambda row: row["createdDateTime"])]
        expected = ordered[:30] if oldest_first else ordered[-30:]

        assert set(tally.ids()) == set(expected)
        assert (len(report.requests), report.complete) == (2, True)


async def test_an_order_that_is_not_kept_is_followed_page_by_page(serving: Serving) -> None:
    """When the first page is not in order of time nothing can be told from it: next links alone are trusted."""
    async with serving(evenly(90)) as tenant:
        tenant.settings.faults._reshape(
            "auditLogs", 9, lambda body: body | {"value": body["value"][1:] + body["value"][:1]}
        )
        found = await counted(tenant)

        assert found == (ids(tenant), 90, True)
        assert len({each.filter for each in tenant.settings.log}) == 1


async def test_an_order_that_is_not_kept_later_loses_nothing(serving: Serving) -> None:
    """When only later pages are out of order the two that go towards each other do not rely on having met."""
    async with serving(evenly(300)) as tenant:
        tenant.settings.faults.hang("auditLogs", 0.0)
        tenant.settings.faults._reshape("auditLogs", 99, lambda body: body | {"value": body["value"][::-1]})
        found, _, complete = await counted(tenant)

        assert (found, complete) == (ids(tenant), True)


async def test_one_end_that_fails_is_made_up_for_by_the_other(serving: Serving) -> None:
    """A skip token that is lost for good on one side leaves nothing out when the other side gets through."""
    async with serving(evenly(300)) as tenant:
        tenant.settings.faults.hang("auditLogs", 0.0)
        tenant.settings.faults.answer("auditLogs", 403, {"error": {"code": "Authorization_RequestDenied"}})
        found, _, complete = await counted(tenant)

        assert (found, complete) == (ids(tenant), True)


async def test_a_slice_that_fails_is_said(serving: Serving) -> None:
    """What one slice holds is missing, and the answer is a lower bound with the reason."""
    async with serving(evenly(90)) as tenant:
        tenant.settings.faults.hang("auditLogs", 0.0)
        tenant.settings.faults.answer("auditLogs", 500, times=4)
        tenant.settings.faults.answer("auditLogs", 403, {"error": {"code": "Authorization_RequestDenied"}})
        found, _, complete = await counted(tenant)

        assert found < ids(tenant)
        assert not complete


def request_of(log: Log) -> GraphRequest:
    """The request for a week of a log."""
    return plan(ask(log), now=NOW).requests[0]


@pytest.mark.parametrize(
    ("left", "free", "slices", "opposite"),
    [
        (0.5, 4, 0, False),
        (0.9, 4, 0, False),
        (1.0, 4, 0, False),
        (1.3, 4, 2, False),
        (2.5, 4, 3, False),
        (3.5, 4, 4, False),
        (3.9, 4, 4, False),
        (4.1, 4, 0, True),
        (19.0, 4, 0, True),
        (19.0, 0, 0, True),
        (2.5, 2, 0, True),
        (1.5, 1, 0, False),
        (math.inf, 4, 0, True),
    ],
)
def test_how_the_rest_is_shared_out(left: float, free: int, slices: int, opposite: bool) -> None:
    """As many slices as pages are expected if all may start; else from both ends; and by next links where it is short."""
    share = share_out(request_of(S), NOW - timedelta(days=1), START, left, free)

    assert (len(share.slices), share.opposite is not None) == (slices, opposite)


@pytest.mark.parametrize("log", list(Log))
def test_slices_leave_no_gap(log: Log) -> None:
    """Each begins where the next older one ends, on a whole second, and together they are what was left."""
    request = replace(request_of(log), start=START + timedelta(microseconds=5))
    oldest = NOW - timedelta(days=1, microseconds=77)
    slices = share_out(request, oldest, START, 3.3, 9).slices

    assert [each.start for each in slices[:-1]] == [each.end for each in slices[1:]]
    assert (slices[0].end >= oldest, slices[-1].start) == (True, request.start)
    assert {each.end.microsecond for each in slices} == {0}


@pytest.mark.parametrize("left", [3.3, 30.0], ids=["slices", "both ends"])
def test_anothers_plan_holds_only_where_it_follows(left: float) -> None:
    """Who shares a read but has a first page that ends earlier must not leave out what lies between."""
    oldest = NOW - timedelta(days=1, microseconds=77)
    share = share_out(request_of(S), oldest, START, left, 4)

    assert share.follows(key_of(oldest))
    assert not share.follows(key_of(oldest + timedelta(minutes=1)))


async def test_what_is_not_known_to_be_whole_is_not_called_complete(serving: Serving) -> None:
    """When the order breaks on both ends after they believed to have met, the answer says so or reads everything."""
    async with serving(evenly(300)) as tenant:
        tenant.settings.faults.hang("auditLogs", 0.0, times=8)
        tenant.settings.faults._reshape("auditLogs", 99, lambda body: body | {"value": body["value"][::-1]})
        found, _, complete = await counted(tenant)

        assert found == ids(tenant) or not complete


def test_a_range_without_a_start_keeps_none() -> None:
    """ "Before X" reads everything that is kept: its last slice has no lower bound."""
    request = replace(request_of(S), start=None)
    slices = share_out(request, NOW - timedelta(days=1), NOW - timedelta(days=30), 3.3, 9).slices

    assert (len(slices), slices[-1].start) == (4, None)


def test_density_that_tells_nothing() -> None:
    """A page in one instant, or of one record, says nothing about how much is left."""
    assert pages_left(NOW, NOW, 1000, START) == math.inf
    assert pages_left(NOW, NOW - timedelta(hours=1), 1, START) == math.inf
