"""`watchbook check` as a command: the table, the JSON, the exit code, and no secret in either."""

from __future__ import annotations

import asyncio
import io
import json
import os
import sys

import pytest
from rich.console import Console

from bot.checks.row import Row, Status
from bot.checks.shown import as_json, table
from bot.demo import serve
from bot.demo.settings import ServerSettings
from tests.check.rig import APP, PASSWORD, READS, TENANT, TENANT_RECORDS, USER, bearer

ROWS = [
    Row("good", Status.OK, "tried one", "found one"),
    Row("bad", Status.MISSING, "tried two", "found \x1b[31mtwo\u202e", "somebody", "mend it"),
    Row("worse", Status.MISSING, "tried three", "found three", "somebody", "mend it"),
    Row("odd", Status.WARNING, "tried four", "found [bold]four", "another", "look"),
]


async def command(*words: str, **env: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of `python -m bot check` with these settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WATCHBOOK_", "Microsoft"))}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "check", *words,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env={**kept, "COLUMNS": "100", **env},
    )  # fmt: skip
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


@pytest.mark.parametrize("premium", [True, False])
async def test_the_exit_code_follows_what_is_missing(premium: bool) -> None:
    """0 when nothing is missing, 1 when something is; the JSON says the same, and holds no secret."""
    secret = bearer(*READS)
    async with serve(TENANT_RECORDS, ServerSettings(premium=premium)) as graph:
        code, out, err = await command(
            "--json",
            MicrosoftAppId=APP,
            MicrosoftAppPassword=PASSWORD,
            MicrosoftAppTenantId=TENANT,
            WATCHBOOK_MODE="application",
            WATCHBOOK_ALLOWED_USERS=USER,
            WATCHBOOK_GRAPH_URL=graph,
            WATCHBOOK_GRAPH_TOKEN=secret,
        )
    said = json.loads(out)

    assert (code, said["ok"], err) == (0 if premium else 1, premium, "")
    assert {"name", "status", "tried", "found", "who", "how"} == set(said["rows"][0])
    assert PASSWORD not in out
    assert secret.split(".")[2] not in out


async def test_the_table_is_for_people() -> None:
    """Without --json a table comes, then who can mend what; settings that cannot be read are a row, not a stop."""
    code, out, err = await command(PORT="x", WATCHBOOK_GRAPH_URL="http://127.0.0.1:9")

    assert (code, err) == (1, "")
    assert "PORT must be a port number" in out
    assert "MicrosoftAppId is missing" in out
    assert "who: whoever runs the bot" in out
    assert out.rstrip().splitlines()[-1].startswith("Something is missing: ")


@pytest.mark.parametrize("width", [40, 100])
def test_the_table_shows_every_row_and_each_remedy_once(width: int) -> None:
    """Names, words and remedies are there at any width; nothing in them steers the terminal."""
    written = io.StringIO()
    table(ROWS, 4, Console(file=written, width=width, highlight=False))
    shown = written.getvalue()

    assert [row.name for row in ROWS if row.name not in shown] == []
    assert shown.count("mend it") == 1
    assert "bad, worse" in shown
    assert "[bold]four" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_the_json_is_the_rows() -> None:
    """Scripts get every row as it is."""
    said = json.loads(as_json(ROWS, 4))

    assert (said["ok"], said["report_requests"]) == (False, 4)
    assert said["rows"][0] == {
        "name": "good", "status": "ok", "tried": "tried one", "found": "found one", "who": "", "how": "",
    }  # fmt: skip
