"""The same answer in a terminal: whole, plain where there is no terminal, deaf to escape sequences."""

from __future__ import annotations

import io

from bot.answers.talk import clarify, problem
from bot.problems import Problem
from bot.terminal import show
from intents.model import Kind, Unclear
from tests.answers.making import FAILED, ZONE, answer, ask, sign_in


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(got: object, stream: io.StringIO | None = None, width: int | None = None) -> str:
    """What is written for an answer."""
    out = stream or io.StringIO()
    show(got, zone=ZONE, stream=out, width=width)  # type: ignore[arg-type] # any answer
    return out.getvalue()


def test_plain_text_holds_everything() -> None:
    """Headline, rows, receipt; no colour, no trailing frame."""
    told = shown(
        answer(ask(Kind.ROWS, FAILED), sign_in("a", code=50126), complete=False, incomplete_because=("stopped",))
    )

    for part in (
        "At least 1 failed sign-in, last week\n",
        "  Alice Johnson → Microsoft Teams\n",
        "Seattle, US · 198.51.100.7 · Chrome 130 on Windows 10 · failed: wrong password (50126)\n",
        "    Type it again or reset it",
        "Not complete: stopped\n",
        "Read as: The failed sign-ins, from Mon 9 Nov 2026 00:00",
        "GET https://graph.microsoft.com/v1.0/auditLogs/signIns?$top=1000 → 200\n",
    ):
        assert part in told
    assert "\x1b" not in told


def test_a_terminal_gets_colour() -> None:
    """Escape sequences are ours alone."""
    assert "\x1b[" in shown(answer(ask(), sign_in(code=50126)), Screen(), 80)


def test_nothing_from_a_log_reaches_the_terminal_as_a_command() -> None:
    """Escape sequences, rich markup and emoji codes in a display name are shown, not obeyed."""
    evil = sign_in(userDisplayName="\x1b]0;owned\x07\x1b[2J[bold red]x[/] :skull: [link=http://e]y[/link]")
    told = shown(answer(ask(), evil))

    assert "]0;owned[2J[bold red]x[/] :skull: [link=http://e]y[/link] → Microsoft Teams" in told
    assert "\x1b" not in told


def test_groups_have_numbers_and_bars() -> None:
    """The longest bar is that of the largest group."""
    rows = [sign_in(str(n), appDisplayName="ab"[n > 0]) for n in range(4)]
    lines = shown(answer(ask(Kind.TOP, of=("app",), limit=5), *rows)).splitlines()

    assert ["  b        3  " + "█" * 24, "  a        1  " + "█" * 8] == lines[1:3]


def test_a_pattern_has_lines_of_blocks() -> None:
    """Days in one line, hours by weekday in seven."""
    told = shown(answer(ask(Kind.TIMELINE), sign_in("a", "2026-11-10T09:00:00Z")))

    assert "  ·█·····  Mon 9 Nov to Sun 15 Nov, at most 1" in told
    assert "  Tue   ·········█··············" in told


def test_choices_and_problems() -> None:
    """A question back is numbered; a problem says what to do."""
    assert "Which?\n  1. this\n  2. that\n" == shown(clarify(Unclear("Which?", ("this", "that"))))
    assert "Please ask again in a minute." in shown(problem(Problem("busy")))
