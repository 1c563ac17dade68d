"""Group chats and channels: a line for everybody, the answer for whoever presses, and never a log value for others."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot import buttons as bot_buttons
from bot import signin
from bot.config import ChannelAnswers
from tests.channel.fakes import ALICE, BOB, answering
from tests.identity.rig import (
    APPLICATION,
    CHANNEL,
    DELEGATED,
    ELSEWHERE,
    GROUP,
    Rig,
    audited,
    button,
    buttons,
    card_of,
    listen,
    rig,
    tenant,
    words,
)

QUESTION = "failed sign-ins for dana in the last 7 days"
CARD = "application/vnd.microsoft.card.adaptive"
PLANTED = "PLANTED-VALUE"
PLACES = [GROUP, CHANNEL]


def plant(body: dict[str, Any]) -> dict[str, Any]:
    """The page with a mark in what every row shows."""
    for row in body.get("value", []):
        for key in ("userDisplayName", "appDisplayName", "activityDisplayName"):
            if key in row:
                row[key] = f"{PLANTED} {row[key]}"
    return body


def secrets() -> set[str]:
    """What only the logs and the directory know: addresses, ids and display names of everybody and everything."""
    records = tenant()
    found = {user[key] for user in records.users for key in ("id", "userPrincipalName", "displayName") if user.get(key)}
    found |= {row["id"] for row in records.sign_ins} | {row["appDisplayName"] for row in records.sign_ins}
    found |= {row["ipAddress"] for row in records.sign_ins if row.get("ipAddress")}
    return found | {PLANTED}


def leaked(world: Rig) -> set[str]:
    """Which of them went into a conversation by POST or PUT."""
    told = world.posted()
    return {secret for secret in secrets() if secret in told}


@pytest.fixture
def world(world: Rig) -> Rig:
    """The same, with a mark in every log row."""
    world.graph.reshape = plant
    return world


@pytest.mark.parametrize("place", PLACES)
async def test_line_is_made_without_any_graph_call(world: Rig, place: dict[str, Any]) -> None:
    """The line says how the question was read, when, and who asked; it names people as they were said."""
    card = card_of(await world.say(QUESTION, **place))

    told = words(card).rstrip()
    assert told.startswith("The failed sign-ins for dana, from Wed 11 Nov 2026 14:30 to Wed 18 Nov 2026 14:30")
    assert told.endswith("asked by  Alice Example")
    assert [each["verb"] for each in buttons(card)] == ["show"]
    assert (world.graph.asked, leaked(world)) == ([], set())


@pytest.mark.parametrize("place", PLACES)
async def test_show_me_answers_the_presser_alone_with_their_own_rights(world: Rig, place: dict[str, Any]) -> None:
    """Bob presses Alice's question: it is read with Bob's token, shown in the response, and nowhere else."""
    line = card_of(await world.say(QUESTION, **place))
    shown = await world.press(button(line, "show"), "bob", **place)

    assert (shown["statusCode"], shown["type"]) == (200, CARD)
    assert PLANTED in words(shown["value"])
    assert {used for used, _ in world.graph.asked} == {"graph-bob"}
    assert (len(world.connector.of_type("message")), leaked(world)) == (1, set())


async def test_buttons_of_a_private_answer_speak_to_nobody(world: Rig) -> None:
    """In a private view no button sends a message as its presser; what it asks is answered in place."""
    line = card_of(await world.say("sign-ins for dana on 10/11", **GROUP))
    shown = await world.press(button(line, "show"), **GROUP)

    kinds = {each["type"] for each in buttons(shown["value"])}
    assert "Action.Submit" not in kinds
    further = await world.press(button(shown["value"], "ask"), **GROUP)
    assert further["type"] == CARD
    assert (len(world.connector.of_type("message")), leaked(world)) == (1, set())


async def test_nothing_of_a_slow_reading_reaches_the_group(world: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow Graph: "Reading" for the presser, then the kept result for that presser alone, and no log value elsewhere."""
    monkeypatch.setattr(bot_buttons, "SHOWN_WITHIN", 0.15)
    world.graph.delay = 0.6
    line = card_of(await world.say(QUESTION, **GROUP))
    waits = await world.press(button(line, "show"), **GROUP)
    again = await world.press(button(line, "show"), **GROUP)
    stolen = await world.press(button(waits["value"], "ready"), "bob", **GROUP)
    for _ in range(20):
        shown = await world.press(button(waits["value"], "ready"), **GROUP)
        if PLANTED in words(shown["value"]):
            break
    reports = world.graph.reports()

    assert "Reading, about " in words(waits["value"])
    assert "Reading, about " in words(again["value"])
    assert stolen["value"] == bot_buttons.FORGED
    assert PLANTED in words(shown["value"])
    assert reports in (["graph-alice"], ["graph-alice"] * 2)  # the first may be refused for an undocumented operator
    await asyncio.sleep(0.1)
    assert (len(world.connector.of_type("message")), leaked(world)) == (1, set())


