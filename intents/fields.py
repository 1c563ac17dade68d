"""The fields of the three logs: one row a field, with all its faces.

A row says what people call the field and how its values are read out of a raw record. Questions name fields by
`Field.name`; which properties of Graph a condition may be pushed down to is `bot.graph.push_rules`' business.
Sources of the paths: Microsoft Graph v1.0 and beta `signIn`, `directoryAudit`, `provisioningObjectSummary`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intents import extract as x
from intents.extract import Extract
from intents.model import Log
from intents.records import Record, Value, texts

A, P, S = Log.DIRECTORY_AUDITS, Log.PROVISIONING, Log.SIGN_INS


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `name` is used in code and JSON, `label` and `plural` in sentences."""

    name: str
    label: str
    plural: str
    get: Mapping[Log, str | Extract]
    """Where its values are, by log: a path, or a function of the record. A log without the field is not listed."""
    home: Log | None = None
    """The one log that the field speaks of when it is named, though another has it too."""
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
        """The logs that have it."""
        return tuple(self.get)

    @property
    def only(self) -> Log | None:
        """The log it speaks of by itself; None when it says nothing about the log."""
        return self.home or (self.logs[0] if len(self.get) == 1 else None)


_PEOPLE = (
    Field(
        "person",
        "person",
        "people",
        {S: x.sign_in_user, A: lambda r: x.initiating_user(r) + x.targets("user")(r), P: x.provisioned},
    ),
    Field("actor", "initiator", "initiators", {A: x.initiator, S: x.sign_in_user, P: "initiatedBy/displayName"}),
    Field("target", "target", "targets", {A: x.targets("user"), P: x.identities("targetIdentity", "sourceIdentity")}),
    Field("target_any", "object", "objects", {A: x.targets(), P: x.provisioned}),
    Field("guest", "guest", "guests", {S: x.flag(x.is_guest), A: x.flag(x.concerns_guest)}, flag=True),
)

_SIGN_INS = (
    Field("resource", "resource", "resources", {S: "resourceDisplayName"}),
    Field("country", "country", "countries", {S: "location/countryOrRegion"}, known_only=True),
    Field("city", "city", "cities", {S: "location/city"}, known_only=True),
    Field("state", "state", "states", {S: "location/state"}, known_only=True),
    Field("client", "client", "clients", {S: "clientAppUsed"}, known_only=True),
    Field("browser", "browser", "browsers", {S: "deviceDetail/browser"}, known_only=True),
    Field("os", "operating system", "operating systems", {S: "deviceDetail/operatingSystem"}, known_only=True),
    Field(
        "compliant",
        "compliant device",
        "compliant devices",
        {S: x.flag(lambda r: "true" in {v.key for v in texts(r, "deviceDetail/isCompliant")})},
        flag=True,
    ),
    Field(
        "managed",
        "managed device",
        "managed devices",
        {S: x.flag(lambda r: "true" in {v.key for v in texts(r, "deviceDetail/isManaged")})},
        flag=True,
    ),
    Field("user_agent", "user agent", "user agents", {S: "userAgent"}),
    Field("legacy", "legacy authentication", "legacy authentication", {S: x.flag(x.is_legacy)}, flag=True),
    Field("mfa", "MFA", "MFA", {S: x.flag(x.used_mfa)}, flag=True),
    Field("ca_status", "Conditional Access result", "Conditional Access results", {S: "conditionalAccessStatus"}),
    Field(
        "ca_policy", "Conditional Access policy", "Conditional Access policies", {S: x.policies("success", "failure")}
    ),
    Field(
        "ca_blocked_by",
        "blocking Conditional Access policy",
        "blocking Conditional Access policies",
        {S: x.policies("failure")},
    ),
    Field("risky", "risk", "risk", {S: x.flag(x.is_risky)}, flag=True),
    Field("risk_level", "risk level", "risk levels", {S: x.either("riskLevelDuringSignIn", "riskLevelAggregated")}),
    Field("risk_state", "risk state", "risk states", {S: "riskState"}),
    Field("risk_event", "risk detection", "risk detections", {S: x.either("riskEventTypes_v2", "riskEventTypes")}),
    Field("sign_in_kind", "kind of sign-in", "kinds of sign-in", {S: "signInEventTypes"}),
    Field(
        "service_principal",
        "service principal",
        "service principals",
        {S: x.named("servicePrincipalName", "servicePrincipalId")},
    ),
)

