"""The HTTP server: `POST /api/messages` for the Bot Connector, `GET /healthz` for whoever keeps the process alive."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.access import UNKNOWN_CALLER, Refused, decide
from bot.activities import Clock, Handler, Incoming, Progress, Reply
from bot.channel.cloud import LOOPBACK, Cloud
from bot.channel.endpoint import BODY_BYTES, Endpoint, make_endpoint
from bot.channel.hygiene import loggable
from bot.config import Settings
from bot.pages import add_pages
from bot.turns import TURNS_AT_ONCE, Claims

ENDPOINT = web.AppKey("endpoint", Endpoint)

access_log = logging.getLogger("watchbook.access")

Respond = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(
    settings: Settings,
    handler: Handler,
    *,
    clock: Clock = time.monotonic,
    cloud: Cloud | None = None,
    claims: Claims | None = None,
    turns_at_once: int = TURNS_AT_ONCE,
    grace: float | None = None,
) -> web.Application:
    """Return the application for settings that `bot.config.problems` has found fit.

    `clock` is monotonic seconds, for expiry only. `cloud` is where the Bot Framework lives, None for what the settings
    call for. `grace` is how many seconds running turns get after SIGTERM, None for what the settings say. The handler
    is asked only for callers that `bot.access` allows.
    """
    app = web.Application(
        client_max_size=BODY_BYTES,
        middlewares=[_logged, *([] if settings.app_id else [_loopback_only])],
    )

    async def life(app: web.Application) -> AsyncIterator[None]:
        app[ENDPOINT] = make_endpoint(
            settings, guarded(settings, handler), clock=clock, cloud=cloud, claims=claims, turns_at_once=turns_at_once
        )
        yield

    async def let_turns_end(app: web.Application) -> None:
        await app[ENDPOINT].close(settings.grace_seconds if grace is None else grace)

    app.cleanup_ctx.append(life)
    app.on_shutdown.append(let_turns_end)
    app.router.add_post("/api/messages", _messages)
    app.router.add_get("/healthz", _healthz)
    add_pages(app)
    return app


def guarded(settings: Settings, handler: Handler) -> Handler:
    """Return a handler that asks `handler` only for callers who may be allowed, and tells the others why they are not.

    Whether somebody belongs to a group that may ask is left to the handler: only Graph knows.
    """

    async def guard(incoming: Incoming, progress: Progress) -> Reply:
        decision = decide(settings, incoming.caller)
        if decision == Refused(UNKNOWN_CALLER) and incoming.kind == "welcome":
            # An installation by policy names nobody, and a welcome shows nothing of the logs.
            return await handler(incoming, progress)
        if isinstance(decision, Refused):
            return Reply(text=decision.sentence)
        return await handler(incoming, progress)

    return guard


@contextlib.asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Serve the application while the block runs; yields its base URL. Port 0 takes a free one."""
    runner = web.AppRunner(app, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        bound = runner.addresses[0]
        shown = "127.0.0.1" if bound[0] in {"0.0.0.0", "::"} else bound[0]  # noqa: S104 - compared, not bound
        yield f"http://[{shown}]:{bound[1]}" if ":" in shown else f"http://{shown}:{bound[1]}"
    finally:
        await runner.cleanup()


def run(app: web.Application, settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, where the settings say; running turns get a grace time to end."""
    web.run_app(app, host=settings.bind_host, port=settings.port, access_log=None, print=None, shutdown_timeout=2.0)


async def _messages(request: web.Request) -> web.Response:
    return await request.app[ENDPOINT].messages(request)


async def _healthz(request: web.Request) -> web.Response:
    """Answer for this process alone: an outage of Graph must not make the host restart the bot."""
    return web.json_response({"status": "ok"})


@web.middleware
async def _logged(request: web.Request, handler: Respond) -> web.StreamResponse:
    """Write one line a request: no headers, no query, no body."""
    began = time.perf_counter()
    status = 500
    try:
        response = await handler(request)
        status = response.status
        return response
    except web.HTTPException as error:
        status = error.status
        raise
    finally:
        took = round((time.perf_counter() - began) * 1000)
        level = logging.DEBUG if request.path == "/healthz" else logging.INFO
        access_log.log(level, "%s %s %s %s ms", loggable(request.method), loggable(request.path), status, took)


@web.middleware
async def _loopback_only(request: web.Request, handler: Respond) -> web.StreamResponse:
    """Refuse names other than this machine's, so that no web page can reach an unchecked bot by DNS rebinding."""
    try:
        host = urlsplit(f"//{request.host}").hostname
    except ValueError:
        host = None
    if host not in LOOPBACK:
        return web.json_response({"error": "without a bot registration only this machine is served"}, status=403)
    return await handler(request)
