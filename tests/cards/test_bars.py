"""Bars and sparklines of text tell small from none and the largest from the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.bars import bar, shades, spark


@pytest.mark.parametrize(
    ("count", "most", "drawn"),
    [(0, 10, ""), (10, 10, "████"), (5, 10, "██"), (1, 10_000, "▌"), (6, 10, "██▌"), (3, 0, "")],
)
def test_bars(count: int, most: int, drawn: str) -> None:
    """Full width for the most, something for something, nothing for nothing."""
    assert drawn == bar(count, most, 4)


@given(st.lists(st.integers(0, 10**9), max_size=60))
def test_sparks(counts: list[int]) -> None:
    """One character a number; a dot for none alone; the highest is full."""
    drawn = spark(counts)

    assert len(counts) == len(drawn)
    assert [n == 0 for n in counts] == [c == "·" for c in drawn]
    assert not any(counts) or drawn[counts.index(max(counts))] == "█"


def test_shades() -> None:
    """Several lines are shaded alike: by what is the most in any of them."""
    assert ["·░▒▓█", "·····"] == [shades([0, 2, 4, 6, 8], 8), shades([0] * 5, 0)]
    assert "░" == shades([1], 10_000)
