"""When a text is no question yet: what to ask back, and with which choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents import declined
from intents.candidates import Candidate
from intents.label import Marked, Piece
from intents.model import Declined, Kind, Log, Notes, Op, Question, Reading, TimeRange, Unclear
from intents.operations.vocabulary import deeds, participles
from intents.vocabulary.terms import Beyond, Cue, Noun


def bare(candidates: Sequence[Candidate], said: TimeRange | None) -> Candidate | None:
    """A bare person, app, address or outcome with or without a time asks for sign-ins."""
    sign_ins = next(c for c in candidates if c.log is Log.SIGN_INS)
    literal = any(
        c.field in ("ip", "correlation_id", "request_id", "outcome", "error_code") for c in sign_ins.found.conditions
    )
    named = any(c.op is Op.NAMED for c in sign_ins.found.conditions)
    words = sum(1 for c in sign_ins.found.conditions if c.op is Op.NAMED)
    person_and_app = {c.field for c in sign_ins.found.conditions if c.op is Op.NAMED} == {"person", "app"}
    people = any((n := p.get(Noun)) and n.field == "person" for p in sign_ins.pieces)
    auxiliary = any(p.text.lower() in ("did", "does", "has", "have", "can", "could") for p in sign_ins.pieces)
    if auxiliary and not literal:
        return None  # "did X do something": the verb was not understood
    if people and sign_ins.measure.kind is Kind.TOP:
        return sign_ins
    if (
        literal
        or sign_ins.found.me
        or (named and (said is not None or people) and (words <= 1 or (person_and_app and words == 2)))
        or (sign_ins.measure.kind is Kind.STORY and named)
    ):
        return sign_ins
    return None


def absence(best: Candidate, notes: Notes) -> Reading:
    """ "who has not signed in": a log holds what happened, and so cannot be asked for what did not."""
    ask = f"The logs hold only what happened, so I cannot list who did not ({best.found.absent}). Shall I show who did?"
    named = [c.said for c in best.found.conditions if c.op is Op.NAMED and c.field == "person" and not c.negated]
    instead = f"failed sign-ins for {named[0]}" if len(named) == 1 else "who signed in in the last 30 days"
    return Unclear(ask, (instead,), notes, reason="absence")


def not_understood(best: Candidate, marked: Marked, said: TimeRange | None, notes: Notes) -> Reading:
    subject = declined.other_subject(marked.lows)
    if subject is not None:
        return replace(subject, notes=notes)
    content = [
        p
        for p in best.pieces
        if p.kind not in ("punct", "date") and not p.word("filler", "show", "for", "of", "in", "on")
    ]
    first = next((p for p in best.pieces if p.kind != "punct"), None)
    if (first is not None and first.word("and", "except")) or (
        first and first.text.lower() in ("only", "what about", "how about")
    ):
        ask = "That goes on from a question, but there is none before it. Say the whole question, please."
        return Unclear(ask, (), notes, reason="needs-context")
    if len(content) == 1 and content[0].kind in ("name", "email"):
        name = content[0].text
        return Unclear(
            f"What about “{name}”?",
            (f"sign-ins for {name}", f"changes by {name}", f"what happened to {name}"),
            notes,
            reason="needs-context",
        )
    asks = all(p.get(Cue) for p in content)
    if (not content or asks) and said is not None:
        when = said.said
        return Unclear(
            f"What would you like to know about {when}?",
            (f"sign-ins {when}", f"directory changes {when}", f"provisioning failures {when}"),
            notes,
            reason="needs-context",
        )
    ask = "I could not read that as a question about sign-ins, directory changes or provisioning."
    return Declined(ask + " Try one of these:", "subject", notes, declined.EXAMPLES)


def _part_of_operation(piece: Piece, best: Candidate) -> bool:
    """Whether an unused word stands so that another operation is meant: "consent | settings changed", "bulk |
    deletes", or says that something else was done.
    """
    if piece.text.lower() in ("new", "newly"):
        return False
    at = best.pieces.index(piece) if piece in best.pieces else -2
    if at < 0:
        return False
    beside = [best.pieces[i] for i in (at - 1, at + 1) if 0 <= i < len(best.pieces)]
    words = set(piece.text.lower().split())
    joined = at > 0 and best.pieces[at - 1].word("and", "or") and words <= deeds()  # "invites and redemptions"
    return joined or words <= participles() or any(p.hit is not None for p in beside)


def beyond(best: Candidate, question: Question | None, notes: Notes, but: str = "") -> Unclear | None:
    """What to ask back when words ask for what no record holds; words in `but` are of something else."""
    for piece in best.pieces:
        past = piece.get(Beyond)
        if past is not None and piece.text.lower() not in but:
            return Unclear(past.ask, past.choices, replace(notes, unread=(piece.text,)), question, "beyond")
    return None


def _does_it(before: Sequence[Piece]) -> bool:
    """Whether an unused word is who does it: "how many resets did the helpdesk team do"."""
    near = [p.text.lower().split() for p in before[-2:]]
    return bool(near) and (near[-1][-1] in _DID or (len(near) > 1 and near[0][-1] in _DID and near[1] == ["the"]))


_DID = frozenset({"did", "has", "have"})


def stops(piece: Piece, best: Candidate) -> bool:
    """Whether an unread word could be a condition, so that answering without it might answer another question."""
    at = best.pieces.index(piece) if piece in best.pieces else 0
    before = next((p for p in reversed(best.pieces[:at]) if not p.word("filler")), None)
    after_preposition = before is not None and before.word(
        "for", "by", "from", "to", "in", "on", "with", "not", "except"
    )
    digits = piece.kind == "number" or any(ch.isdigit() for ch in piece.text) or "@" in piece.text
    if piece in best.found.ignored and (_part_of_operation(piece, best) or _does_it(best.pieces[:at])):
        return True
    if piece.kind == "denial":
        return piece not in best.found.ignored
    return after_preposition or digits or bool(piece.claimed) or (piece.capital and piece.first > 0)
