"""Months, month and day, day of the month, years, decades, quarters, halves: November, 3 Nov, the 18th, Q3 2026."""

from __future__ import annotations

from typing import Final

from intents.dates import words
from intents.dates.almanac import unit_days, valid
from intents.dates.grammar import Got, Rule, Text, century, number, ordinal, year
from intents.dates.values import Days, Grain, Said, When
from intents.dates.weekdays import weekday_at


def month_at(text: Text, at: int) -> int | None:
    return words.MONTHS.get(text.word(at)) if text.kind(at) == "word" else None


def _day_number(text: Text, at: int) -> tuple[int, int] | None:
    """A day of the month: 3, 3rd, third, twenty-second."""
    got = ordinal(text, at)
    if got is None and (count := number(text, at)) and text.word(at) not in words.VAGUE and count[0] == int(count[0]):
        got = int(count[0]), count[1]
    return got if got and 1 <= got[0] <= 31 else None


def _month_and_separators(text: Text, at: int) -> tuple[int, int] | None:
    """A month after a day number: "3 nov", "3rd of nov", "3-nov", "3/nov", "3.nov"."""
    if text.word(at) in {"-", "/", "."} and text.glued(at):
        at += 1
    else:
        at = text.skip(at, "of")
    month = month_at(text, at)
    if month is None:
        return None
    return month, at + 1 + (text.word(at + 1) == "." and text.glued(at + 1) and text.kind(at + 2) != "end")


def _year_after(text: Text, at: int) -> tuple[int | None, int]:
    """A year after a date: "2026", ", 2026", "of 2026", "in the year '89", "last year", and two digits: "3 Nov 96"."""
    start = at
    if text.word(at) in {",", "-", "/", "."} and (text.word(at) == "," or text.glued(at)):
        start += 1
    start = text.skip(start, "of", "in", "the", "year")
    got = year(text, start)
    if got and not _is_hours(text, start):
        return got
    if text.word(start) in {"last", "this"} and text.word(start + 1) == "year":
        return text.now.today.year - (text.word(start) == "last"), start + 2
    token = text.token(start)
    short = token.kind == "num" and len(token.text) == 2 and (start == at or text.word(at) == text.word(at - 2))
    dashed = start == at + 1 and text.word(at) == "-" and text.glued(start)  # 3-Nov-96
    if short and start <= at + 1 and text.word(at) != "," and (dashed or _stands_alone(text, start)):
        return century(int(token.text), text.now.today.year), start + 1
    return None, at


def _is_hours(text: Text, at: int) -> bool:
    """ "24 Aug 1915-2015": four digits, a dash and four digits behind a date are hours and minutes."""
    pair = text.word(at), text.word(at + 2)
    glued = text.word(at + 1) == "-" and text.glued(at + 1) and text.glued(at + 2)
    return glued and all(len(d) == 4 and d.isdigit() and int(d[:2]) < 24 and int(d[2:]) < 60 for d in pair)


def _stands_alone(text: Text, at: int) -> bool:
    """Whether a two-digit number after a date can be its year: nothing after it makes it a time or an amount."""
    after = text.token(at + 1)
    return text.ends(at + 1) or after.text in {"at", "and", "to", "until", "for", "by", "on"} or after.kind == "clock"


def read_month_day(text: Text, at: int) -> Got | None:
    """3 November, Nov 3rd, the third of November, November the 3rd, 3-Nov-2026, aug-20, "Tue Nov 3"."""
    start, weekday = _weekday_before(text, at)
    start = text.skip(start, "the")
    lead = _year_first(text, start)
    if lead is not None:
        return lead
    month = month_at(text, start)
    if month is None:
        day = _day_number(text, start)
        found = _month_and_separators(text, day[1]) if day else None
        if day is None or found is None:
            return None
        month, stop = found
        number_of_day = day[0]
        if text.word(at - 1) in {"-", "to"} and text.kind(at - 2) == "num" and _day_stands_at(text, stop):
            return None  # "9-5 nov 3" are hours of 3 November
    else:
        after = start + 1
        after += text.word(after) in {"-", ".", "/"} and text.glued(after)
        day = _day_number(text, text.skip(after, "the"))
        if day is None or _is_amount(text, day[1]):
            return None
        number_of_day, stop = day
    said_year, stop = _year_after(text, stop)
    if valid(said_year or 2024, month, number_of_day) is None:
        return None
    if weekday is None:
        weekday, stop = _weekday_after(text, stop)
    return Got(dated(text, Said(said_year, month, number_of_day, weekday)), stop)


