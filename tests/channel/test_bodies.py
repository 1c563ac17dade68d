"""What is no activity gets a 4xx, what is an unknown one a 2xx, and nothing gets a 5xx."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.activities import Incoming, Progress, Reply
from bot.channel.inbound import BadActivity, claim_key, read_arrival, read_incoming
from tests.channel.fakes import ALICE, BOT, TENANT, FakeConnector, Served, activity, message, serving

HEARD: list[Incoming] = []


async def listen(incoming: Incoming, progress: Progress) -> Reply:
    """Remember what was said."""
    HEARD.append(incoming)
    return Reply(text="heard")


@pytest.fixture
async def connector() -> AsyncIterator[FakeConnector]:
    """A connector service."""
    async with FakeConnector() as made:
        yield made


@pytest.fixture
async def bot(connector: FakeConnector) -> AsyncIterator[Served]:
    """A bot that remembers what it heard."""
    HEARD.clear()
    async with serving(listen) as made:
        yield made


BAD_BODIES = {
    "empty": b"",
    "broken JSON": b'{"type": "message",',
    "broken UTF-8": b'{"type": "mess\xff\xfeage"}',
    "UTF-16": '{"type": "message"}'.encode("utf-16"),
    "half a surrogate pair": b'{"type": "\\ud800"}',
    "NaN": b'{"type": NaN}',
    "a list": b"[]",
    "a text": b'"message"',
    "a number": b"7",
    "null": b"null",
    "an empty object": b"{}",
    "nested too deep": b"[" * 100_000,
    "an object nested too deep": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
async def test_what_is_no_json_object_is_400(bot: Served, body: bytes) -> None:
    """A body that is not an activity gets a 400 with a reason."""
    response = await bot.post(body)

    assert 400 == response.status_code
    assert response.json()["error"]


@pytest.mark.parametrize(
    "changes",
    [
        {"type": None},
        {"type": ""},
        {"type": 7},
        {"from": None},
        {"from": {}},
        {"from": "alice"},
        {"from": {"id": None}},
        {"from": [{"id": "29:alice"}]},
        {"conversation": None},
        {"conversation": {}},
        {"conversation": "chat"},
        {"conversation": {"id": 5}},
        {"channelId": None},
        {"channelId": {"id": "msteams"}},
        {"serviceUrl": None},
        {"serviceUrl": 1},
        {"id": "x" * 3_000},
        {"conversation": {"id": "x" * 3_000}},
    ],
    ids=str,
)
async def test_activity_that_cannot_be_answered_is_400(
    bot: Served, connector: FakeConnector, changes: dict[str, Any]
) -> None:
    """Without sender, conversation, type, channel or service URL there is nothing to answer and nowhere to."""
    response = await bot.post(message("hello", connector, **changes))

    assert 400 == response.status_code
    assert [] == HEARD


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "json", ""]
)
async def test_other_content_types_are_415(bot: Served, connector: FakeConnector, content_type: str) -> None:
    """Only JSON in UTF-8 is read."""
    response = await bot.post(json.dumps(message("x", connector)).encode(), Content_Type=content_type)

    assert 415 == response.status_code


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
async def test_json_content_types_are_read(bot: Served, connector: FakeConnector, content_type: str) -> None:
    """The Bot Connector's content type is read, with and without its charset."""
    response = await bot.post(json.dumps(message("x", connector)).encode(), Content_Type=content_type)

    assert 202 == response.status_code


async def test_huge_bodies_are_413(bot: Served, connector: FakeConnector) -> None:
    """More than 256 KB are refused, whether the length is told or not; the process goes on."""
    huge = json.dumps(message("x" * 300_000, connector)).encode()

    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(huge), 10_000):
            yield huge[at : at + 10_000]

    told = await bot.post(huge)
    untold = await bot.client.post("/api/messages", content=chunks(), headers={"Content-Type": "application/json"})
    after = await bot.post(message("hello", connector))

    assert [413, 413, 202] == [told.status_code, untold.status_code, after.status_code]


