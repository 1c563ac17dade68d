"""System query options of one request, read and checked as Graph checks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.demo import graph_errors
from bot.demo.collection import Collection

REFUSABLE = ("$skip", "$select", "$count", "$search", "$expand")


@dataclass(frozen=True, slots=True)
class Query:
    """The options that decide which rows are shown, and in which order and shape."""

    filter: str
    search: str
    orderby: str
    select: tuple[str, ...]
    top: int | None
    skiptoken: str
    count: bool
    eventual: bool

    @property
    def advanced(self) -> bool:
        """An advanced query of the directory: ConsistencyLevel: eventual and $count=true."""
        return self.eventual and self.count


def read_query(params: Mapping[str, str], headers: Mapping[str, str], collection: Collection) -> Query:
    """Read the options; names without $ and unknown ones are ignored, as Graph does. Raises GraphError 400."""
    options = {name.casefold(): value for name, value in params.items()}
    for name in REFUSABLE:
        if name in options and name in collection.refused:
            raise graph_errors.option_not_allowed(name[1:].capitalize())
    if "$skip" in options:
        raise graph_errors.bad_request("'$skip' is not supported by the service.")
    return Query(
        filter=options.get("$filter", ""),
        search=options.get("$search", ""),
        orderby=options.get("$orderby", "").strip(),
        select=tuple(each.strip() for each in options.get("$select", "").split(",") if each.strip()),
        top=_top(options.get("$top"), collection),
        skiptoken=options.get("$skiptoken", ""),
        count=options.get("$count", "").casefold() == "true",
        eventual=headers.get("ConsistencyLevel", "").casefold() == "eventual",
    )


def _top(text: str | None, collection: Collection) -> int | None:
    """The page size; a log cuts it to its maximum silently, the directory refuses more than its maximum."""
    if text is None:
        return None
    largest = collection.pages[0]
    top = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if top < 1 or (top > largest and not collection.is_log):
        message = f"Invalid page size specified: '{text}'. Must be between 1 and {largest} inclusive."
        raise graph_errors.bad_request(message)
    return min(top, largest)


def read_orderby(text: str, names: tuple[str, ...]) -> tuple[str, bool]:
    """Property and whether descending; raises GraphError 400 for anything but one of the names."""
    name, _, direction = text.partition(" ")
    direction = direction.strip().casefold() or "asc"
    if name not in names or direction not in ("asc", "desc"):
        raise graph_errors.bad_request(f"Invalid orderby clause: '{text}'")
    return name, direction == "desc"
