"""The tables agree with each other: concepts and verb classes exist, operations are in the catalogue."""

from __future__ import annotations

import json
from importlib import resources

from intents.operations.catalogue import catalogue
from intents.operations.families import FAMILIES
from intents.operations.lexicon import OBJECTS, VERBS, object_phrases, verb_forms
from intents.operations.unlisted import UNLISTED


def test_families_name_operations_that_exist() -> None:
    """Every operation and every related one is spelled as the reference or a tenant spells it."""
    used = {name for f in FAMILIES for name in (*f.operations, *f.related)}

    assert used - set(catalogue().names) == set()


def test_families_name_verbs_and_objects_that_exist() -> None:
    """A misspelt class or concept would make a row unreachable."""
    verbs = {v for f in FAMILIES for v in f.verb_classes} - {"-"}
    objects = {o for f in FAMILIES for o in f.concepts | f.containers} - {"*", ".", "?"}

    assert verbs - set(VERBS) == set()
    assert objects - set(OBJECTS) == set()


def test_every_verb_and_object_is_used() -> None:
    """No class and no concept is left that no row speaks of."""
    used = " ".join(f"{f.verbs} {f.objects} {f.into}" for f in FAMILIES).split()

    assert set(VERBS) - set(used) == set()
    assert set(OBJECTS) - set(used) == set()


def test_every_family_has_an_example() -> None:
    """The examples are the rows' tests, their help and their documentation."""
    assert [f.operations for f in FAMILIES if not f.examples] == []


def test_operations_and_related_ones_are_apart() -> None:
    """What is meant is not also merely near; nothing is listed twice."""
    assert [f.operations for f in FAMILIES if set(f.operations) & set(f.related)] == []
    assert [f.operations for f in FAMILIES if len(set(f.operations)) != len(f.operations)] == []


def test_the_catalogue_is_complete() -> None:
    """1,286 rows of the reference, 1,014 different names, and what it leaves out."""
    raw = json.loads(resources.files("intents.operations").joinpath("catalogue.json").read_text(encoding="utf-8"))
    names = [name for categories in raw.values() for names in categories.values() for name in names]

    assert len(names) == 1286
    assert len(set(names)) == 1014
    assert {name for _, _, name, _ in UNLISTED} & set(names) == set()
    assert len(catalogue().operations) == 1014 + len(UNLISTED)


def test_phrases_are_lower_case_words() -> None:
    """Phrases are compared with lower-case tokens without hyphens."""
    words = {w for rows in object_phrases().values() for phrase, _ in rows for w in phrase}
    words |= {w for rows in verb_forms().values() for phrase, _, _ in rows for w in phrase}

    assert [w for w in words if w != w.lower() or "-" in w or not w] == []
