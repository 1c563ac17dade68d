"""The cards of places with other readers, drawn without a chat."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

import intents
from bot import places
from bot.answers.model import Answer
from bot.asking import Asked, Surroundings
from bot.buttons import Buttons
from bot.cards import draw
from bot.desk import Desk
from bot.pace import Pace
from intents.model import Entity, EntityKind, Question, Understood
from tests.cards.validator import faults
from tests.channel.fakes import ALICE, REGISTERED, TENANT
from tests.identity.rig import buttons, words

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
DANA = Entity(EntityKind.USER, "0dd0", "Dana Whitfield", upn="dana@contoso.example", detail="Finance")


def question() -> Question:
    """A question whose name has been looked up."""
    reading = intents.read("sign-ins for dana yesterday", now=NOW, locale="en-GB", previous=None)
    assert isinstance(reading, Understood)
    conditions = tuple(
        replace(each, entities=(DANA,)) if each.values == ("dana",) else each for each in reading.question.conditions
    )
    assert conditions != reading.question.conditions
    return replace(reading.question, conditions=conditions)


def unpacked(data: str) -> str:
    """What signed data says to anybody who looks."""
    payload = data.rsplit(".", 2)[0]
    squeezed = payload.startswith(".")
    raw = base64.urlsafe_b64decode(payload.lstrip(".") + "=" * (-len(payload.lstrip(".")) % 4))
    return json.dumps(json.loads(zlib.decompress(raw) if squeezed else raw))


def test_line_holds_no_resolved_name_where_it_is_seen_or_looked_into() -> None:
    """Whatever the question went through before, neither the card nor the data of its button holds what was found."""
    from bot.activities import Caller, Incoming, Place

    desk = Desk.of(REGISTERED, lambda: NOW, lambda: 0.0)
    incoming = Incoming("x", Caller(ALICE, TENANT, "Alice"), Place.CHANNEL, "19:c", "1")
    reply = Buttons(desk, Pace(lambda: 0.0, 12)).line(Asked(question()), incoming, Surroundings(NOW, "en-GB"))

    assert reply.card is not None
    (show,) = buttons(reply.card)
    told = json.dumps(reply.card) + unpacked(show["data"]["d"]) + reply.summary
    assert "dana" in unpacked(show["data"]["d"])
    assert [each for each in ("Whitfield", "0dd0", "contoso", "Finance") if each in told] == []


ANSWER = Answer(
    "clarify", "Which Dana do you mean?", choices=("Dana Whitfield (dana@contoso.example, Finance, third floor)", "x")
)
SHORT = replace(ANSWER, choices=("yesterday", "today"))


@pytest.mark.parametrize("answer", [ANSWER, SHORT])
def test_private_view_answers_in_place(answer: Answer) -> None:
    """Choices become buttons that answer their presser; the answer's own card is left as it was."""
    card = draw(answer, zone=UTC)
    before = json.dumps(card)
    own = places.private(card, lambda text: {"d": text}, {"d": "share"})

    pressed = [(each["verb"], each["data"]["d"]) for each in buttons(own)]
    assert pressed == [*(("ask", choice) for choice in answer.choices), ("share", "share")]
    assert (json.dumps(card), faults(own)) == (before, [])


@pytest.mark.parametrize("answer", [ANSWER, SHORT])
def test_shared_card_asks_nothing_further(answer: Answer) -> None:
    """What everybody sees has no buttons that ask, and names who shared it, as they are called."""
    own = places.shared(draw(answer, zone=UTC), "**Mallory** [x](https://evil.example)")

    assert buttons(own) == []
    assert words(own).startswith("Shared by   **Mallory** [x](https://evil.example)")
    assert faults(own) == []


CARDS: dict[str, dict[str, Any]] = {
    "line": places.line(question(), UTC, "Alice\u202e {{DATE(x)}}", {"d": "x"}),
    "line without a name": places.line(question(), UTC, "", {"d": "x"}),
    "reading": places.reading(20, {"d": "x"}),
    "again": places.again({"d": "x"}),
}


@pytest.mark.parametrize("name", CARDS)
def test_cards_are_sound(name: str) -> None:
    """Every card is one that Teams draws, says something without being drawn, and has one button."""
    card = CARDS[name]

    assert faults(card) == []
    assert (card["version"], bool(card["speak"]), len(buttons(card))) == ("1.5", True, 1)
    assert "\u202e" not in words(card)
