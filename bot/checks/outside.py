"""Rows about the bot as the Bot Service sees it: its messaging endpoint, its registration, its channels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.checks.row import AZURE, OPERATOR, Row, Status
from bot.config import Mode, Settings

ENDPOINT = "messaging endpoint"
REGISTRATION = "bot registration"
CLIENT_CHOOSES = {"webchat": "Web Chat", "directline": "Direct Line"}
"""Channels whose clients say themselves who they are; the bot refuses them."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Seen:
    """An HTTP answer; status 0: there was none, and `body` says why in words."""

    status: int
    body: bytes = b""


def unsigned_activity(url: str) -> dict[str, Any]:
    """Return an activity for the endpoint at `url`, of a kind that nothing would come of even if it were let in."""
    local = urlsplit(url).hostname in LOOPBACK
    return {
        "type": "typing",
        "id": "watchbook-check",
        "channelId": "msteams",
        "serviceUrl": "http://127.0.0.1:9/" if local else "https://smba.trafficmanager.net/teams/",
        "from": {"id": "watchbook-check"},
        "recipient": {"id": "watchbook"},
        "conversation": {"id": "watchbook-check", "conversationType": "personal"},
    }


def endpoint_rows(url: str, health: Seen, unsigned: Seen) -> list[Row]:
    """Return what `/healthz` and a message without a token say about the endpoint at `url`."""
    return [_health(url, health), _lock(url, unsigned)]


