"""Who is answered. Pure: settings and caller in, a decision out. Where answers are shown is for `bot.places` to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.activities import Caller
from bot.config import Mode, Settings


@dataclass(frozen=True, slots=True)
class Allowed:
    """The caller is answered."""


@dataclass(frozen=True, slots=True)
class IfMember:
    """The caller is answered when they belong to one of the groups that may ask; only Graph knows that."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The caller is told this sentence in place of an answer."""

    sentence: str


Decision: TypeAlias = Allowed | IfMember | Refused

NOBODY_ALLOWED = (
    "I may not answer anybody yet: the lists of people and of groups who may ask are empty."
    " Ask whoever runs this bot to put object ids into WATCHBOOK_ALLOWED_USERS or WATCHBOOK_ALLOWED_GROUPS."
)
UNKNOWN_CALLER = "I could not tell who you are, so I may not show you the logs."
OTHER_TENANT = "I answer people of another organisation only."
UNCHECKED = "I could not check just now whether you may ask me about the logs. Please try again in a minute."


def not_on_list(object_id: str) -> str:
    """Return the sentence for somebody who is not on the list, with the id that an administrator needs."""
    return (
        "You are not on the list of people who may ask me about the logs."
        f" An administrator can add your object id, {object_id}, to WATCHBOOK_ALLOWED_USERS, or you to one of the"
        " groups in WATCHBOOK_ALLOWED_GROUPS."
    )


def decide(settings: Settings, caller: Caller) -> Decision:
    """Return whether this caller is answered. Object ids decide, names never do.

    In delegated mode everybody of the tenant may ask: Graph enforces what each of them may read. In application mode
    Graph would answer everything, so only people on a list are; with empty lists nobody is.
    """
    if not settings.app_id:
        return Allowed() if settings.dangerously_unauthenticated else Refused(UNKNOWN_CALLER)
    if caller.tenant_id.lower() != settings.tenant_id.lower():
        return Refused(OTHER_TENANT)
    if settings.mode is Mode.APPLICATION and not (settings.allowed_users or settings.allowed_groups):
        return Refused(NOBODY_ALLOWED)
    if not caller.object_id:
        return Refused(UNKNOWN_CALLER)
    if settings.mode is Mode.DELEGATED or caller.object_id.lower() in settings.allowed_users:
        return Allowed()
    return IfMember() if settings.allowed_groups else Refused(not_on_list(caller.object_id))
