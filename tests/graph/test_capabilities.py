"""What Graph's documents leave open is tried once and remembered, for the operators and for how far back logs go."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from bot.demo import serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.graph.filter_rules import UNDOCUMENTED, Capabilities
from bot.problems import Problem
from intents.model import Condition, Log, Op, TimeRange
from tests.graph.rig import NOW, Tenant, ask

A, S = Log.DIRECTORY_AUDITS, Log.SIGN_INS
FAILED = Condition("outcome", Op.EQ, ("failure",))
USERS = Condition("category", Op.EQ, ("UserManagement",))
MONTH = TimeRange(NOW - timedelta(days=30), NOW, said="last 30 days")


def statuses(tenant: Tenant) -> list[int]:
    """Statuses of the report requests since the last look."""
    found = [each.status for each in tenant.settings.log]
    tenant.settings.log.clear()
    return found


async def test_a_strict_graph_refuses_once(either: Tenant) -> None:
    """One request more in the life of a process, refused or to compare with; the answers are the same throughout."""
    capabilities = Capabilities(*UNDOCUMENTED)
    question = ask(S, conditions=(FAILED,))
    plain, expected = await either.read(question)
    statuses(either)
    report, kept = await either.read(question, capabilities=capabilities)
    first = statuses(either)
    again, _ = await either.read(question, capabilities=capabilities)
    lenient = either.settings.lenient

    assert kept.records == expected.records
    assert (report.complete, report.strays, again.strays) == (True, 0, 0)
    assert first == ([200, 200] if lenient else [400, 200])
    assert statuses(either) == [200]
    assert ("errorCode_ne" in capabilities) == lenient
    assert (report.records_read < plain.records_read) == lenient


async def test_each_operator_is_tried_for_itself(tenant: Tenant) -> None:
    """When one of two is refused the other one is still used."""
    tenant.settings.faults.answer("auditLogs/directoryAudits", 400, {"error": {"code": "BadRequest"}})
    settings = ServerSettings(now=lambda: NOW, throttle=None, lenient=True, faults=tenant.settings.faults)
    capabilities = Capabilities(*UNDOCUMENTED)
    async with serve(tenant.records, settings) as url:
        other = Tenant(tenant.records, settings, url, tenant.http)
        report, kept = await other.read(ask(A, conditions=(FAILED, USERS)), capabilities=capabilities)
    expected = {
        row["id"]
        for row in tenant.records.directory_audits
        if (row["result"], row["category"]) == ("failure", "UserManagement")
        and row["activityDateTime"] >= (NOW - timedelta(days=7)).isoformat()[:19]
    }

    assert set(kept.records) == expected
    assert ("result_eq" in capabilities, "category_eq" in capabilities) == (True, False)
    assert ["result eq" in each.filter for each in settings.log] == [True, True, False]
    assert ["category eq" in each.filter for each in settings.log] == [True, False, False]
    assert report.complete


async def test_an_operator_that_leaves_something_out_is_not_believed(tenant: Tenant) -> None:
    """A filter that finds less than there is, is found out at its first use, and the answer is right nevertheless."""
    settings = ServerSettings(now=lambda: NOW, throttle=None, lenient=True)
    capabilities, question = Capabilities(*UNDOCUMENTED), ask(S, conditions=(FAILED,))
    _, expected = await tenant.read(question)
    async with serve(tenant.records, settings) as url:
        other = Tenant(tenant.records, settings, url, tenant.http)
        settings.faults._reshape("auditLogs", 1, lambda body: body | {"value": body["value"][:2] + body["value"][3:]})
        report, kept = await other.read(question, capabilities=capabilities)

    assert set(kept.records) == set(expected.records)
    assert (report.complete, report.strays) == (True, 0)
    assert "errorCode_ne" not in capabilities


async def test_records_that_are_just_arriving_prove_nothing(tenant: Tenant) -> None:
    """A record of the last minutes that only the second request shows is no fault of the operator."""
    settings = ServerSettings(now=lambda: NOW, throttle=None, lenient=True)
    capabilities, question = Capabilities(*UNDOCUMENTED), ask(S, conditions=(FAILED,))
    fresh = {**tenant.records.sign_ins[0], "id": "fresh", "createdDateTime": "2026-11-18T14:29:00Z"}
    fresh["status"] = {"errorCode": 50126}
    async with serve(tenant.records, settings) as url:
        other = Tenant(tenant.records, settings, url, tenant.http)
        settings.faults.hang("auditLogs", 0.0)
        settings.faults.stray_rows("auditLogs", [fresh])
        report, _ = await other.read(question, capabilities=capabilities)

    assert report.complete
    assert "errorCode_ne" in capabilities


async def test_an_operator_that_worked_is_not_blamed_for_another_refusal(tenant: Tenant) -> None:
    """A 400 for a reason of its own does not unlearn what was seen to work."""
    settings = ServerSettings(now=lambda: NOW, throttle=None, lenient=True)
    capabilities = Capabilities(*UNDOCUMENTED)
    async with serve(tenant.records, settings) as url:
        other = Tenant(tenant.records, settings, url, tenant.http)
        await other.read(ask(S, conditions=(FAILED,)), capabilities=capabilities)
        settings.faults.answer("auditLogs/signIns", 400, {"error": {"code": "BadRequest"}})
        with pytest.raises(Problem):
            await other.read(ask(S, conditions=(FAILED,)), capabilities=capabilities)

    assert "errorCode_ne" in capabilities


@pytest.fixture
async def free(small: Records, http: httpx.AsyncClient) -> AsyncIterator[Tenant]:
    """The small tenant without a licence: audits of seven days, no sign-ins."""
    settings = ServerSettings(now=lambda: NOW, throttle=None, premium=False)
    async with serve(small, settings) as url:
        yield Tenant(small, settings, url, http)


@pytest.mark.parametrize("days", [8, 29, 30])
async def test_a_tenant_without_a_licence_keeps_a_week_and_it_is_said(free: Tenant, days: int) -> None:
    """Seven days are read where seven are kept, the answer says so, and the next question asks for no more."""
    capabilities = Capabilities(*UNDOCUMENTED)
    question = ask(A, span=TimeRange(NOW - timedelta(days=days), NOW, said=f"last {days} days"))
    report, kept = await free.read(question, capabilities=capabilities)
    first = statuses(free)
    again, more = await free.read(question, capabilities=capabilities)
    expected = {r["id"] for r in free.records.directory_audits if r["activityDateTime"] >= "2026-11-11T14:30:00"}

    assert set(kept.records) == set(more.records) == expected
    assert report.incomplete_because == again.incomplete_because
    assert report.incomplete_because == ("directory audits could only be read from 11 November 2026, 14:30 UTC on",)
    assert first[-1] == 200
    assert len(first) <= 3
    assert statuses(free) == [200]


async def test_nothing_is_left_of_what_a_tenant_no_longer_keeps(free: Tenant) -> None:
    """A range before those seven days finds nothing, which is said with the reason: never a plain "none"."""
    capabilities = Capabilities(*UNDOCUMENTED)
    question = ask(A, span=TimeRange(NOW - timedelta(days=20), NOW - timedelta(days=10), said="earlier"))
    report, kept = await free.read(question, capabilities=capabilities)
    first = statuses(free)
    again, _ = await free.read(question, capabilities=capabilities)

    assert (kept.records, report.complete) == ({}, False)
    assert report.incomplete_because == again.incomplete_because
    assert report.incomplete_because == ("directory audits could only be read from 11 November 2026, 14:30 UTC on",)
    assert (first, statuses(free)) == ([400, 200], [200])


async def test_a_start_that_is_too_early_is_no_reason_to_doubt_an_operator(free: Tenant) -> None:
    """The same 400 stands for both: what helped in the end is remembered, nothing else."""
    capabilities = Capabilities(*UNDOCUMENTED)
    report, _ = await free.read(ask(A, conditions=(USERS,), span=MONTH), capabilities=capabilities)

    assert not report.complete
    assert capabilities.kept_days == {A: 7}
    assert "category_eq" in capabilities


async def test_a_week_is_a_week_for_everybody(free: Tenant) -> None:
    """Within seven days there is nothing to say."""
    report, _ = await free.read(ask(A))

    assert (report.complete, report.notes) == (True, ())


async def test_a_missing_licence_is_asked_about_twice(free: Tenant) -> None:
    """Graph is sometimes wrong about the licence, so it is asked once more, and then believed."""
    with pytest.raises(Problem) as raised:
        await free.read(ask(S))

    assert raised.value.code == "licence-missing"
    assert statuses(free) == [403, 403]


async def test_a_false_alarm_about_the_licence_is_got_over(tenant: Tenant) -> None:
    """A licensed tenant that is told once that it has none is answered."""
    error = {"error": {"code": "Authentication_RequestFromNonPremiumTenantOrB2CTenant"}}
    tenant.settings.faults.answer("auditLogs/signIns", 403, error)
    report, _ = await tenant.read(ask(S))

    assert report.complete
