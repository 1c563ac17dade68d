"""What can stand at an end of a range or behind "since": a point, "now", an hour or a number."""

from __future__ import annotations

from dataclasses import replace

from intents.dates import atoms, sharing
from intents.dates.almanac import unit_days
from intents.dates.grammar import Got, Text, number, ordinal
from intents.dates.values import Clock, Exact, Grain, When, join


def end_at(text: Text, at: int, *, of_range: bool = True) -> Got | None:
    """One end of a range or bound: a point, "now", or a bare number."""
    start = text.skip(at, "from", "on", "at", "in", "the") if not of_range else text.skip(at, "on", "at")
    if text.word(start) in {"now", "present"} or (
        text.word(start) == "date" and text.word(at - 1) == "to" and text.word(at - 2) != "up"
    ):
        now = text.now.at
        return Got(When(exact=Exact(now, now, instant=True)), start + 1)
    if text.word(start) == "current" and text.word(start + 1) in {"date", "day", "time"}:
        return Got(When(days=unit_days(text.now.today, Grain.DAY)), start + 2)
    got = atoms.point(text, start)
    if got is None and text.word(start) == "the":
        got = atoms.point(text, start + 1)
    if got is not None:
        return got
    hour = _hour_end(text, start)
    if not of_range or (hour is not None and not hour.when.weak):
        return hour
    return number_end(text, start)


def _hour_end(text: Text, at: int) -> Got | None:
    """ "since 10 yesterday", "before 6 this morning", "today until 10": an hour beside a day or a part of one."""
    bare = number_end(text, at)
    if bare is None or bare.when.number is None or bare.when.ordinal or bare.when.number > 24:
        return None
    hour = When(clock=sharing.hour_clock(bare.when.number, bare.when.note), weak=True)
    day = atoms.point(text, text.skip(bare.stop, "on", "in", "the"))
    joined = join(hour, replace(day.when, weak=False)) if day else None
    return Got(joined, day.stop) if joined and day else Got(hour, bare.stop)


def number_end(text: Text, at: int) -> Got | None:
    start = text.skip(at, "the")
    got = ordinal(text, start)
    if got is not None:
        return Got(When(number=got[0], ordinal=True), got[1]) if 1 <= got[0] <= 31 else None
    count = number(text, start)
    if count is None or count[0] != int(count[0]) or not 0 <= count[0] <= 31:
        return _four_digits(text, start)
    if text.kind(start) == "num" and len(text.word(start)) > 2:
        return _four_digits(text, start)
    return Got(When(number=int(count[0]), note=text.word(start) if text.kind(start) == "num" else ""), count[1])


def _four_digits(text: Text, at: int) -> Got | None:
    """0910 in "0740 - 0910": a time of day, beside a day."""
    word = text.word(at)
    if text.kind(at) == "num" and len(word) == 4 and word.isdigit() and int(word[:2]) < 24 and int(word[2:]) < 60:
        return Got(When(clock=Clock(int(word[:2]), int(word[2:]), grain=Grain.MINUTE), weak=True), at + 1)
    return None
