"""Groups, apps, roles, policies and systems by what people call them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.demo import serve
from bot.directory import Ask, Nobody, Resolved
from bot.directory.known import APPS, ROLES, app_of, role_aliases
from bot.graph.systems import SYSTEMS, system_of
from intents.model import Condition, EntityKind, Log, Op
from tests.directory.rig import Rig, ask, name

A, P, S = Log.DIRECTORY_AUDITS, Log.PROVISIONING, Log.SIGN_INS


@pytest.mark.parametrize(
    ("said", "field", "expected"),
    [
        ("server admins", "group", "Server Admins"),
        ("payroll admins", "group", "Payroll Admins"),
        ("breakglass", "group", "Break Glass"),
        ("teams", "app", "Microsoft Teams"),
        ("outlook", "app", "Office 365 Exchange Online"),
        ("exchange", "app", "Office 365 Exchange Online"),
        ("sharepoint", "app", "Office 365 SharePoint Online"),
        ("azure portal", "app", "Azure Portal"),
        ("graph powershell", "app", "Microsoft Graph Command Line Tools"),
        ("az cli", "app", "Microsoft Azure CLI"),
        ("AWS", "app", "Amazon Web Services"),
        ("snow", "app", "ServiceNow"),
        ("orbit travel", "app", "Orbit Travel"),
        ("global admin", "role", "Global Administrator"),
        ("GA", "role", "Global Administrator"),
        ("global administrators", "role", "Global Administrator"),
        ("exchange admins", "role", "Exchange Administrator"),
        ("reports reader", "role", "Reports Reader"),
        ("intune admin", "role", "Intune Administrator"),
    ],
)
async def test_one_thing_is_found_and_used(rig: Rig, said: str, field: str, expected: str) -> None:
    """Directory names, Microsoft's apps by their everyday names, roles that nobody has activated yet."""
    assert await rig.meant(name(said, field), A) == ([f"{expected} [directory]"], ())


async def test_an_app_carries_its_app_id(rig: Rig) -> None:
    """Sign-ins name apps by it."""
    outcome = await rig.resolve(ask(name("salesforce", "app")))
    assert isinstance(outcome, Resolved)
    row = next(r for r in rig.records.service_principals if r["displayName"] == "Salesforce")

    assert outcome.question.conditions[0].entities[0].app_id == row["appId"]


async def test_a_word_of_a_group_is_used_and_said(rig: Rig) -> None:
    """ "Payroll" is the one group with that word."""
    found, notes = await rig.meant(name("payroll", "group"), A)

    assert found == ["Payroll Admins [directory]"]
    assert notes == ("“payroll” was taken as Payroll Admins.",)


@pytest.mark.parametrize(
    ("said", "field", "count"), [("sales", "group", 2), ("harbour", "app", 2), ("require", "policy", 3)]
)
async def test_several_things_are_asked_about(rig: Rig, said: str, field: str, count: int) -> None:
    """Each is a choice."""
    outcome = await rig.asked(name(said, field), A)

    assert len(outcome.choices) == count


async def test_at_most_eight_are_offered(rig: Rig) -> None:
    """A phone shows no more; the number of all is said."""
    groups = [{"id": f"{at:08d}-7777-4777-8777-777777777777", "displayName": f"Region {at}"} for at in range(20)]
    more = replace(rig.records, groups=[*rig.records.groups, *groups])
    async with serve(more, rig.settings) as url:
        outcome = await Rig(more, rig.settings, url, rig.http).asked(name("region", "group"), A)

    assert len(outcome.choices) == 8
    assert outcome.sentence == "20 groups fit “region”; these are the first 8. Which one?"


