"""A sign-in in full: who, with what, from where; how it was proven; which policies decided; risk; ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.answers.clean import NAME, REASON, clean
from bot.answers.details.ids import Names
from bot.answers.details.model import Part, part
from bot.answers.labels import kind_label
from bot.answers.rows.changes import decoded
from intents.records import Record, child, text, walk

_POLICY: Mapping[str, str] = {
    "success": "applied, satisfied",
    "failure": "applied, not satisfied: it refused the sign-in",
    "reportonlysuccess": "report-only, would have been satisfied",
    "reportonlyfailure": "report-only, would have refused",
    "reportonlyinterrupted": "report-only, would have asked for more",
    "unknown": "result unknown",
}
"""Results of policies that decided something; those that did not apply are counted.
https://learn.microsoft.com/graph/api/resources/appliedconditionalaccesspolicy"""
_CA_STATUS: Mapping[str, str] = {
    "success": "satisfied", "failure": "not satisfied", "notapplied": "no policy applied", "unknownfuturevalue": "",
}  # fmt: skip
_MOST = 12


def sign_in_parts(record: Record, names: Names) -> tuple[Part, ...]:
    """Return the parts of a `signIn` record."""
    return (
        part("Who and what", *_who(record)),
        part("Where and with what", *_where(record)),
        part("Authentication", *_authentication(record)),
        part("Conditional Access", *_policies(record)),
        part("Risk", *_risk(record)),
        part("For a support case", *_support(record)),
    )


def _who(record: Record) -> Iterator[tuple[str, str]]:
    yield "User", _both(text(record, "userDisplayName"), text(record, "userPrincipalName"))
    yield "Service principal", clean(text(record, "servicePrincipalName"))
    yield "User type", clean(text(record, "userType"), 30)
    yield "App", _both(text(record, "appDisplayName"), text(record, "appId"))
    yield "Resource", _both(text(record, "resourceDisplayName"), text(record, "resourceId"))
    yield "Kind", ", ".join(kind_label(kind) for kind in walk(record, "signInEventTypes"))
    interactive = text(record, "isInteractive")
    yield "Interactive", {"true": "yes", "false": "no"}.get(interactive, "")


def _where(record: Record) -> Iterator[tuple[str, str]]:
    place = ("location/city", "location/state", "location/countryOrRegion")
    yield "Place", ", ".join(clean(one, 60) for one in (text(record, path) for path in place) if one)
    yield "IP address", clean(text(record, "ipAddress"), 45)
    yield "Client", clean(text(record, "clientAppUsed"), 60)
    yield "Device", _both(text(record, "deviceDetail/displayName"), text(record, "deviceDetail/deviceId"))
    yield "System", clean(text(record, "deviceDetail/operatingSystem"), 60)
    yield "Browser", clean(text(record, "deviceDetail/browser"), 60)
    marks = (("isCompliant", "compliant", "not compliant"), ("isManaged", "managed", "not managed"))
    told = [
        (yes if value == "true" else no) for key, yes, no in marks if (value := text(record, f"deviceDetail/{key}"))
    ]
    trust = clean(text(record, "deviceDetail/trustType"), 40)
    yield "Device state", ", ".join(one for one in (*told, trust) if one)
    yield "User agent", clean(text(record, "userAgent"), REASON)


def _authentication(record: Record) -> Iterator[tuple[str, str]]:
    asked = text(record, "authenticationRequirement")
    told = {"multifactorauthentication": "more than one factor", "singlefactorauthentication": "one factor"}
    yield "Asked for", told.get(asked.casefold(), clean(asked, 60))
    for step in list(walk(record, "authenticationDetails"))[:_MOST]:
        ended = {"true": "succeeded", "false": "failed"}.get(text(step, "succeeded"), "result unknown")
        detail = clean(text(step, "authenticationStepResultDetail"), NAME)
        method = clean(text(step, "authenticationMethod"), 60) or "Method"
        more = clean(text(step, "authenticationMethodDetail"), 60)
        yield f"{method}{f' ({more})' if more else ''}", f"{ended}{f': {detail}' if detail else ''}"
    yield (
        "MFA",
        ", ".join(clean(v, 60) for v in (text(record, f"mfaDetail/{k}") for k in ("authMethod", "authDetail")) if v),
    )
    yield "Details", clean(text(record, "status/additionalDetails"), REASON)


def _policies(record: Record) -> Iterator[tuple[str, str]]:
    status = text(record, "conditionalAccessStatus")
    yield "Result", _CA_STATUS.get(status.casefold(), clean(status, 40))
    policies = list(walk(record, "appliedConditionalAccessPolicies"))
    decided = [one for one in policies if text(one, "result").casefold() in _POLICY]
    order = list(_POLICY)
    decided.sort(
        key=lambda one: (text(one, "result").casefold() != "failure", order.index(text(one, "result").casefold()))
    )
    for one in decided[:_MOST]:
        controls = ", ".join(clean(c, 60) for c in walk(one, "enforcedGrantControls"))
        result = _POLICY[text(one, "result").casefold()]
        name = clean(text(one, "displayName") or text(one, "id"), NAME) or "A policy without a name"
        yield name, f"{result}{f' (asks for: {controls})' if controls else ''}"
    left = len(policies) - len(decided[:_MOST])
    yield "Others", f"{left:,} {'policy' if left == 1 else 'policies'} did not apply" if left > 0 else ""


def _risk(record: Record) -> Iterator[tuple[str, str]]:
    for name, path in (
        ("Level at this sign-in", "riskLevelDuringSignIn"),
        ("Level of the user", "riskLevelAggregated"),
        ("State", "riskState"),
        ("Detail", "riskDetail"),
    ):
        value = text(record, path)
        yield name, "" if value.casefold() in {"none", "hidden"} else clean(value, 60)
    events = [*walk(record, "riskEventTypes_v2")] or [*walk(record, "riskEventTypes")]
    yield "Detections", ", ".join(clean(one, 60) for one in events[:_MOST])


def _support(record: Record) -> Iterator[tuple[str, str]]:
    yield "Error code", "" if text(record, "status/errorCode") == "0" else clean(text(record, "status/errorCode"), 20)
    reason = text(record, "status/failureReason")
    yield "In Microsoft's words", "" if reason in ("", "Other.") else clean(reason, REASON)
    yield "Request id", clean(text(record, "id"), 80)
    yield "Correlation id", clean(text(record, "correlationId"), 80)
    for node in list(walk(record, "authenticationProcessingDetails"))[:_MOST]:
        yield clean(text(node, "key"), 60), decoded(child(node, "value"), NAME)


def _both(name: str, other: str) -> str:
    """A name with what tells it from others of the same name."""
    name, other = clean(name), clean(other)
    return f"{name} ({other})" if name and other and name.casefold() != other.casefold() else name or other
