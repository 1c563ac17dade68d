"""Days and weeks counted inside something longer: the first Monday of last month, the last day of 2025."""

from __future__ import annotations

from typing import Final

from intents.dates.amounts import GRAINS, unit_at
from intents.dates.calendar import shift, unit_days
from intents.dates.days import one_day
from intents.dates.grammar import Got, Rule, Text, number, ordinal
from intents.dates.values import Days, Grain
from intents.dates.weekdays import weekday_at


def read_patch_tuesday(text: Text, at: int) -> Got | None:
    """Patch Tuesday: the second Tuesday of a month, the most recent one."""
    start = text.skip(at, "last", "this")
    if text.word(start) != "patch" or text.word(start + 1) != "tuesday":
        return None
    today = text.now.today
    for back in (0, 1):
        month = unit_days(today, Grain.MONTH, back)
        found = _nth_weekday(month, 2, 1)
        if found and found.first and (found.first < today or (found.first == today and text.word(at) != "last")):
            return Got(one_day(found), start + 2)
    return None


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
    if (weekday is None and unit not in {"day", "week"}) or (weekday is not None and amount != 1) or not word:
        return None
    whole = _whole(text, stop + 1)
    if whole is None:
        return None
    days, after = whole
    found = _nth_weekday(days, nth, weekday) if weekday is not None else _nth_unit(days, nth, unit, amount)
    return None if found is None else Got(one_day(found), after)


def _place(text: Text, at: int) -> tuple[int, int] | None:
    if text.word(at) in {"last", "final"}:
        return -1, at + 1
    nth = ordinal(text, at)
    return nth if nth and 1 <= nth[0] <= 53 else None


def _whole(text: Text, at: int) -> tuple[Days, int] | None:
    """ "of October", "in September '02", "of last month", "of the year", "of 2009": the days to count in."""
    if text.word(at) not in {"of", "in"}:
        return None
    from intents.dates import atoms  # a rule that reads another rule's phrase inside itself

    start = text.skip(at + 1, "the")
    if unit_at(text, start) in {"month", "year", "quarter", "week"}:
        return unit_days(text.now.today, GRAINS[text.word(start)]), start + 1
    got = atoms.read(text, start)
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


def _nth_unit(days: Days, nth: int, unit: str, amount: int) -> Days | None:
    """The nth day, or the nth week: a week counts where its Thursday lies, as in ISO 8601."""
    assert days.first is not None
    assert days.after is not None
    if unit == "day":
        first = shift(days.first, nth - 1) if nth > 0 else shift(days.after, -amount)
        grain = Grain.DAY if amount == 1 else Grain.WEEK
        inside = days.first <= first < days.after
        return Days(grain, first, shift(first, amount)) if inside else None
    if nth > 0:
        thursday = shift(days.first, (3 - days.first.weekday()) % 7 + 7 * (nth - 1))
        monday = shift(thursday, -3)
        return Days(Grain.WEEK, monday, shift(monday, 7 * amount))
    last = shift(days.after, -1)
    thursday = shift(last, -((last.weekday() - 3) % 7))
    return Days(Grain.WEEK, shift(thursday, -3 - 7 * (amount - 1)), shift(thursday, 4))


RULES: Final = (
    Rule("patch tuesday", read_patch_tuesday, frozenset({"patch", "last", "this"}), (
        ("since patch tuesday", "2026-11-10 .. now"),
    )),
    Rule("nth day, week or weekday", read_nth, frozenset({"the", "last", "final", "<ord>", "<ordinal>"}), (
        ("first monday of this month", "2026-11-02 .. 2026-11-03"),
        ("the last friday of october", "2026-10-30 .. 2026-10-31"),
        ("2nd tuesday in september", "2026-09-08 .. 2026-09-09"),
        ("last day of last month", "2026-10-31 .. 2026-11-01"),
        ("first 3 days of november", "2026-11-01 .. 2026-11-04"),
        ("the first week of november", "2026-11-02 .. 2026-11-09"),
        ("last week of october", "2026-10-26 .. 2026-11-02"),
    )),
)  # fmt: skip
