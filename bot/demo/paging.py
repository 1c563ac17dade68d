"""Pages of a result: skip tokens, next links, and results kept between the pages of one query."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from bot.demo import graph_errors
from bot.demo.records import Row

KEPT_RESULTS = 32
_PLAIN = "$()/:.-_*"


class Results:
    """The last few results, so that a page costs its own rows and not another pass over all of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Sequence[Row]] = OrderedDict()

    def get(self, digest: str, make: Callable[[], Sequence[Row]]) -> Sequence[Row]:
        """The rows of that query, made when they are not kept."""
        rows = self._kept.pop(digest, None)
        self._kept[digest] = make() if rows is None else rows
        while len(self._kept) > KEPT_RESULTS:
            self._kept.popitem(last=False)
        return self._kept[digest]


def digest(*parts: str) -> str:
    """A name for a query: the same parts give the same name in every process."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def skip_token(query: str, offset: int) -> str:
    """The token that continues the query at that row."""
    return f"{query}_{offset}"


def offset_of(token: str, query: str, total: int) -> int:
    """Where a skip token continues; raises GraphError 400 for a token of another query or past the end."""
    name, _, offset = token.partition("_")
    if name != query or not (offset.isascii() and offset.isdigit()) or int(offset[:9]) > total:
        raise graph_errors.invalid_skip_token()
    return int(offset[:9])


def next_link(url: str, params: Mapping[str, str], token: str) -> str:
    """The URL of the next page: the same query with another token."""
    kept = {name: value for name, value in params.items() if name.casefold() != "$skiptoken"} | {"$skiptoken": token}
    pairs = (f"{quote(name, safe=_PLAIN)}={quote(value, safe=_PLAIN)}" for name, value in kept.items())
    return f"{url}?{'&'.join(pairs)}"
