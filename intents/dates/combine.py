"""All phrases of a text: found from left to right, then those that belong together joined across the words between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Final

from intents.dates import atoms, bounds, place, words
from intents.dates import phrases as reading
from intents.dates.almanac import Now, before, twice, wall
from intents.dates.grammar import Text
from intents.dates.sharing import share
from intents.dates.values import Clock, Grain, Phrase, When, join

LEADS: Final = frozenset(
    {"on", "in", "at", "during", "over", "within", "for", "of", "the", "from", "throughout", "across", "around",
     "about", "through", "all", "whole", "entire", "since", "this", "sometime", "circa", "roughly", "approximately",
     "between"}
)  # fmt: skip
"""Prepositions and the like that belong to the words of a range."""
_PREPOSITIONS: Final = frozenset(
    {"on", "in", "at", "during", "over", "within", "for", "of", "from", "throughout", "across", "through", "since"}
)  # fmt: skip
_SIGN: Final = frozenset({"sign", "signed", "signing", "signs", "log", "logged", "logging", "logs", "got", "get"})
_COMPARES: Final = frozenset({"compare", "compared", "comparing", "versus", "vs", "difference", "than", "comparison"})
_DIGITS: Final = frozenset({"num", "ord", "clock", "ymd", "abc", "ab", "ym", "my", "iso"})
_NO_TIME_WORDS: Final = frozenset(
    {"the", "this", "last", "past", "previous", "prior", "a", "an", "all", "early", "late", "more", "over", "older",
     "less", "under", "longer", "earlier", "later", "about", "around", "roughly", "approximately", "some", "exactly",
     "most", "next", "coming", "upcoming", "following", "final", "latest", "recent", "trailing", "preceding", "that",
     "same", "small", "beginning", "start", "mid", "middle", "end", "whole", "entire", "new", "good", "black",
     "current"}
)  # fmt: skip
_TIME_WORDS: Final = frozenset(
    {tag for rule in atoms.RULES for tag in rule.first} | {*words.UNITS, *words.WEEKDAYS, *words.MONTHS, *words.PARTS,
     *words.NUMBERS, *words.TENS, *words.ORDINALS, "day", "date", "time", *(unit + "s" for unit in words.PARTS)}
) - _NO_TIME_WORDS  # fmt: skip
"""Without a digit and without any of these a text names no date, whatever else it says."""
_GAP: Final = frozenset({",", "on", "in", "at", "the", "of", "during", "for", "from", "(", ")", "-", "'", "and"})


_FIRST: Final = atoms.WORDS | bounds.WORDS | bounds.COMPARING | LEADS | {"'", "("}
"""A phrase begins with one of these, or with digits."""
MOST_PHRASES: Final = 16
"""Phrases read of one text: a question has a few, and what has more is no question."""


def phrases(text: Text) -> list[Phrase]:
    """The phrases that name a range, in order of the text; each says which tokens it was read from."""
    if not any(token.kind in _DIGITS or token.text in _TIME_WORDS for token in text.tokens):
        return []
    found = list(_scan(text))
    found = _join_neighbours(text, found)
    compared = any(token.text in _COMPARES for token in text.tokens)
    found = _join_apart(found, compared=compared)
    found = found if compared else _join_days(text, found)
    return [phrase for phrase in found if not _needs_partner(phrase)]


def _asks(text: Text, at: int) -> bool:
    """ "What about yesterday": there "about" says nothing of the time."""
    return text.word(at) == "about" and text.word(at - 1) in {"what", "how"}


def _scan(text: Text) -> Iterator[Phrase]:
    at = seen = 0
    while at < len(text.tokens) and seen < MOST_PHRASES:
        token = text.tokens[at]
        may_begin = token.text in _FIRST if token.kind in {"word", "punct"} else token.kind != "mask"
        got = reading.read(text, at) if may_begin else None
        if got is None:
            at += 1
            continue
        phrase, stop = got
        start = at
        while start > 0 and text.word(start - 1) in LEADS and at - start < 4 and not _asks(text, start - 1):
            start -= 1
            if text.word(start) in _PREPOSITIONS:
                break
        if text.word(start - 1) == "far" and text.word(start - 2) == "so":
            start -= 2
        if text.word(start) == "in" and start < at and text.word(start - 1) in _SIGN:
            start += 1  # "did may sign in yesterday"
        yield replace(phrase, spans=((start, stop),))
        at = max(stop, at + 1)
        seen += 1


def _needs_partner(phrase: Phrase) -> bool:
    """What is a date only beside another phrase, and stands alone."""
    if phrase.on is not None:
        return False
    left, right = phrase.left, phrase.right
    if left.weak:
        return True
    if right is not None and left.number is not None and right.number is not None:
        return True
    nothing = left.days is None and left.clock is None and left.exact is None and left.number is None
    if nothing and phrase.bound in {"since", "after", "before", "until"} and left.part is None:
        return True
    return nothing and left.part is None


def _join_neighbours(text: Text, found: list[Phrase]) -> list[Phrase]:
    """Phrases with nothing but connecting words between them."""
    joined: list[Phrase] = []
    for phrase in found:
        if joined and _near(text, joined[-1], phrase):
            one = _one(joined[-1], phrase)
            if one is not None:
                joined[-1] = one
                continue
        joined.append(phrase)
    return joined


def _near(text: Text, a: Phrase, b: Phrase) -> bool:
    gap = range(a.spans[-1][1], b.spans[0][0])
    return len(gap) <= 4 and all(text.word(at) in _GAP for at in gap)


def _one(a: Phrase, b: Phrase) -> Phrase | None:
    """Two phrases as one, when one says the day and the other the time in it."""
    spans = _spans(a, b)
    if not a.bound and not b.bound:
        when = join(a.left, b.left)
        return Phrase(when, spans=spans, lead=a.lead) if when else None
    if not a.bound and b.bound in {"range", "window"} and _from_that_day(a.left, b):
        left = join(a.left, b.left)
        return replace(b, left=left, spans=spans) if left else None
    for day, timed in ((a, b), (b, a)):
        if day.bound or not timed.bound:
            continue
        held = next((when for when in (day.left, *day.left.others) if _holds(when, timed)), None)
        if held is not None:
            return replace(timed, on=join(held, timed.on) if timed.on else held, spans=spans)
    if a.bound in {"since", "after"} and b.bound in {"before", "until"}:
        shut = a.bound == "after", b.bound == "before"
        return Phrase(a.left, b.left, "window", spans, on=a.on or b.on, shut=shut)
    return None


def _from_that_day(day: When, timed: Phrase) -> bool:
    """Whether hours begin on a day and say themselves on which they end: "saturday ... from 10pm until 4am sunday"."""
    left, right = timed.left, timed.right
    dayless = left.clock is not None and left.days is None and timed.on is None
    ends = right is not None and right.clock is not None and right.days is not None
    return dayless and ends and day.days is not None and day.days.grain == Grain.DAY and day.clock is None


def _spans(a: Phrase, b: Phrase) -> tuple[tuple[int, int], ...]:
    """The token spans of both; those that touch become one."""
    out: list[tuple[int, int]] = []
    for start, stop in sorted((*a.spans, *b.spans)):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(stop, out[-1][1]))
        else:
            out.append((start, stop))
    return tuple(out)


def _holds(day: When, timed: Phrase) -> bool:
    """Whether a day (or week, or month) can hold a range or bound said apart from it."""
    if day.exact is not None or day.clock is not None:
        return False
    left, right = timed.left, timed.right
    if timed.on is not None:
        return join(day, timed.on) is not None
    ends = [left] if right is None else [left, right]
    if any(end.exact is not None for end in ends):
        return False
    if all(end.days is None for end in ends):
        if all(end.number is not None for end in ends):
            return day.part is not None or (day.days is not None and day.days.grain in {Grain.DAY, Grain.MONTH})
        single_day = day.days is None or day.days.grain == Grain.DAY
        return (single_day and all(end.clock is not None or end.number is not None for end in ends)) or (
            single_day and all(end.clock or end.part or end.number is not None for end in ends) and day.days is not None
        )
    if day.days is None and day.part is not None and day.part.end > 24 and timed.bound == "range" and right:
        ends = list(share(left, right))
        return all(end.days is not None and end.days.grain == Grain.DAY and not end.clock for end in ends)
    return day.days is not None and all(
        end.days is not None and join(replace(end, clock=None, part=None), replace(day, part=None)) is not None
        for end in ends
    )


def _join_apart(found: list[Phrase], *, compared: bool) -> list[Phrase]:
    """A day and a time, or a week and a day in it, said at different places of the text ("on Monday ... between 02:00
    and 03:00", "last week ... on Friday")."""
    for i, a in enumerate(found):
        for j in range(i + 1, len(found)):
            b = found[j]
            if not _may_join_apart(a, b, compared=compared):
                continue
            one = _one(a, b)
            if one is None:
                continue
            others = (phrase for k, phrase in enumerate(found) if k not in {i, j})
            if any(_timeless(other) or _dayless(other) for other in others):
                return found  # which of them belong together is not clear
            return [*found[:i], one, *found[i + 1 : j], *found[j + 1 :]]
    return found


def _dayless(phrase: Phrase) -> bool:
    """Whether a phrase says a time and no day."""
    ends = [end for end in (phrase.left, phrase.right) if end is not None]
    return phrase.on is None and all(end.days is None and end.exact is None for end in ends)


def _may_join_apart(a: Phrase, b: Phrase, *, compared: bool) -> bool:
    if _weak(a) or _weak(b):
        return False
    if _timeless(a) and _timeless(b):
        return not (compared or a.bound or b.bound)
    return _timeless(a) != _timeless(b)


def _weak(phrase: Phrase) -> bool:
    """Whether bare numbers were read ("between 5 and 10"), which only a day right beside them makes hours."""
    return phrase.on is None and (phrase.left.weak or phrase.left.number is not None)


def _timeless(phrase: Phrase) -> bool:
    """Whether a phrase says days and no time of day."""
    ends = [end for end in (phrase.left, phrase.right) if end is not None]
    return all(end.days is not None and not end.clock and not end.part for end in ends) and phrase.on is None


def _join_days(text: Text, found: list[Phrase]) -> list[Phrase]:
    """ "yesterday and today", "monday, tuesday and wednesday": neighbours that touch are one range."""
    out: list[Phrase] = []
    last: Phrase | None = None
    for phrase in found:
        if out and last is not None and _touching(text, last, phrase):
            one = replace(out[-1], right=phrase.left, bound="range", spans=_spans(out[-1], phrase))
            out[-1], last = one, phrase
            continue
        out.append(phrase)
        last = phrase
    return out


def _touching(text: Text, a: Phrase, b: Phrase) -> bool:
    gap = [text.word(at) for at in range(a.spans[-1][1], b.spans[0][0])]
    if a.bound or b.bound or not gap or gap[0] not in {"and", "&", "or", ",", "/"} or len(gap) > 2:
        return False
    if not (_timeless(a) and _timeless(b)):
        return False
    first, second = place.point(a.left, text.now), place.point(b.left, text.now)
    if first is None or second is None:
        return False
    backward = gap[0] != "," and second.end == first.start
    return first.end == second.start or backward


def placed(phrase: Phrase, now: Now) -> place.Placed | None:
    """Where a phrase lies; None for what lies nowhere ("end early '26" is the end of what is over by then)."""
    if phrase.bound == "range":
        at = place.span(phrase, now)
    else:
        at = place.bound(phrase, now) if phrase.bound else place.point(phrase.left, now)
    return None if at is not None and at.start is not None and at.start > at.end else at


def others(phrase: Phrase, main: place.Placed, now: Now) -> list[tuple[str, place.Placed]]:
    """The other fair readings of a phrase, each with its name, likeliest first."""
    found: list[tuple[str, place.Placed]] = []
    for name, other in _reworded(phrase):
        at = placed(other, now)
        if at is not None and (at.start is None or at.start < now.instant):
            found.append((name, at))
    if main.start is not None:
        found.extend(_shifted(phrase, main, now))
    return found[:MOST_OTHERS]


MOST_OTHERS: Final = 4


def _reworded(phrase: Phrase) -> Iterator[tuple[str, Phrase]]:
    """The readings that the words themselves leave open."""
    for other in phrase.left.others:
        yield other.note, replace(phrase, left=replace(other, note=""))
    if phrase.right is not None:
        for other in phrase.right.others:
            yield other.note, replace(phrase, right=replace(other, note=""))
    left, right = _evening(phrase.left), _evening(phrase.right) if phrase.right else None
    hours = phrase.right is None or phrase.right.clock is not None or phrase.on is not None
    if hours and left is not phrase.left and (right is None or right is not phrase.right):
        yield "as hours of the afternoon and evening (pm)", replace(phrase, left=left, right=right)
    if not phrase.bound and phrase.lead == "from" and phrase.left.exact is None:
        yield "from then on, up to now", replace(phrase, bound="since")


def _evening(when: When) -> When:
    """The same time after noon, when it was written so that both are possible."""
    if when.number is not None and not when.ordinal and 1 <= when.number <= 12 and not when.note.startswith("0"):
        return replace(when, number=None, note="", clock=Clock(when.number, half="pm"))
    if when.clock is None or not when.clock.loose or when.part is not None:
        return when
    return replace(when, clock=replace(when.clock, half="pm", loose=False))


def _over_midnight(phrase: Phrase, day: date, main: place.Placed, now: Now) -> bool:
    """Whether hours that were said for one day run into the next ("between 10pm and 2am on Monday")."""
    clocks = phrase.left.clock and phrase.right and phrase.right.clock
    return bool(clocks) and main.end.astimezone(now.zone).date() > day and main.end > wall(day, 86400, now.zone)


def _shifted(phrase: Phrase, main: place.Placed, now: Now) -> Iterator[tuple[str, place.Placed]]:
    """The day before, for hours that are still running; the second of an hour that the clocks repeat."""
    ends = [end for end in (phrase.left, phrase.right) if end is not None]
    dayless = phrase.on is None and all(end.days is None and end.exact is None for end in ends)
    assert main.start is not None
    if dayless and phrase.bound in {"", "range"} and main.start < now.instant < main.end:
        yesterday = placed(phrase, replace(now, at=(main.start - timedelta(seconds=1)).astimezone(now.zone)))
        if yesterday is not None:
            yield "the same hours a day earlier", yesterday
    begin = main.start.astimezone(now.zone)
    if phrase.bound == "range" and phrase.on is not None and _over_midnight(phrase, begin.date(), main, now):
        night = place.Placed(before(begin, ((1, "day"),)), before(main.end.astimezone(now.zone), ((1, "day"),)))
        if night.start is not None and night.start < night.end:
            yield "the night that ends on that day", night
    if phrase.bound == "" and phrase.left.clock and not phrase.left.zone and twice(begin) and begin.fold == 0:
        again = begin.replace(fold=1).astimezone(UTC)
        length = main.end - main.start if main.end - main.start < timedelta(hours=1) else timedelta(hours=1)
        yield "the second time the clocks showed it", place.Placed(again, again + length)
