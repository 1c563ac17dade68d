"""A provisioning event in full: from where to where, each step with its status, what changed, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.answers.clean import REASON, clean
from bot.answers.details.ids import Names
from bot.answers.details.model import Part, part
from bot.answers.rows.changes import changes
from intents.records import Record, text, walk

_MOST = 20
_VALUE = 300
_STEPS: Mapping[str, str] = {
    "import": "Read from the source",
    "scoping": "Checked whether it is in scope",
    "matching": "Looked for its match",
    "processing": "Decided what to do",
    "referenceresolution": "Looked up what it refers to",
    "export": "Written to the target",
}
"""https://learn.microsoft.com/graph/api/resources/provisioningstep"""
_STATUS: Mapping[str, str] = {
    "success": "succeeded", "failure": "failed", "skipped": "skipped", "warning": "ended with a warning",
}  # fmt: skip


def provisioning_parts(record: Record, names: Names) -> tuple[Part, ...]:
    """Return the parts of a `provisioningObjectSummary` record."""
    return (
        part("Steps", *_steps(record)),
        part("From", *_side(record, "source")),
        part("To", *_side(record, "target")),
        part("What changed", *_changed(record)),
        part("More", *_more(record)),
        part("For a support case", *_support(record)),
    )


def _steps(record: Record) -> Iterator[tuple[str, str]]:
    for node in list(walk(record, "provisioningSteps"))[:_MOST]:
        kind, status = text(node, "provisioningStepType"), text(node, "status")
        name = _STEPS.get(kind.casefold()) or clean(kind, 40) or clean(text(node, "name"), 60) or "Step"
        told = _STATUS.get(status.casefold(), clean(status, 30) or "status unknown")
        said = clean(text(node, "description"), REASON)
        yield name, f"{told}{f': {said}' if said else ''}"


def _side(record: Record, side: str) -> Iterator[tuple[str, str]]:
    yield "System", clean(text(record, f"{side}System/displayName"))
    yield clean(text(record, f"{side}Identity/identityType"), 40) or "Object", _identity(record, f"{side}Identity")
    details = next(walk(record, f"{side}Identity/details"), None)
    for key, value in list(details.items())[:_MOST] if isinstance(details, Mapping) else ():
        if isinstance(value, str) and key not in {"id", "odatatype"}:
            yield clean(key, 60), clean(value, _VALUE)


def _identity(record: Record, path: str) -> str:
    name, identity = clean(text(record, f"{path}/displayName")), clean(text(record, f"{path}/id"))
    return f"{name} ({identity})" if name and identity and name != identity else name or identity


def _changed(record: Record) -> Iterator[tuple[str, str]]:
    found = changes(record, path="modifiedProperties", cap=_VALUE)
    for change in found[:_MOST]:
        yield change.name, f"{change.old or '–'} → {change.new or '–'}"
    left = len(found) - _MOST
    yield "", f"and {left:,} more changes" if left > 0 else ""


def _more(record: Record) -> Iterator[tuple[str, str]]:
    error = "provisioningStatusInfo/errorInformation/"
    yield "Action", clean(text(record, "provisioningAction"), 40)
    yield "Job of", clean(text(record, "servicePrincipal/displayName"))
    yield "Started by", clean(text(record, "initiatedBy/displayName"))
    took = text(record, "durationInMilliseconds")
    yield "Took", f"{int(took) / 1000:,.1f} s" if took.isdigit() else ""
    yield "Error", clean(text(record, error + "errorCode"), 60)
    yield "Additional details", clean(text(record, error + "additionalDetails"), REASON)


def _support(record: Record) -> Iterator[tuple[str, str]]:
    for name, key in (("Record id", "id"), ("Job id", "jobId"), ("Cycle id", "cycleId"), ("Change id", "changeId")):
        yield name, clean(text(record, key), 120)
