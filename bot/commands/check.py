"""`watchbook check`: tries everything that the bot needs, and says what is missing, who can mend it, and how.

At most six report requests, under Graph's limit of five in 10 s; nothing is changed anywhere.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.channel.cloud import PUBLIC, Cloud
from bot.checks import configuration, outside, reading, shown, token
from bot.checks.outside import Seen
from bot.checks.reading import Probe
from bot.checks.row import Row, exit_code
from bot.clock import wall_clock
from bot.commands.common import say
from bot.config import Mode, Settings, load
from bot.problems import Problem

if TYPE_CHECKING:
    from bot.commands.wire import Got, Wire
    from bot.graph.tokens import TokenSource

MOST_IDS = 20
"""Ids of those who may ask that are looked up, of each kind."""
DAYS = (40, 29, 6)
"""Starts that are tried, in days back: beyond every retention, within 30 days, within the 7 of a free tenant."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    sign_in: bool = False
    endpoint: str = ""
    bot: str = ""
    """Azure resource id of the bot registration."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the checks are done with; the defaults are the real ones."""

    env: Mapping[str, str] = field(default_factory=lambda: os.environ)
    now: Callable[[], datetime] = wall_clock
    clock: Callable[[], float] = time.monotonic
    cloud: Cloud = PUBLIC
    azure: str = "https://management.azure.com"


@dataclass(frozen=True, slots=True)
class Report:
    """The rows, and how many report requests they took."""

    rows: list[Row]
    requests: int


def run(arguments: argparse.Namespace) -> int:
    """See the module. Ends with 1 when something is missing."""
    settings = load(os.environ)
    asked = Asked(arguments.sign_in, arguments.endpoint or "", arguments.bot or "")
    report = asyncio.run(examine(settings, asked, Surroundings()))
    if arguments.json:
        say(shown.as_json(report.rows, report.requests))
    else:
        from rich.console import Console

        shown.table(report.rows, report.requests, Console(highlight=False))
    return exit_code(report.rows)


async def examine(settings: Settings, asked: Asked, around: Surroundings) -> Report:
    """Return the rows for these settings; asks Graph, the login service, the bot's own endpoint and Azure."""
    from bot.commands.wire import open_wire

    rows = configuration.rows(settings, around.env)
    if settings.redis_url:
        from bot.commands.redis_ping import ping

        rows.append(configuration.redis_row(await ping(settings.redis_url)))
    async with open_wire(around.now, around.clock) as wire:
        had = await _token(settings, asked, around)
        if isinstance(had, Row):
            rows.append(had)
        else:
            claims = token.read_claims(had.bearer)
            rows.append(token.token_row(had.tried, claims, settings, around.now()))
            rows += await _graph(settings, claims, wire, had.bearer, around)
        rows += await _outside(settings, asked, wire, around)
        return Report(rows, wire.reports)


@dataclass(frozen=True, slots=True)
class _Had:
    """A token, and how it was had."""

    bearer: str = field(repr=False)
    tried: str


async def _token(settings: Settings, asked: Asked, around: Surroundings) -> _Had | Row:
    """Return a token for Graph, or the row that says why there is none."""
    if asked.sign_in:
        from bot.commands.ask import device_code

        return await _given("signed in with a device code", device_code(settings))
    if settings.graph_token:
        from bot.graph.tokens import StaticToken

        return await _given("read WATCHBOOK_GRAPH_TOKEN", StaticToken(settings.graph_token))
    if settings.app_id and settings.tenant_id and _has_credential(settings):
        return await asyncio.to_thread(_by_credential, settings, around.cloud)
    return token.none_given("read the environment")


async def _given(tried: str, source: TokenSource) -> _Had | Row:
    try:
        return _Had(await source.token(), tried)
    except Problem as problem:
        if problem.code == "graph-unreachable":
            return token.unreachable(tried)
        return token.none_given(tried) if problem.code == "no-token" else token.refused(tried, [], problem.code)


def _by_credential(settings: Settings, cloud: Cloud) -> _Had | Row:
    """Ask with the app's own credential, and keep the reason that the login service gives; blocks."""
    from bot.credentials import CredentialUnusable, Login, app_token

    tried = f"asked the login service with the app's {_kind(settings)}"
    login = Login(cloud.login_url, cloud.ca_file)
    try:
        answer = app_token(settings, f"{settings.graph_url}/.default", settings.tenant_id, login)
    except CredentialUnusable as error:
        return token.unusable(tried, str(error))
    except ValueError:
        return token.refused(tried, [90002], "")  # msal's way to say that the login service knows no such tenant
    except OSError:
        return token.unreachable(tried)
    bearer = answer.get("access_token")
    if isinstance(bearer, str) and bearer:
        return _Had(bearer, tried)
    codes = [code for code in answer.get("error_codes") or [] if isinstance(code, int)]
    return token.refused(tried, codes, str(answer.get("error") or ""))


def _has_credential(settings: Settings) -> bool:
    return bool(settings.app_password or settings.certificate or settings.federated_identity)


def _kind(settings: Settings) -> str:
    """Which credential is used, in the order of bot.credentials."""
    if settings.certificate:
        return "certificate"
    return "managed identity" if settings.federated_identity else "client secret"


