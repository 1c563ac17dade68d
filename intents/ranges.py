"""Which range a question is about, of those that were said, or the one that is assumed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from intents import compare, dates
from intents.candidates import Candidate
from intents.label import Marked
from intents.model import Kind, Log, Op, Question, TimeRange, Unclear

ASSUMED_DAYS = 7


def asked_range(
    marked: Marked, found: Sequence[dates.Found], best: Candidate, now: datetime
) -> tuple[TimeRange | None, TimeRange | None, Unclear | None]:
    """The range asked about, the one compared with, and a question back when two times are said that do not join."""
    if best.measure.kind is Kind.COMPARE:
        return *compare.sides(marked.text, found, best.pieces, now), None
    ranges = [f.range for f in found]
    if len(ranges) < 2:
        return (ranges[0] if ranges else None), None, None
    hours = _hours_of_days(ranges)
    if hours is not None:
        return None, None, hours
    joined = _union(ranges)
    if joined is not None:
        return joined, None, None
    first, second = ranges[0].said, ranges[1].said
    return (
        None,
        None,
        Unclear(
            f"Two times are in that: “{first}” and “{second}”. Which one?", (f"{first}", f"{second}"), reason="range"
        ),
    )


_CLOCK_ALONE = re.compile(
    r"(?:(?:at|after|before|since|from|between|until|till|by|and|to|around|about|past|o'clock|noon|midnight"
    r"|\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?)(?:[\s-]+|$))+",
    re.IGNORECASE,
)
"""A time of day with no day beside it."""


def _hours_of_days(ranges: Sequence[TimeRange]) -> Unclear | None:
    """ "After 8pm this week" is of several evenings, which no one stretch of time is."""
    clock = next((r for r in ranges if _CLOCK_ALONE.fullmatch(r.said)), None)
    days = next((r for r in ranges if r is not clock and r.start and r.end - r.start > timedelta(hours=25)), None)
    if clock is None or days is None:
        return None
    return Unclear(
        f"I can keep to one stretch of time, but not to “{clock.said}” on each day of “{days.said}”. Name one day, or"
        " ask for a split by hour.",
        (f"sign-ins by hour {days.said}",),
        reason="range",
    )


def _union(ranges: Sequence[TimeRange]) -> TimeRange | None:
    """One range for several that touch or overlap ("today and yesterday")."""
    ordered = sorted(ranges, key=lambda r: (r.start is not None, r.start or r.end))
    joined = ordered[0]
    for following in ordered[1:]:
        if following.start is not None and following.start > joined.end:
            return None
        joined = replace(
            joined, end=max(joined.end, following.end), said=f"{joined.said}, {following.said}", alternatives=()
        )
    return joined


_EVER = re.compile(r"\bever\b", re.IGNORECASE)


_WHEN = re.compile(r"^\W*when (?:was|were|did|has|have|had)\b", re.IGNORECASE)


def _of_one(question: Question) -> bool:
    """Whether it is about what was done to one thing that is named."""
    named = any(c.op is Op.NAMED and not c.negated for c in question.conditions)
    return question.logs == (Log.DIRECTORY_AUDITS,) and bool(question.where("operation")) and named


def assumed_range(question: Question, now: datetime) -> TimeRange:
    """No range said: the last 7 days, or all that is kept where an id or "the last N" names the records by itself, and
    where it is asked when something was done.
    """
    ever = _EVER.search(question.utterance)
    if ever is not None:
        return TimeRange(None, now, ever.group())
    if _WHEN.search(question.utterance) and _of_one(question):
        return TimeRange(None, now)
    ids = {"correlation_id", "request_id", "change", "cycle"}
    if any(c.field in ids for c in question.conditions) or (
        question.measure.kind is Kind.ROWS and question.measure.limit is not None
    ):
        return TimeRange(None, now)
    return TimeRange(now - timedelta(days=ASSUMED_DAYS), now)
