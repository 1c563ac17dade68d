"""Parts that several shapes share: headline, lines, list of records, list of groups, receipt, foot."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from datetime import tzinfo
from urllib.parse import unquote, urlsplit

from bot.answers.model import Answer, Group, Receipt, Row
from bot.answers.rows.shown import StoredRows
from bot.answers.times import at, span
from bot.cards.bars import bar
from bot.cards.elements import Element, container, fold, gap, rich, run, two_line_row, words
from bot.cards.limits import Limits
from bot.cards.pages import DEEPEST, PAGE, Browse, View, foot, groups_in_order, opened, rows_in_order, whole
from intents.model import Log

PORTAL_HOME = "https://entra.microsoft.com/"
PORTAL: Mapping[Log, tuple[str, str]] = {
    Log.SIGN_INS: (
        "Sign-in logs",
        PORTAL_HOME
        + "#view/Microsoft_AAD_IAM/SignInLogsList.ReactView/timeRangeType/last24hours/showApplicationSignIns~/true",
    ),
    Log.DIRECTORY_AUDITS: ("Audit logs", PORTAL_HOME + "#view/Microsoft_AAD_IAM/AuditLogList.ReactView"),
    Log.PROVISIONING: ("Provisioning logs", PORTAL_HOME),
}
"""Pages of the Entra admin center by log. Microsoft documents the way there, not the addresses, so both are shown; the
page of the provisioning log has no address that lasts. https://learn.microsoft.com/entra/identity/monitoring-health/"""
_FEW_ROWS = 3
"""So few records are shown with the reason of each."""
_TOGETHER = re.compile(r"(?<=×) (?=\d)|(?<=\d) (?=→ \d)|(?<=\d →) (?=\d)")
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
            found.append(rich(_counted(line), spacing="Small"))
    return found


def _counted(text: str) -> Element:
    """A small run in which "× 3" and "4 → 13" are not broken in two."""
    element = run(text, small=True)
    element["text"] = _TOGETHER.sub("\u00a0", element["text"])
    return element


def _points(title: str, told: Sequence[str]) -> list[Element]:
    points = [rich(_counted(f"• {one}"), spacing="None") for one in told]
    return [rich(run(f"{title}:", bold=True, small=True), spacing="Small"), *points]


def record_list(answer: Answer, limits: Limits, browse: Browse | None, *, folded: bool = False) -> list[Element]:
    """Return the records: some at once, more behind a button, and how many are not shown at all.

    `folded`: all of them behind the button, where the answer is a number and records are its evidence. A reason that
    several records share is said at the first of them.
    """
    view = browse.view if browse is not None and not folded else View()
    ordered = rows_in_order(answer.rows, view.order)
    most = limits.evidence if folded else limits.rows if browse is None else min(limits.rows, PAGE)
    rows = ordered[view.offset : view.offset + most]
    if not rows:
        return []
    why = len(answer.rows) <= _FEW_ROWS or (answer.question is not None and answer.question.measure.why)
    first_with = {row.why: row.id for row in reversed(rows)}
    kept = answer.rows.drawn if isinstance(answer.rows, StoredRows) else {}
    drawn = [_row(row, why=why and first_with[row.why] == row.id, kept=kept, browse=browse) for row in rows]
    total = len(answer.ids)
    if browse is None or folded:
        rest = _not_shown(total - len(rows))
        return _folded("more", drawn, 0 if folded else limits.first, rest, "the records" if folded else "")
    reach = total if whole(answer) else min(total, DEEPEST)
    return [
        *_folded("more", drawn, len(drawn) if view.offset else limits.first, []),
        *foot(browse, len(rows), total, reach, "press one to see all of it"),
    ]


def _row(row: Row, *, why: bool, kept: dict[Hashable, Element], browse: Browse | None) -> Element:
    """A record, drawn once for all who are shown it; only the data of its button is each one's own."""
    key = id(row), why  # not its record's id, which some records lack; a kept row lives as long as what is drawn of it
    if key not in kept:
        kept[key] = two_line_row(row, why=why)
    return kept[key] if browse is None else {**kept[key], "selectAction": opened(row, browse)}


def _not_shown(left: int) -> list[Element]:
    return [words(f"and {left:,} more, not shown here", subtle=True, small=True, spacing="Small")] if left > 0 else []


def _folded(
    identity: str, drawn: Sequence[Element], seen: int, rest: Sequence[Element], what: str = ""
) -> list[Element]:
    """The first ones, and the others behind a button, which also hides what is said at their end."""
    hidden = drawn[seen:]
    if not hidden:
        return [*drawn, *rest]
    return [*drawn[:seen], *fold(identity, f"Show {what or f'{len(hidden)} more'}", [*hidden, *rest])]


def group_list(answer: Answer, limits: Limits, browse: Browse | None) -> list[Element]:
    """Return the groups, each with its number and a bar."""
    view = browse.view if browse is not None else View()
    groups = groups_in_order(answer.groups, view.order)[view.offset :][: limits.groups if not view.offset else PAGE]
    most = max((group.count for group in answer.groups), default=0)
    drawn = [_group_row(group, most) for group in groups]
    total = len(answer.groups)
    if browse is None:
        return _folded("groups", drawn, limits.first + 2, _not_shown(total - len(groups)))
    return [
        *_folded("groups", drawn, len(drawn) if view.offset else limits.first + 2, []),
        *(foot(browse, len(groups), total, total) if groups else []),
    ]


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
    items += portal(answer)
    return [
        rich(run(foot, subtle=True, small=True), spacing="Medium", separator=True),
        *fold("receipt", "How this was answered", items, close="Hide"),
    ]


def portal(answer: Answer) -> list[Element]:
    """Return where the same records are in the Entra admin center: the way there in words, and a button."""
    logs = answer.question.logs if answer.question is not None else ()
    if not logs:
        return []
    told = " or ".join(PORTAL[log][0] for log in logs)
    url = PORTAL[logs[0]][1] if len(logs) == 1 else PORTAL_HOME
    action = {"type": "Action.OpenUrl", "title": "Open the Entra admin center", "url": url}
    return [
        _entry("Elsewhere", f"Entra admin center, Entra ID, Monitoring & health, {told}"),
        {"type": "ActionSet", "actions": [action], "spacing": "Small"},
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
    return rich(run(f"{name}:", bold=True, small=True), gap(small=True), _counted(value), spacing="Small")
