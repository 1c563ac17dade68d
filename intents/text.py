"""An utterance as tokens with offsets into the text as typed.

Cleaning keeps every character's place (one character in, one out), so that a span of the cleaned text is a span of what
the person typed and can be shown back to them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_SAME_PLACE = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "‐": "-",
        "…": " ",
        "＠": "@",
    }
)


class Kind(StrEnum):
    """What a token looks like, before any meaning is given to it."""

    WORD = "word"
    NUMBER = "number"
    EMAIL = "email"
    IP = "ip"
    GUID = "guid"
    QUOTED = "quoted"
    PUNCT = "punct"


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or literal. `low` is lower case without accents: what vocabularies are compared with."""

    text: str
    low: str
    start: int
    end: int
    kind: Kind
    possessive: bool = False
    """Followed by 's (which is part of the span, not of `text`)."""
    glued: bool = False
    """Joined to the token before it by a hyphen: "sign-ins", "SG-Payroll-Admins"."""

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


_GUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_OCTET = r"\d{1,3}"
_WILD = r"(?:\*|[xX](?![a-zA-Z]))"
_IPV4 = (
    rf"{_OCTET}\.{_OCTET}\.{_OCTET}\.(?:{_OCTET}|{_WILD})(?:/\d{{1,2}})?"
    rf"|{_OCTET}\.{_OCTET}\.(?:\*|{_OCTET}\.(?:\*|(?!\d)(?=\s|$))?)(?!\d)"
)
"""Whole addresses, networks, wildcards and beginnings ("10.1.*", "203.0.113.")."""
_IPV6 = (
    r"(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?:/\d{1,3})?"
    r"|(?:[0-9a-fA-F]{1,4}:){1,6}(?:(?::[0-9a-fA-F]{1,4}){1,6}|:)(?:/\d{1,3})?"
    r"|::(?:[0-9a-fA-F]{1,4}:){0,6}[0-9a-fA-F]{1,4}(?:/\d{1,3})?"
)
"""Eight groups, or a double colon: "14:02:11" is a time."""
_EMAIL = r"[^\s@,;:()<>\"]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?"
_WORD = r"[^\W_](?:[^\W_]|_|#|\.(?=[^\W_])|'(?=[^\W\d_]{2,})|&(?=[^\W_]))*"
_TOKEN = re.compile(
    rf"(?P<guid>{_GUID})|(?P<quoted>\"[^\"\n]{{1,200}}\")|(?P<email>{_EMAIL})|(?P<ip>(?<![\w.])(?:{_IPV4})(?![\w])|(?<![\w:])(?:{_IPV6})(?![\w:]))"
    rf"|(?P<number>\d+(?:[.,]\d+)*%?(?![^\W_]))|(?P<word>[wW]/[oO]?(?![^\W_])|{_WORD})|(?P<punct>[^\w\s])"
)


_CONTRACTED = {
    w.replace("'", ""): w
    for w in (
        "don't doesn't didn't can't couldn't isn't wasn't aren't weren't hasn't haven't hadn't won't wouldn't shouldn't"
    ).split()
}
"""Contractions as they are typed on a phone."""


def clean(text: str) -> str:
    """The text with typographic quotes, dashes and invisible characters replaced, every character in its place."""
    swapped = text.translate(_SAME_PLACE).replace("->", "to").replace("=>", "to")
    if swapped.isascii() and swapped.isprintable():
        return swapped
    return "".join(
        " " if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zs", "Zl", "Zp") else c for c in swapped
    )


def fold(text: str) -> str:
    """Lower case without accents, for comparing."""
    if text.isascii():
        return text.lower()
    swapped = text.casefold().replace("ø", "o").replace("ł", "l").replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", swapped) if not unicodedata.combining(c))


def tokenise(text: str) -> list[Token]:
    """The tokens of a cleaned text, in order. Single quotes around words are taken as quotes, `'s` as a possessive."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, raw, start, end = Kind(match.lastgroup or "word"), match.group(), match.start(), match.end()
        if kind is Kind.PUNCT and raw == "'" and tokens and tokens[-1].end == start:
            tail = text[start : start + 3].lower()
            if tokens[-1].low.endswith("s") and not tail.startswith("'s"):  # the users' apps
                tokens[-1] = _own(tokens[-1], end)
                continue
        if raw.lower() == "s" and kind is Kind.WORD and tokens and tokens[-1].text == "'" and tokens[-1].end == start:
            tokens.pop()
            if tokens and tokens[-1].end == start - 1:
                tokens[-1] = _own(tokens[-1], end)
            continue
        if (
            kind is Kind.WORD
            and raw.lower() in ("t", "m", "d")
            and len(tokens) > 1
            and tokens[-1].text == "'"
            and tokens[-2].end == start - 1
            and tokens[-1].end == start
        ):
            tokens.pop()  # isn't, i'm, i'd
            before = tokens.pop()
            tokens.append(
                Token(
                    f"{before.text}'{raw}",
                    f"{before.low}'{raw.lower()}",
                    before.start,
                    end,
                    Kind.WORD,
                    False,
                    before.glued,
                )
            )
            continue
        shown = raw[1:-1].strip() if kind is Kind.QUOTED else raw
        if kind is Kind.EMAIL and shown.lower().endswith("'s"):
            shown = shown[:-2]
        glued = (
            len(tokens) > 1
            and tokens[-1].text == "-"
            and tokens[-1].end == start
            and tokens[-2].end == tokens[-1].start
            and kind in (Kind.WORD, Kind.NUMBER)
        )
        if glued:
            tokens.pop()
        low = fold(shown)
        tokens.append(Token(shown, _CONTRACTED.get(low, low), start, end, kind, False, glued))
    return tokens


def _own(token: Token, end: int) -> Token:
    return Token(token.text, token.low, token.start, end, token.kind, True, token.glued)
