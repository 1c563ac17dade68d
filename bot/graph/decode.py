"""Graph's JSON bodies, decoded without holding the event loop, and their shapes checked."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any

from bot.problems import Problem
from intents.records import Record

AT_ONCE_BYTES = 512 * 1024
"""Bodies up to this size are decoded in one go (a few milliseconds); larger ones row by row."""
SLICE_CHARACTERS = 256 * 1024
"""Other tasks get a turn after so much of a large body."""

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Page:
    """One answer to a reading: its rows, and the whole link to the next page."""

    records: tuple[Record, ...]
    next_link: str | None = None


async def decode_page(body: bytes) -> Page:
    """A page out of a 200 answer. Raises Problem "graph-nonsense" for anything but an object with a list of objects."""
    try:
        node = await _decode(body)
    except (ValueError, RecursionError) as error:
        raise Problem("graph-nonsense") from error
    rows = node.get("value") if isinstance(node, dict) else None
    link = node.get("@odata.nextLink") if isinstance(node, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Problem("graph-nonsense")
    if link is not None and not isinstance(link, str):
        raise Problem("graph-nonsense")
    return Page(tuple(rows), link or None)


async def decode_object(body: bytes) -> dict[str, Any]:
    """A JSON object out of a 200 answer. Raises Problem "graph-nonsense" for anything else."""
    try:
        node = await _decode(body)
    except (ValueError, RecursionError) as error:
        raise Problem("graph-nonsense") from error
    if not isinstance(node, dict):
        raise Problem("graph-nonsense")
    return node


async def _decode(body: bytes) -> Any:
    if len(body) <= AT_ONCE_BYTES:
        import orjson

        return orjson.loads(body)
    return await _decode_in_slices(body.decode("utf-8-sig"))


async def _decode_in_slices(text: str) -> Any:
    """One JSON object, member by member; the rows of a list member row by row, with turns for others between them."""
    at = _skip(text, 0)
    if text[at : at + 1] != "{":
        raise ValueError("no object")
    node: dict[str, Any] = {}
    at = _skip(text, at + 1)
    while text[at : at + 1] != "}":
        key, at = _DECODER.raw_decode(text, at)
        at = _expect(text, at, ":")
        node[key], at = await _rows(text, at) if text[at : at + 1] == "[" else _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "}":
            raise ValueError("cut off")
    if _skip(text, at + 1) != len(text):
        raise ValueError("more than one value")
    return node


async def _rows(text: str, at: int) -> tuple[list[Any], int]:
    rows: list[Any] = []
    at, turn = _skip(text, at + 1), at
    while text[at : at + 1] != "]":
        row, at = _DECODER.raw_decode(text, at)
        rows.append(row)
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise ValueError("cut off")
        if at - turn > SLICE_CHARACTERS:
            turn = at
            await asyncio.sleep(0)
    return rows, at + 1


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _expect(text: str, at: int, mark: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] != mark:
        raise ValueError(f"no {mark}")
    return _skip(text, at + 1)
