"""The directory audit log of the examiner's tenant: 100 operations, planted stories, and look-alikes of each story."""

from __future__ import annotations

from tests.corpus.audit_access import groups, roles
from tests.corpus.audit_accounts import passwords, people
from tests.corpus.audit_rows import (
    DEVICES,
    HOLLIS,
    MARISOL,
    METHODS,
    NADINE,
    OSKAR,
    PIM,
    ROWS,
    SSPR,
    member,
    on_thing,
    on_user,
    role,
    thing,
)
from tests.corpus.audit_settings import applications, devices, policies
from tests.corpus.world import (
    APP,
    DOMAIN,
    NEVER_EXISTED,
    POLICY,
    USERS,
    Row,
    at,
    dice,
    new_id,
)


def _planted() -> None:
    for when, by, alias in (
        ("03-05T13:45", OSKAR, "grant.obuya"), ("03-03T09:20", HOLLIS, "april.dunmore"),
        ("03-05T07:30", OSKAR, "will.hathaway"), ("03-04T21:40", OSKAR, "june.sakai"),
        ("02-23T11:00", HOLLIS, "june.sakai"), ("03-02T11:10", HOLLIS, "sinead.omalley"),
        ("02-17T11:10", OSKAR, "april.dunmore"),
    ):  # fmt: skip
        on_user("Reset user password", by, USERS[alias], at(when))
    on_user("Reset user password", HOLLIS, USERS["will.hathaway"], at("02-26T11:10"), result="failure")
    on_user("Reset password (self-service)", None, USERS["robin.thorne"], at("03-03T10:00"), SSPR)
    on_user(
        "User registered security info",
        None,
        USERS["june.sakai"],
        at("03-04T21:22"),
        METHODS,
        reason="User registered Authenticator App with Notification and Code",
    )
    on_user("User deleted security info", None, USERS["june.sakai"], at("03-04T21:25"), METHODS)
    on_user("Update StsRefreshTokenValidFrom Timestamp", NADINE, USERS["june.sakai"], at("03-04T21:50"))
    on_user("Update StsRefreshTokenValidFrom Timestamp", NADINE, USERS["bill.tremont"], at("03-04T16:50"))
    on_user("Update user", USERS["bill.tremont"], USERS["zoe.bramwell"], at("03-03T02:50"))
    on_user(
        "Invite external user",
        USERS["bill.tremont"],
        {
            "id": new_id(),
            "displayName": None,
            "userPrincipalName": f"{NEVER_EXISTED[0]}_mailbox.example#EXT#@kestrelbay.onmicrosoft.com",
        },
        at("03-03T02:55"),
        "Invited Users",
        kind="Add",
    )


