"""An answer as a value: what a card, a terminal and the JSON lines are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import msgspec

from bot.report import RequestLine
from intents.model import Log, Question, TimeRange
from intents.records import Record

_DECODER: msgspec.json.Decoder[Record] = msgspec.json.Decoder()


class Status(StrEnum):
    """How a row ended; drawn as a word and a colour, never as a colour alone."""

    GOOD = "good"
    BAD = "bad"
    WARNING = "warning"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Row:
    """One record as two lines: who/what, then when/where/how it ended. All text may come from a log and is hostile."""

    id: str
    log: Log
    time: datetime | None
    title: str
    detail: str
    outcome: str = ""
    """A word or two: "succeeded", "failed: wrong password (50126)"."""
    status: Status = Status.NEUTRAL
    why: str = ""
    """The reason in plain words with the next step, where the record has one."""
    written: bytes = field(default=b"", repr=False)
    """The record as JSON, empty where it is not at hand."""

    @property
    def record(self) -> Record | None:
        """The record, decoded anew at each look; None where it is not at hand."""
        return _DECODER.decode(self.written) if self.written else None


@dataclass(frozen=True, slots=True)
class Group:
    """One value of a split, with its number of records."""

    key: str
    label: str
    count: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers over an ordered axis (days, hours, weekdays), in the asker's zone."""

    name: str
    points: tuple[tuple[str, int], ...]
    """Labels, as people read them, with their numbers."""
    keys: tuple[str, ...] = ()
    """The key of each point in its bucket (`bot.answers.buckets`): "2026-11-18", "2026-11-18T09", "09", "Monday"."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """How the answer came about and how complete it is."""

    read_as: str = ""
    """The question in our own words, whole: what was counted, for whom, when."""
    range: TimeRange | None = None
    zone: str = "UTC"
    notes: tuple[str, ...] = ()
    """Assumptions, repairs, unused words, names found only in the log, conditions a log cannot honour."""
    records_read: int = 0
    strays: int = 0
    """Records that Graph returned and that did not match; they were dropped."""
    complete: bool = True
    incomplete_because: tuple[str, ...] = ()
    newest: datetime | None = None
    covers: str = ""
    """Kinds of sign-in covered, where sign-ins were read."""
    requests: tuple[RequestLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, in words and numbers. `kind` is as in the JSON of `ask --jsonl`.

    headline: one sentence that answers; may hold names from the log. rows: newest first, or as asked, possibly trimmed
    (`ids` and `count` are always of all of them).
    """

    kind: str
    headline: str
    lines: tuple[str, ...] = ()
    """Further sentences under the headline: the likeliest reason for zero rows, what to do next."""
    rows: Sequence[Row] = ()
    groups: tuple[Group, ...] = ()
    series: tuple[Series, ...] = ()
    ids: tuple[str, ...] = ()
    count: int = 0
    values: tuple[str, ...] = ()
    complete: bool = True
    choices: tuple[str, ...] = ()
    """Texts that, sent as a message, complete the question (clarification) or ask it in another fair reading."""
    further: tuple[str, ...] = ()
    """Short texts of our own that, sent as a message, ask what is likely wanted next."""
    problem: str = ""
    """Code of the problem, for kind "problem"."""
    next: str = ""
    """The next step, for kind "problem"."""
    question: Question | None = None
    receipt: Receipt | None = None
