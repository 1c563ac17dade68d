"""What people ask, read without I/O: text, now, locale and the previous question in, a reading out.

>>> from datetime import datetime, UTC
>>> import intents
>>> intents.read("failed sign-ins today", now=datetime(2026, 11, 18, 14, 30, tzinfo=UTC)).question.logs
(<Log.SIGN_INS: 'signIns'>,)

The values are in `intents.model`. The reader and its vocabulary are loaded at the first reading, so that whoever needs
the values alone does not wait for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.model import (
    Condition,
    Declined,
    Entity,
    EntityKind,
    Kind,
    Log,
    Measure,
    Notes,
    Op,
    Question,
    Reading,
    Source,
    Threshold,
    TimeRange,
    Unclear,
    Understood,
)

if TYPE_CHECKING:
    from datetime import datetime


def read(text: str, *, now: datetime, locale: str | None = None, previous: Question | None = None) -> Reading:
    """What a text asks for; see `intents.reader.read`."""
    from intents import reader

    return reader.read(text, now=now, locale=locale, previous=previous)


__all__ = [
    "Condition",
    "Declined",
    "Entity",
    "EntityKind",
    "Kind",
    "Log",
    "Measure",
    "Notes",
    "Op",
    "Question",
    "Reading",
    "Source",
    "Threshold",
    "TimeRange",
    "Unclear",
    "Understood",
    "read",
]
