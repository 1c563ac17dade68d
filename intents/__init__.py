"""What people ask, read without I/O: text, now, locale and the previous question in, a reading out.

>>> from datetime import datetime, UTC
>>> from intents import read
>>> read("failed sign-ins today", now=datetime(2026, 11, 18, 14, 30, tzinfo=UTC)).question.logs
(<Log.SIGN_INS: 'signIns'>,)
"""

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
from intents.reader import read

__all__ = [
    "Condition", "Declined", "Entity", "EntityKind", "Kind", "Log", "Measure", "Notes", "Op", "Question", "Reading",
    "Source", "Threshold", "TimeRange", "Unclear", "Understood", "read",
]  # fmt: skip
