"""Text from a log cannot reorder, hide, expand or flood what stands around it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.clean import clean


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("Alice", "Alice"),
        ("Zoë Müller-Łukasiewicz 李", "Zoë Müller-Łukasiewicz 李"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("pay\u200bpal", "paypal"),
        ("\u2066left\u2069", "left"),
        ("a\x1b[31mred\x07", "a[31mred"),
        ("line\nbreak\r\n\ttab", "line break tab"),
        ("{{DATE(2020-01-01T00:00:00Z,SHORT)}}", "{ {DATE(2020-01-01T00:00:00Z,SHORT)} }"),
        ("{{{x", "{ { {x"),
        ("  much   room  ", "much room"),
        ("\ufeff\u3164\u2800", ""),
        (None, ""),
        (42, "42"),
    ],
)
def test_known_tricks(hostile: object, shown: str) -> None:
    """Each known trick comes out as the plain text it is."""
    assert shown == clean(hostile)


def test_marks_do_not_pile_up() -> None:
    """A letter keeps a few combining marks, as languages need, and not a tower of them."""
    tower = "a" + "\u0301" * 50

    assert "a" + "\u0301" * 3 == clean(tower)


def test_long_text_is_cut_and_says_so() -> None:
    """Ten kilobytes become eighty characters that end in an ellipsis."""
    shown = clean("x" * 10_240)

    assert (80, "…") == (len(shown), shown[-1])


@given(st.text(max_size=400))
def test_any_text_is_one_visible_line(text: str) -> None:
    """Whatever comes in: one line, within the cap, nothing invisible, no macro; cleaning twice changes nothing."""
    shown = clean(text)

    assert len(shown) <= 80
    assert "{{" not in shown
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert shown == clean(shown)