def _day_stands_at(text: Text, at: int) -> bool:
    """Whether a day of the month ends the date here ("nov 3", "nov 3rd, 2026")."""
    day = _day_number(text, at) if text.kind(at) in {"num", "ord"} else None
    if day is None:
        return False
    return text.kind(at) == "ord" or text.ends(day[1]) or text.word(day[1]) in {"for", "by", "from", "with", "and"}


def _year_first(text: Text, at: int) -> Got | None:
    """2019/aug/01, 2026-nov-3."""
    got = year(text, at)
    if got is None or text.word(got[1]) not in {"-", "/"} or text.word(got[1] + 2) != text.word(got[1]):
        return None
    month, day = month_at(text, got[1] + 1), number(text, got[1] + 3)
    if month is None or day is None or valid(got[0], month, int(day[0])) is None:
        return None
    return Got(dated(text, Said(got[0], month, int(day[0]))), day[1])


def _is_amount(text: Text, at: int) -> bool:
    """ "may 5 users": hmm, a count; "nov 3 days" likewise is an amount."""
    return text.word(at) in {"days", "hours", "minutes", "users", "%", "percent"} or text.word(at) == "%"


def _weekday_before(text: Text, at: int) -> tuple[int, int | None]:
    start = text.skip(at, "this")
    weekday = weekday_at(text, start)
    if weekday is None:
        return at, None
    start += 1
    if text.word(start) in {",", "(", "."}:
        start += 1
    return start, weekday


def _weekday_after(text: Text, at: int) -> tuple[int | None, int]:
    """The weekday after a date: "9 June, Friday"."""
    start = at
    if text.word(start) in {",", "("}:
        start += 1
    weekday = weekday_at(text, start)
    if weekday is None or (text.word(start) in words.SOFT_WEEKDAYS and start == at) or text.word(at - 1) == "-":
        return None, at
    return weekday, start + 1 + (text.word(at) == "(" and text.word(start + 1) == ")")


def dated(text: Text, said: Said, note: str = "") -> When:
    """A date with its weekday checked: where the two disagree the date holds, and the note says so."""
    if said.weekday is None or said.day is None:
        return When(days=Days(Grain.DAY, said=said), note=note)
    day = Said(said.year, said.month, said.day)
    years = [said.year] if said.year else [text.now.today.year - back for back in range(7)]
    for of_year in years:
        found = valid(of_year, said.month or 1, said.day)
        if found and found <= text.now.today:
            if found.weekday() != said.weekday:
                name = f"{found:%A} {found.day} {found:%B} {found.year}"
                note = f"the date is taken although it was a {name}"
            break
    return When(days=Days(Grain.DAY, said=day), note=note)


def read_day_of_month(text: Text, at: int) -> Got | None:
    """on the 18th, Friday the 22nd, Mon 13th, "on 15", the 18th of this month."""
    start, weekday = _weekday_before(text, at)
    start = text.skip(start, "the")
    day = ordinal(text, start)
    plain = day is None
    if plain:
        day = _plain_day(text, start)
    if day is None or not 1 <= day[0] <= 31:
        return None
    after = text.skip(day[1], "day")
    month = _of_month(text, after)
    if month is not None:
        first = month[0].first
        found = valid(first.year, first.month, day[0]) if first else None
        return Got(When(days=unit_days(found, Grain.DAY)), month[1]) if found else None
    if plain and weekday is None and text.word(at - 1) not in {"on", "for"}:
        return None
    named = text.kind(start) == "ord" or weekday is not None or plain
    if not named and not (text.word(start - 1) == "the" and text.word(start - 2) in {"on", "since", "until", "by"}):
        return None
    if weekday is None and not ordinal_is_day(text, start, day[1]):
        return None
    if weekday is not None and text.kind(start) == "word" and text.word(start - 1) != "the":
        return None  # "monday first thing"
    return Got(When(days=Days(Grain.DAY, said=Said(day=day[0], weekday=weekday))), day[1])


