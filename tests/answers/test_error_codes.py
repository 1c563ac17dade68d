"""Error codes are explained in plain words."""

from __future__ import annotations

import pytest

from bot.answers.error_codes import CODES, describe, is_interrupt
from intents.extract import INTERRUPTS


@pytest.mark.parametrize("code", sorted(CODES))
def test_rows_are_short_and_end_well(code: int) -> None:
    """ "failed: …" goes on in a few lower-case words; the next step is a sentence."""
    row = CODES[code]

    assert 0 < len(row.short) <= 60
    assert not row.short.endswith(".")
    assert row.next == "" or row.next.endswith(".")
    assert len(row.next) <= 140


@pytest.mark.parametrize("code", sorted(INTERRUPTS))
def test_every_interrupt_is_known(code: str) -> None:
    """What is counted as an interrupt has words of its own."""
    assert is_interrupt(code)
    assert int(code) in CODES


def test_an_unknown_code_shows_what_the_log_says_and_where_to_look() -> None:
    """Graph's own reason, and the look-up page."""
    row = describe("123456", "Something new.")

    assert ("Something new.", True) == (row.short, row.next.endswith("?code=123456"))


@pytest.mark.parametrize("code", ["", "abc", "9" * 40, "-1", "²"])
def test_what_is_no_code_breaks_nothing(code: str) -> None:
    """Anything may stand in a log."""
    assert "reason not given" == describe(code).short


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("50053", "locked"),
        ("50126", "password"),
        ("50055", "expired"),
        ("50057", "disabled"),
        ("500121", "MFA"),
        ("53003", "Conditional"),
    ],
)
def test_the_codes_people_ask_for_by_name(code: str, word: str) -> None:
    """ "Locked out" and its like are said with the word that was asked."""
    assert word in describe(code).short
