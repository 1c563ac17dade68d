"""What is denied is left out, or asked back: never dropped, and never asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intents import Understood, read
from intents.model import Unclear

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("everything but 50126 failures today", {("error_code", "50126", True), ("outcome", "failure", False)}),
        ("sign-ins from anywhere but Denmark for anna", {("country", "DK", True), ("person", "anna", False)}),
        ("all sign-ins but bob's yesterday", {("person", "bob", True)}),
        ("high risk sign-ins that weren't blocked", {("risk_level", "high", False), ("outcome", "failure", True)}),
        ("logins not from the US or Canada, and not mobile", {("country", "US|CA", True), ("os", "Ios|iOS|Android", True)}),
        ("sign-ins that were neither failed nor risky", {("outcome", "failure", True), ("risky", "true", True)}),
        ("didn't bob sign in today?", {("person", "bob", False)}),
    ],
)
def test_what_is_denied_is_left_out(text: str, conditions: set[tuple[str, str, bool]]) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert {(c.field, "|".join(c.values), c.negated) for c in reading.question.conditions} == conditions


def test_a_denial_before_the_subject_is_of_the_verb() -> None:
    reading = read("why wasn't bob provisioned to Zoom this week", now=NOW)

    assert isinstance(reading, Understood)
    said = {(c.field, c.negated): c.values for c in reading.question.conditions}
    assert said[("identity", False)] == ("bob",)
    assert said[("outcome", False)] == ("failure", "skipped")


@pytest.mark.parametrize(
    "text",
    [
        "members added to admin groups by non admins",
        "changes made by apps, not by people",
        "changes not made by admins",
        "failed sign-ins not yesterday",
    ],
)
def test_a_denial_that_became_no_condition_is_asked_back(text: str) -> None:
    assert isinstance(read(text, now=NOW), Unclear)


@pytest.mark.parametrize(
    "text",
    [
        "users created this week who signed in from China",
        "sign-ins to apps added this week",
        "guests invited last month who signed in",
        "users created in both Slack and Zoom",
        "users who signed in from both the US and China this week",
        "users created in Slack but not in Zoom",
        "which users used Teams but not Outlook this week",
        "users who failed but never succeeded today",
        "who added themselves to a group",
        "how many users per country today",
        "number of distinct IPs by user today",
        "which users only use legacy auth",
        "accounts that only failed this week",
        "users that failed but also succeeded today",
        "users in Germany who signed in from France",
        "guest invites and redemptions this month",
    ],
)
def test_what_no_single_record_tells_is_asked_back(text: str) -> None:
    assert isinstance(read(text, now=NOW), Unclear)


@pytest.mark.parametrize(
    "text",
    [
        "is it only alice failing today or everybody",
        "is it just ravi or is everyone failing to sign in to Teams today",
        "is bob the only one locked out today or are there others",
    ],
)
def test_whether_others_too_shows_in_a_split(text: str) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert reading.question.measure.of == ("person",)
    assert not reading.question.where("person")


@pytest.mark.parametrize("text", ["consent settings changed this week", "password protection settings changed", "bulk deletes by admin"])
def test_a_word_that_makes_it_another_operation_is_asked_back(text: str) -> None:
    assert isinstance(read(text, now=NOW), Unclear)


@pytest.mark.parametrize(
    ("text", "field", "negated"),
    [
        ("password resets where actor is not helpdesk@contoso.com", "actor", True),
        ("resets where target is bob this week", "target", False),
        ("did anyone other than trent change policies", "actor", True),
        ("has anyone changed esther's manager this month", "target", False),
    ],
)
def test_who_did_it_and_whom_it_was_done_to_are_told_apart(text: str, field: str, negated: bool) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert [(c.field, c.negated) for c in reading.question.conditions if c.op == "named"] == [(field, negated)]
