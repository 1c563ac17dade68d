"""Dates in digits: 10/28/2026, 10/11 by the asker's locale, 25.10., 2026-11-03, 2015-3, ISO 8601 instants."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from intents.dates import words
from intents.dates.almanac import unit_days, valid
from intents.dates.grammar import Got, Rule, Text, century
from intents.dates.locales import ASSUMED_LOCALE, day_first, language, year_first
from intents.dates.months import dated
from intents.dates.tokens import Token
from intents.dates.values import Days, Exact, Grain, Said, When
from intents.dates.weekdays import weekday_at


def _months_days(text: Text, first: int, second: int, year: int | None, sep: str) -> list[tuple[int, int]]:
    """The readings of two numbers as (month, day), likeliest first. With dots the day always comes first."""
    both = [(first, second), (second, first)]
    fits = [(month, day) for month, day in both if valid(year or 2024, month, day)]
    if len(fits) < 2 or first == second:
        return fits[:1]
    if sep == "." or day_first(text.now.locale):
        fits.reverse()
    return fits


def _dated(text: Text, readings: list[tuple[int, int]], year: int | None, stop: int, weekday: int | None) -> Got | None:
    if not readings:
        return None
    month, day = readings[0]
    said = Said(year, month, day, weekday)
    main = dated(text, said)
    if len(readings) < 2:
        return Got(main, stop)
    known = text.now.locale
    source = f"{known}" if known else f"{ASSUMED_LOCALE}, assumed"
    other = readings[1]
    note = f"{_digits(text, stop)} read as {_MONTHS[month - 1]} {day} ({source})"
    alternative = When(
        days=Days(Grain.DAY, said=Said(year, *other)), note=f"read as {_MONTHS[other[0] - 1]} {other[1]}"
    )
    joined = "; ".join(n for n in (note, main.note) if n)
    return Got(When(days=main.days, note=joined, others=(alternative,)), stop)


def same_order(a: When, token_a: Token, b: When, token_b: Token) -> tuple[When, When]:
    """Both ends of a range in the same order of day and month: in "12/10-14/10" the second tells how to read the
    first. Where the readings of one end differ and the other end has but one, the one decides."""
    if a.others and not b.others and (order := _order(token_b)) and _order_taken(a, token_a) not in {"", order}:
        return replace(a.others[0], note=""), b
    if b.others and not a.others and (order := _order(token_a)) and _order_taken(b, token_b) not in {"", order}:
        return a, replace(b.others[0], note="")
    return a, b


def _numbers(token: Token) -> list[int]:
    if token.kind not in {"ab", "abc"}:
        return []
    return [int(x) for x in token.text.replace(".", "/").replace("-", "/").strip("/").split("/")]


def _order(token: Token) -> str:
    """ "dm" or "md" when the numbers leave no choice, else nothing."""
    numbers = _numbers(token)
    if len(numbers) < 2:
        return ""
    return "dm" if numbers[0] > 12 else "md" if numbers[1] > 12 else ""


def _order_taken(when: When, token: Token) -> str:
    """How a date was read that could be read either way."""
    numbers, said = _numbers(token), when.days.said if when.days else None
    if len(numbers) < 2 or said is None:
        return ""
    return "md" if said.month == numbers[0] else "dm"


_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip


def _digits(text: Text, stop: int) -> str:
    """The digits as typed, for the note."""
    at = stop - 1
    while at > 0 and text.kind(at) not in {"ab", "abc"}:
        at -= 1
    return text.word(at)


def _lead(text: Text, at: int) -> tuple[int, int | None]:
    """ "Sunday 12/7/2014", "this 5/12": what may stand before the digits."""
    start = text.skip(at, "this")
    weekday = weekday_at(text, start)
    if weekday is None:
        return start, None
    start += 1
    start += text.word(start) in {",", "(", "."}
    return text.skip(start, "the"), weekday


def read_three(text: Text, at: int) -> Got | None:
    """10/28/2026, 28.10.2026, 7-17-18, 2026-11-03, with a weekday before."""
    start, weekday = _lead(text, at)
    token = text.token(start)
    if token.kind == "ymd":
        year, month, day = (int(x) for x in _parts(token.text))
        if valid(year, month, day) is None:
            return None
        return Got(dated(text, Said(year, month, day, weekday)), start + 1)
    if token.kind != "abc":
        return None
    sep = next(c for c in token.text if not c.isdigit())
    first, second, last = token.text.split(sep)
    year = int(last) if len(last) == 4 else century(int(last), text.now.today.year)
    if sep == "-" and len(last) == len(first) == 2 and year_first(text.now.locale):
        of_year = century(int(first), text.now.today.year)
        if valid(of_year, int(second), int(last)) is not None:
            return Got(dated(text, Said(of_year, int(second), int(last), weekday)), start + 1)
    if sep == "-" and len(last) == 2 and valid(year, int(first), int(second)) is None:
        known = valid(year, int(second), int(first)) is not None and text.now.locale is not None
        if not (known and day_first(text.now.locale)):
            return None  # 25-10-12: as likely a part number
    readings = _months_days(text, int(first), int(second), year, sep)
    return _dated(text, readings, year, start + 1, weekday)


def read_eight(text: Text, at: int) -> Got | None:
    """20261103, where a date is asked for: elsewhere eight digits are a number."""
    digits = text.word(at)
    if len(digits) != 8 or not digits.isdigit() or text.word(at - 1) not in _ON | {"-"}:
        return None
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    return None if valid(year, month, day) is None else Got(dated(text, Said(year, month, day)), at + 1)


def _parts(digits: str) -> list[str]:
    return digits.replace("/", "-").replace(".", "-").split("-")


def read_two(text: Text, at: int) -> Got | None:
    """10/28, 25.10., "on 4-22", "friday 5/12", 08/12,2015: without a year the most recent such date."""
    start, weekday = _lead(text, at)
    token = text.token(start)
    if token.kind == "ab":
        sep = "/" if "/" in token.text else "."
        first, second = (int(x) for x in token.text.rstrip(".").split(sep))
        if sep == "." and not _dotted_date(text, start, at, weekday):
            return None
        stop = start + 1
        if text.word(at - 1) == "of" and text.word(at - 2) in {"ratio", "score", "share"}:
            return None
        if text.word(stop) in {"of", "%", "hour", "hr"} or (
            text.word(stop) in _SHARED and text.word(at - 1) not in _ON
        ):
            return None  # "3/4 of the users", "9/10 users", "1/2 hour"
        year = None
        if text.word(stop) == "," and text.glued(stop) and text.kind(stop + 1) == "num":
            after = text.token(stop + 1)
            if len(after.text) == 4 and after.text.isdigit() and 1900 <= int(after.text) <= 2199:
                year, stop = int(after.text), stop + 2
        return _dated(text, _months_days(text, first, second, year, sep), year, stop, weekday)
    if token.kind != "num" or text.word(start + 1) != "-" or text.kind(start + 2) != "num":
        return _dotted_number(text, start, at, weekday)
    on = text.word(at - 1) in {"on", "since", "before", "after"} or weekday is not None
    if not (on and text.glued(start + 1) and text.glued(start + 2)):
        return None
    digits = token.text, text.word(start + 2)
    if not all(d.isdigit() and len(d) <= 2 for d in digits) or not (
        text.ends(start + 3) or text.word(start + 3) == "at"
    ):
        return None
    return _dated(text, _months_days(text, int(digits[0]), int(digits[1]), None, "-"), None, start + 3, weekday)


_SHARED: Final = frozenset(
    {"user", "users", "people", "accounts", "devices", "apps", "score", "points", "stars", "checks"}
)
_ON: Final = frozenset({"on", "since", "from", "to", "until", "before", "after", "between", "and", "by", "for"})


def _dotted_date(text: Text, start: int, at: int, weekday: int | None) -> bool:
    """ "25.10." is a date after a word that asks for one, beside a dash, or before a time."""
    before, after = text.word(start - 1), text.token(start + 1)
    return (
        weekday is not None
        or before in _BEFORE_DOTTED
        or after.text in {"-", "to", "and", "through", "until", "till", "up"}
        or after.kind == "clock"
        or (after.kind == "num" and text.word(start + 2) in words.MERIDIEMS)
        or language(text.now.locale) != "en"
    )


_BEFORE_DOTTED: Final = _ON - {"for"} | {"till", "-", "starting", "ending"}


def _dotted_number(text: Text, start: int, at: int, weekday: int | None) -> Got | None:
    """ "on 5.12", "Monday 19.06", "9.10 23:00": a decimal number only in such company a date."""
    token = text.token(start)
    whole, _, part = token.text.partition(".")
    if token.kind != "num" or not part or len(whole) > 2:
        return None
    on = text.word(at - 1) in {"on", "since"} and (text.ends(start + 1) or text.word(start + 1) == "at")
    timed = text.kind(start + 1) == "clock" and text.word(at - 1) in {"", "on", "since", "from", "-", "to"}
    abroad = language(text.now.locale) != "en" and text.word(at - 1) in _BEFORE_DOTTED and len(part) == 1
    if not (weekday is not None or on or timed or abroad):
        return None
    if len(part) == 2 and int(whole) < 24 and part[1] in "05" and weekday is not None and int(part) > 12:
        return None
    return _dated(text, _months_days(text, int(whole), int(part), None, "."), None, start + 1, weekday)


def read_year_month(text: Text, at: int) -> Got | None:
    """2026-11, 2015-3, 7/2018: a whole month."""
    token = text.token(at)
    parts = [int(x) for x in token.text.replace("/", "-").split("-")]
    year, month = parts if token.kind == "ym" else parts[::-1]
    first = valid(year, month, 1)
    return Got(When(days=unit_days(first, Grain.MONTH)), at + 1) if first else None


def read_instant(text: Text, at: int) -> Got | None:
    """2026-11-17T14:00:00Z and the like: the minute or second written, in the zone written or else the asker's."""
    written = text.word(at).upper().replace(",", ".")
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if not 1900 <= moment.year <= 2199:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=text.now.zone)
    moment = moment.astimezone(text.now.zone)
    digits = sum(c.isdigit() for c in re.split(r"[Z+.-]", written.split("T")[1])[0])
    grain = timedelta(seconds={2: 3600, 4: 60}.get(digits, 1))
    start = moment.replace(microsecond=0)
    return Got(When(exact=Exact(start, start + grain, instant=True)), at + 1)


