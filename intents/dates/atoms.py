"""The single phrases of all families, in their order, and how phrases side by side become one point in time."""

from __future__ import annotations

from typing import Final

from intents.dates import (
    clock,
    days,
    feasts,
    locales,
    months,
    nth,
    numeric,
    parts,
    portions,
    quarters,
    rolling,
    units,
    weekdays,
    weeks,
    words,
    years,
    zones,
)
from intents.dates.almanac import Now, filled, latest_start
from intents.dates.grammar import Got, Rule, Text, index, longest
from intents.dates.values import Days, When, join

RULES: Final[tuple[Rule, ...]] = (
    *days.RULES,
    *weekdays.RULES,
    *nth.RULES,
    *units.RULES,
    *rolling.RULES,
    *weeks.RULES,
    *months.RULES,
    *years.RULES,
    *portions.RULES,
    *quarters.RULES,
    *numeric.RULES,
    *locales.RULES,
    *clock.RULES,
    *parts.RULES,
    *zones.RULES,
    *feasts.RULES,
)
"""Of readings of equal length the earlier rule wins."""

_ALSO: Final = frozenset(
    {"ago", "back", "hence", "before", "after", "later", "earlier", "old", "full", "calendar", "complete",
     "business", "working", "commencing", "containing", "ending", "ended", "onwards", "onward", "forward", "sharp",
     "date", "time", "local", "standard", "daylight", "weekend", "weekends", "tens", "twenties", "thousand",
     "hours", "nights", "far", "apart", "either", "side", "leading", "now", "present", "between", "past", "number",
     "thing", "eod", "cob", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"}
)  # fmt: skip
_INDEX: Final = index(RULES)
WORDS: Final = frozenset(
    word
    for table in (
        *(rule.first for rule in RULES),
        *(" ".join(place).split() for place in zip(words.PLACES, strict=True)),
        *feasts.NAMES,
        words.UNITS, words.WEEKDAYS, words.MONTHS, words.PARTS, words.NUMBERS, words.TENS, words.ORDINALS, words.ZONES,
        words.ALIASES, words.MERIDIEMS, _ALSO,
    )
    for word in table
    if word.isalpha()
)  # fmt: skip
"""Every word that the phrases are made of."""
_CONNECTORS: Final = frozenset({"on", "at", "in", "the", "of", ",", ":", "during", "around", "about", "(", "for"})
_MOST_JOINED: Final = 5


def read(text: Text, at: int) -> Got | None:
    """The longest single phrase at a place."""
    if at not in text.atoms:
        text.atoms[at] = longest(text, at, _INDEX)
    return text.atoms[at]


def settled(now: Now, said: Days) -> Days | None:
    """Days that are known: what was left open is the most recent that has begun."""
    return next(filled(said, latest_start(said, now.today)), None)


def point(text: Text, at: int) -> Got | None:
    """A point: phrases side by side that go together ("Friday", "the 13th", "at 3pm", "UTC")."""
    if at in text.points:
        return text.points[at]
    got = read(text, at)
    for _ in range(_MOST_JOINED):
        if got is None:
            break
        more = _next(text, got)
        if more is None:
            break
        got = more
    text.points[at] = got
    return got


def _next(text: Text, got: Got) -> Got | None:
    """The point with the phrase after it, when there is one that goes with it."""
    start = got.stop
    for _ in range(4):
        atom = read(text, start)
        if atom is not None:
            joined = join(got.when, atom.when)
            if joined is not None:
                stop = atom.stop + (text.word(atom.stop) == ")" and "(" in _words(text, got.stop, start))
                return Got(joined, stop)
            if start == got.stop or text.word(start) not in _CONNECTORS:
                return None
        if text.word(start) not in _CONNECTORS:
            return None
        start += 1
    return None


def _words(text: Text, start: int, stop: int) -> set[str]:
    return {text.word(at) for at in range(start, stop)}


def bare(when: When) -> bool:
    """Whether a phrase names no day: a time or a part of a day alone."""
    return when.days is None and when.exact is None
