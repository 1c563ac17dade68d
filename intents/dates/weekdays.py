"""Weekdays: Friday, last Tuesday, Tuesday of last week, the Friday before last, 2 Thursdays ago."""

from __future__ import annotations

from typing import Final

from intents.dates import words
from intents.dates.almanac import shift, unit_days
from intents.dates.days import one_day
from intents.dates.grammar import Got, Rule, Text, number
from intents.dates.values import Days, Grain, Said, When

_PREVIOUS = frozenset({"last", "past", "previous", "prior"})


_ASKS_FOR_DAY = frozenset(
    {"on", "since", "last", "this", "past", "previous", "until", "till", "before", "after", "between", "and", "to",
     "through", "day", "late", "early", "ending", "starting", "beginning", "-", "/", ",", "of", "by"}
)  # fmt: skip
"""A word after which "sun" and "sat" are days."""


_TIMES = frozenset({"morning", "afternoon", "evening", "night", "at", "noon", "midnight", "-", "am", "pm"})


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
    if day is None or (start == at and _soft(text, at)) or text.word(at - 1) in {"every", "each", "happy"}:
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
    """ "last tuesday" is the most recent Tuesday; the Tuesday of last week is the other reading when they differ."""
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
    if after.text in {"to", "until", "till", "through", "and", "/", "&"} and text.word(at + 2) in words.WEEKDAYS:
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


def read_weekday_beside(text: Text, at: int) -> Got | None:
    """the Monday after Thanksgiving, the Tuesday before 20 November."""
    start = text.skip(at, "the")
    day, how = weekday_at(text, start), text.word(start + 1)
    if day is None or how not in {"before", "after", "following"}:
        return None
    from intents.dates import atoms  # a rule that reads another rule's phrase inside itself

    got = atoms.read(text, text.skip(start + 2, "the")) or atoms.read(text, start + 2)
    days = got.when.days if got else None
    if got is None or days is None or got.when.part or days.grain > Grain.WEEK:
        return None
    if days.said and days.said.day is None:
        return None
    settled = atoms.settled(text.now, days)
    if settled is None or settled.first is None or settled.after is None:
        return None
    last = shift(settled.after, -1)
    if how == "before":
        first = shift(settled.first, -((settled.first.weekday() - day - 1) % 7 + 1))
    else:
        first = shift(last, (day - last.weekday() - 1) % 7 + 1)
    return Got(one_day(Days(Grain.DAY, first, shift(first, 1))), got.stop)


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


_WEEKDAYS: Final = frozenset({"<weekday>"})


_HEADS: Final = frozenset({"this", "last", "past", "previous", "prior", "most", "next", "coming"})


RULES: Final = (
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
    Rule("weekday beside a day", read_weekday_beside, _WEEKDAYS | {"the"}, (
        ("the monday before halloween", "2026-10-26 .. 2026-10-27"),
        ("the tuesday after 1 november", "2026-11-03 .. 2026-11-04"),
    )),
    Rule("weekdays ago", read_weekdays_ago, frozenset({"<num>", "<number>"}), (
        ("2 thursdays back", "2026-11-05 .. 2026-11-06"),
        ("three wednesdays ago", "2026-10-28 .. 2026-10-29"),
    )),
)  # fmt: skip
