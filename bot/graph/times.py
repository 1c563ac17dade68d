"""Times as Graph writes them, compared to the full seven decimals that `datetime` cannot hold."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from intents.fields import TIME_PATH
from intents.model import Log
from intents.records import Record, text

_PLAIN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_PARTS = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)


def sort_key(written: str) -> str:
    """A time as text that sorts like the instant: UTC, no zone letter, no trailing zeros; empty for what is no time.

    A time without an offset is UTC, as everything in Graph is (https://learn.microsoft.com/graph/api/resources/signin).
    """
    if _PLAIN.fullmatch(written):
        return written[:-1].rstrip("0").rstrip(".") if "." in written else written[:-1]
    found = _PARTS.fullmatch(written.strip())
    if found is None:
        return ""
    day, clock, decimals, offset = found.groups()
    try:
        parsed = datetime.fromisoformat(f"{day}T{clock}{(offset or 'Z').upper()}").astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    decimals = (decimals or "").rstrip("0")
    return f"{parsed:%Y-%m-%dT%H:%M:%S}" + (f".{decimals}" if decimals else "")


def key_of(moment: datetime) -> str:
    """The same kind of text for an aware datetime."""
    utc = moment.astimezone(UTC)
    whole = f"{utc.year:04d}-{utc:%m-%dT%H:%M:%S}"
    return f"{whole}.{utc.microsecond:06d}".rstrip("0") if utc.microsecond else whole


def record_key(log: Log, record: Record) -> str:
    """When a record says that it happened, as a sortable text; empty when it does not say."""
    return sort_key(text(record, TIME_PATH[log]))


def moment(key: str) -> datetime | None:
    """The aware UTC datetime of a sortable text, cut to microseconds; None for the empty text."""
    if not key:
        return None
    whole, _, decimals = key.partition(".")
    return datetime.fromisoformat(whole + "+00:00") + timedelta(microseconds=int(f"{decimals:0<6}"[:6]))


def literal(at: datetime) -> str:
    """A whole second as an OData literal: UTC, unquoted (a quoted one is a 400, microsoft-graph-docs issue 14173)."""
    utc = at.astimezone(UTC)
    return f"{utc.year:04d}-{utc:%m-%dT%H:%M:%S}Z"


def floor_second(at: datetime) -> datetime:
    """The whole second at or before."""
    return at.replace(microsecond=0)


def ceil_second(at: datetime) -> datetime:
    """The whole second at or after."""
    return at if at.microsecond == 0 else at.replace(microsecond=0) + timedelta(seconds=1)
