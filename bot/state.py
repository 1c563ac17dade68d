"""What a conversation remembers between turns: the previous question of each caller, for half an hour.

Keyed by conversation (with its thread) and caller, so that one person's "only failures" never refines another's
question. In memory here; anything with the same three methods can take its place.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from bot.activities import Clock, Incoming

T = TypeVar("T")

KEPT_SECONDS = 30 * 60.0
"""How long a question can be referred to."""
KEPT_AT_MOST = 10_000
"""Conversations kept; the one untouched for longest goes first."""


@dataclass(frozen=True, slots=True)
class StateKey:
    """One caller in one conversation."""

    conversation_id: str
    caller_id: str

    @classmethod
    def of(cls, incoming: Incoming) -> StateKey:
        """Return the key of the caller and conversation of this turn."""
        return cls(incoming.conversation_id, incoming.caller.object_id)


class ConversationState(Protocol[T]):
    """A store of one value for each caller in each conversation."""

    async def get(self, key: StateKey) -> T | None:
        """Return what was kept, or None when there is nothing or it has expired."""

    async def put(self, key: StateKey, value: T) -> None:
        """Keep a value in place of the one before, from now for the store's time."""

    async def forget(self, key: StateKey) -> None:
        """Keep nothing for this caller in this conversation."""


class MemoryState(Generic[T]):
    """Conversation state in this process's memory: bounded, the least recently used goes first, each value expires."""

    def __init__(self, clock: Clock, *, seconds: float = KEPT_SECONDS, capacity: int = KEPT_AT_MOST) -> None:
        """Make an empty store; `seconds` counts from the last `put`, reading does not prolong it."""
        self._clock = clock
        self._seconds = seconds
        self._capacity = capacity
        self._kept: OrderedDict[StateKey, tuple[float, T]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many values are held, expired ones that nobody asked for since included."""
        return len(self._kept)

    async def get(self, key: StateKey) -> T | None:
        """See ConversationState."""
        found = self._kept.get(key)
        if found is None:
            return None
        expires, value = found
        if self._clock() >= expires:
            del self._kept[key]
            return None
        self._kept.move_to_end(key)
        return value

    async def put(self, key: StateKey, value: T) -> None:
        """See ConversationState."""
        self._kept[key] = (self._clock() + self._seconds, value)
        self._kept.move_to_end(key)
        while len(self._kept) > self._capacity:
            self._kept.popitem(last=False)

    async def forget(self, key: StateKey) -> None:
        """See ConversationState."""
        self._kept.pop(key, None)
