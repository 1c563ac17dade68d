"""Ending a reading that another process does: whoever presses Stop does not choose where that arrives."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Iterable

from bot.instances.link import CALL_SECONDS, Away, Link
from bot.instances.sealing import hashed
from bot.state import StateKey

STOP, STOPPED = "stop", "stopped"


class Stops:
    """`bot.pace.Elsewhere`: asks all processes."""

    def __init__(
        self, link: Link, under_way: Callable[[], Iterable[StateKey]], stop: Callable[[StateKey], bool]
    ) -> None:
        """`under_way` tells whose readings this process does, `stop` ends one's."""
        self._link, self._under_way, self._stop = link, under_way, stop
        link.heard[STOP] = self._asked

    async def stop(self, key: StateKey) -> bool:
        """See Elsewhere; False when no process has answered soon."""
        topic = f"{STOPPED}-{secrets.token_hex(8)}"
        with self._link.expecting(topic) as said:
            with contextlib.suppress(Away, TimeoutError):
                await self._link.ask("PUBLISH", self._link.channel, f"{STOP} {_who(key)} {topic}")
                async with asyncio.timeout(CALL_SECONDS):
                    await said.wait()
            return said.is_set() and self._link.there

    def _asked(self, message: str) -> None:
        who, _, topic = message.partition(" ")
        if any(self._stop(key) for key in tuple(self._under_way()) if _who(key) == who):
            self._link.aside(lambda: self._link.ask("PUBLISH", self._link.channel, topic))


def _who(key: StateKey) -> str:
    return hashed(key.conversation_id, key.caller_id)
