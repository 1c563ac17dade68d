"""The records of an answer as a table for other programs: the same columns for all three logs, one row a record.

Cells that a spreadsheet would take for a formula get an apostrophe in front: a display name may be `=HYPERLINK(…)`.
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bot.answers.clean import clean
from bot.answers.rows.changes import changes
from intents.fields import FIELDS, TIME_PATH
from intents.model import Log
from intents.records import Record, text

LONGEST_CELL = 2000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Column(NamedTuple):
    """One column: its name in the first line, what it holds, and how it is read."""

    name: str
    told: str
    get: Callable[[Log, Record], str]


def _field(name: str, *, identity: bool = False) -> Callable[[Log, Record], str]:
    """All values of a field, as the log writes them, or their object ids."""

    def get(log: Log, record: Record) -> str:
        values = FIELDS[name].values(log, record)
        return "; ".join(found for found in (v.id if identity else v.key for v in values) if found)

    return get


def _reason(log: Log, record: Record) -> str:
    paths = {
        Log.SIGN_INS: "status/failureReason",
        Log.DIRECTORY_AUDITS: "resultReason",
        Log.PROVISIONING: "provisioningStatusInfo/errorInformation/reason",
    }
    return text(record, paths[log])


def _changes(log: Log, record: Record) -> str:
    if log is Log.SIGN_INS:
        return ""
    path = "modifiedProperties" if log is Log.PROVISIONING else "targetResources/modifiedProperties"
    return "; ".join(str(change) for change in changes(record, path=path, cap=300))


COLUMNS: tuple[Column, ...] = (
    Column("time", "when it happened, UTC, as the log writes it", lambda log, r: text(r, TIME_PATH[log])),
    Column("log", "signIns, directoryAudits or provisioning", lambda log, r: log.value),
    Column("id", "id of the record", _field("request_id")),
    Column("result", "success, failure, interrupted, skipped … as the log or the error code says", _field("outcome")),
    Column("error_code", "error code of a sign-in or of provisioning", _field("error_code")),
    Column("reason", "why, in Microsoft's words", _reason),
    Column("actor", "who did it: user principal name, app or service", _field("actor")),
    Column("actor_id", "object id of who did it", _field("actor", identity=True)),
    Column("target", "whom or what it was done to", _field("target_any")),
    Column("target_id", "object ids of those", _field("target_any", identity=True)),
    Column("operation", "operation of a directory audit", _field("operation")),
    Column("category", "category of a directory audit", _field("category")),
    Column("changes", "changed properties, old → new", _changes),
    Column("app", "app", _field("app")),
    Column("resource", "resource that was signed in to", _field("resource")),
    Column("ip", "IP address", _field("ip")),
    Column("city", "city", _field("city")),
    Column("country", "country, two letters", _field("country")),
    Column("client", "client of a sign-in", _field("client")),
    Column("os", "operating system", _field("os")),
    Column("browser", "browser", _field("browser")),
    Column("device", "device", _field("device")),
    Column("conditional_access", "result of Conditional Access", _field("ca_status")),
    Column("policies", "Conditional Access policies that applied, or policies that were changed", _field("policy")),
    Column("risk", "risk level", _field("risk_level")),
    Column("action", "what provisioning did", _field("provisioning_action")),
    Column("source_system", "system that it was provisioned from", _field("source_system")),
    Column("target_system", "system that it was provisioned to", _field("target_system")),
    Column("correlation_id", "correlation id", _field("correlation_id")),
)
"""Columns are only ever added, at the end."""


def guarded(value: str) -> str:
    """Return a cell that no spreadsheet calculates: one line, without invisible characters, not too long."""
    shown = clean(value, LONGEST_CELL)
    return f"'{shown}" if value.startswith(_FORMULA) or shown.startswith(_FORMULA) else shown


def csv_lines(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV (RFC 4180): commas, quotes where needed, CRLF."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def csv_header() -> str:
    """Return the first line."""
    return csv_lines([[column.name for column in COLUMNS]])


def csv_record(log: Log, record: Record) -> str:
    """Return a record as a line."""
    return csv_lines([[guarded(column.get(log, record)) for column in COLUMNS]])


def json_record(log: Log, record: Record) -> str:
    """Return a record as Graph wrote it, with its log, on one line of ASCII."""
    return json.dumps({"log": log.value, "record": record})
