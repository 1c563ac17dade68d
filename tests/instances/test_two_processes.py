"""Two bots as processes of their own, one real Redis, one Graph that counts: they are as one bot."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.buttons import STOPPING
from bot.demo import make_tenant, serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from tests.channel.fakes import FakeConnector, activity, bobs, message
from tests.identity.rig import GROUP, button, card_of, words
from tests.instances.redis_server import RedisServer, free_port
from tests.places.reading import ids, titled

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)  # a Wednesday
BUDGET = (3, 2.0)
ENFORCED = (3, 1.85)
"""What Graph enforces here: as many milliseconds less than the budget as there are to spare with the real 5 in 10 s, for
requests may arrive closer together than they start."""
PAGE = 100


@cache
def tenant() -> Records:
    """The made-up tenant at NOW, with little traffic."""
    return make_tenant(NOW, scale=0.2)


@dataclass
class Bot:
    """One process."""

    process: asyncio.subprocess.Process
    client: httpx.AsyncClient
    said: list[str] = field(default_factory=list)
    """What it has logged, once it has ended."""


@dataclass
class World:
    """Two processes of one bot and what is around them."""

    redis: RedisServer
    graph: ServerSettings
    connector: FakeConnector
    bots: tuple[Bot, Bot]

    async def ask(self, which: int, text: str, **changes: Any) -> str:
        """Say something to one of the processes; returns the words of its answer."""
        before = len(self.connector.posted)
        await self.post(which, message(text, self.connector, **changes))
        return (await self.answers(1, before))[0]

    async def answers(self, count: int, before: int = 0) -> list[str]:
        """Wait for so many answers after the first `before` activities; not for words about how far a reading is."""
        async with asyncio.timeout(60):
            while (
                len(found := [posted.body for posted in self.connector.posted[before:] if final(posted.body)]) < count
            ):
                await asyncio.sleep(0.02)
        return [words(card_of(each)) for each in found]

    async def post(self, which: int, body: dict[str, Any]) -> httpx.Response:
        """Bring an activity to one of the processes."""
        response = await self.bots[which].client.post("/api/messages", json=body)
        assert response.status_code in {200, 202}, response.text
        return response

    @property
    def reports(self) -> int:
        """How many report requests Graph has answered."""
        return sum(each.report for each in self.graph.log)


def final(body: dict[str, Any]) -> bool:
    """Whether an activity is an answer, and no word about how far one is."""
    told = json.dumps(body)
    return bool(body.get("attachments")) and "Reading the logs" not in told and "reading goes on" not in told


def told(answer: str) -> str:
    """An answer without its receipt, which tells when and with which requests it was read."""
    assert "Read as" in answer
    return answer.partition("Read as")[0]


def chat(name: str) -> dict[str, Any]:
    """Changes that put an activity into a personal chat of its own."""
    return {"conversation": {"conversationType": "personal", "id": f"a:{name}"}}


@contextlib.asynccontextmanager
async def bot(graph: str, redis: str) -> AsyncIterator[Bot]:
    """A bot as a process; healthy when the block begins."""
    port = free_port()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WATCHBOOK_", "Microsoft"))}
    set_here = {
        "WATCHBOOK_GRAPH_URL": graph,
        "WATCHBOOK_GRAPH_TOKEN": "app",
        "WATCHBOOK_GRAPH_BUDGET": "{}/{:g}".format(*BUDGET),
        "WATCHBOOK_REDIS_URL": redis,
        "WATCHBOOK_SIGNING_KEY": "a signing key for tests",
        "WATCHBOOK_LOG": "text",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", "--dangerously-unauthenticated", "--port", str(port),
        "--now", NOW.isoformat(), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        env={**kept, **set_here},
    )  # fmt: skip
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
        made = Bot(process, client)
        try:
            async with asyncio.timeout(20):
                while True:
                    with contextlib.suppress(httpx.TransportError):
                        if (await client.get("/healthz")).status_code == 200:
                            break
                    await asyncio.sleep(0.05)
            yield made
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            out, _ = await process.communicate()
            made.said += out.decode().splitlines()


@pytest.fixture
async def world(redis: RedisServer) -> AsyncIterator[World]:
    """Two processes, which say nothing of a bug while they are used."""
    graph = ServerSettings(now=lambda: NOW, throttle=ENFORCED, page_size=PAGE)
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(serve(tenant(), graph))
        connector = await stack.enter_async_context(FakeConnector())
        bots = [await stack.enter_async_context(bot(url, redis.url)) for _ in range(2)]
        yield World(redis, graph, connector, (bots[0], bots[1]))
    assert [line for each in bots for line in each.said if "Traceback" in line or "bug" in line] == []


async def test_a_follow_up_is_answered_by_the_other_process(world: World) -> None:
    """What one process was asked the other refines: with the answer that one process alone would have given."""
    await world.ask(0, "sign-ins on Monday", **chat("one"))
    alone = await world.ask(0, "only failures by app", **chat("one"))
    await world.ask(0, "sign-ins on Monday", **chat("two"))
    other = await world.ask(1, "only failures by app", **chat("two"))
    nothing = await world.ask(1, "only failures by app", **chat("three"))

    assert told(other) == told(alone)
    assert "failed" in alone
    assert "failed" not in nothing


async def test_a_redelivered_activity_is_answered_once(world: World) -> None:
    """The same activity at both processes, at once and later, gets one answer."""
    body = message("sign-ins on Monday", world.connector)
    await asyncio.gather(world.post(0, body), world.post(1, body), world.post(0, body), world.post(1, body))
    await world.connector.messages(1, within=20)
    await world.post(1, body)
    await world.post(0, body)
    await world.ask(1, "help", **chat("after"))
    conversations = [posted.path for posted in world.connector.of_type("message")]

    assert sum("chat-of-alice" in path for path in conversations) == 1


async def test_two_askers_at_two_processes_read_once(world: World) -> None:
    """The same question at the same time, and once more later, costs the requests of one: slices and all."""
    question = "how many sign-ins from 9 November to 13 November"
    alone = await world.ask(0, question, **chat("one"))
    cost = world.reports
    later = await world.ask(1, question, **bobs(), **chat("two"))
    again = world.reports - cost
    other = "how many sign-ins from 2 November to 6 November"
    before = len(world.connector.posted)
    await asyncio.gather(
        world.post(0, message(other, world.connector, **chat("one"))),
        world.post(1, message(other, world.connector, **bobs(), **chat("two"))),
    )
    together = await world.answers(2, before)

    assert cost > 1
    assert again == 0
    assert told(later) == told(alone)
    assert told(together[0]) == told(together[1])
    urls = [each.url for each in world.graph.log if each.report]
    assert len(urls) == len(set(urls))


async def test_one_budget_for_both(world: World) -> None:
    """Many questions at both processes: everybody is answered, and Graph never has to refuse a request."""
    days = [f"how many sign-ins on {day} November" for day in range(3, 13)]
    for number, question in enumerate(days):
        await world.post(number % 2, message(question, world.connector, **chat(f"chat-{number}")))
    await world.answers(len(days))

    assert 429 not in {each.status for each in world.graph.log}
    assert world.graph.log.most_reports_in(ENFORCED[1]) == BUDGET[0]
    assert world.reports >= len(days)


async def test_a_button_of_one_process_is_pressed_at_the_other(world: World) -> None:
    """Show me, made by one process, is answered by the other, and what is made up by neither."""
    before = len(world.connector.of_type("message"))
    await world.post(0, message("failed sign-ins on Monday", world.connector, **GROUP))
    line = card_of((await world.connector.messages(before + 1))[before])
    show = button(line, "show")
    answers = [await _shown(world, which, show) for which in (1, 0)]
    forged = await _press(world, 1, {**show, "data": {"d": show["data"]["d"][:-2] + "xx"}})

    assert "failed" in words(answers[0]["value"])
    assert told(words(answers[0]["value"])) == told(words(answers[1]["value"]))
    assert "does not belong here" in json.dumps(forged)


async def test_a_record_leads_back_to_its_list_at_the_other_process(world: World) -> None:
    """The process that a row is pressed at does not keep its answer: it reads the record, and Back reads the list."""
    place = chat("rows")
    await world.ask(0, "failed sign-ins on Monday", **place)
    card = card_of(world.connector.of_type("message")[-1].body)
    following = titled(card, "Next 25")
    page = (await _press(world, 0, following, place))["value"]
    record = (await _press(world, 1, titled(page, "Details"), place))["value"]
    back = (await _shown(world, 1, titled(record, "Back to the list"), place))["value"]

    assert ids(page)[0] in words(record)
    assert ids(page) == ids(back)


async def test_stop_ends_a_reading_of_the_other_process(world: World) -> None:
    """Where there is something to stop it is stopped, whichever process is told; nobody else's reading is."""
    world.graph.faults.hang("auditLogs/signIns", 30.0)
    await world.post(0, message("sign-ins on Monday", world.connector, **chat("slow")))
    async with asyncio.timeout(10):
        while world.graph.faults.plan[0].times:
            await asyncio.sleep(0.02)
    for who in (bobs(), {}):
        await world.post(1, message("stop", world.connector, **chat("slow"), **who))
    async with asyncio.timeout(10):
        while not (stopped := [each.body for each in world.connector.posted if STOPPING == each.body.get("text")]):
            await asyncio.sleep(0.02)
        while not any(final(each.body) and "stopped" in json.dumps(each.body) for each in world.connector.posted):
            await asyncio.sleep(0.02)

    assert len(stopped) == 1


