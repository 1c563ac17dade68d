"""Conditions that are said of the same field: lists of alternatives, and how far a denial reaches in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.label import Piece
from intents.model import Condition, Op
from intents.placing import SYS
from intents.vocabulary.terms import Cond

_JOINTS = frozenset({",", ";", "/", "+", "vs", "vs.", "versus"})


def listed(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a name is joined to the name before it: "alice, bob and carol"."""
    at = index - 1
    while at >= 0 and pieces[at].word("filler", "for", "by", "to", "of", "from"):
        at -= 1
    if at < 1 or not (pieces[at].word("and", "or") or pieces[at].text.lower() in _JOINTS):
        return False
    at -= 1
    while at > 0 and (pieces[at].text == "," or pieces[at].kind == "date"):
        at -= 1  # "for kim today, and bob's"
    return pieces[at].kind in ("name", "email")


def continues(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a list of the same sort of thing goes on behind a piece: "not from the US or Canada"."""
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if following is not None and following.kind == pieces[index].kind and following.kind in ("ip", "code", "email"):
        return True  # "except 10.0.0.0/8 192.168.0.0/16"
    rest = [p for p in pieces[index + 1 : index + 5] if not p.word("filler", "from", "in", "by", "to")]
    if len(rest) < 2 or not (rest[0].word("and", "or") or rest[0].text == ","):
        return False
    here, there = pieces[index].get(Cond), rest[1].get(Cond)
    if here or there:
        return here is not None and there is not None and here.field == there.field
    return rest[1].kind == pieces[index].kind


def combine(conditions: list[Condition], joined: set[str]) -> list[Condition]:
    """Conditions on the same field are alternatives ("failed or interrupted"); negated ones are none of them.

    Names only when they are joined by and, or, or a comma: in "sharepoint sign-ins for april" both must hold.
    """
    combined: list[Condition] = []
    for condition in conditions:
        for at, other in enumerate(combined):
            same = other.field == condition.field and other.op is condition.op and other.negated == condition.negated
            listed = condition.op is not Op.NAMED or condition.said in joined or condition.kinds == (SYS,)
            if same and listed and condition.field not in ("guest", "legacy", "risky", "mfa"):
                values = tuple(dict.fromkeys(other.values + condition.values))
                said = other.said if condition.said in other.said else f"{other.said}, {condition.said}"
                combined[at] = replace(
                    other, values=values, said=said, kinds=tuple(dict.fromkeys(other.kinds + condition.kinds))
                )
                break
        else:
            combined.append(condition)
    return combined
