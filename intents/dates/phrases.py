"""The longest phrase at a place of the text: a point, a range, a bound, or a span told from a point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from intents.dates import atoms
from intents.dates.beside import ago_range, around, edge_of, plus_minus
from intents.dates.bounds import bound, bound_after, window
from intents.dates.grammar import Text
from intents.dates.ranges import neighbours, range_at
from intents.dates.values import Phrase


@dataclass(frozen=True, slots=True)
class Shape:
    """One way in which points make a phrase. As in `grammar.Rule`, the examples are the tests."""

    name: str
    read: Callable[[Text, int], tuple[Phrase, int] | None]
    examples: tuple[tuple[str, str], ...]


def point_at(text: Text, at: int) -> tuple[Phrase, int] | None:
    """A point by itself."""
    got = atoms.point(text, at)
    return (Phrase(got.when, lead=text.word(at - 1)), got.stop) if got else None


SHAPES: Final = (
    Shape("after and before", window, (
        ("later than 9:30 but before 11:00 on Monday", "2026-11-16T09:30 .. 2026-11-16T11"),
        ("since monday until yesterday", "2026-11-16 .. 2026-11-18"),
    )),
    Shape("range of ago", ago_range, (
        ("2-3 days ago", "2026-11-15 .. 2026-11-17"),
        ("between 2 and 4 hours ago", "2026-11-18T10 .. 2026-11-18T13"),
    )),
    Shape("first or last hours", edge_of, (
        ("the last hour of yesterday", "2026-11-17T23 .. 2026-11-18"),
        ("first 30 minutes of monday", "2026-11-16 .. 2026-11-16T00:30"),
    )),
    Shape("range", range_at, (
        ("between 2 and 4pm yesterday", "2026-11-17T14 .. 2026-11-17T16"),
        ("from 10/28 to 11/3", "2026-10-28 .. 2026-11-04"),
        ("July 13 to 15", "2026-07-13 .. 2026-07-16"),
        ("Mon-Fri last week", "2026-11-09 .. 2026-11-14"),
        ("Monday 9am to Tuesday noon", "2026-11-16T09 .. 2026-11-17T12"),
        ("11PM to 1AM", "2026-11-17T23 .. 2026-11-18T01"),
        ("from 10 am for 3 hours 30 minutes", "2026-11-18T10 .. 2026-11-18T13:30"),
        ("in the afternoon on Friday between 1PM and 4PM", "2026-11-13T13 .. 2026-11-13T16"),
        ("lockouts on monday for alice between 02:00 and 03:00", "2026-11-16T02 .. 2026-11-16T03"),
    )),
    Shape("two days", neighbours, (
        ("14 and 15 november", "2026-11-14 .. 2026-11-16"),
        ("nov 14/15", "2026-11-14 .. 2026-11-16"),
    )),
    Shape("bound", bound, (
        ("since monday 9am", "2026-11-16T09 .. now"),
        ("after november 10", "2026-11-11 .. now"),
        ("before last week", "kept .. 2026-11-09"),
        ("up to friday", "kept .. 2026-11-14"),
        ("by 10am", "kept .. 2026-11-18T10"),
        ("as of yesterday", "2026-11-17 .. now"),
        ("from monday on", "2026-11-16 .. now"),
        ("older than 30 days", "kept .. 2026-10-19T14:30"),
        ("yesterday before 9am", "2026-11-17 .. 2026-11-17T09"),
    )),
    Shape("or later", bound_after, (
        ("november 10 or later", "2026-11-10 .. now"),
        ("9am onwards", "2026-11-18T09 .. now"),
    )),
    Shape("point", point_at, (
        ("on Friday the 13th at 3pm", "2026-11-13T15 .. 2026-11-13T16"),
        ("at 02:47 on 16 Nov UTC", "2026-11-16T02:47 .. 2026-11-16T02:48"),
    )),
    Shape("beside a point", around, (
        ("the 30 minutes before 2pm", "2026-11-18T13:30 .. 2026-11-18T14"),
        ("an hour after 9am yesterday", "2026-11-17T09 .. 2026-11-17T10"),
        ("within 10 minutes of noon", "2026-11-18T11:50 .. 2026-11-18T12:10"),
        ("2 weeks before november 10", "2026-10-27 .. 2026-10-28"),
        ("the last hour before midnight", "2026-11-17T23 .. 2026-11-18"),
    )),
    Shape("plus or minus", plus_minus, (
        ("9am +/- 10 minutes", "2026-11-18T08:50 .. 2026-11-18T09:10"),
    )),
)  # fmt: skip
"""Of readings of equal length the earlier shape wins."""


def read(text: Text, at: int) -> tuple[Phrase, int] | None:
    """The longest phrase at a place."""
    best: tuple[Phrase, int] | None = None
    for shape in SHAPES:
        got = shape.read(text, at)
        if got is not None and (best is None or _rank(got) > _rank(best)):
            best = got
    return best


def _rank(got: tuple[Phrase, int]) -> tuple[int, bool]:
    """Longer is better, and what is a date by itself better than what needs a partner."""
    left, right = got[0].left, got[0].right
    bare = left.number is not None and right is not None and right.number is not None
    return got[1], not (left.weak or bare)
