"""The services around a bot whose users sign in, at the wire: the token service, and a Graph that tells people apart."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from aiohttp import web

from bot.demo import serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings

CONNECTION = "graph"


@dataclass
class FakeTokenService:
    """The Bot Framework token service: who is signed in, and what it was asked."""

    signed_in: dict[str, str] = field(default_factory=dict)
    """Graph token by the channel's user id."""
    codes: dict[str, str] = field(default_factory=dict)
    """Graph token by the code that the sign-in page has shown."""
    exchanges: dict[str, str] = field(default_factory=dict)
    """Graph token by the token that a client gets silently; what is not here needs consent."""
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """Taken one by one in place of an answer."""
    delay: float = 0.0
    url: str = ""

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked[1].endswith(path) for asked in self.asked)

    async def handle(self, request: web.Request) -> web.Response:
        """Answer as the service does."""
        query = dict(request.query)
        self.asked.append((request.method, request.path, query))
        await asyncio.sleep(self.delay)
        if self.statuses:
            return web.json_response({"error": {"code": "made up"}}, status=self.statuses.pop(0))
        if request.headers.get("Authorization") != "Bearer fixed":
            return web.json_response({}, status=401)
        act = {
            ("GET", "/api/usertoken/GetToken"): self._get,
            ("POST", "/api/usertoken/exchange"): self._exchange,
            ("DELETE", "/api/usertoken/SignOut"): self._sign_out,
            ("GET", "/api/botsignin/GetSignInResource"): self._resource,
        }[request.method, request.path]
        if "connectionName" in query and query["connectionName"] != CONNECTION:
            return web.json_response({}, status=404)
        return act(query, await request.json() if request.can_read_body else {})

    def _get(self, query: dict[str, str], body: Any) -> web.Response:
        user = query["userId"]
        if query.get("code") in self.codes:
            self.signed_in[user] = self.codes.pop(query["code"])
        if user not in self.signed_in or query.get("code") not in (None, "", "123456"):
            return web.json_response({}, status=404)
        return web.json_response({"connectionName": CONNECTION, "token": self.signed_in[user], "channelId": "msteams"})

    def _exchange(self, query: dict[str, str], body: Any) -> web.Response:
        token = self.exchanges.get(body["token"])
        if token is None:
            return web.json_response({"error": {"code": "ConsentRequired", "message": "consent"}}, status=400)
        self.signed_in[query["userId"]] = token
        return web.json_response({"connectionName": CONNECTION, "token": token})

    def _sign_out(self, query: dict[str, str], body: Any) -> web.Response:
        self.signed_in.pop(query["userId"], None)
        return web.Response(status=204)

    def _resource(self, query: dict[str, str], body: Any) -> web.Response:
        state = json.loads(base64.b64decode(query["state"]))
        assert state["connectionName"] == CONNECTION, state
        number = self.count("GetSignInResource")
        return web.json_response(
            {
                "signInLink": "https://token.example/signin",
                "tokenExchangeResource": {"id": f"exchange-{number}", "uri": "api://botid-x", "providerId": "p"},
            }
        )


@dataclass
class FakeGraph:
    """The made-up tenant behind a door that knows people by their tokens."""

    people: dict[str, str] = field(default_factory=dict)
    """Object id by Graph token."""
    members: dict[str, set[str]] = field(default_factory=dict)
    """Groups by object id, transitively."""
    without_role: set[str] = field(default_factory=set)
    challenged: set[str] = field(default_factory=set)
    """Tokens that Conditional Access refuses."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """(token, path) of every request."""
    failing: int = 0
    delay: float = 0.0
    """Seconds before each page of a log."""
    reshape: Callable[[dict[str, Any]], dict[str, Any]] = lambda body: body
    url: str = ""
    behind: str = ""

    def reports(self) -> list[str]:
        """The tokens that logs were read with, in order."""
        return [token for token, path in self.asked if "auditlogs" in path.lower()]

    async def handle(self, request: web.Request) -> web.Response:
        """Answer as Graph does."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.asked.append((token, request.path))
        who = self.people.get(token)
        if who is None:
            return _error(401, "InvalidAuthenticationToken")
        if token in self.challenged:
            claims = 'Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="'
            return _error(401, "InvalidAuthenticationToken", **{"WWW-Authenticate": claims})
        if request.path == "/v1.0/me":
            return web.json_response({"id": who})
        if request.path.endswith("/checkMemberGroups"):
            return await self._members(request)
        if "auditlogs" in request.path.lower():
            await asyncio.sleep(self.delay)
            if who in self.without_role:
                return _error(403, "Authentication_RequestFromUnsupportedUserRole")
        return await self._behind(request)

    async def _members(self, request: web.Request) -> web.Response:
        if self.failing:
            self.failing -= 1
            return _error(503, "UnknownError")
        asked = (await request.json())["groupIds"]
        held = self.members.get(request.path.split("/")[-2], set())
        return web.json_response({"value": [group for group in asked if group in held]})

    async def _behind(self, request: web.Request) -> web.Response:
        async with httpx.AsyncClient() as client:
            found = await client.get(
                self.behind + str(request.rel_url), headers={"Authorization": "Bearer demo", **_kept(request)}
            )
        body = found.content
        if found.status_code == 200 and "auditlogs" in request.path.lower():
            body = json.dumps(self.reshape(found.json())).replace(self.behind, self.url).encode()
        return web.Response(status=found.status_code, body=body, content_type="application/json")


def _kept(request: web.Request) -> dict[str, str]:
    return {name: value for name, value in request.headers.items() if name.lower() == "consistencylevel"}


def _error(status: int, code: str, **headers: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": "made up"}}, status=status, headers=headers)


@contextlib.asynccontextmanager
async def running(handle: Any) -> AsyncIterator[str]:
    """Serve a handler for every path on a free port; yields its address."""
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", handle)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
        await asyncio.sleep(0.02)  # connections that a reader gave up are closed in the loop's next rounds


@contextlib.asynccontextmanager
async def fake_graph(records: Records, settings: ServerSettings) -> AsyncIterator[FakeGraph]:
    """Run a Graph with these records and nobody who may read it yet."""
    graph = FakeGraph()
    async with serve(records, settings) as behind, running(graph.handle) as url:
        graph.behind, graph.url = behind, url
        yield graph
