"""Reads that several askers share: under way at the same time, or lately and of a range that changes no more.

The key of a read names the identity whose token made it, so nobody gets rows that another's role fetched. Rows arrive
late and are revised for up to two hours (https://learn.microsoft.com/entra/identity/monitoring-health/reports-faq), so
only what ended before that is kept once nobody is reading it, for ten minutes at most. Bounded by what it holds.
"""

from __future__ import annotations

import asyncio
import zlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.graph.decode import Page
from bot.graph.flights import Flights
from bot.problems import Problem
from bot.report import RequestLine
from bot.sweeping import Sweeper

SETTLED = timedelta(hours=2)
"""A range that ended so long ago is not expected to change."""
KEPT_SECONDS = 600.0
CAPACITY = 16 * 1024 * 1024
"""Bytes of pages kept, over all reads; large ones are compressed, to a tenth or so."""
LARGEST_SHARE = 2
"""One read may take this part of the capacity; what is larger is shared page by page while it is under way."""
PACKED_ABOVE = 256 * 1024
"""Bytes: smaller pages are quicker read again than unpacked."""
_OVERHEAD, _ROW_OVERHEAD = 1024, 64


@dataclass(frozen=True, slots=True)
class Fetched:
    """How asking for a page went: the page or the problem, and the requests that were made for it."""

    page: Page | None
    problem: Problem | None = None
    lines: tuple[RequestLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Distant:
    """What is known of a page besides it, where several processes share reads."""

    age: float
    """Seconds since it was read."""
    free: int
    """How many requests could have started at once when it was read: all who share the read plan with the same."""


class DistantPages(Protocol):
    """The pages of one read, for all processes."""

    async def page(self, url: str, fetch: Callable[[], Awaitable[Fetched]]) -> tuple[Fetched, Distant]:
        """The page of this address: from another process, or fetched now for all. Raises what `fetch` raises."""

    def leave(self) -> None:
        """Nobody in this process takes part in the read any more."""


class Elsewhere(Protocol):
    """Where reads are shared among processes."""

    def reading(self, key: Hashable, *, settled: bool) -> DistantPages:
        """Take part in a read; see SharedReads."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page as it is kept."""

    page: Page | None
    """As it is, unless it is large."""
    packed: bytes
    lines: tuple[RequestLine, ...]
    since: float

    @property
    def weight(self) -> int:
        if self.page is None:
            return len(self.packed) + _OVERHEAD
        return len(self.page.body) + len(self.page) * _ROW_OVERHEAD + _OVERHEAD


class SharedRead:
    """The pages of one read: those under way are shared, those that came are kept while somebody reads on."""

    def __init__(self, store: SharedReads) -> None:
        self._store = store
        self._flights: Flights[tuple[Fetched, float]] = Flights()
        self.distant: DistantPages | None = None
        self.free: int | None = None
        """How many requests to plan with, where another process has planned with it; None: as many as may start."""
        self.pages: dict[str, _Kept] = {}
        self.users = 0
        self.weight = 0
        self.keeps = True
        """Off for a read that grew too large to keep."""
        self.settled = False
        self.plan: object = None
        """How the read was shared out among requests: decided once, so that all who share it ask for the same pages."""

    async def page(self, url: str, fetch: Callable[[], Awaitable[Fetched]]) -> tuple[Fetched, float]:
        """The page of this address and how many seconds ago it was read: kept, under way, or fetched now."""
        kept = self.pages.get(url)
        age = 0.0 if kept is None else self._store.clock() - kept.since
        if kept is not None and age < self._store.seconds:
            return Fetched(await _unpacked(kept), None, kept.lines), age
        return await self._flights.join(url, lambda: self._fetched(url, fetch))

    async def _fetched(self, url: str, fetch: Callable[[], Awaitable[Fetched]]) -> tuple[Fetched, float]:
        found, age = await self._asked(url, fetch)
        if found.page is not None and self.keeps:
            self._store.keep(self, url, await _packed(found.page, found.lines, self._store.clock() - age))
        return found, age

    async def _asked(self, url: str, fetch: Callable[[], Awaitable[Fetched]]) -> tuple[Fetched, float]:
        if self.distant is None:
            return await fetch(), 0.0
        found, known = await self.distant.page(url, fetch)
        self.free = known.free if self.free is None else self.free
        return found, known.age


class SharedReads:
    """The reads under way and those kept, of all identities. Bound to one event loop."""

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        seconds: float = KEPT_SECONDS,
        capacity: int = CAPACITY,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        """`clock` only goes forward; `capacity` is in bytes; `elsewhere` is shared with other processes."""
        self.clock, self.seconds, self._capacity = clock, seconds, capacity
        self._elsewhere = elsewhere
        self._readings: OrderedDict[Hashable, SharedRead] = OrderedDict()
        self._sweeper = Sweeper(self._sweep)
        self.weight = 0
        """Bytes kept."""

    @contextmanager
    def reading(self, key: Hashable, *, settled: bool) -> Iterator[SharedRead]:
        """Take part in a read; `settled`: its pages may be kept when nobody takes part any more."""
        reading = self._readings.get(key)
        if reading is None:
            reading = self._readings[key] = SharedRead(self)
        self._readings.move_to_end(key)
        if not reading.users and self._elsewhere is not None:
            reading.distant = self._elsewhere.reading(key, settled=settled)
        reading.users += 1
        reading.settled = settled
        try:
            yield reading
        finally:
            reading.users -= 1
            if not reading.users and reading.distant is not None:
                reading.distant.leave()
                reading.distant = None
            if not reading.users and not (reading.settled and reading.pages):
                self._forget(key)
            elif not reading.users:
                self._sweeper.start()

    def keep(self, reading: SharedRead, url: str, kept: _Kept) -> None:
        """Keep a page as long as there is room: whole reads that nobody takes part in go first, the oldest before."""
        if url in reading.pages:
            self._weigh(reading, -reading.pages[url].weight)
        reading.pages[url] = kept
        self._weigh(reading, kept.weight)
        if reading.weight > self._capacity // LARGEST_SHARE:
            self._empty(reading)
        while self.weight > self._capacity:
            idle = next((key for key, each in self._readings.items() if not each.users), None)
            if idle is None:
                break
            self._forget(idle)
        for each in list(self._readings.values()) if self.weight > self._capacity else ():
            if self.weight > self._capacity:
                self._empty(each)

    def _sweep(self) -> bool:
        for key, each in list(self._readings.items()):
            newest = max((kept.since for kept in each.pages.values()), default=0.0)
            if not each.users and self.clock() - newest >= self.seconds:
                self._forget(key)
        return bool(self._readings)

    def _empty(self, reading: SharedRead) -> None:
        self._weigh(reading, -reading.weight)
        reading.pages.clear()
        reading.keeps = False

    def _forget(self, key: Hashable) -> None:
        reading = self._readings.pop(key)
        self._weigh(reading, -reading.weight)
        reading.pages.clear()

    def _weigh(self, reading: SharedRead, change: int) -> None:
        reading.weight += change
        self.weight += change


async def _packed(page: Page, lines: tuple[RequestLine, ...], now: float) -> _Kept:
    if len(page.body) <= PACKED_ABOVE:
        return _Kept(page, b"", lines, now)
    packed = await asyncio.to_thread(zlib.compress, page.body, 1)  # zlib works without holding the interpreter
    return _Kept(None, packed, lines, now)


async def _unpacked(kept: _Kept) -> Page:
    if kept.page is not None:
        return kept.page
    return Page(await asyncio.to_thread(zlib.decompress, kept.packed))
