"""Sign-ins in the full beta shape, which holds v1.0's 30 properties too; the server shows each version its own.

Shape: https://learn.microsoft.com/graph/api/resources/signin (v1.0 and beta).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from random import Random

from bot.demo.days import fine, whole
from bot.demo.names import POLICIES
from bot.demo.people import PARTNER_TENANT_ID, TENANT_ID, Cast, Person, guid
from bot.demo.places import NO_DEVICE, Device, Place
from bot.demo.records import Row
from bot.demo.sign_in_shape import (
    BEFORE_POLICIES,
    CONTROLS,
    DETAILS,
    GRAPH_RESOURCE,
    REASONS,
    RESOURCES,
    TEMPLATE,
)

BROWSER = "Browser"
MODERN = "Mobile Apps and Desktop clients"
NOBODY_ID = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Risk:
    """What ID Protection said of a sign-in."""

    level: str = "none"
    state: str = "none"
    detail: str = "none"
    events: tuple[str, ...] = ()


NO_RISK = Risk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sign-in to be written; what is left out is the person's usual."""

    at: datetime
    app: str
    code: int = 0
    place: Place | None = None
    ip: str = ""
    device: Device | None = None
    client: str = BROWSER
    risk: Risk = NO_RISK
    policy: str = ""
    mfa: bool = False
    kind: str = "interactiveUser"
    session: str = ""


class SignIns:
    """Writes sign-ins; `rows` is what was written, in no order. Rows share their equal parts."""

    def __init__(self, rng: Random, cast: Cast) -> None:
        self.rows: list[Row] = []
        self._rng = rng
        self._cast = cast
        self._policies: dict[tuple[str, str], list[Row]] = {}

    def write(self, person: Person, attempt: Attempt) -> Row:
        """A sign-in of somebody who is, or was, in the directory."""
        row = self._row(attempt, person.home, person.number, _device_of(person, attempt))
        row |= {
            "userDisplayName": person.row["displayName"],
            "userPrincipalName": person.sign_in_name,
            "userId": person.id,
            "userType": "guest" if person.guest else "member",
            "homeTenantId": PARTNER_TENANT_ID if person.guest else TENANT_ID,
            "crossTenantAccessType": "b2bCollaboration" if person.guest else "none",
            "signInIdentifier": person.sign_in_name,
            "signInIdentifierType": "userPrincipalName",
        }
        self.rows.append(row)
        return row

    def write_unknown(self, name: str, attempt: Attempt, place: Place) -> Row:
        """An attempt with a user name that no account has: a zero user id, the name as it was typed."""
        row = self._row(attempt, place, 0, attempt.device or NO_DEVICE)
        row |= {
            "userDisplayName": "",
            "userPrincipalName": name.lower(),
            "userId": NOBODY_ID,
            "signInIdentifier": name,
        }
        self.rows.append(row)
        return row

    def write_workload(self, app: str, attempt: Attempt, place: Place, identity: str = "") -> Row:
        """A sign-in of an app, or with `identity` of a managed identity: no user, a service principal instead."""
        row = self._row(attempt, place, 1, NO_DEVICE)
        principal = self._cast.apps[app]
        row |= {
            "appDisplayName": identity or principal["displayName"],
            "resourceDisplayName": GRAPH_RESOURCE[0],
            "resourceId": GRAPH_RESOURCE[1],
            "clientAppUsed": "",
            "clientCredentialType": "managedIdentity" if identity else "clientSecret",
            "isInteractive": False,
            "ipAddress": row["ipAddress"] if not identity else "",
            "servicePrincipalId": principal["id"],
            "servicePrincipalName": identity or principal["displayName"],
            "conditionalAccessStatus": "notApplied",
            "appliedConditionalAccessPolicies": [],
            "managedServiceIdentity": {"msiType": "systemAssigned", "associatedResourceId": None} if identity else None,
        }
        self.rows.append(row)
        return row

    def _row(self, attempt: Attempt, home: Place, number: int, device: Device) -> Row:
        rng, place = self._rng, attempt.place or home
        app = self._cast.apps[attempt.app]
        resource, resource_id = RESOURCES.get(attempt.app, (attempt.app, app["appId"]))
        request = guid(rng)
        # The service writes whole seconds today, and seven decimals in older records.
        at = fine(attempt.at, rng.randrange(10)) if rng.random() < 0.1 else whole(attempt.at)
        row = TEMPLATE | {
            "id": request,
            "originalRequestId": request,
            "correlationId": guid(rng),
            "uniqueTokenIdentifier": f"{rng.getrandbits(96):024x}",
            "sessionId": attempt.session or guid(rng),
            "createdDateTime": at,
            "appId": app["appId"],
            "appDisplayName": attempt.app,
            "resourceDisplayName": resource,
            "resourceId": resource_id,
            "ipAddress": attempt.ip or place.address(number),
            "clientAppUsed": attempt.client,
            "userAgent": device.agent,
            "isInteractive": attempt.kind == "interactiveUser",
            "signInEventTypes": [attempt.kind],
            "processingTimeInMilliseconds": rng.randrange(60, 900),
            "authenticationRequirement": f"{'multi' if attempt.mfa else 'single'}FactorAuthentication",
            "authenticationDetails": _steps(attempt, at),
            "status": _status(attempt),
            "deviceDetail": _device_detail(device, number),
            "location": _location(place),
        }
        row.update(_risk(attempt.risk))
        row.update(self._conditional_access(attempt))
        return row

    def _conditional_access(self, attempt: Attempt) -> Row:
        refused, early = attempt.policy, attempt.code in BEFORE_POLICIES
        applied = not (refused or early) and (attempt.mfa or self._rng.random() < 0.6)
        status = "failure" if refused else "success" if applied else "notApplied"
        if (refused, status) not in self._policies:
            self._policies[refused, status] = self._applied(refused, status)
        return {
            "conditionalAccessStatus": status,
            "appliedConditionalAccessPolicies": self._policies[refused, status],
        }

    def _applied(self, refused: str, status: str) -> list[Row]:
        """What each policy did to a sign-in: one refused it, or the first was satisfied, or none applied."""
        met = {refused: "failure"} if refused else {next(iter(POLICIES)): status}
        return [
            {
                "id": self._cast.policies[name]["id"],
                "displayName": name,
                "enforcedGrantControls": [CONTROLS[control]],
                "enforcedSessionControls": [],
                "result": met.get(name, "notApplied"),
                "conditionsSatisfied": "none",
                "conditionsNotSatisfied": "none",
            }
            for name, control in POLICIES.items()
        ]


