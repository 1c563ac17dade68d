"""What a found range says beside its ends: the words, what was assumed, other readings; and what it never does."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.dates import Found, find, find_all
from intents.model import TimeRange

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


def read(text: str, now: datetime = NOW, locale: str | None = None) -> Found:
    found = find(text, now=now, locale=locale)
    assert found is not None
    return found


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in read(text).spans]


def readings(text: str, locale: str | None = None) -> list[tuple[str, str]]:
    """The other readings: first day and note."""
    return [(f"{other.start:%m-%d %H:%M}", other.note) for other in read(text, locale=locale).range.alternatives]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sign-ins for alice since monday 9am please", ["since monday 9am"]),
        ("in the last 24 hours, who failed", ["in the last 24 hours"]),
        ("from 10/28 to 11/3 by app", ["from 10/28 to 11/3"]),
        ("on Monday show failures between 02:00 and 03:00", ["on Monday", "between 02:00 and 03:00"]),
        ("did bob sign in yesterday", ["yesterday"]),
        ("yesterday's resets", ["yesterday's"]),
        ("Yesterday\u2019s resets", ["Yesterday\u2019s"]),
        ("over the whole of last week", ["over the whole of last week"]),
        ("lastweek", ["lastweek"]),
    ],
)
def test_spans_are_the_words_that_were_read(text: str, expected: list[str]) -> None:
    """The words consumed, prepositions included, and nothing else; `said` is the same words."""
    assert expected == words(text)
    assert " ".join(expected) == read(text).range.said


def test_calendar_and_rolling_week_are_each_the_others_alternative() -> None:
    """ "last week" and "past week" are confused in speech: the other one is offered."""
    calendar, rolling = read("last week").range, read("past week").range

    assert [(rolling.start, rolling.end)] == [(a.start, a.end) for a in calendar.alternatives]
    assert [(calendar.start, calendar.end)] == [(a.start, a.end) for a in rolling.alternatives]
    assert all(a.note for a in (*calendar.alternatives, *rolling.alternatives))


@pytest.mark.parametrize(
    ("locale", "day", "note"),
    [
        (None, "10-11", "10/11 read as October 11 (en-US, assumed)"),
        ("en-US", "10-11", "10/11 read as October 11 (en-US)"),
        ("en-GB", "11-10", "10/11 read as November 10 (en-GB)"),
        ("de-DE", "11-10", "10/11 read as November 10 (de-DE)"),
        ("ja-JP", "10-11", "10/11 read as October 11 (ja-JP)"),
        ("xx-XX", "10-11", "10/11 read as October 11 (xx-XX)"),
    ],
)
def test_order_of_day_and_month_is_the_locales(locale: str | None, day: str, note: str) -> None:
    """10/11 is read as the asker writes dates, says so, and offers the other reading."""
    range_ = read("sign-ins on 10/11", locale=locale).range

    assert range_.start is not None
    assert day == f"{range_.start:%m-%d}"
    assert note == range_.note
    assert [other.start.strftime("%m-%d") for other in range_.alternatives if other.start] == (
        ["11-10"] if day == "10-11" else ["10-11"]
    )


@pytest.mark.parametrize(
    ("locale", "text", "day"),
    [
        ("fr-FR", "sign-ins on 3 novembre", "2026-11-03"),
        ("de-DE", "lockouts since 25. Oktober", "2026-10-25"),
        ("de-DE", "lockouts on 9. M\u00e4rz 2025", "2025-03-09"),
        ("es", "resets on 1 de agosto", "2026-08-01"),
    ],
)
def test_months_in_the_askers_language(locale: str, text: str, day: str) -> None:
    """Dates come easier in one's own language: its months are read as well as the English ones."""
    start = read(text, locale=locale).range.start

    assert start is not None
    assert day == start.date().isoformat()


@pytest.mark.parametrize("text", ["last 5 sign-ins", "top 10 users", "3 failures", "sign-ins on 3 novembre"])
def test_no_month_in_another_language(text: str) -> None:
    """Words are not forced into months, and a language that the asker does not use is not tried."""
    assert find(text, now=NOW, locale="de-DE" if "novembre" not in text else "en-GB") is None


