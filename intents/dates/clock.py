"""Times of day and parts of a day: 3pm, 8:15, noon, half past seven, this morning, last night, 9am UTC."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from intents.dates import words
from intents.dates.calendar import unit_days
from intents.dates.grammar import Got, Rule, Text, number
from intents.dates.values import Clock, Grain, Part, When

MIDNIGHT: Final = Clock(0)
NOON: Final = Clock(12, half="pm")


def part_named(word: str) -> Part | None:
    hours = words.PARTS.get(word)
    return Part(word, *hours) if hours else None


def clock_time(text: Text, at: int) -> tuple[Clock, int] | None:
    """A written time of day: 3pm, 8.15pm, 14:00, 9:01:10 am, 0845am, 9h30, 3 o'clock, seven p.m."""
    token = text.token(at)
    if token.kind == "clock":
        return _colon(text, at)
    if token.kind == "num":
        return _digits(text, at) if "." not in token.text else _dotted(text, at)
    hour = number(text, at) if token.kind == "word" and token.text not in words.VAGUE else None
    if hour is None or not 1 <= hour[0] <= 12:
        return None
    value, stop = int(hour[0]), hour[1]
    minutes = number(text, stop)
    if minutes and minutes[0] in range(10, 60) and text.kind(stop) == "word":  # "three thirty pm"
        half, after = meridiem(text, minutes[1])
        if half:
            return Clock(value, int(minutes[0]), grain=Grain.MINUTE, half=half), after
    return _with_half(text, Clock(value, loose=True), stop)


def _with_half(text: Text, clock: Clock, stop: int) -> tuple[Clock, int] | None:
    """An hour without minutes is a time only with am, pm or o'clock."""
    half, after = meridiem(text, stop)
    if half and clock.hour <= 12:
        return replace(clock, half=half, loose=False), after
    if text.word(stop) in {"o'clock", "oclock"}:
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
    if text.word(at + 1) == "h" and text.glued(at + 1) and text.word(at - 1) == "at" and int(digits) <= 24:
        return Clock(int(digits), grain=Grain.MINUTE), at + 2
    if text.word(at + 1) in {"o'clock", "oclock"} and int(digits) <= 24:
        half, stop = meridiem(text, at + 2)
        return Clock(int(digits), half=half, loose=not half and 1 <= int(digits) <= 12), stop
    return None


def _dotted(text: Text, at: int) -> tuple[Clock, int] | None:
    """8.10 pm: a time only with am or pm."""
    hour, minute = text.word(at).split(".")
    half, stop = meridiem(text, at + 1)
    if not half or len(minute) != 2 or int(hour) > 12 or int(minute) > 59:
        return None
    return Clock(int(hour), int(minute), grain=Grain.MINUTE, half=half), stop


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


def zone_at(text: Text, at: int) -> tuple[tzinfo, int] | None:
    """A zone: UTC, GMT+2, Z, PST, "Pacific time", +01:00; abbreviations are taken at their word."""
    word = text.word(at)
    if word in {"utc", "gmt"} and text.word(at + 1) in {"+", "-"} and text.glued(at + 1):
        offset = _offset(text, at + 1)
        if offset:
            return offset
    if word in {"+", "-"} and text.kind(at - 1) == "clock" and text.kind(at + 1) == "clock" and text.glued(at):
        return _offset(text, at) if text.word(at) == "+" else None
    known = words.ZONES.get(word) if text.kind(at) == "word" else None
    if known is None or (word == "z" and not text.glued(at)):
        return None
    if word in words.WORDY_ZONES and word in {"eastern", "pacific", "central", "mountain"}:
        stop = text.skip(at + 1, "standard", "daylight", "time")
        return (ZoneInfo(str(known)), stop) if stop > at + 1 else None
    if isinstance(known, str):
        return ZoneInfo(known), text.skip(at + 1, "time")
    return (UTC if known == 0 else timezone(timedelta(minutes=known), word.upper())), text.skip(at + 1, "time")


def _offset(text: Text, at: int) -> tuple[tzinfo, int] | None:
    token = text.token(at + 1)
    if token.kind == "clock":
        hours, minutes = (int(x) for x in token.text.split(":")[:2])
    elif token.kind == "num" and token.text.isdigit() and len(token.text) <= 2:
        hours, minutes = int(token.text), 0
    else:
        return None
    if hours > 14 or minutes > 59:
        return None
    total = (hours * 60 + minutes) * (-1 if text.word(at) == "-" else 1)
    return timezone(timedelta(minutes=total)), at + 2


