"""The first use of an operator that Graph's reference does not list: what it finds is compared with what is there.

A filter that lets too much through is harmless, because every record is checked; one that leaves something out would
make a wrong number that nobody sees (userPrincipalName eq has been seen to find nothing, microsoft-graph-docs-contrib
issue 3159). So the first page that such an operator gives is compared, once in the life of the process, with the first
page of the same range without it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from datetime import datetime, timedelta

from bot.graph.client import GraphClient
from bot.graph.decode import Page
from bot.graph.odata import GraphRequest
from bot.graph.times import key_of, record_key
from bot.problems import Problem
from bot.report import RequestLine
from intents.records import Record, text

ARRIVING = timedelta(minutes=15)
"""Records younger than this may have arrived between the two requests."""


async def leaves_nothing_out(
    client: GraphClient,
    found: Page,
    request: GraphRequest,
    plain: GraphRequest,
    matches: Callable[[Record, str], bool],
    now: datetime,
    record: Callable[[RequestLine], None],
) -> bool:
    """Whether the first page of `request` holds all that match on the first page of `plain`, as far as both reach.

    True also when the second cannot be had: then nothing speaks against the operator.
    """
    keys = [key for row in found if (key := record_key(request.log, row))]
    names = {text(row, "id") for row in found}
    latest = key_of(now - ARRIVING)
    lowest = min(keys, default="") if found.next_link else ""
    highest = max(keys, default="") if found.next_link else ""
    try:
        async with aclosing(client.pages(plain, record, first=False)) as pages:
            async for page in pages:
                for row in page:
                    key = record_key(request.log, row)
                    reached = not found.next_link or (key < highest if request.oldest_first else key > lowest)
                    if reached and "" < key < latest and matches(row, key) and text(row, "id") not in names:
                        return False
                break
    except Problem:
        return True
    return True
