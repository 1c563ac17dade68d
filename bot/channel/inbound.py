"""An activity as JSON, read into plain values. Total: every body is either an `Arrival` or a `BadActivity`.

Fields are read one by one from the raw JSON instead of through botbuilder-schema, which refuses a whole activity for
one odd field, loses `conversation.tenantId` and warns about every field that is newer than itself. An activity of an
unknown type, or with unknown entities, is no error: answering those with a failure makes Teams stop delivering.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.activities import Caller, FileConsent, Incoming, Kind, Place, SignIn
from bot.channel.mentions import utterance

LONGEST_ID = 2_000
LONGEST_TOKEN = 16_000
EXECUTE = "adaptiveCard/action"
FILE_CONSENT = "fileConsent/invoke"
SIGN_IN = frozenset({"signin/tokenExchange", "signin/verifyState", "signin/failure"})
ZONE = re.compile(r"[A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+){0,3}")


class BadActivity(Exception):
    """The body is not an activity; the text says why, without quoting it."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person or a bot, as a channel names them."""

    id: str
    name: str = ""
    object_id: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An activity that has come in: who, where, how to reply, and the JSON for the rest."""

    type: str
    id: str
    channel_id: str
    service_url: str
    sender: Account
    bot: Account
    conversation_id: str
    place: Place
    tenants: frozenset[str]
    """The tenant as `channelData` and as `conversation` name it, lower case: one value when they agree."""
    expects_replies: bool
    raw: Mapping[str, Any]

    @property
    def is_invoke(self) -> bool:
        """Whether the HTTP response is the answer."""
        return self.type == "invoke"

    @property
    def name(self) -> str:
        """The name of an invoke or event."""
        return _text(self.raw, "name")

    @property
    def from_bot(self) -> bool:
        """Whether a bot said it, this one or another."""
        return self.sender.role.lower() == "bot" or (bool(self.bot.id) and self.sender.id == self.bot.id)


def read_arrival(body: bytes) -> Arrival:
    """Return the activity that these bytes are. Raises BadActivity."""
    try:
        raw = msgspec.json.decode(body)
    except (ValueError, RecursionError) as error:
        raise BadActivity("the body is not JSON in UTF-8") from error
    if not isinstance(raw, dict):
        raise BadActivity("the body is not a JSON object")
    conversation = _object(raw, "conversation")
    arrival = Arrival(
        type=_required(raw, "type"),
        id=_id(raw, "id"),
        channel_id=_required(raw, "channelId"),
        service_url=_required(raw, "serviceUrl"),
        sender=_account(raw, "from"),
        bot=_account(raw, "recipient"),
        conversation_id=_id(conversation, "id"),
        place=_place(raw, conversation),
        tenants=_tenants(raw, conversation),
        expects_replies=_text(raw, "deliveryMode") == "expectReplies",
        raw=raw,
    )
    if not arrival.sender.id:
        raise BadActivity("the activity names no sender")
    if not arrival.conversation_id:
        raise BadActivity("the activity names no conversation")
    return arrival


def read_incoming(arrival: Arrival, *, checked: bool) -> Incoming | None:
    """Return what the person did, or None when there is nothing to answer.

    `checked` says that the activity is authenticated. When it is not, the channel's own id stands in for a missing
    object id, so that a development chat still keeps people apart.
    """
    kind = _kind(arrival)
    if kind is None or arrival.from_bot:
        return None
    action, verb = _action(arrival)
    return Incoming(
        utterance=utterance(arrival.raw) if kind in {"message", "edit"} else "",
        caller=Caller(
            object_id=arrival.sender.object_id or ("" if checked else arrival.sender.id),
            tenant_id=min(arrival.tenants, default=""),
            name=arrival.sender.name,
        ),
        place=arrival.place,
        conversation_id=arrival.conversation_id,
        activity_id=arrival.id if kind != "file" else _id(arrival.raw, "replyToId"),
        locale=_locale(arrival.raw),
        timezone=_timezone(arrival.raw),
        action=action,
        kind=kind,
        verb=verb,
        sign_in=_sign_in(arrival) if arrival.is_invoke else None,
        file=_file(arrival) if kind == "file" else None,
    )


def claim_key(arrival: Arrival, incoming: Incoming) -> str | None:
    """Return what names this event for good, the same in every redelivery of it; None when nothing does.

    An edit keeps the id of its message, so it is named by time and words as well. An installation is announced twice,
    as installationUpdate and as conversationUpdate: both are one welcome.
    """
    if incoming.kind == "welcome":
        return f"welcome|{arrival.conversation_id}"
    if not arrival.id:
        return None
    if incoming.kind == "edit":
        said = hashlib.sha256(f"{arrival.raw.get('timestamp')}|{incoming.utterance}".encode()).hexdigest()
        return f"edit|{arrival.conversation_id}|{arrival.id}|{said}"
    return f"{arrival.type}|{arrival.conversation_id}|{arrival.id}"


def _kind(arrival: Arrival) -> Kind | None:
    match arrival.type:
        case "message":
            return "message"
        case "invoke" if arrival.name == EXECUTE:
            return "invoke"
        case "invoke" if arrival.name == FILE_CONSENT and arrival.place is Place.PERSONAL:
            return "file"
        case "invoke" if arrival.name in SIGN_IN:
            return "sign-in"
        case "messageUpdate" if _text(_object(arrival.raw, "channelData"), "eventType") in {"editMessage", ""}:
            return "edit"
        case "conversationUpdate" if arrival.place is Place.PERSONAL and _bot_was_added(arrival):
            return "welcome"
        case "installationUpdate" if arrival.place is Place.PERSONAL and _text(arrival.raw, "action") == "add":
            return "welcome"
        case _:
            return None


def _bot_was_added(arrival: Arrival) -> bool:
    added = arrival.raw.get("membersAdded")
    if not isinstance(added, list) or not arrival.bot.id:
        return False
    return any(isinstance(member, dict) and member.get("id") == arrival.bot.id for member in added)


def _sign_in(arrival: Arrival) -> SignIn | None:
    """Return what an invoke says about a sign-in. In a button's it stands beside the action."""
    value = _object(arrival.raw, "value")
    if arrival.name == EXECUTE:
        token = _object(value, "authentication")
        found = SignIn(_short(token, "id"), _short(token, "token"), _short(value, "state"))
        return found if found != SignIn() else None
    if arrival.name == "signin/failure":
        return SignIn(failure=_short(value, "code") or "unknown")
    return SignIn(_short(value, "id"), _short(value, "token"), _short(value, "state"))


