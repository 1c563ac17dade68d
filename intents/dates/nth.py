"""Days and weeks counted inside something longer: the first Monday of last month, the last day of 2025."""

from __future__ import annotations

from datetime import date
from typing import Final

from intents.dates.almanac import shift, unit_days
from intents.dates.amounts import GRAINS, unit_at
from intents.dates.days import one_day
from intents.dates.grammar import Got, Rule, Text, number, ordinal, year
from intents.dates.months import month_at
from intents.dates.values import Days, Grain, When
from intents.dates.weekdays import weekday_at


def read_patch_tuesday(text: Text, at: int) -> Got | None:
    """Patch Tuesday: the second Tuesday of a month, the most recent one or that of the month said with it."""
    start = text.skip(at, "last", "this")
    if text.word(start) != "patch":
        return _patch_tuesday_of(text, at)
    if text.word(start + 1) != "tuesday":
        return None
    of_month = _whole(text, start + 2)
    if of_month is not None:
        found = _nth_weekday(of_month[0], 2, 1) if of_month[0].grain == Grain.MONTH else None
        return Got(one_day(found), of_month[1]) if found else None
    today = text.now.today
    for back in (0, 1):
        month = unit_days(today, Grain.MONTH, back)
        found = _nth_weekday(month, 2, 1)
        if found and found.first and (found.first < today or (found.first == today and text.word(at) != "last")):
            return Got(one_day(found), start + 2)
    return None


def _patch_tuesday_of(text: Text, at: int) -> Got | None:
    """ "last month's Patch Tuesday", "October Patch Tuesday"."""
    from intents.dates import units, years  # rules that are read inside this one

    month = units.read_previous_unit(text, at) or units.read_this_unit(text, at)
    days = month.when.days if month else None
    stop = month.stop if month else at + 1
    if [text.word(stop), text.word(stop + 1)] != ["patch", "tuesday"]:
        return None
    if month is None and (number_of := month_at(text, at)) is not None:
        days = years.latest(text.now, number_of)
    found = _nth_weekday(days, 2, 1) if days is not None and days.grain == Grain.MONTH else None
    return Got(one_day(found), stop + 2) if found else None


def read_nth(text: Text, at: int) -> Got | None:
    """first Monday of last month, last Friday of October, the last day of 2009, first 3 days of November."""
    start = text.skip(at, "the", "very")
    place = _place(text, start)
    if place is None:
        return None
    nth, stop = place
    count = number(text, stop)
    several = count is not None and nth in {1, -1}
    amount, stop = (int(count[0]), count[1]) if count and several else (1, stop)
    word = text.word(stop)
    weekday, unit = weekday_at(text, stop), unit_at(text, stop)
    working = word in {"business", "working", "work"} and unit_at(text, stop + 1) == "day"
    weekend = word == "weekend"
    known = weekday is not None or unit in {"day", "week"} or weekend or working
    if not known or (amount != 1 and (weekday is not None or weekend or working)):
        return None
    whole = _whole(text, stop + 1 + working)
    if whole is None:
        return None
    days, after = whole
    if unit == "week":
        return Got(_weeks(days, nth, amount), after)
    if working:
        found = _nth_working_day(days, nth)
    elif weekend:
        saturday = _nth_weekday(days, nth, 5)
        first = saturday.first if saturday else None
        found = Days(Grain.WEEKEND, first, shift(first, 2)) if first else None
    else:
        found = _nth_weekday(days, nth, weekday) if weekday is not None else _nth_day(days, nth, amount)
    return None if found is None else Got(one_day(found), after)


def _nth_working_day(days: Days, nth: int) -> Days | None:
    """The nth (or last) of Monday to Friday."""
    assert days.first is not None
    assert days.after is not None
    span = (date.fromordinal(n) for n in range(days.first.toordinal(), days.after.toordinal()))
    working = [day for day in span if day.weekday() < 5]
    if nth > len(working):
        return None
    day = working[nth - 1 if nth > 0 else -1]
    return Days(Grain.DAY, day, shift(day, 1))


def _place(text: Text, at: int) -> tuple[int, int] | None:
    """Which one it is (-1 is the last), and the position after it."""
    if text.word(at) in {"last", "final"}:
        return -1, at + 1
    nth = ordinal(text, at)
    return nth if nth and 1 <= nth[0] <= 53 else None


