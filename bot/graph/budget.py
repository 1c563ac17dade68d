"""How many report requests may start: Graph allows 5 in any 10 seconds, per app and tenant, over all readers.

https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits
A sixth is never started: waiting a moment is cheaper than the 429 that holds everybody back.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Protocol

MARGIN_SECONDS = 0.2
"""Requests arrive at Graph closer together than they left; this much is added to the window."""

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Budget(Protocol):
    """Permission to start report requests."""

    async def acquire(self, *, first: bool) -> None:
        """Wait until one more may start; first pages go before further ones, otherwise in order of asking."""

    def hold(self, seconds: float) -> None:
        """Let nobody start for so long: Graph said Retry-After."""

    def wait_for(self, requests: int) -> float:
        """Seconds until so many more could have started, if nobody else asked."""


class WindowBudget:
    """At most `limit` starts in any `seconds`, in this process. Bound to one event loop."""

    def __init__(self, limit: int = 5, seconds: float = 10.0, *, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        """`clock` only goes forward, like time.monotonic; ValueError for a limit that would never let any start."""
        if limit < 1 or seconds <= 0:
            raise ValueError("a budget needs at least one request and a positive number of seconds")
        self._limit, self._window = limit, seconds + MARGIN_SECONDS
        self._clock, self._sleep = clock, sleep
        self._starts: deque[float] = deque(maxlen=limit)
        self._held_until = float("-inf")
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._order = count()
        self._pump: asyncio.Task[None] | None = None

    async def acquire(self, *, first: bool) -> None:
        """See Budget. A caller that is cancelled while it waits spends nothing."""
        if not self._waiting and self._delay() <= 0:
            self._starts.append(self._clock())
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (not first, next(self._order), turn))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.get_running_loop().create_task(self._let_in())
        await turn

    def hold(self, seconds: float) -> None:
        """See Budget; a shorter hold never ends a longer one."""
        self._held_until = max(self._held_until, self._clock() + seconds)

    def wait_for(self, requests: int) -> float:
        """See Budget; those who wait already come first."""
        ahead = len(self._waiting) + max(requests, 1) - 1
        full_windows, place = divmod(ahead, self._limit)
        gap = self._limit - len(self._starts)
        oldest = 0.0 if place < gap else self._starts[place - gap] + self._window - self._clock()
        return max(0.0, oldest, self._held_until - self._clock()) + full_windows * self._window

    def _delay(self) -> float:
        now = self._clock()
        full = len(self._starts) == self._limit
        return max(self._starts[0] + self._window - now if full else 0.0, self._held_until - now)

    async def _let_in(self) -> None:
        while self._waiting:
            delay = self._delay()
            if delay > 0:
                await self._sleep(delay)
                continue
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                self._starts.append(self._clock())
                turn.set_result(None)


class NoBudget:
    """No limit: for a Graph that has none. Retry-After still holds everybody back."""

    def __init__(self, *, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        """`clock` only goes forward."""
        self._clock, self._sleep = clock, sleep
        self._held_until = float("-inf")

    async def acquire(self, *, first: bool) -> None:
        """See Budget."""
        while (delay := self._held_until - self._clock()) > 0:
            await self._sleep(delay)

    def hold(self, seconds: float) -> None:
        """See Budget."""
        self._held_until = max(self._held_until, self._clock() + seconds)

    def wait_for(self, requests: int) -> float:
        """See Budget."""
        return max(0.0, self._held_until - self._clock())


def budget_of(setting: str, *, clock: Clock, sleep: Sleep = asyncio.sleep) -> Budget:
    """The budget of a setting like "5/10" (requests per seconds) or "off"; ValueError with words for anything else."""
    if setting.strip().casefold() == "off":
        return NoBudget(clock=clock, sleep=sleep)
    limit, slash, seconds = setting.partition("/")
    try:
        if not slash:
            raise ValueError
        return WindowBudget(int(limit), float(seconds), clock=clock, sleep=sleep)
    except ValueError:
        raise ValueError(
            f'a Graph budget is written like "5/10" (requests per seconds) or "off", not {setting!r}'
        ) from None
