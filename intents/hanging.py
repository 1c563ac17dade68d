"""Times that hang on another one, of the question before or of the same: "no, the week before"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, timedelta

from intents.model import TimeRange

_UNITS = "hour|day|week|month|quarter|year"
_BEFORE = re.compile(
    rf"\b(?:the )?(?P<unit>{_UNITS})s? before(?: that| it)?\b"
    rf"|\b(?:the )?(?:previous|preceding|prior) (?P<unit2>{_UNITS})\b|\bbefore that\b",
    re.IGNORECASE,
)
"""The time before another one: "no, the week before", "yesterday vs the day before"."""


def earlier(text: str, range_: TimeRange | None) -> TimeRange | None:
    """The range that "the week before" means beside another range; None when nothing of the kind is said."""
    found = _BEFORE.search(text)
    if found is None or range_ is None or range_.start is None:
        return None
    unit = (found["unit"] or found["unit2"] or "").lower()
    start, end = range_.start, range_.end
    match unit:
        case "day" | "week" | "hour":
            step = {"day": timedelta(days=1), "week": timedelta(days=7), "hour": timedelta(hours=1)}[unit]
            longer = end - start > step
            return TimeRange(start - step, end - step if longer else start, found.group())
        case "month" | "quarter" | "year":
            months = {"month": 1, "quarter": 3, "year": 12}[unit]
            return TimeRange(_months_back(start, months), start, found.group())
    return TimeRange(start - (end - start), start, found.group())


def words(text: str) -> str:
    """The words of a time that hangs on another, in lower case; empty when there are none."""
    found = _BEFORE.search(text)
    return found.group().lower() if found else ""


def _months_back(at: datetime, months: int) -> datetime:
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return at.replace(year=year, month=month + 1, day=min(at.day, last))
