"""Audit rows that are steps of one event: self-service password resets and PIM role activations. One row a family.

Entra logs every step of these with one correlation id; people who ask "how many" mean events. Source:
https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities (2024-10 edition).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from intents.extract import targets
from intents.fields import FIELDS
from intents.model import Log, Op, Question
from intents.records import Record, text


@dataclass(frozen=True, slots=True)
class Family:
    """Operations that belong to one kind of event; `one`/`many` name it in sentences."""

    one: str
    many: str
    operations: re.Pattern[str]


FAMILIES = (
    Family(
        "password reset",
        "password resets",
        re.compile(
            r"^(reset (user )?password|reset password \(.*|.*password reset.*|user password reset)$", re.IGNORECASE
        ),
    ),
    Family(
        "password change",
        "password changes",
        re.compile(r"^(change (user )?password( \(.*)?|user started password change)$", re.IGNORECASE),
    ),
    Family("role activation", "role activations", re.compile(r".*\(PIM activation\)$", re.IGNORECASE)),
)


def family_of(operation: str) -> Family | None:
    """Return the family an operation belongs to, None for operations that are an event each."""
    return next((f for f in FAMILIES if f.operations.match(operation)), None)


def family_asked(question: Question) -> Family | None:
    """Return the family that all named operations of the question belong to, if they belong to one."""
    named = [c for c in question.where("operation") if not c.negated and c.op is Op.EQ and c.values]
    families = {family_of(value) for c in named for value in c.values}
    return families.pop() if len(families) == 1 else None


_ROLES = targets("role", properties=("role.displayname", "roledefinition.displayname"))


def event_key(log: Log, record: Record) -> str | None:
    """Return what the steps of one event have in common: family, correlation id and target; None when it stands alone.

    A role activation's target is the person and the role: two roles activated in one request are two events.
    """
    if log is not Log.DIRECTORY_AUDITS:
        return None
    family = family_of(text(record, "activityDisplayName"))
    correlation = text(record, "correlationId")
    if family is None or not correlation:
        return None
    people = FIELDS["target"].values(log, record) or FIELDS["actor"].values(log, record)
    roles = _ROLES(record) if family.one == "role activation" else ()
    named = sorted({*((v.id or v.key).casefold() for v in people), *(v.key.casefold() for v in roles)})
    return "|".join((family.one, correlation.casefold(), *named))
