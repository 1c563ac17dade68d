"""What an answer other than 200 means to the person who asked: `error.code` first, then the status, never the message.

https://learn.microsoft.com/graph/errors. The codes of the report APIs are those that its known issues and public issue
threads show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from bot.problems import Problem

REPORT_ROLES = {
    "sign-ins": "Reports Reader, Security Reader, Security Operator, Security Administrator, Global Reader",
    "directory audits": "Reports Reader, Security Reader, Security Administrator, Global Reader",
    "provisioning events": "Reports Reader, Security Reader, Global Reader, Application Administrator",
}
"""Roles that may read each log with a person's own token (https://learn.microsoft.com/graph/api/signin-list ff.)."""

_WHAT = (
    ("auditlogs/signins", "sign-ins", "AuditLog.Read.All"),
    ("auditlogs/directoryaudits", "directory audits", "AuditLog.Read.All"),
    ("auditlogs/provisioning", "provisioning events", "AuditLog.Read.All"),
    ("identity/conditionalaccess", "Conditional Access policies", "Policy.Read.All"),
    ("rolemanagement", "role definitions", "RoleManagement.Read.Directory"),
)


def what_of(path: str) -> tuple[str, str]:
    """What a path reads, in words, and the permission that it needs."""
    folded = path.casefold()
    for part, what, permission in _WHAT:
        if part in folded:
            return what, permission
    return "the directory", "Directory.Read.All"


_Make = Callable[[dict[str, object]], Problem]


def _problem(code: str) -> _Make:
    return lambda facts: Problem(code, **facts)


_BY_CODE: Mapping[str, _Make] = {
    "Authentication_RequestFromNonPremiumTenantOrB2CTenant": _problem("licence-missing"),
    "Authentication_MSGraphPermissionMissing": _problem("permission-missing"),
    "Authentication_ApplicationHasNoReadAuditLogDataAccess": _problem("permission-missing"),
    "Authentication_RequestFromUnsupportedUserRole": _problem("role-missing"),
    "Authorization_RequestDenied": _problem("permission-missing"),
    "Authorization_IdentityNotFound": _problem("token-refused"),
    "InvalidAuthenticationToken": _problem("token-refused"),
    "TooManyRequests": _problem("throttled"),
    "Request_ResourceNotFound": _problem("not-found"),
}
_BY_STATUS: Mapping[int, _Make] = {
    401: _problem("token-refused"),
    403: _problem("permission-missing"),
    404: _problem("not-found"),
    408: _problem("graph-timeout"),
    429: _problem("throttled"),
    504: _problem("graph-timeout"),
}


def problem_of(status: int, headers: Mapping[str, str], body: bytes, path: str) -> Problem:
    """The Problem that an answer stands for. `headers` are looked up without case by the caller's mapping."""
    error = _error_object(body)
    what, permission = what_of(path)
    facts: dict[str, object] = {
        "status": status,
        "request_id": _request_id(headers, error),
        "what": what,
        "permission": permission,
        "roles": REPORT_ROLES.get(what, "Global Reader, Directory Readers"),
    }
    wait = retry_after(headers)
    if wait is not None:
        facts["seconds"] = max(1, round(wait))
    if "insufficient_claims" in headers.get("www-authenticate", ""):
        return Problem("claims-challenge", **facts)
    code = error.get("code")
    make = _BY_CODE.get(code) if isinstance(code, str) else None
    if make is None:
        make = _BY_STATUS.get(status) or _problem("graph-error" if status >= 500 else "graph-refused")
    return make(facts)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that Graph asks to wait: a number, or a date, which is measured against the answer's own Date."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", value):
        return float(value)
    try:
        until, sent = parsedate_to_datetime(value), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - sent).total_seconds())
    except (ValueError, TypeError):
        return None


def _error_object(body: bytes) -> Mapping[str, Any]:
    try:
        node = msgspec.json.decode(body)
    except (ValueError, RecursionError):
        return {}
    error = node.get("error") if isinstance(node, dict) else None
    return error if isinstance(error, dict) else {}


def _request_id(headers: Mapping[str, str], error: Mapping[str, Any]) -> str:
    inner = error.get("innerError")
    candidates = (headers.get("request-id"), inner.get("request-id") if isinstance(inner, dict) else None)
    for each in candidates:
        if isinstance(each, str) and re.fullmatch(r"[\w-]{1,64}", each):
            return each
    return "unknown"
