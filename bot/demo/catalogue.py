"""All collections of a tenant, for v1.0 and beta, made once from its records."""

from __future__ import annotations

import uuid
from dataclasses import replace

from bot.demo.collection import Collection, newest_first, no_order
from bot.demo.records import Records, Row
from bot.demo.roles import BUILT_IN_ROLES
from bot.demo.settings import ServerSettings
from bot.demo.shapes import (
    USER_DEFAULT,
    audit_v1,
    identity,
    is_interactive,
    sign_in_beta,
    sign_in_v1,
    with_kind,
    without_policies,
)

NEVER = frozenset({"$skip", "$count", "$search", "$expand"})
NO_SELECT = NEVER | {"$select"}


def catalogue(records: Records, settings: ServerSettings) -> dict[tuple[str, str], Collection]:
    """(version, path in lower case) to collection; version is "v1.0" or "beta"."""
    both = [*_logs(records, settings), *_directory(records)]
    found: dict[tuple[str, str], Collection] = {}
    for each in both:
        found["v1.0", each.path.casefold()] = found["beta", each.path.casefold()] = each
    sign_ins = found["v1.0", "auditlogs/signins"]
    everything = newest_first(map(with_kind, records.sign_ins), "createdDateTime")
    found["beta", "auditlogs/signins"] = replace(sign_ins, rows=everything, table="signIns-beta", project=sign_in_beta)
    if not settings.show_policies:
        for version in ("v1.0", "beta"):
            shown = found[version, "auditlogs/signins"]
            found[version, "auditlogs/signins"] = replace(shown, project=without_policies(shown.project))
    audits = found["v1.0", "auditlogs/directoryaudits"]
    found["beta", "auditlogs/directoryaudits"] = replace(audits, project=identity)
    kinds = Collection(
        "auditLogs/auditActivityTypes",
        _activity_types(records),
        "auditActivityTypes",
        pages=(1000, 1000),
        refused=NEVER,
    )
    found["beta", kinds.path.casefold()] = kinds
    return found


def _logs(records: Records, settings: ServerSettings) -> list[Collection]:
    pages = (settings.page_size, settings.page_size)
    no_select = NEVER if settings.select_allowed else NO_SELECT
    interactive = [row for row in records.sign_ins if is_interactive(row)]
    return [
        Collection(
            "auditLogs/signIns",
            newest_first(interactive, "createdDateTime"),
            "signIns",
            "createdDateTime",
            refused=no_select,
            pages=pages,
            project=sign_in_v1,
        ),
        Collection(
            "auditLogs/directoryAudits",
            no_order(records.directory_audits),
            "directoryAudits",
            "activityDateTime",
            refused=NEVER,
            fold_prefix=False,
            pages=pages,
            project=audit_v1,
            tips=True,
        ),
        Collection(
            "auditLogs/provisioning",
            no_order(records.provisioning),
            "provisioning",
            "activityDateTime",
            refused=no_select,
            fold=False,
            fold_prefix=False,
            pages=pages,
            pages_need_top=True,
        ),
    ]


def _directory(records: Records) -> list[Collection]:
    deleted = "directory/deletedItems/microsoft.graph."
    return [
        Collection("users", tuple(records.users), "users", default_select=USER_DEFAULT),
        Collection("groups", tuple(records.groups), "groups"),
        Collection("servicePrincipals", tuple(records.service_principals), "servicePrincipals"),
        Collection("directoryRoles", tuple(records.directory_roles), "directoryRoles", pages=(999, 999)),
        Collection(
            "roleManagement/directory/roleDefinitions", _role_definitions(records), "roleDefinitions", pages=(999, 999)
        ),
        Collection(f"{deleted}user", tuple(records.deleted_users), "users"),
        Collection(f"{deleted}group", tuple(records.deleted_groups), "groups"),
        Collection(f"{deleted}servicePrincipal", tuple(records.deleted_service_principals), "servicePrincipals"),
        Collection("identity/conditionalAccess/policies", tuple(records.policies), "policies"),
    ]


def _role_definitions(records: Records) -> tuple[Row, ...]:
    """Built-in roles, whether or not activated in the tenant, and any other role that the tenant has."""
    templates = dict(BUILT_IN_ROLES)
    named = {name: template for template, name in templates.items()}
    for role in records.directory_roles:
        name, template = str(role.get("displayName")), str(role.get("roleTemplateId") or role.get("id"))
        templates.pop(named.get(name, ""), None)
        templates[template] = name
    return tuple(
        {
            "id": template,
            "description": None,
            "displayName": name,
            "isBuiltIn": True,
            "isEnabled": True,
            "resourceScopes": ["/"],
            "templateId": template,
            "version": "1",
            "rolePermissions": [],
        }
        for template, name in templates.items()
    )


def _activity_types(records: Records) -> tuple[Row, ...]:
    """The operations that occur in the tenant, as the activity catalogue of the service lists them."""
    seen = {
        (str(row.get("loggedByService")), str(row.get("category")), str(row.get("activityDisplayName")))
        for row in records.directory_audits
    }
    return tuple(
        {
            "id": str(uuid.uuid5(uuid.NAMESPACE_OID, "|".join(each))),
            "service": each[0],
            "category": each[1],
            "activity": each[2],
        }
        for each in sorted(seen)
    )
