"""Where objects are made and joined: settings in, a source of answers or a running bot out."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.answering import Source
from bot.config import Rate, Settings

if TYPE_CHECKING:
    from aiohttp import web

    from bot.answers.model import Answer
    from bot.graph.tokens import TokenSource

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LOGIN = "https://login.microsoftonline.com"


@dataclass(frozen=True, slots=True)
class Wiring:
    """What a caller of `open_source` may put in place of the defaults."""

    tokens: TokenSource | None = None
    budget: Rate | None = None
    """None: as the settings say, and none for a Graph stand-in on this machine that the settings say nothing about."""
    clock: Callable[[], float] = time.monotonic


def graph_tokens(settings: Settings, clock: Callable[[], float] = time.monotonic) -> TokenSource:
    """The tokens that application mode reads Graph with: a ready one, else msal's client credentials.

    Raises bot.problems.Problem when the settings hold no way to get one.
    """
    from bot.graph.tokens import ClientCredentialsToken, StaticToken

    if settings.graph_token:
        return StaticToken(settings.graph_token)
    if not (settings.app_id and settings.app_password and settings.tenant_id):
        return StaticToken("")

    def make() -> object:
        import msal

        return msal.ConfidentialClientApplication(
            settings.app_id, client_credential=settings.app_password, authority=f"{LOGIN}/{settings.tenant_id}"
        )

    return ClientCredentialsToken(make, f"{settings.graph_url}/.default", clock=clock)


@asynccontextmanager
async def open_source(settings: Settings, wiring: Wiring | None = None) -> AsyncIterator[Source]:
    """Everything that reads Graph with one identity, over one pool of connections, closed at the end."""
    import httpx

    from bot.directory import Directory
    from bot.graph.budget import NoBudget, WindowBudget
    from bot.graph.client import GraphClient
    from bot.graph.filter_rules import Capabilities
    from bot.graph.read import Limits

    made = wiring or Wiring()
    tokens = made.tokens or graph_tokens(settings, made.clock)
    rate = made.budget or settings.graph_budget
    if made.budget is None and urlsplit(settings.graph_url).hostname in LOOPBACK and rate == Settings().graph_budget:
        rate = None  # the limit is the real service's; a stand-in that has one answers 429, and that is heeded
    budget = WindowBudget(rate.count, rate.seconds, clock=made.clock) if rate else NoBudget(clock=made.clock)
    async with httpx.AsyncClient(
        http2=False, limits=httpx.Limits(max_connections=20, max_keepalive_connections=20)
    ) as http:
        client = GraphClient(settings.graph_url, tokens, http, budget=budget)
        limits = Limits(max_records=settings.max_records, max_seconds=settings.max_seconds)
        yield Source(client, Directory(client, identity="app", clock=made.clock), limits, Capabilities())


def make_bot(
    settings: Settings,
    now: Callable[[], datetime],
    wiring: Wiring | None = None,
    heard: Callable[[Answer], None] | None = None,
) -> web.Application:
    """The aiohttp application of the bot; it opens what it reads Graph with when it starts.

    `heard` is told every answer as a value: the channel's JSON holds only what is drawn of it.
    """
    from bot.server import make_app
    from bot.turn import Turns

    turns = Turns(settings, now, heard)
    app = make_app(settings, turns.handle)

    async def reading(_: web.Application) -> AsyncIterator[None]:
        async with open_source(settings, wiring) as source:
            turns.source = source
            yield

    app.cleanup_ctx.append(reading)
    return app
