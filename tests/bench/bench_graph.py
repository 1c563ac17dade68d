"""What reading the logs costs: `python tests/bench/bench_graph.py [quick]`.

A stand-in in a process of its own serves sign-ins as Graph does, with Graph's limit of 5 report requests in any 10
seconds. Every line has a ratio against something of the same run: the time that the pages alone take, the time that the
limit allows, the JSON that was sent. `quick` leaves out the reading of 20 pages, which takes half a minute. Nothing is
asserted.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))


from bot.answers.tally import Tally
from bot.graph.budget import Budget, NoBudget, WindowBudget
from bot.graph.client import GraphClient
from bot.graph.read import read
from bot.graph.shared import SharedReads
from bot.graph.tokens import StaticToken
from bot.report import Report
from bot.transport import PooledClient
from intents.model import Kind, Log, Measure, Question, TimeRange
from tests.bench.graph_server import NOW, Graph, graph

WEEK = TimeRange(NOW - timedelta(days=7), NOW, said="past week")
COUNT = Question((Log.SIGN_INS,), Measure(Kind.COUNT), (), WEEK)


def rss() -> int:
    """Bytes of this process in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@dataclass
class Watch:
    """A task that ticks, and what it saw. Held: on the clock, and in processor time, which other processes do not add to."""

    longest: float = 0.0
    busy: float = 0.0
    most: int = 0

    async def tick(self) -> None:
        """Every millisecond: how late it is, and how large the process."""
        while True:
            began, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, time.perf_counter() - began - 0.001)
            self.busy = max(self.busy, time.thread_time() - worked)
            self.most = max(self.most, rss())

    @property
    def held(self) -> str:
        """How long the loop was held at most."""
        return f"{self.longest * 1e3:.1f} ms at most ({self.busy * 1e3:.1f} ms of processor time)"


async def reading(server: Graph, budget: Budget | None, question: Question) -> tuple[Report, float, Watch, Tally]:
    """Read once, watched; without a budget with that of one process."""
    async with PooledClient() as http:
        budget = budget or WindowBudget(clock=time.monotonic, connecting=lambda: http.connecting)
        shared = SharedReads(time.monotonic)
        client = GraphClient(server.url, StaticToken("made-up"), http, budget=budget, shared=shared)
        watch, tally = Watch(), Tally(question, zone=NOW.tzinfo)  # type: ignore[arg-type]
        ticking = asyncio.create_task(watch.tick())
        await asyncio.sleep(0.05)
        began = time.perf_counter()
        report = await read(question, client, tally, now=NOW)
        spent = time.perf_counter() - began
        ticking.cancel()
    return report, spent, watch, tally


def allowed(requests: int, latency: float, limit: int = 5, window: float = 10.0) -> float:
    """Seconds that so many requests take at least under the limit."""
    return (requests - 1) // limit * window + latency


def told(name: str, server: Graph, report: Report, spent: float, tally: Tally, least: float, of: str) -> None:
    """One line."""
    asked = server.requests()
    refused = sum(status == 429 for _, status in asked)
    print(
        f"{name:44} {spent:7.2f} s   {spent / least:5.2f} x {of} ({least:.2f} s)   {len(asked)} requests, {refused} x 429,"
        f" {tally.rows:,} rows, complete: {report.complete}"
    )


async def pages(name: str, count: int, latency: float, pages_least: int, *, size: int = 100) -> None:
    """Read so many sign-ins under Graph's limit, starting with an empty window.

    Small pages, so that what the stand-in itself needs for each does not count for much.
    """
    with graph(count, latency=latency, page_size=size) as server:
        report, spent, _, tally = await reading(server, None, COUNT)
        told(name, server, report, spent, tally, allowed(pages_least, latency), "what the limit allows so many pages")


async def volume(count: int) -> None:
    """Count many sign-ins without a limit: memory, and how long the loop is held."""
    with graph(count, throttle=None) as server:
        few = replace(COUNT, range=replace(WEEK, start=NOW - timedelta(hours=4)))
        await reading(server, NoBudget(clock=time.monotonic), few)  # what is loaded once is not counted
        before = rss()
        report, spent, watch, tally = await reading(server, NoBudget(clock=time.monotonic), COUNT)
        bytes_read = sum(1 for _ in report.requests)
        print(
            f"{count:,} sign-ins counted                      {spent:7.2f} s   {tally.rows:,} rows, {bytes_read} requests;"
            f" memory +{(watch.most - before) / 2**20:.0f} MiB at most; the loop was held {watch.held}"
        )


async def warm() -> None:
    """Load once what is loaded once."""
    with graph(10) as server:
        await reading(server, NoBudget(clock=time.monotonic), COUNT)


async def idle() -> None:
    """How late a ticking task is when nothing else happens, for comparison."""
    watch = Watch()
    ticking = asyncio.create_task(watch.tick())
    await asyncio.sleep(2)
    ticking.cancel()
    print(f"loop held while idle (this machine)          {watch.held}")


def main() -> None:
    runs: list[Callable[[], Awaitable[None]]] = [
        idle,
        lambda: pages("1 page of 800 ms", 90, 0.8, 1),
        lambda: pages("2 pages of 800 ms", 150, 0.8, 2),
        lambda: pages("5 pages of 800 ms, empty budget", 460, 0.8, 5),
        lambda: volume(100_000),
    ]
    if "quick" not in sys.argv:
        runs += [lambda: pages("20 pages", 1_940, 0.0, 20), lambda: pages("20 pages of 800 ms", 1_940, 0.8, 20)]
    asyncio.run(warm())
    for run in runs:
        asyncio.run(run())  # type: ignore[arg-type]
    print(
        f"largest size of this process                 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
    )


if __name__ == "__main__":
    main()
