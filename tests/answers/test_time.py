"""Time is the asker's: buckets, labels and ranges in their zone, through changes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.answers.times import UNKNOWN, at, moment, span, ticks_of, zone_name
from intents.model import Kind, TimeRange
from tests.answers.making import FAILED, NOW, WEEK, A, S, answer, ask, audit, sign_in, user_target

BERLIN = ZoneInfo("Europe/Berlin")
KOLKATA = ZoneInfo("Asia/Kolkata")


def test_days_are_the_askers() -> None:
    """23:30 UTC is tomorrow in Berlin."""
    late = sign_in("a", "2026-11-10T23:30:00Z")

    assert ("2026-11-10",) == answer(ask(Kind.GROUP, of=("day",)), late).values
    assert ("2026-11-11",) == answer(ask(Kind.GROUP, of=("day",)), late, zone=BERLIN).values


def test_buckets_are_in_order_of_time() -> None:
    """The busiest day does not come first."""
    rows = [sign_in(str(n), f"2026-11-1{d}T10:00:00Z") for n, d in enumerate((3, 1, 3, 3))]
    got = answer(ask(Kind.GROUP, of=("day",)), *rows)

    assert [("2026-11-11", "Wed 11 Nov", 1), ("2026-11-13", "Fri 13 Nov", 3)] == [
        (g.key, g.label, g.count) for g in got.groups
    ]


def test_weekdays_begin_on_monday() -> None:
    """Sunday comes last."""
    rows = [sign_in("a", "2026-11-15T10:00:00Z"), sign_in("b", "2026-11-09T10:00:00Z")]

    assert ("Monday", "Sunday") == answer(ask(Kind.GROUP, of=("weekday",)), *rows).values


def test_weeks_are_named_by_their_monday() -> None:
    """Sunday belongs to the week that began on Monday."""
    got = answer(ask(Kind.GROUP, of=("week",)), sign_in("a", "2026-11-15T10:00:00Z"))

    assert [("2026-11-09", "week of Mon 9 Nov")] == [(g.key, g.label) for g in got.groups]


def test_hours_of_a_long_range_are_hours_of_the_day() -> None:
    """Over a week, "by hour" is 0 to 23, and that is said; over a day, each hour is itself."""
    rows = [sign_in("a", "2026-11-10T10:05:00Z"), sign_in("b", "2026-11-11T10:55:00Z")]
    day = TimeRange(datetime(2026, 11, 10, tzinfo=UTC), datetime(2026, 11, 11, tzinfo=UTC), "on tuesday")

    long, short = (
        answer(ask(Kind.GROUP, of=("hour",)), *rows),
        answer(ask(Kind.GROUP, range=day, of=("hour",)), rows[0]),
    )

    assert (("10",), "Hours of the day, all days together") == (long.values, long.lines[0])
    assert (("2026-11-10T10",), ()) == (short.values, short.lines)


def test_the_axis_holds_empty_days() -> None:
    """A day without a record is a day with none."""
    got = answer(ask(Kind.TIMELINE, of=("day",)), sign_in("a", "2026-11-10T10:00:00Z"))

    assert (("Mon 9 Nov", 0), ("Tue 10 Nov", 1), ("Wed 11 Nov", 0)) == got.series[0].points[:3]
    assert (7, ("2026-11-10",)) == (len(got.series[0].points), got.values)


@pytest.mark.parametrize(("day", "hours"), [("2026-10-25", 24), ("2026-03-29", 23)])
def test_days_on_which_the_clock_changes(day: str, hours: int) -> None:
    """Berlin, back in October and forward in March: every hour label once, none invented."""
    start = datetime.fromisoformat(day).replace(tzinfo=BERLIN)
    end = (start + timedelta(days=1)).astimezone(UTC)
    asked = TimeRange(start.astimezone(UTC), end, "on sunday")
    got = answer(
        ask(Kind.TIMELINE, range=asked, of=("hour",)), sign_in("a", start.astimezone(UTC).isoformat()), zone=BERLIN
    )
    labels = [label for label, _ in got.series[0].points]

    assert (hours, hours) == (len(labels), len(set(labels)))


def test_a_pattern() -> None:
    """Total and failures; usual hours, days, apps, places, devices, failures; days and weekdays by hour as numbers."""
    rows = [sign_in(f"{d}{h}", f"2026-11-{d:02}T{h:02}:10:00Z") for d in (9, 10, 11) for h in (8, 9, 10)]
    night = sign_in("n", "2026-11-12T02:00:00Z", 50126, location={"city": "Moscow", "countryOrRegion": "RU"})
    got = answer(ask(Kind.TIMELINE), *rows, night)

    assert "10 sign-ins, last week: 9 succeeded and 1 failed" == got.headline
    assert got.lines == (
        "Usual hours: 08:00 to 11:00 (9 of 10), most at 08:00",
        "Days: on 4 days (Mon 3, Tue 3, Wed 3, Thu 1)",
        "Apps: Microsoft Teams (10)",
        "Places: Seattle, US (9), Moscow, RU (1)",
        "Addresses: 198.51.100.7 (10)",
        "Devices: Chrome 130.0.1 on Windows 10 (10)",
        "Failures: wrong password (50126) × 1",
    )
    assert ["day", "Monday"] == [s.name for s in got.series[:2]]
    assert {"08": 1, "09": 1, "10": 1} == {hour: n for hour, n in got.series[1].points if n}
    assert ("2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12") == got.values


def test_usual_hours_reach_over_midnight() -> None:
    """A night shift is one stretch."""
    rows = [sign_in(str(h), f"2026-11-10T{h:02}:10:00Z") for h in (22, 23, 0, 1)]

    assert answer(ask(Kind.TIMELINE), *rows).lines[0].startswith("Usual hours: 22:00 to 02:00 (4 of 4)")


def test_changes_per_day() -> None:
    """Any log has a line in time."""
    got = answer(ask(Kind.TIMELINE, logs=A, of=("day",)), audit("a", targets=[user_target("E", "e@c")]))

    assert ("1 directory change by day, last week", 1) == (got.headline, got.count)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-18T09:05:00Z", "today 14:35"),
        ("2026-11-17T20:00:00Z", "today 01:30"),
        ("2026-11-17T18:00:00Z", "yesterday 23:30"),
        ("2026-11-16T10:00:00Z", "Mon 16 Nov 15:30"),
    ],
)
def test_today_is_the_askers(when: str, said: str) -> None:
    """A moment of yesterday in UTC may be today in Kolkata."""
    assert said == at(datetime.fromisoformat(when), KOLKATA, now=NOW)


def test_other_years_are_named() -> None:
    """A date of another year is not mistaken for this one's."""
    assert "Wed 31 Dec 2025 23:00" == at(datetime(2025, 12, 31, 23, tzinfo=UTC), UTC, now=NOW)


