"""How much each caller may ask, and what the audit trail says of it."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.activities import Caller, Incoming, Place
from bot.audit import Audit, note_request
from bot.callers import CALLERS_AT_MOST, CallerLimit, slow_down
from bot.config import Rate
from tests.channel.fakes import ALICE, TENANT
from tests.identity.rig import APPLICATION, DELEGATED, GROUP, audited, button, card_of, listen, rig, words

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


async def test_window_moves() -> None:
    """Three in ten seconds: the fourth waits until the first is ten seconds ago; others are not held up."""
    times = iter((0.0, 4.0, 8.0, 9.0, 9.0, 10.0, 11.0, 14.0, 14.0))
    limit = CallerLimit(Rate(3, 10), lambda: next(times))
    waits = [await limit.wait("alice") for _ in range(8)]

    assert waits == [0, 0, 0, 1, 1, 0, 3, 0]
    assert await limit.wait("bob") == 0


async def test_limit_is_bounded_and_can_be_off() -> None:
    """No number of callers fills the memory; without a limit nobody waits."""
    limit = CallerLimit(Rate(1, 10), lambda: 0.0)
    for number in range(CALLERS_AT_MOST + 10):
        await limit.wait(f"{number}")

    assert len(limit._asked) == CALLERS_AT_MOST
    assert [await CallerLimit(None, lambda: 0.0).wait("a") for _ in range(100)] == [0] * 100


async def test_who_asks_too_fast_is_told_so(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Over the limit a friendly sentence says when to ask again; nothing is read; buttons count too."""
    listen(caplog)
    async with rig(monkeypatch, replace(APPLICATION, caller_limit=Rate(2, 60))) as world:
        line = card_of(await world.say("sign-ins today", **GROUP))
        shown = await world.press(button(line, "show"), **GROUP)
        asked = len(world.graph.asked)
        message = await world.say("failed sign-ins today")
        pressed = await world.press(button(line, "show"), **GROUP)

        assert "sign-in" in words(shown["value"])
        start, _, end = slow_down(60).partition("60")
        assert [told.startswith(start) and told.endswith(end) for told in (message["text"], pressed["value"])] == [
            True,
            True,
        ]
        assert len(world.graph.asked) == asked
        assert [each["outcome"] for each in audited(caplog)] == ["line", "rows", "limited", "limited"]


def test_sentence_of_the_limit() -> None:
    """The wait is said in whole seconds, never none."""
    assert "in 1 seconds" in slow_down(0.01)
    assert "in 12 seconds" in slow_down(11.2)


async def test_audit_line(caplog: pytest.LogCaptureFixture) -> None:
    """One JSON object on one line: who, where, what, how much; addresses without what they name."""
    caplog.set_level(logging.INFO, logger="watchbook.audit")
    audit = Audit(lambda: NOW)
    incoming = Incoming("x", Caller(ALICE, TENANT, "Alice"), Place.CHANNEL, "19:secret-conversation", "1")
    entry = audit.begin(incoming)
    entry.question, entry.records_read, entry.complete, entry.outcome = "The sign-ins\nfor “dana”.", 7, False, "rows"

    async def read() -> None:
        note_request("GET", "/v1.0/users/dana@example.com/memberOf")
        note_request("GET", "/v1.0/auditLogs/signIns")
        note_request("GET", f"/v1.0/users/{ALICE}")
        note_request("GET", "/v1.0/users/dana%40example.com/manager")

    await asyncio.create_task(read())
    audit.end(entry)

    (record,) = caplog.records
    line = json.loads(record.getMessage())
    assert "\n" not in record.getMessage()
    assert line.pop("milliseconds") >= 0
    assert len(line.pop("conversation")) == 16
    assert line == {
        "time": "2026-11-18T14:30:00.000+00:00",
        "who": ALICE,
        "where": "channel",
        "question": "The sign-ins\nfor “dana”.",
        "graph_requests": 4,
        "graph_paths": [
            {"path": "GET /v1.0/auditLogs/signIns", "times": 1},
            {"path": "GET /v1.0/users/{id}", "times": 1},
            {"path": "GET /v1.0/users/{id}/manager", "times": 1},
            {"path": "GET /v1.0/users/{id}/memberOf", "times": 1},
        ],
        "records_read": 7,
        "complete": False,
        "outcome": "rows",
    }
    assert "secret-conversation" not in record.getMessage()


async def test_requests_of_one_turn_are_not_counted_for_another(caplog: pytest.LogCaptureFixture) -> None:
    """Turns side by side each count their own requests."""
    caplog.set_level(logging.INFO, logger="watchbook.audit")
    audit = Audit(lambda: NOW)

    async def turn(requests: int) -> None:
        entry = audit.begin(Incoming("x", Caller(ALICE, TENANT), Place.PERSONAL, f"a:{requests}", "1"))
        for _ in range(requests):
            note_request("GET", "/v1.0/auditLogs/signIns")
            await asyncio.sleep(0)
        audit.end(entry)

    await asyncio.gather(*(asyncio.create_task(turn(number)) for number in range(1, 6)))

    assert sorted(each["graph_requests"] for each in audited(caplog)) == [1, 2, 3, 4, 5]


async def test_question_that_waited_for_a_sign_in_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer after a sign-in is not a second question of the same person."""
    async with rig(monkeypatch, replace(DELEGATED, caller_limit=Rate(1, 60))) as world:
        await world.say("failed sign-ins yesterday")
        await world.invoke("signin/tokenExchange", {"id": "1", "connectionName": "graph", "token": "sso-alice"})
        answer = (await world.connector.messages(2))[1]

        assert "failed sign-in" in words(card_of(answer))
