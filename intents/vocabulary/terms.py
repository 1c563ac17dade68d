"""What a vocabulary row is made of, and how its phrases are written.

A phrase is a small template: `(a|b)` is one of several, `[a]` may be missing, `login~` is `login` or `logins` (and
`(a|b)~` likewise); right behind letters, `identit(y|ies)`, the options are endings. A row says
what its words mean (its effect), and carries examples that become its tests, its line in the help and in the README.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product

from intents.model import Condition, EntityKind, Log, Op


@dataclass(frozen=True, slots=True)
class Cond:
    """The words are a condition on a field."""

    field: str
    values: tuple[str, ...]
    op: Op = Op.EQ
    negated: bool = False
    kinds: tuple[EntityKind, ...] = ()
    noun: bool = False
    """They also name the records ("failures", "lockouts"), so that a question may have no other noun."""

    def condition(self, said: str) -> Condition:
        return Condition(self.field, self.op, self.values, self.negated, said, self.kinds)


@dataclass(frozen=True, slots=True)
class Records:
    """The words name the records of a log ("sign-ins", "audit events"). verb: they are a verb ("signed in")."""

    weight: float = 3.0
    verb: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """The words name a field that records are counted or split by ("users", "countries")."""

    field: str
    second: str = ""
    """Another field that is meant as well ("where" is a country and a city)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """The words say what is wanted of the records; `measures.py` reads them by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word that joins others: prepositions, negations, conjunctions, pronouns, fillers."""

    role: str


@dataclass(frozen=True, slots=True)
class Kinds:
    """Sign-in kinds beyond interactive ones, read from Graph's beta."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Generic:
    """Any change at all ("changes", "did", "modified"): the words say that something was done, not what."""

    verb: bool = False
    bare: bool = False
    """Only "do" and its forms: it means a change only when somebody is said to do it."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """The words ask for what no record holds: they stop the answer, and `ask` says why and what can be asked."""

    ask: str
    choices: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    """Questions that are asked back; they are tests, and no part of the help."""


Effect = Cond | Records | Noun | Cue | Word | Kinds | Generic | Beyond


@dataclass(frozen=True, slots=True)
class Term:
    """One row: phrases, what they mean, in which logs they mean it (all when none is named), and examples."""

    phrases: tuple[str, ...]
    effect: Effect | tuple[Effect, ...]
    logs: tuple[Log, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def effects(self) -> tuple[Effect, ...]:
        return self.effect if isinstance(self.effect, tuple) else (self.effect,)


def row(phrases: str, *effects: Effect, logs: tuple[Log, ...] = (), examples: tuple[str, ...] = ()) -> Term:
    """A row; phrases are separated by semicolons."""
    return Term(tuple(p.strip() for p in phrases.split(";") if p.strip()), effects, logs, examples)


@cache
def expand(template: str) -> tuple[tuple[str, ...], ...]:
    """Every word sequence that a template stands for. Hyphens separate words, as the tokeniser has it."""
    if not any(char in template for char in "([~"):
        return (tuple(template.replace("-", " ").split()),)  # most phrases are plain words
    sequences, rest = _sequence(template.replace("-", " "), 0)
    if rest != len(template):
        raise ValueError(f"unbalanced template: {template!r}")
    return tuple(dict.fromkeys(s for s in sequences if s))


def _sequence(text: str, at: int, closing: str = "") -> tuple[list[tuple[str, ...]], int]:
    parts: list[list[tuple[str, ...]]] = []
    word = ""

    def flush() -> None:
        nonlocal word
        if word:
            stem = word.rstrip("~")
            parts.append([(stem,), (_plural(stem),)] if word.endswith("~") else [(word,)])
            word = ""

    while at < len(text):
        char = text[at]
        if char in closing:
            break
        if char == "(" and word:
            stem, word = word, ""
            endings, at = _options(text, at + 1, ")")
            parts.append([(stem + "".join(ending),) for ending in endings])
        elif char in "([":
            flush()
            options, at = _options(text, at + 1, ")" if char == "(" else "]")
            parts.append([*options, ()] if char == "[" else options)
        elif char == "~" and text[at - 1] in ")]":
            parts[-1] += [(*words[:-1], _plural(words[-1])) for words in parts[-1] if words]
        elif char == " ":
            flush()
        else:
            word += char
        at += 1
    flush()
    return [tuple(w for part in combination for w in part) for combination in product(*parts)], at


def _options(text: str, at: int, end: str) -> tuple[list[tuple[str, ...]], int]:
    found: list[tuple[str, ...]] = []
    while True:
        sequences, at = _sequence(text, at, "|" + end)
        found.extend(sequences)
        if at >= len(text):
            raise ValueError(f"unbalanced template: {text!r}")
        if text[at] == end:
            return found, at
        at += 1


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "es" if word.endswith(("s", "sh", "ch", "x")) else word + "s"
