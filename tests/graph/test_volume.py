"""A large reading holds neither the event loop nor its records."""

from __future__ import annotations

import asyncio
import time

from bot.answers.tally import Tally
from bot.graph.budget import NoBudget
from bot.graph.client import GraphClient
from bot.graph.read import read
from bot.graph.shared import CAPACITY, SharedReads
from bot.graph.tokens import StaticToken
from bot.transport import PooledClient
from intents.model import Kind, Log, Measure
from tests.bench.bench_graph import Watch, rss
from tests.bench.graph_server import NOW, graph
from tests.graph.rig import ask


async def test_a_large_count_holds_neither_the_loop_nor_much_memory() -> None:
    """Six pages of a thousand sign-ins: the loop is free within 25 ms of work, and far less than the JSON is kept."""
    question = ask(Log.SIGN_INS, measure=Measure(Kind.COUNT))
    with graph(6_000, throttle=None) as server:
        async with PooledClient() as http:
            shared = SharedReads(time.monotonic)
            budget = NoBudget(clock=time.monotonic)
            client = GraphClient(server.url, StaticToken("made-up"), http, budget=budget, shared=shared)
            watch, tally, before = Watch(), Tally(question, zone=NOW.tzinfo), rss()  # type: ignore[arg-type]
            ticking = asyncio.create_task(watch.tick())
            await asyncio.sleep(0.02)
            watch.busy = 0.0
            report = await read(question, client, tally, now=NOW)
            ticking.cancel()

    assert (tally.rows, report.records_read, report.complete) == (6_000, 6_000, True)
    assert len(report.requests) == 7
    assert watch.busy < 0.025
    assert watch.most - before < 64 * 2**20
    assert shared.weight <= CAPACITY
