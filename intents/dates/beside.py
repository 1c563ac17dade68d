"""Spans told from a point: the 30 minutes before 3pm, within 10 minutes of noon, the last hour of yesterday."""

from __future__ import annotations

from intents.dates import atoms, place
from intents.dates.almanac import before, unit_days
from intents.dates.amounts import Amounts, amounts, point_back, unit_at
from intents.dates.ends import end_at
from intents.dates.grammar import Got, Text, number
from intents.dates.values import Exact, Grain, Phrase, When


def edge_of(text: Text, at: int) -> tuple[Phrase, int] | None:
    """the first 10 minutes of today, the last hour of yesterday: counted from that end of it."""
    start = text.skip(at, "the")
    which = text.word(start)
    if which not in {"first", "last", "final"}:
        return None
    got = amounts(text, start + 1)
    if got is None and text.word(start + 1) in {"hour", "minute"}:
        got = ((1.0, text.word(start + 1)),), start + 2
    if got is None or text.word(got[1]) != "of" or any(unit not in {"minute", "hour", "second"} for _, unit in got[0]):
        return None
    whole = end_at(text, got[1] + 1, of_range=False)
    placed = place.point(whole.when, text.now) if whole else None
    if whole is None or placed is None or placed.start is None:
        return None
    first, last = placed.start.astimezone(text.now.zone), placed.end.astimezone(text.now.zone)
    ends = (first, before(first, got[0], sign=1)) if which == "first" else (before(last, got[0]), last)
    return Phrase(When(exact=Exact(*ends))), whole.stop


def ago_range(text: Text, at: int) -> tuple[Phrase, int] | None:
    """2-3 days ago, between 2 and 4 hours ago: from the start of the earlier to the end of the later."""
    start = text.skip(at, "between", "from")
    first = number(text, start)
    alone = amounts(text, start) if text.word(start) in {"a", "an"} else None  # "between an hour and two hours ago"
    if alone is not None and len(alone[0]) == 1 and unit_at(text, alone[1] - 1) == unit_at(text, alone[1] + 2):
        first = alone[0][0][0], alone[1]
    joins = {"-", "to", "and", "or"} if text.word(at) == "between" else {"-", "to", "or"}
    if first is None or text.word(first[1]) not in joins:
        return None
    second = amounts(text, first[1] + 1)
    if second is None or len(second[0]) != 1 or text.word(second[1]) not in {"ago", "back"}:
        return None
    unit = second[0][0][1]
    ends = [place.point(point_back(text.now, ((count, unit),)), text.now) for count in (first[0], second[0][0][0])]
    starts = [end.start for end in ends if end is not None and end.start is not None]
    if len(starts) != 2:
        return None
    return Phrase(When(exact=Exact(min(starts), max(end.end for end in ends if end is not None)))), second[1] + 1


def around(text: Text, at: int) -> tuple[Phrase, int] | None:
    """the 30 minutes before 3pm, an hour after 9am yesterday, within 10 minutes of noon, 2 weeks before 13 May."""
    start = text.skip(at, "within", "the", "in")
    edge = text.word(start) in {"last", "final", "first"}
    start += edge
    got = amounts(text, start)
    if got is None and text.word(start) in {"hour", "minute", "day", "week", "month"}:
        got = ((1.0, text.word(start)),), start + 1
    if got is None:
        return None
    spans, stop = got
    the = text.word(start - 1 - edge) == "the" and start > at
    said, stop = _side(text, stop)
    how = _SIDES.get(said, "") or (_OPENS.get(said, "") if the else "")
    how = "both" if said == "of" and text.word(at) == "within" else how
    if not how or (edge and (how != _EDGES[text.word(start - 1)] or text.word(start) in {"day", "week"})):
        return None
    anchor = end_at(text, stop, of_range=False)
    if anchor is not None and said in _OPENS and anchor.when.clock is None:
        return _days_open(text, spans, how, anchor)
    if anchor is None or anchor.when.weak:
        return None
    ahead = said == "leading up to" or text.word(start) == "month"
    return _beside(text, spans, how, anchor, whole=((edge or the) and spans[0][0] > 1) or ahead)


