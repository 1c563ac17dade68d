"""Questions whose words are known, but that the records of one log, each looked at by itself, cannot answer.

One function a kind; each takes the reading that won and its question, and returns what to ask back, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from intents import several
from intents.candidates import Candidate
from intents.fields import FIELDS
from intents.model import Kind, Log, Question
from intents.operations.vocabulary import participles
from intents.several import Ask
from intents.sight import title
from intents.vocabulary.terms import Cond, Cue, Generic, Noun, Records


def administrators(best: Candidate, question: Question) -> Ask | None:
    """Sign-ins kept to administrators, of whom these records know nothing; a name's title does not keep to them."""
    if best.log is not Log.SIGN_INS:
        return None
    for at, piece in enumerate(best.pieces):
        noun = piece.get(Noun)
        if noun and noun.field == "actor" and "admin" in piece.text.lower() and not title(best.pieces, at):
            return piece.text, (
                f"Sign-in records do not say who is an administrator, so “{piece.text}” cannot be looked for among"
                " them. Name the person, or leave it out."
            )
    return None


def doers(best: Candidate, question: Question) -> Ask | None:
    """ "Changes made by apps", "groups created by service principals": a sort of doers is no condition here."""
    if best.log is not Log.DIRECTORY_AUDITS:
        return None
    for at, piece in enumerate(best.pieces):
        noun, by = piece.get(Noun), _by_before(best, at)
        behind = at and best.pieces[at - 1].kind == "name" and _by_before(best, at - 1) >= 1
        if noun is not None and noun.field == "group" and behind:
            return f"by {best.pieces[at - 1].text} {piece.text}", (
                "Who is in a group the records of changes do not say. Name who did it, or leave it out."
            )
        if noun is None or by < 1 or title(best.pieces, at):
            continue
        splits = any(isinstance(e, Cue) and e.name == "by" for e in best.pieces[by].effects)
        before = best.pieces[by - 1]
        done_by = before.hit is not None and before.first == before.hit.verb and noun.field in _APPS
        if noun.field in _DOERS and (not splits or done_by):
            return f"by {piece.text}", (
                f"Whether something was done by “{piece.text}” I cannot search for; I can by the name of who did it."
                " Leave it out, or ask for a split by initiator."
            )
    return None


_APPS = frozenset({"app", "service_principal"})
_DOERS = _APPS | {"person", "actor"}


def _by_before(best: Candidate, at: int) -> int:
    """Index of the "by" right before a piece, -1 when there is none."""
    before = at - 1
    while before > 0 and best.pieces[before].word("filler"):
        before -= 1
    return before if before >= 0 and best.pieces[before].word("by") else -1


def two_logs(best: Candidate, question: Question) -> Ask | None:
    """ "Users created this week who signed in from China": the one is a directory change, the other a sign-in."""
    if best.log is Log.DIRECTORY_AUDITS:
        return None
    doing = _DOING.search(question.utterance)
    if doing and best.log is Log.SIGN_INS and any(p.get(Records) for p in best.pieces):
        return doing.group(), _TWO_LOGS.format(word=doing.group())
    for piece in best.pieces:
        plain = piece.kind == "name" and not piece.claimed and not piece.capital and not piece.possessive
        done = (set(piece.text.lower().split()) & participles()) - _PLAIN if plain else set()
        if done:
            word = min(done)
            return word, _TWO_LOGS.format(word=word)
    return None


_TWO_LOGS = (
    "“{word}” speaks of directory changes, and the rest of another log; I read one log for one question. Ask for the"
    " changes first, then for what else you want to know of those you find."
)
_DOING = re.compile(r"\bwhat (?:did|has|have) (?:\S+ ){1,3}?(?:do|done)\b", re.IGNORECASE)
_PLAIN = frozenset("left put set read run ran took lost stuck made pulled kicked dropped".split())
"""Participles that are said of much else."""


_THINGS = frozenset("device group role policy country city ip browser os client resource job category".split())


