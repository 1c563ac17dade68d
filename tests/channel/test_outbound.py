"""What goes back: where, how often, with which token, and what happens when it is not taken."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from botbuilder.schema import Activity, ActivityTypes, InputHints

from bot.activities import Incoming, Offer, Progress, Reply, Sealed, TooLarge, Undeliverable
from bot.channel.adapter import inbound_activity, outbound_activity
from bot.channel.cloud import Cloud
from bot.channel.connector import ATTEMPTS, CROWDED, Connector, as_json
from bot.channel.credentials import CachedToken, NoToken, TokenUnavailable, connector_token
from bot.channel.inbound import read_arrival
from bot.channel.words import TOO_LARGE
from bot.config import AppType
from bot.transport import PooledClient
from tests.channel.fakes import (
    APP_ID,
    BOT,
    REGISTERED,
    TENANT,
    FakeConnector,
    activity,
    answering,
    hanging_up,
    message,
    serving,
)
from tests.channel.identity import FakeLogin, fake_keys, fake_login, token

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "3 sign-ins", "n": 1.5}]}
HERE = Cloud(service_hosts=(), loopback_services=True)


@pytest.fixture
async def connector() -> AsyncIterator[FakeConnector]:
    """A connector service."""
    async with FakeConnector() as made:
        yield made


@pytest.fixture
async def login(tmp_path: Path) -> AsyncIterator[FakeLogin]:
    """A login service."""
    async with fake_login(tmp_path) as made:
        yield made


async def card(incoming: Incoming, progress: Progress) -> Reply:
    """Answer with a card."""
    return Reply(card=CARD, summary="3 sign-ins")


class Pauses:
    """Takes the place of sleeping and remembers for how long."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


async def test_reply_is_addressed_to_what_it_answers(connector: FakeConnector) -> None:
    """A reply goes to its conversation and activity, from the bot to the person, as plain text."""
    async with serving() as bot:
        await bot.post(message("hello", connector, id="f:1"))
        (reply,) = await connector.messages(1)

    assert connector.posted[0].method == "POST"
    assert connector.posted[0].path == "/v3/conversations/a%3Achat-of-alice/activities/f%3A1"
    assert "Authorization" not in connector.posted[0].headers
    assert (reply["text"], reply["textFormat"], reply["replyToId"]) == ("message: hello", "plain", "f:1")
    assert (reply["from"]["id"], reply["recipient"]["id"]) == (BOT, "29:alice")
    assert (reply["conversation"]["id"], reply["channelId"]) == ("a:chat-of-alice", "msteams")


async def test_reply_stays_in_its_thread(connector: FakeConnector) -> None:
    """In a channel the thread is part of the conversation id and comes back with it."""
    thread = "19:abc@thread.tacv2;messageid=14815676"
    async with serving() as bot:
        await bot.post(
            message(
                "hello", connector, id="9", conversation={"id": thread, "conversationType": "channel", "isGroup": True}
            )
        )
        (reply,) = await connector.messages(1)

    assert connector.posted[0].path == "/v3/conversations/19%3Aabc%40thread.tacv2%3Bmessageid%3D14815676/activities/9"
    assert (reply["conversation"]["id"], reply["conversation"]["isGroup"]) == (thread, True)


async def test_card_is_sent_alone_with_a_summary(connector: FakeConnector) -> None:
    """A card travels unchanged as the only attachment, with a summary and no text beside it."""
    async with serving(card) as bot:
        await bot.post(message("hello", connector))
        (reply,) = await connector.messages(1)

    assert reply["attachments"] == [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}]
    assert (reply["summary"], reply.get("text")) == ("3 sign-ins", None)


@pytest.mark.parametrize(
    "activity",
    [
        outbound_activity(Reply(text="Hello")),
        outbound_activity(Reply(card={"type": "AdaptiveCard", "body": [{"a": None}, 1, "é"]}, summary="A card")),
        outbound_activity(Reply(offer=Offer("Please sign in", "graph", "https://example.org/"))),
        inbound_activity(read_arrival(json.dumps(message("who signed in?", "https://example.org/")).encode())),
        Activity(type=ActivityTypes.typing, input_hint=InputHints.accepting_input),
    ],
)
def test_an_activity_is_written_as_the_sdk_writes_it(activity: Activity) -> None:
    """Only quicker."""
    written = json.loads(msgspec.json.encode(as_json(activity)))
    for attachment in activity.attachments or []:
        attachment.content = dict(attachment.content)  # msrest knows no other kind of dict
    assert written == json.loads(json.dumps(activity.serialize()))


