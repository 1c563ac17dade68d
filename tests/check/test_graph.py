"""`watchbook check` against Graph: what is there, what is missing, who mends it; within the request limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.checks.row import CONSENT, LICENCES, NETWORK, Status, exit_code
from bot.clock import wall_clock
from bot.config import Mode
from bot.demo import serve
from bot.demo.faults import Faults
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from tests.check.rig import FIT, READS, answering, bearer, check, check_graph

PREMIUM = {"value": [{"servicePlans": [{"servicePlanName": "AAD_PREMIUM", "provisioningStatus": "Success"}]}]}


async def test_nothing_is_missing_where_everything_is_granted() -> None:
    """With permissions and licence nothing is missing; four report requests tell, none is throttled."""
    graph = ServerSettings()
    checked = await check_graph(graph)

    assert checked.names(Status.MISSING) == []
    assert exit_code(checked.report.rows) == 0
    assert checked.report.requests == 4
    assert sorted(r.status for r in graph.log.requests if r.report) == [200, 200, 200, 400]
    assert {"AuditLog.Read.All", "Directory.Read.All", "licence", "clock"} <= set(checked.names(Status.OK))


async def test_a_tenant_without_premium() -> None:
    """Sign-ins and provisioning are missing for want of a licence, audits are there, and 7 days of them."""
    graph = ServerSettings(premium=False)
    checked = await check_graph(graph)

    assert checked.names(Status.MISSING) == ["sign-ins", "provisioning events", "licence"]
    assert checked.row("licence").who == LICENCES
    assert checked.row("directory audits").status is Status.OK
    assert "Only 6 days" in checked.row("retention of directory audits").found
    assert 429 not in [r.status for r in graph.log.requests]
    assert len([r for r in graph.log.requests if r.report]) == checked.report.requests == 5


async def test_graph_that_is_wrong_about_the_licence() -> None:
    """Where the subscriptions hold P1 and Graph says that there is none, the known remedy is told, not a purchase."""
    faults = Faults()
    faults.answer("subscribedSkus", 200, PREMIUM)
    checked = await check_graph(ServerSettings(premium=False, faults=faults))

    assert "Graph says that it has none" in checked.row("licence").found
    assert "Directory.Read.All" in checked.row("licence").how


async def test_the_earliest_start_is_named() -> None:
    """Retention says which start is refused, and the day that Graph names."""
    checked = await check_graph(ServerSettings())
    row = checked.row("retention of directory audits")
    earliest = (wall_clock() - timedelta(days=30)).strftime("%Y-%m-%d")

    assert "29 days back can be asked. 40 days back is refused." in row.found
    assert earliest in row.found


async def test_a_log_without_permission() -> None:
    """A 403 for a missing permission names the permission and who grants it."""
    faults = Faults()
    faults.refuse("auditLogs/signIns", 403, "Authentication_MSGraphPermissionMissing", times=9)
    checked = await check_graph(ServerSettings(faults=faults))
    row = checked.row("sign-ins")

    assert (row.status, row.who) == (Status.MISSING, CONSENT)
    assert "AuditLog.Read.All" in row.how
    assert checked.row("licence").status is Status.UNKNOWN


async def test_a_person_without_a_role() -> None:
    """A person's token with the permissions, but no role, names the roles; an app's token needs none."""
    faults = Faults()
    for log in ("signIns", "directoryAudits", "provisioning"):
        faults.refuse(f"auditLogs/{log}", 403, "Authentication_RequestFromUnsupportedUserRole", times=9)
    checked = await check_graph(ServerSettings(faults=faults), bearer(*READS, person=True))

    assert "sign-ins, directory audits and provisioning events" in checked.row("Entra role").found
    assert "Reports Reader" in checked.row("Entra role").how
    assert (await check_graph(ServerSettings())).row("Entra role").status is Status.OK


async def test_a_refused_token() -> None:
    """A 401 is told of every log, and fails the command."""
    checked = await check_graph(ServerSettings(tokens=frozenset({"another"})))

    assert {"directory", "sign-ins", "directory audits", "provisioning events"} <= set(checked.names(Status.MISSING))
    assert exit_code(checked.report.rows) == 1


async def test_an_unreachable_graph_is_one_row() -> None:
    """When nothing answers, one row says so and who can mend it, instead of one a log."""
    checked = await check(replace(FIT, graph_url="http://127.0.0.1:9", graph_token="opaque"))

    assert checked.names(Status.MISSING) == ["Microsoft Graph"]
    assert checked.row("Microsoft Graph").who == NETWORK


async def test_throttling_is_not_mistaken_for_something_missing() -> None:
    """A 429 means that nothing was learnt: not checked, with the wait, and no failure."""
    faults = Faults()
    faults.answer("auditLogs/signIns", 429, headers={"Retry-After": "7"}, times=9)
    checked = await check_graph(ServerSettings(faults=faults))

    assert checked.row("sign-ins").status is Status.UNKNOWN
    assert "7 seconds" in checked.row("sign-ins").how
    assert exit_code(checked.report.rows) == 0


@pytest.mark.parametrize("status", [500, 503, 504])
async def test_an_outage_is_not_mistaken_for_something_missing(status: int) -> None:
    """A 5xx says nothing about permissions."""
    faults = Faults()
    faults.answer("auditLogs/provisioning", status, times=9)
    checked = await check_graph(ServerSettings(faults=faults))

    assert checked.row("provisioning events").status is Status.UNKNOWN


async def test_an_answer_that_is_no_json() -> None:
    """An answer of something in between is no proof that the log can be read."""
    faults = Faults()
    faults.cut_json("auditLogs/directoryAudits", times=9)
    faults.plan.insert(0, faults.plan.pop())
    checked = await check_graph(ServerSettings(faults=faults, retention_days=90))

    assert checked.row("directory audits").status is Status.MISSING


async def test_the_token_goes_to_no_other_host() -> None:
    """A redirect is reported, not followed."""
    async with answering() as (elsewhere, heard):
        faults = Faults()
        faults.answer("auditLogs", 302, headers={"Location": f"{elsewhere}/v1.0/x"}, times=9)
        checked = await check_graph(ServerSettings(faults=faults))

    assert checked.row("sign-ins").status is Status.MISSING
    assert heard == []


@pytest.mark.parametrize(
    ("permissions", "missing", "warned"),
    [
        (("AuditLog.Read.All", "Directory.Read.All"), [], ["Policy.Read.All"]),
        (("AuditLog.Read.All", "Directory.Read.All", "Policy.Read.ConditionalAccess"), [], []),
        (("Directory.Read.All", "Policy.Read.All"), ["AuditLog.Read.All"], []),
        ((), ["AuditLog.Read.All", "Directory.Read.All"], ["Policy.Read.All"]),
        ((*READS, "User.ReadWrite.All"), [], ["least privilege"]),
    ],
)
async def test_permissions_are_read_from_the_token(
    permissions: tuple[str, ...], missing: list[str], warned: list[str]
) -> None:
    """Each permission is there, missing, or missing without harm; permissions to change things are warned of."""
    checked = await check_graph(ServerSettings(), bearer(*permissions))

    assert (checked.names(Status.MISSING), checked.names(Status.WARNING)) == (missing, warned)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"exp": 1}, "expired"),
        ({"aud": "https://api.botframework.com"}, "not for Microsoft Graph"),
        ({"tid": "99999999-9999-9999-9999-999999999999"}, "tenant 99999999"),
    ],
)
async def test_a_token_that_does_not_fit(claims: dict[str, object], words: str) -> None:
    """An expired token, one for something else and one for another tenant are told apart."""
    checked = await check_graph(ServerSettings(), bearer(*READS, **claims))

    assert checked.row("token").status is Status.MISSING
    assert words in checked.row("token").found


async def test_a_token_that_cannot_be_read_is_tried() -> None:
    """An opaque token has no permission rows: the logs themselves are the answer."""
    checked = await check_graph(ServerSettings(), "opaque")

    assert checked.row("token").status is Status.OK
    assert not {"AuditLog.Read.All", "Directory.Read.All"} & {row.name for row in checked.report.rows}
    assert checked.row("sign-ins").status is Status.OK


async def test_delegated_mode_with_the_apps_own_token() -> None:
    """The app's token says nothing about what people may read: no log is asked, and it is said how to check."""
    graph = ServerSettings()
    async with serve(Records(), graph) as url:
        settings = replace(FIT, mode=Mode.DELEGATED, oauth_connection="graph", graph_url=url, graph_token=bearer())
        checked = await check(settings)

    assert "--sign-in" in checked.row("permissions, licence and roles").how
    assert graph.log.requests == []


