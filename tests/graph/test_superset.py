"""What Graph is asked for always holds everything that matches: the filter may be wide, never narrow."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.demo.records import Records
from bot.graph.filter_rules import UNDOCUMENTED, Capabilities
from bot.graph.match import compile_match
from bot.graph.odata import plan
from intents.model import Condition, Entity, EntityKind, Log, Op, TimeRange
from tests.graph.rig import NOW, Kept, Tenant, ask

A, P, S = Log.DIRECTORY_AUDITS, Log.PROVISIONING, Log.SIGN_INS
INTERACTIVE = "interactiveUser"


def rows_of(records: Records, log: Log) -> list[dict[str, Any]]:
    """All rows of a log that its v1.0 endpoint may show."""
    if log is S:
        return [r for r in records.sign_ins if INTERACTIVE in (r.get("signInEventTypes") or [INTERACTIVE])]
    return records.directory_audits if log is A else records.provisioning


def user(row: dict[str, Any]) -> Entity:
    """A directory row as a looked-up person."""
    return Entity(EntityKind.USER, row["id"], row["displayName"], row["userPrincipalName"], row.get("mail") or "")


def some(values: list[str], count: int) -> list[str]:
    """A few different values, spread over the list."""
    found = sorted({value for value in values if value})
    return found[:: max(1, len(found) // count)][:count]


def at(row: dict[str, Any], path: str) -> str:
    """A value of a row as text."""
    node: Any = row
    for key in path.split("/"):
        node = node.get(key) if isinstance(node, dict) else None
    return "" if node is None else str(node)


FROM_ROWS = (
    (S, "error_code", "status/errorCode", 6),
    (S, "ip", "ipAddress", 5),
    (S, "client", "clientAppUsed", 5),
    (S, "ca_status", "conditionalAccessStatus", 4),
    (S, "risk_state", "riskState", 4),
    (S, "country", "location/countryOrRegion", 4),
    (S, "correlation_id", "correlationId", 3),
    (S, "request_id", "id", 3),
    (A, "correlation_id", "correlationId", 3),
    (A, "request_id", "id", 3),
    (A, "operation", "activityDisplayName", 8),
    (A, "service", "loggedByService", 5),
    (A, "category", "category", 5),
    (P, "request_id", "id", 3),
    (P, "provisioning_action", "provisioningAction", 5),
    (P, "job", "jobId", 2),
    (P, "cycle", "cycleId", 2),
    (P, "change", "changeId", 2),
)
"""Log, field and the path whose values are asked for, each also in capitals and in lower case."""
WRITTEN = (
    *(
        (log, "outcome", Op.EQ, value)
        for log in Log
        for value in ("success", "failure", "interrupted", "timeout", "Skipped")
    ),
    *((S, "browser", Op.STARTSWITH, value) for value in ("chrome", "Edge", "safari", "Samsung")),
    *((S, "risk_level", Op.EQ, value) for value in ("low", "HIGH", "medium")),
    *((S, "risky", Op.EQ, value) for value in ("true", "false")),
    *((A, "operation", Op.STARTSWITH, value) for value in ("Add", "Update", "reset", "Self-service")),
)
NEGATED = {"outcome", "country", "browser", "ca_status", "operation", "provisioning_action"}
PEOPLE = ((S, "person"), (S, "actor"), (A, "person"), (A, "actor"), (A, "target"), (A, "target_any"), (P, "person"))


def conditions(records: Records) -> list[tuple[Log, Condition]]:
    """Conditions with values that the records hold, in the spellings that people use, some also negated."""
    found = [(log, field, op, (value,), ()) for log, field, op, value in WRITTEN]
    for log, field, path, count in FROM_ROWS:
        for value in some([at(row, path) for row in rows_of(records, log)], count):
            found += [(log, field, Op.EQ, (each,), ()) for each in (value, value.upper(), value.lower())]
    for prefix in some([at(r, "ipAddress").rpartition(".")[0] for r in rows_of(records, S)], 3):
        found += [
            (S, "ip", op, (prefix + end,), ())
            for op, end in ((Op.STARTSWITH, "."), (Op.CIDR, ".0/22"), (Op.CIDR, ".7/32"))
        ]
    guests = [row for row in records.users if "#EXT#" in row["userPrincipalName"]]
    for row in [*records.users[:: max(1, len(records.users) // 8)], *guests]:
        found += [(log, field, Op.NAMED, ("x",), (user(row),)) for log, field in PEOPLE]
    for row in records.service_principals[::3]:
        app = Entity(EntityKind.APP, row["id"], row["displayName"], app_id=row["appId"])
        found += [(log, "app", Op.NAMED, ("x",), (app,)) for log in (S, A)]
    return [
        (log, Condition(field, op, values, negated, entities=entities))
        for log, field, op, values, entities in found
        for negated in ((False, True) if field in NEGATED else (False,))
    ]


async def test_pushed_filters_lose_nothing(either: Tenant) -> None:
    """For every condition the rows read through Graph are those that the local check finds among all records."""
    capabilities = [Capabilities(*UNDOCUMENTED)] if either.settings.lenient else [Capabilities()]
    span = TimeRange(datetime.fromisoformat("2026-11-02T07:13:22.5+01:00"), NOW - timedelta(hours=5, microseconds=7))
    wrong, pushed, matched = [], 0, 0
    for log, condition in conditions(either.records):
        question = ask(log, conditions=(condition,), span=span)
        check = compile_match(question, log)
        expected = {r["id"] for r in rows_of(either.records, log) if check(r)}
        report, kept = await either.read(question, capabilities=capabilities[0])
        pushed += bool(plan(question, now=NOW, capabilities=capabilities[0]).requests[0].pushed)
        matched += bool(expected)
        if (set(kept.records), report.complete, report.strays) != (expected, True, 0):
            wrong.append((log, condition, len(expected), len(kept.records), report))

    assert wrong == []
    assert pushed > 100
    assert matched > 150


@pytest.mark.parametrize("log", list(Log))
async def test_a_range_is_half_open_to_the_last_decimal(either: Tenant, log: Log) -> None:
    """A range that begins on one record's instant and ends on another's holds the first and not the second."""
    from intents.fields import TIME_PATH

    rows = rows_of(either.records, log)
    times = sorted({r[TIME_PATH[log]] for r in rows})[-60:]
    first, last = (datetime.fromisoformat(times[at][:26].rstrip("Z").ljust(19, "0") + "+00:00") for at in (5, 45))
    expected = {r["id"] for r in rows if times[5] <= r[TIME_PATH[log]] < times[45]}
    _, kept = await either.read(ask(log, span=TimeRange(first, last)), Kept())

    assert set(kept.records) == expected
