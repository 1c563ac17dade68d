"""Labelling: every word of an utterance becomes part of a piece, once for each log that might be meant.

What a word means depends on the log ("groups" are membership targets in the audit log, objects in provisioning), so the
words are labelled for each log by itself and `reader.py` compares the readings that come of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from intents import lexicon
from intents.model import Log
from intents.names import NameSpan, shouted
from intents.operations import OperationHit
from intents.text import Kind, Token
from intents.vocabulary.sign_in_codes import KNOWN_CODES
from intents.vocabulary.terms import Beyond, Cond, Cue, Effect, Generic, Word

_E = TypeVar("_E", bound=Effect)

_SMALL_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"

NUMBER_WORDS = {w: n for n, w in enumerate(_SMALL_NUMBERS.split())} | {
    "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100, "dozen": 12, "couple": 2}  # fmt: skip

_CODE = re.compile(r"(?:aadsts)?(\d{5,7})s?")
_PREFIX = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,2}")
_ADDRESS_CUES = frozenset({"ip", "ips", "network", "subnet", "range", "prefix", "address"})
"""Words before the beginning of an address: "from network 198.51.100"."""
_CODE_CUES = frozenset({"code", "codes", "error", "errors", "errorcode", "aadsts", "errno"})


@dataclass(slots=True)
class Piece:
    """Neighbouring tokens with one meaning.

    kind: term, date, name, guid, email, ip, code, operation, number, punct.
    """

    kind: str
    first: int
    last: int
    text: str
    effects: tuple[Effect, ...] = ()
    hit: OperationHit | None = None
    possessive: bool = False
    claimed: NameSpan | None = None
    number: int = 0
    used: bool = False
    capital: bool = False
    token: Token | None = field(default=None, repr=False)

    def get(self, sort: type[_E]) -> _E | None:
        """The piece's effect of one sort, None when it has none."""
        for effect in self.effects:  # asked tens of times a piece: a loop is twice as quick as a generator
            if isinstance(effect, sort):
                return effect
        return None

    def word(self, *roles: str) -> bool:
        """Whether the piece is a joining word of one of these roles."""
        return bool(self.effects) and any(isinstance(e, Word) and e.role in roles for e in self.effects)


@dataclass(frozen=True, slots=True)
class Marked:
    """An utterance with everything that does not depend on the log already found in it."""

    text: str
    tokens: Sequence[Token]
    lows: Sequence[str]
    dates: tuple[tuple[int, int], ...]
    """Character spans of the date range."""
    names: tuple[NameSpan, ...]
    hits: tuple[OperationHit, ...]

    def in_date(self, index: int) -> bool:
        token = self.tokens[index]
        return any(start < token.end and token.start < end for start, end in self.dates)


def label(marked: Marked, log: Log) -> list[Piece]:
    """The pieces of an utterance as one log would have it, in order, covering every token."""
    tokens = marked.tokens
    fixed: dict[int, Piece] = {}
    for name in marked.names:
        fixed[name.first] = _piece(marked, "name", name.first, name.last, claimed=name)
    _mark_literals(marked, fixed)
    if log is Log.DIRECTORY_AUDITS:
        _mark_operations(marked, fixed)
    capitals = [t.text.isupper() and len(t.text) > 1 for t in tokens]
    pieces: list[Piece] = []
    at = 0
    while at < len(tokens):
        if at in fixed:
            pieces.append(fixed[at])
            at = fixed[at].last + 1
            continue
        limit = next((i for i in range(at, len(tokens)) if i in fixed), len(tokens))
        at = _free(marked, log, at, limit, capitals, pieces)
    return _merge_names(pieces)


def _merge_names(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbouring unknown words are one name ("dave o'brien"); a claimed name stays as claimed."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if (
            last
            and piece.kind == "name" == last.kind
            and not last.possessive
            and not last.claimed
            and not piece.claimed
        ):
            last.last, last.text, last.possessive = piece.last, f"{last.text} {piece.text}", piece.possessive
            continue
        merged.append(piece)
    return merged


