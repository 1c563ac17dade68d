"""The words of a notification: our own words and counts only, for it shows on a locked phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.answers.model import Answer


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _records(answer: Answer) -> str:
    return _many(answer.count, "record", "records") if answer.count else "nothing found"


_SAID: Mapping[str, Callable[[Answer], str]] = {
    "rows": _records,
    "story": _records,
    "count": lambda a: _many(a.count, "found", "found"),
    "distinct_count": lambda a: _many(a.count, "different value", "different values"),
    "top": lambda a: f"top {len(a.groups)}" if a.groups else "nothing found",
    "group": lambda a: _many(len(a.groups), "group", "groups") if a.groups else "nothing found",
    "timeline": lambda a: f"{_records(a)} over time" if a.count else "nothing found",
    "compare": lambda a: "two times compared",
    "clarify": lambda a: "a question back",
    "refuse": lambda a: "this is not something I can do",
    "problem": lambda a: "no answer this time",
    "help": lambda a: "what you can ask",
    "working": lambda a: "working on it",
}


def summary(answer: Answer) -> str:
    """Return what a notification shows of an answer: no name, no value from a log."""
    said = _SAID.get(answer.kind, _records)(answer)
    certain = "" if answer.complete or answer.kind == "problem" else " (not everything was read)"
    return f"Watchbook: {said}{certain}"
