"""Every measure with every condition over every range: the composition of the design, spelled out.

The sentences are put together from parts, so a part that is swallowed, or that takes another with it, fails by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from intents import Condition, Kind, Log, Question, Understood, read

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)  # a Wednesday
MIDNIGHT = NOW.replace(hour=0, minute=0)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """Words and the condition they are."""

    words: str
    field: str
    value: str
    negated: bool = False


SIGN_IN_CONDITIONS = (
    Part("for dana", "person", "dana"),
    Part("to Payroll Plus", "app", "Payroll Plus"),
    Part("that failed", "outcome", "failure"),
    Part("with error 50126", "error_code", "50126"),
    Part("from 198.51.100.7", "ip", "198.51.100.7"),
    Part("from Norway", "country", "NO"),
    Part("not from Norway", "country", "NO", negated=True),
)
AUDIT_CONDITIONS = (
    Part("by dana", "actor", "dana"),
    Part("to the Tower Wardens group", "group", "Tower Wardens"),
    Part("that failed", "outcome", "failure"),
)
PROVISIONING_CONDITIONS = (
    Part("from Workday", "source_system", "Workday"),
    Part("into ServiceNow", "target_system", "ServiceNow"),
    Part("that failed", "outcome", "failure"),
)
RANGES = {
    "today": (MIDNIGHT, NOW),
    "yesterday": (MIDNIGHT - DAY, MIDNIGHT),
    "this week": (MIDNIGHT - 2 * DAY, NOW),
    "last week": (MIDNIGHT - 9 * DAY, MIDNIGHT - 2 * DAY),
    "in the last 6 hours": (NOW - timedelta(hours=6), NOW),
    "in the past 3 days": (NOW - 3 * DAY, NOW),
    "in the last 2 weeks": (NOW - 14 * DAY, NOW),
    "this month": (MIDNIGHT - 17 * DAY, NOW),
    "last month": (datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)),
    "on Monday": (MIDNIGHT - 2 * DAY, MIDNIGHT - DAY),
    "on 12 November": (datetime(2026, 11, 12, tzinfo=UTC), datetime(2026, 11, 13, tzinfo=UTC)),
    "between 10 November and 12 November": (datetime(2026, 11, 10, tzinfo=UTC), datetime(2026, 11, 13, tzinfo=UTC)),
    "since Monday": (MIDNIGHT - 2 * DAY, NOW),
}
SIGN_IN_MEASURES = {
    "sign-ins {c} {r}": (Kind.ROWS, ()),
    "how many sign-ins {c} {r}": (Kind.COUNT, ()),
    "how many different users had sign-ins {c} {r}": (Kind.DISTINCT, ("person",)),
    "top 3 apps by sign-ins {c} {r}": (Kind.TOP, ("app",)),
    "sign-ins {c} by browser {r}": (Kind.GROUP, ("browser",)),
    "sign-ins {c} over time {r}": (Kind.TIMELINE, ()),
}
AUDIT_MEASURES = {
    "group members added {c} {r}": (Kind.ROWS, ()),
    "how many members were added {c} {r}": (Kind.DISTINCT, ("target",)),
    "top 3 admins by audit events {c} {r}": (Kind.TOP, ("actor",)),
    "audit events {c} by operation {r}": (Kind.GROUP, ("operation",)),
    "audit events {c} per day {r}": (Kind.TIMELINE, ("day",)),
}
PROVISIONING_MEASURES = {
    "provisioning events {c} {r}": (Kind.ROWS, ()),
    "how many provisioning events {c} {r}": (Kind.COUNT, ()),
    "how many different users were provisioned {c} {r}": (Kind.DISTINCT, ("identity",)),
    "top 3 systems by provisioning events {c} {r}": (Kind.TOP, ("system",)),
    "provisioning events {c} by action {r}": (Kind.GROUP, ("provisioning_action",)),
    "provisioning events {c} over time {r}": (Kind.TIMELINE, ()),
}


def cases(
    log: Log, measures: dict[str, tuple[Kind, tuple[str, ...]]], parts: tuple[Part, ...]
) -> list[tuple[str, Log, Kind, tuple[str, ...], Part, str]]:
    return [
        (template.format(c=part.words, r=phrase), log, kind, of, part, phrase)
        for template, (kind, of) in measures.items()
        for part in parts
        for phrase in RANGES
    ]


CASES = [
    *cases(Log.SIGN_INS, SIGN_IN_MEASURES, SIGN_IN_CONDITIONS),
    *cases(Log.DIRECTORY_AUDITS, AUDIT_MEASURES, AUDIT_CONDITIONS),
    *cases(Log.PROVISIONING, PROVISIONING_MEASURES, PROVISIONING_CONDITIONS),
]


def understood(text: str) -> Question:
    reading = read(text, now=NOW)
    assert isinstance(reading, Understood), f"{text!r}: {reading}"
    return reading.question


def holds(conditions: tuple[Condition, ...], part: Part) -> bool:
    return any(c.field == part.field and part.value in c.values and c.negated == part.negated for c in conditions)


@pytest.mark.parametrize(("text", "log", "kind", "of", "part", "phrase"), CASES, ids=[c[0] for c in CASES])
def test_measure_condition_and_range_are_all_read(
    text: str, log: Log, kind: Kind, of: tuple[str, ...], part: Part, phrase: str
) -> None:
    """No part of the sentence is lost, and none is read as something else."""
    question = understood(text)

    assert question.logs == (log,)
    assert (question.measure.kind, question.measure.of) == (kind, of)
    assert holds(question.conditions, part), question.conditions
    assert question.range is not None
    assert (question.range.start, question.range.end) == RANGES[phrase]
