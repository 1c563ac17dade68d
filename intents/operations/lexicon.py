"""The tables of verbs and objects, indexed by their first word; built at first use."""

from __future__ import annotations

from functools import cache

from intents.operations.objects import OBJECTS
from intents.operations.verbs import VERBS, Form
from intents.vocabulary.terms import expand

__all__ = ["OBJECTS", "VERBS", "Form", "object_phrases", "verb_forms"]


@cache
def verb_forms() -> dict[str, list[tuple[tuple[str, ...], str, Form]]]:
    """First word of a form -> (its words, verb class, kind of form), longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, Form]]] = {}
    for name, forms in VERBS.items():
        for kind, templates in zip(Form, forms, strict=True):
            for words in _expanded(templates):
                found.setdefault(words[0], []).append((words, name, kind))
    for rows in found.values():
        rows.sort(key=lambda r: -len(r[0]))
    return found


@cache
def object_phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word of a phrase -> (its words, concept), longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, templates in OBJECTS.items():
        for words in _expanded(templates):
            found.setdefault(words[0], []).append((words, name))
    for rows in found.values():
        rows.sort(key=lambda r: -len(r[0]))
    return found


def _expanded(templates: str) -> list[tuple[str, ...]]:
    return [words for t in templates.split(";") if t.strip() for words in expand(" ".join(t.split()))]
