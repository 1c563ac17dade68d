"""An Answer drawn in a terminal: with colour where there is a terminal, as plain text where there is none.

rich is imported when something is drawn. Its markup is never read (`Text` only), and every value is cleaned, so that an
escape sequence in a display name reaches no terminal.
"""

from __future__ import annotations

import sys
from datetime import tzinfo
from typing import TYPE_CHECKING, TextIO
from urllib.parse import unquote

from bot.answers.clean import clean
from bot.answers.model import Answer, Group, Receipt, Row, Status
from bot.answers.times import DAYS, at, span
from bot.cards.bars import bar, shades, spark

if TYPE_CHECKING:
    from rich.text import Text

ROWS = 20
"""Records shown at most."""
EVIDENCE = 5
"""Records shown at most where the answer is a number."""
GROUPS = 30
_LABEL = 44
_LINE = 1000
_STYLES = {Status.GOOD: "green", Status.BAD: "bold red", Status.WARNING: "yellow", Status.NEUTRAL: ""}


def show(answer: Answer, *, zone: tzinfo, stream: TextIO | None = None, width: int | None = None) -> None:
    """Write an answer to `stream` (standard output by default); `zone` is the asker's, for the receipt.

    Plain text without colour when the stream is no terminal, then as wide as it needs to be (or `width`).
    """
    from rich.console import Console

    out = stream if stream is not None else sys.stdout
    terminal = out.isatty()
    console = Console(
        file=out, width=width if width is not None else None if terminal else _LINE,
        markup=False, highlight=False, emoji=False, no_color=not terminal, soft_wrap=not terminal,
    )  # fmt: skip
    for line in _lines(answer, zone):
        console.print(line)


def _lines(answer: Answer, zone: tzinfo) -> list[Text]:
    body = [_headline(answer), *(_text(clean(line, _LINE)) for line in answer.lines)]
    if answer.next:
        body.append(_text(clean(answer.next, _LINE)))
    body += _groups(answer.groups) if answer.kind != "timeline" else []
    body += _series(answer)
    body += _rows(answer)
    body += [_text(f"  {number}. {clean(choice, 200)}", "cyan") for number, choice in enumerate(answer.choices, 1)]
    if answer.receipt is not None:
        body += _receipt(answer, answer.receipt, zone)
    return body


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(words, style=style)


def _headline(answer: Answer) -> Text:
    style = "bold red" if answer.kind == "problem" else "bold"
    return _text(clean(answer.headline, _LINE), style)


def _rows(answer: Answer) -> list[Text]:
    why = answer.question is not None and answer.question.measure.why
    most = ROWS if answer.kind in ("rows", "story") else EVIDENCE
    found: list[Text] = []
    told = set() if why or len(answer.rows) <= 3 else {row.why for row in answer.rows}
    for row in answer.rows[:most]:
        found += _row(row, why=row.why not in told)
        told.add(row.why)
    left = len(answer.ids) - min(len(answer.rows), most)
    if found and left > 0:
        found.append(_text(f"  and {left:,} more", "dim"))
    return found


def _row(row: Row, *, why: bool) -> list[Text]:
    second = _text(f"    {clean(row.detail, _LINE)}", "dim")
    if row.outcome:
        second.append(" · ").append(clean(row.outcome, _LINE), style=_STYLES[row.status])
    lines = [_text(f"  {clean(row.title, _LINE)}"), second]
    return [*lines, _text(f"    {clean(row.why, _LINE)}")] if why and row.why else lines


def _groups(groups: tuple[Group, ...]) -> list[Text]:
    shown = groups[:GROUPS]
    most = max((group.count for group in shown), default=0)
    wide = max((len(clean(group.label, _LABEL)) for group in shown), default=0)
    found = []
    for group in shown:
        line = _text(f"  {clean(group.label, _LABEL).ljust(wide)}  {group.count:>7,}  ")
        line.append(bar(group.count, most, 24), style="cyan")
        line.append(f"  {clean(group.detail, 60)}" if group.detail else "")
        found.append(line)
    if len(groups) > len(shown):
        found.append(_text(f"  and {len(groups) - len(shown):,} more", "dim"))
    return found


def _series(answer: Answer) -> list[Text]:
    found = []
    days = [one for one in answer.series if one.name in DAYS]
    for one in answer.series:
        if one in days or answer.kind != "timeline" or not one.points:
            continue
        counts = [count for _, count in one.points]
        first, last = clean(one.points[0][0], 40), clean(one.points[-1][0], 40)
        found.append(_text(f"  {spark(counts)}  {first} to {last}, at most {max(counts):,}", "cyan"))
    if days:
        most = max((count for one in days for _, count in one.points), default=0)
        found.append(_text("        0     6     12    18  23", "dim"))
        found += [_text(f"  {one.name[:3]}   {shades([n for _, n in one.points], most)}", "cyan") for one in days]
    return found


def _receipt(answer: Answer, paper: Receipt, zone: tzinfo) -> list[Text]:
    asked = answer.question.range if answer.question else None
    read = paper.range
    same = asked is not None and read is not None and (asked.start, asked.end) == (read.start, read.end)
    because = "; ".join(paper.incomplete_because) or "not everything could be read"
    strays = f", {paper.strays:,} more did not match and were dropped" if paper.strays else ""
    newest = f", newest {at(paper.newest, zone)}" if paper.newest else ""
    told = [
        f"Read as: {paper.read_as}" if paper.read_as else "",
        f"Time read: {span(read, zone)}" if read and not same else "",
        *(f"Note: {note}" for note in paper.notes),
        f"{paper.records_read:,} records read{strays}{newest}; times in {paper.zone}",
        f"Covers: {paper.covers}" if paper.covers else "",
        *(f"{line.method} {unquote(line.url)} → {line.status}" for line in paper.requests[:5]),
        f"and {len(paper.requests) - 5:,} more requests" if len(paper.requests) > 5 else "",
    ]
    complete = (
        _text("Complete", "dim") if answer.complete else _text(f"Not complete: {clean(because, _LINE)}", "yellow")
    )
    return [complete, *(_text(clean(line, 2 * _LINE), "dim") for line in told if line)]
