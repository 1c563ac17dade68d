"""Only the Bot Connector is let in: tokens, keys, channel, tenant and service URL."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.activities import Incoming, Progress, Reply
from bot.channel.cloud import PUBLIC, Cloud
from tests.channel.fakes import (
    ALICE,
    APP_ID,
    OPEN,
    REGISTERED,
    TENANT,
    FakeConnector,
    Served,
    activity,
    message,
    serving,
)
from tests.channel.identity import FakeKeys, fake_keys, public_jwk, rsa_key, token


class Door:
    """A registered bot, its keys, and whom it has listened to."""

    def __init__(self, bot: Served, keys: FakeKeys, connector: FakeConnector, heard: list[Incoming]) -> None:
        self.bot, self.keys, self.connector, self.heard = bot, keys, connector, heard
        self.now = 0.0

    @property
    def url(self) -> str:
        return self.connector.url


@pytest.fixture
async def door(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Door]:
    """A registered bot whose connector token comes from nowhere: nothing here gets as far as a reply."""
    heard: list[Incoming] = []

    async def listen(incoming: Incoming, progress: Progress) -> Reply:
        heard.append(incoming)
        return Reply(text="heard")

    monkeypatch.setattr("bot.channel.endpoint._tokens", lambda *_: _FixedToken())
    jwks = [
        public_jwk("one"),
        public_jwk("bare", None),
        public_jwk("empty", []),
        public_jwk("web", ["webchat", "directline"]),
        public_jwk("odd", "msteams"),
    ]
    async with FakeConnector() as connector, fake_keys(*jwks) as keys:
        made = Door(None, keys, connector, heard)  # type: ignore[arg-type]  # set below
        async with serving(listen, settings=REGISTERED, cloud=keys.cloud(), clock=lambda: made.now) as bot:
            made.bot = bot
            yield made


class _FixedToken:
    async def token(self, *, refused: str | None = None) -> str:
        return "fixed"

    async def close(self) -> None:
        pass


async def test_valid_token_is_let_in(door: Door) -> None:
    """A token as the Bot Connector makes it opens the door, and its bearer is answered."""
    response = await door.bot.post(message("hello", door.connector), token=token(door.url))

    (reply,) = await door.connector.messages(1)
    assert (202, "heard") == (response.status_code, reply["text"])
    assert ["hello"] == [incoming.utterance for incoming in door.heard]


def now() -> int:
    """Seconds since 1970, when a test runs: minutes may lie between that and the collection of the tests."""
    return int(time.time())


def _unsigned(service_url: str) -> str:
    return jwt.encode(
        {"iss": "https://api.botframework.com", "aud": APP_ID, "serviceurl": service_url, "exp": now() + 600},
        None,
        algorithm="none",
        headers={"kid": "one"},
    )


def _symmetric(service_url: str) -> str:
    """A token signed with the public key as if it were a shared secret; made by hand, as PyJWT will not."""
    pem = rsa_key("one").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    body = token(service_url).split(".")[1]
    head = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": "one"}).encode()).rstrip(b"=").decode()
    signature = hmac.digest(pem, f"{head}.{body}".encode(), "sha256")
    return f"{head}.{body}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def _tampered(service_url: str) -> str:
    head, body, signature = token(service_url, aud="other").split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    forged = base64.urlsafe_b64encode(json.dumps({**claims, "aud": APP_ID}).encode()).rstrip(b"=").decode()
    return f"{head}.{forged}.{signature}"


def _without_kid(service_url: str) -> str:
    claims = {"iss": "https://api.botframework.com", "aud": APP_ID, "serviceurl": service_url, "exp": now() + 600}
    return jwt.encode(claims, rsa_key("one"), algorithm="RS256")


INVALID = {
    "not a token": lambda url: "rubbish",
    "two dots only": lambda url: "..",
    "no signature": lambda url: token(url).rpartition(".")[0] + ".",
    "cut signature": lambda url: token(url)[:-20],
    "tampered claims": _tampered,
    "not ascii": lambda url: token(url) + "\u00e9",
    "alg none": _unsigned,
    "HS256 with the public key": _symmetric,
    "RS512": lambda url: token(url, alg="RS512"),
    "PS256": lambda url: token(url, alg="PS256"),
    "no key id": _without_kid,
    "unknown key id": lambda url: token(url, kid="nobody"),
    "another key under a known id": lambda url: token(url, key="forger"),
    "key without endorsements": lambda url: token(url, kid="bare"),
    "key with empty endorsements": lambda url: token(url, kid="empty"),
    "key endorsed for web chat": lambda url: token(url, kid="web"),
    "endorsements that are no list": lambda url: token(url, kid="odd"),
    "another bot's audience": lambda url: token(url, aud="99999999-0000-0000-0000-000000000000"),
    "no audience": lambda url: token(url, aud=None),
    "audience of an odd type": lambda url: token(url, aud=[]),
    "another issuer": lambda url: token(url, iss="https://sts.windows.net/evil/"),
    "no issuer": lambda url: token(url, iss=None),
    "expired": lambda url: token(url, exp=now() - 301 - 60),
    "no expiry": lambda url: token(url, exp=None),
    "expiry of an odd type": lambda url: token(url, exp="tomorrow"),
    "not yet valid": lambda url: token(url, nbf=now() + 301 + 600),
    "another service URL": lambda url: token("https://smba.trafficmanager.net/teams/"),
    "no service URL": lambda url: token(url, serviceurl=None),
    "service URL of an odd type": lambda url: token(url, serviceurl=7),
}


@pytest.mark.parametrize("forge", INVALID.values(), ids=INVALID.keys())
async def test_invalid_token_is_refused(door: Door, forge: Any) -> None:
    """Whatever does not prove where an activity comes from gets a 401 and is not listened to."""
    response = await door.bot.post(message("hello", door.connector), Authorization=f"Bearer {forge(door.url)}".encode())  # type: ignore[arg-type]  # bytes, to send what is not ascii

    assert 401 == response.status_code
    assert [] == door.heard


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic dTpw", "token"])
async def test_missing_token_is_refused(door: Door, header: str | None) -> None:
    """No Authorization header, or another scheme, gets a 401."""
    headers = {} if header is None else {"Authorization": header}

    response = await door.bot.post(message("hello", door.connector), **headers)

    assert 401 == response.status_code


FORGIVEN = {
    "expired just now": lambda url: {"exp": now() - 200},
    "valid in a moment": lambda url: {"nbf": now() + 200},
    "audience in a list": lambda url: {"aud": [APP_ID]},
    "no slash at the end": lambda url: {"serviceurl": url.rstrip("/")},
}


@pytest.mark.parametrize("claims", FORGIVEN.values(), ids=FORGIVEN.keys())
async def test_clock_skew_is_forgiven(door: Door, claims: Any) -> None:
    """Five minutes of clock skew, an audience in a list and a trailing slash are no reason to refuse."""
    response = await door.bot.post(message("hello", door.connector), token=token(door.url, **claims(door.url)))

    assert 202 == response.status_code


async def test_key_rotation_is_followed(door: Door) -> None:
    """A token signed with a key that was published since is let in."""
    await door.bot.post(message("before", door.connector), token=token(door.url))
    door.keys.jwks.append(public_jwk("two"))
    door.now += 61

    response = await door.bot.post(message("after", door.connector), token=token(door.url, kid="two"))

    assert (202, 2) == (response.status_code, door.keys.fetched)


async def test_unknown_key_ids_do_not_hammer_the_key_service(door: Door) -> None:
    """Forged key ids within a minute of a fetch make no further fetch."""
    statuses = [
        (await door.bot.post(message("x", door.connector), token=token(door.url, kid=f"n{n}", key="one"))).status_code
        for n in range(10)
    ]

    assert [401] * 10 == statuses
    assert 1 == door.keys.fetched


async def test_keys_that_cannot_be_had_are_503(door: Door) -> None:
    """Without any key no token can be judged: 503, so that Teams tries again; then it works by itself."""
    door.keys.fails = True
    down = await door.bot.post(message("hello", door.connector), token=token(door.url))
    again = await door.bot.post(message("hello", door.connector), token=token(door.url))
    fetched_while_down = door.keys.fetched
    door.keys.fails = False
    door.now += 6

    up = await door.bot.post(message("hello", door.connector), token=token(door.url))

    assert [503, 503, 202] == [down.status_code, again.status_code, up.status_code]
    assert 1 == fetched_while_down


async def test_known_keys_outlive_the_key_service(door: Door) -> None:
    """When a refresh fails after a day, the keys known so far still let the Bot Connector in."""
    await door.bot.post(message("hello", door.connector), token=token(door.url))
    door.keys.fails = True
    door.now += 25 * 3600

    response = await door.bot.post(message("hello", door.connector), token=token(door.url))
    async with asyncio.timeout(2):
        while door.keys.fetched < 2:
            await asyncio.sleep(0.01)

    assert response.status_code == 202


async def test_old_keys_are_fetched_anew_meanwhile(door: Door) -> None:
    """After a day the keys are fetched once more, and nobody waits for it."""
    await door.bot.post(message("hello", door.connector), token=token(door.url))
    door.keys.delay = 5
    door.now += 25 * 3600

    statuses = [
        (await door.bot.post(message("hello", door.connector), token=token(door.url))).status_code for _ in range(3)
    ]

    assert (statuses, door.keys.fetched) == ([202] * 3, 2)


async def test_keys_are_fetched_once_for_many(door: Door) -> None:
    """Twenty first requests at once fetch the keys once, and others are answered meanwhile."""
    door.keys.delay = 0.2
    posts = [
        asyncio.create_task(door.bot.post(message(f"{n}", door.connector), token=token(door.url))) for n in range(20)
    ]
    while door.keys.fetched == 0:
        await asyncio.sleep(0.005)
    health = await door.bot.client.get("/healthz")
    answered_before = [post for post in posts if post.done()]

    statuses = {(await post).status_code for post in posts}

    assert ({202}, 200, 1) == (statuses, health.status_code, door.keys.fetched)
    assert answered_before == []


@pytest.mark.parametrize("channel", ["webchat", "directline", "emulator", "msteams2"])
async def test_other_channels_are_refused(door: Door, channel: str) -> None:
    """A valid token of a channel whose clients say who they are opens nothing, whatever tenant and person it claims."""
    kid = "web" if channel in {"webchat", "directline"} else "one"

    response = await door.bot.post(message("hello", door.connector, channelId=channel), token=token(door.url, kid=kid))

    assert (403 if kid == "web" else 401) == response.status_code
    assert [] == door.heard


async def test_web_chat_token_with_a_forged_person_is_refused(door: Door) -> None:
    """Web Chat lets its client say who and of which tenant it is; a genuine token of it opens nothing all the same.

    Neither as what it is (403) nor claiming to be Teams, for which its key does not vouch (401).
    """
    forged = message("hello", door.connector, channelId="webchat", **{"from": {"id": "dl_1", "aadObjectId": ALICE}})
    as_itself = await door.bot.post(forged, token=token(door.url, kid="web"))
    as_teams = await door.bot.post({**forged, "channelId": "msteams"}, token=token(door.url, kid="web"))

    assert forged["channelData"] == {"tenant": {"id": TENANT}}
    assert (as_itself.status_code, as_teams.status_code) == (403, 401)
    assert (door.heard, door.connector.posted) == ([], [])


def test_many_ways_to_be_invalid_are_tried() -> None:
    """At least twenty kinds of bad tokens are refused above."""
    assert len(INVALID) >= 20


@pytest.mark.parametrize(
    ("channel_data", "conversation_tenant", "status"),
    [
        ({"tenant": {"id": TENANT}}, TENANT, 202),
        ({"tenant": {"id": TENANT.upper()}}, TENANT, 202),
        ({"tenant": {"id": TENANT}}, None, 202),
        (None, TENANT, 202),
        ({"tenant": {"id": "other"}}, TENANT, 403),
        ({"tenant": {"id": TENANT}}, "other", 403),
        ({"tenant": {"id": "other"}}, "other", 403),
        (None, None, 403),
        ({"tenant": TENANT}, None, 403),
        ({"tenant": {"id": [TENANT]}}, None, 403),
        ([], None, 403),
    ],
)
async def test_only_the_own_tenant_is_served(
    door: Door, channel_data: Any, conversation_tenant: str | None, status: int
) -> None:
    """The tenant must be the configured one wherever the activity names it, and it must name it."""
    conversation = {"conversationType": "personal", "id": "a:chat"}
    if conversation_tenant is not None:
        conversation["tenantId"] = conversation_tenant

    response = await door.bot.post(
        message("hello", door.connector, channelData=channel_data, conversation=conversation), token=token(door.url)
    )

    assert status == response.status_code
    assert (status == 202) == bool(door.heard)


async def test_service_url_outside_the_bot_framework_is_refused(door: Door) -> None:
    """Even a token that names it opens no door to a foreign service URL."""
    url = "https://connector.example.org/"

    response = await door.bot.post(message("hello", url), token=token(url))

    assert 403 == response.status_code
    assert [] == door.heard


@pytest.mark.parametrize(
    ("url", "served"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://SMBA.trafficmanager.net/teams", True),
        ("https://smba.trafficmanager.net:443/teams", True),
        ("https://europe.api.botframework.com/", True),
        ("https://smba.infra.gcc.teams.microsoft.com/teams", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net:8443/emea/", False),
        ("https://evil.trafficmanager.net/", False),
        ("https://evilsmba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net.evil.org/", False),
        ("https://evilbotframework.com/", False),
        ("https://botframework.com.evil.org/", False),
        ("https://smba.trafficmanager.net@evil.org/", False),
        ("https://user@smba.trafficmanager.net/", False),
        ("https://evil.org/?x=smba.trafficmanager.net", False),
        ("https://smba.trafficmanager.net/?to=evil", False),
        ("https://smba.trafficmanager.net/#x", False),
        ("http://127.0.0.1:9/", False),
        ("https://localhost/", False),
        ("https://[::1", False),
        ("https://smba.trafficmanager.net\\@evil.org/", False),
        ("https://smba.trafficmanager.net/\n", False),
        ("https://smba.trafficmanager.net/a b", False),
        ("https://smba.trafficm\u0430nager.net/", False),
        ("https://smba.trafficmanager.net:port/", False),
        ("smba.trafficmanager.net", False),
        ("", False),
    ],
)
def test_service_hosts_of_the_public_cloud(url: str, served: bool) -> None:
    """Replies go to https addresses of the Bot Framework and to nothing that only looks like one."""
    assert served == PUBLIC.serves(url)


@pytest.mark.parametrize(
    "url", ["https://smba.trafficmanager.net/emea/", "http://192.168.1.5:3978/", "http://connector.example.org/"]
)
async def test_without_registration_replies_stay_on_this_machine(url: str) -> None:
    """Nothing vouches for a service URL without authentication, so only loopback is served."""
    async with serving(settings=OPEN) as bot:
        response = await bot.post(message("hello", url))

    assert 403 == response.status_code


async def test_without_registration_only_this_machine_may_ask() -> None:
    """A page in a browser cannot reach an unchecked bot under another name than this machine's."""
    async with FakeConnector() as connector, serving(settings=OPEN) as bot:
        statuses = [
            (await bot.post(message("hello", connector), Host=host)).status_code
            for host in ("evil.example.org", "localhost:3978", "127.0.0.1", "[::1]:3978", "127.0.0.1.evil.org", "[")
        ]

    assert [403, 202, 202, 202, 403, 403] == statuses


async def test_without_registration_every_tenant_may_ask() -> None:
    """A development client makes its tenant up, so a configured one is not compared with it."""
    async with FakeConnector() as connector, serving(settings=replace(OPEN, tenant_id="f" * 36)) as bot:
        response = await bot.post(message("hello", connector))
        await connector.messages(1)

    assert response.status_code == 202


async def test_unknown_activities_are_authenticated_too(door: Door) -> None:
    """What needs no answer still needs a token."""
    without = await door.bot.post(activity("somethingNew", door.connector))
    with_token = await door.bot.post(activity("somethingNew", door.connector), token=token(door.url))

    assert (401, 202) == (without.status_code, with_token.status_code)


def test_loopback_is_off_unless_asked_for() -> None:
    """A cloud serves this machine only when it is made for development."""
    assert not Cloud().serves("http://127.0.0.1:1/")
    assert Cloud(loopback_services=True).serves("http://127.0.0.1:1/")
