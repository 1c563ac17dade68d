"""Parts of a day: this morning, last night, Friday evening, the early hours, overnight."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from intents.dates import words
from intents.dates.almanac import unit_days
from intents.dates.grammar import Got, Rule, Text, number
from intents.dates.values import Grain, Part, When


def part_named(word: str) -> Part | None:
    hours = words.PARTS.get(word)
    return Part(word, *hours) if hours else None


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
    return Got(
        When(
            part=part,
            note=note,
            weak=which in {"", "that"} and not note and text.word(at - 1) not in _asks(part),
        ),
        stop,
    )


_THE: Final = frozenset({"the", "in", "during", "since"})
_LUNCH: Final = frozenset({"before", "after", "since", "until", "till", "over", "during", "at", "around"})
"""A word after which "lunch" is a time of day."""


def _part_name(text: Text, at: int) -> tuple[Part | None, int]:
    word = text.word(at)
    if word in {"early", "small"} and text.word(at + 1) == "hours":
        stop = at + 2
        if text.word(stop) == "of" and text.word(stop + 1) in {"the", "this"} and text.word(stop + 2) == "morning":
            stop += 3
        return Part("early morning", 0, 6), stop
    if word in {"lunch", "night"} and text.word(at + 1) == "time":
        return part_named(word + "time"), at + 2
    if word == "lunch" and text.word(at - 1) in _LUNCH:
        return part_named("lunchtime"), at + 1
    if word == "night" and text.word(at + 1) == "-" and text.word(at + 2) == "time":
        return part_named("night"), at + 3
    if word in {"morning", "afternoon", "evening", "night", "nighttime", "lunchtime", "daytime"}:
        return part_named(word), at + 1
    if word in {"am", "pm"} and not text.glued(at) and text.kind(at + 1) not in {"num", "ab", "abc"}:
        return (Part("am", 0, 12) if word == "am" else Part("pm", 12, 24)), at + 1
    return None, at


def _asks(part: Part) -> frozenset[str]:
    """The words after which a part of the day needs no day beside it."""
    return _THE | _LUNCH if part.name == "lunchtime" else _THE


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


def read_part_beside(text: Text, at: int) -> Got | None:
    """the morning after 12 October, the night before Thanksgiving: a part of the day after or before it."""
    start = text.skip(at, "the")
    part, stop = _part_name(text, start)
    how = {"before": 1, "after": -1}.get(text.word(stop))
    if part is None or how is None:
        return None
    from intents.dates import atoms  # a rule that reads another rule's phrase inside itself

    got = atoms.read(text, text.skip(stop + 1, "the")) or atoms.read(text, stop + 1)
    days = got.when.days if got else None
    settled = atoms.settled(text.now, days) if days and days.grain == Grain.DAY else None
    if got is None or got.when.part or settled is None or settled.first is None:
        return None
    return Got(When(days=unit_days(settled.first, Grain.DAY, how), part=part), got.stop)


def read_parts_ago(text: Text, at: int) -> Got | None:
    """two nights ago, 3 mornings ago."""
    count = number(text, at)
    if count is None or text.word(count[1] + 1) != "ago" or not 1 <= count[0] <= 1000:
        return None
    part = part_named(text.word(count[1]).removesuffix("s"))
    if part is None:
        return None
    return Got(When(days=unit_days(text.now.today, Grain.DAY, int(count[0])), part=part), count[1] + 2)


def read_night_before_last(text: Text, at: int) -> Got | None:
    """the night before last."""
    start = text.skip(at, "the")
    if [text.word(start + i) for i in range(3)] != ["night", "before", "last"]:
        return None
    return Got(When(days=unit_days(text.now.today, Grain.DAY, 2), part=part_named("night")), start + 3)


def read_tonight(text: Text, at: int) -> Got | None:
    """tonight, overnight; "overnight on Tuesday" is the night of that day."""
    now = text.now
    if text.word(at) == "overnight" and _beside_day(text, at):
        return Got(When(part=part_named("night")), at + 1)
    back = 1 if text.word(at) == "overnight" or now.at.hour < 6 else 0
    days = unit_days(now.today, Grain.DAY, back)
    part = part_named("night")
    return Got(When(days=days, part=part, weak=False), at + 1)


def _beside_day(text: Text, at: int) -> bool:
    """Whether a day, or a range of days, stands right before or after a word."""
    from intents.dates import atoms  # a rule that reads another rule's phrase inside itself

    if text.word(at - 1) in {*words.WEEKDAYS, "yesterday"} or text.kind(at - 1) in {"ord", "ab", "abc", "ymd"}:
        return True
    got = atoms.read(text, text.skip(at + 1, "on", "of", "between", "from", "the"))
    return got is not None and got.when.days is not None and got.when.days.grain == Grain.DAY and got.when.part is None


_PARTS: Final = frozenset(
    {"early", "late", "this", "last", "that", "previous", "the", "morning", "afternoon", "evening", "night",
     "nighttime", "lunchtime", "lunch", "daytime", "small", "am", "pm"}
)  # fmt: skip


RULES: Final = (
    Rule("part of a day", read_part, _PARTS, (
        ("this morning", "2026-11-18T06 .. 2026-11-18T12"),
        ("last night", "2026-11-17T18 .. 2026-11-18T06"),
        ("yesterday evening", "2026-11-17T18 .. 2026-11-18"),
        ("since lunch yesterday", "2026-11-17T12 .. now"),
        ("monday afternoon", "2026-11-16T12 .. 2026-11-16T18"),
        ("early hours of this morning", "2026-11-18 .. 2026-11-18T06"),
        ("between 2 and 3 this morning", "2026-11-18T02 .. 2026-11-18T03"),
    )),
    Rule("part beside a day", read_part_beside, frozenset({"the", "morning", "afternoon", "evening", "night"}), (
        ("the morning after 12 november", "2026-11-13T06 .. 2026-11-13T12"),
        ("the night before halloween", "2026-10-30T18 .. 2026-10-31T06"),
    )),
    Rule("parts of days ago", read_parts_ago, frozenset({"<num>", "<number>"}), (
        ("two nights ago", "2026-11-16T18 .. 2026-11-17T06"),
    )),
    Rule("night before last", read_night_before_last, frozenset({"the", "night"}), (
        ("the night before last", "2026-11-16T18 .. 2026-11-17T06"),
    )),
    Rule("tonight and overnight", read_tonight, frozenset({"tonight", "overnight"}), (
        ("failures overnight", "2026-11-17T18 .. 2026-11-18T06"),
        ("overnight on friday", "2026-11-13T18 .. 2026-11-14T06"),
    )),
)  # fmt: skip
