"""How far back the logs may be asked, and what Graph says beyond that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.demo import graph_errors
from bot.demo.filter_values import instant
from bot.demo.settings import ServerSettings


def earliest(settings: ServerSettings) -> datetime:
    """The first instant at which a $filter may start: UTC midnight of the day on which retention begins.

    Source: msgraph-beta-sdk-dotnet issue 626, where the bound named is a midnight 30 to 31 days back.
    """
    kept = settings.now().astimezone(UTC) - timedelta(days=settings.kept_days)
    return kept.replace(hour=0, minute=0, second=0, microsecond=0)


def check_starts(starts: tuple[str, ...], log: str, time: str, settings: ServerSettings) -> None:
    """Raise the 400 that a start before retention brings. No such check is documented for provisioning."""
    limit = earliest(settings)
    if log == "provisioning" or all(instant(start) >= limit for start in starts):
        return
    raise graph_errors.before_retention(time, limit) if log == "directoryAudits" else graph_errors.invalid_filter()
