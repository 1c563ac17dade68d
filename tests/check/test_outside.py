"""`watchbook check` and the bot as the Bot Service sees it: endpoint, registration, channels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.checks.row import Row, Status
from bot.commands.check import Asked
from bot.config import Mode, Settings
from tests.channel.fakes import REGISTERED, serving
from tests.channel.identity import fake_keys
from tests.check.rig import APP, FIT, TENANT, Checked, answering, check

BOT = "/subscriptions/s/resourceGroups/g/providers/Microsoft.BotService/botServices/watchbook"
ENDPOINT = "https://watchbook.example.net/api/messages"
NO_TOKEN = Settings()


def registration(**changes: Any) -> dict[str, Any]:
    """An Azure Bot as the Resource Manager describes it."""
    made = {
        "endpoint": ENDPOINT,
        "msaAppId": APP,
        "msaAppType": "SingleTenant",
        "msaAppTenantId": TENANT,
        "configuredChannels": ["msteams"],
        "enabledChannels": ["msteams"],
    }
    return {"properties": made | changes}


async def check_azure(bot: Any, connections: Any = 404, settings: Settings = FIT, **asked: str) -> Checked:
    """The checks with an Azure Resource Manager that answers so."""
    routes = (("GET", BOT, bot), ("GET", f"{BOT}/connections", connections))
    async with answering(*routes) as (azure, _):
        given = Asked(bot=BOT, endpoint=asked.get("endpoint", "bad"))
        return await check(
            replace(settings, graph_url="http://127.0.0.1:9", graph_token="x"),
            given,
            env={"WATCHBOOK_ARM_TOKEN": "arm"},
            azure=azure,
        )


async def endpoint_row(address: str, name: str = "messaging endpoint") -> Row:
    """A row about this endpoint."""
    return (await check(NO_TOKEN, Asked(endpoint=address))).row(name)


async def test_a_bot_that_checks_its_callers() -> None:
    """A bot that is up and refuses a message without a token is what it should be."""
    async with fake_keys() as keys, serving(settings=REGISTERED, cloud=keys.cloud()) as bot:
        checked = await check(NO_TOKEN, Asked(endpoint=f"{bot.url}/api/messages"))

    assert checked.row("messaging endpoint").status is Status.OK
    assert checked.row("callers are checked").status is Status.OK


async def test_a_bot_that_lets_anybody_in() -> None:
    """A bot without a registration is found out."""
    async with serving() as bot:
        row = await endpoint_row(f"{bot.url}/api/messages", "callers are checked")

    assert row.status is Status.MISSING
    assert "anybody can ask" in row.found


async def test_nothing_behind_the_address() -> None:
    """A host that does not answer is told as that."""
    row = await endpoint_row("http://127.0.0.1:9/api/messages")

    assert row.status is Status.MISSING
    assert "nothing listens there" in row.found


@pytest.mark.parametrize(
    ("health", "words"),
    [
        (404, "not Watchbook"),
        ({"hello": 1}, "not Watchbook"),
        (403, "in front of the bot"),
        (503, "has not started"),
    ],
)
async def test_something_else_behind_the_address(health: Any, words: str) -> None:
    """Another app, a login page in front, and an app that has not started are told apart."""
    async with answering(("GET", "/healthz", health)) as (url, _):
        row = await endpoint_row(f"{url}/api/messages")

    assert row.status is Status.MISSING
    assert words in row.found


@pytest.mark.parametrize(
    "address",
    ["http://watchbook.example.net/api/messages", "https://watchbook.example.net/", "watchbook.example.net",
     "ftp://watchbook.example.net/api/messages", "https://[::1", "https://:443/api/messages"],
)  # fmt: skip
async def test_addresses_that_cannot_be_a_messaging_endpoint(address: str) -> None:
    """An address that the Bot Service could not use is refused before anything is asked."""
    row = await endpoint_row(address)

    assert row.status is Status.MISSING
    assert row.tried.startswith("read the address")


async def test_the_platform_names_the_host() -> None:
    """On App Service the endpoint is the site's own host."""
    checked = await check(NO_TOKEN, env={"WEBSITE_HOSTNAME": "127.0.0.1:9"})

    assert checked.row("messaging endpoint").tried == "GET https://127.0.0.1:9/healthz"


async def test_what_was_not_checked_is_said() -> None:
    """Without an address, a resource id and a token for Azure, the checks that need them are named."""
    checked = await check(NO_TOKEN)

    assert {"bot registration", "messaging endpoint"} <= set(checked.names(Status.UNKNOWN))
    assert "Web Chat and Direct Line" in checked.row("bot registration").found


async def test_a_registration_that_fits() -> None:
    """App, type, tenant, endpoint and Teams are as the settings say."""
    checked = await check_azure(registration(), endpoint=ENDPOINT)

    assert {"bot registration", "registered endpoint", "Teams channel"} <= set(checked.names(Status.OK))
    assert "other channels" not in {row.name for row in checked.report.rows}


@pytest.mark.parametrize(
    ("channels", "words"),
    [
        (["msteams", "webchat"], "Web Chat"),
        (["directline", "msteams"], "Direct Line"),
        (["WebChatChannel", "DirectLineChannel", "MsTeamsChannel"], "Web Chat and Direct Line"),
    ],
)
async def test_channels_that_let_a_client_say_who_it_is(channels: list[str], words: str) -> None:
    """Web Chat and Direct Line are warned of."""
    checked = await check_azure(registration(enabledChannels=channels))

    assert checked.row("other channels").status is Status.WARNING
    assert checked.row("other channels").found.startswith(words + " ")


@pytest.mark.parametrize(
    ("changes", "name", "words"),
    [
        ({"enabledChannels": ["webchat"]}, "Teams channel", "off"),
        ({"msaAppId": "99999999-9999-9999-9999-999999999999"}, "bot registration", "MicrosoftAppId"),
        ({"msaAppType": "MultiTenant"}, "bot registration", "MicrosoftAppType"),
        ({"msaAppTenantId": None}, "bot registration", "MicrosoftAppTenantId"),
        ({"endpoint": "https://old.example.net/api/messages"}, "registered endpoint", "old.example.net"),
    ],
)
async def test_a_registration_that_does_not_fit(changes: dict[str, Any], name: str, words: str) -> None:
    """What differs between the registration and the settings is named."""
    row = (await check_azure(registration(**changes), endpoint=ENDPOINT)).row(name)

    assert row.status is Status.MISSING
    assert words in row.found


@pytest.mark.parametrize("status", [401, 403, 404, 500])
async def test_a_registration_that_cannot_be_read(status: int) -> None:
    """Azure is optional: what it does not tell is not checked, and nothing fails for it."""
    row = (await check_azure(status)).row("bot registration")

    assert row.status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("connections", "status"),
    [
        ({"value": [{"name": "watchbook/graph"}]}, Status.OK),
        ({"value": [{"name": "watchbook/other"}]}, Status.MISSING),
        ({"value": []}, Status.MISSING),
        (403, Status.UNKNOWN),
    ],
)
async def test_the_sign_in_connection(connections: Any, status: Status) -> None:
    """In delegated mode the connection of the settings must be there."""
    settings = replace(FIT, mode=Mode.DELEGATED, oauth_connection="graph")
    checked = await check_azure(registration(), connections, settings)

    assert checked.row("sign-in connection").status is status
