"""Other fair readings of the time that was said, as texts that ask them: one tap away on the card."""

from __future__ import annotations

from datetime import time, timedelta, tzinfo

from intents.model import Question, TimeRange

_DAY = timedelta(days=1)


def rereadings(question: Question, zone: tzinfo) -> tuple[str, ...]:
    """Return the question as typed with its time replaced by each other fair reading, in absolute times of `zone`.

    Nothing when the words of the time do not stand in the question as typed, as in a follow-up that kept its time.
    """
    asked = question.range
    if asked is None or not asked.said:
        return ()
    at = question.utterance.casefold().find(asked.said.casefold())
    if at < 0:
        return ()
    before, after = question.utterance[:at], question.utterance[at + len(asked.said) :]
    return tuple(f"{before}{_absolute(other, zone)}{after}" for other in asked.alternatives if other.start is not None)


def _absolute(range_: TimeRange, zone: tzinfo) -> str:
    """Whole days by their names, a named last day being included; else both moments to the minute."""
    end = range_.end.astimezone(zone)
    start = (range_.start or range_.end).astimezone(zone)
    if start.time() == end.time() == time.min:
        last = end - _DAY
        return f"on {start:%Y-%m-%d}" if start.date() == last.date() else f"from {start:%Y-%m-%d} to {last:%Y-%m-%d}"
    return f"from {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}"
