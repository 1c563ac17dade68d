"""Names that can be told by how they are written: quoted, capitalised inside a sentence, "the ... policy", "called
...".

Everything else that no vocabulary knows becomes a name later, by where it stands (`conditions.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intents import lexicon
from intents.model import EntityKind, Log
from intents.operations import OperationHit
from intents.text import Kind, Token
from intents.vocabulary.apps import FIRST_PARTY_APPS
from intents.vocabulary.terms import Cond, Cue, Records, Word


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Tokens first..last are one name; `kind` when the words beside it say what it names."""

    first: int
    last: int
    kind: EntityKind | None = None
    quoted: bool = False


_INNER = frozenset(
    {"of", "for", "and", "the", "&", "to", "in", "on", "de", "van", "von", "der", "la", "le", "di", "da", "bin", "al"}
)
"""Small words inside capitalised names: "Require MFA for Admins", "Bank of Somewhere"."""

_ANNOUNCERS = {
    "policy": EntityKind.POLICY,
    "group": EntityKind.GROUP,
    "app": EntityKind.APP,
    "application": EntityKind.APP,
    "role": EntityKind.ROLE,
}
"""Nouns that a capitalised name may follow: "the policy Managed devices only"."""
_NAMED = frozenset(
    "user account person group app application role policy device admin employee somebody someone".split()
)
_FIRST_PARTY: dict[str, list[tuple[str, ...]]] = {}
for _words in sorted((tuple(name.split()) for name in FIRST_PARTY_APPS), key=len, reverse=True):
    _FIRST_PARTY.setdefault(_words[0], []).append(_words)

_LEADS = frozenset("azure microsoft office graph exchange windows google apple adobe project team cloud us uk".split())
"""Known words that begin names: a capitalised run that opens a sentence keeps them."""

_POLICY_STOPS = frozenset(
    (
        "by the a an of from which what any this that these those our through under via with because due to on in "
        "policy policies for"
    ).split()
)
_TOPICS = frozenset(
    (
        "conditional access ca mfa auth authentication method methods password risk sign in signin user based "
        "security policy compliance authorization named tenant company retention default"
    ).split()
)
"""Words that say what a policy is about rather than which one it is."""


def claim(
    tokens: Sequence[Token], lows: Sequence[str], dated: frozenset[int], hits: Sequence[OperationHit]
) -> list[NameSpan]:
    """The name spans of an utterance, not overlapping, in order.

    dated: indices of tokens inside a date range. hits: operations found; words of an operation's own name are no name.
    """
    spoken = {i for h in hits for i in h.words}
    taken = set(dated) | {i for h in hits if h.exact for i in h.words}
    found: list[NameSpan] = []

    def add(first: int, last: int, kind: EntityKind | None = None, quoted: bool = False) -> None:
        if first <= last and not taken & set(range(first, last + 1)):
            found.append(NameSpan(first, last, kind, quoted))
            taken.update(range(first, last + 1))

    for i, token in enumerate(tokens):
        if token.kind is Kind.QUOTED and token.text:
            add(i, i, None, True)
    for first, last in _first_party(lows):
        add(first, last, EntityKind.APP)
    for i in range(len(lows)):
        for span, kind in _announced(tokens, lows, i, taken, dated):
            add(*span, kind)
    if not _shouted(tokens):
        for first, last in _capital_runs(tokens, lows, taken):
            if not (first == last and first in spoken):  # the BitLocker of "BitLocker keys read" is of the operation
                add(first, last)
    return sorted(found, key=lambda n: n.first)


