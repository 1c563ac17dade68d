"""Which $filter operators Microsoft Graph documents, by log and property: nothing else is ever asked of it.

Sources, read November 2026: the property tables of https://learn.microsoft.com/graph/api/resources/signin (v1.0 and
beta), https://learn.microsoft.com/graph/api/directoryaudit-list and
https://learn.microsoft.com/graph/api/provisioningobjectsummary-list. `UNDOCUMENTED` is what public code uses although
the reference is silent: asked only where a tenant's Graph was seen to accept it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intents.model import Log

_EQ: Final = frozenset({"eq"})
_START: Final = frozenset({"eq", "startswith"})
_PART: Final = frozenset({"eq", "contains"})

_SIGN_INS: Final[Mapping[str, frozenset[str]]] = {
    "id": _EQ,
    "appDisplayName": _START,
    "appId": _EQ,
    "clientAppUsed": _EQ,
    "conditionalAccessStatus": _EQ,
    "correlationId": _EQ,
    "createdDateTime": frozenset({"eq", "ge", "le"}),
    "deviceDetail/browser": _START,
    "deviceDetail/operatingSystem": _START,
    "ipAddress": _START,
    "location/city": _START,
    "location/state": _START,
    "location/countryOrRegion": _START,
    "resourceDisplayName": _EQ,
    "resourceId": _EQ,
    "riskDetail": _EQ,
    "riskLevelAggregated": _EQ,
    "riskLevelDuringSignIn": _EQ,
    "riskState": _EQ,
    "status/errorCode": _EQ,
    "userDisplayName": _START,
    "userId": _EQ,
    "userPrincipalName": _START,
}

DOCUMENTED: Final[Mapping[tuple[Log, str], Mapping[str, frozenset[str]]]] = {
    (Log.SIGN_INS, "v1.0"): _SIGN_INS,
    (Log.SIGN_INS, "beta"): {
        **_SIGN_INS,
        "servicePrincipalId": _START,
        "servicePrincipalName": _START,
        "userAgent": _START,
    },
    (Log.DIRECTORY_AUDITS, "v1.0"): {
        "id": _EQ,
        "activityDateTime": frozenset({"eq", "ge", "le"}),
        "activityDisplayName": _START,
        "correlationId": _EQ,
        "loggedByService": _EQ,
        "initiatedBy/user/id": _EQ,
        "initiatedBy/user/displayName": _EQ,
        "initiatedBy/user/userPrincipalName": _START,
        "initiatedBy/app/appId": _EQ,
        "initiatedBy/app/displayName": _EQ,
        "targetResources/id": _EQ,
        "targetResources/displayName": _START,
    },
    (Log.PROVISIONING, "v1.0"): {
        "id": _PART,
        "activityDateTime": frozenset({"eq", "gt", "lt"}),
        "changeId": _PART,
        "cycleId": _PART,
        "jobId": _PART,
        "provisioningAction": _PART,
        "provisioningStatusInfo/status": _PART,
        "servicePrincipal/id": _EQ,
        "sourceIdentity/displayName": _PART,
        "sourceIdentity/id": _PART,
        "targetIdentity/displayName": _PART,
        "targetIdentity/id": _PART,
        "sourceSystem/displayName": _PART,
        "targetSystem/displayName": _PART,
    },
}

THROUGH_ANY: Final = frozenset({"targetResources/id", "targetResources/displayName", "signInEventTypes"})
"""Properties of a collection, reached through any(...)."""

UNDOCUMENTED: Final[Mapping[str, tuple[Log, str, str]]] = {
    "errorCode_ne": (Log.SIGN_INS, "status/errorCode", "ne"),
    "category_eq": (Log.DIRECTORY_AUDITS, "category", "eq"),
    "result_eq": (Log.DIRECTORY_AUDITS, "result", "eq"),
}

PAGE_SIZE: Final[Mapping[Log, int]] = {Log.SIGN_INS: 1000, Log.DIRECTORY_AUDITS: 999, Log.PROVISIONING: 999}
"""$top: 1000 is the documented largest of signIns; for the others no number is documented and clients send 999."""


def allowed(log: Log, version: str, path: str, operator: str) -> bool:
    """Whether the reference lists the operator for that property of that log and version."""
    return operator in DOCUMENTED.get((log, version), {}).get(path, frozenset())


class Capabilities:
    """What one tenant's Graph was seen to do where the reference is silent: tried once, and remembered.

    Trying is on in the bot: it costs one request in the life of the process (a refused one, or the one that an answer
    is compared with, see bot.graph.trial), and an operator that works saves most pages of every question about
    failures. $select is not tried: it saves no request and no row, nine tenths of a sign-in are read anyway, and a
    record without a property cannot be told from one in which it is empty.
    """

    def __init__(self, *on: str) -> None:
        """Try the named rows of UNDOCUMENTED, and no others; KeyError for a name that is none."""
        for name in on:
            if name not in UNDOCUMENTED:
                raise KeyError(name)
        self._on = set(on)
        self.accepted: set[str] = set()
        """Those that were tried and taken."""
        self.kept_days: dict[Log, int] = {}
        """Logs that were seen to go back less far than with a licence."""

    def __contains__(self, name: str) -> bool:
        """Whether it is to be used: it works, or was not tried yet."""
        return name in self._on

    def accept(self, *names: str) -> None:
        """Remember that a request using these was answered."""
        self.accepted.update(names)

    def refuse(self, *names: str) -> None:
        """Remember that a request using these was refused."""
        self._on.difference_update(names)
        self.accepted.difference_update(names)
