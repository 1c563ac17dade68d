"""The world around the endpoint, at the wire: a connector service, signing keys, a login service, and activities.

async with FakeConnector() as connector, serving(handler, settings=...) as bot:
    await bot.post(message("hello", connector))
    (reply,) = await connector.messages(1)
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Self

import httpx
from aiohttp import web

from bot.activities import Handler, Incoming, Progress, Reply
from bot.channel.cloud import Cloud
from bot.config import Mode, Settings
from bot.server import listening, make_app

APP_ID = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
ALICE = "a11ce000-0000-4000-8000-000000000001"
BOB = "b0b00000-0000-4000-8000-000000000002"
BOT = "28:" + APP_ID

OPEN = Settings(dangerously_unauthenticated=True)
"""Settings of a bot without a registration."""
REGISTERED = Settings(
    app_id=APP_ID,
    app_password="made-up",
    tenant_id=TENANT,
    mode=Mode.APPLICATION,
    allowed_users=frozenset({ALICE, BOB}),
)
"""Settings of a bot with a registration, for Alice and Bob."""

_ids = itertools.count(1)


@dataclass
class Posted:
    """A request that reached the fake connector service."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    connection: int
    at: float


@dataclass
class FakeConnector:
    """The Bot Connector's reply API. `answers` are taken one by one before the usual 201."""

    posted: list[Posted] = field(default_factory=list)
    answers: list[Callable[[web.Request], Awaitable[web.StreamResponse]]] = field(default_factory=list)
    delay: float = 0.0
    url: str = ""
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _connections: dict[int, int] = field(default_factory=dict)
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**24)
        app.router.add_route("*", "/{tail:.*}", self._take)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        transport = id(request.transport)
        number = self._connections.setdefault(transport, len(self._connections) + 1)
        raw = await request.read()
        body = await request.json() if raw else {}
        self.posted.append(
            Posted(request.method, request.raw_path, dict(request.headers), body, number, time.monotonic())
        )
        self._changed.set()
        if body.get("type") != "typing" and self.answers:
            return await self.answers.pop(0)(request)
        if self.delay:
            await asyncio.sleep(self.delay)
        return web.json_response({"id": f"sent-{len(self.posted)}"}, status=201)

    @property
    def connections(self) -> int:
        """How many connections requests came in on."""
        return len(self._connections)

    def of_type(self, kind: str) -> list[Posted]:
        """Return what was posted of one activity type."""
        return [posted for posted in self.posted if posted.body.get("type") == kind]

    async def messages(self, count: int, *, within: float = 5.0) -> list[dict[str, Any]]:
        """Wait until `count` messages were posted and return all there are."""
        async with asyncio.timeout(within):
            while len(self.of_type("message")) < count:
                self._changed.clear()
                await self._changed.wait()
        return [posted.body for posted in self.of_type("message")]


def answering(status: int, **headers: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return an answer of the fake connector: a status with headers (`Retry_After="1"`)."""

    async def answer(request: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.json_response({"error": {"code": "Made-up"}}, status=status, headers=named)

    return answer


async def hanging_up(request: web.Request) -> web.StreamResponse:
    """Answer nothing and close the connection."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def activity(kind: str, connector: FakeConnector | str, **changes: Any) -> dict[str, Any]:
    """Return an activity as Teams sends it in a personal chat; `changes` replace fields, None removes one."""
    number = next(_ids)
    url = connector if isinstance(connector, str) else connector.url
    made: dict[str, Any] = {
        "type": kind,
        "id": f"17000{number:08d}",
        "timestamp": "2026-11-18T14:30:00.0000000Z",
        "channelId": "msteams",
        "serviceUrl": url,
        "from": {"id": "29:alice", "name": "Alice Example", "aadObjectId": ALICE},
        "recipient": {"id": BOT, "name": "Watchbook"},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "a:chat-of-alice"},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-GB",
        "localTimezone": "Europe/London",
    }
    made.update(changes)
    return {name: value for name, value in made.items() if value is not None}


def message(text: str, connector: FakeConnector | str, **changes: Any) -> dict[str, Any]:
    """Return a message activity as Teams sends it in a personal chat."""
    return activity("message", connector, **{"text": text, "textFormat": "plain", **changes})


def bobs(number: int = 0) -> dict[str, Any]:
    """Return `changes` that make an activity Bob's, or somebody's of that number."""
    return {"from": {"id": f"29:bob{number}", "name": "Bob Example", "aadObjectId": BOB}}


async def echo(incoming: Incoming, progress: Progress) -> Reply:
    """A handler that says what it was told."""
    return Reply(text=f"{incoming.kind}: {incoming.utterance}")


@dataclass
class Served:
    """A bot under test."""

    client: httpx.AsyncClient
    url: str

    async def post(self, body: dict[str, Any] | bytes, *, token: str | None = None, **headers: str) -> httpx.Response:
        """Post an activity, or raw bytes, the way the Bot Connector does."""
        sent = {"Content-Type": "application/json"} | {k.replace("_", "-"): v for k, v in headers.items()}
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        if isinstance(body, bytes):
            return await self.client.post("/api/messages", content=body, headers=sent)
        return await self.client.post("/api/messages", json=body, headers=sent)


@contextlib.asynccontextmanager
async def serving(
    handler: Handler = echo, *, settings: Settings = OPEN, cloud: Cloud | None = None, **options: Any
) -> AsyncIterator[Served]:
    """Run a bot on a free port of this machine; `options` go to `make_app`."""
    app = make_app(settings, handler, cloud=cloud, **{"grace": 0.05, **options})
    async with listening(app, "127.0.0.1", 0) as url, httpx.AsyncClient(base_url=url, timeout=10) as client:
        yield Served(client, url)
