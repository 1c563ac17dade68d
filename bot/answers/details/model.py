"""One record in full, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.model import Row
from intents.model import Log


@dataclass(frozen=True, slots=True)
class Part:
    """Some facts under a title. `facts` are (name, value); a name of "" is a line of its own. Values are hostile."""

    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Details:
    """A record: its row, the time to the second, and everything else that it says, best first."""

    row: Row
    when: str
    zone: str
    parts: tuple[Part, ...]

    @property
    def log(self) -> Log:
        """The log that it is from."""
        return self.row.log


def part(title: str, *facts: tuple[str, str]) -> Part:
    """Return a part without the facts that have no value."""
    return Part(title, tuple((name, value) for name, value in facts if value))
