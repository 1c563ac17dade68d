"""The guards bite: each import contract and each banned call is broken once, on a copy, and caught."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

BREAKS = {
    "intents reads the bot": ("intents/text.py", "import bot.problems"),
    "intents asks the clock module": ("intents/dates/words.py", "import time"),
    "intents talks HTTP": ("intents/reader.py", "import httpx"),
    "the Bot Framework outside its seam": ("bot/answering.py", "import botbuilder.schema"),
    "HTTP in the cards": ("bot/cards/draw.py", "import httpx"),
    "an answer reads the environment": ("bot/answers/build.py", "import os"),
    "an access decision waits": ("bot/access.py", "import asyncio"),
    "a lower layer knows a higher one": ("bot/graph/read.py", "import bot.turn"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the guards look at."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("bot", "intents"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter, run as a person runs it."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-W", "ignore", "-c", program, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_the_contracts_hold(copy: Path) -> None:
    """As it stands, every contract is kept."""
    done = lint(copy)

    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.parametrize(("file", "line"), list(BREAKS.values()), ids=list(BREAKS))
def test_a_broken_contract_is_caught(copy: Path, file: str, line: str) -> None:
    """One bad import anywhere and the contracts fail."""
    path = copy / file
    whole = path.read_text("utf-8")
    head, marker, rest = whole.partition("from __future__ import annotations\n")
    path.write_text(f"{head}{marker}{line}\n{rest}", "utf-8")
    try:
        done = lint(copy)
    finally:
        path.write_text(whole, "utf-8")

    assert done.returncode == 1, done.stdout[-2000:]
    assert "BROKEN" in done.stdout


@pytest.mark.parametrize("call", ["datetime.datetime.now()", "datetime.datetime.utcnow()", "datetime.date.today()"])
def test_the_clock_is_banned(call: str) -> None:
    """Imports cannot show a read of the clock; ruff's ban does."""
    source = f"import datetime\n\nprint({call})\n"
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", "intents/clock.py", "-"]
    done = subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 1
    assert "TID251" in done.stdout
