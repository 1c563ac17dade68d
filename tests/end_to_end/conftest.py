"""The whole bot at the wire: a Graph stand-in, the real endpoint, and a chat client with a connector of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
import pytest_asyncio

from bot.answers.model import Answer
from bot.app import Wiring, make_bot
from bot.commands.chat import Chat, open_chat
from bot.config import Settings
from bot.demo import make_tenant, serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.server import listening

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)  # a Wednesday


@cache
def tenant() -> Records:
    """The made-up tenant at NOW; the same for every test."""
    return make_tenant(NOW)


@dataclass
class World:
    """A running bot, what it answered, and the Graph behind it."""

    chat: Chat
    graph: ServerSettings
    records: Records
    answers: list[Answer] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)

    async def ask(self, text: str) -> Answer:
        """Say something and return the answer that the reply was drawn from."""
        activity = await self.chat.say(text)
        attachments = activity.get("attachments") or []
        assert len(attachments) == 1, activity
        self.cards.append(attachments[0]["content"])
        return self.answers[-1]


@pytest.fixture(scope="module", params=[False, True], ids=["strict", "lenient"])
def lenient(request: pytest.FixtureRequest) -> bool:
    """Whether Graph also takes the operators that it does not document."""
    return bool(request.param)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(lenient: bool) -> AsyncIterator[World]:
    """A bot without registration over the made-up tenant."""
    graph = ServerSettings(now=lambda: NOW, throttle=None, lenient=lenient)
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(serve(tenant(), graph))
        answers: list[Answer] = []
        settings = replace(Settings(), graph_url=url, graph_token="demo", dangerously_unauthenticated=True, port=0)
        app = make_bot(settings, lambda: NOW, Wiring(), answers.append)
        bot = await stack.enter_async_context(listening(app, "127.0.0.1", 0))
        chat = await stack.enter_async_context(open_chat(bot))
        yield World(chat, graph, tenant(), answers)


@pytest.fixture
def world(running: World) -> World:
    """The running bot, in a conversation of its own."""
    running.chat.restart()
    running.answers.clear()
    running.cards.clear()
    return running