async def _graph(settings: Settings, claims: token.Claims, wire: Wire, bearer: str, around: Surroundings) -> list[Row]:
    """Rows about what this token may read."""
    if settings.mode is Mode.DELEGATED and claims.readable and not claims.person and not claims.permissions:
        why = "Not checked: in delegated mode each user's own token reads the logs, and this is the app's."
        how = "Run `watchbook check --sign-in` as somebody who will ask."
        skew = [reading.skew_row(wire.dates)] if wire.dates else []
        return [reading.not_tried("permissions, licence and roles", why, how), *skew]
    base = settings.graph_url
    users, sign_ins, audits, provisioning = await asyncio.gather(
        wire.get(f"{base}/v1.0/users?$top=1&$select=id", bearer),
        _probe(wire, base, bearer, _LOGS[0], around.now()),
        _probe(wire, base, bearer, _LOGS[1], around.now()),
        _probe(wire, base, bearer, _LOGS[2], around.now()),
    )
    allowed = await _allowed(settings, wire, bearer) if settings.mode is Mode.APPLICATION else []
    probes = [sign_ins, audits, provisioning]
    if all(p is not None and p.code == "graph-unreachable" for p in (users.problem, *(p.problem for p in probes))):
        return [*token.permission_rows(claims), reading.unreachable_row(base)]
    skus = None
    if sign_ins.problem is not None and sign_ins.problem.code == "licence-missing":
        skus = (await wire.get(f"{base}/v1.0/subscribedSkus", bearer)).json
    retention = [row for row in map(reading.retention_row, probes) if row is not None]
    return [
        *token.permission_rows(claims),
        reading.directory_row(users.problem),
        *allowed,
        *map(reading.log_row, probes),
        reading.licence_row(sign_ins, skus),
        reading.role_row(probes, person=claims.person if claims.readable else None),
        *retention,
        reading.skew_row(wire.dates),
    ]


async def _allowed(settings: Settings, wire: Wire, bearer: str) -> list[Row]:
    """Rows about the ids of those who may ask: one that the directory does not know lets nobody in, in silence."""
    rows = []
    for kind, ids in (("users", settings.allowed_users), ("groups", settings.allowed_groups)):
        looked_up = sorted(ids)[:MOST_IDS]
        urls = [f"{settings.graph_url}/v1.0/{kind}/{each}?$select=id" for each in looked_up]
        answers = await asyncio.gather(*(wire.get(url, bearer) for url in urls))
        unknown = [each for each, got in zip(looked_up, answers, strict=True) if got.status == 404]
        problem = next((got.problem for got in answers if got.problem is not None and got.status != 404), None)
        if looked_up:
            rows.append(reading.allowed_row(kind, unknown, problem))
    return rows


@dataclass(frozen=True, slots=True)
class _Log:
    what: str
    path: str
    starts: str
    """The clause that names the start."""
    days: tuple[int, ...]


_LOGS = (
    _Log("sign-ins", "signIns", "createdDateTime ge", DAYS[1:]),
    _Log("directory audits", "directoryAudits", "activityDateTime ge", DAYS),
    _Log("provisioning events", "provisioning", "activityDateTime gt", DAYS[1:2]),
)
"""Directory audits alone name the earliest start in their refusal, so they are asked for one that is too early."""


async def _probe(wire: Wire, base: str, bearer: str, log: _Log, now: datetime) -> Probe:
    """Try one log from further back to nearer, until a start is accepted or something else than the start is wrong."""
    refused: list[int] = []
    earliest = None
    for days in log.days:
        start = (now - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        url = f"{base}/v1.0/auditLogs/{log.path}?$filter={log.starts} {start}&$top=1"
        got = await wire.get(url.replace(" ", "%20"), bearer, report=True)
        if got.problem is None:
            return Probe(log.what, None, days, tuple(refused), earliest)
        if got.status != 400 or days == log.days[-1]:
            return Probe(log.what, got.problem, days, tuple(refused), earliest)
        refused.append(days)
        earliest = earliest or reading.earliest_named(got.message)
    raise AssertionError("a log without a start to try")


async def _outside(settings: Settings, asked: Asked, wire: Wire, around: Surroundings) -> list[Row]:
    """Rows about the registration in Azure and the endpoint that it names."""
    host = around.env.get("WEBSITE_HOSTNAME", "")
    address = asked.endpoint or (f"https://{host}/api/messages" if host else "")
    rows: list[Row] = []
    arm = around.env.get("WATCHBOOK_ARM_TOKEN", "")
    if asked.bot and arm:
        url = f"{around.azure}/{asked.bot.strip('/')}"
        bot = _seen(await wire.get(f"{url}?api-version=2022-09-15", arm))
        connections = _seen(await wire.get(f"{url}/connections?api-version=2022-09-15", arm))
        rows += outside.azure_rows(settings, bot, connections, address)
        address = address or outside.endpoint_of(bot)
    else:
        why = "Not checked: that Teams is on, Web Chat and Direct Line are off, and the registration fits the settings."
        how = (
            "Give --bot the Azure Bot's resource id, and set WATCHBOOK_ARM_TOKEN to what"
            " `az account get-access-token --query accessToken -o tsv` prints."
        )
        rows.append(reading.not_tried(outside.REGISTRATION, why, how))
    return rows + await _endpoint(address, wire)


async def _endpoint(address: str, wire: Wire) -> list[Row]:
    if not address:
        why = "Not checked: the address is not known here."
        return [reading.not_tried(outside.ENDPOINT, why, "Give --endpoint https://<host>/api/messages.")]
    wrong = outside.bad_endpoint(address)
    if wrong is not None:
        return [wrong]
    health = await wire.get(address.removesuffix("/api/messages") + "/healthz", "")
    unsigned = await wire.post(address, outside.unsigned_activity(address))
    return outside.endpoint_rows(address, _seen(health), _seen(unsigned))


def _seen(got: Got) -> Seen:
    return Seen(got.status, got.body if got.status else got.message.encode())
