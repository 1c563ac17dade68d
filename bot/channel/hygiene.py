"""Strangers' text in log lines."""

from __future__ import annotations

import unicodedata

LONGEST = 200


def loggable(value: object) -> str:
    """Return the value as text that cannot forge or disturb a log line: no control or direction characters, capped."""
    text = str(value)[: LONGEST + 1]
    clean = "".join("�" if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Cs"} else c for c in text)
    return clean if len(clean) <= LONGEST else clean[:LONGEST] + "…"
