"""The words dates are made of, as tables: numbers, names of days and months, units, zones.

A new spelling is one entry here; which phrases it can stand in is decided by the rules of the phrase families.
"""

from __future__ import annotations

from typing import Final

WEEKDAYS: Final[dict[str, int]] = {
    "monday": 0, "mon": 0,
    "tuesday": 1, "tue": 1, "tues": 1,
    "wednesday": 2, "wed": 2, "weds": 2, "wednes": 2,
    "thursday": 3, "thu": 3, "thur": 3, "thurs": 3,
    "friday": 4, "fri": 4,
    "saturday": 5, "sat": 5,
    "sunday": 6, "sun": 6,
}  # fmt: skip
"""Monday is 0, as in `date.weekday()`."""

SOFT_WEEKDAYS: Final = frozenset({"sat", "sun", "wed", "mon"})
"""Also other words ("sun", "sat", "wed"): read as days only beside something that asks for one."""

MONTHS: Final[dict[str, int]] = {
    "january": 1, "jan": 1,
    "february": 2, "feb": 2,
    "march": 3, "mar": 3,
    "april": 4, "apr": 4,
    "may": 5,
    "june": 6, "jun": 6,
    "july": 7, "jul": 7,
    "august": 8, "aug": 8,
    "september": 9, "sep": 9, "sept": 9,
    "october": 10, "oct": 10,
    "november": 11, "nov": 11,
    "december": 12, "dec": 12,
}  # fmt: skip

NAME_MONTHS: Final = frozenset({"may", "april", "june", "jan", "march", "mar", "august"})
"""Also names of people (and a verb or two): a month only after a word that asks for one, or beside a number."""

FIRST_NAMES: Final = frozenset({"may", "april", "june", "jan", "mar"})
"""Of these, the ones that "for" and "from" far more often introduce as a person than as a month."""

NUMBERS: Final[dict[str, int]] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "dozen": 12, "couple": 2, "few": 3,
}  # fmt: skip
"""A couple is 2 and a few is 3: both are shown as assumed."""

VAGUE: Final = frozenset({"couple", "few"})

TENS: Final[dict[str, int]] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

ORDINALS: Final[dict[str, int]] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip

UNITS: Final[dict[str, str]] = {
    "second": "second", "seconds": "second", "sec": "second", "secs": "second", "s": "second",
    "minute": "minute", "minutes": "minute", "min": "minute", "mins": "minute", "m": "minute",
    "hour": "hour", "hours": "hour", "hr": "hour", "hrs": "hour", "h": "hour",
    "day": "day", "days": "day", "d": "day",
    "week": "week", "weeks": "week", "wk": "week", "wks": "week", "w": "week",
    "fortnight": "fortnight", "fortnights": "fortnight",
    "month": "month", "months": "month", "mo": "month", "mos": "month", "mth": "month", "mths": "month",
    "quarter": "quarter", "quarters": "quarter", "qtr": "quarter", "qtrs": "quarter",
    "year": "year", "years": "year", "yr": "year", "yrs": "year", "y": "year",
    "decade": "decade", "decades": "decade",
}  # fmt: skip

GLUED_UNITS: Final = frozenset({"s", "m", "h", "d", "w", "y"})
"""Too short to stand alone: units only when written on to their number (24h, 7d)."""

MERIDIEMS: Final[dict[str, str]] = {"am": "am", "a.m.": "am", "a.m": "am", "pm": "pm", "p.m.": "pm", "p.m": "pm"}

ZONES: Final[dict[str, str | int]] = {
    "utc": 0, "gmt": 0, "zulu": 0, "z": 0,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "akst": -540, "akdt": -480, "hst": -600,
    "bst": 60, "wet": 0, "west": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180,
    "ist": 330, "sgt": 480, "hkt": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "acst": 570, "awst": 480,
    "nzst": 720, "nzdt": 780, "sast": 120, "brt": -180,
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "eastern": "America/New_York", "pacific": "America/Los_Angeles", "central": "America/Chicago",
    "mountain": "America/Denver",
}  # fmt: skip
"""Minutes east of UTC, or the zone whose summer time follows the date. Abbreviations that name summer or winter time
are taken at their word. "IST" is India's, "CST" and "BST" are America's and Britain's: the likeliest in these chats."""

