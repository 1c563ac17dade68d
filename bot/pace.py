"""Long readings in a personal chat: one message that says how far it is, then what is there, then the answer.

Where others read along nothing of this is shown: an updated message changes for everybody.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

from bot.activities import Clock, Progress, Reply, TooLarge, Undeliverable
from bot.state import StateKey

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.asking import Reading, Watch

logger = logging.getLogger(__name__)

NOTICE_AFTER = 2.5
"""Seconds after which a person is told that it takes longer; until then the typing indicator is enough."""
NOTICE_EVERY = 4.0
PARTIAL_EVERY = 10.0
"""Teams takes 30 messages of a bot a minute in one conversation, updates included."""
STEP_SECONDS = 5


class Reins:
    """The readings of one turn, and whether somebody wants them ended."""

    def __init__(self, clock: Clock) -> None:
        """Make them for a turn that begins now."""
        self._clock = clock
        self.began = clock()
        self.reading: Reading | None = None
        self._stopped = False

    def watch(self, reading: Reading) -> None:
        """Take a reading that begins; one that begins after the stop is ended at once."""
        self.reading = reading
        if self._stopped:
            reading.stop()

    def stop(self) -> None:
        """End the reading under way, and those that would follow."""
        self._stopped = True
        if self.reading is not None:
            self.reading.stop()

    @property
    def elapsed(self) -> float:
        """Seconds since the turn began."""
        return self._clock() - self.began


class Elsewhere(Protocol):
    """The readings of other processes."""

    async def stop(self, key: StateKey) -> bool:
        """End what any of them reads for this person in this conversation; False when nobody says that it did."""


class Pace:
    """Shows how far the readings of personal chats are, and ends them when asked to."""

    def __init__(self, clock: Clock, answer_seconds: float) -> None:
        """After `answer_seconds` a part of the answer is shown."""
        self._clock = clock
        self._answer_seconds = answer_seconds
        self._under_way: dict[StateKey, list[Reins]] = {}
        self.elsewhere: Elsewhere | None = None
        """Asked to end what is not read here; None where this is the only process."""

    def under_way(self) -> tuple[StateKey, ...]:
        """Whose questions are being read here, and where they were asked."""
        return tuple(self._under_way)

    async def stop_anywhere(self, key: StateKey) -> bool:
        """End what is being read for this person in this conversation, here or by another process."""
        return self.stop(key) or (self.elsewhere is not None and await self.elsewhere.stop(key))

    def stop(self, key: StateKey) -> bool:
        """End what is being read here for this person in this conversation; False when there is nothing."""
        reins = self._under_way.get(key, [])
        for each in reins:
            each.stop()
        return bool(reins)

    async def run(
        self,
        key: StateKey,
        progress: Progress,
        work: Callable[[Watch], Awaitable[Answer]],
        draw: Callable[[Answer], Reply],
    ) -> tuple[Answer, str]:
        """Return the answer of `work`, and the id of the message that has stood in its place so far, "" for none.

        `draw` makes a reply of an answer that is not final, with a Stop button.
        """
        reins = Reins(self._clock)
        self._under_way.setdefault(key, []).append(reins)
        task = asyncio.ensure_future(work(reins.watch))
        shown = ""
        try:
            if progress.live:
                shown = await self._show(task, reins, progress, draw)
            return await task, shown
        finally:
            task.cancel()
            reins.reading = None  # which holds what was read, and through its turn these reins
            self._under_way[key].remove(reins)
            if not self._under_way[key]:
                del self._under_way[key]

    async def _show(
        self, task: asyncio.Future[Answer], reins: Reins, progress: Progress, draw: Callable[[Answer], Reply]
    ) -> str:
        """Keep one message up to date until the work is done; returns its id."""
        shown, pause = "", min(NOTICE_AFTER, self._answer_seconds)
        while True:
            await asyncio.wait([task], timeout=pause)
            if task.done():
                return shown
            partial = reins.elapsed >= self._answer_seconds
            now = self._so_far(reins) if partial else None
            told = draw(now if now is not None else working(reins.reading))
            try:
                if shown:
                    await progress.update(shown, told)
                else:
                    shown = await progress.send(told)
            except Undeliverable as error:
                logger.warning("how far a reading is could not be shown: %s", error)
                await asyncio.wait([task])
                return shown
            left = self._answer_seconds - reins.elapsed
            pause = min(NOTICE_EVERY, left) if left > 0 else PARTIAL_EVERY

    @staticmethod
    def _so_far(reins: Reins) -> Answer | None:
        reading = reins.reading
        if reading is None or reading.so_far is None or not reading.progress().pages:
            return None
        return reading.so_far()


def working(reading: Reading | None) -> Answer:
    """Return what stands in for an answer that is being read."""
    from bot.answers.model import Answer

    told = f"Reading the logs, about {about(reading)} s."
    read = reading.progress().records_read if reading is not None else 0
    return Answer("working", told, lines=(f"{read:,} records so far.",) if read else (), complete=False)


def about(reading: Reading | None, least: float = 0.0) -> int:
    """Return about how many seconds are left, in steps of five.

    Before the first page nothing is known but how long the queue is, which `least` says.
    """
    left = least
    if reading is not None:
        progress = reading.progress()
        left = progress.seconds_left if progress.pages else max(least, progress.seconds_left)
    return max(1, round(left / STEP_SECONDS)) * STEP_SECONDS


async def put(progress: Progress, shown: str, reply: Reply) -> Reply:
    """Put the final reply in place of the message that stood for it; returns what is left to post."""
    if not shown:
        return reply
    form: Reply | None = reply
    while form is not None:
        try:
            await progress.update(shown, form)
        except TooLarge:
            form = form.smaller
            continue
        except Undeliverable as error:
            logger.warning("an answer could not be put in its place: %s", error)
            return reply
        return Reply()
    return reply
