"""Where objects are made and joined: settings in, a source of answers or a running bot out."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.asking import Source
from bot.audit import note_request
from bot.config import Rate, Settings
from bot.credentials import AppLogin, Login

if TYPE_CHECKING:
    from aiohttp import web

    from bot.answers.model import Answer
    from bot.channel.cloud import Cloud
    from bot.graph.budget import Budget
    from bot.graph.tokens import TokenSource
    from bot.instances.common import Common

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Wiring:
    """What a caller of `open_source` may put in place of the defaults."""

    tokens: TokenSource | None = None
    budget: Rate | None = None
    """None: as the settings say, and none for a Graph stand-in on this machine that the settings say nothing about."""
    clock: Callable[[], float] = time.monotonic
    cloud: Cloud | None = None
    """Where the Bot Framework and its login service live; None for what the settings call for."""


def graph_tokens(
    settings: Settings, clock: Callable[[], float] = time.monotonic, login: Login | None = None
) -> TokenSource:
    """The tokens that application mode reads Graph with: a ready one, else msal's client credentials.

    Where the settings hold no way to get one, asking for a token raises bot.problems.Problem.
    """
    from bot.graph.tokens import ClientCredentialsToken, StaticToken

    if settings.graph_token:
        return StaticToken(settings.graph_token)
    proof = settings.app_password or settings.certificate or settings.federated_identity
    if not (settings.app_id and proof and settings.tenant_id):
        return StaticToken("")
    app = AppLogin(settings, login or Login())
    return ClientCredentialsToken(lambda: app, f"{settings.graph_url}/.default", clock=clock)


@dataclass(frozen=True, slots=True)
class Opened:
    """What reads Graph while it is open."""

    source: Source
    is_member: Callable[[str], Awaitable[bool]]
    """Whether the person of an object id belongs to one of the groups that may ask. Raises bot.problems.Problem."""


@asynccontextmanager
async def open_source(settings: Settings, wiring: Wiring | None = None) -> AsyncIterator[Source]:
    """Everything that reads Graph with one identity, over one pool of connections, closed at the end."""
    async with open_graph(settings, wiring) as opened:
        yield opened.source


@asynccontextmanager
async def open_graph(
    settings: Settings, wiring: Wiring | None = None, common: Common | None = None
) -> AsyncIterator[Opened]:
    """One pool of connections and one budget to Graph, for all identities; closed at the end.

    Budget and reads are shared with other processes where there is something in `common`, which the caller opens.
    """
    from bot.directory import Directory
    from bot.graph.client import GraphClient
    from bot.graph.filter_rules import UNDOCUMENTED, Capabilities
    from bot.graph.members import belongs
    from bot.graph.read import Limits
    from bot.graph.shared import SharedReads
    from bot.recent import RecentAnswers
    from bot.transport import PooledClient

    made = wiring or Wiring()
    login = Login(made.cloud.login_url, made.cloud.ca_file) if made.cloud is not None else Login()
    tokens = made.tokens or graph_tokens(settings, made.clock, login)

    async with PooledClient(sent=note_request) as http:
        budget = _budget(settings, made, common, lambda: http.connecting)
        elsewhere = common.reads(lambda: budget.free) if common is not None else None
        shared = SharedReads(made.clock, elsewhere=elsewhere)
        client = GraphClient(settings.graph_url, tokens, http, budget=budget, shared=shared)
        directory = Directory(client, identity="app", clock=made.clock)
        most = Limits(max_records=settings.max_records, max_seconds=settings.max_seconds)
        source = Source(client, directory, most, Capabilities(*UNDOCUMENTED), RecentAnswers(made.clock))
        groups = sorted(settings.allowed_groups)
        yield Opened(source, lambda who: belongs(http, settings.graph_url, tokens, who, groups))


def _budget(settings: Settings, made: Wiring, common: Common | None, connecting: Callable[[], float]) -> Budget:
    from bot.graph.budget import NoBudget, WindowBudget

    rate = made.budget or settings.graph_budget
    if made.budget is None and urlsplit(settings.graph_url).hostname in LOOPBACK and rate is Settings().graph_budget:
        rate = None  # the limit is the real service's; a stand-in that has one answers 429, and that is heeded
    if rate is None:
        return NoBudget(clock=made.clock)
    if common is not None:
        return common.budget(rate)
    return WindowBudget(rate.count, rate.seconds, clock=made.clock, connecting=connecting)


def _common(settings: Settings, made: Wiring) -> Common | None:
    """What is shared with other processes; nothing of it is imported where the settings name no Redis."""
    if not settings.redis_url:
        return None
    from bot.instances.common import Common

    return Common(settings, made.clock)


def make_bot(
    settings: Settings,
    now: Callable[[], datetime],
    wiring: Wiring | None = None,
    heard: Callable[[Answer], None] | None = None,
) -> web.Application:
    """The aiohttp application of the bot; it opens what it reads Graph with when it starts.

    `heard` is told every answer as a value: the channel's JSON holds only what is drawn of it.
    """
    from bot.callers import Membership
    from bot.graph.tokens import StaticToken
    from bot.server import make_app
    from bot.turn import Turns

    made = wiring or Wiring()
    if settings.signs_in:
        made = replace(made, tokens=StaticToken(""))  # nobody's question can be read with the bot's own rights
    common = _common(settings, made)
    turns = Turns(settings, now, heard, common)
    app = make_app(settings, turns.handle, cloud=made.cloud, claims=common.claims if common is not None else None)

    async def reading(_: web.Application) -> AsyncIterator[None]:
        async with common.open() if common is not None else nullcontext(), open_graph(settings, made, common) as opened:
            turns.desk.source = opened.source
            turns.desk.membership = Membership(opened.is_member, made.clock)
            yield
            await turns.close()

    app.cleanup_ctx.append(reading)
    return app
