"""How much each caller may ask, over all processes."""

from __future__ import annotations

import secrets

from bot.activities import Clock
from bot.callers import CallerLimit
from bot.config import Rate
from bot.instances.link import Away, Link
from bot.instances.sealing import hashed
from bot.instances.window import TAKE


class SharedCallerLimit:
    """`bot.callers.Limit` in Redis; while Redis is gone each process counts by itself."""

    def __init__(self, link: Link, rate: Rate, clock: Clock) -> None:
        """At most `rate` of one caller."""
        self._link, self._rate, self._own = link, rate, CallerLimit(rate, clock)

    async def wait(self, caller_id: str) -> float:
        """See Limit."""
        who = hashed(caller_id)
        names = [self._link.name("asked", who), self._link.name("asked", who, "held")]
        values = (round(self._rate.seconds * 1000), self._rate.count, secrets.token_hex(8), "", "")
        try:
            return float(await self._link.run(TAKE, names, *values) / 1000)
        except Away:
            return await self._own.wait(caller_id)
