"""The bot's own audit trail: who asked what, and what it cost. One JSON object a line on logger `watchbook.audit`.

A line holds no content of a log, no token, and of Graph's addresses only the paths, with ids taken out. The question is
in our own words, with names as they were said.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.activities import Caller, Incoming, Place

logger = logging.getLogger("watchbook.audit")

LONGEST = 600
_VALUES = re.compile(r"[0-9a-fA-F-]{32,36}|[^/]*(?:@|%40|'|%27)[^/]*")
"""A path segment that names somebody or something."""

SPENT: ContextVar[list[str] | None] = ContextVar("watchbook_spent", default=None)
"""Where the Graph requests of the turn under way are noted: "GET /v1.0/auditLogs/signIns"."""


def note_request(method: str, path: str) -> None:
    """Note one Graph request of the turn under way; its values are taken out."""
    spent = SPENT.get()
    if spent is not None:
        spent.append(f"{method} {'/'.join(_VALUES.sub('{id}', part) for part in path.split('/'))}")


@dataclass(slots=True)
class Entry:
    """One line in the making."""

    caller: Caller
    place: Place
    conversation_id: str
    began: float
    requests: list[str] = field(default_factory=list)
    question: str = ""
    records_read: int = 0
    complete: bool | None = None
    """None when nothing was read."""
    outcome: str = ""


class Audit:
    """Writes the lines."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` is aware."""
        self._now = now

    def begin(self, incoming: Incoming) -> Entry:
        """Begin the line of a question; Graph requests of this task and its children are counted from here on."""
        entry = Entry(incoming.caller, incoming.place, incoming.conversation_id, time.monotonic())
        SPENT.set(entry.requests)
        return entry

    def end(self, entry: Entry) -> None:
        """Write the line."""
        counted = Counter(entry.requests)
        line = {
            "time": self._now().astimezone(UTC).isoformat(timespec="milliseconds"),
            "who": entry.caller.object_id,
            "where": entry.place.value,
            "conversation": hashlib.sha256(entry.conversation_id.encode()).hexdigest()[:16],
            "question": entry.question[:LONGEST],
            "graph_requests": len(entry.requests),
            "graph_paths": [{"path": path, "times": times} for path, times in sorted(counted.items())],
            "records_read": entry.records_read,
            "complete": entry.complete,
            "outcome": entry.outcome,
            "milliseconds": round((time.monotonic() - entry.began) * 1000),
        }
        logger.info("%s", json.dumps(line))