async def test_kept_answer_is_for_its_presser_alone(world: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read for Alice and waits for her is not shown to Bob, who has no role and presses the same button."""
    monkeypatch.setattr(bot_buttons, "SHOWN_WITHIN", 0.05)
    world.graph.without_role.add(BOB)
    world.graph.delay = 0.15
    show = button(card_of(await world.say(QUESTION, **GROUP)), "show")
    await world.press(show, **GROUP)
    await asyncio.sleep(0.2)
    monkeypatch.setattr(bot_buttons, "SHOWN_WITHIN", 4.0)
    bobs = await world.press(show, "bob", **GROUP)
    alices = await world.press(show, "alice", **GROUP)

    assert "Reports Reader" in words(bobs["value"])
    assert PLANTED not in words(bobs["value"])
    assert PLANTED in words(alices["value"])


async def test_answer_that_was_seen_is_read_anew(world: Rig) -> None:
    """Show me pressed again reads the logs again: rows arrive late."""
    show = button(card_of(await world.say(QUESTION, **GROUP)), "show")
    await world.press(show, **GROUP)
    once = len(world.graph.asked)
    await world.press(show, **GROUP)

    assert len(world.graph.reports()) > 0
    assert len(world.graph.asked) > once


async def test_my_means_whoever_asked(world: Rig) -> None:
    """Bob presses "my sign-ins" of Alice: it is about Alice, read with Bob's rights."""
    line = card_of(await world.say("my sign-ins yesterday", **GROUP))
    await world.press(button(line, "show"), "bob", **GROUP)

    assert world.graph.reports()[0] == "graph-bob"
    assert ALICE not in words(line)


async def test_follow_up_in_a_group_holds_no_resolved_name(world: Rig) -> None:
    """After Show me has looked the name up, a follow-up still posts the name as it was said."""
    line = card_of(await world.say("sign-ins for dana yesterday", **GROUP))
    await world.press(button(line, "show"), **GROUP)
    follow_up = card_of(await world.say("only failures", **GROUP))

    assert "failed sign-ins for dana" in words(follow_up)
    assert leaked(world) == set()


async def test_presser_who_has_not_signed_in_signs_in_in_place(world: Rig) -> None:
    """The response invites to sign in; pressed again with the token, or the code, it shows the answer."""
    world.service.signed_in.clear()
    line = card_of(await world.say(QUESTION, **GROUP))
    show = button(line, "show")
    asked = await world.press(show, **GROUP)
    exchange = {"authentication": {"id": "1", "connectionName": "graph", "token": "sso-alice"}}
    shown = await world.press(show, **GROUP, value=exchange)
    world.service.codes["123456"] = "graph-bob"
    wrong = await world.press(show, "bob", **GROUP, value={"state": "000000"})
    by_code = await world.press(show, "bob", **GROUP, value={"state": "123456"})

    assert (asked["statusCode"], asked["type"]) == (401, "application/vnd.microsoft.activity.loginRequest")
    assert asked["value"]["text"] == signin.SIGN_IN
    assert asked["value"]["tokenExchangeResource"]["id"] == "exchange-1"
    assert [PLANTED in words(each["value"]) for each in (shown, by_code)] == [True, True]
    assert (wrong["statusCode"], wrong["type"]) == (401, "application/vnd.microsoft.error.incorrectAuthCode")
    assert (len(world.connector.of_type("message")), leaked(world)) == (1, set())


async def test_presser_whose_token_needs_consent_is_told_so(world: Rig) -> None:
    """A token that cannot be exchanged gets 412, after which the client shows the sign-in button."""
    world.service.signed_in.clear()
    line = card_of(await world.say(QUESTION, **GROUP))
    exchange = {"authentication": {"id": "1", "connectionName": "graph", "token": "unknown"}}
    refused = await world.press(button(line, "show"), **GROUP, value=exchange)

    assert (refused["statusCode"], refused["type"]) == (412, "application/vnd.microsoft.error.preconditionFailed")


async def test_presser_without_a_role_sees_no_rows(world: Rig) -> None:
    """Bob has no role: he is told which he needs; Alice, who has one, gets the rows."""
    world.graph.without_role.add(BOB)
    line = card_of(await world.say(QUESTION, **GROUP))
    refused = await world.press(button(line, "show"), "bob", **GROUP)
    shown = await world.press(button(line, "show"), "alice", **GROUP)

    assert "Reports Reader" in words(refused["value"])
    assert PLANTED not in words(refused["value"])
    assert PLANTED in words(shown["value"])


async def test_claims_challenge_of_a_presser_is_met_once(world: Rig) -> None:
    """A challenge signs the presser out and invites to a fresh sign-in; a second one is told."""
    world.graph.challenged.add("graph-alice")
    line = card_of(await world.say(QUESTION, **GROUP))
    first = await world.press(button(line, "show"), **GROUP)
    exchange = {"authentication": {"id": "1", "connectionName": "graph", "token": "sso-alice"}}
    second = await world.press(button(line, "show"), **GROUP, value=exchange)

    assert (first["statusCode"], first["value"]["text"]) == (401, signin.SIGN_IN_AGAIN)
    assert "Conditional Access" in words(second["value"])


async def test_sharing_is_on_purpose_named_and_audited(world: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """ "Share to channel" posts the answer once, says who shared it, and leaves a line in the audit trail."""
    listen(caplog)
    line = card_of(await world.say(QUESTION, **CHANNEL))
    shown = await world.press(button(line, "show"), "bob", **CHANNEL)
    share = button(shown["value"], "share")
    by_alice = await world.press(share, "alice", **CHANNEL)
    before = leaked(world)
    told = await world.press(share, "bob", **CHANNEL)
    twice = await world.press(share, "bob", **CHANNEL)

    posted = world.connector.of_type("message")
    card = card_of(posted[-1].body)
    assert (by_alice["value"], before) == (bot_buttons.FORGED, set())
    assert (told["value"], twice["value"]) == (bot_buttons.SHARED, bot_buttons.SHARED_ALREADY)
    assert len(posted) == 2
    assert words(card).startswith("Shared by   Bob Example")
    assert PLANTED in words(card)
    assert "Ask next" in words(shown["value"])
    assert "Ask next" not in words(card)
    assert {each["type"] for each in buttons(card)} <= {"Action.ToggleVisibility", "Action.OpenUrl"}
    lines = [(each["who"], each["outcome"]) for each in audited(caplog)]
    assert lines == [(ALICE, "line"), (BOB, "rows"), (BOB, "shared"), (BOB, "not-shared")]


async def test_share_that_is_not_taken_can_be_tried_again(world: Rig) -> None:
    """When Teams does not take the message, that is said, and sharing works the next time."""
    line = card_of(await world.say(QUESTION, **GROUP))
    shown = await world.press(button(line, "show"), **GROUP)
    world.connector.answers.append(answering(403))
    refused = await world.press(button(shown["value"], "share"), **GROUP)
    again = await world.press(button(shown["value"], "share"), **GROUP)

    assert (refused["value"], again["value"]) == (bot_buttons.NOT_SHARED, bot_buttons.SHARED)


async def test_forged_and_foreign_buttons_are_refused(world: Rig) -> None:
    """Made-up data, data of another conversation, and data of another button do nothing."""
    show = button(card_of(await world.say(QUESTION, **GROUP)), "show")
    shown = await world.press(show, **GROUP)
    asked = len(world.graph.asked)
    forged: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({**show, "data": {"d": show["data"]["d"][:-2] + "xx"}}, GROUP),
        ({**show, "data": {"d": json.dumps({"q": {}})}}, GROUP),
        ({**show, "data": {"d": 7}}, GROUP),
        ({**show, "data": {}}, GROUP),
        ({**show, "data": {"d": "x" * 20_000}}, GROUP),
        ({**show, "data": {"d": "ü"}}, GROUP),
        (show, ELSEWHERE),
        ({**show, "verb": "ready"}, GROUP),
        ({**button(shown["value"], "share"), "verb": "show"}, GROUP),
    ]
    answers = [(await world.press(each, **place))["value"] for each, place in forged]
    unknown = await world.press({**show, "verb": "nuke"}, **GROUP)

    assert answers == [bot_buttons.FORGED] * len(forged)
    assert unknown["value"] == bot_buttons.UNKNOWN
    assert len(world.graph.asked) == asked


async def test_button_outlives_its_thread_but_not_a_day(world: Rig) -> None:
    """A day later the same data asks whether to ask again, and one tap does."""
    show = button(card_of(await world.say("sign-ins from 11/16 to 11/17", **CHANNEL)), "show")
    in_root = {"conversation": {**CHANNEL["conversation"], "id": "19:channel@thread.tacv2"}}
    in_time = await world.press(show, **in_root)
    world.clock[0] += timedelta(hours=24, seconds=2)
    late = await world.press(show, **CHANNEL)
    again = await world.press(button(late["value"], "show"), **CHANNEL)

    assert PLANTED in words(in_time["value"])
    assert "more than a day old" in words(late["value"])
    assert PLANTED in words(again["value"])


async def test_what_needs_no_logs_is_said_to_all(world: Rig) -> None:
    """Help and questions back hold no log value and are posted as they are."""
    card = card_of(await world.say("help", **GROUP))

    assert world.graph.asked == []
    assert buttons(card)


async def test_targeted_answers_are_addressed_to_the_asker(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `targeted` the answer is a message for the asker's eyes alone, with the asker's own rights."""
    async with rig(monkeypatch, replace(DELEGATED, channel_answers=ChannelAnswers.TARGETED)) as world:
        world.service.signed_in["29:alice"] = "graph-alice"
        answer = await world.say(QUESTION, **CHANNEL)
        pointer = await world.say(QUESTION, "bob", **CHANNEL)

        paths = [posted.path.partition("?")[2] for posted in world.connector.of_type("message")]
        assert paths == ["isTargetedActivity=true"] * 2
        assert (answer["recipient"]["id"], pointer["recipient"]["id"]) == ("29:alice", "29:bob")
        assert "failed sign-in" in words(card_of(answer))
        assert pointer["text"] == signin.ELSEWHERE


async def test_open_answers_are_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `open` the answer is posted for everybody, read with the asker's rights."""
    async with rig(monkeypatch, replace(DELEGATED, channel_answers=ChannelAnswers.OPEN)) as world:
        world.service.signed_in["29:alice"] = "graph-alice"
        answer = await world.say(QUESTION, **GROUP)

        assert "isTargetedActivity" not in world.connector.posted[0].path
        assert "failed sign-in" in words(card_of(answer))
        assert set(world.graph.reports()) == {"graph-alice"}


async def test_show_me_checks_the_presser_in_application_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alice is on the list, Bob is not: the line may be pressed by both and shows rows to Alice alone."""
    async with rig(monkeypatch, APPLICATION) as world:
        world.graph.reshape = plant
        line = card_of(await world.say(QUESTION, **GROUP))
        refused = await world.press(button(line, "show"), "bob", **GROUP)
        shown = await world.press(button(line, "show"), "alice", **GROUP)

        assert "not on the list" in refused["value"]
        assert PLANTED in words(shown["value"])
        assert leaked(world) == set()


async def test_who_may_no_longer_ask_cannot_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Access is checked at every press: who left the group meanwhile shares nothing."""
    monkeypatch.setattr("bot.callers.MEMBER_SECONDS", 0.0)
    group = "9f000000-0000-4000-8000-000000000001"
    settings = replace(APPLICATION, allowed_users=frozenset(), allowed_groups=frozenset({group}))
    async with rig(monkeypatch, settings) as world:
        world.graph.members[ALICE] = {group}
        line = card_of(await world.say(QUESTION, **GROUP))
        shown = await world.press(button(line, "show"), **GROUP)
        world.graph.members.clear()
        refused = await world.press(button(shown["value"], "share"), **GROUP)

        assert "not on the list" in refused["value"]
        assert len(world.connector.of_type("message")) == 1
