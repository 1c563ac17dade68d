"""httpx over aiohttp's client, for the two hosts that every turn speaks to: Graph and the Bot Connector.

A request of a turn costs a fifth of the processor time that it costs over httpcore, which parses HTTP in Python;
aiohttp is here anyway. What is asked and answered, its errors among it, is httpx's, as anywhere else.
"""

from __future__ import annotations

import contextlib
import ssl
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from types import SimpleNamespace
from urllib.parse import quote
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from yarl import URL

LAST_CONNECTIONS = 20
LATELY = 30.0
"""Seconds: more than a window of the budget, which must not stay longer for one slow connection."""
HEADER_BYTES = 64 * 1024
"""Longest line and header field of an answer; aiohttp's 8 KB are less than what Graph's diagnostics may take."""

LIMITS = httpx.Limits(max_connections=20, keepalive_expiry=30.0)
TIMEOUT = httpx.Timeout(60.0, connect=5.0)

_LEGAL = "%:/?#[]@!$&'()*+,;=-._~"
"""What an address may hold besides letters and digits (RFC 3986); everything else goes out as %XX."""

Transport = httpx.AsyncBaseTransport

watched_by: list[Callable[[Transport], Transport]] = []
"""What is put around the transport of each client made from now on: traces."""


class PooledClient(httpx.AsyncClient):
    """httpx's client over a pool of its own, which the caller closes; `ask` is the short way for every turn."""

    def __init__(
        self,
        *,
        limits: httpx.Limits = LIMITS,
        timeout: httpx.Timeout = TIMEOUT,
        trust_env: bool = True,
        sent: Callable[[str, str], None] | None = None,
    ) -> None:
        """`trust_env`: a proxy and certificates that the environment names are used. Connects at the first request.

        `sent` is told the method and the path of every request that is sent.
        """
        pool = AiohttpTransport(limits=limits, trust_env=trust_env, sent=sent)
        wire: Transport = pool
        for around in watched_by:
            wire = around(wire)
        super().__init__(transport=wire, timeout=timeout, trust_env=trust_env)
        self._pool, self._wire, self._timeouts = pool, wire, timeout.as_dict()
        self._waits = _timeout(self._timeouts)

    @property
    def connecting(self) -> float:
        """Seconds that the slowest connection of the last half minute took to be made; 0 for none."""
        lately = time.monotonic() - LATELY
        return max((seconds for at, seconds in self._pool.connects if at > lately), default=0.0)

    async def ask(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None = None
    ) -> httpx.Response:
        """Send one request as it is, with nothing added or followed; the answer's body is still to be read, and closed.

        `url` is encoded already, and goes out as it is. Raises httpx.TransportError and httpx.InvalidURL.
        """
        if self._wire is self._pool:  # past httpx.Request, which costs as much as the request
            return await self._pool.send(method, url, list(headers.items()), content, self._waits)
        asked = httpx.Request(method, url, headers=headers, content=content, extensions={"timeout": self._timeouts})
        return await self._wire.handle_async_request(asked)


