"""Calendar units: this week, last month, past quarter, year to date, the week before last, the weekend."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from intents.dates import words
from intents.dates.almanac import Now, before, shift, unit_days
from intents.dates.amounts import GRAINS, days_of, rolling, unit_at
from intents.dates.grammar import Got, Rule, Text, number
from intents.dates.values import Days, Exact, Grain, When

_PREVIOUS = frozenset({"last", "previous", "past", "prior", "preceding", "latest", "recent"})


def read_this_unit(text: Text, at: int) -> Got | None:
    """this week, the current month, this calendar year, this hour, "so far this year", "the week so far"."""
    start = at + 1 + (text.word(at + 1) in WHOLE)
    unit = unit_at(text, start)
    if unit in {"", "second", "fortnight"} or (unit == "day" and text.word(at) == "the"):
        return None
    stop = start + 1
    if (text.word(stop) == "so" and text.word(stop + 1) == "far") or (
        text.word(stop) == "to" and text.word(stop + 1) == "date"
    ):
        stop += 2
    elif text.word(at) == "the" and not (at > 0 and text.word(at - 1) in _IN and text.ends(stop)):
        return None
    now = text.now
    if unit in {"hour", "minute"}:
        floor = now.at.replace(minute=0 if unit == "hour" else now.at.minute, second=0, microsecond=0)
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
    if text.word(at + 1) in WHOLE:
        return _previous_whole(text, at)
    word, unit = text.word(at), unit_at(text, at + 1)
    if word == "last" and text.word(at - 1) == "and" and text.word(at - 3) in {"this", "current"} and not unit:
        unit = unit_at(text, at - 2)  # "this month and last"
        whole = unit and GRAINS.get(unit, 0) >= Grain.DAY
        return Got(days_of(unit_days(text.now.today, GRAINS[unit], 1)), at + 1) if whole else None
    if not unit or word not in _PREVIOUS or (word == "past" and text.word(at - 1) in _CLOCK_BEFORE_PAST):
        return None
    if word == "recent" and text.word(at - 1) != "most":
        return None
    if text.word(at + 2) == "of" or (unit == "second" and word != "past") or _no_such_day(text, at, unit):
        return None
    now, stop = text.now, at + 2
    if unit in {"hour", "minute", "second", "fortnight", "decade"}:
        return Got(rolling(now, ((1, unit),)), stop)
    past = _past_one(now, unit)
    if unit == "day" and word in {"previous", "prior", "preceding"}:
        told = "the last 24 hours"
        return Got(days_of(unit_days(now.today, Grain.DAY, 1), others=(replace(past, note=told),)), stop)
    if unit == "day":
        yesterday = days_of(unit_days(now.today, Grain.DAY, 1), "yesterday, the whole day")
        return Got(replace(past, note="last day read as the last 24 hours", others=(yesterday,)), stop)
    calendar = days_of(unit_days(now.today, GRAINS[unit], 1))
    the = text.word(at - 1) == "the" and text.word(at - 2) in _IN and unit in {"month", "year"}
    rolls = word in {"past", "latest", "recent"} or (the and word == "last")
    main, other = (past, calendar) if rolls else (calendar, past)
    name = f"{word} {unit}"
    said = f"{name} read as rolling, up to now" if rolls else f"{name} read as the calendar {unit} before this one"
    told = f"the calendar {unit} before this one" if rolls else f"rolling, the {unit} up to now"
    return Got(replace(main, note=said, others=(replace(other, note=told),)), stop)


def _no_such_day(text: Text, at: int, unit: str) -> bool:
    """Whether a day that the month does not have stands before it: "the 30th of last month" is not that month."""
    day = text.word(at - 2).rstrip("stndrh")
    return unit == "month" and text.word(at - 1) == "of" and day in {"29", "30", "31"}


WHOLE: Final = frozenset({"full", "calendar", "whole", "complete"})


def _previous_whole(text: Text, at: int) -> Got | None:
    """the last full hour, the previous calendar month."""
    unit, now = unit_at(text, at + 2), text.now
    if unit == "hour":
        end = now.at.replace(minute=0, second=0, microsecond=0)
        return Got(When(exact=Exact(before(end, ((1, "hour"),)), end)), at + 3)
    return Got(days_of(unit_days(now.today, GRAINS[unit], 1)), at + 3) if GRAINS.get(unit, 0) >= Grain.DAY else None


_CLOCK_BEFORE_PAST = frozenset({"half", "quarter", "minutes"})


def _past_one(now: Now, unit: str) -> When:
    """Rolling back one unit; a month is 30 days."""
    return rolling(now, ((30, "day"),) if unit == "month" else ((1, unit),))


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
    unit = words.UNITS.get(text.word(at), text.word(at))
    if unit not in {"week", "weekend", "month", "quarter", "year"}:
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
    wished = text.word(at - 1) in {"nice", "great", "good", "happy", "lovely"}
    if text.word(start) != "weekend" or text.word(start + 1) in {"of", "crew", "shift", "team", "rota"} or wished:
        return None
    now = text.now
    if text.word(start - 1) in {"last", "past", "previous", "prior"} and start > at:
        return Got(days_of(_weekend_back(now, 1)), start + 1)
    return Got(days_of(unit_days(now.today, Grain.WEEKEND)), start + 1)


def read_weekends_ago(text: Text, at: int) -> Got | None:
    """two weekends ago: the weekend before last."""
    count = number(text, at)
    if count is None or text.word(count[1]) not in {"weekend", "weekends"} or text.word(count[1] + 1) != "ago":
        return None
    return Got(days_of(_weekend_back(text.now, int(min(count[0], 500)))), count[1] + 2)


_HEADS: Final = frozenset({"last", "past", "previous", "prior", "trailing", "preceding", "latest", "recent"})


_BEFORE_LAST: Final = frozenset({"the", "week", "wk", "weekend", "month", "quarter", "qtr", "year"})


RULES: Final = (
    Rule("this unit", read_this_unit, frozenset({"this", "current", "the"}), (
        ("lockouts this week", "2026-11-16 .. now"),
        ("the current month", "2026-11-01 .. now"),
        ("this hour", "2026-11-18T14 .. now"),
        ("this year so far", "2026-01-01 .. now"),
        ("this calendar year", "2026-01-01 .. now"),
    )),
    Rule("to date", read_to_date, frozenset({"ytd", "qtd", "mtd", "wtd", "week", "month", "quarter", "year", "all"}), (
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
        ("this month and last", "2026-10-01 .. now"),
    )),
    Rule("future unit", read_future_unit, frozenset({"next", "coming", "upcoming", "following"}), (
        ("next week", "now .. now"),
    )),
    Rule("before last", read_unit_before_last, _BEFORE_LAST, (
        ("the week before last", "2026-11-02 .. 2026-11-09"),
        ("the weekend before last", "2026-11-07 .. 2026-11-09"),
    )),
    Rule("weekend", read_weekend, frozenset({"weekend", "this", "the", "last", "past", "previous", "prior"}), (
        ("over the weekend", "2026-11-14 .. 2026-11-16"),
        ("this past weekend", "2026-11-14 .. 2026-11-16"),
    )),
    Rule("weekends ago", read_weekends_ago, frozenset({"<num>", "<number>"}), (
        ("two weekends ago", "2026-11-07 .. 2026-11-09"),
    )),
)  # fmt: skip
