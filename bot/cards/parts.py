"""Parts that several shapes share: headline, lines, list of records, list of groups, receipt, foot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from urllib.parse import unquote, urlsplit

from bot.answers.model import Answer, Group, Receipt
from bot.answers.times import at, span
from bot.cards.bars import bar
from bot.cards.elements import Element, container, fold, gap, rich, run, two_line_row, words
from bot.cards.limits import Limits

_FEW_ROWS = 3
"""So few records are shown with the reason of each."""
_REQUEST = 700
_LONG_LINE = 120
"""Above so many characters an enumeration is easier to read one thing a line."""


def headline(answer: Answer) -> list[Element]:
    """Return the answer in one bold sentence, and below it why it may not be whole."""
    items = [rich(run(answer.headline, bold=True, size="Medium"))]
    if answer.receipt is not None and not answer.complete:
        because = "; ".join(answer.receipt.incomplete_because) or "not everything could be read"
        items.append(rich(run(f"Not complete: {because}", colour="warning", small=True), spacing="Small"))
    return items


def lines(answer: Answer, limits: Limits) -> list[Element]:
    """Return the further sentences, a word before a colon in bold; a long enumeration one thing a line."""
    found = []
    for line in answer.lines[: limits.lines]:
        title, colon, rest = line.partition(": ")
        if colon and len(title) <= 14:
            told = rest.split("; ") if len(rest) > _LONG_LINE else [rest]
            found += _points(title, told) if len(told) > 1 else [_entry(title, rest)]
        else:
            found.append(rich(run(line, small=True), spacing="Small"))
    return found


def _points(title: str, told: Sequence[str]) -> list[Element]:
    points = [rich(run(f"• {one}", small=True), spacing="None") for one in told]
    return [rich(run(f"{title}:", bold=True, small=True), spacing="Small"), *points]


def record_list(answer: Answer, limits: Limits, *, first: int | None = None, folded: bool = False) -> list[Element]:
    """Return the records: some at once, more behind a button, and how many are not shown at all.

    `folded`: all of them behind the button, where the answer is a number and records are its evidence. A reason that
    several records share is said at the first of them.
    """
    rows = answer.rows[: limits.evidence if folded else limits.rows]
    if not rows:
        return []
    why = len(answer.rows) <= _FEW_ROWS or (answer.question is not None and answer.question.measure.why)
    first_with = {row.why: row.id for row in reversed(rows)}
    drawn = [two_line_row(row, why=why and first_with[row.why] == row.id) for row in rows]
    seen = 0 if folded else min(first or limits.first, len(drawn))
    hidden = drawn[seen:]
    found = drawn[:seen]
    left = len(answer.ids) - len(rows)
    rest = [words(f"and {left:,} more, not shown here", subtle=True, small=True, spacing="Small")] if left > 0 else []
    if not hidden:
        return [*found, *rest]
    label = f"Show {'the records' if folded else f'{len(hidden)} more'}"
    return [*found, *fold("more", label, [*hidden, *rest])]


def group_list(answer: Answer, limits: Limits) -> list[Element]:
    """Return the groups, each with its number and a bar."""
    groups = answer.groups[: limits.groups]
    most = max((group.count for group in groups), default=0)
    drawn = [_group_row(group, most) for group in groups]
    seen = drawn[: limits.first + 2]
    hidden = drawn[len(seen) :]
    left = len(answer.groups) - len(groups)
    rest = [words(f"and {left:,} more, not shown here", subtle=True, small=True, spacing="Small")] if left > 0 else []
    return [*seen, *(fold("groups", f"Show {len(hidden)} more", [*hidden, *rest]) if hidden else rest)]


def _group_row(group: Group, most: int) -> Element:
    """A label, and below it the bar with its number at its end: near each other on any width."""
    detail = [gap(" · ", subtle=True, small=True), run(group.detail, subtle=True, small=True)] if group.detail else []
    strip = [run(bar(group.count, most, 20) or "·", small=True, columns=True, subtle=True), gap(small=True)]
    number = run(f"{group.count:,}", bold=True, small=True)
    return container([rich(run(group.label)), rich(*strip, number, *detail, spacing="None")], spacing="Small")


def receipt(answer: Answer, limits: Limits, zone: tzinfo) -> list[Element]:
    """Return the folded receipt under a line that says how complete the answer is and in which zone its times are."""
    paper = answer.receipt
    if paper is None:
        return []
    foot = f"{'Complete' if answer.complete else 'Not complete'} · times in {paper.zone}"
    items = [_entry(name, value) for name, value in _entries(answer, paper, limits, zone)]
    hosts = dict.fromkeys(urlsplit(line.url).netloc for line in paper.requests)
    items += [_entry("Requests to", ", ".join(hosts))] if hosts else []
    for line in paper.requests[: limits.requests]:
        told = f"{line.method} {_path(line.url)} → {line.status}"
        items.append(rich(run(told, mono=True, small=True, cap=_REQUEST), spacing="Small"))
    left = len(paper.requests) - limits.requests
    if left > 0:
        items.append(words(f"and {left:,} more requests", subtle=True, small=True, spacing="Small"))
    return [
        rich(run(foot, subtle=True, small=True), spacing="Medium", separator=True),
        *fold("receipt", "How this was answered", items, close="Hide"),
    ]


def _path(url: str) -> str:
    """A request without its host and decoded, as people read it: "/v1.0/auditLogs/signIns?$filter=userId eq '…'"."""
    parts = urlsplit(url)
    return unquote(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def _entries(answer: Answer, paper: Receipt, limits: Limits, zone: tzinfo) -> list[tuple[str, str]]:
    asked = answer.question.range if answer.question else None
    read = paper.range
    same = asked is not None and read is not None and (asked.start, asked.end) == (read.start, read.end)
    complete = "yes" if paper.complete else "; ".join(paper.incomplete_because) or "no"
    strays = f", {paper.strays:,} more did not match and were dropped" if paper.strays else ""
    entries = [
        ("Read as", paper.read_as),
        ("Time read", f"{span(read, zone)}, {paper.zone}" if read and not same else ""),
        *(("Note", note) for note in paper.notes[: limits.notes]),
        ("Records read", f"{paper.records_read:,}{strays}"),
        ("Everything read", complete),
        ("Newest record", at(paper.newest, zone, seconds=True) if paper.newest else "none seen"),
        ("Covers", paper.covers),
    ]
    return [(name, value) for name, value in entries if value]


def _entry(name: str, value: str) -> Element:
    return rich(run(f"{name}:", bold=True, small=True), gap(small=True), run(value, small=True), spacing="Small")
