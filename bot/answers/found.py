"""What the functions of the kinds of answer are given, and the pieces of sentences that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.answers.labels import label
from bot.answers.model import Group, Row
from bot.answers.rows import drawing
from bot.answers.rows.shown import StoredRows
from bot.answers.sentence import Words
from bot.answers.split import Part
from bot.answers.tally import Tally
from bot.report import Report
from intents.fields import FIELDS
from intents.model import Kind, Question


@dataclass(frozen=True, slots=True)
class Found:
    """All that an answer is made of."""

    question: Question
    tally: Tally
    report: Report
    zone: tzinfo
    now: datetime | None = None

    @property
    def words(self) -> Words:
        return Words(self.question)

    @property
    def count(self) -> int:
        """Records that the answer rests on; events where rows are steps of one."""
        limit = self.question.measure.limit
        if self.question.measure.kind in (Kind.ROWS, Kind.STORY):
            return min(self.tally.rows, limit) if limit else self.tally.rows
        return self.tally.events if self.tally.family else self.tally.rows

    @property
    def least(self) -> bool:
        """The number is "at least": more may match than was seen. The last five are five, however much is unread."""
        limit = self.question.measure.limit
        enough = self.question.measure.kind is Kind.ROWS and limit is not None and self.tally.rows >= limit
        return not self.report.complete and not enough

    def rows(self) -> Sequence[Row]:
        """Return the rows to show, each made when it is looked at."""
        return StoredRows(self.tally.kept(), drawing(self.zone, self.now))

    def outcomes(self) -> Counter[str]:
        """Return the records that the answer rests on by result."""
        limit = self.question.measure.limit
        if self.question.measure.kind is Kind.ROWS and limit is not None and self.tally.rows > limit:
            kept = self.tally.kept()[:limit]
            return Counter(v.key.casefold() for k in kept for v in FIELDS["outcome"].values(k.log, k.record))
        return self.tally.outcomes


def number(count: int, *, least: bool) -> str:
    """Return a number as it is said: "12", "at least 12", "no"."""
    if count == 0:
        return "no"
    return f"at least {count:,}" if least else f"{count:,}"


def listed(words: list[str], last: str = "and") -> str:
    """Return "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def sentence(*parts: str) -> str:
    """Return the parts as one sentence: joined, first letter upper case."""
    whole = " ".join(part for part in parts if part)
    return whole[:1].upper() + whole[1:]


_PREPOSITIONS = frozenset(
    {"in", "on", "at", "since", "before", "after", "between", "from", "over", "during", "until", "till", "for"}
    | {"throughout", "within", "around", "through"}
)


def comma(when: str) -> str:
    """Return a time as the end of a sentence: ", last week", " in the last 7 days", or nothing."""
    if not when:
        return ""
    return f" {when}" if when.split()[0].casefold() in _PREPOSITIONS else f", {when}"


def group_of(part: Part, of: tuple[str, ...], *, total: int | None = None, other: str = "") -> Group:
    """Return a part of a split with its labels. `total` adds a percentage, `other` names what the threshold counted."""
    shown = " · ".join(label(name, value) for name, value in zip(of, part.labels, strict=True))
    detail = [f"{part.others:,} {other}"] if other else []
    if total:
        detail.append(percent(part.count, total))
    return Group(part.key, shown, part.count, ", ".join(detail))


def percent(count: int, total: int) -> str:
    """Return a share for people: "37.5 %"; what is neither none nor all is never said to be 0 % or 100 %."""
    share = 100 * count / total if total else 0.0
    if 0 < share < 0.1:
        return "under 0.1 %"
    if 99.9 < share < 100:
        return "over 99.9 %"
    return f"{share:.1f} %".replace(".0 %", " %")


def interrupts(outcomes: Counter[str], *, whole: int = 0) -> str:
    """Return ", 3 of them interrupts"; nothing when there are none. `whole`: "all of them" when there are as many."""
    count = outcomes["interrupted"]
    if not count:
        return ""
    if whole and count == whole:
        return ", all of them interrupts" if count > 1 else ", an interrupt"
    return f", {count:,} of them {'an interrupt' if count == 1 else 'interrupts'}"


def results(outcomes: Counter[str]) -> str:
    """Return how records ended, "9 succeeded and 3 failed, 1 of them an interrupt"; nothing when all ended alike."""
    order = ("success", "failure", "timeout", "warning", "skipped")
    told = {"success": "succeeded", "failure": "failed", "timeout": "timed out", "warning": "ended with a warning"}
    rest = [key for key in outcomes if key not in order and key != "interrupted"]
    words = [f"{outcomes[key]:,} {told.get(key) or label('outcome', key)}" for key in (*order, *rest) if outcomes[key]]
    return listed(words) + interrupts(outcomes, whole=outcomes["failure"]) if len(words) > 1 else ""
