"""What is offered next is understood as it is meant, after every kind of question."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import intents
from bot.answers.build import build
from bot.answers.follow_ups import FOLLOW_UPS, MOST
from bot.answers.tally import Tally
from intents.model import Log, Question, Understood
from tests.answers.making import ZONE, A, S, audit, provisioning, report, sign_in

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
ASKED = (
    "sign-ins for alice last week",
    "successful sign-ins for alice by app last week",
    "failed sign-ins last week",
    "failed sign-ins for alice last week",
    "how many sign-ins last week",
    "how many different users signed in last week",
    "top 5 users by failures last week",
    "sign-ins by app last week",
    "sign-ins by country last week",
    "sign-ins per day last week",
    "alice's sign-in pattern last week",
    "last 5 sign-ins last week",
    "group changes last week",
    "password resets last week",
    "how many password resets last week",
    "changes per day last week",
    "users created in ServiceNow last week",
    "provisioning events last week",
    "how many provisioning events last week",
    "what happened to alice last week",
)


def question(text: str, previous: Question | None = None) -> Question:
    """A text as it is read."""
    reading = intents.read(text, now=NOW, locale="en-US", previous=previous)
    assert isinstance(reading, Understood), (text, reading)
    assert not reading.notes.unread, text
    return reading.question


def records(log: Log) -> list[dict[str, Any]]:
    """A few records, of which some failed."""
    if log is S:
        return [sign_in(f"s{n}", code=50126 * (n % 2)) for n in range(6)]
    results = ["success", "failure"]
    if log is A:
        return [audit(f"a{n}", result=results[n % 2]) for n in range(6)]
    return [provisioning(f"p{n}", results[n % 2]) for n in range(6)]


def offered(asked: Question) -> tuple[str, ...]:
    """What is offered after an answer to a question."""
    tally = Tally(asked, zone=ZONE)
    for log in asked.logs:
        for record in records(log):
            tally.add(log, record)
    return build(asked, tally, report(asked), zone=ZONE, now=NOW).further


@pytest.mark.parametrize("text", ASKED)
def test_every_text_offered_is_understood(text: str) -> None:
    """It refines the question: the time stays unless it is about time, and nothing that was asked for is lost."""
    asked = question(text)
    texts = offered(asked)

    assert 0 < len(texts) <= MOST
    assert max(len(each) for each in texts) <= 20
    for each in texts:
        refined = question(each, asked)

        assert refined != asked
        assert {c.field for c in asked.conditions} <= {c.field for c in refined.conditions}, each
        assert (refined.range == asked.range) is (each != "the week before"), each
        assert asked.logs == refined.logs, each


def test_every_row_is_offered_somewhere() -> None:
    """A follow-up that no question brings up is no use."""
    seen = {each for text in ASKED for each in offered(question(text))}

    assert set() == {one.text for one in FOLLOW_UPS} - seen


def test_nothing_is_offered_that_was_asked() -> None:
    """After "failed sign-ins by app" neither failures nor apps are offered."""
    texts = offered(question("failed sign-ins by app last week"))

    assert not {"only failures", "by app"} & set(texts)
