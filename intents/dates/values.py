"""What phrases are read into before they are placed on the calendar: days, clock times, parts of a day, and how
they stand together. Everything here is frozen; nothing here knows a word of English.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from enum import IntEnum


class Grain(IntEnum):
    """How finely something was said; a point is as long as its grain."""

    SECOND = 1
    MINUTE = 2
    HOUR = 3
    DAY = 4
    WEEKEND = 5
    WEEK = 6
    MONTH = 7
    QUARTER = 8
    HALF = 9
    YEAR = 10
    DECADE = 11


@dataclass(frozen=True, slots=True)
class Said:
    """A calendar date as far as it was said: "the 18th", "Friday", "3 November". What is missing is filled in with
    the most recent date that fits. `month` without `day` is the whole month."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """Whole local days, from `first` up to but not including `after`; or, with `said`, days still to be filled in."""

    grain: Grain
    first: date | None = None
    after: date | None = None
    said: Said | None = None
    recent: bool = False
    """An open date must lie before today ("last friday" asked on a Friday)."""
    portion: tuple[int, int | None] | None = None
    """Of a month or week still to be filled in: from this day of it (0-based) up to that one ("early November")."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as said. `hour` may be 24. `loose`: written so that am and pm are both possible ("at 4:00")."""

    hour: int
    minute: int = 0
    second: int = 0
    grain: Grain = Grain.HOUR
    half: str = ""
    """am, pm or nothing."""
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a day by its hours; hours above 24 belong to the next day ("night" is 18 to 30)."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Exact:
    """Instants, already placed (rolling spans, "3 hours ago", ISO times). start None: everything that is kept."""

    start: datetime | None
    end: datetime
    instant: bool = False
    """As the end of a range only its start counts (an ISO time), not the whole of its grain."""


@dataclass(frozen=True, slots=True)
class When:
    """One phrase, or several that belong together: some days, a time of day, a part of the day, in some zone."""

    days: Days | None = None
    clock: Clock | None = None
    part: Part | None = None
    exact: Exact | None = None
    zone: tzinfo | None = None
    number: int | None = None
    """A number that is a day or an hour only beside something that says so ("2" in "2 to 4pm")."""
    ordinal: bool = False
    """`number` was said as an ordinal, so it is a day."""
    weak: bool = False
    """No date by itself: needs a partner."""
    note: str = ""
    others: tuple[When, ...] = ()
    """Other fair readings, each with a note that says what it is."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase found in a text: a point (`left` alone), a range from `left` to `right`, or a bound on one side."""

    left: When
    right: When | None = None
    bound: str = ""
    """Nothing, "range", "since", "after", "before", "until" or "window" (after `left`, before `right`)."""
    spans: tuple[tuple[int, int], ...] = ()
    """Token positions, half open."""
    on: When | None = None
    """The day that a range or bound of clock times was said to lie on, when it was said apart from them."""
    lead: str = ""
    """The preposition before a point."""
    shut: tuple[bool, bool] = (False, False)
    """Of a window, whether the days said lie outside it: "after A", "before B"."""


def join(a: When, b: When) -> When | None:
    """Two phrases said side by side as one ("Friday" + "3pm"), or None when they do not go together."""
    if a.exact or b.exact or a.number is not None or b.number is not None:
        return None
    days = a.days or b.days
    if a.days and b.days:
        days = _join_days(a.days, b.days) or _join_days(b.days, a.days)
        if days is None:
            return None
    if (a.clock and b.clock) or (a.part and b.part) or (a.zone and b.zone):
        return None
    clock, part = a.clock or b.clock, a.part or b.part
    if days and (clock or part) and days.grain != Grain.DAY:
        return _on_one_day(a, b) or _on_one_day(b, a)
    note = "; ".join(n for n in (a.note, b.note) if n)
    zone, weak = a.zone or b.zone, a.weak and b.weak and not (clock and part)  # "9 at night" is a firm time
    return When(days, clock, part, zone=zone, note=note, others=_joined_others(a, b), weak=weak)


def _on_one_day(a: When, b: When) -> When | None:
    """A time of day picks the reading that is one day ("2 weeks ago at 3pm" is not the whole week)."""
    for other in a.others:
        if other.days is not None and other.days.grain == Grain.DAY and other.days != a.days:
            return join(replace(other, others=()), b)
    return None


def _joined_others(a: When, b: When) -> tuple[When, ...]:
    """The other readings of either side, each beside the main reading of the other side."""
    bare_a, bare_b = replace(a, others=(), note=""), replace(b, others=(), note="")
    pairs = [(other, bare_b) for other in a.others] + [(bare_a, other) for other in b.others]
    return tuple(joined for left, right in pairs if (joined := join(replace(left, others=()), right)) is not None)


def _join_days(a: Days, b: Days) -> Days | None:
    """`a` inside `b`: a weekday of a week, a day of a month, a date of a year."""
    if a.said is None or a.portion:
        return None
    said = a.said
    if b.first is not None and b.after is not None and b.said is None:
        return _inside(a, said, b)
    if b.said is None or b.portion:
        return None
    merged = {name: (getattr(said, name), getattr(b.said, name)) for name in ("year", "month", "day", "weekday")}
    if any(x is not None and y is not None for x, y in merged.values()):
        return None
    filled = Said(**{name: x if x is not None else y for name, (x, y) in merged.items()})
    return _grained(filled, a, b)


def _grained(said: Said, a: Days, b: Days) -> Days | None:
    if said.day is None and said.weekday is None:
        return Days(min(a.grain, b.grain), said=said)
    if said.day is None:  # a weekday with a month or a year says no day
        return None
    return Days(Grain.DAY, said=said, recent=a.recent or b.recent)


def _inside(a: Days, said: Said, b: Days) -> Days | None:
    """An open date put into days that are known, when exactly one of them fits."""
    assert b.first is not None
    assert b.after is not None
    if (b.after - b.first).days > 400 or (a.grain != Grain.DAY):
        return _open_in_year(a, said, b)
    span = [date.fromordinal(n) for n in range(b.first.toordinal(), b.after.toordinal())]
    fits = [
        day
        for day in span
        if said.weekday in {None, day.weekday()}
        and said.day in {None, day.day}
        and said.month in {None, day.month}
        and said.year in {None, day.year}
    ]
    if len(fits) != 1:
        return None
    return Days(Grain.DAY, fits[0], date.fromordinal(fits[0].toordinal() + 1))


def _open_in_year(a: Days, said: Said, b: Days) -> Days | None:
    if b.grain != Grain.YEAR or b.first is None or said.year is not None or said.month is None:
        return None
    return replace(a, said=replace(said, year=b.first.year))
