"""The bot over the made-up tenant, the Playground in front of it, and a person who uses it in a browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.playground import needs

NOW = "2026-11-18T14:30:00Z"
READY_SECONDS = 40.0


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Slow tests run when they are asked for."""
    needs.asked_for(item)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


@contextmanager
def running(command: list[str], ready: str, folder: Path) -> Iterator[None]:
    """A process that has said `ready`; its words are in `folder`, and it has ended afterwards."""
    said = folder / f"{Path(command[0]).name}-{time.monotonic_ns()}.log"
    where = needs.ROOT if "bot" in command else folder
    with said.open("wb") as out, subprocess.Popen(command, cwd=where, stdout=out, stderr=out) as process:
        try:
            end = time.monotonic() + READY_SECONDS
            while ready not in said.read_text("utf-8", "replace"):
                assert process.poll() is None, said.read_text("utf-8", "replace")
                assert time.monotonic() < end, said.read_text("utf-8", "replace")
                time.sleep(0.1)
            yield
        finally:
            process.terminate()


@dataclass(frozen=True)
class Seen:
    """What the page shows: every message of the bot; of the last one its buttons and what is cut off in it."""

    replies: tuple[str, ...]
    buttons: tuple[str, ...]
    cut: tuple[str, ...]
    faults: tuple[str, ...]


class Person:
    """Somebody in the Playground."""

    def __init__(self, process: subprocess.Popen[str], pictures: Path) -> None:
        """`process` is drive.mjs."""
        self._process, self._pictures = process, pictures
        self._shots = 0
        self.seen = Seen((), (), (), ())

    def do(self, what: str, **how: Any) -> Seen:
        """One command of drive.mjs; returns what the page shows then."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": what, **how}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"error": "the browser is gone"}')
        assert "error" not in answer, answer
        self.seen = Seen(**{name: tuple(answer[name]) for name in ("replies", "buttons", "cut", "faults")})
        return self.seen

    def say(self, text: str) -> str:
        """Types a message; returns the one reply to it."""
        before = len(self.seen.replies)
        self.do("say", text=text)
        return self._new(before)

    def choose(self, title: str) -> str:
        """Presses a button that says something; returns the one reply to it."""
        before = len(self.seen.replies)
        self.do("press", title=title)
        return self._new(before)

    def unfold(self, title: str) -> str:
        """Presses a button that shows more of the last reply; returns that reply as it is then."""
        before = len(self.seen.replies)
        self.do("press", title=title)
        assert before == len(self.seen.replies)
        return self.seen.replies[-1]

    def turn(self, title: str, expected: str) -> str:
        """Presses a button that shows something else in the place of the last reply; returns it when it is there."""
        self.do("press", title=title)
        for _ in range(30):
            if expected in self.seen.replies[-1]:
                break
            self.do("wait")
        assert expected in self.seen.replies[-1], self.seen.replies[-1]
        return self.seen.replies[-1]

    def shoot(self, name: str) -> Path:
        """A picture of the window."""
        self._shots += 1
        file = self._pictures / f"{self._shots:02}-{name}.png"
        self.do("shot", file=str(file))
        return file

    def _new(self, before: int) -> str:
        for _ in range(100):  # a message that says how far it is stands for an answer that takes longer
            if "Stop" not in self.seen.buttons:
                break
            self.do("wait")
        assert before + 1 == len(self.seen.replies), self.seen.replies[before:]
        return self.seen.replies[-1]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the bot over the made-up tenant, as a process of its own."""
    for name in ("node", "chromium"):
        needs.program(name)
    for name in ("@microsoft/m365agentsplayground", "playwright-core"):
        needs.package(name)
    port = free_port()
    command = [sys.executable, "-m", "bot", "demo", "--keep", "--port", str(port), "--now", NOW]
    with running(command, "Watchbook (made-up tenant) on", tmp_path_factory.mktemp("bot")):
        yield f"http://127.0.0.1:{port}/api/messages"


@pytest.fixture
def person(bot: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Somebody who has just opened the Playground."""
    node, port = needs.program("node"), free_port()
    cli = needs.package("@microsoft/m365agentsplayground") / "cli.js"
    playground = [node, str(cli), "start", "-e", bot, "-c", "msteams", "-p", str(port), "--disable-telemetry"]
    pictures = Path(needs.PICTURES or tmp_path) / "playground" / request.node.name.replace("test_", "")
    pictures.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "PW_DIR": str(needs.TOOLS), "CHROMIUM": needs.program("chromium")}
    driver = [node, str(Path(__file__).with_name("drive.mjs"))]
    with (
        running(playground, "Listening on", tmp_path),
        subprocess.Popen(driver, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as process,
    ):
        somebody = Person(process, pictures.resolve())
        try:
            somebody.do("open", url=f"http://127.0.0.1:{port}/", bot="Test Bot")
            somebody.do("greeted")
            yield somebody
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(10)
