"""Reads that the processes share: a page is fetched by one of them, and lies in Redis for the others.

As within one process (`bot.graph.shared`): the key names the identity whose token made the read; what may still change
is there only while somebody reads on, what has settled for ten minutes. Who fetches a page holds a lock on it, which
runs out soon when its process ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import zlib
from collections.abc import Awaitable, Callable, Hashable

import msgspec

from bot.graph.decode import Page
from bot.graph.shared import KEPT_SECONDS, Distant, Fetched
from bot.instances.link import Away, Link
from bot.instances.sealing import Sealer
from bot.report import RequestLine

VERSION = 2
FETCHED = "fetched"
LEASE_MS = 4000
"""How long a process is believed to read or fetch without saying so again, which it does every second."""
LOOK_AGAIN_SECONDS = 1.0
LARGEST_PAGE = 2 * 1024 * 1024
LARGEST_READ = 16 * 1024 * 1024
"""Bytes as they lie there; what is larger is shared within each process alone."""
AT_ONCE_BYTES = 64 * 1024
"""Pages up to this size are packed and opened in one go, larger ones in a thread."""
MOVE_SECONDS = 0.5
"""A page may take this long to Redis and back; it is less in any network that is fit for it."""

_JOIN = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if ARGV[2] == '0' and redis.call('ZCARD', KEYS[1]) == 0 then redis.call('DEL', KEYS[2]) end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
"""
LOOK = (
    _JOIN
    + """
local found = redis.call('HGET', KEYS[2], ARGV[4])
if found then return {found, redis.call('PTTL', KEYS[2])} end
if redis.call('SET', KEYS[3], ARGV[1], 'NX', 'PX', ARGV[3]) then return 1 end
return redis.call('GET', KEYS[3]) == ARGV[1] and 1 or 0
"""
)
"""The page and for how many milliseconds it lies there; else 1: fetch it, or 0: somebody does."""
BEAT = (
    _JOIN
    + """
for at = 3, #KEYS do
  if redis.call('GET', KEYS[at]) == ARGV[1] then redis.call('PEXPIRE', KEYS[at], ARGV[3]) end
end
return 0
"""
)
STORE = """
if redis.call('HINCRBY', KEYS[1], 'size', string.len(ARGV[3])) <= tonumber(ARGV[5]) then
  redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
end
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
redis.call('PUBLISH', ARGV[6], ARGV[7])
return 0
"""
GIVE_UP = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 0
"""
LEAVE = """
redis.call('ZREM', KEYS[1], ARGV[1])
if ARGV[2] == '0' and redis.call('ZCARD', KEYS[1]) == 0 then redis.call('DEL', KEYS[2]) end
return 0
"""


class DistantReads:
    """`bot.graph.shared.Elsewhere` in Redis."""

    def __init__(self, link: Link, sealer: Sealer, free: Callable[[], int], *, seconds: float = KEPT_SECONDS) -> None:
        """Pages lie there for `seconds` at most, counted from the first of their read.

        `free` tells how many requests may start at once.
        """
        self.link, self.sealer, self.free, self.seconds = link, sealer, free, seconds
        self._open: set[DistantRead] = set()
        link.beats.append(self._beat)

    def reading(self, key: Hashable, *, settled: bool) -> DistantRead:
        """See Elsewhere."""
        assert isinstance(key, tuple)
        read = DistantRead(self, self.sealer.name("read", *map(str, key), "settled" if settled else ""), settled)
        self._open.add(read)
        return read

    def closed(self, read: DistantRead) -> None:
        """Keep a read alive no longer."""
        self._open.discard(read)

    async def _beat(self) -> None:
        for read in tuple(self._open):
            await read.beat()


class DistantRead:
    """One read that this process takes part in."""

    def __init__(self, store: DistantReads, name: str, settled: bool) -> None:
        self._store, self._link, self._name = store, store.link, name
        self._settled = "1" if settled else "0"
        self._readers, self._pages = self._link.name("read", name, "by"), self._link.name("read", name)
        self._locks: set[str] = set()
        self._joined = False

    async def page(self, url: str, fetch: Callable[[], Awaitable[Fetched]]) -> tuple[Fetched, Distant]:
        """See DistantPages: asks Redis, waits for whoever fetches this page, or fetches it."""
        field = self._store.sealer.name("page", url)
        lock = self._link.name("read", self._name, field)
        topic = f"{FETCHED}-{self._name}-{field}"
        with self._link.expecting(topic) as said:
            while True:
                said.clear()
                try:
                    found = await self._look(field, lock)
                except Away:
                    return await self._by_itself(fetch)
                if isinstance(found, tuple):
                    opened = await self._opened(field, found[0])
                    if opened is None:  # sealed with another key, or by another version
                        return await self._by_itself(fetch)
                    page, free = opened
                    return page, Distant(max(0.0, self._store.seconds - found[1] / 1000), free)
                if found:
                    return await self._fetched(field, lock, topic, fetch)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_AGAIN_SECONDS):
                        await said.wait()

    def leave(self) -> None:
        """See DistantPages."""
        self._store.closed(self)
        if self._joined:
            names = [self._readers, self._pages]
            self._link.aside(lambda: self._link.run(LEAVE, names, self._link.me, self._settled))

    async def beat(self) -> None:
        """Say that this process still reads, and fetches what it fetches."""
        if self._joined:
            names = [self._readers, self._pages, *self._locks]
            await self._link.run(BEAT, names, self._link.me, self._settled, LEASE_MS)

    async def _look(self, field: str, lock: str) -> tuple[bytes, int] | int:
        self._joined = True
        names, values = [self._readers, self._pages, lock], (self._link.me, self._settled, LEASE_MS, field)
        found = await self._link.run(LOOK, names, *values, seconds=MOVE_SECONDS)
        return (found[0], int(found[1])) if isinstance(found, list) else int(found)

    async def _by_itself(self, fetch: Callable[[], Awaitable[Fetched]]) -> tuple[Fetched, Distant]:
        return await fetch(), Distant(0.0, self._store.free())

    async def _fetched(
        self, field: str, lock: str, topic: str, fetch: Callable[[], Awaitable[Fetched]]
    ) -> tuple[Fetched, Distant]:
        self._locks.add(lock)
        found: Fetched | None = None
        try:
            found = await fetch()
        finally:
            if found is None or found.page is None:
                self._locks.discard(lock)
                self._link.aside(lambda: self._link.run(GIVE_UP, [lock], self._link.me, self._link.channel, topic))
        left = self._store.free()
        if found.page is not None:
            page = found.page
            self._link.aside(lambda: self._stored(field, lock, topic, page, found.lines, left))
        return found, Distant(0.0, left)

    async def _stored(
        self, field: str, lock: str, topic: str, page: Page, lines: tuple[RequestLine, ...], free: int
    ) -> None:
        try:
            me, said = self._link.me, (self._link.channel, topic)
            if len(page.body) <= AT_ONCE_BYTES:
                packed = self._packed(field, page, lines, free)
            else:
                packed = await asyncio.to_thread(self._packed, field, page, lines, free)
            if len(packed) > LARGEST_PAGE:
                await self._link.run(GIVE_UP, [lock], me, *said)
                return
            values = (me, field, packed, round(self._store.seconds * 1000), LARGEST_READ, *said)
            await self._link.run(STORE, [self._pages, lock], *values, seconds=MOVE_SECONDS)
        finally:
            self._locks.discard(lock)

    def _packed(self, field: str, page: Page, lines: tuple[RequestLine, ...], free: int) -> bytes:
        head = {
            "version": VERSION,
            "lines": [[line.method, line.url, line.status] for line in lines],
            "free": free,
        }
        whole = zlib.compress(msgspec.json.encode(head) + b"\n" + page.body, 1)
        return self._store.sealer.seal(self._pages + field, whole)

    async def _opened(self, field: str, sealed: bytes) -> tuple[Fetched, int] | None:
        if len(sealed) <= AT_ONCE_BYTES:
            return self._unpacked(field, sealed)
        return await asyncio.to_thread(self._unpacked, field, sealed)

    def _unpacked(self, field: str, sealed: bytes) -> tuple[Fetched, int] | None:
        whole = self._store.sealer.open(self._pages + field, sealed)
        if whole is None:
            return None
        written, _, body = zlib.decompress(whole).partition(b"\n")
        head = msgspec.json.decode(written)
        if head.get("version") != VERSION:
            return None
        lines = tuple(RequestLine(*line) for line in head["lines"])
        return Fetched(Page(body), None, lines), int(head["free"])
