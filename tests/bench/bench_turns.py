"""Whole turns, beside the Bot Framework SDK's smallest echo bot: `python -m tests.bench.bench_turns [quick]`.

Each bot runs in a process of its own. This process is everything around them: it sends activities as Teams does, takes
the replies as the Bot Connector does and answers Graph requests with 50 ready sign-ins, all over loopback. A turn is
from an activity to the message that answers it; the bots take turns with each other, so that a busy machine slows both.
Nothing is asserted.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import aiohttp
import msgspec
from aiohttp import web

from tests.bench.graph_server import NOW, sign_ins

ROOT = Path(__file__).parents[2]
RECORDS = 50
TENANT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
ASKERS = 64
"""So many people ask: the first of them in as many conversations as a load has."""
OURS = ("-m", "bot", "serve", "--dangerously-unauthenticated", "--now", NOW.isoformat())
_ids = itertools.count(1)


class Said(msgspec.Struct):
    """What is looked at of a reply: little, for this process must not be what is measured."""

    type: str
    text: str = ""
    summary: str = ""


SAID = msgspec.json.Decoder(Said)


@dataclass
class Around:
    """What a bot has around it: conversations that wait for their answer, and a Graph."""

    page: bytes
    """Sign-ins of the last hours, written without blanks, as Graph writes them."""
    page_before: bytes
    """The same a day earlier."""
    graph_delay: float = 0.0
    graph_requests: int = 0
    url: str = ""
    waiting: dict[str, asyncio.Future[float]] = field(default_factory=dict)

    async def graph(self, request: web.Request) -> web.Response:
        """Answer a Graph request with the same page, or with that of the day before when it is asked for."""
        self.graph_requests += 1
        if self.graph_delay:
            await asyncio.sleep(self.graph_delay)
        before = f"createdDateTime le {NOW:%Y-%m-%d}T00:00:00Z" in request.query.get("$filter", "")
        return web.Response(body=self.page_before if before else self.page, content_type="application/json")

    async def connector(self, request: web.Request) -> web.Response:
        """Take what a bot posts; a message ends the turn of its conversation: an echo, or a card with all records."""
        body = await request.read()
        said = SAID.decode(body)
        if said.type == "message":
            turn = self.waiting.pop(request.match_info["conversation"], None)
            if turn is None or turn.done():
                pass
            elif said.text or said.summary.endswith(f": {RECORDS} records"):
                turn.set_result(time.perf_counter())
            else:
                turn.set_exception(ValueError(f"another answer than the one measured here: {said.summary}"))
        return web.Response(body=b'{"id":"sent-%d"}' % next(_ids), status=201, content_type="application/json")


@asynccontextmanager
async def around() -> AsyncIterator[Around]:
    """Serve it while the block runs."""
    page = msgspec.json.encode({"value": sign_ins(RECORDS, days=0.1).sign_ins})
    made = Around(page, page.replace(f"{NOW:%Y-%m-%d}T".encode(), f"{NOW - timedelta(days=1):%Y-%m-%d}T".encode()))
    app = web.Application(client_max_size=2**22)
    app.router.add_post("/v3/conversations/{conversation}/activities", made.connector)
    app.router.add_post("/v3/conversations/{conversation}/activities/{activity}", made.connector)
    app.router.add_put("/v3/conversations/{conversation}/activities/{activity}", made.connector)
    app.router.add_get("/{version}/auditLogs/{log}", made.graph)
    runner = web.AppRunner(app, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield made
    finally:
        await runner.cleanup()


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that runs."""

    url: str
    pid: int
    token: str = ""
    """What the Bot Connector shows to a bot that is registered."""

    def cpu(self) -> float:
        """Seconds of processor time that it has used."""
        parts = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(*command: str, port: int, token: str = "", **environment: str) -> Iterator[Bot]:
    """A bot in a process of its own, once it listens; `token` is what is shown to it."""
    url = f"http://127.0.0.1:{port}"
    env = {**os.environ, **environment, "PORT": str(port)}
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as process:
        try:
            for _ in range(400):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield Bot(url, process.pid, token)
        finally:
            process.terminate()


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def asker(number: int) -> str:
    """The object id of one of those who ask."""
    return f"a0000000-0000-4000-8000-{number:012x}"


