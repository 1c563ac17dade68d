"""Readings that outlive the press of a button, each for one person alone: under way, or done and kept ten minutes."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.activities import Clock
from bot.sweeping import Sweeper

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.asking import Reading, Surroundings

logger = logging.getLogger(__name__)

KEPT_SECONDS = 600.0
AT_MOST = 200
RUNNING_AT_MOST = 50  # of AT_MOST, so that one that is done can always make room


class Job:
    """One reading. `task` ends with the answer and raises nothing."""

    def __init__(self, around: Surroundings) -> None:
        """Make a job; its task follows."""
        self.around = around
        """What the question was read in; the answer is drawn in the same."""
        self.seen = False
        """Its answer was shown; asked once more, the logs are read anew, for rows arrive late."""
        self.shared = False
        self.reading: Reading | None = None
        self.task: asyncio.Task[Answer]
        self.ends = float("inf")

    def watch(self, reading: Reading) -> None:
        """Remember how to see how far it is."""
        self.reading = reading


class Kept:
    """Jobs by person and name. Nobody gets another person's."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        """A job may work for so many seconds."""
        self._clock = clock
        self._seconds = seconds
        self._jobs: OrderedDict[tuple[str, str], Job] = OrderedDict()
        self._sweeper = Sweeper(self._sweep)

    def get(self, caller_id: str, name: str) -> Job | None:
        """Return the caller's job of this name, None when there is none or it is gone."""
        self._sweep()
        return self._jobs.get((caller_id, name))

    def forget(self, caller_id: str, name: str) -> None:
        """Keep a job that is done no longer."""
        self._jobs.pop((caller_id, name), None)

    def start(
        self, caller_id: str, name: str, around: Surroundings, work: Callable[[Job], Awaitable[Answer]]
    ) -> Job | None:
        """Start a job in place of one of the same name that is gone; None when too many are under way."""
        self._sweep()
        self._sweeper.start()
        running = sum(not job.task.done() for job in self._jobs.values())
        if running >= RUNNING_AT_MOST:
            return None
        job = Job(around)
        job.task = asyncio.create_task(self._run(work, job))
        self._jobs[caller_id, name] = job
        while len(self._jobs) > AT_MOST:
            key = next(key for key, each in self._jobs.items() if each.task.done())
            del self._jobs[key]
        return job

    async def _run(self, work: Callable[[Job], Awaitable[Answer]], job: Job) -> Answer:
        from bot.answers import talk
        from bot.problems import Problem

        try:
            async with asyncio.timeout(self._seconds):
                return await work(job)
        except TimeoutError:
            return talk.problem(Problem("took-too-long"))
        finally:
            job.ends = self._clock() + KEPT_SECONDS

    def _sweep(self) -> bool:
        now = self._clock()
        for key in [key for key, job in self._jobs.items() if job.ends <= now]:
            del self._jobs[key]
        return bool(self._jobs)

    async def close(self) -> None:
        """Stop what is under way and forget everything."""
        tasks = [job.task for job in self._jobs.values()]
        self._jobs.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
