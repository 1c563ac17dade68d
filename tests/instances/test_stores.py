"""What several processes share, store by store: two sets of stores over one real Redis."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest
from redis.asyncio import Redis

from bot.activities import Caller, Incoming, Place
from bot.asking import Remembered
from bot.config import Rate, Settings
from bot.directory import Ask, Choice
from bot.graph.decode import Page
from bot.graph.shared import Fetched
from bot.instances.common import Common
from bot.instances.link import Link
from bot.problems import Problem
from bot.report import RequestLine
from bot.state import StateKey
from intents.model import Condition, Entity, EntityKind, Kind, Log, Measure, Op, Question, TimeRange
from tests.instances.redis_server import RedisServer

KEY = "a signing key for tests"
ALICE = StateKey("a:chat", "alice-id")
ZONE = ZoneInfo("Europe/Berlin")
RANGE = TimeRange(datetime(2026, 10, 25, tzinfo=ZONE), datetime(2026, 10, 26, tzinfo=ZONE), said="on 25 October")
PERSON = Entity(EntityKind.USER, "id-1", "Alice Example", "alice@example.com", detail="Sales")
NAMED = Condition("user", Op.NAMED, ("alice",), said="for alice", kinds=(EntityKind.USER,), entities=(PERSON,))
QUESTION = Question((Log.SIGN_INS,), Measure(Kind.TOP, ("app",), 5), (NAMED,), RANGE, utterance="top apps for alice")
REMEMBERED = Remembered(QUESTION, Ask("Which Alice?", (Choice("Alice Example", PERSON),), NAMED, QUESTION, "alice"))
WAITING = Incoming("sign-ins today", Caller("id-1", "t", "Alice"), Place.PERSONAL, "a:chat", "1", action={"a": [1]})


def settings(redis: RedisServer, *keys: str) -> Settings:
    """Settings of a process that shares this Redis."""
    return Settings(redis_url=redis.url, signing_keys=keys or (KEY,))


@dataclass
class Processes:
    """Two sets of stores, as two processes would have them."""

    redis: RedisServer
    one: Common
    two: Common

    async def there(self, *, yes: bool = True) -> None:
        """Wait until both have noticed that Redis is there, or that it is not."""
        async with asyncio.timeout(5):
            while self.one.link.there is not yes or self.two.link.there is not yes:
                await asyncio.sleep(0.01)

    async def together(self) -> None:
        """Wait until both know of each other."""
        async with asyncio.timeout(5):
            while len(self.one.link.peers) < 2 or len(self.two.link.peers) < 2:
                await asyncio.sleep(0.01)


@pytest.fixture
async def processes(redis: RedisServer) -> AsyncIterator[Processes]:
    """Two sets of stores, connected."""
    async with AsyncExitStack() as stack:
        made = [Common(settings(redis), time.monotonic) for _ in range(2)]
        for each in made:
            await stack.enter_async_context(each.open())
        yield Processes(redis, *made)


async def everything(redis: RedisServer) -> dict[str, tuple[bytes, int]]:
    """All that is in Redis, as it lies there, with the seconds that it stays (-1: for good)."""
    client = Redis.from_url(redis.url)
    try:
        found = {}
        for name in await client.keys("*"):
            found[name.decode()] = (await client.dump(name), await client.ttl(name))
        return found
    finally:
        await client.aclose()


async def test_a_question_is_remembered_for_all_processes(processes: Processes) -> None:
    """What one process puts the other gets, whole: absolute range with its zone, resolved ids, what is asked back."""
    one, two = processes.one.state(), processes.two.state()
    await one.put(ALICE, REMEMBERED)
    found = await two.get(ALICE)
    other = await two.get(replace(ALICE, caller_id="bob-id"))
    await two.forget(ALICE)

    assert found == REMEMBERED
    assert found is not None
    assert found.question.range is not None
    assert found.question.range.end.tzinfo is ZONE
    assert other is None
    assert await one.get(ALICE) is None


async def test_a_question_that_waits_for_a_sign_in_is_answered_by_any_process(processes: Processes) -> None:
    """The step of the sign-in may come to another process than the question."""
    await processes.one.waiting().put(ALICE, (WAITING, replace(WAITING, activity_id="2", action=None)))
    await processes.one.challenged(600).put(ALICE, True)

    assert await processes.two.waiting().get(ALICE) == (WAITING, replace(WAITING, activity_id="2", action=None))
    assert await processes.two.challenged(600).get(ALICE) is True


async def test_what_lies_in_redis_is_encrypted_and_expires(processes: Processes) -> None:
    """Neither names nor values tell anything; state stays half an hour, rows ten minutes."""
    await processes.one.state().put(ALICE, REMEMBERED)
    await processes.one.claims.claim("a:chat|123")
    await processes.one.limit(Rate(5, 60)).wait("alice-id")
    row = {"id": "1", "userPrincipalName": "alice@example.com"}
    read = processes.one.reads(lambda: 5).reading(("app", "/signIns?$filter=alice@example.com"), settled=True)
    await read.page("https://graph/signIns?alice@example.com", _fetch(row))
    await asyncio.sleep(0.1)
    found = await everything(processes.redis)
    told = repr(found).lower()
    rows = {name: left for name, (_, left) in found.items() if ":read:" in name}

    assert [word for word in ("alice", "example", "chat", "signin", "25 october") if word in told] == []
    assert all(0 < left <= 1800 for name, (_, left) in found.items() if ":budget:" not in name)
    assert len(rows) >= 1
    assert max(rows.values()) <= 600


async def test_nobody_can_put_one_value_in_place_of_another(processes: Processes) -> None:
    """A value is good under its own name alone; a made-up one, and one of another version, is none."""
    state, name = processes.one.state(), processes.one.link.name
    bob = replace(ALICE, caller_id="bob-id")
    await state.put(ALICE, REMEMBERED)
    client = Redis.from_url(processes.redis.url)
    (alices,) = await client.keys("*question*")
    await client.copy(alices, state._name(bob))
    await client.set(name("question", "x"), b"rubbish")
    moved = await state.get(bob)
    await client.set(alices, processes.one._sealer.seal(alices.decode(), b'{"version":0,"at":1,"value":{}}'))
    old = await state.get(ALICE)
    await client.set(alices, b"rubbish")
    rubbish = await state.get(ALICE)
    await client.aclose()

    assert (moved, old, rubbish) == (None, None, None)


async def test_keys_can_be_rotated(redis: RedisServer) -> None:
    """With the new key first and the old one behind it nothing is lost; without the old one it is unreadable."""
    async with AsyncExitStack() as stack:
        old, both, new = [
            await _opened(stack, redis, *keys) for keys in ((KEY,), ("a newer key for tests", KEY), ("a newer key",))
        ]
        await old.state().put(ALICE, REMEMBERED)
        kept = await both.state().get(ALICE)
        claimed = [await each.claims.claim("a:chat|1") for each in (old, both)]
        unreadable = await new.state().get(ALICE)

    assert (kept, unreadable) == (REMEMBERED, None)
    assert claimed == [True, False]


async def _opened(stack: AsyncExitStack, redis: RedisServer, *keys: str) -> Common:
    made = Common(settings(redis, *keys), time.monotonic)
    await stack.enter_async_context(made.open())
    return made


async def test_an_activity_is_taken_once(processes: Processes) -> None:
    """Of all who claim the same at the same time one gets it."""
    claims = [each.claims.claim(f"a:chat|{number}") for number in range(50) for each in (processes.one, processes.two)]
    granted = await asyncio.gather(*claims)

    assert [sum(granted[at : at + 2]) for at in range(0, 100, 2)] == [1] * 50


async def test_a_caller_limit_counts_over_all_processes(processes: Processes) -> None:
    """Three questions in a while, wherever they arrive; the fourth is told how long."""
    limits = [each.limit(Rate(3, 60)) for each in (processes.one, processes.two)]
    waits = [await limits[number % 2].wait("alice-id") for number in range(4)]

    assert waits[:3] == [0, 0, 0]
    assert 55 < waits[3] <= 60.1
    assert await limits[0].wait("bob-id") == 0


def _fetch(
    row: dict[str, str], calls: list[int] | None = None, problem: Problem | None = None
) -> Callable[[], Awaitable[Fetched]]:
    async def fetch() -> Fetched:
        if calls is not None:
            calls.append(1)
        await asyncio.sleep(0.05)
        line = RequestLine("GET", "https://graph/signIns", 200)
        page = Page(msgspec.json.encode({"@odata.nextLink": "https://graph/next", "value": [row]}))
        return Fetched(None if problem else page, problem, (line,))

    return fetch


@pytest.mark.parametrize("settled", [True, False])
async def test_a_page_is_fetched_once_while_both_read(processes: Processes, settled: bool) -> None:
    """The second waits for the first one's page, plans with the same free budget, and gets rows, link and receipt."""
    calls: list[int] = []
    reads = [each.reads(lambda free=free: free) for each, free in ((processes.one, 4), (processes.two, 2))]
    reading = [each.reading(("app", "/signIns"), settled=settled) for each in reads]
    found = await asyncio.gather(*(each.page("https://graph/signIns", _fetch({"id": "1"}, calls)) for each in reading))
    pages = [each.page for each, _ in found]

    assert len(calls) == 1
    assert [tuple(page) for page in pages if page] == [({"id": "1"},)] * 2
    assert {page.next_link for page in pages if page} == {"https://graph/next"}
    assert len({known.free for _, known in found}) == 1
    assert {each.lines[0].status for each, _ in found} == {200}


