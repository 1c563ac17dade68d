"""Who is answered, and where. Pure: settings, caller and place in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.activities import Caller, Place
from bot.config import ChannelAnswers, Mode, Settings


@dataclass(frozen=True, slots=True)
class Allowed:
    """The caller is answered."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The caller is told this sentence in place of an answer."""

    sentence: str


Decision: TypeAlias = Allowed | Refused

NOT_PERSONAL = (
    "I answer in a personal chat only, because everybody here could read what the logs say."
    " Open a chat with me and ask again."
)
NOT_APPLICATION_MODE = (
    "I cannot answer yet: this bot is set up for sign-in by each user, which it does not offer."
    " Ask whoever runs it to set WATCHBOOK_MODE=application and WATCHBOOK_ALLOWED_USERS."
)
NOBODY_ALLOWED = (
    "I may not answer anybody yet: the list of people who may ask is empty."
    " Ask whoever runs this bot to put object ids into WATCHBOOK_ALLOWED_USERS."
)
UNKNOWN_CALLER = "I could not tell who you are, so I may not show you the logs."
OTHER_TENANT = "I answer people of another organisation only."


def not_on_list(object_id: str) -> str:
    """Return the sentence for somebody who is not on the list, with the id that an administrator needs."""
    return (
        "You are not on the list of people who may ask me about the logs."
        f" An administrator can add your object id, {object_id}, to WATCHBOOK_ALLOWED_USERS."
    )


def decide(settings: Settings, caller: Caller, place: Place) -> Decision:
    """Return whether this caller is answered in this place. Object ids decide, names never do."""
    if not settings.app_id:
        return _decide_unchecked(settings, place)
    if caller.tenant_id.lower() != settings.tenant_id.lower():
        return Refused(OTHER_TENANT)
    if place is not Place.PERSONAL:
        return Refused(NOT_PERSONAL)
    if settings.mode is not Mode.APPLICATION:
        return Refused(NOT_APPLICATION_MODE)
    if not settings.allowed_users:
        return Refused(NOBODY_ALLOWED)
    if not caller.object_id:
        return Refused(UNKNOWN_CALLER)
    if caller.object_id.lower() not in settings.allowed_users:
        return Refused(not_on_list(caller.object_id))
    return Allowed()


def _decide_unchecked(settings: Settings, place: Place) -> Decision:
    """Return the decision without a bot registration: callers cannot be told apart, but places can."""
    if not settings.dangerously_unauthenticated:
        return Refused(UNKNOWN_CALLER)
    if place is not Place.PERSONAL and settings.channel_answers is not ChannelAnswers.OPEN:
        return Refused(NOT_PERSONAL)
    return Allowed()
