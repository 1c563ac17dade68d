"""Quarters and halves of years: Q3, Q1 2026, 2026-Q4, H1, the third quarter of last year."""

from __future__ import annotations

from typing import Final

from intents.dates.grammar import Got, Rule, Text, century, number, ordinal, year
from intents.dates.values import Days, Grain, Said, When


def read_quarter(text: Text, at: int) -> Got | None:
    """Q3, Q1 2026, 2026-Q4, H1, third quarter of this year, first half of 2025, the second half of October."""
    lead = year(text, at)
    start = lead[1] if lead else at
    if lead:
        start += text.word(start) == "-"
        start = text.skip(start, "the")
    got = _numbered(text, start)
    if got is None:
        return None
    nth, months, stop = got
    of_year, stop = (lead[0], stop) if lead else _quarter_year(text, stop)
    grain = Grain.QUARTER if months == 3 else Grain.HALF
    return Got(When(days=Days(grain, said=Said(of_year, (nth - 1) * months + 1))), stop)


def _numbered(text: Text, at: int) -> tuple[int, int, int] | None:
    """Which quarter or half, how many months it has, and the position after it."""
    word = text.word(at)
    if word in {"q", "h"} and text.kind(at + 1) == "num" and text.glued(at + 1):
        if _in_a_name(text, at):
            return None
        nth, months = int(float(text.word(at + 1))), 3 if word == "q" else 6
        return (nth, months, at + 2) if 1 <= nth <= 12 // months else None
    if word in {"1", "2", "3", "4"} and text.word(at + 1) == "q" and text.glued(at + 1) and text.glued(at + 2):
        return int(word), 3, at + 2
    if word in {"quarter", "qtr"} and (count := number(text, at + 1)) and count[0] in {1, 2, 3, 4}:
        return int(count[0]), 3, count[1]
    got = ordinal(text, text.skip(at, "the"))
    if got is None:
        got = _last_quarter(text, text.skip(at, "the"))
    if got is None and text.word(at) == "last" and text.word(at + 1) == "half" and text.word(at + 2) == "of":
        got = 2, at + 1
    if got is None or text.word(got[1]) not in {"quarter", "qtr", "half"}:
        return None
    months = 6 if text.word(got[1]) == "half" else 3
    if months == 6 and text.word(got[1] + 1) != "of":
        return None
    return (got[0], months, got[1] + 1) if 1 <= got[0] <= 12 // months else None


def _in_a_name(text: Text, at: int) -> bool:
    """ "group Sales Q3", "app Q3 Planner": beside a word with a capital letter, and no word that asks for a date."""
    before, after = text.token(at - 1), text.token(at + 2)
    named = (before.capital and at > 1) or (after.capital and after.kind == "word")
    shouted = text.token(0).capital and all(token.capital for token in text.tokens if token.kind == "word")
    return (
        named and not shouted and before.text not in {"in", "during", "since", "for", "until", "before", "after", "of"}
    )


def _last_quarter(text: Text, at: int) -> tuple[int, int] | None:
    """ "the last quarter of 2025" is its fourth."""
    if text.word(at) != "last" or text.word(at + 1) not in {"quarter", "qtr"} or text.word(at + 2) != "of":
        return None
    return (4, at + 1) if _quarter_year(text, at + 2)[0] is not None else None


def _quarter_year(text: Text, at: int) -> tuple[int | None, int]:
    start = text.skip(at, "-", "/") if text.glued(at) else text.skip(at, ",")
    start = text.skip(start, "of", "the")
    if text.word(start) in {"this", "last"} and text.word(start + 1) == "year":
        return text.now.today.year - (text.word(start) == "last"), start + 2
    if text.word(start) == "year" and start > at:
        return text.now.today.year, start + 1
    got = year(text, start)
    if got:
        return got
    token = text.token(start)
    if token.kind == "num" and len(token.text) == 2 and (text.glued(start) or text.word(start - 1) in {"-", "/"}):
        return century(int(token.text), text.now.today.year), start + 1
    return None, at


_ORDINALS: Final = frozenset({"the", "<ord>", "<ordinal>"})


RULES: Final = (
    Rule("quarter or half", read_quarter, _ORDINALS | {"q", "h", "<num>", "quarter", "qtr", "last"}, (
        ("Q3", "2026-07-01 .. 2026-10-01"),
        ("q1 2026", "2026-01-01 .. 2026-04-01"),
        ("2025-Q4", "2025-10-01 .. 2026-01-01"),
        ("Q4'25", "2025-10-01 .. 2026-01-01"),
        ("3Q26", "2026-07-01 .. 2026-10-01"),
        ("H1", "2026-01-01 .. 2026-07-01"),
        ("third quarter of last year", "2025-07-01 .. 2025-10-01"),
        ("first half of 2026", "2026-01-01 .. 2026-07-01"),
    )),
)  # fmt: skip
