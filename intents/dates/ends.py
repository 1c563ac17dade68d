"""What can stand at an end of a range or behind "since": a point, "now", an hour or a number."""

from __future__ import annotations

from dataclasses import replace

from intents.dates import atoms, sharing
from intents.dates.almanac import unit_days
from intents.dates.grammar import Got, Text, number, ordinal
from intents.dates.values import Clock, Exact, Grain, Part, When, join


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
    if of_range:
        got = _next_day(text, start) or got
    if got is not None:
        return got
    hour = _hour_end(text, start)
    if not of_range or (hour is not None and not hour.when.weak):
        return hour
    return number_end(text, start)


def _next_day(text: Text, at: int) -> Got | None:
    """The right end "2am the next day", "9 the following morning": of a range the day after is understood."""
    hour = atoms.read(text, at) or number_end(text, at)
    if hour is None or hour.when.days is not None or hour.when.exact is not None or hour.when.ordinal:
        return None
    after = text.skip(hour.stop, "on", "the")
    part, day = text.word(after + 1) == "morning", text.word(after + 1) == "day"
    if text.word(after) not in {"next", "following"} or not (part or day):
        return None
    when = hour.when
    if when.number is not None:
        if when.number > 24:
            return None
        when = When(clock=sharing.hour_clock(when.number, when.note))
    if when.clock is None:
        return None
    morning = Part("morning", 6, 12) if part and not when.clock.half else None
    return Got(replace(when, part=morning, weak=False), after + 2)


def _hour_end(text: Text, at: int) -> Got | None:
    """ "since 10 yesterday", "before 6 this morning", "today until 10": an hour beside a day or a part of one."""
    bare = number_end(text, at)
    if bare is not None and bare.when.clock is not None:
        return bare  # "by 1830"
    if bare is None or bare.when.number is None or bare.when.ordinal or bare.when.number > 24:
        return None
    hour = When(clock=sharing.hour_clock(bare.when.number, bare.when.note), weak=True)
    day = atoms.point(text, text.skip(bare.stop, "on", "in", "the"))
    joined = join(hour, replace(day.when, weak=False)) if day else None
    if joined and day:
        return Got(joined, day.stop)
    alone = text.word(at - 1) == "since" and text.kind(at) == "num" and text.ends(bare.stop)
    return Got(replace(hour, weak=not alone), bare.stop)  # "since 9" needs no day


def number_end(text: Text, at: int) -> Got | None:
    start = text.skip(at, "the")
    got = ordinal(text, start)
    if got is not None:
        return Got(When(number=got[0], ordinal=True), got[1]) if 1 <= got[0] <= 31 else None
    count = number(text, start)
    if count is None or "." in text.word(start) or count[0] != int(count[0]) or not 0 <= count[0] <= 31:
        return _four_digits(text, start)
    if text.kind(start) == "num" and len(text.word(start)) > 2:
        return _four_digits(text, start)
    return Got(When(number=int(count[0]), note=text.word(start) if text.kind(start) == "num" else ""), count[1])


def _four_digits(text: Text, at: int) -> Got | None:
    """0910 in "0740 - 0910", 11.30 in "between 10.00 and 11.30": a time of day, beside a day."""
    word = text.word(at)
    if text.kind(at) != "num" or len(word) not in {4, 5}:
        return None
    hour, dot, minute = word.partition(".") if "." in word else (word[:2], "", word[2:])
    if len(minute) != 2 or int(hour) > 23 or int(minute) > 59:
        return None
    loose = bool(dot) and 1 <= int(hour) <= 12 and not hour.startswith("0")
    clock = Clock(int(hour), int(minute), grain=Grain.MINUTE, loose=loose)
    return Got(When(clock=clock, weak=bool(dot) or not word.startswith("0")), at + 1)
