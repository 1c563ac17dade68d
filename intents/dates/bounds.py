"""Bounds: since, after, before, until, by, as of, starting, "from 2pm", "from Monday on", "after A but before B"."""

from __future__ import annotations

from typing import Final

from intents.dates import atoms
from intents.dates.almanac import before
from intents.dates.amounts import amounts
from intents.dates.ends import end_at
from intents.dates.grammar import Text
from intents.dates.values import Exact, Grain, Phrase, When

_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("since", "since"), ("ever since", "since"), ("as of", "since"), ("no earlier than", "since"),
    ("not before", "since"), ("on or after", "since"), ("on and after", "since"), ("on or since", "since"),
    ("dating back to", "since"), ("going back to", "since"), ("all the way back to", "since"),
    ("starting", "since"), ("starting from", "since"), ("starting on", "since"), ("starting at", "since"),
    ("starting with", "since"), ("beginning", "since"), ("beginning from", "since"), ("beginning on", "since"),
    ("beginning at", "since"), ("beginning with", "since"), ("effective", "since"), ("from", "from"),
    ("after", "after"), ("just after", "after"), ("later than", "after"), ("newer than", "after"),
    ("before", "before"), ("just before", "before"), ("prior to", "before"), ("previous to", "before"),
    ("earlier than", "before"), ("older than", "before"),
    ("until", "until"), ("till", "until"), ("up to", "until"), ("up to and including", "until"),
    ("until and including", "until"), ("through", "through"), ("up until", "until"), ("up till", "until"),
    ("by", "until"), ("no later than", "until"), ("not after", "until"), ("on or before", "until"),
    ("on and before", "until"), ("ending", "until"), ("ending on", "until"), ("ending at", "until"),
    ("ending with", "until"), ("ended", "until"), ("ended on", "until"), ("just until", "until"),
)  # fmt: skip
"""What opens a bound, and which bound it is. "since" and "after" differ on days and longer ("after Monday" begins when
Monday is over), "before" and "until" likewise; "from" is "after" for a time of day, and of a day the day itself."""
WORDS: Final = frozenset(word for said, _ in _WORDS for word in said.split()) | {"or", "newer", "older"}
_BY_FIRST: Final = {
    first: sorted(
        ((words.split(), kind) for words, kind in _WORDS if words.split()[0] == first), key=lambda row: -len(row[0])
    )
    for first in {words.split()[0] for words, _ in _WORDS}
}


def bound(text: Text, at: int) -> tuple[Phrase, int] | None:
    """since, after, before, until, by, as of, starting, "from X on", not before, no later than."""
    start, kind = _bound_words(text, at)
    if not kind:
        start, kind = _compared(text, at)
    if not kind:
        return None
    start = text.skip(start, ":", "at", "least", "just", "after") if kind == "since" else text.skip(start, ":")
    if kind in {"since", "from"}:
        rolling = _since_rolling(text, start)
        if rolling is not None:
            return rolling
    got = end_at(text, start, of_range=False)
    if got is None:
        return None
    stop = got.stop
    onwards = text.word(stop) in {"on", "onward", "onwards", "forward"} and (
        text.word(stop) != "on" or text.ends(stop + 1)
    )
    stop += onwards
    if kind == "from":
        instant = got.when.exact is not None and got.when.exact.instant
        if not (onwards or got.when.clock or instant):
            return None
        kind = "since" if onwards else "after"
    if kind == "through":  # "through Friday" ends there; "through the weekend" lasts as long
        day = got.when.days is not None and got.when.days.grain == Grain.DAY and got.when.part is None
        if not day or text.word(at - 1) in _LOOKS or _possessive(text, stop - 1):
            return None
        kind = "until"
    if text.word(at) == "by" and not (got.when.clock or got.when.days or got.when.exact):
        return None
    return Phrase(got.when, bound=kind), stop


