"""What is tested of every record of a stream."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.graph.match import Check, compile_conditions, compile_match
from bot.graph.odata import GraphRequest
from bot.graph.times import key_of
from intents.model import Question
from intents.records import Record


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """The tests of one stream, compiled once."""

    matches: Check
    conditions: tuple[Check, ...]
    pushed: tuple[Check, ...]
    low: str
    high: str

    @classmethod
    def of(cls, question: Question, request: GraphRequest) -> RecordCheck:
        """Compile the tests."""
        slack = timedelta(seconds=2)  # more than any rounding of the times in the filter
        return cls(
            compile_match(question, request.log),
            compile_conditions(question.conditions, request.log),
            tuple(clause.lets_through for _, clause in request.pushed),
            "" if request.start is None else key_of(request.start - slack),
            key_of(request.end + slack),
        )

    def asked(self, record: Record, key: str) -> bool:
        """Whether Graph was asked for such a record, though it does not match."""
        return self.low <= key <= self.high and all(each(record) for each in self.pushed)
