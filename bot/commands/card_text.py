"""An Adaptive Card as lines for a terminal: what the demo chat shows of the bot's real replies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

STYLES = {"Good": "green", "Attention": "red", "Warning": "yellow", "Accent": "cyan"}


def lines(card: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(style, text) of everything that a card shows when it is opened: hidden parts are left out, buttons come last."""
    for element in card.get("body", []):
        yield from _element(element)
    titles = [str(a.get("title", "")) for a in card.get("actions", [])]
    if titles:
        yield "dim", "[" + "] [".join(titles) + "]"


def _element(element: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if element.get("isVisible") is False:
        return
    match element.get("type"):
        case "TextBlock":
            yield _style(element), str(element.get("text", ""))
        case "RichTextBlock":
            runs = [r if isinstance(r, Mapping) else {"text": r} for r in element.get("inlines", [])]
            coloured = next((r for r in runs if r.get("color") in STYLES), runs[0] if runs else {})
            yield _style(coloured), "".join(str(r.get("text", "")) for r in runs)
        case "ColumnSet":
            yield from _columns(element)
        case "ActionSet":
            yield "dim", "[" + "] [".join(str(a.get("title", "")) for a in element.get("actions", [])) + "]"
        case "Container":
            for item in element.get("items", []):
                yield from _element(item)
        case _:
            fallback = element.get("fallback")
            if isinstance(fallback, Mapping):
                yield from _element(fallback)


def _columns(element: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Columns of one line each side by side, longer ones below each other."""
    columns = [[line for item in c.get("items", []) for line in _element(item)] for c in element.get("columns", [])]
    columns = [c for c in columns if c]
    if all(len(c) == 1 for c in columns):
        if columns:
            yield columns[0][0][0], "  ".join(c[0][1] for c in columns)
        return
    for column in columns:
        yield from column


def _style(element: Mapping[str, Any]) -> str:
    bold = "bold " if element.get("weight") == "Bolder" else ""
    dim = "dim " if element.get("isSubtle") else ""
    return (bold + dim + STYLES.get(str(element.get("color", "")), "")).strip()
