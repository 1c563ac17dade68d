"""The Azure template: what it names exists, what it sets is what the bot reads, and no secret comes out of it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.channel.cloud import PUBLIC
from bot.checks.configuration import rows
from bot.checks.row import Status
from bot.cli import parser
from bot.config import Settings, load, problems
from tests.azure import template

APP = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
GROUP = "a11ce000-0000-4000-8000-000000000001"
GIVEN = {"appId": APP, "tenantId": TENANT}

NOT_SET = {"HOST", "PORT", "WATCHBOOK_GRAPH_TOKEN", "WATCHBOOK_CERTIFICATE", "OAUTH_URL"}
"""Settings that the template leaves alone: the platform's own, development's, a file's, another token service's."""
PLATFORM = {
    "APPLICATIONINSIGHTS_CONNECTION_STRING",
    "SCM_DO_BUILD_DURING_DEPLOYMENT",
    "WEBSITES_CONTAINER_STOP_TIME_LIMIT",
}
BICEP = {"true", "false", "null", "param", "var", "resource", "output", "if", "string", "int", "bool", "array"}


def env(**parameters: Any) -> dict[str, str]:
    """The environment that the web app gets, references to Key Vault looked up."""
    found = template.settings(**GIVEN, **parameters)
    kept = {"redis-url": "rediss://:made-up@redis.example.net:10000/0"}

    def secret(reference: re.Match[str]) -> str:
        return kept.get(reference[1], f"secret-of-{reference[1]}")

    return {name: re.sub(r"@Microsoft\.KeyVault\(.*secrets/(.*)\)", secret, v) for name, v in found.items()}


def read_names() -> set[str]:
    """Every setting that the bot reads."""
    asked: set[str] = set()

    class Watched(dict[str, str]):
        def get(self, key: str, default: str | None = None) -> str:  # type: ignore[override]
            asked.add(key)
            return default or ""

    load(Watched())
    return asked


def test_every_setting_of_the_bot_is_set_and_no_other() -> None:
    """The template sets what the bot reads, under the names that it reads."""
    assert set(template.settings(**GIVEN)) == (read_names() - NOT_SET) | PLATFORM


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"credential": "federated"},
        {"mode": "application", "allowedGroups": [GROUP], "allowedUsers": [GROUP]},
        {"redis": True},
        {"telemetry": False, "logFormat": "text", "channelAnswers": "targeted"},
    ],
)
def test_the_bot_starts_with_what_is_set(parameters: dict[str, Any]) -> None:
    """Whatever is chosen, the settings can be read, fit together, and stop in time."""
    made = env(**parameters)
    settings = load(made)
    checked = rows(settings, {"WEBSITE_SITE_NAME": "watchbook", **made})

    assert problems(settings) == []
    assert [row for row in checked if row.status is not Status.OK] == []


def test_defaults_are_the_bots_defaults() -> None:
    """Where the template has a default for a setting, it is the bot's own; only the grace time is the platform's."""
    made = load(env())
    same = (
        "mode channel_answers graph_url graph_budget caller_limit answer_seconds max_seconds max_records"
        " timezone locale log_format redis_url allowed_users allowed_groups federated_identity"
    ).split()

    assert {name: getattr(made, name) for name in same} == {name: getattr(Settings(), name) for name in same}
    assert made.grace_seconds > Settings().grace_seconds


def test_the_longest_grace_fits_into_what_the_platform_waits() -> None:
    """Even the longest grace time that may be chosen leaves room for the farewell."""
    decorators = {d["type"]: d["argument"] for d in template.parsed()["parameters"]["graceSeconds"]["decorators"]}
    made = env(graceSeconds=decorators["max_value"])
    (row,) = (r for r in rows(load(made), {"WEBSITE_SITE_NAME": "x", **made}) if r.name == "stopping")

    assert row.status is Status.OK


def test_every_parameter_and_variable_is_used() -> None:
    """No parameter asks for something that then does nothing."""
    parts = template.bodies()
    unused = [
        name
        for kind, name in (key.split() for key in parts)
        if kind in {"param", "var"}
        and not any(name in template.names_in(body) for key, body in parts.items() if key != f"{kind} {name}")
    ]

    assert unused == []


def test_every_name_exists() -> None:
    """What an expression refers to is a parameter, a variable, a resource or a word of the language."""
    declared = {key.split()[1] for key in template.bodies()}
    unknown = {
        key: names
        for key, body in template.bodies().items()
        if (names := template.names_in(body) - declared - BICEP - {key.split()[1]})
    }

    assert unknown == {}


def test_every_parameter_is_explained() -> None:
    """A person who deploys reads what each parameter means."""
    parameters = template.parsed()["parameters"].items()

    assert [n for n, raw in parameters if not any(d["type"] == "description" for d in raw["decorators"])] == []


def test_no_secret_comes_out() -> None:
    """Secrets go into Key Vault and the OAuth connection, and nowhere else: no output, no app setting in plain."""
    secrets = template.secure() | {"listKeys"}
    holders = {
        key
        for key, body in template.bodies().items()
        if any(re.search(rf"\b{name}\b", body) for name in secrets) and not key.startswith("param")
    }

    assert template.secure() == {"appPassword", "signingKey"}
    assert holders == {
        "resource appPasswordSecret",
        "resource signingKeySecret",
        "resource redisUrlSecret",
        "resource oauthBySecret",
    }


def test_without_a_secret_no_secret_is_asked_for() -> None:
    """With a federated credential there is no password anywhere, and the identity's client id takes its place."""
    made = template.settings(**GIVEN, credential="federated")

    assert made["MicrosoftAppPassword"] == ""
    assert made["WATCHBOOK_FEDERATED_IDENTITY"] == "<identity.properties.clientId>"
    assert template.resources()["appPasswordSecret"].condition == "isSecret"
    assert "clientSecret" not in template.bodies()["resource oauthByFederation"]


