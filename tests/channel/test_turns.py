"""The life of a turn at the wire: acknowledged at once, once, in order, bounded, and always with one reply."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from bot.activities import Incoming, Progress, Reply
from bot.channel.conversation import CROWD, TYPING_AFTER
from bot.channel.words import BUSY, INTERRUPTED, TOOK_TOO_LONG
from bot.turns import MemoryClaims, Turns
from tests.channel.fakes import BOT, OPEN, FakeConnector, activity, bobs, message, serving


@pytest.fixture
async def connector() -> AsyncIterator[FakeConnector]:
    """A connector service."""
    async with FakeConnector() as made:
        yield made


class Stage:
    """A handler whose turns wait for their cue, and a record of what happened."""

    def __init__(self, *, stores: bool = False) -> None:
        self.stores = stores
        self.log: list[str] = []
        self.cues: dict[str, asyncio.Event] = {}

    def cue(self, name: str) -> asyncio.Event:
        return self.cues.setdefault(name, asyncio.Event())

    async def __call__(self, incoming: Incoming, progress: Progress) -> Reply:
        self.log.append(f"{incoming.utterance} begins")
        if self.stores:
            progress.stored()
        await self.cue(incoming.utterance).wait()
        self.log.append(f"{incoming.utterance} ends")
        return Reply(text=incoming.utterance)

    async def until(self, entry: str) -> None:
        async with asyncio.timeout(2):
            while entry not in self.log:
                await asyncio.sleep(0.002)


async def test_acknowledged_before_answered(connector: FakeConnector) -> None:
    """The POST is answered while the turn still runs."""
    stage = Stage()
    async with serving(stage) as bot:
        response = await bot.post(message("a", connector))
        before = list(connector.of_type("message"))
        stage.cue("a").set()
        await connector.messages(1)

    assert (response.status_code, before) == (202, [])


async def test_follow_up_waits_for_the_question_before_it(connector: FakeConnector) -> None:
    """A person's second message begins when the first has ended, if that never said that it is stored."""
    stage = Stage()
    async with serving(stage) as bot:
        await bot.post(message("a", connector))
        await bot.post(message("b", connector))
        stage.cue("b").set()
        await asyncio.sleep(0.02)
        waiting = list(stage.log)
        stage.cue("a").set()
        await connector.messages(2)

    assert waiting == ["a begins"]
    assert stage.log == ["a begins", "a ends", "b begins", "b ends"]


async def test_follow_up_begins_once_the_question_is_stored(connector: FakeConnector) -> None:
    """After `stored` the next message is worked on while the first still reads logs; all begin in order."""
    stage = Stage(stores=True)
    async with serving(stage) as bot:
        for name in "abc":
            await bot.post(message(name, connector))
        await stage.until("c begins")
        begun = list(stage.log)
        for name in "cba":
            stage.cue(name).set()
        await connector.messages(3)

    assert begun == ["a begins", "b begins", "c begins"]


@pytest.mark.parametrize("changes", [bobs(), {"conversation": {"id": "a:other", "conversationType": "personal"}}])
async def test_others_do_not_wait(connector: FakeConnector, changes: dict[str, Any]) -> None:
    """Another person in the same conversation, or the same person elsewhere, waits for nobody."""
    stage = Stage()
    async with serving(stage) as bot:
        await bot.post(message("a", connector))
        await bot.post(message("b", connector, **changes))
        stage.cue("b").set()
        await stage.until("b ends")
        log = list(stage.log)
        stage.cue("a").set()
        await connector.messages(2)

    assert log == ["a begins", "b begins", "b ends"]


async def test_failed_turn_lets_the_next_begin(connector: FakeConnector) -> None:
    """A turn that breaks holds up nobody."""

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        if incoming.utterance == "a":
            raise RuntimeError
        return Reply(text="b")

    async with serving(handler) as bot:
        await bot.post(message("a", connector))
        await bot.post(message("b", connector))
        messages = await connector.messages(2)

    assert messages[1]["text"] == "b"


async def test_redelivery_is_answered_once(connector: FakeConnector) -> None:
    """Teams sends an activity again when it waited too long: the same id in the same conversation is one turn."""
    again = message("hello", connector)
    elsewhere = {**again, "conversation": {"id": "a:other", "conversationType": "personal"}}
    async with serving() as bot:
        statuses = [(await bot.post(again)).status_code for _ in range(3)]
        await bot.post(elsewhere)
        await bot.post(message("bye", connector))
        await connector.messages(3)
        await asyncio.sleep(0.02)

    assert statuses == [202, 202, 202]
    assert sorted(posted.body["text"] for posted in connector.posted) == [
        "message: bye",
        "message: hello",
        "message: hello",
    ]


