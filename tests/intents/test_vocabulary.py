"""Every row of the vocabulary means what it says: by its examples, and by every phrase that its templates form."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intents import Log, Question, Understood, read
from intents.lexicon import TERMS, known_words, lexicon, lookup
from intents.model import Condition, Op
from intents.vocabulary.audits import AUDITS
from intents.vocabulary.outcomes import OUTCOMES
from intents.vocabulary.provisioning import PROVISIONING
from intents.vocabulary.sign_ins import SIGN_INS
from intents.vocabulary.terms import Cond, Kinds, Term, expand

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)

CARRIERS = {
    Log.SIGN_INS: ("{p} sign-ins today", "sign-ins {p} today", "sign-ins with {p} today", "{p} today", "users {p} today"),
    Log.DIRECTORY_AUDITS: ("audit events {p} today", "{p} audit events today", "audit events for {p} today", "{p} today"),
    Log.PROVISIONING: ("provisioning events {p} today", "{p} provisioning events today", "provisioning of {p} today", "users {p} in Slack today"),
}


def question(text: str) -> Question | None:
    reading = read(text, now=NOW)
    return reading.question if isinstance(reading, Understood) else None


def says(asked: Question | None, cond: Cond) -> bool:
    """Whether the question holds the condition; a system's side and a role's kind depend on the words around it."""
    if asked is None:
        return False
    fields = {"system": {"system", "source_system", "target_system", "app", "person"}, "role": {"role", "container"}}.get(cond.field, {cond.field})
    return any(c.field in fields and (set(cond.values) <= set(c.values) or cond.op is Op.NAMED) for c in asked.conditions) or merged(asked, cond)


def merged(asked: Question, cond: Cond) -> bool:
    """Failing MFA is an error code, a code says that it failed, and some operations say that they are self-service."""
    found: list[Condition] = [c for c in asked.conditions if c.field == "error_code"]
    selfservice = [c for c in asked.conditions if c.field == "operation" and "self-service" in " ".join(c.values)]
    return (bool(found) and cond.field in ("mfa", "outcome")) or (bool(selfservice) and cond.field == "service")


ROWS = [(term, cond, log) for group, log in ((SIGN_INS, Log.SIGN_INS), (AUDITS, Log.DIRECTORY_AUDITS), (PROVISIONING, Log.PROVISIONING)) for term in group for cond in term.effects if isinstance(cond, Cond)]


@pytest.mark.parametrize(("term", "cond", "log"), ROWS, ids=[f"{r[2]}: {r[0].phrases[0][:50]}" for r in ROWS])
def test_every_phrase_of_a_condition_is_read_as_it(term: Term, cond: Cond, log: Log) -> None:
    """Each phrase, put into a question of its log, becomes the row's condition."""
    phrases = [" ".join(words) for template in term.phrases for words in expand(template)]

    missed = [p for p in phrases if not any(says(question(carrier.format(p=p)), cond) for carrier in CARRIERS[log])]

    assert missed == []


EXAMPLES = [(example, effect) for term in (*SIGN_INS, *AUDITS, *PROVISIONING, *OUTCOMES) for example in term.examples for effect in term.effects if isinstance(effect, (Cond, Kinds))]


@pytest.mark.parametrize(("example", "effect"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_an_example_holds_its_row(example: str, effect: Cond | Kinds) -> None:
    """The example of a row is read with what the row means."""
    asked = question(example)

    assert asked is not None
    if isinstance(effect, Kinds):
        assert set(effect.values) <= set(asked.beta_kinds)
    else:
        assert says(asked, effect), asked.conditions


@pytest.mark.parametrize("log", list(Log))
def test_no_row_is_dead(log: Log) -> None:
    """Every row that speaks of a log is found by at least one of its phrases: none is wholly shadowed by another."""
    dead = []
    for term in TERMS:
        if term.logs and log not in term.logs:
            continue
        sequences = [words for template in term.phrases for words in expand(template)]
        if not any((found := lookup(log, words, 0, [False] * len(words))) and found[1] == term.effects for words in sequences) and term.logs:
            dead.append(term.phrases)

    assert dead == []


def test_lookups_prefer_the_longest_phrase() -> None:
    """ "legacy authentication" is not "legacy" and a word left over."""
    words = "legacy authentication sign ins".split()

    found = lookup(Log.SIGN_INS, words, 0, [False] * 4)

    assert found is not None
    assert found[0] >= 2
    assert ("imap",) in lexicon(Log.SIGN_INS)
    assert "imap" in known_words()
