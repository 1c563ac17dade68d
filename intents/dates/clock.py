"""Times of day: 3pm, 8:15, 14:00:05, noon, half past seven, 0300z, "at 3" beside a day."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from intents.dates import words
from intents.dates.grammar import Got, Rule, Text, number
from intents.dates.values import Clock, Grain, When
from intents.dates.zones import zone_at

MIDNIGHT: Final = Clock(0)


NOON: Final = Clock(12, half="pm")


def clock_time(text: Text, at: int) -> tuple[Clock, int] | None:
    """A written time of day: 3pm, 8.15pm, 14:00, 9:01:10 am, 0845am, 9h30, 3 o'clock, seven p.m."""
    token = text.token(at)
    if token.kind == "clock":
        return None if text.word(at + 1) in {"ratio", "scale", "odds", "score", "aspect"} else _colon(text, at)
    if token.kind == "num":
        return _digits(text, at) if "." not in token.text else _dotted(text, at)
    hour = number(text, at) if token.kind == "word" and token.text not in words.VAGUE else None
    if hour is None or not 1 <= hour[0] <= 12:
        return None
    value, stop = int(hour[0]), hour[1]
    minutes = number(text, stop)
    if minutes and minutes[0] in range(10, 60) and text.kind(stop) == "word":  # "three thirty pm"
        half, after = meridiem(text, minutes[1])
        if half or text.word(at - 1) in _BEFORE_TIME:
            return Clock(value, int(minutes[0]), grain=Grain.MINUTE, half=half, loose=not half), after
    return _with_half(text, Clock(value, loose=True), stop)


_BEFORE_TIME: Final = frozenset({"at", "from", "between", "to", "and", "until", "since"})
"""A word after which "three thirty" is a time of day."""
_O_CLOCK: Final = frozenset({"o'clock", "oclock", "uhr"})


def _with_half(text: Text, clock: Clock, stop: int) -> tuple[Clock, int] | None:
    """An hour without minutes is a time only with am, pm or o'clock."""
    half, after = meridiem(text, stop)
    if half and clock.hour <= 12:
        return replace(clock, half=half, loose=False), after
    if text.word(stop) in _O_CLOCK:
        half, after = meridiem(text, stop + 1)
        return replace(clock, half=half, loose=not half), after
    return None


def _colon(text: Text, at: int) -> tuple[Clock, int] | None:
    digits = text.word(at).replace("h", ":").replace(".", ":").replace(",", ":").split(":")
    hour, minute = int(digits[0]), int(digits[1])
    second = int(digits[2]) if len(digits) > 2 else 0
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        return None
    grain = Grain.SECOND if len(digits) > 2 else Grain.MINUTE
    half, stop = meridiem(text, at + 1)
    stop = text.skip(stop, "h", "hrs", "hours")
    if half and hour > 12:
        half = ""
    loose = not half and 1 <= hour <= 12 and not digits[0].startswith("0")
    return Clock(hour, minute, second, grain, half, loose), stop


def _digits(text: Text, at: int) -> tuple[Clock, int] | None:
    """3pm, 1140 a.m., "0300" beside a zone, 16h after "at", 0300z."""
    digits = text.word(at)
    half, stop = meridiem(text, at + 1)
    if len(digits) <= 2 and half and int(digits) <= 12:
        return Clock(int(digits), half=half), stop
    if len(digits) in {3, 4}:
        hour, minute = divmod(int(digits), 100)
        zoned = len(digits) == 4 and (zone_at(text, at + 1) is not None or text.word(at + 1) in {"h", "hrs", "hours"})
        if hour < 24 and minute < 60 and (half or zoned):
            half = half if hour <= 12 else ""
            stop += not half and text.word(at + 1) in {"h", "hrs", "hours"}
            return Clock(hour, minute, grain=Grain.MINUTE, half=half), stop
        return None
    dated = text.word(at - 1) in {"at", "yesterday", "today"} or text.kind(at - 1) in {"ymd", "abc", "ab"}
    if text.word(at + 1) == "h" and text.glued(at + 1) and dated and int(digits) <= 24:
        return Clock(int(digits), grain=Grain.MINUTE), at + 2
    if text.word(at + 1) in _O_CLOCK and int(digits) <= 24:
        half, stop = meridiem(text, at + 2)
        return Clock(int(digits), half=half, loose=not half and 1 <= int(digits) <= 12), stop
    return None


def _dotted(text: Text, at: int) -> tuple[Clock, int] | None:
    """8.10 pm: a time only with am or pm, or as one of two times: "12.30 to 1.30 pm", "from 13.30 to 14.15"."""
    got = _hour_and_minute(text, at)
    if got is None:
        return None
    half, stop = meridiem(text, at + 1)
    hour, minute = got
    if half:
        return (Clock(hour, minute, grain=Grain.MINUTE, half=half), stop) if hour <= 12 else None
    if not _of_two_times(text, at):
        return None
    return Clock(hour, minute, grain=Grain.MINUTE, loose=1 <= hour <= 12 and text.word(at)[0] != "0"), at + 1