def test_an_unambiguous_end_decides_the_order_of_the_other() -> None:
    """In "12/10-14/10" only the second date leaves no choice: both are read its way."""
    range_ = read("12/10-14/10", locale="en-US").range

    assert (datetime(2026, 10, 12, tzinfo=UTC), datetime(2026, 10, 15, tzinfo=UTC)) == (range_.start, range_.end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last tuesday", ("11-10 00:00", "that weekday of last week")),
        ("yesterday at 4:00", ("11-17 16:00", "as hours of the afternoon and evening (pm)")),
        ("between 2 and 4 yesterday", ("11-17 14:00", "as hours of the afternoon and evening (pm)")),
        ("between 2 and 4pm", ("11-17 14:00", "the same hours a day earlier")),
        ("from 3 november", ("11-03 00:00", "from then on, up to now")),
        ("a month ago", ("10-18 00:00", "that day, 2026-10-18, alone")),
        ("last 3 days", ("11-15 00:00", "the 3 whole days before this one")),
        ("last night", ("11-18 00:00", "from midnight to 06:00 alone")),
    ],
)
def test_other_fair_readings(text: str, expected: tuple[str, str]) -> None:
    """Where two readings are fair, one is taken and the other is offered with its name."""
    assert expected in readings(text)


@pytest.mark.parametrize("text", ["tomorrow", "next week", "tonight", "on 25 December 2026", "next monday", "in 2027"])
def test_the_future_is_empty_and_says_so(text: str) -> None:
    """Nothing has been logged there yet: an empty range at now, with the reason."""
    range_ = read(text).range

    assert (range_.start, range_.end) == (NOW, NOW)
    assert "lies in the future" in range_.note


def test_two_ranges_are_both_found() -> None:
    """A comparison names two ranges; the first one governs."""
    text = "compare today with yesterday"

    assert [found.range.said for found in find_all(text, now=NOW)] == ["today", "yesterday"]
    assert read(text).range.said == "today"


@pytest.mark.parametrize(
    "text", ["compare yesterday and today", "difference between yesterday and today", "yesterday versus today"]
)
def test_compared_days_are_not_joined(text: str) -> None:
    """ "yesterday and today" is one range, but not where the two are compared."""
    assert len(find_all(text, now=NOW)) == 2


def test_taken_words_are_left_alone() -> None:
    """What somebody else has claimed is never read as a date."""
    text = "sign-ins with error 1102 from app Friday on monday"
    start = text.index("Friday")

    found = find(text, now=NOW, taken=[(start, start + len("Friday"))])

    assert found is not None
    assert found.range.said == "on monday"
    assert find("code 10/11", now=NOW, taken=[(5, 10)]) is None


def test_an_hour_that_the_clocks_skip() -> None:
    """01:30 on the night the clocks go forward is read as 02:30, and the note says why."""
    range_ = read("yesterday at 1:30am", datetime(2026, 3, 30, 8, tzinfo=LONDON), "en-GB").range

    assert range_.start == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert range_.end - range_.start == timedelta(minutes=1)
    assert "skip" in range_.note


def test_an_hour_that_the_clocks_repeat() -> None:
    """1am on the night the clocks go back is two hours long; of a minute in it the second one is offered too."""
    now = datetime(2026, 10, 26, 9, 15, tzinfo=LONDON)
    hour, minute = read("yesterday at 1am", now).range, read("yesterday at 1:30am", now).range

    assert hour.start is not None
    assert minute.start is not None
    assert datetime(2026, 10, 25, 0, tzinfo=UTC) == hour.start.astimezone(UTC)
    assert datetime(2026, 10, 25, 2, tzinfo=UTC) == hour.end.astimezone(UTC)
    assert "twice" in hour.note
    assert datetime(2026, 10, 25, 0, 30, tzinfo=UTC) == minute.start.astimezone(UTC)
    assert datetime(2026, 10, 25, 1, 30, tzinfo=UTC) in [
        o.start.astimezone(UTC) for o in minute.alternatives if o.start
    ]


def test_inside_the_repeated_hour_time_still_runs_forward() -> None:
    """At 01:10 for the second time, 01:30 of the first time has been, and the last hour began 60 minutes ago."""
    now = datetime(2026, 10, 25, 1, 10, tzinfo=LONDON, fold=1)
    half_past, hour = read("at 1:30am", now).range, read("last hour", now).range

    assert half_past.start is not None
    assert hour.start is not None
    assert datetime(2026, 10, 25, 0, 30, tzinfo=UTC) == half_past.start.astimezone(UTC)
    assert datetime(2026, 10, 25, 0, 10, tzinfo=UTC) == hour.start.astimezone(UTC)


