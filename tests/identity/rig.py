"""A registered bot with everything around it at the wire, and people who talk to it."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import httpx

from bot.app import Wiring, make_bot
from bot.config import Mode, Settings
from bot.demo import make_tenant
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.server import listening
from tests.channel.fakes import ALICE, APP_ID, BOB, TENANT, FakeConnector, Served, activity, message
from tests.channel.identity import FakeKeys, fake_keys, token
from tests.identity.fakes import CONNECTION, FakeGraph, FakeTokenService, fake_graph, running

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)  # a Wednesday
DELEGATED = Settings(
    app_id=APP_ID,
    app_password="a made-up password",
    tenant_id=TENANT,
    oauth_connection=CONNECTION,
    caller_limit=None,
)
APPLICATION = replace(DELEGATED, mode=Mode.APPLICATION, graph_token="app-token", allowed_users=frozenset({ALICE}))
PEOPLE = {"alice": ("29:alice", "Alice Example", ALICE), "bob": ("29:bob", "Bob Example", BOB)}
GROUP = {"conversation": {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True}}
CHANNEL = {
    "conversation": {"id": "19:channel@thread.tacv2;messageid=1700", "conversationType": "channel", "isGroup": True}
}
ELSEWHERE = {"conversation": {"id": "19:elsewhere@thread.v2", "conversationType": "groupChat", "isGroup": True}}


class FixedToken:
    """The bot's own token, from nowhere."""

    async def token(self, *, refused: str | None = None) -> str:
        return "fixed"

    async def close(self) -> None:
        pass


@cache
def tenant() -> Records:
    """The made-up tenant at NOW; the same for every test."""
    return make_tenant(NOW)


@dataclass
class Rig:
    """A running bot and its surroundings."""

    bot: Served
    connector: FakeConnector
    service: FakeTokenService
    graph: FakeGraph
    keys: FakeKeys
    clock: list[datetime]
    responses: list[httpx.Response] = field(default_factory=list)

    def who(self, person: str) -> dict[str, Any]:
        """The `from` of a person's activities."""
        channel_id, name, object_id = PEOPLE[person]
        return {"id": channel_id, "name": name, "aadObjectId": object_id}

    async def send(self, body: dict[str, Any]) -> httpx.Response:
        """Post an activity with a token of the Bot Connector."""
        response = await self.bot.post(body, token=token(self.connector.url))
        self.responses.append(response)
        return response

    async def say(self, text: str, person: str = "alice", **changes: Any) -> dict[str, Any]:
        """Say something and return the next message that the bot posts."""
        before = len(self.connector.of_type("message"))
        response = await self.send(message(text, self.connector, **{"from": self.who(person), **changes}))
        assert response.status_code == 202, response.text
        return (await self.connector.messages(before + 1))[before]

    async def press(self, button: dict[str, Any], person: str = "alice", **changes: Any) -> dict[str, Any]:
        """Press a button and return the body of the response."""
        value = {"action": {"type": "Action.Execute", "verb": button["verb"], "data": button["data"]}}
        value |= changes.pop("value", {})
        body = activity(
            "invoke",
            self.connector,
            **{"name": "adaptiveCard/action", "value": value, "from": self.who(person), "replyToId": "card", **changes},
        )
        response = await self.send(body)
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    async def invoke(self, name: str, value: dict[str, Any], person: str = "alice", **changes: Any) -> httpx.Response:
        """Send a step of a sign-in as a client does."""
        return await self.send(
            activity("invoke", self.connector, **{"name": name, "value": value, "from": self.who(person), **changes})
        )

    def posted(self) -> str:
        """Everything that was posted or put into conversations, as text."""
        return json.dumps([posted.body for posted in self.connector.posted], ensure_ascii=False)


@asynccontextmanager
async def rig(
    monkeypatch: Any, settings: Settings = DELEGATED, graph_settings: ServerSettings | None = None
) -> AsyncIterator[Rig]:
    """Run a bot of these settings, whose Graph knows Alice's and Bob's tokens; nobody is signed in."""
    monkeypatch.setattr("bot.channel.endpoint._tokens", lambda *_: FixedToken())
    clock = [NOW]
    service = FakeTokenService(exchanges={"sso-alice": "graph-alice", "sso-bob": "graph-bob"})
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        graph = await enter(fake_graph(tenant(), graph_settings or ServerSettings(now=lambda: clock[0], throttle=None)))
        graph.people = {"graph-alice": ALICE, "graph-bob": BOB, "app-token": "app"}
        service.url = await enter(running(service.handle))
        keys = await enter(fake_keys())
        connector = await enter(FakeConnector())
        made = replace(settings, graph_url=graph.url, oauth_url=service.url)
        app = make_bot(made, lambda: clock[0], Wiring(cloud=keys.cloud()))
        url = await enter(listening(app, "127.0.0.1", 0))
        client = await enter(httpx.AsyncClient(base_url=url, timeout=15))
        yield Rig(Served(client, url), connector, service, graph, keys, clock)


def card_of(posted: dict[str, Any]) -> dict[str, Any]:
    """The content of a message's only attachment."""
    (attachment,) = posted["attachments"]
    found: dict[str, Any] = attachment["content"]
    return found


def buttons(node: Any) -> list[dict[str, Any]]:
    """All actions of a card, in order."""
    if isinstance(node, list):
        return [found for each in node for found in buttons(each)]
    if not isinstance(node, dict):
        return []
    here = [node] if str(node.get("type", "")).startswith("Action.") else []
    return here + [found for value in node.values() for found in buttons(value)]


def button(card: dict[str, Any], verb: str) -> dict[str, Any]:
    """The first button of a card with this verb."""
    return next(each for each in buttons(card) if each.get("verb") == verb)


def words(node: Any) -> str:
    """All text of a card, in order."""
    if isinstance(node, list):
        return " ".join(words(each) for each in node)
    if not isinstance(node, dict):
        return ""
    own = node.get("text", "") if node.get("type") in {"TextBlock", "TextRun"} else ""
    rest = (words(value) for value in node.values() if isinstance(value, dict | list))
    return " ".join(part for part in (own, *rest) if part)


def audited(caplog: Any) -> list[dict[str, Any]]:
    """The lines of the bot's own audit trail."""
    return [json.loads(record.getMessage()) for record in caplog.records if record.name == "watchbook.audit"]


def listen(caplog: Any) -> None:
    """Keep the lines of the audit trail."""
    caplog.set_level(logging.INFO, logger="watchbook.audit")
