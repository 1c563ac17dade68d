"""How dates, times and durations are spelled in digits, one spelling a row, without a space inside.

A run of characters with a digit in it is read only when the whole of it has one of these shapes (or two of them around
a dash): whatever else digits stand in (addresses, identifiers, versions, amounts) is no date. Every repeat is bounded.
"""

from __future__ import annotations

import re
from typing import Final

MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
UNIT: Final = (
    r"(?:seconds?|secs?|s|minutes?|mins?|months?|mths?|mos?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w"
    r"|quarters?|qtrs?|years?|yrs?|y)"
)
ZONE: Final = r"(?:z|utc|gmt|e[sd]t|c[sd]t|m[sd]t|p[sd]t|bst|cest|cet)"
MERIDIEM: Final = r"(?:[ap]\.?m\.?|[ap])"
ISO: Final = r"(?:\d{4}-\d\d-\d\d|\d{8})t\d\d(?::?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?)?(?:z|[+-]\d\d(?::?\d\d)?)?"
"""2026-11-17T14:00:00Z, 20261117T140000Z"""
_FRACTION = r"(?:[.,]\d{1,9})?"

CLOCKS: Final = (
    rf"\d{{1,2}}(?:[:.]\d\d){{1,2}}{_FRACTION}{MERIDIEM}",  # 8:15pm, 8.15pm
    rf"\d{{1,2}}:\d\d(?::\d\d{_FRACTION})?(?:{ZONE}|[+-]\d\d:?\d\d|h|hrs)?",  # 14:00, 14:00z
    rf"\d{{1,4}}\.?{MERIDIEM}",  # 3pm, 0845am, 9.am
    r"\d{1,2}h(?:\d\d)?",  # 9h30
    r"\d{4}[zh]",  # 0300z
    rf"\d{{1,2}}(?::\d\d)?{MERIDIEM}?-?ish",  # 7ish, 7:30ish
)
DATES: Final = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",  # 2026-11-03
    r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)",  # 11/3/26
    r"(?:19|20)\d\d[01]\d[0-3]\d",  # 20261103
    r"\d{4}[-/]\d{1,2}",  # 2026-11
    r"\d{1,2}/\d{4}",  # 11/2026
    r"\d{1,2}/\d{1,2}",  # 11/3
    r"\d{1,2}\.\d{1,2}\.?",  # 3.11.
    rf"\d{{1,2}}(?:st|nd|rd|th)?[-/.]?{MONTH}(?:[-/.]?(?:\d{{4}}|\d\d))?",  # 3-nov-2026, 3rdnov
    rf"{MONTH}[-/.]?\d{{1,2}}(?:st|nd|rd|th)?(?:[-/]\d{{4}})?",  # nov-3
    rf"{MONTH}[-/]\d{{4}}",  # nov-2026
    rf"\d{{1,2}}/{MONTH}/\d{{4}}:\d\d:\d\d:\d\d",  # 14/jun/2026:08:15:00
    rf"\d{{4}}[-/]{MONTH}(?:[-/]\d{{1,2}})?",  # 2026/nov/3
)
NUMBERS: Final = (
    r"\d{1,3}(?:st|nd|rd|th)",
    r"\d{1,4}(?:\.\d{1,2})?",
    r"\d{1,2}\.",  # "1.-5.10."
    rf"\d{{1,4}}-{UNIT}",  # 7-day
    r"\d{4}'?s|'?\d0'?s",  # 1990s, '80s
    r"'\d\d",  # '26
    r"\d{4}-?[qh][1-4]|[qh][1-4](?:[-/']?(?:\d{4}|\d\d))?|[1-4]q(?:\d{4}|\d\d)?",  # 2026-q3, q3, 3q26
    r"(?:wk?|[ck]w|week)\d{1,2}(?:/\d{4})?|\d{4}-?w\d{1,2}",  # w45, kw45/2026, 2026-w45
    rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?{UNIT}){{1,3}}",  # 24h, 1h30m
)
_NAMED = r"(?:noon|midday|midnight|now|today|yesterday)"
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thu|thurs?|fri|sat|sun)"
_PIECE = "|".join((ISO, *CLOCKS, *DATES, *NUMBERS))
WHOLES: Final = (
    rf"(?:{_PIECE})(?:[-~](?:{_PIECE}|{_NAMED}|{_DAY}))?|{_NAMED}[-~](?:{_PIECE})",  # one, or a range of two
    rf"(?:{ISO}|\d{{4}}-\d\d-\d\d)(?:/|\.\.)(?:{ISO}|\d{{4}}-\d\d-\d\d)",  # an interval of ISO 8601
    r"\d{1,2}/\d{1,2}\.\.\d{1,2}/\d{1,2}",  # 11/1..11/3
    rf"(?:last|past|previous|prev|in|for|since|the){{1,3}}\d{{1,4}}{UNIT}",  # last7days
    r"(?:utc|gmt)[+-](?:\d{4}|\d{1,2}(?::\d\d)?)|\+\d{4}|\+\d\d:\d\d",  # utc+2, +0200
)
LONGEST: Final = 64
"""Characters: no shape is longer."""
_SHAPE: Final = re.compile(r"(?!(?:\d{1,9}-){3})(?:" + "|".join(WHOLES) + ")")  # 133-03-03-2020 is a number
_SITE: Final = re.compile(r"\w\.(?:com|net|org|io|co|uk|de|eu|app|dev|ai|gov|edu|exe|dll|ps1|csv|json|txt|log)$")
"""Sites and files without a digit in their names ("Monday.com")."""
_DIGIT: Final = re.compile(r"\d")
_SIGNS: Final = frozenset("@#$\\=_*|")
"""No date is written with any of these."""


def is_no_date(core: str) -> bool:
    """Whether a run of characters (lower case, without the signs around it) cannot be part of a date."""
    if not _SIGNS.isdisjoint(core):
        return True
    if not _DIGIT.search(core):
        return _SITE.search(core) is not None
    return len(core) > LONGEST or core == "24/7" or _SHAPE.fullmatch(core.removesuffix("'s")) is None
