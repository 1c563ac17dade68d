"""Whole months, quarters, halves, years and decades, and portions of them: in May, Q3 2026, early November, the 90s."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from intents.dates import words
from intents.dates.calendar import shift, unit_days
from intents.dates.grammar import Got, Rule, Text, century, number, ordinal, year
from intents.dates.months import month_at
from intents.dates.units import GRAINS, unit_at
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
    of_year, stop = (lead[0], stop) if lead else _year_of(text, stop)
    follows = text.token(stop)
    if said == "this" and text.word(month_start) == "may" and follows.kind == "word" and follows.text not in _AFTER_MAY:
        return None  # "this may be a spray"
    if of_year is None and not said and not _is_month(text, month_start, stop):
        return None
    first = date(text.now.today.year, month, 1)
    if said == "this" and of_year is None and first <= text.now.today:
        return Got(When(days=unit_days(first, Grain.MONTH)), stop)
    recent = said in {"last", "past", "previous"}
    return Got(When(days=Days(Grain.MONTH, said=Said(of_year, month), recent=recent)), stop)


def _year_of(text: Text, at: int) -> tuple[int | None, int]:
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
    if before in _ASKS_FOR_MONTH and not (token.text == "may" and before in {"this", "of"} and after.kind == "word"):
        return True
    whole_text = at == 0 and text.ends(stop) and token.text != "may"
    return whole_text or (token.text in {"march", "august"} and text.ends(stop) and before not in {"", "by", "user"})


_AFTER_MAY: Final = frozenset({"to", "until", "till", "through", "and", "for", "by", "from"})
_JOINERS: Final = frozenset({"to", "-", "until", "till", "through", "and"})


def _in_range(text: Text, at: int, stop: int) -> bool:
    """Whether a month stands at the other end of a range: "from March to May"."""
    after = text.skip(stop + 1, "the", "end", "of")
    follows = text.word(stop) in _JOINERS and month_at(text, after) is not None
    leads = text.word(at - 1) in _JOINERS and month_at(text, at - 2) is not None
    follows = follows and (text.word(stop) != "and" or text.word(at - 1) == "between")
    return follows or (leads and (text.word(at - 1) != "and" or text.word(at - 3) == "between"))


_SENTENCE: Final = frozenset({"show", "how", "who", "what", "which", "list", "and", "to", "only", "for", "by", "sign"})


def read_portion(text: Text, at: int) -> Got | None:
    """early November, mid October, end of last week, the beginning of the month, late 2025."""
    start = text.skip(at, "the")
    if text.word(start) in {"eod", "cob"}:
        days, stop = _whole_day(text, start + 1)
        return Got(When(days=days), stop)
    name = _PORTIONS.get(text.word(start), "")
    if not name:
        return None
    stop = start + 1
    stop += text.word(stop) == "-" and text.glued(stop)
    stop = text.skip(stop, "of", "in", "the")
    whole = _whole(text, stop)
    if whole is None:
        return None
    days, stop = whole
    return _cut(days, name, stop)


_PORTIONS: Final = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late",
    "end": "late", "earlier": "whole", "later": "whole",
}  # fmt: skip
_CUTS: Final = {
    Grain.WEEK: {"early": (0, 3), "mid": (2, 5), "late": (4, None)},
    Grain.MONTH: {"early": (0, 10), "mid": (10, 20), "late": (20, None)},
    Grain.QUARTER: {"early": (0, 31), "mid": (31, 61), "late": (61, None)},
    Grain.YEAR: {"early": (0, 120), "mid": (120, 243), "late": (243, None)},
    Grain.DECADE: {"early": (0, 1096), "mid": (1096, 2557), "late": (2557, None)},
}  # fmt: skip
"""Days of a portion, 0-based: thirds of a month, the first and last three days of a week."""


def _cut(days: Days, name: str, stop: int) -> Got | None:
    if name == "whole" or days.grain == Grain.DAY:
        return Got(When(days=days), stop)
    start, end = _CUTS.get(days.grain, {}).get(name, (None, None))
    if start is None:
        return None
    note = f"{name} part of it read as days {start + 1} to {end or 'the last'}"
    if days.first is None:
        return Got(When(days=replace(days, portion=(start, end), whole_on_end=name == "late"), note=note), stop)
    after = days.after if end is None else shift(days.first, end)
    return Got(When(days=replace(days, first=shift(days.first, start), after=after), note=note), stop)


def _whole(text: Text, at: int) -> tuple[Days, int] | None:
    """What a portion can be cut from."""
    unit, now = unit_at(text, at), text.now
    if unit == "day":
        return _whole_day(text, at + 1)
    if unit in {"week", "month", "quarter", "year"} and text.word(at - 1) in {"the", "of"}:
        return unit_days(now.today, GRAINS[unit]), at + 1
    from intents.dates import atoms  # a rule that reads another rule's phrase inside itself

    if text.kind(at) == "word" and (month := month_at(text, at)) is not None:
        of_year, stop = _year_of(text, at + 1)
        return Days(Grain.MONTH, said=Said(of_year, month)), stop
    got = year(text, at)
    if got:
        return unit_days(date(got[0], 1, 1), Grain.YEAR), got[1]
    inner = atoms.read(text, at)
    if inner is None or inner.when.days is None or inner.when.clock or inner.when.part:
        return None
    days = inner.when.days
    return (days, inner.stop) if days.grain >= Grain.WEEK or text.word(at - 1) in {"earlier", "later"} else None


def _whole_day(text: Text, at: int) -> tuple[Days, int]:
    """ "the start of the day", "end of day yesterday": the day itself; which end of it counts, the bound says."""
    from intents.dates import atoms  # a rule that reads another rule's phrase inside itself

    inner = atoms.read(text, text.skip(at, "on"))
    if inner is not None and inner.when.days and inner.when.days.grain == Grain.DAY and inner.when.part is None:
        return inner.when.days, inner.stop
    return unit_days(text.now.today, Grain.DAY), at


def read_year(text: Text, at: int) -> Got | None:
    """in 2025, since 2024, the year 2019, the year of 2008; a number alone is no year."""
    start, named = at, False
    if text.word(start) == "year" or (text.word(start) == "the" and text.word(start + 1) == "year"):
        start, named = text.skip(start, "the", "year", "of"), True
    got = year(text, start)
    if got is None:
        return None
    asked = text.word(at - 1) in _ASKS_FOR_YEAR or (text.word(at - 1) == "the" and text.word(at - 2) in {"of", "in"})
    wordy = text.kind(start) == "word"
    nothing_counted = text.ends(got[1]) or text.token(got[1]).kind != "num"
    if not (named or (asked and nothing_counted and not (wordy and text.word(at - 1) in {"of", "and", "to", "-"}))):
        return None
    return Got(When(days=unit_days(date(got[0], 1, 1), Grain.YEAR)), got[1])


_ASKS_FOR_YEAR: Final = frozenset(
    {"in", "since", "during", "before", "after", "until", "till", "throughout", "between", "from", "and", "to",
     "through", "-", "~", "of"}
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
        return Got(When(days=unit_days(date(2010 if text.word(at + 2) == "tens" else 2020, 1, 1), Grain.DECADE)), at + 3)
    return None


def read_quarter(text: Text, at: int) -> Got | None:
    """Q3, Q1 2026, 2026-Q4, H1, third quarter of this year, first half of 2025, the second half of October."""
    lead = year(text, at)
    start = lead[1] if lead else at
    if lead:
        start += text.word(start) == "-"
        start = text.skip(start, "the")
    got = _numbered(text, start)
    if got is None:
        return None
    nth, months, stop = got
    of_year, stop = (lead[0], stop) if lead else _quarter_year(text, stop)
    grain = Grain.QUARTER if months == 3 else Grain.HALF
    return Got(When(days=Days(grain, said=Said(of_year, (nth - 1) * months + 1))), stop)


def _numbered(text: Text, at: int) -> tuple[int, int, int] | None:
    """Which quarter or half, how many months it has, and the position after it."""
    word = text.word(at)
    if word in {"q", "h"} and text.kind(at + 1) == "num" and text.glued(at + 1):
        nth, months = int(float(text.word(at + 1))), 3 if word == "q" else 6
        return (nth, months, at + 2) if 1 <= nth <= 12 // months else None
    if word in {"quarter", "qtr"} and (count := number(text, at + 1)) and count[0] in {1, 2, 3, 4}:
        return int(count[0]), 3, count[1]
    got = ordinal(text, text.skip(at, "the"))
    if got is None and text.word(text.skip(at, "the")) == "last" and text.word(text.skip(at, "the") + 2) == "of":
        got = (4, text.skip(at, "the") + 1) if text.word(text.skip(at, "the") + 1) in {"quarter", "qtr"} else None
    if got is None and text.word(at) == "last" and text.word(at + 1) == "half" and text.word(at + 2) == "of":
        got = 2, at + 1
    if got is None or text.word(got[1]) not in {"quarter", "qtr", "half"}:
        return None
    months = 6 if text.word(got[1]) == "half" else 3
    if months == 6 and text.word(got[1] + 1) != "of":
        return None
    return (got[0], months, got[1] + 1) if 1 <= got[0] <= 12 // months else None


def _quarter_year(text: Text, at: int) -> tuple[int | None, int]:
    start = text.skip(at, "-", "/") if text.glued(at) else text.skip(at, ",")
    start = text.skip(start, "of", "the")
    if text.word(start) in {"this", "last"} and text.word(start + 1) == "year":
        return text.now.today.year - (text.word(start) == "last"), start + 2
    if text.word(start) == "year" and start > at:
        return text.now.today.year, start + 1
    got = year(text, start)
    if got:
        return got
    token = text.token(start)
    if token.kind == "num" and len(token.text) == 2 and (text.glued(start) or text.word(start - 1) in {"-", "/"}):
        return century(int(token.text), text.now.today.year), start + 1
    return None, at


def read_half_of(text: Text, at: int) -> Got | None:
    """first half of October, the second half of last month: split after the 15th."""
    got = ordinal(text, text.skip(at, "the"))
    if got is None or got[0] not in {1, 2} or text.word(got[1]) != "half" or text.word(got[1] + 1) != "of":
        return None
    whole = _whole(text, text.skip(got[1] + 2, "the"))
    if whole is None or whole[0].grain != Grain.MONTH:
        return None
    days, stop = whole
    start, end = (0, 15) if got[0] == 1 else (15, None)
    if days.first is None:
        return Got(When(days=replace(days, portion=(start, end))), stop)
    after = days.after if end is None else shift(days.first, end)
    return Got(When(days=replace(days, first=shift(days.first, start), after=after)), stop)


_ORDINALS: Final = frozenset({"the", "<ord>", "<ordinal>"})

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
    Rule("portion", read_portion, frozenset({"the", "eod", "cob", *_PORTIONS}), (
        ("early november", "2026-11-01 .. 2026-11-11"),
        ("mid october", "2026-10-11 .. 2026-10-21"),
        ("late october", "2026-10-21 .. 2026-11-01"),
        ("end of last week", "2026-11-13 .. 2026-11-16"),
        ("since the beginning of the month", "2026-11-01 .. now"),
        ("earlier this week", "2026-11-16 .. now"),
    )),
    Rule("year", read_year, frozenset({"the", "year", "<num>", "nineteen", "twenty", "two", "<number>"}), (
        ("users created in 2025", "2025-01-01 .. 2026-01-01"),
        ("since 2024", "2024-01-01 .. now"),
        ("the year 2019", "2019-01-01 .. 2020-01-01"),
    )),
    Rule("decade", read_decade, frozenset({"<num>", "twenty"}), (
        ("in the 1990s", "1990-01-01 .. 2000-01-01"),
    )),
    Rule("quarter or half", read_quarter, _ORDINALS | {"q", "h", "<num>", "quarter", "qtr", "last"}, (
        ("Q3", "2026-07-01 .. 2026-10-01"),
        ("q1 2026", "2026-01-01 .. 2026-04-01"),
        ("2025-Q4", "2025-10-01 .. 2026-01-01"),
        ("H1", "2026-01-01 .. 2026-07-01"),
        ("third quarter of last year", "2025-07-01 .. 2025-10-01"),
        ("first half of 2026", "2026-01-01 .. 2026-07-01"),
    )),
    Rule("half of a month", read_half_of, _ORDINALS, (
        ("second half of october", "2026-10-16 .. 2026-11-01"),
    )),
)  # fmt: skip
