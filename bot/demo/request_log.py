"""What the stand-in was asked, for tests to read: one entry a request, tokens left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request. `query` is decoded; `at` is seconds on the server's clock; `report` counts against the limit."""

    method: str
    path: str
    query: dict[str, str]
    url: str
    headers: dict[str, str]
    at: float
    report: bool
    status: int

    @property
    def filter(self) -> str:
        """The decoded $filter, empty when there was none."""
        return self.query.get("$filter", "")


@dataclass(slots=True)
class RequestLog:
    """All requests in the order of their answers; `len`, iteration and indexing work as on a list."""

    requests: list[LoggedRequest] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.requests)

    def __iter__(self) -> Iterator[LoggedRequest]:
        return iter(self.requests)

    def __getitem__(self, index: int) -> LoggedRequest:
        return self.requests[index]

    def clear(self) -> None:
        """Forget what was asked so far."""
        self.requests.clear()

    def to(self, part: str) -> list[LoggedRequest]:
        """The requests whose path holds the text, without case: to("signIns")."""
        return [each for each in self.requests if part.casefold() in each.path.casefold()]

    def most_reports_in(self, seconds: float = 10.0) -> int:
        """The largest number of report requests, refused ones too, that came within any window of that length."""
        times = sorted(each.at for each in self.requests if each.report)
        return max((sum(1 for t in times if first <= t < first + seconds) for first in times), default=0)
