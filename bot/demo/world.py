"""The made-up tenant while it is being written: its days, its cast, and one writer for each log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bot.demo.audits import Audits
from bot.demo.days import Days
from bot.demo.people import Cast, Person, make_cast
from bot.demo.provisioning import Provisioning
from bot.demo.sign_ins import SignIns


@dataclass(frozen=True, slots=True)
class World:
    """What everyday traffic and stories write into."""

    days: Days
    cast: Cast
    rng: Random
    sign_ins: SignIns
    audits: Audits
    provisioning: Provisioning

    def person(self, alias: str) -> Person:
        """Somebody by the short name, deleted or not."""
        return self.cast.person(alias)

    def some_time(self) -> datetime:
        """Any time that is kept, mostly in working hours; not the last minutes, which stories own."""
        at = self.days.day(self.rng.randrange(1, 30), self.rng.randrange(6, 19), self.rng.randrange(60))
        return at.replace(second=self.rng.randrange(60), microsecond=self.rng.randrange(10**6))


def make_world(now: datetime, seed: int) -> World:
    """An empty world; each part has its own generator, so that a change to one leaves the others as they were."""

    def generator(part: str) -> Random:
        return Random(f"{seed}:{part}")

    days = Days(now)
    cast = make_cast(generator("people"), days)
    return World(
        days,
        cast,
        generator("everyday"),
        SignIns(generator("sign-ins"), cast),
        Audits(generator("audits"), cast),
        Provisioning(generator("provisioning"), cast),
    )


Plant = Callable[[World], None]