def _plain_day(text: Text, at: int) -> tuple[int, int] | None:
    """ "on 15", "for the 27": a bare number after these words, with nothing that it could count."""
    count = number(text, at)
    if count is None or count[0] != int(count[0]) or text.word(at) in words.VAGUE:
        return None
    before = text.word(at - 1)
    the = before == "the" and text.word(at - 2) in {"on", "for"}
    month_follows = _of_month(text, count[1]) is not None
    nothing_counted = text.ends(count[1]) or text.word(count[1]) == "at"
    fits = month_follows or ((before == "on" or the) and nothing_counted)
    return (int(count[0]), count[1]) if fits else None


def ordinal_is_day(text: Text, start: int, stop: int) -> bool:
    """ "the 18th" is a day of the month unless it counts something ("the 18th attempt")."""
    token = text.token(stop)
    before = text.word(start - 1)
    asked = before in {"on", "since", "until", "till", "by", "before", "after", "from", "to", "between", "and", "-",
                       "through", "for"} or before == "the"  # fmt: skip
    return asked and (
        text.ends(stop) or token.text in _AFTER_DAY or token.kind in {"clock", "num"} or token.text == "-"
    )


_AFTER_DAY = frozenset(
    {"at", "and", "to", "until", "till", "between", "from", "in", "by", "for", "through", "before", "after", "around",
     "with", "did", "during", "early", "late", "lunchtime", "overnight", "morning", "afternoon", "evening", "night",
     "only", "onwards", "on", "or", "how", "who", "what", "which", "show", "please", "were", "was", "about", "so",
     "noon", "midnight", "of"}
)  # fmt: skip


def _of_month(text: Text, at: int) -> tuple[Days, int] | None:
    """ "of this month", "of last month", "this month", after a day."""
    start = text.skip(at, "of", "the")
    if text.word(start) in {"month", "month's"} and text.word(start - 1) == "the" and text.word(at) in {"of", "in"}:
        return unit_days(text.now.today, Grain.MONTH), start + 1
    back = {"this": 0, "current": 0, "last": 1, "previous": 1}.get(text.word(start))
    if back is None or text.word(start + 1) not in {"month", "month's"}:
        return None
    return unit_days(text.now.today, Grain.MONTH, back), start + 2


_DAYS: Final = frozenset({"the", "this", "<num>", "<ord>", "<number>", "<ordinal>", "<weekday>"})

RULES: Final = (
    Rule("month and day", read_month_day, _DAYS | {"<month>"}, (
        ("alice's IPs on nov 14", "2026-11-14 .. 2026-11-15"),
        ("3 Nov", "2026-11-03 .. 2026-11-04"),
        ("the third of november", "2026-11-03 .. 2026-11-04"),
        ("december 24th", "2025-12-24 .. 2025-12-25"),
        ("Tuesday, November 3rd", "2026-11-03 .. 2026-11-04"),
        ("3-Nov-2025", "2025-11-03 .. 2025-11-04"),
        ("may 5", "2026-05-05 .. 2026-05-06"),
        ("feb 29", "2024-02-29 .. 2024-03-01"),
        ("march 1 '25", "2025-03-01 .. 2025-03-02"),
    )),
    Rule("day of the month", read_day_of_month, _DAYS, (
        ("on the 17th", "2026-11-17 .. 2026-11-18"),
        ("lockouts on the 25th", "2026-10-25 .. 2026-10-26"),
        ("Friday the 13th", "2026-11-13 .. 2026-11-14"),
        ("on the 3rd of last month", "2026-10-03 .. 2026-10-04"),
    )),
)  # fmt: skip