async def test_the_likelier_kind_wins_at_the_same_level(rig: Rig) -> None:
    """The order of kinds breaks a tie; a better match of another kind is asked about."""
    twin = {"id": "77777777-7777-4777-8777-777777777777", "displayName": "Engineering", "appId": "x"}
    more = replace(rig.records, service_principals=[*rig.records.service_principals, twin])
    async with serve(more, rig.settings) as url:
        other = Rig(more, rig.settings, url, rig.http)
        group = await other.resolve(ask(name("engineering", "target_any", EntityKind.GROUP, EntityKind.APP), logs=(A,)))
        app = await other.resolve(ask(name("engineering", "target_any", EntityKind.APP, EntityKind.GROUP), logs=(A,)))
        mixed = await other.resolve(ask(name("slack", "target_any", EntityKind.USER, EntityKind.APP), logs=(A,)))
        person = await other.resolve(ask(name("alice", "target_any", EntityKind.USER, EntityKind.APP), logs=(A,)))
    kinds = [o.question.conditions[0].entities[0].kind for o in (group, app, mixed, person) if isinstance(o, Resolved)]

    assert kinds == [EntityKind.GROUP, EntityKind.APP, EntityKind.APP, EntityKind.USER]


async def test_a_better_match_of_a_less_likely_kind_is_asked_about(rig: Rig) -> None:
    """A person whose name only begins so, and a group of exactly that name."""
    group = {"id": "77777777-7777-4777-8777-777777777777", "displayName": "Lind"}
    more = replace(rig.records, groups=[*rig.records.groups, group])
    async with serve(more, rig.settings) as url:
        outcome = await Rig(more, rig.settings, url, rig.http).asked(
            name("lind", "target_any", EntityKind.USER, EntityKind.GROUP), A
        )

    assert outcome.choices[0].text == "Lind (group)"
    assert len(outcome.choices) > 1


async def test_a_policy_may_be_gone(rig: Rig) -> None:
    """A policy that is not there any more, or that may not be read, is looked for in the log by what was said."""
    found, notes = await rig.meant(name("old pilot", "policy"), A)
    denied = {"error": {"code": "Authorization_RequestDenied", "message": "x"}}
    rig.settings.faults.answer("identity/conditionalAccess", 403, denied, times=9)
    rig.made.clear()
    closed, said = await rig.meant(name("block legacy", "policy"), A)

    assert (found, closed) == (["old pilot [log]"], ["block legacy [log]"])
    assert notes == ("No policy called “old pilot” was found; the log was searched for that name.",)
    assert "Policy.Read.All is missing" in said[0]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("workday", "Workday"),
        ("AWS", "Amazon Web Services"),
        ("entra", "Azure Active Directory"),
        ("service now", "ServiceNow"),
    ],
)
async def test_a_known_system_needs_no_request(rig: Rig, said: str, expected: str) -> None:
    """Common connectors are known by what people call them."""
    assert await rig.meant(name(said, "source_system"), P) == ([f"{expected} [log]"], ())
    assert rig.requests() == []


async def test_an_unknown_system_is_checked_against_the_log(rig: Rig) -> None:
    """A system of the tenant's own is found by a word of its name; another spelling is offered; none is said."""
    event = {
        "id": "p1",
        "activityDateTime": "2026-11-17T10:00:00Z",
        "sourceSystem": {"displayName": "Quayside HR"},
        "targetSystem": {"displayName": "Azure Active Directory"},
    }
    more = replace(rig.records, provisioning=[*rig.records.provisioning, event])
    async with serve(more, rig.settings) as url:
        other = Rig(more, rig.settings, url, rig.http)
        found, _ = await other.meant(name("quayside", "source_system"), P)
        near = await other.asked(name("quaysde hr", "source_system"), P)
        none = await other.resolve(ask(name("frobnicator", "source_system"), logs=(P,)))

    assert found == ["quayside [log]"]
    assert [choice.text for choice in near.choices] == ["Quayside HR"]
    assert isinstance(none, Nobody)


async def test_the_newest_app_is_used_and_said(rig: Rig) -> None:
    """One app was added in the last 30 days."""
    found, notes = await rig.meant(Condition("app", Op.NEWEST))

    assert found == ["Orbit Travel [directory]"]
    assert notes == ("The only app added in the last 30 days is Orbit Travel, on 12 November 2026.",)