def read_clock(text: Text, at: int) -> Got | None:
    """A time of day, with its zone when one is said."""
    start = text.skip(at, "around", "about", "approximately", "roughly", "exactly")
    got = clock_time(text, start) or _named(text, start) or _past_the_hour(text, start)
    weak = got is None
    got = got or _at_hour(text, start)
    weak = weak and not (text.kind(start) == "num" and len(text.word(start)) == 4 and text.word(start)[0] == "0")
    if got is None:
        return None
    clock, stop = got
    if text.word(stop) == "sharp" or text.word(stop) == "ish":
        stop += 1
    zone = zone_at(text, stop)
    if zone is None and text.word(stop) in {"local", "my"} and text.word(stop + 1) == "time":
        stop += 2
    elif zone is None and text.word(stop) == "(":
        inner = zone_at(text, stop + 1)
        zone = (inner[0], inner[1] + 1) if inner and text.word(inner[1]) == ")" else None
    return Got(When(clock=clock, zone=zone[0] if zone else None, weak=weak), zone[1] if zone else stop)


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
    direction = text.word(stop)
    if direction not in {"past", "to"} or (direction == "to" and text.word(start) != "quarter"):
        return None
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
    if hour is not None and _part_follows(text, hour[1]):
        return hour
    if text.word(at - 1) not in {"at", "around", "about"}:
        return None
    word = text.word(at)
    if text.word(at - 1) == "at" and text.kind(at) == "num" and len(word) == 4 and word.isdigit() and int(word[:2]) < 24 and int(word[2:]) < 60:
        return Clock(int(word[:2]), int(word[2:]), grain=Grain.MINUTE), at + 1
    if hour is None or not (text.ends(hour[1]) or text.word(hour[1]) in _AFTER_HOUR | set(words.WEEKDAYS)):
        return None
    return hour


_AFTER_HOUR: Final = frozenset(
    {"on", "in", "this", "last", "yesterday", "today", "to", "and", "until", "till", "-", "for", "the", "sharp"}
)  # fmt: skip


def _part_follows(text: Text, at: int) -> bool:
    in_the = text.word(at) == "in" and text.word(at + 1) == "the" and text.word(at + 2) in words.PARTS
    return in_the or (text.word(at) == "at" and text.word(at + 1) == "night")


def read_part(text: Text, at: int) -> Got | None:
    """this morning, last night, tonight, yesterday evening, in the afternoon, early this morning, overnight."""
    start, early = at, False
    early_day = _early_day(text, at)
    if early_day is not None:
        return early_day
    if text.word(start) in {"early", "late"} and text.word(start + 1) not in {"hours", *words.MONTHS}:
        early = text.word(start) == "early"
        start = start + 1 + (text.word(start + 1) == "-")
    which = text.word(start) if text.word(start) in {"this", "last", "that", "previous", "the"} else ""
    start += bool(which)
    if which and text.word(start) in {"early", "late"}:
        early, start = text.word(start) == "early", start + 1
    part, stop = _part_name(text, start)
    if part is None or (not which and start == at and not _asked(text, at, stop)):
        return None
    if early and part.name == "morning":
        part = Part("early morning", 0, 6)
    note = _EARLY if part.name == "early morning" else ""
    if which in {"this", "last", "previous"}:
        return _this_or_last(text, which, part, stop, note)
    if text.word(stop) == "of" and text.word(stop + 1) in {"this", "last"} and text.word(stop + 2) in words.PARTS:
        stop += 3  # "the early hours of this morning"
    return Got(When(part=part, note=note, weak=which in {"", "that"} and text.word(at - 1) not in _THE and not note), stop)


_THE: Final = frozenset({"the", "in", "during"})


def _part_name(text: Text, at: int) -> tuple[Part | None, int]:
    word = text.word(at)
    if word in {"early", "small"} and text.word(at + 1) == "hours":
        stop = at + 2
        if text.word(stop) == "of" and text.word(stop + 1) in {"the", "this"} and text.word(stop + 2) == "morning":
            stop += 3
        return Part("early morning", 0, 6), stop
    if word in {"lunch", "night"} and text.word(at + 1) == "time":
        return part_named(word + "time"), at + 2
    if word == "night" and text.word(at + 1) == "-" and text.word(at + 2) == "time":
        return part_named("night"), at + 3
    if word in {"morning", "afternoon", "evening", "night", "nighttime", "lunchtime", "daytime"}:
        return part_named(word), at + 1
    if word in {"am", "pm"} and not text.glued(at):
        return (Part("am", 0, 12) if word == "am" else Part("pm", 12, 24)), at + 1
    return None, at


