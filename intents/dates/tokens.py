"""A text as tokens: words, numbers, clock times and numeric dates, each with its place in the text.

What cannot be part of a date is masked here, by shape: a run of characters with a digit in it is looked into only when
the *whole* run is spelled like a date, a time or a duration. IP addresses, GUIDs, versions, amounts, file names,
phone numbers, ratios and error codes glued to words never reach the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.dates import shapes, words

_TYPOGRAPHIC = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "`": "'", "\u2013": "-", "\u2014": "-", "\u2012": "-", "\u2212": "-",
    "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u201c": '"', "\u201d": '"',
})  # fmt: skip
"""One character for one character, so that places in the text stay what they are."""

_CHUNK = re.compile(r"[^\s,;!?()\[\]{}<>\"]+")
_TOKEN = re.compile(
    rf"(?P<iso>{shapes.ISO})"
    r"|(?P<ymd>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![\d]))"
    r"|(?P<abc>\d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?!\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?"
    rf"|\d{{1,2}}(?:\.\d\d){{1,2}}(?=\ ?\.?{shapes.MERIDIEM}(?![a-z]))|\d{{1,2}}h\d\d(?![\da-z]))"
    r"|(?P<ym>\d{4}[-/]\d{1,2}(?!\d))"
    r"|(?P<my>(?<![a-z/])\d{1,2}/\d{4}(?!\d))"
    r"|(?P<ab>(?<![a-z])\d{1,2}/\d{1,2}(?!\d)|\d{1,2}\.\d{1,2}\.)"
    r"|(?P<ord>\d{1,3}(?:st|nd|rd|th)(?![a-z]))"
    r"|(?P<num>\d{1,9}(?:\.\d{1,2}(?!\d))?)"
    r"|(?P<word>(?:[ap]\.m\.?(?![a-z])|[^\W\d_]+(?:'[^\W\d_]+)?|'(?:s|til)(?![a-z])))"
    r"|(?P<punct>\S)"
)  # fmt: skip
_RUN_TOGETHER = re.compile(rf"({'|'.join(words.RUN_TOGETHER_HEADS)})([a-z]{{3,9}})")
_HYPHENATED = re.compile(r"(last|past|previous|prior|this|current)-([a-z]{3,9})")
_LETTERS_COLON = re.compile(r"[a-z]+:(?=[\da-z])")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign. `text` is lower case; `start` and `end` are places in the text as given."""

    text: str
    start: int
    end: int
    kind: str
    """word, num, ord, clock, ymd, abc, ab, ym, my, iso, punct or mask."""
    capital: bool = False
    """Written with a capital letter."""


