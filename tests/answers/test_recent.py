"""An answer that is asked for again is the same answer: for the same identity, question, zone and day alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from bot.answering import find
from bot.answers.model import Answer, Receipt, Row
from bot.asking import Asked, Source, Surroundings
from bot.demo import make_tenant, serve
from bot.demo.settings import ServerSettings
from bot.directory import Directory
from bot.graph.budget import NoBudget
from bot.graph.client import GraphClient
from bot.graph.filter_rules import Capabilities
from bot.graph.read import Limits
from bot.graph.shared import SharedReads
from bot.graph.tokens import StaticToken
from bot.recent import RecentAnswers, settled
from bot.report import Report
from bot.transport import PooledClient
from intents.model import Kind, Log, Measure, Question, TimeRange

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
YESTERDAY = TimeRange(NOW.replace(hour=0, minute=0) - timedelta(days=1), NOW.replace(hour=0, minute=0), "yesterday")
QUESTION = Question((Log.SIGN_INS,), Measure(Kind.ROWS), (), YESTERDAY)


@dataclass
class Desk:
    """Askers of one made-up tenant, whose clock is moved by hand."""

    graph: ServerSettings
    source: Source
    seconds: list[float] = field(default_factory=lambda: [1000.0])

    async def ask(self, question: Question = QUESTION, at: datetime = NOW, who: str = "", notes: tuple[str, ...] = ()) -> Answer:  # fmt: skip
        """Ask as the bot itself, or as somebody."""
        source = self.source.acting_as(who, StaticToken("theirs")) if who else self.source
        return await find(Asked(question, notes), Surroundings(at), source)

    @property
    def requests(self) -> int:
        """Requests so far."""
        return len(self.graph.log)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    graph = ServerSettings(now=lambda: NOW, throttle=None)
    seconds = [1000.0]
    async with serve(make_tenant(NOW, scale=0.05), graph) as url, PooledClient() as http:
        shared = SharedReads(lambda: seconds[0])
        client = GraphClient(url, StaticToken("made-up"), http, budget=NoBudget(clock=lambda: seconds[0]), shared=shared)
        recent = RecentAnswers(lambda: seconds[0])
        directory = Directory(client, identity="app", clock=lambda: seconds[0])
        yield Desk(graph, Source(client, directory, Limits(), Capabilities(), recent), seconds)


def bare(found: Answer) -> Answer:
    """The answer without the notes of its receipt."""
    assert found.receipt is not None
    return replace(found, receipt=replace(found.receipt, notes=()))


async def test_the_same_question_has_the_same_answer(desk: Desk) -> None:
    """No request and no counting; all that was said before is said again, and when it was read."""
    first = await desk.ask()
    before = desk.requests
    desk.seconds[0] += 245
    again = await desk.ask()

    assert first.count > 5
    assert first.receipt is not None
    assert again.receipt is not None
    assert again.rows is first.rows
    assert bare(again) == bare(first)
    assert (first.receipt.notes, again.receipt.notes) == ((), ("Read 4 minutes ago.",))
    assert desk.requests == before


async def test_rows_are_made_once_and_alike(desk: Desk) -> None:
    """Those made while a record was at hand are those that would be made of its JSON."""
    from bot.answers.rows import row_of

    found = await desk.ask()
    kept = found.rows._kept  # type: ignore[attr-defined]
    assert 0 < sum(each.row is not None for each in kept) <= 25
    assert list(found.rows) == [row_of(each, msgspec.json.decode(each.written), UTC, NOW) for each in kept]
    assert found.rows[0] is found.rows[0]


async def test_it_is_used_for_ten_minutes(desk: Desk) -> None:
    first = await desk.ask()
    desk.seconds[0] += 601
    again = await desk.ask()
    assert again.rows is not first.rows
    assert bare(again) == bare(first)


async def test_an_answer_from_pages_read_before_grows_old_with_them(desk: Desk) -> None:
    """Nine minutes after its pages were read another question over them is answered, and that answer kept for one."""
    await desk.ask()
    desk.seconds[0] += 540
    other = replace(QUESTION, measure=Measure(Kind.COUNT))
    first = await desk.ask(other)
    desk.seconds[0] += 59
    assert (await desk.ask(other)).ids is first.ids
    before = desk.requests
    desk.seconds[0] += 2
    again = await desk.ask(other)
    assert desk.requests == before + 1
    assert again.receipt is not None
    assert again.receipt.notes == ()


@pytest.mark.parametrize(
    "other",
    [
        {"who": "alice"},
        {"at": NOW + timedelta(days=1)},
        {"at": NOW.astimezone(ZoneInfo("Asia/Tokyo"))},
        {"notes": ("Read “yestreday” as “yesterday”.",)},
        {"question": replace(QUESTION, measure=Measure(Kind.ROWS, oldest_first=True))},
        {"question": replace(QUESTION, utterance="who signed in yesterday?")},
    ],
)
async def test_whatever_differs_is_answered_anew(desk: Desk, other: dict[str, object]) -> None:
    """Another person, day, zone, reading or question: none of them gets the answer of this one."""
    first = await desk.ask()
    assert (await desk.ask(**other)).rows is not first.rows  # type: ignore[arg-type]


async def test_what_is_not_whole_is_not_kept(desk: Desk) -> None:
    source = replace(desk.source, limits=Limits(max_records=3))
    first = await find(Asked(QUESTION), Surroundings(NOW), source)
    again = await find(Asked(QUESTION), Surroundings(NOW), source)
    assert not first.complete
    assert again.rows is not first.rows
    assert (await desk.ask()).complete


async def test_those_at_once_get_equal_answers(desk: Desk) -> None:
    found = await asyncio.gather(*(desk.ask() for _ in range(5)))
    assert all(bare(each) == bare(found[0]) for each in found)


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        (timedelta(days=2), timedelta(hours=2), True),
        (timedelta(days=2), timedelta(hours=1, minutes=59), False),
        (timedelta(days=2), timedelta(0), False),
        (timedelta(days=29, hours=23), timedelta(days=1), True),
        (timedelta(days=29, hours=23, minutes=55), timedelta(days=1), False),  # partly gone before it is forgotten
        (timedelta(days=40), timedelta(days=1), False),
        (None, timedelta(days=1), False),
    ],
)
def test_only_what_changes_no_more_is_kept(start: timedelta | None, end: timedelta, kept: bool) -> None:
    span = TimeRange(None if start is None else NOW - start, NOW - end, "then")
    assert settled(replace(QUESTION, range=span), NOW, 30) is kept
    assert not settled(replace(QUESTION, range=span, compared=span), NOW, 30)
    assert not settled(replace(QUESTION, range=None), NOW, 30)


def answer(size: int) -> Answer:
    """An answer whose one record takes so many bytes."""
    row = Row("1", Log.SIGN_INS, NOW, "a", "b", written=b"x" * size)
    return Answer("rows", "one", rows=(row,), count=1, receipt=Receipt())


async def test_nothing_stays_though_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are gone from memory when they may not be used any more."""
    monkeypatch.setattr("bot.sweeping.SWEPT_EVERY", 0.01)
    now = [0.0]
    recent = RecentAnswers(lambda: now[0])
    recent.put("a", answer(1), Report(YESTERDAY), 0.0)
    recent.put("b", answer(1), Report(YESTERDAY, age=300.0), 0.0)
    now[0] = 300.0
    await asyncio.sleep(0.03)
    assert (len(recent), recent.get("b")) == (1, None)
    now[0] = 600.0
    await asyncio.sleep(0.03)
    assert len(recent) == 0
    await asyncio.sleep(0.03)
    recent.put("c", answer(1), Report(YESTERDAY), 600.0)
    now[0] = 1200.0
    await asyncio.sleep(0.03)
    assert len(recent) == 0


async def test_it_is_bounded_by_what_it_holds() -> None:
    """The longest unused goes first, and what would take half of the room is not kept at all."""
    recent = RecentAnswers(lambda: 0.0, capacity=100_000)
    report = Report(YESTERDAY)
    recent.put("huge", answer(60_000), report, 0.0)
    for name in ("a", "b", "c"):
        recent.put(name, answer(25_000), report, 0.0)
    assert recent.get("a") is not None
    recent.put("d", answer(25_000), report, 0.0)
    assert [name for name in ("huge", "a", "b", "c", "d") if recent.get(name) is not None] == ["a", "c", "d"]
    for _ in range(50):
        recent.put("d", answer(25_000), report, 0.0)
    assert recent.get("a") is not None
    recent.put("partial", replace(answer(1), complete=False), report, 0.0)
    recent.put("broken off", answer(1), replace(report, complete=False), 0.0)
    assert recent.get("partial") is recent.get("broken off") is None
