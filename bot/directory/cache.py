"""What was looked up lately or is being looked up: bounded, ten minutes, and never across identities."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Sized
from typing import Any, Generic, TypeVar

from bot.graph.flights import Flights

T = TypeVar("T", bound=Sized)
V = TypeVar("V")

KEPT_SECONDS = 600.0
KEPT_AT_MOST = 50_000
"""Things kept, over all values: some look-ups find thousands."""


class NameCache(Generic[T]):
    """Values by key; the key must name the identity whose token fetched the value."""

    def __init__(
        self, clock: Callable[[], float], *, seconds: float = KEPT_SECONDS, capacity: int = KEPT_AT_MOST
    ) -> None:
        """`clock` only goes forward."""
        self._clock, self._seconds, self._capacity = clock, seconds, capacity
        self._kept: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()
        self._weight = 0
        self._flights: Flights[Any] = Flights()

    async def get(self, key: Hashable, fetch: Callable[[], Awaitable[T]]) -> T:
        """The kept value, or the fetched one, which is kept; what fetching raises is not.

        Those who ask while it is being fetched wait for the same fetch.
        """
        found = self._kept.get(key)
        if found is not None and self._clock() < found[0]:
            self._kept.move_to_end(key)
            return found[1]
        value: T = await self._flights.join(key, lambda: self._fetched(key, fetch))
        return value

    async def once(self, key: Hashable, fetch: Callable[[], Awaitable[V]]) -> V:
        """What is fetched, by one fetch for all who ask at the same time; nothing is kept."""
        value: V = await self._flights.join(("once", key), fetch)
        return value

    async def _fetched(self, key: Hashable, fetch: Callable[[], Awaitable[T]]) -> T:
        value = await fetch()
        self._drop(key)
        self._kept[key] = (self._clock() + self._seconds, value)
        self._weight += len(value) + 1
        while self._weight > self._capacity:
            self._drop(next(iter(self._kept)))
        return value

    def _drop(self, key: Hashable) -> None:
        if key in self._kept:
            _, value = self._kept.pop(key)
            self._weight -= len(value) + 1
