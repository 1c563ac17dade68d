"""Names with signs, small words, numbers and words of the vocabulary in them stay whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intents import Understood, read

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("sign-ins to Contoso HR (prod) yesterday", {"Contoso HR (prod)"}),
        ("sign-ins to Lab (UK) or Lab (US) this week", {"Lab (UK)", "Lab (US)"}),
        ("members added to Finance – EU last month", {"Finance - EU"}),
        ("sign-ins blocked by CA01: Require MFA last week", {"CA01: Require MFA"}),
        ("who changed the policy CA07 - Block by Country", {"CA07 - Block by Country"}),
        ("users added to group 2026 Interns since Monday", {"2026 Interns"}),
        ("did anybody join the Everyone group today", {"Everyone"}),
        ("sign-ins to Who's Who today", {"Who's Who"}),
        ("sign-ins to Zoom.us for Business", {"Zoom.us for Business"}),
        ("sign-ins for María José de la Cruz", {"María José de la Cruz"}),
        ("Jan Novak sign-ins in jan", {"Jan Novak"}),
        ("Sunday Okafor sign-ins on Tuesday", {"Sunday Okafor"}),
        ("what did Page change on Monday", {"Page"}),
        ("sign-ins to Salesforce (failed only)", {"Salesforce"}),
        ("sign-ins for John Smith - yesterday", {"John Smith"}),
    ],
)
def test_an_odd_name_is_whole(text: str, names: set[str]) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert {v for c in reading.question.conditions if c.kinds for v in c.values} == names


def test_what_looks_like_a_host_is_a_device_first() -> None:
    reading = read("which users signed in on DESKTOP-8QK2L1 yesterday", now=NOW)

    assert isinstance(reading, Understood)
    assert [(c.field, c.values) for c in reading.question.conditions] == [("device", ("DESKTOP-8QK2L1",))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("sign-ins for User One", {"User One"}),
        ("failed sign-ins for Scanner 2 today", {"Scanner 2"}),
        ("sign-ins for Test User 3 yesterday", {"Test User 3"}),
        ("sign-ins for de Vries yesterday", {"de Vries"}),
        ("sign-ins of Dr. Grace Hall last week", {"Grace Hall"}),
        ("who added bob to Project: Falcon", {"bob", "Project: Falcon"}),
        ("users in app Sign In Helper today", {"Sign In Helper"}),
        ("what's the last IP Petra used", {"Petra"}),
        ("was rose's mfa reset by mark", {"rose", "mark"}),
        ("group additions to Finance or HR by anyone but svc-idm this week", {"Finance", "HR", "svc-idm"}),
        ("sign-ins for Windows 10 today", set()),
    ],
)
def test_numbers_titles_and_small_words_of_names(text: str, names: set[str]) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert {v for c in reading.question.conditions if c.kinds for v in c.values} == names