async def test_several_new_apps_are_asked_about_and_none_is_said(rig: Rig) -> None:
    """The newest first; Microsoft's own and managed identities do not count."""
    rows = [{**row, "createdDateTime": "2024-01-01T00:00:00Z"} for row in rig.records.service_principals]
    base = {"servicePrincipalType": "Application", "appId": "x"}
    new = [
        {**base, "id": "1", "displayName": "Tallyho", "createdDateTime": "2026-11-01T00:00:00Z"},
        {**base, "id": "2", "displayName": "Zither", "createdDateTime": "2026-11-15T00:00:00Z"},
    ]
    others = [
        {
            **base,
            "id": "3",
            "displayName": "M",
            "createdDateTime": "2026-11-15T00:00:00Z",
            "appOwnerOrganizationId": "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
        },
        {
            "id": "4",
            "displayName": "vm",
            "createdDateTime": "2026-11-15T00:00:00Z",
            "servicePrincipalType": "ManagedIdentity",
        },
    ]
    outcomes = []
    for added in ([], new):
        more = replace(rig.records, service_principals=[*rows, *others, *added])
        async with serve(more, rig.settings) as url:
            outcomes.append(await Rig(more, rig.settings, url, rig.http).resolve(ask(Condition("app", Op.NEWEST))))
    none, several = outcomes
    assert isinstance(none, Nobody)
    assert isinstance(several, Ask)

    assert none.sentence == "No app was added to the directory in the last 30 days."
    assert [choice.text for choice in several.choices] == ["Zither (added 15 November)", "Tallyho (added 1 November)"]


async def test_times_of_apps_are_had_without_select_too(rig: Rig) -> None:
    """Where Graph refuses to be asked for the time, whole objects are read; without any time the app is asked for."""
    rig.settings.faults.answer("servicePrincipals", 400, {"error": {"code": "Request_BadRequest", "message": "x"}})
    found, _ = await rig.meant(Condition("app", Op.NEWEST))
    rig.settings.faults.nulls("servicePrincipals", "createdDateTime", times=9)
    unknown = await rig.asked(Condition("app", Op.NEWEST))

    assert found == ["Orbit Travel [directory]"]
    assert unknown.sentence == "The directory does not say when apps were added. Which app do you mean?"


async def test_an_app_that_only_the_log_knows(rig: Rig) -> None:
    """An app of another tenant has no service principal here but signs people in."""
    known = {row["displayName"] for row in rig.records.service_principals}
    row = next(
        r for r in rig.records.sign_ins if r["appDisplayName"] in known and r["signInEventTypes"] == ["interactiveUser"]
    )
    stranger = {**row, "id": "s1", "appDisplayName": "Fenland Planner", "appId": "77777777-7777-4777-8777-777777777777"}
    more = replace(rig.records, sign_ins=[*rig.records.sign_ins, stranger])
    async with serve(more, rig.settings) as url:
        outcome = await Rig(more, rig.settings, url, rig.http).resolve(ask(name("fenland planner", "app")))
    assert isinstance(outcome, Resolved)
    (entity,) = outcome.question.conditions[0].entities

    assert (entity.name, entity.app_id) == ("Fenland Planner", "77777777-7777-4777-8777-777777777777")
    assert outcome.notes == ("The directory holds no “fenland planner”; only the log knows Fenland Planner.",)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_every_alias_of_a_role_means_it_alone(role: object) -> None:
    """No two roles share a name or an alias."""
    others = [each for each in ROLES if each is not role]
    mine = {each.casefold() for each in (*role_aliases(role), role.name)}  # type: ignore[arg-type, attr-defined]

    assert not mine & {each.casefold() for other in others for each in (*role_aliases(other), other.name)}


def test_every_alias_of_an_app_or_system_means_it_alone() -> None:
    """No two rows share what people say."""
    assert all(app_of(said) is app for app in APPS for said in app.said)
    assert all(system_of(said) is system for system in SYSTEMS for said in (*system.said, system.name))
