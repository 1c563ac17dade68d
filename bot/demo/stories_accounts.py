"""Planted stories about accounts: passwords, security info, people who come and go."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.demo.audits import METHODS, SELF_SERVICE, Change, object_target, user_target
from bot.demo.days import Days, parsed
from bot.demo.people import Person
from bot.demo.records import Records
from bot.demo.story import Story, where
from bot.demo.world import World

ADMIN_RESET = "Reset user password"
ADMIN_RESET_TOO = "Reset password (by admin)"
SELF_RESET = "Reset password (self-service)"
FLOW = "Self-service password reset flow activity progress"
FLOW_STEPS = (
    "User submitted their user ID",
    "User was presented with verification options",
    "User started the mobile app code verification option",
    "User completed the mobile app code verification option",
    "User submitted a new password",
)


def reset_by(
    world: World, at: datetime, by: Person, whom: Person, *, result: str = "success", twice: bool = False
) -> None:
    """A reset by the helpdesk; `twice`: the password service writes a second row under the same correlation id."""
    correlation = world.audits.new_correlation()
    reason = "" if result == "success" else "PasswordPolicyError"
    world.audits.user(at, ADMIN_RESET, by, whom, result=result, reason=reason, correlation=correlation)
    if twice:
        later = at + timedelta(milliseconds=340)
        world.audits.user(
            later,
            ADMIN_RESET_TOO,
            by,
            whom,
            service=SELF_SERVICE,
            result=result,
            reason=reason,
            correlation=correlation,
        )


def reset_self(world: World, at: datetime, whom: Person, *, finished: bool = True) -> None:
    """A self-service reset: a row for each step, then one for the reset; all share a correlation id."""
    correlation = world.audits.new_correlation()
    for index, step in enumerate(FLOW_STEPS if finished else FLOW_STEPS[:3]):
        when = at + timedelta(seconds=14 * index)
        world.audits.user(when, FLOW, whom, whom, service=SELF_SERVICE, reason=step, correlation=correlation)
    if finished:
        reason = "Successfully completed reset."
        end = at + timedelta(seconds=75)
        world.audits.user(end, SELF_RESET, whom, whom, service=SELF_SERVICE, reason=reason, correlation=correlation)


def plant_resets(world: World) -> None:
    """Resets by the helpdesk and by people themselves, some abandoned, some refused."""
    nina, oscar, days = world.person("nina"), world.person("oscar"), world.days
    reset_by(world, days.today(0.66), nina, world.person("bob"), twice=True)
    reset_by(world, days.day(1, 9, 15), oscar, world.person("carol"))
    reset_by(world, days.last_week(0, 9, 20), nina, world.person("dana"), twice=True)
    for index in range(21):
        whom = world.cast.staff[(index * 11) % len(world.cast.staff)]
        result = "failure" if index in (5, 13) else "success"
        by = oscar if index % 4 == 3 else nina
        reset_by(world, world.some_time(), by, whom, result=result, twice=index % 3 == 0)
    for index in range(19):
        whom = world.cast.staff[(index * 13 + 4) % len(world.cast.staff)]
        reset_self(world, world.some_time(), whom, finished=index not in (6, 15))
    reset_self(world, days.today(0.02) if days.now.hour else days.day(1, 21, 5), world.person("tamsin.reed"))
    reset_self(world, days.day(1, 7, 50), world.person("ines.duarte"))


def resets_are_there(records: Records, _: Days) -> bool:
    """24 by the helpdesk, of which two failed; 19 by people themselves, each with its five steps."""
    rows = records.directory_audits
    by_admin, by_self = where(rows, activityDisplayName=ADMIN_RESET), where(rows, activityDisplayName=SELF_RESET)
    events = {row["correlationId"] for row in [*by_admin, *by_self, *where(rows, activityDisplayName=ADMIN_RESET_TOO)]}
    steps = all(len(where(rows, correlationId=row["correlationId"])) == 6 for row in by_self)
    failed = where(by_admin, result="failure")
    return (len(by_admin), len(by_self), len(events), len(failed)) == (24, 19, 43, 2) and steps


def plant_security_info(world: World) -> None:
    """Minutes after the approvals, a new phone is registered; the helpdesk removes another person's."""
    victor = world.person("victor")
    reason = "User registered Authenticator App with Notification and Code"
    world.audits.write(
        world.days.day(1, 20, 9),
        "User registered security info",
        "UserManagement",
        victor,
        [user_target(victor, named=True)],
        service=METHODS,
        operation="Add",
        reason=reason,
    )
    target = [user_target(world.person("greta.holm"), named=True)]
    world.audits.write(
        world.days.day(5, 11, 30),
        "Admin deleted security info",
        "UserManagement",
        world.person("nina"),
        target,
        service=METHODS,
        operation="Delete",
    )


