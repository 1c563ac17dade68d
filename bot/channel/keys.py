"""The Bot Framework's signing keys: fetched without blocking, kept for a day, fetched anew for an unknown key id."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import jwt

from bot.activities import Clock

logger = logging.getLogger(__name__)

KEPT_SECONDS = 24 * 3600.0
"""The service asks for a refresh at least every 24 hours (rest-connector-authentication, step 3)."""
BETWEEN_REFRESHES = 60.0
"""A forged key id must not make a request each time."""
BETWEEN_FAILURES = 5.0


class KeysUnavailable(Exception):
    """No signing key can be had at the moment, so no token can be judged."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public RSA key and the channels it may sign for."""

    key: Any
    endorsements: frozenset[str]


class SigningKeys:
    """The published keys by key id."""

    def __init__(self, metadata_url: str, client: httpx.AsyncClient, clock: Clock) -> None:
        """Fetch from this OpenID metadata address, on first use."""
        self._metadata_url = metadata_url
        self._client = client
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at = float("-inf")
        self._failed_at = float("-inf")
        self._refreshing: asyncio.Task[None] | None = None

    async def get(self, kid: str) -> SigningKey | None:
        """Return the key of this id, None when the service publishes no such key. Raises KeysUnavailable.

        A known key is returned at once; when the keys are a day old, they are fetched anew meanwhile.
        """
        known = self._keys.get(kid)
        if known is not None:
            if self._clock() - self._fetched_at > KEPT_SECONDS:
                self._refresh()
            return known
        if not self._keys or self._clock() - self._fetched_at > BETWEEN_REFRESHES:
            refreshing = self._refresh()
            if refreshing is not None:
                await asyncio.wait([refreshing])
        if not self._keys:
            raise KeysUnavailable
        return self._keys.get(kid)

    async def close(self) -> None:
        """Stop a fetch that is under way."""
        if self._refreshing is not None:
            self._refreshing.cancel()
            await asyncio.wait([self._refreshing])

    def _refresh(self) -> asyncio.Task[None] | None:
        """Return the fetch under way, a new one, or None when one has just failed."""
        if self._refreshing is not None and not self._refreshing.done():
            return self._refreshing
        if self._clock() - self._failed_at < BETWEEN_FAILURES:
            return None
        self._refreshing = asyncio.create_task(self._fetch())
        return self._refreshing

    async def _fetch(self) -> None:
        """Fetch the keys; on failure the ones known so far stay in use."""
        try:
            metadata = await self._json(self._metadata_url)
            jwks_url = metadata["jwks_uri"]
            if urlsplit(jwks_url).scheme != urlsplit(self._metadata_url).scheme:
                raise ValueError("the key address has another scheme than the metadata")
            self._keys = _read_keys(await self._json(jwks_url))
            self._fetched_at = self._clock()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError, AttributeError) as error:
            self._failed_at = self._clock()
            logger.warning("signing keys could not be fetched: %s", type(error).__name__)

    async def _json(self, url: str) -> dict[str, Any]:
        response = (await self._client.get(url)).raise_for_status()
        found = response.json()
        if not isinstance(found, dict):
            raise TypeError("not a JSON object")
        return found


def _read_keys(jwks: Mapping[str, Any]) -> dict[str, SigningKey]:
    keys = {}
    for raw in jwks["keys"]:
        if not isinstance(raw, dict) or raw.get("kty") != "RSA" or not isinstance(raw.get("kid"), str):
            continue
        endorsements = raw.get("endorsements")
        named = (
            frozenset(e for e in endorsements if isinstance(e, str)) if isinstance(endorsements, list) else frozenset()
        )
        try:
            keys[raw["kid"]] = SigningKey(jwt.PyJWK(raw, algorithm="RS256").key, named)
        except jwt.PyJWTError:
            logger.warning("a published signing key could not be read")
    if not keys:
        raise ValueError("no usable key")
    return keys
