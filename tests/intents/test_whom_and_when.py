"""Whom it was done to, by whom and when: told by small words that stand between."""

from __future__ import annotations

import pytest

from intents import read
from intents.model import Kind, Log, Unclear
from tests.intents.talking import NOW, talk


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tell me which administrator granted admin group access to Helena Brandt", {("target", "Helena Brandt")}),
        ("who conferred Global Reader on bob", {("role", "Global Reader"), ("target", "bob")}),
        ("which groups was faith removed from this month and by whom", {("target", "faith")}),
        ("changes victor made to faith's account", {("actor", "victor"), ("target", "faith")}),
        ("what did trent change on Monday", {("actor", "trent")}),
        ("who registered a device for faith", {("person", "faith")}),
        ("role removals affecting faith", {("target", "faith")}),
        ("who did victor invite", {("actor", "victor")}),
        ("when was the group Night Shift created and by whom", {("group", "Night Shift")}),
        ("when was bob disabled and by whom", {("target", "bob")}),
        ("owner changes on application Orion since Monday", {("app", "Orion")}),
    ],
)
def test_who_and_whom(text: str, names: set[tuple[str, str]]) -> None:
    asked = talk(text)

    assert asked.logs == (Log.DIRECTORY_AUDITS,)
    assert {(c.field, v) for c in asked.conditions if c.kinds for v in c.values} == names


@pytest.mark.parametrize("text", ["when was bob disabled", "did anybody ever delete the group Finance"])
def test_when_and_ever_ask_for_all_that_is_kept(text: str) -> None:
    range_ = talk(text).range

    assert range_ is not None
    assert range_.start is None


@pytest.mark.parametrize("text", ["app registrations made by interns group", "last failed and last successful login of bob"])
def test_it_is_asked_back(text: str) -> None:
    assert isinstance(read(text, now=NOW), Unclear)


@pytest.mark.parametrize(
    ("turns", "field", "values"),
    [
        (("sign-ins from France today", "also Spain"), "country", ("FR", "ES")),
        (("sign-ins for faith today", "and her password resets"), "target", ("faith",)),
    ],
)
def test_what_is_added(turns: tuple[str, ...], field: str, values: tuple[str, ...]) -> None:
    asked = talk(*turns)

    assert asked.where(field)[0].values == values
    assert asked.range is not None
    assert asked.range.said == "today"


@pytest.mark.parametrize(
    ("turns", "limit"),
    [
        (("failed logins today", "by country", "only the top one"), 1),
        (("top 5 users by failures today", "make it 10"), 10),
    ],
)
def test_another_limit(turns: tuple[str, ...], limit: int) -> None:
    measure = talk(*turns).measure

    assert (measure.kind, measure.limit) == (Kind.TOP, limit)


def test_a_noun_that_changes_nothing_is_asked_back() -> None:
    before = talk("changes by victor today")

    assert isinstance(read("to groups only", now=NOW, previous=before), Unclear)


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("sign-ins for me and anna today", {("person", "anna|me", False)}),
        (r"FABRIKAM\aberg failed logins", {("person", "aberg", False), ("outcome", "failure", False)}),
        ("sign-ins for a@fabrikam.com;c@fabrikam.com", {("person", "a@fabrikam.com|c@fabrikam.com", False)}),
        ("user did not consent errors yesterday", {("error_code", "65001", False)}),
        ("sign-ins where device is not compliant", {("compliant", "false", False)}),
        ("sign-ins from DE or AT before noon today", {("country", "DE|AT", False)}),
        ("sign-ins to App Proxy Test", {("app", "App Proxy Test", False)}),
    ],
)
def test_what_stands_beside(text: str, conditions: set[tuple[str, str, bool]]) -> None:
    assert {(c.field, "|".join(c.values), c.negated) for c in talk(text).conditions} == conditions


@pytest.mark.parametrize(
    ("text", "of", "limit"),
    [
        ("most changed groups this month", ("group",), 5),
        ("who was changed most often this month", ("target",), 1),
        ("who made the most changes this month", ("actor",), 1),
    ],
)
def test_tops_of_what_was_done(text: str, of: tuple[str, ...], limit: int) -> None:
    measure = talk(text).measure

    assert (measure.kind, measure.of, measure.limit) == (Kind.TOP, of, limit)


@pytest.mark.parametrize("text", ["how many password resets did the helpdesk team do this week", "users not in Slack"])
def test_who_is_not_read_is_asked_back(text: str) -> None:
    assert isinstance(read(text, now=NOW), Unclear)


def test_a_whole_question_is_no_fragment() -> None:
    asked = talk("failed sign-ins for alice today", "users of Salesforce this week")

    assert {v for c in asked.conditions for v in c.values} == {"Salesforce"}


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("what did provisioning do to tom this week", {("identity", "tom")}),
        ("user Tom restored from recycle bin by whom", {("target", "Tom")}),
    ],
)
def test_what_was_done_to_somebody(text: str, conditions: set[tuple[str, str]]) -> None:
    assert {(c.field, v) for c in talk(text).conditions if c.kinds for v in c.values} == conditions


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("bob's failed logins by error and day", ("error_code", "day")),
        ("Workday: created, updated, disabled counts this month", ("provisioning_action",)),
    ],
)
def test_splits(text: str, of: tuple[str, ...]) -> None:
    assert talk(text).measure.of == of
