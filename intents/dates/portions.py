"""Portions: early November, the end of last week, the beginning of the month, the second half of October."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from intents.dates.almanac import shift, unit_days
from intents.dates.amounts import GRAINS, unit_at
from intents.dates.grammar import Got, Rule, Text, ordinal, year
from intents.dates.months import month_at
from intents.dates.values import Days, Grain, Said, When
from intents.dates.years import year_of


def read_portion(text: Text, at: int) -> Got | None:
    """early November, mid October, end of last week, the beginning of the month, late 2025."""
    start = text.skip(at, "the")
    closing = [text.word(start + i) for i in range(3)]
    business = closing[0] in {"close", "end"} and closing[1:] in (["of", "business"], ["of", "play"])
    if business or text.word(start) in {"eod", "cob"}:
        days, stop = _whole_day(text, start + 1 + 2 * business)
        return Got(When(days=days), stop)
    name = _PORTIONS.get(text.word(start), "")
    if not name:
        return None
    stop = start + 1
    stop += text.word(stop) == "-" and text.glued(stop)
    stop = text.skip(stop, "of", "in", "the")
    all_of = text.word(start) == "all" and text.word(stop - 1) != "of" and text.word(stop) != "day"
    whole = None if all_of else _whole(text, stop)
    if whole is None:
        return None
    days, stop = whole
    if [text.word(stop), text.word(stop + 1)] == ["bank", "holiday"]:
        return None
    return _cut(days, name, stop)


_PORTIONS: Final = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late",
    "end": "late", "whole": "whole", "entire": "whole", "all": "whole", "earlier": "whole", "later": "whole",
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
        return Got(When(days=replace(days, portion=(start, end)), note=note), stop)
    after = days.after if end is None else shift(days.first, end)
    return Got(When(days=replace(days, first=shift(days.first, start), after=after), note=note), stop)


def _whole(text: Text, at: int) -> tuple[Days, int] | None:
    """What a portion can be cut from."""
    unit, now = unit_at(text, at), text.now
    if unit in {"month", "year", "quarter"} and text.word(at + 1) == "of" and (named := _whole(text, at + 2)):
        return named  # "the entire month of January"
    if unit == "day":
        return _whole_day(text, at + 1)
    if unit in {"week", "month", "quarter", "year"} and text.word(at - 1) in {"the", "of", "whole", "entire"}:
        return unit_days(now.today, GRAINS[unit]), at + 1
    from intents.dates import atoms  # a rule that reads another rule's phrase inside itself

    if text.kind(at) == "word" and (month := month_at(text, at)) is not None:
        of_year, stop = year_of(text, at + 1)
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


RULES: Final = (
    Rule("portion", read_portion, frozenset({"the", "eod", "cob", "close", *_PORTIONS}), (
        ("early november", "2026-11-01 .. 2026-11-11"),
        ("mid october", "2026-10-11 .. 2026-10-21"),
        ("late october", "2026-10-21 .. 2026-11-01"),
        ("end of last week", "2026-11-13 .. 2026-11-16"),
        ("since the beginning of the month", "2026-11-01 .. now"),
        ("earlier this week", "2026-11-16 .. now"),
        ("since close of business friday", "2026-11-13 .. now"),
    )),
    Rule("half of a month", read_half_of, frozenset({"the", "<ord>", "<ordinal>"}), (
        ("second half of october", "2026-10-16 .. 2026-11-01"),
    )),
)  # fmt: skip
