"""The receipt of an answer: how the question was read, and how complete what was read is."""

from __future__ import annotations

from datetime import tzinfo

from bot.answers.clean import REASON, clean
from bot.answers.model import Receipt
from bot.answers.sentence import read_as
from bot.answers.times import zone_name
from bot.report import Report
from intents.model import Question


def receipt_of(question: Question, report: Report, *, zone: tzinfo, notes: tuple[str, ...] = ()) -> Receipt:
    """Return the receipt of one reading. `notes` are those of reading and names; the report's own come after them."""
    told = dict.fromkeys(clean(note, REASON) for note in (*notes, *report.notes))
    return Receipt(
        read_as=read_as(question, zone),
        range=report.range,
        zone=zone_name(zone, report.range.end),
        notes=tuple(told),
        records_read=report.records_read,
        strays=report.strays,
        complete=report.complete,
        incomplete_because=tuple(clean(reason, REASON) for reason in report.incomplete_because),
        newest=report.newest,
        covers=clean(report.covers, REASON),
        requests=report.requests,
    )
