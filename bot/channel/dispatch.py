"""What an admitted activity gets: a turn in the background, a turn inside the request, or nothing."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from botbuilder.core import TurnContext
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult

from bot.activities import Handler, Incoming, Reply
from bot.channel import words
from bot.channel.adapter import TeamsAdapter, inbound_activity
from bot.channel.answering import answer, invoke_body, invoke_error
from bot.channel.conversation import Conversation
from bot.channel.files import Uploads
from bot.channel.hygiene import loggable
from bot.channel.inbound import Arrival, claim_key, read_incoming
from bot.channel.token_service import TokenService
from bot.turns import Claims, Turn, Turns

logger = logging.getLogger(__name__)

SIGN_INS_AT_MOST = 1_000
INVOKE_SECONDS = 10.0
"""Teams gives up on an invoke after 10 to 15 seconds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the HTTP request is answered with."""

    status: int
    body: Mapping[str, Any] | None = None


ACCEPTED = Outcome(202)
OVERRUN = Outcome(503, {"error": "too many activities at once"})


@dataclass(frozen=True, slots=True)
class Admitted:
    """An activity that was let in, and who vouches for it."""

    arrival: Arrival
    identity: AuthenticateRequestResult

    @property
    def line(self) -> tuple[str, str]:
        """Whose turns run in order: one person's, in one conversation."""
        return self.arrival.conversation_id, self.arrival.sender.object_id or self.arrival.sender.id