def bad_endpoint(url: str) -> Row | None:
    """Return the row for an address that cannot be a messaging endpoint; None when it can."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    loopback = host in LOOPBACK
    if host and (parts.scheme == "https" or (loopback and parts.scheme == "http")) and port != 0:
        if parts.path == "/api/messages":
            return None
        said = f"The address ends in {parts.path or 'nothing'}, the bot listens on /api/messages."
    else:
        said = "The address is not an https address."
    how = "Azure Bot, Configuration, Messaging endpoint: https://<host>/api/messages."
    return Row(ENDPOINT, Status.MISSING, f"read the address {url[:200]}", said, AZURE, how)


def _health(url: str, seen: Seen) -> Row:
    tried = f"GET {url.removesuffix('/api/messages')}/healthz"
    if seen.status == 200 and b'"ok"' in seen.body:
        return Row(ENDPOINT, Status.OK, tried, "The bot is up.")
    if seen.status == 0:
        said = f"No answer: {seen.body.decode(errors='replace')}."
        how = "Is the app started, and open to the internet? The Bot Service calls in from public addresses."
    elif seen.status in {200, 404}:
        said, how = (
            "Something answers there, but not Watchbook.",
            "Deploy Watchbook; start command: python -m bot serve.",
        )
    elif seen.status in {401, 403}:
        said = f"Something in front of the bot refuses the request ({seen.status})."
        how = "Switch off App Service authentication and access restrictions: the bot checks every caller itself."
    else:
        said = f"The host answers {seen.status}: the app has not started, or has stopped."
        how = "Look at the app's log (App Service, Log stream): a wrong setting is named there."
    return Row(ENDPOINT, Status.MISSING, tried, said, OPERATOR, how)


def _lock(url: str, seen: Seen) -> Row:
    name, tried = "callers are checked", f"POST {url} without a token"
    if seen.status == 401:
        return Row(name, Status.OK, tried, "Refused with 401, as it must be.")
    if 200 <= seen.status < 300:
        said = "A message without a token was let in: anybody can ask."
        how = "Start it with a bot registration, without --dangerously-unauthenticated."
        return Row(name, Status.MISSING, tried, said, OPERATOR, how)
    said = f"Answered {seen.status}, not 401." if seen.status else "There was no answer."
    if seen.status == 503:
        said += " The bot cannot fetch the Bot Framework's keys: let it reach https://login.botframework.com."
    return Row(name, Status.MISSING if seen.status == 503 else Status.UNKNOWN, tried, said, OPERATOR, "See above.")


def azure_rows(settings: Settings, bot: Seen, connections: Seen, expected: str) -> list[Row]:
    """Return what Azure says about the registration; `expected` is the endpoint that it should name, "" if unknown."""
    tried = "asked Azure Resource Manager for the bot"
    properties = _object(bot, "properties")
    if bot.status != 200 or properties is None:
        why = {401: "the token was refused", 403: "the token may not read it", 404: "there is no such bot"}
        said = f"Not checked: {why.get(bot.status, f'Azure answered {bot.status}' if bot.status else 'no answer')}."
        how = "Give --bot the resource id, and WATCHBOOK_ARM_TOKEN a token of somebody with Reader on it."
        return [Row(REGISTRATION, Status.UNKNOWN, tried, said, AZURE, how)]
    rows = [_registration(settings, properties, tried), _address(properties, expected, tried)]
    rows += _channels(properties, tried)
    if settings.mode is Mode.DELEGATED and settings.oauth_connection:
        rows.append(_connection(settings.oauth_connection, connections))
    return rows


def endpoint_of(bot: Seen) -> str:
    """Return the messaging endpoint that the registration names; "" when it cannot be read."""
    properties = _object(bot, "properties")
    return str(properties.get("endpoint") or "") if properties is not None else ""


def _registration(settings: Settings, properties: Mapping[str, Any], tried: str) -> Row:
    differs = [
        f"{name} is {str(there)[:60] or 'empty'} there and {here or 'empty'} here"
        for name, there, here in (
            ("MicrosoftAppId", properties.get("msaAppId"), settings.app_id),
            ("MicrosoftAppType", properties.get("msaAppType"), settings.app_type.value),
            ("MicrosoftAppTenantId", properties.get("msaAppTenantId"), settings.tenant_id),
        )
        if str(there or "").lower() != here.lower()
    ]
    if differs:
        how = "Make the settings and the Azure Bot say the same."
        return Row(REGISTRATION, Status.MISSING, tried, f"{'; '.join(differs)}.", AZURE, how)
    return Row(REGISTRATION, Status.OK, tried, "It is the app, type and tenant of the settings.")


def _address(properties: Mapping[str, Any], expected: str, tried: str) -> Row:
    there = str(properties.get("endpoint") or "")
    wrong = bad_endpoint(there)
    if wrong is not None:
        return wrong
    if expected and there.lower() != expected.lower():
        said = f"The registration sends messages to {there[:200]}, not to {expected}."
        return Row(
            "registered endpoint", Status.MISSING, tried, said, AZURE, "Azure Bot, Configuration, Messaging endpoint."
        )
    return Row("registered endpoint", Status.OK, tried, f"Messages go to {there[:200]}.")


def _channels(properties: Mapping[str, Any], tried: str) -> list[Row]:
    listed = properties.get("enabledChannels") or properties.get("configuredChannels")
    names = {str(each).lower().removesuffix("channel") for each in listed} if isinstance(listed, list) else set()
    if "msteams" in names:
        rows = [Row("Teams channel", Status.OK, tried, "It is on.")]
    else:
        how = "Azure Bot, Channels, Microsoft Teams."
        rows = [Row("Teams channel", Status.MISSING, tried, "It is off: nobody can reach the bot.", AZURE, how)]
    extra = [shown for name, shown in CLIENT_CHOOSES.items() if name in names]
    if extra:
        said = (
            f"{' and '.join(extra)} can send messages, and lets the client choose who it is. The bot refuses it (403)."
        )
        rows.append(Row("other channels", Status.WARNING, tried, said, AZURE, "Azure Bot, Channels: delete it."))
    return rows


def _connection(name: str, seen: Seen) -> Row:
    tried = "asked Azure Resource Manager for the OAuth connections"
    label = "sign-in connection"
    listed = _object(seen, None)
    rows = listed.get("value") if seen.status == 200 and listed is not None else None
    if not isinstance(rows, list):
        return Row(label, Status.UNKNOWN, tried, "Azure did not list them.", AZURE, "Compare the name by hand.")
    names = {str(row.get("name") or "").rpartition("/")[2].lower() for row in rows if isinstance(row, dict)}
    if name.lower() in names:
        return Row(label, Status.OK, tried, f"The connection {name} is there.")
    how = f"Azure Bot, Configuration: add the OAuth connection {name}, or correct WATCHBOOK_OAUTH_CONNECTION."
    return Row(label, Status.MISSING, tried, f"There is no connection {name}: nobody can sign in.", AZURE, how)


def _object(seen: Seen, key: str | None) -> Mapping[str, Any] | None:
    try:
        found = json.loads(seen.body)
    except ValueError:
        return None
    if key is not None:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None
