"""Arithmetic of the calendar and of the wall clock: months back, the most recent date that fits, daylight saving.

Hours are elapsed time (reckoned in UTC); days and longer follow the wall clock.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from intents.dates.values import Days, Grain, Said

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
ELAPSED = {"second": 1, "minute": 60, "hour": 3600}


@dataclass(frozen=True, slots=True)
class Now:
    """The moment of asking, and the asker's locale. `at` is aware, in the asker's zone."""

    at: datetime
    locale: str | None = None

    @property
    def zone(self) -> tzinfo:
        zone = self.at.tzinfo
        assert zone is not None
        return zone

    @property
    def instant(self) -> datetime:
        """The moment in UTC: Python compares two times of one zone by the wall clock, which repeats an hour a year."""
        return self.at.astimezone(UTC)

    @property
    def today(self) -> date:
        return self.at.date()

    def on(self, zone: tzinfo | None) -> Now:
        """The same moment on the clocks of another zone."""
        return self if zone is None else replace(self, at=self.at.astimezone(zone))


def valid(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is none such (30 February, year 0)."""
    if EARLIEST.year <= year <= LATEST.year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def add_months(day: date, months: int) -> date:
    """The same day some months on (or back), or the last day of a shorter month; kept inside the known years."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not EARLIEST.year <= year <= LATEST.year:
        return EARLIEST if months < 0 else LATEST
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, days: int) -> date:
    """Some days on (or back), kept inside the known years."""
    return date.fromordinal(max(EARLIEST.toordinal(), min(LATEST.toordinal(), day.toordinal() + days)))


def wall(day: date, seconds: int, zone: tzinfo) -> datetime:
    """The instant, in UTC, at which the clocks of a zone show `seconds` after midnight of a day (or of days after it).

    A time that daylight saving skips is read with the offset before the change, so it lands after the gap; of a time
    that comes twice this is the first.
    """
    naive = datetime.combine(shift(day, seconds // 86400), time()) + timedelta(seconds=seconds % 86400)
    return naive.replace(tzinfo=zone).astimezone(UTC)


def skipped(day: date, seconds: int, zone: tzinfo) -> bool:
    """Whether the clocks of the zone never show this time on this day."""
    naive = datetime.combine(shift(day, seconds // 86400), time()) + timedelta(seconds=seconds % 86400)
    return wall(day, seconds, zone).astimezone(zone).replace(tzinfo=None) != naive


def twice(moment: datetime) -> bool:
    """Whether the clocks show this time twice (an hour that daylight saving repeats)."""
    first, second = moment.replace(fold=0).utcoffset(), moment.replace(fold=1).utcoffset()
    return first is not None and second is not None and first > second


def before(now: datetime, amounts: tuple[tuple[float, str], ...], sign: int = -1) -> datetime:
    """`now` less some amounts: years to days by the wall clock first, then hours and smaller as elapsed time."""
    day, seconds = now.date(), 0.0
    for count, unit in amounts:
        if unit in ELAPSED:
            seconds += count * ELAPSED[unit]
        elif unit in {"day", "week", "fortnight"}:
            days = count * {"day": 1, "week": 7, "fortnight": 14}[unit]
            day = shift(day, sign * int(min(days, 100_000)))
            seconds += (days - int(days)) * 86400
        else:
            months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
            day = add_months(day, sign * int(min(months, 12_000)))
            if months != int(months):
                day = shift(day, sign * round((months - int(months)) * 30))
    moved = now if day == now.date() else _same_time(now, day)
    seconds = min(seconds, 3_000_000_000.0)
    return (moved.astimezone(UTC) + sign * timedelta(seconds=seconds)).astimezone(now.tzinfo)


def _same_time(now: datetime, day: date) -> datetime:
    naive = datetime.combine(day, now.time())
    return naive.replace(tzinfo=now.tzinfo).astimezone(UTC).astimezone(now.tzinfo)


def unit_days(day: date, unit: Grain, back: int = 0) -> Days:
    """The calendar day, week (from Monday), month, quarter ... that a day lies in, `back` of them earlier."""
    if unit == Grain.DAY:
        first = shift(day, -back)
        return Days(unit, first, shift(first, 1))
    if unit == Grain.WEEK:
        first = shift(day, -day.weekday() - 7 * back)
        return Days(unit, first, shift(first, 7))
    if unit == Grain.WEEKEND:
        first = shift(day, -((day.weekday() + 2) % 7) - 7 * back)
        return Days(unit, first, shift(first, 2))
    months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12, Grain.DECADE: 120}[unit]
    index = (day.year * 12 + day.month - 1) // months * months - months * back
    first = valid(index // 12, index % 12 + 1, 1) or EARLIEST
    return Days(unit, first, add_months(first, months))


def latest_start(days: Days, today: date) -> date:
    """The last day on which days still to be filled in may begin: today, or before the present unit for "last"."""
    if not days.recent:
        return today
    current = unit_days(today, days.grain).first
    assert current is not None
    return shift(current, -1)


def fill(said: Said, year: int, month: int, grain: Grain) -> Days | None:
    """What was said, completed with a year and a month; None when there is no such date."""
    if grain == Grain.MONTH or said.day is None:
        first = valid(year, month, 1)
        if first is None:
            return None
        return unit_days(first, grain)
    first = valid(year, month, said.day)
    return None if first is None else Days(Grain.DAY, first, shift(first, 1))


def filled(days: Days, limit: date, *, forward: bool = False) -> Iterator[Days]:
    """The dates that fit what was said, nearest first: going back from `limit` (begun by then), or on from it."""
    said = days.said
    if said is None:
        yield days
        return
    step = 1 if forward else -1
    for year, month in _months(said, limit, step):
        for found in _in_month(said, days.grain, year, month, step):
            assert found.first is not None
            if (found.first >= limit) if forward else (found.first <= limit):
                yield _portion(days, found)


def _months(said: Said, limit: date, step: int) -> Iterator[tuple[int, int]]:
    """The months to look into, nearest first."""
    if said.year is not None:
        if said.month is not None:
            yield said.year, said.month
        else:
            months = range(1, 13) if step > 0 else range(12, 0, -1)
            yield from ((said.year, month) for month in months)
        return
    if said.month is not None:
        for years in range(30):
            yield limit.year + step * years, said.month
        return
    for back in range(3 if said.day is None else 64):
        first = add_months(limit.replace(day=1), step * back)
        yield first.year, first.month


def _in_month(said: Said, grain: Grain, year: int, month: int, step: int) -> Iterator[Days]:
    """The dates of one month that fit, nearest first."""
    if said.day is None and said.weekday is not None:
        last = monthrange(year, month)[1]
        for day in (date(year, month, n) for n in (range(1, last + 1) if step > 0 else range(last, 0, -1))):
            if day.weekday() == said.weekday:
                yield Days(Grain.DAY, day, shift(day, 1))
        return
    found = fill(said, year, month, grain)
    if found is None or found.first is None:
        return
    mismatch = said.weekday is not None and found.first.weekday() != said.weekday
    if mismatch and said.month is None:
        return
    yield found


def _portion(days: Days, found: Days) -> Days:
    """The said portion of a month ("early November")."""
    if days.portion is None or found.first is None:
        return found
    start, end = days.portion
    first = shift(found.first, start)
    after = found.after if end is None else shift(found.first, end)
    return replace(found, first=first, after=after)
