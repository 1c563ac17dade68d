"""From what was said to instants: a phrase is put on the calendar and the clock, at its most recent occurrence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from intents.dates.almanac import Now, filled, latest_start, shift, skipped, twice, wall
from intents.dates.sharing import numbers_on, on_day, seconds_of, share
from intents.dates.values import Days, Grain, Phrase, When

_SECONDS = {Grain.SECOND: 1, Grain.MINUTE: 60, Grain.HOUR: 3600}


@dataclass(frozen=True, slots=True)
class Placed:
    """Instants, not yet clipped to now. start None: everything that is kept."""

    start: datetime | None
    end: datetime
    note: str = ""
    day: date | None = None
    """The local day it begins on, for what is said relative to it."""


def _openings(when: When, now: Now) -> Iterator[Days]:
    """The days a point can lie on, most recent first."""
    if when.days is None:
        for back in range(-1, 4):
            first = shift(now.today, -back)
            yield Days(Grain.DAY, first, shift(first, 1))
        return
    yield from filled(when.days, latest_start(when.days, now.today))


def point(when: When, now: Now) -> Placed | None:
    """The most recent occurrence of a point that has begun; one that lies in the future when no other is meant."""
    if when.exact is not None:
        return _exact(when)
    if when.zone is not None and not when.clock:
        when = _todays_of(when, now)
    here = now.on(when.zone) if when.days is None or not (when.clock or when.part) else now
    zone = when.zone or now.zone
    last: Placed | None = None
    for tried, days in enumerate(_openings(when, here)):
        placed = on(when, days, zone)
        if placed.start is not None and placed.start <= now.instant:
            return placed
        last = last or placed
        if tried > 6:
            break
    return last or _ahead(when, here, zone)


def _todays_of(when: When, now: Now) -> When:
    """ "today UTC" is the day it is there, not the day it is here."""
    days = when.days
    ahead = (now.on(when.zone).today - now.today).days
    if not ahead or days is None or days.first is None or days.after is None or days.grain != Grain.DAY:
        return when
    return replace(when, days=replace(days, first=shift(days.first, ahead), after=shift(days.after, ahead)))


def _exact(when: When) -> Placed:
    """Instants as they were said, in UTC."""
    assert when.exact is not None
    start = when.exact.start
    return Placed(start.astimezone(UTC) if start else None, when.exact.end.astimezone(UTC), when.note)


def _ahead(when: When, now: Now, zone: tzinfo) -> Placed | None:
    """A date said in full that lies in the future."""
    if when.days is None or when.days.said is None:
        return None
    days = next(filled(when.days, now.today, forward=True), None)
    return on(when, days, zone) if days else None


def on(when: When, days: Days, zone: tzinfo) -> Placed:
    """A point on known days."""
    assert days.first is not None
    assert days.after is not None
    if when.clock is not None:
        start = seconds_of(when.clock, when.part)
        return _moment(days.first, start, _SECONDS[when.clock.grain], zone, when.note)
    if when.part is not None:
        part = when.part
        return Placed(wall(days.first, part.start * 3600, zone), wall(days.first, part.end * 3600, zone), when.note,
                      days.first)  # fmt: skip
    return Placed(wall(days.first, 0, zone), wall(days.after, 0, zone), when.note, days.first)


def _moment(day: date, start: int, length: int, zone: tzinfo, note: str) -> Placed:
    """A time of day for as long as its grain, with what daylight saving does to it."""
    begin, end = wall(day, start, zone), wall(day, start + length, zone)
    if skipped(day, start, zone):
        told = f"the clocks skip {start // 3600 % 24:02}:{start // 60 % 60:02} on that day"
        return Placed(begin, begin + timedelta(seconds=length), _and(note, told), day)
    if twice(begin.astimezone(zone)):
        told = f"the clocks show {start // 3600 % 24:02}:{start // 60 % 60:02} twice on that day"
        told += "; both are included" if length >= 3600 else "; the first is taken"
        return Placed(begin, end, _and(note, told), day)
    return Placed(begin, end, note, day)


def _and(*notes: str) -> str:
    return "; ".join(n for n in notes if n)


def span(phrase: Phrase, now: Now) -> Placed | None:
    """A range: from the start of its left end to its right end; days and longer are included whole."""
    assert phrase.right is not None
    left, right = share(phrase.left, phrase.right)
    if left.number is not None or right.number is not None:
        left, right = numbers_on(left, right, phrase.on, now)
    if left.number is not None or right.number is not None:
        return None
    if phrase.on is not None and phrase.on.days is None and phrase.on.part and left.days and not left.clock:
        return point(replace(left, part=phrase.on.part), now)  # "the night from Sunday to Monday"
    if phrase.on is None and (night := _night_between(left, right, now)):
        return night
    if phrase.on is not None:
        if phrase.on.part is None:
            left, right = share(left, right)
        phrase = replace(phrase, on=_night_before(left, right, phrase.on, now))
        assert phrase.on is not None
        left = on_day(left, phrase.on)
        hours = right.clock is not None and right.days is None and phrase.on.days and phrase.on.days.grain == Grain.DAY
        right = on_day(
            right, replace(phrase.on, days=None) if hours else phrase.on
        )  # on that day, or past its midnight
        left, right = share(left, right)
    if left.days is None and left.exact is None and right.days is not None and left.clock:
        return _back_from(left, right, now)
    return _forth(left, right, now, phrase.shut)


def _night_between(left: When, right: When, now: Now) -> Placed | None:
    """ "the night of Monday to Tuesday": one night, when nothing but the day after it is the right end."""
    if left.part is None or left.part.end <= 24 or left.clock or right.days is None or right.clock or right.part:
        return None
    begin = point(left, now)
    finish = _after(right, left, begin, now) if begin and begin.start else None
    if begin is None or begin.day is None or finish is None or finish.day != shift(begin.day, 1):
        return None
    return begin if right.days.grain == Grain.DAY else None


def _night_before(left: When, right: When, day: When, now: Now) -> When:
    """The day on which hours over midnight begin: of "today between 10pm and 2am", asked before 10pm, yesterday."""
    if not (left.clock and right.clock) or left.days or right.days or day.days is None or day.days.first is None:
        return day
    start, end = seconds_of(left.clock, day.part), seconds_of(right.clock, day.part)
    if end > start or day.part or wall(day.days.first, start, left.zone or now.zone) <= now.instant:
        return day
    return replace(day, days=Days(Grain.DAY, shift(day.days.first, -1), day.days.first))


def _instant(end: When) -> bool:
    """Whether an end of a range is a moment, not a stretch that is included whole."""
    return end.clock is not None or (end.exact is not None and end.exact.instant)


def _forth(left: When, right: When, now: Now, shut: tuple[bool, bool] = (False, False)) -> Placed | None:
    """The left end at its most recent, and the right end at its first occurrence after it; either is left out of the
    range itself when it is `shut`."""
    limit = _limit(right, now)
    begin = point(left, limit)
    if begin is None or begin.start is None:
        return None
    finish = _after(right, left, begin, now)
    if finish is None:
        return None
    end = finish.start if _instant(right) or shut[1] else finish.end
    start = begin.end if shut[0] and not _instant(left) else begin.start
    if end is None:
        return None
    if end > now.instant and left.days and _weekday(left) and _weekday(right) and left.days != right.days:
        today = begin.day == now.today and not left.clock
        if left.days.recent or today:  # "past tue-thu" is over, and so is "wed to fri" asked on a Wednesday
            before = replace(now, at=(begin.start - timedelta(seconds=1)).astimezone(now.zone))
            return _forth(left, right, before, shut)
    if end <= start:
        if any(shut) or finish.start is None or finish.end > start:
            return None
        end = begin.start if _instant(left) else begin.end  # said the other way round
        start = finish.start
    return Placed(start, end, _and(begin.note, finish.note), begin.day)


def _weekday(end: When) -> bool:
    """Whether nothing but a weekday says which day an end lies on."""
    said = end.days.said if end.days else None
    return said is not None and said.weekday is not None and said.day is None


def _limit(right: When, now: Now) -> Now:
    """A known right end also bounds an open left end: "Friday to yesterday"."""
    if right.exact is None and right.days is not None and right.days.said is None and right.days.after is not None:
        end = wall(right.days.after, 0, now.zone)
        if end < now.instant:
            return replace(now, at=(end - timedelta(seconds=1)).astimezone(now.zone))
    return now


def _after(right: When, left: When, begin: Placed, now: Now) -> Placed | None:
    """The first occurrence of the right end that is not over before the left end begins."""
    if right.exact is not None:
        return _exact(right)
    zone = right.zone or now.zone
    assert begin.start is not None
    start_day = begin.start.astimezone(zone).date()
    if right.days is None:
        return _same_or_next_day(right, left, begin, begin.day or start_day, zone)
    if right.days.said is None:
        return on(right, right.days, zone)
    for days in filled(replace(right.days, portion=None), _month_start(right.days, start_day), forward=True):
        placed = on(right, _whole_end(right.days, days), zone)
        if (placed.start if right.clock else placed.end) > begin.start:  # type: ignore[operator]
            return placed
    return point(right, now)


def _same_or_next_day(right: When, left: When, begin: Placed, base: date, zone: tzinfo) -> Placed | None:
    """A time of day as the right end: on the left end's day when it is later by the clock, else on the next day."""
    assert begin.start is not None
    if left.clock and right.clock and (left.zone or right.zone or zone) == zone:
        length = seconds_of(right.clock, right.part) - seconds_of(left.clock, left.part)
        placed = on(right, Days(Grain.DAY, base, shift(base, 1)), zone)
        if length > 0 and placed.start is not None and placed.start <= begin.start:  # the clocks skip these hours
            return replace(placed, start=begin.start + timedelta(seconds=length))
    for offset in range(3):
        first = shift(base, offset)
        placed = on(right, Days(Grain.DAY, first, shift(first, 1)), zone)
        if placed.start is not None and placed.start > begin.start:
            return placed
    return None


