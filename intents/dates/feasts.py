"""Holidays by name: Christmas, Thanksgiving, Black Friday, the August bank holiday.

Their dates come from the `holidays` package, which is loaded only when a holiday is named: America's calendar, or
Britain's for a British locale.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from intents.dates.almanac import shift, unit_days, valid
from intents.dates.grammar import Got, Rule, Text, year
from intents.dates.values import Days, Grain, When

# what people write, word by word -> the name as the package has it, and days to add to it
NAMES: Final[dict[tuple[str, ...], tuple[str, int]]] = {
    ("christmas",): ("Christmas Day", 0), ("christmas", "day"): ("Christmas Day", 0), ("xmas",): ("Christmas Day", 0),
    ("xmas", "day"): ("Christmas Day", 0), ("christmas", "eve"): ("Christmas Day", -1),
    ("xmas", "eve"): ("Christmas Day", -1), ("boxing", "day"): ("Christmas Day", 1),
    ("new", "year", "day"): ("New Year's Day", 0), ("new", "years", "day"): ("New Year's Day", 0),
    ("new", "year", "eve"): ("New Year's Day", -1), ("new", "years", "eve"): ("New Year's Day", -1),
    ("new", "years"): ("New Year's Day", 0), ("new", "year"): ("New Year's Day", 0), ("nye",): ("New Year's Day", -1),
    ("thanksgiving",): ("Thanksgiving Day", 0), ("thanksgiving", "day"): ("Thanksgiving Day", 0),
    ("thanks", "giving", "day"): ("Thanksgiving Day", 0), ("thanks", "giving"): ("Thanksgiving Day", 0),
    ("black", "friday"): ("Thanksgiving Day", 1), ("cyber", "monday"): ("Thanksgiving Day", 4),
    ("halloween",): ("Halloween", 0), ("valentine", "day"): ("Valentine's Day", 0),
    ("valentines", "day"): ("Valentine's Day", 0), ("st", "patrick", "day"): ("Saint Patrick's Day", 0),
    ("st", "patricks", "day"): ("Saint Patrick's Day", 0), ("easter",): ("Easter Sunday", 0),
    ("easter", "sunday"): ("Easter Sunday", 0), ("easter", "monday"): ("Easter Sunday", 1),
    ("good", "friday"): ("Good Friday", 0), ("labor", "day"): ("Labor Day", 0), ("labour", "day"): ("Labor Day", 0),
    ("memorial", "day"): ("Memorial Day", 0), ("independence", "day"): ("Independence Day", 0),
    ("fourth", "of", "july"): ("Independence Day", 0), ("4th", "of", "july"): ("Independence Day", 0),
    ("july", "4th"): ("Independence Day", 0), ("juneteenth",): ("Juneteenth National Independence Day", 0),
    ("mlk", "day"): ("Martin Luther King Jr. Day", 0), ("mlk",): ("Martin Luther King Jr. Day", 0),
    ("martin", "luther", "king", "day"): ("Martin Luther King Jr. Day", 0),
    ("martin", "luther", "king", "jr", "day"): ("Martin Luther King Jr. Day", 0),
    ("presidents", "day"): ("Washington's Birthday", 0), ("presidents'", "day"): ("Washington's Birthday", 0),
    ("president", "day"): ("Washington's Birthday", 0), ("washington", "birthday"): ("Washington's Birthday", 0),
    ("columbus", "day"): ("Columbus Day", 0), ("veterans", "day"): ("Veterans Day", 0),
    ("groundhog", "day"): ("Groundhog Day", 0), ("mother", "day"): ("Mother's Day", 0),
    ("mothers", "day"): ("Mother's Day", 0), ("father", "day"): ("Father's Day", 0),
    ("fathers", "day"): ("Father's Day", 0),
    ("early", "may", "bank", "holiday"): ("May Day", 0), ("may", "bank", "holiday"): ("May Day", 0),
    ("late", "may", "bank", "holiday"): ("Spring Bank Holiday", 0), ("may", "day", "bank", "holiday"): ("May Day", 0),
    ("spring", "bank", "holiday"): ("Spring Bank Holiday", 0),
    ("august", "bank", "holiday"): ("Late Summer Bank Holiday", 0),
    ("summer", "bank", "holiday"): ("Late Summer Bank Holiday", 0),
    ("bank", "holiday"): ("", 0),
}  # fmt: skip
"""The empty name is any public holiday. Possessives are written without their "'s"."""

_BRITISH_ONLY: Final = frozenset({"May Day", "Spring Bank Holiday", "Late Summer Bank Holiday", ""})
_BRITISH_DATES: Final = {"Mother's Day": ("Easter Sunday", -21)}
"""Where Britain celebrates under the same name on another day."""
_LONGEST: Final = max(len(name) for name in NAMES)


@lru_cache(maxsize=256)
def dates_of(name: str, of_year: int, british: bool) -> tuple[date, ...]:
    """The dates of a holiday in a year, in order; none when that calendar does not have it."""
    import holidays  # tables of all countries: only when a holiday is named

    if british:
        table = holidays.country_holidays("GB", subdiv="ENG", years=of_year, categories=("public",), language="en_GB")
    else:
        table = holidays.country_holidays(
            "US", years=of_year, categories=("public", "unofficial", "government"), language="en_US"
        )
    found = []
    for day, names in table.items():
        each = [one.strip() for one in names.split(";")]
        weekday = not name and day.weekday() < 5
        if name in each or (weekday and british):
            found.append(day)
    return tuple(sorted(found))


def _british(text: Text) -> bool:
    locale = (text.now.locale or "").replace("_", "-").lower()
    return locale.startswith("en-gb")


def _candidates(text: Text, name: str, of_year: int | None) -> list[date]:
    """The dates of a holiday near the present, oldest first: the asker's calendar, else the other one."""
    british = name in _BRITISH_ONLY or (_british(text) and name in {"Good Friday", "Christmas Day", "New Year's Day"})
    this_year = text.now.today.year
    years = [of_year] if of_year else [this_year - 1, this_year, this_year + 1]
    return [day for each in years if 1900 < each < 2190 for day in dates_of(name, each, british)]


