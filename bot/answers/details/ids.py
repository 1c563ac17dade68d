"""Object ids in a record that people cannot read: which ones have no name beside them, and the names put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.answers.clean import NAME, clean
from intents.records import Record, child, text, walk

Names = Mapping[str, str]
"""Display names by object id, lower case."""

MOST = 50
"""So many ids of one record are looked up."""
_GUID = re.compile(r"(?<![0-9a-f-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f-])", re.IGNORECASE)
_OWN = frozenset({"id", "correlationid", "tenantid", "jobid", "cycleid", "changeid", "uniquetokenidentifier"})


def unnamed(record: Record) -> tuple[str, ...]:
    """Return the object ids that the record shows without a name: of initiators, targets and changed values."""
    named = {text(node, "id").casefold() for node in _objects(record) if text(node, "displayName")}
    wanted: dict[str, None] = {}
    for node in _objects(record):
        if not text(node, "displayName") and not text(node, "userPrincipalName"):
            wanted.update(dict.fromkeys(_guids(text(node, "id"))))
    for node in walk(record, "targetResources/modifiedProperties"):
        for side in ("oldValue", "newValue"):
            value = child(node, side)
            wanted.update(dict.fromkeys(_guids(value[:4000] if isinstance(value, str) else "")))
    return tuple(one for one in wanted if one not in named)[:MOST]


def known(value: str, names: Names) -> str:
    """Return a text with the name put before each id that has one: "Finance (…)"."""
    return _GUID.sub(lambda found: _named(found.group(), names), value)


def _named(identity: str, names: Names) -> str:
    name = clean(names.get(identity.casefold(), ""), NAME)
    return f"{name} ({identity})" if name else identity


def _objects(record: Record) -> Iterator[object]:
    for path in ("initiatedBy/user", "initiatedBy/app", "targetResources"):
        yield from walk(record, path)


def _guids(value: str) -> list[str]:
    return [found.casefold() for found in _GUID.findall(value)]
