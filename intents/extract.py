"""How the values of a field are read out of a raw record, where a path does not say it all. Pure."""

from __future__ import annotations

from collections.abc import Callable

from intents.records import Record, Value, child, text, texts, unquoted, walk

Extract = Callable[[Record], tuple[Value, ...]]

LEGACY_EXEMPT = frozenset({"browser", "mobile apps and desktop clients"})
"""Clients of modern authentication; every other non-empty `clientAppUsed` is legacy authentication.
https://learn.microsoft.com/entra/identity/conditional-access/policy-block-legacy-authentication"""

INTERRUPTS = frozenset(
    (
        "16000 50058 50072 50074 50076 50079 50097 50125 50127 50129 50140 50143 50158 50168 50199 50203 50206 "
        "65001 65004"
    ).split()
)
"""Error codes that mark a step of a sign-in rather than its defeat; the portal calls them "Interrupted".
https://learn.microsoft.com/entra/identity-platform/reference-error-codes"""

GROUP_NAMES = ("group.displayname",)
ROLE_NAMES = ("role.displayname", "roledefinition.displayname", "role.wellknownobjectname")
"""Modified properties that name the group or role of a membership change."""


def flag(test: Callable[[Record], bool]) -> Extract:
    """A field that is true or false."""
    return lambda record: (Value("true" if test(record) else "false"),)


def named(name: str, identifier: str) -> Extract:
    """A display name with its id beside it; the id stands in for a missing name."""

    def extract(r: Record) -> tuple[Value, ...]:
        shown, oid = text(r, name), text(r, identifier)
        return (Value(shown or oid, "", oid),) if shown or oid else ()

    return extract


def either(*paths: str) -> Extract:
    """The different values of several paths."""
    return lambda r: tuple({v.key.casefold(): v for p in paths for v in texts(r, p)}.values())


def sign_in_user(r: Record) -> tuple[Value, ...]:
    """Who signed in, by user principal name (lower case in this log)."""
    upn, name, oid = text(r, "userPrincipalName"), text(r, "userDisplayName"), text(r, "userId")
    return (Value(upn or name or oid, name or upn, oid),) if upn or name or oid else ()


def initiator(r: Record) -> tuple[Value, ...]:
    """Who did it: a user or an app."""
    return initiating_user(r) or named("initiatedBy/app/displayName", "initiatedBy/app/servicePrincipalId")(r)


def initiating_user(r: Record) -> tuple[Value, ...]:
    """Who did it, when it was a user."""
    user = child(child(r, "initiatedBy"), "user")
    upn, name, oid = text(user, "userPrincipalName"), text(user, "displayName"), text(user, "id")
    return (Value(upn or name or oid, name or upn or oid, oid),) if upn or name or oid else ()


def targets(*types: str, properties: tuple[str, ...] = ()) -> Extract:
    """Target resources of the given types (any when none is given), and names that modified properties hold."""

    def extract(r: Record) -> tuple[Value, ...]:
        found: dict[str, Value] = {}
        for target in walk(r, "targetResources"):
            if not types or text(target, "type").casefold() in types:
                upn, name, oid = text(target, "userPrincipalName"), text(target, "displayName"), text(target, "id")
                key = upn or name or oid
                if key:
                    found.setdefault(key.casefold(), Value(key, name or upn or oid, oid))
            for changed in walk(target, "modifiedProperties") if properties else ():
                if text(changed, "displayName").casefold() in properties:
                    _name_values(changed, found)
        return tuple(found.values())

    return extract


def _name_values(changed: object, found: dict[str, Value]) -> None:
    for raw in (child(changed, "newValue"), child(changed, "oldValue")):
        name = unquoted(raw)
        if name and name != "null":
            found.setdefault(name.casefold(), Value(name))


def containers(r: Record) -> tuple[Value, ...]:
    """What somebody was put into or taken out of: a group, a role, an app, an administrative unit."""
    group, role = targets("group", properties=GROUP_NAMES), targets("role", properties=ROLE_NAMES)
    return group(r) + role(r) + targets("application", "serviceprincipal", "administrativeunit")(r)


def admin_access(r: Record) -> tuple[Value, ...]:
    """true for a directory role or a group whose name says admin; then the groups themselves, so that a question can
    name further ones by id (role-assignable groups, which only the directory knows)."""
    groups = targets("group", properties=GROUP_NAMES)(r)
    roles = targets("role", properties=ROLE_NAMES)(r)
    admin = bool(roles) or any("admin" in v.key.casefold() or "admin" in v.label.casefold() for v in groups)
    return (Value("true" if admin else "false"), *groups)


