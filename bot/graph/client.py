"""HTTP to Microsoft Graph: one pool, retries, the request budget, whole next links. Never logs a token or a row."""

from __future__ import annotations

import asyncio
import copy
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from bot.graph.attempts import PATIENCE, REDIRECTS, Answer, Failure, Tries, failure_of
from bot.graph.budget import Budget
from bot.graph.decode import Page, decode_object, decode_page
from bot.graph.odata import GraphRequest
from bot.graph.shared import Fetched, SharedRead, SharedReads
from bot.graph.tokens import TokenSource
from bot.problems import Problem
from bot.report import RequestLine
from bot.stints import Stint, begin
from bot.transport import PooledClient

LARGEST_BODY = 128 * 1024 * 1024
HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate",
    "User-Agent": "Watchbook",
    # members of enumerations added since v1.0 arrive under their names (https://learn.microsoft.com/graph/best-practices-concept)
    "Prefer": "include-unknown-enum-members",
}

Record = Callable[[RequestLine], None]
T = TypeVar("T")


def _forget(line: RequestLine) -> None:
    """For callers that keep no list of requests."""


def _young(age: float) -> None:
    """For callers that do not mind when a page was read."""


class GraphClient:
    """Reads pages and objects from one Graph host with one identity's tokens."""

    def __init__(
        self,
        base_url: str,
        tokens: TokenSource,
        http: PooledClient,
        *,
        budget: Budget,
        identity: str = "app",
        shared: SharedReads | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """`base_url` has no version ("https://graph.microsoft.com"); `http` is the caller's to close.

        `identity` names whose tokens these are, `shared` is where its reads are shared: None shares nothing.
        """
        self._base = base_url.rstrip("/")
        self._origin = _origin(httpx.URL(self._base))
        self._tokens, self._http, self._budget = tokens, http, budget
        self._identity, self._shared, self._caller = identity, shared, ""
        self._sleep, self._jitter = sleep, jitter

    @property
    def identity(self) -> str:
        """Whose tokens it reads with."""
        return self._identity

    @property
    def budget(self) -> Budget:
        """The budget that its report requests spend."""
        return self._budget

    def asked_by(self, caller: str) -> GraphClient:
        """The same client for one caller, who takes turns with others in the queue for the budget."""
        other = copy.copy(self)
        other._caller = caller
        return other

    def acting_as(self, identity: str, tokens: TokenSource) -> GraphClient:
        """A client with another identity's tokens: same host, pool and budget, and no read in common."""
        other = copy.copy(self)
        other._identity, other._tokens = identity, tokens
        return other

    @contextmanager
    def reading(self, request: GraphRequest, *, settled: bool) -> Iterator[SharedRead | None]:
        """Take part in a read that others of this identity may share; None where nothing is shared."""
        if self._shared is None:
            yield None
            return
        with self._shared.reading((self._identity, request.target), settled=settled) as reading:
            yield reading

    def follows(self, link: str | None) -> bool:
        """Whether a next link is one that may be followed."""
        return link is not None and not self._foreign(link)

    async def pages(
        self,
        request: GraphRequest,
        record: Record = _forget,
        *,
        reading: SharedRead | None = None,
        first: bool = True,
        aged: Callable[[float], None] = _young,
    ) -> AsyncGenerator[Page, None]:
        """Every page of a reading, in order. Raises Problem; what was yielded before it stands.

        `first`: nobody has seen anything of this question yet, so its first page goes before others' further ones.
        `aged` is told how many seconds ago a page was read that somebody else had asked for.
        """
        url: str | None = self._base + request.target
        seen: set[str] = set()
        while url is not None:
            seen.add(url)
            page = await self._page(url, record, reading, first and len(seen) == 1, aged)
            yield page
            url = page.next_link
            if url is not None and self._foreign(url):
                raise Problem("redirected")
            if url in seen:
                raise Problem("graph-nonsense")

    async def _page(
        self, url: str, record: Record, reading: SharedRead | None, first: bool, aged: Callable[[float], None]
    ) -> Page:
        if reading is None:
            return await self._read(url, self._decoded, record, first=first, report=True)
        found, age = await reading.page(url, lambda: self._fetched(url, first))
        for line in found.lines:
            record(line)
        if found.page is None:
            raise found.problem or Problem("graph-nonsense")
        aged(age)
        return found.page

    async def _fetched(self, url: str, first: bool) -> Fetched:
        lines: list[RequestLine] = []
        try:
            page = await self._read(url, self._decoded, lines.append, first=first, report=True)
        except Problem as problem:
            return Fetched(None, problem, tuple(lines))
        return Fetched(page, None, tuple(lines))

    async def _decoded(self, body: bytes) -> Page:
        await begin(Stint.PAGE)
        return await decode_page(body)

    async def get_json(
        self, path: str, params: Mapping[str, str] | None = None, *, advanced: bool = False, record: Record = _forget
    ) -> dict[str, Any]:
        """One object below the host ("/v1.0/users/..."); `advanced` asks for ConsistencyLevel: eventual."""
        url = self._base + path + _query(params)
        return await self._read(url, decode_object, record, headers=_consistency(advanced=advanced))

    async def post_json(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The object that a look-up by POST answers with; for look-ups that change nothing, so it may be repeated."""
        return await self._read(self._base + path, decode_object, _forget, body=body)

    async def list_json(
        self, path: str, params: Mapping[str, str] | None = None, *, advanced: bool = False, most_pages: int = 1
    ) -> tuple[list[Mapping[str, Any]], bool]:
        """The rows of a directory collection, and whether these are all: at most so many pages are read."""
        url = self._base + path + _query(params)
        rows: list[Mapping[str, Any]] = []
        for _ in range(most_pages):
            page = await self._read(url, self._decoded, _forget, headers=_consistency(advanced=advanced))
            rows.extend(page)
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
        body: Mapping[str, Any] | None = None,
    ) -> T:
        """One decoded answer, asked for again where that may help. Raises the Problem of the last attempt."""
        tries = Tries()
        while True:
            token = await self._tokens.token(fresh=tries.refused)
            if report:
                await self._admitted(first)
            try:
                answer = await self._once(url, token, headers, record, body)
                if answer.status == 200:
                    return await decode(answer.body)
                if answer.status in REDIRECTS and tries.redirect():
                    url = self._redirected(url, answer)
                    continue
                failure = failure_of(answer, url)
            except httpx.TimeoutException:
                failure = Failure(Problem("graph-timeout"), most=2)  # it took a minute: one more, not three
            except httpx.HTTPError:
                failure = Failure(Problem("graph-unreachable"))
            except Problem as unreadable:
                failure = Failure(unreadable, most=2 if unreadable.code == "graph-nonsense" else 1)
            if failure.wait is not None and report:
                await self._budget.hold(failure.wait)  # what Graph asks of a report request holds back everybody's
            if not tries.another(failure):
                raise failure.problem
            if failure.status != 401:
                await self._sleep(failure.wait if failure.wait is not None else tries.pause(self._jitter()))

    async def _admitted(self, first: bool) -> None:
        """Wait for the budget; a wait that nobody would sit through is told."""
        held = self._budget.held
        if held > PATIENCE:
            raise Problem("throttled", seconds=round(held))
        await self._budget.acquire(caller=self._caller, first=first)

    async def _once(
        self,
        url: str,
        token: str,
        headers: Mapping[str, str] | None,
        record: Record,
        body: Mapping[str, Any] | None = None,
    ) -> Answer:
        sent = {**HEADERS, **(headers or {}), "Authorization": f"Bearer {token}"}
        status, wanted, method = 0, True, "GET" if body is None else "POST"
        content = None
        if body is not None:
            content, sent["Content-Type"] = msgspec.json.encode(body), "application/json"
        try:
            response = await self._http.ask(method, url, sent, content)
            try:
                status = response.status_code
                parts, size = [], 0
                async for part in response.aiter_bytes():
                    parts.append(part)
                    size += len(part)
                    if size > LARGEST_BODY:
                        raise Problem("graph-nonsense")
                return Answer(status, response.headers, b"".join(parts))
            finally:
                await response.aclose()
        except asyncio.CancelledError:
            wanted = False  # nothing rests on it
            raise
        finally:
            if wanted:
                record(RequestLine(method, url, status))

    def _redirected(self, url: str, answer: Answer) -> str:
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
