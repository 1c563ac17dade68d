"""How one record of the examiner's sign-in log is made, in the v1.0 shape."""

from __future__ import annotations

from datetime import datetime

from tests.corpus.world import (
    APP,
    PLACES,
    POLICY,
    TENANT_ID,
    Row,
    address,
    dice,
    iso,
    new_id,
)  # fmt: skip

DESKTOP = "Mobile Apps and Desktop clients"
REASONS = {
    50126: "Error validating credentials due to invalid username or password.",
    50053: "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
    50055: "The password is expired.", 50057: "The user account is disabled.",
    50034: "The user account does not exist in the directory.",
    50074: "Strong Authentication is required.",
    50076: "Multi-factor authentication is required to access the resource.",
    50140: "Interrupt: keep me signed in.", 50105: "The signed in user is not assigned to a role for the application.",
    53003: "Access has been blocked by Conditional Access policies.",
    53000: "Device is not in required device state: compliant.",
    65001: "The user or administrator has not consented to use the application.",
    50158: "External security challenge was not satisfied.",
    500121: "Authentication failed during strong authentication request.",
    50020: "User account from identity provider does not exist in tenant.",
    50079: "User needs to enroll for multi-factor authentication.", 50097: "Device authentication is required.",
}  # fmt: skip
ROWS: list[Row] = []


def _policy_result(name: str, blocked: str, outcome: str) -> str:
    if name == blocked:
        return "failure"
    return "success" if outcome == "success" and name == "MFA for everyone" else "notApplied"


def sign_in(
    who: Row, when: datetime, app: str, code: int = 0, city: str = "", ip: str = "", client: str = "",
    device: tuple[str, str] | None = None,
    risk: str = "none", state: str = "none", policy: str = "", correlation: str = "", managed: bool | None = None,
) -> None:  # fmt: skip
    """Add one record in the v1.0 shape."""
    city = city or who["_home"]
    region, country, _ = PLACES[city]
    system, browser = device or who["_device"]
    client = client or ("Browser" if dice().random() < 0.55 else DESKTOP)
    if client not in ("Browser", DESKTOP):
        system, browser = "", ""
    blocked = policy or ("Managed devices only" if code in (53003, 53000) else "")
    outcome = "failure" if blocked else dice().choices(["success", "notApplied"], [3, 1])[0]
    guest = "_homeTenant" in who
    ROWS.append({
        "id": new_id(), "createdDateTime": iso(when), "userDisplayName": who["displayName"], "userId": who["id"],
        "userPrincipalName": (who["mail"] if guest else who["userPrincipalName"]).lower(),
        "appId": APP[app]["appId"], "appDisplayName": app, "ipAddress": ip or address(who, city),
        "clientAppUsed": client,
        "correlationId": correlation or new_id(), "conditionalAccessStatus": outcome, "isInteractive": True,
        "riskDetail": "none",
        "riskLevelAggregated": risk, "riskLevelDuringSignIn": risk, "riskState": state,
        "riskEventTypes": [], "riskEventTypes_v2": ["unfamiliarFeatures"] if risk != "none" else [],
        "resourceDisplayName": "Windows Azure Service Management API" if app in ("Azure Portal",
        "Microsoft Azure CLI") else app,
        "resourceId": APP[app]["id"], "resourceTenantId": TENANT_ID, "homeTenantId": who.get("_homeTenant", TENANT_ID),
        "servicePrincipalId": "", "servicePrincipalName": None,
        "status": {"errorCode": code, "failureReason": REASONS[code] if code else "Other.", "additionalDetails": None},
        "deviceDetail": {"deviceId": "", "displayName": None, "operatingSystem": system, "browser": browser,
        "isCompliant": managed, "isManaged": managed, "trustType": None},
        "location": {"city": city, "state": region, "countryOrRegion": country, "geoCoordinates": {}},
        "appliedConditionalAccessPolicies": [
            {"id": row["id"], "displayName": name, "enforcedGrantControls": ["Mfa"], "enforcedSessionControls": [],
             "result": _policy_result(name, blocked, outcome)}
            for name, row in POLICY.items()
        ],
    })  # fmt: skip
