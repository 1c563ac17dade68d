"""What people on call type in London and in New York: dates by locale, and days on which the clocks change."""

from __future__ import annotations

from tests.dates.oncall import GROUPS as IN_UTC
from tests.dates.oncall import Group
from tests.dates.oncall_america import GROUPS as IN_AMERICA
from tests.dates.oncall_places import GROUPS as IN_PLACES
from tests.dates.oncall_wording import GROUPS as IN_WORDS

LONDON = Group("a weekday morning in London", "2026-11-18T09:30", "Europe/London", "en-GB", (
    ("half eight this morning", "2026-11-18T08:30 .. 2026-11-18T08:31"),
    ("between half seven and half eight this morning", "2026-11-18T07:30 .. 2026-11-18T08:30"),
    ("sign-ins on 5/11", "2026-11-05 .. 2026-11-06"),
    ("from 09/11 to 13/11", "2026-11-09 .. 2026-11-14"),
    ("05/11/26", "2026-11-05 .. 2026-11-06"),
    ("1st-5th Nov", "2026-11-01 .. 2026-11-06"),
    ("a fortnight ago", "2026-11-02 .. 2026-11-09"),
    ("mother's day", "2026-03-15 .. 2026-03-16"),
    ("the bank holiday", "2026-08-31 .. 2026-09-01"),
    ("in august", "2026-08-01T00:00+01:00 .. 2026-09-01T00:00+01:00"),
    ("last 6 months", "2026-05-18T09:30+01:00 .. now"),
    ("3pm yesterday", "2026-11-17T15 .. 2026-11-17T16"),
    ("on 10 july at 3pm", "2026-07-10T15:00+01:00 .. 2026-07-10T16:00+01:00"),
    ("on 10 july at 3pm UTC", "2026-07-10T15:00+00:00 .. 2026-07-10T16:00+00:00"),
))  # fmt: skip

LONDON_AUTUMN = Group("London, the day after the clocks went back", "2026-10-26T09:15", "Europe/London", "en-GB", (
    ("failures yesterday", "2026-10-25T00:00+01:00 .. 2026-10-26T00:00+00:00"),
    ("failures on sunday", "2026-10-25T00:00+01:00 .. 2026-10-26T00:00+00:00"),
    ("over the weekend", "2026-10-24T00:00+01:00 .. 2026-10-26T00:00+00:00"),
    ("last 24 hours", "2026-10-25T09:15+00:00 .. now"),
    ("last 48 hours", "2026-10-24T10:15+01:00 .. now"),
    ("last 2 days", "2026-10-24T09:15+01:00 .. now"),
    ("last 7 days", "2026-10-19T09:15+01:00 .. now"),
    ("past week", "2026-10-19T09:15+01:00 .. now"),
    ("last week", "2026-10-19T00:00+01:00 .. 2026-10-26T00:00+00:00"),
    ("last month", "2026-09-01T00:00+01:00 .. 2026-10-01T00:00+01:00"),
    ("this month", "2026-10-01T00:00+01:00 .. now"),
    ("last night", "2026-10-25T18:00+00:00 .. 2026-10-26T06:00+00:00"),
    ("saturday night", "2026-10-24T18:00+01:00 .. 2026-10-25T06:00+00:00"),
    ("yesterday between midnight and 3am", "2026-10-25T00:00+01:00 .. 2026-10-25T03:00+00:00"),
    ("since midnight yesterday", "2026-10-25T00:00+01:00 .. now"),
    ("since 3am yesterday", "2026-10-25T03:00+00:00 .. now"),
    ("yesterday at 00:30", "2026-10-25T00:30+01:00 .. 2026-10-25T00:31+01:00"),
    ("yesterday at 3pm UTC", "2026-10-25T15:00+00:00 .. 2026-10-25T16:00+00:00"),
    ("friday at 3pm UTC", "2026-10-23T16:00+01:00 .. 2026-10-23T17:00+01:00"),
    ("friday 3pm", "2026-10-23T15:00+01:00 .. 2026-10-23T16:00+01:00"),
    ("36 hours ago", "2026-10-24T22:00+01:00 .. 2026-10-24T23:00+01:00"),
    ("10/11", "2025-11-10T00:00+00:00 .. 2025-11-11T00:00+00:00"),
    ("on 12/10/2026", "2026-10-12T00:00+01:00 .. 2026-10-13T00:00+01:00"),
    ("from 01/10 to 05/10", "2026-10-01T00:00+01:00 .. 2026-10-06T00:00+01:00"),
    ("since 5/10", "2026-10-05T00:00+01:00 .. now"),
    ("today", "2026-10-26T00:00+00:00 .. now"),
    ("august bank holiday", "2026-08-31T00:00+01:00 .. 2026-09-01T00:00+01:00"),
    ("boxing day", "2025-12-26T00:00+00:00 .. 2025-12-27T00:00+00:00"),
))  # fmt: skip

