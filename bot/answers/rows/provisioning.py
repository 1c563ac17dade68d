"""A provisioning event as two lines: from where to where, what was done to whom; then when and how it ended."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers.clean import NAME, REASON, clean
from bot.answers.model import Row, Status
from bot.answers.rows.changes import changes
from bot.answers.rows.sign_in import SEPARATOR
from bot.answers.tally import Kept
from bot.answers.times import moment
from intents.fields import FIELDS
from intents.model import Log
from intents.records import Record, text, walk

_STATUS: Mapping[str, tuple[str, Status]] = {
    "success": ("succeeded", Status.GOOD),
    "failure": ("failed", Status.BAD),
    "skipped": ("skipped", Status.NEUTRAL),
    "warning": ("ended with a warning", Status.WARNING),
}
_CAUSES: Mapping[str, str] = {
    "nonservicefailure": "The cause lies with the data or the set-up of this tenant.",
}


def provisioning_row(kept: Kept, record: Record, when: str) -> Row:
    """Return the row of a `provisioningObjectSummary` record. `when` is its time as it is to be shown."""
    raw = text(record, "provisioningStatusInfo/status").casefold()
    word, status = _STATUS.get(raw, (clean(raw, 30) or "result unknown", Status.NEUTRAL))
    code = clean(text(record, "provisioningStatusInfo/errorInformation/errorCode"), 60)
    return Row(
        id=kept.id,
        log=Log.PROVISIONING,
        time=moment(kept.ticks),
        title=f"{_systems(record)}: {_done(record)}",
        detail=SEPARATOR.join((when, *_changed(record))),
        outcome=f"{word}: {code}" if code and raw != "success" else word,
        status=status,
        why=_why(record) if raw != "success" else "",
        written=kept.written,
    )


def _systems(record: Record) -> str:
    source = clean(text(record, "sourceSystem/displayName")) or "unnamed system"
    target = clean(text(record, "targetSystem/displayName")) or "unnamed system"
    return f"{source} → {target}"


def _done(record: Record) -> str:
    action = clean(text(record, "provisioningAction"), 30).casefold() or "change"
    kinds = FIELDS["object_type"].values(Log.PROVISIONING, record)
    objects = FIELDS["identity"].values(Log.PROVISIONING, record)
    kind = clean(kinds[0].key, 30) if kinds else "object"
    name = clean(objects[0].label or objects[0].key, NAME) if objects else "without a name"
    return f"{action} {kind} {name}"


def _changed(record: Record) -> list[str]:
    """What an update changed; a creation sets everything, which says nothing."""
    if text(record, "provisioningAction").casefold() != "update":
        return []
    return [str(change) for change in changes(record, path="modifiedProperties")[:2]]


def _why(record: Record) -> str:
    """The reason and what the log recommends; else the step that failed."""
    error = "provisioningStatusInfo/errorInformation/"
    reason = clean(text(record, error + "reason"), REASON)
    advice = clean(text(record, error + "recommendedAction"), REASON)
    cause = _CAUSES.get(text(record, error + "errorCategory").casefold(), "")
    if not reason:
        failed = [s for s in walk(record, "provisioningSteps") if text(s, "status").casefold() not in ("success", "")]
        reason = clean(text(failed[-1], "description"), REASON) if failed else ""
    return " ".join(part for part in (reason, advice or cause) if part)
