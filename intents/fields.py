"""The fields of the three logs: one row a field, with all its faces.

A row says what people call the field, how its values are read out of a raw record, and which OData properties can carry
a condition on it. Questions name fields by `Field.name`; nothing else in the project knows a property path of Graph.
Sources of the paths: Microsoft Graph v1.0 and beta `signIn`, `directoryAudit`, `provisioningObjectSummary`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from intents.model import Log
from intents.records import Record, Value, child, text, texts, unquoted, walk

A, P, S = Log.DIRECTORY_AUDITS, Log.PROVISIONING, Log.SIGN_INS

Extract = Callable[[Record], tuple[Value, ...]]

LEGACY_EXEMPT = frozenset({"browser", "mobile apps and desktop clients"})
"""Clients of modern authentication; every other non-empty `clientAppUsed` is legacy authentication."""

INTERRUPTS = frozenset(
    "50055 50058 50072 50074 50076 50079 50097 50125 50127 50129 50140 50143 50144 50158 50168 50199 50203 50206 65001 65004 81010 81012 81014 16000".split()
) - frozenset({"50055", "50144", "81010", "81012", "81014"})
"""Error codes that mark a step of a sign-in rather than its defeat; the portal calls them "Interrupted"."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `name` is used in code and JSON, `label`/`plural` in sentences."""

    name: str
    label: str
    plural: str
    get: Mapping[Log, str | Extract]
    """Where its values are, by log: a path, or a function of the record. A log without the field is not listed."""
    push: Mapping[Log, tuple[str, ...]]
    """OData properties that a condition on this field may be pushed down to, by log, best first. An id is pushed to the
    properties ending in "id", a name to the others; whether Graph takes the operator is `bot.graph`'s business."""
    known_only: bool = False
    """A negation asks for a known other value: "not from the US" needs a country."""
    flag: bool = False
    """Its only values are true and false."""

    def values(self, log: Log, record: Record) -> tuple[Value, ...]:
        """All values of this field in one record, () when the log does not have it."""
        how = self.get.get(log)
        if how is None:
            return ()
        return texts(record, how) if isinstance(how, str) else how(record)

    @property
    def logs(self) -> tuple[Log, ...]:
        return tuple(self.get)


def _flag(test: Callable[[Record], bool]) -> Extract:
    return lambda record: (Value("true" if test(record) else "false"),)


def _sign_in_user(r: Record) -> tuple[Value, ...]:
    upn, name, oid = text(r, "userPrincipalName"), text(r, "userDisplayName"), text(r, "userId")
    return (Value(upn or name or oid, name or upn, oid),) if upn or name or oid else ()


def _initiator(r: Record) -> tuple[Value, ...]:
    user, app = child(child(r, "initiatedBy"), "user"), child(child(r, "initiatedBy"), "app")
    upn, name, oid = text(user, "userPrincipalName"), text(user, "displayName"), text(user, "id")
    if upn or name or oid:
        return (Value(upn or name or oid, name or upn or oid, oid),)
    name, oid = text(app, "displayName"), text(app, "servicePrincipalId")
    return (Value(name or oid, name or oid, oid),) if name or oid else ()


def _initiating_user(r: Record) -> tuple[Value, ...]:
    return _initiator(r) if text(r, "initiatedBy/user/id") or text(r, "initiatedBy/user/userPrincipalName") else ()


def _is_type(target: object, *types: str) -> bool:
    return text(target, "type").casefold() in types


def targets(*types: str, properties: tuple[str, ...] = ()) -> Extract:
    """Target resources of the given types (any type when none is given), and names that modified properties hold."""

    def extract(r: Record) -> tuple[Value, ...]:
        found: dict[str, Value] = {}
        for target in walk(r, "targetResources"):
            if not types or _is_type(target, *types):
                upn, name, oid = text(target, "userPrincipalName"), text(target, "displayName"), text(target, "id")
                if upn or name or oid:
                    key = upn or name or oid
                    found.setdefault(key.casefold(), Value(key, name or upn or oid, oid))
            for changed in walk(target, "modifiedProperties") if properties else ():
                if text(changed, "displayName").casefold() in properties:
                    for raw in (child(changed, "newValue"), child(changed, "oldValue")):
                        name = unquoted(raw)
                        if name and name != "null":
                            found.setdefault(name.casefold(), Value(name))
        return tuple(found.values())

    return extract


