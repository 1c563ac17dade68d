"""A collection answered: filtered, searched, ordered, cut into pages and shaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bot.demo import graph_errors, paging
from bot.demo.collection import Collection, ordered
from bot.demo.filter_table import TABLE
from bot.demo.filters import Dialect, Filter, FilterError, compile_filter
from bot.demo.query import Query, read_orderby
from bot.demo.records import Row
from bot.demo.retention import check_starts
from bot.demo.search import Predicate, SearchError, compile_search
from bot.demo.settings import ServerSettings
from bot.demo.shapes import AUDIT_TIP, is_interactive

DIRECTORY_ORDER = ("displayName", "userPrincipalName", "deletedDateTime")


class Asked(Protocol):
    """What a page needs to know of its request."""

    @property
    def url(self) -> str: ...
    @property
    def root(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def params(self) -> Mapping[str, str]: ...


class Listing:
    """Answers collections; keeps the results of recent queries so that later pages are cheap."""

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings
        self._results = paging.Results()

    def rows(self, collection: Collection, query: Query, version: str) -> Sequence[Row]:
        """All rows that the query asks for, in its order, unshaped. Raises GraphError 400."""
        compiled, search = self._filter(collection, query), _search(query)
        order = _orderby(collection, query)

        def select() -> Sequence[Row]:
            rows: Sequence[Row] = collection.rows
            if collection.table == "signIns-beta" and not (compiled and compiled.event_types):
                rows = [row for row in rows if is_interactive(row)]
            if search is not None:
                rows = [row for row in rows if search(row)]
            if compiled is not None:
                rows = [row for row in rows if compiled.matches(row)]
            return ordered(rows, order[0], descending=order[1]) if order else rows

        return self._results.get(_digest(collection, query, version), select)

    def page(self, collection: Collection, query: Query, asked: Asked) -> dict[str, Any]:
        """One page as a JSON body with its context and next link. Raises GraphError 400."""
        rows = self.rows(collection, query, asked.version)
        name = _digest(collection, query, asked.version)
        start = paging.offset_of(query.skiptoken, name, len(rows)) if query.skiptoken else 0
        end = start + (query.top or collection.pages[1])
        context = (collection.context or collection.path) + (f"({','.join(query.select)})" if query.select else "")
        body: dict[str, Any] = {"@odata.context": f"{asked.root}/$metadata#{context}"}
        if query.advanced and not query.skiptoken:
            body["@odata.count"] = len(rows)
        if end < len(rows) and (query.top or not collection.pages_need_top):
            body["@odata.nextLink"] = paging.next_link(asked.url, asked.params, paging.skip_token(name, end))
        if collection.tips and not query.select:
            body["@microsoft.graph.tips"] = AUDIT_TIP
        body["value"] = [self.shown(collection, query, row) for row in rows[start:end]]
        return body

    @staticmethod
    def shown(collection: Collection, query: Query, row: Row) -> Row:
        """The row with the properties that the version has and the query selects."""
        whole = collection.project(row)
        names = query.select or collection.default_select
        return {name: whole[name] for name in names if name in whole} if names else whole

    def _filter(self, collection: Collection, query: Query) -> Filter | None:
        """The compiled $filter; refused here on every page, so that a page never depends on what is kept."""
        if not query.filter:
            return None
        dialect = Dialect(
            TABLE[collection.table],
            fold=collection.fold,
            fold_prefix=collection.fold_prefix,
            lenient=self._settings.lenient,
            advanced=query.advanced and not collection.is_log,
            nulls=not collection.is_log,
        )
        try:
            compiled = compile_filter(query.filter, dialect)
        except FilterError as error:
            log = collection.is_log or not error.property
            raise (graph_errors.invalid_filter() if log else _unsupported(error.property, collection)) from error
        if collection.is_log:
            check_starts(compiled.starts, collection.path.rpartition("/")[2], collection.time, self._settings)
        return compiled


def _search(query: Query) -> Predicate | None:
    """The compiled $search, which needs its header on every page."""
    if not query.search:
        return None
    if not query.eventual:
        raise graph_errors.search_needs_header()
    try:
        return compile_search(query.search)
    except SearchError as error:
        raise graph_errors.bad_request(str(error)) from error


def _orderby(collection: Collection, query: Query) -> tuple[str, bool] | None:
    if not query.orderby:
        return None
    order = read_orderby(query.orderby, (collection.time,) if collection.is_log else DIRECTORY_ORDER)
    if not collection.is_log and (query.filter or query.search) and not query.advanced:
        raise graph_errors.GraphError(400, "Request_UnsupportedQuery", "Sorting not supported for current query.")
    return order


def _digest(collection: Collection, query: Query, version: str) -> str:
    """A name for the result; an advanced query may be allowed what a plain one is not, so the two differ."""
    mode = "advanced" if query.advanced else "eventual" if query.eventual else ""
    return paging.digest(version, collection.path, query.filter, query.search, query.orderby, mode)


def _unsupported(name: str, collection: Collection) -> graph_errors.GraphError:
    kind = collection.path.rpartition(".")[2].rpartition("/")[2]
    return graph_errors.unsupported_filter(f"property '{name}' of resource '{kind[:1].upper()}{kind[1:].rstrip('s')}'")
