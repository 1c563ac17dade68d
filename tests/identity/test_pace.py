"""Long readings in a personal chat: how far it is, stopping, a part of the answer, and the answer in its place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot import buttons as bot_buttons
from bot import pace
from bot.asking import Reading
from bot.demo.settings import ServerSettings
from bot.graph.stream import Progress
from bot.pace import Reins, about
from tests.channel.fakes import Posted, answering
from tests.identity.rig import DELEGATED, NOW, Rig, button, card_of, rig, words

QUESTION = "how many sign-ins in the last 7 days"


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rig]:
    """A bot whose Graph takes its time for each of many pages; a part of the answer is shown after 0.5 s."""
    for name, seconds in {"NOTICE_AFTER": 0.15, "NOTICE_EVERY": 0.1, "PARTIAL_EVERY": 0.1}.items():
        monkeypatch.setattr(pace, name, seconds)
    graph = ServerSettings(now=lambda: NOW, throttle=None, page_size=100)
    async with rig(monkeypatch, replace(DELEGATED, answer_seconds=0.5), graph) as made:
        made.service.signed_in["29:alice"] = "graph-alice"
        made.graph.delay = 0.25
        yield made


def shown(world: Rig) -> list[tuple[str, str]]:
    """Method and words of everything that was shown, typing left out."""
    cards = [posted for posted in world.connector.posted if posted.body.get("attachments")]
    return [(posted.method, words(card_of(posted.body))) for posted in cards]


async def finished(world: Rig, within: float = 10.0) -> list[Posted]:
    """Wait until the answer that is complete, or that says why it is not, is shown; returns all messages."""
    async with asyncio.timeout(within):
        while True:
            posted = world.connector.of_type("message")
            if posted and posted[-1].body.get("attachments") and "Reading" not in str(posted[-1].body):
                last = words(card_of(posted[-1].body))
                if "reading goes on" not in last:
                    return posted
            await asyncio.sleep(0.02)


async def test_one_message_is_kept_up_to_date(world: Rig) -> None:
    """First how long, then a part that says so, then the answer: one message, put in place each time."""
    await world.say(QUESTION)
    posted = await finished(world)

    told = shown(world)
    assert [method for method, _ in told] == ["POST"] + ["PUT"] * (len(told) - 1)
    assert {each.path.rsplit("/", 1)[1] for each in posted[1:]} == {
        f"sent-{world.connector.posted.index(posted[0]) + 1}"
    }
    assert told[0][1].startswith("Reading the logs, about ")
    assert any("reading goes on" in text and "At least" in text for _, text in told[1:-1])
    assert "reading goes on" not in told[-1][1]
    assert "Not complete" not in told[-1][1]


async def test_stop_button_ends_a_reading(world: Rig) -> None:
    """Pressing Stop shows what was read, and says that it was stopped; pressed by somebody else it does nothing."""
    await world.say(QUESTION)
    stop = button(card_of(world.connector.of_type("message")[0].body), "stop")
    foreign = await world.press(stop, "bob")
    told = await world.press(stop)
    posted = await finished(world)
    late = await world.press(stop)

    assert (foreign["value"], told["value"]) == (bot_buttons.FORGED, bot_buttons.STOPPING)
    assert "stopped" in words(card_of(posted[-1].body))
    assert late["value"] == bot_buttons.DONE


async def test_stop_as_a_word_ends_a_reading(world: Rig) -> None:
    """Typing "stop" does the same; with nothing to stop it is no command."""
    await world.say(QUESTION)
    await world.say("stop")
    posted = await finished(world)
    told = [each.body.get("text") for each in world.connector.of_type("message")]

    assert bot_buttons.STOPPING in told
    assert "stopped" in words(card_of(next(each for each in reversed(posted) if each.body.get("attachments")).body))
    assert (await world.say("stop")).get("text") != bot_buttons.STOPPING


async def test_quick_answer_is_one_message(world: Rig) -> None:
    """What is there at once is posted once."""
    world.graph.delay = 0.0
    await world.say("sign-ins in the last hour")
    await asyncio.sleep(0.3)

    assert [method for method, _ in shown(world)] == ["POST"]


async def test_answer_is_posted_when_it_cannot_be_put_in_place(world: Rig) -> None:
    """When the message of the progress is gone, the answer is a new one."""
    await world.say(QUESTION)
    world.connector.answers += [answering(404)] * 40
    async with asyncio.timeout(10):
        while not any(posted.method == "POST" and "Complete" in words(card_of(posted.body)) for posted in cards(world)):
            await asyncio.sleep(0.02)

    assert [posted.method for posted in cards(world)].count("PUT") >= 1


def cards(world: Rig) -> list[Posted]:
    """Everything with a card that was posted or put."""
    return [posted for posted in world.connector.posted if posted.body.get("attachments")]


@pytest.mark.parametrize(
    ("pages", "left", "least", "seconds"),
    [
        (0, 0.0, 0.0, 5),
        (0, 0.0, 22.0, 20),
        (0, 40.0, 22.0, 40),
        (3, 38.0, 90.0, 40),
        (3, 0.0, 0.0, 5),
        (1, 901.0, 0.0, 900),
    ],
)
def test_about_how_long(pages: int, left: float, least: float, seconds: int) -> None:
    """Told by what the reader expects, in steps of five seconds, never none; before its first page by the queue."""
    reading = Reading(lambda: None, lambda: Progress(10, 10, pages, None, 20, left))

    assert about(reading, least) == seconds
    assert about(None, least) == max(5, round(least / 5) * 5)


def test_reading_that_begins_after_the_stop_is_ended_at_once() -> None:
    """A comparison reads twice: stopped during the first, the second is not begun in earnest."""
    ended: list[str] = []
    reins = Reins(lambda: 0.0)
    reins.watch(Reading(lambda: ended.append("first"), lambda: Progress(0, 0, 0)))
    before = list(ended)
    reins.stop()
    reins.watch(Reading(lambda: ended.append("second"), lambda: Progress(0, 0, 0)))

    assert (before, ended) == ([], ["first", "second"])
