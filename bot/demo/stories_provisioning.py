"""Planted stories about provisioning, in its own log and in the directory audits."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.audits import object_target
from bot.demo.days import Days, parsed
from bot.demo.everyday import user_entry
from bot.demo.people import DOMAIN, guid
from bot.demo.provisioning import AWS, Entry
from bot.demo.provisioning_problems import BAD_DOMAIN, DUPLICATE, MANAGER_UNKNOWN, NAME_TAKEN, NO_EMAIL, OUT_OF_SCOPE
from bot.demo.records import Records
from bot.demo.story import Story, where
from bot.demo.world import World

JOINERS = (
    "Noor Khalil",
    "Anton Reuter",
    "Carla Mendez",
    "Dorian Pike",
    "Elif Kaya",
    "Fergus Milne",
    "Hanneke Smit",
    "Ivo Petric",
    "Joanna Lis",
)
"""New people whom the HR system sent and the directory never got."""

ROLES = ("hl-admins", "hl-read-only", "hl-billing", "hl-network", "hl-data", "hl-audit", "hl-support")
IMPORT = "Import"
ACCOUNT_PROVISIONING = "Account Provisioning"


def plant_joiners(world: World) -> None:
    """Workers who could not be created, for three reasons: today, yesterday, last week."""
    days = world.days
    times = [days.today(0.3), days.today(0.5), days.today(0.7), days.day(1, 6, 2), days.day(1, 6, 3)]
    times += [days.last_week(day, 6, 4) for day in (0, 1, 3, 4)]
    problems = (NO_EMAIL, BAD_DOMAIN, DUPLICATE)
    for index, (name, at) in enumerate(zip(JOINERS, times, strict=True)):
        worker = Entry(f"W-{20400 + index}", name)
        problem = problems[index % 3]
        world.provisioning.write(at, "Workday", "create", worker, status="failure", problem=problem, inbound=True)
    for index, alias in enumerate(("amir.haddad", "vera.marsh", "jonas.ebert")):
        entry = user_entry(world.person(alias))
        world.provisioning.write(days.day(4 + 6 * index, 6, 12), "Workday", "create", entry, inbound=True)


def joiners_are_there(records: Records, days: Days) -> bool:
    """Nine of them, three today, each with a reason; none of them is in the directory."""
    failed = where(records.provisioning, sourceSystem__displayName="Workday", provisioningStatusInfo__status="failure")
    rows = [
        row for row in where(failed, provisioningAction="create") if row["sourceIdentity"]["displayName"] in JOINERS
    ]
    today = [row for row in rows if parsed(row["activityDateTime"]) >= days.midnight]
    reasons = {row["provisioningStatusInfo"]["errorInformation"]["errorCode"] for row in rows}
    held = {row["displayName"] for row in records.users}
    return (len(rows), len(today), len(reasons)) == (9, 3, 3) and held.isdisjoint(JOINERS)


def plant_service_now_groups(world: World) -> None:
    """Groups that ServiceNow got, and two that it refused."""
    made = (("Service Desk Agents", 2), ("Change Approvers", 2), ("VPN Users", 5), ("Contractors", 9))
    for name, days in made:
        group = world.cast.groups[name]
        entry = Entry(group["id"], name, "Group")
        world.provisioning.write(world.days.day(days, 10, 12), "ServiceNow", "create", entry)
        world.provisioning.write(world.days.day(days - 1, 10, 12), "ServiceNow", "update", entry)
    for name, at in (("Payroll Admins", world.days.day(1, 10, 40)), ("Project Heron", world.days.last_week(2, 10))):
        entry = Entry(world.cast.groups[name]["id"], name, "Group")
        for again in (0, 40):
            when = at + timedelta(minutes=again)
            world.provisioning.write(when, "ServiceNow", "create", entry, status="failure", problem=NAME_TAKEN)


def service_now_groups_are_there(records: Records, _: Days) -> bool:
    """Four made, two refused (twice each)."""
    rows = where(records.provisioning, targetSystem__displayName="ServiceNow", sourceIdentity__identityType="Group")
    made = where(rows, provisioningAction="create", provisioningStatusInfo__status="success")
    refused = where(rows, provisioningAction="create", provisioningStatusInfo__status="failure")
    names = {row["sourceIdentity"]["displayName"] for row in refused}
    return len(made) == 4 and len(refused) == 4 and names == {"Payroll Admins", "Project Heron"}


def plant_aws_roles(world: World) -> None:
    """Roles imported from AWS: in the provisioning log, and some only as directory audits, as tenants have it today."""
    app = world.cast.apps[AWS]
    for index, name in enumerate(ROLES[:5]):
        kind = "RolesCompound" if index % 2 else "Role"
        role = Entry(f"arn:aws:iam::123456789012:role/{name}", name, kind)
        at, kind = world.days.day(2 + 3 * index, 4, 40), "ServicePrincipal"
        world.provisioning.write(at, AWS, "create", role, inbound=True, target_kind=kind)
    refused = Entry("arn:aws:iam::123456789012:role/hl-legacy", "hl-legacy", "Role")
    at = world.days.day(1, 4, 41)
    world.provisioning.write(at, AWS, "create", refused, inbound=True, status="failure", problem=NAME_TAKEN)
    for index, name in enumerate(ROLES[4:]):
        role_row = {"id": guid(world.rng), "displayName": name}
        reason = f"Received Role '{name}' change of type (Add) from {AWS}"
        world.audits.write(
            world.days.day(1 + index, 4, 50),
            IMPORT,
            "ProvisioningManagement",
            "Azure AD Cloud Sync",
            [object_target(app, "ServicePrincipal"), object_target(role_row, "Role")],
            service=ACCOUNT_PROVISIONING,
            operation="Add",
            reason=reason,
        )


def aws_roles_are_there(records: Records, _: Days) -> bool:
    """Five in the provisioning log, three in the audits, one of them in both."""
    rows = where(records.provisioning, sourceSystem__displayName=AWS, provisioningStatusInfo__status="success")
    first = {row["sourceIdentity"]["displayName"] for row in rows}
    imports = where(records.directory_audits, activityDisplayName=IMPORT, loggedByService=ACCOUNT_PROVISIONING)
    second = {row["targetResources"][1]["displayName"] for row in imports}
    return first == set(ROLES[:5]) and second == set(ROLES[4:])


def plant_leavers(world: World) -> None:
    """People who left are disabled in the apps they had; one app still has one of them."""
    for alias, days in (("frank", 9), ("gina.sorel", 20), ("henk.bakker", 2)):
        entry = user_entry(world.person(alias))
        for minute, app in enumerate(("Salesforce", "Slack", "ServiceNow")):
            failed = alias == "henk.bakker" and app == "Slack"
            world.provisioning.write(
                world.days.day(days, 9, 50 + minute),
                app,
                "disable",
                entry,
                status="failure" if failed else "success",
                problem=DUPLICATE if failed else None,
            )


def leavers_are_there(records: Records, _: Days) -> bool:
    """Nine disables, one of which failed."""
    gone = {row["id"] for row in records.deleted_users}
    rows = [
        row for row in where(records.provisioning, provisioningAction="disable") if row["sourceIdentity"]["id"] in gone
    ]
    return len(rows) == 9 and len(where(rows, provisioningStatusInfo__status="failure")) == 1


def plant_skipped(world: World) -> None:
    """Entries that a job left out on purpose, which is no failure; and a warning."""
    for index, person in enumerate(world.cast.staff[40:46]):
        at = world.days.day(1, 5, 20 + index)
        world.provisioning.write(at, "Salesforce", "other", user_entry(person), status="skipped", problem=OUT_OF_SCOPE)
    entry = Entry(guid(world.rng), f"room.oak@{DOMAIN}")
    at = world.days.day(1, 5, 30)
    world.provisioning.write(at, "Slack", "create", entry, status="warning", problem=MANAGER_UNKNOWN)


def skipped_are_there(records: Records, days: Days) -> bool:
    """Six skipped yesterday before six."""
    rows = where(records.provisioning, provisioningStatusInfo__status="skipped", provisioningAction="other")
    inside = [row for row in rows if days.day(1, 5) <= parsed(row["activityDateTime"]) < days.day(1, 6)]
    return len(inside) == 6


PROVISIONING_STORIES = (
    Story(
        "New people who never got an account, and why",
        ("What users were unsuccessfully created from Workday?", "and why?", "failed workday creates today"),
        plant_joiners,
        joiners_are_there,
        featured=True,
    ),
    Story(
        "Groups in ServiceNow",
        ("What groups were successfully created in ServiceNow?", "which groups could not be created in ServiceNow?"),
        plant_service_now_groups,
        service_now_groups_are_there,
        featured=True,
    ),
    Story(
        "Roles imported from AWS",
        ("What roles were imported from Amazon Web Services?",),
        plant_aws_roles,
        aws_roles_are_there,
        featured=True,
    ),
    Story(
        "Leavers disabled in the apps, but for one",
        ("was henk bakker disabled in slack?", "users disabled in Salesforce in the last 30 days"),
        plant_leavers,
        leavers_are_there,
    ),
    Story("Skipped is not failed", ("skipped provisioning yesterday by reason",), plant_skipped, skipped_are_there),
)