async def test_redeliveries_at_the_same_time_are_answered_once(connector: FakeConnector) -> None:
    """Two deliveries side by side are one turn."""
    again = message("hello", connector)
    async with serving() as bot:
        await asyncio.gather(*(bot.post(again) for _ in range(5)))
        await connector.messages(1)
        await asyncio.sleep(0.02)

    assert len(connector.posted) == 1


async def test_edit_is_a_turn_of_its_own(connector: FakeConnector) -> None:
    """An edited message has the id of the message, and is answered; each edit once."""
    first = message("failures", connector, id="1")
    edit = {**first, "type": "messageUpdate", "text": "failures today", "channelData": {"eventType": "editMessage"}}
    second = {**edit, "text": "failures", "timestamp": "2026-11-18T14:31:00Z"}
    third = {**edit, "timestamp": "2026-11-18T14:32:00Z"}
    async with serving() as bot:
        for sent in (first, edit, edit, second, second, third):
            await bot.post(sent)
        messages = await connector.messages(4)
        await asyncio.sleep(0.02)

    assert [posted["text"] for posted in messages] == [
        "message: failures",
        "edit: failures today",
        "edit: failures",
        "edit: failures today",
    ]
    assert len(connector.posted) == 4


@pytest.mark.parametrize("event", ["undeleteMessage", "softDeleteMessage"])
async def test_restored_and_deleted_messages_are_left_alone(connector: FakeConnector, event: str) -> None:
    """Undoing a deletion is no edit, and asks nothing."""
    async with serving() as bot:
        response = await bot.post(activity("messageUpdate", connector, text="x", channelData={"eventType": event}))
        await asyncio.sleep(0.02)

    assert (response.status_code, connector.posted) == (202, [])


INSTALLED = {"type": "installationUpdate", "action": "add"}
ADDED = {"type": "conversationUpdate", "membersAdded": [{"id": "29:alice"}, {"id": BOT}]}


@pytest.mark.parametrize("events", [[INSTALLED], [ADDED], [INSTALLED, ADDED], [ADDED, INSTALLED, ADDED]])
async def test_one_welcome(connector: FakeConnector, events: list[dict[str, Any]]) -> None:
    """An installation is announced once or twice, in any order: the welcome is said once."""
    async with serving() as bot:
        for event in events:
            await bot.post(activity("x", connector, **event))
        messages = await connector.messages(1)
        await asyncio.sleep(0.02)

    assert [posted["text"] for posted in messages] == ["welcome: "]
    assert len(connector.posted) == 1


@pytest.mark.parametrize(
    "event",
    [
        {"type": "installationUpdate", "action": "remove"},
        {"type": "installationUpdate", "action": "add-upgrade"},
        {"type": "conversationUpdate", "membersAdded": [{"id": "29:alice"}]},
        {"type": "conversationUpdate", "membersRemoved": [{"id": BOT}]},
        {"type": "conversationUpdate", "membersAdded": "everybody"},
        {**ADDED, "conversation": {"id": "19:x", "conversationType": "channel"}},
        {**INSTALLED, "conversation": {"id": "19:x", "conversationType": "groupChat"}},
    ],
    ids=str,
)
async def test_no_welcome(connector: FakeConnector, event: dict[str, Any]) -> None:
    """Removals, upgrades, other people and places with many readers get no welcome."""
    async with serving() as bot:
        response = await bot.post(activity("x", connector, **event))
        await asyncio.sleep(0.02)

    assert (response.status_code, connector.posted) == (202, [])


async def test_too_many_turns_are_told_so(connector: FakeConnector) -> None:
    """Over the bound a person is told that the bot is busy, and asks again later; those inside are answered."""
    stage = Stage()
    async with serving(stage, turns_at_once=3) as bot:
        for number in range(5):
            await bot.post(message(f"{number}", connector, **bobs(number)))
        busy = await connector.messages(2)
        for number in range(3):
            stage.cue(f"{number}").set()
        await connector.messages(5)
        stage.cue("again").set()
        await bot.post(message("again", connector))
        messages = await connector.messages(6)

    assert [posted["text"] for posted in busy] == [BUSY, BUSY]
    assert sorted(posted["text"] for posted in messages[2:]) == ["0", "1", "2", "again"]


