"""What a card may be made of, checked by walking it.

The official JSON schema of Adaptive Cards 1.5 knows neither `msteams` nor charts and fails a whole card with one opaque
error, so the rules that matter are kept here: elements and their properties, references, sizes, and where text that is
not ours may stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

COMMON = {"type", "id", "isVisible", "spacing", "separator", "fallback"}
ELEMENTS: dict[str, set[str]] = {
    "AdaptiveCard": {"type", "$schema", "version", "msteams", "fallbackText", "speak", "body"},
    "TextBlock": COMMON | {"text", "wrap", "isSubtle", "size", "weight"},
    "RichTextBlock": COMMON | {"inlines"},
    "TextRun": {"type", "text", "weight", "isSubtle", "size", "fontType", "color"},
    "Container": COMMON | {"items", "style", "selectAction"},
    "ActionSet": COMMON | {"actions"},
    "Action.Submit": {"type", "title", "data"},
    "Action.Execute": {"type", "title", "verb", "data"},
    "Action.OpenUrl": {"type", "title", "url"},
    "Action.ToggleVisibility": {"type", "title", "targetElements"},
    "Chart.VerticalBar": COMMON | {"data", "yMax", "showBarValues"},
    "Chart.Line": COMMON | {"data", "yMax", "yAxisTitle"},
}
VALUES: dict[str, set[Any]] = {
    "spacing": {"None", "Small", "Medium"},
    "size": {"Small", "Medium"},
    "weight": {"Bolder"},
    "color": {"good", "warning", "attention"},
    "fontType": {"Monospace"},
    "style": {"emphasis"},
    "width": {"Full"},
    "version": {"1.5"},
}
BEYOND_1_5 = ("Chart.",)
"""Elements that clients may not know; they need a fallback."""
DEEPEST = 6
MOST_BYTES = 80 * 1024


def nodes(card: Any, depth: int = 0) -> Iterator[tuple[dict[str, Any], int]]:
    """Every typed element of a card with its depth; the data of actions is none of them."""
    if isinstance(card, list):
        for one in card:
            yield from nodes(one, depth)
    elif isinstance(card, dict):
        inner = depth
        if "type" in card:
            yield card, depth
            inner += 1
        for key, value in card.items():
            if key not in ("data", "msteams"):
                yield from nodes(value, inner)


def strings(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a card with the path to it, such as `body/Container/items/TextRun/text`."""
    if isinstance(node, list):
        for one in node:
            yield from strings(one, path)
    elif isinstance(node, dict):
        here = f"{path}/{node['type']}" if "type" in node else path
        for key, value in node.items():
            yield from strings(value, f"{here}/{key}")
    elif isinstance(node, str):
        yield path, node


def faults(card: dict[str, Any]) -> list[str]:
    """What is wrong with a card; nothing for a good one."""
    found: list[str] = []
    ids: list[str] = []
    wanted: set[str] = set()
    for node, depth in nodes(card):
        kind = node["type"]
        if kind not in ELEMENTS:
            found.append(f"element {kind}")
            continue
        found += [f"{kind}.{name}" for name in node.keys() - ELEMENTS[kind]]
        found += [f"{kind}.{k}={v}" for k, v in node.items() if k in VALUES and v not in VALUES[k]]
        if depth > DEEPEST:
            found.append(f"{kind} at depth {depth}")
        if kind.startswith(BEYOND_1_5) and "fallback" not in node:
            found.append(f"{kind} without fallback")
        if kind == "TextBlock" and not node.get("wrap"):
            found.append("TextBlock that does not wrap")
        if kind in ("TextBlock", "TextRun") and not node["text"]:
            found.append(f"empty {kind}")
        if kind == "RichTextBlock" and not node["inlines"]:
            found.append("empty RichTextBlock")
        if kind == "ActionSet" and not 1 <= len(node["actions"]) <= 6:
            found.append("ActionSet of a wrong size")
        if kind == "Action.OpenUrl" and not node["url"].startswith("https://entra.microsoft.com/"):
            found.append("a link to elsewhere")
        if kind == "Action.Submit" and set(node["data"]) != {"msteams"}:
            found.append("Action.Submit with other data")
        ids += [node["id"]] if "id" in node else []
        wanted |= set(node.get("targetElements", ()))
    found += [f"id {i} twice" for i in set(ids) if ids.count(i) > 1]
    found += [f"no element {i}" for i in wanted - set(ids)]
    found += [f"no {name}" for name in ("version", "speak", "fallbackText", "body") if not card.get(name)]
    size = len(json.dumps(card, ensure_ascii=False).encode("utf-16-le"))
    found += [f"{size} bytes"] if size > MOST_BYTES else []
    return found


def outside_text_runs(card: dict[str, Any], marker: str) -> list[str]:
    """Paths at which a marker stands anywhere but in the text of a TextRun."""
    return [path for path, text in strings(card) if marker in text and not path.endswith("/TextRun/text")]
