"""Never a sixth report request in ten seconds, first pages first, and Retry-After holds everybody back."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot.demo import serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.graph.budget import MARGIN_SECONDS, NoBudget, WindowBudget, budget_of
from bot.graph.client import GraphClient
from bot.graph.read import read
from bot.graph.tokens import StaticToken
from intents.model import Log
from tests.graph.rig import NOW, Kept, ask


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


async def test_five_at_once_and_a_sixth_only_after_the_window() -> None:
    """Twelve requests take two windows and a margin each; no ten seconds hold six starts."""
    clock = Clock()
    budget = WindowBudget(clock=clock, sleep=clock.sleep)
    starts = []
    for _ in range(12):
        await budget.acquire(first=True)
        starts.append(clock.now - 100)

    assert starts == pytest.approx([0.0] * 5 + [10 + MARGIN_SECONDS] * 5 + [20 + 2 * MARGIN_SECONDS] * 2)
    assert all(starts[at + 5] - starts[at] > 10 for at in range(7))


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
        budget.hold(30)
        budget.hold(2)
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

    assert clock.now - 100 == pytest.approx(10 + MARGIN_SECONDS)


async def test_how_long_a_reading_will_wait_is_known() -> None:
    """An estimate for so many pages counts the window and what was started."""
    clock = Clock()
    budget = WindowBudget(clock=clock, sleep=clock.sleep)

    assert budget.wait_for(5) == 0
    assert budget.wait_for(11) == pytest.approx(2 * (10 + MARGIN_SECONDS))

    for _ in range(5):
        await budget.acquire(first=True)

    assert budget.wait_for(1) == pytest.approx(10 + MARGIN_SECONDS)


@pytest.mark.parametrize("setting", ["", "5", "5/", "/10", "0/10", "5/0", "five/ten", "5/10/2", "-1/10"])
def test_a_setting_that_is_no_budget_is_refused_in_words(setting: str) -> None:
    """A wrong setting is named at start."""
    with pytest.raises(ValueError, match="requests per seconds"):
        budget_of(setting, clock=Clock())


def test_a_budget_can_be_off() -> None:
    """ "off" means no limit, "5/10" the limit of Graph."""
    assert isinstance(budget_of(" OFF ", clock=Clock()), NoBudget)
    assert isinstance(budget_of("5/10", clock=Clock()), WindowBudget)


class Counted(WindowBudget):
    """A budget that knows how many it let in."""

    started = 0

    async def acquire(self, *, first: bool) -> None:
        await super().acquire(first=first)
        self.started += 1


async def test_no_request_is_ever_throttled(small: Records, http: httpx.AsyncClient) -> None:
    """Over all three logs at once the stand-in, which counts as Graph does, answers no 429; little time is lost."""
    clock = Clock()
    settings = ServerSettings(now=lambda: NOW, page_size=25, clock=clock)

    async def sleep(seconds: float) -> None:
        while len(settings.log.requests) < budget.started:
            await asyncio.sleep(0.001)  # time must not jump while requests are on their way
        await clock.sleep(seconds)

    budget = Counted(clock=clock, sleep=sleep)
    async with serve(small, settings) as url:
        client = GraphClient(url, StaticToken("made-up"), http, budget=budget, sleep=sleep)
        report = await read(ask(*Log), client, Kept(), now=NOW)
    windows = (len(report.requests) - 1) // 5

    assert {line.status for line in report.requests} == {200}
    assert report.complete
    assert windows >= 3
    assert clock.now - 100 <= 1.06 * 10 * windows
