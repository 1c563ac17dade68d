"""A Redis server of the tests' own: the real one, on a free port, with nothing kept on disk."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from tests.playground.needs import program


@dataclass
class RedisServer:
    """A server that can be killed, restarted, and made to hang."""

    port: int
    folder: Path
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"redis://127.0.0.1:{self.port}/0"

    async def start(self) -> None:
        """Start it, empty; returns when it answers."""
        self.process = await asyncio.create_subprocess_exec(
            program("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
            "--dir", str(self.folder), "--logfile", str(self.folder / "log"),
        )  # fmt: skip
        async with asyncio.timeout(10):
            while True:
                with contextlib.suppress(OSError):
                    if await self.say("PING") == b"+PONG":
                        return
                await asyncio.sleep(0.02)

    async def say(self, *words: str) -> bytes:
        """The first line of the answer to a command."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(" ".join(words).encode() + b"\r\n")
            return (await reader.readline()).rstrip()
        finally:
            writer.close()
            await writer.wait_closed()

    async def kill(self) -> None:
        """End it without warning; all that it held is lost."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()

    def hang(self) -> None:
        """Keep its connections open and answer nothing."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Answer again."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGCONT)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextlib.asynccontextmanager
async def redis_server(folder: Path) -> AsyncIterator[RedisServer]:
    """Run a server; skips the test where there is none to run, and fails it in CI."""
    server = RedisServer(free_port(), folder)
    await server.start()
    try:
        yield server
    finally:
        await server.kill()