def _month_start(days: Days, day: date) -> date:
    """A month or quarter that the left end already lies in counts too."""
    if days.grain == Grain.DAY:
        return day
    months = {Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}.get(days.grain, 1)
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _whole_end(said: Days, found: Days) -> Days:
    if said.portion is None or said.portion[1] is None or found.first is None:
        return found
    return replace(found, after=shift(found.first, said.portion[1]))


def _back_from(left: When, right: When, now: Now) -> Placed | None:
    """A clock time up to a day and time ("6am to 7am on Friday"): the left end on the right end's day, or the day
    before it when it is later in the day."""
    finish = point(right, now)
    if finish is None or finish.start is None or finish.day is None:
        return None
    zone = left.zone or now.zone
    end = finish.start if _instant(right) else finish.end
    if right.clock is not None and right.clock.hour == 0 and not right.clock.minute and right.days is not None:
        end = wall(finish.day, 86400, right.zone or now.zone)  # "6pm to midnight yesterday" ends with that day
    part = left.part or right.part
    for back in (0, 1):
        first = shift(finish.day, -back)
        begin = on(replace(left, part=part), Days(Grain.DAY, first, shift(first, 1)), zone)
        if begin.start is not None and begin.start < end:
            return Placed(begin.start, end, _and(left.note, finish.note), first)
    return None


