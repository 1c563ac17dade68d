"""Weeks by number or by a date in them, and weekends by a date: week 45, the week of 2 November, w/c 26 Oct."""

from __future__ import annotations

from datetime import date
from typing import Final

from intents.dates import words
from intents.dates.almanac import shift, unit_days
from intents.dates.amounts import unit_at
from intents.dates.grammar import Got, Rule, Text, number, year
from intents.dates.values import Days, Grain, When


def _week(first: date, length: int = 7) -> Days:
    return Days(Grain.WEEK, first, shift(first, length))


def read_week_number(text: Text, at: int) -> Got | None:
    """week 45, wk 45, w45, 2026-W45, "week 1 of 2026": weeks of ISO 8601."""
    lead = year(text, at)
    start = lead[1] + (text.word(lead[1]) == "-") if lead else at
    start = text.skip(start, "iso", "calendar")
    if text.word(start) not in {"week", "weeks", "wk", "wks", "w", "cw", "kw"}:
        return None
    if text.glued(start + 1) and text.word(at - 1) in words.THINGS:
        return None  # "user week42"
    if text.word(start) == "w" and not text.glued(start + 1):
        return None
    said = _numbers_and_year(text, text.skip(start + 1, "number", "nr", "no", ".", "#"))
    if said is None:
        return None
    week, last, of_year, stop = said
    of_year = lead[0] if lead else of_year
    today = text.now.today
    for candidate in [of_year] if of_year else [today.year + 1, today.year, today.year - 1, today.year - 2]:
        monday = _monday(candidate, week)
        if monday and (of_year or monday <= today):
            return Got(When(days=_week(monday, 7 * (last - week + 1))), stop)
    return None


def _numbers_and_year(text: Text, at: int) -> tuple[int, int, int | None, int] | None:
    """The first and the last of the weeks said, their year, and the position after them: "45", "44-45", "45/2026"."""
    if text.kind(at) == "my":
        week, of_year = (int(part) for part in text.word(at).split("/"))
        return (week, week, of_year, at + 1) if 1 <= week <= 53 else None
    count = number(text, at)
    if count is None or text.kind(at) != "num" or not 1 <= count[0] <= 53:
        return None
    week, stop = int(count[0]), count[1]
    last, stop = _last_week(text, stop, week) or (week, stop)
    got = year(text, text.skip(stop, ",", "/", "of", "in"))
    return (week, last, got[0], got[1]) if got else (week, last, None, stop)


def _last_week(text: Text, at: int, first: int) -> tuple[int, int] | None:
    """The second number of "weeks 20 to 22", "week 20-22", "KW 20/21", and the position after it."""
    count = number(text, at + 1)
    if text.word(at) not in {"-", "/", "to", "and", "through", "&"} or count is None or text.kind(at + 1) != "num":
        return None
    after = text.token(count[1])
    alone = text.ends(count[1]) or after.text in {"of", "in", "for", "by"}
    return (int(count[0]), count[1]) if first < count[0] <= 53 and alone else None


