"""The two sides of a comparison: which range is asked about, and which it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from intents import dates, hanging
from intents.label import Piece
from intents.model import TimeRange
from intents.vocabulary.terms import Cue

AGAINST = frozenset("than to with against versus vs".split())
"""Words before the range that is only compared with: "more failures than last week"."""


def sides(
    text: str, found: Sequence[dates.Found], pieces: Sequence[Piece], now: datetime
) -> tuple[TimeRange | None, TimeRange | None]:
    """(asked about, compared with); None for what was not said.

    Two ranges: the first against the second. One range behind "than", "compared to" or the like is the other side, and
    the time since it ended is asked about; else it is asked about, and the other side is what is said to be before it
    ("vs the week before"), or the time before it, as long.
    """
    ranges = [f for f in found if f.range.start is not None]
    if len(ranges) >= 2:
        first, second = ranges[0], ranges[1]
        hung = hanging.earlier(text[first.spans[-1][1] : second.spans[-1][1]], first.range)  # "vs the previous day"
        return first.range, hung or second.range
    if not ranges:
        return None, None
    only = ranges[0]
    before = [p for p in pieces if p.kind != "date" and _offset_end(text, p) <= only.spans[0][0]]
    last = before[-1] if before else None
    compares = last is not None and any(isinstance(e, Cue) and e.name == "compare" for e in last.effects)
    word = text[: only.spans[0][0]].rstrip().rpartition(" ")[2].lower()
    if (compares or word in AGAINST) and only.range.end < now:
        return TimeRange(only.range.end, now, f"since {only.range.said} ended"), only.range
    return only.range, hanging.earlier(text[only.spans[-1][1] :], only.range)


def _offset_end(text: str, piece: Piece) -> int:
    return piece.token.end if piece.token is not None else len(text)


def before(range_: TimeRange) -> TimeRange:
    """The time just before a range, equally long on the clock of its zone."""
    assert range_.start is not None
    return replace(
        range_,
        start=range_.start - (range_.end - range_.start),
        end=range_.start,
        said="the time before",
        alternatives=(),
    )
