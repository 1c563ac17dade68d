"""The life of turns: how many run at once, in which order, for how long, and that a redelivered one is not run again.

A turn is a task. What it does is the caller's business; here it is bounded, put in line behind the turns of the same
person in the same conversation, given a deadline, and told when the process ends.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Protocol, TypeVar

from bot.activities import Clock

T = TypeVar("T")
logger = logging.getLogger(__name__)

TURNS_AT_ONCE = 200
FAREWELL_SECONDS = 3.0
"""How long interrupted turns have to say so."""
CLAIMED_SECONDS = 15 * 60.0
"""Teams sends an activity again when it saw no answer within 10 to 15 seconds; minutes later it has given up."""
CLAIMED_AT_MOST = 50_000


class TookTooLong(Exception):
    """The work of a turn met its deadline and was stopped."""


class Interrupted(Exception):
    """The process is ending and the work of a turn was stopped."""


class Claims(Protocol):
    """Who answers what: a claim is granted once."""

    async def claim(self, key: str) -> bool:
        """Return True to the first who asks for this key within the store's time, False to all others."""


class MemoryClaims:
    """Claims in this process's memory: bounded, the oldest goes first, each expires."""

    def __init__(self, clock: Clock, *, seconds: float = CLAIMED_SECONDS, capacity: int = CLAIMED_AT_MOST) -> None:
        """Make an empty store."""
        self._clock = clock
        self._seconds = seconds
        self._capacity = capacity
        self._claimed: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        """Return how many claims are held."""
        return len(self._claimed)

    async def claim(self, key: str) -> bool:
        """See Claims."""
        now = self._clock()
        while self._claimed and next(iter(self._claimed.values())) <= now:
            self._claimed.popitem(last=False)
        if key in self._claimed:
            return False
        self._claimed[key] = now + self._seconds
        if len(self._claimed) > self._capacity:
            self._claimed.popitem(last=False)
        return True


class Turn:
    """One turn under way."""

    def __init__(self, before: asyncio.Event | None, seconds: float, company: Callable[[], int] = lambda: 1) -> None:
        """Make a turn that begins when `before` is set and may work for `seconds`.

        `company` tells how many turns are under way, this one included.
        """
        self.company = company
        self._before = before
        self._seconds = seconds
        self._work: asyncio.Task[object] | None = None
        self._interrupted = False
        self.released = asyncio.Event()
        """Set when the caller's next turn may begin."""

    async def work(self, make: Callable[[], Awaitable[T]]) -> T:
        """Wait for the turn's place in line, then await `make()` until the deadline.

        Raises TookTooLong, Interrupted, or whatever the work raises.
        """
        if self._interrupted:
            raise Interrupted
        task = asyncio.create_task(self._in_line(make))
        self._work = task
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            task.cancel()
            raise
        if task.cancelled():
            if self._interrupted:
                raise Interrupted
            raise RuntimeError("the work of a turn cancelled itself")
        return task.result()

    async def _in_line(self, make: Callable[[], Awaitable[T]]) -> T:
        if self._before is not None:
            await self._before.wait()
        limit = asyncio.timeout(self._seconds)
        try:
            async with limit:
                return await make()
        except TimeoutError as error:
            if limit.expired():
                raise TookTooLong from error
            raise

    def interrupt(self) -> None:
        """Stop the work; `work` raises Interrupted."""
        self._interrupted = True
        if self._work is not None:
            self._work.cancel()


class Turns:
    """All turns under way in this process."""

    def __init__(self, *, seconds: float, limit: int = TURNS_AT_ONCE) -> None:
        """Allow `limit` turns at once, each with `seconds` for its work once it is at the head of its line."""
        self._seconds = seconds
        self._limit = limit
        self._running: dict[asyncio.Task[object], Turn] = {}
        self._last: dict[Hashable, asyncio.Event] = {}
        self._aside: set[asyncio.Task[object]] = set()
        self._closing = False
        self._full = False

    def __len__(self) -> int:
        """Return how many turns are under way, the waiting ones included."""
        return len(self._running)

    @property
    def overrun(self) -> bool:
        """Whether there is no room even to tell somebody that there is no room."""
        return len(self._running) >= self._limit and len(self._aside) >= self._limit > 0

    def start(
        self, line: Hashable | None, run: Callable[[Turn], Awaitable[T]], *, seconds: float | None = None
    ) -> asyncio.Task[T] | None:
        """Start a turn, or return None when there is no room for one.

        Turns of one `line` begin in the order of these calls, each when the one before is released or has ended; with
        no line a turn waits for nobody. `seconds` replaces the usual time for the work.
        """
        if self._closing or len(self._running) >= self._limit:
            if not self._full:
                logger.warning("%s turns are under way: more are turned away", len(self._running))
            self._full = True
            return None
        self._full = False
        before = self._last.get(line) if line is not None else None
        turn = Turn(before, seconds or self._seconds, self.__len__)
        if line is not None:
            self._last[line] = turn.released
        task = asyncio.create_task(self._run(line, turn, run))
        self._running[task] = turn
        task.add_done_callback(self._ended)
        return task

    async def _run(self, line: Hashable | None, turn: Turn, run: Callable[[Turn], Awaitable[T]]) -> T:
        try:
            return await run(turn)
        finally:
            turn.released.set()
            if line is not None and self._last.get(line) is turn.released:
                del self._last[line]

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._running.pop(task, None)
        if not task.cancelled() and task.exception() is not None:
            logger.error("a turn ended without an answer", exc_info=task.exception())

    def aside(self, make: Callable[[], Awaitable[object]]) -> None:
        """Await `make()` beside the turns, for a word to somebody who gets none; see `overrun` for the bound."""

        async def run() -> object:
            return await make()

        task = asyncio.create_task(run())
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    async def close(self, grace: float) -> None:
        """Take no more turns; let those under way end within `grace` seconds, then interrupt the rest and wait."""
        self._closing = True
        if self._running:
            await asyncio.wait(list(self._running), timeout=grace)
        for turn in self._running.values():
            turn.interrupt()
        if self._running:
            await asyncio.wait(list(self._running), timeout=FAREWELL_SECONDS)
        left = [*self._running, *self._aside]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
