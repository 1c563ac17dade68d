"""A labelling in words, for `watchbook parse`."""

from __future__ import annotations

from intents.candidates import Candidate
from intents.label import Marked, Piece
from intents.model import Span
from intents.vocabulary.terms import Cond, Cue, Noun, Records, Word


def spans(marked: Marked, c: Candidate) -> tuple[Span, ...]:
    return tuple(
        Span(marked.tokens[p.first].start, marked.tokens[p.last].end, p.text, _became(p))
        for p in c.pieces
        if p.kind != "punct"
    )


def _became(piece: Piece) -> str:
    if piece.hit:
        return "operation " + " | ".join(piece.hit.operations[:3])
    if piece.effects:
        return "; ".join(_effect(e) for e in piece.effects)
    return piece.kind


def _effect(effect: object) -> str:
    match effect:
        case Cond(field=f, values=v, negated=n):
            return f"{'not ' if n else ''}{f} = {'|'.join(v)}"
        case Records():
            return "records"
        case Noun(field=f):
            return f"noun {f}"
        case Cue(name=n):
            return f"cue {n}"
        case Word(role=r):
            return r
        case _:
            return type(effect).__name__.lower()