def _monday(of_year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(of_year, week, 1)
    except ValueError:  # a year without week 53
        return None


def read_week_of(text: Text, at: int) -> Got | None:
    """the week of 2 November, week commencing 26 Oct, w/c 2 Nov, week ending 8 November, the week before 2 Nov."""
    start, how = _week_words(text, at)
    if not how:
        return None
    from intents.dates import atoms  # a rule that reads another rule's phrase inside itself

    got = atoms.read(text, text.skip(start, "on", "the"))
    if got is None:
        got = atoms.read(text, text.skip(start, "on"))
    if got is None or got.when.days is None or got.when.days.grain != Grain.DAY:
        return None
    days = atoms.settled(text.now, got.when.days)
    if days is None or days.first is None:
        return None
    day = days.first
    first = {
        "of": shift(day, -day.weekday()), "from": day, "to": shift(day, -6),
        "before": shift(day, -7), "after": shift(day, 1),
    }[how]  # fmt: skip
    return Got(When(days=_week(first)), got.stop)


def _week_words(text: Text, at: int) -> tuple[int, str]:
    start = text.skip(at, "the")
    if text.word(start) == "w" and text.word(start + 1) == "/" and text.word(start + 2) in {"c", "e", "b"}:
        return start + 3, "to" if text.word(start + 2) == "e" else "from"
    if text.word(start) in {"wc", "wb", "we"} and start == at:
        return (start + 1, "from") if text.word(start) != "we" and text.kind(start + 1) != "word" else (start, "")
    if text.word(start) not in {"week", "wk"}:
        return start, ""
    word = text.word(start + 1)
    if word in {"of", "containing", "with", "around"}:
        return start + 2, "of"
    if word in {"commencing", "beginning", "starting", "from"}:
        return start + 2, "from"
    if word in {"ending", "to"}:
        return start + 2, "to"
    return (start + 2, word) if word in {"before", "after"} else (start, "")


def read_weekend_of(text: Text, at: int) -> Got | None:
    """the weekend of 7 November, the weekend of Halloween: the Saturday and Sunday at or nearest to the day."""
    start = text.skip(at, "the")
    if text.word(start) != "weekend" or text.word(start + 1) not in {"of", "around", "before", "after"}:
        return None
    how = text.word(start + 1)
    from intents.dates import atoms  # a rule that reads another rule's phrase inside itself

    got = atoms.read(text, start + 2)
    days = got.when.days if got else None
    settled = atoms.settled(text.now, days) if days and days.grain == Grain.DAY else None
    if got is None or settled is None or settled.first is None:
        return None
    day = settled.first
    saturday = shift(day, (5 - day.weekday()) if day.weekday() >= 2 else -day.weekday() - 2)
    if how == "before":
        saturday = shift(day, -((day.weekday() - 5) % 7 or 7))
    elif how == "after":
        saturday = shift(day, (5 - day.weekday()) % 7 or 7)
    return Got(When(days=Days(Grain.WEEKEND, saturday, shift(saturday, 2))), got.stop)


def read_named_week_back(text: Text, at: int) -> Got | None:
    """the week before (this one): last week; "last week and the week before": the one before that."""
    start = text.skip(at, "the")
    unit = unit_at(text, start)
    if unit not in {"week", "day", "month"} or text.word(start + 1) != "before" or start == at:
        return None
    if not text.ends(start + 2):
        return None
    grain = {"week": Grain.WEEK, "day": Grain.DAY, "month": Grain.MONTH}[unit]
    said = [text.word(at - i) for i in (1, 2, 3)]
    beside = said[0] in {"and", "or", ","} and (
        said[1] == "yesterday" if unit == "day" else said[1] == unit and said[2] in {"last", "previous"}
    )
    return Got(When(days=unit_days(text.now.today, grain, 1 + beside)), start + 2)


_NUMBERED: Final = frozenset({"week", "weeks", "wk", "wks", "w", "cw", "kw", "iso", "calendar", "<num>"})


RULES: Final = (
    Rule("week number", read_week_number, _NUMBERED, (
        ("lockouts in week 45", "2026-11-02 .. 2026-11-09"),
        ("week no. 45", "2026-11-02 .. 2026-11-09"),
        ("weeks 44 to 45", "2026-10-26 .. 2026-11-09"),
        ("2026-W44", "2026-10-26 .. 2026-11-02"),
        ("wk 1 of 2026", "2025-12-29 .. 2026-01-05"),
        ("week 50", "2025-12-08 .. 2025-12-15"),
    )),
    Rule("week of a day", read_week_of, frozenset({"the", "week", "wk", "w", "wc"}), (
        ("the week of 4 November", "2026-11-02 .. 2026-11-09"),
        ("week commencing 26 Oct", "2026-10-26 .. 2026-11-02"),
        ("w/c 2 nov", "2026-11-02 .. 2026-11-09"),
        ("week ending 8 november", "2026-11-02 .. 2026-11-09"),
    )),
    Rule("weekend of a day", read_weekend_of, frozenset({"the", "weekend"}), (
        ("the weekend of 7 november", "2026-11-07 .. 2026-11-09"),
        ("weekend before nov 4", "2026-10-31 .. 2026-11-02"),
    )),
    Rule("the week before", read_named_week_back, frozenset({"the"}), (
        ("no, the week before", "2026-11-09 .. 2026-11-16"),
        ("the day before", "2026-11-17 .. 2026-11-18"),
        ("yesterday and the day before", "2026-11-16 .. 2026-11-18"),
    )),
)  # fmt: skip