def test_a_sealed_card_stays_as_it_was_written() -> None:
    """Its JSON goes out in its place; what is made of a copy is written anew."""
    card = Sealed({"type": "AdaptiveCard", "body": []})
    copied = copy.deepcopy({"content": card})["content"]
    copied["body"].append(1)
    assert type(copied) is dict
    assert msgspec.json.decode(card.written) == card == {"type": "AdaptiveCard", "body": []}
    with pytest.raises(TypeError):
        card["body"] = [1]
    with pytest.raises(TypeError):
        Sealed({"body": object()})


def test_card_and_text_do_not_go_together() -> None:
    """Teams splits such an activity into two messages, so a Reply cannot hold both."""
    with pytest.raises(ValueError, match="not both"):
        Reply(card={}, text="x")


async def test_turns_share_a_connection(connector: FakeConnector) -> None:
    """Five turns one after another are answered over one connection."""
    async with serving() as bot:
        for number in range(5):
            await bot.post(message("hello", connector))
            await connector.messages(number + 1)

    assert connector.connections == 1


async def test_turns_share_a_token(connector: FakeConnector, login: FakeLogin) -> None:
    """Turns share one token of the bot's own tenant, fetched with its secret; replies carry it."""
    async with fake_keys() as keys:
        cloud = keys.cloud(login_url=login.url, ca_file=login.ca_file)
        async with serving(settings=REGISTERED, cloud=cloud) as bot:
            for number in range(3):
                await bot.post(message("hello", connector), token=token(connector.url))
                await connector.messages(number + 1)

    (asked,) = login.requests
    assert (asked["client_id"], asked["client_secret"], asked["tenant"]) == (APP_ID, "made-up", TENANT)
    assert (asked["scope"], asked["grant_type"]) == ("https://api.botframework.com/.default", "client_credentials")
    assert {posted.headers["Authorization"] for posted in connector.posted} == {"Bearer bot-token-1"}
    assert connector.connections == 1


async def test_first_turns_at_once_ask_for_one_token(connector: FakeConnector, login: FakeLogin) -> None:
    """Ten first turns at once make one token request."""
    async with fake_keys() as keys:
        cloud = keys.cloud(login_url=login.url, ca_file=login.ca_file)
        async with serving(settings=REGISTERED, cloud=cloud) as bot:
            posts = [bot.post(message(f"{n}", connector), token=token(connector.url)) for n in range(10)]
            await asyncio.gather(*posts)
            await connector.messages(10)

    assert len(login.requests) == 1


async def test_refused_token_is_renewed_once(connector: FakeConnector, login: FakeLogin) -> None:
    """A 401 gets one new token and one more try; a second 401 ends it."""
    cached = CachedToken(
        connector_token(Cloud(login_url=login.url, ca_file=login.ca_file), REGISTERED),
        time.monotonic,
    )
    connector.answers = [answering(401), answering(201), answering(401), answering(401), answering(201)]
    async with PooledClient() as client:
        made = Connector(client, cached, HERE)
        await made.send("POST", connector.url, "x", {})
        with pytest.raises(Undeliverable, match="401"):
            await made.send("POST", connector.url, "x", {})

    sent = [posted.headers["Authorization"].removeprefix("Bearer bot-token-") for posted in connector.posted]
    assert sent == ["1", "2", "2", "3"]


async def test_multi_tenant_bots_sign_in_at_botframework(login: FakeLogin) -> None:
    """The tokens of a multi-tenant bot come from the tenant botframework.com."""
    cloud = Cloud(login_url=login.url, ca_file=login.ca_file)

    found = await CachedToken(
        connector_token(cloud, replace(REGISTERED, app_type=AppType.MULTI_TENANT)), time.monotonic
    ).token()

    assert (found, login.requests[0]["tenant"]) == ("bot-token-1", "botframework.com")


async def test_wrong_secret_is_an_error_without_the_secret(login: FakeLogin) -> None:
    """What the login service refuses is named by its error code alone."""
    login.fails = True
    cloud = Cloud(login_url=login.url, ca_file=login.ca_file)

    with pytest.raises(TokenUnavailable, match="^invalid_client$"):
        await CachedToken(connector_token(cloud, REGISTERED), time.monotonic).token()


async def test_login_service_that_is_away_is_an_error() -> None:
    """No connection to the login service is told apart from a bug."""
    cloud = Cloud(login_url="https://127.0.0.1:1")

    with pytest.raises(TokenUnavailable):
        await CachedToken(connector_token(cloud, REGISTERED), time.monotonic).token()


