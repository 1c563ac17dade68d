"""The single words that operations are spoken of with: no misspellings, and no names beside an operation."""

from __future__ import annotations

from functools import cache

from intents.operations.lexicon import Form, object_phrases, verb_forms


@cache
def words() -> frozenset[str]:
    """Every word of a verb form or of an object's phrase."""
    verbs = (sequence for rows in verb_forms().values() for sequence, _, _ in rows)
    objects = (sequence for rows in object_phrases().values() for sequence, _ in rows)
    return frozenset(word for sequence in (*verbs, *objects) for word in sequence)


@cache
def deeds() -> frozenset[str]:
    """Words that say that something was done, nouns too ("created", "redemptions")."""
    rows = (row for rows in verb_forms().values() for row in rows)
    return frozenset(words[0] for words, _, form in rows if form is not Form.BASE and len(words) == 1)


@cache
def participles() -> frozenset[str]:
    """Words that say that something was done ("created", "inviting")."""
    rows = (row for rows in verb_forms().values() for row in rows)
    return frozenset(words[0] for words, _, form in rows if form in (Form.PAST, Form.GERUND) and len(words) == 1)
