"""Redis goes away and comes back: nobody waits for it, nothing is told wrong, and the budget holds all the while."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Rate
from bot.instances.common import Common
from bot.instances.window import SharedWindow
from tests.instances.redis_server import RedisServer, free_port, redis_server
from tests.instances.test_stores import ALICE, REMEMBERED, Processes, settings

LIMIT, SECONDS = 5, 1.0


@pytest.fixture
async def processes(redis: RedisServer) -> object:
    """Two sets of stores, connected, that know of each other."""
    async with AsyncExitStack() as stack:
        made = [Common(settings(redis), time.monotonic) for _ in range(2)]
        for each in made:
            await stack.enter_async_context(each.open())
        found = Processes(redis, *made)
        await found.together()
        yield found


@pytest.mark.parametrize("how", ["killed", "hanging"])
async def test_no_turn_waits_long(processes: Processes, how: str) -> None:
    """All that a turn asks of its stores together takes less than a second, the first time and ever after."""
    state, limit, claims = processes.one.state(), processes.one.limit(Rate(5, 60)), processes.one.claims
    window = SharedWindow(processes.one.link, LIMIT, 10, clock=time.monotonic)
    await window.take()
    if how == "killed":
        await processes.redis.kill()
    else:
        processes.redis.hang()
    took = []
    for turn in range(3):
        began = time.monotonic()
        assert await claims.claim(f"a:chat|{turn}")
        await limit.wait("alice-id")
        await state.put(ALICE, REMEMBERED)
        assert await state.get(ALICE) == REMEMBERED
        await window.hold(0)
        took.append(time.monotonic() - began)
    if how == "hanging":
        processes.redis.go_on()

    assert took[0] < 1.0
    assert min(took[1:]) < 0.1


@contextlib.asynccontextmanager
async def _slow(redis: RedisServer, seconds: list[float]) -> AsyncIterator[int]:
    """The port of a server between: every answer of Redis comes so many seconds later."""
    writers: list[asyncio.StreamWriter] = []

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, late: list[float]) -> None:
        with contextlib.suppress(ConnectionError):
            while part := await reader.read(65536):
                await asyncio.sleep(late[0])
                writer.write(part)

    async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", redis.port)
        writers.extend((writer, back))
        await asyncio.gather(carry(reader, back, [0.0]), carry(there, writer, seconds))

    server = await asyncio.start_server(accepted, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for each in writers:
            each.close()
        await asyncio.gather(*(each.wait_closed() for each in writers), return_exceptions=True)
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(("delay", "of_use"), [(0.04, True), (0.15, False), (0.25, False)])
async def test_a_redis_that_is_slow_holds_nobody_up_either(redis: RedisServer, delay: float, of_use: bool) -> None:
    """Whatever each answer takes, what a turn asks takes about a second together at most, or it goes on without."""
    seconds = [0.0]
    async with _slow(redis, seconds) as port:
        common = Common(replace(settings(redis), redis_url=f"redis://127.0.0.1:{port}"), time.monotonic)
        async with common.open():
            state, limit = common.state(), common.limit(Rate(99, 60))
            seconds[0] = delay
            began = time.monotonic()
            for number in range(2):
                await common.claims.claim(f"a:chat|{number}")
                await limit.wait("alice-id")
                await state.put(ALICE, REMEMBERED)
                await state.get(ALICE)
            took, there = time.monotonic() - began, common.link.there
            seconds[0] = 0.0

    assert took < 2.0  # without giving up it were more than three seconds
    assert there is of_use


async def test_a_burst_is_no_outage(processes: Processes, caplog: pytest.LogCaptureFixture) -> None:
    """Hundreds of questions at once, and a process that is held up by other work, do not make Redis gone."""
    for number in range(3):
        claims = [processes.one.claims.claim(f"{number}|{each}") for each in range(300)]
        puts = [processes.two.state().put(replace(ALICE, caller_id=f"{each}"), REMEMBERED) for each in range(100)]
        everything = asyncio.gather(*claims, *puts)
        await asyncio.sleep(0)
        time.sleep(0.5)
        await everything

    assert (processes.one.link.there, processes.two.link.there) == (True, True)
    assert [record for record in caplog.records if record.name.startswith("bot.instances")] == []


async def test_an_older_question_is_not_offered_in_place_of_the_one_before(processes: Processes) -> None:
    """What was said before Redis went is not known; what is said while it is away is, by the process that heard it."""
    one, two = processes.one.state(), processes.two.state()
    await one.put(ALICE, REMEMBERED)
    await processes.redis.kill()
    await processes.there(yes=False)
    before = await one.get(ALICE)
    later = replace(REMEMBERED, pending=None)
    await one.put(ALICE, later)
    during = (await one.get(ALICE), await two.get(ALICE))
    await processes.redis.start()
    await processes.there()
    after = await one.get(ALICE)
    await two.put(ALICE, REMEMBERED)

    assert before is None
    assert during == (later, None)
    assert after == later
    assert await one.get(ALICE) == REMEMBERED


async def test_what_was_forgotten_while_redis_was_away_stays_forgotten(processes: Processes) -> None:
    """A cancelled sign-in does not come back with Redis."""
    state = processes.one.state()
    await state.put(ALICE, REMEMBERED)
    processes.redis.hang()
    await processes.there(yes=False)
    await state.forget(ALICE)
    processes.redis.go_on()
    await processes.there()

    assert await state.get(ALICE) is None


async def test_it_is_said_once_and_tells_no_password(processes: Processes, caplog: pytest.LogCaptureFixture) -> None:
    """One warning when it goes, one line when it is back, however much is asked between."""
    caplog.set_level(logging.INFO, logger="bot.instances")
    await processes.redis.kill()
    await processes.there(yes=False)
    for _ in range(20):
        await processes.one.state().get(ALICE)
    await asyncio.sleep(1.2)
    await processes.redis.start()
    await processes.there()
    await asyncio.sleep(0.1)
    said = [record.getMessage() for record in caplog.records if record.name.startswith("bot.instances")]

    assert sum("gone" in each for each in said) == 2
    assert sum("is back:" in each for each in said) == 2
    assert not any("127.0.0.1" in each for each in said)


async def test_a_bot_starts_without_redis_and_finds_it_later(tmp_path: Path) -> None:
    """A Redis that is not there yet keeps nobody waiting; once it is there it is shared."""
    server = RedisServer(free_port(), tmp_path)
    common = Common(settings(server), time.monotonic)
    began = time.monotonic()
    async with common.open():
        took = time.monotonic() - began
        alone = common.link.there
        await server.start()
        async with asyncio.timeout(5):
            while not common.link.there:
                await asyncio.sleep(0.02)
        await common.state().put(ALICE, REMEMBERED)
        found = await common.state().get(ALICE)
    await server.kill()

    assert (alone, found) == (False, REMEMBERED)
    assert took < 1.5


class Graph:
    """Counts when requests start, of all processes."""

    def __init__(self) -> None:
        self.starts: list[float] = []

    def most(self, seconds: float = SECONDS) -> int:
        """The most that started within any window of that length."""
        return max(sum(first <= at < first + seconds for at in self.starts) for first in self.starts)


async def _reads(graph: Graph, window: SharedWindow, until: float) -> None:
    while time.monotonic() < until:
        delay = await window.take()
        if delay <= 0:
            graph.starts.append(time.monotonic())
        await asyncio.sleep(min(delay, 0.3))


@pytest.mark.parametrize("count", [3, 6])
async def test_never_a_sixth_whatever_happens_to_redis(tmp_path: Path, count: int) -> None:
    """Processes that want as much as they can get never start more than the limit in any window, while Redis is there,
    while it is killed or hangs, and when it is back, empty or not. They get most of what there is all the same."""
    graph, chance = Graph(), random.Random(count)
    async with redis_server(tmp_path) as redis, AsyncExitStack() as stack:
        made = [Common(settings(redis), time.monotonic) for _ in range(count)]
        windows = [SharedWindow(each.link, LIMIT, SECONDS, clock=time.monotonic) for each in made]
        for each in made:
            await stack.enter_async_context(each.open())
        async with asyncio.timeout(5):
            while any(len(each.link.peers) < count for each in made):
                await asyncio.sleep(0.02)
        until = time.monotonic() + 12
        tasks = [asyncio.create_task(_reads(graph, window, until)) for window in windows]
        await asyncio.sleep(2.5)
        healthy = len(graph.starts)
        await redis.kill()
        await asyncio.sleep(2 + chance.random())
        away = len(graph.starts) - healthy
        await redis.start()
        await asyncio.sleep(1.5 + chance.random())
        redis.hang()
        await asyncio.sleep(1 + chance.random())
        redis.go_on()
        await asyncio.gather(*tasks)

    assert graph.most() <= LIMIT
    assert healthy >= 10
    assert away >= (LIMIT if count < 6 else 1)


async def test_what_graph_asks_holds_all_back(processes: Processes) -> None:
    """A Retry-After that one process was told is kept by the other, which knows of it before it asks."""
    windows = [SharedWindow(each.link, LIMIT, SECONDS, clock=time.monotonic) for each in (processes.one, processes.two)]
    assert [await each.take() for each in windows] == [0, 0]
    await windows[0].hold(0.6)
    await asyncio.sleep(0.1)
    known, told = windows[1].held, await windows[1].take()
    await windows[1].hold(0.1)
    await asyncio.sleep(0.1)
    still = await windows[0].take()
    await asyncio.sleep(0.5)

    assert 0.3 < known <= 0.6
    assert 0.3 < told <= 0.6
    assert still > 0.2
    assert await windows[1].take() == 0


async def test_estimates_know_what_the_others_started(processes: Processes) -> None:
    """How many are free, and how long so many will take, counts the starts of all processes."""
    one, two = (SharedWindow(each.link, LIMIT, 10, clock=time.monotonic) for each in (processes.one, processes.two))
    assert await two.take() == 0  # made when Redis was there already, it has its place all the same
    for _ in range(3):
        assert await one.take() == 0
    await asyncio.sleep(0.1)
    free, wait = two.free, two.wait_for(2)
    last = (await two.take(), await two.take())

    assert free == 1
    assert 9 < wait <= 10.3
    assert last[0] == 0
    assert 9 < last[1] <= 10.3
