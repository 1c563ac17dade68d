"""Answers over time: the pattern of a person, or numbers per day, hour, weekday or week."""

from __future__ import annotations

from datetime import timedelta

from bot.answers.buckets import axis
from bot.answers.clean import clean
from bot.answers.found import Found, comma, group_of, number, results, sentence
from bot.answers.labels import code_label, label
from bot.answers.model import Answer, Group, Series
from bot.answers.sentence import singular
from bot.answers.split import Part
from bot.answers.times import DAYS
from bot.answers.zero import reasons

_USUAL = 0.8
"""Share of all records that the usual hours hold."""
_SHOWN = 5
_LONGEST_AXIS = 400


def timeline(found: Found) -> Answer:
    """Return numbers per day (or per bucket as said), and for a whole pattern also hours, apps, places and devices."""
    if not found.tally.rows:
        none = sentence(f"no {found.words.things(0)}{comma(found.words.when())}")
        return Answer("timeline", none, lines=reasons(found))
    name = found.tally.of or "day"
    split = found.tally.splits[name]
    groups = tuple(group_of(part, split.of) for part in split.parts())
    whole = not found.question.measure.of
    total = found.tally.events if found.tally.family else found.tally.rows
    ended = results(found.tally.outcomes)
    per = "" if whole else f" by {' and '.join(singular(n) for n in split.of)}"
    headline = f"{number(total, least=found.least)} {found.words.things(total)}{per}{comma(found.words.when())}"
    return Answer(
        kind="timeline",
        headline=sentence(headline) + (f": {ended}" if ended else ""),
        lines=_pattern(found) if whole else _peak(groups, found),
        rows=found.rows(),
        groups=groups,
        series=(_along(found, split.of[0], groups), *(_week(found) if whole else ())),
        ids=found.tally.ids(),
        count=total,
        values=tuple(group.key for group in groups),
    )


def _along(found: Found, bucket: str, groups: tuple[Group, ...]) -> Series:
    """The numbers along their axis, buckets without a record included."""
    first, last = found.tally.earliest, found.tally.latest
    asked = found.report.range
    if first is None or last is None:
        return _as_grouped(bucket, groups)
    begin = max(asked.start, first - timedelta(days=_LONGEST_AXIS)) if asked.start else first
    end = asked.end - timedelta(microseconds=1)
    places = axis(bucket, begin.astimezone(found.zone), max(end, last).astimezone(found.zone), _LONGEST_AXIS)
    counts = {g.key: g.count for g in groups}
    if not places or not counts.keys() <= {place.key for place in places}:
        return _as_grouped(bucket, groups)
    points = tuple((place.label or place.key, counts.get(place.key, 0)) for place in places)
    return Series(bucket, points, tuple(place.key for place in places))


def _as_grouped(bucket: str, groups: tuple[Group, ...]) -> Series:
    return Series(bucket, tuple((g.label, g.count) for g in groups), tuple(g.key for g in groups))


def _week(found: Found) -> tuple[Series, ...]:
    """One series a weekday, each with its 24 hours."""
    cells = {part.key: part.count for part in found.tally.splits["weekday hour_of_day"].parts()}
    hours = [f"{hour:02}" for hour in range(24)]
    return tuple(Series(day, tuple((hour, cells.get(f"{day} | {hour}", 0)) for hour in hours)) for day in DAYS)


def _peak(groups: tuple[Group, ...], found: Found) -> tuple[str, ...]:
    if len(groups) < 2:
        return ()
    best = max(groups, key=lambda group: group.count)
    hours = "Hours of the day, all days together" if "hour_of_day" in found.tally.of.split() else ""
    return tuple(line for line in (f"Most: {best.label} ({best.count:,})", hours) if line)


def _pattern(found: Found) -> tuple[str, ...]:
    splits = found.tally.splits
    lines = [_usual_hours(splits["hour_of_day"].parts()), _usual_days(found)]
    for title, name in (("Apps", "app"), ("Places", "city country"), ("Addresses", "ip"), ("Devices", "os browser")):
        lines.append(_most(title, splits[name].parts(), splits[name].of))
    failures = [part for part in splits["error_code"].parts() if part.key != "0"]
    if failures:
        told = ", ".join(f"{code_label(part.key)} × {part.count:,}" for part in failures[:_SHOWN])
        lines.append(f"Failures: {told}")
    return tuple(line for line in lines if line)


def _most(title: str, parts: list[Part], of: tuple[str, ...]) -> str:
    if not parts:
        return ""
    join = " on " if of[0] == "os" else ", "
    told = []
    for part in parts[:_SHOWN]:
        names = [clean(v) if len(of) > 1 else label(of[0], v) for v in part.labels]
        told.append(f"{join.join(reversed(names) if of[0] == 'os' else names)} ({part.count:,})")
    more = f" and {len(parts) - _SHOWN} more" if len(parts) > _SHOWN else ""
    return f"{title}: {', '.join(told)}{more}"


def _usual_hours(parts: list[Part]) -> str:
    """The shortest stretch of the day, over midnight too, that holds four fifths of all records."""
    counts = [0] * 24
    for part in parts:
        counts[int(part.key)] = part.count
    total = sum(counts)
    for length in range(1, 24):
        spans = [(sum(counts[(start + i) % 24] for i in range(length)), start) for start in range(24)]
        held, start = max(spans, key=lambda one: (one[0], -one[1]))
        if held >= _USUAL * total:
            busiest = max(range(24), key=lambda hour: counts[hour])
            until = (start + length) % 24
            return f"Usual hours: {start:02}:00 to {until:02}:00 ({held:,} of {total:,}), most at {busiest:02}:00"
    return "Usual hours: around the clock"


def _usual_days(found: Found) -> str:
    parts = sorted(found.tally.splits["weekday"].parts(), key=lambda part: DAYS.index(part.key))
    days = len(found.tally.splits["day"].parts())
    told = ", ".join(f"{clean(part.key)[:3]} {part.count:,}" for part in parts)
    return f"Days: on {days} {'day' if days == 1 else 'days'} ({told})"
