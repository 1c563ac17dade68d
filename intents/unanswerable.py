"""Questions whose words are known, but that the records of one log, each looked at by itself, cannot answer.

One function a kind; each takes the reading that won and its question, and returns what to ask back, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from intents import measures
from intents.candidates import Candidate
from intents.counting import counted_noun
from intents.fields import FIELDS
from intents.label import Piece
from intents.model import Condition, Kind, Log, Op, Question
from intents.operations.vocabulary import participles
from intents.sight import field_of, title
from intents.vocabulary.terms import Cond, Cue, Generic, Noun, Records

Ask = tuple[str, str]
"""The words that are the trouble, and what to ask back."""


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


def last_of_each(best: Candidate, question: Question) -> Ask | None:
    """ "Last sign-in per user", "first and last sign-in of bob": one end of all records is shown."""
    cues = [(e.name, p.text) for p in best.pieces for e in p.effects if isinstance(e, Cue)]
    ends = {name for name, _ in cues if name in ("first", "last")}
    each = next((text for name, text in cues if name == "by" and text.lower() in _EACH), "")
    if not ends or not (each or len(ends) > 1):
        return None
    return each or "first and last", (
        "I can show the last or the first of all that match, and not of each part, nor both at once. Name one person"
        " or app, or ask for a split."
    )


_EACH = frozenset({"per", "each", "every", "for each", "for every", "by each"})


def asked_besides(best: Candidate, question: Question) -> Ask | None:
    """ "Top user by failures, and what app": a second thing is asked for behind "and"."""
    for at, piece in enumerate(best.pieces[:-1]):
        asks = any(isinstance(e, Cue) and e.name == "which" for e in piece.effects)
        noun = best.pieces[at + 1].get(Noun)
        splits = question.measure.kind in (Kind.TOP, Kind.GROUP)
        if not (asks and noun and at and splits and best.pieces[at - 1].word("and")):
            continue
        if field_of(noun, best.log) not in question.measure.of:
            text = best.pieces[at + 1].text
            return text, f"I answer one question at a time: ask for “{text}” when you have seen the first answer."
    return None


_AGAINST = frozenset({"vs", "versus", "compared to", "compared with", "relative to"})


def two_things(best: Candidate, question: Question) -> Ask | None:
    """ "Alice vs Bob", "changes versus resets": only times are compared."""
    for at, piece in enumerate(best.pieces):
        than = any(isinstance(e, Cue) and e.name == "than" for e in piece.effects)  # "more failures than successes"
        if not than and question.measure.kind is not Kind.COMPARE:
            continue
        if not than and piece.text.lower().rstrip(".") not in _AGAINST:
            continue
        after = next((p for p in best.pieces[at + 1 :] if not p.word("filler")), None)
        if after is not None and (after.kind in ("name", "email", "operation", "ip", "code") or after.get(Cond)):
            return piece.text, (
                "I compare two times, not two things. Ask for a split, like “failed sign-ins by user”, or for each by"
                " itself."
            )
    return None


def all_of_several(best: Candidate, question: Question) -> Ask | None:
    """ "Users created in both Slack and Zoom": no record is of both."""
    both = next((p for p in best.pieces if p.text.lower().split()[0] == "both"), None)
    if both is None and _ALSO.search(question.utterance):
        both = next(p for p in best.pieces if "also" in p.text.lower())
    several = [c for c in question.conditions if len(c.values) > 1 and not c.negated and c.field != "operation"]
    if both is None or not _of_objects(best, question):
        return None
    for condition in several:
        if ", " in condition.said:
            return both.text, (
                f"I can look for what is in one of “{condition.said}”, and not for what is in all of them."
                " Ask for each by itself, please."
            )
    return None


_ALSO = re.compile(r"\bbut also\b", re.IGNORECASE)


def nothing_else(best: Candidate, question: Question) -> Ask | None:
    """ "Users who only use legacy authentication": what else they do is in other records."""
    if not _of_objects(best, question):
        return None
    for at, piece in enumerate(best.pieces[1:], start=1):
        if piece.text.lower() not in ("only", "exclusively", "solely") or not _subject(best, at - 1):
            continue
        after = best.pieces[at + 1 : at + 3]
        does = any((r := p.get(Records)) and r.verb for p in after)
        if does or any((c := p.get(Cond)) and not c.noun for p in after):
            return piece.text, (
                "That somebody did nothing else is in no single record. Ask without “" + piece.text + "”, and for the"
                " rest by itself."
            )
    return None


def _subject(best: Candidate, at: int) -> bool:
    """Whether a piece, with its "that" or "have", is who does it, and not what a split is by."""
    while at > 0 and best.pieces[at].text.lower() in ("that", "have", "had", "has"):
        at -= 1
    noun = best.pieces[at].get(Noun)
    person = noun is not None and noun.field in ("person", "everyone", "actor", "identity")
    return _asks_who(best.pieces[at]) or (person and not (at and best.pieces[at - 1].word("by")))


def _asks_who(piece: Piece) -> bool:
    return any(isinstance(e, Cue) and e.name == "who" for e in piece.effects)


def two_places(best: Candidate, question: Question) -> Ask | None:
    """ "Users in Germany who signed in from France": one record has one place."""
    placed = [(i, c) for i, p in enumerate(best.pieces) if (c := p.get(Cond)) and c.field in ("country", "city")]
    for (i, one), (j, other) in pairwise(placed):
        between = best.pieces[i + 1 : j]
        joined = any(p.word("and", "or", "except", "not") or p.kind == "punct" for p in between)
        told = any(p.get(Records) or _asks_who(p) for p in between)
        if one.field == other.field and told and not joined:
            return best.pieces[j].text, (
                f"A sign-in has one place, and “{best.pieces[i].text}” and “{best.pieces[j].text}” are two."
                " Where somebody is at home I do not know."
            )
    return None


def either_of_two(best: Candidate, question: Question) -> Ask | None:
    """ "From Russia or with high risk": conditions on different things all have to hold."""
    fields = {c.said.lower(): c.field for c in best.found.conditions}
    for at, piece in enumerate(best.pieces):
        if not piece.word("or"):
            continue
        before, after = reversed(best.pieces[:at]), best.pieces[at + 1 :]
        left = next((f for p in before if (f := _field(p, fields)) is not None), "")
        right = next((f for p in after if p.used and (f := _field(p, fields)) is not None), "")
        told = best.pieces[at + 1].text.lower() if at + 1 < len(best.pieces) else ""
        same = left == "outcome" and right == "error_code" and told.startswith("fail")  # "who rejected or failed MFA"
        if left and right and left != right and not same:
            return piece.text, (
                "Conditions on different things I can only read as all of them together, not as one or the other."
                " Ask for each by itself, please."
            )
    return None


def _field(piece: Piece, fields: Mapping[str, str]) -> str | None:
    """The field that a piece is a condition on; None for words between, empty for what ends the search."""
    cond = piece.get(Cond)
    if cond is not None:
        return cond.field
    if piece.kind in ("name", "email", "ip", "code"):
        return {"ip": "ip", "code": "error_code"}.get(piece.kind) or fields.get(piece.text.lower(), "")
    return "" if piece.kind in ("date", "operation") or piece.get(Noun) or piece.get(Cue) else None


def difference(best: Candidate, question: Question) -> Ask | None:
    """ "Users created in Slack but not in Zoom": nothing in the records of the one tells of the other."""
    if not _of_objects(best, question):
        return None
    for wanted, left_out in _opposed(question.conditions):
        return left_out.said, (
            f"I can look for “{wanted.said}”, and for “{left_out.said}”, but not for those who are in the one and not"
            " in the other. Ask for each by itself, please."
        )
    return None


def _opposed(conditions: tuple[Condition, ...]) -> Iterator[tuple[Condition, Condition]]:
    for one in conditions:
        for other in conditions:
            same = one.field == other.field and one.op is other.op and one.op in (Op.NAMED, Op.EQ)
            if same and one.field not in _MANY and not one.negated and other.negated:
                yield one, other


_MANY = ("ca_policy", "role", "group", "container")
"""Fields of which one record may hold several values."""


def _of_objects(best: Candidate, question: Question) -> bool:
    """Whether people or things are asked for rather than records."""
    if question.measure.kind in (Kind.GROUP, Kind.DISTINCT, Kind.TOP):
        return question.measure.of[0] in ("person", "actor", "target", "identity", "app", "ip", "device", "group")
    first = next((p for p in best.pieces if p.get(Noun) or p.get(Cue)), None)
    noun = first.get(Noun) if first else None
    return noun is not None and noun.field in ("identity", "person", "group", "app")


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


def different_in_each(best: Candidate, question: Question) -> Ask | None:
    """ "How many users per country": different users are counted altogether, not in each part of a split."""
    if question.measure.kind not in (Kind.GROUP, Kind.TIMELINE) or question.measure.threshold or question.measure.share:
        return None
    counted = counted_noun(measures.sight_of(best.pieces, best.log))
    if not counted or counted[0] in question.measure.of or not question.measure.of or counted[0] not in FIELDS:
        return None
    things, by = FIELDS[counted[0]].plural, " and ".join(question.measure.of)
    return things, (
        f"I count records in each part of a split, or different {things} altogether, but not different {things} in"
        f" each part. Ask for a split by {by}, or for the number of {things}."
    )


CHECKS: tuple[Callable[[Candidate, Question], Ask | None], ...] = (
    administrators,
    doers,
    two_logs,
    foreign_thing,
    how_things_stand,
    last_of_each,
    asked_besides,
    two_things,
    two_places,
    nothing_else,
    either_of_two,
    all_of_several,
    difference,
    oneself,
    different_in_each,
)


def ask_instead(best: Candidate, question: Question) -> Ask | None:
    """What to ask back when the question is of such a kind."""
    return next((ask for check in CHECKS if (ask := check(best, question)) is not None), None)


