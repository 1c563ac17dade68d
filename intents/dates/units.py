"""Calendar units and rolling spans: this week, last month, year to date, the past 90 minutes, 24h, 3 days ago."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Final

from intents.dates import words
from intents.dates.calendar import Now, before, shift, unit_days
from intents.dates.grammar import Got, Rule, Text, number
from intents.dates.values import Days, Exact, Grain, When

GRAINS: Final = {
    "second": Grain.SECOND, "minute": Grain.MINUTE, "hour": Grain.HOUR, "day": Grain.DAY, "week": Grain.WEEK,
    "month": Grain.MONTH, "quarter": Grain.QUARTER, "year": Grain.YEAR, "decade": Grain.DECADE,
}  # fmt: skip
Amounts = tuple[tuple[float, str], ...]

_THIS = frozenset({"this", "current", "the"})
_PREVIOUS = frozenset({"last", "previous", "past", "prior", "preceding"})
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


def unit_at(text: Text, at: int) -> str:
    """The unit a token names, or nothing; "d", "h" and the like count only when written on to their number."""
    word = text.word(at)
    unit = words.UNITS.get(word, "") if text.kind(at) == "word" else ""
    return "" if word in words.GLUED_UNITS and not text.glued(at) else unit


def amounts(text: Text, at: int) -> tuple[Amounts, int] | None:
    """Amounts of time: "7 days", "an hour and a half", "2 years 4 months", "half an hour", "a couple of days"."""
    first = _amount(text, at)
    if first is None:
        return None
    found, stop = [first[0]], first[1]
    while len(found) < 5:
        after = stop
        while text.word(after) in {"and", ","} and after - stop < 2:
            after += 1
        if text.word(after) == "a" and text.word(after + 1) == "half" and after > stop:
            found[-1] = (found[-1][0] + 0.5, found[-1][1])
            return tuple(found), after + 2
        more = _amount(text, after)
        if more is None or more[0][1] in {unit for _, unit in found}:
            break
        found.append(more[0])
        stop = more[1]
    return tuple(found), stop


def _amount(text: Text, at: int) -> tuple[tuple[float, str], int] | None:
    word = text.word(at)
    if word in {"half", "quarter"} and (text.word(at + 1) in {"a", "an", "of"} or unit_at(text, at + 1)):
        after = text.skip(at + 1, "of", "a", "an")
        unit = unit_at(text, after)
        share = 0.5 if word == "half" else 0.25
        return ((share, unit), after + 1) if unit in {"hour", "day", "minute", "year"} else None
    if word in {"a", "an"}:
        if text.word(at + 1) in words.VAGUE or text.word(at + 1) in {"dozen", "half"}:
            return _amount(text, at + 1)
        unit = unit_at(text, at + 1)
        return ((1, unit), at + 2) if unit else None
    unit = unit_at(text, at)
    if unit and [text.word(at + i) for i in (1, 2, 3)] == ["and", "a", "half"]:
        return (1.5, unit), at + 4
    count = number(text, at)
    if count is None:
        return None
    value, stop = count
    if text.word(stop) == "-" and text.word(stop + 1) in words.UNITS:  # "a 7-day window" is no range of dates
        stop += 1
    if text.word(stop) == "and" and text.word(stop + 1) == "a" and text.word(stop + 2) == "half":
        value, stop = value + 0.5, stop + 3
    stop = text.skip(stop, "of", "the", "full", "whole", "calendar")
    unit = unit_at(text, stop)
    decade = text.word(stop) == "s" and value >= 1900  # "the 1990s"
    return ((value, unit), stop + 1) if unit and not decade else None


def vague(text: Text, start: int, stop: int) -> str:
    """What was assumed about "a couple of" and "a few"."""
    for at in range(start, stop):
        if text.word(at) in words.VAGUE:
            return f"a {text.word(at)} read as {words.NUMBERS[text.word(at)]}"
    return ""


def rolling(now: Now, spans: Amounts, note: str = "") -> When:
    """The span that ends now."""
    return When(exact=Exact(before(now.at, spans), now.at), note=note)


def days_of(days: Days, note: str = "", others: tuple[When, ...] = ()) -> When:
    return When(days=days, note=note, others=others)


def read_this_unit(text: Text, at: int) -> Got | None:
    """this week, the current month, this hour, "so far this year", "the week so far"."""
    unit = unit_at(text, at + 1)
    if unit in {"", "second", "fortnight"} or (unit == "day" and text.word(at) == "the"):
        return None
    stop = at + 2
    if (text.word(stop) == "so" and text.word(stop + 1) == "far") or (text.word(stop) == "to" and text.word(stop + 1) == "date"):
        stop += 2
    elif text.word(at) == "the" and not (at > 0 and text.word(at - 1) in _IN and text.ends(stop)):
        return None
    now = text.now
    if unit in {"hour", "minute"}:
        floor = now.at.replace(second=0, microsecond=0, **({"minute": 0} if unit == "hour" else {}))
        return Got(When(exact=Exact(floor, now.at)), stop)
    return Got(days_of(unit_days(now.today, GRAINS[unit])), stop)


_IN = frozenset({"in", "during", "within", "for", "over", "throughout", "earlier"})


def read_to_date(text: Text, at: int) -> Got | None:
    """year to date, week-to-date, ytd, mtd, "all week", "the whole month"."""
    short = {"ytd": Grain.YEAR, "qtd": Grain.QUARTER, "mtd": Grain.MONTH, "wtd": Grain.WEEK}.get(text.word(at))
    if short:
        return Got(days_of(unit_days(text.now.today, short)), at + 1)
    unit = words.UNITS.get(text.word(at), "")
    if unit in {"week", "month", "quarter", "year"}:
        stop = text.skip(at + 1, "-")
        if text.word(stop) == "to":
            stop = text.skip(stop + 1, "-")
            if text.word(stop) == "date":
                return Got(days_of(unit_days(text.now.today, GRAINS[unit])), stop + 1)
    if text.word(at) == "all" and text.word(at + 1) in {"day", "week", "month", "year"} and at >= 0:
        return Got(days_of(unit_days(text.now.today, GRAINS[text.word(at + 1)])), at + 2)
    return None


def read_previous_unit(text: Text, at: int) -> Got | None:
    """last week, previous quarter (the calendar one before); past week, last hour (rolling up to now)."""
    word, unit = text.word(at), unit_at(text, at + 1)
    if not unit or word not in _PREVIOUS or (word == "past" and text.word(at - 1) in _CLOCK_BEFORE_PAST):
        return None
    if text.word(at + 2) == "of" or (unit == "second" and word != "past"):
        return None
    now, stop = text.now, at + 2
    if unit in {"hour", "minute", "second", "fortnight", "decade"}:
        return Got(rolling(now, ((1, unit),)), stop)
    past = _past_one(now, unit)
    if unit == "day":
        yesterday = days_of(unit_days(now.today, Grain.DAY, 1), "yesterday, the whole day")
        return Got(replace(past, note="last day read as the last 24 hours", others=(yesterday,)), stop)
    calendar = days_of(unit_days(now.today, GRAINS[unit], 1))
    the = text.word(at - 1) == "the" and text.word(at - 2) in _IN and unit in {"month", "year"}
    rolls = word in {"past"} or (the and word == "last")
    main, other = (past, calendar) if rolls else (calendar, past)
    name = f"{word} {unit}"
    said = f"{name} read as rolling, up to now" if rolls else f"{name} read as the calendar {unit} before this one"
    told = f"the calendar {unit} before this one" if rolls else f"rolling, the {unit} up to now"
    return Got(replace(main, note=said, others=(replace(other, note=told),)), stop)


_CLOCK_BEFORE_PAST = frozenset({"half", "quarter", "minutes"})


def _past_one(now: Now, unit: str) -> When:
    """Rolling back one unit; a month is 30 days."""
    return rolling(now, ((30, "day"),) if unit == "month" else ((1, unit),))


def read_rolling(text: Text, at: int) -> Got | None:
    """last 7 days, past 90 mins, the previous two weeks, last 24h, trailing 30 days."""
    if text.word(at) not in _ROLLING:
        return None
    got = amounts(text, text.skip(at + 1, "of"))
    if got is None or _is_unit_of(text, got[1]):
        return None
    spans, stop = got
    if text.word(at + 1) in {"a", "an"} and text.word(at + 2) not in words.VAGUE | {"half", "dozen", "quarter"}:
        return None
    when = rolling(text.now, spans, vague(text, at, stop))
    return Got(replace(when, others=_calendar_reading(text.now, spans)), stop)


def _is_unit_of(text: Text, stop: int) -> bool:
    """"the last 3 days of October" counts from the end of October, which another rule reads."""
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
    """An amount alone is rolling: "failed sign-ins, 7 days", "24h", "not signed in for 90 days"."""
    if text.word(at - 1) in _NOT_BEFORE_AMOUNT or (text.word(at) in {"a", "an"} and text.word(at - 1) != "in"):
        return None
    got = amounts(text, at)
    if got is None or text.word(got[1]) in _NOT_AFTER_AMOUNT or got[0][0][1] == "decade":
        return None
    spans, stop = got
    alone = text.ends(stop) or text.word(stop) in {"for", "by", "on", "with", "where", "and", "only", "please", "to"}
    asked = text.word(at - 1) in {"for", "in", "over", "within", "during", ",", ":", "(", ""} or at == 0
    digits = text.kind(at) == "num"
    if not (alone and (asked or (digits and text.ends(stop)))) or (not digits and not asked):
        return None
    return Got(rolling(text.now, spans, f"{_said(text, at, stop)} read as the last {_said(text, at, stop)}"), stop)


def _said(text: Text, start: int, stop: int) -> str:
    return " ".join(text.word(at) for at in range(start, stop))


def point_back(now: Now, spans: Amounts) -> When:
    """The whole minute, hour, day, week, month or year in which the moment so long ago lies."""
    moment = before(now.at, spans)
    finest = min((unit for _, unit in spans), key=lambda unit: GRAINS.get(unit, Grain.WEEK))
    if any(count != int(count) for count, _ in spans):
        finest = {"hour": "minute", "day": "hour", "minute": "second", "year": "month"}.get(finest, finest)
    if finest in {"second", "minute", "hour"}:
        floor = moment.replace(microsecond=0)
        floor = floor if finest == "second" else floor.replace(second=0)
        floor = floor.replace(minute=0) if finest == "hour" else floor
        length = timedelta(seconds={"second": 1, "minute": 60, "hour": 3600}[finest])
        return When(exact=Exact(floor, (floor.astimezone(UTC) + length).astimezone(now.zone)))
    grain = GRAINS.get(finest, Grain.WEEK)
    main = days_of(unit_days(moment.date(), grain))
    if grain <= Grain.DAY:
        return main
    day = days_of(unit_days(moment.date(), Grain.DAY), f"that day, {moment.date().isoformat()}, alone")
    return replace(main, others=(day,))


def read_ago(text: Text, at: int) -> Got | None:
    """3 days ago, an hour ago, 2 weeks back, half an hour ago; "more than 30 days ago" is everything before."""
    more = text.word(at) in {"more", "over", "older", "earlier", "longer"}
    less = text.word(at) in {"less", "under"}
    start = text.skip(at, "more", "over", "older", "earlier", "longer", "less", "under", "than") if more or less else at
    start = text.skip(start, "about", "around", "roughly", "approximately", "some")
    got = amounts(text, start)
    if got is None:
        return None
    spans, stop = got
    older = text.word(at) == "older" or (more and text.word(stop) == "old")
    if text.word(stop) in {"ago", "back", "earlier", "prior", "old"}:
        if text.word(stop) in {"earlier", "prior", "old"} and not (text.ends(stop + 1) and (more or less)):
            return None
        stop += 1
    elif not older:
        return None
    if more:
        return Got(When(exact=Exact(None, before(text.now.at, spans))), stop)
    if less:
        return Got(rolling(text.now, spans), stop)
    return Got(replace(point_back(text.now, spans), note=vague(text, at, stop)), stop)


def read_fortnight(text: Text, at: int) -> Got | None:
    """the fortnight, this fortnight: the last 14 days."""
    return Got(rolling(text.now, ((14, "day"),)), at + 2) if text.word(at + 1) == "fortnight" else None


def read_future_unit(text: Text, at: int) -> Got | None:
    """next week, the coming month: nothing has been logged yet."""
    unit = unit_at(text, at + 1)
    if unit not in {"day", "week", "month", "quarter", "year"}:
        return None
    days = unit_days(text.now.today, GRAINS[unit], -1)
    return Got(days_of(days), at + 2)


def read_unit_before_last(text: Text, at: int) -> Got | None:
    """the week before last, the month before last, the year before last."""
    at = text.skip(at, "the")
    unit = text.word(at)
    if unit not in {"week", "weekend", "month", "quarter", "year", "day"}:
        return None
    if text.word(at + 1) != "before" or text.word(at + 2) not in {"last", "previous"}:
        return None
    if unit == "weekend":
        return Got(days_of(_weekend_back(text.now, 2)), at + 3)
    return Got(days_of(unit_days(text.now.today, GRAINS[unit], 2)), at + 3)


def _weekend_back(now: Now, back: int) -> Days:
    """`back` weekends before this week's."""
    monday = shift(now.today, -now.today.weekday())
    first = shift(monday, 5 - 7 * back)
    return Days(Grain.WEEKEND, first, shift(first, 2))