def _hour_and_minute(text: Text, at: int) -> tuple[int, int] | None:
    hour, _, minute = text.word(at).partition(".")
    if text.kind(at) != "num" or len(minute) != 2 or hour == "0" or int(hour) > 23 or int(minute) > 59:
        return None
    return int(hour), int(minute)


_JOINTS: Final = frozenset({"to", "-", "and", "until", "till", "til"})


def _of_two_times(text: Text, at: int) -> bool:
    """Whether "12.30" is one of two times: the other has am or pm, or "between" or "from" stands before the two."""
    for other, first in ((at + 2, at), (at - 2, at - 2)):
        if text.word(min(at, other) + 1) not in _JOINTS or text.kind(other) not in ("num", "clock"):
            continue
        if text.word(max(at, other) + 1) in ("percent", "%"):
            continue
        led = text.word(first - 1) in ("between", "from") and _hour_and_minute(text, other) is not None
        if led or (other > at and meridiem(text, other + 1)[0]):
            return True
    return False


def meridiem(text: Text, at: int) -> tuple[str, int]:
    """am or pm in its spellings (am, a.m., "a m", "p . m ."), and the position after it."""
    word = text.word(at)
    if word == "." and text.glued(at):
        half, stop = meridiem(text, at + 1)
        return (half, stop) if half else ("", at)
    if word in words.MERIDIEMS:
        return words.MERIDIEMS[word], at + 1
    if word in {"a", "p"}:
        after = at + 1
        after += text.word(after) == "." and not text.glued(after + 1)
        if text.word(after) == "m":
            after += 1
            after += text.word(after) == "." and text.word(after - 2) == "."
            return word + "m", after
        if text.glued(at) and text.kind(at - 1) in {"num", "clock"}:
            return word + "m", at + 1
    return "", at


def read_clock(text: Text, at: int) -> Got | None:
    """A time of day, with its zone when one is said."""
    start = text.skip(at, "around", "about", "approximately", "roughly", "exactly")
    got = clock_time(text, start) or _named(text, start) or _past_the_hour(text, start)
    weak = got is None
    got = got or _at_hour(text, start)
    four = text.kind(start) == "num" and len(text.word(start)) == 4 and text.word(start)[0] == "0"
    weak = weak and not four and not _hour_alone(text, start, got)
    if got is None:
        return None
    clock, stop = got
    if text.word(stop) == "-" and text.word(stop + 1) == "ish":
        stop += 1
    if text.word(stop) in {"sharp", "ish"}:
        stop += 1
    zone = zone_at(text, stop)
    if zone is None and text.word(stop) in {"local", "my"} and text.word(stop + 1) == "time":
        stop += 2
    elif zone is None and text.word(stop) == "(":
        inner = zone_at(text, stop + 1)
        zone = (inner[0], inner[1] + 1) if inner and text.word(inner[1]) == ")" else None
    return Got(When(clock=clock, zone=zone[0] if zone else None, weak=weak), zone[1] if zone else stop)


def _hour_alone(text: Text, at: int, got: tuple[Clock, int] | None) -> bool:
    """Whether "at 8" needs no day beside it: nothing follows that the number could count."""
    return got is not None and text.word(at - 1) == "at" and text.kind(at) == "num" and text.kind(got[1]) == "end"


def _named(text: Text, at: int) -> tuple[Clock, int] | None:
    word = text.word(at)
    if word == "12" and text.word(at + 1) in {"noon", "midnight"}:
        return _named(text, at + 1)
    if word in {"noon", "midday", "noontime"}:
        return NOON, at + 1
    if word == "midnight":
        return MIDNIGHT, at + 1
    if word == "mid" and text.word(at + 1) in {"night", "day"}:
        return (MIDNIGHT if text.word(at + 1) == "night" else NOON), at + 2
    return None


