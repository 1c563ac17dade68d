"""Date ranges in English text: "last week", "since Monday 9am", "between 2 and 4pm yesterday", "10/11".

`find` reads one range, `find_all` every range, of a text; both are told the moment of asking, its zone and the asker's
locale, and do nothing else: no clock, no I/O. A text without a date gives None. The conventions (weeks from Monday,
"last" is the calendar unit before and "past" is rolling, a point is as long as its grain, nothing lies in the future)
stand with the rules of the phrase families, `RULES`; a new phrase is one rule, and its examples become its tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from intents.dates import atoms, bounds, combine, phrases, place
from intents.dates.almanac import Now
from intents.dates.grammar import EXAMPLE_NOW, Rule, Text
from intents.dates.phrases import Shape
from intents.dates.tokens import tokenise
from intents.dates.values import Phrase
from intents.model import TimeRange

__all__ = ["EXAMPLE_NOW", "RULES", "WORDS", "Found", "Rule", "Shape", "find", "find_all"]

RULES: Final[tuple[Rule | Shape, ...]] = (*atoms.RULES, *phrases.SHAPES)
"""All that can be read: single phrases first, then what is made of them."""
WORDS: Final = atoms.WORDS | bounds.WORDS | combine.LEADS
"""Every word that a date can be made of, in lower case: none of them is a misspelling of another word."""
LONGEST_TEXT: Final = 4000
"""Characters read; what lies behind them is not looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """A range, and the words it was read from.

    `range` is aware, in the zone of `now`, half open and never beyond now; `start` None is everything that is kept.
    `spans` are half-open character offsets, several when the words stand apart, prepositions included.
    """

    range: TimeRange
    spans: tuple[tuple[int, int], ...]


def find(text: str, *, now: datetime, locale: str | None = None, taken: Sequence[tuple[int, int]] = ()) -> Found | None:
    """The range that governs a text, or None when it names none.

    `now` is aware and carries the asker's zone; `locale` (en-GB) decides how 10/11 is read; nothing is read out of the
    character spans in `taken`. Of several ranges ("compare today with yesterday") the first is taken; see `find_all`.
    """
    found = find_all(text, now=now, locale=locale, taken=taken)
    return found[0] if found else None


def find_all(
    text: str, *, now: datetime, locale: str | None = None, taken: Sequence[tuple[int, int]] = ()
) -> list[Found]:
    """Every range of a text, in order. Arguments as for `find`."""
    tokens = tokenise(text[:LONGEST_TEXT], taken)
    read = Text(tokens, Now(now, locale))
    found = (_found(text, read, phrase) for phrase in combine.phrases(read))
    return [each for each in found if each is not None]


def _found(text: str, read: Text, phrase: Phrase) -> Found | None:
    placed = combine.placed(phrase, read.now)
    if placed is None:
        return None
    spans = tuple((read.tokens[a].start, read.tokens[b - 1].end) for a, b in phrase.spans)
    said = " ".join(text[a:b] for a, b in spans)
    others = tuple(
        replace(_range(other, read.now, said), note=name) for name, other in combine.others(phrase, placed, read.now)
    )
    main = _range(placed, read.now, said)
    distinct = tuple(other for other in others if _instants(other) != _instants(main))
    return Found(replace(main, alternatives=distinct), spans)


def _instants(range_: TimeRange) -> tuple[float | None, float]:
    """The ends on one clock: the same wall time can be two instants."""
    return (range_.start.timestamp() if range_.start else None), range_.end.timestamp()


def _range(placed: place.Placed, now: Now, said: str) -> TimeRange:
    """Instants clipped to now; what lies in the future altogether is an empty range with a note that says so."""
    if placed.start is not None and placed.start >= now.instant:
        future = f"that lies in the future ({placed.start.astimezone(now.zone):%Y-%m-%d %H:%M}): nothing is logged yet"
        return TimeRange(now.at, now.at, said, placed.note if placed.start == now.instant and placed.note else future)
    start = placed.start.astimezone(now.zone) if placed.start is not None else None
    end = placed.end.astimezone(now.zone) if placed.end < now.instant else now.at
    return TimeRange(start, end, said, placed.note)