_SHARED = (
    Field(
        "app",
        "app",
        "apps",
        {
            S: x.named("appDisplayName", "appId"),
            A: x.targets("serviceprincipal", "application"),
            P: x.named("servicePrincipal/displayName", "servicePrincipal/id"),
        },
    ),  # fmt: skip
    Field("outcome", "result", "results", {S: x.sign_in_outcome, A: "result", P: "provisioningStatusInfo/status"}),
    Field(
        "error_code",
        "error code",
        "error codes",
        {S: "status/errorCode", P: "provisioningStatusInfo/errorInformation/errorCode"},
    ),
    Field("ip", "IP address", "IP addresses", {S: "ipAddress", A: "initiatedBy/user/ipAddress"}),
    Field("device", "device", "devices", {S: "deviceDetail/displayName", A: x.targets("device")}),
    Field("policy", "policy", "policies", {A: x.targets("policy"), S: x.policies("success", "failure")}),
    Field("correlation_id", "correlation id", "correlation ids", {S: "correlationId", A: "correlationId"}),
    Field("request_id", "request id", "request ids", {S: "id", A: "id", P: "id"}),
)

_AUDITS = (
    Field("operation", "operation", "operations", {A: "activityDisplayName"}),
    Field("category", "category", "categories", {A: "category"}),
    Field("service", "service", "services", {A: "loggedByService"}),
    Field("group", "group", "groups", {A: x.targets("group", properties=x.GROUP_NAMES), P: x.provisioned_as("group")}),
    Field(
        "role", "role", "roles", {A: x.targets("role", properties=x.ROLE_NAMES), P: x.provisioned_as("role")}, home=A
    ),
    Field(
        "given",
        "group, role or person",
        "groups, roles and people",
        {A: lambda r: x.containers(r) + x.targets("user")(r)},
    ),
    Field("container", "group or role", "groups and roles", {A: x.containers}),
    Field("property", "changed property", "changed properties", {A: x.changed_properties}),
    Field("admin_access", "admin access", "admin access", {A: x.admin_access}, flag=True),
)

_PROVISIONING = (
    Field(
        "source_system", "source system", "source systems", {P: "sourceSystem/displayName", A: x.import_source}, home=P
    ),
    Field("target_system", "target system", "target systems", {P: "targetSystem/displayName"}),
    Field(
        "system",
        "system",
        "systems",
        {P: x.either("sourceSystem/displayName", "targetSystem/displayName"), A: x.import_source},
        home=P,
    ),
    Field("object_type", "object type", "object types", {P: x.object_type, A: x.import_type}, home=P),
    Field("provisioning_action", "action", "actions", {P: "provisioningAction"}),
    Field("identity", "object", "objects", {P: x.provisioned, A: x.imported}, home=P),
    Field("job", "provisioning job", "provisioning jobs", {P: "jobId"}),
    Field("cycle", "provisioning cycle", "provisioning cycles", {P: "cycleId"}),
    Field("change", "change id", "change ids", {P: "changeId"}),
)

FIELDS: Mapping[str, Field] = {f.name: f for f in (*_PEOPLE, *_SIGN_INS, *_SHARED, *_AUDITS, *_PROVISIONING)}

BUCKETS = ("hour", "day", "weekday", "week")
"""Time buckets: they stand beside fields in `Measure.of`, in the asker's zone."""

TIME_PATH: Mapping[Log, str] = {S: "createdDateTime", A: "activityDateTime", P: "activityDateTime"}
"""The property that holds a record's time."""