def bound(phrase: Phrase, now: Now) -> Placed | None:
    """since, after, before, until: one end is the phrase, the other now, or everything kept, or its day's end."""
    x = on_day(phrase.left, phrase.on) if phrase.on is not None else phrase.left
    if phrase.bound == "window":
        assert phrase.right is not None
        return span(replace(phrase, bound="range"), now)
    placed = point(x, now)
    if placed is None:
        return None
    start = placed.start
    first, last = _window(phrase.on, placed, now)
    if phrase.bound == "since":
        return Placed(start, now.instant, placed.note)
    if phrase.bound == "after":
        begin = start if _instant(x) else placed.end
        if begin is not None and begin > now.instant and start is not None and start <= now.instant:
            begin = start
        return Placed(begin, last if last and begin and begin < last else now.instant, placed.note)
    end = placed.end if start is None or (phrase.bound == "until" and not _instant(x)) else start
    if first and end == first and x.clock:  # "yesterday before midnight": the midnight that ends the day
        end = last or end
    return Placed(first if first and first < end else None, end, placed.note)


def _window(day: When | None, placed: Placed, now: Now) -> tuple[datetime | None, datetime | None]:
    """The day, or the part of it, that a bound was said to lie in ("yesterday after 6pm", "last night before 2")."""
    if day is None or day.days is None:
        return None, None
    if day.days.grain == Grain.DAY and placed.day is not None:
        days, zone = Days(Grain.DAY, placed.day, shift(placed.day, 1)), day.zone or now.zone
        known: Placed | None = on(replace(day, clock=None), days, zone)
        outside = known and known.start and placed.start and not known.start < placed.start < known.end
        if outside:  # "this morning before 3": the day, then, as the morning begins at 6
            known = on(replace(day, clock=None, part=None), days, zone)
    else:
        known = point(replace(day, clock=None, part=None), now)
    return (known.start, known.end) if known else (None, None)
