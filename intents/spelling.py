"""Spelling repair against the vocabulary. Names are not repaired here: only the directory knows them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from intents import dates, lexicon
from intents.model import Repair
from intents.operations import vocabulary as operation_words
from intents.text import Kind, Token
from intents.vocabulary.apps import FIRST_PARTY_APPS
from intents.vocabulary.measures import MEASURES
from intents.vocabulary.terms import Noun

_NAME_CUES = frozenset("for by of user account group app role called named about from to".split())
_SHORTEST = 4
_NO_SLIPS = frozenset({"sept"})
"""Known, but nothing is a slip of it: who slept did nothing in September."""


@cache
def known() -> frozenset[str]:
    """Every word that needs no repair."""
    apps = {word for name in FIRST_PARTY_APPS for word in name.split()}
    return lexicon.known_words() | operation_words.words() | dates.WORDS | apps


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted(w for w in known() - _NO_SLIPS if len(w) >= _SHORTEST and w.isalpha()))


def repair(text: str, tokens: Sequence[Token]) -> tuple[str, tuple[Repair, ...]]:
    """The text with misspelt vocabulary words put right, and what was put right."""
    repairs: list[Repair] = []
    parts: list[str] = []
    done = 0
    for at, token in enumerate(tokens):
        better = _better(tokens, at)
        if better is None:
            continue
        parts += [text[done : token.start], better]
        done = token.start + len(token.text)
        repairs.append(Repair(token.text, better))
    return "".join([*parts, text[done:]]), tuple(repairs)


def _better(tokens: Sequence[Token], at: int) -> str | None:
    token = tokens[at]
    word = token.low
    told = _told_by_place(tokens, at)
    if told is not None:
        return told
    if (
        token.kind is not Kind.WORD
        or len(word) < _SHORTEST
        or not word.isalpha()
        or word in known()
        or _plainly_inflected(word)
    ):
        return None
    if (
        token.possessive
        or (token.capital and (at > 0 or (at + 1 < len(tokens) and tokens[at + 1].capital)))
        or (at and tokens[at - 1].low in _NAME_CUES and not token.glued)
    ):
        return None
    if at and tokens[at - 1].low in ("did", "has", "was", "is", "does", "had"):
        return None
    best = extract(word, _words(), scorer=OSA.distance, score_cutoff=2 if len(word) >= 9 else 1, limit=8)
    good = [choice for choice, distance, _ in best if _likely(word, choice, int(distance))]
    good.sort(key=lambda choice: (OSA.distance(word, choice), choice[0] != word[0], *_nearness(word, choice)))
    return good[0] if good else None


_UNITS = ("hour", "hours", "day", "days", "week", "weeks", "weekend", "month", "months", "quarter", "year", "years")
_BACK = frozenset({"last", "past", "this", "previous"})


def _told_by_place(tokens: Sequence[Token], at: int) -> str | None:
    """Slips that the words beside tell: "sgn-ins", "sing in", "last wek", "by aplication"."""
    token = tokens[at]
    word, before = token.low, tokens[at - 1].low if at else ""
    if token.kind is not Kind.WORD or not 3 <= len(word) <= 20 or word in known() or not word.isalpha():
        return None
    if token.possessive or (token.capital and at):
        return None
    nxt = tokens[at + 1] if at + 1 < len(tokens) else None
    if nxt is not None and nxt.low in ("in", "ins", "on", "ons") and before not in _NAME_CUES:
        for verb in ("sign", "log"):
            swapped = sorted(word) == sorted(verb)
            if word[0] == verb[0] and OSA.distance(word, verb) == 1 and (swapped or nxt.glued or nxt.low[-1] == "s"):
                return verb
    if before in _BACK and word[0] != word[-1]:
        return next((unit for unit in _UNITS if word[0] == unit[0] and OSA.distance(word, unit) == 1), None)
    if before == "by" and len(word) >= 6 and not token.capital:
        return next((noun for noun in _splits() if word[0] == noun[0] and OSA.distance(word, noun) == 1), None)
    return None


@cache
def _splits() -> tuple[str, ...]:
    """Nouns that a split is by."""
    return tuple(p for t in MEASURES for e in t.effects if isinstance(e, Noun) for p in _plain(t.phrases))


def _plain(phrases: Sequence[str]) -> list[str]:
    return [p.rstrip("~") for p in phrases if p.rstrip("~").isalpha() and len(p) >= 6]


def _single(word: str) -> str:
    """The word with doubled letters once."""
    return "".join(c for i, c in enumerate(word) if not i or word[i - 1] != c)


def _nearness(word: str, choice: str) -> tuple[bool, bool, int]:
    """Swapped or doubled letters first, then one left out inside: "lokouts" are lockouts and not logouts."""
    letters = iter(choice)
    swapped = sorted(word) == sorted(choice) or _single(word) == _single(choice)
    inside = word[-1] == choice[-1] and all(c in letters for c in word)
    return not swapped, not inside, abs(len(choice) - len(word))


def _likely(word: str, choice: str, distance: int) -> bool:
    """Which slips count: two letters swapped, one missing or doubled; another letter only in longer words."""
    if sorted(word) == sorted(choice) and (word[0] == choice[0] or len(word) >= 6):
        return True
    if word[0] != choice[0]:
        return False
    if len(word) != len(choice):
        return len(word) >= 5 or _single(word) == _single(choice)  # "aded"
    return (len(word) >= 7 and distance == 1) or len(word) >= 9


def _plainly_inflected(word: str) -> bool:
    """A known word with an ending ("authenticator's", "failings") is no slip."""
    ends = (e for e in ("s", "es", "ed", "ing", "er", "ers") if word.endswith(e) and len(word) > len(e) + 2)
    return any(word[: -len(e)] in known() for e in ends)
