"""Replies to the Bot Connector over one HTTP client: botbuilder's connector interfaces, with pooled connections.

The SDK's own client opens a connection for each turn, asks for a token for each turn, and never repeats a refused
POST. Paths: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Any
from urllib.parse import quote

import httpx
import msgspec
from botbuilder.schema import Activity, ResourceResponse
from botframework.connector.auth.connector_factory import ConnectorFactory
from msrest.serialization import Model

from bot.activities import Sealed, TooLarge, Undeliverable
from bot.channel.cloud import Cloud
from bot.channel.credentials import TokenSource, TokenUnavailable
from bot.transport import PooledClient

logger = logging.getLogger(__name__)

ATTEMPTS = 5
RETRIED = frozenset({412, 429, 502, 503, 504})
"""What Microsoft says to repeat; 4xx else never (msteams-docs, "Handle bot errors and retries")."""
LONGEST_WAIT = 15.0
CONNECTIONS = 10
"""Requests at once. The rest wait here, in order, and their time to connect begins when it is their turn."""
CROWDED = 10
"""Requests under way at which typing indicators are left out, so that they hold up no replies."""


class Connector:
    """Posts JSON to the connector service, with the bot's token, and repeats what is worth repeating."""

    def __init__(
        self,
        client: PooledClient,
        tokens: TokenSource,
        cloud: Cloud,
        *,
        backoff: float = 0.5,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Use this client and token source for every conversation; `backoff` is the first pause, in seconds."""
        self._client = client
        self._tokens = tokens
        self._cloud = cloud
        self._backoff = backoff
        self._sleep = sleep
        self._places = asyncio.Semaphore(CONNECTIONS)
        self._under_way = 0

    async def send(self, method: str, service_url: str, path: str, body: Any, *, once: bool = False) -> dict[str, Any]:
        """Send one request and return the JSON object of its answer, {} when it has none.

        A lost connection is repeated too: an answer shown twice is better than one that never comes. `once`: it is
        worth neither a repetition nor a place in a queue. Raises TooLarge for 413 and Undeliverable for everything
        else that is not taken.
        """
        if once and self._under_way >= CROWDED:
            raise Undeliverable("others are waiting to send")
        if not self._cloud.serves(service_url):
            raise Undeliverable("the service URL is not one of the Bot Framework")
        url = f"{service_url.rstrip('/')}/v3/{path}"
        content = msgspec.json.encode(body) if body is not None else None
        refused: str | None = None
        status = 0
        for attempt in range(1, 2 if once else ATTEMPTS + 1):
            token, response = None, None
            try:
                token = await self._tokens.token(refused=refused)
                response = await self._try(method, url, content, token)
            except TokenUnavailable as error:
                logger.error("the bot gets no token for its replies: %s", error)
                if not error.passing:
                    break
            status = response.status_code if response is not None else 0
            if response is not None and response.is_success:
                return _json_object(response)
            if status == 401 and token is not None and refused is None:
                refused = token
                continue
            if status and status not in RETRIED:
                break
            if attempt < ATTEMPTS and not once:
                await self._sleep(self._pause(attempt, response))
        if status == 413:
            raise TooLarge("the connector service refused the size", status)
        raise Undeliverable(f"the connector service answered {status}" if status else "no connection", status)

    async def _try(self, method: str, url: str, content: bytes | None, token: str | None) -> httpx.Response | None:
        headers = {"User-Agent": "Watchbook", "Accept-Encoding": "gzip, deflate"}
        if content is not None:
            headers["Content-Type"] = "application/json"
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        self._under_way += 1
        try:
            async with self._places:
                response = await self._client.ask(method, url, headers, content)
                try:
                    await response.aread()
                finally:
                    await response.aclose()
                return response
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            logger.warning("connector service: %s", type(error).__name__)
            return None
        finally:
            self._under_way -= 1

    def _pause(self, attempt: int, response: httpx.Response | None) -> float:
        asked = _retry_after(response) if response is not None else None
        if asked is not None:
            return min(asked, LONGEST_WAIT)
        spread = random.uniform(0.5, 1.0)  # noqa: S311 - keeps retries apart, hides nothing
        wait: float = min(self._backoff * 2.0 ** (attempt - 1), LONGEST_WAIT)
        return wait * spread


class Conversations:
    """What botbuilder-core calls on a connector client, for one service URL."""

    def __init__(self, connector: Connector, service_url: str) -> None:
        """Post to this service URL."""
        self._connector = connector
        self._service_url = service_url

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Post a reply to an activity."""
        if getattr(activity, "targeted", False):
            return await self.send_to_conversation(conversation_id, activity)
        return await self._post(f"{_activities(conversation_id)}/{quote(activity_id, safe='')}", activity)

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        """Post to the end of a conversation.

        A targeted activity is shown to its recipient alone:
        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/targeted-messages
        """
        only = "?isTargetedActivity=true" if getattr(activity, "targeted", False) else ""
        return await self._post(_activities(conversation_id) + only, activity)

    async def update_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Put another content in place of a posted activity."""
        path = f"{_activities(conversation_id)}/{quote(activity_id, safe='')}"
        return _resource(await self._connector.send("PUT", self._service_url, path, as_json(activity)))

    async def delete_activity(self, conversation_id: str, activity_id: str) -> None:
        """Take a posted activity away."""
        path = f"{_activities(conversation_id)}/{quote(activity_id, safe='')}"
        await self._connector.send("DELETE", self._service_url, path, None)

    async def create_conversation(self, parameters: Any) -> Any:
        """Begin a conversation; returns an object with `id`, `activity_id` and `service_url`."""
        from botbuilder.schema import ConversationResourceResponse

        answer = await self._connector.send("POST", self._service_url, "conversations", parameters.serialize())
        return ConversationResourceResponse(
            id=answer.get("id"), activity_id=answer.get("activityId"), service_url=answer.get("serviceUrl")
        )

    async def _post(self, path: str, activity: Activity) -> ResourceResponse:
        # A typing indicator that comes late is worse than none.
        once = activity.type == "typing"
        return _resource(await self._connector.send("POST", self._service_url, path, as_json(activity), once=once))


class ConnectorClient:
    """The shape of botframework.connector.aio.ConnectorClient, as far as botbuilder-core uses it."""

    def __init__(self, connector: Connector, service_url: str) -> None:
        """Speak to this service URL."""
        self.conversations = Conversations(connector, service_url)


class HttpxConnectorFactory(ConnectorFactory):  # type: ignore[misc]  # botframework ships no types
    """Makes connector clients that share one connection pool and one token."""

    def __init__(self, connector: Connector) -> None:
        """Share this connector."""
        self._connector = connector

    async def create(self, service_url: str, audience: str) -> ConnectorClient:
        """Return a client for a service URL; the audience is the same for all of them."""
        return ConnectorClient(self._connector, service_url)


def as_json(activity: Activity) -> dict[str, Any]:
    """Return an activity as the JSON object that goes over the wire; Nones are left out.

    As msrest would, which walks a card value by value, for milliseconds, and changes nothing.
    """
    found: dict[str, Any] = _plain(activity)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        pairs = ((entry["key"], getattr(value, name)) for name, entry in value._attribute_map.items())
        return {key: _plain(held) for key, held in pairs if held is not None}
    if isinstance(value, Sealed):
        return msgspec.Raw(value.written)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.value if isinstance(value, Enum) else value


def _activities(conversation_id: str) -> str:
    return f"conversations/{quote(conversation_id, safe='')}/activities"


def _resource(answer: dict[str, Any]) -> ResourceResponse:
    found = answer.get("id")
    return ResourceResponse(id=found if isinstance(found, str) else "")


def _json_object(response: httpx.Response) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(response.content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _retry_after(response: httpx.Response) -> float | None:
    said = response.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
        sent = parsedate_to_datetime(response.headers.get("Date", ""))
        return max(0.0, (until - sent).total_seconds())
    except (ValueError, TypeError):
        return None
