"""The corpus of on-call phrases, and the texts without a date."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from intents.dates import find
from tests.dates.negatives import NO_DATE
from tests.dates.oncall import Group
from tests.dates.oncall_zones import GROUPS

ROWS = [(group, text, range_) for group in GROUPS for text, range_ in group.rows]


@pytest.mark.parametrize(("group", "text", "range_"), ROWS, ids=[f"{g.name}: {t}" for g, t, _ in ROWS])
def test_on_call_phrase(group: Group, text: str, range_: str) -> None:
    """The text means this range, to the second, on the clocks of that place."""
    zone = ZoneInfo(group.zone)
    now = datetime.fromisoformat(group.now).replace(tzinfo=zone)

    def instant(written: str) -> float | None:
        if written == "kept":
            return None
        moment = now if written == "now" else datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()

    start, end = range_.split(" .. ")
    found = find(text, now=now, locale=group.locale)

    assert found is not None
    assert (instant(start), instant(end)) == (
        found.range.start and found.range.start.timestamp(),
        found.range.end.timestamp(),
    )


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date(text: str) -> None:
    """A text without a date gives none: a range read from it would be a wrong answer."""
    assert find(text, now=datetime(2026, 11, 18, 14, 30, tzinfo=ZoneInfo("UTC"))) is None