async def test_what_may_still_change_goes_with_its_last_reader(processes: Processes) -> None:
    """A settled read is there for who comes later, one that has not settled is read again."""
    calls: list[int] = []
    ages = []
    for settled in (True, False):
        for process in (processes.one, processes.two):
            reading = process.reads(lambda: 5).reading(("app", f"/{settled}"), settled=settled)
            _, known = await reading.page("https://graph/page", _fetch({"id": "1"}, calls))
            ages.append(known.age)
            await asyncio.sleep(0.1)
            reading.leave()
            await asyncio.sleep(0.05)

    assert len(calls) == 1 + 2
    assert 0.05 < ages[1] < 5
    assert ages[2:] == [0, 0]


async def test_another_identity_reads_for_itself(processes: Processes) -> None:
    """What one person's role fetched is never another's."""
    calls: list[int] = []
    for process, who in ((processes.one, "alice-id"), (processes.two, "bob-id")):
        await process.reads(lambda: 5).reading((who, "/signIns"), settled=True).page("u", _fetch({"id": "1"}, calls))
        await asyncio.sleep(0.05)

    assert len(calls) == 2


async def test_who_fails_or_ends_leaves_the_page_to_others(processes: Processes) -> None:
    """A problem, and a reader that gives up, do not keep the page from the next one."""
    calls: list[int] = []
    one, two = (
        each.reads(lambda: 5).reading(("app", "/signIns"), settled=True) for each in (processes.one, processes.two)
    )
    failed, _ = await one.page("u", _fetch({}, calls, Problem("graph-unreachable")))
    gone = asyncio.create_task(one.page("u", _fetch({}, calls)))
    await asyncio.sleep(0.02)
    gone.cancel()
    began = time.monotonic()
    found, _ = await two.page("u", _fetch({"id": "2"}, calls))

    assert failed.problem is not None
    assert found.page is not None
    assert len(calls) == 3
    assert time.monotonic() - began < 1.0


