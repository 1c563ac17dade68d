"""`POST /api/messages`: what is let in, and what is refused with which status."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx
import msgspec
from aiohttp import web

from bot.activities import Clock, Handler
from bot.channel.adapter import TeamsAdapter, TeamsAuthentication, inbound_activity, silence_unknown_fields
from bot.channel.cloud import DEVELOPMENT, PUBLIC, Cloud
from bot.channel.connector import CONNECTIONS, Connector
from bot.channel.credentials import CachedToken, NoToken, TokenSource, connector_token
from bot.channel.dispatch import Admitted, Dispatcher
from bot.channel.files import Uploads
from bot.channel.hygiene import loggable
from bot.channel.inbound import Arrival, BadActivity, read_arrival
from bot.channel.keys import KeysUnavailable, SigningKeys
from bot.channel.token_service import TokenService
from bot.channel.validator import Unauthorized, Unchecked, Validator
from bot.config import Settings
from bot.transport import PooledClient
from bot.turns import TURNS_AT_ONCE, Claims, MemoryClaims, Turns

logger = logging.getLogger(__name__)

CHANNEL = "msteams"
BODY_BYTES = 256 * 1024
BODY_SECONDS = 10.0
MARGIN_SECONDS = 30.0
"""What a turn may take beyond reading logs: names, drawing, waiting for Graph's budget."""


class Refused(Exception):
    """The request is not served; `status` is what it is answered with."""

    def __init__(self, status: int, reason: str) -> None:
        """Keep the HTTP status and a reason without anything of the request in it."""
        super().__init__(reason)
        self.status = status


class Endpoint:
    """Lets activities of the Bot Connector in, and nothing else."""

    def __init__(
        self,
        authentication: TeamsAuthentication,
        dispatcher: Dispatcher,
        turns: Turns,
        *,
        cloud: Cloud,
        tenant_id: str,
        closing: tuple[Callable[[], Awaitable[None]], ...],
    ) -> None:
        """Serve this tenant, "" for every one; `closing` lets go of connections at the end."""
        self._authentication = authentication
        self._dispatcher = dispatcher
        self._turns = turns
        self._cloud = cloud
        self._tenant_id = tenant_id.lower()
        self._closing = closing

    async def messages(self, request: web.Request) -> web.Response:
        """Answer one POST of the Bot Connector."""
        try:
            admitted = await self._admit(read_arrival(await _body(request)), request.headers.get("Authorization"))
        except BadActivity as error:
            return _refusal(400, str(error))
        except Refused as error:
            return _refusal(error.status, str(error))
        outcome = await self._dispatcher.take(admitted)
        return _json(outcome.status, outcome.body) if outcome.body is not None else web.Response(status=outcome.status)

    async def close(self, grace: float) -> None:
        """Let running turns end within `grace` seconds, interrupt the rest, then let go of all connections."""
        await self._turns.close(grace)
        for close in self._closing:
            await close()

    async def _admit(self, arrival: Arrival, header: str | None) -> Admitted:
        """Return the activity with who vouches for it. Raises Refused."""
        try:
            identity = await self._authentication.authenticate_request(inbound_activity(arrival), header)
        except Unauthorized as error:
            raise Refused(401, str(error)) from error
        except KeysUnavailable as error:
            raise Refused(503, "signing keys are unavailable") from error
        if arrival.channel_id != CHANNEL:
            raise Refused(403, "this channel is not served")
        if self._tenant_id and arrival.tenants != {self._tenant_id}:
            raise Refused(403, "this tenant is not served")
        if not self._cloud.serves(arrival.service_url):
            raise Refused(403, "this service URL is not served")
        return Admitted(arrival, identity)


def make_endpoint(
    settings: Settings,
    handler: Handler,
    *,
    clock: Clock,
    cloud: Cloud | None = None,
    claims: Claims | None = None,
    turns_at_once: int = TURNS_AT_ONCE,
) -> Endpoint:
    """Return the endpoint for these settings, which `bot.config.problems` has found fit.

    `cloud` says where the Bot Framework lives: the public cloud by default, this machine without an app id. Must be
    called where an event loop runs.
    """
    silence_unknown_fields()
    cloud = cloud or (PUBLIC if settings.app_id else DEVELOPMENT)
    outbound = PooledClient(
        timeout=httpx.Timeout(15.0, connect=5.0),
        trust_env=not cloud.loopback_services,  # a proxy of the environment has no way to this machine
        # All connections are kept: one that is closed after a busy moment has to be opened in the next.
        limits=httpx.Limits(max_connections=CONNECTIONS, keepalive_expiry=60.0),
    )
    inbound = httpx.AsyncClient(timeout=5.0, trust_env=not cloud.loopback_services)
    tokens = _tokens(settings, cloud, clock)
    keys = SigningKeys(cloud.metadata_url, inbound, clock)
    validator = Validator(settings.app_id, keys, cloud.issuer) if settings.app_id else Unchecked()
    connector = Connector(outbound, tokens, cloud)
    authentication = TeamsAuthentication(validator, connector)
    turns = Turns(seconds=settings.max_seconds + MARGIN_SECONDS, limit=turns_at_once)
    dispatcher = Dispatcher(
        handler,
        TeamsAdapter(authentication),
        turns,
        claims or MemoryClaims(clock),
        checked=bool(settings.app_id),
        tokens=_token_service(settings, cloud, outbound, tokens),
        uploads=Uploads(outbound, cloud),
    )
    return Endpoint(
        authentication,
        dispatcher,
        turns,
        cloud=cloud,
        tenant_id=settings.tenant_id if settings.app_id else "",
        closing=(keys.close, tokens.close, outbound.aclose, inbound.aclose),
    )


def _tokens(settings: Settings, cloud: Cloud, clock: Clock) -> TokenSource:
    if not settings.app_id:
        return NoToken()
    return CachedToken(connector_token(cloud, settings), clock)


def _token_service(
    settings: Settings, cloud: Cloud, client: httpx.AsyncClient, tokens: TokenSource
) -> TokenService | None:
    if not settings.signs_in:
        return None
    url = settings.oauth_url or cloud.sign_in_url
    return TokenService(client, tokens, url, settings.app_id, settings.oauth_connection)


async def _body(request: web.Request) -> bytes:
    """Return the body of a request that could be an activity. Raises Refused."""
    if request.content_type != "application/json" or (request.charset or "utf-8").lower() not in {"utf-8", "utf8"}:
        raise Refused(415, "the content type is not application/json in UTF-8")
    if (request.content_length or 0) > BODY_BYTES:
        raise Refused(413, "the activity is too big")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise Refused(413, "the activity is too big") from error
    except TimeoutError as error:
        raise Refused(408, "the activity did not arrive in time") from error


def _refusal(status: int, reason: str) -> web.Response:
    logger.info("refused with %s: %s", status, loggable(reason))
    return _json(status, {"error": reason})


def _json(status: int, body: Mapping[str, Any]) -> web.Response:
    return web.Response(status=status, body=msgspec.json.encode(body), content_type="application/json")
