"""How the bot proves to Entra ID that it is itself: a secret, a certificate, or a managed identity that vouches for it.

Used for its replies and, in application mode, for reading Graph. Everything here blocks: call it in a thread. msal is
imported where it is needed, because importing it takes time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.config import Settings

EXCHANGE = "api://AzureADTokenExchange"
"""Whom a managed identity's assertion is made out to
(https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity)."""
LOGIN_SECONDS = 10.0


class CredentialUnusable(ValueError):
    """The credential cannot be read or used; the text says why, without any of it."""


@dataclass(frozen=True, slots=True)
class Login:
    """Where tokens come from."""

    url: str = "https://login.microsoftonline.com"
    ca_file: str | None = None
    """Certificate authority to trust instead of the usual ones, for a login service of one's own."""


def app_token(settings: Settings, scope: str, authority: str, login: Login) -> dict[str, Any]:
    """Return msal's answer for the app itself: `access_token` and `expires_in`, or `error`.

    `authority` is a tenant. Raises ValueError, CredentialUnusable among them, or OSError when nobody answers. A new
    msal client each time: its own cache would hand out a token that a service has just refused.
    """
    import msal
    import requests

    with requests.Session() as session:
        if login.ca_file is not None:
            # With trust_env, requests would let REQUESTS_CA_BUNDLE take the place of this file.
            session.verify, session.trust_env = login.ca_file, False
        client = msal.ConfidentialClientApplication(
            settings.app_id,
            client_credential=credential(settings),
            authority=f"{login.url.rstrip('/')}/{authority}",
            instance_discovery=False,
            http_client=_Impatient(session),
        )
        found: dict[str, Any] = client.acquire_token_for_client([scope]) or {}
        return found


class AppLogin:
    """The part of msal's ConfidentialClientApplication that gets a token for the app itself."""

    def __init__(self, settings: Settings, login: Login) -> None:
        """Sign in with the credential of the settings, in their tenant."""
        self._settings = settings
        self._login = login

    def acquire_token_for_client(self, scopes: list[str]) -> dict[str, Any]:
        """Return msal's answer; see `app_token`."""
        return app_token(self._settings, scopes[0], self._settings.tenant_id, self._login)


def credential(settings: Settings) -> Any:
    """Return what msal takes as `client_credential`: the certificate before the identity before the secret."""
    if settings.certificate:
        return _certificate(Path(settings.certificate), settings.app_password)
    if settings.federated_identity:
        return {"client_assertion": lambda: _assertion(settings.federated_identity)}
    return settings.app_password


def _certificate(path: Path, password: str) -> dict[str, Any]:
    """A PEM file with key and certificate, or a PFX file, which MicrosoftAppPassword opens when it is locked."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CredentialUnusable("the file of WATCHBOOK_CERTIFICATE cannot be read") from error
    if b"-----BEGIN" not in content:
        return {"private_key_pfx_path": str(path), **({"passphrase": password} if password else {})}
    text = content.decode("ascii", "replace")
    if "PRIVATE KEY-----" not in text or "-----BEGIN CERTIFICATE-----" not in text:
        raise CredentialUnusable("the file of WATCHBOOK_CERTIFICATE must hold a private key and its certificate")
    locked = "ENCRYPTED" in text
    return {"private_key": text, "public_certificate": text, **({"passphrase": password} if locked else {})}


def _assertion(client_id: str) -> str:
    """What the managed identity says about the bot: a token that the app registration has been told to trust."""
    import msal
    import requests

    with requests.Session() as session:
        identity = msal.UserAssignedManagedIdentity(client_id=client_id)
        client = msal.ManagedIdentityClient(identity, http_client=_Impatient(session))
        answer = client.acquire_token_for_client(resource=EXCHANGE)
    token = answer.get("access_token")
    if not isinstance(token, str):
        raise CredentialUnusable("the managed identity of WATCHBOOK_FEDERATED_IDENTITY gives no token")
    return token


class _Impatient:
    """The HTTP client that msal is given: a requests session that does not wait for ever."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def get(self, url: str, **options: Any) -> Any:
        return self._session.get(url, timeout=LOGIN_SECONDS, **options)

    def post(self, url: str, **options: Any) -> Any:
        return self._session.post(url, timeout=LOGIN_SECONDS, **options)

    def close(self) -> None:
        self._session.close()
