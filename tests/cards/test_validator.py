"""The validator finds what it is there to find: a check that cannot fail proves nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.validator import faults, outside_text_runs

GOOD: dict[str, Any] = {"type": "AdaptiveCard", "version": "1.5", "speak": "s", "fallbackText": "f"}
EMPTY = {"type": "Container", "id": "a", "items": []}
TOGGLE = {"type": "Action.ToggleVisibility", "title": "t", "targetElements": ["gone"]}


def card(*body: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A card with this body."""
    return {**GOOD, "body": [*body, {"type": "TextBlock", "text": "x", "wrap": True}], **changed}


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (card({"type": "Table"}), "element Table"),
        (card({"type": "TextBlock", "text": "x", "wrap": True, "color": "accent"}), "TextBlock.color"),
        (card({"type": "TextBlock", "text": "x"}), "TextBlock that does not wrap"),
        (card({"type": "Chart.VerticalBar", "data": []}), "Chart.VerticalBar without fallback"),
        (card({"type": "RichTextBlock", "inlines": []}), "empty RichTextBlock"),
        (card(EMPTY, EMPTY), "id a twice"),
        (card({"type": "ActionSet", "actions": [TOGGLE]}), "no element gone"),
        (card(version="1.6"), "AdaptiveCard.version=1.6"),
        (card(speak=""), "no speak"),
        (card({"type": "TextBlock", "text": "é" * 50_000, "wrap": True}), "bytes"),
    ],
)  # fmt: skip
def test_a_bad_card_is_found(bad: dict[str, Any], fault: str) -> None:
    """Each rule bites once."""
    assert [found for found in faults(bad) if fault in found]


def test_a_good_card_is_good() -> None:
    """Nothing is wrong with nothing wrong."""
    assert [] == faults(card())


def test_a_value_outside_a_text_run_is_found() -> None:
    """In a TextBlock, a title, a chart, a fallback text: found; in a TextRun: allowed."""
    run = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "MARK"}]}

    assert ["/AdaptiveCard/body/TextBlock/text"] == outside_text_runs(
        card({"type": "TextBlock", "text": "a MARK"}, run), "MARK"
    )
    assert ["/AdaptiveCard/speak"] == outside_text_runs(card(run, speak="MARK"), "MARK")
