"""What Graph refuses, and in which words: tokens, licence, limits, retention, options, paths."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.demo.records import Records


async def test_no_token_is_401_with_graphs_body(start: Any) -> None:
    """A missing, empty or foreign token is refused before anything else, in Graph's error shape."""
    service = await start(tokens=frozenset({"good"}))
    headers = [{}, {"Authorization": "Bearer"}, {"Authorization": "Basic good"}, {"Authorization": "Bearer bad"}]
    async with httpx.AsyncClient() as client:
        answers = [await client.get(f"{service.url}/v1.0/users", headers=each) for each in headers]
        good = await client.get(f"{service.url}/v1.0/users", headers={"Authorization": "bearer good"})
    error = answers[0].json()["error"]

    assert ([401] * 4, 200) == ([answer.status_code for answer in answers], good.status_code)
    assert ("InvalidAuthenticationToken", "Access token is empty.") == (error["code"], error["message"])
    assert {"date", "request-id", "client-request-id"} == set(error["innerError"])
    assert answers[0].headers["WWW-Authenticate"] == "Bearer"


async def test_client_request_id_comes_back(start: Any) -> None:
    """The id that a client sends is in the error, so that support can find it."""
    service = await start()
    answer = await service.get("/v1.0/nothing", {"client-request-id": "mine"})

    assert answer.json()["error"]["innerError"]["client-request-id"] == "mine"


@pytest.mark.parametrize("log", ["signIns", "provisioning"])
async def test_free_tenant_is_refused_premium_logs(start: Any, log: str) -> None:
    """403 with the code that Graph uses for a tenant without P1 or P2."""
    service = await start(premium=False)
    answer = await service.get(f"/v1.0/auditLogs/{log}")

    assert (403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant") == (
        answer.status_code,
        answer.json()["error"]["code"],
    )


async def test_free_tenant_reads_seven_days_of_audits(start: Any, now: Any) -> None:
    """Audits are free, but start at most seven days back."""
    service = await start(premium=False)
    answers = [
        await service.get(
            "/v1.0/auditLogs/directoryAudits", filter=f"activityDateTime ge {now - timedelta(days=days):%FT%TZ}"
        )
        for days in (7, 9)
    ]

    assert [200, 400] == [answer.status_code for answer in answers]


async def test_sixth_report_request_in_ten_seconds_is_429(start: Any) -> None:
    """Five pass; the sixth is told how long to wait; when the window has moved, one passes for each that left it."""
    seconds = [100.0]
    service = await start(throttle=(5, 10.0), clock=lambda: seconds[0])
    statuses = []
    for at in (100, 101, 102, 103, 104, 105, 109.9, 110, 110.5, 111):
        seconds[0] = at
        statuses.append((await service.get("/v1.0/auditLogs/directoryAudits")).status_code)

    assert [200] * 5 + [429, 429, 200, 429, 200] == statuses
    assert service.settings.log.most_reports_in(10.0) == 8


async def test_429_says_how_long(start: Any) -> None:
    """Retry-After is whole seconds, rounded up; code and words are Graph's."""
    seconds = [0.0]
    service = await start(throttle=(1, 10.0), clock=lambda: seconds[0])
    await service.get("/v1.0/auditLogs/signIns")
    seconds[0] = 3.2
    answer = await service.get("/beta/auditLogs/auditActivityTypes")
    error = answer.json()["error"]

    assert (429, "7", "UnknownError") == (answer.status_code, answer.headers["Retry-After"], error["code"])
    assert error["message"].startswith("This request is throttled. Please try again after the value specified")


async def test_directory_requests_do_not_count(start: Any) -> None:
    """Users, groups and roles are not reports."""
    service = await start(throttle=(1, 10.0))
    paths = ["users", "groups", "servicePrincipals", "directoryRoles", "organization", "users", "auditLogs/signIns"]

    assert [200] * 7 == [(await service.get(f"/v1.0/{path}")).status_code for path in paths]


@pytest.mark.parametrize(
    ("log", "time", "operator", "words"),
    [
        ("signIns", "createdDateTime", "ge", "Invalid filter clause"),
        (
            "directoryAudits",
            "activityDateTime",
            "ge",
            "Specified argument was out of the range of valid values. "
            "(Parameter 'Minimum allowed time for activityDateTime is 10/19/2026 12:00:00 AM')",
        ),
    ],
)
async def test_start_before_retention_is_400(
    start: Any, tenant: Records, now: Any, log: str, time: str, operator: str, words: str
) -> None:
    """Thirty days back passes; before the midnight of that day it is 400, not an empty answer."""
    service = await start(tenant)
    texts = [f"{time} {operator} {now - span:%FT%TZ}" for span in (timedelta(days=30), timedelta(days=31))]
    kept, gone = [await service.get(f"/v1.0/auditLogs/{log}", filter=text) for text in texts]

    assert (200, 400) == (kept.status_code, gone.status_code)
    assert words == gone.json()["error"]["message"]


