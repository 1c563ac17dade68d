"""A made-up Entra ID tenant and an HTTP stand-in for Microsoft Graph that serves it, or any raw Graph JSON files.

    records = make_tenant(now)                      # or load_records("folder")
    async with serve(records, port=9100) as url:    # http://127.0.0.1:9100
        ...

Importing this package costs nothing; each function imports what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractAsyncContextManager
    from datetime import datetime
    from pathlib import Path

    from bot.demo.records import Records
    from bot.demo.settings import ServerSettings
    from bot.demo.story import Story

__all__ = ["load_records", "make_tenant", "serve", "stories"]


def make_tenant(now: datetime, *, seed: int = 7, scale: float = 1.0) -> Records:
    """Make the tenant whose last 30 days end at `now` (aware); the same arguments give the same records.

    `scale` multiplies everyday traffic: 1.0 is about 5,000 sign-ins, 1,000 audits and 800 provisioning events.
    Raises ValueError when `now` has no time zone.
    """
    from bot.demo.tenant import make_tenant as make

    return make(now, seed=seed, scale=scale)


def load_records(folder: str | Path) -> Records:
    """Read raw Graph JSON files from a folder; raises bot.demo.records.RecordsError naming the file that is wrong."""
    from bot.demo.records import load_records as load

    return load(folder)


def serve(
    records: Records, settings: ServerSettings | None = None, host: str = "127.0.0.1", port: int = 0
) -> AbstractAsyncContextManager[str]:
    """Serve the records as Graph does while the context is open; gives the base URL without a version."""
    from bot.demo.server import serve as start

    return start(records, settings, host, port)


def stories() -> Sequence[Story]:
    """What is planted in the tenant of make_tenant: a title and what to ask, each with a check."""
    from bot.demo.story_list import STORIES

    return STORIES
