"""Records, counted, become an Answer: one function a kind of question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from bot.answers.about_change import compare
from bot.answers.about_numbers import count, distinct
from bot.answers.about_rows import rows, story
from bot.answers.about_splits import group, top
from bot.answers.about_time import timeline
from bot.answers.clean import clean
from bot.answers.follow_ups import follow_ups
from bot.answers.found import Found
from bot.answers.model import Answer
from bot.answers.receipt import receipt_of
from bot.answers.rereadings import rereadings
from bot.answers.tally import Tally
from bot.report import Report
from intents.model import Kind, Question

BUILT: Mapping[Kind, Callable[[Found], Answer]] = {
    Kind.ROWS: rows,
    Kind.COUNT: count,
    Kind.DISTINCT: distinct,
    Kind.TOP: top,
    Kind.GROUP: group,
    Kind.TIMELINE: timeline,
    Kind.STORY: story,
}
"""Kind of question → the function that answers it. A comparison takes two readings: `build_compare`."""


def build(
    question: Question, tally: Tally, report: Report, *,
    zone: tzinfo, notes: tuple[str, ...] = (), now: datetime | None = None, choices: tuple[str, ...] = (),
) -> Answer:  # fmt: skip
    """Return the answer to `question` from what was counted and how the reading went.

    `zone` is the asker's; `now` (aware) allows "today" and "yesterday" and is needed to say that the newest records may
    still be on their way. `notes` go on the receipt (repairs, unread words, names found only in a log), `choices` are
    texts offered as buttons, before other fair readings of the time. Raises KeyError for a comparison.
    """
    found = Found(question, tally, report, zone, now)
    answer = BUILT[question.measure.kind](found)
    return _finished(answer, found, notes, choices)


def build_compare(
    question: Question, first: tuple[str, Tally, Report], second: tuple[str, Tally, Report], *,
    zone: tzinfo, notes: tuple[str, ...] = (), now: datetime | None = None, choices: tuple[str, ...] = (),
) -> Answer:  # fmt: skip
    """Return the comparison of two readings of one question; each comes with its name ("last week", "the week before").

    The receipt adds up both readings; its range is that of the first.
    """
    (name, tally, report), (name_before, tally_before, report_before) = first, second
    found = Found(question, tally, report, zone, now)
    before = Found(question, tally_before, report_before, zone, now)
    answer = compare(found, before, clean(name, 60), clean(name_before, 60))
    both = replace(
        report,
        records_read=report.records_read + report_before.records_read,
        strays=report.strays + report_before.strays,
        complete=report.complete and report_before.complete,
        incomplete_because=tuple(dict.fromkeys((*report.incomplete_because, *report_before.incomplete_because))),
        newest=max((n for n in (report.newest, report_before.newest) if n), default=None),
        notes=tuple(dict.fromkeys((*report.notes, *report_before.notes))),
        requests=report.requests + report_before.requests,
    )
    return _finished(answer, replace(found, report=both), notes, choices)


def _finished(answer: Answer, found: Found, notes: tuple[str, ...], choices: tuple[str, ...]) -> Answer:
    receipt = receipt_of(found.question, found.report, zone=found.zone, notes=notes)
    offered = tuple(dict.fromkeys((*choices, *rereadings(found.question, found.zone))))
    further = follow_ups(answer, found)
    return replace(
        answer, question=found.question, receipt=receipt, complete=not found.least, choices=offered, further=further
    )
