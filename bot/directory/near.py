"""Other spellings of a name, to be offered, never taken."""

from __future__ import annotations

from collections.abc import Sequence

from bot.directory.names import Candidate, forms, words

NEAR_ENOUGH = 75.0
"""Similarity, of 100, from which a name is offered."""
CLEARLY_WORSE = 10.0
"""A name so much less like it than the best one is not offered beside it."""
MOST = 8


def near(said: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates whose names or accounts are spelled most like what was said, best first, at most eight."""
    from rapidfuzz import fuzz

    wanted = _plain(said.partition("@")[0])
    if len(wanted) < 3:
        return []
    scored: dict[str, tuple[float, Candidate]] = {}
    for each in candidates:
        score = max((fuzz.token_sort_ratio(wanted, spelled) for spelled in _spellings(each)), default=0.0)
        if score >= NEAR_ENOUGH:
            scored.setdefault(each.entity.id or each.entity.name, (score, each))
    best = sorted(scored.values(), key=lambda pair: (-pair[0], pair[1].entity.name.casefold()))
    return [candidate for score, candidate in best[:MOST] if score >= best[0][0] - CLEARLY_WORSE]


def _plain(text: str) -> str:
    return " ".join(min(forms(word)) for word in words(text))


def _spellings(candidate: Candidate) -> set[str]:
    """The whole name, each of its words, and the account: people misspell any of them."""
    entity = candidate.entity
    whole = (
        entity.name,
        entity.upn.partition("@")[0],
        entity.mail.partition("@")[0],
        candidate.given,
        candidate.surname,
    )
    found = {_plain(each) for each in whole if each}
    return (found | {word for each in found for word in each.split()}) - {""}
