"""What is found: one thing done, as the audit log names it, and the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from intents.model import EntityKind

_TELLING: dict[EntityKind, tuple[str, ...]] = {
    EntityKind.GROUP: ("to group", "from group"),
    EntityKind.ROLE: ("to role", "from role", "role assignment of"),
    EntityKind.APP: ("app role assignment", "to application", "from application", "service principal"),
}
"""Parts of an operation's name that tell what its container is."""


@dataclass(frozen=True, slots=True)
class OperationHit:
    """One or several operations of the directory audits that fit what was said."""

    words: tuple[int, ...]
    """Indices of the words it was read from: verb and object words, without what stands between them."""
    operations: tuple[str, ...]
    """`activityDisplayName` values, as the log spells them. Several are alternatives."""
    object: EntityKind | None
    """What the operation is done to; None: something that has no kind (a domain, a setting)."""
    container: tuple[EntityKind, ...] = ()
    """What the name after "to", "from" or "in" may belong to, likeliest first."""
    verb: int | None = None
    """Index of the verb; None when only nouns were said ("password resets")."""
    passive: bool = False
    """The grammatical subject is the target ("bob was added", "who joined", "users deleted")."""
    exact: bool = False
    """The operation's own name was said, word for word."""
    weight: float = 0.0
    """How good: 1 the exact name, about 0.8 a curated family, below 0.6 words of the catalogue or a bare verb."""
    related: tuple[str, ...] = ()
    """Operations that are near but were not meant ("eligible" ones beside active ones); to be named on an answer."""

    def within(self, kind: EntityKind) -> tuple[str, ...]:
        """The operations that fit when the container turned out to be of this kind; all of them when none tells."""
        fitting = tuple(op for op in self.operations if any(w in op.casefold() for w in _TELLING.get(kind, ())))
        return fitting or self.operations