async def test_long_text_is_heard_whole(bot: Served, connector: FakeConnector) -> None:
    """A hundred thousand characters are below the limit and reach the reader."""
    await bot.post(message("x" * 100_000, connector))
    await connector.messages(1)

    assert [100_000] == [len(incoming.utterance) for incoming in HEARD]


@pytest.mark.parametrize(
    "kind", ["typing", "messageReaction", "messageDelete", "endOfConversation", "event", "trace", "brandNew", "Message"]
)
async def test_other_types_are_accepted_in_silence(bot: Served, connector: FakeConnector, kind: str) -> None:
    """Types that need no answer, known or not, get a 2xx and no reply: Teams stops delivering to bots that fail."""
    response = await bot.post(activity(kind, connector, name="x", reactionsAdded=[{"type": "like"}]))

    assert (202, [], []) == (response.status_code, HEARD, connector.posted)


@pytest.mark.parametrize(
    "changes",
    [
        {"entities": [{"type": "brandNew", "deep": {"a": [1, {"b": None}]}}]},
        {"entities": "none"},
        {"entities": [None, 7, "x", [], {}]},
        {"entities": [{"type": "mention"}, {"type": "mention", "mentioned": None}, {"type": 5}]},
        {"attachments": [{"contentType": "text/html", "content": "<p>hello</p>"}]},
        {"attachments": 5},
        {"timestamp": "yesterday"},
        {"channelData": {"tenant": {"id": TENANT}, "brandNew": True}},
        {"channelData": "x"},
        {"locale": 5, "localTimezone": ["x"], "textFormat": {}},
        {"recipient": None},
        {"recipient": "bot"},
        {"deliveryMode": 5},
        {"value": "x"},
        {"id": None},
        {"from": {"id": "29:alice", "name": 5, "aadObjectId": {}, "role": 7}},
    ],
    ids=str,
)
async def test_odd_fields_do_not_lose_a_message(bot: Served, connector: FakeConnector, changes: dict[str, Any]) -> None:
    """Fields of an unknown shape are passed over; the words are still answered."""
    response = await bot.post(message("hello", connector, **changes))
    await connector.messages(1)

    assert (202, ["hello"]) == (response.status_code, [incoming.utterance for incoming in HEARD])


@pytest.mark.parametrize("text", [None, "", "   ", 7, {"text": "x"}, "\u200f\u202e", "😀", "' or 1 eq 1", "**x**"])
async def test_any_text_reaches_the_reader(bot: Served, connector: FakeConnector, text: Any) -> None:
    """Empty and strange texts are the reader's to answer; they get a turn like any other."""
    response = await bot.post(activity("message", connector, text=text))
    await connector.messages(1)

    assert (202, 1) == (response.status_code, len(HEARD))


@pytest.mark.parametrize(
    "sender", [{"id": BOT, "name": "Watchbook"}, {"id": "28:other", "name": "Other", "role": "bot"}]
)
async def test_bots_are_not_answered(bot: Served, connector: FakeConnector, sender: dict[str, str]) -> None:
    """What a bot says is accepted and left alone, so that two bots cannot talk for ever."""
    response = await bot.post(message("hello", connector, **{"from": sender}))

    assert (202, []) == (response.status_code, HEARD)


async def test_who_where_and_when_are_read(bot: Served, connector: FakeConnector) -> None:
    """Caller, place, conversation with thread, locale, zone and card data arrive as values."""
    thread = "19:general@thread.tacv2;messageid=1481567603816"
    await bot.post(
        message(
            "hello",
            connector,
            id="1",
            conversation={"id": thread, "conversationType": "personal", "tenantId": TENANT},
            value={"question": "x"},
        )
    )
    await connector.messages(1)

    (heard,) = HEARD
    assert (ALICE, TENANT, "Alice Example") == (heard.caller.object_id, heard.caller.tenant_id, heard.caller.name)
    assert ("personal", thread, "1", "message") == (heard.place, heard.conversation_id, heard.activity_id, heard.kind)
    assert ("en-GB", "Europe/London", {"question": "x"}) == (heard.locale, heard.timezone, heard.action)


