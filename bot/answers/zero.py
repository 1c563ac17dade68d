"""Why nothing was found: the likeliest reasons, one row each, best first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.answers.clean import clean
from bot.answers.found import Found
from bot.answers.phrases import adjective
from intents.model import Log, Source

_LAG = timedelta(minutes=15)
"""Records need minutes to arrive; https://learn.microsoft.com/entra/identity/monitoring-health/reference-log-latency
gives no figure, an older edition said five minutes for 99 of 100."""
_MOST = 3


def _unread(found: Found) -> str:
    return "" if found.report.complete else "Not everything could be read, so there may still be some."


def _clamped(found: Found) -> str:
    asked, read = found.question.range, found.report.range
    if asked is None or read.start is None or (asked.start is not None and asked.start >= read.start):
        return ""
    days = round((read.end - read.start) / timedelta(days=1))
    return f"The log does not go back further than {max(days, 1)} days, so only these were read."


def _strays(found: Found) -> str:
    if not found.report.strays:
        return ""
    return f"Graph returned {found.report.strays:,} records, but none of them met every condition."


def _outcome(found: Found) -> str:
    dropped = next((c for c in found.question.conditions if c.field == "outcome"), None)
    word = adjective(dropped) if dropped else ""
    return f"Only {word} ones were looked for; ask without “{word}” to see the others." if word else ""


def _named(found: Found) -> str:
    people = [e for c in found.question.conditions if not c.negated for e in c.entities if e.source is not Source.LOG]
    if not people:
        return ""
    name = clean(people[0].name or people[0].upn)
    gone = " among deleted objects" if people[0].source is Source.DELETED else ""
    return f"{name} is known to the directory{gone}, but no matching record in this time names them."


def _interactive(found: Found) -> str:
    if Log.SIGN_INS not in found.question.logs or found.question.beta_kinds:
        return ""
    return "Only interactive sign-ins were read; tokens that apps renew in the background are not among them."


def _recent(found: Found) -> str:
    asked, now = found.question.range, found.now
    if asked is None or now is None or now - asked.end > _LAG:
        return ""
    return "The last minutes may not have arrived yet: records take about five minutes, sometimes longer."


def _assumed(found: Found) -> str:
    asked = found.question.range
    if asked is None or not asked.assumed or asked.start is None:
        return ""
    return "No time was named, so only the last days were read; name a longer one."


REASONS: tuple[Callable[[Found], str], ...] = (
    _unread, _clamped, _strays, _assumed, _outcome, _interactive, _named, _recent,
)  # fmt: skip
"""In order of likelihood; each returns a sentence or nothing."""


def reasons(found: Found) -> tuple[str, ...]:
    """Return up to three likely reasons for an empty answer, the likeliest first."""
    told = [said for said in (reason(found) for reason in REASONS) if said]
    return tuple(told[:_MOST])
