"""The directory paths that are no plain collection: /me, memberships, deleted items by id, organization, licences."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.demo import graph_errors
from bot.demo.collection import Collection
from bot.demo.listing import Listing
from bot.demo.query import read_query
from bot.demo.records import Records, Row
from bot.demo.settings import ServerSettings
from bot.demo.shapes import USER_DEFAULT

if TYPE_CHECKING:
    from bot.demo.graph import Call

PREMIUM_PLANS = ("AAD_PREMIUM", "AAD_PREMIUM_P2")
GROUPS_A_CHECK = 20
"""https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups"""
IDS_A_LOOK_UP = 1000
"""https://learn.microsoft.com/graph/api/directoryobject-getbyids"""

Body = dict[str, Any]


class Directory:
    """Answers paths below users, me, directory/deletedItems, organization and subscribedSkus."""

    def __init__(self, records: Records, settings: ServerSettings) -> None:
        self._records = records
        self._settings = settings
        self._listing = Listing(settings)
        self._users = _index(records.users, "id", "userPrincipalName")
        self._member_of = _typed(records.groups, "group") | _typed(records.directory_roles, "directoryRole")
        self._deleted = {
            **_typed(records.deleted_users, "user"),
            **_typed(records.deleted_groups, "group"),
            **_typed(records.deleted_service_principals, "servicePrincipal"),
        }

    def answer(self, call: Call) -> Body | None:
        """The body for the path, or None when the path is not one of these. Raises GraphError."""
        routes: dict[tuple[str, ...], Callable[[Call], Body]] = {
            ("me",): self._me,
            ("organization",): self._organization,
            ("subscribedskus",): self._licences,
        }
        path = tuple(each.casefold() for each in call.segments)
        if path in routes:
            return routes[path](call)
        if path == ("directoryobjects", "getbyids") and call.method == "POST":
            return self._by_ids(call)
        if path[:2] == ("directory", "deleteditems") and len(path) == 3:
            return self._deleted_item(call)
        if path[:1] == ("me",):
            return self._of_user(self._caller(), path[1:], call)
        if path[:1] == ("users",) and len(path) > 2:
            return self._of_user(self._user(call.segments[1]), path[2:], call)
        return None

    def _caller(self) -> Row:
        if self._settings.me is None:
            raise graph_errors.bad_request("/me request is only valid with delegated authentication flow.")
        return self._user(self._settings.me)

    def _user(self, key: str) -> Row:
        user = self._users.get(key.casefold())
        if user is None:
            raise graph_errors.no_such_object(key)
        return user

    def _me(self, call: Call) -> Body:
        users = Collection("users", (), "users", default_select=USER_DEFAULT)
        query = read_query(call.params, call.headers, users)
        context = {"@odata.context": f"{call.root}/$metadata#users/$entity"}
        return context | Listing.shown(users, query, self._caller())

    def _of_user(self, user: Row, path: tuple[str, ...], call: Call) -> Body | None:
        if path[:1] in (("transitivememberof",), ("memberof",)):
            return self._memberships(user, path, call)
        if path == ("checkmembergroups",) and call.method == "POST":
            return self._check_groups(user, call)
        return None

    def _memberships(self, user: Row, path: tuple[str, ...], call: Call) -> Body:
        held = [
            self._member_of[key]
            for key in self._records.memberships.get(str(user.get("id")), ())
            if key in self._member_of
        ]
        wanted = path[1] if len(path) > 1 else ""
        rows = tuple(row for row in held if not wanted or row["@odata.type"].casefold() == f"#{wanted}")
        name = f"users/{user.get('id')}/{'/'.join(path)}"
        collection = Collection(name, rows, "groups", context="directoryObjects")
        return self._listing.page(collection, read_query(call.params, call.headers, collection), call)

    def _check_groups(self, user: Row, call: Call) -> Body:
        asked = call.json.get("groupIds") if isinstance(call.json, dict) else None
        if not isinstance(asked, list) or not asked or len(asked) > GROUPS_A_CHECK:
            raise graph_errors.bad_request(f"groupIds must hold 1 to {GROUPS_A_CHECK} ids.")
        held = set(self._records.memberships.get(str(user.get("id")), ()))
        groups = {str(group.get("id")) for group in self._records.groups}
        found = [each for each in asked if each in held and each in groups]
        return {"@odata.context": f"{call.root}/$metadata#Collection(Edm.String)", "value": found}

    def _by_ids(self, call: Call) -> Body:
        asked = call.json.get("ids") if isinstance(call.json, dict) else None
        if not isinstance(asked, list) or not 0 < len(asked) <= IDS_A_LOOK_UP:
            raise graph_errors.bad_request(f"ids must hold 1 to {IDS_A_LOOK_UP} ids.")
        wanted = {str(each).casefold() for each in asked}
        kinds = {
            "user": self._records.users,
            "group": self._records.groups,
            "servicePrincipal": self._records.service_principals,
            "directoryRole": self._records.directory_roles,
        }
        rows = [
            {"@odata.type": f"#microsoft.graph.{kind}", **row}
            for kind, found in kinds.items()
            for row in found
            if str(row.get("id")).casefold() in wanted
        ]
        return {"@odata.context": f"{call.root}/$metadata#directoryObjects", "value": rows}

    def _deleted_item(self, call: Call) -> Body:
        row = self._deleted.get(call.segments[2])
        if row is None:
            raise graph_errors.no_such_object(call.segments[2])
        return {"@odata.context": f"{call.root}/$metadata#directoryObjects/$entity"} | row

    def _organization(self, call: Call) -> Body:
        rows = self._records.organization or [_organization(self._records)]
        return {"@odata.context": f"{call.root}/$metadata#organization", "value": rows}

    def _licences(self, call: Call) -> Body:
        plans = PREMIUM_PLANS if self._settings.premium else ()
        sku = {
            "id": "c7df2760-2c81-4ef7-b578-5b5392b571df",
            "capabilityStatus": "Enabled",
            "consumedUnits": len(self._records.users),
            "skuId": "c7df2760-2c81-4ef7-b578-5b5392b571df" if plans else "18181a46-0d4e-45cd-891e-60aabd171b4e",
            "skuPartNumber": "ENTERPRISEPREMIUM" if plans else "STANDARDPACK",
            "appliesTo": "User",
            "servicePlans": [
                {"servicePlanName": name, "provisioningStatus": "Success", "appliesTo": "User"} for name in plans
            ],
        }
        return {"@odata.context": f"{call.root}/$metadata#subscribedSkus", "value": [sku]}


def _index(rows: list[Row], *names: str) -> dict[str, Row]:
    return {str(row[name]).casefold(): row for row in reversed(rows) for name in names if row.get(name)}


def _typed(rows: list[Row], kind: str) -> dict[str, Row]:
    return {str(row.get("id")): {"@odata.type": f"#microsoft.graph.{kind}"} | row for row in rows}


def _organization(records: Records) -> Row:
    """An organization for records that hold none: its id is the tenant that the logs name."""
    named = (row.get("tenantId") or row.get("resourceTenantId") for row in [*records.provisioning, *records.sign_ins])
    tenant = next((each for each in named if each), "00000000-0000-0000-0000-000000000000")
    return {"id": tenant, "displayName": "Tenant", "verifiedDomains": [], "assignedPlans": []}
