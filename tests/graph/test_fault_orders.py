"""No order of faults gives a wrong number: what is called complete is complete, everything else is a lower bound."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo import serve
from bot.demo.faults import Faults
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.graph.budget import NoBudget
from bot.graph.client import GraphClient
from bot.graph.read import read
from bot.graph.shared import SharedReads
from bot.graph.times import sort_key
from bot.graph.tokens import StaticToken
from bot.problems import PROBLEMS, Problem
from bot.transport import PooledClient
from intents.model import Condition, Kind, Log, Measure, Op
from intents.records import text
from tests.graph.rig import NOW, Kept, Tenant, ask

LOGS = (Log.SIGN_INS, Log.DIRECTORY_AUDITS)
FAILED = Condition("outcome", Op.EQ, ("failure",))
QUESTIONS = (
    ask(*LOGS, conditions=(FAILED,)),
    ask(Log.SIGN_INS, measure=Measure(Kind.COUNT)),
    ask(*LOGS, measure=Measure(Kind.ROWS, limit=60)),
)
LIMITED = 2
"""The question for the newest few: those of an incomplete answer may be older ones."""
STATUSES = (400, 401, 403, 404, 408, 410, 429, 500, 502, 503, 504, 200, 302)

Plan = Callable[[Faults, str, int], None]


def reshaped(change: Callable[[list[dict[str, object]]], list[dict[str, object]]]) -> Plan:
    """A fault in the rows of a page."""
    return lambda faults, path, times: faults._reshape(
        path, times, lambda body: body | {"value": change(body["value"])}
    )


PLANS: dict[str, Plan] = {
    "good": lambda faults, path, times: faults.hang(path, 0.0, times=times),
    "closed": lambda faults, path, times: faults.close_mid_body(path, times=times),
    "cut": lambda faults, path, times: faults.cut_json(path, times=times),
    "skip token": lambda faults, path, times: faults.expired_skip_token(path, times=times),
    "duplicates": lambda faults, path, times: faults.duplicate_rows(path, times=times),
    "capital keys": lambda faults, path, times: faults.drift_keys(path, times=times),
    "foreign link": lambda faults, path, times: faults.foreign_next_link(path, "https://elsewhere.example/", times=1),
    "backwards": reshaped(lambda rows: rows[::-1]),
    "no ids": reshaped(lambda rows: [row | {"id": None} for row in rows]),
    "no times": reshaped(lambda rows: [row | {"createdDateTime": None, "activityDateTime": ""} for row in rows]),
    "unknown values": reshaped(
        lambda rows: [row | {"riskState": "unknownFutureValue", "category": "New"} for row in rows]
    ),
    **{
        f"status {status}": lambda faults, path, times, status=status: faults.answer(  # type: ignore[misc]
            path, status, headers={"Retry-After": "1", "Location": "https://elsewhere.example/"}, times=times
        )
        for status in STATUSES
    },
}
MISFORTUNES = st.lists(
    st.tuples(st.sampled_from(sorted(PLANS)), st.sampled_from(LOGS), st.integers(1, 4)), min_size=1, max_size=7
)


class Named(Kept):
    """A sink that tells records apart by id whatever the case of its key, and counts those without one."""

    nameless = 0

    def add(self, log: Log, record, written: memoryview | None = None) -> None:  # type: ignore[no-untyped-def]
        identity = record.get("id") or record.get("Id")
        if identity:
            self.records[identity] = record
        else:
            self.nameless += 1


async def outcome(client: GraphClient, at: int, kept: Named) -> tuple[bool, bool]:
    """Whether it was an answer, and whether that is called complete; a problem without words counts as a wrong one."""
    try:
        report = await read(QUESTIONS[at], client, kept, now=NOW)
    except Problem as problem:
        told = problem.code in PROBLEMS and bool(problem.sentence and problem.next)
        return not told, not told
    assert report.complete != bool(report.incomplete_because)
    return True, report.complete


def counted(at: int, kept: Kept) -> set[str]:
    """The ids that the answer rests on: all, or the newest sixty."""
    limit = QUESTIONS[at].measure.limit
    times = {
        each: sort_key(text(row, "createdDateTime") or text(row, "activityDateTime"))
        for each, row in kept.records.items()
    }
    return set(sorted(times, key=lambda each: (times[each], each), reverse=True)[:limit])


class World:
    """A tenant, and what each question finds in it when nothing goes wrong."""

    def __init__(self, records: Records) -> None:
        self.records, self.expected = records, list[set[str]]()

    def __repr__(self) -> str:
        return "the small tenant"


@pytest.fixture(scope="module")
def world(small: Records) -> World:
    """The small tenant."""
    return World(small)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(misfortunes=MISFORTUNES, at=st.integers(0, len(QUESTIONS) - 1), page_size=st.sampled_from((25, 90)))
async def test_no_order_of_faults_gives_a_wrong_number(
    world: World, misfortunes: list[tuple[str, Log, int]], at: int, page_size: int
) -> None:
    """Exact, or a lower bound that says why, or a problem with words; also for a second asker of the same store."""
    made = ServerSettings(now=lambda: NOW, throttle=None, page_size=page_size)
    async with serve(world.records, made) as url, PooledClient() as http:
        tenant = Tenant(world.records, made, url, http)
        if not world.expected:
            world.expected += [counted(n, (await tenant.read(each))[1]) for n, each in enumerate(QUESTIONS)]
        for name, log, times in misfortunes:
            PLANS[name](made.faults, f"auditLogs/{log.value}", times)
        budget, shared = NoBudget(clock=tenant.clock, sleep=tenant.nap), SharedReads(tenant.clock)
        client = GraphClient(url, StaticToken("made-up"), http, budget=budget, shared=shared, sleep=tenant.nap)
        for _ in range(2):
            kept = Named(QUESTIONS[at].measure.limit)
            answered, complete = await outcome(client, at, kept)
            found, expected = counted(at, kept), world.expected[at]

            assert not complete or (found, kept.nameless) == (expected, 0)
            assert not answered or at == LIMITED or found <= expected
