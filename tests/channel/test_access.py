"""Who is answered, and what everybody else is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot import access
from bot.access import Allowed, Decision, IfMember, Refused, decide
from bot.activities import Caller, Incoming, Place, Progress, Reply
from bot.config import Mode, Settings
from bot.server import guarded
from tests.channel.fakes import ALICE, OPEN, REGISTERED, TENANT

ALICE_HERSELF = Caller(ALICE, TENANT, "Alice")
STRANGER = "57a46e00-0000-4000-8000-000000000009"


GROUPS = frozenset({"9f000000-0000-4000-8000-000000000001"})


@pytest.mark.parametrize(
    ("changes", "caller", "decision"),
    [
        ({}, ALICE_HERSELF, Allowed()),
        ({}, Caller(ALICE.upper(), TENANT.upper()), Allowed()),
        ({"mode": Mode.DELEGATED}, Caller(STRANGER, TENANT), Allowed()),
        ({"mode": Mode.DELEGATED}, Caller("", TENANT, ALICE), Refused(access.UNKNOWN_CALLER)),
        ({"mode": Mode.DELEGATED}, Caller(ALICE, "other"), Refused(access.OTHER_TENANT)),
        ({"allowed_users": frozenset()}, ALICE_HERSELF, Refused(access.NOBODY_ALLOWED)),
        ({"allowed_users": frozenset(), "allowed_groups": GROUPS}, ALICE_HERSELF, IfMember()),
        ({"allowed_groups": GROUPS}, ALICE_HERSELF, Allowed()),
        ({"allowed_groups": GROUPS}, Caller(STRANGER, TENANT), IfMember()),
        ({"allowed_groups": GROUPS}, Caller("", TENANT), Refused(access.UNKNOWN_CALLER)),
        ({}, Caller("", TENANT, ALICE), Refused(access.UNKNOWN_CALLER)),
        ({}, Caller(STRANGER, TENANT, "Alice"), Refused(access.not_on_list(STRANGER))),
        ({}, Caller(ALICE, "other"), Refused(access.OTHER_TENANT)),
        ({}, Caller(ALICE, ""), Refused(access.OTHER_TENANT)),
        ({"dangerously_unauthenticated": True}, Caller(STRANGER, TENANT), Refused(access.not_on_list(STRANGER))),
    ],
)
def test_with_a_registration(changes: dict[str, Any], caller: Caller, decision: Decision) -> None:
    """People of the own tenant: all of them where each signs in, else those on a list that is not empty."""
    assert decision == decide(replace(REGISTERED, **changes), caller)


@pytest.mark.parametrize(("settings", "allowed"), [(OPEN, True), (Settings(), False)])
def test_without_a_registration(settings: Settings, allowed: bool) -> None:
    """Everybody on this machine, when that was asked for."""
    assert allowed == isinstance(decide(settings, Caller("x", "")), Allowed)


@pytest.mark.parametrize(
    ("settings", "person", "text"),
    [
        (REGISTERED, ALICE, "welcome"),
        (REGISTERED, "", "welcome"),
        (REGISTERED, STRANGER, access.not_on_list(STRANGER)),
        (replace(REGISTERED, allowed_users=frozenset()), "", access.NOBODY_ALLOWED),
        (replace(REGISTERED, mode=Mode.DELEGATED), "", "welcome"),
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
