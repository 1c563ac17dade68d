"""What dateparser knows of the asker's locale: whether the day comes first, and the months in the asker's language.

The only place that touches dateparser. It takes a quarter of a second to load, so it is loaded when a date needs it:
when the numbers of a date leave the order open, or when a number stands before a word and the locale is not English.
Each answer is remembered.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from intents.dates.grammar import Got, Rule, Text, number, year
from intents.dates.months import dated
from intents.dates.values import Said

ASSUMED_LOCALE: Final = "en-US"
_YEAR_MONTH_DAY: Final = frozenset({"hu", "ja", "ko", "zh"})
_PROBE_DAY, _PROBE_YEAR = 12, 2001


@lru_cache(maxsize=64)
def day_first(locale: str | None) -> bool:
    """Whether a locale writes the day before the month. A locale that dateparser (CLDR) does not know is tried by its
    language alone, then taken for American English."""
    if language(locale) in _YEAR_MONTH_DAY:  # without the year the month is left in front; dateparser has it behind
        return False
    import dateparser

    wanted = (locale or ASSUMED_LOCALE).replace("_", "-")
    for name in (wanted, wanted.split("-")[0], ASSUMED_LOCALE):
        try:
            read = dateparser.parse("02/01/2003", locales=[name])
        except ValueError:  # dateparser's answer to a locale that it does not know
            continue
        if read is not None:
            return (read.day, read.month) == (2, 1)
    return False


def language(locale: str | None) -> str:
    """The language of a locale: "de" of de-AT."""
    return (locale or ASSUMED_LOCALE).replace("_", "-").split("-")[0].lower()


def year_first(locale: str | None) -> bool:
    """Whether a date of three pairs with dashes (26-03-11) begins with its year where this locale is at home."""
    return language(locale) in _YEAR_MONTH_DAY | {"sv", "lt"}


@lru_cache(maxsize=512)
def month_in(language: str, word: str) -> int | None:
    """The month that a word names in a language ("novembre", "mars"), or None."""
    import dateparser

    probe = f"{_PROBE_DAY} {word} {_PROBE_YEAR}"
    try:
        read = dateparser.parse(probe, languages=[language], settings={"STRICT_PARSING": True})
    except ValueError:  # a language that dateparser does not know
        return None
    return read.month if read is not None and (read.year, read.day) == (_PROBE_YEAR, _PROBE_DAY) else None


def read_date_in_language(text: Text, at: int) -> Got | None:
    """3 novembre, 25. Oktober 2026, 1 de marzo: a day and a month in the language of the asker's locale."""
    spoken = language(text.now.locale)
    day = number(text, at)
    if spoken == "en" or day is None or text.kind(at) != "num" or not 1 <= day[0] <= 31 or day[0] != int(day[0]):
        return None
    start = day[1] + (text.word(day[1]) == "." and text.glued(day[1]))
    start = text.skip(start, "de")
    word = text.token(start)
    if word.kind != "word" or len(word.text) < 3:
        return None
    month = month_in(spoken, word.text)
    if month is None:
        return None
    of_year = year(text, text.skip(start + 1, "de"))
    said = Said(of_year[0] if of_year else None, month, int(day[0]))
    return Got(dated(text, said), of_year[1] if of_year else start + 1)


RULES: Final = (Rule("date in the asker's language", read_date_in_language, frozenset({"<num>"}), ()),)
"""Its tests stand in tests/dates, as examples are told with an American locale."""
