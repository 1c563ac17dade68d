"""What looking names up comes to: a resolved question, a question back, or nobody of that name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from intents.model import Condition, Entity, EntityKind, Question

MOST_CHOICES = 8

KIND_WORDS = {
    EntityKind.USER: ("person", "people"),
    EntityKind.GROUP: ("group", "groups"),
    EntityKind.APP: ("app", "apps"),
    EntityKind.ROLE: ("role", "roles"),
    EntityKind.POLICY: ("policy", "policies"),
    EntityKind.SYSTEM: ("system", "systems"),
    EntityKind.DEVICE: ("device", "devices"),
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Every name has its entities. `notes` are sentences that the answer must carry."""

    question: Question
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """One name looked up: what it means, and what must be said about it."""

    entities: tuple[Entity, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a name may mean. `also` are further names of the same thing in the log."""

    text: str
    entity: Entity
    also: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A question back: which of these is meant? `choose` completes the question with an answer."""

    sentence: str
    choices: tuple[Choice, ...]
    condition: Condition
    question: Question
    name: str = ""
    """The one of the condition's values that is asked about."""


@dataclass(frozen=True, slots=True)
class Nobody:
    """Neither the directory nor the log knows the name."""

    name: str
    kinds: tuple[EntityKind, ...]
    notes: tuple[str, ...] = ()
    """What could not be looked at, in sentences."""
    newest: bool = False
    """No name was said, only that it is new, and nothing is."""

    @property
    def sentence(self) -> str:
        """What to tell the asker."""
        if self.newest:
            return "No app was added to the directory in the last 30 days."
        words = [KIND_WORDS[kind][0] for kind in self.kinds] or ["person"]
        listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
        return f"I found no {listed} called “{self.name}”, neither in the directory nor in the log over that time."


def choose(ask: Ask, choice: Choice) -> Question:
    """The question with the chosen meaning; its other names are still to be looked up."""
    condition, entities = ask.condition, (choice.entity, *choice.also)
    if len(condition.values) <= 1:
        chosen = replace(condition, entities=entities)
    else:
        exact = choice.entity.upn or choice.entity.id or choice.entity.name
        values = tuple(exact if value == ask.name else value for value in condition.values)
        chosen = replace(condition, values=values)
    conditions = tuple(chosen if each == condition else each for each in ask.question.conditions)
    return replace(ask.question, conditions=conditions)