def _piece(marked: Marked, kind: str, first: int, last: int, **more: object) -> Piece:
    tokens = marked.tokens
    text = marked.text[tokens[first].start : tokens[last].end]
    if tokens[last].possessive:
        text = text[: -2 if text.lower().endswith("'s") else -1]
    if first == last and tokens[first].kind is Kind.QUOTED:
        text = tokens[first].text
    piece = Piece(
        kind, first, last, text, possessive=tokens[last].possessive, capital=tokens[first].capital, token=tokens[first]
    )
    for key, value in more.items():
        setattr(piece, key, value)
    return piece


def _mark_literals(marked: Marked, fixed: dict[int, Piece]) -> None:
    covered = {i for p in fixed.values() for i in range(p.first, p.last + 1)}
    at = 0
    while at < len(marked.tokens):
        token = marked.tokens[at]
        if at in covered:
            at += 1
            continue
        if marked.in_date(at):
            last = at
            while last + 1 < len(marked.tokens) and marked.in_date(last + 1) and last + 1 not in covered:
                last += 1
            fixed[at] = _piece(marked, "date", at, last)
            at = last + 1
            continue
        kind = {Kind.EMAIL: "email", Kind.GUID: "guid", Kind.IP: "ip", Kind.PUNCT: "punct"}.get(token.kind, "")
        code = _CODE.fullmatch(token.low)
        if code and (
            code[1] in KNOWN_CODES or token.low.startswith("aadsts") or (at and marked.lows[at - 1] in _CODE_CUES)
        ):
            fixed[at] = _piece(marked, "code", at, at, number=int(code[1]))
        elif kind and token.text not in "&%#<>":
            fixed[at] = _piece(marked, kind, at, at)
        elif token.kind is Kind.NUMBER and at and _is_prefix(token.low, marked.lows[at - 1]):
            fixed[at] = _piece(marked, "ip", at, at)
            fixed[at].text = token.low + "."
        at += 1


def _mark_operations(marked: Marked, fixed: dict[int, Piece]) -> None:
    """The best operations, as long as they do not share words; their words become pieces of kind operation.

    Phrases that are a condition by themselves ("admin group access", a role's name) keep their words.
    """
    covered = {i for p in fixed.values() for i in range(p.first, p.last + 1)}
    kept = _conditions(marked)
    for hit in marked.hits:
        own = {i for i in hit.words if marked.lows[i] not in _POINTERS} - kept
        words = _whole_compounds(marked.tokens, own)
        if not words or covered & words:
            continue
        for index in sorted(words):
            fixed[index] = _piece(marked, "operation", index, index, hit=hit)
        covered |= words


def _is_prefix(low: str, before: str) -> bool:
    """The first octets of an address: two behind "network" and the like, three behind "from" ("12.30 to 1.30" is a
    time).
    """
    if not _PREFIX.fullmatch(low):
        return False
    return before in _ADDRESS_CUES or (low.count(".") == 2 and before in ("from", "with", "by", "not"))


def _whole_compounds(tokens: Sequence[Token], words: set[int]) -> set[int]:
    """A hyphenated word is of an operation as a whole ("self-service")."""
    grown = set(words)
    for index in words:
        first, last = index, index
        while first > 0 and tokens[first].glued:
            first -= 1
        while last + 1 < len(tokens) and tokens[last + 1].glued:
            last += 1
        grown |= set(range(first, last + 1))
    return grown


_POINTERS = frozenset("my his her their its him them he she they i me".split())
"""Words beside an operation that say whose it is."""

_KEPT = frozenset({"admin_access", "role", "category", "operation", "service", "property"})
"""Fields whose phrases keep their words where an operation would take them."""


def _conditions(marked: Marked) -> frozenset[int]:
    """Words of phrases of two words or more that are conditions of the audit log by themselves.

    An operation that needs more words than the phrase has keeps them: "conditional access policy changes".
    """
    found: set[int] = set()
    nothing = [False] * len(marked.lows)
    at = 0
    while at < len(marked.lows):
        term = lexicon.lookup(Log.DIRECTORY_AUDITS, marked.lows, at, nothing)
        cond = next((e for e in term[1] if isinstance(e, Cond)), None) if term else None
        if term and term[0] >= 2 and any(isinstance(e, Beyond) for e in term[1]):
            found |= set(range(at, at + term[0]))
        if term and cond and cond.field in _KEPT and (term[0] >= 2 or cond.field == "property"):
            words = set(range(at, at + term[0]))
            wider = any(words < set(h.words) for h in marked.hits)
            if not wider or cond.field in ("admin_access", "role", "property"):
                found |= words
        at += term[0] if term else 1
    return frozenset(found)


