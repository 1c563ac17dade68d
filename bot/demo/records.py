"""What a tenant holds, as the raw JSON rows that Microsoft Graph would return, and how to read it from a folder."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, Any]

FILES = {
    "users": "users",
    "groups": "groups",
    "servicePrincipals": "service_principals",
    "directoryRoles": "directory_roles",
    "signIns": "sign_ins",
    "directoryAudits": "directory_audits",
    "provisioning": "provisioning",
    "deletedUsers": "deleted_users",
    "deletedGroups": "deleted_groups",
    "deletedServicePrincipals": "deleted_service_principals",
    "conditionalAccessPolicies": "policies",
    "organization": "organization",
}
"""File name (without .json) to field of Records. The first seven are the usual ones; all are optional."""

MEMBERSHIPS = "memberships"
"""memberships.json: {user id: [ids of groups and directory roles, nested ones included]}."""


class RecordsError(ValueError):
    """A folder or file that cannot be served; the message names the file and says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Records:
    """One list of Graph rows for each collection; times are UTC strings as Graph writes them.

    `sign_ins` holds all four kinds in the beta shape; the server shows each API version its own properties.
    Rows may share equal parts, so a row is copied before anything in it is changed.
    `memberships` maps a user id to the ids of the groups and directory roles that the user is in.
    """

    users: list[Row] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)
    service_principals: list[Row] = field(default_factory=list)
    directory_roles: list[Row] = field(default_factory=list)
    sign_ins: list[Row] = field(default_factory=list)
    directory_audits: list[Row] = field(default_factory=list)
    provisioning: list[Row] = field(default_factory=list)
    deleted_users: list[Row] = field(default_factory=list)
    deleted_groups: list[Row] = field(default_factory=list)
    deleted_service_principals: list[Row] = field(default_factory=list)
    policies: list[Row] = field(default_factory=list)
    organization: list[Row] = field(default_factory=list)
    memberships: dict[str, list[str]] = field(default_factory=dict)


def load_records(folder: str | Path) -> Records:
    """Read raw Graph JSON files, each a list of rows or {"value": [...]}; a missing file is an empty collection.

    Keys that start with an underscore (notes of whoever made the file) are left out.
    Raises RecordsError when the folder does not exist or a file is not such JSON.
    """
    root = Path(folder)
    if not root.is_dir():
        raise RecordsError(f"{root} is not a folder")
    lists = {attr: _rows(root / f"{name}.json") for name, attr in FILES.items()}
    return Records(**lists, memberships=_memberships(root / f"{MEMBERSHIPS}.json"))


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise RecordsError(f"{path} cannot be read as JSON: {error}") from error


def _rows(path: Path) -> list[Row]:
    if not path.exists():
        return []
    body = _json(path)
    rows = body.get("value") if isinstance(body, dict) else body
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RecordsError(f'{path} must hold a list of objects, or {{"value": [...]}}')
    return [{key: value for key, value in row.items() if not key.startswith("_")} for row in rows]


def _memberships(path: Path) -> dict[str, list[str]]:
    if not path.exists():
        return {}
    body = _json(path)
    if not isinstance(body, dict) or not all(isinstance(ids, list) for ids in body.values()):
        raise RecordsError(f"{path} must hold an object of user id to a list of ids")
    return {str(user): [str(each) for each in ids] for user, ids in body.items()}
