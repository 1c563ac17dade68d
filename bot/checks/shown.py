"""The rows as a table for people, or as JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.checks.row import Row, Status, exit_code

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {Status.OK: "green", Status.WARNING: "yellow", Status.MISSING: "bold red", Status.UNKNOWN: "dim"}


def verdict(rows: Sequence[Row]) -> str:
    """Return the last line: how many of what."""
    counted = {status: sum(row.status is status for row in rows) for status in Status}
    parts = [f"{counted[status]} {status}" for status in (Status.MISSING, Status.WARNING, Status.UNKNOWN, Status.OK)]
    head = "Something is missing" if exit_code(rows) else "Nothing is missing"
    return f"{head}: {', '.join(parts)}."


def as_json(rows: Sequence[Row], requests: int) -> str:
    """Return one JSON object: rows, whether nothing is missing, how many report requests were spent."""
    found = {"ok": not exit_code(rows), "report_requests": requests, "rows": [asdict(row) for row in rows]}
    return json.dumps(found, indent=2)


def table(rows: Sequence[Row], requests: int, console: Console) -> None:
    """Print the table, then who can mend what, one block a row that is not ok."""
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("", "check", "what came back"):
        shown.add_column(title, overflow="fold")
    for row in rows:
        found = Text(_printable(row.found)).append(f"\n{_printable(row.tried)}", style="dim")
        shown.add_row(Text(row.status, style=_STYLES[row.status]), Text(_printable(row.name)), found)
    console.print(shown)
    for (who, how), names in _remedies(rows).items():
        console.print()
        console.print(Text(_printable(", ".join(names)), style="bold"))
        console.print(Text(_printable(f"  who: {who}")))
        console.print(Text(_printable(f"  how: {how}")))
    console.print()
    console.print(Text(verdict(rows) + f" Report requests spent: {requests}."))


def _remedies(rows: Sequence[Row]) -> dict[tuple[str, str], list[str]]:
    """Return what is to be done, each once, with the checks that it mends; what is missing comes first."""
    order = (Status.MISSING, Status.WARNING, Status.UNKNOWN)
    found: dict[tuple[str, str], list[str]] = {}
    for row in sorted(
        (row for row in rows if row.status in order and row.how), key=lambda row: order.index(row.status)
    ):
        names = found.setdefault((row.who, row.how), [])
        if row.name not in names:
            names.append(row.name)
    return found


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
