"""httpx over aiohttp's connections, at the wire: sent once and as written, and every failure is one of httpx's."""

from __future__ import annotations

import asyncio
import gzip
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import aiohttp
import httpx
import pytest

from bot import transport
from bot.transport import AiohttpTransport, PooledClient

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass
class Wire:
    """A server that answers each request on a connection with the next bytes; None closes it without a word."""

    answers: list[bytes | None]
    heard: list[str] = field(default_factory=list)
    connections: int = 0
    lost: int = 0
    url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                self.heard.append(head)
                answer = self.answers.pop(0) if self.answers else OK
                if answer is None:
                    break
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            self.lost += 1
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


@asynccontextmanager
async def wire(*answers: bytes | None) -> AsyncIterator[Wire]:
    made = Wire(list(answers))
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield made


@pytest.fixture
async def client(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PooledClient]:
    """A client that no environment sends through a proxy."""
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    async with PooledClient(timeout=httpx.Timeout(5.0, connect=1.0, read=0.3)) as made:
        yield made


async def body(client: PooledClient, url: str) -> bytes:
    response = await client.ask("GET", url, {"Accept-Encoding": "gzip"})
    try:
        return await response.aread()
    finally:
        await response.aclose()


async def test_one_connection_serves_many_requests(client: PooledClient) -> None:
    async with wire() as server:
        assert [await body(client, server.url) for _ in range(3)] == [b"ok"] * 3
    assert (server.connections, len(server.heard)) == (1, 3)


@pytest.mark.parametrize(
    "query",
    [
        "$filter=a%20eq%20'%C3%A9%2Bb'&$skiptoken=x%2Fy%3D%3D",
        "$skiptoken=a+b%20c&$top=1000",
        "$skiptoken=RFNwdAIAAQAAAC0*_~!(),;:@/?[]",
    ],
)
async def test_an_address_goes_out_as_it_was_written(client: PooledClient, query: str) -> None:
    """Graph's next links hold tokens that are not to be touched: nothing is decoded and written anew."""
    async with wire() as server:
        await body(client, f"{server.url}/v1.0/auditLogs/signIns?{query}")
    assert server.heard[0].splitlines()[0] == f"GET /v1.0/auditLogs/signIns?{query} HTTP/1.1"


@pytest.mark.parametrize(
    ("written", "sent"),
    [("a eq 'b'", "a%20eq%20'b'"), ("é", "%C3%A9"), ("x HTTP/1.1\r\nEvil: yes", "x%20HTTP/1.1%0D%0AEvil:%20yes"), ("\x00", "%00")],
)
async def test_what_no_address_may_hold_is_encoded(client: PooledClient, written: str, sent: str) -> None:
    """A link cannot begin another header."""
    async with wire() as server:
        await body(client, f"{server.url}/v1.0/x?{written}")
    assert server.heard[0].splitlines()[0] == f"GET /v1.0/x?{sent} HTTP/1.1"
    assert "Evil" not in "".join(server.heard[0].splitlines()[1:])


async def test_only_what_was_given_is_said_about_the_client(client: PooledClient) -> None:
    async with wire() as server:
        await (await client.ask("GET", server.url, {"Accept": "application/json"})).aread()
    names = {line.partition(":")[0].lower() for line in server.heard[0].splitlines()[1:] if line}
    assert names == {"host", "accept"}


async def test_a_request_is_sent_once(client: PooledClient) -> None:
    """A kept connection that is lost: aiohttp would send a GET a second time, past the budget and unseen."""
    told: list[tuple[str, str]] = []
    async with wire(OK, None) as server, PooledClient(sent=lambda *each: told.append(each)) as counting:
        await body(counting, f"{server.url}/a")
        with pytest.raises(httpx.RemoteProtocolError):
            await body(counting, f"{server.url}/b?secret")
    assert len(server.heard) == 2
    assert told == [("GET", "/a"), ("GET", "/b")]


async def test_it_tells_how_long_connections_take() -> None:
    """The budget of report requests adds that to its window: the first request may have waited for one."""
    async with wire() as server, PooledClient() as client:
        assert client.connecting == 0
        await body(client, server.url)
        once = client.connecting
        await body(client, server.url)
        assert 0 < once == client.connecting < 1


