"""A second thing that is asked for is answered by the same split, or asked back; it is never dropped."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intents import Understood, read
from intents.model import Kind, Log, Measure, Question, Unclear

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


def question(*turns: str) -> Question:
    asked: Question | None = None
    for text in turns:
        reading = read(text, now=NOW, previous=asked)
        assert isinstance(reading, Understood)
        asked = reading.question
    assert asked is not None
    return asked


@pytest.mark.parametrize(
    ("text", "kind", "of"),
    [
        ("how many failed sign-ins today and from which countries", Kind.GROUP, ("country",)),
        ("how many password resets were done today and by whom", Kind.GROUP, ("actor",)),
        ("more than 20 failures per user today", Kind.GROUP, ("person",)),
        ("fails > 20 per user last hour", Kind.GROUP, ("person",)),
        ("what share of our sign-ins used MFA last week", Kind.GROUP, ("mfa",)),
        ("what percentage of sign-ins came from Germany today", Kind.GROUP, ("country",)),
        ("what share of guest sign-ins failed", Kind.GROUP, ("outcome",)),
        ("failed sign-ins today sorted by date", Kind.ROWS, ()),
    ],
)
def test_one_split_tells_both(text: str, kind: Kind, of: tuple[str, ...]) -> None:
    measure = question(text).measure

    assert (measure.kind, measure.of) == (kind, of)


@pytest.mark.parametrize(
    "text",
    [
        "how many users signed in today and which apps did they use",
        "top 3 apps and top 3 users yesterday",
        "number of sign-ins and number of users for Teams this week",
        "how many users signed in this week compared to last week",
        "what percent of sign-ins are to Teams",
        "failure rate by app today",
        "which users have no MFA registered",
        "users with no password reset this month",
    ],
)
def test_what_one_answer_cannot_tell_is_asked_back(text: str) -> None:
    assert isinstance(read(text, now=NOW), Unclear)


def test_a_story_narrows_to_one_log() -> None:
    asked = question("what happened to oleg yesterday", "only sign-ins")

    assert (asked.logs, asked.measure) == ((Log.SIGN_INS,), Measure())


def test_everybody_but_the_asker() -> None:
    asked = question("role removals by anyone but me this week")

    assert [(c.field, c.negated) for c in asked.where("actor")] == [("actor", True)]


@pytest.mark.parametrize("text", ["failures of password resets today", "errors in password resets today"])
def test_what_is_said_of_operations_is_said_of_all_their_names(text: str) -> None:
    assert question(text).where("operation")[0].values == question("password resets today").where("operation")[0].values
