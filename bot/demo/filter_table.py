"""Which $filter operators Graph documents, per collection and property: the table that the stand-in enforces.

Sources: the reference pages of signIn, directoryAudit, provisioningObjectSummary (v1.0 and beta), user, group,
servicePrincipal, directoryRole and unifiedRoleDefinition at https://learn.microsoft.com/graph/api/resources/.
`field` holds operators that public code uses although the reference is silent: accepted with `lenient` only.
`advanced` holds operators that need ConsistencyLevel: eventual and $count=true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["string", "integer", "time", "boolean"]


@dataclass(frozen=True, slots=True)
class Filterable:
    """What may be asked of one property. `any` = it is reached through any(...) only."""

    documented: frozenset[str]
    kind: Kind = "string"
    field: frozenset[str] = frozenset()
    advanced: frozenset[str] = frozenset()
    any: bool = False

    def allows(self, operator: str, *, lenient: bool, advanced: bool) -> bool:
        """Whether the operator (eq, ne, ge, le, gt, lt, in, startswith, endswith, contains) may be used."""
        return (
            operator in self.documented
            or (lenient and operator in self.field)
            or (advanced and operator in self.advanced)
        )


def _may(
    documented: str, kind: Kind = "string", *, field: str = "", advanced: str = "", within: bool = False
) -> Filterable:
    split = (frozenset(each.split()) for each in (documented, field, advanced))
    first, second, third = split
    return Filterable(first, kind, second, third, within)


EQ = _may("eq")
EQ_START = _may("eq startswith")
EQ_CONTAINS = _may("eq contains")
EQ_IN = _may("eq in")
NAME = _may("eq in ge le startswith", advanced="ne")
ADDRESS = _may("eq in ge le startswith", advanced="ne endswith")
FLAG = _may("eq in", "boolean", advanced="ne")

SIGN_INS = {
    "id": EQ,
    "appDisplayName": EQ_START,
    "appId": EQ,
    "clientAppUsed": EQ,
    "conditionalAccessStatus": EQ,
    "correlationId": EQ,
    "createdDateTime": _may("eq ge le", "time"),
    "deviceDetail/browser": EQ_START,
    "deviceDetail/operatingSystem": EQ_START,
    "ipAddress": EQ_START,
    "location/city": EQ_START,
    "location/state": EQ_START,
    "location/countryOrRegion": EQ_START,
    "resourceDisplayName": EQ,
    "resourceId": EQ,
    "riskDetail": EQ,
    "riskEventTypes_v2": _may("eq startswith", within=True),
    "riskLevelAggregated": EQ,
    "riskLevelDuringSignIn": EQ,
    "riskState": EQ,
    "status/errorCode": _may("eq", "integer", field="ne"),
    "userDisplayName": EQ_START,
    "userId": EQ,
    "userPrincipalName": EQ_START,
}

SIGN_INS_BETA = SIGN_INS | {
    "appOwnerTenantId": EQ,
    "authenticationRequirement": EQ_START,
    "conditionalAccessAudiences": _may("eq", within=True),
    "originalRequestId": EQ,
    "resourceOwnerTenantId": EQ,
    "resourceServicePrincipalId": EQ,
    "servicePrincipalId": EQ_START,
    "servicePrincipalName": EQ_START,
    "signInEventTypes": _may("eq ne", within=True),
    "tokenIssuerName": EQ,
    "userAgent": EQ_START,
    "userType": EQ,
}

DIRECTORY_AUDITS = {
    "id": EQ,
    "activityDateTime": _may("eq ge le", "time"),
    "activityDisplayName": EQ_START,
    "category": _may("", field="eq"),
    "correlationId": EQ,
    "initiatedBy/app/appId": EQ,
    "initiatedBy/app/displayName": EQ,
    "initiatedBy/user/displayName": EQ,
    "initiatedBy/user/id": EQ,
    "initiatedBy/user/userPrincipalName": EQ_START,
    "loggedByService": EQ,
    "result": _may("", field="eq"),
    "targetResources/displayName": _may("eq startswith", within=True),
    "targetResources/id": _may("eq", within=True),
}

PROVISIONING = {
    "id": EQ_CONTAINS,
    "activityDateTime": _may("eq gt lt", "time"),
    "changeId": EQ_CONTAINS,
    "cycleId": EQ_CONTAINS,
    "durationInMilliseconds": _may("eq gt lt", "integer"),
    "initiatedBy/displayName": EQ_CONTAINS,
    "jobId": EQ_CONTAINS,
    "provisioningAction": EQ_CONTAINS,
    "provisioningStatusInfo/status": EQ_CONTAINS,
    "servicePrincipal/displayName": EQ,
    "servicePrincipal/id": EQ,
    "sourceIdentity/displayName": EQ_CONTAINS,
    "sourceIdentity/id": EQ_CONTAINS,
    "sourceIdentity/identityType": EQ_CONTAINS,
    "sourceSystem/displayName": EQ_CONTAINS,
    "targetIdentity/displayName": EQ_CONTAINS,
    "targetIdentity/id": EQ_CONTAINS,
    "targetIdentity/identityType": EQ_CONTAINS,
    "targetSystem/displayName": EQ_CONTAINS,
    "tenantId": EQ_CONTAINS,
}

USERS = {
    "id": EQ_IN,
    "accountEnabled": FLAG,
    "department": NAME,
    "displayName": NAME,
    "givenName": NAME,
    "jobTitle": NAME,
    "mail": ADDRESS,
    "mailNickname": NAME,
    "otherMails": _may("eq startswith", advanced="endswith", within=True),
    "proxyAddresses": _may("eq startswith", advanced="endswith", within=True),
    "surname": NAME,
    "userPrincipalName": ADDRESS,
    "userType": _may("eq in", advanced="ne"),
}

GROUPS = {
    "id": EQ_IN,
    "displayName": NAME,
    "groupTypes": _may("eq", within=True),
    "isAssignableToRole": _may("eq in", "boolean", advanced="ne"),
    "mail": NAME,
    "mailEnabled": FLAG,
    "mailNickname": NAME,
    "securityEnabled": FLAG,
}

SERVICE_PRINCIPALS = {
    "id": EQ_IN,
    "accountEnabled": FLAG,
    "appId": EQ_IN,
    "displayName": NAME,
    "servicePrincipalType": EQ_IN,
}

DIRECTORY_ROLES = {"displayName": EQ, "roleTemplateId": EQ}

ROLE_DEFINITIONS = {"id": EQ_IN, "displayName": _may("eq in startswith"), "isBuiltIn": _may("eq in", "boolean")}

ACTIVITY_TYPES = {"service": EQ, "category": EQ, "activity": EQ}

POLICIES = {"id": EQ, "displayName": EQ, "state": EQ}

TABLE = {
    "signIns": SIGN_INS,
    "signIns-beta": SIGN_INS_BETA,
    "directoryAudits": DIRECTORY_AUDITS,
    "provisioning": PROVISIONING,
    "users": USERS,
    "groups": GROUPS,
    "servicePrincipals": SERVICE_PRINCIPALS,
    "directoryRoles": DIRECTORY_ROLES,
    "roleDefinitions": ROLE_DEFINITIONS,
    "auditActivityTypes": ACTIVITY_TYPES,
    "policies": POLICIES,
}
"""Every collection that takes $filter; signIns-beta is signIns under /beta."""
