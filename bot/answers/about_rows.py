"""Answers that are records: rows, and the story of a person, app or address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.clean import clean
from bot.answers.found import Found, comma, interrupts, listed, number, results, sentence
from bot.answers.labels import code_label
from bot.answers.model import Answer, Row
from bot.answers.rows.audit import sentence as told
from bot.answers.sentence import NOUNS
from bot.answers.times import at
from bot.answers.zero import reasons
from intents.model import Log
from intents.records import text

_WHO = re.compile(r"\b(who|whom|which (admin|administrator|user|person|account)s?)\b", re.IGNORECASE)
_FEW = 3


def rows(found: Found) -> Answer:
    """Return the records themselves, newest first, under a sentence that answers."""
    shown = found.rows()
    return Answer(
        kind="rows",
        headline=_headline(found, shown),
        lines=_lines(found, shown),
        rows=shown,
        ids=found.tally.ids(),
        count=found.count,
    )


def _headline(found: Found, shown: Sequence[Row]) -> str:
    measure, things = found.question.measure, found.words.things(found.count, events=False)
    when = comma(found.words.when())
    if not shown:
        if not found.report.complete:
            return f"None found so far: {things}{when}"
        return f"No: no {things}{when}" if measure.yes_no else f"No {things}{when}"
    some = f"{number(found.count, least=found.least)} {things}{when}{_interrupts(found)}"
    if measure.yes_no:
        latest = f"; the latest {at(found.tally.latest, found.zone, now=found.now)}" if found.count > 1 else ""
        return f"Yes: {some}{latest}"
    if measure.limit:
        return _limited(found, when)
    return _who(found, shown) or sentence(some)


def _limited(found: Found, when: str) -> str:
    which = "first" if found.question.measure.oldest_first else "last"
    things = found.words.things(found.count, events=False)
    if found.question.measure.limit == 1:
        stamp = at(found.rows()[0].time, found.zone, now=found.now)
        return f"The {which} of the {found.words.things(2, events=False)}{when}: {stamp}"
    if found.count < (found.question.measure.limit or 0):
        return f"All {found.count:,} {things}{when}{'' if found.least else ' (there are no more)'}"
    return f"The {which} {found.count:,} {things}{when}"


def _who(found: Found, shown: Sequence[Row]) -> str:
    """The headline of a "who" question about directory changes: who, how often, what; "" for any other question."""
    asked = found.question.measure.said or found.question.utterance
    if found.question.logs != (Log.DIRECTORY_AUDITS,) or not _WHO.search(asked):
        return ""
    actors = found.tally.splits["actor"].parts()
    if not actors:
        return ""
    if found.count == 1 and shown[0].record is not None:
        operation = clean(text(shown[0].record, "activityDisplayName"), 60)
        failed = "" if shown[0].outcome == "succeeded" else f" ({shown[0].outcome})"
        return told(operation, shown[0].record) + f", {at(shown[0].time, found.zone, now=found.now)}{failed}"
    names = [f"{clean(a.labels[0])} ({a.count:,})" if len(actors) > 1 else clean(a.labels[0]) for a in actors[:_FEW]]
    if len(actors) > _FEW:
        names.append(f"{len(actors) - _FEW:,} more")
    things = found.words.things(found.count, events=False)
    return f"{listed(names)}: {number(found.count, least=found.least)} {things}{comma(found.words.when())}"


def _interrupts(found: Found) -> str:
    asked = found.question.where("outcome")
    failed_only = any(not c.negated and c.values == ("failure",) for c in asked)
    return interrupts(found.outcomes(), whole=found.count) if failed_only else ""


def _lines(found: Found, shown: Sequence[Row]) -> tuple[str, ...]:
    if not shown:
        return reasons(found)
    ended = results(found.outcomes())
    return tuple(line for line in (sentence(ended), why(found)) if line)


def why(found: Found) -> str:
    """Return the reasons for failures, most frequent first, when they were asked for."""
    if not found.question.measure.why:
        return ""
    if found.question.logs == (Log.SIGN_INS,):
        codes = [part for part in found.tally.splits["error_code"].parts() if part.key != "0"]
        told = [f"{code_label(part.key)} × {part.count:,}" for part in codes[:_FEW]]
    else:
        counted: dict[str, int] = {}
        for row in found.rows():
            if row.why:
                counted[row.why] = counted.get(row.why, 0) + 1
        told = [f"{reason} × {n:,}" for reason, n in sorted(counted.items(), key=lambda kv: -kv[1])[:_FEW]]
    return f"Why: {'; '.join(told)}" if told else ""


def story(found: Found) -> Answer:
    """Return everything from all logs merged by time, with what it consists of."""
    shown = found.rows()
    parts = []
    for log in found.question.logs:
        count = found.tally.by_log[log]
        if count:
            parts.append(f"{count:,} {NOUNS[log][0 if count == 1 else 1]}")
    things = found.words.things(found.count)
    headline = f"{number(found.count, least=found.least)} {things}{comma(found.words.when())}"
    if len(parts) > 1:
        headline += f": {listed(parts)}"
    failed = found.tally.outcomes["failure"]
    lines = [f"{failed:,} failed{interrupts(found.tally.outcomes, whole=failed)}"] if failed else []
    for name, said in (("ip", "Addresses"), ("app", "Apps"), ("operation", "Operations")):
        top = found.tally.splits[name].parts()[:_FEW] if shown else []
        if top:
            lines.append(f"{said}: {', '.join(f'{clean(p.labels[0])} ({p.count:,})' for p in top)}")
    return Answer(
        kind="story",
        headline=sentence(headline),
        lines=tuple(lines) if shown else reasons(found),
        rows=shown,
        ids=found.tally.ids(),
        count=found.count,
    )
