"""All records of an answer, written out as they are read: for `ask --csv` and for files."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import tzinfo
from typing import TYPE_CHECKING

from bot.answering import read_into
from bot.answers.table import csv_header, csv_record, json_record
from bot.asking import Asked, Source, Surroundings
from bot.report import Report, Sink
from intents.model import Kind, Log, Question
from intents.records import Record, text

if TYPE_CHECKING:
    from bot.answers.model import Answer

FORMATS = ("csv", "json")


class Writer:
    """A `bot.report.Sink` that writes each record once, in the order in which they come, and keeps none of them."""

    def __init__(self, form: str, write: Callable[[str], object], most_bytes: int | None = None) -> None:
        """`form` is one of FORMATS; with `most_bytes` writing ends before the records are more than that."""
        self._form = form
        self._write = write
        self._left = most_bytes
        self._seen: set[tuple[Log, str]] = set()
        self.written = 0
        self.cut = False
        """Something was left out for its size."""

    def begin(self, read_as: str) -> None:
        """Write what stands before the first record."""
        self._write(csv_header() if self._form == "csv" else f'{{"read_as": {json.dumps(read_as)},\n"records": [')

    def add(self, log: Log, record: Record, written: memoryview | None = None) -> None:
        """Write a record unless it was written before."""
        identity = text(record, "id")
        if self.enough or (identity and (log, identity) in self._seen):
            return
        self._seen.add((log, identity))
        line = (
            csv_record(log, record)
            if self._form == "csv"
            else f"{',' if self.written else ''}\n{json_record(log, record)}"
        )
        if self._left is not None:
            self._left -= len(line.encode())
            if self._left < 0:
                self.cut = True
                return
        self._write(line)
        self.written += 1

    def end(self, report: Report, zone: tzinfo) -> None:
        """Write what stands after the last record: in JSON, how complete it is."""
        if self._form == "csv":
            return
        because = [*report.incomplete_because, *(["the file would be too large"] if self.cut else [])]
        start = report.range.start
        told = {
            "complete": report.complete and not self.cut,
            "because": because,
            "start": start.astimezone(zone).isoformat() if start else None,
            "end": report.range.end.astimezone(zone).isoformat(),
        }
        self._write(f"\n],\n{json.dumps(told)[1:-1]}}}\n")

    @property
    def enough(self) -> bool:
        """See Sink."""
        return self.cut


async def export(asked: Asked, around: Surroundings, source: Source, writer: Writer) -> Report | Answer:
    """Write all records of a question; returns how the reading went, or the answer that says why there was none.

    The last five of something are known when all is read, so those are written at the end; all others as they come.
    """
    from bot.answers.sentence import read_as
    from bot.answers.tally import Tally

    few: list[Tally] = []

    def sink(question: Question) -> Sink:
        writer.begin(read_as(question, around.zone))
        if question.measure.kind is not Kind.ROWS or question.measure.limit is None:
            return writer
        few.append(Tally(question, zone=around.zone, shown=question.measure.limit))
        return few[0]

    report = await read_into(asked, around, source, sink)
    if isinstance(report, Report):
        for kept in few[0].kept() if few else ():
            writer.add(kept.log, kept.record)
        writer.end(report, around.zone)
    return report
