"""Makes text that a stranger wrote (a display name, a user agent, an error text) safe and short enough to show.

Log values are hostile: they may hold control and bidirectional characters that reorder what stands beside them,
zero-width characters that hide a difference, `{{DATE(...)}}` macros that Adaptive Card renderers expand even inside a
TextRun (https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features, read 2026-11), or ten kilobytes.
"""

from __future__ import annotations

import re
import unicodedata

NAME = 80
"""Longest name of a person, app, group, device or place, in characters."""
REASON = 300
"""Longest reason, user agent or other sentence from a log."""

_PLAIN = re.compile(r"[ -~\u00a1-\u02ff\u2010-\u2027\u2190-\u21ff]*")
"""Latin letters, punctuation, arrows: none of them combines or, when printable, hides. Most of what is drawn."""
_MACRO = re.compile(r"\{(?=\{)|\}(?=\})")
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")
"""Letters and symbols that draw nothing although their category says they do."""
_GONE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_MARKS_IN_A_ROW = 3


def _visible(text: str) -> str:
    """The characters of `text` that can be seen and stay where they are written."""
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if character.isspace():
            kept.append(" ")
            continue
        if (
            category in _GONE
            or character in _INVISIBLE
            or 0xFE00 <= ord(character) <= 0xFE0F
            or ord(character) >= 0xE0000
        ):
            continue
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def _as_it_is(text: str) -> bool:
    """Whether nothing is to be done to a text; true of most of what is drawn, and quickly told."""
    if "  " in text or "{{" in text or "}}" in text or text[:1] == " " or text[-1:] == " ":
        return False
    return text.isprintable() and (text.isascii() or _PLAIN.fullmatch(text) is not None)


def clean(text: object, cap: int = NAME) -> str:
    """Return `text` on one line, without characters that are invisible or reorder others, at most `cap` long.

    Never raises; None becomes "". A cut is shown by an ellipsis.
    """
    if text is None:
        return ""
    raw = text if isinstance(text, str) else str(text)
    if len(raw) <= cap and _as_it_is(raw):
        return raw
    raw = raw[: cap * 8]
    if not (raw.isprintable() and _PLAIN.fullmatch(raw)):
        raw = _visible(raw)
    short = " ".join(raw.split())
    short = _MACRO.sub(lambda found: found.group() + " ", short)
    return short if len(short) <= cap else short[: cap - 1].rstrip() + "…"


def quoted(text: object, cap: int = NAME) -> str:
    """Return cleaned text between typographic quotation marks; for values that would read as our own words."""
    return f"“{clean(text, cap)}”"
