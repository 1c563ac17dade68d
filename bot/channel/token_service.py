"""The Bot Framework's token service: it signs people in and keeps their tokens, so that the bot does not.

The SDK's UserTokenClient asks it with blocking requests; this asks over the shared connections. Paths and answers:
botframework-connector 4.17, token_api/operations, and
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#user-token-service.
Neither tokens nor codes are logged, and addresses hold codes: they are not logged either.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import httpx
import msgspec
from botbuilder.schema import Activity
from botframework.connector.auth import UserTokenClient

from bot.activities import Offer, SignInUnavailable
from bot.channel.credentials import TokenSource, TokenUnavailable

logger = logging.getLogger(__name__)

ATTEMPTS = 2
PASSING = frozenset({429, 500, 502, 503, 504})
REFUSED = frozenset({400, 404})
"""How the service says that there is no token: 400 for an exchange that needs consent, 404 for nobody signed in."""


class TokenService:
    """One OAuth connection of the bot."""

    def __init__(self, client: httpx.AsyncClient, tokens: TokenSource, url: str, app_id: str, connection: str) -> None:
        """Ask at this address with the bot's own token."""
        self._client = client
        self._tokens = tokens
        self._url = url.rstrip("/")
        self._app_id = app_id
        self.connection = connection

    def of(self, activity: Activity) -> PersonTokens:
        """Return the tokens of the person whom an activity is from."""
        return PersonTokens(self, activity, self._app_id)

    async def send(
        self, method: str, path: str, params: Mapping[str, str], body: Mapping[str, Any] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Return status and JSON object of an answer: 2xx, 400 or 404. Raises SignInUnavailable for everything else."""
        status, refused = 0, None
        for _ in range(ATTEMPTS):
            try:
                token = await self._tokens.token(refused=refused)
                headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
                response = await self._client.request(
                    method, f"{self._url}{path}", params=dict(params), json=body, headers=headers
                )
            except TokenUnavailable as error:
                raise SignInUnavailable("the bot has no token of its own") from error
            except httpx.HTTPError as error:
                logger.warning("token service: %s", type(error).__name__)
                continue
            status = response.status_code
            if response.is_success or status in REFUSED:
                return status, _object(response)
            if status == 401 and refused is None:
                refused = token
            elif status not in PASSING:
                break
        raise SignInUnavailable(f"the token service answered {status}" if status else "no connection")


class PersonTokens:
    """`bot.activities.UserTokens` of one person."""

    def __init__(self, service: TokenService, activity: Activity, app_id: str) -> None:
        """`activity` came from the person, and is where a sign-in by button leads back to."""
        self._service = service
        self._activity = activity
        self._app_id = app_id
        self._who = {
            "userId": activity.from_property.id,
            "connectionName": service.connection,
            "channelId": activity.channel_id,
        }

    async def get(self, code: str = "") -> str | None:
        """See UserTokens."""
        params = self._who | ({"code": code} if code else {})
        return _token(*await self._service.send("GET", "/api/usertoken/GetToken", params))

    async def exchange(self, token: str) -> str | None:
        """See UserTokens."""
        return _token(*await self._service.send("POST", "/api/usertoken/exchange", self._who, {"token": token}))

    async def offer(self, text: str) -> Offer:
        """See UserTokens."""
        state = UserTokenClient.create_token_exchange_state(self._app_id, self._service.connection, self._activity)
        status, found = await self._service.send("GET", "/api/botsignin/GetSignInResource", {"state": state})
        link, exchange = found.get("signInLink"), found.get("tokenExchangeResource")
        if status != 200 or not isinstance(link, str) or not link.startswith("https://"):
            raise SignInUnavailable(f"no sign-in link (status {status}): is the OAuth connection's name right?")
        return Offer(text, self._service.connection, link, exchange if isinstance(exchange, dict) else None)

    async def sign_out(self) -> None:
        """See UserTokens."""
        await self._service.send("DELETE", "/api/usertoken/SignOut", self._who)


def _token(status: int, found: Mapping[str, Any]) -> str | None:
    token = found.get("token")
    return token if status == 200 and isinstance(token, str) and token else None


def _object(response: httpx.Response) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(response.content) if response.content else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
