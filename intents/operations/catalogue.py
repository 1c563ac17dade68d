"""The activity reference as data: every operation, found by its own words.

Source: "Microsoft Entra audit log categories and activities", 2024 editions; `unlisted.py` has what it leaves out. The
file is read at first use, not at import.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources

from intents.model import EntityKind
from intents.operations.lexicon import verb_forms
from intents.operations.unlisted import UNLISTED

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_JOINING_WORDS = "a an the to from of in on for by and or is has been with its their where as if"
_JOINING = frozenset(_JOINING_WORDS.split())
_SAME: dict[str, tuple[str, ...]] = {
    "app": ("application",),
    "apps": ("application",),
    "authorisation": ("authorization",),
    "ca": ("conditional", "access"),
    "catalogue": ("catalog",),
    "idp": ("identity", "provider"),
    "licence": ("license",),
    "licences": ("license",),
    "mfa": ("multifactor", "authentication"),
    "organisation": ("organization",),
    "organisations": ("organization",),
    "sp": ("service", "principal"),
    "spn": ("service", "principal"),
    "tou": ("terms", "use"),
    "uri": ("url",),
}
"""Short forms and British spellings -> the words of the reference."""
_KIND_BY_CATEGORY = {
    "usermanagement": EntityKind.USER,
    "groupmanagement": EntityKind.GROUP,
    "applicationmanagement": EntityKind.APP,
    "device": EntityKind.DEVICE,
    "devicemanagement": EntityKind.DEVICE,
    "policy": EntityKind.POLICY,
    "policymanagement": EntityKind.POLICY,
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation name; the same name may be logged by several services."""

    name: str
    places: tuple[tuple[str, str], ...]
    """(service, category) pairs, as the reference heads them."""
    stems: frozenset[str]
    machine: bool
    """Named for programs ("Group_GetMembers", "GET ..."): found by its exact name only."""

    @property
    def object(self) -> EntityKind | None:
        low = self.name.casefold()
        if re.search(r"\b(member|owner|user)s? .*(role|group)\b", low):
            return EntityKind.USER
        return next((k for _, c in self.places if (k := _KIND_BY_CATEGORY.get(c.casefold().replace(" ", "")))), None)

    @property
    def container(self) -> tuple[EntityKind, ...]:
        low = self.name.casefold()
        for word, kind in (
            ("group", EntityKind.GROUP),
            ("role", EntityKind.ROLE),
            ("application", EntityKind.APP),
            ("service principal", EntityKind.APP),
        ):
            if re.search(rf"\b(to|from|of|in) (a )?{word}\b", low):
                return (kind,)
        return ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All operations, with the two ways of finding them."""

    operations: tuple[Operation, ...]
    by_squashed: dict[str, tuple[int, ...]]
    """The name without spaces, case and punctuation -> its spellings."""
    openings: frozenset[str]
    """First four characters of every squashed name."""
    by_stem: dict[str, tuple[int, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(o.name for o in self.operations)


def squash(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def stems_of(word: str) -> tuple[str, ...]:
    """What a word is compared by: its verb class, or its singular; a short form becomes the words it stands for."""
    if word in _SAME:
        return tuple(s for w in _SAME[word] for s in ((w,) if w == word else stems_of(w)))
    return (_stem(word),)


@cache
def _verb_classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for word, rows in verb_forms().items():
        for words, name, _ in rows:
            if len(words) == 1:
                found.setdefault(word, f"v:{name}")
    return found


def _stem(word: str) -> str:
    verb = _verb_classes().get(word)
    if verb:
        return verb
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            word = word.removesuffix(ending)
    return word.removesuffix("e") if len(word) > 4 else word


def _content(name: str) -> frozenset[str]:
    name = name.removesuffix(" - finished (bulk)").replace("(s)", "s")
    words = (w.lower() for part in name.split() for w in _WORDS.findall(part))
    return frozenset(s for w in words if w not in _JOINING for s in stems_of(w))


@cache
def catalogue() -> Catalogue:
    """Reads the reference; some 20 ms, once."""
    text = resources.files("intents.operations").joinpath("catalogue.json").read_text(encoding="utf-8")
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for service, categories in json.loads(text).items():
        for category, names in categories.items():
            for name in names:
                places[name].append((service, category))
    for service, category, name, _ in UNLISTED:
        places[name].append((service, category))
    operations = tuple(Operation(n, tuple(p), _content(n), _is_machine(n)) for n, p in places.items())
    squashed: dict[str, list[int]] = defaultdict(list)
    stems: dict[str, list[int]] = defaultdict(list)
    for number, operation in enumerate(operations):
        squashed[squash(operation.name)].append(number)
        for stem in () if operation.machine else operation.stems:
            stems[stem].append(number)
    return Catalogue(
        operations,
        {k: tuple(v) for k, v in squashed.items()},
        frozenset(k[:4] for k in squashed),
        {k: tuple(v) for k, v in stems.items()},
    )


def _is_machine(name: str) -> bool:
    return "_" in name or name.startswith(
        ("DSR ", "GET ", "POST ", "PATCH ", "DELETE ", "Process POST", "Get ", "Retrieve ")
    )