def _first_party(lows: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Names of Microsoft's own apps that are made of known words."""
    for at, low in enumerate(lows):
        for words in _FIRST_PARTY.get(low, ()):
            if tuple(lows[at : at + len(words)]) == words:
                yield at, at + len(words) - 1
                break


def _announced(
    tokens: Sequence[Token], lows: Sequence[str], at: int, taken: set[int], dated: frozenset[int]
) -> Iterator[tuple[tuple[int, int], EntityKind | None]]:
    """Names that the word at `at` announces: "the X policy", "the policy X", "an app called X", "grant obuya"."""
    low, follows = lows[at], at + 1 < len(tokens)
    if low in ("policy", "policies") and at not in taken:
        span = _before_policy(tokens, lows, at, taken)
        if span:
            yield span, EntityKind.POLICY
    if low in _ANNOUNCERS and follows and tokens[at + 1].capital and not _shouted(tokens):
        yield (at + 1, _run_end(tokens, lows, at + 1, taken)), _ANNOUNCERS[low]
    called = low in ("named", "called", "titled") and at > 0 and follows
    if called and (lows[at - 1] in _NAMED or tokens[at + 1].capital):
        yield (at + 1, _run_end(tokens, lows, at + 1, taken)), None
    if low in HOMONYMS and follows and _surname(tokens, lows, at + 1, dated):
        yield (at, at + 1), None


HOMONYMS = frozenset(
    "grant mark bill will drew chase rob sue pat frank jack buck may june april max art gene ray hope".split()
)
"""Words that are first names as well."""


def _surname(tokens: Sequence[Token], lows: Sequence[str], at: int, dated: frozenset[int]) -> bool:
    """An unknown word behind a first name."""
    token = tokens[at]
    return (
        token.kind is Kind.WORD
        and at not in dated
        and len(token.low) > 2
        and not _known(lows, at, at)
        and token.low.isalpha()
    )


def _shouted(tokens: Sequence[Token]) -> bool:
    """Title Case or CAPITALS throughout: capitals then say nothing about names."""
    words = [t for t in tokens if t.kind is Kind.WORD]
    return len(words) >= 4 and sum(t.capital for t in words) >= 0.75 * len(words)


def _before_policy(tokens: Sequence[Token], lows: Sequence[str], at: int, taken: set[int]) -> tuple[int, int] | None:
    """The words before "policy" that name one: from the first capital, else all after "the", when they are no topic."""
    first = at
    while (
        first > 0 and at - first < 8 and first - 1 not in taken and tokens[first - 1].kind in (Kind.WORD, Kind.NUMBER)
    ):
        if lows[first - 1] in _POLICY_STOPS and not (
            lows[first - 1] in _INNER and first >= 2 and any(t.capital for t in tokens[max(0, first - 6) : first - 1])
        ):
            break
        first -= 1
    capital = next((i for i in range(first, at) if tokens[i].capital and i > 0 and not tokens[i].text.isupper()), None)
    if capital is not None:
        return (capital, at - 1) if not set(lows[capital:at]) <= _TOPICS else None
    introduced = first > 0 and lows[first - 1] in ("the", "by", "our")
    blocked = first > 1 and lows[first - 1] == "by" and lows[first - 2] in ("blocked", "denied", "stopped", "refused")
    if introduced and at - first >= (1 if blocked else 2) and not set(lows[first:at]) <= _TOPICS:
        return first, at - 1
    return None


def _run_end(tokens: Sequence[Token], lows: Sequence[str], first: int, taken: set[int]) -> int:
    """The end of a name that was announced ("called ..."): up to a date, a stop word or a sign; at most 6 words."""
    last = first - 1
    while (
        last + 1 < len(tokens)
        and last - first < 5
        and last + 1 not in taken
        and tokens[last + 1].kind in (Kind.WORD, Kind.NUMBER)
    ):
        if lows[last + 1] in _POLICY_STOPS:
            break
        last += 1
    return last


def _capital_runs(tokens: Sequence[Token], lows: Sequence[str], taken: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        if at in taken or not _capital(tokens, at):
            at += 1
            continue
        last = at
        while last + 1 < len(tokens) and not tokens[last].possessive and last + 1 not in taken:
            nxt = last + 1
            if (
                _capital(tokens, nxt)
                or (tokens[nxt].kind is Kind.NUMBER and nxt + 1 < len(tokens))
                or tokens[nxt].glued
            ):
                last = nxt
            elif (
                lows[nxt] in _INNER
                and nxt + 1 < len(tokens)
                and nxt + 1 not in taken
                and _capital(tokens, nxt + 1)
                and lows[nxt] in ("of", "&", "and", "de", "van", "von", "der", "di", "da")
            ):
                if lows[nxt] == "and" and lexicon.lookup(Log.DIRECTORY_AUDITS, [lows[nxt + 1]], 0, [False]):
                    break
                last = nxt + 1 if lows[nxt] != "and" else last
                if lows[nxt] == "and":
                    break
            else:
                break
        owned = last + 1 < len(lows) and lows[last + 1] in _ANNOUNCERS
        while last > at and tokens[last].kind is Kind.NUMBER and not tokens[last].glued and not owned:
            last -= 1
        first = at
        glued = last > 0 and tokens[1].glued and not _known(lows, 0, 1)  # the "SG" of "SG-Finance" is no country
        if first == 0 and _known(lows, 0, 0) and not glued and not (last > 0 and lows[0] in _LEADS):
            first += 1  # the sentence's own first word, hyphenated or not: "Sign-ins of Ingrid"
            while first <= last and (tokens[first].glued or lows[first] in _INNER) and _known(lows, first, first):
                first += 1
        grouped = (
            last + 1 < len(lows)
            and lows[last + 1] in ("group", "app", "application", "role")
            and lows[last + 1] != "role"
        )
        asked = first > 0 and lows[first - 1] in ("did", "does", "has") and last > first
        if first <= last and (asked or _is_name(tokens, lows, first, last) or (grouped and last > first)):
            runs.append((first, last))
        at = last + 1
    return runs


_SMALL = ("not", "except", "filler", "and", "or", "with", "these")

_CODE = re.compile(r"aadsts\d+")


def _capital(tokens: Sequence[Token], at: int) -> bool:
    if _CODE.fullmatch(tokens[at].low):
        return False
    return tokens[at].kind is Kind.WORD and (
        tokens[at].capital or (tokens[at].glued and at > 0 and tokens[at - 1].capital)
    )


def _known(lows: Sequence[str], first: int, last: int) -> bool:
    return all(w in lexicon.known_words() for w in lows[first : last + 1])


def _is_name(tokens: Sequence[Token], lows: Sequence[str], first: int, last: int) -> bool:
    """Not a name: what the vocabulary knows as a condition, records or a cue; a lone known word."""
    capitals = [t.text.isupper() and len(t.text) > 1 for t in tokens]
    for log in Log:
        at, meaning = first, False
        while at <= last:
            found = lexicon.lookup(log, lows, at, capitals)
            if not found:
                break
            if at == first < last and all(isinstance(e, Word) and e.role in _SMALL for e in found[1]):
                return True  # "added to No Access": a small word with a capital opens a name
            meaning = meaning or any(isinstance(e, (Cond, Records, Cue)) for e in found[1])
            at += found[0]
        if at > last and (meaning or first == last):
            return False
    return True
