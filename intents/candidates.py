"""The three readings of an utterance, one for each log, and how they compete.

A candidate's score is how much of the utterance it explains: what only its log has counts for it, words that another
log
knows and it takes for a name count against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from intents import conditions, lexicon, measures
from intents.fields import FIELDS
from intents.label import Marked, Piece, label
from intents.model import EntityKind, Kind, Log, Measure, Op
from intents.vocabulary.provisioning import ENTRA, GIVERS
from intents.vocabulary.terms import Cond, Cue, Generic, Kinds, Noun, Records

WEIGHTS = {"system": 0.6, "object_type": 0.5, "provisioning_action": 1.0}
"""What a condition of provisioning alone says about the log: little, since apps and creations are everywhere."""

SIGN_IN_NOUNS = frozenset({"app", "ip", "country", "city", "browser", "os", "client", "resource", "error_code"})
"""Nouns that by themselves ask about sign-ins ("most used apps yesterday")."""


@dataclass(slots=True)
class Candidate:
    """One log's reading of an utterance."""

    log: Log
    pieces: list[Piece]
    found: conditions.Found
    measure: Measure
    score: float = 0.0
    strong: bool = False
    """Something in the words is of this log alone."""


def candidates_of(marked: Marked) -> list[Candidate]:
    """The readings of the three logs, best first. A word that one log knows counts against a log that takes it for a
    name.
    """
    found = [candidate(marked, log) for log in Log]
    known = [
        {i for p in c.pieces if p.kind not in ("name", "punct", "number") for i in range(p.first, p.last + 1)}
        for c in found
    ]
    sign_ins = next(c for c in found if c.log is Log.SIGN_INS)
    signs_in = any((r := p.get(Records)) and r.verb and _SIGNING & set(p.text.lower().split()) for p in sign_ins.pieces)
    for at, c in enumerate(found):
        elsewhere = set().union(
            *(
                k
                for i, k in enumerate(known)
                if i != at and not (c.log is Log.SIGN_INS and found[i].log is Log.PROVISIONING)
            )
        )
        c.score -= 0.6 * sum(
            1 for p in c.pieces if p.kind == "name" and not p.claimed and set(range(p.first, p.last + 1)) & elsewhere
        )
        c.score -= _connector_score(marked, c)
        c.score -= 2.5 if c.log is Log.PROVISIONING and signs_in else 0.0
        c.score -= 3.0 if c.log is Log.PROVISIONING and (_done_by(c) or _into_giver(c)) else 0.0
    return sorted(found, key=lambda c: -c.score)


def _done_by(c: Candidate) -> bool:
    """ "Additions to HR by anyone but svc-idm": provisioning has no doers, the directory's changes have."""
    for before, piece in pairwise(c.pieces):
        if before.word("by") and piece.kind in ("name", "email"):
            return True
    return any(x.field == "identity" and x.negated for x in c.found.conditions) and any(p.word("by") for p in c.pieces)


def _into_giver(c: Candidate) -> bool:
    """ "Additions to HR": nothing is provisioned into such a system, so a group of that name is meant."""
    told = any(p.get(Records) for p in c.pieces)
    return not told and any(x.field == "target_system" and set(x.values) & GIVERS for x in c.found.conditions)


def candidate(marked: Marked, log: Log) -> Candidate:
    """The reading of one log, scored by how much of the utterance it explains."""
    pieces = label(marked, log)
    found = conditions.collect(pieces, log)
    measure = measures.read(pieces, log)
    made = Candidate(log, pieces, found, measure)
    found.unread += _unused_numbers(pieces, measure)
    made.score, made.strong = _score(made)
    made.strong = made.strong or (log is Log.PROVISIONING and _system_score(made) >= 1.5)
    return made


def _unused_numbers(pieces: Sequence[Piece], measure: Measure) -> list[Piece]:
    """Numbers that are neither a limit nor a threshold: they may be part of a name or of a condition that was not
    read.
    """
    bounds = measure.threshold
    used = {measure.limit} | ({bounds.at_least, bounds.at_most} if bounds else set())
    used |= {n - 1 for n in used if n is not None} | {n + 1 for n in used if n is not None}
    return [
        p
        for p in pieces
        if p.kind == "number" and not p.used and p.number not in used and p.text.lower() not in _VAGUE
    ]


_SIGNING = frozenset("sign signs signed signing log logs logged logging login logon signin".split())

_VAGUE = frozenset({"zero", "couple", "dozen", "hundred"})
"""Number words that are hardly meant as a number."""


