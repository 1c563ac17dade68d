"""Modified properties of an audit or provisioning record as "old → new", for people.

The values of an audit are JSON inside strings (`"\\"Member\\""`, `"[{\\"MethodType\\":6}]"`), so they are parsed a
second time; what is no JSON is shown as it stands. https://learn.microsoft.com/graph/api/resources/modifiedproperty
"""

from __future__ import annotations

import json
from typing import NamedTuple

from bot.answers.clean import clean
from intents.records import Record, child, text, walk

_NOISE = frozenset(
    [
        "included updated properties",
        "action client name",
        "targetid.usertype",
        "targetid.useraccounttype",
        "actor",
        "group.objectid",
        "role.objectid",
        "role.templateid",
        "role.wellknownobjectname",
        "serviceprincipal.objectid",
        "user.objectid",
        "targetid.serviceprincipalnames",
        "spn",
        "targetid.devicetrusttype",
    ]
)
"""Properties that say how the log was written, or repeat an id, and not what was changed."""
_DEEP = 4
_LONG = 20_000
_VALUE = 60


class Change(NamedTuple):
    """One changed property; empty `old` or `new` where there was or is no value."""

    name: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.name}: {self.old or '–'} → {self.new or '–'}"


def decoded(raw: object, cap: int = _VALUE) -> str:
    """Return a property's value as people read it, cleaned; "" for null and for what is empty."""
    for _ in range(2):
        if not isinstance(raw, str) or raw.lstrip()[:1] not in ('"', "[", "{") or len(raw) > _LONG:
            break
        try:
            raw = json.loads(raw)
        except (ValueError, RecursionError):
            break
    return clean(_flat(raw), cap)


def _flat(value: object, depth: int = 0) -> str:
    if value is None or value == "null" or depth > _DEEP:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(part for part in (_flat(v, depth + 1) for v in value[:10]) if part)
    if isinstance(value, dict):
        parts = ((str(k), _flat(v, depth + 1)) for k, v in list(value.items())[:10])
        return " ".join(f"{key}={part}" for key, part in parts if part)
    return str(value)


def changes(record: Record, *, path: str = "targetResources/modifiedProperties", cap: int = _VALUE) -> list[Change]:
    """Return what was changed, without the properties that only repeat ids, and without those that stayed the same.

    `cap` is the longest value, in characters.
    """
    found: dict[Change, None] = {}
    for node in walk(record, path):
        name = text(node, "displayName")
        if not name or name.casefold() in _NOISE:
            continue
        change = Change(clean(name, 50), decoded(child(node, "oldValue"), cap), decoded(child(node, "newValue"), cap))
        if change.old != change.new:
            found[change] = None
    return list(found)