def _days_open(text: Text, spans: Amounts, how: str, anchor: Got) -> tuple[Phrase, int] | None:
    """ "the 3 days starting Monday", "the 7 days to 20 September": the day said is the first or the last of them."""
    placed = place.point(anchor.when, text.now)
    days = anchor.when.days
    if placed is None or placed.start is None or days is None or days.grain != Grain.DAY or anchor.when.part:
        return None
    if any(unit in {"second", "minute", "hour"} for _, unit in spans):
        return None
    first, last = placed.start.astimezone(text.now.zone), placed.end.astimezone(text.now.zone)
    ends = (first, before(first, spans, sign=1)) if how == "after" else (before(last, spans), last)
    return Phrase(When(exact=Exact(*ends))), anchor.stop


def _side(text: Text, at: int) -> tuple[str, int]:
    """The words between an amount and its point, and the position after them."""
    for said in ("either side of", "leading up to", "up to"):
        if all(text.word(at + i) == word for i, word in enumerate(said.split())):
            return said, at + len(said.split())
    return text.word(at), at + 1


_SIDES = {
    "before": "before", "after": "after", "up to": "up to", "leading up to": "before", "either side of": "both",
}  # fmt: skip
_EDGES = {"first": "after", "last": "before", "final": "before"}
"""On which side "the last hour before midnight" lies; "last week before Friday" is last week."""
_OPENS = {
    "from": "after", "starting": "after", "beginning": "after", "to": "before", "until": "before", "ending": "before",
}  # fmt: skip
"""Of "the hour from 9am" and "the 2 hours ending at noon", on which side of the time they lie."""


def plus_minus(text: Text, at: int) -> tuple[Phrase, int] | None:
    """8am +/- 10 minutes, 9:15 plus or minus 5 min."""
    anchor = atoms.point(text, at)
    if anchor is None or anchor.when.weak or anchor.when.clock is None:
        return None
    for said in _PLUS_MINUS:
        if all(text.word(anchor.stop + i) == word for i, word in enumerate(said)):
            got = amounts(text, anchor.stop + len(said))
            return _beside(text, got[0], "both", Got(anchor.when, got[1]), whole=False) if got else None
    return None


_PLUS_MINUS = (
    ("+", "/", "-"), ("+", "-"), ("\u00b1",), ("plus", "or", "minus"), ("plus", "minus"),
)  # fmt: skip


def _beside(
    text: Text, spans: tuple[tuple[float, str], ...], how: str, anchor: Got, *, whole: bool
) -> tuple[Phrase, int] | None:
    """The span before, after or around a point. Days before a day are one day ("2 days before yesterday"), unless all
    of them are named ("the 2 days before yesterday", "the 3 days up to Friday")."""
    placed = place.point(anchor.when, text.now)
    if placed is None or placed.start is None:
        return None
    here = placed.start.astimezone(text.now.zone)
    instant = anchor.when.clock is not None or (anchor.when.exact is not None and anchor.when.exact.instant)
    fine = all(unit in {"second", "minute", "hour"} for _, unit in spans)
    if how == "both":
        return Phrase(When(exact=Exact(before(here, spans), before(here, spans, sign=1)))), anchor.stop
    if fine or instant or whole or how == "up to":
        later = how == "after" or (how == "up to" and not instant)
        base = here if instant or not later else placed.end.astimezone(text.now.zone)
        edge = before(base, spans, sign=1 if how == "after" else -1)
        return Phrase(When(exact=Exact(*((base, edge) if how == "after" else (edge, base))))), anchor.stop
    day = before(here, spans, sign=-1 if how == "before" else 1).date()
    grain = Grain.WEEK if anchor.when.days and anchor.when.days.grain == Grain.WEEK else Grain.DAY
    return Phrase(When(days=unit_days(day, grain))), anchor.stop
