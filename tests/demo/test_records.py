"""Records from a folder of raw Graph JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.demo import load_records
from bot.demo.records import RecordsError


def write(folder: Path, name: str, body: Any) -> None:
    """One file of the folder."""
    (folder / name).write_text(body if isinstance(body, str) else json.dumps(body), encoding="utf-8")


async def test_folder_is_served(start: Any, tmp_path: Path) -> None:
    """Lists and {"value": [...]} both; v1.0 rows without a kind are interactive; missing files are empty."""
    write(
        tmp_path,
        "signIns.json",
        {"value": [{"id": "s", "createdDateTime": "2026-11-18T09:00:00Z", "isInteractive": True}]},
    )
    write(
        tmp_path,
        "users.json",
        [{"id": "u", "displayName": "Ann", "userPrincipalName": "ann@x.example", "_groups": ["g"]}],
    )
    write(tmp_path, "provisioning.json", "[]")
    service = await start(load_records(tmp_path))

    assert (["s"], ["u"]) == (await service.ids("/v1.0/auditLogs/signIns"), await service.ids("/v1.0/users"))
    assert ["s"] == await service.ids(
        "/beta/auditLogs/signIns", filter="signInEventTypes/any(t: t eq 'interactiveUser')"
    )
    assert ([], []) == (await service.ids("/v1.0/auditLogs/directoryAudits"), await service.ids("/v1.0/groups"))


async def test_notes_and_memberships(start: Any, tmp_path: Path) -> None:
    """Keys with an underscore are not served; memberships.json says who is in what."""
    write(tmp_path, "users.json", [{"id": "u", "userPrincipalName": "ann@x.example", "_home": "Dublin"}])
    write(tmp_path, "groups.json", [{"id": "g", "displayName": "Admins"}])
    write(tmp_path, "memberships.json", {"u": ["g"]})
    records = load_records(str(tmp_path))
    service = await start(records)

    assert [{"id": "u", "userPrincipalName": "ann@x.example"}] == records.users
    assert ["g"] == await service.ids("/v1.0/users/u/transitiveMemberOf")


async def test_retention_follows_the_clock_of_the_server(start: Any, tmp_path: Path) -> None:
    """Old records can be served at their own time."""
    write(tmp_path, "signIns.json", [{"id": "s", "createdDateTime": "2020-03-13T19:15:41.6195833Z"}])
    records = load_records(tmp_path)
    text = "createdDateTime ge 2020-03-01T00:00:00Z"
    today = await start(records)
    then = await start(records, now=lambda: today.settings.now().replace(year=2020, month=3, day=14))

    assert (await today.get("/v1.0/auditLogs/signIns", filter=text)).status_code == 400
    assert ["s"] == await then.ids("/v1.0/auditLogs/signIns", filter=text)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("users.json", "{"),
        ("users.json", "3"),
        ("users.json", '{"value": 3}'),
        ("users.json", "[1]"),
        ("memberships.json", "[]"),
        ("memberships.json", '{"u": "g"}'),
    ],
)
def test_broken_file_is_named(tmp_path: Path, name: str, body: str) -> None:
    """The error says which file and what it should hold."""
    write(tmp_path, name, body)

    with pytest.raises(RecordsError, match=name):
        load_records(tmp_path)


def test_folder_must_exist(tmp_path: Path) -> None:
    """Not an empty tenant by mistake."""
    with pytest.raises(RecordsError, match="is not a folder"):
        load_records(tmp_path / "nothing")
