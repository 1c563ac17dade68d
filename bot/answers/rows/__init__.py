"""A record as two lines that people can read: one function a log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from functools import partial

from bot.answers.model import Row
from bot.answers.rows.audit import audit_row
from bot.answers.rows.provisioning import provisioning_row
from bot.answers.rows.sign_in import sign_in_row
from bot.answers.tally import Kept
from bot.answers.times import at, moment
from intents.model import Log
from intents.records import Record

DRAWN: Mapping[Log, Callable[[Kept, Record, str], Row]] = {
    Log.SIGN_INS: sign_in_row,
    Log.DIRECTORY_AUDITS: audit_row,
    Log.PROVISIONING: provisioning_row,
}


def row_of(kept: Kept, record: Record, zone: tzinfo, now: datetime | None = None) -> Row:
    """Return the row of one record, cleaned, its time in `zone`; with "today" and "yesterday" when `now` is given.

    `record` is the one that is kept, decoded.
    """
    return DRAWN[kept.log](kept, record, at(moment(kept.ticks), zone, now=now))


def drawing(zone: tzinfo, now: datetime | None) -> Callable[[Kept, Record], Row]:
    """Return `row_of` for one asker: their zone, and the time at which they ask."""
    return partial(row_of, zone=zone, now=now)
