"""Names that are made of plain words, and words beside a name that are none of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intents import Understood, read

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sign-ins of Ingrid Solberg today", {"Ingrid Solberg"}),
        ("SG-Finance adds this week", {"SG-Finance"}),
        ("tier0-admins adds", {"tier0-admins"}),
        ("who was added to No Access this week", {"No Access"}),
        ("sign-ins by Night Owl app today", {"Night Owl"}),
        ("sign-ins for April May last month", {"April May"}),
        ("password resets for new hire anna lind", {"anna lind"}),
        ("who logged on to host PC-22 today", {"PC-22"}),
        ("who joined or left SG-VPN this month", {"SG-VPN"}),
        ("morning! is kasper locked out", {"kasper"}),
        ("logins for bob + alice today", {"bob", "alice"}),
        ("sign-ins for kim today, and bob's too", {"kim", "bob"}),
        ("who was added to finance or sales groups this week", {"finance", "sales"}),
    ],
)
def test_a_name_is_the_name_alone(text: str, names: set[str]) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert {v for c in reading.question.conditions if c.op == "named" for v in c.values} == names


@pytest.mark.parametrize("text", ["top 5 failing apps today, excl. Teams", "failures today w/o Teams", "failures today not incl Teams"])
def test_short_words_leave_out(text: str) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert [c.negated for c in reading.question.conditions if "Teams" in c.values] == [True]
