"""Where names are looked for, in one place and with one identity: the directory, what was deleted, the log."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.directory import logs, lookups
from bot.directory.cache import NameCache
from bot.directory.names import Candidate
from bot.graph.client import GraphClient
from intents.model import EntityKind, Question

Found = Sequence[Candidate]


class Sources:
    """Look-ups of one identity, shared while under way and kept; each raises Problem when Graph cannot be asked."""

    def __init__(self, client: GraphClient, identity: str, cache: NameCache[Found]) -> None:
        """`identity` names whose token the client uses; the cache may be shared between identities."""
        self._client, self._identity, self._cache = client, identity, cache

    def asked_by(self, caller: str) -> Sources:
        """The same sources for one caller, who takes turns with others in the queue for the report budget."""
        return Sources(self._client.asked_by(caller), self._identity, self._cache)

    def acting_as(self, client: GraphClient, identity: str) -> Sources:
        """Return the look-ups of another identity, in the same cache."""
        return Sources(client, identity, self._cache)

    async def live(self, kind: EntityKind, name: str) -> Found:
        """Objects of the directory whose names begin like it or hold its words."""
        if kind is EntityKind.APP:
            return await self._kept(("app", name.casefold()), lambda: lookups.apps(self._client, name))
        if kind is EntityKind.ROLE:
            return await self._kept(("roles",), lambda: lookups.roles(self._client))
        if kind is EntityKind.POLICY:
            return await self._kept(("policies",), lambda: lookups.policies(self._client))
        return await self._kept((kind, name.casefold()), lambda: lookups.by_name(self._client, kind, name))

    async def names(self, object_ids: Sequence[str]) -> Mapping[str, str]:
        """Display names by object id, of those that the directory knows."""
        wanted = tuple(sorted({each.lower() for each in object_ids}))
        if not wanted:
            return {}
        found = await self._kept(("ids", wanted), lambda: lookups.by_ids(self._client, wanted))
        return {each.entity.id.lower(): each.entity.name for each in found}

    async def by_letter(self, kind: EntityKind, name: str) -> Found:
        """A bounded list of objects whose names begin with the same letter, accented or not."""
        key = ("letter", kind, lookups.letters(name))
        return await self._kept(key, lambda: lookups.by_letter(self._client, kind, name))

    async def deleted(self, kind: EntityKind) -> Found:
        """What was deleted lately."""
        return await self._kept(("deleted", kind), lambda: lookups.deleted(self._client, kind))

    async def in_logs(self, kind: EntityKind, name: str, question: Question, now: datetime) -> Found:
        """What the question's logs know under a name; not kept, because rows arrive."""
        key = (self._identity, "in logs", kind, name.casefold(), question.logs, question.range, now)
        return await self._cache.once(key, lambda: logs.in_logs(self._client, kind, name, question, now))

    async def systems(self, question: Question, now: datetime) -> list[str]:
        """The systems that the provisioning log names."""
        key = (self._identity, "systems", question.range, now)
        return await self._cache.once(key, lambda: logs.system_names(self._client, question, now))

    async def service_principals(self) -> list[Mapping[str, Any]]:
        """All apps of the directory, as Graph writes them, with the time they were added."""
        key = (self._identity, "service principals")
        return await self._cache.once(key, lambda: lookups.service_principals(self._client))

    async def _kept(self, key: tuple[object, ...], fetch: Callable[[], Awaitable[Found]]) -> Found:
        return await self._cache.get((self._identity, *key), fetch)
