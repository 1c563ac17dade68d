"""A chat client that talks to a bot over HTTP as Teams does: real activities in, a connector service for what comes
back.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from aiohttp import web

TENANT = "00000000-0000-4000-8000-00000000da7a"
REPLY_SECONDS = 120.0


class Chat:
    """One person's personal chat with a bot on this machine."""

    def __init__(
        self, bot_url: str, service_url: str, http: httpx.AsyncClient, person: str, timezone: str, locale: str
    ) -> None:
        """bot_url: where /api/messages is. service_url: where this client's connector listens."""
        self._bot, self._service, self._http = bot_url, service_url, http
        self._person, self._timezone, self._locale = person, timezone, locale
        self._number = itertools.count(1)
        self._conversation = "a:chat-1"
        self._replies: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def restart(self) -> None:
        """Go on in a new conversation, which remembers nothing."""
        self._conversation = f"a:chat-{next(self._number)}"

    async def say(self, text: str) -> dict[str, Any]:
        """Send a message; returns the reply activity. Raises TimeoutError, or httpx.HTTPError when the bot is not
        there.
        """
        activity = {
            "type": "message",
            "id": f"chat-{next(self._number)}",
            "channelId": "msteams",
            "serviceUrl": self._service,
            "from": {"id": "29:you", "name": self._person, "aadObjectId": "00000000-0000-4000-8000-000000000001"},
            "recipient": {"id": "28:watchbook", "name": "Watchbook"},
            "conversation": {"id": self._conversation, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "text": text,
            "locale": self._locale,
            "localTimezone": self._timezone,
        }
        answer = await self._http.post(self._bot + "/api/messages", json=activity)
        answer.raise_for_status()
        async with asyncio.timeout(REPLY_SECONDS):
            while True:
                reply = await self._replies.get()
                if not under_way(reply):
                    return reply

    async def take(self, request: web.Request) -> web.Response:
        """The connector service's side: what the bot posts arrives here."""
        activity = await request.json()
        if activity.get("type") == "message":  # posted, or put in place of a message that stood for it
            await self._replies.put(activity)
        return web.json_response({"id": f"bot-{next(self._number)}"})


def under_way(activity: dict[str, Any]) -> bool:
    """Whether a message stands for an answer that is still being read: it has a button that stops the reading."""
    cards = [a.get("content") or {} for a in activity.get("attachments") or []]
    return any('"title": "Stop"' in json.dumps(card) for card in cards)


@asynccontextmanager
async def open_chat(
    bot_url: str, *, person: str = "You", timezone: str = "UTC", locale: str = "en-US"
) -> AsyncIterator[Chat]:
    """A chat with the bot at bot_url, over a connector service of its own on loopback."""
    from bot.server import listening

    app = web.Application(client_max_size=1024 * 1024)
    async with httpx.AsyncClient(timeout=30) as http:
        chat = Chat(bot_url, "", http, person, timezone, locale)
        app.router.add_route("*", "/v3/{rest:.*}", chat.take)
        async with listening(app, "127.0.0.1", 0) as url:
            chat._service = url + "/"
            yield chat
