"""`watchbook demo` as a new user starts it: a conversation typed into a terminal."""

from __future__ import annotations

import subprocess
import sys


def test_a_conversation_is_typed() -> None:
    typed = "failed sign-ins for bob today\nby app\nlogins for chris\nqwertz blorp\n\n"
    command = [sys.executable, "-m", "bot", "demo", "--now", "2026-11-18T14:30:00Z"]
    done = subprocess.run(command, input=typed, capture_output=True, text=True, timeout=90, check=False)

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    turns = done.stdout.split("you> ")
    assert "Ask away" in turns[0]
    assert "failed sign-ins for Bob Lindqvist" in turns[1]
    assert "by app" in turns[2]
    assert "Which one?" in turns[3]
    assert "qwertz blorp" in turns[4]


def test_without_a_network_it_is_said() -> None:
    """Nobody listens: what was tried and what to do, and no traceback."""
    environment = {"WATCHBOOK_GRAPH_URL": "http://127.0.0.1:9", "WATCHBOOK_GRAPH_TOKEN": "made-up", "PATH": ""}
    command = [sys.executable, "-m", "bot", "ask", "failed sign-ins today"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)

    assert "Traceback" not in done.stdout + done.stderr
    assert "Graph" in done.stdout + done.stderr