def _past_the_hour(text: Text, at: int) -> tuple[Clock, int] | None:
    """half past seven, a quarter to noon, 10 past 9, "20 minutes past 3pm"."""
    start = text.skip(at, "a")
    if text.word(start) in {"half", "quarter"}:
        minutes, stop = (30 if text.word(start) == "half" else 15), start + 1
    else:
        count = number(text, start)
        if count is None or count[0] not in range(1, 60):
            return None
        minutes, stop = int(count[0]), text.skip(count[1], "minutes", "mins", "min")
    british = (text.now.locale or "").lower().replace("_", "-") in {"en-gb", "en-ie"}
    nine = _bare_hour(text, stop) if british and text.word(start) == "half" else None
    if nine is not None and nine[0].loose:
        return replace(nine[0], minute=30, grain=Grain.MINUTE), nine[1]  # "half nine" is 9:30
    direction = text.word(stop)
    if direction not in {"past", "to"}:
        return None
    unnamed = text.word(start) != "quarter" and text.word(stop - 1) not in {"minutes", "mins", "min"}
    if direction == "to" and unnamed and text.word(stop + 1) not in {"noon", "midday", "midnight"}:
        return None  # "ten to four" is a range as well
    got = clock_time(text, stop + 1) or _named(text, stop + 1) or _bare_hour(text, stop + 1)
    if got is None or got[0].minute:
        return None
    hour, stop = got
    on_24 = hour.hour % 12 + (12 if hour.half == "pm" else 0) if hour.half else hour.hour
    minute = on_24 * 60 + (minutes if direction == "past" else -minutes)
    return Clock(minute % 1440 // 60, minute % 60, grain=Grain.MINUTE, loose=hour.loose), stop


def _bare_hour(text: Text, at: int) -> tuple[Clock, int] | None:
    count = number(text, at)
    if count is None or count[0] not in range(25) or text.word(at) in words.VAGUE:
        return None
    written = text.word(at)
    loose = 1 <= count[0] <= 12 and not written.startswith("0")
    if text.kind(at) == "num" and len(written) == 4:
        return None
    return Clock(int(count[0]), loose=loose), count[1]


def _at_hour(text: Text, at: int) -> tuple[Clock, int] | None:
    """ "at 3", "at 0300", "one in the morning": an hour only beside a day or a part of one."""
    hour = _bare_hour(text, at)
    if hour is not None and (_part_follows(text, hour[1]) or text.word(hour[1]) == "ish"):
        return hour
    if hour is not None and _in_hours(text, at):
        return replace(hour[0], loose=False), hour[1] + 1
    if text.word(at - 1) not in {"at", "around", "about"}:
        return None
    digits = text.word(at).split(".") if text.kind(at) == "num" else []
    if len(digits) == 1 and len(digits[0]) == 4 and text.word(at - 1) == "at":
        digits = [digits[0][:2], digits[0][2:]]
    if len(digits) == 2 and len(digits[1]) == 2 and int(digits[0]) < 24 and int(digits[1]) < 60:  # 0300, 2.30
        loose = 1 <= int(digits[0]) <= 12 and not digits[0].startswith("0")
        return Clock(int(digits[0]), int(digits[1]), grain=Grain.MINUTE, loose=loose and "." in text.word(at)), at + 1
    if hour is None or not (text.ends(hour[1]) or text.word(hour[1]) in _AFTER_HOUR | set(words.WEEKDAYS)):
        return None
    return hour


_AFTER_HOUR: Final = frozenset(
    {"on", "in", "this", "last", "yesterday", "today", "to", "and", "until", "till", "-", "for", "the", "sharp"}
)  # fmt: skip


def _in_hours(text: Text, at: int) -> bool:
    """Whether "14h" is an hour and no amount: an end of a range of such ("from 9h to 12h"), beside a day."""
    if not (text.word(at + 1) == "h" and text.glued(at + 1)):
        return False
    follows = text.word(at + 2) in _JOINS and text.kind(at + 3) in {"num", "clock"}
    return follows or (text.word(at - 1) in _JOINS and text.word(at - 2) == "h")


_JOINS: Final = frozenset({"-", "to", "and", "until", "till"})


def _part_follows(text: Text, at: int) -> bool:
    in_the = text.word(at) == "in" and text.word(at + 1) == "the" and text.word(at + 2) in words.PARTS
    return in_the or (text.word(at) == "at" and text.word(at + 1) == "night")


_STARTS: Final = frozenset(
    {"<clock>", "<num>", "<number>", "noon", "midday", "noontime", "midnight", "mid", "half", "quarter", "a", "around",
     "about", "approximately", "roughly", "exactly"}
)  # fmt: skip


RULES: Final = (
    Rule("time of day", read_clock, _STARTS, (
        ("2pm", "2026-11-18T14 .. now"),
        ("3pm", "2026-11-17T15 .. 2026-11-17T16"),
        ("at 8:15pm yesterday", "2026-11-17T20:15 .. 2026-11-17T20:16"),
        ("9:01:10 am", "2026-11-18T09:01:10 .. 2026-11-18T09:01:11"),
        ("noon", "2026-11-18T12 .. 2026-11-18T13"),
        ("half past 8 am", "2026-11-18T08:30 .. 2026-11-18T08:31"),
        ("a quarter to noon", "2026-11-18T11:45 .. 2026-11-18T11:46"),
        ("3pm PST yesterday", "2026-11-17T23 .. 2026-11-18"),
        ("0300z today", "2026-11-18T03 .. 2026-11-18T03:01"),
    )),
)  # fmt: skip
