"""HTTP to Microsoft Graph: one pool, retries, the request budget, whole next links. Never logs a token or a row."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

import httpx

from bot.graph.budget import Budget
from bot.graph.decode import Page, decode_object, decode_page
from bot.graph.errors import problem_of, retry_after
from bot.graph.odata import GraphRequest
from bot.graph.tokens import TokenSource
from bot.problems import Problem
from bot.report import RequestLine

ATTEMPTS = 4
"""Times that one page is asked for before the reading gives up on it."""
PATIENCE = 60.0
"""A Retry-After longer than this many seconds is told to the asker instead of waited out."""
TIMEOUT = httpx.Timeout(60.0, connect=5.0)
LARGEST_BODY = 128 * 1024 * 1024
AGAIN = frozenset({429, 500, 502, 503, 504})
"""Statuses that may pass (https://learn.microsoft.com/graph/throttling#best-practices-to-handle-throttling)."""
REDIRECTS = frozenset({301, 302, 307, 308})
MOST_HOPS = 3
HEADERS = {
    "Accept": "application/json",
    "User-Agent": "Watchbook",
    # members of enumerations added since v1.0 arrive under their names (https://learn.microsoft.com/graph/best-practices-concept)
    "Prefer": "include-unknown-enum-members",
}

Record = Callable[[RequestLine], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Failure:
    """One attempt that gave nothing. `most`: attempts that such a failure is worth."""

    problem: Problem
    most: int = ATTEMPTS
    status: int = 0
    wait: float | None = None


@dataclass(slots=True)
class _Tries:
    """How often one page was asked for."""

    count: int = 0
    hops: int = 0
    refused: bool = False
    """The token was refused: the next attempt is made with a fresh one, once."""

    def another(self, failure: _Failure) -> bool:
        """Whether to try again after this failure."""
        self.count += 1
        if failure.status == 401:
            first, self.refused = not self.refused, True
            return first
        return self.count < failure.most and (failure.wait or 0.0) <= PATIENCE

    def redirect(self) -> bool:
        """Whether to follow one more redirect."""
        self.hops += 1
        return self.hops <= MOST_HOPS


def _failure_of(answer: _Answer, url: str) -> _Failure:
    problem = problem_of(answer.status, answer.headers, answer.body, httpx.URL(url).path)
    most = ATTEMPTS if answer.status in AGAIN else 1
    return _Failure(problem, most, answer.status, retry_after(answer.headers) if most > 1 else None)


def _forget(line: RequestLine) -> None:
    """For callers that keep no list of requests."""


class GraphClient:
    """Reads pages and objects from one Graph host with one identity's tokens."""

    def __init__(
        self,
        base_url: str,
        tokens: TokenSource,
        http: httpx.AsyncClient,
        *,
        budget: Budget,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """`base_url` has no version ("https://graph.microsoft.com"); `http` is the caller's to close."""
        self._base = base_url.rstrip("/")
        self._origin = _origin(httpx.URL(self._base))
        self._tokens, self._http, self._budget = tokens, http, budget
        self._sleep, self._jitter = sleep, jitter

    @property
    def budget(self) -> Budget:
        """The budget that its report requests spend."""
        return self._budget

    async def pages(self, request: GraphRequest, record: Record = _forget) -> AsyncGenerator[Page, None]:
        """Every page of a reading, in order. Raises Problem; what was yielded before it stands."""
        url: str | None = self._base + request.target
        seen: set[str] = set()
        while url is not None:
            seen.add(url)
            page = await self._read(url, decode_page, record, first=len(seen) == 1, report=True)
            yield page
            url = page.next_link
            if url is not None and self._foreign(url):
                raise Problem("redirected")
            if url in seen:
                raise Problem("graph-nonsense")

    async def get_json(
        self, path: str, params: Mapping[str, str] | None = None, *, advanced: bool = False, record: Record = _forget
    ) -> dict[str, Any]:
        """One object below the host ("/v1.0/users/..."); `advanced` asks for ConsistencyLevel: eventual."""
        url = self._base + path + _query(params)
        return await self._read(url, decode_object, record, headers=_consistency(advanced=advanced))

    async def list_json(
        self, path: str, params: Mapping[str, str] | None = None, *, advanced: bool = False, most_pages: int = 1
    ) -> tuple[list[Mapping[str, Any]], bool]:
        """The rows of a directory collection, and whether these are all: at most so many pages are read."""
        url = self._base + path + _query(params)
        rows: list[Mapping[str, Any]] = []
        for _ in range(most_pages):
            page = await self._read(url, decode_page, _forget, headers=_consistency(advanced=advanced))
            rows.extend(page.records)
            if page.next_link is None:
                return rows, True
            url = page.next_link
            if self._foreign(url):
                raise Problem("redirected")
        return rows, False

    async def _read(
        self,
        url: str,
        decode: Callable[[bytes], Awaitable[T]],
        record: Record,
        *,
        headers: Mapping[str, str] | None = None,
        first: bool = True,
        report: bool = False,
    ) -> T:
        """One decoded answer, asked for again where that may help. Raises the Problem of the last attempt."""
        tries = _Tries()
        while True:
            token = await self._tokens.token(fresh=tries.refused)
            if report:
                await self._budget.acquire(first=first)
            try:
                answer = await self._once(url, token, headers, record)
                if answer.status == 200:
                    return await decode(answer.body)
                if answer.status in REDIRECTS and tries.redirect():
                    url = self._redirected(url, answer)
                    continue
                failure = _failure_of(answer, url)
            except httpx.TimeoutException:
                failure = _Failure(Problem("graph-timeout"), most=2)  # it took a minute: one more, not three
            except httpx.HTTPError:
                failure = _Failure(Problem("graph-unreachable"))
            except Problem as unreadable:
                failure = _Failure(unreadable, most=2 if unreadable.code == "graph-nonsense" else 1)
            if not tries.another(failure):
                raise failure.problem
            await self._pause(failure, tries.count, report=report)

    async def _pause(self, failure: _Failure, tried: int, *, report: bool) -> None:
        """Wait before the next attempt; what Graph asks for a report request holds back everybody's."""
        if failure.status == 401:
            return
        seconds = failure.wait if failure.wait is not None else 0.5 * 2**tried * (0.5 + self._jitter())
        if failure.wait is not None and report:
            self._budget.hold(seconds)
        await self._sleep(seconds)

    async def _once(self, url: str, token: str, headers: Mapping[str, str] | None, record: Record) -> _Answer:
        sent = {**HEADERS, **(headers or {}), "Authorization": f"Bearer {token}"}
        status = 0
        try:
            async with self._http.stream("GET", url, headers=sent, timeout=TIMEOUT, follow_redirects=False) as response:
                status = response.status_code
                parts, size = [], 0
                async for part in response.aiter_bytes():
                    parts.append(part)
                    size += len(part)
                    if size > LARGEST_BODY:
                        raise Problem("graph-nonsense")
                return _Answer(status, response.headers, b"".join(parts))
        finally:
            record(RequestLine("GET", url, status))

    def _redirected(self, url: str, answer: _Answer) -> str:
        try:
            target = str(httpx.URL(url).join(answer.headers.get("location", "")))
        except httpx.InvalidURL:
            raise Problem("redirected") from None
        if self._foreign(target):
            raise Problem("redirected")
        return target

    def _foreign(self, url: str) -> bool:
        """Whether an address is not this Graph: the token must not go there."""
        try:
            return _origin(httpx.URL(url)) != self._origin
        except httpx.InvalidURL:
            return True


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    port = url.port or {"http": 80, "https": 443}.get(url.scheme)
    return url.scheme, url.host.casefold(), port


def _query(params: Mapping[str, str] | None) -> str:
    return "?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in params.items()) if params else ""


def _consistency(*, advanced: bool) -> dict[str, str] | None:
    return {"ConsistencyLevel": "eventual"} if advanced else None
