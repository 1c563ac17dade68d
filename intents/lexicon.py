"""The vocabulary, compiled: which words, in which log, are which terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from intents import dates
from intents.model import Log
from intents.vocabulary import places, sign_in_codes
from intents.vocabulary.audits import AUDITS
from intents.vocabulary.beyond import BEYOND
from intents.vocabulary.categories import CATEGORY_PHRASES
from intents.vocabulary.measures import MEASURES
from intents.vocabulary.outcomes import OUTCOMES
from intents.vocabulary.provisioning import PROVISIONING
from intents.vocabulary.sign_ins import SIGN_INS
from intents.vocabulary.terms import Cond, Effect, Term, Word, expand
from intents.vocabulary.words import WORDS

TERMS: tuple[Term, ...] = (*WORDS, *MEASURES, *OUTCOMES, *SIGN_INS, *AUDITS, *PROVISIONING, *BEYOND)
"""Every row. A row that is for one log beats one that is for all."""

_SMALL = frozenset("by in is it to of at as so me us no be my do am an and are for from on or with not".split())
"""Words that are country codes too; behind "country" they are still words."""

_IN_THE_US = frozenset("the from in outside inside within excluding except".split())
"""Behind these, "us" is rather the country than we."""

LONGEST = 9
"""Words in the longest phrase that is looked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one word sequence means in one log."""

    effects: tuple[Effect, ...]
    capitals: bool = False
    """Only when typed in capitals ("US", "IT")."""
    after: tuple[str, ...] = ()
    """Only after one of these words ("from Georgia")."""
    before: tuple[str, ...] = ()
    """Not before one of these words: in "gave a user admin rights" nobody speaks of the User Administrator role."""


def _facts() -> list[tuple[str, Entry, tuple[Log, ...]]]:
    """Vocabulary that is kept as plain data: places, error codes by words, audit categories."""
    only = (Log.SIGN_INS,)
    found: list[tuple[str, Entry, tuple[Log, ...]]] = []
    place_words = (
        ",",
        "from",
        "in",
        "outside",
        "of",
        "country",
        "city",
        "to",
        "at",
        "not",
        "near",
        "and",
        "or",
        "except",
        "within",
        "the",
        "inside",
        "via",
        "based",
    )
    for phrase, codes in places.REGIONS.items():
        found.append((phrase, Entry((Cond("country", tuple(sorted(codes))),)), only))
    for phrase, city in places.CITIES.items():
        after = place_words if phrase in places.AMBIGUOUS else ()
        found.append((phrase, Entry((Cond("city", (city,)),), after=after), only))
    for phrase, code in places.COUNTRIES.items():
        after = place_words if phrase in places.AMBIGUOUS else ()
        found.append((phrase, Entry((Cond("country", (code,)),), after=after), only))
    for code, iso in places.COUNTRY_CODES.items():
        found.append((code.lower(), Entry((Cond("country", (iso,)),), capitals=True), only))
    for phrase, numbers in sign_in_codes.CODE_PHRASES.items():
        found.append((phrase, Entry((Cond("error_code", tuple(numbers), noun=True),)), only))
    for phrase, (field, values) in CATEGORY_PHRASES.items():
        found.append((phrase, Entry((Cond(field, tuple(values)),)), (Log.DIRECTORY_AUDITS,)))
    return found


@cache
def lexicon(log: Log) -> Mapping[tuple[str, ...], tuple[Entry, ...]]:
    """Word sequence -> meanings, the first that applies counts. Built at first use (about 20 ms), then kept."""
    table: dict[tuple[str, ...], list[Entry]] = {}
    rows = [(p, Entry(t.effects, before=_not_before(t))) for t in TERMS if log in t.logs for p in t.phrases]
    rows += [(phrase, entry) for phrase, entry, logs in _facts() if log in logs]
    rows += [(p, Entry(t.effects)) for t in TERMS if not t.logs for p in t.phrases]
    for phrase, entry in rows:
        for words in expand(phrase):
            table.setdefault(words, []).append(entry)
    return {words: tuple(sorted(entries, key=_says_nothing)) for words, entries in table.items()}


def _says_nothing(entry: Entry) -> bool:
    """A word is filler only where no row knows it to mean something."""
    return entry.effects == (Word("filler"),)


def _is_surname(lows: Sequence[str], at: int) -> bool:
    """Whether an unknown word follows a place that is a first name as well: "logins of paris holloway"."""
    return at < len(lows) and lows[at].isalpha() and lows[at] not in _plain_words() and len(lows[at]) > 2


@cache
def _plain_words() -> frozenset[str]:
    rows = (p for t in TERMS for p in t.phrases)
    return frozenset(w for phrase in rows for words in expand(phrase) for w in words) | dates.WORDS


_RIGHTS = ("rights", "access", "privilege", "privileges", "permission", "permissions", "consent")


def _not_before(term: Term) -> tuple[str, ...]:
    return _RIGHTS if any(isinstance(e, Cond) and e.field == "role" for e in term.effects) else ()


@cache
def known_words() -> frozenset[str]:
    """Every single word that some row knows, in any log; spelling is repaired against these."""
    return frozenset(w for log in Log for words in lexicon(log) for w in words)


def lookup(log: Log, lows: Sequence[str], at: int, capitals: Sequence[bool]) -> tuple[int, tuple[Effect, ...]] | None:
    """The longest term that begins at word `at`: its length and effects, None when no row knows the word.

    capitals: for each word, whether it was typed in capitals ("US").
    """
    table = lexicon(log)
    before = lows[at - 1] if at else ""
    for length in range(min(LONGEST, len(lows) - at), 0, -1):
        for entry in table.get(tuple(lows[at : at + length]), ()):
            if entry.after and (before not in entry.after or _is_surname(lows, at + length)):
                continue
            if entry.capitals and not (
                all(capitals[at : at + length])
                or (before == "country" and lows[at] not in _SMALL)
                or (lows[at] == "us" and before in _IN_THE_US)
            ):
                continue
            if entry.before and at + length < len(lows) and lows[at + length] in entry.before:
                continue
            return length, entry.effects
    return None