PLACES: Final[dict[str, str]] = {
    "london": "Europe/London", "uk": "Europe/London", "british": "Europe/London", "dublin": "Europe/Dublin",
    "irish": "Europe/Dublin", "paris": "Europe/Paris", "berlin": "Europe/Berlin", "german": "Europe/Berlin",
    "amsterdam": "Europe/Amsterdam", "brussels": "Europe/Brussels", "madrid": "Europe/Madrid", "rome": "Europe/Rome",
    "zurich": "Europe/Zurich", "vienna": "Europe/Vienna", "stockholm": "Europe/Stockholm", "oslo": "Europe/Oslo",
    "copenhagen": "Europe/Copenhagen", "helsinki": "Europe/Helsinki", "warsaw": "Europe/Warsaw",
    "athens": "Europe/Athens", "new york": "America/New_York", "boston": "America/New_York",
    "toronto": "America/Toronto", "chicago": "America/Chicago", "denver": "America/Denver",
    "seattle": "America/Los_Angeles", "redmond": "America/Los_Angeles", "los angeles": "America/Los_Angeles",
    "san francisco": "America/Los_Angeles", "sao paulo": "America/Sao_Paulo", "dubai": "Asia/Dubai",
    "india": "Asia/Kolkata", "indian": "Asia/Kolkata", "mumbai": "Asia/Kolkata", "bangalore": "Asia/Kolkata",
    "singapore": "Asia/Singapore", "hong kong": "Asia/Hong_Kong", "shanghai": "Asia/Shanghai", "tokyo": "Asia/Tokyo",
    "japan": "Asia/Tokyo", "seoul": "Asia/Seoul", "sydney": "Australia/Sydney", "melbourne": "Australia/Melbourne",
    "auckland": "Pacific/Auckland", "johannesburg": "Africa/Johannesburg",
}  # fmt: skip
"""Places whose clocks are meant by "8am London time"."""

EUROPEAN: Final[dict[str, str]] = {
    "central": "Europe/Berlin", "eastern": "Europe/Helsinki", "western": "Europe/Lisbon",
}  # fmt: skip
"""The zones of "central European time"."""

WORDY_ZONES: Final = frozenset({"eastern", "pacific", "central", "mountain", "west", "wet", "et", "ct", "mt", "pt"})
"""Zones that are also words: read only after a clock time; the first four also take "time" after them."""

PARTS: Final[dict[str, tuple[int, int]]] = {
    "morning": (6, 12), "mornings": (6, 12), "afternoon": (12, 18), "evening": (18, 24), "eve": (18, 24),
    "night": (18, 30), "nighttime": (18, 30), "lunchtime": (12, 14), "daytime": (8, 18),
}  # fmt: skip
"""Hours of the day, as the conventions have them; above 24 is the next day."""

RUN_TOGETHER_HEADS: Final = ("previous", "current", "prev", "last", "past", "this", "next")
RUN_TOGETHER_TAILS: Final = frozenset(
    {"second", "minute", "hour", "day", "week", "weekend", "month", "quarter", "year", "night", "morning", "evening",
     "afternoon", "minutes", "hours", "days", "weeks", "months", *WEEKDAYS}
)  # fmt: skip

ALIASES: Final[dict[str, str]] = {
    "yday": "yesterday", "y'day": "yesterday", "yest": "yesterday", "yesterdays": "yesterday", "todays": "today",
    "tmrw": "tomorrow", "tmr": "tomorrow", "tomorrows": "tomorrow", "tonite": "tonight", "2day": "today",
    "prev": "previous", "midnite": "midnight", "weekends'": "weekend", "wkend": "weekend", "thnight": "night",
    "til": "till", "'til": "till", "thru": "through", "untill": "until", "btw": "between", "b/w": "between",
    "sinse": "since", "sicne": "since", "sice": "since", "sence": "since", "snce": "since", "aog": "ago",
    "minuts": "minutes", "minues": "minutes", "perviuos": "previous",
    "wensday": "wednesday", "wendsday": "wednesday", "wek": "week", "ystrday": "yesterday", "ystday": "yesterday",
    "nite": "night", "mins'": "mins", "days'": "days", "hours'": "hours", "weeks'": "weeks", "months'": "months",
}  # fmt: skip

SPELLED: Final = (
    "second", "minute", "hour", "week", "month", "quarter", "year", "night", "morning", "weekend", "seconds",
    "minutes", "hours", "days", "weeks", "months", "quarters", "years",
)  # fmt: skip
"""Units that are known with a letter too few, too many or out of place, after "last" and the like."""
_OTHER_WORDS: Final = frozenset({"our", "ours", "ear", "ears", "yea", "inks", "monthly"})
"""Words that look like a misspelled unit and are none."""


def known(word: str) -> bool:
    """Whether a word is no misspelled unit."""
    if word.removesuffix("s") in SPELLED:
        return True
    return any(word in table for table in (UNITS, WEEKDAYS, MONTHS, PARTS, NUMBERS, TENS, ORDINALS, _OTHER_WORDS))


THINGS: Final = frozenset(
    {"windows", "win", "office", "ios", "ipados", "android", "macos", "osx", "chrome", "edge", "firefox", "safari",
     "opera", "python", "version", "ver", "v", "build", "release", "port", "code",
     "error", "errorcode", "event", "eventid", "id", "status", "rule", "policy", "tier",
     "room", "model", "ticket", "incident", "case", "inc", "chg", "req", "sr", "kb", "rfc", "tls", "ssl", "http",
     "server", "exchange", "sharepoint", "dynamics", "page", "step", "item", "line", "row", "level", "building",
     "floor", "object", "number", "no", "m365", "o365", "powershell", "node", "java", "dotnet", "ubuntu", "debian",
     "rhel", "ratio", "score", "extension", "ext", "phone", "tel", "aadsts", "cve", "sku", "device", "iphone",
     "galaxy", "pixel", "surface", "group", "team", "app", "client", "browser", "user", "account", "host"}
)  # fmt: skip
"""What a number can be the number of: a number straight after one of these is part of a name, not of a date."""
