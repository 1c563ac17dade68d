"""What somebody is likely to ask next, as short texts that refine the question just answered: one row each.

Every text is a fragment that the reader understands after such a question; the tests read each one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bot.answers.found import Found
from bot.answers.model import Answer
from intents.model import Kind, Log, Question

MOST = 3
"""So many short texts fit side by side on a phone."""
_NUMBERS = frozenset({Kind.COUNT, Kind.DISTINCT, Kind.TOP, Kind.GROUP, Kind.TIMELINE})


class FollowUp(NamedTuple):
    """A text and when it makes sense."""

    text: str
    fits: Callable[[Found], bool]


def _open(field: str) -> Callable[[Question], bool]:
    """The question neither asks for this field nor splits by it."""
    return lambda q: not q.where(field) and field not in q.measure.of


def _about(log: Log, *fields: str, least: int = 2) -> Callable[[Found], bool]:
    """The question is about this log alone, has found some records, and says nothing of these fields."""

    def fits(found: Found) -> bool:
        question = found.question
        return question.logs == (log,) and found.tally.rows >= least and all(_open(field)(question) for field in fields)

    return fits


def _mixed(found: Found) -> bool:
    """Some failed and some did not, and the question took both."""
    failed = found.tally.outcomes["failure"]
    said = found.question.where("outcome") or found.question.where("error_code")
    return not said and 0 < failed < found.tally.rows and found.question.measure.kind is not Kind.COMPARE


def _one_person(found: Found) -> bool:
    return bool(found.question.where("person")) and _about(Log.SIGN_INS, "country")(found)


FOLLOW_UPS: tuple[FollowUp, ...] = (
    FollowUp("only failures", _mixed),
    FollowUp("show them", lambda f: f.question.measure.kind in _NUMBERS and f.tally.rows > 0),
    FollowUp("only non-interactive", lambda f: f.question.logs == (Log.SIGN_INS,) and not f.question.beta_kinds
             and bool(f.question.where("person")) and f.question.measure.kind is Kind.ROWS),
    FollowUp("by user", _about(Log.SIGN_INS, "person")),
    FollowUp("by app", _about(Log.SIGN_INS, "app")),
    FollowUp("by country", _one_person),
    FollowUp("who", _about(Log.DIRECTORY_AUDITS, "actor", "person")),
    FollowUp("by operation", _about(Log.DIRECTORY_AUDITS, "operation")),
    FollowUp("by target", _about(Log.DIRECTORY_AUDITS, "target")),
    FollowUp("by result", _about(Log.PROVISIONING, "outcome")),
    FollowUp("by day", lambda f: f.question.measure.kind is Kind.ROWS and f.question.measure.limit is None
             and len(f.question.logs) == 1 and f.tally.rows > MOST),
    FollowUp("the week before", lambda f: f.question.measure.kind in _NUMBERS and f.question.range is not None
             and f.question.range.start is not None and 6 < (f.question.range.end - f.question.range.start).days < 8),
)  # fmt: skip
"""Best first."""


def follow_ups(answer: Answer, found: Found) -> tuple[str, ...]:
    """Return up to three texts that ask on, chosen by what was asked and what was found."""
    if answer.kind in {"compare", "problem"}:
        return ()
    return tuple(one.text for one in FOLLOW_UPS if one.fits(found))[:MOST]
