"""$filter selects what Graph would select: types, case, nulls, lambdas, precedence, quoting."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.records import Records

SIGN_INS = "/v1.0/auditLogs/signIns"
AUDITS = "/v1.0/auditLogs/directoryAudits"
PROVISIONING = "/v1.0/auditLogs/provisioning"


def sign_in(key: str, at: str, **values: Any) -> dict[str, Any]:
    """A small sign-in."""
    base = {
        "id": key,
        "createdDateTime": at,
        "isInteractive": True,
        "status": {"errorCode": 0},
        "riskEventTypes_v2": [],
    }
    return base | values


def audit(key: str, target: str | None, **values: Any) -> dict[str, Any]:
    """A small directory audit."""
    base = {
        "id": key,
        "activityDateTime": "2026-11-18T08:00:00Z",
        "targetResources": [{"id": "t", "displayName": target}],
    }
    return base | values


SMALL = Records(
    sign_ins=[
        sign_in("a", "2026-11-18T10:00:00Z", userPrincipalName="ann@x.example", userDisplayName="Ann O'Hara"),
        sign_in("b", "2026-11-18T10:00:00.5Z", userPrincipalName="ben@x.example", status={"errorCode": 50126}),
        sign_in("c", "2026-11-18T09:59:59.9999999Z", userDisplayName=None, status={}, location=None),
        sign_in("d", "2026-11-17T10:00:00Z", riskEventTypes_v2=["unlikelyTravel", "generic"], ipAddress="192.0.2.9"),
        sign_in("e", "2026-11-16T10:00:00Z", isInteractive=False, signInEventTypes=["nonInteractiveUser"]),
        sign_in("f", "2026-11-16T11:00:00Z", isInteractive=False, signInEventTypes=["servicePrincipal"]),
        sign_in("g", "2026-11-16T12:00:00Z", isInteractive=False, signInEventTypes=["managedIdentity"]),
    ],
    directory_audits=[
        audit(
            "a",
            "Server Admins",
            activityDisplayName="Add member to group",
            result="success",
            category="GroupManagement",
        ),
        audit("b", None, activityDisplayName="add owner", result="failure", initiatedBy={"user": None, "app": {}}),
        audit("c", "server room", targetResources=[]),
    ],
    provisioning=[
        {
            "id": "a",
            "activityDateTime": "2026-11-18T08:00:00Z",
            "durationInMilliseconds": 10,
            "provisioningStatusInfo": {"status": "success"},
            "sourceIdentity": {"displayName": "Ann", "identityType": "User"},
        },
        {
            "id": "b",
            "activityDateTime": "2026-11-18T08:00:01Z",
            "durationInMilliseconds": 20,
            "provisioningStatusInfo": {"status": "failure"},
            "sourceIdentity": {"displayName": "anna", "identityType": "Group"},
        },
    ],
)

MATCHES = (
    (SIGN_INS, "userPrincipalName eq 'ANN@X.example'", "a"),
    (SIGN_INS, "userDisplayName eq 'Ann O''Hara'", "a"),
    (SIGN_INS, "startsWith(userDisplayName,'ann')", "a"),
    (SIGN_INS, "startswith(userPrincipalName,'')", "ab"),
    (SIGN_INS, "status/errorCode eq 0", "ad"),
    (SIGN_INS, "status/errorCode ne 0", "bc"),
    (SIGN_INS, "(status/errorCode eq 50126 or status/errorCode eq 0) and userPrincipalName eq 'ben@x.example'", "b"),
    (SIGN_INS, "status/errorCode eq 50126 or status/errorCode eq 0 and userPrincipalName eq 'ann@x.example'", "ab"),
    (SIGN_INS, "createdDateTime ge 2026-11-18T10:00:00Z", "ab"),
    (SIGN_INS, "createdDateTime le 2026-11-18T10:00:00Z and createdDateTime ge 2026-11-18", "ac"),
    (SIGN_INS, "createdDateTime eq 2026-11-18T10:00:00.500Z", "b"),
    (SIGN_INS, "createdDateTime ge 2026-11-18T12:00:00%2B02:00".replace("%2B", "+"), "ab"),
    (SIGN_INS, "riskEventTypes_v2/any(t: t eq 'unlikelyTravel')", "d"),
    (SIGN_INS, "riskEventTypes_v2/any(t:startswith(t,'gen'))", "d"),
    (SIGN_INS, "startswith(ipAddress,'192.0.2.')", "d"),
    ("/beta/auditLogs/signIns", "", "abcd"),
    ("/beta/auditLogs/signIns", "signInEventTypes/any(t: t eq 'nonInteractiveUser')", "e"),
    (
        "/beta/auditLogs/signIns",
        "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser')",
        "abcde",
    ),
    ("/beta/auditLogs/signIns", "signInEventTypes/any(t: t eq 'servicePrincipal')", "f"),
    ("/beta/auditLogs/signIns", "signInEventTypes/any(t: t eq 'managedIdentity')", "g"),
    (AUDITS, "activityDisplayName eq 'ADD member to group'", "a"),
    (AUDITS, "startswith(activityDisplayName,'Add')", "a"),
    (AUDITS, "targetResources/any(t: t/displayName eq 'server admins')", "a"),
    (AUDITS, "targetResources/any(x: startswith(x/displayName, 'Server'))", "a"),
    (AUDITS, "targetResources/any(t: t/id eq 't')", "ab"),
    (AUDITS, "result eq 'failure'", "b"),
    (AUDITS, "category eq 'GroupManagement'", "a"),
    (PROVISIONING, "provisioningStatusInfo/status eq 'failure'", "b"),
    (PROVISIONING, "provisioningStatusInfo/status eq 'Failure'", ""),
    (PROVISIONING, "contains(sourceIdentity/displayName,'Ann')", "a"),
    (PROVISIONING, "contains(sourceIdentity/displayName,'nn')", "ab"),
    (PROVISIONING, "sourceIdentity/identityType eq 'group'", ""),
    (PROVISIONING, "durationInMilliseconds gt 10", "b"),
    (PROVISIONING, "activityDateTime gt 2026-11-18T08:00:00Z and activityDateTime lt 2026-11-18T08:00:02Z", "b"),
)


@pytest.mark.parametrize(("path", "text", "expected"), MATCHES)
async def test_filter_selects(start: Any, path: str, text: str, expected: str) -> None:
    """Each filter gives exactly these rows."""
    service = await start(SMALL, lenient=True)

    assert list(expected) == await service.ids(path, top=100, **({"filter": text} if text else {}))


BROKEN = (
    (SIGN_INS, "createdDateTime ge '2026-11-18T00:00:00Z'"),
    (SIGN_INS, "createdDateTime ge 2026-11-18T00:00:00"),
    (SIGN_INS, "createdDateTime ge 2026-02-31T00:00:00Z"),
    (SIGN_INS, "createdDateTime ge 9999-12-31T23:59:59-14:00"),
    (SIGN_INS, "status/errorCode eq '50126'"),
    (SIGN_INS, "status/errorCode eq 1.5"),
    (SIGN_INS, "userId eq 6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0"),
    (SIGN_INS, "userId eq null"),
    (SIGN_INS, "userId"),
    (SIGN_INS, "'a' eq userId"),
    (SIGN_INS, "userId eq 'a' and"),
    (SIGN_INS, "userId eq 'a"),
    (SIGN_INS, "(userId eq 'a'"),
    (SIGN_INS, "not (userId eq 'a')"),
    (SIGN_INS, "userId in ('a','b')"),
    (SIGN_INS, "tolower(userId) eq 'a'"),
    (SIGN_INS, "startswith(userDisplayName)"),
    (SIGN_INS, "startswith(userDisplayName,1)"),
    (SIGN_INS, "USERID eq 'a'"),
    (SIGN_INS, " or ".join(["userId eq 'a'"] * 1400)),
    (SIGN_INS, "riskEventTypes_v2/any(t: u eq 'x')"),
    ("/beta/auditLogs/signIns", "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'servicePrincipal')"),
    (AUDITS, "targetResources/any(t: t/modifiedProperties/any(m: m/newValue eq 'x'))"),
)


@pytest.mark.parametrize(("path", "text"), BROKEN, ids=lambda text: text[:60])
async def test_filter_of_the_wrong_form_is_400(start: Any, path: str, text: str) -> None:
    """Quoted dates, wrong types, broken syntax and unlisted forms are an invalid filter clause, never a 500."""
    service = await start(SMALL, lenient=True)

    response = await service.client.request("GET", service.url + path, params={"$filter": text})

    assert (400, "Invalid filter clause") == (response.status_code, response.json()["error"]["message"])


async def test_filter_without_its_dollar_is_ignored(start: Any) -> None:
    """A parameter named filter is no $filter: everything comes back, as in the service."""
    service = await start(SMALL)

    response = await service.client.get(service.url + SIGN_INS, params={"filter": "userId eq 'nobody'", "x": "1"})

    assert 4 == len(response.json()["value"])


async def test_v1_and_beta_show_their_own_properties(start: Any, tenant: Records) -> None:
    """v1.0 has 30 properties and the legacy risk events; beta has the rest, and the kind of a sign-in."""
    service = await start(tenant)
    old, new = [(await service.rows(f"/{each}/auditLogs/signIns", top=1))[0] for each in ("v1.0", "beta")]

    assert (30, False, True) == (len(old), "signInEventTypes" in old, "riskEventTypes" in old)
    assert (["interactiveUser"], False, True) == (new["signInEventTypes"], "riskEventTypes" in new, "sessionId" in new)
    assert old["id"] == new["id"]


@pytest.mark.parametrize("version", ["v1.0", "beta"])
async def test_policies_are_left_out_for_who_may_not_read_them(start: Any, tenant: Records, version: str) -> None:
    """A caller without a policy permission sees that access was blocked, and not by which policy."""
    service = await start(tenant, show_policies=False)
    rows = await service.rows(f"/{version}/auditLogs/signIns", filter="conditionalAccessStatus eq 'failure'")

    assert len(rows) > 5
    assert [] == [row["id"] for row in rows if "appliedConditionalAccessPolicies" in row]


async def test_audits_of_v1_have_no_beta_properties(start: Any, tenant: Records) -> None:
    """userAgent is in beta alone."""
    service = await start(tenant)
    old, new = [set((await service.rows(f"/{each}/auditLogs/directoryAudits", top=1))[0]) for each in ("v1.0", "beta")]

    assert {"userAgent"} == new - old
    assert 12 == len(old)