def security_info_is_there(records: Records, days: Days) -> bool:
    """Yesterday evening, after the bombing."""
    rows = where(records.directory_audits, activityDisplayName="User registered security info")
    mine = [row for row in rows if row["initiatedBy"]["user"]["displayName"] == "Victor Amari"]
    return any(days.day(1, 20, 9) <= parsed(row["activityDateTime"]) < days.day(1, 20, 10) for row in mine)


def plant_comings_and_goings(world: World) -> None:
    """Accounts made, disabled and deleted."""
    hr_job = "Workday to Microsoft Entra ID User Provisioning"
    for index, alias in enumerate(("amir.haddad", "vera.marsh", "jonas.ebert", "saoirse.quirke")):
        at = world.days.day(4 + 6 * index, 6, 12)
        enabled: Change = ("AccountEnabled", None, [True])
        world.audits.user(at, "Add user", hr_job, world.person(alias), enabled, operation="Add")
    new = world.person("ulla.berg")
    world.audits.user(world.days.day(1, 8, 45), "Add user", world.person("may"), new, operation="Add")
    off: Change = ("AccountEnabled", [True], [False])
    oscar, nina = world.person("oscar"), world.person("nina")
    world.audits.user(world.days.day(11, 8, 0), "Disable account", oscar, world.person("walter"), off)
    for alias, days, by in (("frank", 9, nina), ("gina.sorel", 20, nina), ("henk.bakker", 2, oscar)):
        leaver, at = world.person(alias), world.days.day(days, 9, 30)
        world.audits.user(at - timedelta(hours=17), "Disable account", by, leaver, off)
        row = {"id": leaver.id, "displayName": None}
        target = object_target(row, "User", ("Is Hard Deleted", None, "False"))
        target["userPrincipalName"] = leaver.id.replace("-", "") + leaver.upn
        world.audits.write(at, "Delete user", "UserManagement", by, [target], operation="Delete")
    frank, henk = world.person("frank"), world.person("henk.bakker")
    world.audits.user(world.days.day(11, 10, 2), "Change user password", frank, frank)
    world.audits.member(world.days.day(4, 15, 50), henk, world.person("theo.janssen"), "Project Heron")
    on: Change = ("AccountEnabled", [False], [True])
    world.audits.user(world.days.day(8, 8, 5), "Enable account", oscar, world.person("rhona.blair"), on)


def comings_and_goings_are_there(records: Records, _: Days) -> bool:
    """Five made, four disabled, three deleted: those whom deletedItems holds, two of whom did something before."""
    rows = records.directory_audits
    deleted = where(rows, activityDisplayName="Delete user")
    gone = {row["targetResources"][0]["id"] for row in deleted}
    actors = {(row["initiatedBy"]["user"] or {}).get("id") for row in rows}
    counts = [len(where(rows, activityDisplayName=name)) for name in ("Add user", "Disable account", "Delete user")]
    held = {row["id"] for row in records.deleted_users}
    return counts == [5, 4, 3] and gone == held and len(held & actors) == 2


def plant_reads(world: World) -> None:
    """Rows that are reads, not changes, by nobody in particular."""
    nobody = {"id": "00000000-0000-0000-0000-000000000000", "displayName": None}
    for _ in range(20):
        row = world.audits.write(
            world.some_time(),
            "GroupLifecyclePolicies_Get",
            "GroupManagement",
            "",
            [object_target(nobody, "N/A")],
            service="Self-service Group Management",
            reason="OK",
        )
        user = dict.fromkeys(("displayName", "userPrincipalName", "userType", "homeTenantId", "homeTenantName"))
        row["initiatedBy"] = {"app": None, "user": {"id": nobody["id"], "ipAddress": "10.0.0.4", **user}}


def reads_are_there(records: Records, _: Days) -> bool:
    """Twenty of them."""
    return len(where(records.directory_audits, activityDisplayName="GroupLifecyclePolicies_Get")) == 20


ACCOUNT_STORIES = (
    Story(
        "Password resets, by the helpdesk and by oneself",
        (
            "How many password resets were made within the directory?",
            "who reset bob's password today?",
            "password resets by person this month",
        ),
        plant_resets,
        resets_are_there,
        featured=True,
    ),
    Story(
        "A new phone right after the MFA bombing",
        ("did victor register security info yesterday?",),
        plant_security_info,
        security_info_is_there,
    ),
    Story(
        "People came and went",
        ("which users were deleted in the last 30 days?", "who disabled walter?", "new users this month"),
        plant_comings_and_goings,
        comings_and_goings_are_there,
    ),
    Story("Reads that look like changes", ("group management events by operation",), plant_reads, reads_are_there),
)
