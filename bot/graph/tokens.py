"""Access tokens for Microsoft Graph: where they come from. They are never logged."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from bot.graph.flights import Flights
from bot.problems import Problem

EARLY_SECONDS = 300.0
"""A token is renewed this long before it expires."""

Clock = Callable[[], float]


class TokenSource(Protocol):
    """Gives a bearer token for Graph; `fresh` asks for another one than it gave before, after a 401."""

    async def token(self, *, fresh: bool = False) -> str:
        """Return a token. Raises Problem when none is to be had."""


class StaticToken:
    """A ready token, for development. There is no fresher one."""

    def __init__(self, value: str) -> None:
        """`value` may be written with or without "Bearer "; empty means that there is none."""
        scheme, _, rest = value.strip().partition(" ")
        self._value = rest.strip() if scheme.casefold() == "bearer" else value.strip()

    async def token(self, *, fresh: bool = False) -> str:
        """Return the token. Raises Problem when there is none, or when a fresher one is wanted."""
        if not self._value or not self._value.isascii() or not self._value.isprintable():
            raise Problem("no-token")
        if fresh:
            raise Problem("token-refused")
        return self._value


class _Kept:
    """One token, kept until shortly before it expires; those who want it at the same time share one fetch."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._value = ""
        self._until = 0.0
        self._flights: Flights[str] = Flights()

    async def token(self, *, fresh: bool = False) -> str:
        """See TokenSource."""
        if self._value and not fresh and self._clock() < self._until:
            return self._value
        return await self._flights.join("token", lambda: self._renewed(fresh=fresh))

    async def _renewed(self, *, fresh: bool) -> str:
        result = await self._fetch(fresh=fresh)
        value = result.get("access_token")
        if not isinstance(value, str) or not value:
            raise Problem("token-refused")
        seconds = result.get("expires_in")
        life = float(seconds) if isinstance(seconds, (int, float)) else 0.0
        self._until = self._clock() + max(life - EARLY_SECONDS, life / 2)
        self._value = value
        return value

    async def _fetch(self, *, fresh: bool) -> Mapping[str, Any]:
        raise NotImplementedError


class ClientCredentialsToken(_Kept):
    """The app's own token (application mode), by secret or certificate.

    `app` makes msal's ConfidentialClientApplication; it is called once, off the event loop, because making one asks the
    authority for its addresses. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
    """

    def __init__(self, app: Callable[[], Any], scope: str, *, clock: Clock) -> None:
        """`scope` is like https://graph.microsoft.com/.default; `clock` only goes forward."""
        super().__init__(clock)
        self._make, self._scope = app, scope
        self._app: Any = None

    async def _fetch(self, *, fresh: bool) -> Mapping[str, Any]:
        return await _off_loop(lambda: self._acquire(fresh=fresh))

    def _acquire(self, *, fresh: bool) -> Mapping[str, Any]:
        if self._app is None or fresh:
            self._app = self._make()  # a new one has an empty cache: the token in it was refused
        result: Mapping[str, Any] = self._app.acquire_token_for_client(scopes=[self._scope])
        return result


class DeviceCodeToken(_Kept):
    """A person's own token, for the terminal: they open a page and type a code.

    https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
    """

    def __init__(
        self,
        app: Callable[[], Any],
        scopes: list[str],
        tell: Callable[[str], None],
        *,
        clock: Clock,
    ) -> None:
        """`tell` is given Microsoft's sentence with page and code; it is called from another thread."""
        super().__init__(clock)
        self._make, self._scopes, self._tell = app, scopes, tell
        self._app: Any = None

    async def _fetch(self, *, fresh: bool) -> Mapping[str, Any]:
        return await _off_loop(lambda: self._acquire(fresh=fresh))

    def _acquire(self, *, fresh: bool) -> Mapping[str, Any]:
        if self._app is None:
            self._app = self._make()
        accounts = self._app.get_accounts()
        if accounts:
            silent = self._app.acquire_token_silent(self._scopes, account=accounts[0], force_refresh=fresh)
            if silent and "access_token" in silent:
                found: Mapping[str, Any] = silent
                return found
        flow = self._app.initiate_device_flow(scopes=self._scopes)
        if "user_code" not in flow:
            raise Problem("token-refused")
        self._tell(str(flow.get("message", "")))
        result: Mapping[str, Any] = self._app.acquire_token_by_device_flow(flow)
        return result


async def _off_loop(work: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    try:
        return await asyncio.to_thread(work)
    except (OSError, ValueError) as error:
        # requests' errors are OSErrors; msal raises ValueError for a tenant or authority that does not exist
        code = (
            "token-refused" if isinstance(error, ValueError) and not isinstance(error, OSError) else "graph-unreachable"
        )
        raise Problem(code) from error


def client_credentials(
    tenant_id: str,
    client_id: str,
    credential: str | dict[str, str],
    *,
    clock: Clock,
    authority: str = "https://login.microsoftonline.com",
    graph: str = "https://graph.microsoft.com",
) -> ClientCredentialsToken:
    """The usual application token; `credential` is a secret, or msal's dictionary of a certificate or assertion."""

    def make() -> Any:
        import msal  # loaded only when a token is wanted

        return msal.ConfidentialClientApplication(
            client_id, client_credential=credential, authority=f"{authority}/{tenant_id}"
        )

    return ClientCredentialsToken(make, f"{graph}/.default", clock=clock)


def device_code(
    tenant_id: str,
    client_id: str,
    tell: Callable[[str], None],
    *,
    clock: Clock,
    authority: str = "https://login.microsoftonline.com",
    graph: str = "https://graph.microsoft.com",
) -> DeviceCodeToken:
    """The usual token of a person at a terminal, for reading logs and the directory."""

    def make() -> Any:
        import msal

        return msal.PublicClientApplication(client_id, authority=f"{authority}/{tenant_id}")

    return DeviceCodeToken(make, [f"{graph}/AuditLog.Read.All", f"{graph}/Directory.Read.All"], tell, clock=clock)