def fold(text: str) -> str:
    """Lower case with typographic quotes, dashes and spaces made plain; every character keeps its place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.translate(_TYPOGRAPHIC)


def tokenise(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Token, ...]:
    """The tokens of a text, in order; stretches in `taken`, quoted names and what is no date by shape are masks."""
    low = fold(text)
    claimed = sorted((*taken, *_quoted_names(low)))
    tokens: list[Token] = []
    place = 0
    for chunk in _CHUNK.finditer(low):
        start, end = chunk.span()
        tokens.extend(_signs(low, place, start))
        if claimed and any(s < end and start < e for s, e in claimed):
            tokens.append(Token(low[start:end], start, end, "mask"))
        else:
            tokens.extend(_chunk_tokens(text, low, start, end))
        place = end
    tokens.extend(_signs(low, place, len(low)))
    return tuple(_masked_by_context(_spelled(tokens)))


_HEADS = frozenset({"last", "past", "this", "previous"})
_LAST = frozenset({"lst", "las", "lats", "alst", "lasst"})


def _spelled(tokens: list[Token]) -> list[Token]:
    """Misspelled units where nothing but a unit is expected: "last mont", "past 2 weks", "3 huors ago"."""
    for i in range(1, len(tokens)):
        token, before = tokens[i], tokens[i - 1]
        if token.kind != "word":
            continue
        if before.text in _LAST and before.kind == "word" and token.text in words.UNITS:
            tokens[i - 1] = replace(before, text="last")
            continue
        follows = tokens[i + 1].text if i + 1 < len(tokens) else ""
        counted = before.kind == "num" and (follows == "ago" or (i > 1 and tokens[i - 2].text in _HEADS))
        if (counted or before.text in _HEADS) and 3 <= len(token.text) <= 9 and not words.known(token.text):
            unit = next((unit for unit in words.SPELLED if _one_off(token.text, unit)), None)
            tokens[i] = replace(token, text=unit) if unit else token
    return tokens


def _one_off(typed: str, word: str) -> bool:
    """Whether a word was typed with one letter too few or too many, or with two letters changed about."""
    if len(typed) == len(word):
        at = next((i for i, (a, b) in enumerate(zip(typed, word, strict=True)) if a != b), -1)
        return at >= 0 and typed == word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    short, long = sorted((typed, word), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _signs(low: str, start: int, end: int) -> list[Token]:
    """Signs between two runs of characters: commas and brackets end or join phrases."""
    return [Token(low[i], i, i + 1, "punct") for i in range(start, end) if not low[i].isspace()]


_QUOTED = re.compile(r'"([^"]{1,120})"')
_LETTERS = re.compile(r"[a-z]{1,30}")
_DATE_WORDS = frozenset({
    *words.UNITS, *words.WEEKDAYS, *words.MONTHS, *words.PARTS, *words.NUMBERS, *words.TENS, *words.ORDINALS,
    *words.MERIDIEMS, *words.ZONES, "today", "yesterday", "noon", "midnight", "weekend", "last", "past", "this", "the",
    "previous", "of", "on", "at", "in", "to", "from", "between", "and", "since", "before", "after", "until", "ago",
    "st", "nd", "rd", "th",
})  # fmt: skip


def _quoted_names(low: str) -> list[tuple[int, int]]:
    """Double-quoted words are names ("Block since March"), unless nothing but a date stands between the quotes."""
    if '"' not in low:
        return []
    return [m.span() for m in _QUOTED.finditer(low) if not _DATE_WORDS.issuperset(_LETTERS.findall(m[1]))]


def _chunk_tokens(text: str, low: str, start: int, end: int) -> list[Token]:
    """The tokens of one run of characters without spaces."""
    tokens: list[Token] = []
    while len(tokens) < _MOST_COLONS and not low.startswith(("http:", "https:"), start):
        head = _LETTERS_COLON.match(low, start, end)
        if head is None:
            break
        tokens.extend(_split(text, low, start, head.end() - 1, start, head.end()))  # "says:30", "from:yesterday"
        start = head.end()
    chunk = low[start:end]
    year = chunk[0] == "'" and chunk[1:3].isdigit()  # '26
    core = chunk.rstrip(".:'-/*_").lstrip("-(~*_" if year else "-(~*_'\u00b1")
    if core.startswith("#") and low.endswith(("week ", "wk "), 0, start):
        core = core[1:]  # "week #45"
    if core.startswith("@") and core[1:2].isdigit():
        core = core[1:]  # "@3pm"
    first = start + chunk.find(core)
    if shapes.is_no_date(core):
        return [*tokens, Token(chunk, start, end, "mask")]
    if not core[-1:].isdigit():
        hyphen = _HYPHENATED.fullmatch(core)  # "last-week" is two words
        if hyphen:
            ends = (first, first + hyphen.end(1)), (first + hyphen.start(2), first + len(core))
            return [*tokens, *(token for a, b in ends for token in _split(text, low, a, b, a, b))]
        return [*tokens, *_split(text, low, start, end, start, end)]
    dotted = low.startswith(core + ".", first) and _DAY_MONTH_DOT.fullmatch(core)
    return [*tokens, *_split(text, low, first, first + len(core) + bool(dotted), start, end)]


_MOST_COLONS = 8
_DAY_MONTH_DOT = re.compile(r"(?:[^-~]{0,20}[-~])?\d{1,2}\.\d{1,2}")


def _split(text: str, low: str, start: int, end: int, outer_start: int, outer_end: int) -> list[Token]:
    """The tokens of one run; signs cut off its ends come along as punctuation."""
    tokens = _signs(low, outer_start, start)
    for m in _TOKEN.finditer(low, start, end):
        kind = "abc" if m.lastgroup == "sep" else str(m.lastgroup)
        if kind == "word":
            tokens.extend(_words(text, m[0], m.start(), m.end()))
        else:
            tokens.append(Token(m[0], m.start(), m.end(), kind))
    tokens.extend(_signs(low, end, outer_end))
    return tokens


def _words(text: str, word: str, start: int, end: int) -> list[Token]:
    """One word as typed: "today's" is today, "lastweek" is two words, "yday" is yesterday, "may's" is a person."""
    bare = word[:-2] if word.endswith("'s") and len(word) > 2 else word
    capital = text[start].isupper()
    if bare != word and bare in words.NAME_MONTHS:
        return [Token(word, start, end, "mask", capital)]
    together = _RUN_TOGETHER.fullmatch(bare)
    if together:
        tail = together[2] if together[2] in words.RUN_TOGETHER_TAILS else together[2].removesuffix("s")
        if tail in words.RUN_TOGETHER_TAILS:
            middle = start + together.end(1)
            head = words.ALIASES.get(together[1], together[1])
            return [Token(head, start, middle, "word", capital), Token(tail, middle, end, "word")]
    return [Token(words.ALIASES.get(bare, bare), start, end, "word", capital)]


def _masked_by_context(tokens: list[Token]) -> list[Token]:
    """Numbers that are a part of a name ("Windows 10", "error 1102", "iOS 18") become masks, and so do words with a
    capital letter after "named" ("a group named Friday Deals")."""
    named = False
    for i in range(1, len(tokens)):
        token, before = tokens[i], tokens[i - 1]
        if before.kind == "mask" and token.text == "patch" and before.text.removesuffix("'s") in words.MONTHS:
            tokens[i - 1] = replace(before, text=before.text.removesuffix("'s"), kind="word")  # "May's Patch Tuesday"
        named = token.capital and (named or before.text == "named")
        if named:
            tokens[i] = Token(token.text, token.start, token.end, "mask")
            continue
        if before.text in (":", "#") and i > 1:
            before = tokens[i - 2]
        if before.kind != "word" or before.text not in words.THINGS or token.kind not in {"num", "ab", "abc", "ym"}:
            continue
        if i > 1 and before.text in {"number", "no"} and tokens[i - 2].text in {"week", "wk"}:
            continue
        follows = tokens[i + 1] if i + 1 < len(tokens) else None
        if follows and token.kind == "num" and _takes_number(follows.text):
            continue
        tokens[i] = Token(token.text, token.start, token.end, "mask")
    return tokens


def _takes_number(word: str) -> bool:
    return word in words.UNITS or word in words.MONTHS or word in words.MERIDIEMS or word in {"o'clock", "oclock"}
