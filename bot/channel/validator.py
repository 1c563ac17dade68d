"""Whether an activity really comes from the Bot Connector.

Rules: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, "Authenticate
requests from the Bot Connector service to your bot", requirements 1 to 7. Endorsements are required here: a key that
names no channels vouches for none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jwt

from bot.channel.keys import SigningKey, SigningKeys

LEEWAY_SECONDS = 300
"""Clock skew that the service's documentation allows for."""


class Unauthorized(Exception):
    """The token does not prove that the activity comes from its channel; the text says why, for the log."""


class Validator:
    """Checks bearer tokens of the Bot Connector for one bot."""

    def __init__(self, app_id: str, keys: SigningKeys, issuer: str) -> None:
        """Accept tokens made out to this app id by this issuer."""
        self._audience = [app_id, app_id.lower()]
        self._keys = keys
        self._issuer = issuer

    async def claims(self, header: str | None, *, channel_id: str, service_url: str) -> Mapping[str, Any]:
        """Return the claims of the token in an Authorization header. Raises Unauthorized or KeysUnavailable."""
        token = _bearer(header)
        key = await self._key(token)
        if channel_id not in key.endorsements:
            raise Unauthorized("the key is not endorsed for the channel")
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._audience,
                issuer=self._issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as error:
            raise Unauthorized(type(error).__name__) from error
        claimed = claims.get("serviceurl")
        if not isinstance(claimed, str) or claimed.rstrip("/") != service_url.rstrip("/"):
            raise Unauthorized("the token is for another service URL")
        return claims

    async def _key(self, token: str) -> SigningKey:
        try:
            header = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise Unauthorized(type(error).__name__) from error
        kid = header.get("kid")
        if header.get("alg") != "RS256" or not isinstance(kid, str):
            raise Unauthorized("not an RS256 token with a key id")
        key = await self._keys.get(kid)
        if key is None:
            raise Unauthorized("unknown key id")
        return key


class Unchecked:
    """Stands in for a Validator when the bot has no registration: loopback development only."""

    async def claims(self, header: str | None, *, channel_id: str, service_url: str) -> Mapping[str, Any]:
        """Accept everything."""
        return {}


def _bearer(header: str | None) -> str:
    scheme, _, token = (header or "").strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise Unauthorized("no bearer token")
    if not token.isascii():
        raise Unauthorized("not a token")
    return token
