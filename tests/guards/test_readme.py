"""What the README says is so."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.cli import parser
from bot.config import Settings, load
from intents import Understood, read
from tests import readme

TEXT = readme.README.read_text("utf-8")
NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


def test_the_table_is_made_from_the_vocabulary() -> None:
    """A new row's example is in the README (`python -m tests.readme` puts it there)."""
    assert readme.written() == TEXT


@pytest.mark.parametrize("example", sorted(set(readme.examples())))
def test_every_example_is_understood(example: str) -> None:
    """An example in a vocabulary row is a question that is read, with nothing left over."""
    reading = read(example, now=NOW)

    assert isinstance(reading, Understood), reading
    assert reading.notes.unread == ()


def test_every_command_is_in_the_readme() -> None:
    """Whoever adds a command says what it does."""
    (commands,) = (a for a in parser()._actions if a.dest == "command")
    named = set(re.findall(r"`watchbook (\w+)", TEXT))

    assert set(commands.choices or ()) <= named


def test_every_setting_is_in_the_readme() -> None:
    """Every environment variable that is read stands in the table."""
    asked: list[str] = []

    class Watched(dict[str, str]):
        def get(self, key: str, default: str | None = None) -> str:  # type: ignore[override]
            asked.append(key)
            return default or ""

    assert load(Watched()) == Settings()
    assert asked
    assert [name for name in asked if f"`{name}`" not in TEXT] == []
