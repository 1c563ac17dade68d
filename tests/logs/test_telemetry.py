"""Traces: nothing without the setting, one sentence without the packages, and nothing of what was asked with both."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from aiohttp import web

from bot import telemetry

ROOT = Path(__file__).resolve().parents[2]
CONNECTION = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={url}/"


@pytest.mark.parametrize("env", [{}, {telemetry.SETTING: ""}, {telemetry.SETTING: "  "}])
def test_nothing_happens_without_the_setting(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection string: nothing is imported and nothing changes."""
    monkeypatch.setattr(telemetry, "import_module", lambda name: pytest.fail(f"{name} was imported"))
    before = dict(env)
    app = web.Application()

    assert telemetry.start(app, env) is False
    assert (env, list(app.middlewares)) == (before, [])


def test_missing_packages_are_said_once(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """With the setting, but without the extra, one line says so and the bot goes on."""

    def absent(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(telemetry, "import_module", absent)
    with caplog.at_level(logging.WARNING, logger="watchbook.telemetry"):
        started = telemetry.start(web.Application(), {telemetry.SETTING: "InstrumentationKey=x"})

    assert started is False
    assert [record.getMessage() for record in caplog.records] == [telemetry.MISSING]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (
            "https://graph.microsoft.com/v1.0/auditLogs/signIns?$filter=userPrincipalName eq 'alice'",
            "https://graph.microsoft.com/v1.0/auditLogs/signIns",
        ),
        ("https://graph.microsoft.com/v1.0/users/alice@contoso.example", "https://graph.microsoft.com/v1.0/users/*"),
        ("https://graph.microsoft.com/v1.0/users/alice/memberOf", "https://graph.microsoft.com/v1.0/users/*/*"),
        (
            "https://smba.trafficmanager.net/teams/v3/conversations/19:x@thread/activities/1",
            "https://smba.trafficmanager.net/*/v3/conversations/*/activities/*",
        ),
        ("http://user:hush@127.0.0.1:8/v1.0#alice", "http://127.0.0.1/v1.0"),
        ("https://[::1", ""),
        ("alice", "/*"),
        ("", "/"),
    ],
)
def test_paths_keep_their_fixed_words_alone(address: str, shown: str) -> None:
    """Of an address only the host and known words go out: no query, no name, no id."""
    assert telemetry.shown_path(address) == shown


def test_attributes_are_held_to_a_list() -> None:
    """An attribute that is not known to be harmless is emptied, addresses are shortened."""
    held = telemetry.held_back(
        {
            "http.request.method": "GET",
            "server.address": "graph.microsoft.com",
            "url.full": "https://graph.microsoft.com/v1.0/users/alice",
            "url.query": "$filter=alice",
            "http.request.header.authorization": "Bearer x",
            "something.new": "alice",
        }
    )

    assert held == {
        "url.full": "https://graph.microsoft.com/v1.0/users/*",
        "url.query": "",
        "http.request.header.authorization": "",
        "something.new": "",
    }


PROGRAM = """
    import asyncio, os
    import httpx
    from aiohttp import web
    from bot import telemetry
    from bot.transport import PooledClient

    async def ask(request):
        async with PooledClient() as pooled, httpx.AsyncClient() as http:
            address = os.environ["SINK"] + "/v1.0/users/alice-in-path?$filter=alice-in-filter"
            answer = await pooled.ask("GET", address, {"Authorization": "Bearer alice-in-header"})
            await answer.aread()
            try:
                await http.get("http://127.0.0.1:9/v1.0/auditLogs/signIns?$filter=alice-in-failure")
            except httpx.ConnectError:
                pass
        return web.json_response({"text": "alice-in-answer"})

    async def main():
        app = web.Application()
        app.router.add_post("/api/messages", ask)
        app.router.add_get("/healthz", ask)
        assert telemetry.start(app, os.environ)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        import urllib.request
        body = b'{"text": "alice-in-question"}'
        sent = urllib.request.Request(url + "/api/messages?x=alice-in-query", body, {"Content-Type": "application/json"})
        await asyncio.to_thread(lambda: urllib.request.urlopen(sent).read())
        await runner.cleanup()
        from opentelemetry import metrics, trace
        await asyncio.to_thread(trace.get_tracer_provider().force_flush)
        await asyncio.to_thread(metrics.get_meter_provider().force_flush)

    asyncio.run(main())
"""


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("CI"), reason="installs the extra [azure]; CI does")
async def test_what_goes_out_holds_nothing_that_was_asked(tmp_path: Path) -> None:
    """At the wire: spans of the bot's requests and Graph's arrive, without names, filters, headers or message text."""
    packages = tmp_path / "packages"
    extra = ["azure-monitor-opentelemetry>=1.8,<2", "opentelemetry-instrumentation-httpx>=0.50b0"]
    install = [sys.executable, "-m", "pip", "install", "-q", "--target", str(packages), *extra]
    subprocess.run(install, check=True, capture_output=True, timeout=600)
    received: list[str] = []

    async def take(request: web.Request) -> web.Response:
        body = await request.read()
        if not request.path.endswith("/track"):
            return web.json_response({})
        received.append((gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode())
        count = len(json.loads(received[-1]))
        return web.json_response({"itemsReceived": count, "itemsAccepted": count, "errors": []})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    env = {
        **os.environ,
        "PYTHONPATH": f"{packages}{os.pathsep}{ROOT}",
        "SINK": url,
        telemetry.SETTING: CONNECTION.format(url=url),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", textwrap.dedent(PROGRAM),
        env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, err = await asyncio.wait_for(process.communicate(), 120)
    await runner.cleanup()
    sent = "\n".join(received)
    items = [item for each in received for item in json.loads(each)] if received else []
    names = {item["data"]["baseType"] for item in items}

    assert process.returncode == 0, err.decode()[-2000:]
    assert names >= {"RequestData", "RemoteDependencyData"}
    assert "ExceptionData" not in names
    assert "alice" not in sent
    assert "/v1.0/users/*" in sent
    assert "POST /api/messages" in sent