def read_holiday(text: Text, at: int) -> Got | None:
    """Christmas, last Thanksgiving, Black Friday 2025, New Year's Eve, Easter weekend: the most recent one."""
    start = text.skip(at, "this", "last", "past", "previous")
    found = _longest_name(text, start)
    if found is None:
        return None
    (name, extra), stop = found
    if _british(text):
        name, extra = _BRITISH_DATES.get(name, (name, extra))
    last = start > at and text.word(at) != "this"
    of_year, stop = _year_of(text, stop)
    shifted = of_year + 1 if of_year and name == "New Year's Day" and extra < 0 else of_year
    days = [shift(day, extra) for day in _candidates(text, name, shifted)]
    today = text.now.today
    begun = [day for day in days if day <= today and not (last and day == today)]
    if not days or not (of_year or begun):
        return None
    day = days[0] if of_year else begun[-1]
    if text.word(stop) == "weekend":
        return Got(When(days=_weekend(day)), stop + 1)
    if valid(day.year, day.month, day.day) is None:
        return None
    week = text.word(stop) == "week"  # "thanksgiving week"
    return Got(When(days=unit_days(day, Grain.WEEK if week else Grain.DAY)), stop + week)


def _year_of(text: Text, at: int) -> tuple[int | None, int]:
    """A year after a holiday: 2025, "last year"."""
    start = text.skip(at, ",", "of", "in")
    if text.word(start) in {"last", "this"} and text.word(start + 1) == "year":
        return text.now.today.year - (text.word(start) == "last"), start + 2
    return year(text, start) or (None, at)


def _weekend(day: date) -> Days:
    """The weekend at a holiday, with the holiday when it touches it."""
    saturday = shift(day, (5 - day.weekday()) if day.weekday() >= 2 else -day.weekday() - 2)
    first, after = min(saturday, day), max(shift(saturday, 2), shift(day, 1))
    return Days(Grain.WEEKEND, first, after) if (after - first).days <= 4 else Days(
        Grain.WEEKEND, saturday, shift(saturday, 2)
    )  # fmt: skip


def _longest_name(text: Text, at: int) -> tuple[tuple[str, int], int] | None:
    """The longest holiday name that begins here."""
    said = tuple(text.word(at + offset) for offset in range(_LONGEST))
    for length in range(_LONGEST, 0, -1):
        found = NAMES.get(said[:length])
        if found is not None:
            return found, at + length
    return None


RULES: Final = (
    Rule("holiday", read_holiday, frozenset({"this", "last", "past", "previous", *(name[0] for name in NAMES)}), (
        ("over christmas", "2025-12-25 .. 2025-12-26"),
        ("last thanksgiving", "2025-11-27 .. 2025-11-28"),
        ("black friday 2024", "2024-11-29 .. 2024-11-30"),
        ("on new year's eve", "2025-12-31 .. 2026-01-01"),
        ("since halloween", "2026-10-31 .. now"),
        ("august bank holiday", "2026-08-31 .. 2026-09-01"),
        ("thanksgiving week", "2025-11-24 .. 2025-12-01"),
    )),
)  # fmt: skip
