"""The server around the endpoint: what it logs, and that it goes down in order."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import textwrap

import httpx
import pytest

from bot.channel.hygiene import loggable
from tests.channel.fakes import REGISTERED, FakeConnector, message, serving
from tests.channel.identity import fake_keys, token


async def test_log_holds_no_tokens_and_no_words(caplog: pytest.LogCaptureFixture) -> None:
    """One line a request: method, path, status and time; neither the token, nor the query, nor the words."""
    caplog.set_level(logging.DEBUG, logger="watchbook")
    caplog.set_level(logging.DEBUG, logger="bot")
    async with FakeConnector() as connector, fake_keys() as keys:
        bearer = token(connector.url)
        async with serving(settings=REGISTERED, cloud=keys.cloud(login_url="https://127.0.0.1:1")) as bot:
            await bot.post(message("who is mallory", connector), token=bearer)
            await bot.post(message("who is mallory", connector), token=bearer[:-9])
            await bot.client.get("/healthz?key=mallory")

    lines = [record.getMessage() for record in caplog.records if record.name == "watchbook.access"]
    assert [line.rsplit(" ", 2)[0] for line in lines] == [
        "POST /api/messages 202",
        "POST /api/messages 401",
        "GET /healthz 200",
    ]
    assert "mallory" not in caplog.text
    assert bearer.split(".")[1] not in caplog.text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("a\r\nINFO forged", "a\ufffd\ufffdINFO forged"),
        ("\x1b[31mred\u202e\u2028", "\ufffd[31mred\ufffd\ufffd"),
        ("x" * 500, "x" * 200 + "…"),
        (None, "None"),
    ],
)
def test_loggable(value: object, expected: str) -> None:
    """A stranger's text can neither begin a new line nor run on for ever."""
    assert loggable(value) == expected


SERVER = """
    import asyncio, sys
    from bot.activities import Reply
    from bot.config import load
    from bot.server import make_app, run

    async def handler(incoming, progress):
        await asyncio.sleep(0.3)
        return Reply(text="done")

    settings = load({"PORT": sys.argv[1], "HOST": "0.0.0.0"}).unauthenticated()
    run(make_app(settings, handler), settings)
"""


async def test_terminated_process_answers_first(unused_tcp_port: int) -> None:
    """On SIGTERM a running turn is answered, the process ends by itself, and it listened on loopback alone."""
    arguments = [sys.executable, "-c", textwrap.dedent(SERVER), str(unused_tcp_port)]
    async with FakeConnector() as connector, httpx.AsyncClient(timeout=5) as client:
        process = subprocess.Popen(arguments, env={**os.environ, "PYTHONPATH": os.getcwd()}, stderr=subprocess.PIPE)
        url = f"http://127.0.0.1:{unused_tcp_port}"
        try:
            await _healthy(client, url)
            listening = _listening_addresses(unused_tcp_port)
            response = await client.post(f"{url}/api/messages", json=message("hello", connector))
            process.send_signal(signal.SIGTERM)
            (reply,) = await connector.messages(1)
            _, stderr = process.communicate(timeout=5)
        finally:
            process.kill()
            process.wait()

    assert (response.status_code, reply["text"]) == (202, "done")
    assert (process.returncode, stderr) == (0, b"")
    assert listening in ({"0100007F"}, set())


async def _healthy(client: httpx.AsyncClient, url: str) -> None:
    import asyncio

    async with asyncio.timeout(10):
        while True:
            try:
                if (await client.get(f"{url}/healthz")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.05)


def _listening_addresses(port: int) -> set[str]:
    """Return the IPv4 addresses, as the kernel writes them, that listen on a port; empty where it does not say."""
    try:
        with open("/proc/net/tcp", encoding="ascii") as table:
            rows = [line.split() for line in table.readlines()[1:]]
    except OSError:
        return set()
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}
