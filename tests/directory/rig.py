"""What the tests of looking names up share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.directory import Ask, Directory, Nobody, Resolved
from bot.graph.budget import NoBudget
from bot.graph.client import GraphClient
from bot.graph.tokens import StaticToken
from intents.model import Condition, Entity, EntityKind, Log, Measure, Op, Question, TimeRange

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
MONTH = TimeRange(NOW - timedelta(days=30), NOW, said="last 30 days")


def ask(*conditions: Condition, logs: tuple[Log, ...] = (Log.SIGN_INS,), span: TimeRange = MONTH) -> Question:
    """A question with these conditions."""
    return Question(logs, Measure(), conditions, span)


def name(said: str, field_name: str = "person", *kinds: EntityKind, negated: bool = False) -> Condition:
    """A condition on a name as said."""
    return Condition(field_name, Op.NAMED, (said,), negated, kinds=kinds)


@dataclass
class Rig:
    """A running stand-in and directories of it."""

    records: Records
    settings: ServerSettings
    url: str
    http: httpx.AsyncClient
    now: float = 0.0
    made: dict[str, Directory] = field(default_factory=dict)

    def client(self) -> GraphClient:
        """A client with a ready token and no budget, that never really waits."""

        async def nap(seconds: float) -> None:
            self.now += seconds

        budget = NoBudget(clock=lambda: self.now, sleep=nap)
        return GraphClient(self.url, StaticToken("made-up"), self.http, budget=budget, sleep=nap, jitter=lambda: 0.5)

    def directory(self, identity: str = "somebody") -> Directory:
        """The directory of one identity."""
        if identity not in self.made:
            self.made[identity] = Directory(self.client(), identity, clock=lambda: self.now)
        return self.made[identity]

    async def resolve(self, question: Question, asker: Entity | None = None) -> Resolved | Ask | Nobody:
        """Look the names of a question up."""
        return await self.directory().resolve(question, now=NOW, asker=asker)

    async def meant(self, condition: Condition, *logs: Log) -> tuple[list[str], tuple[str, ...]]:
        """What a name came to: the names of its entities with their sources, and the notes."""
        outcome = await self.resolve(ask(condition, logs=logs or (Log.SIGN_INS,)))
        assert isinstance(outcome, Resolved), outcome
        return [f"{e.name} [{e.source.value}]" for e in outcome.question.conditions[0].entities], outcome.notes

    async def asked(self, condition: Condition, *logs: Log) -> Ask:
        """The question back."""
        outcome = await self.resolve(ask(condition, logs=logs or (Log.SIGN_INS,)))
        assert isinstance(outcome, Ask), outcome
        return outcome

    def requests(self) -> list[str]:
        """Paths that were asked for so far."""
        return [request.path for request in self.settings.log.requests]
