"""Who is answered, and where; and what everybody else is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot import access
from bot.access import Allowed, Refused, decide
from bot.activities import Caller, Incoming, Place, Progress, Reply
from bot.config import ChannelAnswers, Mode, Settings
from bot.server import guarded
from tests.channel.fakes import ALICE, OPEN, REGISTERED, TENANT

ALICE_HERSELF = Caller(ALICE, TENANT, "Alice")
STRANGER = "57a46e00-0000-4000-8000-000000000009"


@pytest.mark.parametrize(
    ("changes", "caller", "place", "sentence"),
    [
        ({}, ALICE_HERSELF, Place.PERSONAL, None),
        ({}, Caller(ALICE.upper(), TENANT.upper()), Place.PERSONAL, None),
        ({}, ALICE_HERSELF, Place.GROUP, access.NOT_PERSONAL),
        ({}, ALICE_HERSELF, Place.CHANNEL, access.NOT_PERSONAL),
        ({"channel_answers": ChannelAnswers.OPEN}, ALICE_HERSELF, Place.CHANNEL, access.NOT_PERSONAL),
        ({"mode": Mode.DELEGATED}, ALICE_HERSELF, Place.PERSONAL, access.NOT_APPLICATION_MODE),
        ({"allowed_users": frozenset()}, ALICE_HERSELF, Place.PERSONAL, access.NOBODY_ALLOWED),
        ({}, Caller("", TENANT, ALICE), Place.PERSONAL, access.UNKNOWN_CALLER),
        ({}, Caller(STRANGER, TENANT, "Alice"), Place.PERSONAL, access.not_on_list(STRANGER)),
        ({}, Caller(ALICE, "other"), Place.PERSONAL, access.OTHER_TENANT),
        ({}, Caller(ALICE, ""), Place.PERSONAL, access.OTHER_TENANT),
        ({"dangerously_unauthenticated": True}, Caller(STRANGER, TENANT), Place.PERSONAL, access.not_on_list(STRANGER)),
    ],
)
def test_with_a_registration(changes: dict[str, Any], caller: Caller, place: Place, sentence: str | None) -> None:
    """Only people on a list that is not empty, of the own tenant, in a personal chat, in application mode."""
    decision = decide(replace(REGISTERED, **changes), caller, place)

    assert decision == (Allowed() if sentence is None else Refused(sentence))


@pytest.mark.parametrize(
    ("settings", "place", "allowed"),
    [
        (OPEN, Place.PERSONAL, True),
        (OPEN, Place.GROUP, False),
        (OPEN, Place.CHANNEL, False),
        (replace(OPEN, channel_answers=ChannelAnswers.OPEN), Place.CHANNEL, True),
        (Settings(), Place.PERSONAL, False),
    ],
)
def test_without_a_registration(settings: Settings, place: Place, allowed: bool) -> None:
    """Everybody on this machine, when that was asked for; places with many readers stay private all the same."""
    decision = decide(settings, Caller("x", ""), place)

    assert isinstance(decision, Allowed) == allowed


@pytest.mark.parametrize(
    ("settings", "person", "text"),
    [
        (REGISTERED, ALICE, "welcome"),
        (REGISTERED, "", "welcome"),
        (REGISTERED, STRANGER, access.not_on_list(STRANGER)),
        (replace(REGISTERED, mode=Mode.DELEGATED), "", access.NOT_APPLICATION_MODE),
    ],
)
async def test_welcome(settings: Settings, person: str, text: str) -> None:
    """Whoever will not be answered hears so at once; an installation that names nobody is welcomed."""

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        return Reply(text="welcome")

    incoming = Incoming("", Caller(person, TENANT), Place.PERSONAL, "a:1", "", kind="welcome")

    assert await guarded(settings, handler)(incoming, None) == Reply(text=text)  # type: ignore[arg-type]  # not used


async def test_refused_callers_do_not_reach_the_handler() -> None:
    """The sentence is the reply; the handler is not asked."""

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        raise AssertionError

    incoming = Incoming("hello", Caller(STRANGER, TENANT), Place.PERSONAL, "a:1", "1")

    reply = await guarded(REGISTERED, handler)(incoming, None)  # type: ignore[arg-type]  # not used

    assert reply == Reply(text=access.not_on_list(STRANGER))
