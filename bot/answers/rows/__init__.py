"""A record as two lines that people can read: one function a log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from bot.answers.model import Row
from bot.answers.rows.audit import audit_row
from bot.answers.rows.provisioning import provisioning_row
from bot.answers.rows.sign_in import sign_in_row
from bot.answers.tally import Kept
from bot.answers.times import at, moment
from intents.model import Log

DRAWN: Mapping[Log, Callable[[Kept, str], Row]] = {
    Log.SIGN_INS: sign_in_row,
    Log.DIRECTORY_AUDITS: audit_row,
    Log.PROVISIONING: provisioning_row,
}


def row_of(kept: Kept, zone: tzinfo, now: datetime | None = None) -> Row:
    """Return the row of one record, cleaned, its time in `zone`; with "today" and "yesterday" when `now` is given."""
    return DRAWN[kept.log](kept, at(moment(kept.ticks), zone, now=now))
