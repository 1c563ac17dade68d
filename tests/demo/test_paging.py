"""Pages: together they hold every matching row once, in order, with the page sizes and links of Graph."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from bot.demo.days import parsed
from bot.demo.graph import Call, Graph
from bot.demo.records import Records
from bot.demo.settings import ServerSettings

LOGS = (
    ("signIns", "createdDateTime"),
    ("directoryAudits", "activityDateTime"),
    ("provisioning", "activityDateTime"),
)


@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize(("log", "time"), LOGS)
async def test_pages_hold_every_row_once_in_order(
    start: Any, tenant: Records, log: str, time: str, direction: str
) -> None:
    """The union of the pages is the log; times never go the wrong way from page to page."""
    service = await start(tenant)
    pages = await service.pages(f"/v1.0/auditLogs/{log}", top=237, orderby=f"{time} {direction}")
    rows = [row for page in pages for row in page]
    times = [parsed(row[time]) for row in rows]
    whole = await service.pages(f"/v1.0/auditLogs/{log}", top=1000)

    assert {row["id"] for page in whole for row in page} == {row["id"] for row in rows}
    assert len({row["id"] for row in rows}) == len(rows) > 700
    assert sorted(times, reverse=direction == "desc") == times
    assert {237} == {len(page) for page in pages[:-1]}


async def test_sign_ins_come_newest_first_and_a_thousand_a_page(start: Any, tenant: Records) -> None:
    """Without options: 1000 rows, newest first; a larger $top changes nothing."""
    service = await start(tenant)
    first = await service.rows("/v1.0/auditLogs/signIns")
    larger = await service.rows("/v1.0/auditLogs/signIns", top=5000)
    times = [parsed(row["createdDateTime"]) for row in first]

    assert sorted(times, reverse=True) == times
    assert (1000, first) == (len(first), larger)


@pytest.mark.parametrize("log", ["directoryAudits", "provisioning"])
async def test_other_logs_have_no_order_unless_asked(start: Any, tenant: Records, log: str) -> None:
    """A client that forgets $orderby notices."""
    service = await start(tenant)
    times = [parsed(row["activityDateTime"]) for row in await service.rows(f"/v1.0/auditLogs/{log}", top=999)]

    assert sorted(times, reverse=True) != times
    assert sorted(times) != times


async def test_next_link_repeats_the_query_on_the_same_host(start: Any, tenant: Records) -> None:
    """The link is whole: host, path, filter, page size, and an opaque token that stays the same."""
    service = await start(tenant)
    options = {"filter": "startsWith(userPrincipalName,'o') and status/errorCode eq 0", "top": 7}
    links = [
        (await service.get("/v1.0/auditLogs/signIns", **options)).json()["@odata.nextLink"],
        (await service.get("/v1.0/auditLogs/signIns", **options)).json()["@odata.nextLink"],
    ]
    query = parse_qs(urlsplit(links[0]).query)

    assert links[0] == links[1]
    assert links[0].startswith(f"{service.url}/v1.0/auditLogs/signIns?$filter=startsWith(userPrincipalName")
    assert ([options["filter"]], ["7"]) == (query["$filter"], query["$top"])


async def test_skip_token_of_another_query_is_refused(start: Any, tenant: Records) -> None:
    """A token taken apart, moved to another query or made up is 400 with Graph's words."""
    service = await start(tenant)
    link = (await service.get("/v1.0/auditLogs/signIns", top=5)).json()["@odata.nextLink"]
    token = parse_qs(urlsplit(link).query)["$skiptoken"][0]
    answers = [
        await service.get("/v1.0/auditLogs/signIns", skiptoken=token, filter="status/errorCode eq 0"),
        await service.get("/v1.0/auditLogs/signIns", skiptoken="x"),
        await service.get("/v1.0/auditLogs/signIns", skiptoken=token + "9" * 30),
    ]

    assert [400] * 3 == [answer.status_code for answer in answers]
    assert {"Invalid Skip Token, skip token is null"} == {answer.json()["error"]["message"] for answer in answers}


async def test_provisioning_without_top_ends_after_a_page(start: Any, tenant: Records) -> None:
    """The reference of 2021: $top must be present for a skip token to be produced."""
    service = await start(tenant, page_size=100)
    without = (await service.get("/v1.0/auditLogs/provisioning")).json()
    with_top = (await service.get("/v1.0/auditLogs/provisioning", top=100)).json()

    assert (100, 100) == (len(without["value"]), len(with_top["value"]))
    assert (False, True) == ("@odata.nextLink" in without, "@odata.nextLink" in with_top)


def test_later_pages_cost_their_own_rows_only(tenant: Records) -> None:
    """A page of 1000 sign-ins as bytes in under 50 ms, once the first has been made."""
    graph = Graph(tenant, ServerSettings(now=lambda: datetime(2026, 11, 18, 14, 30, tzinfo=UTC)))
    options = {"$filter": "createdDateTime ge 2026-10-20T00:00:00Z"}
    costs = []
    for _ in range(3):
        started = time.process_time()
        body = graph.answer(Call("GET", "http://x/v1.0/y", "v1.0", ("auditLogs", "signIns"), options, {}))
        msgspec.json.encode(body)
        costs.append(time.process_time() - started)
        options["$skiptoken"] = parse_qs(urlsplit(body["@odata.nextLink"]).query)["$skiptoken"][0]

    assert min(costs[1:]) < 0.05


async def test_no_next_link_after_the_last_row(start: Any, tenant: Records) -> None:
    """A result that fills its page exactly has no second page."""
    service = await start(tenant)
    body = (await service.get("/v1.0/auditLogs/signIns", filter="status/errorCode eq 500121", top=1000)).json()
    exact = (
        await service.get("/v1.0/auditLogs/signIns", filter="status/errorCode eq 500121", top=len(body["value"]))
    ).json()

    assert "@odata.nextLink" not in exact
    assert body["value"] == exact["value"]


@pytest.mark.parametrize("top", ["0", "-1", "x", "1.5", ""])
async def test_top_that_is_no_page_size_is_400(start: Any, top: str) -> None:
    """Never a guess, never a 500."""
    service = await start()

    response = await service.client.get(service.url + "/v1.0/auditLogs/signIns", params={"$top": top})

    assert (400, "BadRequest") == (response.status_code, response.json()["error"]["code"])


@pytest.mark.parametrize(
    ("log", "order"),
    [("signIns", "userDisplayName"), ("directoryAudits", "createdDateTime"), ("provisioning", "activityDateTime up")],
)
async def test_only_the_time_orders_a_log(start: Any, log: str, order: str) -> None:
    """Anything but the time property, asc or desc, is 400."""
    service = await start()

    assert (await service.get(f"/v1.0/auditLogs/{log}", orderby=order)).status_code == 400
