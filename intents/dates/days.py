"""Days by name: today, yesterday, the day before yesterday, the last business day."""

from __future__ import annotations

from typing import Final

from intents.dates.almanac import unit_days
from intents.dates.grammar import Got, Rule, Text, number
from intents.dates.values import Days, Grain, When


def one_day(day: Days, note: str = "") -> When:
    return When(days=day, note=note)


def read_day_word(text: Text, at: int) -> Got | None:
    """today, yesterday, tomorrow (nothing yet), right now."""
    today = text.now.today
    word = text.word(at)
    if word == "right":
        return Got(one_day(unit_days(today, Grain.DAY), "right now read as today"), at + 2) if (
            text.word(at + 1) == "now"
        ) else None  # fmt: skip
    back = {"today": 0, "yesterday": 1, "tomorrow": -1}[word]
    stop = at + 1
    if text.word(stop) == "so" and text.word(stop + 1) == "far":
        stop += 2
    return Got(one_day(unit_days(today, Grain.DAY, back)), stop)


def read_day_before(text: Text, at: int) -> Got | None:
    """the day before yesterday, two days before yesterday, ereyesterday."""
    if text.word(at) == "ereyesterday":
        return Got(one_day(unit_days(text.now.today, Grain.DAY, 2)), at + 1)
    at = text.skip(at, "the")
    count = number(text, at)
    stop, days = (count[1], int(count[0])) if count else (at, 1)
    if text.word(stop) not in {"day", "days"} or text.word(stop + 1) not in {"before", "prior"} or days > 5000:
        return None
    stop = text.skip(stop + 2, "to")
    back = {"yesterday": 1, "today": 0}.get(text.word(stop))
    if back is None:
        return None
    return Got(one_day(unit_days(text.now.today, Grain.DAY, days + back)), stop + 1)


def read_business_day(text: Text, at: int) -> Got | None:
    """the last business day: the last of Monday to Friday before today."""
    if text.word(at + 1) not in {"business", "working", "work"} or text.word(at + 2) != "day":
        return None
    today = text.now.today
    back = {0: 3, 6: 2}.get(today.weekday(), 1)
    return Got(one_day(unit_days(today, Grain.DAY, back)), at + 3)


RULES: Final = (
    Rule("day words", read_day_word, frozenset({"today", "yesterday", "tomorrow", "right"}), (
        ("failed logins today", "2026-11-18 .. now"),
        ("yesterdays password resets", "2026-11-17 .. 2026-11-18"),
        ("today's lockouts so far", "2026-11-18 .. now"),
        ("what is failing right now", "2026-11-18 .. now"),
    )),
    Rule("day before yesterday", read_day_before, frozenset({"the", "day", "ereyesterday", "<num>", "<number>"}), (
        ("the day before yesterday", "2026-11-16 .. 2026-11-17"),
        ("two days before yesterday", "2026-11-15 .. 2026-11-16"),
    )),
    Rule("business day", read_business_day, frozenset({"last", "previous"}), (
        ("on the last business day", "2026-11-17 .. 2026-11-18"),
    )),
)  # fmt: skip
