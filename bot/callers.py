"""Callers: how much each may ask, and whether one belongs to a group that may.

Both are kept in this process. Several processes share the limit through `bot.instances`; a membership is asked for by
each of them.
"""

from __future__ import annotations

import logging
import math
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.activities import Clock
from bot.config import Rate
from bot.problems import Problem

logger = logging.getLogger(__name__)

CALLERS_AT_MOST = 10_000
MEMBER_SECONDS = 300.0
"""How long a membership is believed: who is taken out of a group loses access within this time."""
STRANGER_SECONDS = 60.0
"""How long it is believed that somebody is no member: shorter, so that a new member need not wait."""


def slow_down(seconds: float) -> str:
    """Return what somebody is told who asks faster than the limit."""
    return f"That was many questions in a short time. Please ask again in {max(1, math.ceil(seconds))} seconds."


class Limit(Protocol):
    """How much each caller may ask."""

    async def wait(self, caller_id: str) -> float:
        """Count one question and return 0, or return the seconds until the next one is taken, counting nothing."""


class CallerLimit:
    """At most so many questions of one caller in any window of time."""

    def __init__(self, rate: Rate | None, clock: Clock) -> None:
        """`rate` None: no limit."""
        self._rate = rate
        self._clock = clock
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    async def wait(self, caller_id: str) -> float:
        """See Limit."""
        if self._rate is None:
            return 0.0
        now = self._clock()
        asked = self._asked.setdefault(caller_id, deque())
        self._asked.move_to_end(caller_id)
        while len(self._asked) > CALLERS_AT_MOST:
            self._asked.popitem(last=False)
        while asked and asked[0] <= now - self._rate.seconds:
            asked.popleft()
        if len(asked) >= self._rate.count:
            return asked[0] + self._rate.seconds - now
        asked.append(now)
        return 0.0


class Membership:
    """Whether people belong to one of the groups that may ask. Who cannot be checked does not."""

    def __init__(self, ask: Callable[[str], Awaitable[bool]], clock: Clock) -> None:
        """`ask` tells of an object id, transitively; it raises Problem when that cannot be found out."""
        self._ask = ask
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, bool]] = OrderedDict()

    async def holds(self, caller_id: str) -> bool | None:
        """Return whether the caller belongs to a group; None when it cannot be found out now, which is not kept."""
        found = self._known.get(caller_id)
        if found is not None and self._clock() < found[0]:
            return found[1]
        try:
            belongs = await self._ask(caller_id)
        except Problem as problem:
            logger.warning("a group membership could not be checked: %s", problem.code)
            return None
        self._known[caller_id] = (self._clock() + (MEMBER_SECONDS if belongs else STRANGER_SECONDS), belongs)
        self._known.move_to_end(caller_id)
        while len(self._known) > CALLERS_AT_MOST:
            self._known.popitem(last=False)
        return belongs
