"""A made-up tenant behind real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.demo import make_tenant, serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from tests.graph.rig import NOW, Tenant


@pytest.fixture(scope="session")
def made() -> Records:
    """The made-up tenant, made once."""
    return make_tenant(NOW)


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """One pool."""
    async with httpx.AsyncClient() as client:
        yield client


@pytest.fixture(scope="session")
def small() -> Records:
    """The same with a tenth of the everyday traffic, for tests that read it hundreds of times."""
    return make_tenant(NOW, scale=0.1)


@pytest.fixture(params=[False, True], ids=["strict", "lenient"])
async def either(small: Records, http: httpx.AsyncClient, request: pytest.FixtureRequest) -> AsyncIterator[Tenant]:
    """The small tenant, by the letter of the reference and leniently, unthrottled."""
    settings = ServerSettings(now=lambda: NOW, throttle=None, lenient=request.param)
    async with serve(small, settings) as url:
        yield Tenant(small, settings, url, http)


@pytest.fixture
async def tenant(made: Records, http: httpx.AsyncClient) -> AsyncIterator[Tenant]:
    """The tenant by the letter, unthrottled, with small pages so that there are several."""
    settings = ServerSettings(now=lambda: NOW, throttle=None, page_size=100)
    async with serve(made, settings) as url:
        yield Tenant(made, settings, url, http)
