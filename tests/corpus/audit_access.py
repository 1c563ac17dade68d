"""Everyday access work in the examiner's directory audit log: groups and roles."""

from __future__ import annotations

from tests.corpus.audit_rows import (
    HOLLIS,
    MARISOL,
    NADINE,
    OSKAR,
    PIM,
    audit,
    member,
    on_thing,
    role,
    target,
    thing,
)
from tests.corpus.world import (
    GROUP,
    MEMBERS,
    USERS,
    anytime,
    at,
    dice,
)


def groups() -> None:
    """Members, owners, groups that come and go."""
    pick = dice().choice
    for group, count in (
        ("Warehouse Users", 18),
        ("Lab Access", 10),
        ("Remote Workers", 14),
        ("Field Marketing", 8),
        ("Invoice Approvers", 7),
        ("Payments", 6),
        ("Project Osprey", 8),
    ):
        for _ in range(count):
            member(
                anytime(),
                pick((OSKAR, HOLLIS, USERS["april.dunmore"])),
                pick(MEMBERS),
                group,
                dice().random() < 0.7,
                dice().choices(["success", "failure"], [12, 1])[0],
            )
    for operation, count, names in (
        ("Add group", 6, ("Spring Campaign", "Project Osprey", "Audit 2026", "Yard Staff")),
        ("Delete group", 5, ("Old Printers", "Yard Staff", "Spring Campaign")),
        ("Update group", 9, ("Project Osprey", "Field Marketing", "Lab Access")),
        ("Restore group", 2, ("Old Printers",)), ("Hard Delete group", 2, ("Yard Staff",)),
        ("Set group license", 3, ("Everyone Kestrel",)), ("Update group settings", 2, ("Group settings",)),
    ):  # fmt: skip
        for _ in range(count):
            on_thing(
                operation,
                "GroupManagement",
                pick((OSKAR, NADINE, USERS["zoe.bramwell"])),
                GROUP[names[0]] if len(names) == 1 and names[0] in GROUP else thing(*names),
                "Group",
                kind=operation.split()[0],
            )
    for operation, count in (("Add owner to group", 6), ("Remove owner from group", 3)):
        for _ in range(count):
            who, group = pick(MEMBERS), pick(("Project Osprey", "Field Marketing", "Cloud Admins"))
            audit(
                anytime(),
                operation,
                "GroupManagement",
                pick((NADINE, OSKAR)),
                [target(who, "User", [("Group.DisplayName", None, group)]), target(GROUP[group], "Group")],
                kind="Assign",
            )
    for when, by, alias, group in (
        ("03-03T02:40", OSKAR, "bill.tremont", "Tier0-Admins"),
        ("03-04T14:20", NADINE, "max.oyelaran", "Cloud Admins"),
        ("02-27T10:10", MARISOL, "grant.obuya", "DB Admins EMEA"),
        ("02-12T10:10", HOLLIS, "vikram.sethi", "Cloud Admins"),
        ("03-05T09:15", OSKAR, "robin.castellan", "Warehouse Users"),
        ("03-04T11:30", HOLLIS, "robin.thorne", "Warehouse Users"),
        ("03-02T15:00", OSKAR, "zoe.bramwell", "Payments"), ("02-24T08:15", OSKAR, "bill.tremont", "Lab Access"),
        ("03-05T10:05", HOLLIS, "priya.nair-cooper", "Lab Access"),
    ):  # fmt: skip
        member(at(when), by, USERS[alias], group)
    member(at("03-04T16:45"), NADINE, USERS["bill.tremont"], "Tier0-Admins", add=False)
    member(at("03-01T12:00"), OSKAR, USERS["max.oyelaran"], "Tier0-Admins", result="failure")


def roles() -> None:
    """Assignments, PIM and custom roles."""
    pick = dice().choice
    for name, count in (
        ("Reports Reader", 4),
        ("Helpdesk Administrator", 4),
        ("Teams Administrator", 3),
        ("Billing Administrator", 2),
    ):
        for _ in range(count):
            role(anytime(), pick((NADINE, MARISOL)), pick(MEMBERS), name)
    for _ in range(5):
        role(
            anytime(), NADINE, pick(MEMBERS), pick(("Reports Reader", "Teams Administrator")), "Remove member from role"
        )
    for _ in range(5):
        role(anytime(), NADINE, pick(MEMBERS), "Security Administrator", "Add eligible member to role", PIM)
    for _ in range(12):
        role(
            anytime(),
            pick((NADINE, MARISOL, OSKAR)),
            pick((NADINE, MARISOL, OSKAR)),
            pick(("User Administrator", "Application Administrator")),
            "Add member to role completed (PIM activation)",
            PIM,
        )
    for _ in range(3):
        role(
            anytime(),
            pick((NADINE, MARISOL)),
            pick(MEMBERS),
            "User Administrator",
            "Add member to role request denied (PIM activation)",
            PIM,
        )
    for when, by, alias, name, operation in (
        ("03-03T02:31", OSKAR, "bill.tremont", "Global Administrator", "Add member to role"),
        ("03-04T16:40", NADINE, "bill.tremont", "Global Administrator", "Remove member from role"),
        ("02-19T09:00", NADINE, "adm.delgado", "Global Administrator", "Add member to role"),
        ("03-04T09:10", NADINE, "april.dunmore", "Reports Reader", "Add member to role"),
        ("03-02T13:00", MARISOL, "hassan.farouk", "Conditional Access Administrator", "Add member to role"),
    ):  # fmt: skip
        role(at(when), by, USERS[alias], name, operation)
    for operation, name in (
        ("Add role definition", "Log Keeper"),
        ("Update role definition", "Log Keeper"),
        ("Delete role definition", "Trial Role"),
        ("Update role definition", "Trial Role"),
    ):
        on_thing(operation, "RoleManagement", MARISOL, thing(name), "Role")
