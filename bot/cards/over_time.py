"""The parts of a card that show numbers over time: bars per day, and hours by weekdays."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bot.answers.buckets import BUCKETS
from bot.answers.model import Answer, Series
from bot.answers.times import DAYS
from bot.cards.bars import bar, shades, spark
from bot.cards.elements import Element, container, fold, rich, run, words
from bot.cards.limits import Limits

_AT_ONCE = 10
_CHART_AT_MOST = 31
_MOST_BARS = 15
"""So many bars have room for two characters below each on a phone; more read better as a line."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SHORT: Mapping[str, Callable[[str], str]] = {
    "hour": lambda key: key[-2:],
    "hour_of_day": lambda key: key,
    "day": lambda key: str(int(key[8:])),
    "weekday": lambda key: key[:3],
}
"""What stands below a point of a chart, by bucket."""
_COLOUR = "categoricalBlue"
_HOURS = "      0     6     12    18  23"


def along(answer: Answer, limits: Limits) -> list[Element]:
    """Return a chart of the first series with its fallback, and the same numbers as text, folded when they are many."""
    if not answer.series or not answer.series[0].points:
        return []
    series = answer.series[0]
    points = series.points[-limits.points :]
    rows = _text_rows(points)
    left = len(series.points) - len(points)
    if left:
        rows.insert(0, words(f"{left} earlier ones are not shown here", subtle=True, small=True))
    if len(points) <= _AT_ONCE:
        return rows
    chart = _chart(series.name, points, series.keys[-limits.points :]) if len(points) <= _CHART_AT_MOST else []
    unit = BUCKETS[series.name].plural if series.name in BUCKETS else "numbers"
    return [*chart, *fold("along", f"Show all {len(points)} {unit}", rows)]


def _text_rows(points: Sequence[tuple[str, int]]) -> list[Element]:
    """One line a bucket: label, number and bar in columns of equal width."""
    most = max((count for _, count in points), default=0)
    wide = max((len(label) for label, _ in points), default=0)
    digits = len(f"{most:,}")
    items = []
    for label, count in points:
        told = f"{label.ljust(wide)} {f'{count:,}'.rjust(digits)} {bar(count, most, 14)}"
        items.append(rich(run(told, columns=True, small=True), spacing="None"))
    return [container(items, spacing="Small")]


def _chart(bucket: str, points: Sequence[tuple[str, int]], keys: Sequence[str]) -> list[Element]:
    """Bars, or a line where there are many, blocks for clients without charts, and below what its ends and its top are.

    Charts cut the labels of many bars to a letter or two and colour each bar as they like, unless told. A line whose
    points are all dates has an axis of time, which says a few dates whole and as its reader writes them.
    https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards
    """
    counts = [count for _, count in points]
    most = max(counts)
    first, last = points[0][0], points[-1][0]
    chart: Element = {
        "type": "Chart.VerticalBar",
        "data": [],
        "yMax": _top(most),
        "fallback": rich(run(spark(counts), columns=True)),
    }
    dates = bool(keys) and all(_DATE.fullmatch(key) for key in keys)
    if dates and (len(points) > _MOST_BARS or bucket not in _SHORT):
        chart |= _line(keys, counts) | {"yAxisTitle": "Number"}  # without it the first date is cut off
    elif len(points) > _MOST_BARS:
        chart |= _line(_short(bucket, points, keys), counts)
    else:
        named = zip(_short(bucket, points, keys), counts, strict=True)
        chart["data"] = [{"x": label, "y": count, "color": _COLOUR} for label, count in named]
        chart["showBarValues"] = True  # where they have room: the Playground marks the quarters of the tallest bar
    told = run(f"{first} to {last}, at most {most:,}", small=True, subtle=True)
    return [chart, rich(told, spacing="None")]


def _line(places: Sequence[str], counts: Sequence[int]) -> Element:
    values = [{"x": place, "y": count} for place, count in zip(places, counts, strict=True)]
    return {"type": "Chart.Line", "data": [{"legend": "Number", "color": _COLOUR, "values": values}]}


def _short(bucket: str, points: Sequence[tuple[str, int]], keys: Sequence[str]) -> list[str]:
    """Short labels where no two are the same: charts draw points of one label as one."""
    labels = [label for label, _ in points]
    if bucket not in _SHORT or len(keys) != len(labels):
        return labels
    short = [_SHORT[bucket](key) for key in keys]
    return short if len(set(short)) == len(short) else labels


def _top(most: int) -> int:
    """The end of the axis: charts mark its quarters, which should be whole, round numbers."""
    quarter = -(-max(1, most) // 4)
    unit = max(1, int(10 ** (len(str(quarter)) - 1)) // 2)
    return -(-quarter // unit) * unit * 4


def week(series: Sequence[Series]) -> list[Element]:
    """Return the hours of the day by weekday as lines of shades; nothing when the answer has none."""
    days = {one.name: one for one in series if one.name in DAYS}
    if not days:
        return []
    most = max((count for one in days.values() for _, count in one.points), default=0)
    rows = [rich(run(_HOURS, columns=True, small=True, subtle=True), spacing="None")]
    for name in DAYS:
        counts = [count for _, count in days[name].points] if name in days else []
        rows.append(rich(run(f"{name[:3]}   {shades(counts, most)}", columns=True, small=True), spacing="None"))
    title = words("Hours of the day by weekday", bold=True, small=True, spacing="Medium")
    note = words(f"The highest is {most:,} in one hour of a weekday.", subtle=True, small=True, spacing="None")
    return [title, container(rows, spacing="Small"), note]
