"""The bot's own token for the Bot Connector: one for its whole life, fetched off the event loop, renewed early."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from bot.activities import Clock
from bot.channel.cloud import Cloud
from bot.channel.hygiene import loggable
from bot.config import AppType, Settings
from bot.credentials import CredentialUnusable, Login, app_token

logger = logging.getLogger(__name__)

RENEWED_BEFORE = 300.0
"""Seconds before its end at which a token is renewed, while it still serves."""
BETWEEN_FAILURES = 1.0
"""Turns that wait for a token together share one failed request."""
BETWEEN_EARLY_FAILURES = 30.0


class TokenUnavailable(Exception):
    """The login service gave no token; the text is its error code, without secrets.

    `passing`: it may give one the next time.
    """

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        """Keep the reason and whether to try again."""
        super().__init__(reason)
        self.passing = passing


class TokenSource(Protocol):
    """Where the Authorization header of a reply comes from."""

    async def token(self, *, refused: str | None = None) -> str | None:
        """Return a bearer token, None for none at all.

        `refused` is a token that the service answered 401 to: it is not returned again. Raises TokenUnavailable.
        """

    async def close(self) -> None:
        """Let go of what is under way."""


class NoToken:
    """Without a bot registration replies carry no token."""

    async def token(self, *, refused: str | None = None) -> str | None:
        """Return None."""
        return None

    async def close(self) -> None:
        """Do nothing."""


class CachedToken:
    """Keeps what `fetch` gets. `fetch` may block: it runs in a thread, one call at a time."""

    def __init__(self, fetch: Callable[[], tuple[str, float]], clock: Clock) -> None:
        """Take a function that returns a token and for how many seconds it is good, or raises TokenUnavailable."""
        self._fetch = fetch
        self._clock = clock
        self._token = ""
        self._ends = float("-inf")
        self._failure = TokenUnavailable("")
        self._failed_at = float("-inf")
        self._lock = asyncio.Lock()
        self._renewal: asyncio.Task[None] | None = None

    async def token(self, *, refused: str | None = None) -> str | None:
        """See TokenSource."""
        if not self._is_good(refused):
            async with self._lock:
                if not self._is_good(refused):
                    await self._get()
        elif self._ends - self._clock() < RENEWED_BEFORE:
            self._renew()
        return self._token

    async def close(self) -> None:
        """Stop a renewal that is under way."""
        if self._renewal is not None:
            self._renewal.cancel()
            await asyncio.wait([self._renewal])

    def _is_good(self, refused: str | None) -> bool:
        return self._token != (refused or "") and self._clock() < self._ends

    async def _get(self) -> None:
        if self._clock() - self._failed_at < BETWEEN_FAILURES:
            raise self._failure
        try:
            token, seconds = await asyncio.to_thread(self._fetch)
        except TokenUnavailable as error:
            self._failure, self._failed_at = error, self._clock()
            raise
        self._token, self._ends = token, self._clock() + seconds

    def _renew(self) -> None:
        """Get the next token while this one serves; nobody waits for it."""
        if self._renewal is not None and not self._renewal.done():
            return
        if self._clock() - self._failed_at < BETWEEN_EARLY_FAILURES:
            return

        async def renew() -> None:
            try:
                async with self._lock:
                    await self._get()
            except TokenUnavailable as error:
                logger.warning("the connector token could not be renewed yet: %s", error)

        self._renewal = asyncio.create_task(renew())


def connector_token(cloud: Cloud, settings: Settings) -> Callable[[], tuple[str, float]]:
    """Return a `fetch` for CachedToken that signs in with the bot's credential.

    A multi-tenant bot's tokens come from botframework.com, all others' from their tenant.
    """
    tenant = "botframework.com" if settings.app_type is AppType.MULTI_TENANT else settings.tenant_id

    def fetch() -> tuple[str, float]:
        try:
            answer = app_token(settings, cloud.scope, tenant, Login(cloud.login_url, cloud.ca_file))
        except CredentialUnusable as error:
            raise TokenUnavailable(str(error)) from error
        except (ValueError, OSError) as error:  # those of requests are OSErrors
            raise TokenUnavailable(type(error).__name__, passing=isinstance(error, OSError)) from error
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not isinstance(seconds, int | float):
            raise TokenUnavailable(loggable(answer.get("error") or "no token in the answer"))
        return token, float(seconds)

    return fetch
