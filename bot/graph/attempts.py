"""Asking for one page: what an attempt gave, and whether another one may help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.graph.errors import problem_of, retry_after
from bot.problems import Problem

ATTEMPTS = 4
"""Times that one page is asked for before the reading gives up on it."""
PATIENCE = 60.0
"""A Retry-After longer than this many seconds is told to the asker instead of waited out."""
AGAIN = frozenset({429, 500, 502, 503, 504})
"""Statuses that may pass (https://learn.microsoft.com/graph/throttling#best-practices-to-handle-throttling)."""
FALSE_ALARMS = frozenset({"licence-missing"})
"""Refusals that come and go on tenants that are not meant, so one more attempt is worth it
(https://learn.microsoft.com/graph/known-issues, "Licence check errors")."""
REDIRECTS = frozenset({301, 302, 307, 308})
MOST_HOPS = 3


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """One attempt that gave nothing. `most`: attempts that such a failure is worth."""

    problem: Problem
    most: int = ATTEMPTS
    status: int = 0
    wait: float | None = None


@dataclass(slots=True)
class Tries:
    """How often one page was asked for."""

    count: int = 0
    hops: int = 0
    refused: bool = False
    """The token was refused: the next attempt is made with a fresh one, once."""

    def another(self, failure: Failure) -> bool:
        """Whether to try again after this failure."""
        self.count += 1
        if failure.problem.code == "claims-challenge":
            return False  # another token of the same sign-in meets no claim either
        if failure.status == 401:
            first, self.refused = not self.refused, True
            return first
        return self.count < failure.most and (failure.wait or 0.0) <= PATIENCE

    def pause(self, jitter: float) -> float:
        """Seconds before the next attempt where Graph named none; `jitter` is between 0 and 1."""
        return 0.5 * 2.0**self.count * (0.5 + jitter)

    def redirect(self) -> bool:
        """Whether to follow one more redirect."""
        self.hops += 1
        return self.hops <= MOST_HOPS


def failure_of(answer: Answer, url: str) -> Failure:
    problem = problem_of(answer.status, answer.headers, answer.body, urlsplit(url).path)
    most = ATTEMPTS if answer.status in AGAIN else 2 if problem.code in FALSE_ALARMS else 1
    return Failure(problem, most, answer.status, retry_after(answer.headers) if most > 1 else None)
