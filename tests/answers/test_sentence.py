"""A question is said back whole: every condition, every alternative, every denial, the range and its zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.answers.phrases import PHRASES
from bot.answers.rereadings import rereadings
from bot.answers.sentence import read_as
from intents.fields import FIELDS
from intents.model import Condition, Entity, EntityKind, Kind, Log, Op, Source, Threshold, TimeRange
from tests.answers.making import FAILED, NOW, WEEK, ZONE, A, P, S, ask

VALUES = {name: ("true",) if field.flag else ("one-value", "other-value") for name, field in FIELDS.items()}
VALUES["error_code"] = ("50126", "50057")


def test_every_field_has_words() -> None:
    """A new field needs a row in the table of phrases."""
    assert set(FIELDS) == set(PHRASES)


@pytest.mark.parametrize("name", list(FIELDS))
def test_every_condition_is_stated(name: str) -> None:
    """Each field, in each log that has it: its values are said, and a denial reads differently."""
    for log in FIELDS[name].logs:
        plain = ask(Kind.ROWS, logs=log)
        condition = Condition(name, values=VALUES[name])
        said = read_as(replace(plain, conditions=(condition,)), ZONE)
        denied = read_as(replace(plain, conditions=(replace(condition, negated=True),)), ZONE)

        assert said not in {denied, read_as(plain, ZONE)}
        assert denied != read_as(plain, ZONE)
        if not FIELDS[name].flag:
            assert [] == [value for value in VALUES[name] if value not in said or value not in denied]


def test_a_flag_that_is_false_is_not_one_that_is_true() -> None:
    """ "without MFA" is not "with MFA", and a denied false is true."""
    told = {
        (value, negated): read_as(ask(Kind.ROWS, Condition("mfa", values=(value,), negated=negated)), ZONE)
        for value in ("true", "false")
        for negated in (False, True)
    }

    assert "with MFA" in told["true", False]
    assert "without MFA" in told["false", False]
    assert (told["true", False], told["false", False]) == (told["false", True], told["true", True])


def test_a_whole_question() -> None:
    """Measure, adjective, noun, conditions, absolute range in the asker's zone, as said."""
    alice = Entity(EntityKind.USER, "1", "Alice Johnson", "alice@contoso.com")
    guest = Entity(EntityKind.USER, "", "Alice Ng", mail="ng@fabrikam.com", guest=True, source=Source.DELETED)
    question = ask(
        Kind.COUNT,
        Condition("person", Op.NAMED, ("alice",), entities=(alice, guest)),
        FAILED,
        Condition("country", values=("US", "CA"), negated=True),
    )

    assert (
        "The number of failed sign-ins "
        "for Alice Johnson (alice@contoso.com) or Alice Ng (ng@fabrikam.com, guest, deleted), "
        "from a known country other than United States or Canada, from Mon 9 Nov 2026 01:00 to Mon 16 Nov 2026 01:00 "
        "Europe/Berlin (UTC+01:00) (“last week”)."
    ) == read_as(question, ZoneInfo("Europe/Berlin"))


def test_an_assumed_range_is_said_to_be() -> None:
    """Nothing said: assumed; and notes of the reading are kept."""
    question = ask(range=TimeRange(NOW - timedelta(days=7), NOW, "", "note of the reader"))

    assert read_as(question, ZONE).endswith("UTC (assumed, as no time was said; note of the reader).")


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ({"kind": Kind.ROWS, "limit": 5}, "The last 5 of the sign-ins"),
        ({"kind": Kind.ROWS, "limit": 1, "oldest_first": True}, "The first of the sign-ins"),
        ({"kind": Kind.ROWS, "yes_no": True}, "Whether there are, and which are, the sign-ins"),
        ({"kind": Kind.ROWS, "why": True}, "The sign-ins, with the reasons"),
        ({"kind": Kind.DISTINCT, "of": ("person",)}, "The number of different users in sign-ins"),
        ({"kind": Kind.TOP, "of": ("app",), "limit": 3}, "The 3 apps with the most sign-ins"),
        ({"kind": Kind.GROUP, "of": ("app", "day")}, "The number by app and day of sign-ins"),
        ({"kind": Kind.GROUP, "of": ("outcome",), "share": True}, "The share by result of sign-ins"),
        ({"kind": Kind.TIMELINE}, "The pattern over time of sign-ins"),
        ({"kind": Kind.TIMELINE, "of": ("day",)}, "The number per day of sign-ins"),
        ({"kind": Kind.COMPARE}, "Compared with the time before, the number of sign-ins"),
    ],
)
def test_measures(measure: dict[str, object], said: str) -> None:
    """Each measure, with its limit and what it splits by."""
    kind = measure.pop("kind")
    assert isinstance(kind, Kind)

    assert read_as(ask(kind, **measure), ZONE).startswith(f"{said}, from Mon 9 Nov")


