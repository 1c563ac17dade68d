"""$search over directory objects: quoted "property:text" clauses, AND, OR and parentheses.

displayName and description are tokenised (spaces, symbols, digits, a change from lower to upper case) and match in any
order by the start of a token; the other properties match by their start. Without case.
Source: https://learn.microsoft.com/graph/search-query-parameter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Predicate = Callable[[Any], bool]

TOKENISED = ("displayName", "description")
SEARCHABLE = (*TOKENISED, "givenName", "surname", "mail", "mailNickname", "userPrincipalName", "appId")
_PIECE = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|(AND|OR|\(|\)))')
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CASE_CHANGE = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")


class SearchError(ValueError):
    """A $search that Graph refuses; the message is what it says."""


def tokens(text: str) -> list[str]:
    """The tokens of a text, case folded."""
    return [part.casefold() for word in _WORD.findall(text) for part in _CASE_CHANGE.split(word)]


def compile_search(text: str) -> Predicate:
    """The predicate of a $search; raises SearchError when a clause is not a quoted "property:text"."""
    pieces = _split(text)
    predicate = _either(pieces)
    if pieces:
        raise SearchError(f"Syntax error: unexpected '{pieces[0]}'.")
    return predicate


def _split(text: str) -> list[str | tuple[str, str]]:
    pieces: list[str | tuple[str, str]] = []
    at = 0
    while text[at:].strip():
        match = _PIECE.match(text, at)
        if not match:
            raise SearchError(f"Syntax error: character '{text[at:].strip()[0]}' is not valid at position {at}.")
        pieces.append(match[2] or _clause(match[1]))
        at = match.end()
    return pieces


def _clause(quoted: str) -> tuple[str, str]:
    name, colon, value = re.sub(r"\\(.)", r"\1", quoted).partition(":")
    known = {each.casefold(): each for each in SEARCHABLE}.get(name.strip().casefold())
    if not colon or known is None:
        raise SearchError(f"Unsupported property or syntax in search clause '{quoted}'.")
    return known, value.strip()


def _either(pieces: list[str | tuple[str, str]]) -> Predicate:
    options = [_both(pieces)]
    while pieces and pieces[0] == "OR":
        pieces.pop(0)
        options.append(_both(pieces))
    return options[0] if len(options) == 1 else lambda row: any(option(row) for option in options)


def _both(pieces: list[str | tuple[str, str]]) -> Predicate:
    parts = [_one(pieces)]
    while pieces and pieces[0] not in ("OR", ")"):
        if pieces[0] == "AND":
            pieces.pop(0)
        parts.append(_one(pieces))
    return parts[0] if len(parts) == 1 else lambda row: all(part(row) for part in parts)


def _one(pieces: list[str | tuple[str, str]]) -> Predicate:
    first = pieces.pop(0) if pieces else ")"
    if first == "(":
        inner = _either(pieces)
        if not pieces or pieces.pop(0) != ")":
            raise SearchError("Syntax error: ')' is missing.")
        return inner
    if isinstance(first, str):
        raise SearchError(f"Syntax error: unexpected '{first}'.")
    return _match(*first)


def _match(name: str, value: str) -> Predicate:
    if name in TOKENISED:
        wanted = tokens(value)
        return lambda row: bool(wanted) and _covers(tokens(str(row.get(name) or "")), wanted)
    start = value.casefold()
    return lambda row: bool(start) and str(row.get(name) or "").casefold().startswith(start)


def _covers(held: list[str], wanted: list[str]) -> bool:
    return all(any(token.startswith(want) for token in held) for want in wanted)
