"""The made-up tenant behind real HTTP, for looking names up."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.demo import make_tenant, serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.transport import PooledClient
from tests.directory.rig import NOW, Rig


@pytest.fixture(scope="session")
def small() -> Records:
    """The made-up tenant with a tenth of its everyday traffic."""
    return make_tenant(NOW, scale=0.1)


@pytest.fixture
async def rig(small: Records) -> AsyncIterator[Rig]:
    """A running stand-in, unthrottled, and a directory of it."""
    settings = ServerSettings(now=lambda: NOW, throttle=None)
    async with serve(small, settings) as url, PooledClient() as http:
        yield Rig(small, settings, url, http)
