"""Times of the logs and how they are said: parsed with all decimals, shown in the asker's zone.

Graph writes UTC with up to seven decimals (`2026-11-16T09:10:11.1234567Z`); order needs all of them, people minutes.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from intents.fields import TIME_PATH
from intents.model import Log, TimeRange
from intents.records import Record, text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SEVENTH = re.compile(r"\.\d{6}(\d)")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNKNOWN = -(2**62)
"""Ticks of a record without a readable time: older than everything."""


def ticks_of(log: Log, record: Record) -> int:
    """Return a record's time as 100 ns ticks since 1970 UTC; UNKNOWN when it has none that can be read."""
    raw = text(record, TIME_PATH[log])
    try:
        when = datetime.fromisoformat(raw)
    except ValueError:
        return UNKNOWN
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    seventh = _SEVENTH.search(raw)
    return (when - _EPOCH) // _MICROSECOND * 10 + (int(seventh.group(1)) if seventh else 0)


def moment(ticks: int) -> datetime | None:
    """Return ticks as an aware UTC time, to the microsecond; None for UNKNOWN."""
    return None if ticks == UNKNOWN else _EPOCH + timedelta(microseconds=ticks // 10)


def day(when: datetime, *, year: bool = False) -> str:
    """Return "Mon 16 Nov", with the year when asked; the zone is that of `when`."""
    said = f"{_SHORT[when.weekday()]} {when.day} {_MONTHS[when.month - 1]}"
    return f"{said} {when.year}" if year else said


def at(when: datetime | None, zone: tzinfo, *, now: datetime | None = None, seconds: bool = False) -> str:
    """Return "Mon 16 Nov 09:10" in `zone`; "today 09:10" and "yesterday 09:10" when `now` (aware) is given.

    The year is added when it is not the year of `now`.
    """
    if when is None:
        return "time unknown"
    local = when.astimezone(zone)
    clock = f"{local.hour:02d}:{local.minute:02d}" + (f":{local.second:02d}" if seconds else "")
    if now is None:
        return f"{day(local)} {clock}"
    here = now.astimezone(zone)
    ago = (here.date() - local.date()).days
    if ago in (0, 1):
        return f"{'yesterday' if ago else 'today'} {clock}"
    return f"{day(local, year=local.year != here.year)} {clock}"


def span(range_: TimeRange, zone: tzinfo) -> str:
    """Return the whole range in local times: "from Mon 9 Nov 2026 00:00 to Mon 16 Nov 2026 00:00"."""
    end = range_.end.astimezone(zone)
    until = f"{day(end, year=True)} {end:%H:%M}"
    if range_.start is None:
        return f"everything kept, up to {until}"
    start = range_.start.astimezone(zone)
    return f"from {day(start, year=True)} {start:%H:%M} to {until}"


def zone_name(zone: tzinfo, when: datetime) -> str:
    """Return the zone as people check it: "Europe/Berlin (UTC+01:00)", or "UTC"."""
    name = getattr(zone, "key", None) or str(zone)
    offset = when.astimezone(zone).strftime("%z")
    return str(name) if name in ("UTC", "Etc/UTC") else f"{name} (UTC{offset[:3]}:{offset[3:5]})"


def ago(range_: TimeRange) -> str:
    """Return how a range is named in a headline: as it was said, else by its length ("in the last 7 days")."""
    if range_.said:
        return range_.said
    if range_.start is None:
        return "over everything kept"
    length = range_.end - range_.start
    if length % timedelta(days=1) == timedelta(0):
        return "in the last day" if length.days == 1 else f"in the last {length.days} days"
    hours = round(length / timedelta(hours=1))
    return f"in the last {hours} hours" if hours > 1 else "in the last hour"
