"""The Graph stand-in over HTTP, as tests use it."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.demo import make_tenant, serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loopback has no TLS; a context without certificates saves loading them for every client."""

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Service:
    """A running stand-in with a client that carries a token."""

    url: str
    client: httpx.AsyncClient
    settings: ServerSettings

    async def get(self, path: str, headers: dict[str, str] | None = None, **options: Any) -> httpx.Response:
        """GET a path below the base URL; options become $-options: top=5 is $top=5."""
        params = {f"${name}": str(value) for name, value in options.items()}
        return await self.client.get(self.url + path, params=params, headers=headers)

    async def rows(self, path: str, headers: dict[str, str] | None = None, **options: Any) -> list[dict[str, Any]]:
        """The rows of the first page; the request must succeed."""
        response = await self.get(path, headers, **options)
        assert response.status_code == 200, response.text
        return response.json()["value"]

    async def ids(self, path: str, headers: dict[str, str] | None = None, **options: Any) -> list[str]:
        """The ids of the first page, sorted."""
        return sorted(row["id"] for row in await self.rows(path, headers, **options))

    async def pages(self, path: str, **options: Any) -> list[list[dict[str, Any]]]:
        """All pages, next links followed as they are."""
        response = await self.get(path, **options)
        pages = [response.json()["value"]]
        while link := response.json().get("@odata.nextLink"):
            response = await self.client.get(link)
            assert response.status_code == 200, response.text
            pages.append(response.json()["value"])
        return pages


Start = Callable[..., Awaitable[Service]]


@pytest.fixture(scope="session")
def tenant() -> Records:
    """The made-up tenant as of NOW."""
    return make_tenant(NOW)


@pytest.fixture
def now() -> datetime:
    """The tenant's time."""
    return NOW


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """start(records, **settings) begins a stand-in at NOW without a limit; all end with the test."""
    async with AsyncExitStack() as stack:

        async def begin(records: Records | None = None, **values: Any) -> Service:
            settings = ServerSettings(**({"now": lambda: NOW, "throttle": None} | values))
            url = await stack.enter_async_context(serve(records or Records(), settings))
            client = httpx.AsyncClient(headers={"Authorization": "Bearer a-token"}, timeout=5, verify=NO_TLS)
            return Service(url, await stack.enter_async_context(client), settings)

        yield begin
