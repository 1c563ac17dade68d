"""A recently acquired app: the one that was added to the directory lately, or a question back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.directory.lookups import candidate
from bot.directory.outcome import MOST_CHOICES, Ask, Choice, Meant, Nobody
from bot.directory.sources import Sources
from bot.graph.times import moment, sort_key
from intents.model import Condition, Entity, EntityKind, Question
from intents.records import Record, text

NEW_DAYS = 30
MICROSOFT_TENANTS = frozenset({"f8cdef31-a31e-4b4a-93e4-5f571e91255a", "72f988bf-86f1-41af-91ab-2d7cd011db47"})
"""Tenants that own Microsoft's own apps, which come and go by themselves
(https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in)."""


async def newest(sources: Sources, condition: Condition, question: Question, now: datetime) -> Meant | Ask | Nobody:
    """The service principals added within the last 30 days: one is taken, and said; several are asked about."""
    rows = await sources.service_principals()
    if rows and not any(text(row, "createdDateTime") for row in rows):
        return Ask("The directory does not say when apps were added. Which app do you mean?", (), condition, question)
    since = now - timedelta(days=NEW_DAYS)
    found = [
        (added, candidate(EntityKind.APP, row).entity)
        for row in rows
        if (added := _added(row)) and since <= added <= now
    ]
    found.sort(key=lambda each: (-each[0].timestamp(), each[1].name))
    if not found:
        return Nobody("", (EntityKind.APP,), newest=True)
    if len(found) == 1:
        added, app = found[0]
        return Meant(
            (app,), (f"The only app added in the last {NEW_DAYS} days is {app.name}, on {added.day} {added:%B %Y}.",)
        )
    choices = tuple(Choice(_told(added, app), app) for added, app in found[:MOST_CHOICES])
    more = f"; these are the last {MOST_CHOICES}" if len(found) > MOST_CHOICES else ""
    return Ask(
        f"{len(found)} apps were added in the last {NEW_DAYS} days{more}. Which one?", choices, condition, question
    )


def _added(row: Record) -> datetime | None:
    """When an app was added; None for Microsoft's own, for managed identities and for rows without a time."""
    own = text(row, "appOwnerOrganizationId").casefold() not in MICROSOFT_TENANTS
    app = text(row, "servicePrincipalType").casefold() in {"", "application"}
    added = moment(sort_key(text(row, "createdDateTime")))
    return added.astimezone(UTC) if added is not None and own and app else None


def _told(added: datetime, app: Entity) -> str:
    return f"{app.name} (added {added.day} {added:%B})"
