"""What one part of a range says for the other: the month of "July 13 to 15", the pm of "2 to 4pm", the day of both."""

from __future__ import annotations

from dataclasses import replace

from intents.dates.almanac import Now, shift
from intents.dates.values import Clock, Days, Grain, Part, Said, When, join


def share(left: When, right: When) -> tuple[When, When]:
    """What one end of a range says for both: "July 13 to 15", "2 to 4pm", "Aug 10 - Nov 12, 2011"."""
    left, right = _share_numbers(left, right)
    if left.clock and right.clock and not (left.days and right.days):
        left = _share_part(left, right)
        left, right = _share_half(left, right)
    if left.zone is None and right.zone is not None and left.exact is None:
        left = replace(left, zone=right.zone)
    left = _share_dates(left, right)
    return left, right


def _share_part(left: When, right: When) -> When:
    """ "between 5 and 6 in the afternoon" is of the afternoon altogether, "between 11 and 2 in the morning" is not."""
    a, b, part = left.clock, right.clock, right.part
    if a is None or b is None or part is None or left.part or left.days or not a.loose or a.half:
        return left
    start, end = seconds_of(a, part), seconds_of(b, part)
    if start < end:
        return replace(left, part=part)
    return replace(left, clock=replace(a, half="pm", loose=False))


def seconds_of(clock: Clock, part: Part | None) -> int:
    """Seconds after midnight; a part of the day said with it decides between morning and evening, and a small hour
    of a "night" lies after the midnight that ends its day."""
    hour = clock.hour
    if clock.half == "pm" and hour < 12:
        hour += 12
    elif clock.half == "am" and hour == 12:
        hour = 0
    if part is not None and not clock.half:
        options = [hour, hour + 12, hour + 24] if clock.loose else [hour, hour + 24]
        if clock.loose and hour == 12:
            options = [12, 0, 24]
        inside = [h for h in options if part.start <= h < part.end] or [h for h in options if h == part.end]
        if not inside and part.start < 12:  # "3 in the morning" is before 6
            inside = [h for h in ([0] if hour == 12 else [hour]) if h < 12]
        hour = inside[0] if inside else hour
    elif part is not None and part.end > 24 and hour < 12:
        hour += 24
    return hour * 3600 + clock.minute * 60 + clock.second


def _share_dates(left: When, right: When) -> When:
    """The month and the year of the right end, where the left end leaves them out."""
    if left.days is None or right.days is None or left.days.said is None or right.days.said is None:
        return left
    a, b = left.days.said, right.days.said
    if a.month is None and a.day is not None and b.month is not None and b.day is not None:
        month, year = b.month, b.year
        if a.day > b.day:  # "the 28th to the 3rd of november"
            month, year = (month - 2) % 12 + 1, year - 1 if year is not None and month == 1 else year
        a = replace(a, month=month, year=year)
    if a.year is None and b.year is not None and a.month is not None:
        earlier = b.month is not None and (a.month, a.day or 0) > (b.month, b.day or 31)
        a = replace(a, year=b.year - 1 if earlier else b.year)
    return replace(left, days=replace(left.days, said=a))


def _share_numbers(left: When, right: When) -> tuple[When, When]:
    """A bare number becomes an hour or a day, whichever the other end is."""
    if left.number is not None and right.number is None:
        left = _as_other(left, right)
    elif right.number is not None and left.number is None:
        right = _as_other(right, left)
    return left, right


def _as_other(bare: When, other: When) -> When:
    assert bare.number is not None
    if other.clock is not None and not bare.ordinal:
        return replace(bare, number=None, clock=hour_clock(bare.number, written=bare.note), note="")
    if other.days is not None and other.days.grain == Grain.DAY:
        said = other.days.said
        if said is not None and said.day is not None:
            month = None if said.month is None else said.month
            filled_in = replace(said, day=bare.number, weekday=None, month=month)
            return replace(bare, number=None, days=replace(other.days, said=filled_in), note="")
        if said is None and other.days.first is not None:
            first = other.days.first
            try:
                day = first.replace(day=bare.number)
            except ValueError:
                return bare
            return replace(bare, number=None, days=Days(Grain.DAY, day, shift(day, 1)), note="")
    return bare


def hour_clock(hour: int, written: str = "") -> Clock:
    """An hour said without am or pm: 1 to 12 may be either, unless written with a zero ("02")."""
    return Clock(hour, loose=1 <= hour <= 12 and not written.startswith("0"))


def _minutes(clock: Clock, half: str) -> int:
    hour = clock.hour % 12 + (12 if half == "pm" else 0) if half else clock.hour
    return hour * 60 + clock.minute


def _share_half(left: When, right: When) -> tuple[When, When]:
    """am and pm over both ends: "3:30-4:30pm", "11 to 3pm", "9 to 5", "8am-3"."""
    a, b = left.clock, right.clock
    assert a is not None
    assert b is not None
    if b.half and a.loose and not left.part:
        same = _minutes(a, b.half) < _minutes(b, b.half)
        half = b.half if same else ("am" if b.half == "pm" else "pm")
        return replace(left, clock=replace(a, half=half, loose=False)), right
    if b.loose and not right.part and not b.half:
        start = _minutes(a, a.half)
        evening = _minutes(b, "pm")
        settled_start = bool(a.half) or not a.loose
        if settled_start and a.half == "pm" and _minutes(b, "am") <= start < evening:
            return left, replace(right, clock=replace(b, half="pm", loose=False))
        if _minutes(b, "") <= start < evening and not left.part:
            return left, replace(right, clock=replace(b, half="pm", loose=False))
    return left, right


def numbers_on(left: When, right: When, day: When | None, now: Now) -> tuple[When, When]:
    """Two bare numbers are hours beside a day or a part of one, and days beside a month."""
    if left.number is None or right.number is None or day is None:
        return left, right
    if day.days is not None and day.days.grain == Grain.MONTH:
        said = day.days.said
        if said is None and day.days.first is not None:
            said = Said(day.days.first.year, day.days.first.month)
        assert said is not None
        ends = [When(days=Days(Grain.DAY, said=replace(said, day=n))) for n in (left.number, right.number)]
        return ends[0], ends[1]
    if left.ordinal or right.ordinal or left.number > 24 or right.number > 24:
        return left, right
    return (
        replace(left, number=None, clock=hour_clock(left.number, left.note), note=""),
        replace(right, number=None, clock=hour_clock(right.number, right.note), note=""),
    )


def on_day(end: When, day: When) -> When:
    """One end of a range with the day, or the week, that was said apart from it."""
    if end.exact is not None or (end.days is not None and day.days is None):
        return end
    bare_day = replace(day, clock=None, note="", others=())
    if end.part is not None:
        bare_day = replace(bare_day, part=None)
    joined = join(end, replace(bare_day, zone=None if end.zone else bare_day.zone))
    return joined or end
