"""`python -m bot serve` as a process: how soon it is healthy, what it writes, and how it ends on SIGTERM."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from bot.demo import serve
from bot.demo.faults import Faults
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from tests.channel.fakes import FakeConnector, message

QUESTION = "sign-ins today"
START_SECONDS = 2.0


@dataclass
class Process:
    """A bot in a process of its own."""

    process: asyncio.subprocess.Process
    client: httpx.AsyncClient
    started: float
    """Seconds from the start to the first healthy answer."""

    async def end(self) -> tuple[int, list[str], str]:
        """Exit code, lines of stdout and stderr, once it has ended by itself."""
        out, err = await asyncio.wait_for(self.process.communicate(), 20)
        return self.process.returncode or 0, out.decode().splitlines(), err.decode()


@contextlib.asynccontextmanager
async def running(port: int, **env: str) -> AsyncIterator[Process]:
    """A bot without a registration on this port, healthy."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WATCHBOOK_", "Microsoft"))}
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", "--dangerously-unauthenticated", "--port", str(port),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**kept, "WATCHBOOK_GRAPH_TOKEN": "dev", **env},
    )  # fmt: skip
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:
            await _healthy(client)
            yield Process(process, client, time.monotonic() - began)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _healthy(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                if (await client.get("/healthz")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.02)


async def _asked(graph: ServerSettings) -> None:
    """Wait until Graph was asked for sign-ins: the turn is under way."""
    async with asyncio.timeout(10):
        while not graph.faults.plan or graph.faults.plan[0].times:
            await asyncio.sleep(0.02)


def slow(seconds: float) -> ServerSettings:
    """A Graph that keeps its first answer about sign-ins back for so long."""
    faults = Faults()
    faults.hang("auditLogs/signIns", seconds)
    return ServerSettings(faults=faults, throttle=None)


def text_of(reply: dict[str, Any]) -> str:
    """All that a reply says."""
    return json.dumps(reply, ensure_ascii=False)


async def test_running_turns_are_answered_on_sigterm(unused_tcp_port: int) -> None:
    """SIGTERM in the middle of a read: the answer still comes, the exit code is 0, every line of the log is JSON."""
    graph = slow(1.0)
    async with (
        FakeConnector() as connector,
        serve(Records(), graph) as url,
        running(unused_tcp_port, WATCHBOOK_GRAPH_URL=url) as bot,
    ):
        await bot.client.post("/api/messages", json=message(QUESTION, connector))
        await _asked(graph)
        bot.process.send_signal(signal.SIGTERM)
        replies = await connector.messages(1)
        code, lines, err = await bot.end()

    assert (code, err) == (0, "")
    assert "sign-ins" in text_of(replies[0])
    assert "interrupted" not in text_of(replies[0])
    assert {json.loads(line).get("level", "audit") for line in lines} <= {"INFO", "audit"}
    assert "has ended" in json.loads(lines[-1])["message"]


async def test_turns_beyond_the_grace_time_say_that_they_were_interrupted(unused_tcp_port: int) -> None:
    """A read that takes longer than WATCHBOOK_GRACE_SECONDS ends with a word to whoever asked, in time."""
    graph = slow(60.0)
    async with (
        FakeConnector() as connector,
        serve(Records(), graph) as url,
        running(unused_tcp_port, WATCHBOOK_GRAPH_URL=url, WATCHBOOK_GRACE_SECONDS="0.2") as bot,
    ):
        await bot.client.post("/api/messages", json=message(QUESTION, connector))
        await _asked(graph)
        at = time.monotonic()
        bot.process.send_signal(signal.SIGTERM)
        replies = await connector.messages(1)
        code, _, err = await bot.end()
        took = time.monotonic() - at

    assert (code, err) == (0, "")
    assert "restart" in text_of(replies[-1])
    assert took < 8.0


@pytest.mark.parametrize(("form", "first"), [("json", "{"), ("text", "2")])
async def test_the_log_is_for_machines_unless_people_want_it(unused_tcp_port: int, form: str, first: str) -> None:
    """WATCHBOOK_LOG chooses between objects and lines; what people say is in neither."""
    async with (
        FakeConnector() as connector,
        serve(Records(), ServerSettings()) as url,
        running(unused_tcp_port, WATCHBOOK_GRAPH_URL=url, WATCHBOOK_LOG=form) as bot,
    ):
        await bot.client.post("/api/messages", json=message("sign-ins for mallory today", connector))
        await connector.messages(1)
        bot.process.send_signal(signal.SIGTERM)
        _, lines, _ = await bot.end()
    own = [line for line in lines if "watchbook.audit" not in line and '"outcome"' not in line]

    assert {line[0] for line in own} == {first}
    assert any("/api/messages" in line and "202" in line for line in own)
    assert not any("mallory" in line for line in own)


async def test_it_is_soon_healthy(unused_tcp_port: int) -> None:
    """From the start of the process to the first healthy answer under two seconds (the best of three starts)."""
    starts = []
    for _ in range(3):
        async with running(unused_tcp_port) as bot:
            starts.append(bot.started)
        if starts[-1] < START_SECONDS:
            break

    assert min(starts) < START_SECONDS
