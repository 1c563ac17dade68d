"""Names told by their capitals inside a sentence, and by the signs and small words that such names go on behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents import lexicon
from intents.model import EntityKind, Log
from intents.operations import vocabulary as operation_words
from intents.text import Kind, Token
from intents.vocabulary.terms import Cond, Cue, Records, Word

INNER = frozenset(
    {"of", "for", "and", "the", "&", "to", "in", "on", "de", "van", "von", "der", "la", "le", "di", "da", "bin", "al"}
)
"""Small words inside capitalised names: "Require MFA for Admins", "Bank of Somewhere"."""


ANNOUNCERS = {
    "policy": EntityKind.POLICY,
    "group": EntityKind.GROUP,
    "app": EntityKind.APP,
    "application": EntityKind.APP,
    "role": EntityKind.ROLE,
}
"""Nouns that a capitalised name may follow: "the policy Managed devices only"."""

_LEADS = frozenset("azure microsoft office graph exchange windows google apple adobe project team cloud us uk".split())
"""Known words that begin names: a capitalised run that opens a sentence keeps them."""



def capital_runs(tokens: Sequence[Token], lows: Sequence[str], taken: set[int]) -> list[tuple[int, int]]:
    """First and last token of every run of capitals that is a name."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        if at in taken or not _capital(tokens, at):
            at += 1
            continue
        last = _run_to(tokens, lows, at, taken)
        owned = last + 1 < len(lows) and lows[last + 1] in ANNOUNCERS
        numbered = _numbered_name(tokens, lows, at, last)
        while last > at and tokens[last].kind is Kind.NUMBER and not tokens[last].glued and not owned and not numbered:
            last -= 1
        first = _without_opening(tokens, lows, at, last)
        while 0 < first - 1 and first == at and lows[first - 1] in _PARTICLES and first - 1 not in taken:
            first, at = first - 1, at - 1  # "for de Vries"
        grouped = last + 1 < len(lows) and lows[last + 1] in ("group", "app", "application")
        grouped = grouped and (last > first or (first > 0 and lows[first] in _WHOLE))
        asked = first > 0 and lows[first - 1] in ("did", "does", "has") and last > first
        asked = asked or (first < last and tokens[first].possessive)  # "Who's Who"
        counted = first < last and first > 0 and lows[first - 1] in _OF and lows[last] in _NUMBERS  # "User One"
        if first <= last and (asked or counted or numbered or grouped or _is_name(tokens, lows, first, last)):
            runs.append((first, last))
        at = last + 1
    return runs


def _numbered_name(tokens: Sequence[Token], lows: Sequence[str], first: int, last: int) -> bool:
    """Whether a small number belongs to the name before it: "for Scanner 2 today", "of Test User 3"."""
    small = tokens[last].kind is Kind.NUMBER and lows[last].isdigit() and len(lows[last]) <= 3
    if not small or tokens[last].glued or not 0 < first < last or lows[first - 1] not in _OF:
        return False
    ends = last + 1 >= len(tokens) or not known(lows, last + 1, last + 1) or lows[last + 1] in _AFTER
    return ends and (last - first >= 2 or not known(lows, first, first)) and not _tells(lows, first)


_OF = frozenset({"for", "of", "by"})
_AFTER = frozenset("today yesterday this last past since in on from to between before after and or with not".split())
_NUMBERS = frozenset("one two three four five six seven eight nine ten".split())


def _run_to(tokens: Sequence[Token], lows: Sequence[str], at: int, taken: set[int]) -> int:
    """The last token of the run that begins at a token."""
    last = at
    while last + 1 < len(tokens) and last + 1 not in taken:
        nxt = last + 1
        if tokens[last].possessive and not (last == at > 0 and lows[at] in _ASKING and _capital(tokens, nxt)):
            break
        if _capital(tokens, nxt) or tokens[nxt].kind is Kind.NUMBER or tokens[nxt].glued:
            last = nxt
        elif lows[nxt] in _JOINING and nxt + 1 not in taken and capital_at(tokens, nxt + 1):
            last = nxt + 1
        elif (end := _goes_on(tokens, lows, at, last, taken)) > last:
            last = end
        else:
            break
    return last


def _without_opening(tokens: Sequence[Token], lows: Sequence[str], at: int, last: int) -> int:
    """The first token of a run without the sentence's own first word, hyphenated or not: "Sign-ins of Ingrid"."""
    glued = last > 0 and tokens[1].glued and not known(lows, 0, 1)  # the "SG" of "SG-Finance" is no country
    leads = last > 0 and (lows[0] in _LEADS or _begins_a_name(lows))
    first = at
    if 0 < at < last and lows[at] in ("ip", "os", "upn", "mfa") and lows[at - 1] in _BEFORE_NOUN:
        return at + 1  # "the last IP Petra used"
    if first == 0 and known(lows, 0, 0) and not glued and not leads:
        first += 1
        while first <= last and (tokens[first].glued or lows[first] in INNER) and known(lows, first, first):
            first += 1
    return first