def test_ranges_name_both_ends_and_years() -> None:
    """A range is said whole, in local time; an open start is said as such."""
    assert "from Mon 9 Nov 2026 01:00 to Mon 16 Nov 2026 01:00" == span(WEEK, BERLIN)
    assert "everything kept, up to Mon 16 Nov 2026 00:00" == span(TimeRange(None, WEEK.end, "before"), UTC)


def test_zones_are_named_with_their_offset() -> None:
    """The offset is that of the time shown, not of today."""
    assert ("UTC", "Europe/Berlin (UTC+01:00)", "Europe/Berlin (UTC+02:00)") == (
        zone_name(ZoneInfo("UTC"), NOW),
        zone_name(BERLIN, NOW),
        zone_name(BERLIN, datetime(2026, 7, 1, tzinfo=UTC)),
    )


@pytest.mark.parametrize(
    ("raw", "ticks"),
    [
        ("1970-01-01T00:00:00.0000001Z", 1),
        ("1970-01-01T00:00:01Z", 10_000_000),
        ("1970-01-01T00:00:00.9999999Z", 9_999_999),
        ("1970-01-01T01:00:00+01:00", 0),
        ("yesterday", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_ticks(raw: object, ticks: int) -> None:
    """All decimals count; what cannot be read is unknown."""
    assert ticks == ticks_of(S, {"createdDateTime": raw})


def test_an_unknown_time_is_no_moment() -> None:
    """Nothing is made up."""
    assert moment(UNKNOWN) is None


def test_a_record_without_a_time_is_in_no_bucket() -> None:
    """It is counted, and said to have none."""
    got = answer(ask(Kind.GROUP, FAILED, of=("day",)), sign_in("a", "never", 50126), sign_in("b", code=50126))

    assert (2, ("1 more record names no day",)) == (got.count, got.lines)
