"""`watchbook check` and the login service: a token by the app's own credential, or the reason why there is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.channel.cloud import Cloud
from bot.checks import token
from bot.checks.login_errors import LOGIN_ERRORS
from bot.checks.row import Status
from bot.config import Settings
from bot.demo import serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from tests.channel.identity import fake_login
from tests.check.rig import FIT, PASSWORD, TENANT, check


async def test_the_secret_gets_a_token(tmp_path: Path) -> None:
    """The app's credential is tried at the tenant's own login, for Graph, and the token is then used."""
    async with fake_login(tmp_path) as login, serve(Records(), ServerSettings()) as graph:
        cloud = Cloud(login_url=login.url, ca_file=login.ca_file)
        checked = await check(replace(FIT, graph_url=graph), cloud=cloud)

    assert checked.row("token").status is Status.OK
    assert [(r["tenant"], r["scope"]) for r in login.requests] == [(TENANT, f"{graph}/.default")]
    assert checked.row("sign-ins").status is Status.OK


async def test_a_refused_credential(tmp_path: Path) -> None:
    """A refused secret is told with the login service's code; neither it nor its words are shown."""
    async with fake_login(tmp_path) as login:
        login.fails = True
        cloud = Cloud(login_url=login.url, ca_file=login.ca_file)
        row = (await check(FIT, cloud=cloud)).row("token")

    assert row.status is Status.MISSING
    assert "invalid_client" in row.found
    assert PASSWORD not in repr(row)


async def test_a_login_service_that_cannot_be_reached() -> None:
    """Without the login service there is one row, for the network's people."""
    row = (await check(FIT, cloud=Cloud(login_url="https://127.0.0.1:9"))).row("token")

    assert (row.status, row.found) == (Status.MISSING, "The login service could not be reached.")


async def test_a_certificate_that_cannot_be_read() -> None:
    """A certificate file that is not there is named by its setting."""
    row = (await check(replace(FIT, certificate="no/such/file.pem"))).row("token")

    assert row.status is Status.MISSING
    assert "WATCHBOOK_CERTIFICATE" in row.found


async def test_no_credential_at_all() -> None:
    """Settings without a way to sign in say which settings would be one."""
    row = (await check(Settings())).row("token")

    assert row.status is Status.MISSING
    assert "MicrosoftAppPassword" in row.how


@pytest.mark.parametrize("code", sorted(LOGIN_ERRORS))
def test_known_errors_have_a_remedy(code: int) -> None:
    """Each error that an administrator can mend is told in words, with its number."""
    row = token.refused("tried", [1, code], "invalid_client")

    assert row.found.startswith(LOGIN_ERRORS[code][0])
    assert f"AADSTS{code}" in row.found
    assert (row.who, row.how) == LOGIN_ERRORS[code][1:]


@pytest.mark.parametrize(
    "text", ["", "a", "a.b.c", "..", "a.e30.c", "a.W10.c", "a.\u00e4\u00f6.c", "x" * 5000, "a.eyJleHAiOiJ4In0.c"]
)
def test_no_token_stops_the_checks(text: str) -> None:
    """Whatever stands in for a token, reading it never raises and grants nothing."""
    assert token.read_claims(text).permissions == frozenset()
