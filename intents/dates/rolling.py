"""Spans and points counted back from now: the past 90 minutes, last 7 days, 24h, 3 days ago, same time yesterday."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from intents.dates import words
from intents.dates.almanac import Now, before, unit_days
from intents.dates.amounts import GRAINS, Amounts, amounts, days_of, point_back, rolling, unit_at, vague
from intents.dates.grammar import Got, Rule, Text, number
from intents.dates.units import WHOLE
from intents.dates.values import Days, Exact, Grain, When

_ROLLING = frozenset({"last", "past", "previous", "prior", "trailing", "preceding", "latest", "recent"})


_NOT_AFTER_AMOUNT = frozenset(
    {"apart", "each", "every", "after", "before", "later", "old", "older", "long", "longer", "per", "of", "window",
     "windows", "interval", "intervals", "timeout", "delay", "token", "session", "sessions", "limit", "retention",
     "lifetime", "in", "or", "from", "between", "earlier", "straight", "consecutive", "-", "rule", "policy", "expiry",
     "grace", "period", "periods", "trial", "sla", "hence", "left", "remaining", "ahead", "notice", "back"}
)  # fmt: skip


_NOT_BEFORE_AMOUNT = frozenset(
    {"every", "per", "than", "each", "least", "most", "under", "exceed", "exceeds", "exceeded", "first", "next", "a",
     "an", "-", "another", "after", "before", "expire", "expires", "expiring", "takes", "took", "lasting", "lasted",
     "lasts", "by", "to", "at", "minimum", "maximum", "max", "min", "older", "and", "or", "any"}
)  # fmt: skip


def read_rolling(text: Text, at: int) -> Got | None:
    """last 7 days, past 90 mins, the previous two weeks, last 24h, trailing 30 days."""
    if text.word(at) not in _ROLLING:
        return None
    start = text.skip(at + 1, "of")
    either = _either_amount(text, start)
    got = amounts(text, either or start)
    if got is None or _is_unit_of(text, got[1]):
        return None
    spans, stop = got
    if text.word(at + 1) in {"a", "an"} and text.word(at + 2) not in words.VAGUE | {"half", "dozen", "quarter"}:
        return None
    told = f"read as the longer one, {_told(spans)}" if either else vague(text, at, stop)
    stop += 2 * (text.word(stop) == "or" and text.word(stop + 1) == "so")
    when = rolling(text.now, spans, told)
    calendar = _calendar_reading(text.now, spans)
    if calendar and any(text.word(i) in WHOLE for i in range(at, stop)):
        return Got(calendar[0], stop)
    return Got(replace(when, others=calendar), stop)


def _either_amount(text: Text, at: int) -> int:
    """ "last 10-15 minutes", "last 5 or 10 minutes": where the longer amount begins, else 0."""
    first = number(text, at)
    if first is None or text.word(first[1]) not in {"-", "to", "or"}:
        return 0
    second = number(text, first[1] + 1)
    return first[1] + 1 if second is not None and second[0] > first[0] and unit_at(text, second[1]) else 0


def _is_unit_of(text: Text, stop: int) -> bool:
    """ "the last 3 days of October" counts from the end of October, which another rule reads."""
    return text.word(stop) == "of" and text.word(stop + 1) not in {"sign", "failed", "failures", "data", "logs"}


def _calendar_reading(now: Now, spans: Amounts) -> tuple[When, ...]:
    """The whole days, weeks or months before the present one, for spans said as one such number."""
    if len(spans) != 1 or spans[0][0] != int(spans[0][0]) or not 1 <= spans[0][0] <= 400:
        return ()
    count, unit = int(spans[0][0]), spans[0][1]
    if unit not in {"day", "week", "month", "quarter", "year"}:
        return ()
    oldest, newest = unit_days(now.today, GRAINS[unit], count), unit_days(now.today, GRAINS[unit], 1)
    return (days_of(Days(GRAINS[unit], oldest.first, newest.after), f"the {count} whole {unit}s before this one"),)


def read_count_then_previous(text: Text, at: int) -> Got | None:
    """the 10 previous weeks, "7 last days", "two past months"."""
    count = number(text, at)
    if count is None or text.word(count[1]) not in _ROLLING:
        return None
    unit = unit_at(text, count[1] + 1)
    if not unit:
        return None
    return Got(rolling(text.now, ((count[0], unit),)), count[1] + 2)


def read_bare_amount(text: Text, at: int) -> Got | None:
    """An amount alone is rolling: "failed sign-ins, 7 days", "24h", "not signed in for 90 days". An amount that is a
    property of something ("token lifetime 8 hours") or a rate ("10 failures in 5 minutes") is not."""
    before_it = text.word(at - 1)
    if text.kind(at - 1) in {"ymd", "abc", "ab"}:
        return None  # "2026-11-03 14h" is a time
    if before_it in _NOT_BEFORE_AMOUNT or (text.word(at) in {"a", "an"} and before_it != "in"):
        return None
    got = amounts(text, at)
    if got is None or text.word(got[1]) in _NOT_AFTER_AMOUNT or got[0][0][1] == "decade":
        return None
    spans, stop = got
    briefly = text.word(at) in {"a", "an"} and spans[0][1] in {"second", "minute"}  # "in a minute"
    if briefly or (text.word(stop - 1) == "s" and text.glued(stop - 1)):  # "500s" are errors
        return None
    if any(text.word(near) in _PROPERTIES for near in range(at - 4, at)) or _is_rate(text, at):
        return None
    digits = text.kind(at) == "num"
    alone = text.ends(stop) or text.word(stop) in {"for", "by", "on", "with", "where", "and", "only", "please"}
    asked = before_it in {"for", "in", "over", "within", "during", ",", ":", "(", ""}
    if not (alone and (asked or (digits and text.ends(stop)))):
        return None
    return Got(rolling(text.now, spans, f"read as the last {_told(spans)}"), stop)


_PROPERTIES: Final = frozenset(
    {"age", "lifetime", "timeout", "duration", "retention", "expiry", "expire", "expires", "expired", "expiring",
     "grace", "period", "validity", "valid", "interval", "limit", "delay", "cache", "ttl", "frequency", "length",
     "maximum", "minimum", "remember", "remembered", "every", "lasts", "takes", "took", "older"}
)  # fmt: skip
_COUNTS: Final = frozenset(
    {"times", "twice", "than", "least", "several", "multiple", "different", *words.NUMBERS, "consecutive"}
)


def _is_rate(text: Text, at: int) -> bool:
    """ "more than 10 failures in 5 minutes", "twice within an hour": so many in any such span."""
    if text.word(at - 1) not in {"in", "within", "over"}:
        return False
    near = range(max(0, at - 6), at - 1)
    return any((text.kind(i) == "num" and len(text.word(i)) < 4) or text.word(i) in _COUNTS for i in near)


def _told(spans: Amounts) -> str:
    """Amounts in words, for a note."""
    return " ".join(f"{count:g} {unit}{'' if count == 1 else 's'}" for count, unit in spans)


def read_ago(text: Text, at: int) -> Got | None:
    """3 days ago, an hour ago, 2 weeks back, half an hour ago; "more than 30 days ago" is everything before."""
    more, less, start = _more_or_less(text, at)
    start = text.skip(start, "about", "around", "roughly", "approximately", "some")
    got = amounts(text, start)
    if got is None and text.word(start + 1) == "ago" and len(text.word(start)) > 2 and (unit := unit_at(text, start)):
        got = ((1.0, unit),), start + 1  # "fortnight ago"
    if got is None:
        return None
    spans, stop = got
    if text.word(stop) == "." and text.word(stop + 1) == "ago":
        stop += 1  # "15 min. ago"
    stop += 2 * (text.word(stop) == "or" and text.word(stop + 1) == "so")
    older = not _AGED.isdisjoint({text.word(at), text.word(at + 1)}) or (more and text.word(stop) == "old")
    if text.word(stop) == "last" and not (more or less):  # "a week last friday"
        return _named_day(text, stop, spans)
    if text.word(stop) in {"ago", "back", "earlier", "prior", "old"}:
        if text.word(stop) in {"earlier", "prior", "old"} and not (text.ends(stop + 1) and (more or less)):
            return None
        stop += 1
    elif not older:
        return None
    named = None if more or less else _named_day(text, stop, spans)
    if named is not None:
        return named
    if more:
        return Got(When(exact=Exact(None, before(text.now.at, spans))), stop)
    if less:
        return Got(rolling(text.now, spans), stop)
    return Got(replace(point_back(text.now, spans), note=vague(text, at, stop)), stop)


_AGED: Final = frozenset({"older", "newer", "younger"})
"""These need no "ago": "older than 30 days"."""


def _more_or_less(text: Text, at: int) -> tuple[bool, bool, int]:
    """Whether "more than" or "less than" (at least, over, under, at most) stands there, and the position after it."""
    if text.word(at) == "at" and text.word(at + 1) in {"least", "most"}:
        return text.word(at + 1) == "least", text.word(at + 1) == "most", at + 2
    if text.word(at) in {"no", "not"} and text.word(at + 2) == "than":
        less, more, start = _more_or_less(text, at + 1)
        return more, less, start
    more = text.word(at) in {"more", "over", "older", "earlier", "longer"}
    less = text.word(at) in {"less", "under", "newer", "younger"}
    return more, less, text.skip(at + 1, "than") if more or less else at


def _named_day(text: Text, at: int, spans: Amounts) -> Got | None:
    """The day counted from, after "ago": "a week ago today"; "a week ago friday" is a week before Friday."""
    day, today = {"today": 0, "yesterday": 1}.get(text.word(at)), text.now.today
    if day is not None and all(unit not in {"hour", "minute", "second"} for _, unit in spans):
        moment = before(before(text.now.at, ((day, "day"),)), spans)
        return Got(days_of(unit_days(moment.date(), Grain.DAY)), at + 1)
    at += text.word(at) == "last"
    weekday = words.WEEKDAYS.get(text.word(at))
    if weekday is None or spans != ((1.0, "week"),):
        return None
    return Got(days_of(unit_days(today, Grain.DAY, (today.weekday() - weekday) % 7 + 7)), at + 1)


def read_same_time(text: Text, at: int) -> Got | None:
    """this time yesterday, the same hour last week: the whole hour of that day in which the clock shows what it shows
    now; "the same day last week" is that whole day."""
    start = text.skip(at, "this", "the", "same")
    if text.word(start) not in {"time", "hour", "day"} or start == at:
        return None
    if text.word(start) == "hour" and text.word(start - 1) != "same":
        return None
    stop = text.skip(start + 1, "of", "day")
    span = {
        "yesterday": ((1.0, "day"),),
        "week": ((1.0, "week"),),
        "month": ((1.0, "month"),),
        "year": ((1.0, "year"),),
    }
    last = text.word(stop) == "last"
    amount = span.get(text.word(stop + last))
    if amount is None or last != (text.word(stop + last) != "yesterday"):
        return None
    if text.word(start) == "day":
        day = unit_days(before(text.now.at, amount).date(), Grain.DAY)
        return Got(days_of(day), stop + last + 1) if last else None
    floor = before(text.now.at, amount).replace(minute=0, second=0, microsecond=0)
    return Got(When(exact=Exact(floor, before(floor, ((1, "hour"),), sign=1))), stop + last + 1)


def read_fortnight(text: Text, at: int) -> Got | None:
    """the fortnight, this fortnight: the last 14 days."""
    return Got(rolling(text.now, ((14, "day"),)), at + 2) if text.word(at + 1) == "fortnight" else None


_HEADS: Final = frozenset({"last", "past", "previous", "prior", "trailing", "preceding", "latest", "recent"})


_AMOUNTS: Final = frozenset({"<num>", "<number>", "<ab>", "a", "an", "half", "quarter", "hundred"})


_BEFORE_AGO: Final = frozenset(
    {"more", "over", "older", "newer", "younger", "less", "under", "longer", "earlier", "about", "around", "roughly",
     "approximately", "some", "at", "no", "not", "fortnight", "week", "hour", "month"}
)  # fmt: skip


RULES: Final = (
    Rule("rolling", read_rolling, _HEADS, (
        ("last 7 days", "2026-11-11T14:30 .. now"),
        ("past 90 mins", "2026-11-18T13:00 .. now"),
        ("last24h", "2026-11-17T14:30 .. now"),
        ("in the last couple of hours", "2026-11-18T12:30 .. now"),
        ("over the previous two weeks", "2026-11-04T14:30 .. now"),
        ("last half an hour", "2026-11-18T14:00 .. now"),
    )),
    Rule("count before previous", read_count_then_previous, _AMOUNTS, (
        ("in the 10 previous weeks", "2026-09-09T14:30 .. now"),
    )),
    Rule("bare amount", read_bare_amount, _AMOUNTS, (
        ("failed sign-ins, 7 days", "2026-11-11T14:30 .. now"),
        ("lockouts 24h", "2026-11-17T14:30 .. now"),
        ("who has not signed in for 90 days", "2026-08-20T14:30 .. now"),
    )),
    Rule("ago", read_ago, _AMOUNTS | _BEFORE_AGO, (
        ("3 days ago", "2026-11-15 .. 2026-11-16"),
        ("an hour ago", "2026-11-18T13 .. 2026-11-18T14"),
        ("2 weeks ago", "2026-11-02 .. 2026-11-09"),
        ("half an hour ago", "2026-11-18T14:00 .. 2026-11-18T14:01"),
        ("more than 30 days ago", "kept .. 2026-10-19T14:30"),
        ("a week ago friday", "2026-11-06 .. 2026-11-07"),
        ("fortnight ago", "2026-11-02 .. 2026-11-09"),
    )),
    Rule("same time", read_same_time, frozenset({"this", "the", "same"}), (
        ("same time yesterday", "2026-11-17T14 .. 2026-11-17T15"),
        ("the same day last week", "2026-11-11 .. 2026-11-12"),
    )),
    Rule("fortnight", read_fortnight, frozenset({"the", "this"}), (
        ("during the fortnight", "2026-11-04T14:30 .. now"),
    )),
)  # fmt: skip