class Login:
    """A login service without a wire: counts, fails, and tells the time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.asked = 0
        self.works = True
        self.cached = CachedToken(self.fetch, lambda: self.now)

    def fetch(self) -> tuple[str, float]:
        self.asked += 1
        if not self.works:
            raise TokenUnavailable("down", passing=True)
        return f"t{self.asked}", 3600.0

    async def token_at(self, now: float) -> str | None:
        self.now = now
        found = await self.cached.token()
        await asyncio.sleep(0.02)
        return found


async def test_token_is_renewed_early() -> None:
    """Five minutes before its end a token is renewed while it still serves: nobody waits."""
    login = Login()

    seen = [await login.token_at(now) for now in (0, 3299, 3301, 3302)]

    assert (seen, login.asked) == (["t1", "t1", "t1", "t2"], 2)


async def test_token_serves_to_its_end_while_renewal_fails() -> None:
    """A login service that is away costs nothing until the token has ended, and is not asked all the time."""
    login = Login()
    await login.token_at(0)
    login.works = False
    seen = [await login.token_at(now) for now in (3301, 3302, 3310, 3340, 3599)]
    asked = login.asked
    with pytest.raises(TokenUnavailable):
        await login.token_at(3600 + 31)
    with pytest.raises(TokenUnavailable):
        await login.token_at(3600 + 31.5)

    assert (seen, asked, login.asked) == (["t1"] * 5, 4, 5)


async def test_token_request_does_not_hold_the_loop() -> None:
    """While a token is fetched, other work goes on."""
    ticks = 0

    def fetch() -> tuple[str, float]:
        time.sleep(0.1)
        return "t", 3600.0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.005)

    ticking = asyncio.create_task(tick())
    await CachedToken(fetch, time.monotonic).token()
    ticking.cancel()

    assert ticks >= 5


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_passing_failures_are_tried_again(connector: FakeConnector, status: int) -> None:
    """What Microsoft says to repeat is repeated, with growing pauses, until it is taken."""
    connector.answers = [answering(status), answering(status)]
    pauses = Pauses()
    async with PooledClient() as client:
        await Connector(client, NoToken(), HERE, sleep=pauses).send("POST", connector.url, "x", {})

    assert len(connector.posted) == 3
    assert 0.25 <= pauses.taken[0] <= 0.5 <= pauses.taken[1] <= 1.0


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 500])
async def test_lasting_failures_are_not_tried_again(connector: FakeConnector, status: int) -> None:
    """What will not be better the next time is sent once."""
    connector.answers = [answering(status)]
    async with PooledClient() as client:
        with pytest.raises(Undeliverable, match=str(status)) as caught:
            await Connector(client, NoToken(), HERE).send("POST", connector.url, "x", {})

    assert (len(connector.posted), caught.value.status) == (1, status)


async def test_too_large_has_its_own_error(connector: FakeConnector) -> None:
    """A 413 is not repeated and can be told apart."""
    connector.answers = [answering(413)]
    async with PooledClient() as client:
        with pytest.raises(TooLarge):
            await Connector(client, NoToken(), HERE).send("POST", connector.url, "x", {})

    assert len(connector.posted) == 1


@pytest.mark.parametrize(
    ("asked", "paused"),
    [
        ({"Retry_After": "3"}, 3.0),
        ({"Retry_After": "0"}, 0.0),
        ({"Retry_After": "4000"}, 15.0),
        ({"Retry_After": "Wed, 18 Nov 2026 14:30:07 GMT", "Date": "Wed, 18 Nov 2026 14:30:00 GMT"}, 7.0),
        ({"Retry_After": "Wed, 18 Nov 2026 14:29:00 GMT", "Date": "Wed, 18 Nov 2026 14:30:00 GMT"}, 0.0),
    ],
)
async def test_retry_after_is_kept_and_capped(connector: FakeConnector, asked: dict[str, str], paused: float) -> None:
    """The pause is what the service asks for, in seconds or as a date, and never longer than a person waits."""
    connector.answers = [answering(429, **asked)]
    pauses = Pauses()
    async with PooledClient() as client:
        await Connector(client, NoToken(), HERE, sleep=pauses).send("POST", connector.url, "x", {})

    assert pauses.taken == [paused]


@pytest.mark.parametrize("said", ["soon", "-5", "\u0663", ""])
async def test_odd_retry_after_is_passed_over(connector: FakeConnector, said: str) -> None:
    """A Retry-After that cannot be read leaves the usual pause."""
    connector.answers = [answering(503, Retry_After=said)]
    pauses = Pauses()
    async with PooledClient() as client:
        await Connector(client, NoToken(), HERE, sleep=pauses).send("POST", connector.url, "x", {})

    assert 0.25 <= pauses.taken[0] <= 0.5


async def test_service_that_stays_away_is_given_up(connector: FakeConnector) -> None:
    """After the last try the sender is told."""
    connector.answers = [answering(503)] * 9
    pauses = Pauses()
    async with PooledClient() as client:
        with pytest.raises(Undeliverable, match="503"):
            await Connector(client, NoToken(), HERE, sleep=pauses).send("POST", connector.url, "x", {})

    assert (len(connector.posted), len(pauses.taken)) == (ATTEMPTS, ATTEMPTS - 1)


async def test_lost_connection_is_tried_again(connector: FakeConnector) -> None:
    """A connection that closes without an answer loses no reply."""
    connector.answers = [hanging_up, hanging_up]
    pauses = Pauses()
    async with PooledClient() as client:
        await Connector(client, NoToken(), HERE, sleep=pauses).send("POST", connector.url, "x", {})

    assert len(connector.posted) == 3


async def test_typing_gives_way_to_replies(connector: FakeConnector) -> None:
    """While many requests are under way, what is not worth a queue is left out."""
    connector.delay = 0.1
    async with PooledClient() as client:
        made = Connector(client, NoToken(), HERE)
        busy = [asyncio.create_task(made.send("POST", connector.url, "x", {})) for _ in range(CROWDED)]
        await asyncio.sleep(0.02)
        with pytest.raises(Undeliverable, match="waiting"):
            await made.send("POST", connector.url, "x", {}, once=True)
        await asyncio.gather(*busy)
        await made.send("POST", connector.url, "x", {}, once=True)

    assert len(connector.posted) == CROWDED + 1


async def test_nothing_is_sent_elsewhere() -> None:
    """The connector refuses foreign addresses even if one got that far."""
    async with PooledClient() as client:
        with pytest.raises(Undeliverable, match="service URL"):
            await Connector(client, NoToken(), HERE).send("POST", "https://connector.example.org/", "x", {})


async def test_redirects_are_not_followed(connector: FakeConnector) -> None:
    """A token is never carried to where the service points."""
    connector.answers = [answering(307, Location="http://127.0.0.1:1/elsewhere")]
    async with PooledClient() as client:
        with pytest.raises(Undeliverable, match="307"):
            await Connector(client, NoToken(), HERE).send("POST", connector.url, "x", {})

    assert len(connector.posted) == 1


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        (Reply(card=CARD), [None, TOO_LARGE]),
        (Reply(text="long", smaller=Reply(text="short")), ["long", "short"]),
    ],
)
async def test_reply_that_is_too_big_is_replaced(connector: FakeConnector, reply: Reply, shown: list[Any]) -> None:
    """After a 413 the smaller form is sent, else a sentence that says what to do."""
    connector.answers = [answering(413)]

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        return reply

    async with serving(handler) as bot:
        await bot.post(message("hello", connector))
        messages = await connector.messages(2)

    assert [posted.get("text") for posted in messages] == shown


async def test_handler_can_act_on_what_is_too_big(connector: FakeConnector) -> None:
    """A message sent on the way raises TooLarge in the handler, which then says something else."""
    connector.answers = [answering(413)]

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        try:
            await progress.send(Reply(text="long"))
        except TooLarge:
            return Reply(text="short")
        return Reply()

    async with serving(handler) as bot:
        await bot.post(message("hello", connector))
        messages = await connector.messages(2)

    assert [posted["text"] for posted in messages] == ["long", "short"]


async def test_message_on_the_way_can_be_updated(connector: FakeConnector) -> None:
    """A handler may post a message, replace its content by PUT, and then has nothing more to say."""

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        sent = await progress.send(Reply(text="Reading"))
        await progress.update(sent, Reply(card=CARD, summary="done"))
        return Reply()

    async with serving(handler) as bot:
        await bot.post(message("hello", connector))
        await connector.messages(2)

    first, second = connector.posted
    assert (first.method, first.body["text"]) == ("POST", "Reading")
    assert (second.method, second.path) == ("PUT", "/v3/conversations/a%3Achat-of-alice/activities/sent-1")
    assert second.body["attachments"][0]["content"] == CARD


async def test_reply_that_cannot_be_delivered_is_logged(
    connector: FakeConnector, caplog: pytest.LogCaptureFixture
) -> None:
    """A refused reply is an error in the log, and the bot goes on."""
    connector.answers = [answering(403)]
    async with serving() as bot:
        await bot.post(message("secret words", connector))
        await connector.messages(1)
        await bot.post(message("again", connector))
        await connector.messages(2)

    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in errors] == [
        "a reply could not be delivered: the connector service answered 403"
    ]
    assert "secret words" not in caplog.text


@pytest.mark.parametrize(
    "event",
    [{"type": "conversationUpdate", "membersAdded": [{"id": BOT}]}, {"type": "installationUpdate", "action": "add"}],
)
async def test_welcome_goes_to_the_conversation(connector: FakeConnector, event: dict[str, Any]) -> None:
    """An installation is no message to reply to: the welcome is posted to the conversation itself."""
    async with serving() as bot:
        await bot.post(activity("x", connector, **event))
        await connector.messages(1)

    assert connector.posted[0].path == "/v3/conversations/a%3Achat-of-alice/activities"
