"""The connection to Redis: whether it is there, who else is, and what they tell each other. Nobody waits long."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Unconnected
from redis.exceptions import RedisError, ResponseError

T = TypeVar("T")
logger = logging.getLogger(__name__)

CALL_SECONDS = 0.2
"""What does not answer within this time, nor a PING after it, is gone: for all, so that a turn waits once for it."""
SLOW_SECONDS = 0.1
SLOW_AT_MOST = 3
"""After so many slow answers within SLOW_WITHIN seconds a slow PING counts as gone, too: a turn asks eight times."""
SLOW_WITHIN = 10.0
TICK_SECONDS = 0.02
AT_ONCE = 16
"""Connections: a burst of turns waits a moment for one, which is sooner than to open one for each, with TLS."""
BEAT_SECONDS = 1.0
RETRY_SECONDS = 0.5
GONE_SECONDS = 30.0
"""A process that was not heard of for so long has ended without saying so."""
COMPLAIN_SECONDS = 60.0

BEAT = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZRANGE', KEYS[1], 0, -1)
"""


class Away(Exception):
    """Redis cannot be asked now, or gave no answer that helps."""


class Link:
    """One process's connection to the Redis that it shares with others of the same bot."""

    def __init__(self, url: str, prefix: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        """`prefix` stands before every name, so that other bots can use the same Redis. Connects at `start`.

        Raises ValueError for an address that is none.
        """
        self._client = Redis.from_url(
            url,
            retry=Retry(NoBackoff(), 0),  # whether to try again is decided here
            socket_connect_timeout=BEAT_SECONDS,
            socket_timeout=BEAT_SECONDS,
        )
        self._room = asyncio.Semaphore(AT_ONCE)
        self._probe: asyncio.Task[float] | None = None
        self._prefix, self._clock = prefix, clock
        self._slow: list[float] = []
        self._scripts: dict[str, Any] = {}
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._task: asyncio.Task[None] | None = None
        self._aside: set[asyncio.Task[Any]] = set()
        self._first = asyncio.Event()
        self._complained = float("-inf")
        self._told = self._closing = False
        self.me = secrets.token_hex(8)
        self.there = False
        """Whether Redis answers."""
        self.peers: tuple[str, ...] = ()
        """All processes that were there when Redis was last asked, this one among them, in the same order for each."""
        self.heard: dict[str, Callable[[str], None]] = {}
        """By topic: told what any process has published, this one included."""
        self.returned: list[Callable[[], Awaitable[None]]] = []
        """Awaited when Redis is there again, before anything else is asked; may raise Away."""
        self.lost: list[Callable[[], None]] = []
        """Called when Redis is gone."""
        self.beats: list[Callable[[], Awaitable[None]]] = []
        """Awaited every second while Redis is there; may raise Away."""

    def name(self, *parts: str) -> str:
        """A name in Redis."""
        return ":".join((self._prefix, *parts))

    @property
    def channel(self) -> str:
        """Where processes tell each other something: a topic, a blank, and the rest."""
        return self.name("said")

    async def start(self, patience: float = BEAT_SECONDS) -> None:
        """Connect, and keep at it; returns when connected, or after `patience` seconds without."""
        self._task = asyncio.create_task(self._live())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._first.wait()

    async def close(self) -> None:
        """Say farewell and let go."""
        self._closing = True
        if self._aside:
            await asyncio.wait(list(self._aside), timeout=BEAT_SECONDS)
        with contextlib.suppress(Away):
            await self.ask("ZREM", self.name("instances"), self.me)
        self.there = False
        tasks = [*self._aside, *(each for each in (self._task, self._probe) if each is not None)]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with contextlib.suppress(RedisError, OSError, TimeoutError):
            async with asyncio.timeout(BEAT_SECONDS):
                await self._client.aclose()

    async def ask(self, *command: str | bytes | float, seconds: float = CALL_SECONDS) -> Any:
        """The answer to a command. Raises Away, at once when Redis is known to be gone."""
        execute: Callable[..., Awaitable[Any]] = self._client.execute_command
        return await self._asked(lambda: execute(*command), seconds)

    async def run(self, script: str, names: list[str], *values: str | bytes | float, seconds: float = 0.0) -> Any:
        """The answer of a Lua script. Raises Away as `ask` does."""
        return await self._asked(lambda: self._script(script)(keys=names, args=values), seconds or CALL_SECONDS)

    def aside(self, make: Callable[[], Awaitable[object]]) -> None:
        """Do something that nobody waits for; Away is no news."""

        async def quietly() -> None:
            with contextlib.suppress(Away):
                await make()

        task = asyncio.create_task(quietly())
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    @contextlib.contextmanager
    def expecting(self, topic: str) -> Iterator[asyncio.Event]:
        """An event that is set when somebody says this topic, and when Redis goes."""
        event = asyncio.Event()
        self._waiting.setdefault(topic, set()).add(event)
        try:
            yield event
        finally:
            self._waiting[topic].discard(event)
            if not self._waiting[topic]:
                del self._waiting[topic]

    def _script(self, text: str) -> Any:
        if text not in self._scripts:
            self._scripts[text] = self._client.register_script(text)
        return self._scripts[text]

    async def _asked(self, make: Callable[[], Awaitable[T]], seconds: float, *, sure: bool = False) -> T:
        """`sure`: ask even if Redis is thought to be gone."""
        if sure:
            return await self._tried(make, seconds, probe=False)
        async with self._room:
            if not self.there:
                raise Away
            return await self._tried(make, seconds, probe=True)

    async def _tried(self, make: Callable[[], Awaitable[T]], seconds: float, *, probe: bool) -> T:
        """Ask; what does not answer in time is asked once more if Redis answers at all: then this process was slow."""
        for last in (False, True):
            began = self._clock()
            try:
                async with asyncio.timeout(seconds):
                    answer = await _heeding(make)
            except ResponseError as error:
                self._complain(error)  # it is there, but full, read-only or of another kind
                raise Away from error
            except TimeoutError as error:
                if not probe or not await self._answers():
                    self._gone(error)
                    raise Away from error
                if last:
                    raise Away from error
                continue
            except (RedisError, OSError, RuntimeError) as error:
                self._gone(error)
                raise Away from error
            self._timed(began)
            return answer
        raise Away

    async def _answers(self, within: float = CALL_SECONDS) -> bool:
        """Whether Redis answers a PING in time, as far as can be told: asked once for all who want to know."""
        if self._probe is None or self._probe.done():
            self._probe = asyncio.create_task(self._ping())
        return await asyncio.shield(self._probe) < within

    async def _ping(self) -> float:
        """How many seconds a PING took, without those in which this process was late itself; no answer: infinite."""
        execute: Callable[..., Awaitable[Any]] = self._client.execute_command
        began, late = self._clock(), 0.0

        async def watch() -> None:
            nonlocal late
            while True:
                at = self._clock()
                await asyncio.sleep(TICK_SECONDS)
                late += self._clock() - at - TICK_SECONDS

        watching = asyncio.create_task(watch())
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await execute("PING")
        except (RedisError, OSError, RuntimeError) as error:
            if not isinstance(error, TimeoutError) or late < SLOW_SECONDS:
                return float("inf")
        finally:
            watching.cancel()
        return self._clock() - began - late

    def _timed(self, began: float) -> None:
        """Mind how long an answer took; where several were slow, see whether Redis is slow or this process."""
        now = self._clock()
        if now - began < SLOW_SECONDS:
            return
        self._slow = [at for at in self._slow if now - at < SLOW_WITHIN] + [now]
        if len(self._slow) >= SLOW_AT_MOST:
            self._slow.clear()
            self.aside(self._judge)

    async def _judge(self) -> None:
        if not await self._answers(SLOW_SECONDS):
            self._gone(TimeoutError())

    def _complain(self, error: Exception) -> None:
        if self._clock() - self._complained >= COMPLAIN_SECONDS:
            self._complained = self._clock()
            logger.warning("Redis refuses what is asked of it (%s): this process goes on by itself", _kind(error))

    def _gone(self, error: BaseException) -> None:
        if not self._told:
            self._told = True
            logger.warning("Redis is gone (%s): each process goes on by itself until it is back", _kind(error))
        if not self.there:
            return
        self.there = False
        for forget in self.lost:
            forget()
        for events in self._waiting.values():
            for event in events:
                event.set()

    async def _live(self) -> None:
        """Be connected, listen, and say every second that this process is there.

        Looks at `_closing`, too: the client may lose the cancellation (see `_heeding`); who closes would wait forever.
        """
        while not self._closing:
            try:
                await self._connected()
            except Away:
                pass
            except (RedisError, OSError, TimeoutError, RuntimeError) as error:
                self._gone(error)
            except Exception:
                logger.exception("the connection to Redis was given up; it is made anew")
                self._gone(RuntimeError())
            await asyncio.sleep(RETRY_SECONDS)

    async def _connected(self) -> None:
        await self._client.connection_pool.disconnect(inuse_connections=False)  # what is left may lead nowhere
        async with self._client.pubsub() as said:
            async with asyncio.timeout(BEAT_SECONDS):
                await said.subscribe(self.channel)
            due = 0.0
            while not self._closing:
                if self._clock() >= due:
                    await self._beat()
                    due = self._clock() + BEAT_SECONDS
                message = await said.get_message(ignore_subscribe_messages=True, timeout=max(0.01, due - self._clock()))
                if message is not None and isinstance(message.get("data"), bytes):
                    self._hear(message["data"].decode("utf-8", "replace"))

    async def _beat(self) -> None:
        names, values = [self.name("instances")], (self.me, round(GONE_SECONDS * 1000))
        found = await self._asked(lambda: self._script(BEAT)(keys=names, args=values), BEAT_SECONDS, sure=True)
        if not self.there:
            self.there = True
            try:
                for again in self.returned:
                    await again()
            except Away:
                self._gone(Unconnected())
                raise
            if self._told:
                logger.warning("Redis is back: the processes share again")
            self._told = False
            self._first.set()
        self.peers = tuple(sorted(each.decode() if isinstance(each, bytes) else str(each) for each in found))
        for beat in self.beats:
            await beat()

    def _hear(self, message: str) -> None:
        topic, _, rest = message.partition(" ")
        if topic in self.heard:
            self.heard[topic](rest)
        for event in self._waiting.get(topic, ()):
            event.set()


async def _heeding(make: Callable[[], Awaitable[T]]) -> T:
    """What `make` gives; ends with CancelledError when its task was cancelled meanwhile, even if `make` came to an end.

    The client writes through asyncio.wait_for, which before Python 3.12 forgets a cancellation that comes in the same
    step of the loop as the end of what it waits for (https://github.com/python/cpython/issues/86296).
    """
    task = asyncio.current_task()
    assert task is not None
    before = task.cancelling()
    answer = await make()
    if task.cancelling() > before:
        raise asyncio.CancelledError
    return answer


def _kind(error: BaseException) -> str:
    """What is told of an error: its text may hold the address, with the password."""
    return type(error).__name__
