"""What no record holds is asked back in the words of its row, and never answered without it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intents import Unclear, Understood, read
from intents.vocabulary.beyond import BEYOND
from intents.vocabulary.terms import Beyond

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
EXAMPLES = [(text, effect) for term in BEYOND for effect in term.effects if isinstance(effect, Beyond) for text in effect.examples]


@pytest.mark.parametrize(("text", "row"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_it_is_asked_back(text: str, row: Beyond) -> None:
    reading = read(text, now=NOW)

    assert isinstance(reading, Unclear)
    assert (reading.reason, reading.ask) == ("beyond", row.ask)


@pytest.mark.parametrize("row", [e for t in BEYOND for e in t.effects], ids=[t.phrases[0] for t in BEYOND])
def test_every_row_has_examples(row: Beyond) -> None:
    assert row.examples


@pytest.mark.parametrize("choice", sorted({choice for _, effect in EXAMPLES for choice in effect.choices}))
def test_what_is_offered_instead_is_understood(choice: str) -> None:
    assert isinstance(read(choice, now=NOW), Understood)
