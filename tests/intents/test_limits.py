"""Any text at all is read, without an exception and in bounded time."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intents import Declined, Understood, read
from intents.lexicon import known_words

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
BOUND_SECONDS = 2.0
"""Generous: the machine may be busy. What grows faster than the text would take minutes."""

HOSTILE = (
    "from " * 200,
    "sign-ins for " * 76,
    "1/1/1/" * 160,
    "last last last " * 66,
    "((((((" * 160,
    "'" * 999,
    '"' * 999,
    "a@" * 499,
    "1.2.3." * 160,
    "x-" * 499,
    "not " * 249,
    "policy " * 140,
    "Aa " * 333,
    "💥" * 999,
    "שלום " * 199,
    "\u202eabc\u202c sign-ins",
    "<script>alert(1)</script> sign-ins",
    "**bold** [x](https://evil.example) sign-ins",
    "sign-ins for bob' or 1 eq 1 or 'a' eq 'a",
    "\x00\x01\x02 sign-ins today",
    "{{DATE(2026-11-18)}} sign-ins",
    "::::" * 200,
    "2001:db8:" * 100,
)


@pytest.mark.parametrize("text", HOSTILE, ids=[t[:18] for t in HOSTILE])
def test_hostile_texts_end(text: str) -> None:
    """Repeats, brackets, quotes, markup, control and right-to-left characters: read, in bounded time."""
    began = time.perf_counter()
    read(text[:1000], now=NOW)

    assert time.perf_counter() - began < BOUND_SECONDS


def test_a_hundred_thousand_characters_are_declined_at_once() -> None:
    """Longer texts are not read at all."""
    reading = read("sign-ins " * 12_000, now=NOW)

    assert isinstance(reading, Declined)
    assert reading.reason == "length"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=300))
@example("")
@example("\ud800")
def test_no_text_raises(text: str) -> None:
    """Every string of characters is read."""
    read(text, now=NOW)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(sorted(known_words())), min_size=1, max_size=25), st.randoms(use_true_random=False))
def test_no_sequence_of_known_words_raises(words: list[str], chance: random.Random) -> None:
    """Every sequence of vocabulary words is read, also as a follow-up."""
    text = " ".join(w.title() if chance.random() < 0.1 else w for w in words)
    first = read(text, now=NOW)
    previous = first.question if isinstance(first, Understood) else None

    read(text[::-1], now=NOW, previous=previous)
    read(text, now=NOW, previous=previous)
