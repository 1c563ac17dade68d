"""What is a page and what is none, and that its rows are what was sent."""

from __future__ import annotations

import json

import pytest

from bot.demo.records import Records
from bot.graph.decode import decode_object, decode_page
from bot.problems import Problem


async def test_a_page_is_its_rows_and_its_link(small: Records) -> None:
    """Whatever white space is between them; a page may be looked at many times, and its rows with their JSON."""
    rows = small.sign_ins * 3
    body = json.dumps({"@odata.context": "x", "value": rows, "@odata.nextLink": "https://x/y"}, indent=1).encode()
    page = await decode_page(body)

    assert (list(page), list(page), len(page)) == (rows, rows, len(rows))
    assert [json.loads(bytes(written)) for _, written in page.entries()] == rows
    assert page.next_link == "https://x/y"


async def test_a_page_may_spell_its_keys_otherwise(small: Records) -> None:
    """Graph's own samples disagree on the case of keys."""
    rows = small.sign_ins[:3]
    page = await decode_page(json.dumps({"Value": rows, "@odata.nextlink": "https://x/y"}).encode())

    assert (list(page), page.next_link) == (rows, "https://x/y")


@pytest.mark.parametrize(
    "body",
    [
        b'{"value": null}', b'{"value": {}}', b'{"value": [1]}', b'{"value": [{}, null]}', b"{}", b"[]", b"",
        b'{"value": [], "@odata.nextLink": 1}', b'{"value": [{"a": NaN}]}', b'{"value": [{"a": "\xff"}]}',
        b'{"value": [' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"]}",
    ],
)  # fmt: skip
async def test_anything_else_is_no_page(body: bytes) -> None:
    """No list, no objects in it, no JSON, no UTF-8, or nested too deep."""
    with pytest.raises(Problem) as raised:
        await decode_page(body)

    assert raised.value.code == "graph-nonsense"


async def test_a_number_too_large_is_told_where_it_is_met() -> None:
    """The one thing that is found out only when its row is looked at: no row after it is counted as read."""
    page = await decode_page(b'{"value": [{"id": "1"}, {"id": 1e999}]}')
    with pytest.raises(Problem) as raised:
        list(page)

    assert raised.value.code == "graph-nonsense"


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.99, 0.9999999])
async def test_a_large_body_that_breaks_off_is_no_page(small: Records, cut: float) -> None:
    """A cut is noticed wherever it is."""
    body = json.dumps({"value": small.sign_ins * 2}).encode()
    with pytest.raises(Problem) as raised:
        await decode_page(body[: int(len(body) * cut)])

    assert raised.value.code == "graph-nonsense"


@pytest.mark.parametrize("tail", ["x", "{}", ","])
async def test_more_than_one_value_is_no_page(small: Records, tail: str) -> None:
    """Text after the object is nonsense."""
    with pytest.raises(Problem):
        await decode_page((json.dumps({"value": small.sign_ins * 2}) + tail).encode())


@pytest.mark.parametrize("body", [b"[]", b"1", b"null", b"\xff\xfe", b'{"a":'])
async def test_an_object_is_an_object(body: bytes) -> None:
    """Everything else is a problem."""
    with pytest.raises(Problem):
        await decode_object(body)


async def test_an_empty_link_is_no_link() -> None:
    """The last page has no next link, an empty one, or null."""
    for link in ('""', "null"):
        assert (
            await decode_page(f'{{"value": [], "@odata.nextLink": {link}}}'.encode())
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
        page = await decode_page(body.encode())

        assert list(page) == rows


@pytest.mark.parametrize("compact", [True, False])
async def test_a_list_that_is_not_the_pages_own_is_no_page(small: Records, compact: bool) -> None:
    """Rows inside another object are not the rows of the page."""
    separators = (",", ":") if compact else None
    inner = {"error": {"value": small.sign_ins[:300]}}
    body = json.dumps(inner | {"value": []}, separators=separators).encode()
    page = await decode_page(body)

    assert list(page) == []


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.99, 0.9999999])
async def test_a_compact_body_that_breaks_off_is_no_page(small: Records, cut: float) -> None:
    """A cut is noticed wherever it is, without white space too."""
    body = json.dumps({"value": small.sign_ins * 2}, separators=(",", ":")).encode()
    with pytest.raises(Problem):
        await decode_page(body[: int(len(body) * cut)])


async def test_half_a_surrogate_pair_does_not_spoil_a_page(small: Records) -> None:
    """What a client wrote into its user agent may be no text: it reads as question marks, in small and large pages."""
    row = small.sign_ins[0] | {"userAgent": "x\ud800y"}
    for rows in ([row], [*small.sign_ins[:300], row]):
        page = await decode_page(json.dumps({"value": rows}).encode())

        assert [each["userAgent"] for each in page][-1] == "x?y"
