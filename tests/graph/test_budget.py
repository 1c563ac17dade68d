"""Never a sixth report request in ten seconds, first pages first, and Retry-After holds everybody back."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot.demo import serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.graph.budget import LEEWAY, FairBudget, MemoryWindow, NoBudget, WindowBudget, budget_of
from bot.graph.client import GraphClient
from bot.graph.read import read
from bot.graph.tokens import StaticToken
from bot.problems import Problem
from intents.model import Log
from tests.graph.rig import NOW, Kept, ask

WINDOW = 10 + LEEWAY
"""Seconds of the window with its margin."""


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


class Waiting:
    """A budget of one that is spent, and what is let in when."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.budget = WindowBudget(limit=1, clock=self.clock, sleep=self.clock.sleep)

    async def order(self, *asked: tuple[str, bool, str]) -> list[str]:
        """Let all ask at once, by caller, whether it is a first page, and name; the names as they were let in."""
        await self.budget.acquire(first=True)
        let_in: list[str] = []

        async def wait(caller: str, first: bool, name: str) -> None:
            await self.budget.acquire(caller=caller, first=first)
            let_in.append(name)

        await asyncio.gather(*(wait(*each) for each in asked))
        return let_in


@pytest.fixture
def budget_of_one() -> Waiting:
    """A spent budget."""
    return Waiting()


async def test_five_at_once_and_a_sixth_only_after_the_window() -> None:
    """Twelve requests take two windows and a margin each; no ten seconds hold six starts."""
    clock = Clock()
    budget = WindowBudget(clock=clock, sleep=clock.sleep)
    starts = []
    for _ in range(12):
        await budget.acquire(first=True)
        starts.append(clock.now - 100)

    assert starts == pytest.approx([0.0] * 5 + [WINDOW] * 5 + [2 * WINDOW] * 2)
    assert all(starts[at + 5] - starts[at] > 10 for at in range(7))


async def test_a_window_is_longer_by_what_a_connection_takes() -> None:
    """The first request of a window may have waited for its connection, so that it reached Graph later than it left."""
    now, slow = 0.0, 0.3
    window = MemoryWindow(2, 10, clock=lambda: now, connecting=lambda: slow)
    assert [await window.take(), await window.take()] == [0.0, 0.0]
    now = 10.1
    assert (window.free, await window.take()) == (0, pytest.approx(0.2 + LEEWAY))
    now = 10.3 + LEEWAY
    assert (window.free, await window.take()) == (2, 0.0)


async def test_first_pages_go_before_further_ones_and_otherwise_in_order() -> None:
    """A one-page question is never behind page forty of another."""
    clock = Clock()
    budget = WindowBudget(limit=1, clock=clock, sleep=clock.sleep)
    await budget.acquire(first=True)
    order: list[str] = []

    async def wait(name: str, *, first: bool) -> None:
        await budget.acquire(first=first)
        order.append(name)

    tasks = [
        asyncio.create_task(wait(name, first=name.startswith("first")))
        for name in ("page 2", "page 3", "first a", "first b")
    ]
    await asyncio.gather(*tasks)

    assert order == ["first a", "first b", "page 2", "page 3"]


async def test_retry_after_holds_everybody_back() -> None:
    """Nobody starts before Graph's wait is over; a shorter one does not end a longer one."""
    clock = Clock()
    for budget in (WindowBudget(clock=clock, sleep=clock.sleep), NoBudget(clock=clock, sleep=clock.sleep)):
        began = clock.now
        await budget.hold(30)
        await budget.hold(2)
        await budget.acquire(first=True)

        assert clock.now - began == pytest.approx(30)


async def test_who_gives_up_waiting_spends_nothing() -> None:
    """A cancelled question leaves its place to the next."""
    clock = Clock()
    budget = WindowBudget(limit=1, seconds=10, clock=clock, sleep=clock.sleep)
    await budget.acquire(first=True)
    gone = asyncio.create_task(budget.acquire(first=True))
    await asyncio.sleep(0)
    gone.cancel()
    await budget.acquire(first=True)

    assert clock.now - 100 == pytest.approx(WINDOW)


async def test_how_long_a_reading_will_wait_is_known() -> None:
    """An estimate for so many pages counts the window and what was started."""
    clock = Clock()
    budget = WindowBudget(clock=clock, sleep=clock.sleep)

    assert budget.wait_for(5) == 0
    assert budget.wait_for(11) == pytest.approx(2 * WINDOW)

    for _ in range(5):
        await budget.acquire(first=True)

    assert budget.wait_for(1) == pytest.approx(WINDOW)


@pytest.mark.parametrize("setting", ["", "5", "5/", "/10", "0/10", "5/0", "five/ten", "5/10/2", "-1/10"])
def test_a_setting_that_is_no_budget_is_refused_in_words(setting: str) -> None:
    """A wrong setting is named at start."""
    with pytest.raises(ValueError, match="requests per seconds"):
        budget_of(setting, clock=Clock())


def test_a_budget_can_be_off() -> None:
    """ "off" means no limit, "5/10" the limit of Graph."""
    assert isinstance(budget_of(" OFF ", clock=Clock()), NoBudget)
    assert isinstance(budget_of("5/10", clock=Clock()), WindowBudget)


