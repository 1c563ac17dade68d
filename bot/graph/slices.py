"""How the rest of a reading is shared out once its first page is here: pure.

Graph gives no totals, so a reading is asked for whole first: one page is one request. When there are more, the times of
the first page tell how dense the log is, and so how many pages the rest will be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.graph.odata import GraphRequest
from bot.graph.times import ceil_second, floor_second, key_of

ROOM = 1.1
"""Slices are made so much smaller than a page is expected to reach: one that overflows costs a second request."""
ONE = 1.05
"""A rest up to about a page is read soonest, and with no request too many, by its next link."""


@dataclass(frozen=True, slots=True)
class Share:
    """How the rest is read: by slices side by side, or by the next links, with or without one coming the other way."""

    slices: tuple[GraphRequest, ...] = ()
    opposite: GraphRequest | None = None
    """Reads the rest oldest first, until it meets the one that follows the next links."""

    def follows(self, reached: str) -> bool:
        """Whether nothing lies between a first page that came to this sort key and the rest as it is shared out here.

        Somebody else's plan may not follow: rows that arrived since push others off the first page.
        """
        rest = self.slices[0] if self.slices else self.opposite
        return rest is None or reached <= key_of(rest.end)


def pages_left(newest: datetime, oldest: datetime, records: int, start: datetime) -> float:
    """Pages that lie before `oldest` if the log goes on as dense as on the page from `newest` to `oldest`."""
    covered = (newest - oldest).total_seconds()
    if records < 2 or covered <= 0:
        return math.inf
    per_page = covered * records / (records - 1)
    return max(0.0, (oldest - start).total_seconds() / per_page)


def share_out(request: GraphRequest, oldest: datetime, start: datetime, left: float, free: int) -> Share:
    """How the rest before `oldest` is read; `left` are the pages expected, `free` the requests that may start now.

    As many slices as pages are expected where all of them may start at once. A longer rest is bound by the budget and
    not by waiting for pages, and each slice would end in a page that is not full: there two go through it from both
    ends with full pages until they meet, which keeps the budget busy and costs no request more than one alone.
    """
    if left <= ONE:
        return Share()
    rest = request.from_there(oldest)
    seconds = (rest.end - ceil_second(start)).total_seconds()
    pieces = min(math.ceil(left * ROOM), free) if left <= free else 0
    if pieces > 1 and seconds >= 2 * pieces:
        return Share(_cut(rest, start, pieces))
    return Share(opposite=replace(rest, oldest_first=True)) if left > 2 else Share()


def _cut(rest: GraphRequest, start: datetime, pieces: int) -> tuple[GraphRequest, ...]:
    """Equal slices, newest first. They meet on whole seconds, and a record on one belongs to both: none to neither."""
    step = (rest.end - start) / pieces
    seams = [floor_second(rest.end - step * count) for count in range(1, pieces)]
    ends, starts = [rest.end, *seams], [*seams, rest.start]
    return tuple(replace(rest, start=low, end=high) for low, high in zip(starts, ends, strict=True))


def later_starts(start: datetime, earliest: datetime, now: datetime) -> list[datetime]:
    """Where to begin instead when Graph refuses a start as before what it keeps, in the order to try.

    The bound has been seen at a UTC midnight up to a day after what is documented (msgraph-beta-sdk-dotnet issue 626);
    tenants without P1 keep 7 days (reference-reports-data-retention).
    """
    found = []
    if start - earliest <= timedelta(days=1):
        found.append((start + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0))
    week = now.astimezone(start.tzinfo) - timedelta(days=FREE_DAYS)
    if start < week:
        found.append(ceil_second(week))
    return found


FREE_DAYS = 7
"""Days that are kept without Entra ID P1 or P2."""
