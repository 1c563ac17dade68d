"""Questions for several things at once, or for more than one record tells: one function a kind, see `unanswerable`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from intents import measures
from intents.candidates import Candidate
from intents.counting import counted_noun
from intents.fields import FIELDS
from intents.label import Piece
from intents.model import Condition, Kind, Op, Question
from intents.sight import BUCKET_CUES, field_of, tells_outcome
from intents.vocabulary.terms import Cond, Cue, Noun, Records

Ask = tuple[str, str]
"""The words that are the trouble, and what to ask back."""


def last_of_each(best: Candidate, question: Question) -> Ask | None:
    """ "Last sign-in per user", "first and last sign-in of bob": one end of all records is shown."""
    cues = [(e.name, p.text) for p in best.pieces for e in p.effects if isinstance(e, Cue)]
    ends = {name for name, _ in cues if name in ("first", "last")}
    each = next((text for name, text in cues if name == "by" and text.lower() in _EACH), "")
    again = sum(name in ("first", "last") for name, _ in cues) > 1 and any(p.word("and") for p in best.pieces)
    if not ends or not (each or again or len(ends) > 1):
        return None
    return each or "first and last", (
        "I can show the last or the first of all that match, and not of each part, nor both at once. Name one person"
        " or app, or ask for a split."
    )


_EACH = frozenset({"per", "each", "every", "for each", "for every", "by each"})


def asked_besides(best: Candidate, question: Question) -> Ask | None:
    """ "Top user by failures, and what app", "top 3 apps and top 3 users": a second thing is asked for behind "and"."""
    if question.measure.kind not in (Kind.TOP, Kind.GROUP, Kind.COUNT, Kind.DISTINCT):
        return None
    for at, piece in enumerate(best.pieces[:-1]):
        if not at or not piece.word("and"):
            continue
        rest = [p for p in best.pieces[at + 1 : at + 6] if not p.word(*_LIGHT)]
        asks = {e.name for p in rest[:1] for e in p.effects if isinstance(e, Cue)}
        asked = next((p for p in rest[1:3] if p.get(Noun) or p.get(Records) or p.hit), None)
        noun = asked.get(Noun) if asked else None
        again = bool(asks & _MEASURED) and any(
            isinstance(e, Cue) and e.name in asks for p in best.pieces[:at] for e in p.effects
        )
        other = bool(asks & {"which"}) and noun is not None and field_of(noun, best.log) not in question.measure.of
        if asked is not None and (again or other):
            text = asked.text
            return text, f"I answer one question at a time: ask for “{text}” when you have seen the first answer."
    return None


_MEASURED = frozenset({"count", "top", "most", "least", "distinct"})
_LIGHT = ("filler", "for", "by", "of", "from", "to", "in", "on", "with")


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


def share_of_what(best: Candidate, question: Question) -> Ask | None:
    """ "What share of sign-ins goes to Teams": shares are of values of one field, not of a name or an operation."""
    measure = question.measure
    rate = next((p.text for p in best.pieces if p.get(Cue) and _RATE.match(p.text)), "")
    parts = [p for p in best.pieces if p.get(Noun) and not any(isinstance(e, Cue) for e in p.effects)]
    if measure.share and rate and (measure.of != ("outcome",) or (parts and _ranked(best))):
        return rate, (
            f"I tell the {rate} of all that match, and not of each part. Name the part, or ask for a split of the"
            " failures."
        )
    if not measure.share or measure.of != ("outcome",) or tells_outcome(best.pieces) or not question.conditions:
        return None
    said = question.conditions[-1].said
    return said, (
        f"What is the share of “{said}” to be of? I can tell what share failed, or how all divide: “share of sign-ins"
        " by app”, “by country”, “by user”."
    )


def most_of_many(best: Candidate, question: Question) -> Ask | None:
    """ "Who used the most apps": records are counted, and not how many different apps."""
    if question.measure.kind is not Kind.TOP:
        return None
    for at, piece in enumerate(best.pieces[:-1]):
        cues = {e.name for e in piece.effects if isinstance(e, Cue)}
        after = best.pieces[at + 1]
        noun = after.get(Noun)
        who = any(_asks_who(p) for p in best.pieces[:at])
        if cues & {"most", "least"} and who and noun and not after.get(Cond) and noun.field in FIELDS:
            return after.text, (
                f"I can tell who has the most records, and not who has the most different {FIELDS[noun.field].plural}."
                f" Ask for the {FIELDS[noun.field].plural} of one person, or for the top users."
            )
    return None


_RATE = re.compile(r"(?:success|failure|error) (?:rate|ratio|percentage)", re.IGNORECASE)


def _ranked(best: Candidate) -> bool:
    """Whether parts are held against each other: "which app has the highest failure rate"."""
    return any(isinstance(e, Cue) and e.name in ("top", "most", "least") for p in best.pieces for e in p.effects)


def counted_besides(best: Candidate, question: Question) -> Ask | None:
    """ "List apps and number of users for each": what is listed would be dropped for the number."""
    if question.measure.kind is not Kind.DISTINCT:
        return None
    for at, piece in enumerate(best.pieces):
        counts = any(isinstance(e, Cue) and e.name == "count" for e in piece.effects)
        nouns = [n for p in best.pieces[:at] if (n := p.get(Noun))]
        listed = any(field_of(n, best.log) not in question.measure.of for n in nouns)
        if counts and at and best.pieces[at - 1].word("and") and listed:
            return piece.text, "I answer one question at a time: first what is listed, then the number."
    return None


def compared_users(best: Candidate, question: Question) -> Ask | None:
    """ "How many users signed in, compared with last week": numbers of records are compared, not of different users."""
    if question.measure.kind is not Kind.COMPARE:
        return None
    counted = counted_noun(measures.sight_of(best.pieces, best.log))
    if not counted or counted[0] in question.measure.of or counted[0] not in FIELDS:
        return None
    things = FIELDS[counted[0]].plural
    return things, (
        f"Two times I compare by their numbers of records, and not of different {things}. Ask for the number of"
        f" {things} of each time by itself."
    )


def compared_by_time(best: Candidate, question: Question) -> Ask | None:
    """ "Compare this week to last week by day": the days of two times are not the same days."""
    buckets = [name for name in question.measure.of if name in BUCKET_CUES.values()]
    if question.measure.kind is not Kind.COMPARE or not buckets:
        return None
    return f"by {buckets[0]}", (
        f"Two times I compare as wholes, or by user, app and the like, and not by {buckets[0]}. Ask for each time by"
        " itself."
    )