def _file(arrival: Arrival) -> FileConsent:
    """Return what was said about a file.

    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4, "Invoke activity when the user
    accepts the file".
    """
    value = _object(arrival.raw, "value")
    where = _object(value, "uploadInfo")
    return FileConsent(
        _text(value, "action") == "accept",
        _short(where, "uploadUrl"),
        _short(where, "contentUrl"),
        _short(where, "uniqueId"),
        _short(where, "name"),
        _short(where, "fileType"),
    )


def _short(raw: Mapping[str, Any], key: str) -> str:
    found = _text(raw, key)
    return found if len(found) <= LONGEST_TOKEN else ""


def _action(arrival: Arrival) -> tuple[Mapping[str, Any] | None, str]:
    value = arrival.raw.get("value")
    if not isinstance(value, dict):
        return None, ""
    if arrival.is_invoke:
        if arrival.name == FILE_CONSENT:
            return _object(value, "context"), ""
        if arrival.name != EXECUTE:
            return None, ""
        pressed = value.get("action")
        if not isinstance(pressed, dict):
            return None, ""
        return _object(pressed, "data"), _text(pressed, "verb")
    return value, ""


def _place(raw: Mapping[str, Any], conversation: Mapping[str, Any]) -> Place:
    """Return where this is. What is not surely a personal chat counts as a group, where nothing private is shown."""
    said = _text(conversation, "conversationType")
    if said:
        known = {place.value.lower(): place for place in Place}
        return known.get(said.lower(), Place.GROUP)
    channel_data = _object(raw, "channelData")
    if channel_data.get("channel") or channel_data.get("team"):
        return Place.CHANNEL
    if conversation.get("isGroup") or _text(conversation, "id").startswith("19:"):
        return Place.GROUP
    return Place.PERSONAL


def _tenants(raw: Mapping[str, Any], conversation: Mapping[str, Any]) -> frozenset[str]:
    named = {_text(_object(_object(raw, "channelData"), "tenant"), "id"), _text(conversation, "tenantId")}
    return frozenset(tenant.lower() for tenant in named if tenant)


def _locale(raw: Mapping[str, Any]) -> str | None:
    return _text(raw, "locale")[:35] or next((found[:35] for found in _client_info(raw, "locale")), None)


def _timezone(raw: Mapping[str, Any]) -> str | None:
    return next(
        (zone for zone in (_text(raw, "localTimezone"), *_client_info(raw, "timezone")) if _is_zone(zone)), None
    )


def _client_info(raw: Mapping[str, Any], field: str) -> list[str]:
    entities = raw.get("entities")
    infos = [e for e in entities if isinstance(e, dict)] if isinstance(entities, list) else []
    return [_text(e, field) for e in infos if _text(e, "type").lower() == "clientinfo" and _text(e, field)]


def _is_zone(name: str) -> bool:
    if len(name) > 64 or not ZONE.fullmatch(name):
        return False
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _account(raw: Mapping[str, Any], key: str) -> Account:
    found = _object(raw, key)
    return Account(_id(found, "id"), _text(found, "name"), _id(found, "aadObjectId"), _text(found, "role"))


def _object(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = raw.get(key)
    return found if isinstance(found, dict) else {}


def _text(raw: Mapping[str, Any], key: str) -> str:
    found = raw.get(key)
    return found if isinstance(found, str) else ""


def _id(raw: Mapping[str, Any], key: str) -> str:
    found = _text(raw, key)
    if len(found) > LONGEST_ID:
        raise BadActivity(f"{key} is longer than {LONGEST_ID} characters")
    return found


def _required(raw: Mapping[str, Any], key: str) -> str:
    found = _id(raw, key)
    if not found:
        raise BadActivity(f"{key} is missing")
    return found