def _outcome_sign_in(r: Record) -> tuple[Value, ...]:
    code = text(r, "status/errorCode")
    if code == "":
        return ()
    if code == "0":
        return (Value("success"),)
    return (Value("failure"), Value("interrupted")) if code in INTERRUPTS else (Value("failure"),)


def is_guest(r: Record) -> bool:
    """A sign-in by somebody whose home is another tenant, or an account invited as a guest."""
    home, resource = text(r, "homeTenantId").casefold(), text(r, "resourceTenantId").casefold()
    if "#ext#" in text(r, "userPrincipalName").casefold() or text(r, "userType").casefold() == "guest":
        return True
    return bool(home and resource and home != resource)


def is_risky(r: Record) -> bool:
    """Any level of risk, during the sign-in or in sum, whether or not it was remedied since."""
    levels = {text(r, "riskLevelDuringSignIn").casefold(), text(r, "riskLevelAggregated").casefold()}
    return bool(levels & {"low", "medium", "high"}) or text(r, "riskState").casefold() in {"atrisk", "confirmedcompromised"}


def is_legacy(r: Record) -> bool:
    client = text(r, "clientAppUsed").casefold()
    return client != "" and client not in LEGACY_EXEMPT


def _risk_levels(r: Record) -> tuple[Value, ...]:
    found = dict.fromkeys(v.key for p in ("riskLevelDuringSignIn", "riskLevelAggregated") for v in texts(r, p))
    return tuple(Value(v) for v in found)


def _policies(*results: str) -> Extract:
    def extract(r: Record) -> tuple[Value, ...]:
        return tuple(
            Value(text(p, "displayName"), "", text(p, "id"))
            for p in walk(r, "appliedConditionalAccessPolicies")
            if text(p, "displayName") and text(p, "result").casefold() in results
        )

    return extract


def _identities(*sides: str) -> Extract:
    """The object that was provisioned, as source and target name it."""

    def extract(r: Record) -> tuple[Value, ...]:
        for side in sides:
            node = child(r, side)
            upn, name, oid = text(node, "details/userPrincipalName"), text(node, "displayName"), text(node, "id")
            if upn or name:
                return (Value(upn or name, name or upn, oid),)
        return ()

    return extract


def _either(*paths: str) -> Extract:
    def extract(r: Record) -> tuple[Value, ...]:
        return tuple({v.key.casefold(): v for p in paths for v in texts(r, p)}.values())

    return extract


def _object_type(r: Record) -> tuple[Value, ...]:
    """What kind of object was provisioned; a Workday `Worker` is a user, an AWS `AppRole` a role."""
    raw = text(r, "sourceIdentity/identityType") or text(r, "targetIdentity/identityType")
    low = raw.casefold()
    kind = "user" if low in {"user", "worker", "employee", "person"} else "role" if "role" in low else "group" if "group" in low else low
    return (Value(kind, raw),) if raw else ()


def _mfa(r: Record) -> bool:
    if text(r, "authenticationRequirement").casefold() == "multifactorauthentication":
        return True
    return text(r, "status/additionalDetails").casefold().startswith("mfa")


_PASSWORD_GROUP = ("group.displayname",)
_ROLE_PROPERTIES = ("role.displayname", "roledefinition.displayname", "role.wellknownobjectname")

