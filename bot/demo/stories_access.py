"""Planted stories about who was given access: groups, roles, activations, invitations."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.demo.audits import INVITED, PIM, object_target, user_target
from bot.demo.days import Days, parsed, whole
from bot.demo.people import INITIAL_DOMAIN, Person, guid
from bot.demo.records import Records
from bot.demo.story import Story, mentions, where
from bot.demo.world import World

GLOBAL_ADMINISTRATOR = "Global Administrator"
GROUP_ADD = "Add member to group"
ROLE_ADD = "Add member to role"
ACTIVATED = "Add member to role completed (PIM activation)"


def plant_admin_groups(world: World) -> None:
    """Yesterday, last week and today somebody is put into a group whose name says admin."""
    priya, oscar = world.person("priya"), world.person("oscar")
    world.audits.member(world.days.day(1, 16, 20), oscar, world.person("chris.adeyemi"), "Server Admins")
    world.audits.member(world.days.last_week(1, 10, 5), priya, world.person("dana"), "Payroll Admins")
    world.audits.member(world.days.today(0.5), priya, world.person("sybil"), "Tier 0 Administrators")
    world.audits.member(world.days.day(12, 9, 9), oscar, world.person("emily.tran"), "Server Admins", added=False)


def admin_groups_are_there(records: Records, _: Days) -> bool:
    """Three grants by two people."""
    rows = where(records.directory_audits, activityDisplayName=GROUP_ADD)
    named = [row for row in rows for group in ADMIN_GROUPS if mentions(row, group)]
    by = {row["initiatedBy"]["user"]["userPrincipalName"].partition("@")[0] for row in named}
    return len(named) == 3 and by == {"priya", "oscar"}


ADMIN_GROUPS = ("Server Admins", "Payroll Admins", "Tier 0 Administrators")


def plant_global_administrator(world: World) -> None:
    """The contractor becomes Global Administrator; a colleague was for a day, and other roles are given."""
    priya = world.person("priya")
    world.audits.role(world.days.day(3, 11, 42), priya, world.person("mallory"), GLOBAL_ADMINISTRATOR)
    world.audits.role(world.days.day(16, 9, 30), priya, world.person("quinn.mercer"), GLOBAL_ADMINISTRATOR)
    world.audits.role(world.days.day(15, 9, 31), priya, world.person("quinn.mercer"), GLOBAL_ADMINISTRATOR, added=False)
    world.audits.role(world.days.last_week(3, 14, 2), priya, world.person("yuki.mori"), "Reports Reader")
    world.audits.role(world.days.day(1, 10, 44), world.person("sybil"), world.person("naomi.park"), "Security Reader")


def global_administrator_is_there(records: Records, _: Days) -> bool:
    """One grant to the contractor, one removal from the colleague."""
    named = [row for row in records.directory_audits if mentions(row, GLOBAL_ADMINISTRATOR)]
    given = [row for row in where(named, activityDisplayName=ROLE_ADD) if _on(row, "mallory")]
    taken = where(named, activityDisplayName="Remove member from role")
    return len(given) == 1 and len([row for row in taken if _on(row, "quinn.mercer")]) == 1


def _on(row: dict[str, object], alias: str) -> bool:
    resources = row["targetResources"]
    assert isinstance(resources, list)
    return any((each["userPrincipalName"] or "").partition("@")[0] == alias for each in resources)


def plant_activations(world: World) -> None:
    """People activate roles for some hours: several rows in two services for one activation."""
    for index, (alias, role) in enumerate(_ACTIVATIONS * 3):
        _activate(world, world.days.day(1 + 2 * index, 9 + index, 17), world.person(alias), role)
    _activate(world, world.days.today(0.1), world.person("oscar"), "User Administrator", ended=False)


_ACTIVATIONS = (
    ("sybil", "Security Administrator"),
    ("oscar", "User Administrator"),
    ("priya", "Privileged Role Administrator"),
)


def _activate(world: World, at: datetime, person: Person, role: str, *, ended: bool = True) -> None:
    audits, row = world.audits, world.cast.roles[role]
    request = {"id": guid(world.rng), "displayName": None}
    where_to = [object_target(row, "Role"), object_target(request, "Request"), user_target(person, named=True)]
    correlation = audits.new_correlation()
    details = {
        "RoleDefinitionOriginId": row["roleTemplateId"],
        "RoleDefinitionOriginType": "BuiltInRole",
        "TemplateId": row["roleTemplateId"],
        "StartTime": whole(at),
        "ExpirationTime": whole(at + timedelta(hours=4)),
        "Justification": "Ticket from the queue",
        "ipaddr": person.home.address(person.number),
    }
    for offset, activity in enumerate(("Add member to role requested (PIM activation)", ACTIVATED)):
        audits.write(
            at + timedelta(milliseconds=700 * offset),
            activity,
            "RoleManagement",
            person,
            where_to,
            service=PIM,
            operation="Assign",
            reason="Ticket from the queue",
            details=details,
            correlation=correlation,
        )
    audits.role(at + timedelta(seconds=1), "MS-PIM", person, role)
    if ended:
        end = at + timedelta(hours=4)
        expired = "Remove member from role (PIM activation expired)"
        audits.write(
            end,
            expired,
            "RoleManagement",
            "MS-PIM",
            where_to,
            service=PIM,
            operation="RemoveActivatedRole",
            details=details,
        )
        audits.role(end + timedelta(seconds=1), "MS-PIM", person, role, added=False)


def activations_are_there(records: Records, days: Days) -> bool:
    """Ten activations, each requested and completed under one correlation id; one of them today."""
    rows = where(records.directory_audits, loggedByService=PIM)
    done = where(rows, activityDisplayName=ACTIVATED)
    pairs = all(len(where(rows, correlationId=row["correlationId"])) == 2 for row in done)
    today = [row for row in done if parsed(row["activityDateTime"]) >= days.midnight]
    return len(done) == 10 and pairs and len(today) == 1


def plant_invitations(world: World) -> None:
    """A guest is invited and comes; others were invited and never came."""
    alice, lena = world.person("alice"), world.person("lena.ortiz")
    at = world.days.day(3, 14, 5)
    world.audits.write(
        at,
        "Invite external user",
        "UserManagement",
        alice,
        [user_target(lena, named=True)],
        service=INVITED,
        operation="Add",
    )
    redeemed = at + timedelta(hours=1, minutes=35)
    target = [user_target(lena, named=True)]
    world.audits.write(
        redeemed, "Redeem external user invite", "UserManagement", lena, target, service=INVITED, operation="Update"
    )
    for index, name in enumerate(("t.hale", "m.oduya", "r.castel", "j.arnesen")):
        guest = {"id": guid(world.rng), "displayName": name}
        pending = object_target(guest, "User") | {"userPrincipalName": f"{name}_northsea.example#EXT#@{INITIAL_DOMAIN}"}
        when = world.days.day(2 + 6 * index, 12, 8)
        by = world.person("declan.obrien")
        world.audits.write(
            when, "Invite external user", "UserManagement", by, [pending], service=INVITED, operation="Add"
        )


def invitations_are_there(records: Records, _: Days) -> bool:
    """Five invitations, one redeemed."""
    rows = where(records.directory_audits, loggedByService=INVITED)
    invited = where(rows, activityDisplayName="Invite external user")
    return len(invited) == 5 and len(rows) == 6


ACCESS_STORIES = (
    Story(
        "Somebody was put into an admin group",
        ("Who granted admin group access to a directory user?", "who was added to server admins yesterday?"),
        plant_admin_groups,
        admin_groups_are_there,
    ),
    Story(
        "A contractor became Global Administrator",
        ("who made mallory global admin?", "role removals in the last 30 days"),
        plant_global_administrator,
        global_administrator_is_there,
        featured=True,
    ),
    Story(
        "Roles activated for some hours",
        ("who activated a role today?", "how many PIM activations this week?"),
        plant_activations,
        activations_are_there,
    ),
    Story(
        "Guests were invited",
        ("who invited lena ortiz?", "how many guests were invited in the last 30 days?"),
        plant_invitations,
        invitations_are_there,
    ),
)
