"""The shape of a row."""

from __future__ import annotations

from dataclasses import dataclass

from intents.model import EntityKind


@dataclass(frozen=True, slots=True)
class Family:
    """Verbs x objects -> operations.

    A row fits when one of its verbs is said of one of its objects; with a container, also (or only, when there are no
    objects) when the container is named after a preposition. Names of classes and concepts: `intents.operations.verbs`
    and `objects`.
    """

    verbs: str
    """Verb classes; "-" stands for no verb at all ("role assignments this week")."""
    objects: str
    """Concepts the verb is done to, directly; "*" is a bare name, "." nothing at all."""
    operations: tuple[str, ...]
    object: EntityKind | None
    """What the operation is done to."""
    into: str = ""
    """Concepts that must stand after "to", "from", "in" ... "?" is a bare name there."""
    container: tuple[EntityKind, ...] = ()
    related: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    weight: float = 0.8

    @property
    def verb_classes(self) -> frozenset[str]:
        return frozenset(self.verbs.split())

    @property
    def concepts(self) -> frozenset[str]:
        return frozenset(self.objects.split())

    @property
    def containers(self) -> frozenset[str]:
        return frozenset(self.into.split())
