"""Computing in small stints, one in each round of the event loop, so that its connections are served in between.

With many turns at once several would be ready in the same round, and an activity that arrives meanwhile would be
acknowledged only after all of them.
"""

from __future__ import annotations

import asyncio
import heapq
from enum import IntEnum
from weakref import WeakKeyDictionary


class Stint(IntEnum):
    """What is about to be computed; what ends a turn goes before what begins one."""

    ANSWER = 0
    PAGE = 1
    QUESTION = 2


class _Rounds:
    """The stints of one event loop."""

    def __init__(self) -> None:
        self._taken = False
        self._count = 0
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []

    async def begin(self, stint: Stint, loop: asyncio.AbstractEventLoop) -> None:
        if not self._taken:
            self._take(loop)
            return
        self._count += 1
        turn: asyncio.Future[None] = loop.create_future()
        heapq.heappush(self._waiting, (stint, self._count, turn))
        await turn

    def _take(self, loop: asyncio.AbstractEventLoop) -> None:
        self._taken = True
        loop.call_soon(self._next, loop)

    def _next(self, loop: asyncio.AbstractEventLoop) -> None:
        self._taken = False
        while self._waiting:
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():  # else whoever waited was cancelled
                turn.set_result(None)
                self._take(loop)
                return


_ROUNDS: WeakKeyDictionary[asyncio.AbstractEventLoop, _Rounds] = WeakKeyDictionary()


async def begin(stint: Stint) -> None:
    """Return when this round of the running loop is free for a stint: some milliseconds until the next await."""
    loop = asyncio.get_running_loop()
    rounds = _ROUNDS.get(loop)
    if rounds is None:
        rounds = _ROUNDS[loop] = _Rounds()
    await rounds.begin(stint, loop)
