"""Every name of a question becomes entities, or there is one question back."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.directory.cache import NameCache
from bot.directory.newest import newest
from bot.directory.outcome import Ask, Meant, Nobody, Resolved
from bot.directory.search import Search
from bot.directory.sources import Found, Sources
from bot.graph.client import GraphClient
from intents.model import Condition, Entity, Op, Question

ME = "me"
"""The value that stands for the asker."""


class Directory:
    """Resolves names with one identity's token. What it finds is kept for ten minutes, under that identity alone."""

    def __init__(
        self, client: GraphClient, identity: str, *, clock: Callable[[], float], cache: NameCache[Found] | None = None
    ) -> None:
        """`identity` names whose token the client uses; a `cache` may be shared by directories of other identities."""
        self._sources = Sources(client, identity, cache if cache is not None else NameCache(clock))

    def asked_by(self, caller: str) -> Directory:
        """Return the same directory for one caller, who takes turns with others where a log must be read."""
        other = copy.copy(self)
        other._sources = self._sources.asked_by(caller)
        return other

    def acting_as(self, client: GraphClient, identity: str) -> Directory:
        """Return a directory for another identity, which sees nothing that this one has found."""
        other = copy.copy(self)
        other._sources = self._sources.acting_as(client, identity)
        return other

    async def names(self, object_ids: Sequence[str]) -> Mapping[str, str]:
        """Return display names by object id, lower case, of those that the directory knows. Raises Problem."""
        return await self._sources.names(object_ids)

    async def resolve(
        self, question: Question, *, now: datetime, asker: Entity | None = None
    ) -> Resolved | Ask | Nobody:
        """Give every name its entities; `now` is aware. Raises Problem when Graph cannot be asked at all."""
        sources = self._sources
        waiting = [each for each in question.conditions if each.op in {Op.NAMED, Op.NEWEST} and not each.entities]
        outcomes = await asyncio.gather(*(_condition(sources, each, question, now, asker) for each in waiting))
        notes: list[str] = []
        done: dict[Condition, Condition] = {}
        for condition, outcome in zip(waiting, outcomes, strict=True):
            if not isinstance(outcome, Meant):
                return outcome
            done[condition] = replace(condition, entities=outcome.entities)
            notes.extend(outcome.notes)
        conditions = tuple(done.get(each, each) for each in question.conditions)
        return Resolved(replace(question, conditions=conditions), tuple(dict.fromkeys(notes)))


async def _condition(
    sources: Sources, condition: Condition, question: Question, now: datetime, asker: Entity | None
) -> Meant | Ask | Nobody:
    if condition.op is Op.NEWEST:
        return await newest(sources, condition, question, now)
    entities: list[Entity] = []
    notes: list[str] = []
    for name in condition.values:
        outcome = await _name(sources, name, condition, question, now, asker)
        if not isinstance(outcome, Meant):
            return outcome
        entities.extend(outcome.entities)
        notes.extend(outcome.notes)
    return Meant(tuple(dict.fromkeys(entities)), tuple(notes))


async def _name(
    sources: Sources, name: str, condition: Condition, question: Question, now: datetime, asker: Entity | None
) -> Meant | Ask | Nobody:
    if name.casefold() != ME:
        return await Search(sources, name, condition, question, now).run()
    if asker is not None:
        return Meant((asker,))
    return Ask(
        "I do not know which account is yours: please say your user principal name.", (), condition, question, name
    )
