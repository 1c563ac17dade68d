"""One turn of a chat: something a person did in, one card out."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bot.activities import Incoming, Progress, Reply
from bot.answering import Remembered, Source, Surroundings, answer
from bot.clock import zone_of
from bot.config import Settings
from bot.state import MemoryState, StateKey
from intents.model import Entity, EntityKind

if TYPE_CHECKING:
    from bot.answers.model import Answer

WELCOME = "help"


class Turns:
    """Handles turns for one bot. `source` is set when the bot starts."""

    source: Source

    def __init__(
        self, settings: Settings, now: Callable[[], datetime], heard: Callable[[Answer], None] | None = None
    ) -> None:
        """`now` is aware; `heard` is told every answer, whole, before it is drawn."""
        self._settings = settings
        self._now = now
        self._heard = heard
        self._state: MemoryState[Remembered] = MemoryState(time.monotonic)

    async def handle(self, incoming: Incoming, progress: Progress) -> Reply:
        """The reply to one thing that a person did."""
        zone = zone_of(incoming.timezone or self._settings.timezone)
        asker = (
            Entity(EntityKind.USER, incoming.caller.object_id, incoming.caller.name)
            if incoming.caller.object_id
            else None
        )
        around = Surroundings(self._now().astimezone(zone), incoming.locale or self._settings.locale, asker)
        key = StateKey.of(incoming)
        utterance = WELCOME if incoming.kind == "welcome" else incoming.utterance

        async def keep(remembered: Remembered) -> None:
            await self._state.put(key, remembered)
            progress.stored()

        found = await answer(utterance, around, self.source, before=await self._state.get(key), keep=keep)
        if self._heard is not None:
            self._heard(found)
        return reply(found, around)


def reply(found: Answer, around: Surroundings) -> Reply:
    """An answer as a card with a summary for the notification, and a smaller one in case Teams finds it too big."""
    from bot.cards import draw, summary

    return Reply(card=draw(found, zone=around.zone), summary=summary(found), smaller=Reply(text=summary(found)))
