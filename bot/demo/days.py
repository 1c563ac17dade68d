"""Points in time of the made-up tenant, all relative to its now, so that "today" and "last week" hold something."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

KEPT = timedelta(days=30)


class Days:
    """Times around `now` (aware; UTC inside). Days are UTC days, weeks start on Monday."""

    def __init__(self, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("now needs a time zone")
        self.now = now.astimezone(UTC)
        self.start = self.now - KEPT
        self.midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)

    def today(self, share: float) -> datetime:
        """A time today: 0 is midnight, 1 would be now. Five past midnight, everything of today is minutes apart."""
        return self.midnight + share * (self.now - self.midnight)

    def ago(self, **span: float) -> datetime:
        """That long before now: ago(minutes=5)."""
        return self.now - timedelta(**span)

    def day(self, days: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
        """A clock time that many days ago: day(1, 19, 40) is yesterday evening."""
        return self.midnight - timedelta(days=days) + timedelta(hours=hour, minutes=minute, seconds=second)

    def last_week(self, weekday: int, hour: int, minute: int = 0) -> datetime:
        """A clock time in the previous calendar week; weekday 0 is Monday."""
        return self.day(self.now.weekday() + 7 - weekday, hour, minute)

    def holds(self, at: datetime) -> bool:
        """Whether the logs keep this time: within 30 days, and not in the future."""
        return self.start <= at < self.now


def whole(at: datetime) -> str:
    """A time to the second, as sign-ins and provisioning events are written."""
    return at.isoformat(timespec="seconds")[:19] + "Z"


def fine(at: datetime, tenth: int) -> str:
    """A time to seven decimals, as directory audits are written; `tenth` is the seventh. No trailing zeros."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond:06d}{tenth}".rstrip("0").rstrip(".") + "Z"


def parsed(text: str) -> datetime:
    """The aware time of a row's time string."""
    base, _, fraction = text.rstrip("Z").partition(".")
    return datetime.fromisoformat(f"{base}.{fraction[:6]:0<6}").replace(tzinfo=UTC)
