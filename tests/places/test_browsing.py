"""Leafing through an answer in its place: pages, orders, one record in full and back, for whoever asked alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest

from bot import browsing
from bot import buttons as bot_buttons
from bot.callers import slow_down
from bot.cards.limits import size
from bot.config import Rate
from tests.cards.validator import faults
from tests.channel.fakes import ALICE, BOB
from tests.identity.rig import (
    APPLICATION,
    DELEGATED,
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
from tests.places.reading import ids, newest_first, titled, titles

MANY = "sign-ins in the last 7 days"


async def test_pages_are_every_record_once(world: Rig) -> None:
    """Next and Next and Next, beyond what one reading keeps: every record in order, once; Back finds the way back."""
    card = card_of(await world.say(MANY))
    expected, first = newest_first("2026-11-11T14:30"), ids(card)
    seen, pages = list(first), [card]
    while len(seen) < 400:
        card = (await world.press(titled(card, "Next 25")))["value"]
        seen += ids(card)
        pages.append(card)
    back = card
    for _ in range(len(pages) - 1):
        back = (await world.press(titled(back, "Back")))["value"]

    assert len(expected) > 500
    assert expected[: len(seen)] == seen
    assert first == ids(back)
    assert f"1 to {len(first)} of" in words(back)
    assert f"{len(first) + 1} to {len(first) + 25} of {len(expected):,}" in words(pages[1])
    assert [] == [fault for page in (*pages[:2], card) for fault in faults(page)]


async def test_page_two_needs_no_reading(world: Rig) -> None:
    """What was read is kept: leafing costs no Graph request, and only the presser's own press is taken."""
    card = card_of(await world.say(MANY))
    asked = len(world.graph.reports())
    page = (await world.press(titled(card, "Next 25")))["value"]
    stolen = await world.press(titled(card, "Next 25"), "bob")

    assert len(world.graph.reports()) == asked
    assert 25 == len(ids(page))
    assert bot_buttons.FORGED == stolen["value"]


