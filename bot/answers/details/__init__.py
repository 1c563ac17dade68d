"""One record in full: what a row leaves out, in the order in which people ask for it. One function a log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo

from bot.answers.details.audit import audit_parts
from bot.answers.details.ids import Names, unnamed
from bot.answers.details.model import Details, Part
from bot.answers.details.provisioning import provisioning_parts
from bot.answers.details.sign_in import sign_in_parts
from bot.answers.model import Row
from bot.answers.times import at, zone_name
from intents.model import Log
from intents.records import Record

__all__ = ["Details", "Names", "Part", "details", "unnamed"]

PARTS: Mapping[Log, Callable[[Record, Names], tuple[Part, ...]]] = {
    Log.SIGN_INS: sign_in_parts,
    Log.DIRECTORY_AUDITS: audit_parts,
    Log.PROVISIONING: provisioning_parts,
}


def details(row: Row, zone: tzinfo, names: Names) -> Details:
    """Return the whole record of a row that holds one, in the asker's zone; `names` are names by object id."""
    assert row.record is not None
    parts = tuple(one for one in PARTS[row.log](row.record, names) if one.facts)
    when = at(row.time, zone, seconds=True) if row.time else "time unknown"
    return Details(row, when, zone_name(zone, row.time) if row.time else str(zone), parts)