_LEADS: Final = frozenset({"this", "<weekday>"})

RULES: Final = (
    Rule("date in three numbers", read_three, _LEADS | {"<ymd>", "<abc>"}, (
        ("10/28/2026", "2026-10-28 .. 2026-10-29"),
        ("25/12/2025", "2025-12-25 .. 2025-12-26"),
        ("24.11.25", "2025-11-24 .. 2025-11-25"),
        ("2026-11-03", "2026-11-03 .. 2026-11-04"),
        ("Sunday 11/1/2026", "2026-11-01 .. 2026-11-02"),
    )),
    Rule("date in eight digits", read_eight, frozenset({"<num>"}), (
        ("on 20261103", "2026-11-03 .. 2026-11-04"),
        ("from 20261101 to 20261103", "2026-11-01 .. 2026-11-04"),
    )),
    Rule("date in two numbers", read_two, _LEADS | {"<ab>", "<num>"}, (
        ("lockouts on 10/11", "2026-10-11 .. 2026-10-12"),
        ("since 25.10.", "2026-10-25 .. now"),
        ("on 4-22", "2026-04-22 .. 2026-04-23"),
    )),
    Rule("year and month in numbers", read_year_month, frozenset({"<ym>", "<my>"}), (
        ("2026-3", "2026-03-01 .. 2026-04-01"),
        ("7/2025", "2025-07-01 .. 2025-08-01"),
    )),
    Rule("ISO instant", read_instant, frozenset({"<iso>"}), (
        ("2026-11-17T14:00:00Z", "2026-11-17T14 .. 2026-11-17T14:00:01"),
        ("since 2026-11-17T09:30+01:00", "2026-11-17T08:30 .. now"),
    )),
)  # fmt: skip
