"""Faults on order, and the log of requests that tests read."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from bot.demo.faults import Faults
from bot.demo.records import Records
from bot.demo.request_log import RequestLog

SIGN_INS = "/v1.0/auditLogs/signIns"


@pytest.fixture
def faults() -> Faults:
    """The plan that the test and the server share."""
    return Faults()


async def test_planned_answers_come_in_order_and_are_used_up(start: Any, tenant: Records, faults: Faults) -> None:
    """Two 503 with a header, then a 500 with a body of one's own, then all is well."""
    service = await start(tenant, faults=faults)
    faults.answer("auditLogs/signIns", 503, times=2, headers={"Retry-After": "4"})
    faults.answer("auditLogs/signIns", 500, "<html>oops</html>")
    answers = [await service.get(SIGN_INS, top=1) for _ in range(4)]

    assert [503, 503, 500, 200] == [answer.status_code for answer in answers]
    assert ("4", "UnknownError") == (answers[0].headers["Retry-After"], answers[0].json()["error"]["code"])
    assert answers[2].text == "<html>oops</html>"


async def test_other_paths_are_spared(start: Any, tenant: Records, faults: Faults) -> None:
    """A prefix holds with or without the version, without case; another path is not hit."""
    service = await start(tenant, faults=faults)
    faults.answer("AUDITLOGS/signins", 503)
    faults.answer("/beta/auditLogs", 502)
    paths = ["/v1.0/users", "/v1.0/auditLogs/provisioning", SIGN_INS, "/beta/auditLogs/directoryAudits"]

    assert [200, 200, 503, 502] == [(await service.get(path, top=1)).status_code for path in paths]


async def test_connection_closes_in_the_middle(start: Any, tenant: Records, faults: Faults) -> None:
    """The client sees a broken body, and the next request works."""
    service = await start(tenant, faults=faults)
    faults.close_mid_body("auditLogs")

    with pytest.raises(httpx.RemoteProtocolError):
        await service.get(SIGN_INS)

    assert (await service.get(SIGN_INS)).status_code == 200


async def test_json_is_cut(start: Any, tenant: Records, faults: Faults) -> None:
    """Status 200, a body that ends too soon."""
    service = await start(tenant, faults=faults)
    faults.cut_json("auditLogs")
    answer = await service.get(SIGN_INS, top=3)

    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        answer.json()


async def test_server_hangs(start: Any, tenant: Records, faults: Faults) -> None:
    """Nothing comes for that long; others are served meanwhile."""
    service = await start(tenant, faults=faults)
    faults.hang("auditLogs", 30)
    slow = asyncio.create_task(service.client.get(service.url + SIGN_INS, timeout=0.1))

    assert (await service.get("/v1.0/users")).status_code == 200
    with pytest.raises(httpx.ReadTimeout):
        await slow


async def test_rows_that_do_not_match(start: Any, tenant: Records, faults: Faults) -> None:
    """Strays are in the page, whatever the filter says."""
    service = await start(tenant, faults=faults)
    faults.stray_rows("auditLogs", [{"id": "stray"}])

    assert ["stray"] == await service.ids(SIGN_INS, filter="userId eq 'nobody'")


async def test_rows_come_twice(start: Any, tenant: Records, faults: Faults) -> None:
    """Every row of the page."""
    service = await start(tenant, faults=faults)
    once = await service.ids(SIGN_INS, top=5)
    faults.duplicate_rows("auditLogs")

    assert sorted(once * 2) == await service.ids(SIGN_INS, top=5)


async def test_keys_drift(start: Any, tenant: Records, faults: Faults) -> None:
    """Also those inside."""
    service = await start(tenant, faults=faults)
    faults.drift_keys("auditLogs")
    row = (await service.rows(SIGN_INS, top=1))[0]

    assert ("Id" in row, "id" in row, "ErrorCode" in row["Status"]) == (True, False, True)


async def test_values_are_null(start: Any, tenant: Records, faults: Faults) -> None:
    """Named ones, or all but the id and the time."""
    service = await start(tenant, faults=faults)
    faults.nulls("auditLogs", "status", "location")
    faults.nulls("auditLogs")
    some = (await service.rows(SIGN_INS, top=1))[0]
    every = (await service.rows(SIGN_INS, top=1))[0]

    assert ["location", "status"] == sorted({"status", "location"} & {name for name in some if some[name] is None})
    assert {"id", "createdDateTime"} == {name for name in every if every[name] is not None}


async def test_next_link_leads_elsewhere(start: Any, tenant: Records, faults: Faults) -> None:
    """A client must not take its token there."""
    service = await start(tenant, faults=faults)
    faults.foreign_next_link("auditLogs", "https://elsewhere.example/v1.0/x")

    assert (await service.get(SIGN_INS, top=1)).json()["@odata.nextLink"] == "https://elsewhere.example/v1.0/x"


async def test_skip_token_expires(start: Any, tenant: Records, faults: Faults) -> None:
    """The second page is 400 in Graph's words."""
    service = await start(tenant, faults=faults)
    link = (await service.get(SIGN_INS, top=1)).json()["@odata.nextLink"]
    faults.expired_skip_token("auditLogs")
    answer = await service.client.get(link)

    assert (400, "Invalid Skip Token, skip token is null") == (answer.status_code, answer.json()["error"]["message"])


async def test_any_graph_error_can_be_planned(start: Any, tenant: Records, faults: Faults) -> None:
    """Code and message as given, in Graph's shape."""
    service = await start(tenant, faults=faults)
    faults.refuse("users", 403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    answer = await service.get("/v1.0/users")

    assert (403, "Authorization_RequestDenied") == (answer.status_code, answer.json()["error"]["code"])


async def test_plan_can_be_cleared(start: Any, tenant: Records, faults: Faults) -> None:
    """Nothing goes wrong any more."""
    service = await start(tenant, faults=faults)
    faults.answer("", 500, times=99)
    before = (await service.get(SIGN_INS, top=1)).status_code
    faults.clear()

    assert (500, 200) == (before, (await service.get(SIGN_INS, top=1)).status_code)


async def test_requests_are_logged_without_their_token(start: Any, tenant: Records) -> None:
    """Method, path, decoded query, headers, status; the token is nowhere."""
    log = RequestLog()
    service = await start(tenant, log=log)
    await service.get(SIGN_INS, {"ConsistencyLevel": "eventual"}, filter="userDisplayName eq 'O''Brien & Co'", top=2)
    await service.get("/v1.0/users")
    first = log[0]

    assert ("GET", SIGN_INS, "userDisplayName eq 'O''Brien & Co'", "2", 200) == (
        first.method,
        first.path,
        first.filter,
        first.query["$top"],
        first.status,
    )
    assert ("eventual", True, 2, 1) == (
        first.headers["ConsistencyLevel"],
        first.report,
        len(log),
        len(log.to("signins")),
    )
    assert "a-token" not in repr(log)


async def test_log_counts_the_fullest_window(start: Any) -> None:
    """most_reports_in is the largest number in any ten seconds, directory requests left out."""
    seconds = [0.0]
    service = await start(clock=lambda: seconds[0])
    for at in (0, 1, 9, 10, 10.5, 25):
        seconds[0] = at
        await service.get(SIGN_INS)
        await service.get("/v1.0/users")

    assert service.settings.log.most_reports_in(10.0) == 4
