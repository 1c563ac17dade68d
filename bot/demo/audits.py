"""Directory audits in the full documented shape (https://learn.microsoft.com/graph/api/resources/directoryaudit).

Modified values are strings that hold JSON, as the service writes them. Core Directory leaves the display names of
users out; other services fill them in.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.demo.days import fine
from bot.demo.people import Cast, Person, guid
from bot.demo.records import Row

CORE = "Core Directory"
PIM = "PIM"
SELF_SERVICE = "Self-service Password Management"
METHODS = "Authentication Methods"
INVITED = "Invited Users"
CONDITIONAL_ACCESS = "Conditional Access"
DEVICES = "Device Registration Service"

Change = tuple[str, Any, Any]
"""(property, value before, value after); None: there was none."""


def changes(*values: Change) -> list[Row]:
    """modifiedProperties, values as JSON in strings."""

    def text(value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    return [{"displayName": name, "oldValue": text(old), "newValue": text(new)} for name, old, new in values]


def user_target(person: Person, *values: Change, named: bool = False) -> Row:
    """A user as a target; Core Directory does not name the user but by UPN."""
    name = person.row["displayName"] if named else None
    return _target(person.id, name, "User", changes(*values), upn=person.upn)


def group_target(group: Row, *, named: bool = True) -> Row:
    """A group as a target; its name is often found only among the user's changes."""
    kind = "unifiedGroups" if "Unified" in group["groupTypes"] else "azureAD"
    return _target(group["id"], group["displayName"] if named else None, "Group", [], group_type=kind)


def object_target(row: Row, kind: str, *values: Change) -> Row:
    """Anything that is named: a role, an app, a policy, a device."""
    return _target(row["id"], row["displayName"], kind, changes(*values))


def _target(
    key: str, name: str | None, kind: str, modified: list[Row], *, upn: str | None = None, group_type: str | None = None
) -> Row:
    return {
        "id": key,
        "displayName": name,
        "type": kind,
        "userPrincipalName": upn,
        "groupType": group_type,
        "modifiedProperties": modified,
    }


class Audits:
    """Writes directory audits; `rows` is what was written, in no order."""

    def __init__(self, rng: Random, cast: Cast) -> None:
        self.rows: list[Row] = []
        self.rng = rng
        self.cast = cast
        self._app_ids: dict[str, str] = {}

    def write(
        self,
        at: datetime,
        activity: str,
        category: str,
        by: Person | str,
        targets: list[Row],
        *,
        service: str = CORE,
        operation: str = "Update",
        result: str = "success",
        reason: str = "",
        details: dict[str, str] | None = None,
        correlation: str = "",
    ) -> Row:
        """One audit; `by` is a person, or the name of an app."""
        rng = self.rng
        unique = correlation or guid(rng)
        # Stories are planned to the second; the service's times never are. Rows of one event stay in order.
        at = at if at.microsecond else at + timedelta(microseconds=rng.randrange(1, 300_000))
        prefix = {PIM: "PIM", SELF_SERVICE: "SSPR", INVITED: "INV"}.get(service, "Directory")
        row: Row = {
            "id": f"{prefix}_{guid(rng)}_{_batch(rng)}_{rng.randrange(10**7, 10**8)}",
            "category": category,
            "correlationId": unique,
            "result": result,
            "resultReason": reason,
            "activityDisplayName": activity,
            "activityDateTime": fine(at, rng.randrange(10)),
            "loggedByService": service,
            "operationType": operation,
            "userAgent": None,
            "initiatedBy": self._initiator(by, named=service != CORE),
            "targetResources": targets,
            "additionalDetails": [{"key": key, "value": value} for key, value in (details or {}).items()],
        }
        self.rows.append(row)
        return row

    def new_correlation(self) -> str:
        """An id for several rows of one event."""
        return guid(self.rng)

    def member(
        self, at: datetime, by: Person | str, whom: Person, group: str, *, added: bool = True, result: str = "success"
    ) -> Row:
        """Somebody put into a group, or taken out of it."""
        row = self.cast.groups[group]
        values = [("Group.ObjectID", None, row["id"]), ("Group.DisplayName", None, group)]
        props = values if added else [(name, new, old) for name, old, new in values]
        return self.write(
            at,
            "Add member to group" if added else "Remove member from group",
            "GroupManagement",
            by,
            [user_target(whom, *props), group_target(row, named=self.rng.random() < 0.7)],
            operation="Assign" if added else "Unassign",
            result=result,
            reason="" if result == "success" else "Microsoft.Online.DirectoryServices.ObjectAlreadyExistsException",
        )

    def role(self, at: datetime, by: Person | str, whom: Person, role: str, *, added: bool = True) -> Row:
        """A directory role granted or taken away."""
        row = self.cast.roles[role]
        values = [
            ("Role.ObjectID", None, row["id"]),
            ("Role.DisplayName", None, role),
            ("Role.TemplateId", None, row["roleTemplateId"]),
        ]
        props = values if added else [(name, new, old) for name, old, new in values]
        return self.write(
            at,
            "Add member to role" if added else "Remove member from role",
            "RoleManagement",
            by,
            [user_target(whom, *props), object_target(row, "Role")],
            operation="Assign" if added else "Unassign",
        )

    def user(self, at: datetime, activity: str, by: Person | str, whom: Person, *values: Change, **kw: Any) -> Row:
        """Something done to a user account."""
        named = kw.get("service", CORE) != CORE
        return self.write(at, activity, "UserManagement", by, [user_target(whom, *values, named=named)], **kw)

    def _initiator(self, by: Person | str, *, named: bool) -> Row:
        if isinstance(by, str):
            principal = self._app_ids.setdefault(by, guid(self.rng))
            app = {"appId": None, "displayName": by, "servicePrincipalId": principal, "servicePrincipalName": None}
            return {"user": None, "app": app}
        user = {
            "id": by.id,
            "displayName": by.row["displayName"] if named else None,
            "userPrincipalName": by.upn,
            "ipAddress": by.home.address(by.number),
            "userType": None,
            "homeTenantId": None,
            "homeTenantName": None,
        }
        return {"user": user, "app": None}


def _batch(rng: Random) -> str:
    return "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(5))