def _lookalikes() -> None:
    """The planted facts again with one thing different, so that a lost condition changes an answer."""
    for when, by, alias, group, add, result in (
        ("02-28T10:00", OSKAR, "bill.tremont", "Remote Workers", True, "success"),
        ("03-05T09:00", NADINE, "max.oyelaran", "Cloud Admins", False, "success"),
        ("03-01T09:00", NADINE, "wilma.jansson", "Cloud Admins", True, "success"),
        ("03-02T09:00", HOLLIS, "max.oyelaran", "Lab Access", True, "success"),
        ("02-28T11:00", MARISOL, "grant.obuya", "DB Admins EMEA", False, "success"),
        ("03-04T13:00", OSKAR, "emre.aydin", "Warehouse Users", False, "success"),
        ("03-03T13:00", HOLLIS, "robin.castellan", "Field Marketing", True, "success"),
        ("03-05T11:00", OSKAR, "robin.castellan", "Warehouse Users", False, "success"),
        ("03-03T14:00", HOLLIS, "ugo.bellini", "Payments", False, "success"),
        ("03-02T10:00", NADINE, "max.oyelaran", "Tier0-Admins", True, "success"),
        ("03-02T10:30", OSKAR, "emre.aydin", "Tier0-Admins", True, "failure"),
        ("03-03T10:30", OSKAR, "max.oyelaran", "Payments", True, "failure"),
        ("03-01T12:05", OSKAR, "max.oyelaran", "Tier0-Admins", False, "failure"),
        ("03-05T12:00", HOLLIS, "ugo.bellini", "Lab Access", False, "success"),
        ("02-18T12:00", HOLLIS, "kirra.walsh", "Contractors 2026", True, "success"),
        ("02-19T12:00", HOLLIS, "kirra.walsh", "Contractors 2026", False, "success"),
        ("03-03T16:00", OSKAR, "bill.tremont", "Remote Workers", False, "success"),
        ("03-04T16:50", NADINE, "emre.aydin", "Tier0-Admins", False, "success"),
    ):  # fmt: skip
        member(at(when), by, USERS[alias], group, add, result)
    for when, by, alias, name, operation in (
        ("03-01T14:00", NADINE, "bill.tremont", "Reports Reader", "Add member to role"),
        ("03-02T14:00", NADINE, "bill.tremont", "Reports Reader", "Remove member from role"),
        ("03-04T13:00", MARISOL, "hassan.farouk", "Global Administrator", "Add member to role"),
        ("03-05T13:00", MARISOL, "hassan.farouk", "Global Administrator", "Remove member from role"),
        ("03-03T13:00", MARISOL, "hassan.farouk", "Conditional Access Administrator", "Remove member from role"),
        ("03-05T08:00", NADINE, "april.dunmore", "Reports Reader", "Remove member from role"),
        ("03-03T08:00", NADINE, "april.dunmore", "Teams Administrator", "Add member to role"),
        ("02-26T08:00", NADINE, "gwen.pritchard", "Billing Administrator", "Remove member from role"),
    ):  # fmt: skip
        role(at(when), by, USERS[alias], name, operation)
    for operation, by, alias, when, service in (
        ("Admin updated security info", OSKAR, "june.sakai", "03-04T21:45", METHODS),
        ("Reset user password", HOLLIS, "june.sakai", "03-01T10:00", "Core Directory"),
        ("Enable account", HOLLIS, "emilio.rossetti", "02-24T10:00", "Core Directory"),
        ("Update user", NADINE, "will.hathaway", "03-03T10:10", "Core Directory"),
        ("Reset user password", OSKAR, "emre.aydin", "02-24T08:00", "Core Directory"),
        ("Reset user password", OSKAR, "gwen.pritchard", "02-27T08:00", "Core Directory"),
        ("Reset user password", HOLLIS, "mark.ferreira", "03-02T08:00", "Core Directory"),
        ("Update user", NADINE, "mark.ferreira", "03-03T08:00", "Core Directory"),
    ):  # fmt: skip
        on_user(operation, by, USERS[alias], at(when), service)
    for alias, when in (("zoe.bramwell", "03-04T02:00"), ("jose.pena", "03-04T14:00"), ("jose.pena", "03-05T02:00")):
        on_user("Update user", "Microsoft Entra Connect Sync", USERS[alias], at(when))
    on_user(
        "Add user",
        HOLLIS,
        {"id": new_id(), "displayName": "Noor Castile", "userPrincipalName": f"noor.castile@{DOMAIN}"},
        at("03-03T09:00"),
        kind="Add",
    )
    role(
        at("03-02T09:00"), MARISOL, MARISOL, "User Administrator", "Add member to role completed (PIM activation)", PIM
    )
    role(
        at("03-04T09:00"),
        NADINE,
        NADINE,
        "Application Administrator",
        "Add member to role completed (PIM activation)",
        PIM,
    )
    on_user("User registered security info", None, USERS["dalia.shapiro"], at("03-04T10:00"), METHODS)
    for operation, by, name, when in (
        ("Delete group", OSKAR, "Old Printers", "03-03T15:00"),
        ("Restore group", NADINE, "Old Printers", "03-04T15:00"),
        ("Delete group", NADINE, "Yard Staff", "03-02T15:00"),
        ("Update group", OSKAR, "Audit 2026", "03-01T15:00"),
        ("Add group", NADINE, "Audit 2026", "02-28T15:00"),
    ):
        on_thing(operation, "GroupManagement", by, thing(name), "Group", at(when), kind=operation.split()[0])
    for name, when in (("Loom Charts", "02-22T10:00"), ("Peak Forms", "03-03T10:00")):
        on_thing(
            "Add service principal",
            "ApplicationManagement",
            MARISOL,
            thing(name),
            "ServicePrincipal",
            at(when),
            kind="Add",
        )
    on_thing(
        "Update application", "ApplicationManagement", NADINE, APP["Kestrel Intranet"], "Application", at("03-02T10:00")
    )
    for name, when in (("No legacy protocols", "02-24T13:00"), ("Stop risky sign-ins", "03-03T15:00")):
        on_thing(
            "Update conditional access policy", "Policy", NADINE, POLICY[name], "Policy", at(when), "Conditional Access"
        )
    on_thing("Read BitLocker key", "KeyManagement", HOLLIS, thing("KB-LT-0977"), "Device", at("03-05T11:00"), DEVICES)
    on_thing("Update device", "Device", HOLLIS, thing("KB-LT-0412"), "Device", at("03-05T11:30"))


def audits() -> list[Row]:
    """Return the whole log, newest first."""
    if not ROWS:
        dice().seed("audits")
        for story in (passwords, people, groups, roles, applications, policies, devices, _planted, _lookalikes):
            story()
        ROWS.sort(key=lambda row: (row["activityDateTime"], row["id"]), reverse=True)
    return ROWS
