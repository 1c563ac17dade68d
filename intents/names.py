"""Names that can be told by how they are written: quoted, capitalised inside a sentence, "the ... policy", "called
...".

Everything else that no vocabulary knows becomes a name later, by where it stands (`conditions.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intents.capitals import ANNOUNCERS, INNER, capital_at, capital_runs, coded, known, over_sign
from intents.model import EntityKind
from intents.operations import OperationHit
from intents.operations import vocabulary as operation_words
from intents.text import Kind, Token
from intents.vocabulary.apps import FIRST_PARTY_APPS


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Tokens first..last are one name; `kind` when the words beside it say what it names."""

    first: int
    last: int
    kind: EntityKind | None = None
    quoted: bool = False


_NAMED = frozenset(
    "user account person group app application role policy device admin employee somebody someone".split()
)
_FIRST_PARTY: dict[str, list[tuple[str, ...]]] = {}
for _words in sorted((tuple(name.split()) for name in FIRST_PARTY_APPS), key=len, reverse=True):
    _FIRST_PARTY.setdefault(_words[0], []).append(_words)

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
    if not shouted(tokens):
        for first, last in capital_runs(tokens, lows, taken):
            if not (first == last and first in spoken):  # the BitLocker of "BitLocker keys read" is of the operation
                add(first, last)
    return sorted(found, key=lambda n: n.first)


_DEEDS = frozenset(
    "and or but when who why how was were is has had did does authenticate authenticates fail fails succeed"
    " succeeds".split()
)
"""What goes on behind a name that begins with a capital, where it does not. Not "access", "update" and the like, which
names end with."""


def _goes_on(lows: Sequence[str], at: int) -> bool:
    """Whether a sentence goes on at a small word behind a name."""
    signs = lows[at] in ("sign", "signs", "log", "logs") and lows[at + 1 : at + 2] in (["in"], ["on"], ["into"])
    return signs or lows[at] in _DEEDS or lows[at] in operation_words.participles()


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
    numbered = at + 2 < len(tokens) and tokens[at + 1].kind is Kind.NUMBER and at + 1 not in dated
    opens = follows and (tokens[at + 1].capital or (numbered and tokens[at + 2].capital))  # "group 2026 Interns"
    own = at > 0 and tokens[at].capital and lows[at - 1] in ("to", "of", "for", "in", "from", "into", "by")
    if low in ANNOUNCERS and opens and not own and not shouted(tokens):  # "sign-ins to App Proxy Test" begins with it
        yield (at + 1, _run_end(tokens, lows, at + 1, taken)), ANNOUNCERS[low]
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
        and not known(lows, at, at)
        and token.low.isalpha()
    )


def shouted(tokens: Sequence[Token]) -> bool:
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
            lows[first - 1] in INNER and first >= 2 and any(t.capital for t in tokens[max(0, first - 6) : first - 1])
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
    while last + 1 < len(tokens) and last - first < 5 and last + 1 not in taken:
        signed = over_sign(tokens, lows, first, last, taken) if last >= first else last
        if tokens[last + 1].kind not in (Kind.WORD, Kind.NUMBER) and signed == last:
            break
        opened = last >= first and tokens[first].capital and not tokens[last + 1].capital
        joins = lows[last + 1] in ("and", "or") and capital_at(tokens, last + 2)  # "Block Russia and China"
        if opened and not joins and _goes_on(lows, last + 1):
            break  # "the group Night Shift | created and by whom"
        titled = tokens[last + 1].capital or coded(tokens, first, last)  # "Sign In Helper"
        if lows[last + 1] in _POLICY_STOPS and not (titled and capital_at(tokens, last + 2)):
            break
        last = max(signed, last + 1)
    return last


