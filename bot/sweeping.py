"""Forgetting in time: what is kept for ten minutes is gone then, though nobody asks any more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

SWEPT_EVERY = 60.0
"""Seconds between looks for what is too old, while anything is kept."""


class Sweeper:
    """Calls `sweep` from time to time until it says that nothing is left. Bound to one event loop."""

    def __init__(self, sweep: Callable[[], bool]) -> None:
        """`sweep` drops what is too old and returns whether anything is left."""
        self._sweep = sweep
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """See to it that `sweep` is called; to be called when something is put in."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SWEPT_EVERY, self._swept)

    def _swept(self) -> None:
        self._timer = None
        if self._sweep():
            self.start()
