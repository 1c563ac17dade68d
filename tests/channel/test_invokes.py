"""What is answered inside the request: buttons, and replies that are expected there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.activities import Incoming, Progress, Reply
from bot.channel.words import BUSY, SAID, TOOK_TOO_LONG
from tests.channel.fakes import FakeConnector, activity, message, serving

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}
EXECUTE = {"name": "adaptiveCard/action", "value": {"action": {"verb": "next", "data": {"page": 2}}}}


@pytest.fixture
async def connector() -> AsyncIterator[FakeConnector]:
    """A connector service."""
    async with FakeConnector() as made:
        yield made


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (
            Reply(card=CARD, summary="x"),
            {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": CARD},
        ),
        (
            Reply(text="not allowed"),
            {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "not allowed"},
        ),
    ],
)
async def test_button_is_answered_in_the_response(connector: FakeConnector, reply: Reply, body: dict[str, Any]) -> None:
    """A pressed button gets a card or a message as its response, and nothing is posted to the conversation."""
    heard: list[Incoming] = []

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        heard.append(incoming)
        await progress.typing()
        return reply

    async with serving(handler) as bot:
        response = await bot.post(activity("invoke", connector, **EXECUTE))

    assert (response.status_code, response.json()) == (200, body)
    assert [(i.kind, i.verb, i.action, i.utterance) for i in heard] == [("invoke", "next", {"page": 2}, "")]
    assert connector.posted == []


@pytest.mark.parametrize("name", ["task/fetch", "composeExtension/query", "signin/failure", "brandNew", "", None, 5])
async def test_unknown_invokes_are_told_so(connector: FakeConnector, name: Any) -> None:
    """An invoke that nobody here knows gets HTTP 200 with a not-found body, never a 5xx."""
    async with serving() as bot:
        response = await bot.post(activity("invoke", connector, name=name, value={}))

    assert response.status_code == 200
    assert (response.json()["statusCode"], response.json()["type"]) == (404, "application/vnd.microsoft.error")


@pytest.mark.parametrize("value", [None, "x", [], {}, {"action": None}, {"action": "next"}])
async def test_malformed_buttons_are_told_so(connector: FakeConnector, value: Any) -> None:
    """A button whose data has no shape gets HTTP 200 with a bad-request body."""
    async with serving() as bot:
        response = await bot.post(activity("invoke", connector, name="adaptiveCard/action", value=value))

    assert (response.status_code, response.json()["statusCode"]) == (200, 400)


@pytest.mark.parametrize("data", [None, "x", [1]])
async def test_button_without_data_reaches_the_handler(connector: FakeConnector, data: Any) -> None:
    """Odd data is no data; whether that is enough is the handler's to say."""
    value = {"action": {"verb": "help", "data": data}}
    async with serving() as bot:
        response = await bot.post(activity("invoke", connector, name="adaptiveCard/action", value=value))

    assert response.json()["value"] == "invoke: "


async def test_button_that_says_all_on_the_way(connector: FakeConnector) -> None:
    """A handler that has posted its answer may leave the response empty; the button still gets a 200."""

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        await progress.send(Reply(text="posted"))
        return Reply()

    async with serving(handler) as bot:
        response = await bot.post(activity("invoke", connector, **EXECUTE))

    assert (response.status_code, response.json()["value"]) == (200, SAID)
    assert [posted.body["text"] for posted in connector.posted] == ["posted"]


async def test_broken_button_is_answered(connector: FakeConnector) -> None:
    """A bug behind a button is a sentence with a reference, not an HTTP error."""

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        raise KeyError("secret")

    async with serving(handler) as bot:
        response = await bot.post(activity("invoke", connector, **EXECUTE))

    assert response.status_code == 200
    assert "Something went wrong" in response.json()["value"]
    assert "secret" not in response.text


async def test_slow_button_is_answered(connector: FakeConnector, monkeypatch: pytest.MonkeyPatch) -> None:
    """A button that takes too long is answered before Teams gives up."""
    monkeypatch.setattr("bot.channel.dispatch.INVOKE_SECONDS", 0.05)

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        await asyncio.sleep(60)
        raise AssertionError

    async with serving(handler) as bot:
        response = await bot.post(activity("invoke", connector, **EXECUTE))

    assert response.json()["value"] == TOOK_TOO_LONG


async def test_button_does_not_wait_for_a_running_turn(connector: FakeConnector) -> None:
    """A button is answered while the same person's question is still being worked on."""
    done = asyncio.Event()

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        if incoming.kind == "message":
            await done.wait()
        return Reply(text=incoming.kind)

    async with serving(handler) as bot:
        await bot.post(message("slow", connector))
        response = await bot.post(activity("invoke", connector, **EXECUTE))
        done.set()
        await connector.messages(1)

    assert response.json()["value"] == "invoke"


async def test_busy_bot_answers_buttons_and_expected_replies(connector: FakeConnector) -> None:
    """Over the bound, what is answered in the response says that the bot is busy."""
    async with serving(turns_at_once=0) as bot:
        button = await bot.post(activity("invoke", connector, **EXECUTE))
        expected = await bot.post(message("hello", connector, deliveryMode="expectReplies"))

    assert button.json()["value"] == BUSY
    assert [reply["text"] for reply in expected.json()["activities"]] == [BUSY]


async def test_expected_replies_come_in_the_response(connector: FakeConnector) -> None:
    """With deliveryMode expectReplies all messages are in the response, cards untouched, and nothing is posted."""

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        await progress.typing()
        await progress.send(Reply(text="reading"))
        return Reply(card=CARD, summary="done")

    async with serving(handler) as bot:
        response = await bot.post(message("hello", connector, deliveryMode="expectReplies", id="7"))

    first, second = response.json()["activities"]
    assert response.status_code == 200
    assert (first["type"], first["text"], first["replyToId"]) == ("message", "reading", "7")
    assert (second["attachments"][0]["content"], second["summary"]) == (CARD, "done")
    assert connector.posted == []


async def test_expected_replies_keep_the_order_of_turns(connector: FakeConnector) -> None:
    """A follow-up whose replies are expected waits for the question before it."""
    order: list[str] = []

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        if incoming.utterance == "first":
            await asyncio.sleep(0.05)
        order.append(incoming.utterance)
        return Reply(text=incoming.utterance)

    async with serving(handler) as bot:
        await bot.post(message("first", connector))
        await bot.post(message("second", connector, deliveryMode="expectReplies"))
        await connector.messages(1)

    assert order == ["first", "second"]


async def test_submit_is_a_message_with_data(connector: FakeConnector) -> None:
    """Action.Submit comes as a message with a value and no text."""
    heard: list[Incoming] = []

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        heard.append(incoming)
        return Reply(text="ok")

    async with serving(handler) as bot:
        await bot.post(activity("message", connector, value={"ask": "bob"}))
        await bot.post(activity("message", connector, value="x", text="hello"))
        await connector.messages(2)

    assert [(i.kind, i.action, i.utterance) for i in heard] == [
        ("message", {"ask": "bob"}, ""),
        ("message", None, "hello"),
    ]
