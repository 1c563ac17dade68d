"""How many report requests may start: Graph allows 5 in any 10 seconds, per app and tenant, over all readers.

https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits
A sixth is never started: waiting a moment is cheaper than the 429 that holds everybody back.

Two parts: a Window counts the starts, in this process or in one place for several; a FairBudget is the queue before
it. The window of this process is our own and not that of the `limits` library, whose memory storage counts by the wall
clock: a clock set back or forward would let a sixth start. Its window in Redis fits behind `Window` as it is.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from typing import Protocol

MARGIN = 0.02
"""Requests of several processes may arrive at Graph closer together than they left; this part of the window is added
to it."""
LEEWAY = 0.05
"""Seconds that are added to the window of one process, besides those that a connection takes to be made: the first
request of a window may have waited for one, and the sixth finds it there."""

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Budget(Protocol):
    """Permission to start report requests."""

    async def acquire(self, *, caller: str = "", first: bool) -> None:
        """Wait until one more may start.

        First pages go before further ones; among equals callers take turns, each caller's own in order of asking.
        """

    async def hold(self, seconds: float) -> None:
        """Let nobody start for so long: Graph said Retry-After."""

    def wait_for(self, requests: int) -> float:
        """Seconds until so many more could have started, if nobody else asked."""

    @property
    def free(self) -> int:
        """How many could start at once, after those who wait already."""

    @property
    def held(self) -> float:
        """Seconds that Graph still asks everybody to wait; 0 when it does not."""


class Window(Protocol):
    """Where starts are counted and held back."""

    async def take(self) -> float:
        """Count one start and return 0, or count none and return the seconds after which to ask again."""

    async def hold(self, seconds: float) -> None:
        """Count no start for so long; a shorter hold never ends a longer one."""

    def wait_for(self, requests: int) -> float:
        """Seconds until so many more could have started; as far as this process knows."""

    @property
    def free(self) -> int:
        """How many could start at once; as far as this process knows."""

    @property
    def held(self) -> float:
        """Seconds that it is still held; 0 when it is not; as far as this process knows."""


class MemoryWindow:
    """At most `limit` starts in any `seconds`, counted in this process."""

    def __init__(self, limit: int, seconds: float, *, clock: Clock, connecting: Clock = lambda: 0.0) -> None:
        """`clock` only goes forward, like time.monotonic; ValueError for a limit that would never let any start.

        `connecting`: the seconds that it may take to make a connection.
        """
        if limit < 1 or not 0 < seconds < float("inf"):
            raise ValueError("a budget needs at least one request and a positive number of seconds")
        self._limit, self._seconds, self._clock, self._connecting = limit, seconds, clock, connecting
        self._starts: deque[float] = deque(maxlen=limit)
        self._held_until = float("-inf")

    @property
    def _window(self) -> float:
        return self._seconds + LEEWAY + self._connecting()

    async def take(self) -> float:
        """See Window."""
        delay = self.wait_for(1)
        if delay <= 0:
            self._starts.append(self._clock())
        return delay

    async def hold(self, seconds: float) -> None:
        """See Window."""
        self._held_until = max(self._held_until, self._clock() + seconds)

    def wait_for(self, requests: int) -> float:
        """See Window."""
        now = self._clock()
        full_windows, place = divmod(max(requests, 1) - 1, self._limit)
        gap = self._limit - len(self._starts)
        oldest = 0.0 if place < gap else self._starts[place - gap] + self._window - now
        return max(0.0, oldest, self._held_until - now) + full_windows * self._window

    @property
    def free(self) -> int:
        """See Window."""
        now = self._clock()
        return 0 if self.held else self._limit - sum(now < start + self._window for start in self._starts)

    @property
    def held(self) -> float:
        """See Window."""
        return max(0.0, self._held_until - self._clock())


class _Line:
    """Those who wait, in turns between callers."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def join(self, caller: str, turn: asyncio.Future[None]) -> None:
        self._waiting.setdefault(caller, deque()).append(turn)

    def leave(self, caller: str, turn: asyncio.Future[None]) -> None:
        if turn in self._waiting.get(caller, ()):
            self._waiting[caller].remove(turn)
            if not self._waiting[caller]:
                del self._waiting[caller]

    def next(self) -> asyncio.Future[None]:
        """Take the first of the caller whose turn it is; that caller's others go behind everybody."""
        caller, turns = self._waiting.popitem(last=False)
        turn = turns.popleft()
        if turns:
            self._waiting[caller] = turns
        return turn


class FairBudget:
    """A queue before a window. Bound to one event loop."""

    def __init__(self, window: Window, *, sleep: Sleep = asyncio.sleep) -> None:
        self._window, self._sleep = window, sleep
        self._first, self._further = _Line(), _Line()
        self._pump: asyncio.Task[None] | None = None

    async def acquire(self, *, caller: str = "", first: bool) -> None:
        """See Budget. A caller that is cancelled while it waits spends nothing."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line = self._first if first else self._further
        line.join(caller, turn)
        if self._pump is None or self._pump.done():
            self._pump = asyncio.get_running_loop().create_task(self._let_in())
        try:
            await turn
        finally:
            line.leave(caller, turn)

    async def hold(self, seconds: float) -> None:
        """See Budget."""
        await self._window.hold(seconds)

    def wait_for(self, requests: int) -> float:
        """See Budget; those who wait already come first."""
        return self._window.wait_for(len(self._first) + len(self._further) + max(requests, 1))

    @property
    def free(self) -> int:
        """See Budget."""
        return max(0, self._window.free - len(self._first) - len(self._further))

    @property
    def held(self) -> float:
        """See Budget."""
        return self._window.held

    async def _let_in(self) -> None:
        """Let the next in whenever the window has room; who is next is decided then."""
        try:
            while self._first or self._further:
                delay = await self._window.take()
                if delay > 0:
                    await self._sleep(delay)
                elif line := self._first or self._further:
                    turn = line.next()
                    if not turn.done():
                        turn.set_result(None)
        except Exception as error:  # noqa: BLE001 - whatever a window raises is for those who wait
            for line in (self._first, self._further):
                while line:
                    turn = line.next()
                    if not turn.done():
                        turn.set_exception(error)


class WindowBudget(FairBudget):
    """The queue before a window in this process."""

    def __init__(
        self,
        limit: int = 5,
        seconds: float = 10.0,
        *,
        clock: Clock,
        sleep: Sleep = asyncio.sleep,
        connecting: Clock = lambda: 0.0,
    ) -> None:
        """See MemoryWindow."""
        super().__init__(MemoryWindow(limit, seconds, clock=clock, connecting=connecting), sleep=sleep)


class NoBudget:
    """No limit: for a Graph that has none. Retry-After still holds everybody back."""

    free = 5
    """More side by side would only make each of them slower."""

    def __init__(self, *, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        """`clock` only goes forward."""
        self._clock, self._sleep = clock, sleep
        self._held_until = float("-inf")

    async def acquire(self, *, caller: str = "", first: bool) -> None:
        """See Budget."""
        while (delay := self.held) > 0:
            await self._sleep(delay)

    async def hold(self, seconds: float) -> None:
        """See Budget."""
        self._held_until = max(self._held_until, self._clock() + seconds)

    def wait_for(self, requests: int) -> float:
        """See Budget."""
        return self.held

    @property
    def held(self) -> float:
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