def test_thresholds_and_kinds_of_sign_in() -> None:
    """Both bounds, what they count, and the kinds beyond interactive ones."""
    question = ask(Kind.GROUP, of=("ip",), threshold=Threshold(2, 9, "person"))
    told = read_as(replace(question, beta_kinds=("nonInteractiveUser",)), ZONE)

    assert "non-interactive sign-ins" in told
    assert ", only IP addresses with at least 2 and at most 9 different users, from" in told


def test_the_share_of_a_part() -> None:
    """ "What share failed": the part is named, and the whole is everything."""
    told = read_as(ask(Kind.GROUP, FAILED, of=("outcome",), share=True), ZONE)

    assert told.startswith("The share of failed ones among sign-ins, from")


def test_several_logs_are_named() -> None:
    """The log is part of the question."""
    told = read_as(ask(Kind.STORY, logs=(S, A, P)), ZONE)

    assert told.startswith(
        "In order of time, all records in the sign-in log and the audit log and the provisioning log, from"
    )


def test_very_many_values_are_counted_not_dropped() -> None:
    """Thirty operations: twelve by name, and that there are more."""
    told = read_as(ask(Kind.ROWS, Condition("operation", values=tuple(f"Op {n:02}" for n in range(30))), logs=A), ZONE)

    assert "“Op 11” or 18 more" in told


@pytest.mark.parametrize("log", list(Log))
def test_hostile_values_stay_on_their_line(log: Log) -> None:
    """What was typed is said back cleaned."""
    told = read_as(ask(Kind.ROWS, Condition("actor", values=("a\u202eb\n{{DATE(1)}}",)), logs=log), ZONE)

    assert "by ab { {DATE(1)} }" in told


class TestRereadings:
    """The other fair reading of a time is one tap away."""

    ROLLING = TimeRange(NOW - timedelta(days=7), NOW, "during the last week", "rolling")
    SAID = replace(WEEK, said="during the last week", alternatives=(ROLLING,))

    def test_the_time_is_replaced_where_it_stands(self) -> None:
        """The rest of the question stays as typed."""
        question = ask(range=self.SAID, utterance="Sign-ins DURING the last week for bob")

        assert ("Sign-ins from 2026-11-11 14:30 to 2026-11-18 14:30 for bob",) == rereadings(question, ZONE)

    def test_whole_days_are_named_as_days(self) -> None:
        """A last day that is named is included."""
        one = TimeRange(WEEK.start, WEEK.start + timedelta(days=1) if WEEK.start else WEEK.end, "x")
        question = ask(range=replace(self.SAID, alternatives=(WEEK, one)), utterance="during the last week")

        assert ("from 2026-11-09 to 2026-11-15", "on 2026-11-09") == rereadings(question, ZONE)

    def test_a_follow_up_that_kept_its_time_offers_nothing(self) -> None:
        """There are no words to replace."""
        assert () == rereadings(ask(range=self.SAID, utterance="only failures"), ZONE)

    def test_they_are_read_as_the_range_they_stand_for(self) -> None:
        """The reader understands the text that the button sends."""
        from intents import Understood, read

        question = ask(range=self.SAID, utterance="sign-ins during the last week")
        reading = read(rereadings(question, ZONE)[0], now=NOW)

        assert isinstance(reading, Understood)
        assert reading.question.range is not None
        assert (self.ROLLING.start, self.ROLLING.end) == (reading.question.range.start, reading.question.range.end)


def test_a_mail_domain_is_said_as_people_do() -> None:
    """And, where the whole question is said, that guests from there are meant as well."""
    domain = Condition("person", Op.CONTAINS, ("@fabrikam.com", "_fabrikam.com#ext#"), False, "fabrikam.com")
    said = read_as(replace(ask(Kind.ROWS), conditions=(domain,)), ZONE)

    assert "for anybody at fabrikam.com, guests from there included," in said
    assert "#ext#" not in said