def _score(c: Candidate) -> tuple[float, bool]:
    score, strong = 0.0, False
    seen: set[int] = set()
    for piece in c.pieces:
        records, cond, generic = piece.get(Records), piece.get(Cond), piece.get(Generic)
        if records:
            score += records.weight
            strong = strong or records.weight >= 1
        if piece.get(Kinds):
            score, strong = score + 2, True
        if generic and (not generic.bare or _somebody(c)):
            score += 2.0 if c.log is Log.DIRECTORY_AUDITS else -1.0 if c.log is Log.SIGN_INS and generic.verb else 0.2
            strong = strong or c.log is Log.DIRECTORY_AUDITS
        if cond and not records:
            alone = FIELDS[cond.field].only is c.log
            weight = 3.0 if cond.op is Op.NEWEST else WEIGHTS.get(cond.field, 1.5) if alone else 0.3
            score += weight + (2.0 if cond.noun and alone else 0.0)
            strong = strong or (alone and cond.field not in WEIGHTS)
        if piece.kind == "code":
            score, strong = score + (2.0 if c.log is Log.SIGN_INS else -2.0), strong or c.log is Log.SIGN_INS
        if piece.kind == "ip":
            score += 1.0 if c.log is Log.SIGN_INS else 0.4
        if piece.hit and id(piece.hit) not in seen:
            seen.add(id(piece.hit))
            score, strong = score + 1.6 + 2.4 * piece.hit.weight, True
        noun = piece.get(Noun)
        orders = piece is c.pieces[0] and piece.text.lower() == "group" and c.measure.kind is Kind.GROUP
        if noun and not cond and not orders:
            own = c.log is Log.SIGN_INS and (noun.field in SIGN_IN_NOUNS or _only(noun.field) is Log.SIGN_INS)
            score += 1.0 if own else 0.4 if _has(noun.field, c.log) else -0.6
            strong = strong or own
        if piece.kind == "name" and not piece.claimed:
            score -= 0.4
    score += _system_score(c) + _outside_score(c) + _users_of(c)
    score -= 1.2 * len(c.found.unread)
    return score, strong


def _somebody(c: Candidate) -> bool:
    """Whether a person is named or pointed at: "what did trent do", not "what do these have"."""
    actors = any((n := p.get(Noun)) and n.field == "actor" for p in c.pieces)
    return actors or c.found.me or bool(c.found.pronoun) or any(x.op is Op.NAMED for x in c.found.conditions)


def _only(field: str) -> Log | None:
    return FIELDS[field].only if field in FIELDS else None


def _has(field: str, log: Log) -> bool:
    """Whether a log has a field that a noun names."""
    name = {"everyone": "person"}.get(field, field)
    return name in FIELDS and log in FIELDS[name].logs


def _system_score(c: Candidate) -> float:
    """A system behind from/to/in together with an action or a type of object is provisioning's own way of speaking."""
    if c.log is not Log.PROVISIONING:
        return 0.0
    if c.found.absent:
        return 1.5
    fields = {x.field for x in c.found.conditions}
    known = any((cond := p.get(Cond)) and cond.field == "system" and cond.values != (ENTRA,) for p in c.pieces)
    known = known or any(p.get(Records) for p in c.pieces)  # "added in Azure AD" alone is the directory itself
    sided = known and bool(fields & {"source_system", "target_system"})
    acts = bool(fields & {"provisioning_action", "object_type"})
    systems = known
    systems = systems or bool({"source_system", "target_system"} & fields and acts)
    whole = known and {"provisioning_action", "object_type"} <= fields
    asked = any(p.text.lower().split()[0] in ("did", "is", "was", "has") for p in c.pieces if p.kind == "term")
    somebody = asked and any(x.field in ("identity", "person") and x.op is Op.NAMED for x in c.found.conditions)
    return (
        (2.2 if (sided and acts) or whole else 1.5 if sided and somebody else 0.0)
        + (0.5 if systems and "outcome" in fields else 0.0)
        + (0.0 if systems else -2.5 if not any(p.get(Records) for p in c.pieces) else 0.0)
    )


def _users_of(c: Candidate) -> float:
    """ "dropbox users this week" are those who sign in to it, when nothing of provisioning is said."""
    if any(p.get(Records) or p.hit or p.get(Generic) for p in c.pieces):
        return 0.0
    for left, right in pairwise(c.pieces):
        if right.text.lower() not in ("users", "people"):
            continue
        if c.log is Log.SIGN_INS and left.kind == "name":
            return 1.5
        acts = any(x.field == "provisioning_action" for x in c.found.conditions)
        if c.log is Log.PROVISIONING and not acts and (left.kind == "name" or left.get(Cond)):
            return -1.0
    return 0.0


def _outside_score(c: Candidate) -> float:
    """ "users created in Acme HR": an account has no container in the directory, so a system is meant."""
    unknown = {"source_system", "target_system"} & {x.field for x in c.found.conditions}
    fields = {x.field for x in c.found.conditions}
    if c.log is Log.PROVISIONING:
        return 1.2 if unknown and {"provisioning_action", "object_type"} <= fields else 0.0
    if c.log is not Log.DIRECTORY_AUDITS:
        return 0.0
    hit = next((p.hit for p in c.pieces if p.hit), None)
    if hit is None or hit.container or hit.object is not EntityKind.USER or "Add user" not in hit.operations:
        return 0.0
    named = [i for i, p in enumerate(c.pieces) if p.kind == "name" and i and c.pieces[i - 1].word("in", "to", "from")]
    return -1.5 if named else 0.0


def _connector_score(marked: Marked, c: Candidate) -> float:
    """What a connector's name costs the audit log as a group ("deleted from ServiceNow"), unless it asks who did it."""
    if c.log is not Log.DIRECTORY_AUDITS or any(
        e.name == "who" for p in c.pieces for e in p.effects if isinstance(e, Cue)
    ):
        return 0.0
    nothing = [False] * len(marked.lows)
    connectors = 0
    for piece in c.pieces:
        if piece.kind == "name" and piece.first and marked.lows[piece.first - 1] in ("to", "into", "from", "in"):
            term = lexicon.lookup(Log.PROVISIONING, marked.lows, piece.first, nothing)
            connectors += bool(term and any(isinstance(e, Cond) and e.field == "system" for e in term[1]))
    return 2.0 * connectors
