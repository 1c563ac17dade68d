"""A tenant to check: settings that fit, tokens as Entra makes them, and the checks run against a Graph stand-in."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import jwt
from aiohttp import web

from bot.checks.row import Row, Status
from bot.commands.check import Asked, Report, Surroundings, examine
from bot.config import Mode, Settings
from bot.demo import serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings

APP = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
USER = "a11ce000-0000-4000-8000-000000000001"
PASSWORD = "hush-hush-password"
READS = ("AuditLog.Read.All", "Directory.Read.All", "Policy.Read.All")

TENANT_RECORDS = Records(users=[{"id": USER, "userPrincipalName": "alice@contoso.example"}])
"""A directory that knows who may ask."""

FIT = Settings(
    app_id=APP,
    app_password=PASSWORD,
    tenant_id=TENANT,
    mode=Mode.APPLICATION,
    allowed_users=frozenset({USER}),
)
"""Settings with which nothing is missing."""


def bearer(*permissions: str, person: bool = False, **claims: Any) -> str:
    """A token of the app, or of a person, with these permissions; `claims` replace its claims."""
    granted = {"scp": " ".join(permissions)} if person else {"roles": list(permissions)}
    made = {
        "aud": "https://graph.microsoft.com",
        "tid": TENANT,
        "appid": APP,
        "exp": int(time.time()) + 3600,
        **granted,
        **claims,
    }
    return jwt.encode(made, "k" * 32, algorithm="HS256")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a run of the checks said."""

    report: Report

    def row(self, name: str) -> Row:
        """The one row of this name."""
        (row,) = (row for row in self.report.rows if row.name == name)
        return row

    def names(self, status: Status) -> list[str]:
        """The names of all rows that came out so."""
        return [row.name for row in self.report.rows if row.status is status]


async def check(
    settings: Settings = FIT, asked: Asked | None = None, env: dict[str, str] | None = None, **around: Any
) -> Checked:
    """The checks with these settings and surroundings."""
    return Checked(await examine(settings, asked or Asked(), Surroundings(env=env or {}, **around)))


async def check_graph(graph: ServerSettings, token: str | None = None, **around: Any) -> Checked:
    """The checks against a Graph stand-in that behaves so, with a token of an app that may read everything."""
    async with serve(TENANT_RECORDS, graph) as url:
        settings = replace(FIT, graph_url=url, graph_token=bearer(*READS) if token is None else token)
        return await check(settings, **around)


@contextlib.asynccontextmanager
async def answering(*routes: tuple[str, str, Any]) -> AsyncIterator[tuple[str, list[web.Request]]]:
    """A server that answers (method, path, answer): a dict as JSON, a number as a status. Yields URL and requests."""
    heard: list[web.Request] = []
    known = {(method, path): answer for method, path, answer in routes}

    async def answer(request: web.Request) -> web.Response:
        heard.append(request)
        found = known.get((request.method, request.path), 404)
        return web.Response(status=found) if isinstance(found, int) else web.json_response(found)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", heard
    finally:
        await runner.cleanup()