def _asked(text: Text, at: int, stop: int) -> bool:
    """Whether a part of the day alone is meant as a time: "good morning" and "night shift" are not."""
    before = text.word(at - 1)
    if before in {"good", "gm"} or text.word(stop) in {"shift", "shifts", "team", "everyone", "all", "watch", "mode"}:
        return False
    return at > 0 or text.word(at) in {"early", "small"} or text.word(stop) in {"of", "on"}


def _early_day(text: Text, at: int) -> Got | None:
    """early yesterday morning, early monday morning."""
    if text.word(at) != "early" or text.word(at + 2) != "morning":
        return None
    from intents.dates import atoms  # a rule that reads another rule's phrase inside itself

    day = atoms.read(text, at + 1)
    if day is None or day.when.days is None or day.when.days.grain != Grain.DAY or day.stop != at + 2:
        return None
    return Got(replace(day.when, part=Part("early morning", 0, 6), note=_EARLY), at + 3)


_EARLY: Final = "early morning read as 00:00 to 06:00"


def _this_or_last(text: Text, which: str, part: Part, stop: int, note: str) -> Got:
    now = text.now
    minutes = now.at.hour
    back = 0 if which == "this" else 1
    if which == "this" and part.name == "night" and minutes < 6:
        back = 1
    if which == "this" and part.name == "morning" and minutes < 6:
        part, note = Part("early morning", 0, 12), "this morning read as from 00:00, as it is not yet 06:00"
    if which != "this" and part.name in {"morning", "afternoon"} and minutes >= part.end:
        back = 1
    days = unit_days(now.today, Grain.DAY, back)
    others: tuple[When, ...] = ()
    if part.name == "night" and back:
        night = "from midnight to 06:00 alone"
        others = (When(days=unit_days(now.today, Grain.DAY, back - 1), part=Part("night", 0, 6), note=night),)
    return Got(When(days=days, part=part, note=note, others=others), stop)


def read_night_before_last(text: Text, at: int) -> Got | None:
    """the night before last."""
    start = text.skip(at, "the")
    if [text.word(start + i) for i in range(3)] != ["night", "before", "last"]:
        return None
    return Got(When(days=unit_days(text.now.today, Grain.DAY, 2), part=part_named("night")), start + 3)


def read_tonight(text: Text, at: int) -> Got | None:
    """tonight, overnight."""
    now = text.now
    back = 1 if text.word(at) == "overnight" or now.at.hour < 6 else 0
    days = unit_days(now.today, Grain.DAY, back)
    part = part_named("night")
    return Got(When(days=days, part=part, weak=False), at + 1)


def read_zone_day(text: Text, at: int) -> Got | None:
    """A zone after a day: "yesterday UTC", "today in UTC"."""
    zone = zone_at(text, at)
    if zone is None or text.word(at) in words.WORDY_ZONES | {"z", "ist", "mst"} or at == 0:
        return None
    return Got(When(zone=zone[0], weak=True), zone[1])



_PARTS: Final = frozenset({"early", "late", "this", "last", "that", "previous", "the", "morning", "afternoon", "evening",
                           "night", "nighttime", "lunchtime", "lunch", "daytime", "small", "am", "pm"})  # fmt: skip
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
    Rule("part of a day", read_part, _PARTS, (
        ("this morning", "2026-11-18T06 .. 2026-11-18T12"),
        ("last night", "2026-11-17T18 .. 2026-11-18T06"),
        ("yesterday evening", "2026-11-17T18 .. 2026-11-18"),
        ("monday afternoon", "2026-11-16T12 .. 2026-11-16T18"),
        ("early hours of this morning", "2026-11-18 .. 2026-11-18T06"),
        ("between 2 and 3 this morning", "2026-11-18T02 .. 2026-11-18T03"),
    )),
    Rule("night before last", read_night_before_last, frozenset({"the", "night"}), (
        ("the night before last", "2026-11-16T18 .. 2026-11-17T06"),
    )),
    Rule("tonight and overnight", read_tonight, frozenset({"tonight", "overnight"}), (
        ("failures overnight", "2026-11-17T18 .. 2026-11-18T06"),
    )),
    Rule("zone of a day", read_zone_day, frozenset(words.ZONES), (
        ("yesterday UTC", "2026-11-17 .. 2026-11-18"),
    )),
)  # fmt: skip
