"""Which properties each API version shows of a row, and in which default form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.demo.records import Row

_SIGN_IN_V1 = """
    id createdDateTime userDisplayName userPrincipalName userId appId appDisplayName ipAddress clientAppUsed
    correlationId conditionalAccessStatus isInteractive riskDetail riskLevelAggregated riskLevelDuringSignIn
    riskState riskEventTypes riskEventTypes_v2 resourceDisplayName resourceId resourceTenantId homeTenantId
    servicePrincipalId servicePrincipalName userAgent status deviceDetail location
    appliedConditionalAccessPolicies authenticationAppDeviceDetails
"""
SIGN_IN_V1 = frozenset(_SIGN_IN_V1.split())
"""The 30 properties of signIn in v1.0 (https://learn.microsoft.com/graph/api/resources/signin)."""

_USER_DEFAULT = """
    businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname
    userPrincipalName id
"""
USER_DEFAULT = tuple(_USER_DEFAULT.split())
"""What /users gives without $select (https://learn.microsoft.com/graph/api/user-list)."""

POLICIES = "appliedConditionalAccessPolicies"
AUDIT_BETA_ONLY = {"userAgent", "performedBy"}
AUDIT_TIP = (
    "Use $select to choose only the properties your app needs, as this can lead to performance improvements. "
    "For example: GET auditLogs/directoryAudits?$select=activityDateTime,activityDisplayName"
)


def identity(row: Row) -> Row:
    """The row as it is."""
    return row


def sign_in_v1(row: Row) -> Row:
    """A sign-in as v1.0 shows it."""
    return {key: value for key, value in row.items() if key in SIGN_IN_V1}


def sign_in_beta(row: Row) -> Row:
    """A sign-in as beta shows it: without the legacy risk events."""
    return {key: value for key, value in row.items() if key != "riskEventTypes"}


def without_policies(project: Callable[[Row], Row]) -> Callable[[Row], Row]:
    """The same view for a caller who may not read Conditional Access: applied policies are left out."""
    return lambda row: {key: value for key, value in project(row).items() if key != POLICIES}


def with_kind(row: Row) -> Row:
    """A sign-in that says of which kind it is, which rows saved from v1.0 do not."""
    return row if "signInEventTypes" in row else row | {"signInEventTypes": event_types(row)}


def audit_v1(row: Row) -> Row:
    """A directory audit as v1.0 shows it."""
    return {key: value for key, value in row.items() if key not in AUDIT_BETA_ONLY}


def event_types(row: Row) -> list[str]:
    """The kinds of a sign-in; a v1.0 row that does not say is interactive unless isInteractive is false."""
    kinds: Any = row.get("signInEventTypes")
    if isinstance(kinds, list) and kinds:
        return kinds
    return ["nonInteractiveUser" if row.get("isInteractive") is False else "interactiveUser"]


def is_interactive(row: Row) -> bool:
    """Whether v1.0 shows the sign-in, and beta when no kind is asked for."""
    return "interactiveUser" in event_types(row)
