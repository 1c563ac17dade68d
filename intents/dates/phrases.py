"""Ranges and bounds over points: between A and B, from A to B, A - B, from A for 3 hours, since, before, until."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from intents.dates import atoms, numeric, place
from intents.dates.calendar import before, unit_days
from intents.dates.grammar import Got, Text, number, ordinal, year
from intents.dates.units import amounts, point_back
from intents.dates.values import Clock, Days, Exact, Grain, Phrase, When, join

SINCE: Final = frozenset({"since", "starting", "beginning", "as"})
BOUNDS: Final[dict[str, str]] = {
    "since": "since", "starting": "since", "beginning": "since", "after": "after", "before": "before",
    "until": "until", "till": "until", "by": "until", "prior": "before", "following": "after", "through": "until",
}  # fmt: skip
_COMPARED: Final = frozenset({"difference", "differences", "comparison", "compare"})
"""Words after which "between A and B" names two ranges, not one."""
_TO: Final = frozenset({"to", "until", "till", "through", "-", "~", "thru"})


def read(text: Text, at: int) -> tuple[Phrase, int] | None:
    """The longest phrase at a place: a range, a bound or a point."""
    best: tuple[Phrase, int] | None = None
    for reader in (_window, _ago_range, _edge_of, _range, _bound, _around, _point):
        got = reader(text, at)
        if got is not None and (best is None or _rank(got) > _rank(best)):
            best = got
    return best


def _rank(got: tuple[Phrase, int]) -> tuple[int, bool]:
    """Longer is better, and what is a date by itself better than what needs a partner."""
    left, right = got[0].left, got[0].right
    bare = left.number is not None and right is not None and right.number is not None
    return got[1], not (left.weak or bare)


def _edge_of(text: Text, at: int) -> tuple[Phrase, int] | None:
    """the first 10 minutes of today, the last hour of yesterday: counted from that end of it."""
    start = text.skip(at, "the")
    which = text.word(start)
    if which not in {"first", "last", "final"}:
        return None
    got = amounts(text, start + 1)
    if got is None and text.word(start + 1) in {"hour", "minute"}:
        got = ((1.0, text.word(start + 1)),), start + 2
    if got is None or text.word(got[1]) != "of" or any(unit not in {"minute", "hour", "second"} for _, unit in got[0]):
        return None
    whole = _end(text, got[1] + 1, of_range=False)
    placed = place.point(whole.when, text.now) if whole else None
    if whole is None or placed is None or placed.start is None:
        return None
    first, last = placed.start.astimezone(text.now.zone), placed.end.astimezone(text.now.zone)
    ends = (first, before(first, got[0], sign=1)) if which == "first" else (before(last, got[0]), last)
    return Phrase(When(exact=Exact(*ends))), whole.stop


def _ago_range(text: Text, at: int) -> tuple[Phrase, int] | None:
    """2-3 days ago, between 2 and 4 hours ago: from the start of the earlier to the end of the later."""
    first = number(text, text.skip(at, "between", "from"))
    if first is None or text.word(first[1]) not in {"-", "to", "and", "or"}:
        return None
    second = amounts(text, first[1] + 1)
    if second is None or len(second[0]) != 1 or text.word(second[1]) not in {"ago", "back"}:
        return None
    unit = second[0][0][1]
    ends = [place.point(point_back(text.now, ((count, unit),)), text.now) for count in (first[0], second[0][0][0])]
    starts = [end.start for end in ends if end is not None and end.start is not None]
    if len(starts) != 2:
        return None
    return Phrase(When(exact=Exact(min(starts), max(end.end for end in ends if end is not None)))), second[1] + 1


def _point(text: Text, at: int) -> tuple[Phrase, int] | None:
    got = atoms.point(text, at)
    return (Phrase(got.when, lead=text.word(at - 1)), got.stop) if got else None


def _end(text: Text, at: int, *, of_range: bool = True) -> Got | None:
    """One end of a range or bound: a point, "now", or a bare number."""
    start = text.skip(at, "from", "on", "at", "in", "the") if not of_range else text.skip(at, "on", "at")
    if text.word(start) in {"now", "present"} or (text.word(start) == "date" and text.word(at - 1) == "to" and text.word(at - 2) != "up"):
        now = text.now.at
        return Got(When(exact=Exact(now, now, instant=True)), start + 1)
    if text.word(start) == "current" and text.word(start + 1) in {"date", "day", "time"}:
        return Got(When(days=unit_days(text.now.today, Grain.DAY)), start + 2)
    got = atoms.point(text, start)
    if got is None and text.word(start) == "the":
        got = atoms.point(text, start + 1)
    if got is not None:
        return got
    return _number_end(text, start) if of_range else _hour_end(text, start)


def _hour_end(text: Text, at: int) -> Got | None:
    """ "since 10 yesterday", "before 6 this morning", "today until 10": an hour beside a day or a part of one."""
    bare = _number_end(text, at)
    if bare is None or bare.when.number is None or bare.when.ordinal or bare.when.number > 24:
        return None
    hour = When(clock=place.hour_clock(bare.when.number, bare.when.note), weak=True)
    day = atoms.point(text, text.skip(bare.stop, "on", "in", "the"))
    joined = join(hour, replace(day.when, weak=False)) if day else None
    return Got(joined, day.stop) if joined and day else Got(hour, bare.stop)


def _number_end(text: Text, at: int) -> Got | None:
    start = text.skip(at, "the")
    got = ordinal(text, start)
    if got is not None:
        return Got(When(number=got[0], ordinal=True), got[1]) if 1 <= got[0] <= 31 else None
    count = number(text, start)
    if count is None or count[0] != int(count[0]) or not 0 <= count[0] <= 31:
        return _four_digits(text, start)
    if text.kind(start) == "num" and len(text.word(start)) > 2:
        return _four_digits(text, start)
    return Got(When(number=int(count[0]), note=text.word(start) if text.kind(start) == "num" else ""), count[1])


def _four_digits(text: Text, at: int) -> Got | None:
    """0910 in "0740 - 0910": a time of day, beside a day."""
    word = text.word(at)
    if text.kind(at) == "num" and len(word) == 4 and word.isdigit() and int(word[:2]) < 24 and int(word[2:]) < 60:
        return Got(When(clock=Clock(int(word[:2]), int(word[2:]), grain=Grain.MINUTE), weak=True), at + 1)
    return None


def _range(text: Text, at: int) -> tuple[Phrase, int] | None:
    """between A and B; from A to B; A to B; A - B; from A for 3 hours; A and B when they touch."""
    opener = text.word(at)
    if text.word(at - 1) in _COMPARED:
        return None
    opened = opener in {"between", "from", "starting", "beginning"}
    start = at + opened
    start += opened and text.word(start) in {"from", "at", "on"}
    start += opened and text.word(start) == "'"
    for left in _left_ends(text, start, opened=opened):
        found = _right_of(text, left, opener if opened else "", at)
        if found is not None:
            return found
    return None


def _left_ends(text: Text, at: int, *, opened: bool) -> list[Got]:
    """The ways the left end can be read: the longest point first, then the first phrase of it alone."""
    ends = []
    whole = _end(text, at)
    if whole is not None and (opened or whole.when.number is None or _numeric_range(text, whole)):
        ends.append(whole)
    single = atoms.read(text, at)
    if single is not None and (whole is None or single.stop != whole.stop):
        ends.append(single)
    if opened or text.kind(at) in {"num", "ord"} or ordinal(text, at) or number(text, at):
        loose = _number_end(text, at)
        if loose is not None and (whole is None or loose.stop != whole.stop):
            ends.append(loose)
    return ends


def _numeric_range(text: Text, got: Got) -> bool:
    return text.word(got.stop) in _TO or text.word(got.stop) == "/"


def _right_of(text: Text, left: Got, opener: str, at: int) -> tuple[Phrase, int] | None:
    stop = left.stop + (text.word(left.stop) == ",")
    joiner = text.word(stop)
    if (joiner == "for" and left.when.exact is None and left.when.number is None) or (joiner == "for" and opener == "from"):
        return _lasting(text, left, stop + 1, opener)
    joins = joiner in _TO or (joiner in {"and", "&"} and opener in {"between"}) or (joiner == "/" and opener == "")
    if not joins or (joiner == "-" and _dash_is_punctuation(text, stop, left)):
        return None
    right = _end(text, stop + 1)
    best = _accept(text, left, right, opener, joiner)
    if best is None:
        right = atoms.read(text, stop + 1) or _number_end(text, stop + 1)
        best = _accept(text, left, right, opener, joiner)
    if best is None:
        best = _accept(text, left, _number_end(text, stop + 1), opener, joiner)
    return best


def _dash_is_punctuation(text: Text, at: int, left: Got) -> bool:
    """A dash with spaces around and no date after it ends a phrase: "monday - 3 failures"."""
    if text.glued(at) or text.glued(at + 1):
        return False
    count = number(text, at + 1)
    if count is None or atoms.read(text, at + 1) is not None:
        return False
    after = text.token(count[1])
    return after.kind == "word" and after.text not in {"on", "at", "of", "in", "and"} and atoms.read(text, count[1]) is None


def _accept(text: Text, left: Got, right: Got | None, opener: str, joiner: str) -> tuple[Phrase, int] | None:
    """The range, when its ends are of kinds that can stand together."""
    if right is None:
        return None
    a, b, stop = left.when, right.when, right.stop
    if a.number is not None and b.number is not None:
        if text.kind(stop) == "word" and text.word(stop) in {"users", "failures", "minutes", "hours", "days"}:
            return None
        return Phrase(replace(a, weak=True), b, "range"), _closing(text, stop)
    if b.number is not None or a.number is not None:
        known = b if a.number is not None else a
        if b.number is not None and a.days and a.days.said is None and a.clock is None:
            return None  # "today until 10" is an hour
        if known.exact is not None or not (known.clock or (known.days and _takes_days(known.days))):
            return None
        if known.clock is None and a.number is None and not b.ordinal and joiner == "-" and known.days and (
            known.days.said is not None and known.days.said.month is None
        ):
            return None
        if known.clock and (a if a.number is not None else b).ordinal:
            return None
    if a.number is None and b.number is not None and b.clock is None and a.days and a.clock is None:
        b, stop = _year_after_day(text, a, b, stop)
        if b is None:
            return None
    if not _go_together(a, b):
        return None
    a, b = numeric.same_order(a, text.token(left.stop - 1), b, text.token(right.stop - 1))
    weak = bool(a.weak and a.clock is not None) or bool(b.weak and b.clock is not None)
    return Phrase(replace(a, weak=weak), b, "range"), _closing(text, stop)


def _closing(text: Text, stop: int) -> int:
    return stop + (text.word(stop) == "'" and text.ends(stop + 1))


def _takes_days(days: Days) -> bool:
    return days.grain == Grain.DAY and (days.said is None or days.said.day is not None)


def _go_together(a: When, b: When) -> bool:
    """A part of a day alone opens no range to a date, nor does a clock time to a month."""
    if a.days and b.days and a.days.grain != b.days.grain:
        return True
    return not (a.days is None and a.exact is None and a.clock is None and a.number is None and a.part is None)


def _year_after_day(text: Text, a: When, b: When, stop: int) -> tuple[When, int] | tuple[None, int]:
    """ "August 10 to 22, 2012", "january 5 to 7 1998": the year after the last day is the year of both."""
    assert a.days is not None and b.number is not None
    said = a.days.said
    if said is None or said.day is None:
        return b, stop
    got = year(text, text.skip(stop, ",", "of"))
    month = said.month
    of_year = said.year
    if got is not None and said.year is None:
        of_year, stop = got
    if month is not None and b.number < said.day:
        month = month % 12 + 1
        of_year = of_year + 1 if of_year is not None and month == 1 else of_year
    new = replace(said, day=b.number, weekday=None, month=month, year=of_year)
    return replace(b, number=None, note="", days=replace(a.days, said=new)), stop


def _lasting(text: Text, left: Got, at: int, opener: str) -> tuple[Phrase, int] | None:
    """from 10 am for 3 hours 30 minutes; "at 2am yesterday for 2 hours"."""
    got = amounts(text, text.skip(at, "the", "next", "about"))
    if got is None:
        return None
    when = left.when
    if when.number is not None:
        if opener != "from":
            return None
        when = replace(when, number=None, clock=place.hour_clock(when.number, when.note), note="")
    if when.clock is None and opener == "":
        return None
    placed = place.point(when, text.now)
    if placed is None or placed.start is None:
        return None
    end = before(placed.start.astimezone(text.now.zone), got[0], sign=1)
    return Phrase(When(exact=Exact(placed.start, end))), got[1]


def _bound(text: Text, at: int) -> tuple[Phrase, int] | None:
    """since, after, before, until, by, as of, starting, "from X on", not before, no later than."""
    start, kind = _bound_words(text, at)
    if not kind:
        return None
    if kind in {"since", "from"}:
        rolling = _since_rolling(text, start)
        if rolling is not None:
            return rolling
    got = _end(text, start, of_range=False)
    if got is None:
        return None
    stop = got.stop
    onwards = text.word(stop) in {"on", "onward", "onwards", "forward"} and (
        text.word(stop) != "on" or text.ends(stop + 1)
    )
    stop += onwards
    if kind == "from":
        if not onwards and not got.when.clock:
            return None
        kind = "since" if onwards else "after"
    if text.word(at) == "by" and not (got.when.clock or got.when.days or got.when.exact):
        return None
    return Phrase(got.when, bound=kind), stop


def _bound_words(text: Text, at: int) -> tuple[int, str]:
    """The position after the words of a bound, and which bound it is."""
    word, after = text.word(at), text.word(at + 1)
    if word == "as" and after == "of":
        return at + 2, "since"
    if word in {"prior", "previous"} and after == "to":
        return at + 2, "before"
    if word in {"up", "down"} and after in {"to", "until", "till"}:
        return at + 2, "until"
    if word in {"earlier", "later", "older", "newer"} and after == "than":
        return at + 2, "before" if word in {"earlier", "older"} else "after"
    if word == "no" and text.word(at + 2) == "than" and after in {"later", "earlier"}:
        return at + 3, "until" if after == "later" else "since"
    if word == "ever" and after == "since":
        return at + 2, "since"
    if word == "not" and after in {"before", "after"}:
        return at + 2, "since" if after == "before" else "until"
    if word == "on" and after in {"or", "and"} and text.word(at + 2) in {"after", "since", "before"}:
        return at + 3, "until" if text.word(at + 2) == "before" else "since"
    if word in {"starting", "beginning", "effective"}:
        return text.skip(at + 1, "from", "on", "at", "with"), "since"
    if word in {"ending", "ended"}:
        return text.skip(at + 1, "on", "at", "with"), "until"
    if word == "from":
        return at + 1, "from"
    if word == "just" and after in BOUNDS:
        return at + 2, BOUNDS[after]
    return (at + 1, BOUNDS[word]) if word in BOUNDS and word not in {"prior", "following", "through"} else (at, "")


def _since_rolling(text: Text, at: int) -> tuple[Phrase, int] | None:
    """ "since 3 days", "since the last 2 hours", "from last 24h": rolling."""
    start = text.skip(at, "the")
    got = atoms.read(text, start)
    if got is not None and got.when.exact is not None and not got.when.exact.instant and (
        got.when.exact.end == text.now.at
    ):
        return Phrase(got.when), got.stop
    bare = amounts(text, start)
    if bare is None or text.word(bare[1]) in {"ago", "back", "before", "after"} or text.word(at - 1) == "from":
        return None
    if got is not None and got.stop > bare[1]:
        return None
    return Phrase(When(exact=Exact(before(text.now.at, bare[0]), text.now.at))), bare[1]


def _around(text: Text, at: int) -> tuple[Phrase, int] | None:
    """the 30 minutes before 3pm, an hour after 9am yesterday, within 10 minutes of noon, 2 weeks before 13 May."""
    start = text.skip(at, "within", "the", "in", "first", "last")
    got = amounts(text, start)
    if got is None and text.word(start) in {"hour", "minute", "day", "week"}:
        got = ((1.0, text.word(start)),), start + 1
    if got is None:
        return None
    spans, stop = got
    how = text.word(stop)
    if how in {"leading", "up"} and text.word(stop + 1) in {"to", "up"}:
        how, stop = "before", stop + (2 if text.word(stop + 2) == "to" else 1)
    within = text.word(at) == "within" and how == "of"
    either = how == "either" and text.word(stop + 1) == "side" and text.word(stop + 2) == "of"
    stop += 2 * either
    if how not in {"before", "after"} and not within and not either:
        return None
    anchor = _end(text, stop + 1, of_range=False)
    if anchor is None or anchor.when.weak:
        return None
    return _beside(text, spans, "both" if within or either else how, anchor)


def _beside(
    text: Text, spans: tuple[tuple[float, str], ...], how: str, anchor: Got
) -> tuple[Phrase, int] | None:
    placed = place.point(anchor.when, text.now)
    if placed is None or placed.start is None:
        return None
    here = placed.start.astimezone(text.now.zone)
    instant = anchor.when.clock is not None or (anchor.when.exact is not None and anchor.when.exact.instant)
    fine = all(unit in {"second", "minute", "hour"} for _, unit in spans)
    if how == "both":
        return Phrase(When(exact=Exact(before(here, spans), before(here, spans, sign=1)))), anchor.stop
    if fine or instant:
        base = here if how == "before" or instant else placed.end.astimezone(text.now.zone)
        edge = before(base, spans, sign=-1 if how == "before" else 1)
        both = (edge, base) if how == "before" else (base, edge)
        return Phrase(When(exact=Exact(*both))), anchor.stop
    day = before(here, spans, sign=-1 if how == "before" else 1).date()
    grain = Grain.WEEK if anchor.when.days and anchor.when.days.grain == Grain.WEEK else Grain.DAY
    return Phrase(When(days=unit_days(day, grain))), anchor.stop


def _window(text: Text, at: int) -> tuple[Phrase, int] | None:
    """after A and before B, since A until B, later than A but before B."""
    first = _bound(text, at)
    if first is None or first[0].bound not in {"since", "after"}:
        return None
    stop = first[1]
    while text.word(stop) in {"and", "but", ","} and stop - first[1] < 3:
        stop += 1
    second = _bound(text, stop) if stop < len(text.tokens) else None
    if second is None or second[0].bound not in {"before", "until"}:
        return None
    return Phrase(first[0].left, second[0].left, "window"), second[1]