def read_weekend(text: Text, at: int) -> Got | None:
    """the weekend, last weekend, this past weekend: Saturday and Sunday."""
    start = text.skip(at, "this", "the", "last", "past", "previous", "prior")
    if text.word(start) not in {"weekend", "weekends"} or text.word(start + 1) == "of" or text.word(start) != "weekend":
        return None
    now = text.now
    if text.word(start - 1) in {"last", "past", "previous", "prior"} and start > at:
        return Got(days_of(_weekend_back(now, 1)), start + 1)
    return Got(days_of(unit_days(now.today, Grain.WEEKEND)), start + 1)



_HEADS: Final = frozenset({"last", "past", "previous", "prior", "trailing", "preceding", "latest", "recent"})
_AMOUNTS: Final = frozenset({"<num>", "<number>", "a", "an", "half", "quarter"})

RULES: Final = (
    Rule("this unit", read_this_unit, frozenset({"this", "current", "the"}), (
        ("lockouts this week", "2026-11-16 .. now"),
        ("the current month", "2026-11-01 .. now"),
        ("this hour", "2026-11-18T14 .. now"),
        ("this year so far", "2026-01-01 .. now"),
    )),
    Rule("unit to date", read_to_date, frozenset({"ytd", "qtd", "mtd", "wtd", "week", "month", "quarter", "year", "all"}), (
        ("year to date", "2026-01-01 .. now"),
        ("resets mtd", "2026-11-01 .. now"),
        ("all week", "2026-11-16 .. now"),
    )),
    Rule("previous unit", read_previous_unit, _HEADS, (
        ("sign-ins last week", "2026-11-09 .. 2026-11-16"),
        ("lastweek", "2026-11-09 .. 2026-11-16"),
        ("past week", "2026-11-11T14:30 .. now"),
        ("in the past hour", "2026-11-18T13:30 .. now"),
        ("last quarter", "2026-07-01 .. 2026-10-01"),
        ("last month", "2026-10-01 .. 2026-11-01"),
        ("in the last month", "2026-10-19T14:30 .. now"),
    )),
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
    Rule("ago", read_ago, _AMOUNTS | {"more", "over", "older", "less", "under", "longer", "earlier", "about", "around", "roughly",
                                   "approximately", "some"}, (
        ("3 days ago", "2026-11-15 .. 2026-11-16"),
        ("an hour ago", "2026-11-18T13 .. 2026-11-18T14"),
        ("2 weeks ago", "2026-11-02 .. 2026-11-09"),
        ("half an hour ago", "2026-11-18T14:00 .. 2026-11-18T14:01"),
        ("more than 30 days ago", "kept .. 2026-10-19T14:30"),
    )),
    Rule("fortnight", read_fortnight, frozenset({"the", "this"}), (
        ("during the fortnight", "2026-11-04T14:30 .. now"),
    )),
    Rule("future unit", read_future_unit, frozenset({"next", "coming", "upcoming", "following"}), (
        ("next week", "now .. now"),
    )),
    Rule("unit before last", read_unit_before_last, frozenset({"the", "week", "weekend", "month", "quarter", "year", "day"}), (
        ("the week before last", "2026-11-02 .. 2026-11-09"),
        ("the weekend before last", "2026-11-07 .. 2026-11-09"),
    )),
    Rule("weekend", read_weekend, frozenset({"weekend", "this", "the", "last", "past", "previous", "prior"}), (
        ("over the weekend", "2026-11-14 .. 2026-11-16"),
        ("this past weekend", "2026-11-14 .. 2026-11-16"),
    )),
)  # fmt: skip
