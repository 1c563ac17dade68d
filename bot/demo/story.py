"""What a planted story is: how it is told, how it gets into the logs, and how to see that it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.demo.days import Days
from bot.demo.records import Records, Row
from bot.demo.world import Plant

Check = Callable[[Records, Days], bool]


@dataclass(frozen=True, slots=True)
class Story:
    """One story. `ask` are questions that lead to it; `check` says whether the records hold it;
    `featured` ones are told first.
    """

    title: str
    ask: tuple[str, ...]
    plant: Plant
    check: Check
    featured: bool = False


def where(rows: Iterable[Row], **values: Any) -> list[Row]:
    """The rows whose properties have these values; __ stands for a step down: status__errorCode=0."""

    def value(row: Any, path: str) -> Any:
        for key in path.split("__"):
            row = row.get(key) if isinstance(row, dict) else None
        return row

    return [row for row in rows if all(value(row, path) == wanted for path, wanted in values.items())]


def targets(row: Row, name: str) -> bool:
    """Whether a directory audit has a target of that display name or user principal name."""
    return any(name in (each["displayName"], each["userPrincipalName"]) for each in row["targetResources"])


def mentions(row: Row, name: str) -> bool:
    """Whether a directory audit names that object as a target or among the changed values."""
    quoted = f'"{name}"'
    values = (
        change["newValue"] or change["oldValue"]
        for each in row["targetResources"]
        for change in each["modifiedProperties"]
    )
    return targets(row, name) or quoted in values