@pytest.mark.parametrize(
    ("path", "option"),
    [
        ("/v1.0/auditLogs/signIns", "skip"),
        ("/v1.0/auditLogs/signIns", "select"),
        ("/v1.0/auditLogs/signIns", "count"),
        ("/v1.0/auditLogs/signIns", "search"),
        ("/v1.0/auditLogs/directoryAudits", "skip"),
        ("/v1.0/auditLogs/directoryAudits", "expand"),
        ("/v1.0/auditLogs/provisioning", "select"),
        ("/v1.0/auditLogs/provisioning", "skip"),
    ],
)
async def test_option_that_is_not_allowed_is_400(start: Any, path: str, option: str) -> None:
    """The words name the option."""
    service = await start()
    answer = await service.get(path, **{option: "id"})

    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith(f"Query option '{option.capitalize()}' is not allowed.")


async def test_select_is_taken_where_it_is_allowed(start: Any, tenant: Records) -> None:
    """directoryAudits takes $select, and advises it; signIns does when the stand-in is told so."""
    service = await start(tenant, select_allowed=True)
    audits = (await service.get("/v1.0/auditLogs/directoryAudits", top=1)).json()
    selected = await service.rows("/v1.0/auditLogs/directoryAudits", top=1, select="id,result")
    sign_ins = await service.rows("/v1.0/auditLogs/signIns", top=1, select="id,status")

    assert "@microsoft.graph.tips" in audits
    assert [["id", "result"], ["id", "status"]] == [list(selected[0]), list(sign_ins[0])]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1.0/nothing", 400),
        ("/v3/users", 400),
        ("/", 400),
        ("/v1.0", 400),
        ("/v1.0/auditLogs/nothing", 400),
        ("/v1.0/auditLogs/auditActivityTypes", 400),
        ("/v1.0/auditLogs/signIns/unknown", 404),
        ("/v1.0/users/unknown@x.example", 404),
        ("/v1.0/users/unknown/transitiveMemberOf", 404),
        ("/v1.0/directoryRoles(roleTemplateId='x')", 404),
        ("/v1.0/directory/deletedItems/x", 404),
        ("/v1.0/me", 400),
        ("/v1.0/auditLogs/signIns/$count", 400),
        ("/v1.0/users/%F0%9F%99%82/x/y/z", 404),
    ],
)
async def test_unknown_paths_have_a_graph_error(start: Any, path: str, status: int) -> None:
    """A path that Graph does not have, or an id that is not there, is a 4xx in the error shape."""
    service = await start()
    answer = await service.get(path)

    assert (status, {"code", "message", "innerError"}) == (answer.status_code, set(answer.json()["error"]))


async def test_writing_is_refused(start: Any) -> None:
    """The stand-in, like the bot, changes nothing."""
    service = await start()
    url = f"{service.url}/v1.0/users"
    answers = [await service.client.request(method, url, json={}) for method in ("POST", "PATCH", "DELETE", "PUT")]

    assert [405] * 4 == [answer.status_code for answer in answers]


async def test_body_that_is_no_json_is_400(start: Any) -> None:
    """Broken input has an answer too."""
    service = await start()
    url = f"{service.url}/v1.0/users/x/checkMemberGroups"

    assert (await service.client.post(url, content=b"{")).status_code == 400


async def test_paths_have_no_case(start: Any, tenant: Records) -> None:
    """auditlogs/signins occurs in Microsoft's own samples."""
    service = await start(tenant)
    one = await service.ids("/v1.0/auditLogs/signIns", top=9)

    assert one == await service.ids("/V1.0/auditlogs/SIGNINS", top=9)


@pytest.mark.parametrize(
    ("log", "attribute"),
    [("signIns", "sign_ins"), ("directoryAudits", "directory_audits"), ("provisioning", "provisioning")],
)
async def test_single_record_by_id(start: Any, tenant: Records, log: str, attribute: str) -> None:
    """auditLogs/{log}/{id} gives that record."""
    service = await start(tenant)
    key = next(row["id"] for row in getattr(tenant, attribute) if row.get("isInteractive", True))
    row = (await service.get(f"/v1.0/auditLogs/{log}/{key}")).json()

    assert key == row["id"]
    assert row["@odata.context"].endswith(f"auditLogs/{log}/$entity")
