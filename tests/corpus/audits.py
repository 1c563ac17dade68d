"""The directory audit log of the examiner's tenant: 90 operations, each done by several people to several things."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from tests.corpus.world import (
    APP,
    DOMAIN,
    GROUP,
    LEAVER,
    MEMBERS,
    NEVER_EXISTED,
    POLICY,
    ROLE,
    USERS,
    Row,
    address,
    anytime,
    at,
    dice,
    iso,
    new_id,
)

NADINE, OSKAR, HOLLIS, MARISOL = (USERS[a] for a in ("nadine.vukovic", "oskar.delacroix", "hollis.byrd", "adm.delgado"))
ADMINS = (NADINE, OSKAR, HOLLIS, MARISOL)
ROWS: list[Row] = []
PIM = "PIM"
SSPR = "Self-service Password Management"
METHODS = "Authentication Methods"
DEVICES = "Device Registration Service"


def _target(row: Row, kind: str, changes: Iterable[tuple[str, object, object]] = ()) -> Row:
    written = [
        {
            "displayName": name,
            "oldValue": None if old is None else json.dumps(old, ensure_ascii=False),
            "newValue": None if new is None else json.dumps(new, ensure_ascii=False),
        }
        for name, old, new in changes
    ]
    name = (
        row.get("displayName") if kind != "User" or dice().random() < 0.5 else None
    )  # Graph often leaves a person's name out
    return {
        "id": row["id"],
        "displayName": name,
        "type": kind,
        "userPrincipalName": row.get("userPrincipalName"),
        "groupType": "azureAD" if kind == "Group" else None,
        "modifiedProperties": written,
    }


def audit(
    when: datetime,
    operation: str,
    category: str,
    by: Row | str,
    targets: list[Row],
    result: str = "success",
    service: str = "Core Directory",
    kind: str = "Update",
    reason: str = "",
) -> None:
    """Add one record; `by` is a person or the name of an application."""
    if isinstance(by, str):
        started = {
            "user": None,
            "app": {"appId": None, "displayName": by, "servicePrincipalId": new_id(), "servicePrincipalName": None},
        }
    else:
        who = {
            "id": by["id"],
            "displayName": None,
            "userPrincipalName": by["userPrincipalName"],
            "ipAddress": address(by),
            "userType": None,
            "homeTenantId": None,
            "homeTenantName": None,
        }
        started = {"user": who, "app": None}
    ROWS.append({
        "id": f"Directory_{new_id()}_{dice().randrange(10**7)}", "category": category, "correlationId": new_id(),
        "result": result,
        "resultReason": reason or ("" if result == "success" else "Insufficient privileges."),
        "activityDisplayName": operation, "activityDateTime": iso(when),
        "loggedByService": service, "operationType": kind, "initiatedBy": started, "targetResources": targets,
        "additionalDetails": [],
    })  # fmt: skip


def member(when: datetime, by: Row, who: Row, group: str, add: bool = True, result: str = "success") -> None:
    """Add or remove a member of a group."""
    name = ("Group.DisplayName", None, group) if add else ("Group.DisplayName", group, None)
    operation = "Add member to group" if add else "Remove member from group"
    audit(
        when,
        operation,
        "GroupManagement",
        by,
        [_target(who, "User", [name]), _target(GROUP[group], "Group")],
        result,
        kind="Assign" if add else "Unassign",
    )


def role(
    when: datetime,
    by: Row,
    who: Row,
    name: str,
    operation: str = "Add member to role",
    service: str = "Core Directory",
    result: str = "success",
) -> None:
    """Any operation on a person and a role."""
    change = ("Role.DisplayName", name, None) if operation.startswith("Remove") else ("Role.DisplayName", None, name)
    audit(
        when,
        operation,
        "RoleManagement",
        by,
        [_target(who, "User", [change]), _target(ROLE[name], "Role")],
        result,
        service,
        "Assign",
    )


def on_user(
    operation: str,
    by: Row | str | None,
    who: Row,
    when: datetime | None = None,
    service: str = "Core Directory",
    result: str = "success",
    kind: str = "Update",
    category: str = "UserManagement",
    reason: str = "",
) -> None:
    """An operation on one person; `by` None: they did it themselves."""
    audit(when or anytime(), operation, category, by or who, [_target(who, "User")], result, service, kind, reason)


def on_thing(
    operation: str,
    category: str,
    by: Row | str,
    thing: Row,
    type_: str,
    when: datetime | None = None,
    service: str = "Core Directory",
    result: str = "success",
    kind: str = "Update",
    changes: Iterable[tuple[str, object, object]] = (),
) -> None:
    """An operation on an application, policy, device or the like."""
    audit(when or anytime(), operation, category, by, [_target(thing, type_, changes)], result, service, kind)


def _thing(*names: str) -> Row:
    return {"id": new_id(), "displayName": dice().choice(names)}


def _some(count: int) -> range:
    return range(count)


def _passwords() -> None:
    pick = dice().choice
    for _ in _some(34):
        on_user(
            "Reset user password",
            dice().choices([OSKAR, HOLLIS, NADINE], [6, 4, 1])[0],
            pick(MEMBERS),
            result=dice().choices(["success", "failure"], [9, 1])[0],
        )
    for _ in _some(20):
        who, when = pick(MEMBERS), anytime()
        on_user(
            "Reset password (self-service)", None, who, when, SSPR, dice().choices(["success", "failure"], [6, 1])[0]
        )
        for step in range(3):
            on_user(
                "Self-service password reset flow activity progress",
                None,
                who,
                when - timedelta(seconds=70 - 20 * step),
                SSPR,
                reason=["User started", "User verified", "User submitted"][step],
            )
    for operation, count, by_self, service in (
        ("Change user password", 18, True, "Core Directory"), ("Change password (self-service)", 6, True, SSPR),
        ("Unlock user account (self-service)", 5, True, SSPR),
        ("Blocked from self-service password reset", 4, True, SSPR),
        ("User registered for self-service password reset", 5, True, SSPR),
        ("Set force change user password", 5, False, "Core Directory"),
        ("Update StsRefreshTokenValidFrom Timestamp", 7, False, "Core Directory"),
        ("User registered security info", 16, True, METHODS), ("User deleted security info", 6, True, METHODS),
        ("User changed default security info", 4, True, METHODS),
        ("User registered all required security info", 4, True, METHODS),
        ("Admin registered security info", 4, False, METHODS),
        ("Admin deleted security info", 4, False, METHODS), ("Admin updated security info", 3, False, METHODS),
        ("Create application password for user", 3, True, "Core Directory"),
        ("Disable Strong Authentication", 3, False, "Core Directory"),
        ("Update per-user multifactor authentication state", 4, False, METHODS),
        ("Add FIDO2 security key", 3, True, DEVICES), ("Add Windows Hello for Business credential", 6, True, DEVICES),
        ("Fraud reported - user is blocked for MFA", 2, True, "Azure MFA"),
    ):  # fmt: skip
        for _ in _some(count):
            on_user(
                operation,
                None if by_self else pick((OSKAR, HOLLIS, NADINE)),
                pick(MEMBERS),
                service=service,
                result="failure" if operation.startswith("Blocked") else "success",
            )


def _people() -> None:
    pick = dice().choice
    for index in _some(12):
        new = {"id": new_id(), "displayName": f"New Starter {index}", "userPrincipalName": f"starter{index}@{DOMAIN}"}
        on_user(
            "Add user",
            ["Workday Provisioning Connector", HOLLIS, NADINE][index % 3],
            new,
            kind="Add",
            result="failure" if index == 7 else "success",
        )
    for index in _some(6):
        gone = {
            "id": new_id(),
            "displayName": None,
            "userPrincipalName": f"{new_id().replace('-', '')}temp{index}@{DOMAIN}",
        }
        on_user("Delete user", pick((HOLLIS, NADINE)), gone, kind="Delete")
    for operation, count in (
        ("Disable account", 7), ("Enable account", 5), ("Change user license", 9), ("Set user manager", 6),
        ("Restore user", 3), ("Hard Delete user", 3),
        ("Add app role assignment grant to user", 10), ("Remove app role assignment from user", 5),
        ("Add member to administrative unit", 4), ("Convert federated user to managed", 2),
    ):  # fmt: skip
        for _ in _some(count):
            category = "AdministrativeUnit" if "administrative" in operation else "UserManagement"
            on_user(operation, pick((OSKAR, HOLLIS, NADINE)), pick(MEMBERS[24:]), category=category)
    for _ in _some(130):
        on_user("Update user", "Microsoft Entra Connect Sync" if dice().random() < 0.6 else pick(ADMINS), pick(MEMBERS))
    for index in _some(9):
        guest = {
            "id": new_id(),
            "displayName": None,
            "userPrincipalName": f"visitor{index}_alderpoint.net#EXT#@kestrelbay.onmicrosoft.com",
        }
        on_user(
            "Invite external user",
            pick((USERS["zoe.bramwell"], USERS["robin.thorne"], NADINE)),
            USERS["tobias.krenz"] if index == 4 else guest,
            service="Invited Users",
            kind="Add",
        )
    for alias in ("tobias.krenz", "mina.farrokh", "tobias.krenz"):
        on_user("Redeem external user invite", None, USERS[alias], service="Invited Users")
    on_user(
        "Delete user",
        NADINE,
        LEAVER | {"userPrincipalName": LEAVER["id"].replace("-", "") + LEAVER["userPrincipalName"]},
        at("02-25T10:05"),
        kind="Delete",
    )
    on_user("Disable account", NADINE, LEAVER, at("02-25T09:40"))
    on_user("Disable account", HOLLIS, USERS["emilio.rossetti"], at("02-26T16:00"))


def _groups() -> None:
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
        for _ in _some(count):
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
        for _ in _some(count):
            on_thing(
                operation,
                "GroupManagement",
                pick((OSKAR, NADINE, USERS["zoe.bramwell"])),
                GROUP.get(names[0]) if len(names) == 1 and names[0] in GROUP else _thing(*names),
                "Group",
                kind=operation.split()[0],
            )
    for operation, count in (("Add owner to group", 6), ("Remove owner from group", 3)):
        for _ in _some(count):
            who, group = pick(MEMBERS), pick(("Project Osprey", "Field Marketing", "Cloud Admins"))
            audit(
                anytime(),
                operation,
                "GroupManagement",
                pick((NADINE, OSKAR)),
                [_target(who, "User", [("Group.DisplayName", None, group)]), _target(GROUP[group], "Group")],
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


def _roles() -> None:
    pick = dice().choice
    for name, count in (
        ("Reports Reader", 4),
        ("Helpdesk Administrator", 4),
        ("Teams Administrator", 3),
        ("Billing Administrator", 2),
    ):
        for _ in _some(count):
            role(anytime(), pick((NADINE, MARISOL)), pick(MEMBERS), name)
    for _ in _some(5):
        role(
            anytime(), NADINE, pick(MEMBERS), pick(("Reports Reader", "Teams Administrator")), "Remove member from role"
        )
    for _ in _some(5):
        role(anytime(), NADINE, pick(MEMBERS), "Security Administrator", "Add eligible member to role", PIM)
    for _ in _some(12):
        role(
            anytime(),
            pick((NADINE, MARISOL, OSKAR)),
            pick((NADINE, MARISOL, OSKAR)),
            pick(("User Administrator", "Application Administrator")),
            "Add member to role completed (PIM activation)",
            PIM,
        )
    for _ in _some(3):
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
        on_thing(operation, "RoleManagement", MARISOL, _thing(name), "Role")


def _applications() -> None:
    pick = dice().choice
    for operation, count, kind in (
        ("Add application", 5, "Application"), ("Update application", 9, "Application"),
        ("Delete application", 3, "Application"), ("Add owner to application", 4, "Application"),
        ("Update application – Certificates and secrets management", 6, "Application"),
        ("Add service principal credentials", 4, "ServicePrincipal"),
        ("Remove service principal credentials", 2, "ServicePrincipal"),
        ("Remove service principal", 3, "ServicePrincipal"), ("Update service principal", 8, "ServicePrincipal"),
        ("Consent to application", 7, "ServicePrincipal"),
        ("Add delegated permission grant", 6, "ServicePrincipal"),
        ("Remove delegated permission grant", 3, "ServicePrincipal"),
        ("Add app role assignment to service principal", 6, "ServicePrincipal"),
        ("Add owner to service principal", 3, "ServicePrincipal"),
    ):  # fmt: skip
        for _ in _some(count):
            app = APP[pick(("Atlassian Cloud", "Time Off Tracker", "Tableau Cloud", "Kestrel Intranet", "Snowflake"))]
            on_thing(
                operation,
                "ApplicationManagement",
                pick((MARISOL, NADINE, USERS["grant.obuya"])),
                app,
                kind,
                result="failure" if dice().random() < 0.06 else "success",
            )
    on_thing(
        "Add service principal",
        "ApplicationManagement",
        NADINE,
        APP["Lumen Invoices"],
        "ServicePrincipal",
        at("02-24T10:12"),
        kind="Add",
    )
    on_thing(
        "Consent to application",
        "ApplicationManagement",
        USERS["june.sakai"],
        APP["Lumen Invoices"],
        "ServicePrincipal",
        at("02-24T10:20"),
        kind="Assign",
    )
    on_thing(
        "Update application – Certificates and secrets management",
        "ApplicationManagement",
        USERS["grant.obuya"],
        APP["Kestrel Intranet"],
        "Application",
        at("03-04T17:25"),
    )


def _policies() -> None:
    pick = dice().choice
    for when, by, operation, name in (
        ("03-03T03:05", OSKAR, "Update conditional access policy", "Geo fence"),
        ("02-27T13:00", MARISOL, "Update conditional access policy", "MFA for everyone"),
        ("02-20T13:00", MARISOL, "Add conditional access policy", "Stop risky sign-ins"),
        ("03-02T09:45", MARISOL, "Delete conditional access policy", "Pilot: block downloads"),
        ("02-10T09:45", NADINE, "Update conditional access policy", "Geo fence"),
        ("03-04T08:00", NADINE, "Update conditional access policy", "Managed devices only"),
    ):  # fmt: skip
        state = (
            "ConditionalAccessPolicy",
            {"state": "enabled"},
            {"state": "disabled" if name == "Geo fence" else "enabled"},
        )
        on_thing(
            operation,
            "Policy",
            by,
            POLICY.get(name, _thing(name)),
            "Policy",
            at(when),
            "Conditional Access",
            changes=[state],
        )
    for operation, name in (
        ("Add named location", "Warsaw office"),
        ("Update named location", "Dublin office"),
        ("Delete named location", "Old HQ"),
        ("Update named location", "Warsaw office"),
    ):
        on_thing(operation, "Policy", pick((MARISOL, NADINE)), _thing(name), "Policy", service="Conditional Access")
    for operation, category, by, name, service in (
        ("Update authorization policy", "AuthorizationPolicy", NADINE, "Authorization Policy", "Core Directory"),
        ("Authentication Methods Policy Update", "ApplicationManagement", NADINE, "Authentication Methods Policy",
        METHODS),
        ("Set federation settings on domain", "DirectoryManagement", MARISOL, DOMAIN, "Core Directory"),
        ("Verify domain", "DirectoryManagement", MARISOL, "kestrelbay.shop", "Core Directory"),
        ("Add unverified domain", "DirectoryManagement", MARISOL, "kestrelbay.shop", "Core Directory"),
        ("Set Company Information", "DirectoryManagement", NADINE, "Kestrel Bay", "Core Directory"),
        ("Add a partner to cross-tenant access setting", "CrossTenantAccessSettings", NADINE, "alderpoint.net",
        "Core Directory"), ("Add administrative unit", "AdministrativeUnit", NADINE, "Yard AU", "Core Directory"),
        ("Create access review", "Policy", NADINE, "Quarterly guests", "Access Reviews"),
        ("Access review ended", "Policy", NADINE, "Quarterly guests", "Access Reviews"),
        ("Create access package", "EntitlementManagement", MARISOL, "Contractor starter pack",
        "Entitlement Management"),
        ("Create workflow", "WorkflowManagement", MARISOL, "Leaver flow", "Lifecycle Workflows"),
        ("User has elevated their access to User Access Administrator for their Azure Resources",
        "AzureRBACRoleManagementElevateAccess", MARISOL, "Tenant root", "Azure RBAC (Elevated Access)"),
    ):  # fmt: skip
        for _ in _some(2):
            on_thing(operation, category, by, _thing(name), "Other", service=service)
    for operation, count in (
        ("User requests access package assignment", 5),
        ("Approve access package assignment request", 4),
        ("Deny access package assignment request", 2),
        ("Accept Terms Of Use", 6),
        ("Decline Terms Of Use", 2),
    ):
        for _ in _some(count):
            terms = "Terms" in operation
            on_user(
                operation,
                None if terms or operation.startswith("User") else MARISOL,
                pick(MEMBERS),
                service="Terms Of Use" if terms else "Entitlement Management",
                category="Policy" if terms else "EntitlementManagement",
            )


def _devices() -> None:
    pick = dice().choice
    for operation, count, category, service in (
        ("Register device", 14, "Device", DEVICES), ("Unregister device", 4, "Device", DEVICES),
        ("Add registered owner to device", 10, "Device", "Core Directory"),
        ("Delete device", 4, "Device", "Core Directory"),
        ("Update device", 12, "Device", "Core Directory"), ("Read BitLocker key", 5, "KeyManagement", DEVICES),
        ("Add BitLocker key", 5, "KeyManagement", DEVICES),
        ("Recover device local administrator password", 3, "Device", DEVICES),
    ):  # fmt: skip
        for _ in _some(count):
            by = (
                pick((OSKAR, HOLLIS))
                if operation in ("Read BitLocker key", "Delete device") or operation.startswith("Recover")
                else pick(MEMBERS)
            )
            on_thing(
                operation,
                category,
                by,
                _thing("KB-LT-0412", "KB-LT-0977", "KB-DT-1120", "KB-PH-0031"),
                "Device",
                service=service,
            )
    on_thing("Read BitLocker key", "KeyManagement", OSKAR, _thing("KB-LT-0412"), "Device", at("03-05T08:50"), DEVICES)


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
        on_thing(operation, "GroupManagement", by, _thing(name), "Group", at(when), kind=operation.split()[0])
    for name, when in (("Loom Charts", "02-22T10:00"), ("Peak Forms", "03-03T10:00")):
        on_thing(
            "Add service principal",
            "ApplicationManagement",
            MARISOL,
            _thing(name),
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
    on_thing("Read BitLocker key", "KeyManagement", HOLLIS, _thing("KB-LT-0977"), "Device", at("03-05T11:00"), DEVICES)
    on_thing("Update device", "Device", HOLLIS, _thing("KB-LT-0412"), "Device", at("03-05T11:30"))


def audits() -> list[Row]:
    """Return the whole log, newest first."""
    if not ROWS:
        dice().seed("audits")
        for story in (_passwords, _people, _groups, _roles, _applications, _policies, _devices, _planted, _lookalikes):
            story()
        ROWS.sort(key=lambda row: (row["activityDateTime"], row["id"]), reverse=True)
    return ROWS
