"""The parts of a card that show numbers over time: bars per day, and hours by weekdays."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.buckets import BUCKETS
from bot.answers.model import Answer, Series
from bot.answers.times import DAYS
from bot.cards.bars import bar, spark
from bot.cards.elements import Element, container, fold, rich, run, words
from bot.cards.limits import Limits

_AT_ONCE = 10
_CHART_AT_MOST = 31
_MOST_BARS = 14
"""More days or hours than this read better as a line."""
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
    chart = _chart(points) if len(points) <= _CHART_AT_MOST else []
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


def _chart(points: Sequence[tuple[str, int]]) -> list[Element]:
    """Bars, or a line where there are many, blocks for clients without charts, and below what its ends and its top are.

    Charts cut the labels of many bars to a letter or two and colour each bar as they like, unless told.
    https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards
    """
    most = max(count for _, count in points)
    first, last = points[0][0], points[-1][0]
    chart: Element = {
        "type": "Chart.VerticalBar",
        "data": [{"x": label, "y": count, "color": _COLOUR} for label, count in points],
        "fallback": rich(run(spark([count for _, count in points]), columns=True)),
    }
    if len(points) > _MOST_BARS:
        values = [{"x": label, "y": count} for label, count in points]
        chart |= {"type": "Chart.Line", "data": [{"legend": "Number", "color": _COLOUR, "values": values}]}
    told = run(f"{first} to {last}, at most {most:,}", small=True, subtle=True)
    return [chart, rich(told, spacing="None")]


def week(series: Sequence[Series]) -> list[Element]:
    """Return the hours of the day by weekday as lines of blocks; nothing when the answer has none."""
    days = {one.name: one for one in series if one.name in DAYS}
    if not days:
        return []
    most = max((count for one in days.values() for _, count in one.points), default=0)
    rows = [rich(run(_HOURS, columns=True, small=True, subtle=True), spacing="None")]
    for name in DAYS:
        counts = [count for _, count in days[name].points] if name in days else []
        rows.append(rich(run(f"{name[:3]}   {spark(counts, most)}", columns=True, small=True), spacing="None"))
    title = words("Hours of the day by weekday", bold=True, small=True, spacing="Medium")
    note = words(f"The highest is {most:,} in one hour of a weekday.", subtle=True, small=True, spacing="None")
    return [title, container(rows, spacing="Small"), note]
