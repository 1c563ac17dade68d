"""Whatever is put into a filter or a search, the answer is 200 or a 4xx of Graph's."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.filter_table import TABLE
from bot.demo.filters import Dialect, FilterError, compile_filter
from bot.demo.search import SearchError, compile_search

PIECES = st.sampled_from(
    [
        "displayName", "accountEnabled", "id", "createdDateTime", "status/errorCode", "targetResources/any(t:", "t/id",
        ")", "(", " eq ", " ne ", " and ", " or ", " in ", "not ", "startswith(", "contains(", ",", "'", "''", "'a'",
        "null", "true", "7", "-", "2026-11-18T00:00:00Z", "2026-11-18", "/", "any(", "all(", ":", "\x00", "é", "🙂",
        "\u202e", " ",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=60))
ROWS: list[dict[str, Any]] = [
    {},
    {"id": None, "displayName": 4, "status": [], "targetResources": [None, {"id": 3}, "x"]},
    {"targetResources": 7},
]


@pytest.mark.parametrize("table", sorted(TABLE))
@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_filter_compiles_or_is_refused(table: str, text: str) -> None:
    """And what compiles works on rows that lack everything or hold nonsense."""
    try:
        matches = compile_filter(text, Dialect(TABLE[table], lenient=True, advanced=True, nulls=True)).matches
    except FilterError:
        return

    assert all(matches(row) in (True, False) for row in ROWS)


@given(
    text=st.one_of(
        st.lists(st.sampled_from(['"displayName:a"', " AND ", " OR ", "(", ")", '"', "\\", " "])).map("".join),
        st.text(),
    )
)
@settings(max_examples=300, deadline=None)
def test_any_search_compiles_or_is_refused(text: str) -> None:
    """As above, for $search."""
    try:
        matches = compile_search(text)
    except SearchError:
        return

    assert all(matches(row) in (True, False) for row in ROWS)


@pytest.mark.parametrize(
    "text", ["'; drop table users --", "' or 1 eq 1", "%00", "<script>", "\u202e", "a" * 20_000, "((((" * 3000]
)
async def test_hostile_filter_over_http_is_400(start: Any, text: str) -> None:
    """Never a 500, never everything."""
    service = await start()

    assert (await service.get("/v1.0/auditLogs/signIns", filter=text)).status_code == 400