class Counted(MemoryWindow):
    """A window that knows how many it let in."""

    started = 0

    async def take(self) -> float:
        delay = await super().take()
        self.started += delay <= 0
        return delay


async def test_no_request_is_ever_throttled(small: Records, http: httpx.AsyncClient) -> None:
    """Over all three logs at once the stand-in, which counts as Graph does, answers no 429; little time is lost."""
    clock = Clock()
    settings = ServerSettings(now=lambda: NOW, page_size=25, clock=clock)
    window = Counted(5, 10, clock=clock)

    async def sleep(seconds: float) -> None:
        for _ in range(200):
            if len(settings.log.requests) >= window.started:
                break
            await asyncio.sleep(0.001)  # time must not jump while requests are on their way
        await clock.sleep(seconds)

    async with serve(small, settings) as url:
        client = GraphClient(url, StaticToken("made-up"), http, budget=FairBudget(window, sleep=sleep), sleep=sleep)
        report = await read(ask(*Log), client, Kept(), now=NOW)
    windows = (len(report.requests) - 1) // 5

    assert {line.status for line in report.requests} == {200}
    assert {each.status for each in settings.log} == {200}
    assert settings.log.most_reports_in(10) == 5
    assert report.complete
    assert windows >= 3
    assert clock.now - 100 <= 1.06 * 10 * windows


async def test_a_retry_spends_the_budget(small: Records, http: httpx.AsyncClient) -> None:
    """Every attempt counts, refused ones too, and none starts before Retry-After is over, whoever asks."""
    clock = Clock()
    settings = ServerSettings(now=lambda: NOW, throttle=None)
    window = Counted(5, 10, clock=clock)
    async with serve(small, settings) as url:
        settings.faults.answer("auditLogs/provisioning", 503, times=2)
        settings.faults.answer("auditLogs/provisioning", 429, headers={"Retry-After": "30"})
        budget = FairBudget(window, sleep=clock.sleep)
        client = GraphClient(url, StaticToken("made-up"), http, budget=budget, sleep=clock.sleep)
        report = await read(ask(Log.PROVISIONING), client, Kept(), now=NOW)

    assert [line.status for line in report.requests] == [503, 503, 429, 200]
    assert window.started == 4
    assert clock.now - 100 >= 30


async def test_a_wait_that_nobody_would_sit_through_is_told_to_all(small: Records, http: httpx.AsyncClient) -> None:
    """After a Retry-After of minutes the next asker is told at once, without another request."""
    clock = Clock()
    settings = ServerSettings(now=lambda: NOW, throttle=None)
    async with serve(small, settings) as url:
        settings.faults.answer("auditLogs", 429, headers={"Retry-After": "300"})
        budget = WindowBudget(clock=clock, sleep=clock.sleep)
        client = GraphClient(url, StaticToken("made-up"), http, budget=budget, sleep=clock.sleep)
        told = []
        for _ in range(2):
            with pytest.raises(Problem) as raised:
                await read(ask(Log.PROVISIONING), client, Kept(), now=NOW)
            told.append(raised.value.next.partition(",")[0])

    assert told == ["Try again in 300 seconds"] * 2
    assert len(settings.log) == 1


async def test_callers_take_turns(budget_of_one: Waiting) -> None:
    """One who asks for forty pages does not keep another's second page waiting for all of them."""
    order = await budget_of_one.order(
        *(("ann", False, f"ann {page}") for page in range(2, 6)),
        *(("bob", False, f"bob {page}") for page in range(2, 4)),
        ("cy", False, "cy 2"),
    )

    assert order == ["ann 2", "bob 2", "cy 2", "ann 3", "bob 3", "ann 4", "ann 5"]


async def test_first_pages_take_turns_too_and_go_first(budget_of_one: Waiting) -> None:
    """Ten questions of one caller do not keep another's first one waiting, and none waits for further pages."""
    order = await budget_of_one.order(
        ("ann", False, "ann further"),
        *(("ann", True, f"ann first {count}") for count in range(3)),
        ("bob", True, "bob first"),
    )

    assert order == ["ann first 0", "bob first", "ann first 1", "ann first 2", "ann further"]


async def test_what_is_free_leaves_out_those_who_wait() -> None:
    """Slices are never more than what may start at once: started, held back and waiting ones count."""
    clock = Clock()
    budget = WindowBudget(limit=5, clock=clock, sleep=clock.sleep)
    free = [budget.free]
    await budget.acquire(first=True)
    free.append(budget.free)
    await budget.hold(3)
    free.append(budget.free)

    assert free == [5, 4, 0]
    assert budget.held == pytest.approx(3)


async def test_a_window_that_fails_is_heard_by_those_who_wait() -> None:
    """A window elsewhere that cannot be asked is an error for the askers, not a queue that stands still."""

    class Broken(MemoryWindow):
        async def take(self) -> float:
            raise ConnectionError("gone")

    budget = FairBudget(Broken(5, 10, clock=Clock()))
    results = await asyncio.gather(*(budget.acquire(first=True) for _ in range(3)), return_exceptions=True)

    assert [type(each) for each in results] == [ConnectionError] * 3
