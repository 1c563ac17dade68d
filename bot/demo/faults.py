"""Faults on order: what a test wants the next requests to suffer.

    faults = Faults()
    faults.answer("auditLogs/signIns", 503, times=2, headers={"Retry-After": "1"})
    faults.foreign_next_link("auditLogs/directoryAudits", "https://elsewhere.example/v1.0/x")

A path prefix is compared without case, with or without the version; "" is every path. Faults are used up in the order
in which they were planned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.demo.records import Row

Reshape = Callable[[dict[str, Any]], dict[str, Any]]
"""Changes a collection's body before it is sent."""


@dataclass(slots=True)
class Fault:
    """One planned fault; `times` requests are still to suffer it."""

    prefix: str
    times: int
    status: int = 0
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    reshape: Reshape | None = None
    keep: float = 1.0
    close: bool = False
    seconds: float = 0.0

    def hits(self, path: str) -> bool:
        """Whether the fault is still planned for this path."""
        lowered, prefix = path.strip("/").casefold(), self.prefix.strip("/").casefold()
        return self.times > 0 and (lowered.startswith(prefix) or lowered.partition("/")[2].startswith(prefix))


@dataclass(slots=True)
class Faults:
    """A plan that a test hands to the server and may extend while the server runs."""

    plan: list[Fault] = field(default_factory=list)

    def take(self, path: str) -> Fault | None:
        """The fault that this request suffers, used up by one; None when there is none."""
        for fault in self.plan:
            if fault.hits(path):
                fault.times -= 1
                return fault
        return None

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self.plan.clear()

    def answer(
        self, prefix: str, status: int, body: Any = None, *, headers: dict[str, str] | None = None, times: int = 1
    ) -> None:
        """Answer with this status; a dict is sent as JSON, a text as it is, None as a Graph error of that status."""
        self.plan.append(Fault(prefix, times, status=status, body=body, headers=headers or {}))

    def refuse(self, prefix: str, status: int, code: str, message: str = "", *, times: int = 1) -> None:
        """Answer with this error in Graph's shape, e.g. 403 Authentication_MSGraphPermissionMissing."""
        error = {"code": code, "message": message, "innerError": {}}
        self.answer(prefix, status, {"error": error}, times=times)

    def close_mid_body(self, prefix: str, *, times: int = 1) -> None:
        """Announce the whole body, send half of it and close the connection."""
        self.plan.append(Fault(prefix, times, keep=0.5, close=True))

    def cut_json(self, prefix: str, *, times: int = 1) -> None:
        """End a 200 answer in the middle of its JSON, with a matching Content-Length."""
        self.plan.append(Fault(prefix, times, keep=0.5))

    def hang(self, prefix: str, seconds: float, *, times: int = 1) -> None:
        """Say nothing for that long, then answer as usual."""
        self.plan.append(Fault(prefix, times, seconds=seconds))

    def expired_skip_token(self, prefix: str, *, times: int = 1) -> None:
        """Answer 400 as Graph does to a skip token it no longer knows."""
        self.refuse(prefix, 400, "BadRequest", "Invalid Skip Token, skip token is null", times=times)

    def stray_rows(self, prefix: str, rows: list[Row], *, times: int = 1) -> None:
        """Mix these rows, which the filter does not ask for, into the page (Graph has been seen to ignore filters)."""
        self._reshape(prefix, times, lambda body: body | {"value": [*rows, *body["value"]]})

    def duplicate_rows(self, prefix: str, *, times: int = 1) -> None:
        """Send every row of the page twice."""
        self._reshape(prefix, times, lambda body: body | {"value": [row for row in body["value"] for _ in "12"]})

    def drift_keys(self, prefix: str, *, times: int = 1) -> None:
        """Send the rows' keys with a capital first letter, as some documented samples do (Type for type)."""
        self._reshape(prefix, times, lambda body: body | {"value": [_capital(row) for row in body["value"]]})

    def nulls(self, prefix: str, *keys: str, times: int = 1) -> None:
        """Send null for these properties; for all but id and the time when none is named."""
        self._reshape(prefix, times, lambda body: body | {"value": [_nulled(row, keys) for row in body["value"]]})

    def foreign_next_link(self, prefix: str, url: str, *, times: int = 1) -> None:
        """Send a next link to another host, which a client must not follow with its token."""
        self._reshape(prefix, times, lambda body: body | {"@odata.nextLink": url})

    def _reshape(self, prefix: str, times: int, reshape: Reshape) -> None:
        self.plan.append(Fault(prefix, times, reshape=reshape))


def _capital(value: Any) -> Any:
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: _capital(each) for key, each in value.items()}
    return [_capital(each) for each in value] if isinstance(value, list) else value


def _nulled(row: Row, keys: tuple[str, ...]) -> Row:
    kept = ("id", "createdDateTime", "activityDateTime")
    return {key: None if key in keys or not (keys or key in kept) else value for key, value in row.items()}
