"""A directory audit in full: who did what to whom, every changed property old → new, with names in place of ids."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.clean import NAME, REASON, clean
from bot.answers.details.ids import Names, known
from bot.answers.details.model import Part, part
from bot.answers.rows.changes import changes, decoded
from intents.records import Record, child, text, walk

_MOST = 20
_VALUE = 300


def audit_parts(record: Record, names: Names) -> tuple[Part, ...]:
    """Return the parts of a `directoryAudit` record."""
    return (
        part("Who", *_who(record, names)),
        part("To whom", *_targets(record, names)),
        part("What changed", *_changed(record, names)),
        part("More", *_more(record, names)),
        part("For a support case", *_support(record)),
    )


def _who(record: Record, names: Names) -> Iterator[tuple[str, str]]:
    for node in walk(record, "initiatedBy/user"):
        yield "User", _named(node, names, "userPrincipalName")
        yield "IP address", clean(text(node, "ipAddress"), 45)
    for node in walk(record, "initiatedBy/app"):
        yield "App", _named(node, names, "servicePrincipalName")


def _targets(record: Record, names: Names) -> Iterator[tuple[str, str]]:
    targets = list(walk(record, "targetResources"))
    for node in targets[:_MOST]:
        yield clean(text(node, "type"), 40) or "Object", _named(node, names, "userPrincipalName") or "without a name"
    left = len(targets) - _MOST
    yield "", f"and {left:,} more" if left > 0 else ""


def _changed(record: Record, names: Names) -> Iterator[tuple[str, str]]:
    found = changes(record, cap=_VALUE)
    for change in found[:_MOST]:
        yield change.name, f"{known(change.old, names) or '–'} → {known(change.new, names) or '–'}"
    left = len(found) - _MOST
    yield "", f"and {left:,} more changes" if left > 0 else ""


def _more(record: Record, names: Names) -> Iterator[tuple[str, str]]:
    yield "Operation", clean(text(record, "activityDisplayName"), NAME)
    yield "Category", clean(text(record, "category"), 60)
    yield "Service", clean(text(record, "loggedByService"), 60)
    yield "Result", clean(text(record, "result"), 30)
    yield "Reason", clean(text(record, "resultReason"), REASON)
    for node in list(walk(record, "additionalDetails"))[:_MOST]:
        yield clean(text(node, "key"), 60), known(decoded(child(node, "value"), _VALUE), names)


def _support(record: Record) -> Iterator[tuple[str, str]]:
    yield "Record id", clean(text(record, "id"), 120)
    yield "Correlation id", clean(text(record, "correlationId"), 80)


def _named(node: object, names: Names, address: str) -> str:
    """The name of an object, with its address or, where it has no other, its id."""
    identity = text(node, "id") or text(node, "servicePrincipalId") or text(node, "appId")
    name = text(node, "displayName") or names.get(identity.casefold(), "")
    other = text(node, address) or identity
    name, other = clean(name), clean(other)
    return f"{name} ({other})" if name and other and name.casefold() != other.casefold() else name or other
