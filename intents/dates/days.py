"""Days by name: today, yesterday, the day before yesterday, weekdays, weekdays of a week, the nth weekday."""

from __future__ import annotations

from typing import Final

from intents.dates import words
from intents.dates.calendar import shift, unit_days
from intents.dates.grammar import Got, Rule, Text, number, ordinal
from intents.dates.units import GRAINS, unit_at
from intents.dates.values import Days, Grain, Said, When

_PREVIOUS = frozenset({"last", "past", "previous", "prior"})
_ASKS_FOR_DAY = frozenset(
    {"on", "since", "last", "this", "past", "previous", "until", "till", "before", "after", "between", "and", "to",
     "through", "every", "day", "late", "early", "ending", "starting", "beginning", "-", "/", ",", "of", "by"}
)  # fmt: skip
"""A word after which "sun" and "sat" are days."""
_TIMES = frozenset({"morning", "afternoon", "evening", "night", "at", "noon", "midnight", "-", "am", "pm"})


def one_day(day: Days, note: str = "") -> When:
    return When(days=day, note=note)


def read_day_word(text: Text, at: int) -> Got | None:
    """today, yesterday, tomorrow (nothing yet), right now."""
    today = text.now.today
    word = text.word(at)
    if word == "right":
        return Got(one_day(unit_days(today, Grain.DAY), "right now read as today"), at + 2) if (
            text.word(at + 1) == "now"
        ) else None  # fmt: skip
    back = {"today": 0, "yesterday": 1, "tomorrow": -1}[word]
    stop = at + 1
    if text.word(stop) == "so" and text.word(stop + 1) == "far":
        stop += 2
    return Got(one_day(unit_days(today, Grain.DAY, back)), stop)


def read_day_before(text: Text, at: int) -> Got | None:
    """the day before yesterday, two days before yesterday, ereyesterday."""
    if text.word(at) == "ereyesterday":
        return Got(one_day(unit_days(text.now.today, Grain.DAY, 2)), at + 1)
    count = number(text, at)
    stop, days = (count[1], int(count[0])) if count else (at, 1)
    if text.word(stop) not in {"day", "days"} or text.word(stop + 1) not in {"before", "prior"} or days > 5000:
        return None
    stop = text.skip(stop + 2, "to")
    back = {"yesterday": 1, "today": 0}.get(text.word(stop))
    if back is None:
        return None
    return Got(one_day(unit_days(text.now.today, Grain.DAY, days + back)), stop + 1)


def weekday_at(text: Text, at: int) -> int | None:
    return words.WEEKDAYS.get(text.word(at)) if text.kind(at) == "word" else None


def read_weekday(text: Text, at: int) -> Got | None:
    """Friday, last Friday, this past Friday, "this Monday": the most recent one; "last" is never today."""
    start, said = at, set()
    while text.word(start) in {"this", "last", "past", "previous", "prior", "the", "most", "recent"} and start - at < 4:
        said.add(text.word(start))
        start += 1
    if text.word(start) in {"next", "coming"} and start == at:
        return _next_weekday(text, start + 1)
    day = weekday_at(text, start)
    if day is None or (start == at and _soft(text, at)):
        return None
    stop = start + 1
    if text.word(stop) == "." and text.glued(stop) and len(text.word(start)) <= 5 and not text.ends(stop + 1):
        stop += 1
    week = _of_week(text, stop)
    if week is not None:
        days, stop = week
        return Got(one_day(_in_week(days, day)), stop)
    before = said & (_PREVIOUS | {"recent"})
    if before and "this" not in said:
        return Got(_last(text, day), stop)
    return Got(one_day(Days(Grain.DAY, said=Said(weekday=day), recent=bool(before))), stop)


def _next_weekday(text: Text, at: int) -> Got | None:
    """next Monday: nothing has been logged yet."""
    day = weekday_at(text, at)
    if day is None:
        return None
    first = shift(text.now.today, (day - text.now.today.weekday() - 1) % 7 + 1)
    return Got(one_day(Days(Grain.DAY, first, shift(first, 1))), at + 1)


def _last(text: Text, day: int) -> When:
    """"last tuesday" is the most recent Tuesday; the Tuesday of last week is the other reading when they differ."""
    main = Days(Grain.DAY, said=Said(weekday=day), recent=True)
    today = text.now.today
    if day >= today.weekday():
        return one_day(main)
    other = one_day(_in_week(unit_days(today, Grain.WEEK, 1), day), "that weekday of last week")
    return When(days=main, others=(other,))


def _in_week(week: Days, weekday: int) -> Days:
    assert week.first is not None
    first = shift(week.first, weekday)
    return Days(Grain.DAY, first, shift(first, 1))


def _soft(text: Text, at: int) -> bool:
    """Whether a weekday's short form may well be another word here ("sun", "sat")."""
    if text.word(at) not in words.SOFT_WEEKDAYS:
        return False
    before, after = text.word(at - 1), text.token(at + 1)
    if before in _ASKS_FOR_DAY or after.text in _TIMES or after.kind in {"num", "ord", "clock", "ab", "abc", "ymd"}:
        return False
    if after.text in words.MONTHS or after.text in {"this", "last"}:
        return False
    if after.text in {"to", "until", "till", "through", "and"} and text.word(at + 2) in words.WEEKDAYS:
        return False
    alone = at == 0 and text.ends(at + 1)
    return not (alone or (text.ends(at + 1) and before not in _NAMES and at > 0))


