"""`watchbook parse`: the reading alone, explained. Asks nobody."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.commands.common import Given, given, say, settings_from_environment
from intents.model import Condition, Declined, Question, Reading, TimeRange, Unclear, Understood


def run(arguments: argparse.Namespace) -> int:
    """See the module."""
    around = given(arguments, settings_from_environment())
    if arguments.jsonl:
        return _lines(around)
    previous: Question | None = None
    for text in arguments.questions or [line.rstrip("\n") for line in sys.stdin]:
        previous = _explain(text, around, previous)
    return 0


def _lines(around: Given) -> int:
    for line in sys.stdin:
        if line.strip():
            say(json.dumps(_one_line(line, around), ensure_ascii=False))
    return 0


def _one_line(line: str, around: Given) -> dict[str, Any]:
    from bot.clock import fixed, zone_of

    empty: dict[str, Any] = {
        "start": None,
        "end": None,
        "log": None,
        "measure": None,
        "conditions": [],
        "unread": [],
        "declined": False,
    }
    try:
        asked = json.loads(line)
        zone = zone_of(str(asked.get("tz") or around.zone))
        now = fixed(str(asked["now"]), zone) if asked.get("now") else around.now().astimezone(zone)
        text = str(asked.get("text", ""))
    except (ValueError, TypeError, AttributeError, OverflowError):
        return {**empty, "error": "not a JSON object with a text"}
    return encode(text, now, asked.get("locale") or around.locale)


def encode(text: str, now: datetime, locale: str | None) -> dict[str, Any]:
    """The JSON of one reading; start and end hold only what was said, also when the text is no question about logs."""
    import intents

    reading = intents.read(text, now=now, locale=locale)
    question = question_of(reading)
    said = said_range(text, now, locale)
    return {
        "start": said.start.isoformat() if said and said.start else None,
        "end": said.end.isoformat() if said else None,
        "log": str(question.logs[0]) if question else None,
        "measure": str(question.measure.kind) if question else None,
        "conditions": [condition(c) for c in question.conditions] if question else [],
        "unread": list(reading.notes.unread),
        "declined": isinstance(reading, Declined),
    }


def said_range(text: str, now: datetime, locale: str | None) -> TimeRange | None:
    """The range that a text names, whatever else the text is."""
    from intents import dates
    from intents.declined import LONGEST
    from intents.spelling import repair
    from intents.text import Kind, clean, tokenise

    cleaned = clean(text)[: LONGEST * 4]
    tokens = tokenise(cleaned)
    repaired, _ = repair(cleaned, tokens) if len(cleaned) <= LONGEST else (cleaned, ())
    taken = tuple((t.start, t.end) for t in tokenise(repaired) if t.kind in (Kind.GUID, Kind.IP, Kind.EMAIL))
    found = dates.find(repaired, now=now, locale=locale, taken=taken)
    return found.range if found else None


def question_of(reading: Reading) -> Question | None:
    """The question of a reading, as far as there is one."""
    if isinstance(reading, Understood):
        return reading.question
    return reading.partial if isinstance(reading, Unclear) else None


def condition(of: Condition) -> dict[str, Any]:
    """One condition as JSON."""
    return {
        "field": of.field,
        "op": ("not " if of.negated else "") + str(of.op),
        "value": list(of.values),
        "said": of.said,
    }


def _explain(text: str, around: Given, previous: Question | None) -> Question | None:
    import intents

    reading = intents.read(text, now=around.now(), locale=around.locale, previous=previous)
    say(f"text        {text}")
    if isinstance(reading, Declined):
        say(f"declined    {reading.reason}: {reading.sentence}")
    elif isinstance(reading, Unclear):
        say(f"asks back   {reading.reason}: {reading.ask}")
    question = question_of(reading)
    if question is not None:
        _explain_question(question, follow_up=isinstance(reading, Understood) and reading.follow_up)
    for span in reading.notes.spans:
        say(f"  {span.text:24.24} {span.became}")
    for repair in reading.notes.repairs:
        say(f"repaired    {repair.typed} -> {repair.read_as}")
    if reading.notes.unread:
        say(f"unread      {', '.join(reading.notes.unread)}")
    if reading.notes.lost:
        say(f"lost        {'; '.join(reading.notes.lost)}")
    say("")
    return question


def _explain_question(question: Question, *, follow_up: bool) -> None:
    measure = question.measure
    shape: Mapping[str, Any] = {
        "of": ", ".join(measure.of),
        "limit": measure.limit,
        "oldest first": measure.oldest_first,
        "threshold": measure.threshold,
        "share": measure.share,
    }
    extra = "; ".join(f"{k} {v}" for k, v in shape.items() if v)
    say(f"log         {', '.join(question.logs)}{'   (follow-up)' if follow_up else ''}")
    say(f"measure     {measure.kind}{'   ' + extra if extra else ''}")
    for c in question.conditions:
        kinds = f"   one of {', '.join(c.kinds)}" if c.kinds else ""
        say(
            f"condition   {'not ' if c.negated else ''}{c.field} {c.op} {' | '.join(c.values)}{kinds}   said “{c.said}”"
        )
    if question.range is not None:
        start = question.range.start.isoformat(" ") if question.range.start else "all that is kept"
        why = f"said “{question.range.said}”" if question.range.said else "assumed"
        say(f"range       {start} to {question.range.end.isoformat(' ')}   {why}")
        for other in question.range.alternatives:
            say(f"   or       {other.start} to {other.end}   {other.note}")