class Dispatcher:
    """Gives each activity that needs one a turn, and each turn exactly one reply."""

    def __init__(
        self,
        handler: Handler,
        adapter: TeamsAdapter,
        turns: Turns,
        claims: Claims,
        *,
        checked: bool,
        tokens: TokenService | None = None,
        uploads: Uploads | None = None,
    ) -> None:
        """Ask `handler` for replies; `checked` says that activities are authenticated.

        `tokens` keeps people's tokens, None when nobody signs in; `uploads` puts files where people want them.
        """
        self._uploads = uploads
        self._tokens = tokens
        self._sign_ins: OrderedDict[str, asyncio.Task[Outcome]] = OrderedDict()
        self._handler = handler
        self._adapter = adapter
        self._turns = turns
        self._claims = claims
        self._checked = checked

    async def take(self, admitted: Admitted) -> Outcome:
        """Start what the activity asks for; returns once that is under way, or done when the response is the answer."""
        arrival = admitted.arrival
        incoming = read_incoming(arrival, checked=self._checked)
        if arrival.is_invoke:
            return await self._invoke(admitted, incoming)
        if incoming is None:
            return ACCEPTED
        if arrival.expects_replies:
            return Outcome(200, await self._in_response(admitted, incoming))
        if self._turns.overrun:
            # Not claimed, so that a redelivery has its chance.
            return OVERRUN
        key = claim_key(arrival, incoming)
        if key is None or await self._claims.claim(key):
            self._in_background(admitted, incoming)
        return ACCEPTED

    def _in_background(self, admitted: Admitted, incoming: Incoming) -> None:
        async def run(turn: Turn) -> None:
            await self._carry(admitted, incoming, turn)

        if self._turns.start(admitted.line, run) is None:
            self._turns.aside(lambda: self._say(admitted, words.BUSY))

    async def _in_response(self, admitted: Admitted, incoming: Incoming) -> Mapping[str, Any]:
        async def run(turn: Turn) -> Mapping[str, Any]:
            return await self._carry(admitted, incoming, turn)

        task = self._turns.start(admitted.line, run)
        if task is None:
            return await self._say(admitted, words.BUSY)
        return await task

    async def _invoke(self, admitted: Admitted, incoming: Incoming | None) -> Outcome:
        """Return what an invoke is answered with; a button waits for no other turn."""
        if incoming is None or (incoming.kind == "sign-in" and self._tokens is None):
            logger.info("an invoke that is not known: %s", loggable(admitted.arrival.name))
            return Outcome(200, invoke_error(404, "NotFound", words.UNKNOWN_INVOKE))
        if incoming.kind == "sign-in":
            if self._is_of_other_connection(admitted.arrival):
                return Outcome(200, invoke_error(404, "NotFound", words.UNKNOWN_INVOKE))
            return await self._sign_in(admitted, incoming)
        if incoming.kind == "file":
            return await self._file(admitted, incoming)
        if incoming.action is None:
            return Outcome(200, invoke_error(400, "BadRequest", words.UNKNOWN_BUTTON))
        return Outcome(200, invoke_body(await self._asked(admitted, incoming)))

    async def _file(self, admitted: Admitted, incoming: Incoming) -> Outcome:
        """Accept an answer to the offer of a file at once, and act on it in a turn, once: reading takes longer."""
        if self._turns.overrun:
            return OVERRUN
        offer = incoming.activity_id or admitted.arrival.id
        if await self._claims.claim(f"file|{admitted.arrival.conversation_id}|{offer}"):
            # A turn of its own, which answers the offer: an invoke has no id that could be answered.
            asked = replace(admitted.arrival, type="message", id=incoming.activity_id, expects_replies=False)
            self._in_background(replace(admitted, arrival=asked), incoming)
        return Outcome(200, {})

    async def _asked(self, admitted: Admitted, incoming: Incoming) -> Reply:
        """Return the handler's reply to an invoke, and begin the turns that it calls for."""
        reply = Reply(text=words.BUSY)

        async def run(turn: Turn) -> None:
            async def logic(context: TurnContext) -> None:
                nonlocal reply
                reply = await answer(self._handler, incoming, self._conversation(context, turn), turn)

            await self._through_adapter(admitted, logic)

        task = self._turns.start(None, run, seconds=INVOKE_SECONDS)
        if task is not None:
            await task
        for waited in reply.then:
            asked = replace(admitted.arrival, type="message", id=waited.activity_id, expects_replies=False)
            self._in_background(replace(admitted, arrival=asked), waited)
        return reply

    def _is_of_other_connection(self, arrival: Arrival) -> bool:
        """Whether a step of a sign-in names another OAuth connection than the bot's; a code names none."""
        value = arrival.raw.get("value")
        named = value.get("connectionName") if isinstance(value, dict) else None
        return named is not None and self._tokens is not None and named != self._tokens.connection

    async def _sign_in(self, admitted: Admitted, incoming: Incoming) -> Outcome:
        """Answer a step of a sign-in. Every open client of a person sends an exchange: it is made once for all."""
        said = incoming.sign_in
        if said is None or not said.id:
            return await self._sign_in_once(admitted, incoming)
        key = f"sign-in|{admitted.arrival.conversation_id}|{admitted.arrival.sender.id}|{said.id}"
        task = self._sign_ins.get(key)
        if task is None:
            if not await self._claims.claim(key):
                task = self._sign_ins.get(key)
                return await asyncio.shield(task) if task is not None else Outcome(200, {})
            task = asyncio.create_task(self._sign_in_once(admitted, incoming))
            self._sign_ins[key] = task
            while len(self._sign_ins) > SIGN_INS_AT_MOST:
                self._sign_ins.popitem(last=False)
        return await asyncio.shield(task)

    async def _sign_in_once(self, admitted: Admitted, incoming: Incoming) -> Outcome:
        reply = await self._asked(admitted, incoming)
        if reply.text and reply.status != 412:
            self._turns.aside(lambda: self._say(admitted, reply.text))
        if reply.status == 412 and incoming.sign_in is not None and self._tokens is not None:
            # https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-code
            failed = {"connectionName": self._tokens.connection, "failureDetail": reply.text}
            return Outcome(412, {"id": incoming.sign_in.id, **failed})
        return Outcome(reply.status, {})

    def _conversation(self, context: TurnContext, turn: Turn) -> Conversation:
        tokens = self._tokens.of(context.activity) if self._tokens is not None else None
        return Conversation(context, turn, tokens, self._uploads)

    async def _carry(self, admitted: Admitted, incoming: Incoming, turn: Turn) -> Mapping[str, Any]:
        """Run one turn, from the handler to the posted reply; returns the replies that belong into the response."""

        async def logic(context: TurnContext) -> None:
            conversation = self._conversation(context, turn)
            async with conversation.showing_typing():
                reply = await answer(self._handler, incoming, conversation, turn)
            if not reply.empty:
                await conversation.close(reply)

        return await self._through_adapter(admitted, logic)

    async def _say(self, admitted: Admitted, sentence: str) -> Mapping[str, Any]:
        """Post a sentence without a turn."""

        async def logic(context: TurnContext) -> None:
            await Conversation(context, Turn(None, 0)).close(Reply(text=sentence))

        return await self._through_adapter(admitted, logic)

    async def _through_adapter(
        self, admitted: Admitted, logic: Callable[[TurnContext], Awaitable[None]]
    ) -> Mapping[str, Any]:
        activity = inbound_activity(admitted.arrival)
        gathered: Mapping[str, Any] = await self._adapter.process_activity(admitted.identity, activity, logic)
        return gathered