async def test_nothing_is_followed(client: PooledClient) -> None:
    async with wire(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n") as server:
        response = await client.ask("GET", server.url, {})
        await response.aread()
    assert (response.status_code, response.headers["location"], len(server.heard)) == (302, "/elsewhere", 1)


async def test_a_compressed_body_is_unpacked_once(client: PooledClient) -> None:
    packed = gzip.compress(b'{"value": []}' * 100)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    async with wire(head + packed) as server:
        assert await body(client, server.url) == b'{"value": []}' * 100


async def test_long_headers_are_read(client: PooledClient) -> None:
    long = b"x" * 30_000
    async with wire(b"HTTP/1.1 200 OK\r\nLocation: " + long + b"\r\nContent-Length: 2\r\n\r\nok") as server:
        response = await client.ask("GET", server.url, {})
        assert await response.aread() == b"ok"
    assert response.headers["location"] == long.decode()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (None, httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", httpx.ReadTimeout),
        (b"", httpx.ReadTimeout),
        (b"this is no HTTP\r\n\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nno", httpx.DecodingError),
    ],
)
async def test_a_broken_answer_is_an_error_of_httpx(
    client: PooledClient, answer: bytes | None, error: type[Exception]
) -> None:
    async with wire(answer) as server:
        with pytest.raises(error):
            await body(client, server.url)


async def test_a_body_that_is_cut_off_is_no_shorter_body(client: PooledClient) -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(cut, "127.0.0.1", 0)
    async with server:
        with pytest.raises(httpx.RemoteProtocolError):
            await body(client, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")


async def test_nobody_at_the_address(client: PooledClient) -> None:
    with pytest.raises(httpx.ConnectError):
        await body(client, "http://127.0.0.1:9/")
    with pytest.raises(httpx.TransportError):
        await body(client, "ftp://127.0.0.1/")


async def test_what_is_not_read_to_its_end_is_closed(client: PooledClient) -> None:
    """A connection with the rest of an answer on it must not serve the next request."""
    async with wire(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf") as server:
        response = await client.ask("GET", server.url, {})
        await response.aclose()
        assert await body(client, server.url) == b"ok"
    assert server.connections == 2


@pytest.mark.parametrize(
    ("proxy", "said"),
    [("http://{host}", None), ("{host}", None), ("http://user:p%20w@{host}", "Basic dXNlcjpwIHc=")],
)
async def test_the_proxy_of_the_environment_is_used(
    client: PooledClient, monkeypatch: pytest.MonkeyPatch, proxy: str, said: str | None
) -> None:
    async with wire() as server:
        monkeypatch.setenv("http_proxy", proxy.format(host=server.url.removeprefix("http://")))
        monkeypatch.setenv("no_proxy", "inside.example")
        assert await body(client, "http://graph.example/v1.0/x?$top=1") == b"ok"
        lines = server.heard[0].splitlines()
        assert lines[0] == "GET http://graph.example/v1.0/x?$top=1 HTTP/1.1"
        told = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines[1:])}
        assert told.get("proxy-authorization") == said

        with pytest.raises(httpx.ConnectError):
            await body(client, "http://inside.example/")
        async with PooledClient(trust_env=False) as blind:
            with pytest.raises(httpx.ConnectError):
                await body(blind, "http://graph.example/")
    assert len(server.heard) == 1


def test_every_error_of_aiohttp_has_one_of_httpx() -> None:
    """A new kind of error of a newer aiohttp cannot come through unchanged."""
    kinds = [each for _, each in inspect.getmembers(aiohttp, inspect.isclass) if issubclass(each, aiohttp.ClientError)]
    assert len(kinds) > 15
    for kind in kinds:
        assert any(issubclass(kind, of) for of, _ in transport._ERRORS)
    of = [kind for kind, _ in transport._ERRORS]
    for at, kind in enumerate(of):
        assert not any(issubclass(kind, before) for before in of[:at]), f"{kind} is never reached"


async def test_a_client_is_watched_when_somebody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    class Watching(httpx.AsyncBaseTransport):
        def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
            self.inner = inner

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            seen.append(str(request.url))
            return await self.inner.handle_async_request(request)

        async def aclose(self) -> None:
            await self.inner.aclose()

    monkeypatch.setattr(transport, "watched_by", [Watching])
    async with wire() as server, PooledClient() as client:
        await body(client, server.url)
        await client.get(f"{server.url}/long-way")
    assert seen == [server.url, f"{server.url}/long-way"]


async def test_an_unused_transport_closes() -> None:
    await AiohttpTransport(limits=httpx.Limits()).aclose()