def test_today_in_another_zone_is_the_day_it_is_there() -> None:
    """At 20:00 in New York it is tomorrow in UTC already: "today UTC" means that day, "today" the asker's."""
    now = datetime(2026, 11, 18, 20, tzinfo=ZoneInfo("America/New_York"))
    there, here = read("today UTC", now).range.start, read("today", now).range.start

    assert there is not None
    assert here is not None
    assert datetime(2026, 11, 19, tzinfo=UTC) == there.astimezone(UTC)
    assert datetime(2026, 11, 18, 5, tzinfo=UTC) == here.astimezone(UTC)


def test_a_mismatched_weekday_is_told() -> None:
    """Where a weekday and a date disagree the date holds, and the note says what day it was."""
    assert "Tuesday 3 November 2026" in read("friday 3 november 2026").range.note


def test_import_is_light() -> None:
    """Neither dateparser nor holidays is loaded before a date needs it."""
    code = (
        "import sys, intents.dates as d, datetime as t; now = t.datetime(2026, 11, 18, tzinfo=t.UTC);"
        "d.find('last week', now=now); d.find('3 nov', now=now); d.find('10/28/2026 3pm', now=now);"
        "print([m for m in ('dateparser', 'holidays') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


REPEATS = (
    "from ", "between ", "last ", "1/1/", "since ", "to ", "the ", "and ", "- ", "at ", "in the ", "1 ", "1-", "1:1:",
    "may ", "monday ", "3pm ", "monday to ", "half ", "quarter of ", "first of ", "the first week of ", "week of ",
    "early ", "between 1 and ", "1 day ago ", "twenty ", "3 days before ", "weekend of ", "1st ", "1.1.", "'", '"', "(",
    "end of ", "10:00-", "nov ", "two thousand ", "the last hour of ", "within 3 hours of ", "no later than ", "a:",
    "1h", "last last", "from 3pm for 2 hours ", "p . m . ", "christmas ", "\u0130", "9", "a", "-1", "12/",
    "early last ", "the night before ", "the monday after ", "the entire month of ", "for 2 hours from ", "5th, ", "1 and ",
    "yesterday and the day before ", "9am +/- ", "week 1-", "2200 to ", "since at least ", "tuesday, ", "last mont ",
)  # fmt: skip


@pytest.mark.parametrize("unit", REPEATS)
def test_time_is_bounded(unit: str) -> None:
    """A thousand characters of any phrase, repeated, are read in bounded time (a wide bound: machines are busy)."""
    text = (unit * 1000)[:1000]
    started = time.perf_counter()

    find(text, now=NOW)

    assert time.perf_counter() - started < 1.0


VOCABULARY = (
    "last", "past", "this", "week", "7", "days", "from", "to", "between", "and", "monday", "9am", "nov", "3", "3rd",
    "10/11", "may", "since", "before", "until", "yesterday", "today", "at", "noon", "morning", "night", "first", "of",
    "the", "ago", "hour", "-", ",", "2026", "in", "on", "q3", "utc", "weekend", "half", "quarter", "14:00",
    "christmas", "31", "february", "second", "24h", "next", "month", "year", "early", "end", "2026-11-03", "for",
    "failed", "alice", "'26", "midnight",
)  # fmt: skip
ZONES = tuple(ZoneInfo(name) for name in ("UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"))


def assert_sound(text: str, found: Found, now: datetime) -> None:
    """A range is aware, in order, not beyond now, and its spans lie in the text in order."""

    def sound(range_: TimeRange) -> bool:
        aware = range_.end.tzinfo is not None and (range_.start is None or range_.start.tzinfo is not None)
        end = range_.end.timestamp()
        return aware and end <= now.timestamp() and (range_.start is None or range_.start.timestamp() <= end)

    places = [place for span in found.spans for place in span]

    assert all(sound(range_) for range_ in (found.range, *found.range.alternatives))
    assert places == sorted(places)
    assert places[-1] <= len(text)
    assert found.range.said


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(VOCABULARY), max_size=9).map(" ".join),
    st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)),
    st.sampled_from(ZONES),
    st.sampled_from((None, "en-GB", "en-US", "fr")),
)
def test_any_words_give_a_sound_range_or_none(text: str, wall: datetime, zone: ZoneInfo, locale: str | None) -> None:
    """Whatever date words stand in whatever order, at whatever moment."""
    now = wall.replace(tzinfo=zone)

    for found in find_all(text, now=now, locale=locale):
        assert_sound(text, found, now)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    """Chat text is hostile: any characters at all."""
    for found in find_all(text, now=NOW):
        assert_sound(text, found, NOW)
