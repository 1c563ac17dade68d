"""Every card that can be shown is valid by the schema of Adaptive Cards 1.5, as Microsoft publishes it.

The schema knows neither `msteams` nor charts: the one is left out, the other stand for their fallback. What else cards
must be is checked by `validator`.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft6Validator

from bot.cards.draw import VERSION
from tests.pictures.cards import all_cards

SCHEMA = json.loads((files("adaptive_cards") / "schemas" / f"schema-{VERSION}.json").read_text("utf-8"))
CARDS = all_cards()


def plain(node: Any) -> Any:
    """The node without what only Teams knows."""
    if isinstance(node, list):
        return [plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    if str(node.get("type", "")).startswith("Chart."):
        return plain(node["fallback"])
    return {key: value if key == "data" else plain(value) for key, value in node.items() if key != "msteams"}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
def test_every_card_is_valid(card: dict[str, Any]) -> None:
    assert [error.message[:200] for error in Draft6Validator(SCHEMA).iter_errors(plain(card))] == []


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "TextBlok", "text": "x"},
        {"type": "TextBlock"},
        {"type": "Container", "items": [{"type": "RichTextBlock", "inlines": [{"type": "TextRun"}]}]},
        {"type": "ActionSet", "actions": [{"type": "Action.OpenUrl", "title": "no address"}]},
        {"type": "TextBlock", "text": "x", "spacing": "Tiny"},
    ],
)
def test_a_broken_card_is_not(broken: dict[str, Any]) -> None:
    """The schema would notice."""
    card = {"type": "AdaptiveCard", "version": VERSION, "body": [broken]}

    assert not Draft6Validator(SCHEMA).is_valid(card)
