"""Application mode: how the bot proves who it is, and that only people on a list or in a group are answered."""

from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import jwt
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from bot.access import UNCHECKED, not_on_list
from bot.app import graph_tokens
from bot.callers import MEMBER_SECONDS, STRANGER_SECONDS, Membership
from bot.channel.cloud import Cloud
from bot.channel.credentials import CachedToken, TokenUnavailable, connector_token
from bot.credentials import EXCHANGE, Login
from bot.problems import Problem
from tests.channel.fakes import ALICE, APP_ID, BOB, REGISTERED, TENANT
from tests.channel.identity import FakeLogin, fake_login, rsa_key
from tests.identity.fakes import running
from tests.identity.rig import APPLICATION, DELEGATED, audited, card_of, listen, rig, words

GROUPS = [f"9f000000-0000-4000-8000-{number:012d}" for number in range(25)]
BARE = replace(REGISTERED, app_password="")


@pytest.fixture
async def login(tmp_path: Path) -> AsyncIterator[FakeLogin]:
    """An https login service."""
    async with fake_login(tmp_path) as made:
        yield made


def certificate() -> x509.Certificate:
    """A certificate of the key "app"."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "watchbook")])
    begins = datetime.datetime(2026, 1, 1)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(rsa_key("app").public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(begins + datetime.timedelta(days=3650))
        .sign(rsa_key("app"), hashes.SHA256())
    )


def pem(password: bytes | None = None) -> bytes:
    """Key and certificate in one file."""
    encryption = BestAvailableEncryption(password) if password else NoEncryption()
    key = rsa_key("app").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)
    return key + certificate().public_bytes(Encoding.PEM)


def pfx(password: bytes | None = None) -> bytes:
    """The same as PKCS #12."""
    encryption = BestAvailableEncryption(password) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"app", rsa_key("app"), certificate(), None, encryption)


CERTIFICATES = {
    "pem": (pem, ""),
    "pem with a password": (lambda: pem(b"hush"), "hush"),
    "pfx": (pfx, ""),
    "pfx with a password": (lambda: pfx(b"hush"), "hush"),
}


@pytest.mark.parametrize("kind", CERTIFICATES)
@pytest.mark.parametrize("side", ["replies", "graph"])
async def test_certificate_signs_in(login: FakeLogin, tmp_path: Path, kind: str, side: str) -> None:
    """A certificate proves who the bot is, for its replies and for Graph: an assertion signed with its key is sent."""
    make, password = CERTIFICATES[kind]
    path = tmp_path / "certificate"
    path.write_bytes(make())  # type: ignore[operator]  # a function of the table
    settings = replace(BARE, app_password=password, certificate=str(path))
    if side == "replies":
        cloud = Cloud(login_url=login.url, ca_file=login.ca_file)
        found = await CachedToken(connector_token(cloud, settings), time.monotonic).token()
    else:
        found = await graph_tokens(settings, login=Login(login.url, login.ca_file)).token()

    (asked,) = login.requests
    claims = jwt.decode(
        asked["client_assertion"],
        rsa_key("app").public_key(),
        algorithms=["PS256", "RS256"],
        audience=f"{login.url}/{TENANT}/oauth2/v2.0/token",
    )
    assert found == "bot-token-1"
    assert (claims["iss"], claims["sub"], "client_secret" in asked) == (APP_ID, APP_ID, False)


@pytest.mark.parametrize("content", [None, b"-----BEGIN CERTIFICATE-----\n", b"rubbish", b""])
async def test_certificate_that_cannot_be_used_is_told(login: FakeLogin, tmp_path: Path, content: bytes | None) -> None:
    """A file that is missing or no certificate ends in a reason for the log, not in a traceback."""
    path = tmp_path / "certificate"
    if content is not None:
        path.write_bytes(content)
    settings = replace(BARE, certificate=str(path))
    cloud = Cloud(login_url=login.url, ca_file=login.ca_file)

    with pytest.raises(TokenUnavailable):
        await CachedToken(connector_token(cloud, settings), time.monotonic).token()
    with pytest.raises(Problem):
        await graph_tokens(settings, login=Login(login.url, login.ca_file)).token()
    assert login.requests == []


async def test_managed_identity_vouches_for_the_app(login: FakeLogin, monkeypatch: pytest.MonkeyPatch) -> None:
    """The managed identity's token is sent as the app's assertion: no secret is kept anywhere."""
    asked: list[dict[str, str]] = []

    async def identity(request: web.Request) -> web.Response:
        asked.append({**request.query, "header": request.headers.get("X-IDENTITY-HEADER", "")})
        return web.json_response(
            {"access_token": "assertion", "expires_on": str(int(time.time()) + 3600), "token_type": "Bearer"}
        )

    async with running(identity) as url:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{url}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", "made-up")
        settings = replace(BARE, federated_identity="the-identity")
        found = await graph_tokens(settings, login=Login(login.url, login.ca_file)).token()

    assert found == "bot-token-1"
    assert (asked[0]["client_id"], asked[0]["resource"], asked[0]["header"]) == ("the-identity", EXCHANGE, "made-up")
    assert login.requests[0]["client_assertion"] == "assertion"
    assert login.requests[0]["scope"] == f"{settings.graph_url}/.default"


