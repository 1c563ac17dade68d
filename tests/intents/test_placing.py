"""Which field a name is a condition on, by where it stands in the sentence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intents import Unclear, Understood, read
from intents.marking import without_preamble
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


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("anyone at fabrikam.com with failed logins this week", "person", ("@fabrikam.com", "_fabrikam.com#ext#")),
        ("sign-ins by users @fabrikam.com today", "person", ("@fabrikam.com", "_fabrikam.com#ext#")),
        ("failed sign-ins from fabrikam.co.uk accounts", "person", ("@fabrikam.co.uk", "_fabrikam.co.uk#ext#")),
        ("sign-ins from the domain fabrikam.com", "person", ("@fabrikam.com", "_fabrikam.com#ext#")),
        ("password resets by anyone at fabrikam.com", "actor", ("@fabrikam.com", "_fabrikam.com#ext#")),
        ("who invited people from fabrikam.com", "target", ("@fabrikam.com", "_fabrikam.com#ext#")),
        ("sign-ins to monday.com yesterday", "app", ("monday.com",)),
        ("provisioning from workday.com yesterday", "source_system", ("workday.com",)),
    ],
)
def test_a_mail_domain_is_whose_accounts_are_meant(text: str, field: str, values: tuple[str, ...]) -> None:
    """Where people stand; a name that looks like one is the name of an app or a system elsewhere."""
    reading = read(text, now=NOW)
    assert isinstance(reading, Understood), reading
    assert [c.values for c in reading.question.conditions if c.field == field] == [values]


GUID = "4f1c2f5e-0b6a-4c8e-9c5b-2f0a6f7d1e11"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (f"what did {GUID} do yesterday", {"actor": GUID}),
        (f"has {GUID} signed in today", {"person": GUID}),
        (f"sign-ins of correlation id {GUID}", {}),
        ("updates to dana made by Workday this week", {"identity": "dana", "system": "Workday"}),
        ("provisioning updates sent to Dropbox this week", {"target_system": "Dropbox"}),
        ("groups that ServiceNow received last week", {"system": "ServiceNow"}),
        ("which attributes changed for dana in the last sync", {"identity": "dana"}),
        ('sign-ins blocked by the "Lab North policy" yesterday', {"ca_blocked_by": "Lab North policy"}),
        ("what was dana up to last monday", {"actor": "dana"}),
    ],
)
def test_who_or_what_is_meant(text: str, fields: dict[str, str]) -> None:
    assert placed(text) == fields


def test_who_made_a_change_is_no_creation() -> None:
    """ "And who made it" asks about the change that was named, and for no other."""
    reading = read("every conditional access policy change in the last 3 days and who made it", now=NOW)
    plain = read("every conditional access policy change in the last 3 days", now=NOW)
    assert isinstance(reading, Understood)
    assert isinstance(plain, Understood)
    assert [c.values for c in reading.question.conditions] == [c.values for c in plain.question.conditions]


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ('failed sign-ins where the reason is "account disabled"', "error_code", ("50057",)),
        ('sign-ins with error "wrong password" today', "error_code", ("50126",)),
        ("sign-ins with Chrome version 120 today", "browser", ("Chrome 120",)),
        ("sign-ins with chrome 120 today", "browser", ("Chrome 120",)),
        ("high-level risk detections yesterday", "risk_level", ("high",)),
    ],
)
def test_what_is_said_of_a_sign_in(text: str, field: str, values: tuple[str, ...]) -> None:
    reading = read(text, now=NOW)
    assert isinstance(reading, Understood), reading
    assert [c.values for c in reading.question.conditions if c.field == field] == [values]
    assert not [c for c in reading.question.conditions if c.kinds]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("did the app Lab Agent sign in today", {"app": "Lab Agent"}),
        ("did the app Lab Agent authenticate today", {"app": "Lab Agent"}),
        ("who was added to the group VPN access last week", {"group": "VPN access"}),
        ("members added to the group Lab update team", {"group": "Lab update team"}),
        ("logins from our office IP 192.0.2.10 that failed", {}),
        ("who has been messing with the conditional access policies", {}),
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(text: str, fields: dict[str, str]) -> None:
    assert placed(text) == fields


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("who made that user global admin", "Add member to role"),
        ("who made this group", "Add group"),
        ("who made them owners of the group Lab", "Add owner to group"),
    ],
)
def test_what_somebody_was_made_is_kept(text: str, operation: str) -> None:
    """Only a change that was named before has been "made" without saying what."""
    reading = read(text, now=NOW)
    assert isinstance(reading, Understood), reading
    assert [operation in c.values for c in reading.question.conditions if c.field == "operation"] == [True]


@pytest.mark.parametrize("text", ["what's dana up to today", "what is dana up to today", "what has dana been up to today"])
def test_being_up_to_something_is_doing_it(text: str) -> None:
    """And every word stays in its place."""
    assert placed(text) == {"actor": "dana"}
    assert len(without_preamble(text)) == len(text)
