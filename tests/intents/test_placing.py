"""Which field a name is a condition on, by where it stands in the sentence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intents import Unclear, Understood, read
from intents.vocabulary.apps import FIRST_PARTY_APPS

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)  # a Wednesday


def placed(text: str) -> dict[str, str]:
    """The fields of the names in a sentence."""
    reading = read(text, now=NOW)
    assert isinstance(reading, Understood), reading
    return {c.field: c.values[0] for c in reading.question.conditions if c.kinds}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("when did dana get disabled", {"target": "dana"}),
        ("did dana get added to sales by erin", {"target": "dana", "container": "sales", "actor": "erin"}),
        ("when did the Lab group get deleted", {"group": "Lab"}),
        ("who took reports reader from dana", {"role": "Reports Reader", "target": "dana"}),
        ("who gave reports reader to dana", {"role": "Reports Reader", "target": "dana"}),
        ("what changes has dana made to the Lab group", {"actor": "dana", "group": "Lab"}),
        ("what changes did dana make today", {"actor": "dana"}),
        ("users blocked by Baseline North today", {"ca_blocked_by": "Baseline North"}),
        ("what did Baseline North block today", {"ca_blocked_by": "Baseline North"}),
        ("brute force against dana", {"person": "dana"}),
        ("did dana get blocked today", {"person": "dana"}),
        ("did conditional access block dana", {"person": "dana"}),
    ],
)
def test_a_name_stands_where_the_sentence_puts_it(text: str, fields: dict[str, str]) -> None:
    assert placed(text) == fields


@pytest.mark.parametrize(
    ("words", "negated"),
    [("from the us", False), ("outside the us", True), ("not from the us", True), ("from outside us", True)],
)
def test_the_us_in_small_letters_is_a_country(words: str, negated: bool) -> None:
    """ "The us" is the country; "tell us" is not."""
    reading = read(f"tell us about failed sign-ins {words} without mfa", now=NOW)
    assert isinstance(reading, Understood), reading
    countries = [(c.values, c.negated) for c in reading.question.conditions if c.field == "country"]

    assert countries == [(("US",), negated)]


@pytest.mark.parametrize("name", FIRST_PARTY_APPS)
def test_an_app_made_of_known_words_is_one_name(name: str) -> None:
    assert placed(f"failed sign-ins to {name} today") == {"app": name}


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("failed sign-ins without mfa today", {("outcome", "failure", False), ("mfa", "false", False)}),
        ("failed sign-ins except mfa ones", {("outcome", "failure", False), ("error_code", "500121", True)}),
        ("mfa failures today", {("error_code", "500121", False)}),
        ("failed sign-ins, not error 50126", {("outcome", "failure", False), ("error_code", "50126", True)}),
        ("failed sign-ins except error 50126", {("outcome", "failure", False), ("error_code", "50126", True)}),
        ("sign-ins with error 50126", {("error_code", "50126", False)}),
    ],
)
def test_what_is_excluded_is_never_asked_for(text: str, conditions: set[tuple[str, str, bool]]) -> None:
    reading = read(text, now=NOW)
    assert isinstance(reading, Understood), reading

    assert {(c.field, c.values[0], c.negated) for c in reading.question.conditions} == conditions


@pytest.mark.parametrize("text", ["who reset passwords for guests this week", "password resets by helpdesk"])
def test_who_a_log_cannot_tell_is_asked_back(text: str) -> None:
    """A word that would narrow the answer, in a log that knows nothing of it, stops the answer."""
    assert isinstance(read(text, now=NOW), Unclear)
