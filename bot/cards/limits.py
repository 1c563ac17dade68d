"""How much of an answer a card holds, from comfortable to bare, so that no card is over what Teams takes.

Teams refuses a bot message over 100 KB counted as UTF-16 and advises 80:
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages (read 2026-11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from bot.activities import Sealed

MOST_BYTES = 80 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`first` rows are seen at once, `rows` in all, `evidence` where the answer is a number; the rest as named."""

    first: int
    rows: int
    evidence: int
    groups: int
    requests: int
    notes: int = 20
    points: int = 62
    lines: int = 12


STEPS = (
    Limits(first=8, rows=50, evidence=20, groups=50, requests=12),
    Limits(first=8, rows=30, evidence=15, groups=30, requests=4),
    Limits(first=8, rows=15, evidence=8, groups=15, requests=2, notes=8, points=31),
    Limits(first=5, rows=5, evidence=3, groups=8, requests=1, notes=4, points=14, lines=6),
    Limits(first=1, rows=1, evidence=1, groups=1, requests=0, notes=1, points=7, lines=2),
)
"""Tried in this order until the card fits."""


def size(card: Mapping[str, Any]) -> int:
    """Return the bytes of a card as UTF-16 JSON, as it goes over the wire: without blanks."""
    written = card.written if isinstance(card, Sealed) else msgspec.json.encode(card)
    return len(written.decode().encode("utf-16-le"))


def fits(card: Sealed) -> bool:
    """Whether a card is not larger than Teams takes. UTF-16 has never more than twice the bytes of UTF-8."""
    return 2 * len(card.written) <= MOST_BYTES or size(card) <= MOST_BYTES
