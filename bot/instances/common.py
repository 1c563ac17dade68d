"""Everything that the processes of one bot share, made of the settings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

from bot.activities import Clock, Incoming
from bot.asking import Remembered
from bot.callers import Limit
from bot.clock import wall_clock
from bot.config import Rate, Settings
from bot.graph.budget import FairBudget
from bot.instances.callers import SharedCallerLimit
from bot.instances.codec import FLAG, REMEMBERED, WAITING, Codec
from bot.instances.link import Link
from bot.instances.reads import DistantReads
from bot.instances.sealing import Sealer
from bot.instances.state import RedisClaims, RedisState, T
from bot.instances.stops import Stops
from bot.instances.window import SharedWindow
from bot.signing import keys_of
from bot.state import KEPT_SECONDS, StateKey
from bot.turns import Claims


class Common:
    """What is in Redis. Of use while it is open; before and after, each store works in memory."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        """`clock` only goes forward. Connects to nothing yet; ValueError for an address that is none."""
        self._settings, self._clock = settings, clock
        self._sealer = Sealer(keys_of(settings))
        # The braces keep all names in one part of a cluster, where scripts may use several of them.
        self.link = Link(settings.redis_url, f"{{watchbook:{settings.app_id or 'unregistered'}}}", clock=clock)
        self.claims: Claims = RedisClaims(self.link, clock=clock)

    def state(self) -> RedisState[Remembered]:
        """The previous question of each caller in each conversation."""
        return self._state(REMEMBERED)

    def waiting(self) -> RedisState[tuple[Incoming, ...]]:
        """The questions that wait for a sign-in."""
        return self._state(WAITING)

    def challenged(self, seconds: float) -> RedisState[bool]:
        """Who was asked for a fresh sign-in within so many seconds."""
        return self._state(FLAG, seconds)

    def _state(self, codec: Codec[T], seconds: float = KEPT_SECONDS) -> RedisState[T]:
        now = _seconds
        return RedisState(self.link, self._sealer, codec, clock=self._clock, now=now, seconds=seconds)

    def limit(self, rate: Rate) -> Limit:
        """How much each caller may ask."""
        return SharedCallerLimit(self.link, rate, self._clock)

    def budget(self, rate: Rate) -> FairBudget:
        """The budget of Graph requests: this process's queue before the window of all."""
        return FairBudget(SharedWindow(self.link, rate.count, rate.seconds, clock=self._clock))

    def reads(self, free: Callable[[], int]) -> DistantReads:
        """The pages that are shared; `free` tells how many requests may start at once."""
        return DistantReads(self.link, self._sealer, free)

    def stops(self, under_way: Callable[[], Iterable[StateKey]], stop: Callable[[StateKey], bool]) -> Stops:
        """A way to end a reading of another process, and to be asked to end one here; see Stops."""
        return Stops(self.link, under_way, stop)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Be connected while the block runs; begins without Redis when it does not answer."""
        await self.link.start()
        try:
            yield
        finally:
            await self.link.close()


def _seconds() -> float:
    return wall_clock().timestamp()
