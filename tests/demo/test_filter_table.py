"""$filter is accepted and refused exactly as Graph documents it, property by property and operator by operator."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from bot.demo import serve
from bot.demo.filter_table import TABLE
from bot.demo.records import Records
from bot.demo.settings import ServerSettings

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
TRUTH = json.loads((Path(__file__).parent / "documented_filters.json").read_text())
PATHS = {
    "signIns": "/v1.0/auditLogs/signIns",
    "signIns-beta": "/beta/auditLogs/signIns",
    "directoryAudits": "/v1.0/auditLogs/directoryAudits",
    "provisioning": "/v1.0/auditLogs/provisioning",
    "users": "/v1.0/users",
    "groups": "/v1.0/groups",
    "servicePrincipals": "/v1.0/servicePrincipals",
    "directoryRoles": "/v1.0/directoryRoles",
    "roleDefinitions": "/v1.0/roleManagement/directory/roleDefinitions",
    "auditActivityTypes": "/beta/auditLogs/auditActivityTypes",
    "policies": "/v1.0/identity/conditionalAccess/policies",
}
OPERATORS = ("eq", "ne", "ge", "le", "gt", "lt", "in", "startswith", "endswith", "contains")
LOGS = ("signIns", "signIns-beta", "directoryAudits", "provisioning", "auditActivityTypes")
EVENTUAL = {"ConsistencyLevel": "eventual"}
VALUES = {"time": "2026-11-18T00:00:00Z", "integer": "7", "boolean": "true", "string": "'x'"}
UNDOCUMENTED = (
    ("signIns", "isInteractive eq true"),
    ("signIns", "initiatedBy/user/userPrincipalName eq 'x'"),
    ("signIns", "isRisky eq true"),
    ("signIns", "signInEventTypes/any(t: t eq 'interactiveUser')"),
    ("signIns", "userAgent eq 'x'"),
    ("signIns", "deviceDetail/deviceId eq 'x'"),
    ("signIns", "servicePrincipalId eq 'x'"),
    ("signIns", "appliedConditionalAccessPolicies/any(p: p/displayName eq 'x')"),
    ("signIns-beta", "signInEventTypes eq 'interactiveUser'"),
    ("signIns-beta", "ipAddressFromResourceProvider eq 'x'"),
    ("directoryAudits", "createdDateTime ge 2026-11-18T00:00:00Z"),
    ("directoryAudits", "initiatedBy/user/ipAddress eq 'x'"),
    ("directoryAudits", "targetResources/any(t: t/userPrincipalName eq 'x')"),
    ("directoryAudits", "targetResources/all(t: t/id eq 'x')"),
    ("directoryAudits", "targetResources/any()"),
    ("directoryAudits", "targetResources/id eq 'x'"),
    ("directoryAudits", "operationType eq 'Add'"),
    ("directoryAudits", "additionalDetails/any(a: a/key eq 'x')"),
    ("provisioning", "provisioningStatusInfo/errorInformation/errorCode eq 'x'"),
    ("provisioning", "activityDateTime ge 2026-11-18T00:00:00Z"),
)


def clause(table: str, name: str, operator: str, kind: str, *, within: bool) -> str:
    """A filter with this operator on this property."""
    path, value = name, VALUES[kind]
    if within:
        owner, _, inner = name.partition("/")
        path = f"x/{inner}" if inner else "x"
    if operator == "in":
        body = f"{path} in ({value})"
    elif operator in ("startswith", "endswith", "contains"):
        body = f"{operator}({path},{value})"
    else:
        body = f"{path} {operator} {value}"
    return f"{owner}/any(x: {body})" if within else body


def allowances(table: str, name: str) -> dict[str, tuple[bool, bool, bool]]:
    """Operator to whether it passes: strict, lenient, and as an advanced query."""
    rule = TABLE[table][name]
    return {
        each: (each in rule.documented, each in rule.documented | rule.field, each in rule.documented | rule.advanced)
        for each in OPERATORS
    }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services() -> AsyncIterator[dict[bool, str]]:
    """An empty strict stand-in and an empty lenient one: base URLs by `lenient`."""
    settings = {lenient: ServerSettings(now=lambda: NOW, throttle=None, lenient=lenient) for lenient in (False, True)}
    async with serve(Records(), settings[False]) as strict, serve(Records(), settings[True]) as lenient:
        yield {False: strict, True: lenient}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """One client for all cases."""
    async with httpx.AsyncClient(headers={"Authorization": "Bearer x"}) as each:
        yield each


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("table", "name"), [(table, name) for table, names in TABLE.items() for name in names])
async def test_operators_are_accepted_as_the_table_says(
    services: dict[bool, str], client: httpx.AsyncClient, table: str, name: str
) -> None:
    """Documented operators pass; field ones with lenient; advanced ones with header and $count; all others are 400."""
    rule = TABLE[table][name]
    count = {} if table in LOGS else {"$count": "true"}
    found = {}
    for operator in OPERATORS:
        params = {"$filter": clause(table, name, operator, rule.kind, within=rule.any)}
        answers = (
            await client.get(services[False] + PATHS[table], params=params),
            await client.get(services[True] + PATHS[table], params=params),
            await client.get(services[False] + PATHS[table], params=params | count, headers=EVENTUAL),
        )
        found[operator] = tuple(answer.status_code == 200 for answer in answers)

    assert allowances(table, name) == found


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("table", "text"), UNDOCUMENTED)
async def test_what_is_not_documented_is_refused_in_graphs_words(
    services: dict[bool, str], client: httpx.AsyncClient, table: str, text: str
) -> None:
    """Properties that exist but cannot be filtered, and properties that never existed, are an invalid filter clause."""
    response = await client.get(services[True] + PATHS[table], params={"$filter": text})

    assert (400, "BadRequest", "Invalid filter clause") == (
        response.status_code,
        response.json()["error"]["code"],
        response.json()["error"]["message"],
    )


@pytest.mark.parametrize("log", ["signIns", "signIns-beta", "directoryAudits", "provisioning"])
def test_table_of_the_logs_is_the_documented_one(log: str) -> None:
    """The server's own table agrees with the reference, copied here: documented, field and any(...) forms."""
    table = TABLE[log]

    assert {name: set(text.split()) for name, text in TRUTH["documented"][log].items()} == {
        name: set(rule.documented) for name, rule in table.items() if rule.documented
    }
    assert TRUTH["field"].get(log, {}) == {name: " ".join(rule.field) for name, rule in table.items() if rule.field}
    assert sorted(TRUTH["lambda"].get(log, [])) == sorted(name for name, rule in table.items() if rule.any)
