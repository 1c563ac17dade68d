"""The one place where the wall clock is read; everything else is told the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_of(name: str) -> tzinfo:
    """The IANA zone of a name, UTC when there is none of that name."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def wall_clock() -> datetime:
    """Now, in UTC."""
    return datetime.fromtimestamp(time.time(), UTC)


def fixed(text: str, zone: tzinfo) -> datetime:
    """An ISO instant as typed for --now; without an offset it is wall clock of the zone. Raises ValueError."""
    parsed = datetime.fromisoformat(text.strip().replace("Z", "+00:00").replace("z", "+00:00"))
    return parsed.replace(tzinfo=zone) if parsed.tzinfo is None else parsed.astimezone(zone)


def clock_of(now: str | None, zone: tzinfo) -> Callable[[], datetime]:
    """A clock that stands still at `now`, or the wall clock when it is None. Raises ValueError for a bad `now`."""
    if now is None:
        return wall_clock
    at = fixed(now, zone)
    return lambda: at
