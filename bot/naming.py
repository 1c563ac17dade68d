"""Names of a question looked up, and what a name turned out to be put where it belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from intents.model import Condition, Entity, EntityKind, Log, Op, Question

if TYPE_CHECKING:
    from bot.directory import Ask, Directory, Nobody, Resolved

FIELD_OF: dict[EntityKind, str] = {
    EntityKind.APP: "app",
    EntityKind.GROUP: "group",
    EntityKind.ROLE: "role",
    EntityKind.SYSTEM: "system",
    EntityKind.POLICY: "policy",
    EntityKind.DEVICE: "device",
}
"""A name whose kind was open ("github sign-ins") becomes a condition on what it turned out to be."""

_OPEN = ("person", "identity", "target", "given")


async def resolve(
    question: Question, directory: Directory, *, now: datetime, asker: Entity | None
) -> Resolved | Ask | Nobody:
    """Every name looked up; two names that were written side by side ("failed alice teams") are told apart.

    Raises Problem when Graph cannot be asked.
    """
    from bot.directory import Resolved

    outcome = await directory.resolve(question, now=now, asker=asker)
    if isinstance(outcome, Resolved):
        return outcome
    for parted in _partings(question):
        tried = await directory.resolve(parted, now=now, asker=asker)
        if isinstance(tried, Resolved) and _two_things(tried.question):
            return tried
    return outcome


def _partings(question: Question) -> list[Question]:
    """The question with one open name of several words as two names, in every way that two or three words part."""
    found: list[Question] = []
    for at, condition in enumerate(question.conditions):
        words = condition.values[0].split() if len(condition.values) == 1 else []
        if condition.op is not Op.NAMED or condition.entities or not 2 <= len(words) <= 4 or len(condition.kinds) < 2:
            continue
        for cut in range(1, len(words)):
            halves = (" ".join(words[:cut]), " ".join(words[cut:]))
            two = tuple(replace(condition, values=(half,), said=half) for half in halves)
            found.append(
                replace(question, conditions=(*question.conditions[:at], *two, *question.conditions[at + 1 :]))
            )
    return found


def _two_things(question: Question) -> bool:
    """Whether the names of a parted question are of different kinds: two people side by side are asked about."""
    named = [c for c in question.conditions if c.op is Op.NAMED and c.field in _OPEN]
    kinds = [frozenset(e.kind for e in c.entities) for c in named]
    return len(kinds) == len(set(kinds)) and len(kinds) >= 2


def refield(question: Question) -> Question:
    """The question with every name on the field that fits what the name turned out to be."""
    fitted = [_fitting(c, question.logs) for c in question.conditions]
    newer = {(c.field, c.negated) for c in fitted if c.newer}
    kept = (replace(c, newer=False) for c in fitted if c.newer or (c.field, c.negated) not in newer)
    return replace(question, conditions=tuple(kept))


def _fitting(condition: Condition, logs: tuple[Log, ...]) -> Condition:
    from intents.fields import FIELDS

    kinds = {e.kind for e in condition.entities}
    if condition.op not in (Op.NAMED, Op.NEWEST) or len(kinds) != 1 or condition.field not in _OPEN:
        return condition
    kind = next(iter(kinds))
    if condition.field == "given":
        return replace(condition, field="target" if kind is EntityKind.USER else "container")
    if kind is EntityKind.USER:
        return condition
    better = FIELD_OF[kind]
    return replace(condition, field=better) if any(log in FIELDS[better].logs for log in logs) else condition
