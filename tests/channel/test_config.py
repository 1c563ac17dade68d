"""Settings: what the environment says, and why a start is refused."""

from __future__ import annotations

import pytest

from bot.config import AppType, ChannelAnswers, LogFormat, Mode, Rate, Settings, load, problems

FIT = {
    "MicrosoftAppId": "11111111-2222-3333-4444-555555555555",
    "MicrosoftAppPassword": "secret",
    "MicrosoftAppTenantId": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    "WATCHBOOK_OAUTH_CONNECTION": "graph",
}
ID = "a11ce000-0000-4000-8000-000000000001"


def test_defaults() -> None:
    """An empty environment gives the documented defaults."""
    assert load({}) == Settings()
    assert (Settings().mode, Settings().port, Settings().host) == (Mode.DELEGATED, 3978, "0.0.0.0")
    assert (Settings().graph_budget, Settings().caller_limit) == (Rate(5, 10), Rate(20, 60))
    assert (Settings().answer_seconds, Settings().max_seconds, Settings().max_records) == (12, 300, 200_000)
    assert (Settings().timezone, Settings().locale) == ("UTC", "en-US")


def test_everything_is_read() -> None:
    """Each setting of the table is read under its name."""
    env = {
        **FIT,
        "MicrosoftAppType": "multitenant",
        "WATCHBOOK_MODE": "application",
        "OAUTH_URL": "http://127.0.0.1:8/",
        "WATCHBOOK_ALLOWED_USERS": f" {ID.upper()} ,, ",
        "WATCHBOOK_ALLOWED_GROUPS": f"{ID};{ID[:-1]}2",
        "WATCHBOOK_CHANNEL_ANSWERS": "open",
        "WATCHBOOK_GRAPH_URL": "http://127.0.0.1:9/",
        "WATCHBOOK_GRAPH_TOKEN": "t",
        "WATCHBOOK_GRAPH_BUDGET": "off",
        "WATCHBOOK_CALLER_LIMIT": "3/1.5",
        "WATCHBOOK_ANSWER_SECONDS": "2.5",
        "WATCHBOOK_MAX_SECONDS": "60",
        "WATCHBOOK_MAX_RECORDS": "10",
        "WATCHBOOK_SIGNING_KEY": "new, old",
        "WATCHBOOK_CERTIFICATE": "c.pem",
        "WATCHBOOK_FEDERATED_IDENTITY": "f",
        "WATCHBOOK_TIMEZONE": "Europe/Berlin",
        "WATCHBOOK_LOCALE": "en_GB",
        "WATCHBOOK_REDIS_URL": "redis://localhost",
        "WATCHBOOK_LOG": "text",
        "WATCHBOOK_GRACE_SECONDS": "90",
        "HOST": "127.0.0.1",
        "PORT": "8000",
    }

    assert load(env) == Settings(
        app_id=FIT["MicrosoftAppId"],
        app_password="secret",
        app_type=AppType.MULTI_TENANT,
        tenant_id=FIT["MicrosoftAppTenantId"],
        mode=Mode.APPLICATION,
        oauth_connection="graph",
        oauth_url="http://127.0.0.1:8",
        allowed_users=frozenset({ID}),
        allowed_groups=frozenset({ID, ID[:-1] + "2"}),
        channel_answers=ChannelAnswers.OPEN,
        graph_url="http://127.0.0.1:9",
        graph_token="t",
        graph_budget=None,
        caller_limit=Rate(3, 1.5),
        answer_seconds=2.5,
        max_seconds=60,
        max_records=10,
        signing_keys=("new", "old"),
        certificate="c.pem",
        federated_identity="f",
        timezone="Europe/Berlin",
        locale="en-GB",
        redis_url="redis://localhost",
        log_format=LogFormat.TEXT,
        grace_seconds=90,
        host="127.0.0.1",
        port=8000,
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("WATCHBOOK_MODE", "both"),
        ("MicrosoftAppType", "Single"),
        ("WATCHBOOK_CHANNEL_ANSWERS", "public"),
        ("WATCHBOOK_ALLOWED_USERS", "alice@contoso.com"),
        ("WATCHBOOK_ALLOWED_USERS", f"{ID} {ID}"),
        ("WATCHBOOK_ALLOWED_GROUPS", "everybody"),
        ("WATCHBOOK_GRAPH_URL", "http://graph.microsoft.com"),
        ("WATCHBOOK_GRAPH_URL", "graph.microsoft.com"),
        ("WATCHBOOK_GRAPH_URL", "https://[::1"),
        ("WATCHBOOK_GRAPH_BUDGET", "5"),
        ("WATCHBOOK_GRAPH_BUDGET", "0/10"),
        ("WATCHBOOK_GRAPH_BUDGET", "5/0"),
        ("WATCHBOOK_GRAPH_BUDGET", "5/inf"),
        ("WATCHBOOK_CALLER_LIMIT", "many"),
        ("WATCHBOOK_ANSWER_SECONDS", "-1"),
        ("WATCHBOOK_MAX_SECONDS", "nan"),
        ("WATCHBOOK_MAX_SECONDS", "5m"),
        ("WATCHBOOK_MAX_RECORDS", "1e5"),
        ("WATCHBOOK_MAX_RECORDS", "0"),
        ("WATCHBOOK_TIMEZONE", "Mars/Olympus"),
        ("WATCHBOOK_TIMEZONE", "../etc/passwd"),
        ("WATCHBOOK_LOCALE", "!"),
        ("WATCHBOOK_LOG", "xml"),
        ("WATCHBOOK_GRACE_SECONDS", "0"),
        ("PORT", "http"),
        ("PORT", "65536"),
        ("PORT", "\u0663"),
    ],
)
def test_what_cannot_be_read_stops_the_start(name: str, said: str) -> None:
    """A value that cannot be read is named, and never becomes the default in silence."""
    found = problems(load({**FIT, name: said}))

    assert [sentence for sentence in found if sentence.startswith(name)] == found
    assert len(found) == 1


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({}, []),
        ({"MicrosoftAppPassword": ""}, ["MicrosoftAppPassword"]),
        ({"MicrosoftAppTenantId": ""}, ["MicrosoftAppTenantId"]),
        ({"MicrosoftAppTenantId": "contoso.onmicrosoft.com"}, ["MicrosoftAppTenantId"]),
        ({"MicrosoftAppId": "my bot"}, ["MicrosoftAppId"]),
        ({"MicrosoftAppType": "UserAssignedMSI"}, ["MicrosoftAppType"]),
        ({"MicrosoftAppId": ""}, ["MicrosoftAppPassword", "MicrosoftAppId"]),
        ({"WATCHBOOK_ANSWER_SECONDS": "400"}, ["WATCHBOOK_ANSWER_SECONDS"]),
        ({"WATCHBOOK_OAUTH_CONNECTION": ""}, ["WATCHBOOK_OAUTH_CONNECTION"]),
        ({"WATCHBOOK_OAUTH_CONNECTION": "", "WATCHBOOK_MODE": "application"}, []),
        ({"WATCHBOOK_GRAPH_TOKEN": "t"}, ["WATCHBOOK_GRAPH_TOKEN"]),
        ({"WATCHBOOK_GRAPH_TOKEN": "t", "WATCHBOOK_MODE": "application"}, []),
        ({"WATCHBOOK_SIGNING_KEY": "short"}, ["WATCHBOOK_SIGNING_KEY"]),
        ({"MicrosoftAppPassword": "", "WATCHBOOK_CERTIFICATE": "c.pem"}, ["WATCHBOOK_SIGNING_KEY"]),
        ({"MicrosoftAppPassword": "", "WATCHBOOK_FEDERATED_IDENTITY": "i"}, ["WATCHBOOK_SIGNING_KEY"]),
        (
            {"MicrosoftAppPassword": "", "WATCHBOOK_CERTIFICATE": "c.pem", "WATCHBOOK_SIGNING_KEY": "k" * 16},
            [],
        ),
        (
            {"MicrosoftAppPassword": "", "MicrosoftAppTenantId": "", "PORT": "x"},
            ["PORT", "MicrosoftAppTenantId", "MicrosoftAppPassword"],
        ),
    ],
)
def test_problems_are_all_named(changes: dict[str, str], named: list[str]) -> None:
    """Every problem is told at once, each by the name of its setting."""
    found = problems(load({**FIT, **changes}))

    assert [sentence.split(" ", 1)[0] for sentence in found] == named


def test_no_registration_starts_only_when_asked_for() -> None:
    """Without an app id nothing starts, unless the flag says so."""
    assert len(problems(load({}))) == 1
    assert problems(load({}).unauthenticated()) == []


def test_flag_and_registration_contradict() -> None:
    """With an app id the flag would do nothing, and is refused."""
    found = problems(load(FIT).unauthenticated())

    assert len(found) == 1
    assert "--dangerously-unauthenticated" in found[0]


def test_unchecked_callers_mean_loopback() -> None:
    """Without a registration the bot listens on this machine alone, whatever HOST says."""
    assert load({"HOST": "0.0.0.0"}).unauthenticated().bind_host == "127.0.0.1"
    assert load({**FIT, "HOST": "10.0.0.1"}).bind_host == "10.0.0.1"


def test_secrets_are_not_printed() -> None:
    """Printing the settings shows no secret."""
    names = ("MicrosoftAppPassword", "WATCHBOOK_GRAPH_TOKEN", "WATCHBOOK_SIGNING_KEY", "WATCHBOOK_REDIS_URL")
    settings = load({**FIT, **dict.fromkeys(names, "hush-hush")})

    assert "hush" not in repr(settings)
