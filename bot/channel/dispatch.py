"""What an admitted activity gets: a turn in the background, a turn inside the request, or nothing."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botbuilder.core import TurnContext
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult

from bot.activities import Handler, Incoming, Reply
from bot.channel import words
from bot.channel.adapter import TeamsAdapter, inbound_activity
from bot.channel.answering import answer, invoke_body, invoke_error
from bot.channel.conversation import Conversation
from bot.channel.hygiene import loggable
from bot.channel.inbound import Arrival, claim_key, read_incoming
from bot.turns import Claims, Turn, Turns

logger = logging.getLogger(__name__)

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

    def __init__(self, handler: Handler, adapter: TeamsAdapter, turns: Turns, claims: Claims, *, checked: bool) -> None:
        """Ask `handler` for replies; `checked` says that activities are authenticated."""
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
            return Outcome(200, await self._invoke(admitted, incoming))
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

    async def _invoke(self, admitted: Admitted, incoming: Incoming | None) -> Mapping[str, Any]:
        """Return the body that answers an invoke; a button waits for no other turn."""
        if incoming is None:
            logger.info("an invoke that is not known: %s", loggable(admitted.arrival.name))
            return invoke_error(404, "NotFound", words.UNKNOWN_INVOKE)
        if incoming.action is None:
            return invoke_error(400, "BadRequest", words.UNKNOWN_BUTTON)
        reply = Reply(text=words.BUSY)

        async def run(turn: Turn) -> None:
            async def logic(context: TurnContext) -> None:
                nonlocal reply
                reply = await answer(self._handler, incoming, Conversation(context, turn), turn)

            await self._through_adapter(admitted, logic)

        task = self._turns.start(None, run, seconds=INVOKE_SECONDS)
        if task is not None:
            await task
        return invoke_body(reply)

    async def _carry(self, admitted: Admitted, incoming: Incoming, turn: Turn) -> Mapping[str, Any]:
        """Run one turn, from the handler to the posted reply; returns the replies that belong into the response."""

        async def logic(context: TurnContext) -> None:
            conversation = Conversation(context, turn)
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
