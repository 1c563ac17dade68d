"""The Graph stand-in over HTTP: authentication, throttling, faults on order and the request log around graph.Graph.

    async with serve(records, ServerSettings(now=lambda: now)) as url: ...

Order of checks, as in the service: bearer token (401), report limit (429), then the request itself.
"""

from __future__ import annotations

import asyncio
import json as stdlib_json
import random
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

import msgspec
from aiohttp import web

from bot.demo import graph_errors
from bot.demo.faults import Fault
from bot.demo.graph import Call, Graph, is_report
from bot.demo.graph_errors import GraphError
from bot.demo.records import Records
from bot.demo.request_log import LoggedRequest
from bot.demo.settings import ServerSettings
from bot.demo.throttle import Throttle

JSON = "application/json; odata.metadata=minimal; odata.streaming=true; IEEE754Compatible=false; charset=utf-8"
VERSIONS = {"v1.0": "v1.0", "beta": "beta"}
SECRET_HEADERS = ("authorization",)
MAX_BODY = 1024 * 1024
MAX_URL = 32 * 1024


@dataclass(slots=True)
class Answer:
    """One answer before it is sent: a JSON body, or a text that is sent as it is."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)

    def payload(self) -> bytes:
        """The bytes of the body."""
        return self.body.encode() if isinstance(self.body, str) else msgspec.json.encode(self.body)


def make_app(records: Records, *, settings: ServerSettings | None = None) -> web.Application:
    """An aiohttp application that serves the records as Graph does, under /v1.0 and /beta."""
    app = web.Application(client_max_size=MAX_BODY)
    app.router.add_route("*", "/{path:.*}", _Endpoint(records, settings or ServerSettings()).handle)
    return app


@asynccontextmanager
async def serve(
    records: Records, settings: ServerSettings | None = None, host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[str]:
    """Serve while the context is open; gives the base URL, e.g. http://127.0.0.1:9100. Port 0 takes a free one.

    Raises OSError when the port is taken.
    """
    app = make_app(records, settings=settings)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2, max_line_size=MAX_URL)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


class _Endpoint:
    """The HTTP shell around one tenant."""

    def __init__(self, records: Records, settings: ServerSettings) -> None:
        self._settings = settings
        self._graph = Graph(records, settings)
        self._throttle = Throttle(settings.throttle, settings.clock)
        # Request ids need to differ, not to be secret; a seed keeps the demo the same at every run.
        self._ids = random.Random(0)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        at = self._settings.clock()
        request_id = str(uuid.UUID(int=self._ids.getrandbits(128), version=4))
        fault = None
        try:
            self._admit(request, request_id)
            fault = self._settings.faults.take(request.path)
            answer = await self._answer(request, fault)
        except GraphError as error:
            answer = self._refusal(error, request, request_id)
        self._write_log(request, at, answer.status)
        answer.headers |= {"request-id": request_id}
        return await self._send(request, answer, fault)

    def _admit(self, request: web.Request, request_id: str) -> None:
        header = request.headers.get("Authorization", "")
        scheme, _, token = header.partition(" ")
        accepted, token = self._settings.tokens, token.strip()
        if scheme.casefold() != "bearer" or not token or (accepted is not None and token not in accepted):
            raise graph_errors.no_token(header)
        wait = self._throttle.seconds_to_wait() if is_report(request.path) else 0
        if wait:
            raise graph_errors.throttled(wait, request_id)

    async def _answer(self, request: web.Request, fault: Fault | None) -> Answer:
        if fault and fault.seconds:
            await asyncio.sleep(fault.seconds)
        if fault and fault.status:
            return self._faulty(fault)
        body = self._graph.answer(await _call(request))
        if fault and fault.reshape and isinstance(body, dict) and isinstance(body.get("value"), list):
            body = fault.reshape(body)
        return Answer(200, body)

    @staticmethod
    def _faulty(fault: Fault) -> Answer:
        if fault.body is None and fault.status >= 400:
            raise GraphError(fault.status, "UnknownError", "", dict(fault.headers))
        return Answer(fault.status, "" if fault.body is None else fault.body, dict(fault.headers))

    def _refusal(self, error: GraphError, request: web.Request, request_id: str) -> Answer:
        now = self._settings.now().astimezone(UTC)
        body = graph_errors.body(error, now, request_id, request.headers.get("client-request-id"))
        return Answer(error.status, body, dict(error.headers))

    def _write_log(self, request: web.Request, at: float, status: int) -> None:
        headers = {name: value for name, value in request.headers.items() if name.casefold() not in SECRET_HEADERS}
        self._settings.log.requests.append(
            LoggedRequest(
                method=request.method,
                path=request.path,
                query=dict(request.query),
                url=str(request.url),
                headers=headers,
                at=at,
                report=is_report(request.path),
                status=status,
            )
        )

    @staticmethod
    async def _send(request: web.Request, answer: Answer, fault: Fault | None) -> web.StreamResponse:
        payload = answer.payload()
        kept = payload[: int(len(payload) * fault.keep)] if fault else payload
        kind = "text/plain" if isinstance(answer.body, str) else JSON
        if not (fault and fault.close):
            return web.Response(status=answer.status, body=kept, headers={"Content-Type": kind} | answer.headers)
        response = web.StreamResponse(status=answer.status, headers={"Content-Type": kind} | answer.headers)
        response.content_length = len(payload)
        await response.prepare(request)
        await response.write(kept)
        if request.transport is not None:
            request.transport.close()
        return response


async def _call(request: web.Request) -> Call:
    """The request as Graph sees it; raises GraphError for an unknown version or a body that is no JSON."""
    parts = [part for part in request.path.split("/") if part]
    version = VERSIONS.get(parts[0].casefold()) if parts else None
    if version is None or len(parts) < 2:
        raise graph_errors.bad_request("Invalid version: " + (parts[0] if parts else ""))
    body = None
    if request.method == "POST":
        try:
            body = await request.json()
        except (stdlib_json.JSONDecodeError, UnicodeDecodeError) as error:
            raise graph_errors.bad_request("Unable to read JSON request payload.") from error
    return Call(
        method=request.method,
        url=f"{request.scheme}://{request.host}{request.rel_url.raw_path}",
        version=version,
        segments=tuple(parts[1:]),
        params=dict(request.query),
        headers=request.headers,
        json=body,
    )
