"""What conversations remember and which activities were taken, for all processes of a bot."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from bot.activities import Clock
from bot.instances.codec import Codec
from bot.instances.link import Away, Link
from bot.instances.sealing import Sealer, hashed
from bot.state import KEPT_SECONDS, MemoryState, StateKey
from bot.turns import CLAIMED_SECONDS, MemoryClaims

T = TypeVar("T")

CLAIM = """
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return redis.call('GET', KEYS[1]) == ARGV[1] and 1 or 0
"""


class RedisState(Generic[T]):
    """Conversation state in Redis. While Redis is gone each process keeps what is put, and nothing older.

    What another process kept cannot be known then, so an older question that this one happens to hold is not offered
    in its place: it might not be the one before.
    """

    def __init__(
        self,
        link: Link,
        sealer: Sealer,
        codec: Codec[T],
        *,
        clock: Clock,
        now: Callable[[], float],
        seconds: float = KEPT_SECONDS,
    ) -> None:
        """`now` is seconds since 1970: of two values the later one counts."""
        self._link, self._sealer, self._codec, self._now, self._seconds = link, sealer, codec, now, seconds
        self._own: MemoryState[tuple[float, T | None]] = MemoryState(clock, seconds=seconds)

    def _name(self, key: StateKey) -> str:
        return self._link.name(self._codec.kind, hashed(key.conversation_id, key.caller_id))

    async def get(self, key: StateKey) -> T | None:
        """See ConversationState."""
        own = await self._own.get(key)
        name = self._name(key)
        try:
            sealed = await self._link.ask("GET", name)
        except Away:
            sealed = None
        shared = self._opened(name, sealed)
        if own is not None and (shared is None or own[0] >= shared[0]):
            return own[1]
        return None if shared is None else shared[1]

    async def put(self, key: StateKey, value: T) -> None:
        """See ConversationState."""
        name, at = self._name(key), self._now()
        said = {"version": self._codec.version, "at": at, "value": self._codec.write(value)}
        sealed = self._sealer.seal(name, msgspec.json.encode(said))
        try:
            await self._link.ask("SET", name, sealed, "PX", round(self._seconds * 1000))
        except Away:
            await self._own.put(key, (at, value))
        else:
            await self._own.forget(key)

    async def forget(self, key: StateKey) -> None:
        """See ConversationState. What cannot be deleted now is outlived by a note that it is void."""
        try:
            await self._link.ask("DEL", self._name(key))
        except Away:
            await self._own.put(key, (self._now(), None))
        else:
            await self._own.forget(key)

    def _opened(self, name: str, sealed: bytes | None) -> tuple[float, T] | None:
        opened = None if sealed is None else self._sealer.open(name, sealed)
        if opened is None:
            return None
        try:
            said = msgspec.json.decode(opened)
            if said["version"] != self._codec.version:
                return None
            return float(said["at"]), self._codec.read(said["value"])
        except (ValueError, KeyError, TypeError):
            return None  # of another version of the bot


class RedisClaims:
    """Claims in Redis, granted once over all processes; while Redis is gone, once in each."""

    def __init__(self, link: Link, *, clock: Clock, seconds: float = CLAIMED_SECONDS) -> None:
        """Each claim lasts `seconds`."""
        self._link, self._seconds = link, seconds
        self._own = MemoryClaims(clock, seconds=seconds)

    async def claim(self, key: str) -> bool:
        """See Claims."""
        if not await self._own.claim(key):
            return False
        name, token = self._link.name("claim", hashed(key)), secrets.token_hex(8)
        try:
            return bool(await self._link.run(CLAIM, [name], token, round(self._seconds * 1000)))
        except Away:
            return True
