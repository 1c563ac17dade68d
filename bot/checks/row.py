"""One line of the table that `watchbook check` prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"
    UNKNOWN = "not checked"


@dataclass(frozen=True, slots=True)
class Row:
    """A check: what was tried, what came back in words, and when something is wrong, who mends it and how."""

    name: str
    status: Status
    tried: str
    found: str
    who: str = ""
    how: str = ""


OPERATOR = "whoever runs the bot"
APP_OWNER = "owner of the app registration, or Application Administrator"
CONSENT = "Privileged Role Administrator or Global Administrator"
LICENCES = "whoever buys licences"
NETWORK = "whoever runs the network"
AZURE = "Contributor of the bot's resource group"


def exit_code(rows: Iterable[Row]) -> int:
    """Return 1 when something is missing, else 0; warnings and what was not checked do not fail."""
    return int(any(row.status is Status.MISSING for row in rows))
