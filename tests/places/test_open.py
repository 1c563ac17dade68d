"""Answers that a group or channel is shown, or the asker alone in one: their buttons answer whoever presses, alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot import browsing
from bot import buttons as bot_buttons
from bot.config import ChannelAnswers
from tests.cards.validator import faults
from tests.channel.fakes import BOB
from tests.identity.rig import (
    APPLICATION,
    CHANNEL,
    DELEGATED,
    ELSEWHERE,
    GROUP,
    Rig,
    audited,
    buttons,
    card_of,
    listen,
    rig,
    words,
)
from tests.places.reading import ids, newest_first, titled, titles

OPEN = replace(DELEGATED, channel_answers=ChannelAnswers.OPEN)
TARGETED = replace(DELEGATED, channel_answers=ChannelAnswers.TARGETED)
MANY = "sign-ins in the last 7 days"
PLACES = [GROUP, CHANNEL]
in_open = pytest.mark.parametrize("world", [OPEN], indirect=True)
in_both = pytest.mark.parametrize("world", [OPEN, TARGETED], indirect=True, ids=["open", "targeted"])


def posted(world: Rig) -> list[tuple[str, str]]:
    """What was posted or changed in conversations, typing left out."""
    return [(each.method, each.path) for each in world.connector.posted if each.body.get("type") != "typing"]


@in_both
@pytest.mark.parametrize("place", PLACES)
async def test_asker_leafs_through_it(world: Rig, place: dict[str, Any]) -> None:
    """Pages, orders, records and back need no reading and are in the response: nothing else is posted or changed."""
    card = card_of(await world.say(MANY, **place))
    before, asked = posted(world), len(world.graph.reports())
    page = (await world.press(titled(card, "Next 25"), **place))["value"]
    record = (await world.press(titled(page, "Details"), **place))["value"]
    back = (await world.press(titled(record, "Back to the list"), **place))["value"]
    kept = len(world.graph.reports())
    oldest = (await world.press(titled(card, "Oldest first"), **place))["value"]
    expected = newest_first("2026-11-11T14:30")

    assert kept == asked
    assert expected[: len(ids(card))] == ids(card)
    assert expected[len(ids(card)) :][:25] == ids(page) == ids(back)
    assert expected[::-1][: len(ids(oldest))] == ids(oldest)
    assert ids(page)[0] in words(record)
    assert before == posted(world)
    assert [] == [fault for each in (card, page, record, oldest) for fault in faults(each)]
    assert not any(title.startswith("Save") for title in titles(card))


@in_open
@pytest.mark.parametrize("place", PLACES)
async def test_others_press_with_their_own_rights(world: Rig, place: dict[str, Any]) -> None:
    """Bob presses Alice's answer: every page and record is read with his token, shown to him, and posted nowhere."""
    card = card_of(await world.say(MANY, **place))
    before, asked = posted(world), len(world.graph.asked)
    page = (await world.press(titled(card, "Next 25"), "bob", **place))["value"]
    record = (await world.press(titled(card, "Details"), "bob", **place))["value"]
    back = (await world.press(titled(record, "Back to the list"), "bob", **place))["value"]
    oldest = (await world.press(titled(card, "Oldest first"), "bob", **place))["value"]

    assert {"graph-bob"} == {used for used, _ in world.graph.asked[asked:]}
    assert newest_first("2026-11-11T14:30")[len(ids(card)) :][:25] == ids(page)
    assert ids(card)[0] in words(record)
    assert ids(card) == ids(back)
    assert 20 < len(ids(oldest))
    assert before == posted(world)
    assert {"Action.Submit"} & {each["type"] for view in (page, oldest) for each in buttons(view)} == set()
    assert [] == [each for view in (page, oldest) for each in titles(view) if "Share" in each]


@in_open
async def test_presser_is_checked_each_time(world: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """Without a role no row is shown, without a sign-in there is an invitation, and each press leaves a line."""
    listen(caplog)
    card = card_of(await world.say(MANY, **GROUP))
    pressed = [titled(card, "Next 25"), titled(card, "Details")]
    world.graph.without_role.add(BOB)
    refused = [(await world.press(each, "bob", **GROUP))["value"] for each in pressed]
    world.service.signed_in.clear()
    unknown = [(await world.press(each, who, **GROUP))["statusCode"] for each in pressed for who in ("alice", "bob")]

    assert "Reports Reader" in words(refused[0])
    assert browsing.GONE == refused[1]
    assert [401] * 4 == unknown
    told = [(each["who"] == BOB, each["outcome"]) for each in audited(caplog)]
    assert [(False, "rows"), (True, "role-missing"), (True, "record")] == told[:3]
    assert ["sign-in"] * 4 == [outcome for _, outcome in told[3:]]


async def test_presser_who_is_not_on_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """In application mode the bot could read everything: who is not on the list sees no page of what others see."""
    async with rig(monkeypatch, replace(APPLICATION, channel_answers=ChannelAnswers.OPEN)) as world:
        card = card_of(await world.say(MANY, **GROUP))
        asked = len(world.graph.asked)
        refused = [
            (await world.press(each, "bob", **GROUP))["value"]
            for each in (titled(card, "Next 25"), titled(card, "Details"))
        ]
        shown = (await world.press(titled(card, "Next 25"), **GROUP))["value"]

        assert ["not on the list" in each for each in refused] == [True, True]
        assert asked == len(world.graph.asked)
        assert 25 == len(ids(shown))


@in_both
async def test_data_is_bound(world: Rig) -> None:
    """To its conversation, its purpose and, where one person is shown the card, to that person."""
    card = card_of(await world.say(MANY, **GROUP))
    following, row = titled(card, "Next 25"), titled(card, "Details")
    forged: list[tuple[dict[str, Any], dict[str, Any]]] = [
        (following, ELSEWHERE),
        (row, ELSEWHERE),
        ({**following, "data": row["data"]}, GROUP),
        ({**row, "data": {**following["data"], "r": row["data"]["r"]}}, GROUP),
        ({**following, "verb": "show"}, GROUP),
        ({**following, "verb": "ready"}, GROUP),
        ({**following, "verb": "share"}, GROUP),
        ({**following, "data": {"d": following["data"]["d"][:-2] + "xx"}}, GROUP),
    ]
    answers = [(await world.press(each, **place))["value"] for each, place in forged]
    by_bob = (await world.press(following, "bob", **GROUP))["value"]
    targeted = "isTargetedActivity" in world.connector.posted[-1].path

    assert [bot_buttons.FORGED] * len(forged) == answers
    assert targeted == (bot_buttons.FORGED == by_bob)


@in_both
async def test_what_was_read_for_one_is_not_shown_to_another(world: Rig) -> None:
    """Bob's page of Alice's answer is kept for Bob: hers is still her own, and what he may not read he is not shown."""
    card = card_of(await world.say(MANY, **GROUP))
    world.graph.without_role.add(BOB)
    bobs = await world.press(titled(card, "Next 25"), "bob", **GROUP)
    asked = len(world.graph.reports())
    alices = (await world.press(titled(card, "Next 25"), **GROUP))["value"]

    assert [] == ids(bobs["value"])
    assert 25 == len(ids(alices))
    assert asked == len(world.graph.reports())
