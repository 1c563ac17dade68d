"""Users, groups, apps, roles, deleted items, memberships: as Graph's directory answers them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.records import Records

EVENTUAL = {"ConsistencyLevel": "eventual"}


async def names(service: Any, path: str, headers: dict[str, str] | None = None, **options: Any) -> list[str]:
    """The display names of a page, sorted."""
    return sorted(row["displayName"] for row in await service.rows(path, headers, **options))


async def test_users_show_default_properties_unless_selected(start: Any, tenant: Records) -> None:
    """Eleven properties by default; accountEnabled and userType only when they are selected."""
    service = await start(tenant)
    default = (await service.rows("/v1.0/users", top=1))[0]
    selected = (await service.rows("/v1.0/users", top=1, select="id,accountEnabled,userType"))[0]

    assert (11, False) == (len(default), "accountEnabled" in default)
    assert ["id", "accountEnabled", "userType"] == list(selected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("startswith(displayName,'ALICE')", ["Alice Moreau"]),
        ("startswith(displayName,'zoë')", ["Zoë Müller"]),
        ("startswith(givenName,'chris') or startswith(surname,'chris')", ["Chris Adeyemi", "Chris Tanaka"]),
        ("surname eq 'O''Brien'", ["Declan O'Brien"]),
        (
            "userPrincipalName in ('bob@harbourlane.example','may@harbourlane.example')",
            ["Bob Lindqvist", "May Lindgren"],
        ),
        ("userType eq 'guest'", ["Lena Ortiz", "Pat Rivers"]),
        ("accountEnabled eq false", ["Walter Ng"]),
        ("mail eq null", ["Emergency Access 1", "Mail Relay Service"]),
        ("mail eq 'PAT.rivers@northsea.example'", ["Pat Rivers"]),
        ("startswith(displayName,'frank')", []),
    ],
)
async def test_users_are_filtered_without_case(start: Any, tenant: Records, text: str, expected: list[str]) -> None:
    """Names, addresses, guests, disabled accounts; the deleted are not among the users."""
    service = await start(tenant)

    assert expected == await names(service, "/v1.0/users", filter=text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"displayName:chris"', ["Chris Adeyemi", "Chris Tanaka"]),
        ('"displayName:tanaka chris"', ["Chris Tanaka"]),
        ('"displayName:tan"', ["Chris Tanaka"]),
        ('"displayName:anaka"', []),
        ('"displayName:O\'Brien"', ["Declan O'Brien"]),
        ('"displayName:müller"', ["Zoë Müller"]),
        ('"displayName:alice" OR "mail:bob"', ["Alice Moreau", "Bob Lindqvist"]),
        ('"displayName:chris" AND "displayName:adeyemi"', ["Chris Adeyemi"]),
        ('("displayName:chris" OR "displayName:alice") AND "mail:chris.t"', ["Chris Tanaka"]),
        ('"userPrincipalName:PAT.rivers_northsea"', ["Pat Rivers"]),
    ],
)
async def test_search_matches_tokens(start: Any, tenant: Records, text: str, expected: list[str]) -> None:
    """$search looks at the starts of words, in any order, without case, with AND, OR and parentheses."""
    service = await start(tenant)

    assert expected == await names(service, "/v1.0/users", EVENTUAL, search=text)


async def test_search_splits_words_where_the_case_changes(start: Any) -> None:
    """OneVideo is found by video, as the reference says; by ideo it is not."""
    service = await start(Records(groups=[{"id": "g", "displayName": "OneVideo2Go"}]))
    found = [
        await names(service, "/v1.0/groups", EVENTUAL, search=f'"displayName:{each}"')
        for each in ("video", "go", "ideo")
    ]

    assert [["OneVideo2Go"], ["OneVideo2Go"], []] == found


async def test_search_needs_its_header(start: Any) -> None:
    """400 in Graph's words."""
    service = await start()
    answer = await service.get("/v1.0/users", search='"displayName:a"')

    assert (400, "Request_UnsupportedQuery") == (answer.status_code, answer.json()["error"]["code"])
    assert "'ConsistencyLevel: eventual'" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "text", ["alice", '"alice"', '"shoeSize:4"', '"displayName:a" OR', '("displayName:a"', '"displayName:a']
)
async def test_search_of_the_wrong_form_is_400(start: Any, text: str) -> None:
    """A clause is a quoted property:text."""
    service = await start()

    assert (await service.get("/v1.0/users", EVENTUAL, search=text)).status_code == 400


