"""How one record of the examiner's directory audit log is made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from tests.corpus.world import (
    GROUP,
    ROLE,
    USERS,
    Row,
    address,
    anytime,
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
_THINGS: dict[str, str] = {}


def target(row: Row, kind: str, changes: Iterable[tuple[str, object, object]] = ()) -> Row:
    """Return a target resource; a person's display name is often left out, as Graph does."""
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
        [target(who, "User", [name]), target(GROUP[group], "Group")],
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
        [target(who, "User", [change]), target(ROLE[name], "Role")],
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
    audit(when or anytime(), operation, category, by or who, [target(who, "User")], result, service, kind, reason)


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
    audit(when or anytime(), operation, category, by, [target(thing, type_, changes)], result, service, kind)


def thing(*names: str) -> Row:
    """Return one of these, with the id that it always has."""
    name = dice().choice(names)
    known = GROUP.get(name)
    return {"id": known["id"] if known else _THINGS.setdefault(name, new_id()), "displayName": name}
