"""Rows about the access token: whether one was had, for whom it is, and which permissions are in it.

The token is read, not verified: it is our own, and Graph verifies it. Nothing of it is printed but ids and permissions.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.checks.login_errors import LOGIN_ERRORS
from bot.checks.row import APP_OWNER, CONSENT, NETWORK, OPERATOR, Row, Status
from bot.config import Settings

NAME = "token"
GRAPH_APP = "00000003-0000-0000-c000-000000000000"


@dataclass(frozen=True, slots=True)
class Permission:
    """A Graph permission and what it is for."""

    name: str
    why: str
    needed: bool = True
    others: tuple[str, ...] = ()
    """Permissions that would do as well."""


PERMISSIONS = (
    Permission("AuditLog.Read.All", "the three logs"),
    Permission("Directory.Read.All", "names, and Graph's licence check, which fails now and then without it"),
    Permission(
        "Policy.Read.All",
        "which Conditional Access policies applied to a sign-in",
        needed=False,
        others=("Policy.Read.ConditionalAccess",),
    ),
)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says about itself. Empty, with `readable` False, when it is no token of Entra's."""

    readable: bool
    audience: str = ""
    tenant_id: str = ""
    app_id: str = ""
    expires: datetime | None = None
    permissions: frozenset[str] = frozenset()
    person: bool = False
    """Whether it stands for a signed-in person: its permissions are delegated, and their Entra roles count."""


def read_claims(token: str) -> Claims:
    """Return what the token says. Never raises."""
    parts = token.split(".")
    try:
        padded = parts[1] + "=" * (-len(parts[1]) % 4)
        raw = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (IndexError, ValueError, binascii.Error):
        return Claims(readable=False)
    if not isinstance(raw, dict):
        return Claims(readable=False)
    scopes, roles = raw.get("scp"), raw.get("roles")
    person = isinstance(scopes, str)
    named = scopes.split() if isinstance(scopes, str) else [str(r) for r in roles] if isinstance(roles, list) else []
    return Claims(
        readable=True,
        audience=_word(raw.get("aud")),
        tenant_id=_word(raw.get("tid")),
        app_id=_word(raw.get("appid") or raw.get("azp")),
        expires=_instant(raw.get("exp")),
        permissions=frozenset(map(_word, named)),
        person=person,
    )


def refused(source: str, codes: list[int], error: str) -> Row:
    """Return the row for a login service that gave no token; `error` is its error code in words like invalid_client."""
    known = next((LOGIN_ERRORS[code] for code in codes if code in LOGIN_ERRORS), None)
    shown = ", ".join(f"AADSTS{code}" for code in codes) or _word(error) or "no reason given"
    if known is None:
        how = f"Look up {shown} at https://login.microsoftonline.com/error; the credentials are the app registration's."
        return Row(NAME, Status.MISSING, source, f"The login service gave no token ({shown}).", APP_OWNER, how)
    return Row(NAME, Status.MISSING, source, f"{known[0]} ({shown})", known[1], known[2])


def unusable(source: str, why: str) -> Row:
    """Return the row for a credential that cannot be used; `why` holds nothing of it."""
    return Row(
        NAME, Status.MISSING, source, f"{why[:1].upper()}{why[1:]}.", OPERATOR, "Correct the setting or its file."
    )


def unreachable(source: str) -> Row:
    """Return the row for a login service that could not be reached."""
    how = "Let the bot's machine reach https://login.microsoftonline.com."
    return Row(NAME, Status.MISSING, source, "The login service could not be reached.", NETWORK, how)


def none_given(source: str) -> Row:
    """Return the row for settings that hold no way to get a token."""
    how = "Set MicrosoftAppId, MicrosoftAppTenantId and MicrosoftAppPassword; or WATCHBOOK_GRAPH_TOKEN; or --sign-in."
    return Row(NAME, Status.MISSING, source, "The settings hold no way to get a token for Graph.", OPERATOR, how)


def token_row(source: str, claims: Claims, settings: Settings, now: datetime) -> Row:
    """Return the row for a token that was had; `now` is aware."""
    if not claims.readable:
        said = "A token, but not one that can be read here: what it may do is tried instead."
        return Row(NAME, Status.OK, source, said)
    if claims.expires is not None and claims.expires <= now:
        said = f"The token expired at {claims.expires:%Y-%m-%d %H:%M} UTC."
        return Row(NAME, Status.MISSING, source, said, OPERATOR, "Get a new one.")
    if claims.audience.rstrip("/") not in {GRAPH_APP, settings.graph_url, "https://graph.microsoft.com"}:
        said = f"The token is for {claims.audience or 'nobody'}, not for Microsoft Graph."
        return Row(NAME, Status.MISSING, source, said, OPERATOR, f"Get one for {settings.graph_url}.")
    if settings.tenant_id and claims.tenant_id.lower() != settings.tenant_id.lower():
        said = f"The token is for tenant {claims.tenant_id}, the bot answers people of {settings.tenant_id}."
        return Row(NAME, Status.MISSING, source, said, OPERATOR, "Correct MicrosoftAppTenantId, or the token.")
    whose = "a person's token" if claims.person else "the app's own token"
    left = "" if claims.expires is None else f", good for {_minutes(claims.expires - now)}"
    return Row(NAME, Status.OK, source, f"Got {whose} (app {claims.app_id or 'unknown'}){left}.")


def permission_rows(claims: Claims) -> list[Row]:
    """Return a row a permission; none when the token cannot be read, because then the logs themselves are tried."""
    if not claims.readable:
        return []
    tried = "read the delegated permissions in the token" if claims.person else "read the app permissions in the token"
    rows = [_permission(permission, claims, tried) for permission in PERMISSIONS]
    too_much = sorted(name for name in claims.permissions if re.search(r"\.(ReadWrite|Write|Manage)\b", name))
    if too_much and not claims.person:
        said = f"The app may change things, which the bot never does: {', '.join(too_much)}."
        rows.append(Row("least privilege", Status.WARNING, tried, said, APP_OWNER, "Remove these permissions."))
    return rows


def _permission(permission: Permission, claims: Claims, tried: str) -> Row:
    if {permission.name, *permission.others} & claims.permissions:
        return Row(permission.name, Status.OK, tried, f"Granted; it is for {permission.why}.")
    kind = "delegated" if claims.person else "application"
    how = (
        f"Entra admin center, App registrations, {claims.app_id or 'the app'}, API permissions: add Microsoft Graph,"
        f" {kind} permissions, {permission.name}; then Grant admin consent. A token made before does not have it yet."
    )
    if permission.needed:
        return Row(permission.name, Status.MISSING, tried, f"Not granted; it is for {permission.why}.", CONSENT, how)
    said = f"Not granted, and not needed: without it answers leave out {permission.why}."
    return Row(permission.name, Status.WARNING, tried, said, CONSENT, how)


def _word(value: Any) -> str:
    """Return a claim as short printable text: the token may be anybody's."""
    return "".join(c for c in str(value or "") if c.isascii() and c.isprintable())[:100]


def _instant(value: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(value, UTC) if isinstance(value, int | float) else None
    except (OverflowError, ValueError, OSError):
        return None


def _minutes(span: Any) -> str:
    minutes = int(span.total_seconds() // 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
