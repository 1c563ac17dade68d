"""An Answer becomes an Adaptive Card: one shape a kind of answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from bot.activities import Sealed
from bot.answers.model import Answer
from bot.cards.elements import Element, chips, rich, run, side_by_side, words
from bot.cards.limits import STEPS, Limits, fits
from bot.cards.over_time import along, week
from bot.cards.pages import Browse, tools
from bot.cards.parts import group_list, headline, lines, receipt, record_list
from bot.cards.summary import summary

VERSION = "1.5"
"""The newest version that bots may send to Teams."""

Shape = Callable[[Answer, Limits, Browse | None], list[Element]]


def _rows(answer: Answer, limits: Limits, browse: Browse | None) -> list[Element]:
    return [*headline(answer), *lines(answer, limits), *record_list(answer, limits, browse)]


def _number(answer: Answer, limits: Limits, browse: Browse | None) -> list[Element]:
    return [*headline(answer), *lines(answer, limits), *record_list(answer, limits, browse, folded=True)]


def _groups(answer: Answer, limits: Limits, browse: Browse | None) -> list[Element]:
    return [
        *headline(answer), *lines(answer, limits), *group_list(answer, limits, browse),
        *record_list(answer, limits, browse, folded=True),
    ]  # fmt: skip


def _compare(answer: Answer, limits: Limits, browse: Browse | None) -> list[Element]:
    return [*headline(answer), *group_list(answer, limits, browse), *lines(answer, limits)]


def _timeline(answer: Answer, limits: Limits, browse: Browse | None) -> list[Element]:
    return [
        *headline(answer), *lines(answer, limits), *week(answer.series), *along(answer, limits),
        *record_list(answer, limits, browse, folded=True),
    ]  # fmt: skip


def _asked_back(answer: Answer, limits: Limits, browse: Browse | None) -> list[Element]:
    return [*headline(answer), *lines(answer, limits)]


def _refusal(answer: Answer, limits: Limits, browse: Browse | None) -> list[Element]:
    led = not answer.choices or answer.headline.endswith(":")
    asked = [] if led else [words("You can ask, for example:", subtle=True, small=True)]
    return [rich(run(answer.headline)), *lines(answer, limits), *asked]


def _problem(answer: Answer, limits: Limits, browse: Browse | None) -> list[Element]:
    following = [rich(run(answer.next), spacing="Small")] if answer.next else []
    return [rich(run(answer.headline, bold=True, colour="attention")), *lines(answer, limits), *following]


def _working(answer: Answer, limits: Limits, browse: Browse | None) -> list[Element]:
    return [rich(run(answer.headline, subtle=True)), *lines(answer, limits)]


SHAPES: Mapping[str, Shape] = {
    "rows": _rows,
    "story": _rows,
    "count": _number,
    "distinct_count": _groups,
    "top": _groups,
    "group": _groups,
    "timeline": _timeline,
    "compare": _compare,
    "clarify": _asked_back,
    "refuse": _refusal,
    "help": _refusal,
    "problem": _problem,
    "working": _working,
}


def _further(answer: Answer) -> list[Element]:
    """The texts to press: what completes a question back, or other readings of this one and questions that follow."""
    if answer.receipt is None:
        return chips(answer.choices)
    found: list[Element] = []
    if answer.choices:
        found += [words("Or did you mean:", subtle=True, small=True, spacing="Medium"), *chips(answer.choices)]
    if answer.further:
        found += [words("Ask next:", subtle=True, small=True, spacing="Medium"), side_by_side(answer.further)]
    return found


def draw(answer: Answer, *, zone: tzinfo, browse: Browse | None = None) -> Sealed:
    """Return the card of an answer, at most 80 KB as UTF-16; what had to be left out for that is said on it.

    `zone` is the asker's, for the receipt. With `browse` it can be leafed through and its records opened. Raises
    KeyError for a kind of answer that has no shape.
    """
    for limits, leafed in _tries(browse):
        card = Sealed(_card(answer, limits, zone, leafed, trimmed=limits is not STEPS[0]))
        if fits(card):
            break
    return card


def _tries(browse: Browse | None) -> Iterator[tuple[Limits, Browse | None]]:
    """From comfortable to bare: rather than rows, the list that every row carries is left out."""
    for limits in STEPS:
        yield limits, browse
        if browse is not None:
            yield limits, replace(browse, row=browse.short())


def _card(answer: Answer, limits: Limits, zone: tzinfo, browse: Browse | None, *, trimmed: bool) -> dict[str, Any]:
    body = SHAPES[answer.kind](answer, limits, browse)
    if trimmed and browse is None:
        body.append(words("Some of it was left out, so that the card is not too large.", subtle=True, small=True))
    body += _further(answer)
    body += tools(answer, browse) if browse is not None else []
    body += receipt(answer, limits, zone)
    said = summary(answer)
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "msteams": {"width": "Full"},
        "fallbackText": said,
        "speak": said,
        "body": body,
    }
