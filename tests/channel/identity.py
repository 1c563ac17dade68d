"""A made-up Bot Framework: signing keys with their metadata, tokens, and an https login service for msal."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import functools
import ssl
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
import trustme
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from bot.channel.cloud import Cloud
from tests.channel.fakes import APP_ID

ISSUER = "https://api.botframework.com"


@functools.cache
def rsa_key(name: str) -> RSAPrivateKey:
    """Return a private key, the same for the same name."""
    return generate_private_key(65537, 2048)


def _number(value: int) -> str:
    return base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()


def public_jwk(kid: str, endorsements: Any = ("msteams",), *, key: str | None = None) -> dict[str, Any]:
    """Return the public half of a key as a JWKS entry; `endorsements` None leaves them out."""
    numbers = rsa_key(key or kid).public_key().public_numbers()
    made = {"kty": "RSA", "use": "sig", "kid": kid, "x5t": kid, "n": _number(numbers.n), "e": _number(numbers.e)}
    return made if endorsements is None else {**made, "endorsements": endorsements}


@dataclass
class FakeKeys:
    """Serves OpenID metadata and a key set; counts what is asked."""

    jwks: list[dict[str, Any]] = field(default_factory=lambda: [public_jwk("one")])
    fails: bool = False
    delay: float = 0.0
    fetched: int = 0
    url: str = ""

    async def metadata(self, request: web.Request) -> web.Response:
        """Answer the metadata address."""
        self.fetched += 1
        await asyncio.sleep(self.delay)
        if self.fails:
            return web.Response(status=500)
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})

    async def keys(self, request: web.Request) -> web.Response:
        """Answer the key address."""
        return web.json_response({"keys": self.jwks})

    def cloud(self, **changes: Any) -> Cloud:
        """Return a cloud whose keys are here and whose replies go to this machine."""
        return Cloud(**{"metadata_url": f"{self.url}/openid", "loopback_services": True, **changes})


@contextlib.asynccontextmanager
async def fake_keys(*jwks: dict[str, Any]) -> AsyncIterator[FakeKeys]:
    """Run a key service, with one key "one" endorsed for msteams when none are given."""
    keys = FakeKeys(list(jwks)) if jwks else FakeKeys()
    app = web.Application()
    app.router.add_get("/openid", keys.metadata)
    app.router.add_get("/keys", keys.keys)
    async with _running(app, None) as port:
        keys.url = f"http://127.0.0.1:{port}"
        yield keys


def token(service_url: str, *, kid: str = "one", key: str | None = None, alg: str = "RS256", **claims: Any) -> str:
    """Return a token as the Bot Connector makes it; `claims` replace or, when None, remove its claims."""
    now = int(time.time())
    made: dict[str, Any] = {
        "iss": ISSUER,
        "aud": APP_ID,
        "serviceurl": service_url,
        "nbf": now - 5,
        "exp": now + 3600,
    }
    made.update(claims)
    said = {name: value for name, value in made.items() if value is not None}
    return jwt.encode(said, rsa_key(key or kid), algorithm=alg, headers={"kid": kid})


@dataclass
class FakeLogin:
    """An Entra token endpoint: hands out numbered tokens, or errors."""

    ca_file: str
    url: str = ""
    requests: list[dict[str, str]] = field(default_factory=list)
    fails: bool = False
    seconds: int = 3600
    delay: float = 0.0

    async def discovery(self, request: web.Request) -> web.Response:
        """Answer a tenant's OpenID metadata."""
        tenant = f"{self.url}/{request.match_info['tenant']}"
        return web.json_response(
            {
                "issuer": f"{tenant}/v2.0",
                "authorization_endpoint": f"{tenant}/oauth2/v2.0/authorize",
                "token_endpoint": f"{tenant}/oauth2/v2.0/token",
            }
        )

    async def token(self, request: web.Request) -> web.Response:
        """Answer a token request."""
        form = await request.post()
        await asyncio.sleep(self.delay)
        self.requests.append({**{k: str(v) for k, v in form.items()}, "tenant": request.match_info["tenant"]})
        if self.fails:
            return web.json_response({"error": "invalid_client", "error_description": "made up"}, status=401)
        return web.json_response(
            {"token_type": "Bearer", "expires_in": self.seconds, "access_token": f"bot-token-{len(self.requests)}"}
        )


@contextlib.asynccontextmanager
async def fake_login(folder: Path) -> AsyncIterator[FakeLogin]:
    """Run an https login service whose authority is trusted through `ca_file`."""
    authority = trustme.CA()
    ca_file = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    login = FakeLogin(str(ca_file))
    app = web.Application()
    app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", login.discovery)
    app.router.add_post("/{tenant}/oauth2/v2.0/token", login.token)
    async with _running(app, context) as port:
        login.url = f"https://localhost:{port}"
        yield login


@contextlib.asynccontextmanager
async def _running(app: web.Application, context: ssl.SSLContext | None) -> AsyncIterator[int]:
    runner = web.AppRunner(app, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
