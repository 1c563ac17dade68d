"""A second thing that is asked for is answered by the same split, or asked back; it is never dropped."""

from __future__ import annotations

import pytest

from intents import read
from intents.model import Kind, Log, Measure, Unclear
from tests.intents.talking import NOW, talk


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
    measure = talk(text).measure

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
    asked = talk("what happened to oleg yesterday", "only sign-ins")

    assert (asked.logs, asked.measure) == ((Log.SIGN_INS,), Measure())


def test_everybody_but_the_asker() -> None:
    asked = talk("role removals by anyone but me this week")

    assert [(c.field, c.negated) for c in asked.where("actor")] == [("actor", True)]


@pytest.mark.parametrize("text", ["failures of password resets today", "errors in password resets today"])
def test_what_is_said_of_operations_is_said_of_all_their_names(text: str) -> None:
    assert talk(text).where("operation")[0].values == talk("password resets today").where("operation")[0].values


@pytest.mark.parametrize(
    ("turns", "conditions"),
    [
        (("sign-ins of tom from Poland this week", "drop the country"), {("person", "tom", False)}),
        (("failed sign-ins today", "remove the failed filter"), set()),
        (("sign-ins for hana today", "not from Poland", "include Poland again"), {("person", "hana", False)}),
        (
            ("failed logins today", "only mobile", "not iphones"),
            {("outcome", "failure", False), ("os", "Ios|iOS|Android", False), ("os", "Ios|iOS", True)},
        ),
        (("logins except 203.0.113.0/24 10.0.0.0/8 today",), {("ip", "203.0.113.0/24|10.0.0.0/8", True)}),
        (("sign-ins from 10.1.2.0-10.1.2.255 today",), {("ip", "10.1.2.0/24", False)}),
        (("sign-ins from 10.0.0.8 to 10.0.0.15 today",), {("ip", "10.0.0.8/29", False)}),
    ],
)
def test_conditions_taken_back_and_stretches(turns: tuple[str, ...], conditions: set[tuple[str, str, bool]]) -> None:
    assert {(c.field, "|".join(c.values), c.negated) for c in talk(*turns).conditions} == conditions


@pytest.mark.parametrize(
    ("turns", "measure"),
    [
        (("who signed in to Teams today", "how many is that"), (Kind.DISTINCT, ("person",))),
        (("who failed mfa today and how often",), (Kind.GROUP, ("person",))),
        (("how many failed and how many successful sign-ins today",), (Kind.GROUP, ("outcome",))),
        (("failed sign-ins by user and app where country is not US",), (Kind.GROUP, ("person", "app"))),
    ],
)
def test_what_is_counted(turns: tuple[str, ...], measure: tuple[Kind, tuple[str, ...]]) -> None:
    asked = talk(*turns).measure

    assert (asked.kind, asked.of) == measure


@pytest.mark.parametrize(
    "text",
    ["who used the most apps last week", "which app has the highest failure rate", "list apps and number of users for each"],
)
def test_what_records_do_not_count_is_asked_back(text: str) -> None:
    assert isinstance(read(text, now=NOW), Unclear)