def _free(marked: Marked, log: Log, at: int, limit: int, capitals: Sequence[bool], pieces: list[Piece]) -> int:
    """Reads one term, number word or unknown word at `at`; returns where to go on."""
    lows = marked.lows
    end = _compound_end(marked.tokens, at, limit)
    found = lexicon.lookup(log, lows[:limit], at, capitals)
    if end > at + 1 and not (found and at + found[0] >= end) and not _tiles(log, lows, at, end, capitals):
        pieces.append(_piece(marked, "name", at, end - 1))
        return end
    if log is Log.DIRECTORY_AUDITS and lows[at] == "did" and at and _ends_clause(marked, at + 1):
        pieces.append(
            _piece(marked, "term", at, at, effects=(Generic(verb=True, bare=True),))
        )  # "things that trent did"
        return at + 1
    if found and not (found[0] == 1 and _is_somebody(marked, at, found[1])):
        length, effects = found
        pieces.append(_piece(marked, "term", at, at + length - 1, effects=effects))
        return at + length
    if found:
        pieces.append(_piece(marked, "name", at, at))
        return at + 1
    if marked.tokens[at].kind is Kind.NUMBER:
        digits = lows[at].replace(",", "")
        pieces.append(
            _piece(marked, "number", at, at, number=int(digits) if digits.isdigit() and len(digits) < 10 else 0)
        )
        return at + 1
    if lows[at] in NUMBER_WORDS:
        pieces.append(_piece(marked, "number", at, at, number=NUMBER_WORDS[lows[at]]))
        return at + 1
    pieces.append(_piece(marked, "name", at, at))
    return at + 1


_OWNERS = frozenset(
    "today yesterday user users company everyone everybody tenant week month day year who what that it there "
    "here let one instead please too also again only though "
    "person people account team organization organisation org admin app group role someone anyone anybody "
    "nobody else".split()
)
"""Words that may own something without being somebody's name."""
_NEVER_NAMES = frozenset(
    "me us you it them him her all any each every everyone everybody anyone someone both more most less now here there "
    "this that these those free example real sure good reference total instead please too also again though".split()
)


_HELPING = frozenset({"did", "does", "has", "was", "is"})
_HOUSES = frozenset("azure entra microsoft aad azuread tenant directory environment watchbook".split())


def _is_somebody(marked: Marked, at: int, effects: Sequence[Effect]) -> bool:
    """Whether a word of no meaning of its own is a name here: Max's sign-ins, "logins for chance today"."""
    if not all(isinstance(e, (Word, Cue)) for e in effects) or marked.tokens[at].kind is not Kind.WORD:
        return False
    low, token = marked.lows[at], marked.tokens[at]
    if any(isinstance(e, Word) and e.role not in ("filler", "recent") for e in effects):
        return False
    if token.possessive:
        return low not in _OWNERS
    subject = at > 0 and marked.lows[at - 1] in _HELPING and token.capital and not shouted(marked.tokens)
    if subject and low not in _NEVER_NAMES | _OWNERS | _HOUSES:
        return at + 1 < len(marked.tokens)  # "what did Page change"
    cued = at > 0 and marked.lows[at - 1] in ("for", "by", "user") and len(low) > 2
    return cued and low not in _NEVER_NAMES and low not in _OWNERS and _ends_clause(marked, at + 1)


def _ends_clause(marked: Marked, at: int) -> bool:
    return (
        at >= len(marked.tokens)
        or marked.in_date(at)
        or marked.tokens[at].kind is Kind.PUNCT
        or marked.lows[at] == "to"
    )


def _compound_end(tokens: Sequence[Token], at: int, limit: int) -> int:
    end = at + 1
    while end < limit and tokens[end].glued:
        end += 1
    return end


def _tiles(log: Log, lows: Sequence[str], at: int, end: int, capitals: Sequence[bool]) -> bool:
    """Whether terms cover a hyphenated compound to its end ("non-interactive", "log-in-attempts")."""
    while at < end:
        found = lexicon.lookup(log, lows[:end], at, capitals)
        if not found:
            return False
        at += found[0]
    return True
