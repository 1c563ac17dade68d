"""What `serve` writes on stdout: one JSON object a line, or lines for people. No tokens, no log rows.

A line holds `time` (UTC), `level`, `logger` and `message`; `reference` where one was given to a person; `error` and
`at` where something was raised. The words of an exception are left out on purpose: they quote the values that broke
something, and those may be rows of the tenant's logs. Its type and the places in the code are kept.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
import unicodedata
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from bot.config import LogFormat

AUDIT = "watchbook.audit"
"""The logger of the bot's own audit trail: its messages are JSON lines already."""
LONGEST = 4000
FRAMES = 12
QUIET = ("httpx", "httpcore", "msal", "azure", "urllib3", "asyncio.sslproto")
"""Libraries that write addresses with what people asked for into their log, below warnings."""
_SECRETS = (
    (re.compile(r"\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}"), "[token]"),
    (re.compile(r"(?i)\b(bearer)\s+[\w.~+/=-]{8,}"), r"\1 [token]"),
    (re.compile(r"(?i)\b((?:client_)?secret|password|assertion|signature|sig)=[^\s&,;]+"), r"\1=[secret]"),
    (re.compile(r"(\w://)[^/\s@]+@"), r"\1[secret]@"),
)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def start(form: LogFormat, stream: TextIO | None = None) -> None:
    """Write everything from INFO on to `stream` (stdout) from now on, in place of what was set up before."""
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(JsonLines() if form is LogFormat.JSON else TextLines())
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


class JsonLines(logging.Formatter):
    """A record as one JSON object on one line, in ASCII, so that no terminal or collector can misread it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a record of the audit trail is one already and stays as it is."""
        if record.name == AUDIT:
            return record.getMessage()
        line: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": clean(_message(record)),
        }
        reference = getattr(record, "reference", None)
        if reference is not None:
            line["reference"] = clean(str(reference))
        error = _error(record)
        if error is not None:
            line["error"], line["at"] = type(error).__name__, places(error.__traceback__)
        return json.dumps(line)


class TextLines(logging.Formatter):
    """A record as a line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the places of an exception behind it."""
        if record.name == AUDIT:
            return record.getMessage()
        line = f"{_time(record)} {record.levelname} {record.name} {clean(_message(record))}"
        reference = getattr(record, "reference", None)
        if reference is not None:
            line += f" (reference {clean(str(reference))})"
        error = _error(record)
        if error is not None:
            line += f": {type(error).__name__} at {' < '.join(reversed(places(error.__traceback__))) or 'no place'}"
        return line


def clean(text: str) -> str:
    """Return the text without secrets, control and direction characters, cut where nobody would read on."""
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    if text.isascii() and text.isprintable() and len(text) <= LONGEST:
        return text
    shown = "".join(" " if unicodedata.category(c) in _HIDDEN else c for c in text[: LONGEST + 1])
    return shown if len(shown) <= LONGEST else shown[:LONGEST] + "…"


def places(trace: TracebackType | None) -> list[str]:
    """Return where an exception came through, outermost first: "bot/graph/read.py:88 pages"."""
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-3:])


def _error(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None


def _message(record: logging.LogRecord) -> str:
    """Return the record's words. A library whose words do not fit their values must not end in a second error."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return str(record.msg)


def _time(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
