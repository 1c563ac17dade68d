"""One record in full, drawn: the row's two lines, why it ended as it did, and everything else under titles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.answers.details import Details, Part
from bot.cards.draw import VERSION
from bot.cards.elements import COLOURS, Element, container, gap, rich, run, words
from bot.cards.limits import MOST_BYTES, size
from bot.cards.pages import Data, press

_SAID = "Watchbook: one record in full"
_LEFT_OUT = "Some of it was left out, so that the card is not too large."


def draw_record(found: Details, back: Data | None) -> dict[str, Any]:
    """Return the card of a record. `back` is the data of the button that shows the list again, None: it is gone."""
    parts = list(found.parts)
    card = _card(found, parts, back, trimmed=False)
    while size(card) > MOST_BYTES and len(parts) > 1:
        parts.pop()
        card = _card(found, parts, back, trimmed=True)
    return card


def _card(found: Details, parts: Sequence[Part], back: Data | None, *, trimmed: bool) -> dict[str, Any]:
    row = found.row
    body: list[Element] = [rich(run(row.title, bold=True, size="Medium"))]
    ended = [run(row.outcome, colour=COLOURS[row.status]), gap(" · ", subtle=True)] if row.outcome else []
    body.append(rich(*ended, run(f"{found.when} {found.zone}", subtle=True), spacing="Small"))
    if row.why:
        body.append(rich(run(row.why), spacing="Small"))
    for part in parts:
        body.append(words(part.title, bold=True, spacing="Medium"))
        body.append(container([_fact(name, value) for name, value in part.facts], spacing="Small"))
    if trimmed:
        body.append(words(_LEFT_OUT, subtle=True, small=True))
    if back is not None:
        body.append({"type": "ActionSet", "actions": [press("Back to the list", "page", back)]})
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "msteams": {"width": "Full"},
        "fallbackText": _SAID,
        "speak": _SAID,
        "body": body,
    }


def _fact(name: str, value: str) -> Element:
    said = [run(f"{name}:", subtle=True, small=True), gap(small=True)] if name else []
    return rich(*said, run(value, small=True), spacing="None")
