"""From an activity to exactly one reply, whatever the handler does."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable
from typing import Any

import msgspec

from bot.activities import Handler, Incoming, Reply, Sealed
from bot.channel import words
from bot.channel.adapter import CARD, sign_in_value
from bot.channel.conversation import Conversation
from bot.channel.hygiene import loggable
from bot.turns import Interrupted, TookTooLong, Turn

logger = logging.getLogger(__name__)

MESSAGE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
LOGIN_REQUEST = "application/vnd.microsoft.activity.loginRequest"
REFUSALS = {
    401: ("application/vnd.microsoft.error.incorrectAuthCode", "401"),
    412: ("application/vnd.microsoft.error.preconditionFailed", "412"),
}


async def answer(handler: Handler, incoming: Incoming, conversation: Conversation, turn: Turn) -> Reply:
    """Return the handler's reply, or the sentence that takes its place. Never raises.

    The reply is empty only when the handler has said everything by `Progress.send`.
    """

    def work() -> Awaitable[Reply]:
        return handler(incoming, conversation)

    try:
        reply = await turn.work(work)
        if reply.empty and not conversation.said_something and incoming.kind != "sign-in":
            raise ValueError("the handler returned an empty reply")
        _check(reply)
        return reply
    except TookTooLong:
        return Reply(text=words.TOOK_TOO_LONG)
    except Interrupted:
        return Reply(text=words.INTERRUPTED)
    except Exception:
        reference = secrets.token_hex(4)
        logger.exception("turn %s failed, activity %s", reference, loggable(incoming.activity_id))
        return Reply(text=words.broken(reference))


def _check(reply: Reply) -> None:
    """Raise TypeError for a reply that is no JSON, while an apology can still take its place."""
    msgspec.json.encode([None if isinstance(reply.card, Sealed) else reply.card, reply.text, reply.summary])
    if reply.smaller is not None:
        _check(reply.smaller)


def invoke_body(reply: Reply) -> dict[str, Any]:
    """Return a reply as the body that answers `adaptiveCard/action`: a card in place of the old one, a message, or an
    invitation to sign in.

    Sources: learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model, "Response format"; for signing
    in, learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards,
    "sso-adaptive-cards-universal-action" and "authentication-flow-in-universal-action-for-adaptive-cards".
    """
    if reply.offer is not None:
        return {"statusCode": 401, "type": LOGIN_REQUEST, "value": sign_in_value(reply.offer)}
    if reply.status in REFUSALS:
        kind, code = REFUSALS[reply.status]
        return {"statusCode": reply.status, "type": kind, "value": {"code": code, "message": reply.text}}
    if reply.card is not None:
        return {"statusCode": 200, "type": CARD, "value": reply.card}
    return {"statusCode": 200, "type": MESSAGE, "value": reply.text or words.SAID}


def invoke_error(status: int, code: str, message: str) -> dict[str, Any]:
    """Return the body that refuses an invoke; the HTTP status stays 200, as Teams expects."""
    return {"statusCode": status, "type": ERROR, "value": {"code": code, "message": message}}