@pytest.mark.parametrize(
    ("changes", "zone", "locale"),
    [
        ({}, "Europe/London", "en-GB"),
        ({"localTimezone": None}, "America/New_York", "en-GB"),
        ({"localTimezone": "Mars/Olympus"}, "America/New_York", "en-GB"),
        ({"localTimezone": "../../etc/passwd"}, "America/New_York", "en-GB"),
        ({"localTimezone": "", "entities": None}, None, "en-GB"),
        ({"locale": None}, "Europe/London", "de-DE"),
        ({"locale": "", "entities": [{"type": "clientInfo", "locale": 4}]}, "Europe/London", None),
    ],
    ids=str,
)
def test_zone_and_locale(changes: dict[str, Any], zone: str | None, locale: str | None) -> None:
    """The activity's own zone and locale, else those of the client; a zone nobody knows is none."""
    info = [{"type": "clientInfo", "locale": "de-DE", "timezone": "America/New_York"}]
    body = json.dumps(message("x", "http://127.0.0.1/", **{"entities": info, **changes})).encode()

    incoming = read_incoming(read_arrival(body), checked=True)

    assert incoming is not None
    assert (zone, locale) == (incoming.timezone, incoming.locale)


@pytest.mark.parametrize(
    ("conversation", "channel_data", "place"),
    [
        ({"id": "a:1", "conversationType": "personal"}, {}, "personal"),
        ({"id": "19:1", "conversationType": "groupChat", "isGroup": True}, {}, "groupChat"),
        ({"id": "19:1", "conversationType": "channel", "isGroup": True}, {"channel": {"id": "19:1"}}, "channel"),
        ({"id": "a:1", "conversationType": "somethingNew"}, {}, "groupChat"),
        ({"id": "a:1", "conversationType": 5, "isGroup": True}, {}, "groupChat"),
        ({"id": "19:abc@thread.v2"}, {}, "groupChat"),
        ({"id": "x"}, {"team": {"id": "19:t"}}, "channel"),
        ({"id": "a:1"}, {}, "personal"),
    ],
    ids=str,
)
def test_place_is_private_only_when_it_surely_is(
    conversation: dict[str, Any], channel_data: dict[str, Any], place: str
) -> None:
    """A kind of conversation nobody knows counts as a group, where nothing private is shown."""
    body = json.dumps(message("x", "http://127.0.0.1/", conversation=conversation, channelData=channel_data)).encode()

    assert place == read_arrival(body).place


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = sorted(
    {*message("x", ""), "entities", "value", "name", "action", "membersAdded", "deliveryMode", "attachments"}
)


@settings(max_examples=300, deadline=None)
@given(
    kind=st.sampled_from(["message", "messageUpdate", "invoke", "conversationUpdate", "installationUpdate", "x"]),
    changes=st.dictionaries(st.sampled_from(FIELDS), JSON_VALUES, max_size=5),
)
def test_reading_an_activity_is_total(kind: str, changes: dict[str, Any]) -> None:
    """Whatever JSON stands in whatever field, the body is an activity or a BadActivity, and nothing else is raised."""
    body = json.dumps({**activity(kind, "http://127.0.0.1/"), **changes}).encode()

    with contextlib.suppress(BadActivity):
        arrival = read_arrival(body)
        incoming = read_incoming(arrival, checked=True)
        if incoming is not None:
            claim_key(arrival, incoming)


async def test_slow_bodies_do_not_hold_others_up(bot: Served, connector: FakeConnector) -> None:
    """While one client dribbles its body, others are answered."""
    host, port = bot.url.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        b"Content-Type: application/json\r\nContent-Length: 999\r\n\r\n{"
    )
    await writer.drain()

    response = await bot.post(message("hello", connector))

    writer.close()
    assert 202 == response.status_code


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/api/messages", 405), ("POST", "/healthz", 405), ("GET", "/elsewhere", 404)]
)
async def test_other_addresses(bot: Served, method: str, path: str, status: int) -> None:
    """What is served is served with its own method; anything else is not there."""
    assert status == (await bot.client.request(method, path)).status_code


async def test_health_needs_nobody(bot: Served) -> None:
    """The health check answers without asking anything of anybody."""
    response = await bot.client.get("/healthz")

    assert (200, {"status": "ok"}) == (response.status_code, response.json())