@pytest.mark.parametrize(
    ("seconds", "status"),
    [(0, Status.OK), (90, Status.WARNING), (-90, Status.WARNING), (900, Status.MISSING), (-900, Status.MISSING)],
)
async def test_a_clock_that_is_wrong(seconds: int, status: Status) -> None:
    """A minute off is warned of, five make tokens fail."""
    checked = await check_graph(ServerSettings(), now=lambda: wall_clock() + timedelta(seconds=seconds))

    assert checked.row("clock").status is status


async def test_what_is_not_ok_says_who_and_how() -> None:
    """Every row says what was tried and what came back, and every other than ok who mends it and how."""
    checked = await check_graph(ServerSettings(premium=False), bearer())

    assert all(row.tried and row.found for row in checked.report.rows)
    assert [row.name for row in checked.report.rows if row.status is not Status.OK and not (row.who and row.how)] == []


async def test_ids_that_the_directory_does_not_know() -> None:
    """An id of nobody among those who may ask lets nobody in, and is named; one that is known is not."""
    known, unknown, group = (f"a11ce000-0000-4000-8000-00000000000{n}" for n in range(1, 4))
    records = Records(users=[{"id": known, "userPrincipalName": "a@b.example"}], groups=[{"id": group}])
    async with serve(records, ServerSettings()) as url:
        settings = replace(FIT, graph_url=url, graph_token=bearer(*READS), allowed_groups=frozenset({group}))
        checked = await check(replace(settings, allowed_users=frozenset({known, unknown})))

    assert checked.row("allowed groups").status is Status.OK
    assert checked.row("allowed users").status is Status.MISSING
    assert (unknown in checked.row("allowed users").found, known in checked.row("allowed users").found) == (True, False)
