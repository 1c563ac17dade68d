"""How rules are written and tried: a rule reads one phrase at one place of the text, and the longest reading wins.

A rule says with which words (or kinds of token) it can begin, so that at most places no rule is tried at all, and a
text in which no rule can begin anywhere costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from intents.dates import words
from intents.dates.almanac import Now
from intents.dates.tokens import Token
from intents.dates.values import When

NO_TOKEN: Final = Token("", -1, -1, "end")


class Got(NamedTuple):
    """A reading, and the position of the first token after it."""

    when: When
    stop: int


class Text:
    """The tokens of one text, the moment of asking, and what was already read at which place."""

    __slots__ = ("atoms", "now", "points", "tokens", "words")

    def __init__(self, tokens: tuple[Token, ...], now: Now) -> None:
        self.tokens = tokens
        self.now = now
        self.words = ["" if token.kind == "mask" else token.text for token in tokens]
        self.atoms: dict[int, Got | None] = {}
        self.points: dict[int, Got | None] = {}

    def token(self, at: int) -> Token:
        return self.tokens[at] if 0 <= at < len(self.tokens) else NO_TOKEN

    def word(self, at: int) -> str:
        """The text of a token, in lower case; empty beyond the ends and for what is masked."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def kind(self, at: int) -> str:
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else "end"

    def glued(self, at: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def skip(self, at: int, *optional: str) -> int:
        """The position after any of these words, each taken at most once, in this order."""
        for word in optional:
            if self.word(at) == word:
                at += 1
        return at

    def ends(self, at: int) -> bool:
        """Whether the text, or a part of the sentence, ends here."""
        kind = self.kind(at)
        return kind == "end" or (kind == "punct" and self.tokens[at].text not in "-/~'")


@dataclass(frozen=True, slots=True)
class Rule:
    """One family of phrases.

    `read` gets the text and a position and answers with a reading or None. `first` are the words, or kinds of token in
    angle brackets, with which the phrase can begin. Each example is a phrase and its range on the fixed moment of
    `EXAMPLE_NOW`, "start .. end" with midnight left out; the examples are the rule's tests.
    """

    name: str
    read: Callable[[Text, int], Got | None]
    first: frozenset[str]
    examples: tuple[tuple[str, str], ...]


EXAMPLE_NOW: Final = "2026-11-18T14:30:00+00:00"
"""A Wednesday. The examples of all rules are told in UTC with American dates."""


def index(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """The rules by the words they can begin with; their order is kept."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        for tag in rule.first:
            found.setdefault(tag, []).append(rule)
    return {tag: tuple(them) for tag, them in found.items()}


def longest(text: Text, at: int, rules: dict[str, tuple[Rule, ...]]) -> Got | None:
    """The longest reading of any rule at this place; of equals the earlier rule."""
    token = text.token(at)
    best: Got | None = None
    for tag in (token.text, _TAGS.get(token.kind, ""), _sense(token)):
        for rule in rules.get(tag, ()):
            got = rule.read(text, at)
            if got is not None and (best is None or got.stop > best.stop):
                best = got
    return best


_TAGS: Final = {kind: f"<{kind}>" for kind in ("num", "ord", "clock", "ymd", "abc", "ab", "ym", "my", "iso")}


def _sense(token: Token) -> str:
    if token.kind != "word":
        return ""
    if token.text in words.WEEKDAYS:
        return "<weekday>"
    if token.text in words.MONTHS:
        return "<month>"
    if token.text in words.ORDINALS:
        return "<ordinal>"
    if token.text in words.NUMBERS or token.text in words.TENS:
        return "<number>"
    return ""


def number(text: Text, at: int) -> tuple[float, int] | None:
    """A cardinal in digits or words ("7", "2.5", "twenty-four", "ninety"), and the position after it."""
    token = text.token(at)
    if token.kind == "num":
        return float(token.text), at + 1
    if token.kind != "word":
        return None
    if text.word(at) == "hundred" or (text.word(at + 1) == "hundred" and words.NUMBERS.get(token.text, 10) < 10):
        return 100.0 * words.NUMBERS.get(token.text, 1), at + 1 + (token.text != "hundred")
    if token.text in words.NUMBERS:
        return words.NUMBERS[token.text], at + 1
    if token.text in words.TENS:
        value, stop = words.TENS[token.text], at + 1
        after = stop + (text.word(stop) == "-")
        ones = words.NUMBERS.get(text.word(after), 0) if text.word(after) not in words.VAGUE else 0
        return (value + ones, after + 1) if 0 < ones < 10 else (value, stop)
    return None


def ordinal(text: Text, at: int) -> tuple[int, int] | None:
    """An ordinal in digits or words ("1st", "third", "twenty-second"), and the position after it."""
    token = text.token(at)
    if token.kind == "ord":
        return int(token.text[:-2]), at + 1
    if token.kind != "word":
        return None
    if token.text in words.ORDINALS:
        return words.ORDINALS[token.text], at + 1
    if token.text in words.TENS:
        after = at + 1 + (text.word(at + 1) == "-")
        ones = words.ORDINALS.get(text.word(after), 0)
        if 0 < ones < 10:
            return words.TENS[token.text] + ones, after + 1
    return None


def year(text: Text, at: int) -> tuple[int, int] | None:
    """A year: 2026, '26, "in the year 1999", "nineteen ninety nine", "two thousand (and) fourteen"."""
    token = text.token(at)
    if token.kind == "num" and len(token.text) == 4 and "." not in token.text and 1900 <= int(token.text) <= 2199:
        return int(token.text), at + 1
    if token.text == "'" and text.kind(at + 1) == "num" and len(text.word(at + 1)) == 2 and text.glued(at + 1):
        return century(int(text.word(at + 1)), text.now.today.year), at + 2
    if token.kind != "word":
        return None
    if token.text in {"nineteen", "twenty"} and (rest := number(text, at + 1)) and 10 <= rest[0] <= 99:
        return (19 if token.text == "nineteen" else 20) * 100 + int(rest[0]), rest[1]
    if token.text == "two" and text.word(at + 1) == "thousand":
        after = text.skip(at + 2, "and")
        rest = number(text, after)
        if rest and rest[0] < 100:
            return 2000 + int(rest[0]), rest[1]
        return 2000, at + 2
    return None


def century(two_digits: int, this_year: int) -> int:
    """The full year of two digits: the latest that is at most ten years ahead."""
    full = this_year // 100 * 100 + two_digits
    return full - 100 if full > this_year + 10 else full