async def test_search_and_filter_are_joined(start: Any, tenant: Records) -> None:
    """Both must hold."""
    service = await start(tenant)
    found = await names(
        service, "/v1.0/users", EVENTUAL, search='"displayName:chris"', filter="startswith(surname,'t')"
    )

    assert ["Chris Tanaka"] == found


async def test_count_needs_an_advanced_query(start: Any, tenant: Records) -> None:
    """@odata.count with header and $count on the first page; without the header $count is silently ignored."""
    service = await start(tenant)
    first = (await service.get("/v1.0/users", EVENTUAL, count="true", top=10)).json()
    second = (await service.client.get(first["@odata.nextLink"], headers=EVENTUAL)).json()
    plain = (await service.get("/v1.0/users", count="true")).json()
    bare = await service.get("/v1.0/users/$count", EVENTUAL)
    refused = await service.get("/v1.0/users/$count")

    assert (len(tenant.users), False, False) == (
        first["@odata.count"],
        "@odata.count" in second,
        "@odata.count" in plain,
    )
    assert (str(len(tenant.users)), 400) == (bare.text, refused.status_code)


async def test_ordering_a_filtered_list_needs_an_advanced_query(start: Any, tenant: Records) -> None:
    """$orderby alone is fine; with $filter it takes header and $count."""
    service = await start(tenant)
    options = {"filter": "startswith(displayName,'c')", "orderby": "displayName"}
    answers = [
        await service.get("/v1.0/users", orderby="displayName"),
        await service.get("/v1.0/users", **options),
        await service.get("/v1.0/users", EVENTUAL, count="true", **options),
    ]
    ordered = [row["displayName"] for row in answers[2].json()["value"]]

    assert [200, 400, 200] == [answer.status_code for answer in answers]
    assert sorted(ordered) == ordered
    assert len(ordered) > 3


@pytest.mark.parametrize(("top", "status"), [("999", 200), ("1000", 400), ("0", 400)])
async def test_users_come_999_a_page_at_most(start: Any, top: str, status: int) -> None:
    """A larger $top is refused."""
    service = await start()

    assert (await service.get("/v1.0/users", top=top)).status_code == status


async def test_users_come_100_a_page_by_default(start: Any) -> None:
    """And the rest is behind a next link."""
    service = await start(Records(users=[{"id": str(number), "displayName": str(number)} for number in range(250)]))

    assert [100, 100, 50] == [len(page) for page in await service.pages("/v1.0/users")]


async def test_unsupported_filter_names_the_property(start: Any) -> None:
    """The directory's words differ from the reports'."""
    service = await start()
    error = (await service.get("/v1.0/users", filter="officeLocation eq 'x'")).json()["error"]

    assert (
        "Request_UnsupportedQuery",
        "Unsupported or invalid query filter clause specified for property 'officeLocation' of resource 'User'.",
    ) == (error["code"], error["message"])


@pytest.mark.parametrize("key", ["bob@harbourlane.example", "BOB@harbourlane.example"])
async def test_user_by_principal_name(start: Any, tenant: Records, key: str) -> None:
    """Case does not matter."""
    service = await start(tenant)

    assert (await service.get(f"/v1.0/users/{key}")).json()["displayName"] == "Bob Lindqvist"


async def test_guest_by_encoded_principal_name(start: Any, tenant: Records) -> None:
    """#EXT# comes as %23EXT%23; its id works as well."""
    service = await start(tenant)
    guest = (await service.rows("/v1.0/users", filter="startswith(displayName,'Pat')"))[0]
    upn = guest["userPrincipalName"].replace("#", "%23")

    assert guest["id"] == (await service.get(f"/v1.0/users/{upn}")).json()["id"]
    assert guest["userPrincipalName"] == (await service.get(f"/v1.0/users/{guest['id']}")).json()["userPrincipalName"]
    assert "#EXT#" in guest["userPrincipalName"]


async def test_deleted_users_are_among_deleted_items_only(start: Any, tenant: Records) -> None:
    """Their principal name has the object id in front, so only names and addresses find them."""
    service = await start(tenant)
    path = "/v1.0/directory/deletedItems/microsoft.graph.user"
    frank = (await service.rows(path, filter="startswith(displayName,'Frank')"))[0]
    single = (await service.get(f"/v1.0/directory/deletedItems/{frank['id']}")).json()
    gone = await service.get(f"/v1.0/users/{frank['id']}")

    assert ["Frank Dubois", "Gina Sorel", "Henk Bakker"] == await names(service, path)
    assert frank["userPrincipalName"] == frank["id"].replace("-", "") + "frank@harbourlane.example"
    assert (404, "#microsoft.graph.user") == (gone.status_code, single["@odata.type"])