async def test_managed_identity_that_gives_nothing_is_told(login: FakeLogin, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a token of the identity the login service is not asked, and the reason names the setting."""

    async def identity(request: web.Request) -> web.Response:
        return web.json_response({"statusCode": 400, "message": "no such identity"}, status=400)

    async with running(identity) as url:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{url}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", "made-up")
        cloud = Cloud(login_url=login.url, ca_file=login.ca_file)
        settings = replace(BARE, federated_identity="the-identity")
        with pytest.raises(TokenUnavailable, match="WATCHBOOK_FEDERATED_IDENTITY"):
            await CachedToken(connector_token(cloud, settings), time.monotonic).token()

    assert login.requests == []


async def test_graph_token_is_kept_and_renewed_early(login: FakeLogin) -> None:
    """One token serves until five minutes before its end; asked for off the event loop."""
    now = 0.0
    login.delay = 0.1
    tokens = graph_tokens(REGISTERED, lambda: now, Login(login.url, login.ca_file))
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.001)

    ticking = asyncio.create_task(tick())
    first = [await tokens.token() for _ in range(3)]
    ticking.cancel()
    now = 3600.0 - 299
    renewed = await tokens.token()

    assert (first, renewed) == (["bot-token-1"] * 3, "bot-token-2")
    assert ticks > 20


async def test_refused_secret_is_told_to_the_asker(login: FakeLogin) -> None:
    """What Entra ID refuses is a problem with a next step."""
    login.fails = True

    with pytest.raises(Problem) as raised:
        await graph_tokens(REGISTERED, login=Login(login.url, login.ca_file)).token()

    assert raised.value.code == "token-refused"


QUESTION = "failed sign-ins yesterday"
BY_GROUP = replace(APPLICATION, allowed_users=frozenset(), allowed_groups=frozenset(GROUPS))


async def test_only_people_on_the_list_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alice is on the list, Bob is told how he gets there; nothing is read for him."""
    async with rig(monkeypatch, APPLICATION) as world:
        answer = await world.say(QUESTION)
        asked = len(world.graph.asked)
        refused = await world.say(QUESTION, "bob", conversation={"id": "a:bob", "conversationType": "personal"})

        assert "failed sign-in" in words(card_of(answer))
        assert refused["text"] == not_on_list(BOB)
        assert {used for used, _ in world.graph.asked} == {"app-token"}
        assert len(world.graph.asked) == asked


async def test_members_of_a_group_are_answered(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Graph tells whether somebody belongs to one of the groups, through others too; it is asked once in a while."""
    listen(caplog)
    async with rig(monkeypatch, BY_GROUP) as world:
        world.graph.members[ALICE] = {GROUPS[23]}
        answers = [await world.say(QUESTION) for _ in range(2)]
        refused = await world.say(QUESTION, "bob", conversation={"id": "a:bob", "conversationType": "personal"})
        checks = [path for _, path in world.graph.asked if path.endswith("checkMemberGroups")]

        assert ["failed sign-in" in words(card_of(each)) for each in answers] == [True, True]
        assert refused["text"] == not_on_list(BOB)
        assert [path.split("/")[-2] for path in checks] == [ALICE, ALICE, BOB, BOB]  # 25 groups, 20 a request
        assert [line["outcome"] for line in audited(caplog)] == ["rows", "rows", "refused"]
        assert "/v1.0/users/{id}/checkMemberGroups" in audited(caplog)[0]["graph_paths"][-1]["path"]


async def test_who_cannot_be_checked_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """While Graph does not say, nobody is answered; afterwards it is asked again."""
    async with rig(monkeypatch, BY_GROUP) as world:
        world.graph.members[ALICE] = set(GROUPS)
        world.graph.failing = 3
        unchecked = await world.say(QUESTION)
        answer = await world.say(QUESTION)

        assert unchecked["text"] == UNCHECKED
        assert "failed sign-in" in words(card_of(answer))


async def test_passing_failure_of_the_check_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """One failure of Graph refuses nobody."""
    async with rig(monkeypatch, BY_GROUP) as world:
        world.graph.members[ALICE] = set(GROUPS)
        world.graph.failing = 1

        assert "failed sign-in" in words(card_of(await world.say(QUESTION)))


class Groups:
    """A group whose members change, and how often it was asked about."""

    def __init__(self) -> None:
        self.members = {"a"}
        self.asked = 0
        self.works = True

    async def __call__(self, who: str) -> bool:
        self.asked += 1
        if not self.works:
            raise Problem("graph-unreachable")
        return who in self.members


async def test_membership_is_believed_for_a_while() -> None:
    """Who left the group is refused within minutes, who joined is let in sooner, and a failure is not kept."""
    now = 0.0
    groups = Groups()
    membership = Membership(groups, lambda: now)
    first = [await membership.holds("a"), await membership.holds("b"), await membership.holds("a")]
    groups.members = {"b"}
    now = STRANGER_SECONDS
    second = [await membership.holds("a"), await membership.holds("b")]
    groups.works = False
    now = MEMBER_SECONDS
    third = [await membership.holds("a"), await membership.holds("b")]
    groups.works = True

    assert (first, second, third) == ([True, False, True], [True, True], [None, True])
    assert await membership.holds("a") is False
    assert groups.asked == 5


async def test_nobody_is_answered_in_delegated_mode_with_the_bots_own_rights(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A bot in delegated mode has no Graph token of its own, whatever credential it replies with."""
    async with rig(monkeypatch, DELEGATED) as world:
        await world.say(QUESTION)

        assert world.graph.asked == []
