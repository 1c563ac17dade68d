"""Directory requests for a name: one function a kind. A directory request does not spend the report budget.

Only operators that Graph documents without extra headers, and $search with its header
(https://learn.microsoft.com/graph/search-query-parameter).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.directory.known import ROLES, app_of, role_aliases
from bot.directory.names import Candidate, forms, words
from bot.graph.client import GraphClient
from bot.graph.identity import is_guid
from bot.graph.pushdown import quoted
from bot.graph.systems import system_of
from bot.problems import Problem
from intents.model import Entity, EntityKind, Source
from intents.records import text, walk

LONGEST_NAME = 120
"""Characters of a name that are sent to Graph."""

PATHS = {EntityKind.USER: "/v1.0/users", EntityKind.GROUP: "/v1.0/groups", EntityKind.APP: "/v1.0/servicePrincipals"}
SELECT = {
    EntityKind.USER: "id,displayName,givenName,surname,userPrincipalName,mail,userType,jobTitle,department",
    EntityKind.GROUP: "id,displayName,mail",
    EntityKind.APP: "id,appId,displayName",
}
PERSON_NAMES = ("displayName", "givenName", "surname", "mail", "userPrincipalName")
MOST_ALTERNATIVES = 15
"""The directory refuses more alternatives than this in one filter."""
_MOST = "999"
_WIDE_PAGES = 3
_VARIANTS = {
    "a": "áàâäãåæ",
    "c": "çćč",
    "d": "đð",
    "e": "éèêëę",
    "i": "íìîï",
    "l": "ł",
    "n": "ñ",
    "o": "óòôöõø",
    "s": "śš",
    "u": "úùûü",
    "y": "ý",
    "z": "źżž",
}


def candidate(kind: EntityKind, row: Mapping[str, Any], source: Source = Source.DIRECTORY) -> Candidate:
    """A directory row as something that a name may mean."""
    upn, mail = text(row, "userPrincipalName"), text(row, "mail")
    detail = ", ".join(each for each in (text(row, "jobTitle"), text(row, "department")) if each)
    guest = text(row, "userType").casefold() == "guest" or "#ext#" in upn.casefold()
    entity = Entity(
        kind,
        text(row, "id"),
        text(row, "displayName") or upn or text(row, "id"),
        upn=upn,
        mail=mail if kind is EntityKind.USER else "",
        app_id=text(row, "appId"),
        guest=guest,
        source=source,
        detail=detail,
    )
    return Candidate(entity, text(row, "givenName"), text(row, "surname"))


def sent(name: str) -> str:
    """A name as it may be sent: plain apostrophes, one line, not too long."""
    plain = re.sub(r"[’‘ʼ`´]", "'", name)
    return " ".join("".join(each if each.isprintable() else " " for each in plain).split())[:LONGEST_NAME]


async def by_id(client: GraphClient, kind: EntityKind, object_id: str) -> list[Candidate]:
    """The object of that id, if it is of that kind."""
    try:
        row = await client.get_json(f"{PATHS[kind]}/{object_id.lower()}", {"$select": SELECT[kind]})
    except Problem as problem:
        if problem.code in {"not-found", "graph-refused"}:
            return []
        raise
    return [candidate(kind, row)]


async def by_ids(client: GraphClient, object_ids: Sequence[str]) -> list[Candidate]:
    """The objects of these ids that the directory knows, whatever they are, in one request: at most 1000.

    https://learn.microsoft.com/graph/api/directoryobject-getbyids
    """
    found = await client.post_json("/v1.0/directoryObjects/getByIds", {"ids": list(object_ids)})
    return [candidate(EntityKind.USER, row) for row in walk(found, "value") if text(row, "id")]


async def by_name(client: GraphClient, kind: EntityKind, name: str) -> list[Candidate]:
    """Objects whose names begin like it, and those that hold its words in any order."""
    if is_guid(name):
        return await by_id(client, kind, name)
    started, searched = await asyncio.gather(_starting(client, kind, name), _searched(client, kind, name))
    return _once([*started, *searched])


async def _starting(client: GraphClient, kind: EntityKind, name: str) -> list[Candidate]:
    properties: tuple[str, ...] = PERSON_NAMES if kind is EntityKind.USER else ("displayName",)
    whole = sent(name)
    parts = [whole]
    if kind is EntityKind.USER and "@" not in whole:
        pieces = whole.replace(",", " ").split()
        parts = list(dict.fromkeys((pieces[0], pieces[-1]))) if len(pieces) > 1 else parts
    if "@" in whole and kind is not EntityKind.USER:
        return []  # only people have addresses; Graph refuses to filter other kinds by them
    if "@" in whole:
        properties = ("mail", "userPrincipalName")
    return await _filtered(client, kind, [(name, part) for part in parts for name in properties])


async def _filtered(
    client: GraphClient, kind: EntityKind, starts: Sequence[tuple[str, str]], pages: int = 1
) -> list[Candidate]:
    literals = [(name, quoted(part)) for name, part in starts]
    clauses = [f"startswith({name},{literal})" for name, literal in literals if literal is not None]
    if not clauses:
        return []
    params = {"$filter": " or ".join(clauses), "$select": SELECT[kind], "$top": _MOST}
    rows, _ = await client.list_json(PATHS[kind], params, most_pages=pages)
    return [candidate(kind, row) for row in rows]


async def _searched(client: GraphClient, kind: EntityKind, name: str) -> list[Candidate]:
    wanted = [each for each in words(sent(name)) if len(each) > 1][:6]
    if not wanted or "@" in name:
        return []
    search = " AND ".join(f'"displayName:{each}"' for each in wanted)
    params = {"$search": search, "$select": SELECT[kind], "$top": "100"}
    try:
        rows, _ = await client.list_json(PATHS[kind], params, advanced=True)
    except Problem as problem:
        if (
            problem.code == "graph-refused"
        ):  # tenants without $search (https://learn.microsoft.com/graph/aad-advanced-queries)
            return []
        raise
    return [candidate(kind, row) for row in rows]


def letters(name: str) -> tuple[str, ...]:
    """The letters that the first and last word of a name begin with, without accents."""
    found = words(sent(name.partition("@")[0]))
    return tuple(dict.fromkeys(min(forms(each))[:1] for each in (*found[:1], *found[-1:])))


async def by_letter(client: GraphClient, kind: EntityKind, name: str) -> list[Candidate]:
    """A bounded list of objects whose names begin with the same letter, accented or not, for folding and spelling."""
    names = ("displayName", "surname", "givenName") if kind is EntityKind.USER else ("displayName",)
    starts = [(each, letter) for letter in letters(name) for each in names]
    starts += [(each, other) for letter in letters(name) for other in _VARIANTS.get(letter, "") for each in names[:2]]
    return await _filtered(client, kind, starts[:MOST_ALTERNATIVES], _WIDE_PAGES)


async def apps(client: GraphClient, name: str) -> list[Candidate]:
    """Apps: a Microsoft app by what people call it, as one candidate, and those of the directory."""
    known, system = app_of(name), system_of(name)
    logged = known.logged if known else (system.name, *system.also) if system else ()
    named = [by_name(client, EntityKind.APP, name)]
    if logged:
        named.append(_filtered(client, EntityKind.APP, [("displayName", each) for each in logged]))
    found = _once([each for part in await asyncio.gather(*named) for each in part])
    exact = {each.casefold() for each in logged}
    own = [each.entity for each in found if each.entity.name.casefold() in exact]
    if known and not own:
        own = [Entity(EntityKind.APP, "", each) for each in logged]
    if not own:
        return found
    others = [each for each in found if each.entity not in own]
    return [Candidate(own[0], aliases=(name,), also=tuple(own[1:])), *others]


async def roles(client: GraphClient) -> list[Candidate]:
    """Built-in roles by their names and what people call them; active and custom roles of the directory."""
    listed, defined = await asyncio.gather(
        _tolerant(client, "/v1.0/directoryRoles", {"$select": "id,displayName,roleTemplateId"}),
        _tolerant(
            client, "/v1.0/roleManagement/directory/roleDefinitions", {"$select": "id,displayName,templateId,isBuiltIn"}
        ),
    )
    ids = {text(row, "displayName").casefold(): text(row, "id") for row in (*defined, *listed)}
    built_in = {role.name.casefold(): role for role in ROLES}
    found = []
    for role in ROLES:
        entity = Entity(EntityKind.ROLE, ids.get(role.name.casefold(), role.template_id), role.name)
        found.append(Candidate(entity, aliases=role_aliases(role)))
    others = {text(row, "displayName") for row in (*defined, *listed)} - {""}
    found += [
        Candidate(Entity(EntityKind.ROLE, ids[each.casefold()], each))
        for each in sorted(others)
        if each.casefold() not in built_in
    ]
    return found


async def policies(client: GraphClient) -> list[Candidate]:
    """Conditional Access policies; needs Policy.Read.All (https://learn.microsoft.com/graph/api/conditionalaccessroot-list-policies)."""
    rows, _ = await client.list_json(
        "/v1.0/identity/conditionalAccess/policies", {"$select": "id,displayName"}, most_pages=5
    )
    return [candidate(EntityKind.POLICY, row) for row in rows]


async def deleted(client: GraphClient, kind: EntityKind) -> list[Candidate]:
    """What was deleted in the last 30 days; https://learn.microsoft.com/graph/api/directory-deleteditems-list."""
    names = {EntityKind.USER: "user", EntityKind.GROUP: "group", EntityKind.APP: "servicePrincipal"}
    path = f"/v1.0/directory/deletedItems/microsoft.graph.{names[kind]}"
    rows = await _tolerant(client, path, {"$select": SELECT[kind], "$top": _MOST}, pages=5)
    return [candidate(kind, row, Source.DELETED) for row in rows]


async def service_principals(client: GraphClient) -> list[Mapping[str, Any]]:
    """All apps of the directory, with the time they were added where Graph gives it: no filter on that is documented.

    createdDateTime is served though the metadata lacks it (msgraph-sdk-java issue 2246), so where naming it in $select
    is refused or ignored, whole objects are read.
    """
    select = "id,appId,displayName,createdDateTime,servicePrincipalType,appOwnerOrganizationId"
    path = PATHS[EntityKind.APP]
    try:
        rows, _ = await client.list_json(path, {"$select": select, "$top": _MOST}, most_pages=20)
    except Problem as problem:
        if problem.code != "graph-refused":
            raise
        rows = []
    if any(text(row, "createdDateTime") for row in rows):
        return rows
    rows, _ = await client.list_json(path, {"$top": _MOST}, most_pages=20)
    return rows


async def _tolerant(
    client: GraphClient, path: str, params: Mapping[str, str], pages: int = 3
) -> list[Mapping[str, Any]]:
    """Rows of a collection that may be missing or closed to this identity: then none."""
    try:
        rows, _ = await client.list_json(path, params, most_pages=pages)
    except Problem as problem:
        if problem.code in {"permission-missing", "role-missing", "licence-missing", "not-found", "graph-refused"}:
            return []
        raise
    return rows


def _once(found: Sequence[Candidate]) -> list[Candidate]:
    return list({each.entity.id or each.entity.name: each for each in found}.values())