async def test_groups_and_apps_are_found(start: Any, tenant: Records) -> None:
    """By name, by role-assignability, by application id."""
    service = await start(tenant)
    app = next(row for row in tenant.service_principals if row["displayName"] == "Orbit Travel")

    assert ["Tier 0 Administrators"] == await names(service, "/v1.0/groups", filter="isAssignableToRole eq true")
    assert ["Server Admins", "Service Desk Agents"] == await names(
        service, "/v1.0/groups", filter="startswith(displayName,'server') or startswith(displayName,'service')"
    )
    assert [app["id"]] == await service.ids("/v1.0/servicePrincipals", filter=f"appId eq '{app['appId']}'")
    assert app["id"] == (await service.get(f"/v1.0/servicePrincipals(appId='{app['appId']}')")).json()["id"]


async def test_roles_are_found_by_name_and_template(start: Any, tenant: Records) -> None:
    """Activated roles, and all definitions."""
    service = await start(tenant)
    template = "62e90394-69f5-4237-9190-012177145e10"
    role = (await service.get(f"/v1.0/directoryRoles(roleTemplateId='{template}')")).json()
    definitions = await names(service, "/v1.0/roleManagement/directory/roleDefinitions")

    assert ["Global Administrator"] == await names(
        service, "/v1.0/directoryRoles", filter="displayName eq 'global administrator'"
    )
    assert (role["displayName"], True) == ("Global Administrator", "Intune Administrator" in definitions)
    assert len(set(definitions)) == len(definitions)


async def test_me_is_the_configured_person(start: Any, tenant: Records) -> None:
    """As for a delegated token; app-only has no me."""
    service = await start(tenant, me="alice@harbourlane.example")
    body = (await service.get("/v1.0/me", select="id,displayName")).json()

    assert body["displayName"] == "Alice Moreau"
    assert {"@odata.context", "id", "displayName"} == set(body)


async def test_memberships_for_allow_lists(start: Any, tenant: Records) -> None:
    """transitiveMemberOf lists groups and roles, typed; checkMemberGroups gives back the groups one is in."""
    service = await start(tenant, me="alice@harbourlane.example")
    groups = {row["displayName"]: row["id"] for row in tenant.groups}
    asked = [groups["Server Admins"], groups["Payroll Admins"], "unknown"]
    url = f"{service.url}/v1.0/me/checkMemberGroups"
    held = await names(service, "/v1.0/users/alice@harbourlane.example/transitiveMemberOf/microsoft.graph.group")
    kinds = {
        row["@odata.type"] for row in await service.rows("/v1.0/users/priya@harbourlane.example/transitiveMemberOf")
    }

    assert ["All Staff", "Engineering", "Server Admins"] == held
    assert {"#microsoft.graph.group", "#microsoft.graph.directoryRole"} == kinds
    assert [groups["Server Admins"]] == (await service.client.post(url, json={"groupIds": asked})).json()["value"]
    assert (await service.client.post(url, json={"groupIds": ["x"] * 21})).status_code == 400


@pytest.mark.parametrize(("premium", "plans"), [(True, ["AAD_PREMIUM", "AAD_PREMIUM_P2"]), (False, [])])
async def test_licence_can_be_read(start: Any, tenant: Records, premium: bool, plans: list[str]) -> None:
    """subscribedSkus tells P1 and P2 apart from nothing; organization names the tenant."""
    service = await start(tenant, premium=premium)
    skus = await service.rows("/v1.0/subscribedSkus")
    tenants = await service.ids("/v1.0/organization")

    assert plans == [plan["servicePlanName"] for plan in skus[0]["servicePlans"]]
    assert tenants == [tenant.provisioning[0]["tenantId"]]


async def test_activity_catalogue_lists_what_occurs(start: Any, tenant: Records) -> None:
    """Beta alone; service, category and activity, each with eq."""
    service = await start(tenant)
    rows = await service.rows("/beta/auditLogs/auditActivityTypes", filter="service eq 'pim'")

    assert "Add member to role completed (PIM activation)" in {row["activity"] for row in rows}
    assert {"PIM"} == {row["service"] for row in rows}


async def test_policies_are_listed(start: Any, tenant: Records) -> None:
    """Conditional Access policies by name."""
    service = await start(tenant)

    assert "Block legacy authentication" in await names(service, "/v1.0/identity/conditionalAccess/policies")
