"""A tenant of many sign-ins behind HTTP in a process of its own, for measuring what reading them costs."""

from __future__ import annotations

import asyncio
import multiprocessing
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection

from bot.demo import make_tenant, serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


def sign_ins(count: int, days: float) -> Records:
    """So many interactive sign-ins, evenly over the last days, with the parts that the made-up tenant's have."""
    models = [row for row in make_tenant(NOW, scale=0.05).sign_ins if row["signInEventTypes"] == ["interactiveUser"]]
    rows = []
    for at in range(count):
        when = NOW - timedelta(days=days) * ((at + 0.5) / count)
        written = f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond:06d}Z"
        changed = {"id": str(uuid.UUID(int=at)), "createdDateTime": written}
        rows.append({**models[at % len(models)], **changed})
    return Records(sign_ins=rows)


def _serve(
    count: int, days: float, page_size: int, latency: float, throttle: tuple[int, float] | None, at: Connection
) -> None:
    async def run() -> None:
        settings = ServerSettings(now=lambda: NOW, page_size=page_size, throttle=throttle)
        if latency:
            settings.faults.hang("auditLogs/", latency, times=1_000_000)
        async with serve(sign_ins(count, days), settings) as url:
            at.send(url)
            loop = asyncio.get_running_loop()
            while True:
                await loop.run_in_executor(None, at.recv)
                at.send([(each.at, each.status) for each in settings.log if each.report])
                settings.log.clear()

    asyncio.run(run())


class Graph:
    """A running stand-in."""

    def __init__(self, url: str, pipe: Connection) -> None:
        self.url, self._pipe = url, pipe

    def requests(self) -> list[tuple[float, int]]:
        """Seconds on the server's clock and status of the report requests since the last call."""
        self._pipe.send("log")
        found: list[tuple[float, int]] = self._pipe.recv()
        return found


@contextmanager
def graph(
    count: int,
    *,
    days: float = 6.9,
    page_size: int = 1000,
    latency: float = 0.0,
    throttle: tuple[int, float] | None = (5, 10.0),
) -> Iterator[Graph]:
    """A stand-in with so many sign-ins, ended afterwards."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(count, days, page_size, latency, throttle, there), daemon=True)
    process.start()
    try:
        yield Graph(here.recv(), here)
    finally:
        process.terminate()
        process.join()
