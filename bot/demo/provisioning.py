"""Provisioning events in the full documented shape.

Shape: https://learn.microsoft.com/graph/api/resources/provisioningobjectsummary.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

from bot.demo.days import whole
from bot.demo.people import TENANT_ID, Cast, guid
from bot.demo.provisioning_problems import Problem
from bot.demo.records import Row

ENTRA = "Azure Active Directory"
AWS = "Amazon Web Services"

STEPS = {"create": "Add", "update": "Update", "delete": "Delete", "disable": "Update", "stagedDelete": "Delete"}
VERBS = {
    "create": "created",
    "update": "updated",
    "delete": "deleted",
    "disable": "disabled",
    "stagedDelete": "deleted",
    "other": "handled",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An object that a job moved."""

    id: str
    name: str
    kind: str = "User"
    upn: str = ""


class Provisioning:
    """Writes provisioning events; `rows` is what was written, in no order."""

    def __init__(self, rng: Random, cast: Cast) -> None:
        self.rows: list[Row] = []
        self._rng = rng
        self._cast = cast
        self._jobs = {name: f"{name.split()[0].lower()}.{TENANT_ID.replace('-', '')}.{guid(rng)}" for name in cast.apps}
        self._systems = {name: guid(rng) for name in (*cast.apps, ENTRA)}

    def write(
        self,
        at: datetime,
        app: str,
        action: str,
        entry: Entry,
        *,
        status: str = "success",
        problem: Problem | None = None,
        inbound: bool = False,
        target_kind: str = "",
    ) -> Row:
        """One event of the app's job: outbound from the directory to the app, or inbound from the app."""
        rng = self._rng
        source, target = (app, ENTRA) if inbound else (ENTRA, app)
        written = status in ("success", "warning")
        principal = self._cast.apps[app]
        row: Row = {
            "id": guid(rng),
            "activityDateTime": whole(at),
            "tenantId": TENANT_ID,
            "jobId": self._jobs[app],
            "cycleId": guid(rng),
            "changeId": guid(rng),
            "provisioningAction": action,
            "durationInMilliseconds": rng.randrange(90, 4200),
            "provisioningStatusInfo": {"status": status, "errorInformation": _information(problem)},
            "provisioningSteps": _steps(source, target, action, entry, status),
            "modifiedProperties": _modified(action, entry) if written else [],
            "servicePrincipal": {"id": principal["id"], "displayName": principal["displayName"]},
            "sourceSystem": self._system(source),
            "targetSystem": self._system(target),
            "sourceIdentity": _identity(entry, entry.kind),
            "targetIdentity": {
                "id": guid(rng) if written else "",
                "displayName": entry.name if written else "",
                "identityType": target_kind or entry.kind,
                "details": {},
            },
            "initiatedBy": {"id": "", "displayName": "Azure AD Provisioning Service", "initiatorType": "system"},
        }
        self.rows.append(row)
        return row

    def _system(self, name: str) -> Row:
        details = {}
        if name != ENTRA:
            app = self._cast.apps[name]
            details = {
                "ApplicationId": app["appId"],
                "ServicePrincipalId": app["id"],
                "ServicePrincipalDisplayName": name,
            }
        return {"id": self._systems[name], "displayName": name, "details": details}


def _information(problem: Problem | None) -> Row | None:
    if problem is None:
        return None
    return {
        "errorCode": problem.code,
        "reason": problem.reason,
        "additionalDetails": None,
        "errorCategory": problem.category,
        "recommendedAction": problem.advice,
    }


def _identity(entry: Entry, kind: str) -> Row:
    details = {"id": entry.id, "odatatype": kind, "userPrincipalName": entry.upn} if entry.upn else {"id": entry.id}
    return {"id": entry.id, "displayName": entry.name, "identityType": kind, "details": details}


def _modified(action: str, entry: Entry) -> list[Row]:
    if action != "create":
        return [{"displayName": "department", "oldValue": None, "newValue": "Operations"}]
    values = {"displayName": entry.name, "active": "True"} | ({"userName": entry.upn} if entry.upn else {})
    return [{"displayName": name, "oldValue": None, "newValue": value} for name, value in values.items()]


def _steps(source: str, target: str, action: str, entry: Entry, status: str) -> list[Row]:
    what, verb = f"{entry.kind} '{entry.name}'", VERBS[action]
    step = STEPS.get(action, "Update")
    steps = [_step(f"EntryImport{step}", "import", "success", f"Received {what} change from {source}")]
    if status == "skipped":
        return [*steps, _step("EntrySynchronizationScoping", "scoping", "skipped", f"{what} is not in scope")]
    matched = _step(f"EntrySynchronization{step}", "matching", "success", f"{what} will be {verb} in {target}")
    outcome = f"{what} was {verb} in {target}" if status != "failure" else f"{what} was not {verb} in {target}"
    exported = _step(f"EntryExport{step}", "export", status, outcome)
    exported["details"] = {"ReportableIdentifier": entry.name}
    return [*steps, matched, exported]


def _step(name: str, kind: str, status: str, description: str) -> Row:
    return {"name": name, "provisioningStepType": kind, "status": status, "description": description, "details": {}}
