"""The made-up tenant: complete shapes, the same every time, something in every range, whatever now is."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from bot.demo import make_tenant, stories
from bot.demo.audits import PIM
from bot.demo.days import Days, parsed
from bot.demo.records import FILES, Records
from bot.demo.shapes import SIGN_IN_V1, is_interactive
from bot.demo.sign_in_shape import BLANK
from bot.demo.tenant import make_tenant as make_without

TIMES = (
    datetime(2026, 11, 18, 14, 30, tzinfo=UTC),
    datetime(2026, 11, 21, 11, 0, tzinfo=UTC),
    datetime(2026, 11, 22, 0, 5, tzinfo=UTC),
    datetime(2026, 11, 16, 23, 55, tzinfo=UTC),
    datetime(2027, 1, 1, 0, 5, 7, 123456, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 3, 30, 1, 30, tzinfo=timezone(timedelta(hours=2))),
)
LOGS = (("sign_ins", "createdDateTime"), ("directory_audits", "activityDateTime"), ("provisioning", "activityDateTime"))


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.title)
@pytest.mark.parametrize("at", TIMES, ids=str)
def test_every_story_is_in_the_records(at: datetime, story: Any, made: dict[datetime, Records]) -> None:
    """On workdays and weekends, at noon and around midnight."""
    assert story.check(made[at], Days(at)) is True


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.title)
def test_check_of_a_story_can_fail(story: Any) -> None:
    """A tenant with everything but this story does not pass for one with it."""
    others = [each for each in stories() if each is not story]
    records = make_without(TIMES[0], scale=0.3, stories=others)

    with pytest.raises((AssertionError, IndexError, ValueError)):
        assert story.check(records, Days(TIMES[0]))


@pytest.fixture(scope="module")
def made() -> dict[datetime, Records]:
    """A tenant for each time."""
    return {at: make_tenant(at) for at in TIMES}


@pytest.mark.parametrize("at", TIMES, ids=str)
@pytest.mark.parametrize(("name", "key"), LOGS)
def test_every_range_holds_something(name: str, key: str, at: datetime, made: dict[datetime, Records]) -> None:
    """Today, the last hour, yesterday, last week; nothing in the future, nothing before what is kept."""
    days = Days(at)
    times = [parsed(row[key]) for row in getattr(made[at], name)]
    ranges = {
        "today": (days.midnight, days.now),
        "last hour": (days.ago(hours=1), days.now),
        "yesterday": (days.day(1, 0), days.midnight),
        "last week": (days.last_week(0, 0), days.last_week(7, 0)),
    }

    assert min(sum(start <= each < end for each in times) for start, end in ranges.values()) >= 3
    assert (True, True) == (min(times) >= days.start - timedelta(seconds=1), max(times) < days.now)


def test_same_arguments_give_the_same_records() -> None:
    """Also in another process, where hashes differ."""
    code = (
        "import hashlib, json; from datetime import datetime, UTC; from bot.demo import make_tenant\n"
        "records = make_tenant(datetime(2026, 11, 18, 14, 30, tzinfo=UTC), seed=3, scale=0.2)\n"
        "print(hashlib.sha256(json.dumps([getattr(records, n) for n in records.__slots__]).encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1]
    assert make_tenant(TIMES[0], seed=3, scale=0.2) == make_tenant(TIMES[0], seed=3, scale=0.2)


def test_another_seed_gives_another_tenant() -> None:
    """The same people, other ids and other traffic."""
    one, other = (make_tenant(TIMES[0], seed=seed, scale=0.2) for seed in (1, 2))

    assert [row["displayName"] for row in one.users] == [row["displayName"] for row in other.users]
    assert {row["id"] for row in one.sign_ins}.isdisjoint(row["id"] for row in other.sign_ins)


def test_size_and_scale(tenant: Records) -> None:
    """A month of sixty people, and three times as much on request."""
    large = make_tenant(TIMES[0], scale=3)

    assert 3000 <= sum(map(is_interactive, tenant.sign_ins)) <= len(tenant.sign_ins) <= 6000
    assert len(tenant.directory_audits) >= 800
    assert len(tenant.provisioning) >= 700
    assert 55 <= len(tenant.users) <= 65
    assert 2.3 * len(tenant.sign_ins) < len(large.sign_ins) < 3.2 * len(tenant.sign_ins)


def test_made_within_a_second() -> None:
    """The demo starts while one watches."""
    costs = []
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        make_tenant(TIMES[0])
        costs.append(time.process_time() - start)

    assert min(costs) < 1.0


def test_package_costs_nothing_to_import() -> None:
    """aiohttp, odata-query and the generator are imported when they are used."""
    heavy = {"aiohttp", "odata_query", "sly", "httpx", "bot.demo.tenant"}
    code = f"import sys, bot.demo; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert done.stdout.strip() == "[]"


def test_generator_imports_nothing_heavy() -> None:
    """It is the standard library all the way."""
    code = (
        "import sys, bot.demo.tenant; print(sorted({'aiohttp', 'odata_query', 'httpx', 'msgspec'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert done.stdout.strip() == "[]"


def test_sign_ins_have_every_documented_property(tenant: Records) -> None:
    """The beta set and v1.0's 30, on every row."""
    assert {frozenset(BLANK)} == {frozenset(row) for row in tenant.sign_ins}
    assert set(BLANK) >= SIGN_IN_V1
    assert len(SIGN_IN_V1) == 30


