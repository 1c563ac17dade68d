"""Whole months, years and decades: in May, November 2025, since 2024, the 1990s."""

from __future__ import annotations

from datetime import date
from typing import Final

from intents.dates import words
from intents.dates.almanac import Now, unit_days
from intents.dates.grammar import NO_TOKEN, Got, Rule, Text, century, year
from intents.dates.months import month_at
from intents.dates.values import Days, Grain, Said, When

_ASKS_FOR_MONTH: Final = frozenset(
    {"in", "during", "since", "last", "this", "until", "till", "before", "after", "early", "mid", "late", "end",
     "beginning", "start", "throughout", "past", "previous", "through", "middle", "whole", "entire", "of"}
)  # fmt: skip
"""A word after which "may" is the month."""


def read_month(text: Text, at: int) -> Got | None:
    """November, in May, last June, Nov 2026, 2026 June, November last year; names of people only where asked for."""
    start, said = at, ""
    if text.word(start) in {"this", "last", "past", "previous"}:
        said, start = text.word(start), start + 1
    lead = year(text, start)
    month_start = lead[1] if lead else start
    if lead:
        month_start += text.word(month_start) in {"-", "/"} and text.glued(month_start)
    month = month_at(text, month_start)
    if month is None:
        return None
    stop = month_start + 1
    if text.word(stop) == "." and text.glued(stop) and not text.ends(stop + 1):
        stop += 1
    of_year, stop = (lead[0], stop) if lead else year_of(text, stop)
    follows = text.token(stop)
    if follows.kind in {"ab", "abc"} or text.kind(at - 1) == "ab" or _no_such_day(text, at, stop):
        return None  # "nov 14/15" and "feb 30" are not the whole month
    if said == "this" and text.word(month_start) == "may" and follows.kind == "word" and follows.text not in _AFTER_MAY:
        return None  # "this may be a spray"
    if of_year is None and not said and not _is_month(text, month_start, stop):
        return None
    first = date(text.now.today.year, month, 1)
    if said == "this" and of_year is None and first <= text.now.today:
        return Got(When(days=unit_days(first, Grain.MONTH)), stop)
    recent = said in {"last", "past", "previous"}
    return Got(When(days=Days(Grain.MONTH, said=Said(of_year, month), recent=recent)), stop)


def latest(now: Now, month: int) -> Days:
    """The most recent such month that has begun."""
    first = date(now.today.year, month, 1)
    return unit_days(first if first <= now.today else first.replace(year=first.year - 1), Grain.MONTH)


def year_of(text: Text, at: int) -> tuple[int | None, int]:
    """A year after a month: "2026", "of 2026", "'25", "last year"."""
    start = at
    if text.word(at) in {",", "-", "/"}:
        start += 1
    start = text.skip(start, "of", "in", "the", "year")
    got = year(text, start)
    if got:
        return got
    if text.word(start) in {"last", "this"} and text.word(start + 1) == "year":
        return text.now.today.year - (text.word(start) == "last"), start + 2
    return None, at


def _is_month(text: Text, at: int, stop: int) -> bool:
    """Whether a month's name alone is a month here and not a person, a verb or an acronym."""
    token, before, after = text.token(at), text.word(at - 1), text.token(stop)
    if token.text == "sep" and before in {"by", "for"}:
        return False
    if token.text not in words.NAME_MONTHS or _in_range(text, at, stop):
        return True
    if after.kind == "word" and after.capital and token.capital and after.text not in _SENTENCE:
        return False  # "March Simpson"
    if before == "from" and (after.text in {"onwards", "onward"} or (after.text == "on" and text.ends(stop + 1))):
        return True
    if before == "year" and text.word(at - 2) in {"last", "this"} and token.text != "may":
        return True
    if before in _ASKS_FOR_MONTH and not (token.text == "may" and before in {"this", "of"} and after.kind == "word"):
        return True
    whole_text = at == 0 and text.ends(stop) and token.text != "may"
    return whole_text or (token.text in {"march", "august"} and text.ends(stop) and before not in {"", "by", "user"})


_AFTER_MAY: Final = frozenset({"to", "until", "till", "through", "and", "for", "by", "from"})


def _no_such_day(text: Text, at: int, stop: int) -> bool:
    """Whether a day that the month does not have stands beside it ("30 feb", "september 31st")."""
    for beside in (text.token(at - 1), text.token(at - 2) if text.word(at - 1) == "of" else NO_TOKEN, text.token(stop)):
        digits = beside.text.rstrip("stndrh")
        if beside.kind in {"num", "ord"} and digits in {"29", "30", "31"}:
            return True
    return False