async def test_a_process_that_ends_says_so(redis: RedisServer) -> None:
    """Who was closed is no longer counted among those that share the budget."""
    async with AsyncExitStack() as stack:
        left = await _opened(stack, redis)
        gone = await _opened(stack, redis)
        await Processes(redis, left, gone).together()
        await gone.link.close()
        async with asyncio.timeout(3):
            while len(left.link.peers) > 1:
                await asyncio.sleep(0.02)

        assert left.link.peers == (left.link.me,)


async def test_a_cancellation_is_never_lost(redis: RedisServer) -> None:
    """Whatever a command is at when its task is cancelled, the task ends as cancelled: the client may swallow it."""
    async with AsyncExitStack() as stack:
        link = (await _opened(stack, redis)).link
        ended = []
        for steps in range(1, 40):
            asked = asyncio.create_task(_twice(link))
            for _ in range(steps):
                await asyncio.sleep(0)
            asked.cancel()
            await asyncio.wait([asked], timeout=2)
            ended.append(asked.cancelled())

    assert ended == [True] * len(ended)


async def _twice(link: Link) -> None:
    await link.ask("PING")
    await asyncio.Event().wait()


async def test_closing_does_not_rely_on_one_cancellation(redis: RedisServer) -> None:
    """Who closes while the beat is at something that swallows the cancellation does not wait forever."""
    swallowed = asyncio.Event()

    async def swallow() -> None:
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            swallowed.set()

    made = Common(settings(redis), time.monotonic)
    made.link.beats.append(swallow)
    await made.link.start()
    async with asyncio.timeout(5):
        await made.link.close()

    assert swallowed.is_set()


def test_one_process_needs_no_redis_package() -> None:
    """Without the setting the client library is not even imported: the whole bot is made where there is none."""
    program = (
        "import sys; sys.modules['redis'] = None\n"
        "from bot.app import make_bot; from bot.clock import wall_clock; from bot.config import Settings\n"
        "make_bot(Settings(dangerously_unauthenticated=True), wall_clock); print('made')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)

    assert (done.stdout.strip(), done.stderr) == ("made", "")
