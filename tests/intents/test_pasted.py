"""Filters pasted from Graph are read as what they say, and shown in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intents import Log, Understood, read
from intents.model import Unclear
from intents.pasted import in_words

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "log", "conditions"),
    [
        ("status/errorCode eq 50126 and ipAddress eq '1.2.3.4'", Log.SIGN_INS, {("error_code", "50126", False), ("ip", "1.2.3.4", False)}),
        ("status.errorCode ne 0 and appDisplayName eq 'GitLab', this week", Log.SIGN_INS, {("outcome", "failure", False), ("app", "GitLab", False)}),
        ("userPrincipalName ne 'bob@contoso.com' and status/errorCode eq 0", Log.SIGN_INS, {("person", "bob@contoso.com", True), ("outcome", "success", False)}),
        ("status/errorCode eq 50053 or status/errorCode eq 50126", Log.SIGN_INS, {("error_code", "50053|50126", False)}),
        ("conditionalAccessStatus eq 'notApplied'", Log.SIGN_INS, {("ca_status", "notApplied", False)}),
        ("riskState: atRisk, today", Log.SIGN_INS, {("risk_state", "atRisk", False)}),
        ("activityDisplayName eq 'Add member to role' and result eq 'failure'", Log.DIRECTORY_AUDITS, {("operation", "Add member to role", False), ("outcome", "failure", False)}),
        ("operation: Add member to role; initiator: trent", Log.DIRECTORY_AUDITS, {("operation", "Add member to role", False), ("actor", "trent", False)}),
        ("provisioningAction eq 'create' and provisioningStatusInfo/status eq 'failure'", Log.PROVISIONING, {("provisioning_action", "create", False), ("outcome", "failure", False)}),
    ],
)
def test_a_pasted_filter_is_read(text: str, log: Log, conditions: set[tuple[str, str, bool]]) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert reading.question.logs == (log,)
    assert {(c.field, "|".join(c.values), c.negated) for c in reading.question.conditions} == conditions


def test_times_of_a_pasted_filter_are_the_range() -> None:
    reading = read("createdDateTime ge 2026-11-10T00:00:00Z and createdDateTime lt 2026-11-12T00:00:00Z and ipAddress eq '1.2.3.4'", now=NOW)

    assert isinstance(reading, Understood)
    assert reading.question.range is not None
    assert (reading.question.range.start, reading.question.range.end) == (datetime(2026, 11, 10, tzinfo=UTC), datetime(2026, 11, 12, tzinfo=UTC))


def test_what_became_of_a_clause_is_said() -> None:
    _, made = in_words("status/errorCode eq 50126")

    assert [(r.typed, r.read_as) for r in made] == [("status/errorCode eq 50126", "error 50126")]


@pytest.mark.parametrize("text", ["foo eq 3 and ipAddress eq '1.2.3.4'", "ipAddress eq '1.2.3.4' or location/city eq 'Oslo'"])
def test_a_clause_that_is_not_known_is_asked_back(text: str) -> None:
    assert isinstance(read(text, now=NOW), Unclear)


@pytest.mark.parametrize("text", ["sign-ins for alice today", "what is going on: bob cannot sign in", "sign-ins at 10:30 today"])
def test_plain_words_stay(text: str) -> None:
    assert in_words(text) == (text, ())


@pytest.mark.parametrize("text", ["failed or risky sign-ins today", "sign-ins from Russia or with high risk", "sign-ins from Oslo or Norway"])
def test_one_or_the_other_of_different_things_is_asked_back(text: str) -> None:
    assert isinstance(read(text, now=NOW), Unclear)
