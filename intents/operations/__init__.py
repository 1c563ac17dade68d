"""Finds the operations of the directory audits (`activityDisplayName`) in what people say.

Three ways, from best to last: the operation's own name, word for word; curated families of verbs and objects
(`families/`), which know how people talk; the words of the activity reference in any order and form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from intents.operations.hit import OperationHit
from intents.operations.labels import Labelled
from intents.operations.lookup import by_words, exact
from intents.operations.matcher import match

__all__ = ["LONGEST", "OperationHit", "find"]

LONGEST = 300
"""Words beyond this are not looked at."""


def find(words: Sequence[str]) -> list[OperationHit]:
    """The operations that the words speak of, best first; hits do not share words.

    words: lower-case tokens without punctuation, a possessive 's split off; names are among them as unknown words.
    Nothing is found in a question about sign-ins, unless the words for signing in belong to the operation.
    """
    return list(_found(tuple(words[:LONGEST])))


@lru_cache(maxsize=256)
def _found(words: tuple[str, ...]) -> tuple[OperationHit, ...]:
    """Kept for the words of a few questions: a reading looks at the same words more than once."""
    said = Labelled(words)
    curated, named = match(said), exact(said)
    found = [hit for hit in (_joined(hit, curated) for hit in named) if hit is not None]
    listed = [hit for hit in by_words(said) if not said.is_denied(hit.words)]
    fuller = [hit for hit in listed if len(hit.words) > 2]
    curated = [c for c in curated if not any(_says_more(f, c) for f in fuller)]
    for hit in (*curated, *listed):
        if not any(set(hit.words) & set(better.words) for better in found):
            found.append(hit)
    found = [hit for hit in found if hit.exact or _not_about_signing_in(said, hit)]
    return tuple(sorted(found, key=lambda hit: -hit.weight))


def _joined(hit: OperationHit, curated: Sequence[OperationHit]) -> OperationHit | None:
    """A name inside a fuller reading gives way to it; one that a family reads too keeps its siblings in mind."""
    for other in curated:
        if set(hit.words) < set(other.words) and not set(hit.operations) & set(other.operations):
            return None
        if set(hit.words) & set(other.words) and set(hit.operations) & set(other.operations):
            if hit.operations == ("Reset password",):
                return replace(other, weight=0.95)
            siblings = (*other.operations, *other.related)
            return replace(hit, related=tuple(dict.fromkeys(s for s in siblings if s not in hit.operations)))
    return hit


def _says_more(listed: OperationHit, curated: OperationHit) -> bool:
    """All words of the reading, and more, are those of an operation that the family lumps together or does not know."""
    new = set(listed.operations) - set(curated.operations)
    closer = bool(new) or len(listed.words) - len(curated.words) > 2
    return closer and listed.weight >= 0.4 and set(curated.words) < set(listed.words)


def _not_about_signing_in(said: Labelled, hit: OperationHit) -> bool:
    words = {said.origin[at] for at in said.sign_in_tokens}
    return words <= set(hit.words)
