"""The lines of `serve`: one JSON object each, with nothing in them that does not belong into a log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bot import logs
from bot.config import LogFormat

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJncmFwaCIsInVwbiI6ImFsaWNlIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Leave the process's logging as it was found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    quiet = {name: logging.getLogger(name).level for name in logs.QUIET}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in quiet.items():
        logging.getLogger(name).setLevel(was)
    logging.captureWarnings(False)


@pytest.fixture
def out() -> io.StringIO:
    """Where the lines go."""
    return io.StringIO()


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    """The lines as objects; fails when one is none."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_is_one_object(out: io.StringIO) -> None:
    """Time in UTC, level, logger, message; a reference where there is one."""
    logs.start(LogFormat.JSON, out)
    logging.getLogger("watchbook.x").warning("turn %s took %s ms", 7, 12, extra={"reference": "1a2b3c4d"})
    (line,) = lines(out)

    assert list(line) == ["time", "level", "logger", "message", "reference"]
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "watchbook.x", "turn 7 took 12 ms")
    assert line["reference"] == "1a2b3c4d"
    assert line["time"].endswith("Z")
    assert datetime.fromisoformat(line["time"]).utcoffset() is not None


@pytest.mark.parametrize("form", list(LogFormat))
@pytest.mark.parametrize(
    "text", ["a\nb", "a\r\nb", "a\u2028b", "a\x1b[31mb", "a\u202eb", "a\x85b", "a\ud800b", "a\x00b"]
)
def test_nothing_forges_or_steers_a_line(out: io.StringIO, form: LogFormat, text: str) -> None:
    """Line ends, control and direction characters of a stranger's text do not reach the log."""
    logs.start(form, out)
    logging.getLogger("watchbook.x").info("said %s", text)
    written = out.getvalue()
    said = json.loads(written)["message"] if form is LogFormat.JSON else written.rstrip("\n")

    assert written.count("\n") == 1
    assert said.isprintable()
    assert written.isascii() or form is LogFormat.TEXT


@pytest.mark.parametrize("form", list(LogFormat))
@pytest.mark.parametrize(
    "text",
    [
        f"token {JWT}",
        f"Authorization: Bearer {'x' * 40}",
        "client_secret=hush-hush&x=1",
        "password=hush-hush",
        "redis://:hush-hush@cache.example.net:10000/0 is down",
        "rediss://user:hush-hush@cache.example.net:10000/0",
        "https://x.example/?sig=hush-hush",
    ],
)
def test_secrets_are_left_out(out: io.StringIO, form: LogFormat, text: str) -> None:
    """A library that logs a token, a password or a connection string logs none of it here."""
    logs.start(form, out)
    logging.getLogger("some.library").warning(text)

    assert "hush" not in out.getvalue()
    assert JWT.split(".")[1] not in out.getvalue()
    assert "xxxxxxxx" not in out.getvalue()


@pytest.mark.parametrize("form", list(LogFormat))
def test_an_exception_is_its_type_and_places(out: io.StringIO, form: LogFormat) -> None:
    """The words of an exception may be a row of the tenant's logs: they are left out, the places are kept."""
    logs.start(form, out)
    try:
        {}["alice@contoso.example"]
    except KeyError:
        logging.getLogger("watchbook.x").exception("bug %s", "1a2b3c4d")
    written = out.getvalue()

    assert "alice" not in written
    assert "KeyError" in written
    assert "logs/test_lines.py:" in written
    assert written.count("\n") == 1


@pytest.mark.parametrize("form", list(LogFormat))
def test_the_audit_trail_passes_unchanged(out: io.StringIO, form: LogFormat) -> None:
    """A line of the audit trail is a JSON object already, and is written as it was made."""
    logs.start(form, out)
    line = json.dumps({"question": "sign-ins \u202e for alice", "outcome": "rows", "password=": "Bearer of news today"})
    logging.getLogger("watchbook.audit").info("%s", line)

    assert out.getvalue() == line + "\n"


def test_libraries_do_not_log_addresses(out: io.StringIO) -> None:
    """httpx logs the address of each request, filter and all; it is heard from warnings on."""
    logs.start(LogFormat.JSON, out)
    logging.getLogger("httpx").info(
        "HTTP Request: GET https://graph.microsoft.com/?$filter=userPrincipalName eq 'alice'"
    )
    logging.getLogger("msal.token_cache").info("cache")
    logging.getLogger("watchbook.x").debug("detail")

    assert out.getvalue() == ""


def test_words_that_do_not_fit_their_values(out: io.StringIO) -> None:
    """A library's mistake in a log call is one line and no second error."""
    logs.start(LogFormat.JSON, out)
    logging.getLogger("some.library").warning("%s and %s", *["one"])

    assert lines(out)[0]["message"] == "%s and %s"


def test_a_long_line_is_cut(out: io.StringIO) -> None:
    """No message is longer than anybody would read."""
    logs.start(LogFormat.JSON, out)
    logging.getLogger("some.library").warning("x" * 100_000)

    assert len(lines(out)[0]["message"]) == logs.LONGEST + 1


def test_starting_again_does_not_double_the_lines(out: io.StringIO) -> None:
    """One event is one line, however often logging is set up."""
    logs.start(LogFormat.JSON, io.StringIO())
    logs.start(LogFormat.JSON, out)
    logging.getLogger("watchbook.x").info("once")

    assert len(lines(out)) == 1
