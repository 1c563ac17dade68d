"""A made-up tenant behind real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.demo import make_tenant, serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.transport import PooledClient
from tests.graph.rig import NOW, PAGE, Tenant


@pytest.fixture
async def http() -> AsyncIterator[PooledClient]:
    """One pool."""
    async with PooledClient() as client:
        yield client


@pytest.fixture(scope="session")
def small() -> Records:
    """The made-up tenant with a tenth of its everyday traffic, made once; some tests read it hundreds of times."""
    return make_tenant(NOW, scale=0.1)


@pytest.fixture(params=[False, True], ids=["strict", "lenient"])
async def either(small: Records, http: PooledClient, request: pytest.FixtureRequest) -> AsyncIterator[Tenant]:
    """The small tenant, by the letter of the reference and leniently, unthrottled."""
    settings = ServerSettings(now=lambda: NOW, throttle=None, lenient=request.param)
    async with serve(small, settings) as url:
        yield Tenant(small, settings, url, http)


@pytest.fixture
async def tenant(small: Records, http: PooledClient) -> AsyncIterator[Tenant]:
    """The small tenant by the letter, unthrottled, with small pages so that there are several."""
    settings = ServerSettings(now=lambda: NOW, throttle=None, page_size=PAGE)
    async with serve(small, settings) as url:
        yield Tenant(small, settings, url, http)
