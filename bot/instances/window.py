"""The budget of Graph requests as one window over all processes.

Redis counts the starts, by its own clock and in one step, so that no two processes take the last one. Every start is
told to all, so that each knows what Redis knew when Redis goes away. From then on, and until a whole window has passed
after it came back, each takes its share of what is left, by its place among those that were there: together they never
start more than the limit. A process that alone loses Redis cannot be told from an outage by itself; what it starts
beside the others may be answered 429 then, which is heeded.
"""

from __future__ import annotations

import contextlib
import math
import secrets
from collections import deque
from collections.abc import Callable, Iterable

from bot.graph.budget import MARGIN
from bot.instances.link import Away, Link

STARTED, HELD = "started", "held"
LONGEST_WAIT = 1.0
"""Without Redis it is asked again after so long: Redis may be back."""
SETTLING_SECONDS = 5.0
"""What others may take longer to notice that Redis is back."""
NO_SHARE_SECONDS = 61.0

_NOW = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[1])
for _, each in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')) do
  redis.call('ZADD', KEYS[1], now, each)  -- the clock was set back: no start lies ahead
end
"""
TAKE = (
    _NOW
    + """
local held = redis.call('PTTL', KEYS[2])
if held > 0 then return held end
local limit = tonumber(ARGV[2])
local count = redis.call('ZCARD', KEYS[1])
if count >= limit then
  local full = redis.call('ZRANGE', KEYS[1], count - limit, count - limit, 'WITHSCORES')
  return math.max(1, full[2] + ARGV[1] - now + 1)
end
redis.call('ZADD', KEYS[1], now, ARGV[3])
if ARGV[4] ~= '' then
  redis.call('PERSIST', KEYS[1])  -- a full Redis drops what expires soonest: not this
  redis.call('PUBLISH', ARGV[4], ARGV[5])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return 0
"""
)
"""Milliseconds until one may start; 0: it was counted. Keys: starts, hold. Window, limit, member, channel, message."""
HOLD = """
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '1', 'PX', ARGV[1]) end
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 0
"""
SYNC = (
    _NOW
    + """