def activity(text: str, conversation: str, number: int, service_url: str) -> bytes:
    """A message of somebody in their own chat, as Teams sends it."""
    return json.dumps(
        {
            "type": "message",
            "id": f"17{next(_ids):011d}",
            "timestamp": "2026-11-18T14:30:00.0000000Z",
            "channelId": "msteams",
            "serviceUrl": service_url,
            "from": {"id": f"29:{conversation}", "name": "A person", "aadObjectId": asker(number)},
            "recipient": {"id": "28:bot", "name": "Bot"},
            "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": conversation},
            "channelData": {"tenant": {"id": TENANT}},
            "text": text,
            "textFormat": "plain",
            "locale": "en-GB",
            "localTimezone": "Europe/London",
        }
    ).encode()


@dataclass
class Load:
    """What a load came to. Seconds."""

    took: float = 0.0
    turns: list[float] = field(default_factory=list)
    acknowledged: list[float] = field(default_factory=list)
    failures: int = 0
    cpu: float = 0.0

    @property
    def rate(self) -> float:
        """Turns a second."""
        return len(self.turns) / self.took

    def at(self, share: float, of: str = "turns") -> float:
        """A percentile, milliseconds."""
        values = sorted(getattr(self, of))
        return values[min(len(values) - 1, int(share * len(values)))] * 1e3


async def load(bot: Bot, world: Around, text: Callable[[int], str], conversations: int, turns: int, name: str) -> Load:
    """So many conversations side by side, each with so many turns one after the other."""
    made = Load()
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {bot.token}"} if bot.token else {})}

    async def one(http: aiohttp.ClientSession, number: int) -> None:
        conversation = f"{name}-{number}"
        for turn in range(turns):
            world.waiting[conversation] = answered = asyncio.get_running_loop().create_future()
            sent = activity(text(number * turns + turn), conversation, number, world.url + "/")
            began = time.perf_counter()
            try:
                async with http.post(f"{bot.url}/api/messages", data=sent, headers=headers) as response:
                    acknowledged = time.perf_counter() - began
                    ok = response.status < 300
                end = await asyncio.wait_for(answered, 30 if ok else 0)
            except (TimeoutError, aiohttp.ClientError):
                ok = False
            if not ok:
                made.failures += 1
                continue
            made.turns.append(end - began)
            made.acknowledged.append(acknowledged)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        began, used = time.perf_counter(), bot.cpu()
        await asyncio.gather(*(one(http, number) for number in range(conversations)))
        made.took, made.cpu = time.perf_counter() - began, bot.cpu() - used
    return made


def unlike(number: int) -> str:
    """A question whose Graph request nobody else shares: a range of its own."""
    return f"sign-ins in the last {300 + number} minutes"


def alike(number: int) -> str:
    """A question whose page is kept: its range ended hours ago."""
    return "sign-ins yesterday"


def _cpu(loads: list[Load]) -> float:
    return sum(load.cpu for load in loads) / sum(len(load.turns) for load in loads) * 1e3


def said(name: str, echo: list[Load], ours: list[Load]) -> None:
    """A line with the ratio of turns a second: the middle of the rounds, and from which to which."""
    ratios = sorted(b.rate / a.rate for a, b in zip(echo, ours, strict=True))
    print(
        f"{name:62} {statistics.median(load.rate for load in ours):6.0f} turns/s, echo bot"
        f" {statistics.median(load.rate for load in echo):5.0f}: {statistics.median(ratios):.1f} x"
        f" ({ratios[0]:.1f} to {ratios[-1]:.1f}), failures {sum(load.failures for load in ours)}; processor time a turn"
        f" {_cpu(ours):.1f} ms, echo bot {_cpu(echo):.1f} ms"
    )


