"""What is being fetched at the moment: whoever wants the same waits for the same."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class _Flight(Generic[T]):
    """One fetch under way."""

    __slots__ = ("task", "waiting")

    def __init__(self, task: asyncio.Task[T]) -> None:
        self.task, self.waiting = task, 0


class Flights(Generic[T]):
    """Fetches under way, by key; the key must name the identity whose token fetches.

    A fetch belongs to nobody: it goes on while at least one waits for it, whoever asked first, and is cancelled when
    the last one has given up.
    """

    def __init__(self) -> None:
        self._flying: dict[Hashable, _Flight[T]] = {}

    async def join(self, key: Hashable, fetch: Callable[[], Awaitable[T]]) -> T:
        """The result of the fetch of this key, started now when there is none. Raises what it raises."""
        flight = self._flying.get(key)
        if flight is None:
            flight = self._flying[key] = _Flight(asyncio.create_task(_run(fetch)))
        flight.waiting += 1
        try:
            await asyncio.wait([flight.task])
            return flight.task.result()
        finally:
            flight.waiting -= 1
            if flight.task.done() or not flight.waiting:
                self._land(key, flight)

    def _land(self, key: Hashable, flight: _Flight[T]) -> None:
        if self._flying.get(key) is flight:
            del self._flying[key]
        if not flight.task.done():
            flight.task.add_done_callback(_heard)
            flight.task.cancel()


async def _run(fetch: Callable[[], Awaitable[T]]) -> T:
    return await fetch()


def _heard(task: asyncio.Task[Any]) -> None:
    """Nobody waits for the outcome of a cancelled fetch any more: an error in its last steps is no news."""
    if not task.cancelled():
        task.exception()