def _goes_on(tokens: Sequence[Token], lows: Sequence[str], first: int, last: int, taken: set[int]) -> int:
    """Where a run of capitals ends that goes on behind small words or a sign: "de la Cruz", "Trip.com for Business"."""
    nxt, after = last + 1, last + 2
    if after >= len(tokens) or nxt in taken or after in taken:
        return last
    two = lows[nxt] in _PARTICLES and lows[after] in _PARTICLES
    if two and after + 1 not in taken and capital_at(tokens, after + 1):
        return after + 1
    edition = lows[nxt] == "for" and lows[after] in _EDITIONS
    titled = coded(tokens, first, last) and lows[nxt] in INNER | {"by", "from", "with"}
    if (edition or titled) and _capital(tokens, after):
        return after
    return over_sign(tokens, lows, first, last, taken)


def _begins_a_name(lows: Sequence[str]) -> bool:
    """Whether a sentence's first word means nothing by itself, and one behind it is unknown: "Jan Novak"."""
    means = any(lexicon.lookup(log, lows, 0, [False] * len(lows)) for log in Log)
    return not means and lows[0] not in operation_words.words() and not known(lows, 1, 1)


_ASKING = frozenset({"who", "what", "where", "here", "there"})
_WHOLE = frozenset(
    "everyone everybody all users staff employees members guests externals sync provisioning audit audits scim".split()
)
"""Words of the vocabulary that groups and apps are called by: "the Everyone group", "the Sync app"."""
_PARTICLES = frozenset("de del della dos da di van von der den ter la le bin ibn al el zu".split())
_BEFORE_NOUN = frozenset("last first latest which what whats same".split())
_JOINING = _PARTICLES | {"of", "&"}
_EDITIONS = frozenset("business enterprise education government work".split())


_SMALL = ("not", "except", "filler", "and", "or", "with", "these")

_CODE = re.compile(r"aadsts\d+")


def _capital(tokens: Sequence[Token], at: int) -> bool:
    if _CODE.fullmatch(tokens[at].low):
        return False
    return tokens[at].kind is Kind.WORD and (
        tokens[at].capital or (tokens[at].glued and at > 0 and tokens[at - 1].capital)
    )


def known(lows: Sequence[str], first: int, last: int) -> bool:
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


def over_sign(tokens: Sequence[Token], lows: Sequence[str], first: int, last: int, taken: set[int]) -> int:
    """Where a name ends that goes on behind a sign: "CA01: Require MFA", "Finance - EU", "Contoso HR (prod)"."""
    sign, after = tokens[last + 1].text, last + 2
    if after >= len(tokens) or last + 1 in taken or after in taken or tokens[last].possessive:
        return last
    numbered = first == last and bool(_NUMBERED.fullmatch(tokens[first].text))
    placed = first > 0 and (lows[first - 1] in _INTO or lows[first - 1] in ANNOUNCERS)
    apart = tokens[last + 1].start > tokens[last].end and tokens[after].start > tokens[last + 1].end
    telling = _tells(lows, after)
    labelled = first == last and (numbered or (placed and (tokens[first].text.isupper() or lows[first] in _LABELS)))
    if sign == ":" and labelled and tokens[after].capital and not telling:
        return after
    if sign == "-" and apart and tokens[after].capital and (numbered or (placed and not telling)):
        return after
    if sign == "(" and placed and tokens[after].kind in (Kind.WORD, Kind.NUMBER) and not telling:
        end = next((i for i in range(after + 1, min(after + 3, len(tokens))) if tokens[i].text == ")"), None)
        if end is not None and not taken & set(range(after, end)):
            return end
    return last


_NUMBERED = re.compile(r"(?=.*\d)[A-Z][A-Z0-9]{1,8}")
"""What numbers a policy or a group: "CA01", "P2"."""
_LABELS = frozenset("project team dept department site app role".split())
"""What is said before a colon inside a name: "Project: Falcon"."""
_INTO = frozenset({"to", "into", "from", "in", "of", "by", "or", "and"})


def _tells(lows: Sequence[str], at: int) -> bool:
    """Whether a word says how something went or is a record's: it starts another part, and goes on no name."""
    for log in Log:
        found = lexicon.lookup(log, lows, at, [False] * len(lows))
        if found and any(isinstance(e, Records) or (isinstance(e, Cond) and e.field == "outcome") for e in found[1]):
            return True
    return False


def coded(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name is numbered and its words have begun: "CA07 - Block | by Country"."""
    return last > first + 1 and bool(_NUMBERED.fullmatch(tokens[first].text)) and tokens[first + 1].text in ":-"


def capital_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and _capital(tokens, at)
