"""Time zones said in a text: UTC, GMT+2, Z, PST, "Pacific time", "yesterday UTC"."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from intents.dates import words
from intents.dates.grammar import Got, Rule, Text
from intents.dates.values import When


def zone_at(text: Text, at: int) -> tuple[tzinfo, int] | None:
    """A zone: UTC, GMT+2, Z, PST, "Pacific time", +01:00; abbreviations are taken at their word."""
    word = text.word(at)
    if word in {"utc", "gmt"} and text.word(at + 1) in {"+", "-"} and text.glued(at + 1):
        offset = _offset(text, at + 1)
        if offset:
            return offset
    if word == "+" and text.kind(at - 1) == "clock" and text.glued(at + 1):
        return _offset(text, at)
    if word == "-" and text.word(at - 1).count(":") == 2 and text.glued(at + 1) and _west(text.word(at + 1)):
        return _offset(text, at)
    if text.word(at + 1) == "european" and word in words.EUROPEAN:
        return ZoneInfo(words.EUROPEAN[word]), text.skip(at + 2, "standard", "summer", "time")
    known = words.ZONES.get(word) if text.kind(at) == "word" else None
    if known is None:
        return _place(text, at)
    if word == "z" and not text.glued(at):
        return None
    if isinstance(known, str):
        return ZoneInfo(known), text.skip(at + 1, "standard", "daylight", "time")
    return (UTC if known == 0 else timezone(timedelta(minutes=known), word.upper())), text.skip(at + 1, "time")


def _west(digits: str) -> bool:
    """Whether what follows a dash behind a time with seconds is an offset (-05:00, -0500) and not a second time."""
    return len(digits) in {4, 5} and digits[:2] <= "12" and digits[-2:] in {"00", "30"}


def _place(text: Text, at: int) -> tuple[tzinfo, int] | None:
    """London time, New York time."""
    for length in (1, 2):
        name = words.PLACES.get(" ".join(text.word(at + i) for i in range(length)))
        if name and text.word(at + length) == "time":
            return ZoneInfo(name), at + length + 1
    return None


def _offset(text: Text, at: int) -> tuple[tzinfo, int] | None:
    token = text.token(at + 1)
    if token.kind == "clock":
        hours, minutes = (int(x) for x in token.text.split(":")[:2])
    elif token.kind == "num" and token.text.isdigit() and len(token.text) in {1, 2, 4}:
        hours, minutes = (int(token.text), 0) if len(token.text) < 4 else divmod(int(token.text), 100)
    else:
        return None
    if hours > 14 or minutes > 59:
        return None
    total = (hours * 60 + minutes) * (-1 if text.word(at) == "-" else 1)
    return timezone(timedelta(minutes=total)), at + 2


def read_zone_day(text: Text, at: int) -> Got | None:
    """A zone after a day: "yesterday UTC", "today in UTC"."""
    zone = zone_at(text, at)
    if zone is None or text.word(at) in words.WORDY_ZONES | {"z", "ist", "mst", "+"} or at == 0:
        return None
    return Got(When(zone=zone[0], weak=True), zone[1])


RULES: Final = (
    Rule("zone of a day", read_zone_day, frozenset(words.ZONES), (
        ("yesterday UTC", "2026-11-17 .. 2026-11-18"),
    )),
)  # fmt: skip