@cache
def _device_detail(device: Device, number: int) -> Row:
    """The device, with a name and an id where it is a managed one."""
    managed = number % 3 == 0 and device.system.startswith("Windows")
    return {
        "deviceId": f"00000000-0000-4000-a000-{number:012d}" if managed else "",
        "displayName": f"HL-{device.system[-2:]}-{number:03d}" if managed else "",
        "operatingSystem": device.system,
        "browser": device.browser,
        "isCompliant": managed,
        "isManaged": managed,
        "trustType": "Azure AD joined" if managed else "",
    }


def _device_of(person: Person, attempt: Attempt) -> Device:
    if attempt.device is not None:
        return attempt.device
    if attempt.client == BROWSER:
        return person.desktop
    return person.phone if attempt.client == MODERN else NO_DEVICE


def _status(attempt: Attempt) -> Row:
    if attempt.code == 0:
        detail = "MFA requirement satisfied by claim in the token" if attempt.mfa else None
        return {"errorCode": 0, "failureReason": "Other.", "additionalDetails": detail}
    return {
        "errorCode": attempt.code,
        "failureReason": REASONS[attempt.code],
        "additionalDetails": DETAILS.get(attempt.code),
    }


def _steps(attempt: Attempt, at: str) -> list[Row]:
    if attempt.kind != "interactiveUser":
        return []
    wrong = attempt.code in (50126, 50034, 50053, 50055, 50057)
    steps = [_step(at, "Password", "Password in the cloud", not wrong, "Primary authentication")]
    if attempt.mfa or attempt.code == 500121:
        steps.append(_step(at, "Mobile app notification", None, attempt.code != 500121, "Multifactor authentication"))
    return steps


def _step(at: str, method: str, detail: str | None, succeeded: bool, requirement: str) -> Row:
    return {
        "authenticationStepDateTime": at,
        "authenticationMethod": method,
        "authenticationMethodDetail": detail,
        "succeeded": succeeded,
        "authenticationStepResultDetail": "methodSucceeded" if succeeded else "Authentication failed",
        "authenticationStepRequirement": requirement,
    }


@cache
def _location(place: Place) -> Row:
    where = {"altitude": None, "latitude": place.latitude, "longitude": place.longitude}
    return {"city": place.city, "state": place.state, "countryOrRegion": place.country, "geoCoordinates": where}


def _risk(risk: Risk) -> Row:
    return {
        "riskDetail": risk.detail,
        "riskLevelAggregated": risk.level,
        "riskLevelDuringSignIn": risk.level,
        "riskState": risk.state,
        "riskEventTypes": list(risk.events),
        "riskEventTypes_v2": list(risk.events),
    }
