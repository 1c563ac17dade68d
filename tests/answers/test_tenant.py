"""Answers over the made-up tenant agree with plain counting of its raw records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from bot.answers.build import build
from bot.answers.model import Answer
from bot.answers.tally import Tally
from bot.demo import make_tenant
from intents.model import Kind, Log, Question, TimeRange
from tests.answers.making import NOW, ZONE, A, P, S, ask, report

ALL = TimeRange(NOW - timedelta(days=31), NOW, "in the last 31 days")


@pytest.fixture(scope="module")
def logs() -> dict[Log, list[dict[str, Any]]]:
    """The three logs of the tenant, sign-ins of the interactive kind."""
    made = make_tenant(NOW)
    interactive = [s for s in made.sign_ins if "interactiveUser" in s.get("signInEventTypes", ["interactiveUser"])]
    return {S: interactive, A: made.directory_audits, P: made.provisioning}


def answered(question: Question, logs: dict[Log, list[dict[str, Any]]]) -> Answer:
    """The answer over every record of the question's logs."""
    taken = Tally(question, zone=ZONE)
    for log, record in _records(question, logs):
        taken.add(log, record)
    return build(question, taken, report(question), zone=ZONE, now=NOW)


def _records(question: Question, logs: dict[Log, list[dict[str, Any]]]) -> Iterator[tuple[Log, dict[str, Any]]]:
    for log in question.logs:
        yield from ((log, record) for record in logs[log])


def test_users(logs: dict[Log, list[dict[str, Any]]]) -> None:
    """How many users, and which: by user principal name as written."""
    plain = Counter(r["userPrincipalName"] for r in logs[S])
    got = answered(ask(Kind.DISTINCT, range=ALL, of=("person",)), logs)

    assert (len(plain), dict(plain)) == (got.count, {g.key: g.count for g in got.groups})


def test_ids_of_everything(logs: dict[Log, list[dict[str, Any]]]) -> None:
    """All ids, newest first by (time, id)."""
    ordered = sorted(logs[A], key=lambda r: (r["activityDateTime"], r["id"]), reverse=True)

    assert [r["id"] for r in ordered] == list(answered(ask(logs=A, range=ALL), logs).ids)


def test_days_add_up(logs: dict[Log, list[dict[str, Any]]]) -> None:
    """The days of a line in time hold every record."""
    got = answered(ask(Kind.TIMELINE, logs=P, range=ALL, of=("day",)), logs)
    plain = Counter(r["activityDateTime"][:10] for r in logs[P])

    assert dict(plain) == {g.key: g.count for g in got.groups}
    assert sum(n for _, n in got.series[0].points) == len(logs[P])


def test_every_record_makes_a_row(logs: dict[Log, list[dict[str, Any]]]) -> None:
    """No record of the tenant breaks a row or leaves it empty."""
    from bot.answers.rows import row_of
    from bot.answers.tally import Kept
    from bot.answers.times import ticks_of

    for log, record in _records(ask(Kind.STORY, logs=(S, A, P)), logs):
        row = row_of(Kept(ticks_of(log, record), record["id"], log, msgspec.json.encode(record)), record, ZONE)

        assert row.title
        assert row.detail
        assert row.outcome
        assert "unnamed" not in row.title
