"""The limit of the report collections: N requests in any window of so many seconds, per app and tenant.

Source: https://learn.microsoft.com/graph/throttling-limits, "Identity and access reports service limits".
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable


class Throttle:
    """A moving window over the requests that were let through; refused ones do not count."""

    def __init__(self, limit: tuple[int, float] | None, clock: Callable[[], float]) -> None:
        self._limit = limit
        self._clock = clock
        self._passed: deque[float] = deque()

    def seconds_to_wait(self) -> int:
        """0 and the request counts, or the whole seconds (at least 1) after which one is let through again."""
        if self._limit is None:
            return 0
        requests, seconds = self._limit
        now = self._clock()
        while self._passed and now - self._passed[0] >= seconds:
            self._passed.popleft()
        if len(self._passed) < requests:
            self._passed.append(now)
            return 0
        return max(1, math.ceil(self._passed[0] + seconds - now))
