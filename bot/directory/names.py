"""How well a name, as somebody typed it, fits something that the directory holds. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from bot.graph.identity import addresses, alive_upn, folded, home_address
from intents.model import Entity

EXACT_ID, EXACT_ADDRESS, EXACT_NAME, EXACT_PART, ALL_WORDS, ALL_STARTS = range(6)
"""Levels of fit, best first: any match at a better level beats all at worse ones."""

_OTHER_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a name may mean. `also`: further entities that are the same thing under other names."""

    entity: Entity
    given: str = ""
    surname: str = ""
    aliases: tuple[str, ...] = field(default=())
    also: tuple[Entity, ...] = ()


@lru_cache(maxsize=16384)
def forms(word: str) -> frozenset[str]:
    """The ways a word is written without its accents: Müller is muller and mueller."""
    low = unicodedata.normalize("NFC", word).casefold()
    return frozenset(_bare(each) for each in (low, low.translate(_TWO_LETTERS)))


def _bare(word: str) -> str:
    spread = unicodedata.normalize("NFKD", word.translate(_OTHER_LETTERS))
    return "".join(each for each in spread if not unicodedata.combining(each))


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[str, ...]:
    """The words of a name; an apostrophe does not part them (O'Brien is one word), anything else does."""
    return tuple(_WORD.findall(_APOSTROPHES.sub("", text)))


def fit(said: str, candidate: Candidate) -> int | None:
    """The level at which the name fits, None when it does not. All words that were said must fit."""
    entity, low = candidate.entity, folded(said)
    if entity.id and low == folded(entity.id):
        return EXACT_ID
    if low in addresses(entity) and "@" in low:
        return EXACT_ADDRESS
    wanted = words(said)
    if not wanted or "@" in said:
        return _address_start(low, entity) if "@" in said else None
    shown, parts = words(entity.name), _locals(entity)
    if _same(wanted, shown) or _same(wanted, words(f"{candidate.given} {candidate.surname}")):
        return EXACT_NAME
    if any(_same(wanted, words(alias)) for alias in candidate.aliases):
        return EXACT_NAME
    if any(_same(wanted, words(part)) for part in (candidate.given, candidate.surname, *parts)):
        return EXACT_PART
    known = (
        *shown,
        *words(candidate.given),
        *words(candidate.surname),
        *(each for part in parts for each in words(part)),
    )
    if all(any(_equal(want, have) for have in known) for want in wanted):
        return ALL_WORDS
    if len("".join(wanted)) > 1 and all(any(_starts(have, want) for have in known) for want in wanted):
        return ALL_STARTS
    return None


def _address_start(low: str, entity: Entity) -> int | None:
    return ALL_STARTS if any(each.startswith(low) for each in addresses(entity)) else None


def _locals(entity: Entity) -> tuple[str, ...]:
    """The parts of a person's addresses before the @, which is what many people call an account."""
    known = (alive_upn(entity.upn), home_address(entity.upn), entity.mail)
    return tuple(dict.fromkeys(each.partition("#")[0].partition("@")[0] for each in known if each))


def _equal(one: str, other: str) -> bool:
    return not forms(one).isdisjoint(forms(other))


def _starts(whole: str, start: str) -> bool:
    return any(each.startswith(tuple(forms(start))) for each in forms(whole))


def _same(wanted: tuple[str, ...], have: tuple[str, ...]) -> bool:
    """The same words in any order ("Last, First"), or run together ("anne-marie" and "annemarie")."""
    if not have:
        return False
    if len(wanted) == len(have) and _pairs(list(wanted), list(have)):
        return True
    return _equal("".join(wanted), "".join(have))


def _pairs(wanted: list[str], have: list[str]) -> bool:
    for want in wanted:
        partner = next((each for each in have if _equal(want, each)), None)
        if partner is None:
            return False
        have.remove(partner)
    return True
