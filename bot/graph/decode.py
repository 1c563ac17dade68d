"""Graph's JSON bodies, checked and decoded without holding the event loop or much memory.

A page of 1000 sign-ins is 2 to 10 MB of JSON and several times that as Python objects. So a large page is checked whole
first, in slices and one page at a time, and what is kept of it is the body and where its rows are; the rows become
objects one by one as they are looked at. Small bodies are decoded at once. No page holds objects for longer than it is
first looked at: the garbage collector would walk through all that are kept.
"""

from __future__ import annotations

import asyncio
import json
import re
from array import array
from collections.abc import Iterator
from typing import Any

from bot.problems import Problem
from intents.records import Record

AT_ONCE_BYTES = 256 * 1024
"""Bodies up to this size are decoded in one go (a millisecond or two)."""
SLICE_CHARACTERS = 64 * 1024
"""Other tasks get a turn after so much of a large body."""

_SPACE = re.compile(r"[ \t\r\n]*")


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


class Page:
    """One answer to a reading: its rows, and the whole link to the next page. Rows may be looked at many times."""

    __slots__ = ("_count", "_rows", "body", "next_link", "spans")

    def __init__(
        self, body: bytes, next_link: str | None, *, rows: list[Record] | None = None, spans: array[int] | None = None
    ) -> None:
        """`body`: the JSON of the answer. `rows`: those of a small page; `spans`: where those of a large one are."""
        self.body, self.next_link, self.spans, self._rows = body, next_link, spans, rows
        self._count = len(rows or ()) if spans is None else len(spans) // 2

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Record]:
        if self.spans is None:
            rows, self._rows = self._rows or _rows(_loads(self.body))[0], None
            rows.reverse()
            while rows:
                yield rows.pop()
            return
        for at in range(0, len(self.spans), 2):
            yield _row(self.body[self.spans[at] : self.spans[at + 1]])


async def decode_page(body: bytes, alone: asyncio.Lock) -> Page:
    """A page out of a 200 answer. Raises Problem "graph-nonsense" for anything but an object with a list of objects.

    `alone`: held while a large page is checked, so that the text of one alone is in memory beside its bytes.
    """
    try:
        if len(body) <= AT_ONCE_BYTES:
            return small_page(body)
        async with alone:
            return await _large_page(body)
    except (ValueError, RecursionError) as error:
        raise Problem("graph-nonsense") from error


async def decode_object(body: bytes) -> dict[str, Any]:
    """A JSON object out of a 200 answer. Raises Problem "graph-nonsense" for anything else."""
    try:
        node = _loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem("graph-nonsense") from error
    if not isinstance(node, dict):
        raise Problem("graph-nonsense")
    return node


def small_page(body: bytes) -> Page:
    """A page, decoded in one go. Raises ValueError or RecursionError for all but an object with a list of objects."""
    rows, link = _rows(_loads(body))
    return Page(body, link, rows=rows)


def _rows(node: object) -> tuple[list[Record], str | None]:
    members = {key.casefold(): value for key, value in node.items()} if isinstance(node, dict) else {}
    rows = members.get("value")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("no list of objects")
    return rows, _link(members)


def _link(members: dict[str, Any]) -> str | None:
    link = members.get("@odata.nextlink")
    if link is not None and not isinstance(link, str):
        raise ValueError("a next link that is no text")
    return link or None


def _loads(body: bytes) -> Any:
    import orjson

    try:
        return orjson.loads(body)
    except ValueError:
        # half a surrogate pair, as a client may write into its user agent, is JSON but no text: it becomes "?"
        node = _DECODER.decode(body.decode("utf-8-sig"))
        return orjson.loads(json.dumps(node, ensure_ascii=False).encode("utf-8", "replace"))


def _row(written: bytes) -> Record:
    row: Record = _loads(written)
    return row


async def _large_page(body: bytes) -> Page:
    quick = await _scanned_quickly(body)
    if quick is not None:
        return quick
    scan = _Scan(body.decode("utf-8"))
    await asyncio.sleep(0)
    await scan.run()
    if scan.spans is None:
        raise ValueError("no list of objects")
    await asyncio.sleep(0)
    return Page(body, _link(scan.members), spans=scan.in_bytes(len(body)))


