"""`watchbook check` and Redis: whether it answers, and if not, why not, without its password."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.checks.row import Status
from bot.commands.redis_ping import ping
from tests.check.rig import FIT, check


@contextlib.asynccontextmanager
async def redis(password: str = "", garbage: bool = False) -> AsyncIterator[int]:
    """A server that speaks as much of Redis as a PING takes. Yields its port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        known = not password
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                count = int((await reader.readuntil(b"\r\n"))[1:])
                words = []
                for _ in range(count):
                    size = int((await reader.readuntil(b"\r\n"))[1:])
                    words.append((await reader.readexactly(size + 2))[:-2].decode())
                if garbage:
                    answer = b"SSH-2.0\r\n"
                elif words[0] == "AUTH":
                    known = words[-1] == password
                    answer = b"+OK\r\n" if known else b"-WRONGPASS no\r\n"
                else:
                    answer = b"+PONG\r\n" if known else b"-NOAUTH Authentication required.\r\n"
                writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.parametrize(
    ("login", "password", "why"),
    [
        ("", "", ""),
        (":p%40ss@", "p@ss", ""),
        ("user:p%40ss@", "p@ss", ""),
        (":wrong@", "p@ss", "it does not accept the password"),
        ("", "p@ss", "it wants a password"),
    ],
)
async def test_a_redis_that_answers(login: str, password: str, why: str) -> None:
    """A password is sent as it was meant; a missing and a wrong one are told apart."""
    async with redis(password) as port:
        assert await ping(f"redis://{login}127.0.0.1:{port}/0") == why


async def test_something_else_that_answers() -> None:
    """A port of something else is no Redis."""
    async with redis(garbage=True) as port:
        assert await ping(f"redis://127.0.0.1:{port}") == "what answers is no Redis"


@pytest.mark.parametrize("url", ["http://x", "redis://", "rediss://[::1", "cache.example.net:10000"])
async def test_addresses_that_are_none(url: str) -> None:
    """An address of another kind is told, before anything is asked."""
    assert "not like rediss://" in await ping(url)


async def test_a_redis_that_is_down_is_missing() -> None:
    """The row says that it cannot be used, and holds nothing of the address."""
    row = (await check(replace(FIT, redis_url="redis://:hush-hush@127.0.0.1:9/0"))).row("Redis")

    assert row.status is Status.MISSING
    assert "hush" not in repr(row)


async def test_no_redis_no_row() -> None:
    """Where none is set none is missed."""
    assert "Redis" not in {row.name for row in (await check(FIT)).report.rows}
