"""All records of an answer for other programs: every one, once, in columns that mean one thing, and harmless."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import datetime

import pytest

from bot.answers.table import COLUMNS, csv_header, csv_record, guarded
from bot.demo import make_tenant
from bot.exporting import Writer
from bot.report import Report
from intents.model import Log, TimeRange
from tests.answers.making import ZONE, A, P, S, audit, provisioning, sign_in, user_target
from tests.playground.needs import ROOT

NOW = "2026-11-18T14:30:00Z"
REPORT = Report(TimeRange(None, datetime.fromisoformat(NOW), "all"))
EVIL = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    " =1",
    '=HYPERLINK("http://evil.example")',
    "\u200b=1",
)


def asked(*words: str) -> subprocess.CompletedProcess[str]:
    """What the command prints."""
    command = [sys.executable, "-m", "bot", "ask", "--demo", "--now", NOW, *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def cells(log: Log, record: dict[str, object]) -> dict[str, str]:
    """A record as its line says it, read back."""
    (row,) = csv.DictReader(io.StringIO(csv_header() + csv_record(log, record)))
    return dict(row)


def test_every_record_is_printed_once() -> None:
    """More than a card shows: the ids are those of the log, by the records and nothing else."""
    ended = asked("--csv", "sign-ins in the last 7 days")
    rows = list(csv.DictReader(io.StringIO(ended.stdout)))
    expected = {
        row["id"]
        for row in make_tenant(datetime.fromisoformat(NOW)).sign_ins
        if "2026-11-11T14:30" <= row["createdDateTime"] and "interactiveUser" in row["signInEventTypes"]
    }

    assert 0 == ended.returncode
    assert len(expected) > 500
    assert len(rows) == len(expected)
    assert {row["id"] for row in rows} == expected
    assert [column.name for column in COLUMNS] == list(rows[0])
    assert f"{len(rows):,} records\n" == ended.stderr


def test_the_last_five_are_five() -> None:
    """A limit is kept, and a follow-up is about the question before it."""
    ended = asked("--csv", "sign-ins in the last 7 days", "only failures", "the last 5 of them")
    rows = list(csv.DictReader(io.StringIO(ended.stdout)))

    assert 5 == len(rows)
    assert "0" not in {row["error_code"] for row in rows}


def test_what_is_no_answer_is_said_beside_the_table() -> None:
    """Nothing is printed for a question back, and the exit code says so."""
    ended = asked("--csv", "sign-ins for chris")

    assert (1, "") == (ended.returncode, ended.stdout)
    assert "Which one?" in ended.stderr


def test_columns_are_documented() -> None:
    """Every column has a name that is its own and says what it holds."""
    told = asked("--columns").stdout.splitlines()

    assert [column.name for column in COLUMNS] == [line.split()[0] for line in told]
    assert len(COLUMNS) == len({column.name for column in COLUMNS})
    assert [] == [column.name for column in COLUMNS if not column.told or not re.fullmatch(r"[a-z_]+", column.name)]


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
def test_no_cell_is_a_formula(evil: str) -> None:
    """A name that a spreadsheet would calculate gets an apostrophe in front, wherever it stands."""
    records = (
        (S, sign_in(appDisplayName=evil, userPrincipalName=evil, ipAddress=evil)),
        (A, audit(targets=[user_target(evil, evil, (evil, evil, "x"))], resultReason=evil)),
        (P, provisioning(sourceSystem={"displayName": evil}, targetIdentity={"displayName": evil, "id": evil})),
    )
    for log, record in records:
        row = cells(log, record)

        assert any(value.startswith("'") for value in row.values())
        assert [] == [value for value in row.values() if re.match(r"[=+\-@\t\r\n＝＋－＠]", value)]


def test_a_cell_is_one_line() -> None:
    """Line breaks, quotes and commas come back as they were said, and nothing invisible does."""
    row = cells(S, sign_in(appDisplayName='a, "b"\r\nc\x00\u202e', userPrincipalName="x" * 9000))

    assert 'a, "b" c' == row["app"]
    assert 2000 == len(row["actor"])
    assert "plain" == guarded("plain")


def test_json_holds_the_records_as_they_are() -> None:
    """Read back, every record is whole, once; how complete it is stands at the end."""
    parts: list[str] = []
    writer = Writer("json", parts.append)
    records = [sign_in("a"), sign_in("b", appDisplayName="ü\u2028"), sign_in("a")]
    writer.begin('say "all"')
    for record in records:
        writer.add(S, record)
    writer.end(REPORT, ZONE)
    found = json.loads("".join(parts))

    assert [{"log": "signIns", "record": one} for one in records[:2]] == found["records"]
    assert ('say "all"', True, []) == (found["read_as"], found["complete"], found["because"])


def test_nothing_is_written_beyond_the_size() -> None:
    """A file that would be too large ends at a whole record, and says so; reading ends with it."""
    parts: list[str] = []
    writer = Writer("json", parts.append, 3000)
    writer.begin("all")
    for number in range(100):
        writer.add(S, sign_in(str(number)))
    writer.end(REPORT, ZONE)
    found = json.loads("".join(parts))

    assert writer.enough
    assert writer.written == len(found["records"]) < 5
    assert (False, ["the file would be too large"]) == (found["complete"], found["because"])
    assert len("".join(parts)) < 3500
