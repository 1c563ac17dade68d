"""Reading values out of the raw records that Graph returns. Pure; tolerant of nulls, missing parts and drifting key
case.

Graph's own samples disagree on the case of keys (`Type` and `type`, `initiatingType` and `initiatorType`), so a key
that is not there as spelled is looked for without case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

Record = Mapping[str, Any]


class Value(NamedTuple):
    """One value of a field in one record."""

    key: str
    """What the log writes; groups and distinct counts go by it, without case."""
    label: str = ""
    """What people read; the key where empty."""
    id: str = ""
    """Object id, where the log has one."""


def child(node: object, key: str) -> Any:
    """The member `key` of a JSON object, whatever the case of its spelling; None when there is none."""
    if type(node) is not dict and not isinstance(node, Mapping):  # the exact type is the common case, and quicker
        return None
    if key in node:
        return node[key]
    folded = key.casefold()
    for name, value in node.items():
        if isinstance(name, str) and name.casefold() == folded:
            return value
    return None


@lru_cache(maxsize=512)
def _keys(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))


def walk(record: object, path: str) -> Iterator[Any]:
    """Every non-null value at an OData-like path (`status/errorCode`); arrays on the way are walked."""
    nodes: list[Any] = [record]
    for key in _keys(path):
        found: list[Any] = []
        for node in nodes:
            value = child(node, key)
            if isinstance(value, list):
                found += [one for one in value if one is not None]
            elif value is not None:
                found.append(value)
        nodes = found
    return iter(nodes)


def text(record: object, path: str) -> str:
    """The first value at the path as text; empty when there is none."""
    if type(record) is dict:  # most are asked for by one key, spelled as in the record, and are texts
        found = record.get(path)
        if type(found) is str:
            return found
    node: Any = record
    for key in _keys(path):
        node = child(node, key)
        if node is None:
            return ""
        if type(node) is list:
            break
    if type(node) is str:
        return node
    for value in walk(record, path):
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (str, int, float)):
            return str(value)
    return ""


def texts(record: object, path: str) -> tuple[Value, ...]:
    """All values at the path, as values of a field; empty strings are no values."""
    found: dict[str, Value] = {}
    for value in walk(record, path):
        if isinstance(value, bool):
            shown = "true" if value else "false"
        elif isinstance(value, (str, int, float)):
            shown = str(value)
        else:
            continue
        if shown != "":
            found.setdefault(shown.casefold(), Value(shown))
    return tuple(found.values())


def unquoted(raw: object) -> str:
    """A modified property's value as people read it: Graph stores JSON inside a string (`"\\"Helpdesk\\""`)."""
    if not isinstance(raw, str):
        return "" if raw is None else str(raw)
    stripped = raw.strip()
    if len(stripped) >= 2 and stripped[0] == '"' == stripped[-1]:
        return stripped[1:-1].replace('\\"', '"')
    return stripped
