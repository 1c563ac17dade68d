"""Slips that the words beside them tell, and names that look like slips."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intents import Understood, read

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("sgn-ins of declen orourke last wek", {("sgn", "sign")}),
        ("sing in for bob today", {("sing", "sign")}),
        ("failures by aplication today", {("aplication", "application")}),
        ("lokouts today", {("lokouts", "lockouts")}),
        ("users aded to Payroll Editors today", {("aded", "added")}),
        ("sign-ins by amin today", set()),
        ("sign-ins of Sing today", set()),
        ("sign-ins by clint barton today", set()),
    ],
)
def test_slips(text: str, repairs: set[tuple[str, str]]) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Understood)
    assert {(r.typed, r.read_as) for r in reading.notes.repairs} == repairs