def _whole(text: Text, at: int) -> tuple[Days, int] | None:
    """ "of October", "in September '02", "of last month", "of the year", "of 2009": the days to count in."""
    if text.word(at) not in {"of", "in"}:
        return None
    from intents.dates import atoms, years  # rules that are read inside this one

    start = text.skip(at + 1, "the")
    if unit_at(text, start) in {"month", "year", "quarter", "week"}:
        return unit_days(text.now.today, GRAINS[text.word(start)]), start + 1
    of_year = year(text, start)
    if of_year is not None:
        return unit_days(date(of_year[0], 1, 1), Grain.YEAR), of_year[1]
    got = atoms.read(text, start)
    if month_at(text, start) is not None:  # "the last day of june 3pm" is no 3 June
        got = years.read_month(text, start) or got
    if got is None or got.when.days is None or got.when.days.grain < Grain.WEEK:
        return None
    days = atoms.settled(text.now, got.when.days)
    return (days, got.stop) if days else None


def _nth_weekday(days: Days, nth: int, weekday: int) -> Days | None:
    assert days.first is not None
    assert days.after is not None
    if nth > 0:
        first = shift(days.first, (weekday - days.first.weekday()) % 7 + 7 * (nth - 1))
    else:
        last = shift(days.after, -1)
        first = shift(last, -((last.weekday() - weekday) % 7))
    return Days(Grain.DAY, first, shift(first, 1)) if days.first <= first < days.after else None


def _nth_day(days: Days, nth: int, amount: int) -> Days | None:
    assert days.first is not None
    assert days.after is not None
    first = shift(days.first, nth - 1) if nth > 0 else shift(days.after, -amount)
    grain = Grain.DAY if amount == 1 else Grain.WEEK
    return Days(grain, first, shift(first, amount)) if days.first <= first < days.after else None


def _weeks(days: Days, nth: int, amount: int) -> When:
    """The nth week of a month or year: the calendar week whose Thursday is the nth, as in ISO 8601; the seven days
    counted from its first (or last) day are the other reading, and for several weeks the only one."""
    assert days.first is not None
    assert days.after is not None
    start = shift(days.first, 7 * (nth - 1)) if nth > 0 else shift(days.after, -7 * amount)
    counted = Days(Grain.WEEK, start, shift(start, 7 * amount))
    if amount > 1:
        return one_day(counted)
    if nth > 0:
        thursday = shift(days.first, (3 - days.first.weekday()) % 7 + 7 * (nth - 1))
    else:
        thursday = shift(days.after, -1 - (days.after.weekday() - 4) % 7)
    week = Days(Grain.WEEK, shift(thursday, -3), shift(thursday, 4))
    return When(days=week, others=(one_day(counted, "seven days counted from the end of it that was said"),))


def read_week_of_month(text: Text, at: int) -> Got | None:
    """week 3 of October."""
    count = number(text, at + 1)
    if count is None or not 1 <= count[0] <= 5 or count[0] != int(count[0]):
        return None
    whole = _whole(text, count[1])
    if whole is None or whole[0].grain != Grain.MONTH:
        return None
    return Got(_weeks(whole[0], int(count[0]), 1), whole[1])


RULES: Final = (
    Rule("patch tuesday", read_patch_tuesday, frozenset({"patch", "last", "this", "previous", "<month>"}), (
        ("since patch tuesday", "2026-11-10 .. now"),
        ("patch tuesday in september", "2026-09-08 .. 2026-09-09"),
        ("last month's patch tuesday", "2026-10-13 .. 2026-10-14"),
        ("october patch tuesday", "2026-10-13 .. 2026-10-14"),
    )),
    Rule("week of a month", read_week_of_month, frozenset({"week", "wk"}), (
        ("week 3 of october", "2026-10-12 .. 2026-10-19"),
    )),
    Rule("nth day, week or weekday", read_nth, frozenset({"the", "last", "final", "<ord>", "<ordinal>"}), (
        ("first monday of this month", "2026-11-02 .. 2026-11-03"),
        ("the last friday of october", "2026-10-30 .. 2026-10-31"),
        ("2nd tuesday in september", "2026-09-08 .. 2026-09-09"),
        ("last day of last month", "2026-10-31 .. 2026-11-01"),
        ("first 3 days of november", "2026-11-01 .. 2026-11-04"),
        ("the first weekend of november", "2026-11-07 .. 2026-11-09"),
        ("last working day of october", "2026-10-30 .. 2026-10-31"),
        ("the first week of november", "2026-11-02 .. 2026-11-09"),
        ("the first two weeks of october", "2026-10-01 .. 2026-10-15"),
        ("last week of october", "2026-10-26 .. 2026-11-02"),
    )),
)  # fmt: skip
