"""Conversations in the Microsoft 365 Agents Playground, as somebody sees them in a browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from bot.cards.pages import PAGE
from bot.demo import make_tenant
from tests.playground.conftest import NOW, Person

pytestmark = pytest.mark.slow

AT_ONCE = 8
"""Rows that a card shows before "Show more"."""
BROKEN = ("undefined", "[object", "NaN", "Traceback", "null", "{", "went wrong")


@cache
def sign_ins() -> tuple[dict[str, Any], ...]:
    """The interactive sign-ins of the tenant behind the bot."""
    records = make_tenant(datetime.fromisoformat(NOW)).sign_ins
    return tuple(r for r in records if "interactiveUser" in r["signInEventTypes"])


def count(matches: Callable[[dict[str, Any]], bool], since: str = "2026-11-18") -> int:
    """How many sign-ins since a day match, by the records and nothing else."""
    return sum(record["createdDateTime"] >= since and matches(record) for record in sign_ins())


def failed(record: dict[str, Any]) -> bool:
    """Whether a sign-in failed or was interrupted."""
    return bool(record["status"]["errorCode"])


def first_line(reply: str) -> str:
    """The answer in one line."""
    return reply.splitlines()[0]


def rows(reply: str) -> list[str]:
    """The rows of a reply that say how a sign-in ended."""
    return re.findall(r"^(?:failed|interrupted|succeeded).* · ", reply, re.MULTILINE)


def sound(person: Person) -> None:
    """Nothing in the last reply is broken, empty or cut off, and the page complained about nothing."""
    reply = person.seen.replies[-1]

    assert reply
    assert [] == [word for word in BROKEN if word in reply.replace("{DATE", "")]
    assert () == person.seen.cut
    assert () == person.seen.faults


def test_rows_and_a_follow_up(person: Person) -> None:
    """A question gets its rows, more of them and the receipt on demand; a follow-up refines it."""
    person.shoot("welcome")
    sound(person)

    assert 1 == len(person.seen.replies)
    assert "sign-ins, directory changes and provisioning" in person.seen.replies[0]

    today = count(failed)
    page = min(today, PAGE)
    reply = person.say("failed sign-ins today")
    person.shoot("rows")
    sound(person)

    assert first_line(reply).startswith(f"{today} failed sign-ins")
    assert AT_ONCE == len(rows(reply))

    reply = person.unfold(f"Show {page - AT_ONCE} more")
    sound(person)

    assert page == len(rows(reply))
    assert today == page or f"1 to {page} of {today}" in reply
    assert "Read as:" not in reply

    person.unfold("Show less")
    reply = person.unfold("How this was answered")
    person.shoot("receipt")
    sound(person)

    assert AT_ONCE == len(rows(reply))
    assert "Wed 18 Nov 2026 00:00 to Wed 18 Nov 2026 14:30 UTC" in reply
    assert re.search(r"GET /v1\.0/auditLogs/signIns\?.*\$filter=.* → 200", reply)

    reply = person.say("only from Austin")
    person.shoot("follow-up")
    sound(person)
    here = count(lambda record: failed(record) and record["location"]["city"] == "Austin")

    assert first_line(reply).startswith(f"{here} failed sign-in")
    assert here == len(rows(reply))


def test_pages_records_and_orders(person: Person) -> None:
    """Page two, a record in full and the way back, and another order, all in the place of the answer."""
    reply = person.say("sign-ins in the last 7 days")
    person.shoot("first")
    sound(person)
    week = count(lambda record: True, "2026-11-11T14:30")

    assert first_line(reply).startswith(f"{week:,} sign-ins")

    reply = person.turn("Next 25", "26 to 50 of")
    person.shoot("second")
    sound(person)

    assert f"26 to 50 of {week:,}; press one to see all of it" in reply

    person.turn("Details", "Request id:")
    person.shoot("record")
    sound(person)
    person.turn("Back to the list", "26 to 50 of")
    person.unfold("Sort or save")
    person.shoot("tools")
    sound(person)
    reply = person.turn("Oldest first", "1 to 25 of")
    person.shoot("oldest")
    sound(person)

    assert "Wed 11 Nov" in reply
    person.unfold("Sort or save")

    assert "Newest first" in person.seen.buttons


def test_a_name_of_two_people(person: Person) -> None:
    """A name that fits two people is asked back, whole to read, and chosen by a press."""
    reply = person.say("sign-ins for chris")
    person.shoot("which")
    sound(person)
    tanaka = next(button for button in person.seen.buttons if "chris.tanaka@" in button)

    assert "2 people fit “chris”. Which one?" == first_line(reply)
    assert 2 == len(person.seen.buttons)

    reply = person.choose(tanaka)
    person.shoot("chosen")
    sound(person)
    theirs = count(lambda record: record["userDisplayName"] == "Chris Tanaka", "2026-11-11T14:30")

    assert first_line(reply).startswith(f"{theirs} sign-ins for Chris Tanaka")
    assert {"Chris Tanaka"} == set(re.findall(r"^(.+?) → ", reply, re.MULTILINE))


def test_numbers_and_time(person: Person) -> None:
    """A top list, a pattern of hours, a chart by day and a long story are drawn and say their numbers in words."""
    reply = person.say("top 5 users by failures this week")
    person.shoot("top")
    sound(person)
    users = Counter(r["userPrincipalName"] for r in sign_ins() if failed(r) and r["createdDateTime"] >= "2026-11-16")
    numbers = [number for _, number in users.most_common(5)]

    assert f"({numbers[0]}) first" in first_line(reply)
    assert numbers == [int(found) for found in re.findall(r"[█-▏]\s*(\d+)$", reply, re.MULTILINE)]

    reply = person.say("alice's sign-in pattern")
    person.shoot("pattern")
    sound(person)
    hers = count(lambda record: record["userDisplayName"] == "Alice Moreau", "2026-11-11T14:30")

    assert first_line(reply).startswith(f"{hers} sign-ins for Alice Moreau")
    assert "Hours of the day by weekday" in reply
    assert "Usual hours:" in reply

    reply = person.say("failed sign-ins per day in the last 30 days")
    person.shoot("chart")
    sound(person)

    assert "Show all 31 days" in person.seen.buttons

    reply = person.unfold("Show all 31 days")
    person.shoot("chart-days")
    sound(person)

    days = [int(number) for number in re.findall(r"^\w{3}.\d+.\w{3}[ \xa0]+(\d+)\b", reply, re.MULTILINE)]
    month = count(failed, "2026-10-19T14:30")

    assert first_line(reply).startswith(f"{month} failed sign-ins")
    assert (31, month) == (len(days), sum(days))


def test_nothing_found_no_and_nonsense(person: Person) -> None:
    """Zero rows say why, a wish is declined with examples that work, and no words leave somebody without an answer."""
    reply = person.say("failed sign-ins from New Zealand today")
    person.shoot("none")
    sound(person)

    assert "No failed sign-ins from New Zealand, today" == first_line(reply)
    assert 3 <= len(reply.split("Complete")[0].splitlines())

    reply = person.say("delete bob")
    person.shoot("declined")
    sound(person)
    example = next(button for button in person.seen.buttons if "password resets" in button)

    assert "cannot change anything" in reply

    reply = person.choose(example)
    person.shoot("example")
    sound(person)

    assert "password reset" in first_line(reply)

    for words in ("qwertz florp", "' or 1 eq 1", "**bold** <b>x</b> [a](https://evil.example)", "🤷", "x" * 3000):
        person.say(words)
        sound(person)
    person.shoot("nonsense")


@pytest.mark.parametrize("chat", ["Group Chat", "General"])
def test_where_others_read(person: Person, chat: str) -> None:
    """In a group chat and in a channel there is a line with the question; the answer is for whoever presses."""
    person.do("chat", name=chat)
    reply = person.say("failed sign-ins today")
    person.shoot("line")
    sound(person)

    assert reply.startswith("The failed sign-ins, from ")
    assert "Show me" in person.seen.buttons

    shown = person.turn("Show me", f"{count(failed)} failed sign-ins")
    person.shoot("answer")
    sound(person)

    assert shown.startswith(f"{count(failed)} failed sign-ins")


def test_now_is_the_time_of_the_tenant() -> None:
    """The records that the other tests count are those of the bot's tenant, which is made for one time."""
    newest = max(record["createdDateTime"] for record in sign_ins())

    assert "2026-11-18T14" <= newest < NOW
    assert UTC == datetime.fromisoformat(NOW).tzinfo
