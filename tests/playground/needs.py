"""What tests need beyond Python: where it is, and what happens when it is not there.

A test that misses something is skipped with the reason, so that Python alone passes the suite; with CI=true it fails.
`.ci/run` installs everything: chromium and fonts by apt, the packages of npm into `.playground/`.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".playground"
CI = os.environ.get("CI", "").lower() in ("1", "true")
PICTURES = os.environ.get("WATCHBOOK_PICTURES", "")
"""Folder in which tests leave pictures for looking at; a temporary one when unset."""


def missing(what: str) -> None:
    """Ends the running test because something is not there: a failure in CI, else a skip."""
    sentence = f"{what} is not there; .ci/run installs it"
    if CI:
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def program(name: str) -> str:
    """The path of a program."""
    found = os.environ.get(name.upper()) or shutil.which(name)
    if not found:
        missing(name)
    return str(found)


def package(name: str) -> Path:
    """The folder of an npm package."""
    folder = TOOLS / "node_modules" / name
    if not folder.is_dir():
        missing(f"the npm package {name}")
    return folder


def asked_for(item: pytest.Item) -> None:
    """Skips a slow test unless this is CI or slow tests were asked for."""
    if item.get_closest_marker("slow") and not CI and "slow" not in item.config.getoption("markexpr"):
        pytest.skip("slow: runs with CI=true or with -m slow")