@pytest.mark.parametrize(
    ("name", "count", "properties"),
    [
        ("directory_audits", 13, {"userAgent", "initiatedBy", "targetResources", "operationType", "additionalDetails"}),
        ("provisioning", 17, {"provisioningSteps", "provisioningStatusInfo", "cycleId", "changeId", "jobId"}),
    ],
)
def test_other_logs_have_every_documented_property(
    tenant: Records, name: str, count: int, properties: set[str]
) -> None:
    """12 and userAgent; 17."""
    shapes = {frozenset(row) for row in getattr(tenant, name)}

    assert [(count, True)] == [(len(shape), properties <= shape) for shape in shapes]


def test_ids_are_unique(tenant: Records) -> None:
    """In every collection."""
    lists = {name: getattr(tenant, name) for name in FILES.values()}

    assert [] == [name for name, rows in lists.items() if len({row["id"] for row in rows}) != len(rows)]


def test_modified_values_are_json_in_strings(tenant: Records) -> None:
    """Parse twice, as with the real thing."""
    values = [
        text
        for row in tenant.directory_audits
        for target in row["targetResources"]
        for change in target["modifiedProperties"]
        for text in (change["oldValue"], change["newValue"])
        if text is not None
    ]

    assert len([json.loads(text) for text in values]) > 500


def test_one_of_user_and_app_started_each_audit(tenant: Records) -> None:
    """The other is null."""
    empty = Counter(sum(each is None for each in row["initiatedBy"].values()) for row in tenant.directory_audits)

    assert {1} == set(empty)


def test_times_are_written_as_graph_writes_them(tenant: Records) -> None:
    """Z, and nothing or up to seven decimals without trailing zeros."""
    texts = [row[key] for name, key in LOGS for row in getattr(tenant, name)]
    decimals = Counter(len(text.rstrip("Z").partition(".")[2]) for text in texts)

    assert all(text.endswith("Z") and not text.endswith("0Z") for text in texts if "." in text)
    assert (True, True, True) == (decimals[0] > 1000, decimals[7] > 500, max(decimals) == 7)


def test_sign_in_names_are_lower_case_and_guests_come_from_home(tenant: Records) -> None:
    """As Graph writes userPrincipalName in this log."""
    users = [row["userPrincipalName"] for row in tenant.sign_ins if "@" in row["userPrincipalName"]]

    assert [] == [name for name in users if name != name.lower() or "#ext#" in name]


def test_roles_are_activated_in_several_rows(tenant: Records) -> None:
    """Requested, completed, expired; and what Core Directory says of it."""
    names = {row["activityDisplayName"] for row in tenant.directory_audits if row["loggedByService"] == PIM}

    assert len(names) == 3


@pytest.mark.parametrize("kind", ["interactiveUser", "nonInteractiveUser", "servicePrincipal", "managedIdentity"])
def test_every_kind_of_sign_in_is_there(tenant: Records, kind: str) -> None:
    """The last three are visible through beta only."""
    assert sum(row["signInEventTypes"] == [kind] for row in tenant.sign_ins) > 30


def test_now_needs_a_zone() -> None:
    """A naive time is an error, not a guess."""
    with pytest.raises(ValueError, match="time zone"):
        make_tenant(datetime(2026, 11, 18))


def test_scale_is_not_negative() -> None:
    """As above."""
    with pytest.raises(ValueError, match="scale"):
        make_tenant(TIMES[0], scale=-1)
