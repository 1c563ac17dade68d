"""Single requests for `watchbook check`: asked once, nothing followed, the answer or the reason that there was none."""

from __future__ import annotations

import json
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from bot.graph.budget import WindowBudget
from bot.graph.errors import problem_of
from bot.problems import Problem

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
CONNECTING = 0.2
"""Seconds; a connection is made in less."""
LARGEST_BODY = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Got:
    """What came back. Status 0: nothing, and `message` says why; `problem` None: 200 with a JSON object."""

    status: int
    body: bytes = b""
    problem: Problem | None = None
    message: str = ""
    """Graph's words in an error, or why there was no answer. Not for printing as it is."""
    json: Any = None


class Wire:
    """Asks one request at a time; report requests under Graph's limit."""

    def __init__(self, http: httpx.AsyncClient, now: Callable[[], datetime], clock: Callable[[], float]) -> None:
        """`now` is aware, for the comparison of clocks; `clock` only goes forward."""
        self._http, self._now = http, now
        self._budget = WindowBudget(5, 10.0, clock=clock, connecting=lambda: CONNECTING)
        self.reports = 0
        """Report requests asked."""
        self.dates: list[tuple[datetime, str]] = []
        """When an authenticated answer came, by this clock and by the answer's own."""

    async def get(self, url: str, bearer: str, *, report: bool = False) -> Got:
        """GET; with a `bearer` of "" the request carries none. Never raises."""
        if report:
            await self._budget.acquire(first=True)
            self.reports += 1
        return await self._ask("GET", url, {"Authorization": f"Bearer {bearer}"} if bearer else {}, None)

    async def post(self, url: str, body: Mapping[str, Any]) -> Got:
        """POST JSON without a token. Never raises."""
        return await self._ask("POST", url, {}, body)

    async def _ask(self, method: str, url: str, headers: Mapping[str, str], body: Mapping[str, Any] | None) -> Got:
        sent = {"Accept": "application/json", "User-Agent": "Watchbook", **headers}
        try:
            async with self._http.stream(method, url, headers=sent, json=body) as response:
                parts, size = [], 0
                async for part in response.aiter_bytes():
                    parts.append(part)
                    size += len(part)
                    if size > LARGEST_BODY:
                        return _nothing("graph-nonsense", "the answer was too large")
        except httpx.TimeoutException:
            return _nothing("graph-timeout", "it took too long")
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            return _nothing("graph-unreachable", _why(error))
        if headers and "date" in response.headers:
            self.dates.append((self._now(), response.headers["date"]))
        return _read(response, b"".join(parts))


@asynccontextmanager
async def open_wire(now: Callable[[], datetime], clock: Callable[[], float]) -> AsyncIterator[Wire]:
    """A Wire with connections of its own, closed at the end."""
    async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False) as http:
        yield Wire(http, now, clock)


def _read(response: httpx.Response, body: bytes) -> Got:
    status = response.status_code
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if 300 <= status < 400:
        return Got(status, body, Problem("redirected"))
    if status == 200:
        return Got(status, body, None if isinstance(found, dict) else Problem("graph-nonsense"), json=found)
    error = found.get("error") if isinstance(found, dict) else None
    message = str(error.get("message") or "") if isinstance(error, dict) else ""
    return Got(status, body, problem_of(status, response.headers, body, response.url.path), message, found)


def _nothing(code: str, why: str) -> Got:
    return Got(0, problem=Problem(code), message=why)


def _why(error: Exception) -> str:
    """Return in words why a request came to nothing."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "the certificate is not trusted" if "CERTIFICATE" in str(cause) else "TLS could not be set up"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectError):
        return "its name is not known, or nothing listens there"
    return "the connection broke" if isinstance(error, httpx.TransportError) else "the address cannot be asked"