_NOWS: Final = frozenset({"now", "today", "yesterday", "date"})
_JOINERS: Final = frozenset({"to", "-", "until", "till", "through", "and"})


def _in_range(text: Text, at: int, stop: int) -> bool:
    """Whether a month stands at the other end of a range: "from March to May"."""
    joiner, after = text.word(stop), text.skip(stop + 1, "the", "end", "of")
    leads = text.word(at - 1) in _JOINERS and month_at(text, at - 2) is not None
    if joiner in {"/", "&", "and"} and text.word(at - 1) != "between":  # "jan and feb": one of them is no name
        other = month_at(text, stop + 1) is not None and text.word(stop + 1)
        follows = bool(other) and not leads and (joiner == "/" or other not in words.NAME_MONTHS)
    else:
        follows = joiner in _JOINERS and (month_at(text, after) is not None or text.word(after) in _NOWS)
    return follows or (leads and (text.word(at - 1) != "and" or text.word(at - 3) in {"between", "in", "during"}))


_SENTENCE: Final = frozenset({"show", "how", "who", "what", "which", "list", "and", "to", "only", "for", "by", "sign"})


def read_year(text: Text, at: int) -> Got | None:
    """in 2025, since 2024, the year 2019, the year of 2008; a number alone is no year."""
    start, named = at, False
    if text.word(start) == "year" or (text.word(start) == "the" and text.word(start + 1) == "year"):
        start, named = text.skip(start, "the", "year", "of"), True
    got = year(text, start)
    if got is None:
        return None
    clock = at - 1 - (text.word(at - 1) in words.ZONES)
    timed = text.kind(clock) == "clock" and text.ends(got[1])  # "Sun Jun 14 08:15:00 UTC 2026"
    asked = (
        timed
        or text.word(at - 1) in _ASKS_FOR_YEAR
        or (text.word(at - 1) == "the" and text.word(at - 2) in {"of", "in"})
    )
    wordy = text.kind(start) == "word"
    nothing_counted = text.ends(got[1]) or text.token(got[1]).kind != "num"
    if not (named or (asked and nothing_counted and not (wordy and text.word(at - 1) in {"of", "and", "to", "-"}))):
        return None
    return Got(When(days=unit_days(date(got[0], 1, 1), Grain.YEAR)), got[1])


_ASKS_FOR_YEAR: Final = frozenset(
    {"in", "since", "during", "before", "after", "until", "till", "throughout", "between", "from", "and", "to",
     "through", "-", "~"}
)  # fmt: skip


def read_decade(text: Text, at: int) -> Got | None:
    """the 1990s, "in 70's", the twenty-tens."""
    token = text.token(at)
    stop = at + 1
    if token.kind == "num" and text.word(stop) in {"s", "'s"} and token.text.endswith("0"):
        full = int(token.text) if len(token.text) == 4 else 0
        if len(token.text) == 2 and text.word(at - 1) in {"the", "in"}:
            full = century(int(token.text), text.now.today.year)
        if 1900 <= full <= 2190:
            return Got(When(days=unit_days(date(full, 1, 1), Grain.DECADE)), stop + 1)
    if token.text == "twenty" and text.word(at + 1) == "-" and text.word(at + 2) in {"tens", "twenties"}:
        return Got(
            When(days=unit_days(date(2010 if text.word(at + 2) == "tens" else 2020, 1, 1), Grain.DECADE)), at + 3
        )
    return None


RULES: Final = (
    Rule("month", read_month, frozenset({"this", "last", "past", "previous", "<month>", "<num>", "<number>"}), (
        ("password resets in october", "2026-10-01 .. 2026-11-01"),
        ("in may", "2026-05-01 .. 2026-06-01"),
        ("december", "2025-12-01 .. 2026-01-01"),
        ("last november", "2025-11-01 .. 2025-12-01"),
        ("sept 2025", "2025-09-01 .. 2025-10-01"),
        ("jan '26", "2026-01-01 .. 2026-02-01"),
        ("march last year", "2025-03-01 .. 2025-04-01"),
        ("this november", "2026-11-01 .. now"),
    )),
    Rule("year", read_year, frozenset({"the", "year", "<num>", "nineteen", "twenty", "two", "<number>"}), (
        ("users created in 2025", "2025-01-01 .. 2026-01-01"),
        ("since 2024", "2024-01-01 .. now"),
        ("the year 2019", "2019-01-01 .. 2020-01-01"),
    )),
    Rule("decade", read_decade, frozenset({"<num>", "twenty"}), (
        ("in the 1990s", "1990-01-01 .. 2000-01-01"),
    )),
)  # fmt: skip
