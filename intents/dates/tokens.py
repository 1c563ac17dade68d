"""A text as tokens: words, numbers, clock times and numeric dates, each with its place in the text.

What cannot be part of a date is masked here, by shape: a run of characters with a digit in it is looked into only when
the *whole* run is spelled like a date, a time or a duration. IP addresses, GUIDs, versions, amounts, file names,
phone numbers, ratios and error codes glued to words never reach the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intents.dates import words

_TYPOGRAPHIC = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "`": "'", "\u2013": "-", "\u2014": "-", "\u2012": "-", "\u2212": "-",
    "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u201c": '"', "\u201d": '"',
})  # fmt: skip
"""One character for one character, so that places in the text stay what they are."""

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"  # noqa: E501 (one pattern)
_UNIT = r"(?:seconds?|secs?|s|minutes?|mins?|months?|mths?|mos?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|quarters?|qtrs?|years?|yrs?|y)"  # noqa: E501 (one pattern)
_ZONE = r"(?:z|utc|gmt|e[sd]t|c[sd]t|m[sd]t|p[sd]t|bst|cest|cet)"
_OFFSET = r"(?:[+-]\d\d:\d\d)"
_MERIDIEM = r"(?:[ap]\.?m\.?|[ap])"
_CLOCK = rf"(?:\d{{1,2}}(?:[:.]\d\d){{1,2}}(?:[.,]\d{{1,9}})?{_MERIDIEM}|\d{{1,2}}:\d\d(?::\d\d(?:[.,]\d{{1,9}})?)?(?:{_ZONE}|{_OFFSET})?|\d{{1,4}}\.?{_MERIDIEM}|\d{{1,2}}h(?:\d\d)?|\d{{4}}(?:z|h))"  # noqa: E501 (one pattern)
_DATE = rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d\d)|\d{{4}}[-/]\d{{1,2}}|\d{{1,2}}/\d{{4}}|\d{{1,2}}/\d{{1,2}}|\d{{1,2}}\.\d{{1,2}}\.?|\d{{1,2}}(?:st|nd|rd|th)?[-/.]?{_MONTH}(?:[-/.]?(?:\d{{4}}|\d\d))?|{_MONTH}[-/.]?\d{{1,2}}(?:st|nd|rd|th)?(?:[-/]\d{{4}})?|{_MONTH}[-/]\d{{4}}|\d{{4}}[-/]{_MONTH}(?:[-/]\d{{1,2}})?)"  # noqa: E501 (one pattern)
_ISO = r"\d{4}-\d\d-\d\dt\d\d(?::?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?)?(?:z|[+-]\d\d(?::?\d\d)?)?"
_PIECE = rf"(?:{_ISO}|{_CLOCK}|{_DATE}|\d{{1,3}}(?:st|nd|rd|th)|\d{{1,4}}(?:\.\d{{1,2}})?|\d{{4}}'?s|'?\d0'?s|'\d\d|\d{{4}}-?[qh][1-4]|[qh][1-4](?:[-/]?(?:\d{{4}}|\d\d))?|(?:w|wk|cw|kw|week|\d{{4}}-?w)\d{{1,2}}|(?:\d{{1,4}}(?:\.\d{{1,2}})?{_UNIT}){{1,3}})"  # noqa: E501 (one pattern)
_ROLLING = rf"(?:last|past|previous|prev|in|for|since|the)+\d{{1,4}}{_UNIT}"
_SHAPE = re.compile(rf"(?!(?:\d+-){{3}})(?:{_PIECE}(?:[-~]{_PIECE})?|{_ROLLING}|{_MONTH}-{_MONTH}|utc[+-]\d{{1,2}}(?::\d\d)?|gmt[+-]\d{{1,2}}(?::\d\d)?)")  # noqa: E501 (one pattern)

_CHUNK = re.compile(r"[^\s,;!?()\[\]{}<>\"]+")
_TOKEN = re.compile(
    rf"(?P<iso>{_ISO})"
    r"|(?P<ymd>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![\d]))"
    r"|(?P<abc>\d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?!\d))"
    rf"|(?P<clock>\d{{1,2}}:\d\d(?::\d\d(?:[.,]\d{{1,9}})?)?|\d{{1,2}}(?:\.\d\d){{1,2}}(?=\ ?\.?{_MERIDIEM}(?![a-z]))|\d{{1,2}}h\d\d(?![\da-z]))"
    r"|(?P<ym>\d{4}[-/]\d{1,2}(?!\d))"
    r"|(?P<my>\d{1,2}/\d{4}(?!\d))"
    r"|(?P<ab>\d{1,2}/\d{1,2}(?!\d)|\d{1,2}\.\d{1,2}\.)"
    r"|(?P<ord>\d{1,3}(?:st|nd|rd|th)(?![a-z]))"
    r"|(?P<num>\d{1,9}(?:\.\d{1,2}(?!\d))?)"
    r"|(?P<word>(?:[ap]\.m\.?(?![a-z])|[a-z]+(?:'[a-z]+)?|'[a-z]+))"
    r"|(?P<punct>\S)"
)  # fmt: skip
_RUN_TOGETHER = re.compile(rf"({'|'.join(words.RUN_TOGETHER_HEADS)})([a-z]{{3,9}})")
_LETTERS_COLON = re.compile(r"[a-z]+:(?=[\da-z])")
_DIGIT = re.compile(r"\d")
_DOMAIN = re.compile(r"\w\.(?:com|net|org|io|co|uk|de|eu|app|dev|ai|gov|edu|exe|dll|ps1|csv|json|txt|log)$")
"""Sites and files without a digit in their names ("Monday.com")."""
_SHAPE_LIMIT = 40


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
    return tuple(_masked_by_context(tokens))


def _signs(low: str, start: int, end: int) -> list[Token]:
    """Signs between two runs of characters: commas and brackets end or join phrases."""
    return [Token(low[i], i, i + 1, "punct") for i in range(start, end) if not low[i].isspace()]


_QUOTED = re.compile(r'"([^"]{1,120})"')
_QUOTED_DATE = re.compile(r"[\d\W]*|(?:\W*(?:the|last|past|this|yesterday|today|week|month|year|\d+|days?|hours?)\b)+\W*")


def _quoted_names(low: str) -> list[tuple[int, int]]:
    """Double-quoted words are names ("Block since March"), unless nothing but a date stands between the quotes."""
    if '"' not in low:
        return []
    return [m.span() for m in _QUOTED.finditer(low) if not _QUOTED_DATE.fullmatch(m[1])]


def _chunk_tokens(text: str, low: str, start: int, end: int) -> list[Token]:
    """The tokens of one run of characters without spaces."""
    chunk = low[start:end]
    head = _LETTERS_COLON.match(chunk)
    if head and not chunk.startswith(("http:", "https:")):  # "says:30", "from:yesterday": the colon ends a word
        middle = start + head.end()
        word = _split(text, low, start, middle - 1, start, middle)
        return [*word, *_chunk_tokens(text, low, middle, end)]
    core = chunk.rstrip(".:'-/").lstrip("-(~'") if chunk[0] != "'" or not chunk[1:3].isdigit() else chunk.rstrip(".:-/")
    first = start + chunk.find(core)
    if any(sign in core for sign in "@#$\\=_*|"):
        return [Token(chunk, start, end, "mask")]
    if not _DIGIT.search(core):
        if _DOMAIN.search(core):
            return [Token(chunk, start, end, "mask")]
        return _split(text, low, start, end, start, end)
    if len(core) > _SHAPE_LIMIT or core == "24/7" or not _SHAPE.fullmatch(core.removesuffix("'s")):
        return [Token(chunk, start, end, "mask")]
    dotted = low.startswith(core + ".", first) and _DAY_MONTH_DOT.fullmatch(core)
    return _split(text, low, first, first + len(core) + bool(dotted), start, end)


_DAY_MONTH_DOT = re.compile(r"(?:[^-~]*[-~])?\d{1,2}\.\d{1,2}")


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
    """Numbers that are a part of a name ("Windows 10", "error 1102", "iOS 18") become masks."""
    for i in range(1, len(tokens)):
        token, before = tokens[i], tokens[i - 1]
        if before.text in (":", "#") and i > 1:
            before = tokens[i - 2]
        if before.kind != "word" or before.text not in words.THINGS or token.kind not in {"num", "ab", "abc"}:
            continue
        follows = tokens[i + 1] if i + 1 < len(tokens) else None
        if follows and token.kind == "num" and _takes_number(follows.text):
            continue
        tokens[i] = Token(token.text, token.start, token.end, "mask")
    return tokens


def _takes_number(word: str) -> bool:
    return word in words.UNITS or word in words.MONTHS or word in words.MERIDIEMS or word in {"o'clock", "oclock"}
