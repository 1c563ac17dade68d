"""The parts that cards are made of.

Two rules live here. A value that may come from a log or a directory stands in a TextRun, which no client reads as
markdown; `words` (a TextBlock) is for our own words alone. And every value is cleaned once more on its way in.
Elements are those of Adaptive Cards 1.2, which phones draw well; the card says 1.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from bot.answers.clean import clean
from bot.answers.model import Row, Status

Element: TypeAlias = dict[str, Any]

COLOURS: Mapping[Status, str] = {
    Status.GOOD: "good", Status.BAD: "attention", Status.WARNING: "warning", Status.NEUTRAL: "default",
}  # fmt: skip
"""Colours that Teams keeps readable on light and on dark; a word always stands beside them."""
_COLOURED: Mapping[Status, Element] = {
    status: {} if colour == "default" else {"color": colour} for status, colour in COLOURS.items()
}
_QUIET: Element = {"isSubtle": True, "size": "Small"}
LONGEST = 900
"""Longest text of one run."""
MOST_CHIPS = 6
_BUTTON_TITLE = 34
"""So many characters of a button fit on a phone of 360 points."""


def words(text: str, *, subtle: bool = False, small: bool = False, bold: bool = False, spacing: str = "") -> Element:
    """Return a TextBlock of our own words; never give it a value from a log."""
    element: Element = {"type": "TextBlock", "text": text, "wrap": True}
    if subtle:
        element["isSubtle"] = True
    if small:
        element["size"] = "Small"
    if bold:
        element["weight"] = "Bolder"
    if spacing:
        element["spacing"] = spacing
    return element


def run(
    text: str, *, bold: bool = False, subtle: bool = False, small: bool = False, mono: bool = False,
    columns: bool = False, colour: str = "", size: str = "", cap: int = LONGEST,
) -> Element:  # fmt: skip
    """Return a TextRun: shown as it stands, whatever it holds. `columns`: monospace, blanks kept, never wrapped."""
    element: Element = {"type": "TextRun", "text": _kept(text, cap) if columns else clean(text, cap)}
    if bold:
        element["weight"] = "Bolder"
    if subtle:
        element["isSubtle"] = True
    if small or size:
        element["size"] = size or "Small"
    if mono or columns:
        element["fontType"] = "Monospace"
    if colour and colour != "default":
        element["color"] = colour
    return element


def gap(text: str = " ", *, subtle: bool = False, small: bool = False) -> Element:
    """Return a run of our own that holds blanks or a separator, which `run` would trim."""
    element = run("x", subtle=subtle, small=small)
    element["text"] = text
    return element


def _kept(text: str, cap: int) -> str:
    """Cleaned, with runs of blanks kept: bars and columns are made of them. A no-break blank is not collapsed."""
    return "\u00a0".join(clean(part, cap) for part in text.replace("\u00a0", " ").split(" "))[:cap]


def rich(*runs: Element, spacing: str = "", separator: bool = False) -> Element:
    """Return a RichTextBlock of runs; it wraps."""
    element: Element = {"type": "RichTextBlock", "inlines": list(runs)}
    if spacing:
        element["spacing"] = spacing
    if separator:
        element["separator"] = True
    return element


def container(items: Sequence[Element], *, identity: str = "", shown: bool = True, **looks: Any) -> Element:
    """Return a Container; with an id it can be shown and hidden."""
    element: Element = {"type": "Container", "items": list(items), **looks}
    if identity:
        element["id"] = identity
    if not shown:
        element["isVisible"] = False
    return element


def two_line_row(row: Row, *, why: bool = False) -> Element:
    """Return a record as who → what, then how it ended, when and where; with `why`, the reason below.

    The coloured word comes first, so that a column of them can be scanned.
    """
    # Written out, though `run` and `container` would say the same: most of a card is rows.
    runs: list[Element] = [{"type": "TextRun", "text": clean(row.detail, LONGEST), **_QUIET}]
    if row.outcome:
        ended = {"type": "TextRun", "text": clean(row.outcome, LONGEST), "size": "Small", **_COLOURED[row.status]}
        runs = [ended, {"type": "TextRun", "text": " · ", **_QUIET}, *runs]
    items: list[Element] = [
        {
            "type": "RichTextBlock",
            "inlines": [{"type": "TextRun", "text": clean(row.title, LONGEST), "weight": "Bolder"}],
        },
        {"type": "RichTextBlock", "inlines": runs, "spacing": "None"},
    ]
    if why and row.why:
        items.append(rich(run(row.why, small=True), spacing="None"))
    return {"type": "Container", "items": items, "separator": True, "spacing": "Small"}


def chips(choices: Iterable[str]) -> list[Element]:
    """Return at most six things to press that send a text, one below the other: phones cut them side by side.

    Buttons when all are short. Clients cut the title of a longer button off without a mark, and what tells two people
    of one name apart stands at its end, so longer ones are fields of text, which wrap.
    """
    texts = [text for text in (clean(choice, 300) for choice in choices) if text][:MOST_CHIPS]
    field = _field if any(len(text) > _BUTTON_TITLE for text in texts) else _button
    return [field(text) for text in texts]


def side_by_side(texts: Iterable[str]) -> Element:
    """Return a few short texts of our own to press, in one row that fits a phone."""
    return {"type": "ActionSet", "actions": [_sending(text) for text in texts], "spacing": "Small"}


def _sending(text: str) -> Element:
    return {"type": "Action.Submit", "title": text, "data": {"msteams": {"type": "imBack", "value": text}}}


def _button(text: str) -> Element:
    return {"type": "ActionSet", "actions": [_sending(text)], "spacing": "Small"}


def _field(text: str) -> Element:
    name, bracket, detail = text.partition(" (")
    runs = [run(name, bold=True)]
    if bracket:
        runs += [gap(small=True), run(f"({detail}", subtle=True, small=True)]
    return container([rich(*runs)], style="emphasis", spacing="Small", selectAction=_sending(text))


def fold(identity: str, label: str, items: Sequence[Element], *, close: str = "Show less") -> list[Element]:
    """Return a button that shows `items`, which are hidden at first, and one that hides them again.

    `label` and `close` are our own words; `identity` is unique in the card.
    """
    targets = [identity, f"{identity}-open", f"{identity}-close"]

    def button(title: str, part: str, *, shown: bool) -> Element:
        action = {"type": "Action.ToggleVisibility", "title": title, "targetElements": targets}
        return container([{"type": "ActionSet", "actions": [action]}], identity=f"{identity}-{part}", shown=shown)

    return [
        button(label, "open", shown=True),
        container(items, identity=identity, shown=False, spacing="Small"),
        button(close, "close", shown=False),
    ]