def foreign_thing(best: Candidate, question: Question) -> Ask | None:
    """ "Devices provisioned this week": a sort of thing that records of this log do not have."""
    for at, piece in enumerate(best.pieces):
        noun = piece.get(Noun)
        if piece.text.lower() == "group" and question.measure.kind in (Kind.GROUP, Kind.TIMELINE):
            continue  # "group last week's sign-ins by city"
        if noun is None or noun.field not in _THINGS or best.log in FIELDS[noun.field].logs:
            continue
        clause = piece.get(Cue) and any(p.kind != "punct" for p in best.pieces[at + 1 :])  # "where target is bob"
        if piece.get(Cond) or clause:
            continue
        beside = [best.pieces[i] for i in (at - 1, at + 1) if 0 <= i < len(best.pieces)]
        names_it = any(p.kind in ("name", "email", "guid", "ip") for p in beside)
        if not names_it and noun.field not in question.measure.of and len(question.logs) == 1:
            return piece.text, (
                f"“{piece.text}” is nothing that records of {_LOG_NAMES[best.log]} hold. Say it another way, or leave"
                " it out."
            )
    return None


_LOG_NAMES = {Log.SIGN_INS: "sign-ins", Log.DIRECTORY_AUDITS: "directory changes", Log.PROVISIONING: "provisioning"}


def how_things_stand(best: Candidate, question: Question) -> Ask | None:
    """ "How many global admins do we have": logs hold changes, not what there is."""
    asked = _STANDS.search(question.utterance)
    told = any(p.get(Records) or p.hit or p.get(Generic) for p in best.pieces)
    told = told or any((c := p.get(Cond)) and c.noun for p in best.pieces)
    if asked is None or told or question.range is not None:
        return None
    return asked.group(), "The logs hold what happened, and not how many there are. I can show who was added, and when."


_STANDS = re.compile(r"\bhow many\b.*\b(?:do we have|are there|exist)\b", re.IGNORECASE)


def absent_from(best: Candidate, question: Question) -> Ask | None:
    """ "Users not in Slack": who is where no record says; what was not done there is in none."""
    found = _NOT_IN.search(question.utterance)
    acts = question.where("provisioning_action") or any(p.get(Records) for p in best.pieces)
    if found is None or best.log is not Log.PROVISIONING or acts:
        return None
    return found.group(), (
        "The logs hold what happened, and not who is missing somewhere. I can show who was created there."
    )


_NOT_IN = re.compile(r"\b(?:users?|people|accounts?|groups?) (?:(?:who|that) (?:are|is) )?not in\b", re.IGNORECASE)


def oneself(best: Candidate, question: Question) -> Ask | None:
    """ "Who added themselves to a group": who did it is not compared with whom it was done to."""
    said = next((p for p in best.pieces if p.text.lower() in _ONESELF), None)
    if said is None or best.log is not Log.DIRECTORY_AUDITS:
        return None
    own = [v for c in question.where("operation") for v in c.values]
    if any(v.startswith("User ") or "self-service" in v or "elevated their" in v for v in own):
        return None
    return said.text, (
        "Who did it I cannot compare with whom it was done to. Ask without “" + said.text + "”, and see in the rows"
        " who is on both sides."
    )


_ONESELF = frozenset("themselves themself himself herself oneself".split())


CHECKS: tuple[Callable[[Candidate, Question], Ask | None], ...] = (
    administrators,
    doers,
    two_logs,
    foreign_thing,
    how_things_stand,
    several.last_of_each,
    several.asked_besides,
    several.two_things,
    several.two_places,
    several.nothing_else,
    several.either_of_two,
    several.all_of_several,
    several.difference,
    oneself,
    absent_from,
    several.different_in_each,
    several.compared_by_time,
    several.compared_users,
    several.share_of_what,
    several.most_of_many,
    several.counted_besides,
)


def ask_instead(best: Candidate, question: Question) -> Ask | None:
    """What to ask back when the question is of such a kind."""
    return next((ask for check in CHECKS if (ask := check(best, question)) is not None), None)