def _compared(text: Text, at: int) -> tuple[int, str]:
    """>= 2026-11-03, < 10 Nov, ge 2026-11-03: a sign of comparison with a space before it, or a word of OData."""
    sign = text.word(at)
    if sign in _ODATA and text.kind(at + 1) in {"ymd", "iso"}:
        return at + 1, _ODATA[sign]
    if sign not in _SIGNS or text.glued(at):
        return at, ""
    if text.token(at + 1).text == "=" and text.glued(at + 1):
        return at + 2, {">": "since", "<": "until"}.get(sign, "")
    return at + 1, _SIGNS[sign]


def _possessive(text: Text, at: int) -> bool:
    """Whether a word was written with "'s", which is not among its letters any more."""
    token = text.token(at)
    return token.end - token.start > len(token.text)


_LOOKS: Final = frozenset({"all", "go", "going", "look", "looking", "run", "running", "search", "dig", "sift", "walk"})
"""Before "through", no end of a range is meant: "look through Friday"."""
_ODATA: Final = {"ge": "since", "gt": "after", "le": "until", "lt": "before"}
_SIGNS: Final = {">": "after", "<": "before", "\u2265": "since", "\u2264": "until"}
COMPARING: Final = frozenset({*_ODATA, *_SIGNS})
"""What opens a bound and is no word that people say."""
_AFTERWARDS: Final[tuple[tuple[str, str], ...]] = (
    ("or later", "since"), ("and later", "since"), ("or after", "since"), ("and after", "since"), ("onwards", "since"),
    ("onward", "since"), ("and onwards", "since"), ("or newer", "since"), ("or earlier", "until"),
    ("and earlier", "until"), ("or before", "until"), ("and before", "until"), ("or older", "until"),
)  # fmt: skip
"""What makes a bound of the point before it: "Monday or later"."""


def bound_after(text: Text, at: int) -> tuple[Phrase, int] | None:
    """Monday or later, 9am onwards, the 15th or earlier."""
    got = atoms.point(text, at) if at not in text.points or text.points[at] else None
    if got is None or got.when.weak:
        return None
    for said, kind in _AFTERWARDS:
        words = said.split()
        if all(text.word(got.stop + offset) == word for offset, word in enumerate(words)):
            stop = got.stop + len(words)
            again = end_at(text, stop, of_range=False)
            return None if again and said.endswith(("after", "before")) else (Phrase(got.when, bound=kind), stop)
    return None


def _bound_words(text: Text, at: int) -> tuple[int, str]:
    """The position after the words of a bound, and which bound it is; nothing when no bound opens here."""
    for said, kind in _BY_FIRST.get(text.word(at), ()):
        if all(text.word(at + offset) == word for offset, word in enumerate(said)):
            return at + len(said), kind
    return at, ""


def _since_rolling(text: Text, at: int) -> tuple[Phrase, int] | None:
    """ "since 3 days", "since the last 2 hours", "from last 24h": rolling."""
    start = text.skip(at, "the")
    got = atoms.read(text, start)
    if (
        got is not None
        and got.when.exact is not None
        and not got.when.exact.instant
        and (got.when.exact.end == text.now.at)
    ):
        return Phrase(got.when), got.stop
    bare = amounts(text, start)
    if bare is None or text.word(bare[1]) in {"ago", "back", "before", "after"} or text.word(at - 1) == "from":
        return None
    if got is not None and got.stop > bare[1]:
        return None
    return Phrase(When(exact=Exact(before(text.now.at, bare[0]), text.now.at))), bare[1]


def window(text: Text, at: int) -> tuple[Phrase, int] | None:
    """after A and before B, since A until B, later than A but before B."""
    first = bound(text, at)
    if first is None or first[0].bound not in {"since", "after"}:
        return None
    stop = first[1]
    while text.word(stop) in {"and", "but", ","} and stop - first[1] < 3:
        stop += 1
    stop += text.word(stop + 1) in _ODATA  # "createdDateTime ge A and createdDateTime le B"
    second = bound(text, stop) if stop < len(text.tokens) else None
    if second is None or second[0].bound not in {"before", "until"}:
        return None
    shut = first[0].bound == "after", second[0].bound == "before"
    return Phrase(first[0].left, second[0].left, "window", shut=shut), second[1]
