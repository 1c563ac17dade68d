"""Amounts of time as they are said ("an hour and a half", "7d"), and the spans and points they lead back to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Final

from intents.dates import words
from intents.dates.almanac import Now, before, unit_days
from intents.dates.grammar import Text, number
from intents.dates.values import Days, Exact, Grain, When

GRAINS: Final = {
    "second": Grain.SECOND, "minute": Grain.MINUTE, "hour": Grain.HOUR, "day": Grain.DAY, "week": Grain.WEEK,
    "month": Grain.MONTH, "quarter": Grain.QUARTER, "year": Grain.YEAR, "decade": Grain.DECADE,
}  # fmt: skip


Amounts = tuple[tuple[float, str], ...]


def unit_at(text: Text, at: int) -> str:
    """The unit a token names, or nothing; "d", "h" and the like count only when written on to their number,
    or after "last" and a number."""
    word = text.word(at)
    unit = words.UNITS.get(word, "") if text.kind(at) == "word" else ""
    loose = word in words.GLUED_UNITS and not text.glued(at)
    return "" if loose and not (text.kind(at - 1) == "num" and text.word(at - 2) in _ROLLING) else unit


_ROLLING: Final = frozenset({"last", "past", "previous"})


def amounts(text: Text, at: int) -> tuple[Amounts, int] | None:
    """Amounts of time: "7 days", "an hour and a half", "2 years 4 months", "half an hour", "a couple of days"."""
    first = _amount(text, at)
    if first is None:
        return None
    found, stop = [first[0]], first[1]
    while len(found) < 5:
        after = stop
        while text.word(after) in {"and", ","} and after - stop < 2:
            after += 1
        if text.word(after) == "a" and text.word(after + 1) == "half" and after > stop:
            found[-1] = (found[-1][0] + 0.5, found[-1][1])
            return tuple(found), after + 2
        more = _amount(text, after)
        if more is None or more[0][1] in {unit for _, unit in found}:
            break
        found.append(more[0])
        stop = more[1]
    return tuple(found), stop


def _amount(text: Text, at: int) -> tuple[tuple[float, str], int] | None:
    word = text.word(at)
    share = _share(text, at)
    if share is not None:
        after = text.skip(share[1], "of", "a", "an")
        unit = unit_at(text, after)
        return ((share[0], unit), after + 1) if unit in _DIVIDED else None
    if ":" in word and text.kind(at) == "clock" and text.word(at - 1) in _ROLLING and unit_at(text, at + 1) == "hour":
        hours, minutes = (int(part) for part in word.split(":")[:2])  # "the last 1:15 hours"
        return (hours + minutes / 60, "hour"), at + 2
    if word in {"a", "an"}:
        if text.word(at + 1) in words.VAGUE or text.word(at + 1) in {"dozen", "half", "hundred"}:
            return _amount(text, at + 1)
        unit = unit_at(text, at + 1)
        return ((1, unit), at + 2) if unit else None
    unit = unit_at(text, at)
    if unit and [text.word(at + i) for i in (1, 2, 3)] == ["and", "a", "half"]:
        return (1.5, unit), at + 4
    if unit and text.word(at - 1) in _ROLLING and text.word(at + 1) == "and":  # "the last hour and 15 minutes"
        more = _amount(text, at + 2) if number(text, at + 2) else None
        return ((1, unit), at + 1) if more and GRAINS.get(more[0][1], 99) < GRAINS.get(unit, 0) else None
    count = number(text, at)
    if count is None:
        return None
    value, stop = count
    if text.word(stop) == "-" and text.word(stop + 1) in words.UNITS:  # "a 7-day window" is no range of dates
        stop += 1
    if text.word(stop) == "and" and text.word(stop + 1) == "a" and text.word(stop + 2) == "half":
        value, stop = value + 0.5, stop + 3
    stop += 2 * (text.word(stop) == "or" and text.word(stop + 1) == "so")
    stop = text.skip(stop, "of", "the", "full", "whole", "calendar", "complete")
    unit = unit_at(text, stop)
    decade = text.word(stop) == "s" and value >= 1900  # "the 1990s"
    return ((value, unit), stop + 1) if unit and not decade else None


def _share(text: Text, at: int) -> tuple[float, int] | None:
    """A part of a unit ("half an", "quarter of an", "half-", "1/2", "three quarters of an"), and the position after."""
    word, follows = text.word(at), text.word(at + 1)
    dash = follows == "-" and text.glued(at + 1)
    if word in {"half", "quarter"} and (follows in {"a", "an", "of"} or unit_at(text, at + 1 + dash)):
        return (0.5 if word == "half" else 0.25), at + 1 + dash
    if text.kind(at) == "ab" and word in _FRACTIONS:
        return _FRACTIONS[word], at + 1
    count = number(text, at)
    if count is None or count[0] not in {1, 2, 3}:
        return None
    stop = count[1] + (text.word(count[1]) == "-")
    of_one = text.word(stop + 1) == "of" and text.word(stop + 2) in {"a", "an"}
    return (count[0] / 4, stop + 1) if text.word(stop) in {"quarter", "quarters"} and of_one else None


_DIVIDED: Final = frozenset({"hour", "day", "minute", "year"})
"""What is said in halves and quarters."""
_FRACTIONS: Final = {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75}


def vague(text: Text, start: int, stop: int) -> str:
    """What was assumed about "a couple of" and "a few"."""
    for at in range(start, stop):
        if text.word(at) in words.VAGUE:
            return f"a {text.word(at)} read as {words.NUMBERS[text.word(at)]}"
    return ""


def rolling(now: Now, spans: Amounts, note: str = "") -> When:
    """The span that ends now."""
    return When(exact=Exact(before(now.at, spans), now.at), note=note)


def days_of(days: Days, note: str = "", others: tuple[When, ...] = ()) -> When:
    return When(days=days, note=note, others=others)


_FINER: Final = {"minute": "second", "hour": "minute", "day": "hour", "week": "day", "month": "day", "year": "month"}
"""The grain of so many and a half."""


def point_back(now: Now, spans: Amounts) -> When:
    """The whole minute, hour, day, week, month or year in which the moment so long ago lies."""
    moment = before(now.at, spans)
    finest = min((unit for _, unit in spans), key=lambda unit: GRAINS.get(unit, Grain.WEEK))
    if any(count != int(count) for count, _ in spans):
        finest = _FINER.get(finest, finest)
    if finest in {"second", "minute", "hour"}:
        floor = moment.replace(microsecond=0)
        floor = floor if finest == "second" else floor.replace(second=0)
        floor = floor.replace(minute=0) if finest == "hour" else floor
        length = timedelta(seconds={"second": 1, "minute": 60, "hour": 3600}[finest])
        return When(exact=Exact(floor, (floor.astimezone(UTC) + length).astimezone(now.zone)))
    grain = GRAINS.get(finest, Grain.WEEK)
    main = days_of(unit_days(moment.date(), grain))
    if grain <= Grain.DAY:
        return main
    day = days_of(unit_days(moment.date(), Grain.DAY), f"that day, {moment.date().isoformat()}, alone")
    return replace(main, others=(day,))
