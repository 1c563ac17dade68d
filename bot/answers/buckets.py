"""Time buckets of a split: the hour, day, weekday or week of a record in the asker's zone. One row a bucket.

They stand beside fields in `Measure.of`. Keys sort in time order; labels are what people read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.answers.times import DAYS, day
from intents.records import Value


@dataclass(frozen=True, slots=True)
class Bucket:
    """One kind of bucket: `of` takes a local time, `follows` gives the start of the next bucket (None: no axis)."""

    name: str
    plural: str
    of: Callable[[datetime], Value]
    follows: Callable[[datetime], datetime] | None = None
    order: Callable[[str], object] = str


def _hour(local: datetime) -> Value:
    return Value(f"{local:%Y-%m-%dT%H}", f"{day(local)} {local:%H}:00")


def _day(local: datetime) -> Value:
    return Value(f"{local:%Y-%m-%d}", day(local))


def _week(local: datetime) -> Value:
    monday = local - timedelta(days=local.weekday())
    return Value(f"{monday:%Y-%m-%d}", f"week of {day(monday)}")


def _weekday(local: datetime) -> Value:
    return Value(DAYS[local.weekday()])


def _next_hour(local: datetime) -> datetime:
    """The hour after, by elapsed time: a clock that is put back has 01:00 twice, forward no 02:00."""
    later = local.astimezone(UTC) + timedelta(hours=1)
    return later.astimezone(local.tzinfo)


BUCKETS: Mapping[str, Bucket] = {
    b.name: b
    for b in (
        Bucket("hour", "hours", _hour, _next_hour),
        Bucket("hour_of_day", "hours of the day", lambda local: Value(f"{local:%H}", f"{local:%H}:00")),
        Bucket("day", "days", _day, lambda local: local + timedelta(days=1)),
        Bucket("weekday", "weekdays", _weekday, order=DAYS.index),
        Bucket("week", "weeks", _week, lambda local: local + timedelta(days=7)),
    )
}

_LONG_FOR_HOURS = timedelta(days=3)


def resolve(name: str, start: datetime | None, end: datetime) -> str:
    """Return the bucket to use: over more than three days "hour" means the hour of the day, which the answer says."""
    if name == "hour" and (start is None or end - start > _LONG_FOR_HOURS):
        return "hour_of_day"
    return name


def axis(name: str, first: datetime, last: datetime, at_most: int = 400) -> list[Value]:
    """Return every bucket from that of `first` to that of `last` (local times), empty ones too.

    At most `at_most` of them; none for buckets that are no line in time.
    """
    bucket = BUCKETS[name]
    if bucket.follows is None:
        return []
    found: dict[str, Value] = {}
    local, stop = first, bucket.of(last).key
    for _ in range(at_most):
        value = bucket.of(local)
        found.setdefault(value.key, value)
        if value.key == stop or local > last:
            break
        local = bucket.follows(local)
    return list(found.values())
