"""What is kept in memory is gone in time, though nobody asks any more: it holds rows of logs."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.answers.model import Answer, Row
from bot.asking import Asked, Surroundings
from bot.browsing import Held, Shelf
from bot.kept import Job, Kept
from bot.sweeping import Sweeper
from intents.model import Log, Measure, Question

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
AROUND = Surroundings(NOW)
FOUND = Answer("rows", "one", rows=(Row("1", Log.SIGN_INS, NOW, "a", "b"),), ids=("1",), count=1)


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sweeping.SWEPT_EVERY", 0.01)


async def test_answers_that_can_be_leafed_through_are_forgotten() -> None:
    now = [0.0]
    shelf = Shelf(lambda: now[0])
    shelf.put("alice", "a", Held(Asked(Question((Log.SIGN_INS,), Measure())), AROUND, FOUND))
    await asyncio.sleep(0.03)
    assert len(shelf._held) == 1
    now[0] = 600.0
    await asyncio.sleep(0.03)
    assert (len(shelf._held), shelf._rows) == (0, 0)


async def test_answers_behind_show_me_are_forgotten() -> None:
    async def work(job: Job) -> Answer:
        return FOUND

    now = [0.0]
    kept = Kept(lambda: now[0], seconds=5)
    job = kept.start("alice", "a", AROUND, work)
    assert job is not None
    await job.task
    now[0] = 599.0
    await asyncio.sleep(0.03)
    assert len(kept._jobs) == 1
    now[0] = 600.0
    await asyncio.sleep(0.03)
    assert len(kept._jobs) == 0
    await kept.close()


async def test_sweeping_ends_with_what_is_left() -> None:
    """And begins again with the next thing that is put in."""
    left = [3]
    swept: list[int] = []

    def sweep() -> bool:
        swept.append(left[0])
        left[0] -= 1
        return left[0] > 0

    sweeper = Sweeper(sweep)
    sweeper.start()
    sweeper.start()
    await asyncio.sleep(0.08)
    assert swept == [3, 2, 1]
    left[0] = 1
    sweeper.start()
    await asyncio.sleep(0.04)
    assert swept == [3, 2, 1, 1]
