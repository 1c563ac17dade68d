"""Ranges: between A and B, from A to B, A - B, "July 13 to 15", "2 to 4pm", from A for 3 hours."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from intents.dates import atoms, months, numeric, place, sharing
from intents.dates.almanac import ELAPSED, before, valid
from intents.dates.amounts import Amounts, amounts
from intents.dates.ends import end_at, number_end
from intents.dates.grammar import Got, Text, number, ordinal, year
from intents.dates.values import Clock, Days, Exact, Grain, Phrase, Said, When

_COMPARED: Final = frozenset({"difference", "differences", "comparison", "compare"})
"""Words after which "between A and B" names two ranges, not one."""
_COMPARING: Final = _COMPARED | {"compared", "comparing"}
_AGAINST: Final = frozenset({"with", "against", "vs", "versus", "than"})
_TO: Final = frozenset({"to", "until", "till", "through", "into", "-", "~", "thru"})


def range_at(text: Text, at: int) -> tuple[Phrase, int] | None:
    """between A and B; from A to B; A to B; A - B; from A for 3 hours; A and B when they touch."""
    opener = text.word(at)
    if text.word(at - 1) in _COMPARED:
        return None
    if opener == "for":
        return _lasting_from(text, at)
    opened = opener in {"between", "from", "starting", "beginning"}
    start = at + opened
    start += opened and text.word(start) in {"from", "at", "on"}
    start += opened and text.word(start) in {"'", ":"}
    for left in _left_ends(text, start, opened=opened):
        found = _right_of(text, left, opener if opened else "", at)
        if found is not None:
            return found
    return None


def neighbours(text: Text, at: int) -> tuple[Phrase, int] | None:
    """14 and 15 November, Nov 14/15, the 3rd, 4th and 5th of November: days one after the other are one range."""
    month = months.month_at(text, at)
    start = text.skip(at + (month is not None), "on", "the")
    token = text.token(start)
    if token.kind == "ab" and "/" in token.text:
        first, second = (int(x) for x in token.text.split("/"))
        stop = start + 1
        if second != first + 1:
            return None
    else:
        counted = _counted(text, start)
        if counted is None:
            return None
        first, second, stop = counted
    if month is None:
        stop = text.skip(stop, "of")
        month, stop = months.month_at(text, stop), stop + 1
    if month is None and text.kind(start) == "ord" and second > first + 1:  # "the 5th, 6th and 7th"
        if not months.ordinal_is_day(text, start, stop - 1):
            return None
        ends = [When(days=Days(Grain.DAY, said=Said(day=day))) for day in (first, second)]
        return Phrase(ends[0], ends[1], "range"), stop - 1
    if month is None or valid(2024, month, second) is None:
        return None
    of_year = year(text, text.skip(stop, ","))
    said = Said(of_year[0] if of_year else None, month)
    ends = [When(days=Days(Grain.DAY, said=replace(said, day=day))) for day in (first, second)]
    return Phrase(ends[0], ends[1], "range"), of_year[1] if of_year else stop


def _counted(text: Text, at: int) -> tuple[int, int, int] | None:
    """ "14 and 15", "3, 4 and 5": the first and the last of numbers that follow each other, and what comes after."""
    got, first, joined = number_end(text, at), None, False
    last, stop = 0, at
    while got is not None and got.when.number is not None and (first is None or got.when.number == last + 1):
        last, stop = got.when.number, got.stop
        first = first or last
        if joined:
            return first, last, stop
        commas = text.word(stop) == ","
        joined = text.word(stop + commas) in {"and", "or", "&"}
        got = number_end(text, stop + commas + joined) if commas or joined else None
    return None


def _left_ends(text: Text, at: int, *, opened: bool) -> list[Got]:
    """The ways the left end can be read: the longest point first, then the first phrase of it alone."""
    ends = []
    whole = end_at(text, at)
    if whole is not None and (opened or whole.when.number is None or _numeric_range(text, whole)):
        ends.append(whole)
    single = atoms.read(text, at)
    if single is not None and (whole is None or single.stop != whole.stop):
        ends.append(single)
    if opened or text.kind(at) in {"num", "ord"} or ordinal(text, at) or number(text, at):
        loose = number_end(text, at)
        if loose is not None and (whole is None or loose.stop != whole.stop):
            ends.append(loose)
    return ends


def _numeric_range(text: Text, got: Got) -> bool:
    stop = got.stop + (text.word(got.stop) == "." and text.glued(got.stop))
    return text.word(stop) in _TO or text.word(stop) == "/"


def _held_against(text: Text, at: int, stop: int) -> bool:
    """ "Compare failures this week to last week" names two ranges, "… Monday to Wednesday with last week" one more."""
    before, after = text.tokens[:at], text.tokens[stop:]
    compared = any(token.text in _COMPARING for token in before)
    return compared and not any(token.text in _AGAINST for token in after)


def _right_of(text: Text, left: Got, opener: str, at: int) -> tuple[Phrase, int] | None:
    stop = left.stop + (text.word(left.stop) == ",")
    stop += left.when.number is not None and text.word(stop) == "." and text.glued(stop)  # "1. to 5. October"
    joiner = text.word(stop)
    if joiner == "to" and not opener and _held_against(text, at, stop):
        return None
    if (joiner == "for" and left.when.exact is None and left.when.number is None) or (
        joiner == "for" and opener == "from"
    ):
        return _lasting(text, left, stop + 1, opener)
    if joiner == "." and text.word(stop + 1) == "." and text.glued(stop + 1):  # 2026-11-01..2026-11-03
        joiner, stop = "-", stop + 1
    if joiner == "up" and text.word(stop + 1) in {"to", "until", "till"}:
        joiner, stop = "to", text.skip(stop + 2, "and", "including") - 1
    if joiner in {"-", "to"} and text.word(stop + 1) == {"-": ">", "to": ":"}[joiner] and text.glued(stop + 1):
        stop += 1  # 2026-11-01 -> 2026-11-03, "from: A to: B"
    instant = (left.when.exact is not None and left.when.exact.instant) or text.kind(left.stop - 1) == "ymd"
    slash = joiner == "/" and opener == "" and (instant or not text.glued(stop))
    joins = joiner in _TO or (joiner in {"and", "&"} and opener == "between") or slash
    if not joins or (joiner == "-" and (_dash_is_punctuation(text, stop, left) or _dash_before_year(text, stop))):
        return None
    follows = text.word(stop + 1)
    hours = left.when.weak and left.when.clock is not None and len(follows) == 4 and follows.isdigit()
    right = number_end(text, stop + 1) if hours else end_at(text, stop + 1)
    best = _accept(text, left, right, joiner)
    if best is None:
        right = atoms.read(text, stop + 1) or number_end(text, stop + 1)
        best = _accept(text, left, right, joiner)
    if best is None:
        best = _accept(text, left, number_end(text, stop + 1), joiner)
    return best


def _dash_is_punctuation(text: Text, at: int, left: Got) -> bool:
    """A dash with spaces around and no date after it ends a phrase: "monday - 3 failures"."""
    if text.glued(at) or text.glued(at + 1):
        return False
    count = number(text, at + 1)
    if count is None or atoms.read(text, at + 1) is not None:
        return False
    after = text.token(count[1])
    return (
        after.kind == "word"
        and after.text not in {"on", "at", "of", "in", "and"}
        and atoms.read(text, count[1]) is None
    )


def _dash_before_year(text: Text, at: int) -> bool:
    """ "3-Jun-26": one of the two dashes of a date."""
    for first, month in ((at - 2, at - 1), (at, at + 1)):
        dashes = text.word(first) == text.word(first + 2) == "-" and all(
            text.glued(each) for each in range(first, first + 4)
        )
        if dashes and months.month_at(text, month) is not None:
            return True
    return False


def _accept(text: Text, left: Got, right: Got | None, joiner: str) -> tuple[Phrase, int] | None:
    """The range, when its ends are of kinds that can stand together."""
    if right is None:
        return None
    a, b, stop = left.when, right.when, right.stop
    if text.word(stop) in {"percent", "%"}:
        return None
    if a.number is not None and b.number is not None:
        counted = text.kind(stop) == "word" and text.word(stop) in _COUNTED
        return None if counted else (Phrase(replace(a, weak=True), b, "range"), _closing(text, stop))
    if not (_number_fits(a, b, joiner) and _go_together(a)) or _time_to_month(a, b):
        return None
    if b.number is not None and a.days and a.clock is None:
        b, stop = _year_after_day(text, a, b, stop)
    a, b = numeric.same_order(a, text.token(left.stop - 1), b, text.token(right.stop - 1))
    weak = (a.weak and a.clock is not None) or (b.weak and b.clock is not None)
    if _four_digits(text, left) and _four_digits(text, right):
        weak = (a.weak and b.weak) or joiner == "-"
    weak = weak and not (b.clock is not None and (a.days or b.days))
    day = _day_of_both(text, a, right, joiner)
    if day is not None:
        return Phrase(replace(a, weak=weak), replace(b, days=None), "range", on=day), _closing(text, stop)
    return Phrase(replace(a, weak=weak), b, "range"), _closing(text, stop)


def _day_of_both(text: Text, a: When, right: Got, joiner: str) -> When | None:
    """The day after "between 10pm and 2am", on which both begin ("to 2am on Friday" ends on it)."""
    b = right.when
    if joiner not in {"and", "&", "-"} or a.clock is None or a.days or b.clock is None or b.days is None:
        return None
    at = right.stop - 1
    while at > 0 and text.word(at) not in {"and", "&", "-"}:
        at -= 1
    first = atoms.read(text, at + 1)
    days = atoms.settled(text.now, b.days)
    if first is None or first.when.clock is None or days is None:
        return None
    return When(days=days)


def _time_to_month(a: When, b: When) -> bool:
    """ "0311-2026" is no range: from a time of some day to a month or a year."""
    dayless = a.clock is not None and a.days is None and b.clock is None
    return dayless and b.days is not None and b.days.grain >= Grain.MONTH


def _four_digits(text: Text, end: Got) -> bool:
    """Whether an end of a range is a time in four digits: one with a zero before it ("2200 to 0600") is one of two."""
    word = text.word(end.stop - 1)
    return end.when.clock is not None and len(word) == 4 and word.isdigit()


_COUNTED: Final = frozenset({"users", "failures", "minutes", "hours", "days", "times", "attempts", "sign", "logins"})


def _number_fits(a: When, b: When, joiner: str) -> bool:
    """Whether a bare number at one end fits the other end: an hour beside a time, a day beside a date."""
    if a.number is None and b.number is None:
        return True
    bare, known = (a, b) if a.number is not None else (b, a)
    if known.exact is not None:
        return False
    if known.clock is not None:
        return not bare.ordinal
    if known.days is None or known.days.grain != Grain.DAY:
        return False
    said = known.days.said
    if said is None:
        return bare is a  # "4 to 23 of this month"; but in "today until 10" it is an hour
    if said.day is None:
        return False
    return bare is a or bare.ordinal or joiner != "-" or said.month is not None


def _closing(text: Text, stop: int) -> int:
    return stop + (text.word(stop) == "'" and text.ends(stop + 1))


def _go_together(a: When) -> bool:
    """A zone alone opens no range."""
    return any(x is not None for x in (a.days, a.exact, a.clock, a.number, a.part))


def _year_after_day(text: Text, a: When, b: When, stop: int) -> tuple[When, int]:
    """ "August 10 to 22, 2012", "january 5 to 7 1998": the year after the last day is the year of both."""
    assert a.days is not None
    assert b.number is not None
    said = a.days.said
    if said is None or said.day is None:
        return b, stop
    got = year(text, text.skip(stop, ",", "of"))
    month = said.month
    of_year = said.year
    if got is not None and said.year is None:
        of_year, stop = got
    if month is not None and b.number < said.day:
        month = month % 12 + 1
        of_year = of_year + 1 if of_year is not None and month == 1 else of_year
    new = replace(said, day=b.number, weekday=None, month=month, year=of_year)
    return replace(b, number=None, note="", days=replace(a.days, said=new)), stop


def _lasting(text: Text, left: Got, at: int, opener: str) -> tuple[Phrase, int] | None:
    """from 10 am for 3 hours 30 minutes; "at 2am yesterday for 2 hours"."""
    got = amounts(text, text.skip(at, "the", "next", "about"))
    if got is None:
        return None
    when = left.when
    if when.number is not None:
        if opener != "from":
            return None
        when = replace(when, number=None, clock=sharing.hour_clock(when.number, when.note), note="")
    if when.clock is None and opener == "":
        return None
    return _for_so_long(text, when, got[0], got[1])


def _lasting_from(text: Text, at: int) -> tuple[Phrase, int] | None:
    """for 2 hours from 9am, for 30 minutes starting at noon yesterday."""
    got = amounts(text, text.skip(at + 1, "the", "about"))
    if got is None or text.word(got[1]) not in {"from", "starting", "beginning", "after"}:
        return None
    left = end_at(text, text.skip(got[1] + 1, "from", "at"))
    if left is None or left.when.clock is None:
        return None
    return _for_so_long(text, left.when, got[0], left.stop)


def _for_so_long(text: Text, when: When, spans: Amounts, stop: int) -> tuple[Phrase, int] | None:
    """What begins at a point and lasts so long; of a time alone the end is a time too, so that a day said elsewhere
    is the day of both."""
    length = round(sum(count * ELAPSED.get(unit, 86400) for count, unit in spans))
    if when.clock is not None and when.days is None and when.part is None and length < 86400:
        seconds = (sharing.seconds_of(when.clock, None) + length) % 86400
        end = Clock(seconds // 3600, seconds // 60 % 60, seconds % 60, grain=Grain.SECOND)
        return Phrase(when, When(clock=end, zone=when.zone), "range"), stop
    placed = place.point(when, text.now)
    if placed is None or placed.start is None:
        return None
    finish = before(placed.start.astimezone(text.now.zone), spans, sign=1)
    return Phrase(When(exact=Exact(placed.start, finish))), stop
