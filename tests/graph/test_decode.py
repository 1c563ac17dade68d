"""Large bodies are decoded without holding the event loop, and mean the same as in one go."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.demo.records import Records
from bot.graph.decode import AT_ONCE_BYTES, SLICE_CHARACTERS, decode_object, decode_page
from bot.problems import Problem


async def test_a_large_page_is_decoded_in_turns(small: Records) -> None:
    """While megabytes are decoded other tasks run many times, and the rows are the same."""
    rows = small.sign_ins * 3
    body = json.dumps({"@odata.context": "x", "value": rows, "@odata.nextLink": "https://x/y"}, indent=1).encode()
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(others())
    page = await decode_page(body, asyncio.Lock())
    task.cancel()

    assert list(page) == rows
    assert page.next_link == "https://x/y"
    assert len(body) > 10 * AT_ONCE_BYTES
    assert turns > len(body) // SLICE_CHARACTERS // 2


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.99, 0.9999999])
async def test_a_large_body_that_breaks_off_is_no_page(small: Records, cut: float) -> None:
    """A cut is noticed wherever it is."""
    body = json.dumps({"value": small.sign_ins * 2}).encode()
    with pytest.raises(Problem) as raised:
        await decode_page(body[: int(len(body) * cut)], asyncio.Lock())

    assert raised.value.code == "graph-nonsense"


@pytest.mark.parametrize("tail", ["x", "{}", ","])
async def test_more_than_one_value_is_no_page(small: Records, tail: str) -> None:
    """Text after the object is nonsense."""
    with pytest.raises(Problem):
        await decode_page((json.dumps({"value": small.sign_ins * 2}) + tail).encode(), asyncio.Lock())


@pytest.mark.parametrize("body", [b"[]", b"1", b"null", b"\xff\xfe", b'{"a":'])
async def test_an_object_is_an_object(body: bytes) -> None:
    """Everything else is a problem."""
    with pytest.raises(Problem):
        await decode_object(body)


async def test_an_empty_link_is_no_link() -> None:
    """The last page has no next link, an empty one, or null."""
    for link in ('""', "null"):
        assert (
            await decode_page(f'{{"value": [], "@odata.nextLink": {link}}}'.encode(), asyncio.Lock())
        ).next_link is None


HOSTILE = ("}", "{", '"}],', "},{", "\\", "é😀", "]}", '{"id":1},{')
"""Texts in a record that look like the end of one."""


@pytest.mark.parametrize("compact", [True, False])
async def test_texts_that_look_like_json_are_texts(small: Records, compact: bool) -> None:
    """Whatever a user agent or a display name holds, every row is the row that was sent, and there is none more."""
    for hostile in HOSTILE:
        rows = [*small.sign_ins[:200], small.sign_ins[0] | {"userAgent": hostile, "list": [{"a": hostile}, {}]}] * 2
        separators = (",", ":") if compact else None
        body = json.dumps({"@odata.context": hostile, "value": rows}, separators=separators, ensure_ascii=False)
        page = await decode_page(body.encode(), asyncio.Lock())

        assert list(page) == rows
        assert len(body) > AT_ONCE_BYTES


@pytest.mark.parametrize("compact", [True, False])
async def test_a_list_that_is_not_the_pages_own_is_no_page(small: Records, compact: bool) -> None:
    """Rows inside another object are not the rows of the page."""
    separators = (",", ":") if compact else None
    inner = {"error": {"value": small.sign_ins[:300]}}
    body = json.dumps(inner | {"value": []}, separators=separators).encode()
    page = await decode_page(body, asyncio.Lock())

    assert (list(page), len(body) > AT_ONCE_BYTES) == ([], True)


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.99, 0.9999999])
async def test_a_compact_body_that_breaks_off_is_no_page(small: Records, cut: float) -> None:
    """A cut is noticed wherever it is, without white space too."""
    body = json.dumps({"value": small.sign_ins * 2}, separators=(",", ":")).encode()
    with pytest.raises(Problem):
        await decode_page(body[: int(len(body) * cut)], asyncio.Lock())


async def test_half_a_surrogate_pair_does_not_spoil_a_page(small: Records) -> None:
    """What a client wrote into its user agent may be no text: it reads as question marks, in small and large pages."""
    row = small.sign_ins[0] | {"userAgent": "x\ud800y"}
    for rows in ([row], [*small.sign_ins[:300], row]):
        page = await decode_page(json.dumps({"value": rows}).encode(), asyncio.Lock())

        assert [each["userAgent"] for each in page][-1] == "x?y"