class AiohttpTransport(httpx.AsyncBaseTransport):
    """Sends each request once: nothing is repeated or redirected behind the back of who counts requests."""

    def __init__(
        self,
        *,
        limits: httpx.Limits,
        trust_env: bool = True,
        verify: ssl.SSLContext | None = None,
        sent: Callable[[str, str], None] | None = None,
    ) -> None:
        """`verify`: which certificates are trusted; None for those that httpx trusts. `sent`: see PooledClient."""
        self._limits, self._trust_env, self._sent = limits, trust_env, sent
        # Not at the first request: reading the certificates holds the event loop for 20 ms.
        self._verify = verify or httpx.create_ssl_context(trust_env=trust_env)
        self._session: aiohttp.ClientSession | None = None
        self.connects: deque[tuple[float, float]] = deque(maxlen=LAST_CONNECTIONS)
        """Of the last connections: when they were made, and seconds that it took, names looked up and TLS included."""
        self._proxies: dict[tuple[str, str], URL | None] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """See httpx. Raises httpx.TransportError and its kinds."""
        content = await request.aread()
        headers = [(name.decode("ascii"), value.decode("latin-1")) for name, value in request.headers.raw]
        waits = _timeout(request.extensions.get("timeout", {}))
        response = await self.send(request.method, str(request.url), headers, content, waits)
        response.request = request
        return response

    async def send(
        self, method: str, url: str, headers: list[tuple[str, str]], content: bytes | None, waits: aiohttp.ClientTimeout
    ) -> httpx.Response:
        """Send one request. Raises httpx.TransportError and its kinds, and httpx.InvalidURL."""
        try:
            address = URL(quote(url, safe=_LEGAL), encoded=True)  # a next link goes out as Graph wrote it
        except ValueError as error:
            raise httpx.InvalidURL("no address") from error
        if self._sent is not None:
            self._sent(method, address.path)
        with _as_httpx():
            response = await self._opened().request(
                method,
                address,
                headers=headers,
                data=content or None,
                allow_redirects=False,
                proxy=self._proxy(address),
                timeout=waits,
            )
        return httpx.Response(response.status, headers=response.raw_headers, stream=_Body(response))

    async def aclose(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self._limits.max_connections or 0,
                keepalive_timeout=self._limits.keepalive_expiry,
                ssl=self._verify,
            )
            timed = aiohttp.TraceConfig()
            timed.on_connection_create_start.append(self._connects)
            timed.on_connection_create_end.append(self._connected)
            self._session = aiohttp.ClientSession(
                connector=connector,
                trust_env=False,  # it would look into the environment, and for a netrc file, at each request
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent"),
                trace_configs=[timed],
                auto_decompress=False,  # httpx does
                max_line_size=HEADER_BYTES,
                max_field_size=HEADER_BYTES,
            )
            # A GET whose connection was lost would be sent a second time, past the budget of requests.
            self._session._retry_connection = False
        return self._session

    async def _connects(self, _: aiohttp.ClientSession, context: SimpleNamespace, about: object) -> None:
        context.began = time.monotonic()

    async def _connected(self, _: aiohttp.ClientSession, context: SimpleNamespace, about: object) -> None:
        now = time.monotonic()
        self.connects.append((now, now - context.began))

    def _proxy(self, url: URL) -> URL | None:
        """The proxy that the environment names for a host, with the name and password in its address; None for none.

        Looked up once a host.
        """
        if not self._trust_env:
            return None
        host = url.host or ""
        key = url.scheme, host
        if key not in self._proxies:
            named = {} if proxy_bypass(host) else getproxies()
            address = named.get(url.scheme) or named.get("all")
            self._proxies[key] = URL(address if "://" in address else f"http://{address}") if address else None
        return self._proxies[key]


class _Body(httpx.AsyncByteStream):
    """The body of an answer as it arrives."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx():
            async for part in self._response.content.iter_any():
                yield part

    async def aclose(self) -> None:
        """Give the connection back, or close it when the body was not read to its end."""
        if self._response.content.at_eof():
            self._response.release()
        else:
            self._response.close()


def _timeout(asked: Mapping[str, float | None]) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(
        connect=asked.get("pool"), sock_connect=asked.get("connect"), sock_read=asked.get("read")
    )


_ERRORS: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (aiohttp.ConnectionTimeoutError, httpx.ConnectTimeout),
    (TimeoutError, httpx.ReadTimeout),
    (aiohttp.ClientHttpProxyError, httpx.ProxyError),
    (aiohttp.ClientProxyConnectionError, httpx.ProxyError),
    (aiohttp.ClientConnectorError, httpx.ConnectError),
    (aiohttp.ClientOSError, httpx.ReadError),
    (aiohttp.InvalidURL, httpx.UnsupportedProtocol),
    (aiohttp.ClientError, httpx.RemoteProtocolError),
)
"""The first kind that fits decides: the special ones come before the general."""


@contextlib.contextmanager
def _as_httpx() -> Iterator[None]:
    """Turn what aiohttp raises into what httpx would. Texts stay behind: they may hold the address."""
    try:
        yield
    except (aiohttp.ClientError, TimeoutError) as error:
        kind = next(to for of, to in _ERRORS if isinstance(error, of))
        raise kind(type(error).__name__) from error
