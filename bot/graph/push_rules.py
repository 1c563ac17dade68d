"""How each condition may be pushed down, by log and field: one row in `RULES`, one function where that is not enough.

A rule turns a condition that is not negated into its alternatives, or None. Spellings of enumerations are those of
https://learn.microsoft.com/graph/api/resources/signin, .../directoryaudit and .../provisioningobjectsummary.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.graph.identity import addresses, is_guid
from intents.model import Condition, Entity, EntityKind, Log, Op

A, P, S = Log.DIRECTORY_AUDITS, Log.PROVISIONING, Log.SIGN_INS


@dataclass(frozen=True, slots=True)
class Term:
    """One comparison. `needs` names the capability that an undocumented operator needs."""

    path: str
    operator: str
    value: str | int
    needs: str = ""


Terms = list[Term] | None
"""None: not to be pushed."""


def _known(path: str, *spellings: str, needs: str = "") -> Callable[[Condition], Terms]:
    """Values of an enumeration whose spelling is documented."""
    by_fold = {each.casefold(): each for each in spellings}

    def rule(c: Condition) -> Terms:
        found = [by_fold.get(value.casefold()) for value in c.values] if c.op is Op.EQ else [None]
        return [Term(path, "eq", each, needs) for each in found if each] if all(found) else None

    return rule


def _guids(*paths: str) -> Callable[[Condition], Terms]:
    """Ids that Graph writes in lower case."""

    def rule(c: Condition) -> Terms:
        if c.op is not Op.EQ or not all(is_guid(value.strip()) for value in c.values):
            return None
        return [Term(path, "eq", value.strip().lower()) for path in paths for value in c.values]

    return rule


def _any_case_guids(path: str) -> Callable[[Condition], Terms]:
    """Ids in a log whose filters mind the case (https://learn.microsoft.com/graph/api/provisioningobjectsummary-list)."""

    def rule(c: Condition) -> Terms:
        if c.op is not Op.EQ or not all(is_guid(value.strip()) for value in c.values):
            return None
        return [
            Term(path, "eq", each)
            for value in map(str.strip, c.values)
            for each in (value, value.lower(), value.upper())
        ]

    return rule


def _record_ids(c: Condition) -> Terms:
    """Ids of audits are guids or carry capitals ("Directory_..._M1N6X_27"); typed without them they are not certain."""
    if c.op is not Op.EQ or not all(is_guid(value) or value != value.lower() for value in c.values):
        return None
    return [Term("id", "eq", value.lower() if is_guid(value) else value) for value in c.values]


def _people(terms_of: Callable[[Entity], Terms]) -> Callable[[Condition], Terms]:
    def rule(c: Condition) -> Terms:
        if c.op is not Op.NAMED or not c.entities:
            return None
        found = [terms_of(entity) if entity.kind is EntityKind.USER else None for entity in c.entities]
        return [term for terms in found if terms for term in terms] if all(found) else None

    return rule


def _signed_in(entity: Entity) -> Terms:
    """Sign-ins write user principal names in lower case, and guests under their home address."""
    by_id = [Term("userId", "eq", entity.id)] if is_guid(entity.id) else []
    if by_id:
        return by_id + [Term("userPrincipalName", "eq", each) for each in addresses(entity)]
    # eq on this property was seen to return nothing (microsoft-graph-docs-contrib issue 3159); startswith works
    return [Term("userPrincipalName", "startswith", each) for each in addresses(entity)] or None


def _initiated(entity: Entity) -> Terms:
    if not is_guid(entity.id):
        return None
    spelled = dict.fromkeys(each for each in (entity.upn, entity.upn.lower()) if each)
    return [Term("initiatedBy/user/id", "eq", entity.id)] + [
        Term("initiatedBy/user/userPrincipalName", "eq", each) for each in spelled
    ]


def _targeted(entity: Entity) -> Terms:
    return [Term("targetResources/id", "eq", entity.id)] if is_guid(entity.id) else None


def _either_side(entity: Entity) -> Terms:
    mine, other = _initiated(entity), _targeted(entity)
    return mine + other if mine and other else None


def _objects(c: Condition) -> Terms:
    """Targets of any type; an app has several ids and a role too, so those are left to the local check."""
    certain = {EntityKind.USER, EntityKind.GROUP}
    if c.op is not Op.NAMED or not all(e.kind in certain and is_guid(e.id) for e in c.entities):
        return None
    return [Term("targetResources/id", "eq", entity.id) for entity in c.entities]


def _apps(c: Condition) -> Terms:
    if c.op not in {Op.NAMED, Op.NEWEST} or not all(is_guid(entity.app_id) for entity in c.entities):
        return None
    return [Term("appId", "eq", entity.app_id) for entity in c.entities]


def _service_principals(c: Condition) -> Terms:
    if c.op is not Op.NAMED or not all(is_guid(entity.id) for entity in c.entities):
        return None
    return [Term("servicePrincipalId", "eq", entity.id) for entity in c.entities]


def _sign_in_outcome(c: Condition) -> Terms:
    values = {value.casefold() for value in c.values} if c.op is Op.EQ else set()
    if values == {"success"}:
        return [Term("status/errorCode", "eq", 0)]
    if values and values <= {"failure", "interrupted"}:
        return [Term("status/errorCode", "ne", 0, "errorCode_ne")]
    return None


def _error_codes(c: Condition) -> Terms:
    if c.op is not Op.EQ or not all(value.isascii() and value.isdigit() and len(value) < 10 for value in c.values):
        return None
    return [Term("status/errorCode", "eq", int(value)) for value in c.values]


def _ips(c: Condition) -> Terms:
    terms: list[Term] = []
    for value in c.values:
        prefix = _ipv4_prefix(c.op, value.strip())
        if prefix is None:
            return None
        terms.append(Term("ipAddress", "eq" if c.op is Op.EQ else "startswith", prefix))
    return terms


def _ipv4_prefix(op: Op, value: str) -> str | None:
    """The text that every matching address begins with; None for IPv6, which has many spellings."""
    try:
        if op is Op.EQ:
            return str(ipaddress.IPv4Address(value))
        if op is Op.CIDR:
            network = ipaddress.IPv4Network(value, strict=False)
            whole = network.prefixlen // 8
            octets = str(network.network_address).split(".")
            return None if whole == 0 else ".".join(octets) if whole == 4 else ".".join(octets[:whole]) + "."
    except ValueError:
        return None
    return value if op is Op.STARTSWITH and value and set(value) <= set("0123456789.") else None


def _countries(c: Condition) -> Terms:
    if c.op is not Op.EQ or not all(len(value) == 2 and value.isascii() and value.isalpha() for value in c.values):
        return None
    return [Term("location/countryOrRegion", "eq", value.upper()) for value in c.values]


_BROWSERS = {
    each.casefold(): each for each in ("Chrome", "Chrome Mobile", "Edge", "Firefox", "Safari", "Mobile Safari", "Opera")
}


def _browsers(c: Condition) -> Terms:
    found = [_BROWSERS.get(value.casefold()) for value in c.values] if c.op is Op.STARTSWITH else [None]
    return [Term("deviceDetail/browser", "startswith", each) for each in found if each] if all(found) else None


def _risk_levels(c: Condition) -> Terms:
    rules = (_known(path, *_LEVELS)(c) for path in ("riskLevelDuringSignIn", "riskLevelAggregated"))
    found = list(rules)
    return [term for terms in found if terms for term in terms] if all(found) else None


_LEVELS = ("none", "low", "medium", "high", "hidden")


def _risky(c: Condition) -> Terms:
    if c.values != ("true",):
        return None
    levels = [
        Term(path, "eq", level) for path in ("riskLevelDuringSignIn", "riskLevelAggregated") for level in _LEVELS[1:4]
    ]
    return levels + [Term("riskState", "eq", state) for state in ("atRisk", "confirmedCompromised")]


def _operations(c: Condition) -> Terms:
    """Names as Microsoft's activity reference spells them; one typed without a capital is not certain."""
    if c.op not in {Op.EQ, Op.STARTSWITH} or not all(
        value[:1].isupper() and value != value.upper() for value in c.values
    ):
        return None
    return [Term("activityDisplayName", c.op.value, value) for value in c.values]


_SERVICES = (
    "Core Directory",
    "PIM",
    "Self-service Password Management",
    "Self-service Group Management",
    "Conditional Access",
    "Invited Users",
    "Account Provisioning",
    "Application Proxy",
    "Access Reviews",
    "Authentication Methods",
    "B2C",
    "Device Registration Service",
    "Entitlement Management",
    "Hybrid Authentication",
    "Identity Protection",
    "Terms Of Use",
)
_PARTS = {"success", "failure", "skipped", "warning"}

RULES: Mapping[tuple[Log, str], Callable[[Condition], Terms]] = {
    (S, "person"): _people(_signed_in),
    (S, "actor"): _people(_signed_in),
    (S, "app"): _apps,
    (S, "service_principal"): _service_principals,
    (S, "outcome"): _sign_in_outcome,
    (S, "error_code"): _error_codes,
    (S, "ip"): _ips,
    (S, "country"): _countries,
    (S, "client"): _known(
        "clientAppUsed",
        "Browser",
        "Mobile Apps and Desktop clients",
        "Exchange ActiveSync",
        "IMAP4",
        "POP3",
        "MAPI Over HTTP",
        "Authenticated SMTP",
        "Autodiscover",
        "Exchange Online PowerShell",
        "Exchange Web Services",
        "Outlook Anywhere (RPC over HTTP)",
        "Offline Address Book",
        "Reporting Web Services",
        "Outlook Service",
        "Other clients",
        "SMTP",
        "Universal Outlook",
    ),
    (S, "browser"): _browsers,
    (S, "ca_status"): _known("conditionalAccessStatus", "success", "failure", "notApplied"),
    (S, "risk_level"): _risk_levels,
    (S, "risk_state"): _known(
        "riskState", "none", "confirmedSafe", "remediated", "dismissed", "atRisk", "confirmedCompromised"
    ),
    (S, "risky"): _risky,
    (S, "correlation_id"): _guids("correlationId"),
    (S, "request_id"): _guids("id"),
    (A, "person"): _people(_either_side),
    (A, "actor"): _people(_initiated),
    (A, "target"): _people(_targeted),
    (A, "target_any"): _objects,
    (A, "operation"): _operations,
    (A, "service"): _known("loggedByService", *_SERVICES),
    (A, "category"): _known(
        "category",
        "AdministrativeUnit",
        "ApplicationManagement",
        "Authentication",
        "Authorization",
        "AuthorizationPolicy",
        "Device",
        "DirectoryManagement",
        "EntitlementManagement",
        "GroupManagement",
        "Policy",
        "ResourceManagement",
        "RoleManagement",
        "UserManagement",
        "ProvisioningManagement",
        "KerberosDomain",
        "Contact",
        "Label",
        needs="category_eq",
    ),
    (A, "outcome"): _known("result", "success", "failure", "timeout", needs="result_eq"),
    (A, "correlation_id"): _guids("correlationId"),
    (A, "request_id"): _record_ids,
    (P, "provisioning_action"): _known("provisioningAction", "create", "update", "delete", "disable", "other"),
    (P, "outcome"): _known("provisioningStatusInfo/status", *sorted(_PARTS)),
    (P, "request_id"): _any_case_guids("id"),
    (P, "job"): _any_case_guids("jobId"),
    (P, "cycle"): _any_case_guids("cycleId"),
    (P, "change"): _any_case_guids("changeId"),
}
"""The rule for a condition, by log and field; no row: always checked locally."""
