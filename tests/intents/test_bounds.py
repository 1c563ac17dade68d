"""Times and numbers that would narrow the answer are read or asked back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intents import Understood, read
from intents.model import Kind, Threshold, Unclear

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "sign-ins after 8pm this week",
        "sign-ins between 22:00 and 06:00 last week",
        "failures at 3am this month",
    ],
)
def test_hours_of_several_days_are_asked_back(text: str) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Unclear)
    assert "one stretch of time" in reading.ask


@pytest.mark.parametrize("text", ["sign-ins today after 8am", "logins on Monday between 9 and 10", "sign-ins today and yesterday"])
def test_hours_of_one_day_are_read(text: str) -> None:
    assert isinstance(read(text, now=NOW), Understood)


@pytest.mark.parametrize(
    ("text", "low", "of"),
    [
        ("which users signed in from two countries today", 2, "country"),
        ("who used 3 different IPs today", 3, "ip"),
        ("accounts that hit three apps this week", 3, "app"),
    ],
)
def test_so_many_different_ones_are_a_bound(text: str, low: int, of: str) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    bound = reading.question.measure.threshold
    assert isinstance(bound, Threshold)
    assert (bound.at_least, bound.of) == (low, of)


@pytest.mark.parametrize("text", ["failures from two countries today", "users with 2 failures today", "sign-ins for bob from 2 IPs"])
def test_a_number_that_bounds_nothing_is_asked_back(text: str) -> None:
    assert isinstance(read(text, now=NOW), Unclear)


@pytest.mark.parametrize("text", ["sign-ins where MFA failed today", "sign-ins where country is not US today"])
def test_where_behind_records_asks_for_no_place(text: str) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert reading.question.measure.of == ()


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("AWS roles: created vs updated, this month", ("provisioning_action",)),
        ("skipped vs failed by app this week", ("app", "outcome")),
        ("US vs UK sign-ins today", ("country",)),
    ],
)
def test_one_against_another_is_a_split(text: str, of: tuple[str, ...]) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert reading.question.measure.of == of


@pytest.mark.parametrize("text", ["password changes vs resets this month", "Teams vs Outlook sign-ins today", "what did bob do and where did he sign in from today", "which users had more failures than successes today", "last sign-in per user", "first and last sign-in of bob today", "newest failure for each app", "top user by failed sign-ins today and what app"])
def test_two_things_at_once_are_asked_back(text: str) -> None:
    assert isinstance(read(text, now=NOW), Unclear)


def test_a_thing_that_the_log_does_not_have_is_asked_back() -> None:
    assert isinstance(read("devices provisioned this week", now=NOW), Unclear)
    assert isinstance(read("group last week's sign-ins by city", now=NOW), Understood)


def test_an_order_is_no_limit() -> None:
    reading = read("failures yesterday, newest first", now=NOW)

    assert isinstance(reading, Understood)
    assert reading.question.measure.limit is None


def test_a_list_behind_a_breakdown_is_the_split() -> None:
    reading = read("give me a breakdown of failures today: user, app, ip", now=NOW)

    assert isinstance(reading, Understood)
    assert reading.question.measure.of == ("person", "app", "ip")


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("compare failures this week with last week by app", ("app",)),
        ("failed sign-ins per user today compared with yesterday", ("person",)),
        ("more failures than last week?", ()),
    ],
)
def test_a_comparison_says_what_rose_in_a_split(text: str, of: tuple[str, ...]) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert (reading.question.measure.kind, reading.question.measure.of) == (Kind.COMPARE, of)


def test_two_times_are_not_compared_day_by_day() -> None:
    reading = read("compare sign-ins this week with last week by day", now=NOW)

    assert isinstance(reading, Unclear)
    assert "by day" in reading.ask


@pytest.mark.parametrize(
    ("text", "begins", "other"),
    [
        ("compare failures this week to last week", "2026-11-16", ("2026-11-09", "2026-11-16")),
        ("compare failures this week to the week before", "2026-11-16", ("2026-11-09", "2026-11-16")),
        ("failed sign-ins yesterday vs the previous day", "2026-11-17", ("2026-11-16", "2026-11-17")),
        ("sign-ins last month compared with the month before", "2026-10-01", ("2026-09-01", "2026-10-01")),
        ("compare sign-ins Monday to Wednesday with last week", "2026-11-16", ("2026-11-09", "2026-11-16")),
    ],
)
def test_a_comparison_has_two_sides(text: str, begins: str, other: tuple[str, str]) -> None:
    """What hangs on the first time ("the week before") is told from that, not from now."""
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    asked, compared = reading.question.range, reading.question.compared
    assert asked is not None
    assert asked.start is not None
    assert compared is not None
    assert compared.start is not None
    assert asked.start.date().isoformat() == begins
    assert (compared.start.date().isoformat(), compared.end.date().isoformat()) == other
