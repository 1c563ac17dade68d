"""What a question is asked with: its surroundings, what was said before, and the identity that reads the logs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Protocol

from intents.model import Entity, Question

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.directory import Ask, Directory
    from bot.graph.client import GraphClient
    from bot.graph.filter_rules import Capabilities
    from bot.graph.read import Limits, Progress
    from bot.graph.tokens import TokenSource
    from bot.recent import RecentAnswers


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an utterance is read in: always passed in, never looked up."""

    now: datetime
    """Aware; its zone is the asker's."""
    locale: str | None = None
    asker: Entity | None = None

    @property
    def zone(self) -> tzinfo:
        """The asker's zone."""
        zone = self.now.tzinfo
        assert zone is not None
        return zone


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a conversation keeps between turns: the whole question, with its absolute range and resolved names."""

    question: Question
    pending: Ask | None = None
    """A name that fitted several; the next message may choose one."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the logs and the names come from, for one identity."""

    client: GraphClient
    directory: Directory
    limits: Limits
    capabilities: Capabilities
    recent: RecentAnswers | None = None
    """Answers that may be asked for again, of all identities; None where each question is answered anew."""

    def asked_by(self, caller: str) -> Source:
        """The same source for one caller, who takes turns with the others."""
        return replace(self, client=self.client.asked_by(caller), directory=self.directory.asked_by(caller))

    def acting_as(self, identity: str, tokens: TokenSource) -> Source:
        """A source that reads with another identity's tokens, over the same connections and budget."""
        client = self.client.acting_as(identity, tokens).asked_by(identity)
        return replace(self, client=client, directory=self.directory.acting_as(client, identity))


class Keep(Protocol):
    """Called once the question of this turn is known, before any log is read."""

    async def __call__(self, remembered: Remembered) -> None: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was read, before any name is looked up: reading it needs no Graph and no identity."""

    question: Question
    notes: tuple[str, ...] = ()
    """How the words were read, for the receipt."""
    refines: Question | None = None
    """The question before, where this one is a refinement of it."""
    shown: int | None = None
    """So many whole records are kept for showing; None: as many as one card needs, and some."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Reading the logs, as it goes: for whoever shows how far it is, ends it, or shows what is there so far."""

    stop: Callable[[], None]
    """Ends the reading with what was read."""
    progress: Callable[[], Progress]
    so_far: Callable[[], Answer] | None = None
    """What is there by now, as an answer that says it is not whole; None where a part of the answer means nothing."""


Watch = Callable[[Reading], None]
"""Is told that a reading begins."""
