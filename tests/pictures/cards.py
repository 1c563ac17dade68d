"""Writes one card of every shape, made from the made-up tenant, as the JSON that draw.mjs draws.

python -m tests.pictures.cards cards.json
PW_DIR=<folder with node_modules> node tests/pictures/draw.mjs cards.json out
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from bot import places
from bot.answers.build import build, build_compare
from bot.answers.details import details
from bot.answers.model import Answer
from bot.answers.rows import row_of
from bot.answers.talk import clarify, problem, refuse
from bot.answers.tally import Kept, Tally
from bot.answers.times import moment, ticks_of
from bot.cards import draw
from bot.cards.limits import size
from bot.cards.pages import Browse, View
from bot.cards.record import draw_record
from bot.demo import make_tenant
from bot.problems import Problem
from intents.fields import FIELDS
from intents.model import Condition, Declined, Kind, Log, Question, Threshold, TimeRange, Unclear
from tests.answers.making import FAILED, NOW, ZONE, A, P, S, ask, report

MONTH = TimeRange(NOW - timedelta(days=30), NOW, "in the last 30 days")
TODAY = TimeRange(NOW.replace(hour=0, minute=0), NOW, "today")
WEEK = TimeRange(NOW - timedelta(days=7), NOW, "")
BEFORE = TimeRange(NOW - timedelta(days=14), NOW - timedelta(days=7), "before")
EXAMPLES = (
    "password resets today", "failed sign-ins for bob last week", "who added members to a role this month",
    "top 5 users by failures", "sign-in pattern of alice", "what happened to bob in the last hour",
)  # fmt: skip


def _matches(question: Question, log: Log, record: dict[str, Any]) -> bool:
    when, asked = moment(ticks_of(log, record)), question.range
    if when is None or asked is None or (asked.start and when < asked.start) or when >= asked.end:
        return False
    for condition in question.conditions:
        keys = {v.key.casefold() for v in FIELDS[condition.field].values(log, record)}
        if bool(keys & {v.casefold() for v in condition.values}) == condition.negated:
            return False
    return True


def cards() -> Iterator[tuple[str, Answer]]:
    """Every shape, with a name."""
    made = make_tenant(NOW)
    logs = {
        S: [r for r in made.sign_ins if "interactiveUser" in r["signInEventTypes"]],
        A: made.directory_audits,
        P: made.provisioning,
    }
    names = [record["userPrincipalName"] for record in logs[S] if record["status"]["errorCode"] == 50053]
    locked = Condition("person", values=(max(names, key=names.count),))
    roles = Condition("operation", values=("Add member to role",))

    def taken(question: Question) -> Tally:
        tally = Tally(question, zone=ZONE)
        for log in question.logs:
            for record in logs[log]:
                if _matches(question, log, record):
                    tally.add(log, record)
        return tally

    def got(question: Question, **changed: Any) -> Answer:
        return build(
            question, taken(question), report(question, **changed), zone=ZONE, now=NOW, notes=("not used: please",)
        )

    yield "rows", got(ask(Kind.ROWS, locked, range=MONTH))
    yield "rows+open", got(ask(Kind.ROWS, locked, range=MONTH))
    yield "audits", got(ask(Kind.ROWS, roles, logs=A, range=MONTH, utterance="who added members to a role"))
    yield "why", got(ask(Kind.ROWS, FAILED, logs=P, range=MONTH, why=True))
    yield "none", got(ask(Kind.ROWS, FAILED, Condition("country", values=("NZ",)), range=WEEK))
    yield "count", got(ask(Kind.COUNT, FAILED, range=WEEK))
    yield (
        "incomplete",
        got(ask(Kind.COUNT, FAILED, range=WEEK), complete=False, incomplete_because=("stopped after 300 s",)),
    )
    yield "distinct", got(ask(Kind.DISTINCT, range=WEEK, of=("person",)))
    yield "top", got(ask(Kind.TOP, FAILED, range=WEEK, of=("person",), limit=5))
    yield "group", got(ask(Kind.GROUP, FAILED, range=MONTH, of=("error_code",)))
    yield "share", got(ask(Kind.GROUP, range=MONTH, of=("outcome",), share=True))
    yield "threshold", got(ask(Kind.GROUP, FAILED, range=MONTH, of=("ip",), threshold=Threshold(3, of="person")))
    yield "pattern", got(ask(Kind.TIMELINE, locked, range=MONTH))
    yield "pattern+open", got(ask(Kind.TIMELINE, locked, range=MONTH))
    yield "days", got(ask(Kind.TIMELINE, logs=A, range=WEEK, of=("day",)))
    yield "hours", got(ask(Kind.TIMELINE, FAILED, range=TODAY, of=("hour",)))
    yield "month", got(ask(Kind.TIMELINE, FAILED, range=MONTH, of=("day",)))
    yield "story", got(ask(Kind.STORY, locked, logs=(S, A, P), range=WEEK))
    sides = [ask(Kind.COMPARE, FAILED, range=r, of=("app",)) for r in (WEEK, BEFORE)]
    pair = [
        (name, taken(q), report(q)) for name, q in zip(("the last 7 days", "the 7 days before"), sides, strict=True)
    ]
    yield "compare", build_compare(sides[0], pair[0], pair[1], zone=ZONE, now=NOW)
    yield (
        "clarify",
        clarify(
            Unclear(
                "Two people are called Chris. Which one?",
                ("sign-ins for chris.brown@contoso.com", "sign-ins for chris.green@contoso.com"),
            )
        ),
    )
    yield (
        "clarify long",
        clarify(
            Unclear(
                "Two people are called Chris. Which one?",
                (
                    "Chris Adeyemi (chris.adeyemi@harbourlane.example, IT)",
                    "Chris Tanaka (chris.tanaka@harbourlane.example, Shipping)",
                ),
            )
        ),
    )
    yield "refuse", refuse(Declined("I only read the logs; I cannot change anything.", "change", examples=EXAMPLES[:3]))
    yield (
        "help",
        refuse(
            Declined(
                "Hello! I answer questions about sign-ins, directory changes and provisioning.",
                "help",
                examples=EXAMPLES,
            )
        ),
    )
    yield "problem", problem(Problem("role-missing", what="sign-ins"))
    yield "working", Answer("working", "Reading the sign-in log…")


SEALED = {"d": "x" * 90}
"""As long as the signed data of a row is where the card has no room for more."""
LISTED = {"d": "x" * 420}
"""As long as the signed data of a row is that knows its list."""
ASKED = {"d": "x" * 900}
"""As long as the signed data of a whole question is."""


def views() -> Iterator[tuple[str, dict[str, Any]]]:
    """Cards for one person's eyes: pages, orders, and records of each log in full."""
    made = make_tenant(NOW)
    names: dict[str, str] = {}
    for log, records, wanted in (
        (S, made.sign_ins, lambda r: r["status"]["errorCode"] == 53003),
        (A, made.directory_audits, lambda r: r["activityDisplayName"] == "Update conditional access policy"),
        (P, made.provisioning, lambda r: r["provisioningStatusInfo"]["status"] == "failure"),
    ):
        question = ask(Kind.ROWS, logs=log, range=MONTH)
        tally = Tally(question, zone=ZONE)
        for record in sorted(records, key=lambda r: not wanted(r)):
            tally.add(log, record)
        answer = build(question, tally, report(question), zone=ZONE, now=NOW)
        for name, view in (("first", View()), ("second", View(50, first=50))):
            browse = Browse(view, LISTED, lambda: SEALED, lambda _: ASKED, ASKED, lambda _: ASKED)
            yield f"{name} {log.value[:4]}", draw(answer, zone=ZONE, browse=browse)
        chosen = next(record for record in records if wanted(record))
        row = row_of(Kept(ticks_of(log, chosen), chosen["id"], log, msgspec.json.encode(chosen)), chosen, ZONE, NOW)
        yield f"record {log.value[:4]}", draw_record(details(row, ZONE, names), ASKED)
    question = ask(Kind.GROUP, range=MONTH, of=("ip",))
    tally = Tally(question, zone=ZONE)
    for record in made.sign_ins:
        tally.add(S, record)
    answer = build(question, tally, report(question), zone=ZONE, now=NOW)
    browse = Browse(View(50, first=50), LISTED, lambda: SEALED, lambda _: ASKED, None, lambda _: ASKED)
    yield "groups second", draw(answer, zone=ZONE, browse=browse)


def among_others() -> Iterator[tuple[str, dict[str, Any]]]:
    """Cards for places with other readers."""
    made = dict(cards())
    question = made["top"].question
    assert question is not None
    yield "line", places.line(question, ZONE, "Alice Example", ASKED)
    yield "reading", places.reading(20, ASKED)
    yield "again", places.again(ASKED)
    yield "private", places.private(draw(made["clarify"], zone=ZONE), lambda _: ASKED, ASKED)
    yield "shared", places.shared(draw(places.to_share(made["top"]), zone=ZONE), "Alice Example")
    working = draw(made["working"], zone=ZONE)
    yield "stop", {**working, "body": [*working["body"], places.stop_button(SEALED)]}


def all_cards() -> dict[str, dict[str, Any]]:
    """Every card by its name."""
    return {name: draw(answer, zone=ZONE) for name, answer in cards()} | dict(views()) | dict(among_others())


def main(path: str, say: Callable[[str], object] = print) -> None:
    """Write the cards to a file, and say how large each is."""
    drawn = all_cards()
    for name, card in drawn.items():
        say(f"{name:14}{size(card) / 1024:6.1f} KB")
    Path(path).write_text(json.dumps(drawn), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