async def test_page_two_after_midnight_is_of_the_same_day(world: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the answer is gone, page two is read anew, at 00:01, over the absolute times of the question."""
    monkeypatch.setattr(browsing, "KEPT_SECONDS", -1.0)
    card = card_of(await world.say("sign-ins today"))
    first = ids(card)
    told = words(card)
    world.clock[0] += timedelta(hours=9, minutes=31)
    page = (await world.press(titled(card, "Next 25")))["value"]
    total = re.search(rf"1 to {len(first)} of (\d+)", told)

    assert total is not None
    assert f" of {total[1]}" in words(page)
    assert newest_first("2026-11-18T00:00")[len(first) :][:25] == ids(page)
    assert not set(first) & set(ids(page))


async def test_the_other_end_of_a_long_answer_is_read(world: Rig) -> None:
    """Not all rows are at hand, so "Oldest first" reads from the other end; "Newest first" leads back."""
    card = card_of(await world.say(MANY))
    turned = (await world.press(titled(card, "Oldest first")))["value"]
    again = (await world.press(titled(turned, "Newest first")))["value"]

    assert 20 < len(ids(turned))
    assert list(reversed(newest_first("2026-11-11T14:30")))[: len(ids(turned))] == ids(turned)
    assert ids(card) == ids(again)


async def test_a_short_answer_is_sorted_without_reading(world: Rig) -> None:
    """By name, by result, oldest first: the same records in another order, and no request."""
    card = card_of(await world.say("failed sign-ins for dana in the last 7 days"))
    asked = len(world.graph.asked)
    by_name, by_result, oldest = [
        (await world.press(titled(card, title)))["value"] for title in ("By name", "By result", "Oldest first")
    ]

    assert 1 < len(ids(card))
    assert list(reversed(ids(card))) == ids(oldest)
    assert {frozenset(ids(card))} == {frozenset(ids(each)) for each in (by_name, by_result, oldest)}
    assert {"/v1.0/me"} >= {path for _, path in world.graph.asked[asked:]}
    assert "Newest first" in titles(oldest)


async def test_groups_are_leafed_through_and_sorted(world: Rig) -> None:
    """More groups than a card shows are on further pages; by name they are in order of their labels."""
    card = card_of(await world.say("sign-ins by ip in the last 30 days"))
    page = (await world.press(titled(card, "Next 25")))["value"]
    named = (await world.press(titled(card, "By name")))["value"]
    labels = re.findall(r"\d+\.\d+\.\d+\.\d+", words(named))

    assert re.search(r"\d+ to \d+ of 66", words(page))
    assert sorted(labels[1:30]) == labels[1:30]


async def test_details_and_back(world: Rig) -> None:
    """A row opens as one whole record, in the same place, and leads back to the page that it was on."""
    card = card_of(await world.say("failed sign-ins in the last 7 days"))
    page = (await world.press(titled(card, "Next 25")))["value"]
    row = next(each for each in buttons(page) if each.get("verb") == "row")
    record = next(each for each in tenant().sign_ins if each["id"] == row["data"]["r"][1:])
    whole = (await world.press(row))["value"]
    back = (await world.press(titled(whole, "Back to the list")))["value"]
    told = words(whole)

    assert "press one to see all of it" in words(page)
    assert [] == faults(whole)
    assert [] == [part for part in (record["userPrincipalName"], record["ipAddress"], record["id"]) if part not in told]
    assert str(record["status"]["errorCode"]) in told
    assert record["status"]["failureReason"] in told
    assert ids(page) == ids(back)


async def test_details_when_the_list_is_gone(world: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the answer is no longer kept, the record is read by its id, and the list that it leads back to is read anew."""
    card = card_of(await world.say("failed sign-ins in the last 7 days"))
    page = (await world.press(titled(card, "Next 25")))["value"]
    kept = (await world.press(titled(page, "Details")))["value"]
    monkeypatch.setattr(browsing, "KEPT_SECONDS", -1.0)
    await world.say("failed sign-ins in the last 7 days")
    before = len(world.graph.reports())
    row = titled(page, "Details")
    read = (await world.press(row))["value"]
    back = (await world.press(titled(read, "Back to the list")))["value"]
    nothing = await world.press({**row, "data": {**row["data"], "r": "s99999999-9999-4999-8999-999999999999"}})

    assert words(kept) == words(read)
    assert ids(page) == ids(back)
    assert len(world.graph.reports()) > before
    assert browsing.GONE == nothing["value"]


async def test_details_of_a_card_without_room(world: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the list does not fit into every row, all rows are there all the same, and lead back while it is kept."""
    question = "failed sign-ins in the last 7 days"
    roomy = card_of(await world.say(question))
    monkeypatch.setattr(import_module("bot.cards.limits"), "MOST_BYTES", size(roomy) - 2000)
    card = card_of(await world.say(question))
    row = titled(card, "Details")
    kept = (await world.press(row))["value"]
    monkeypatch.setattr(browsing, "KEPT_SECONDS", -1.0)
    await world.say(question)
    read = (await world.press(row))["value"]

    assert ids(roomy) == ids(card)
    assert size(card) < size(roomy)
    assert ["Back to the list"] == titles(kept)
    assert [] == titles(read)
    assert words(kept).removesuffix("Back to the list").strip() == words(read).strip()


async def test_records_read_anew_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that is kept costs nothing; one that is read anew counts as a question of whoever presses."""
    monkeypatch.setattr(browsing, "KEPT_SECONDS", -1.0)
    async with rig(monkeypatch, replace(DELEGATED, caller_limit=Rate(2, 60))) as world:
        world.service.signed_in |= {"29:alice": "graph-alice"}
        row = titled(card_of(await world.say("failed sign-ins today")), "Details")
        answers = [(await world.press(row))["value"] for _ in range(2)]

        assert "Request id:" in words(answers[0])
        assert slow_down(60) == answers[1]


async def test_names_take_the_place_of_ids(world: Rig) -> None:
    """An audit's changed ids are named by one look-up in the directory, which is kept."""
    wanted = next(
        row
        for row in sorted(tenant().directory_audits, key=lambda row: row["activityDateTime"], reverse=True)
        if row["activityDisplayName"] == "Add member to group"
    )
    card = card_of(await world.say("group changes in the last 30 days"))
    row = next(each for each in buttons(card) if each.get("verb") == "row")
    whole = (await world.press({**row, "data": {**row["data"], "r": f"d{wanted['id']}"}}))["value"]

    assert wanted["targetResources"][0]["userPrincipalName"] in words(whole)
    assert [] == faults(whole)


@pytest.mark.parametrize(
    "which", [None, 7, "", "s", "x1", "s" * 500, "s../../users", "d' or '1' eq '1"], ids=lambda which: str(which)[:8]
)
async def test_odd_names_of_rows(world: Rig, which: Any) -> None:
    """Which row is meant is not signed: nothing odd gets anything but a sentence."""
    card = card_of(await world.say("failed sign-ins today"))
    row = next(each for each in buttons(card) if each.get("verb") == "row")
    told = await world.press({**row, "data": {**row["data"], "r": which}})

    assert told["value"] in {bot_buttons.UNKNOWN, browsing.GONE}


async def test_a_private_view_in_a_group_is_leafed_through(world: Rig) -> None:
    """In a group the pages are in the response to the presser, and a shared answer has none of these buttons."""
    line = card_of(await world.say(MANY, **GROUP))
    shown = (await world.press(button(line, "show"), "bob", **GROUP))["value"]
    page = (await world.press(titled(shown, "Next 25"), "bob", **GROUP))["value"]
    by_alice = await world.press(titled(shown, "Next 25"), "alice", **GROUP)
    opened = (await world.press(next(b for b in buttons(page) if b.get("verb") == "row"), "bob", **GROUP))["value"]
    await world.press(button(shown, "share"), "bob", **GROUP)
    shared = card_of(world.connector.of_type("message")[-1].body)

    assert newest_first("2026-11-11T14:30")[len(ids(shown)) :][:25] == ids(page)
    assert bot_buttons.FORGED == by_alice["value"]
    assert "Back to the list" in titles(opened)
    assert {"Action.ToggleVisibility", "Action.OpenUrl"} == {each["type"] for each in buttons(shared)}


async def test_presser_is_checked_anew(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Signed out since, or off the list: neither page nor record is shown, though both are kept; each press is logged."""
    listen(caplog)
    async with rig(monkeypatch, DELEGATED) as world:
        world.service.signed_in |= {"29:alice": "graph-alice"}
        card = card_of(await world.say(MANY))
        row = next(each for each in buttons(card) if each.get("verb") == "row")
        await world.press(titled(card, "Next 25"))
        await world.press(row)
        world.service.signed_in.clear()
        answers = [await world.press(each) for each in (titled(card, "Next 25"), row)]

        assert [401, 401] == [each["statusCode"] for each in answers]
        told = [each["outcome"] for each in audited(caplog)]
        assert ["rows", "page", "record", "sign-in", "sign-in"] == told


async def test_forged_views_do_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data that is signed for one button is no other's, and nothing unsigned is taken."""
    async with rig(monkeypatch, APPLICATION) as world:
        card = card_of(await world.say(MANY))
        following = titled(card, "Next 25")
        row = next(each for each in buttons(card) if each.get("verb") == "row")
        forged = [
            {**following, "data": row["data"]},
            {**row, "data": {**following["data"], "r": row["data"]["r"]}},
            {**following, "verb": "show"},
            {**following, "data": {"d": following["data"]["d"][1:]}},
        ]
        answers = [(await world.press(each))["value"] for each in forged]

        assert [bot_buttons.FORGED] * 4 == answers
        assert ALICE != BOB