async def test_overrun_bot_sends_activities_back(connector: FakeConnector) -> None:
    """When even the word "busy" would have to wait, the activity is refused unclaimed, and a redelivery is answered."""
    stage = Stage()
    connector.delay = 0.1
    again = message("again", connector)
    async with serving(stage, turns_at_once=1) as bot:
        await bot.post(message("a", connector))
        await bot.post(message("b", connector, **bobs()))
        refused = await bot.post(again)
        stage.cue("a").set()
        await stage.until("a ends")
        await asyncio.sleep(0.15)
        stage.cue("again").set()
        accepted = await bot.post(again)
        messages = await connector.messages(3)

    assert (refused.status_code, accepted.status_code) == (503, 202)
    assert [posted["text"] for posted in messages] == [BUSY, "a", "again"]


async def test_deadline_ends_a_turn(connector: FakeConnector, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn that does not come to an end is stopped and says so, and the next one begins."""
    monkeypatch.setattr("bot.channel.endpoint.MARGIN_SECONDS", 0.0)
    stopped = asyncio.Event()

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        if incoming.utterance == "b":
            return Reply(text="b")
        try:
            await asyncio.sleep(60)
        finally:
            stopped.set()
        raise AssertionError

    from dataclasses import replace

    async with serving(handler, settings=replace(OPEN, max_seconds=0.1, answer_seconds=0.1)) as bot:
        await bot.post(message("a", connector))
        await bot.post(message("b", connector))
        messages = await connector.messages(2)

    assert [posted["text"] for posted in messages] == [TOOK_TOO_LONG, "b"]
    assert stopped.is_set()


async def _raise_bug(incoming: Incoming, progress: Progress) -> Reply:
    raise KeyError("secret detail")


async def _raise_timeout(incoming: Incoming, progress: Progress) -> Reply:
    raise TimeoutError("secret detail")


async def _cancel_itself(incoming: Incoming, progress: Progress) -> Reply:
    raise asyncio.CancelledError("secret detail")


async def _return_nothing(incoming: Incoming, progress: Progress) -> Reply:
    return Reply()


async def _return_none(incoming: Incoming, progress: Progress) -> Reply:
    return None  # type: ignore[return-value]  # a bug that the type checker would have caught


async def _return_no_json(incoming: Incoming, progress: Progress) -> Reply:
    return Reply(card={"type": "AdaptiveCard", "secret": object()})


async def _return_half_a_character(incoming: Incoming, progress: Progress) -> Reply:
    return Reply(text="secret \ud800")


@pytest.mark.parametrize(
    "handler",
    [
        _return_no_json,
        _return_half_a_character,
        _raise_bug,
        _raise_timeout,
        _cancel_itself,
        _return_nothing,
        _return_none,
    ],
)
async def test_bug_ends_in_an_apology_with_a_reference(
    connector: FakeConnector,
    caplog: pytest.LogCaptureFixture,
    handler: Callable[[Incoming, Progress], Awaitable[Reply]],
) -> None:
    """Whatever a turn raises, one sentence with a reference is shown, and the log holds the reference."""
    async with serving(handler) as bot:
        await bot.post(message("hello", connector))
        (reply,) = await connector.messages(1)
        await asyncio.sleep(0.01)

    reference = reply["text"].rsplit(" ", 1)[1]
    assert len(reference) == 8
    assert "secret" not in reply["text"]
    assert [record.levelno for record in caplog.records if reference in record.getMessage()] == [logging.ERROR]
    assert len(connector.posted) == 1


async def test_typing_is_shown_while_a_turn_runs(connector: FakeConnector) -> None:
    """Within half a second the typing indicator is on; it never comes after the reply."""
    stage = Stage()
    async with serving(stage) as bot:
        began = time.monotonic()
        await bot.post(message("a", connector))
        async with asyncio.timeout(2):
            while not connector.of_type("typing"):
                await asyncio.sleep(0.01)
        stage.cue("a").set()
        await connector.messages(1)

    (typing,) = connector.of_type("typing")
    assert typing.at - began < 0.5
    assert [posted.body["type"] for posted in connector.posted] == ["typing", "message"]


async def test_indicators_of_a_crowd_wait(connector: FakeConnector) -> None:
    """Posting one for each of many turns at once would hold up their replies; whose turn lasts gets one all the same."""
    stage = Stage()
    async with serving(stage) as bot:
        for number in range(CROWD + 6):
            await bot.post(message("all", connector, id=f"1{number}", **bobs(number)))
        await asyncio.sleep(2 * TYPING_AFTER)
        early = {typing.body["recipient"]["id"] for typing in connector.of_type("typing")}
        async with asyncio.timeout(5):
            while not connector.of_type("typing")[len(early) :]:
                await asyncio.sleep(0.02)
        stage.cue("all").set()
        await connector.messages(CROWD + 6)

    assert len(early) < CROWD


async def test_quick_turns_show_no_typing(connector: FakeConnector) -> None:
    """An answer that is there at once costs one request."""
    async with serving() as bot:
        await bot.post(message("hello", connector))
        await connector.messages(1)
        await asyncio.sleep(0.02)

    assert len(connector.posted) == 1


async def test_reply_waits_for_the_indicator_under_way(connector: FakeConnector) -> None:
    """An indicator that is being posted is let through first: it keeps its connection, and the reply follows on it."""
    connector.delay = 0.1
    stage = Stage()
    async with serving(stage) as bot:
        await bot.post(message("a", connector))
        async with asyncio.timeout(2):
            while not connector.of_type("typing"):
                await asyncio.sleep(0.005)
        stage.cue("a").set()
        await connector.messages(1)

    typing, reply = connector.posted
    assert reply.at - typing.at >= 0.09
    assert connector.connections == 1


async def test_typing_that_fails_is_no_matter(connector: FakeConnector) -> None:
    """The reply comes even when the indicator cannot be shown."""

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        connector.url, url = "http://127.0.0.1:1/", connector.url
        await progress.typing()
        connector.url = url
        return Reply(text="done")

    async with serving(handler) as bot:
        await bot.post(message("hello", connector))
        (reply,) = await connector.messages(1)

    assert reply["text"] == "done"


async def test_shutdown_lets_turns_end(connector: FakeConnector) -> None:
    """A turn that ends within the grace time is answered although the server is going down."""
    stage = Stage()
    async with serving(stage, grace=1.0) as bot:
        await bot.post(message("a", connector))
        await stage.until("a begins")
        asyncio.get_running_loop().call_later(0.05, stage.cue("a").set)

    assert [posted.body["text"] for posted in connector.of_type("message")] == ["a"]


async def test_shutdown_tells_who_was_interrupted(connector: FakeConnector) -> None:
    """What does not end in time says that it was interrupted, and so does what waited behind it."""
    stage = Stage()
    async with serving(stage, grace=0.05) as bot:
        await bot.post(message("a", connector))
        await bot.post(message("b", connector))
        await stage.until("a begins")

    assert [posted.body["text"] for posted in connector.of_type("message")] == [INTERRUPTED, INTERRUPTED]
    assert stage.log == ["a begins"]


async def test_closed_turns_take_no_more() -> None:
    """While the process ends nothing new is started."""
    turns = Turns(seconds=1)
    await turns.close(0)

    async def run(turn: object) -> None:
        raise AssertionError

    assert turns.start("line", run) is None


async def test_turns_leave_nothing_behind(connector: FakeConnector) -> None:
    """After many turns of many people no line and no task is kept."""
    turns = Turns(seconds=1)

    async def run(turn: Any) -> None:
        await turn.work(lambda: asyncio.sleep(0))

    tasks = [turns.start(("chat", number % 7), run) for number in range(100)]
    await asyncio.gather(*(task for task in tasks if task is not None))
    await asyncio.sleep(0)

    assert (len(turns), turns._last) == (0, {})


async def test_claims_expire_and_are_bounded() -> None:
    """A claim is granted once within its time, and the oldest goes when there are too many."""
    now = 0.0
    claims = MemoryClaims(lambda: now, seconds=10, capacity=2)
    granted = [await claims.claim(key) for key in ("a", "a", "b")]
    now = 5.0
    granted += [await claims.claim(key) for key in ("c", "a")]
    now = 15.0
    granted += [await claims.claim("c"), await claims.claim("c")]

    assert granted == [True, False, True, True, True, True, False]
    assert len(claims) == 1


async def test_many_conversations_at_once(connector: FakeConnector) -> None:
    """Sixty-four conversations at once, two turns each: every one is acknowledged fast and answered once, in order."""
    took: list[float] = []

    async def handler(incoming: Incoming, progress: Progress) -> Reply:
        progress.stored()
        await asyncio.sleep(0.02)
        return Reply(text=f"{incoming.conversation_id} {incoming.utterance}")

    async with serving(handler) as bot:

        async def talk(number: int) -> None:
            place = {"id": f"a:{number}", "conversationType": "personal"}
            for name in "xy":
                began = time.perf_counter()
                response = await bot.post(message(name, connector, conversation=place))
                took.append(time.perf_counter() - began)
                assert response.status_code == 202

        await asyncio.gather(*(talk(number) for number in range(64)))
        messages = await connector.messages(128)

    assert sorted(posted["text"] for posted in messages) == sorted(f"a:{n} {name}" for n in range(64) for name in "xy")
    assert connector.connections <= 100