def sign_in_outcome(r: Record) -> tuple[Value, ...]:
    """success, failure, or failure and interrupted."""
    code = text(r, "status/errorCode")
    if code in ("", "0"):
        return (Value("success"),) if code else ()
    return (Value("failure"), Value("interrupted")) if code in INTERRUPTS else (Value("failure"),)


def is_guest(r: Record) -> bool:
    """A sign-in by somebody whose home is another tenant, or an account invited as a guest."""
    home, resource = text(r, "homeTenantId").casefold(), text(r, "resourceTenantId").casefold()
    if "#ext#" in text(r, "userPrincipalName").casefold() or text(r, "userType").casefold() == "guest":
        return True
    return bool(home and resource and home != resource)


def concerns_guest(r: Record) -> bool:
    """A change to an account that was invited as a guest."""
    return any("#ext#" in v.key.casefold() for v in targets("user")(r))


def is_risky(r: Record) -> bool:
    """Any level of risk, during the sign-in or in sum, whether or not it was remedied since."""
    levels = {text(r, "riskLevelDuringSignIn").casefold(), text(r, "riskLevelAggregated").casefold()}
    at_risk = text(r, "riskState").casefold() in {"atrisk", "confirmedcompromised"}
    return bool(levels & {"low", "medium", "high"}) or at_risk


def is_legacy(r: Record) -> bool:
    """Signed in with a client of legacy authentication."""
    client = text(r, "clientAppUsed").casefold()
    return client != "" and client not in LEGACY_EXEMPT


def used_mfa(r: Record) -> bool:
    """Multifactor authentication was asked for. v1.0 says so only in the status text."""
    if text(r, "authenticationRequirement").casefold() == "multifactorauthentication":
        return True
    return text(r, "status/additionalDetails").casefold().startswith("mfa")


def policies(*results: str) -> Extract:
    """Conditional Access policies that applied with one of these results."""

    def extract(r: Record) -> tuple[Value, ...]:
        return tuple(
            Value(text(p, "displayName"), "", text(p, "id"))
            for p in walk(r, "appliedConditionalAccessPolicies")
            if text(p, "displayName") and text(p, "result").casefold() in results
        )

    return extract


def identities(*sides: str) -> Extract:
    """The object that was provisioned, as the first side that names it has it."""

    def extract(r: Record) -> tuple[Value, ...]:
        for side in sides:
            node = child(r, side)
            upn, name, oid = text(node, "details/userPrincipalName"), text(node, "displayName"), text(node, "id")
            if upn or name:
                return (Value(upn or name, name or upn, oid),)
        return ()

    return extract


provisioned = identities("sourceIdentity", "targetIdentity")


def object_type(r: Record) -> tuple[Value, ...]:
    """What kind of object was provisioned; a Workday `Worker` is a user, an AWS `RolesCompound` a role."""
    raw = text(r, "sourceIdentity/identityType") or text(r, "targetIdentity/identityType")
    return (Value(_kind(raw), raw),) if raw else ()


def _kind(raw: str) -> str:
    low = raw.casefold()
    if low in {"user", "worker", "employee", "person"}:
        return "user"
    return "role" if "role" in low else "group" if "group" in low else low


def provisioned_as(kind: str) -> Extract:
    """The object that was provisioned, when it is of this kind."""
    return lambda r: provisioned(r) if any(v.key == kind for v in object_type(r)) else ()


def is_import(r: Record) -> bool:
    """Whether a directory audit is the provisioning service's note of something imported.

    Role imports (AWS, Salesforce, Zendesk) are logged there and not in the provisioning log:
    https://learn.microsoft.com/entra/identity/monitoring-health/howto-analyze-provisioning-logs
    """
    return text(r, "activityDisplayName").casefold() == "import"


def import_source(r: Record) -> tuple[Value, ...]:
    """The system that an import came from: its app is one of the targets."""
    return targets("serviceprincipal", "application")(r) if is_import(r) else ()


def import_type(r: Record) -> tuple[Value, ...]:
    """What kind of object an import brought."""
    if not is_import(r):
        return ()
    kinds = (text(t, "type") for t in walk(r, "targetResources"))
    return tuple(Value(_kind(k), k) for k in kinds if k.casefold() not in ("serviceprincipal", "application", ""))


def imported(r: Record) -> tuple[Value, ...]:
    """The object that an import brought."""
    return tuple(v for v in targets("user", "group", "role", "other")(r)) if is_import(r) else ()


def changed_properties(r: Record) -> tuple[Value, ...]:
    """Names of the properties that a directory audit changed."""
    return texts(r, "targetResources/modifiedProperties/displayName")
