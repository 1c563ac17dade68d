"""The nine questions of the project's first document, in many wordings, asked over HTTP; the records decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.demo.records import Records
from tests.end_to_end.conftest import NOW, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

Row = dict[str, Any]
WEEK_AGO = NOW - timedelta(days=7)
MONDAY = NOW.replace(hour=0, minute=0) - timedelta(days=2)


def when(row: Row) -> datetime:
    """The time of a record of any log, to the microsecond."""
    written = row.get("createdDateTime") or row["activityDateTime"]
    head, _, rest = written.rstrip("Z").partition(".")
    return datetime.fromisoformat(f"{head}.{(rest + '000000')[:6]}+00:00")


def ids(rows: Iterable[Row], start: datetime, end: datetime, test: Callable[[Row], bool]) -> set[str]:
    """Ids of the records in [start, end) that a test accepts."""
    return {row["id"] for row in rows if start <= when(row) < end and test(row)}


def names_of(audit: Row, kind: str) -> set[str]:
    """Names of targets of one type, in target resources and in modified properties, lower case."""
    found = {t.get("displayName") or "" for t in audit["targetResources"] if t["type"] == kind}
    for target in audit["targetResources"]:
        for changed in target["modifiedProperties"]:
            if changed["displayName"] == f"{kind}.DisplayName":
                found |= {(changed[side] or "").strip('"') for side in ("oldValue", "newValue")}
    return {name.lower() for name in found if name}


def grants_admin(audit: Row, records: Records) -> bool:
    """Somebody was put into a role, or into a group that is for administrators."""
    if audit["activityDisplayName"] == "Add member to role":
        return True
    if audit["activityDisplayName"] != "Add member to group":
        return False
    assignable = {g["id"] for g in records.groups if g.get("isAssignableToRole")}
    in_assignable = any(t["id"] in assignable for t in audit["targetResources"])
    return in_assignable or any("admin" in name for name in names_of(audit, "Group"))


ADMIN = (
    "Who granted admin group access to a directory user?",
    "who gave a user admin rights",
    "which admin added someone to an admin group",
    "who handed out administrator access in the last 7 days",
    "Please show me who put people into admin groups",
    "any admin access granted lately, and by whom?",
)


@pytest.mark.parametrize("text", ADMIN)
async def test_who_granted_admin_group_access(world: World, text: str) -> None:
    """Roles, groups whose name says admin, and role-assignable groups, by whoever did it."""
    answer = await world.ask(text)

    expected = ids(world.records.directory_audits, WEEK_AGO, NOW, lambda a: grants_admin(a, world.records))
    assert set(answer.ids) == expected != set()


NEW_APP = (
    "Which users are signing in to a recently acquired app?",
    "who is using the newly added app",
    "users signing in to the app we recently bought",
    "which people have logged in to a new application",
    "list who signs in to our newly acquired app",
)


@pytest.mark.parametrize("text", NEW_APP)
async def test_users_of_a_recently_acquired_app(world: World, text: str) -> None:
    """The one app that was added lately is meant, and named."""
    answer = await world.ask(text)

    new = next(s for s in world.records.service_principals if s["createdDateTime"] > "2026-11")
    rows = [
        s for s in world.records.sign_ins if s["appId"] == new["appId"] and "interactiveUser" in s["signInEventTypes"]
    ]
    expected = ids(rows, WEEK_AGO, NOW, lambda s: True)
    assert set(answer.ids) == expected != set()
    assert {v.lower() for v in answer.values} == {s["userPrincipalName"].lower() for s in rows if s["id"] in expected}
    assert new["displayName"] in answer.headline


RESETS = (
    "How many password resets were made within the directory?",
    "number of password resets",
    "count the pw resets",
    "how many times was a password reset",
    "how many passwords were reset",
    "password resets, how many?",
)


@pytest.mark.parametrize("text", RESETS)
async def test_how_many_password_resets(world: World, text: str) -> None:
    """Resets by administrators and by oneself, one event each; steps on the way are no resets."""
    answer = await world.ask(text)

    done = {"Reset user password", "Reset password (self-service)", "Reset password (by admin)"}
    expected = ids(world.records.directory_audits, WEEK_AGO, NOW, lambda a: a["activityDisplayName"] in done)
    assert set(answer.ids) == expected != set()
    assert 0 < answer.count <= len(expected)


PATTERN = (
    "What is the sign-in pattern of alice?",
    "alice's sign-in pattern",
    "what does alice's login behaviour look like",
    "show me the sign-in activity of alice over time",
    "alice login timeline",
)


@pytest.mark.parametrize("text", PATTERN)
async def test_sign_in_pattern_of_a_user(world: World, text: str) -> None:
    """All sign-ins of the person, over time."""
    answer = await world.ask(text)

    alice = next(u for u in world.records.users if u["userPrincipalName"].startswith("alice@"))
    rows = [s for s in world.records.sign_ins if "interactiveUser" in s["signInEventTypes"]]
    assert answer.kind == "timeline"
    assert set(answer.ids) == ids(rows, WEEK_AGO, NOW, lambda s: s["userId"] == alice["id"]) != set()


@pytest.mark.parametrize(
    "text",
    ["What is the sign-in pattern of a user?", "sign-in pattern of some user", "show the login behaviour of a person"],
)
async def test_sign_in_pattern_of_nobody_in_particular(world: World, text: str) -> None:
    """Nobody is named, so the bot asks whose."""
    answer = await world.ask(text)

    assert answer.kind == "clarify"
    assert answer.ids == ()


USERS_LAST_WEEK = (
    "How many users have signed in during the last week?",
    "how many different people signed in last week",
    "number of users who logged in last week",
    "last week: how many users signed in?",
    "count of distinct users signing in last week",
)


@pytest.mark.parametrize("text", USERS_LAST_WEEK)
async def test_how_many_users_signed_in(world: World, text: str) -> None:
    """Different people, in the calendar week before this one."""
    answer = await world.ask(text)

    rows = [
        s
        for s in world.records.sign_ins
        if "interactiveUser" in s["signInEventTypes"] and MONDAY - timedelta(days=7) <= when(s) < MONDAY
    ]
    assert answer.kind == "distinct_count"
    assert answer.count == len({s["userPrincipalName"].lower() for s in rows}) > 0


STATUS = (
    "What is the status of these sign-ins?",
    "what status do these have",
    "were they ok?",
    "what was their outcome",
    "and their status?",
)


@pytest.mark.parametrize("text", STATUS)
async def test_status_of_these_sign_ins(world: World, text: str) -> None:
    """A follow-up: the same records, by how they ended."""
    before = await world.ask("sign-ins for bob today")
    answer = await world.ask(text)

    assert answer.kind == "group"
    assert set(answer.ids) == set(before.ids) != set()
    assert sum(group.count for group in answer.groups) == len(before.ids)


async def test_status_of_nothing(world: World) -> None:
    """With nothing before it, "these" is asked back."""
    answer = await world.ask("What is the status of these sign-ins?")

    assert answer.kind == "clarify"


def provisioned(
    row: Row, *, source: str = "", target: str = "", action: str = "", status: str = "", kind: str = ""
) -> bool:
    """Whether a provisioning event is of these; empty means any."""
    identity = row["sourceIdentity"]["identityType"].lower()
    return (
        source in ("", row["sourceSystem"]["displayName"])
        and target in ("", row["targetSystem"]["displayName"])
        and action in ("", row["provisioningAction"])
        and status in ("", row["provisioningStatusInfo"]["status"])
        and (kind in identity or (kind == "user" and identity == "worker"))
    )


GROUPS = (
    "What groups were successfully created in ServiceNow?",
    "which groups got created in ServiceNow successfully",
    "groups created ok in service now",
    "list the groups that were successfully provisioned as new into ServiceNow",
    "show successful group creations in snow",
)


@pytest.mark.parametrize("text", GROUPS)
async def test_groups_created_in_servicenow(world: World, text: str) -> None:
    """Created, groups, successfully, with ServiceNow as the target."""
    answer = await world.ask(text)

    expected = ids(
        world.records.provisioning,
        WEEK_AGO,
        NOW,
        lambda p: provisioned(p, target="ServiceNow", action="create", status="success", kind="group"),
    )
    assert set(answer.ids) == expected != set()


ROLES = (
    "What roles were imported from Amazon Web Services?",
    "roles imported from AWS",
    "which AWS roles did we import",
    "show me the roles that were imported from aws",
    "list of role imports from Amazon Web Services",
)


@pytest.mark.parametrize("text", ROLES)
async def test_roles_imported_from_aws(world: World, text: str) -> None:
    """In the provisioning log and, where tenants log them there, in the directory audits."""
    answer = await world.ask(text)

    events = ids(
        world.records.provisioning, WEEK_AGO, NOW, lambda p: provisioned(p, source="Amazon Web Services", kind="role")
    )
    audits = ids(
        world.records.directory_audits, WEEK_AGO, NOW,
        lambda a: a["activityDisplayName"] == "Import" and "amazon web services" in names_of(a, "ServicePrincipal") and bool(names_of(a, "Role")),
    )  # fmt: skip
    assert set(answer.ids) == events | audits
    assert events
    assert audits


USERS = (
    "What users were unsuccessfully created from Workday?",
    "which users failed to be created from Workday",
    "failed user creations from workday",
    "who could not be created from Workday?",
    "workday users that failed to create",
    "which users couldn't be created from Workday, and why?",
)


@pytest.mark.parametrize("text", USERS)
async def test_users_that_failed_to_come_over_from_workday(world: World, text: str) -> None:
    """Creates from Workday that failed, with the reason in each row."""
    answer = await world.ask(text)

    expected = ids(
        world.records.provisioning,
        WEEK_AGO,
        NOW,
        lambda p: provisioned(p, source="Workday", action="create", status="failure"),
    )
    assert set(answer.ids) == expected != set()
    assert all(row.why for row in answer.rows)
