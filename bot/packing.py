"""Frozen values (a Question, say) as JSON and back: for what a button carries and what several processes share.

Fields at their defaults are left out, so that a question fits into card data.
"""

from __future__ import annotations

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

T = TypeVar("T")


def pack(value: object) -> Any:
    """Return the value as JSON: dataclasses become objects, tuples lists, times ISO text. TypeError for others."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return _written(value)
    if isinstance(value, tuple):
        return [pack(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        told = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: pack(found) for field, found in told if found != _default(field)}
    raise TypeError(type(value).__name__)


def unpack(kind: type[T], data: object) -> T:
    """Return the value of this type that `pack` has written. ValueError when the data is not of its shape."""
    return cast(T, _read(kind, data))


def _written(value: datetime) -> str:
    """ISO text, with the name of the zone behind it as in RFC 9557: an offset alone does not tell the day after."""
    zone = getattr(value.tzinfo, "key", None)
    return f"{value.isoformat()}[{zone}]" if zone else value.isoformat()


def _default(field: Any) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _read(kind: Any, data: object) -> object:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        (kind,) = (each for each in get_args(kind) if each is not type(None))
        return _read(kind, data)
    if origin is tuple:
        if not isinstance(data, list):
            raise ValueError("not a list")
        return tuple(_read(get_args(kind)[0], each) for each in data)
    if is_dataclass(kind):
        return _object(kind, data)
    if kind is datetime:
        return _moment(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if type(data) is not kind:
        raise ValueError(f"not {kind}")
    return data


def _object(kind: Any, data: object) -> object:
    hints = _hints(kind)
    if not isinstance(data, dict) or not data.keys() <= hints.keys():
        raise ValueError(f"not a {kind.__name__}")
    try:
        return kind(**{name: _read(hints[name], found) for name, found in data.items()})
    except TypeError as error:
        raise ValueError(f"not a whole {kind.__name__}") from error


def _moment(data: object) -> datetime:
    if not isinstance(data, str):
        raise ValueError("not a time")
    instant, _, zone = data.partition("[")
    found = datetime.fromisoformat(instant)
    if found.tzinfo is None:
        raise ValueError("a time without a zone")
    try:
        return found.astimezone(ZoneInfo(zone.removesuffix("]"))) if zone else found
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError("a zone that is not known here") from error


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