async def _shown(world: World, which: int, pressed: dict[str, Any], place: dict[str, Any] = GROUP) -> dict[str, Any]:
    found = await _press(world, which, pressed, place)
    while "about" in words(found["value"]) and "Reading" in words(found["value"]):
        found = await _press(world, which, button(found["value"], "ready"), place)
    return found


async def _press(world: World, which: int, pressed: dict[str, Any], place: dict[str, Any] = GROUP) -> dict[str, Any]:
    value = {"action": {"type": "Action.Execute", "verb": pressed["verb"], "data": pressed["data"]}}
    changes = {"name": "adaptiveCard/action", "value": value, "replyToId": "card", **place}
    found: dict[str, Any] = (await world.post(which, activity("invoke", world.connector, **changes))).json()
    return found


@pytest.mark.parametrize("how", ["killed", "hanging"])
async def test_redis_goes_away_in_the_middle_and_comes_back(world: World, how: str) -> None:
    """Both go on by themselves: healthy, soon, within the budget; a follow-up to what is not known is asked back.
    Once Redis is back they are as one again."""
    loop = asyncio.get_running_loop()
    await world.ask(0, "sign-ins on Monday")
    if how == "killed":
        await world.redis.kill()
    else:
        world.redis.hang()
    began = loop.time()
    unknown = await world.ask(0, "only failures by app")
    soon = loop.time() - began
    healthy = [(await each.client.get("/healthz")).status_code for each in world.bots]
    alone = [await world.ask(which, "sign-ins on Tuesday", **chat(f"away-{which}")) for which in (0, 1)]
    refined = await world.ask(1, "only failures by app", **chat("away-1"))
    if how == "killed":
        await world.redis.start()
    else:
        world.redis.go_on()
    await asyncio.sleep(2.5)
    await world.ask(0, "sign-ins on Monday", **chat("back"))
    back = await world.ask(1, "only failures by app", **chat("back"))

    assert "failed" not in unknown
    assert soon < 1.5
    assert healthy == [200, 200]
    assert all("sign-in" in each for each in alone)
    assert "failed" in refined
    assert "failed" in back


async def test_settings_that_could_not_work_are_told_at_start(tmp_path: Path) -> None:
    """An address that is none, and processes that could not read each other's values, are no start."""
    for name, value in {"WATCHBOOK_REDIS_URL": "http://x:hush@y", "WATCHBOOK_SIGNING_KEY": ""}.items():
        env = {"WATCHBOOK_REDIS_URL": "redis://127.0.0.1:9", "WATCHBOOK_SIGNING_KEY": "0123456789abcdef", name: value}
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("WATCHBOOK_", "Microsoft"))}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "serve", "--dangerously-unauthenticated", "--port", str(free_port()),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, env={**kept, **env},
        )  # fmt: skip
        out, _ = await asyncio.wait_for(process.communicate(), 20)

        assert process.returncode in {1, 2}
        assert name in out.decode()
        assert "hush" not in out.decode()
