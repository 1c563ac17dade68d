"""Bad input and a bad Graph, seen from the chat: a clear sentence each time, and the bot goes on."""

from __future__ import annotations

import json
import re

import pytest

from bot.answers.model import Answer
from tests.end_to_end.conftest import World

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXTS = (
    "",
    "   ",
    "x" * 100_000,
    "💥💥💥",
    "שלום עולם",
    "<b>sign-ins</b> <script>alert(1)</script>",
    "**sign-ins** [x](https://evil.example) ![i](https://evil.example/i.png)",
    "sign-ins for bob' or 1 eq 1",
    "sign-ins for \"bob' or '1' eq '1\" today",
    "{{DATE(2026-11-18)}}",
    "qwertz florp zzz",
    "sign-ins for nobody.of.this.name today",
    "\u202edrow\u202c sign-ins",
    "SELECT * FROM users; DROP TABLE users",
)


def is_plain(answer: Answer, card: dict[str, object]) -> bool:
    """Words for a person: no traceback, no raw JSON, nothing empty, under the size limit."""
    drawn = json.dumps(card)
    words = " ".join((answer.headline, *answer.lines))
    clean = not re.search(r"Traceback|Error\(|\{\"|NoneType|object at 0x", words)
    return bool(answer.headline.strip()) and clean and len(drawn.encode("utf-16")) < 80_000


@pytest.mark.parametrize("text", TEXTS, ids=[repr(t[:24]) for t in TEXTS])
async def test_any_text_gets_a_sentence(world: World, text: str) -> None:
    """Every text is answered in words, and asks nothing of Graph that Graph refuses."""
    answer = await world.ask(text)

    assert answer.kind in ("clarify", "refuse", "help", "rows")
    assert is_plain(answer, world.cards[-1])


async def test_an_injected_name_is_a_name(world: World) -> None:
    """Quotes are doubled: the filter holds the text as one literal, and no record comes back for it."""
    world.graph.log.clear()
    answer = await world.ask("sign-ins for \"bob' or '1' eq '1\" today")

    assert answer.ids == ()
    assert all("' or '1' eq '1" not in str(r.query).replace("''", "") for r in world.graph.log)


async def test_a_name_that_is_nobodys_is_not_taken_along(world: World) -> None:
    """After a refinement that found nobody the next one refines what was answered."""
    await world.ask("sign-ins this week")
    nobody = await world.ask("only qwertz florp")
    again = await world.ask("by app")

    assert nobody.kind == "clarify"
    assert (again.kind, again.question is not None and again.question.conditions) == ("group", ())


STATUSES = (
    (401, "InvalidAuthenticationToken"),
    (403, "Authentication_MSGraphPermissionMissing"),
    (403, "Authentication_RequestFromUnsupportedUserRole"),
    (403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant"),
    (404, "ResourceNotFound"),
    (400, "BadRequest"),
    (500, "InternalServerError"),
)


@pytest.mark.parametrize(("status", "code"), STATUSES, ids=[f"{s}-{c}" for s, c in STATUSES])
async def test_what_graph_refuses_is_told(world: World, status: int, code: str) -> None:
    """Each refusal becomes a sentence with a next step; the next question is answered as if nothing had been."""
    world.graph.faults.clear()
    world.graph.faults.refuse("auditLogs/signIns", status, code, "made up for a test", times=99)
    try:
        answer = await world.ask("sign-ins today")
    finally:
        world.graph.faults.clear()
    after = await world.ask("sign-ins today")

    assert answer.kind == "problem"
    assert answer.next
    assert is_plain(answer, world.cards[-2])
    assert after.kind == "rows"
    assert after.ids


async def test_a_connection_that_breaks_is_told_or_tried_again(world: World) -> None:
    """Closed in the middle of an answer once: asked again, and the count is whole."""
    whole = await world.ask("how many sign-ins today")
    world.graph.faults.close_mid_body("auditLogs/signIns", times=1)
    try:
        again = await world.ask("how many sign-ins today")
    finally:
        world.graph.faults.clear()

    assert (again.count, again.complete) == (whole.count, True)