FIELDS: Mapping[str, Field] = {
    f.name: f
    for f in (
        # people
        Field("person", "person", "people", {S: _sign_in_user, A: lambda r: _initiating_user(r) + targets("user")(r), P: _identities("sourceIdentity", "targetIdentity")},
              {S: ("userId", "userPrincipalName", "userDisplayName"), P: ("sourceIdentity/displayName", "sourceIdentity/id")}),
        Field("actor", "initiator", "initiators", {A: _initiator, S: _sign_in_user, P: lambda r: texts(r, "initiatedBy/displayName")},
              {A: ("initiatedBy/user/id", "initiatedBy/user/userPrincipalName", "initiatedBy/app/displayName"), S: ("userId", "userPrincipalName"), P: ("initiatedBy/displayName",)}),
        Field("target", "target", "targets", {A: targets("user"), P: _identities("targetIdentity", "sourceIdentity")},
              {A: ("targetResources/id", "targetResources/displayName")}),
        Field("guest", "guest", "guests", {S: _flag(is_guest), A: _flag(lambda r: any("#ext#" in v.key.casefold() for v in targets("user")(r)))}, {}, flag=True),
        # what was signed in to, and how
        Field("app", "app", "apps", {S: lambda r: tuple(Value(text(r, "appDisplayName") or text(r, "appId"), "", text(r, "appId")) for _ in (0,) if text(r, "appDisplayName") or text(r, "appId")),
                                     A: targets("serviceprincipal", "application"), P: lambda r: tuple(Value(text(r, "servicePrincipal/displayName"), "", text(r, "servicePrincipal/id")) for _ in (0,) if text(r, "servicePrincipal/displayName"))},
              {S: ("appId", "appDisplayName"), A: ("targetResources/id", "targetResources/displayName"), P: ("servicePrincipal/id", "servicePrincipal/displayName")}),
        Field("resource", "resource", "resources", {S: "resourceDisplayName"}, {S: ("resourceDisplayName",)}),
        Field("outcome", "result", "results", {S: _outcome_sign_in, A: "result", P: "provisioningStatusInfo/status"},
              {S: ("status/errorCode",), A: ("result",), P: ("provisioningStatusInfo/status",)}),
        Field("error_code", "error code", "error codes", {S: "status/errorCode", P: "provisioningStatusInfo/errorInformation/errorCode"}, {S: ("status/errorCode",)}),
        Field("ip", "IP address", "IP addresses", {S: "ipAddress", A: "initiatedBy/user/ipAddress"}, {S: ("ipAddress",)}),
        Field("country", "country", "countries", {S: "location/countryOrRegion"}, {S: ("location/countryOrRegion",)}, known_only=True),
        Field("city", "city", "cities", {S: "location/city"}, {S: ("location/city",)}, known_only=True),
        Field("state", "state", "states", {S: "location/state"}, {S: ("location/state",)}, known_only=True),
        Field("client", "client", "clients", {S: "clientAppUsed"}, {S: ("clientAppUsed",)}, known_only=True),
        Field("browser", "browser", "browsers", {S: "deviceDetail/browser"}, {S: ("deviceDetail/browser",)}, known_only=True),
        Field("os", "operating system", "operating systems", {S: "deviceDetail/operatingSystem"}, {S: ("deviceDetail/operatingSystem",)}, known_only=True),
        Field("device", "device", "devices", {S: "deviceDetail/displayName", A: targets("device")}, {A: ("targetResources/displayName",)}),
        Field("compliant", "compliant device", "compliant devices", {S: _flag(lambda r: text(r, "deviceDetail/isCompliant") == "true")}, {}, flag=True),
        Field("managed", "managed device", "managed devices", {S: _flag(lambda r: text(r, "deviceDetail/isManaged") == "true")}, {}, flag=True),
        Field("user_agent", "user agent", "user agents", {S: "userAgent"}, {}),
        Field("legacy", "legacy authentication", "legacy authentication", {S: _flag(is_legacy)}, {}, flag=True),
        Field("mfa", "MFA", "MFA", {S: _flag(_mfa)}, {}, flag=True),
        Field("ca_status", "Conditional Access result", "Conditional Access results", {S: "conditionalAccessStatus"}, {S: ("conditionalAccessStatus",)}),
        Field("ca_policy", "Conditional Access policy", "Conditional Access policies", {S: _policies("success", "failure")}, {}),
        Field("ca_blocked_by", "blocking Conditional Access policy", "blocking Conditional Access policies", {S: _policies("failure")}, {}),
        Field("risky", "risk", "risk", {S: _flag(is_risky)}, {}, flag=True),
        Field("risk_level", "risk level", "risk levels", {S: _risk_levels}, {}),
        Field("risk_state", "risk state", "risk states", {S: "riskState"}, {S: ("riskState",)}),
        Field("risk_event", "risk detection", "risk detections", {S: _either("riskEventTypes_v2", "riskEventTypes")}, {S: ("riskEventTypes_v2",)}),
        Field("sign_in_kind", "kind of sign-in", "kinds of sign-in", {S: "signInEventTypes"}, {S: ("signInEventTypes",)}),
        Field("service_principal", "service principal", "service principals", {S: lambda r: tuple(Value(text(r, "servicePrincipalName") or text(r, "servicePrincipalId"), "", text(r, "servicePrincipalId")) for _ in (0,) if text(r, "servicePrincipalName") or text(r, "servicePrincipalId"))}, {S: ("servicePrincipalId", "servicePrincipalName")}),
        Field("correlation_id", "correlation id", "correlation ids", {S: "correlationId", A: "correlationId"}, {S: ("correlationId",), A: ("correlationId",)}),
        Field("request_id", "request id", "request ids", {S: "id", A: "id", P: "id"}, {S: ("id",), A: ("id",), P: ("id",)}),
        # directory audits
        Field("operation", "operation", "operations", {A: "activityDisplayName"}, {A: ("activityDisplayName",)}),
        Field("category", "category", "categories", {A: "category"}, {A: ("category",)}),
        Field("service", "service", "services", {A: "loggedByService"}, {A: ("loggedByService",)}),
        Field("group", "group", "groups", {A: targets("group", properties=_PASSWORD_GROUP), P: lambda r: _identities("sourceIdentity", "targetIdentity")(r) if _object_type(r)[:1] and _object_type(r)[0].key == "group" else ()},
              {P: ("sourceIdentity/displayName",)}),
        Field("role", "role", "roles", {A: targets("role", properties=_ROLE_PROPERTIES), P: lambda r: _identities("sourceIdentity", "targetIdentity")(r) if _object_type(r)[:1] and _object_type(r)[0].key == "role" else ()},
              {P: ("sourceIdentity/displayName",)}),
        Field("policy", "policy", "policies", {A: targets("policy"), S: _policies("success", "failure")}, {A: ("targetResources/displayName",)}),
        Field("container", "group or role", "groups and roles", {A: lambda r: targets("group", properties=_PASSWORD_GROUP)(r) + targets("role", properties=_ROLE_PROPERTIES)(r) + targets("application", "serviceprincipal", "administrativeunit")(r)}, {}),
        Field("target_any", "object", "objects", {A: targets(), P: _identities("sourceIdentity", "targetIdentity")}, {A: ("targetResources/id", "targetResources/displayName")}),
        Field("property", "changed property", "changed properties", {A: lambda r: tuple(Value(text(m, "displayName")) for m in walk(r, "targetResources/modifiedProperties") if text(m, "displayName"))}, {}),
        Field("admin_access", "admin access", "admin access", {A: _flag(lambda r: bool(targets("role", properties=_ROLE_PROPERTIES)(r)) or any("admin" in v.key.casefold() for v in targets("group", properties=_PASSWORD_GROUP)(r)))}, {}, flag=True),
        # provisioning
        Field("source_system", "source system", "source systems", {P: "sourceSystem/displayName"}, {P: ("sourceSystem/displayName",)}),
        Field("target_system", "target system", "target systems", {P: "targetSystem/displayName"}, {P: ("targetSystem/displayName",)}),
        Field("system", "system", "systems", {P: _either("sourceSystem/displayName", "targetSystem/displayName")}, {}),
        Field("object_type", "object type", "object types", {P: _object_type}, {}),
        Field("provisioning_action", "action", "actions", {P: lambda r: tuple(Value(v.key.casefold()) for v in texts(r, "provisioningAction"))}, {P: ("provisioningAction",)}),
        Field("identity", "object", "objects", {P: _identities("sourceIdentity", "targetIdentity")}, {P: ("sourceIdentity/displayName",)}),
        Field("job", "provisioning job", "provisioning jobs", {P: "jobId"}, {P: ("jobId",)}),
        Field("cycle", "provisioning cycle", "provisioning cycles", {P: "cycleId"}, {P: ("cycleId",)}),
        Field("change", "change id", "change ids", {P: "changeId"}, {P: ("changeId",)}),
    )
}

BUCKETS = ("hour", "day", "weekday", "week")
"""Time buckets: they stand beside fields in `Measure.of`, in the asker's zone."""

TIME_PATH: Mapping[Log, str] = {S: "createdDateTime", A: "activityDateTime", P: "activityDateTime"}