@dataclass
class Pair:
    """The two bots side by side."""

    world: Around
    echo: Bot
    ours: Bot
    rounds: int
    turns: int
    names: Iterator[str] = field(default_factory=lambda: (f"run-{number}" for number in itertools.count(1)))

    async def warm(self) -> None:
        """Load once what is loaded once."""
        for bot in (self.echo, self.ours):
            await load(bot, self.world, unlike, 4, 4, next(self.names))

    async def compare(self, name: str, conversations: int, text: Callable[[int], str]) -> tuple[list[Load], list[Load]]:
        """Load them in turns, and print how they compare."""
        echo, ours, before = [], [], self.world.graph_requests
        for _ in range(self.rounds):
            echo.append(await load(self.echo, self.world, text, conversations, self.turns, next(self.names)))
            ours.append(await load(self.ours, self.world, text, conversations, self.turns, next(self.names)))
        asked = (self.world.graph_requests - before) / sum(len(each.turns) for each in ours)
        said(f"{name} ({asked:.2f} Graph requests a turn)", echo, ours)
        return echo, ours


async def unregistered(world: Around, rounds: int, turns: int) -> None:
    """Both bots without a registration: no token is checked, and none fetched."""
    ports = free_port(), free_port()
    settings = {
        "WATCHBOOK_GRAPH_URL": world.url,
        "WATCHBOOK_GRAPH_TOKEN": "made-up",
        "WATCHBOOK_CALLER_LIMIT": "off",
    }
    with (
        running("tests/bench/echo_bot.py", str(ports[0]), port=ports[0]) as echo,
        running(*OURS, port=ports[1], **settings) as ours,
    ):
        pair = Pair(world, echo, ours, rounds, turns)
        await pair.warm()
        await pair.compare("each its own question", 8, unlike)
        await pair.compare("the same question", 8, alike)
        a, b = await pair.compare("64 conversations at once", 64, unlike)
        for name, loads in (("ours", b), ("echo bot", a)):
            all_of = Load(
                turns=[t for x in loads for t in x.turns], acknowledged=[t for x in loads for t in x.acknowledged]
            )
            print(
                f"    {name:12} acknowledged {all_of.at(0.5, 'acknowledged'):6.1f} ms, 99 % within"
                f" {all_of.at(0.99, 'acknowledged'):6.1f} ms; answered {all_of.at(0.5):6.1f} ms, 99 % within {all_of.at(0.99):6.1f} ms"
            )
        world.graph_delay = 0.2
        for conversations in (1, 8):
            slow = await load(ours, world, unlike, conversations, 3 * turns, next(pair.names))
            print(
                f"card posted minus 200 ms of Graph, {conversations} at once        "
                f" {slow.at(0.5) - 200:6.1f} ms, 95 % within {slow.at(0.95) - 200:6.1f} ms"
            )
        world.graph_delay = 0.0


async def registered(world: Around, rounds: int, turns: int) -> None:
    """Both bots as they run for real: they check the connector's tokens, and show it one of Entra ID's."""
    from tests.channel.fakes import APP_ID
    from tests.channel.identity import fake_keys, fake_login, token

    ports = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        async with fake_keys() as keys, fake_login(Path(folder)) as login:
            shown = token(f"{world.url}/")
            there = {"KEYS_URL": f"{keys.url}/openid", "LOGIN": login.url, "CA_FILE": login.ca_file}
            sdk = {
                "MicrosoftAppId": APP_ID,
                "MicrosoftAppPassword": "made-up",
                "LOGIN_URL": f"{login.url}/botframework.com",
                "REQUESTS_CA_BUNDLE": login.ca_file,
            }
            ours = running(
                "-m", "tests.bench.registered_bot", port=ports[1], token=shown, WATCHBOOK_GRAPH_URL=world.url, **there
            )
            echo = running("tests/bench/echo_bot.py", str(ports[0]), port=ports[0], token=shown, **there, **sdk)
            with echo as first, ours as second:
                pair = Pair(world, first, second, rounds, turns)
                await pair.warm()
                login.requests.clear()
                await pair.compare("registered, each its own question", 8, unlike)
                await pair.compare("registered, the same question", 8, alike)
                print(f"    tokens fetched by both together: {len(login.requests)}")


async def main() -> None:
    """Measure and print."""
    quick = "quick" in sys.argv
    rounds, turns = (2, 4) if quick else (5, 12)
    async with around() as world:
        await unregistered(world, rounds, turns)
        await registered(world, rounds, turns)
    print(f"this process needed {resource.getrusage(resource.RUSAGE_SELF).ru_utime:.1f} s of processor time")


if __name__ == "__main__":
    asyncio.run(main())