_NAMES = frozenset({"the", "a", "for", "from", "in", "by", "of", "used", "to", "with", "app", "called", "user", "who"})


def _of_week(text: Text, at: int) -> tuple[Days, int] | None:
    """ "of last week", "last week", "this week", "the week before last", after a weekday."""
    start = text.skip(at, ",", "of", "from", "in", "the")
    word = text.word(start)
    back = {"last": 1, "previous": 1, "past": 1, "prior": 1, "this": 0, "current": 0}.get(word)
    today = text.now.today
    if back is not None and text.word(start + 1) in {"week", "wk"}:
        return unit_days(today, Grain.WEEK, back), start + 2
    if word == "week" and text.word(start + 1) == "before" and text.word(start + 2) == "last":
        return unit_days(today, Grain.WEEK, 2), start + 3
    return None


def read_week_then_day(text: Text, at: int) -> Got | None:
    """last week Tuesday, this week on Monday."""
    back = {"last": 1, "previous": 1, "past": 1, "this": 0}.get(text.word(at))
    if back is None or text.word(at + 1) not in {"week", "week's"}:
        return None
    start = text.skip(at + 2, ",", "on")
    day = weekday_at(text, start)
    if day is None:
        return None
    return Got(one_day(_in_week(unit_days(text.now.today, Grain.WEEK, back), day)), start + 1)


def read_weekday_before_last(text: Text, at: int) -> Got | None:
    """the Tuesday before last."""
    day = weekday_at(text, at)
    if day is None or text.word(at + 1) != "before" or text.word(at + 2) != "last":
        return None
    today = text.now.today
    first = shift(today, -((today.weekday() - day - 1) % 7 + 1) - 7)
    return Got(one_day(Days(Grain.DAY, first, shift(first, 1))), at + 3)


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


def read_weekdays_ago(text: Text, at: int) -> Got | None:
    """2 Thursdays ago, six Mondays back: counted back from the last one before today."""
    count = number(text, at)
    if count is None:
        return None
    value, stop = count
    word = text.word(stop)
    day = words.WEEKDAYS.get(word.removesuffix("s"))
    if day is None or text.word(stop + 1) not in {"ago", "back"} or not 1 <= value <= 500:
        return None
    today = text.now.today
    first = shift(today, -((today.weekday() - day - 1) % 7 + 1) - 7 * (int(value) - 1))
    return Got(one_day(Days(Grain.DAY, first, shift(first, 1))), stop + 2)


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
    assert days.first is not None and days.after is not None
    if nth > 0:
        first = shift(days.first, (weekday - days.first.weekday()) % 7 + 7 * (nth - 1))
    else:
        last = shift(days.after, -1)
        first = shift(last, -((last.weekday() - weekday) % 7))
    return Days(Grain.DAY, first, shift(first, 1)) if days.first <= first < days.after else None


def _nth_unit(days: Days, nth: int, unit: str, amount: int) -> Days | None:
    """The nth day, or the nth week: a week counts where its Thursday lies, as in ISO 8601."""
    assert days.first is not None and days.after is not None
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


_WEEKDAYS: Final = frozenset({"<weekday>"})
_HEADS: Final = frozenset({"this", "last", "past", "previous", "prior", "most", "next", "coming"})

RULES: Final = (
    Rule("day words", read_day_word, frozenset({"today", "yesterday", "tomorrow", "right"}), (
        ("failed logins today", "2026-11-18 .. now"),
        ("yesterdays password resets", "2026-11-17 .. 2026-11-18"),
        ("today's lockouts so far", "2026-11-18 .. now"),
        ("what is failing right now", "2026-11-18 .. now"),
    )),
    Rule("day before yesterday", read_day_before, frozenset({"day", "ereyesterday", "<num>", "<number>"}), (
        ("the day before yesterday", "2026-11-16 .. 2026-11-17"),
        ("two days before yesterday", "2026-11-15 .. 2026-11-16"),
    )),
    Rule("weekday", read_weekday, _WEEKDAYS | _HEADS, (
        ("lockouts on monday", "2026-11-16 .. 2026-11-17"),
        ("Wednesday", "2026-11-18 .. now"),
        ("last wed", "2026-11-11 .. 2026-11-12"),
        ("this past fri", "2026-11-13 .. 2026-11-14"),
        ("Tuesday of last week", "2026-11-10 .. 2026-11-11"),
        ("friday last week", "2026-11-13 .. 2026-11-14"),
    )),
    Rule("week and weekday", read_week_then_day, frozenset({"last", "previous", "past", "this"}), (
        ("last week on thursday", "2026-11-12 .. 2026-11-13"),
        ("this week monday", "2026-11-16 .. 2026-11-17"),
    )),
    Rule("weekday before last", read_weekday_before_last, _WEEKDAYS, (
        ("the friday before last", "2026-11-06 .. 2026-11-07"),
    )),
    Rule("patch tuesday", read_patch_tuesday, frozenset({"patch", "last", "this"}), (
        ("since patch tuesday", "2026-11-10 .. now"),
    )),
    Rule("weekdays ago", read_weekdays_ago, frozenset({"<num>", "<number>"}), (
        ("2 thursdays back", "2026-11-05 .. 2026-11-06"),
        ("three wednesdays ago", "2026-10-28 .. 2026-10-29"),
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
