"""What is tested of every record of a stream."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.graph.match import Check, compile_conditions, unsupported
from bot.graph.odata import GraphRequest
from bot.graph.times import key_of
from intents.model import Question
from intents.records import Record


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """The tests of one stream, compiled once."""

    conditions: tuple[Check, ...]
    """What the question asks; empty where the log cannot honour it, and then `start` and `end` let nothing through."""
    start: str
    end: str
    pushed: tuple[Check, ...]
    low: str
    high: str

    @classmethod
    def of(cls, question: Question, request: GraphRequest) -> RecordCheck:
        """Compile the tests."""
        span, never = question.range, bool(unsupported(question, request.log))
        slack = timedelta(seconds=2)  # more than any rounding of the times in the filter
        return cls(
            () if never else compile_conditions(question.conditions, request.log),
            key_of(span.start) if span is not None and span.start is not None else "",
            "" if never else key_of(span.end) if span is not None else "~",
            tuple(clause.lets_through for _, clause in request.pushed),
            "" if request.start is None else key_of(request.start - slack),
            key_of(request.end + slack),
        )

    def matches(self, record: Record, key: str) -> bool:
        """Whether a record of this sort key matches the question; one without a time is in no range."""
        return key != "" and self.start <= key < self.end and all(each(record) for each in self.conditions)

    def asked(self, record: Record, key: str) -> bool:
        """Whether Graph was asked for such a record, though it does not match."""
        return self.low <= key <= self.high and all(each(record) for each in self.pushed)
