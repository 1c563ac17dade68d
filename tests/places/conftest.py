"""What the tests of places share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.identity.rig import DELEGATED, Rig, rig


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    """A bot in delegated mode, or with the settings that a test gives; Alice and Bob are signed in."""
    async with rig(monkeypatch, getattr(request, "param", DELEGATED)) as made:
        made.service.signed_in |= {"29:alice": "graph-alice", "29:bob": "graph-bob"}
        yield made
