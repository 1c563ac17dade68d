"""What reading the logs yielded besides the records: the seam between reading (`bot.graph`) and answering
(`bot.answers`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from intents.model import Log, TimeRange
from intents.records import Record


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One Graph request as it was made; the URL holds no token."""

    method: str
    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Report:
    """How a reading went. `complete` is false when more may match than was seen; the reasons say why, in words."""

    range: TimeRange
    """The range that was read: clamped to what the log keeps."""
    records_read: int = 0
    strays: int = 0
    """Records that Graph returned and that did not match the question; dropped."""
    complete: bool = True
    incomplete_because: tuple[str, ...] = ()
    newest: datetime | None = None
    """Time of the newest record seen, matching or not."""
    covers: str = ""
    """Kinds of sign-in that were read, where sign-ins were."""
    notes: tuple[str, ...] = ()
    """What else the reader of the answer must know ("sign-ins are kept for 30 days, so the range begins on ...")."""
    requests: tuple[RequestLine, ...] = ()
    age: float = 0.0
    """Seconds since the oldest of what was read for somebody else before; 0 when all was read now."""


def read_before(seconds: float) -> str:
    """Return a note for records that were read for a question before this one.

    Nothing for less than a second: such a read is this question's own.
    """
    if seconds < 1:
        return ""
    minutes = int(seconds // 60)
    when = "less than a minute" if minutes < 1 else "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"Read {when} ago."


class Sink(Protocol):
    """Takes the matching records one by one, in any order, some perhaps twice; merging by id is its business."""

    def add(self, log: Log, record: Record, written: memoryview | None = None) -> None:
        """`written`: the record as JSON, good until this returns; None where it is not at hand."""

    @property
    def enough(self) -> bool:
        """No further (older, or newer when the oldest are wanted) record can change the answer."""
        ...
