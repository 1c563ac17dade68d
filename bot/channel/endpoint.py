"""`POST /api/messages`: what is let in, what is answered when, and where it goes from there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx
from aiohttp import web
from botbuilder.core import TurnContext
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult

from bot.activities import Clock, Handler, Incoming, Reply
from bot.channel import words
from bot.channel.adapter import TeamsAdapter, TeamsAuthentication, inbound_activity, silence_unknown_fields
from bot.channel.answering import answer, invoke_body, invoke_error
from bot.channel.cloud import DEVELOPMENT, PUBLIC, Cloud
from bot.channel.connector import Connector
from bot.channel.conversation import Conversation
from bot.channel.credentials import CachedToken, NoToken, TokenSource, secret_token
from bot.channel.hygiene import loggable
from bot.channel.inbound import Arrival, BadActivity, claim_key, read_arrival, read_incoming
from bot.channel.keys import KeysUnavailable, SigningKeys
from bot.channel.validator import Unauthorized, Unchecked, Validator
from bot.config import AppType, Settings
from bot.turns import TURNS_AT_ONCE, Claims, MemoryClaims, Turn, Turns

logger = logging.getLogger(__name__)

CHANNEL = "msteams"
BODY_BYTES = 256 * 1024
BODY_SECONDS = 10.0
INVOKE_SECONDS = 10.0
"""Teams gives up on an invoke after 10 to 15 seconds."""
MARGIN_SECONDS = 30.0
"""What a turn may take beyond reading logs: names, drawing, waiting for Graph's budget."""


class Refused(Exception):
    """The request is not served; `status` is what it is answered with."""

    def __init__(self, status: int, reason: str) -> None:
        """Keep the HTTP status and a reason without anything of the request in it."""
        super().__init__(reason)
        self.status = status


