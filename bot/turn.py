"""One turn of a chat: something a person did in, one card out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.activities import Incoming, Place, Progress, Reply
from bot.answering import find, understand
from bot.asking import Asked, Remembered, Source, Surroundings, Watch
from bot.audit import Entry
from bot.buttons import STOPPING, Buttons
from bot.callers import slow_down
from bot.config import ChannelAnswers, Settings
from bot.desk import Desk
from bot.leafing import UNKNOWN
from bot.pace import Pace, put
from bot.problems import Problem
from bot.state import StateKey
from bot.stints import Stint, begin

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.instances.common import Common

WELCOME = "help"
SIGN_OUT = re.compile(r"(?:please\s+)?(?:sign|log)[\s-]?(?:me\s+)?(?:out|off)[.!]?", re.IGNORECASE)
STOP = re.compile(r"(?:please\s+)?(?:stop|cancel|abort)(?:\s+(?:it|that|reading))?[.!]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One question of one person, from words to reply."""

    desk: Desk
    incoming: Incoming
    progress: Progress
    around: Surroundings
    entry: Entry

    @property
    def key(self) -> StateKey:
        """Where the person's last question in this conversation is kept."""
        return StateKey.of(self.incoming)

    async def keep(self, remembered: Remembered) -> None:
        """Keep a question, so that the next one can refer to it."""
        await self.desk.state.put(self.key, remembered)
        self.progress.stored()

    def told(self, found: Answer, drawn: Reply | None = None) -> Reply:
        """Return an answer as a reply, drawn already or not, with a line for the audit."""
        self.desk.settle(self.entry, found)
        if self.desk.heard is not None:
            self.desk.heard(found)
        return self.only_mine(drawn or self.desk.drawn(found, self.around))

    def only_mine(self, reply: Reply) -> Reply:
        """Return the reply for the asker's eyes alone, where the settings want that and there are others."""
        targeted = self.desk.settings.channel_answers is ChannelAnswers.TARGETED
        return replace(reply, targeted=targeted and self.incoming.place is not Place.PERSONAL)


class Turns:
    """Handles turns for one bot. The `source` of its desk is set when the bot starts."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime],
        heard: Callable[[Answer], None] | None = None,
        common: Common | None = None,
    ) -> None:
        """`now` is aware; `heard` is told every answer, whole, before it is drawn.

        `common` is what this process shares with others; None where it is the only one.
        """
        self.desk = Desk.of(settings, now, time.monotonic, heard, common)
        self._pace = Pace(time.monotonic, settings.answer_seconds)
        if common is not None:
            self._pace.elsewhere = common.stops(self._pace.under_way, self._pace.stop)
        self._buttons = Buttons(self.desk, self._pace)

    async def close(self) -> None:
        """Stop the readings that go on behind buttons."""
        await self._buttons.close()

    async def handle(self, incoming: Incoming, progress: Progress) -> Reply:
        """The reply to one thing that a person did."""
        if incoming.kind == "sign-in":
            assert progress.tokens is not None
            return await self.desk.sign_ins.step(incoming, progress.tokens)
        if incoming.kind == "invoke":
            return await self._buttons.press(incoming, progress)
        if incoming.kind == "file":
            return await self._buttons.file(incoming, progress)
        if incoming.kind != "welcome":
            done = await self._no_question(incoming, progress)
            if done is not None:
                return done
        entry = self.desk.audit.begin(incoming)
        try:
            return await self._asked(Sitting(self.desk, incoming, progress, self.desk.around(incoming), entry))
        finally:
            if incoming.kind != "welcome":
                self.desk.audit.end(entry)

    async def _no_question(self, incoming: Incoming, progress: Progress) -> Reply | None:
        """The reply to what is no question: button data without words, "sign out", "stop", and asking too fast."""
        if incoming.action is not None and not incoming.utterance:
            return Reply(text=UNKNOWN)
        words = incoming.utterance.strip()
        if SIGN_OUT.fullmatch(words):
            return await self.desk.sign_ins.sign_out(incoming, progress.tokens)
        if STOP.fullmatch(words) and await self._pace.stop_anywhere(StateKey.of(incoming)):
            return Reply(text=STOPPING)
        wait = 0.0 if incoming.attempt else await self.desk.limit.wait(incoming.caller.object_id)
        if not wait:
            return None
        entry = self.desk.audit.begin(incoming)
        entry.outcome = "limited"
        self.desk.audit.end(entry)
        return Reply(text=slow_down(wait))

    async def _asked(self, sitting: Sitting) -> Reply:
        """The reply to a question: an answer, a line where others read along, or why there is neither."""
        desk, incoming, around, entry = sitting.desk, sitting.incoming, sitting.around, sitting.entry
        entry.outcome = "failed"
        await begin(Stint.QUESTION)
        utterance = WELCOME if incoming.kind == "welcome" else incoming.utterance
        asked = await understand(utterance, around, before=await desk.state.get(sitting.key), keep=sitting.keep)
        if not isinstance(asked, Asked):
            return sitting.told(asked)
        entry.question = desk.said(asked.question, around)
        if incoming.place is not Place.PERSONAL and desk.settings.channel_answers is ChannelAnswers.PRIVATE:
            await sitting.keep(Remembered(asked.question))
            entry.outcome = "line"
            return self._buttons.line(asked, incoming, around)
        source = await desk.identity(incoming, sitting.progress, entry)
        if isinstance(source, Reply):
            return sitting.only_mine(source)
        return await self._answered(asked, source, sitting)

    async def _answered(self, asked: Asked, source: Source, sitting: Sitting) -> Reply:
        async def work(watch: Watch | None = None) -> Answer:
            return await find(asked, sitting.around, source, keep=sitting.keep, watch=watch)

        def draw(found: Answer) -> Reply:
            return self._buttons.with_stop(self.desk.drawn(found, sitting.around), sitting.incoming)

        shown = ""
        if sitting.incoming.place is Place.PERSONAL:
            found, shown = await self._pace.run(sitting.key, sitting.progress, work, draw)
        else:
            found = await work()
        await begin(Stint.ANSWER)
        drawn = self._buttons.leafed(asked, found, sitting.around, sitting.incoming)
        reply = sitting.told(found, drawn)
        if found.kind == "problem":
            again = await self.desk.challenged(Problem(found.problem), sitting.incoming, sitting.progress)
            if again is not None:
                sitting.entry.outcome = "sign-in"
                reply = sitting.only_mine(again)
        await self.desk.served(found, sitting.incoming)
        return await put(sitting.progress, shown, reply)
