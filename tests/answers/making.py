"""Raw records in Graph's shape, questions and tallies, made short for the tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.answers.build import build
from bot.answers.model import Answer
from bot.answers.tally import Tally
from bot.report import Report, RequestLine
from intents.model import Condition, Kind, Log, Measure, Question, TimeRange

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
WEEK = TimeRange(datetime(2026, 11, 9, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC), "last week")
ZONE = ZoneInfo("UTC")
S, A, P = Log.SIGN_INS, Log.DIRECTORY_AUDITS, Log.PROVISIONING
FAILED = Condition("outcome", values=("failure",), said="failed")


def sign_in(identity: str = "s1", when: str = "2026-11-10T09:10:00Z", code: int = 0, **changed: Any) -> dict[str, Any]:
    """A sign-in of the v1.0 shape; keyword arguments replace top-level properties."""
    return {
        "id": identity,
        "createdDateTime": when,
        "userDisplayName": "Alice Johnson",
        "userPrincipalName": "alice@contoso.com",
        "userId": "a-1",
        "appDisplayName": "Microsoft Teams",
        "appId": "app-1",
        "ipAddress": "198.51.100.7",
        "clientAppUsed": "Browser",
        "correlationId": f"c-{identity}",
        "conditionalAccessStatus": "notApplied",
        "appliedConditionalAccessPolicies": [],
        "resourceDisplayName": "Microsoft Graph",
        "status": {
            "errorCode": code,
            "failureReason": "Other." if code == 0 else "Given by Graph.",
            "additionalDetails": None,
        },
        "deviceDetail": {"browser": "Chrome 130.0.1", "operatingSystem": "Windows 10", "displayName": ""},
        "location": {"city": "Seattle", "state": "Washington", "countryOrRegion": "US", "geoCoordinates": {}},
        **changed,
    }


def person(name: str, address: str) -> dict[str, str]:
    """The properties of a sign-in that name somebody."""
    return {"userDisplayName": name, "userPrincipalName": address, "userId": f"id-{address}"}


def user_target(name: str | None, address: str, *modified: tuple[str, Any, Any]) -> dict[str, Any]:
    """A user among the targets of an audit, with modified properties (name, old, new)."""
    return {
        "id": f"id-{address}",
        "displayName": name,
        "type": "User",
        "userPrincipalName": address,
        "modifiedProperties": [{"displayName": n, "oldValue": old, "newValue": new} for n, old, new in modified],
    }


def audit(
    identity: str = "d1", operation: str = "Reset user password", when: str = "2026-11-10T09:10:00Z",
    targets: Iterable[dict[str, Any]] = (), correlation: str | None = None, **changed: Any,
) -> dict[str, Any]:  # fmt: skip
    """A directory audit, initiated by Trent Fox."""
    return {
        "id": identity,
        "activityDateTime": when,
        "activityDisplayName": operation,
        "category": "UserManagement",
        "correlationId": f"c-{identity}" if correlation is None else correlation,
        "loggedByService": "Core Directory",
        "result": "success",
        "resultReason": "",
        "initiatedBy": {
            "user": {
                "id": "t-1",
                "displayName": "Trent Fox",
                "userPrincipalName": "trent@contoso.com",
                "ipAddress": "",
            },
            "app": None,
        },
        "targetResources": list(targets),
        "additionalDetails": [],
        **changed,
    }


def provisioning(
    identity: str = "p1", status: str = "success", when: str = "2026-11-10T09:10:00Z", **changed: Any
) -> dict[str, Any]:
    """The creation of Anna Bell, from Workday into Azure AD."""
    return {
        "id": identity,
        "activityDateTime": when,
        "provisioningAction": "create",
        "sourceSystem": {"id": "w", "displayName": "Workday"},
        "targetSystem": {"id": "z", "displayName": "Azure AD"},
        "sourceIdentity": {"id": "e-7", "displayName": "Anna Bell", "identityType": "Worker", "details": {}},
        "targetIdentity": {"id": "", "displayName": "", "identityType": "User", "details": {}},
        "servicePrincipal": {"id": "sp", "displayName": "Workday to Azure AD"},
        "initiatedBy": {"id": "", "displayName": "Azure AD Provisioning Service", "initiatorType": "system"},
        "provisioningStatusInfo": {"status": status, "errorInformation": None},
        "provisioningSteps": [],
        "modifiedProperties": [],
        **changed,
    }


def ask(
    kind: Kind = Kind.ROWS, *conditions: Condition, logs: Log | tuple[Log, ...] = S, range: TimeRange = WEEK,  # noqa: A002 - the field's own name
    utterance: str = "", **measure: Any,
) -> Question:  # fmt: skip
    """A question; keyword arguments go to its measure."""
    all_logs = (logs,) if isinstance(logs, Log) else logs
    return Question(all_logs, Measure(kind, **measure), conditions, range, utterance=utterance)


def tally(question: Question, *records: dict[str, Any], log: Log | None = None, zone: ZoneInfo = ZONE) -> Tally:
    """A tally that has taken the records, all of one log."""
    taken = Tally(question, zone=zone)
    for record in records:
        taken.add(log or question.logs[0], record)
    return taken


def report(question: Question, **changed: Any) -> Report:
    """A reading that went well."""
    assert question.range is not None
    facts: dict[str, Any] = {
        "range": question.range,
        "records_read": 7,
        "newest": NOW - timedelta(minutes=3),
        "covers": "interactive sign-ins",
        "requests": (RequestLine("GET", "https://graph.microsoft.com/v1.0/auditLogs/signIns?$top=1000", 200),),
    }
    return Report(**{**facts, **changed})


def answer(question: Question, *records: dict[str, Any], zone: ZoneInfo = ZONE, **changed: Any) -> Answer:
    """The answer to a question from records of one log; keyword arguments change the report."""
    return build(question, tally(question, *records, zone=zone), report(question, **changed), zone=zone, now=NOW)