class Endpoint:
    """Takes activities in, gives each that needs one a turn."""

    def __init__(
        self,
        handler: Handler,
        authentication: TeamsAuthentication,
        *,
        cloud: Cloud,
        tenant_id: str,
        checked: bool,
        turns: Turns,
        claims: Claims,
        closing: tuple[Callable[[], Awaitable[None]], ...],
    ) -> None:
        """Join the parts; `checked` says that inbound tokens are validated, "" that every tenant is served."""
        self._handler = handler
        self._authentication = authentication
        self._adapter = TeamsAdapter(authentication)
        self._cloud = cloud
        self._tenant_id = tenant_id.lower()
        self._checked = checked
        self._turns = turns
        self._claims = claims
        self._closing = closing

    async def messages(self, request: web.Request) -> web.Response:
        """Answer one POST of the Bot Connector."""
        try:
            arrival = read_arrival(await _body(request))
            identity = await self._admit(arrival, request.headers.get("Authorization"))
        except BadActivity as error:
            return _refusal(400, str(error))
        except Refused as error:
            return _refusal(error.status, str(error))
        return await self._serve(arrival, identity)

    async def close(self, grace: float) -> None:
        """Let running turns end within `grace` seconds, interrupt the rest, then let go of all connections."""
        await self._turns.close(grace)
        for close in self._closing:
            await close()

    async def _admit(self, arrival: Arrival, header: str | None) -> AuthenticateRequestResult:
        """Return who speaks. Raises Refused for everybody else."""
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
        return identity

    async def _serve(self, arrival: Arrival, identity: AuthenticateRequestResult) -> web.Response:
        incoming = read_incoming(arrival, checked=self._checked)
        if arrival.is_invoke:
            return web.json_response(await self._invoke(arrival, identity, incoming))
        if incoming is None:
            return web.Response(status=202)
        if arrival.expects_replies:
            return web.json_response(await self._in_response(arrival, identity, incoming))
        key = claim_key(arrival, incoming)
        if key is None or await self._claims.claim(key):
            await self._in_background(arrival, identity, incoming)
        return web.Response(status=202)

    async def _in_background(self, arrival: Arrival, identity: AuthenticateRequestResult, incoming: Incoming) -> None:
        async def run(turn: Turn) -> None:
            await self._carry(arrival, identity, incoming, turn)

        if self._turns.start(_line(arrival), run) is None:
            logger.warning("too many turns at once: one was turned away")
            self._turns.aside(lambda: self._say(arrival, identity, Reply(text=words.BUSY)))

    async def _in_response(
        self, arrival: Arrival, identity: AuthenticateRequestResult, incoming: Incoming
    ) -> dict[str, Any]:
        async def run(turn: Turn) -> dict[str, Any]:
            return await self._carry(arrival, identity, incoming, turn) or {"activities": []}

        task = self._turns.start(_line(arrival), run)
        if task is None:
            return await self._say(arrival, identity, Reply(text=words.BUSY)) or {"activities": []}
        return await asyncio.shield(task)

    async def _carry(
        self, arrival: Arrival, identity: AuthenticateRequestResult, incoming: Incoming, turn: Turn
    ) -> dict[str, Any] | None:
        """Run one turn, from the handler to the posted reply."""

        async def logic(context: TurnContext) -> None:
            conversation = Conversation(context, turn)
            async with conversation.showing_typing():
                reply = await answer(
                    self._handler, incoming, conversation, turn, said_something=lambda: conversation.said_something
                )
            if not reply.empty:
                await conversation.close(reply)

        return await self._through_adapter(arrival, identity, logic)

    async def _say(self, arrival: Arrival, identity: AuthenticateRequestResult, reply: Reply) -> dict[str, Any] | None:
        """Post a sentence without a turn."""

        async def logic(context: TurnContext) -> None:
            await Conversation(context, Turn(None, 0)).close(reply)

        return await self._through_adapter(arrival, identity, logic)

    async def _through_adapter(
        self, arrival: Arrival, identity: AuthenticateRequestResult, logic: Any
    ) -> dict[str, Any] | None:
        found: dict[str, Any] | None = await self._adapter.process_activity(identity, inbound_activity(arrival), logic)
        return found

    async def _invoke(
        self, arrival: Arrival, identity: AuthenticateRequestResult, incoming: Incoming | None
    ) -> Mapping[str, Any]:
        """Return the body that answers an invoke; a button waits for no other turn."""
        if incoming is None:
            logger.info("an invoke that is not known: %s", loggable(arrival.name))
            return invoke_error(404, "NotFound", words.UNKNOWN_INVOKE)
        if incoming.action is None:
            return invoke_error(400, "BadRequest", words.UNKNOWN_BUTTON)
        replies: list[Reply] = []

        async def run(turn: Turn) -> None:
            async def logic(context: TurnContext) -> None:
                conversation = Conversation(context, turn)
                replies.append(await answer(self._handler, incoming, conversation, turn, said_something=lambda: False))

            await self._through_adapter(arrival, identity, logic)

        task = self._turns.start(None, run, seconds=INVOKE_SECONDS)
        if task is None:
            return invoke_body(Reply(text=words.BUSY))
        await asyncio.shield(task)
        return invoke_body(replies[0])


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
    outbound = httpx.AsyncClient(
        timeout=httpx.Timeout(15.0, connect=5.0),
        trust_env=not cloud.loopback_services,  # a proxy of the environment has no way to this machine
        limits=httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=60.0),
    )
    inbound = httpx.AsyncClient(timeout=5.0, trust_env=not cloud.loopback_services)
    tokens = _tokens(settings, cloud, clock)
    keys = SigningKeys(cloud.metadata_url, inbound, clock)
    validator = Validator(settings.app_id, keys, cloud.issuer) if settings.app_id else Unchecked()
    connector = Connector(outbound, tokens, cloud)
    return Endpoint(
        handler,
        TeamsAuthentication(validator, connector),
        cloud=cloud,
        tenant_id=settings.tenant_id if settings.app_id else "",
        checked=bool(settings.app_id),
        turns=Turns(seconds=settings.max_seconds + MARGIN_SECONDS, limit=turns_at_once),
        claims=claims or MemoryClaims(clock),
        closing=(keys.close, tokens.close, outbound.aclose, inbound.aclose),
    )


def _tokens(settings: Settings, cloud: Cloud, clock: Clock) -> TokenSource:
    if not settings.app_id:
        return NoToken()
    fetch = secret_token(
        cloud,
        app_id=settings.app_id,
        secret=settings.app_password,
        tenant_id=None if settings.app_type is AppType.MULTI_TENANT else settings.tenant_id,
    )
    return CachedToken(fetch, clock)


def _line(arrival: Arrival) -> tuple[str, str]:
    """Return whose turns run in order: one person's, in one conversation."""
    return arrival.conversation_id, arrival.sender.object_id or arrival.sender.id


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
    return web.json_response({"error": reason}, status=status)