_ROWS = b'"value":['
_ROW_MAY_END = re.compile(rb"\}(?=,\{|\])")


async def _scanned_quickly(body: bytes) -> Page | None:
    """The page where its rows are found by counting braces, as in a body without white space; None where they are not.

    Counting is only a guess, because braces may be part of a text: what it finds must be valid by itself, each row as
    an object and what is around the rows as an object with an empty list.
    """
    import orjson

    start = at = body.find(_ROWS) + len(_ROWS)
    if start < len(_ROWS) or body[at : at + 1] != b"{":
        return None
    spans, turn = array("L"), start
    try:
        while True:
            end = _end_of_row(body, at)
            if end is None or not isinstance(orjson.loads(body[at:end]), dict):
                return None
            spans.extend((at, end))
            if body[end : end + 1] == b"]":
                break
            at = end + 1
            if at - turn > SLICE_CHARACTERS:
                turn = at
                await asyncio.sleep(0)
        around = orjson.loads(body[:start] + body[end:])
    except ValueError:
        return None
    if not isinstance(around, dict) or around.pop("value", None) != []:
        return None
    if any(isinstance(value, (dict, list)) for value in around.values()):
        return None
    members = {key.casefold(): value for key, value in around.items()}
    return Page(body, _link(members), spans=spans)


def _end_of_row(body: bytes, start: int) -> int | None:
    """Where as many braces are closed as were opened, before another row or the end of the list."""
    at, open_braces = start, 0
    for found in _ROW_MAY_END.finditer(body, start):
        end = found.end()
        open_braces += body.count(b"{", at, end) - body.count(b"}", at, end)
        if open_braces <= 0:
            return end if open_braces == 0 else None
        at = end
    return None


class _Scan:
    """One JSON object, member by member; the rows of a list member one by one, with turns for others between them."""

    def __init__(self, text: str) -> None:
        self._text, self._turn = text, 0
        self.members: dict[str, Any] = {}
        self.spans: array[int] | None = None
        """Where the rows of "value" are, in characters."""

    async def run(self) -> None:
        text = self._text
        at = self._skip(1 if text[:1] == "\ufeff" else 0)
        if text[at : at + 1] != "{":
            raise ValueError("no object")
        at = self._skip(at + 1)
        while text[at : at + 1] != "}":
            key, at = _DECODER.raw_decode(text, at)
            if not isinstance(key, str):
                raise ValueError("no key")
            at = self._expect(at, ":")
            if key.casefold() == "value":
                at = await self._rows(at)
            else:
                self.members[key.casefold()], at = _DECODER.raw_decode(text, at)
            at = self._after(at, "}")
        if self._skip(at + 1) != len(text):
            raise ValueError("more than one value")

    async def _rows(self, at: int) -> int:
        text, spans = self._text, array("L")
        at = self._expect(at, "[")
        while text[at : at + 1] != "]":
            row, end = _DECODER.raw_decode(text, at)
            if not isinstance(row, dict):
                raise ValueError("no object")
            spans.extend((at, end))
            at = self._after(end, "]")
            if at - self._turn > SLICE_CHARACTERS:
                self._turn = at
                await asyncio.sleep(0)
        self.spans = spans
        return at + 1

    def in_bytes(self, size: int) -> array[int]:
        """The spans counted in bytes of UTF-8."""
        spans = self.spans if self.spans is not None else array("L")
        if size == len(self._text):
            return spans
        counted, at, before = array("L"), 0, 0
        for place in spans:
            at += len(self._text[before:place].encode("utf-8"))
            before = place
            counted.append(at)
        return counted

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _expect(self, at: int, mark: str) -> int:
        at = self._skip(at)
        if self._text[at : at + 1] != mark:
            raise ValueError(f"no {mark}")
        return self._skip(at + 1)

    def _after(self, at: int, closing: str) -> int:
        """Past the comma after an element; a closing mark is left where it is."""
        at = self._skip(at)
        mark = self._text[at : at + 1]
        if mark == ",":
            return self._skip(at + 1)
        if mark != closing:
            raise ValueError("cut off")
        return at