def test_the_web_app_is_closed_and_awake() -> None:
    """HTTPS alone, TLS 1.2, no FTP, no upload by password, Always On, a health check, the start command."""
    site = template.resources()["site"].body["properties"]
    expected = {
        "linuxFxVersion": "PYTHON|${pythonVersion}",
        "appCommandLine": "python -m bot serve",
        "alwaysOn": True,
        "healthCheckPath": "/healthz",
        "http20Enabled": True,
        "minTlsVersion": "1.2",
        "scmMinTlsVersion": "1.2",
        "ftpsState": "Disabled",
        "remoteDebuggingEnabled": False,
        "webSocketsEnabled": False,
    }

    assert site["siteConfig"] == expected
    assert (site["httpsOnly"], site["clientAffinityEnabled"]) == (True, False)
    assert {
        template.resources()[s].body["properties"]["allow"] for s in ("noPasswordForUpload", "noPasswordForFtp")
    } == {False}
    assert env()["WEBSITES_CONTAINER_STOP_TIME_LIMIT"] == "120"
    assert env()["SCM_DO_BUILD_DURING_DEPLOYMENT"] == "true"


def test_the_start_command_is_one() -> None:
    """The command line that the platform runs is understood."""
    words = template.resources()["site"].body["properties"]["siteConfig"]["appCommandLine"].split()

    assert words[:3] == ["python", "-m", "bot"]
    assert parser().parse_args(words[3:]).command == "serve"


def test_the_bot_is_of_one_tenant_with_teams_alone() -> None:
    """SingleTenant, the Teams channel, no channel that lets a client say who it is."""
    bot = template.resources()["bot"].body["properties"]
    channels = [r.body["name"] for r in template.resources().values() if r.type.endswith("botServices/channels")]

    assert (bot["msaAppType"], bot["msaAppId"], bot["msaAppTenantId"]) == ("SingleTenant", "appId", "tenantId")
    assert channels == ["MsTeamsChannel"]


@pytest.mark.parametrize("symbol", ["oauthBySecret", "oauthByFederation"])
def test_sign_in_asks_for_what_the_logs_need(symbol: str) -> None:
    """The OAuth connection exchanges Teams' token, for the permissions that the logs need and no other."""
    properties = template.resources()[symbol].body["properties"]
    values = {each["key"].lower(): each["value"] for each in properties["parameters"]}
    scopes = template.parsed()["variables"]["scopes"]["value"].split()

    assert (values["tokenexchangeurl"], values["tenantid"]) == ("api://botid-${appId}", "tenantId")
    assert properties["scopes"] == "scopes"
    assert [s.rpartition("/")[2] for s in scopes if "/" in s] == ["AuditLog.Read.All", "Directory.Read.All"]
    assert PUBLIC.login_url == "https://login.microsoftonline.com"


def test_more_instances_need_redis() -> None:
    """Without Redis there is one instance, whatever was asked for."""
    assert "capacity: redis ? instances : 1" in template.bodies()["resource plan"]


def test_the_parameter_file_fits() -> None:
    """It names parameters that exist, gives every one without a default, and holds no secret."""
    values = template.VALUES.read_text("utf-8")
    given = dict(re.findall(r"(?m)^param (\w+) = (.+)$", values))
    parameters = template.parsed()["parameters"]

    assert "using './main.bicep'" in values
    assert set(given) <= set(parameters)
    assert {name for name, raw in parameters.items() if raw.get("default") is None} <= set(given)
    assert all(given[name].startswith("readEnvironmentVariable(") for name in template.secure() & set(given))
