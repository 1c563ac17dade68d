"""Graph's JSON bodies, checked and decoded without holding the event loop or much memory.

A page of 1000 sign-ins is 2 to 10 MB of JSON and several times that as Python objects. So a page is only checked and
cut into its rows, in 0.6 ms a megabyte; a row becomes objects when it is looked at, and they go before those of the
next come. Nothing keeps a page as objects: the garbage collector would walk through all of them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from bot.problems import Problem
from intents.records import Record

_OPENING = ord("{")


class _Answer(msgspec.Struct, gc=False):
    """An answer to a reading, spelled as documented. Its rows are cut out and not decoded."""

    value: list[msgspec.Raw]
    next_link: str | None = msgspec.field(name="@odata.nextLink", default=None)


_ANSWER = msgspec.json.Decoder(_Answer)
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ROWS = msgspec.json.Decoder(list[msgspec.Raw])
_LINK = msgspec.json.Decoder(str | None)
_ANY = msgspec.json.Decoder()


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


_LENIENT = json.JSONDecoder(parse_constant=_refuse)


class Page:
    """One answer to a reading: its rows, and the whole link to the next page. Rows may be looked at many times."""

    __slots__ = ("_rows", "body", "next_link")

    def __init__(self, body: bytes) -> None:
        """Cut the JSON of an answer into rows.

        Raises ValueError or RecursionError for anything but an object with a list of objects.
        """
        body.isascii() or body.decode()  # texts are looked at only when their row is
        try:
            answer = _ANSWER.decode(body)
            rows, link = answer.value, answer.next_link
        except msgspec.ValidationError:
            rows, link = _otherwise_spelled(body)
        if not all(memoryview(row)[0] == _OPENING for row in rows):
            raise ValueError("no list of objects")
        self.body, self.next_link, self._rows = body, link or None, rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Record]:
        return (record for record, _ in self.entries())

    def entries(self) -> Iterator[tuple[Record, memoryview]]:
        """Every row with its JSON. Raises Problem "graph-nonsense" at a number that is too large for any."""
        for row in self._rows:
            try:
                record: Record = _ANY.decode(row)
            except ValueError as error:
                raise Problem("graph-nonsense") from error
            yield record, memoryview(row)


async def decode_page(body: bytes) -> Page:
    """A page out of a 200 answer. Raises Problem "graph-nonsense" for anything but an object with a list of objects."""
    try:
        return Page(body)
    except (ValueError, RecursionError):
        pass
    try:
        return Page(await asyncio.to_thread(_repaired, body))
    except (ValueError, RecursionError) as error:
        raise Problem("graph-nonsense") from error


async def decode_object(body: bytes) -> dict[str, Any]:
    """A JSON object out of a 200 answer. Raises Problem "graph-nonsense" for anything else."""
    try:
        node = _ANY.decode(body)
    except (ValueError, RecursionError):
        try:
            node = _ANY.decode(await asyncio.to_thread(_repaired, body))
        except (ValueError, RecursionError) as error:
            raise Problem("graph-nonsense") from error
    if not isinstance(node, dict):
        raise Problem("graph-nonsense")
    return node


def _otherwise_spelled(body: bytes) -> tuple[list[msgspec.Raw], str | None]:
    members = {name.casefold(): value for name, value in _MEMBERS.decode(body).items()}
    if "value" not in members:
        raise ValueError("no list")
    link = members.get("@odata.nextlink")
    return _ROWS.decode(members["value"]), None if link is None else _LINK.decode(link)


def _repaired(body: bytes) -> bytes:
    """The same with "?" for half a surrogate pair, as a client may write into its user agent: JSON, but no text."""
    return json.dumps(_LENIENT.decode(body.decode("utf-8-sig")), ensure_ascii=False).encode("utf-8", "replace")
