"""What the tests of reading share: a running made-up tenant, a question, a sink that keeps everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.graph.budget import NoBudget
from bot.graph.client import GraphClient
from bot.graph.filter_rules import Capabilities
from bot.graph.read import Limits, read
from bot.graph.tokens import StaticToken
from bot.report import Report
from intents.model import Condition, Log, Measure, Question, TimeRange
from intents.records import Record

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
PAGE = 40
"""Records on a page of the fixture `tenant`."""
WEEK = TimeRange(NOW - timedelta(days=7), NOW, said="past week")


def ask(
    *logs: Log, conditions: tuple[Condition, ...] = (), span: TimeRange = WEEK, measure: Measure | None = None
) -> Question:
    """A question over these logs."""
    return Question(logs, measure or Measure(), conditions, span)


@dataclass
class Kept:
    """A sink that keeps everything once, and has enough when it is told how much that is."""

    wanted: int | None = None
    records: dict[str, Record] = field(default_factory=dict)

    def add(self, log: Log, record: Record, written: memoryview | None = None) -> None:
        self.records[record["id"]] = record

    @property
    def enough(self) -> bool:
        return self.wanted is not None and len(self.records) >= self.wanted


@dataclass
class Tenant:
    """A running stand-in and a client of it."""

    records: Records
    settings: ServerSettings
    url: str
    http: httpx.AsyncClient
    naps: list[float] = field(default_factory=list)

    def clock(self) -> float:
        """Seconds slept so far: nobody waits in these tests."""
        return sum(self.naps)

    async def nap(self, seconds: float) -> None:
        """Sleep by the clock above."""
        self.naps.append(seconds)

    def client(self) -> GraphClient:
        """A client with a ready token and no budget."""
        budget = NoBudget(clock=self.clock, sleep=self.nap)
        return GraphClient(
            self.url, StaticToken("made-up"), self.http, budget=budget, sleep=self.nap, jitter=lambda: 0.5
        )

    async def read(
        self,
        question: Question,
        sink: Kept | None = None,
        *,
        limits: Limits | None = None,
        capabilities: Capabilities | None = None,
    ) -> tuple[Report, Kept]:
        kept = sink or Kept()
        report = await read(question, self.client(), kept, now=NOW, limits=limits, capabilities=capabilities)
        return report, kept
