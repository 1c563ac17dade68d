"""The stand-in without HTTP: a method, a path, query options and headers in, a JSON body out.

Raises GraphError for every answer that is not 200. Paths are matched without case, as the service does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from bot.demo import graph_errors
from bot.demo.catalogue import catalogue
from bot.demo.collection import Collection
from bot.demo.directory import Directory
from bot.demo.listing import Listing
from bot.demo.query import read_query
from bot.demo.records import Records, Row
from bot.demo.settings import ServerSettings

REPORTS = re.compile(r"(v1\.0|beta)/auditlogs/", re.I)
PREMIUM_ONLY = ("signIns", "provisioning")


@dataclass(frozen=True, slots=True)
class Call:
    """One request as Graph sees it. `url` is what came before the query; `segments` follow the version."""

    method: str
    url: str
    version: str
    segments: tuple[str, ...]
    params: Mapping[str, str]
    headers: Mapping[str, str]
    json: Any = None

    @property
    def root(self) -> str:
        """The URL up to and with the version."""
        return self.url.partition(f"/{self.version}")[0] + f"/{self.version}"


def is_report(path: str) -> bool:
    """Whether a request to this path counts against the limit of the report collections."""
    return REPORTS.match(path.lstrip("/")) is not None


class Graph:
    """One tenant behind the Graph API."""

    def __init__(self, records: Records, settings: ServerSettings) -> None:
        self._settings = settings
        self._collections = catalogue(records, settings)
        self._listing = Listing(settings)
        self._directory = Directory(records, settings)

    def answer(self, call: Call) -> dict[str, Any] | str:
        """The body of a 200 answer (a text for .../$count); raises GraphError."""
        *path, last = call.segments or ("",)
        collection = self._find(call.version, "/".join(call.segments))
        if collection is not None:
            self._get_only(call)
            return self._list(collection, call)
        owner = self._find(call.version, "/".join(path))
        if owner is not None and last.casefold() == "$count":
            return self._count(owner, call)
        if owner is not None:
            self._get_only(call)
            return self._one(owner, last, call)
        found = self._keyed(call) or self._directory.answer(call)
        if found is None:
            raise graph_errors.unknown_segment(self._first_unknown(call))
        return found

    def _find(self, version: str, path: str) -> Collection | None:
        return self._collections.get((version, path.casefold()))

    def _first_unknown(self, call: Call) -> str:
        known = {path.split("/")[0] for _, path in self._collections}
        return next((each for each in call.segments if each.casefold() not in known), call.segments[-1])

    @staticmethod
    def _get_only(call: Call) -> None:
        if call.method not in ("GET", "HEAD"):
            message = "Specified HTTP method is not allowed for the request target."
            raise graph_errors.GraphError(405, "Request_BadRequest", message)

    def _check_licence(self, collection: Collection) -> None:
        if not self._settings.premium and collection.path.rpartition("/")[2] in PREMIUM_ONLY:
            raise graph_errors.not_premium()

    def _list(self, collection: Collection, call: Call) -> dict[str, Any]:
        self._check_licence(collection)
        query = read_query(call.params, call.headers, collection)
        return self._listing.page(collection, query, call)

    def _count(self, collection: Collection, call: Call) -> str:
        self._get_only(call)
        if collection.is_log or collection.table == "auditActivityTypes":
            raise graph_errors.option_not_allowed("Count")
        if call.headers.get("ConsistencyLevel", "").casefold() != "eventual":
            raise graph_errors.count_needs_header()
        query = read_query({**call.params, "$count": "true"}, call.headers, collection)
        return str(len(self._listing.rows(collection, query, call.version)))

    def _one(self, collection: Collection, key: str, call: Call) -> dict[str, Any]:
        self._check_licence(collection)
        names = ("id", "userPrincipalName") if collection.path == "users" else ("id",)
        row = _by_key(collection, names, key)
        if row is None and collection.is_log:
            raise graph_errors.GraphError(404, "ResourceNotFound", f"Resource '{key}' does not exist.")
        if row is None:
            raise graph_errors.no_such_object(key)
        return self._entity(collection, row, call)

    def _keyed(self, call: Call) -> dict[str, Any] | None:
        """directoryRoles(roleTemplateId='...') and its like; None when the path has no such form."""
        match = re.fullmatch(r"(\w+)\((?:(\w+)=)?'(.*)'\)", unquote("/".join(call.segments)))
        collection = match and self._find(call.version, match[1])
        if not match or collection is None:
            return None
        self._get_only(call)
        key = match[3].replace("''", "'")
        row = _by_key(collection, (match[2] or "id",), key)
        if row is None:
            raise graph_errors.no_such_object(key)
        return self._entity(collection, row, call)

    def _entity(self, collection: Collection, row: Row, call: Call) -> dict[str, Any]:
        query = read_query(call.params, call.headers, collection)
        context = f"{call.root}/$metadata#{collection.path}/$entity"
        return {"@odata.context": context} | self._listing.shown(collection, query, row)


def _by_key(collection: Collection, names: tuple[str, ...], key: str) -> Row | None:
    wanted = key.casefold()
    if not wanted:
        return None
    return next(
        (row for row in collection.rows for name in names if str(row.get(name) or "").casefold() == wanted), None
    )