LONDON_SPRING = Group("London, the day after the clocks went forward", "2026-03-30T08:00", "Europe/London", "en-GB", (
    ("yesterday", "2026-03-29T00:00+00:00 .. 2026-03-30T00:00+01:00"),
    ("last 24 hours", "2026-03-29T08:00+01:00 .. now"),
    ("last 36 hours", "2026-03-28T19:00+00:00 .. now"),
    ("last 3 days", "2026-03-27T08:00+00:00 .. now"),
    ("last week", "2026-03-23T00:00+00:00 .. 2026-03-30T00:00+01:00"),
    ("saturday night", "2026-03-28T18:00+00:00 .. 2026-03-29T06:00+01:00"),
    ("yesterday between midnight and 3am", "2026-03-29T00:00+00:00 .. 2026-03-29T03:00+01:00"),
    ("yesterday at 1:30am", "2026-03-29T02:30+01:00 .. 2026-03-29T02:31+01:00"),
    ("since 28/3", "2026-03-28T00:00+00:00 .. now"),
))  # fmt: skip

NEW_YORK_AUTUMN = Group("New York, the day after they went back", "2026-11-02T08:45", "America/New_York", "en-US", (
    ("yesterday", "2026-11-01T00:00-04:00 .. 2026-11-02T00:00-05:00"),
    ("last 24 hours", "2026-11-01T08:45-05:00 .. now"),
    ("past 36 hours", "2026-10-31T21:45-04:00 .. now"),
    ("last 2 days", "2026-10-31T08:45-04:00 .. now"),
    ("last week", "2026-10-26T00:00-04:00 .. 2026-11-02T00:00-05:00"),
    ("over the weekend", "2026-10-31T00:00-04:00 .. 2026-11-02T00:00-05:00"),
    ("halloween", "2026-10-31T00:00-04:00 .. 2026-11-01T00:00-04:00"),
    ("between 12am and 3am yesterday", "2026-11-01T00:00-04:00 .. 2026-11-01T03:00-05:00"),
    ("yesterday 9am UTC", "2026-11-01T04:00-05:00 .. 2026-11-01T05:00-05:00"),
    ("since 10pm saturday", "2026-10-31T22:00-04:00 .. now"),
    ("this month", "2026-11-01T00:00-04:00 .. now"),
    ("10/11", "2026-10-11T00:00-04:00 .. 2026-10-12T00:00-04:00"),
    ("from 10/28 to 11/3", "2026-10-28T00:00-04:00 .. now"),
    ("since friday 5pm", "2026-10-30T17:00-04:00 .. now"),
))  # fmt: skip

NEW_YORK_SPRING = Group("New York, the day the clocks went forward", "2026-03-08T11:20", "America/New_York", "en-US", (
    ("today", "2026-03-08T00:00-05:00 .. now"),
    ("last 12 hours", "2026-03-07T22:20-05:00 .. now"),
    ("last 24 hours", "2026-03-07T10:20-05:00 .. now"),
    ("past day", "2026-03-07T11:20-05:00 .. now"),
    ("between 1am and 4am today", "2026-03-08T01:00-05:00 .. 2026-03-08T04:00-04:00"),
    ("this morning", "2026-03-08T06:00-04:00 .. now"),
    ("last night", "2026-03-07T18:00-05:00 .. 2026-03-08T06:00-04:00"),
    ("10 hours ago", "2026-03-08T00:00-05:00 .. 2026-03-08T01:00-05:00"),
    ("the weekend", "2026-03-07T00:00-05:00 .. now"),
    ("3 days ago", "2026-03-05T00:00-05:00 .. 2026-03-06T00:00-05:00"),
))  # fmt: skip

GROUPS = (
    *IN_UTC, *IN_WORDS, *IN_PLACES, *IN_AMERICA, LONDON, LONDON_AUTUMN, LONDON_SPRING, NEW_YORK_AUTUMN, NEW_YORK_SPRING,
)  # fmt: skip
"""All groups of the corpus."""
