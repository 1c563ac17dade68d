"""Reading the logs to the end: ranges, early ends, limits, kinds of sign-in, and how complete it was."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.demo import serve
from bot.demo.settings import ServerSettings
from bot.graph.filter_rules import UNDOCUMENTED, Capabilities
from bot.graph.read import Limits, Progress, read
from intents.fields import TIME_PATH
from intents.model import Condition, Entity, EntityKind, Kind, Log, Measure, Op, TimeRange
from tests.graph.rig import NOW, PAGE, Kept, Tenant, ask

A, P, S = Log.DIRECTORY_AUDITS, Log.PROVISIONING, Log.SIGN_INS


def since() -> str:
    """The start of the week as Graph writes times."""
    return (NOW - timedelta(days=7)).isoformat()[:19]


def newest(tenant: Tenant, log: Log, count: int, *, oldest_first: bool = False) -> list[str]:
    """Ids of the first records of the week in that order."""
    rows = tenant.records.sign_ins if log is S else tenant.records.directory_audits
    rows = [r for r in rows if log is not S or r["signInEventTypes"] == ["interactiveUser"]]
    inside = [r for r in rows if since() <= r[TIME_PATH[log]] < NOW.isoformat()[:19]]
    return [r["id"] for r in sorted(inside, key=lambda r: r[TIME_PATH[log]], reverse=not oldest_first)[:count]]


async def test_every_log_is_paged_to_its_end(tenant: Tenant) -> None:
    """A question over all three logs reads every page of each and says what it read."""
    report, kept = await tenant.read(ask(S, A, P))
    pages = -(-len([x for x in kept.records.values() if "createdDateTime" in x]) // PAGE)

    assert report.complete
    assert report.records_read == len(kept.records) > 300
    assert sum("signIns" in line.url for line in report.requests) == pages > 5
    assert report.covers == "interactive sign-ins"
    assert report.newest is not None
    assert NOW - report.newest < timedelta(hours=3)
    assert {line.status for line in report.requests} == {200}


async def test_the_newest_few_need_one_page(tenant: Tenant) -> None:
    """The last five sign-ins are found on the first page, and no second one is asked for."""
    question = ask(S, measure=Measure(Kind.ROWS, limit=5))
    report, kept = await tenant.read(question, Kept(wanted=5))

    assert set(newest(tenant, S, 5)) <= set(kept.records)
    assert len(report.requests) == 1
    assert report.complete


async def test_the_oldest_few_need_one_page(tenant: Tenant) -> None:
    """The first three sign-ins of the week are asked for in order of time."""
    question = ask(S, measure=Measure(Kind.ROWS, limit=3, oldest_first=True))
    report, kept = await tenant.read(question, Kept(wanted=3))

    assert set(newest(tenant, S, 3, oldest_first=True)) <= set(kept.records)
    assert len(report.requests) == 1
    assert "createdDateTime%20asc" in report.requests[0].url


async def test_the_newest_few_of_two_logs_are_the_newest_of_both(tenant: Tenant) -> None:
    """A log is read on until nothing in it can be newer than what the other one gave."""
    question = ask(S, A, measure=Measure(Kind.ROWS, limit=40))
    report, kept = await tenant.read(question, Kept(wanted=40))
    both = newest(tenant, S, 40) + newest(tenant, A, 40)
    times = {r["id"]: r["createdDateTime"] for r in tenant.records.sign_ins}
    times |= {r["id"]: r["activityDateTime"] for r in tenant.records.directory_audits}
    expected = sorted(both, key=lambda key: times[key], reverse=True)[:40]

    assert set(expected) <= set(kept.records)
    assert report.complete
    assert len(report.requests) < 8


async def test_counts_never_end_early(tenant: Tenant) -> None:
    """A sink that has enough does not end the reading of a count."""
    report, kept = await tenant.read(ask(S, measure=Measure(Kind.COUNT)), Kept(wanted=1))

    assert report.complete
    assert len(kept.records) > 100


async def test_the_start_is_clamped_to_what_is_kept_and_said(tenant: Tenant) -> None:
    """A range that begins before retention is read from there on, in words."""
    span = TimeRange(NOW - timedelta(days=90), NOW, said="last 90 days")
    report, kept = await tenant.read(ask(S, span=span))

    assert report.range.start == NOW - timedelta(days=30)
    assert report.notes == ("Sign-ins are kept for 30 days, so the range begins on 19 October 2026, 14:30 UTC.",)
    assert report.complete
    assert len(kept.records) > 100


async def test_a_range_before_retention_asks_nothing(tenant: Tenant) -> None:
    """What is no longer kept is not asked for; the answer is incomplete and says why."""
    span = TimeRange(NOW - timedelta(days=60), NOW - timedelta(days=40), said="in september")
    report, kept = await tenant.read(ask(A, span=span))

    assert (report.complete, report.requests, kept.records) == (False, (), {})
    assert report.incomplete_because == (
        "directory audits are kept for 30 days, so nothing from before 19 October 2026, 14:30 UTC is left",
    )


async def test_an_open_start_reads_all_that_is_kept(tenant: Tenant) -> None:
    """ "Before X" has no lower bound in the filter."""
    span = TimeRange(None, NOW - timedelta(days=20), said="before 29 October")
    report, kept = await tenant.read(ask(A, span=span))

    assert report.complete
    assert " ge " not in report.requests[0].url.replace("%20", " ")
    assert len(kept.records) == sum(r["activityDateTime"] < "2026-10-29T14:30" for r in tenant.records.directory_audits)


async def test_a_later_minimum_than_expected_is_found_and_said(tenant: Tenant) -> None:
    """Where Graph refuses the start of the range, a later one is tried, and the answer says that it is incomplete."""
    settings = ServerSettings(now=lambda: NOW + timedelta(hours=20), throttle=None)
    async with serve(tenant.records, settings) as url:
        other = Tenant(tenant.records, settings, url, tenant.http)
        report, kept = await other.read(ask(A, span=TimeRange(NOW - timedelta(days=30), NOW)))

    assert [line.status for line in report.requests] == [400, 200]
    assert report.incomplete_because == ("directory audits could only be read from 20 October 2026, 00:00 UTC on",)
    assert len(kept.records) > 100


@pytest.mark.parametrize(("log", "field"), [(P, "country"), (A, "browser")])
async def test_a_log_that_lacks_the_field_is_named(tenant: Tenant, log: Log, field: str) -> None:
    """A condition that a log cannot honour is never dropped: nothing is read and the reason is said."""
    report, kept = await tenant.read(ask(log, conditions=(Condition(field, Op.EQ, ("DE",)),)))

    assert (report.complete, report.requests, kept.records) == (False, (), {})
    assert "do not record" in report.incomplete_because[0]


async def test_the_largest_number_of_records_is_a_limit_that_is_said(tenant: Tenant) -> None:
    """A reading ends at the limit, keeps what it read, and says so."""
    report, kept = await tenant.read(ask(S), limits=Limits(max_records=90))

    assert (report.records_read, len(kept.records), report.complete) == (90, 90, False)
    assert report.incomplete_because == ("reading ends at 90 records",)


async def test_the_limit_on_records_ends_slices_too(tenant: Tenant) -> None:
    """When the limit is reached in one slice nobody waits for the pages of the others."""
    tenant.settings.faults.hang("auditLogs/signIns", 0.0, times=2)
    tenant.settings.faults.hang("auditLogs/signIns", 30.0, times=9)
    report, kept = await asyncio.wait_for(tenant.read(ask(S), limits=Limits(max_records=60)), 5)

    assert (report.records_read, report.complete) == (60, False)
    assert len(kept.records) <= 60


async def test_the_longest_time_is_a_limit_that_is_said(tenant: Tenant) -> None:
    """A Graph that does not answer in time ends the reading with what was read."""
    tenant.settings.faults.hang("auditLogs/signIns", 0.0)
    tenant.settings.faults.hang("auditLogs/signIns", 30.0, times=9)
    report, kept = await tenant.read(ask(S), limits=Limits(max_seconds=0.3))

    assert report.incomplete_because == ("reading ends after 0.3 seconds",)
    assert len(kept.records) == PAGE


async def test_a_reading_can_be_stopped(tenant: Tenant) -> None:
    """Stop ends the reading with what was read, and says how much that is."""
    stop, seen = asyncio.Event(), []

    def progress(step: Progress) -> None:
        seen.append(step)
        if step.pages == 2:
            stop.set()

    tenant.settings.faults.hang("auditLogs/signIns", 0.0, times=2)
    tenant.settings.faults.hang("auditLogs/signIns", 30.0)
    kept = Kept()
    report = await read(ask(S), tenant.client(), kept, now=NOW, stop=stop, progress=progress)

    assert report.incomplete_because == (f"reading was stopped after {2 * PAGE} records",)
    assert [(step.records_read, step.pages) for step in seen] == [(PAGE, 1), (2 * PAGE, 2)]
    assert seen[1].reached is not None


async def test_a_cancelled_reading_leaves_nothing_running(tenant: Tenant) -> None:
    """Cancelling the task that reads cancels its requests."""
    tenant.settings.faults.hang("auditLogs/signIns", 30.0)
    before = asyncio.all_tasks()
    task = asyncio.create_task(tenant.read(ask(S)))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    left = {each for each in asyncio.all_tasks() - before if "bot/graph" in repr(each)}

    assert left == set()


@pytest.mark.parametrize("kind", ["nonInteractiveUser", "servicePrincipal", "managedIdentity"])
async def test_other_kinds_of_sign_in_come_from_beta(tenant: Tenant, kind: str) -> None:
    """Another kind is read from beta, alone or beside the interactive ones of v1.0, and named."""
    question = ask(S)
    report, kept = await tenant.read(replace(question, beta_kinds=("interactiveUser", kind)))
    only, alone = await tenant.read(replace(question, beta_kinds=(kind,)))
    expected = {
        r["id"] for r in tenant.records.sign_ins if kind in r["signInEventTypes"] and r["createdDateTime"] >= since()
    }

    assert set(alone.records) == expected
    assert set(kept.records) == expected | set(newest(tenant, S, 10_000))
    assert report.covers.startswith("interactive and ")
    assert only.covers != report.covers
    assert expected != set()


async def test_what_graph_refuses_once_is_not_asked_again(tenant: Tenant) -> None:
    """An undocumented operator that is refused is dropped, remembered, and the answer is the same."""
    question = ask(S, A, conditions=(Condition("outcome", Op.EQ, ("failure",)),))
    capabilities = Capabilities(*UNDOCUMENTED)
    tried, first = await tenant.read(question, capabilities=capabilities)
    again, second = await tenant.read(question, capabilities=capabilities)
    _, third = await tenant.read(question)

    assert sorted({line.status for line in tried.requests}) == [200, 400]
    assert {line.status for line in again.requests} == {200}
    assert tried.complete
    assert first.records == second.records == third.records != {}
    assert "errorCode_ne" not in capabilities
    assert "category_eq" in capabilities


HOSTILE = (
    "declan.o'brien@x.example",
    "' or 1 eq 1 or userPrincipalName eq 'x@y",
    "a@b\n' or true",
    "a&$filter=id eq 'x'@b#",
)


async def test_hostile_names_are_literals(tenant: Tenant) -> None:
    """A name with quotes, or an attempt at a filter of its own, is sent as one literal and finds nothing."""
    for upn in HOSTILE:
        entity = Entity(EntityKind.USER, "", upn, upn)
        condition = Condition("person", Op.NAMED, (upn,), entities=(entity,))
        report, kept = await tenant.read(ask(S, conditions=(condition,)))

        assert (kept.records, report.complete, report.strays) == ({}, True, 0)
        assert {line.status for line in report.requests} == {200}