for at = 3, #ARGV, 2 do redis.call('ZADD', KEYS[1], now - ARGV[at + 1], ARGV[at]) end
local hold = tonumber(ARGV[2])
if hold > 0 and redis.call('PTTL', KEYS[2]) < hold then redis.call('SET', KEYS[2], '1', 'PX', hold) end
local ages = {math.max(0, redis.call('PTTL', KEYS[2]))}
local found = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for at = 2, #found, 2 do ages[#ages + 1] = now - found[at] end
return ages
"""
)
"""Adds what was started without Redis (member, age) and how long is held; returns the hold and the ages of starts."""


class _Alone:
    """What one process may start by itself: its share of what was left, among those that were there."""

    def __init__(self, limit: int, window: float, before: Iterable[float], peers: tuple[str, ...], me: str) -> None:
        """`before`: what was started by anybody while Redis was there; `peers`: nobody where none are known."""
        self._limit, self._window, self.before = limit, window, list(before)
        # Who never was with the others takes the smallest share that there can be.
        self._count, self._place = (len(peers), peers.index(me)) if me in peers else (limit, 0)
        self.own: deque[float] = deque()

    def share(self, now: float) -> int:
        """How many of its own starts may lie within the window."""
        left = self._limit - sum(now < at + self._window for at in self.before)
        return left // self._count + (self._place < left % self._count)

    def free(self, now: float) -> int:
        """How many may start now."""
        while self.own and self.own[0] + self._window <= now:
            self.own.popleft()
        return max(0, self.share(now) - len(self.own))

    @property
    def hopeless(self) -> bool:
        """There are more processes than requests, and this is one of those that get none."""
        return self._place >= self._limit

    def wait_for(self, requests: int, now: float) -> float:
        """About the seconds until so many more could start."""
        missing = requests - self.free(now)
        if missing <= 0:
            return 0.0
        ends = sorted(at + self._window - now for at in (*self.before, *self.own) if at + self._window > now)
        return (ends[0] if ends else 0.0) + (missing - 1) // max(1, self.share(now)) * self._window


class SharedWindow:
    """`bot.graph.budget.Window` over all processes."""

    def __init__(self, link: Link, limit: int, seconds: float, *, clock: Callable[[], float]) -> None:
        """`clock` only goes forward."""
        self._link, self._limit, self._window, self._clock = link, limit, seconds * (1 + MARGIN), clock
        self._names = [link.name("budget", "starts"), link.name("budget", "held")]
        self._known: deque[float] = deque(maxlen=limit)
        self._held_until = float("-inf")
        self._alone: _Alone | None = _Alone(limit, self._window, (), (), link.me)
        self._alone_until = float("inf")
        self._never = True
        """Redis was not there yet."""
        self._synced = False
        link.heard[STARTED], link.heard[HELD] = self._started, self._was_held
        link.returned.append(self._returned)
        link.lost.append(self._lost)

    async def take(self) -> float:
        """See Window."""
        if not self._synced and self._link.there:
            with contextlib.suppress(Away):
                await self._returned()  # Redis was there before this window was made
        now = self._clock()
        alone = self._by_itself(now)
        if alone is not None:
            delay = max(self.held, 0.0 if alone.free(now) else min(LONGEST_WAIT, max(0.05, alone.wait_for(1, now))))
            if delay > 0:
                return delay
        if not self._synced:
            return self._start_alone(now)
        message = f"{STARTED} {self._link.me}"
        try:
            values = (round(self._window * 1000), self._limit, secrets.token_hex(8), self._link.channel, message)
            delay = await self._link.run(TAKE, self._names, *values) / 1000
        except Away:
            self._known.append(now)  # it may have been counted
            if self._alone is not None:
                self._alone.own.append(now)
            return 0.05
        if delay <= 0:
            self._known.append(self._clock())
            if alone is not None:
                alone.own.append(self._clock())
        return float(delay)

    async def hold(self, seconds: float) -> None:
        """See Window."""
        self._held_until = max(self._held_until, self._clock() + seconds)
        held = max(1, math.ceil(seconds * 1000))
        try:
            await self._link.run(HOLD, self._names[1:], held, self._link.channel, f"{HELD} {held}")
        except Away:
            return

    def wait_for(self, requests: int) -> float:
        """See Window."""
        now, wanted = self._clock(), max(requests, 1)
        alone = self._by_itself(now)
        if alone is not None:
            return max(self.held, alone.wait_for(wanted, now))
        windows, place = divmod(wanted - 1, self._limit)
        gap = self._limit - len(self._known)
        oldest = 0.0 if place < gap else self._known[place - gap] + self._window - now
        return max(0.0, oldest, self.held) + windows * self._window

    @property
    def free(self) -> int:
        """See Window."""
        now = self._clock()
        if self.held:
            return 0
        alone = self._by_itself(now)
        if alone is not None:
            return alone.free(now)
        return self._limit - sum(now < at + self._window for at in self._known)

    @property
    def held(self) -> float:
        """See Window; without Redis also where there are more processes than requests, and this one gets none."""
        if self._alone is not None and self._alone.hopeless and not self._synced:
            return NO_SHARE_SECONDS
        return max(0.0, self._held_until - self._clock())

    def _by_itself(self, now: float) -> _Alone | None:
        """The share that is to be kept to: without Redis, and for a while after."""
        if self._alone is not None and self._synced and now >= self._alone_until:
            self._alone = None
        return self._alone

    def _start_alone(self, now: float) -> float:
        assert self._alone is not None
        self._alone.own.append(now)
        self._known.append(now)
        return 0.0

    def _started(self, who: str) -> None:
        if who == self._link.me:
            return
        self._known.append(self._clock())
        if self._alone is not None and not self._synced:
            self._alone.before.append(self._clock())  # said before Redis went, heard after

    def _was_held(self, milliseconds: str) -> None:
        if milliseconds.isdecimal():
            self._held_until = max(self._held_until, self._clock() + int(milliseconds) / 1000)

    def _lost(self) -> None:
        now = self._clock()
        alone = self._by_itself(now)
        self._synced, self._alone_until = False, float("inf")
        if alone is None:
            before = [at for at in self._known if now < at + self._window]
            self._alone = _Alone(self._limit, self._window, before, self._link.peers, self._link.me)

    async def _returned(self) -> None:
        """Tell Redis what was started without it, and learn what others did."""
        now = self._clock()
        own = [at for at in self._alone.own if now < at + self._window] if self._alone is not None else []
        told = [part for at in own for part in (f"{self._link.me}-{at:.6f}", round((now - at) * 1000))]
        hold = round(self.held * 1000) if self._held_until > now else 0
        ages = await self._link.run(SYNC, self._names, round(self._window * 1000), hold, *told)
        self._held_until = max(self._held_until, now + ages[0] / 1000)
        known = sorted(now - float(age) / 1000 for age in ages[1:])
        self._known = deque(known, maxlen=self._limit)
        if self._never and not own:
            self._alone = None  # the first time: nothing was started that the others do not know
        self._never, self._synced = False, True
        self._alone_until = now + self._window + SETTLING_SECONDS
