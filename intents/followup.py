"""A fragment and the question before it -> a question. A text that is a question by itself starts fresh."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from intents import hanging
from intents.label import Marked, Piece
from intents.model import Kind, Log, Measure, Op, Question, TimeRange, Unclear
from intents.refining import PEOPLE, with_conditions, with_measure
from intents.vocabulary.terms import Cond, Cue, Generic, Kinds, Noun, Records

if TYPE_CHECKING:
    from intents.candidates import Candidate

_SAME_TIME = re.compile(
    r"\b(?:that|the same|same) (?:day|time|week|hour|night|month|period|morning|evening)\b|\bthen\b", re.IGNORECASE
)

_JOINED = re.compile(r"\s*(?:and|also|plus)\b", re.IGNORECASE)

_ANY_PERSON = (
    r"(?:a|one|some|a certain|a given|a particular|a specific|my|our|the|this|that)"
    r" (?:user|person|account|employee|member|colleague|coworker|boss|manager)\b(?! of)"
)
_SOMEONE = re.compile(rf"\b{_ANY_PERSON}", re.IGNORECASE)
_OF_SOMEONE = re.compile(rf"\b(?:for|of|by) {_ANY_PERSON}", re.IGNORECASE)
"""Somebody who is not named: "the sign-in pattern of a user"."""

@dataclass(frozen=True, slots=True)
class Refined:
    """The whole question a fragment makes of the one before."""

    question: Question
    unread: tuple[Piece, ...] = ()


def refine(
    marked: Marked, candidates: Sequence[Candidate], said: TimeRange | None, previous: Question
) -> Refined | None:
    """The refined question, or None when the text is a question of its own."""
    own = next(c for c in candidates if c.log is previous.logs[0])
    best = candidates[0]
    if not _is_fragment(marked, own, best, previous):
        return None
    question = previous
    earlier = hanging.earlier(marked.text, previous.range)
    if earlier is not None or said is not None:
        question = replace(question, range=earlier or _within(said, previous.range))
    question = with_conditions(question, own, hanging.words(marked.text) if earlier is not None else "")
    question = with_measure(question, own, marked)
    if previous.measure.kind is Kind.STORY and any(p.get(Records) for p in best.pieces):
        question = replace(question, logs=(best.log,), measure=best.measure)  # "only sign-ins"
    if own.found.sign_in_kinds:
        question = replace(question, beta_kinds=tuple(own.found.sign_in_kinds))
    words = hanging.words(marked.text) if earlier is not None else ""
    unread = tuple(p for p in own.found.unread if not p.used and p.text.lower() not in words)
    if _changed_nothing(question, previous, own):
        unread += tuple(replace(p, kind="denial") for p in own.pieces if p.get(Noun))
    if question.measure.kind is not Kind.COMPARE:
        question = replace(question, compared=None)  # "per hour" after a comparison: of its first time alone
    return Refined(replace(question, utterance=marked.text), unread)


def _changed_nothing(question: Question, previous: Question, own: Candidate) -> bool:
    """ "To groups only" after "changes by victor": a noun that became neither a condition nor a split."""
    told = own.found.conditions or own.found.me or own.measure != Measure() or own.found.sign_in_kinds
    return not told and question == previous and not any(p.get(Cue) or p.word("show") for p in own.pieces)


def _whole(own: Candidate, words: Sequence[Piece]) -> bool:
    """A question of its own, with measure, records and time ("top 5 users by failures this week")."""
    measured = own.measure.kind in (Kind.TOP, Kind.COUNT, Kind.DISTINCT, Kind.GROUP)
    records = any(((c := p.get(Cond)) and c.noun) or p.get(Records) or p.hit for p in words)
    dates = sum(p.kind == "date" for p in words)
    compared = own.measure.kind is Kind.COMPARE and dates > 1  # "compare failures this week to last week"
    return records and ((measured and dates > 0) or compared)


def _within(said: TimeRange | None, before: TimeRange | None) -> TimeRange | None:
    """ "before 4 am" after a question about one day is a time of that day."""
    if said is None or said.start is not None or before is None or before.start is None:
        return said
    one_day = before.end - before.start <= timedelta(days=1, hours=1)
    clock = said.end.time()
    if not one_day or clock == clock.min:
        return said
    end = datetime.combine(before.start.date(), clock, before.start.tzinfo)
    return TimeRange(before.start, min(end, before.end), said.said) if before.start < end else said


def _is_fragment(marked: Marked, own: Candidate, best: Candidate, previous: Question) -> bool:
    """A fragment names no records of its own, or points back ("these", "and bob?", "only failures")."""
    words = [p for p in own.pieces if p.kind != "punct"]
    if not words:
        return False
    first = words[0].text.lower()
    points_back = any(p.word("these") for p in words) or first in (
        "and",
        "only",
        "just",
        "but",
        "also",
        "same",
        "now",
        "ok",
        "no",
        "what about",
        "how about",
        "instead",
        "not",
    )
    points_back = points_back or words[0].get(Kinds) is not None  # "include non-interactive"
    if first in ("only", "just") and len(words) <= 6:
        return True
    if best.log is not previous.logs[0] and best.strong and best.score > own.score + 1.0:
        return False
    if words[0].get(Noun) and first.endswith(" of") and any(p.kind == "date" for p in words):
        return False  # "users of Salesforce this week"
    has_records = any(((r := p.get(Records)) and not r.verb) or p.hit for p in own.pieces)
    if points_back and len(words) <= 10:
        return True
    if _whole(own, words):
        return False
    named = any(p.kind in ("name", "email", "date") for p in words)
    if not named and len(words) <= 6 and any(p.text.lower() in ("only", "just") for p in words):
        return True
    opener = any(
        p.text.lower() in ("what about", "how about") for p in words[:2]
    ) or marked.text.lower().lstrip().startswith(("what about", "how about", "same for", "and ", "only ", "just "))
    if opener:
        return True
    return not has_records and len(words) <= 8


def needs_context(question: Question, best: Candidate, marked: Marked, previous: Question | None) -> Unclear | None:
    """A question about "a user" or "these sign-ins" with nothing before it: asked back."""
    named = any(
        c.op in (Op.NAMED, Op.NEWEST) or c.field in ("ip", "correlation_id", "request_id") for c in question.conditions
    )
    if previous is None and best.found.pronoun and not named:
        return Unclear(
            f"Who or what do you mean by “{best.found.pronoun}”? Ask again with the name.",
            (),
            partial=question,
            reason="needs-context",
        )
    points = any(
        p.text.lower() in ("these", "those", "these ones", "those ones", "the above", "the same")
        for p in best.pieces
        if p.word("these")
    )
    if previous is None and points and not named and question.range is None:
        return Unclear(
            "Which ones do you mean? Name a person, an app or a time, for example “sign-ins for alice today”.",
            (),
            partial=question,
            reason="needs-context",
        )
    first = next((p for p in best.pieces if p.kind != "punct"), None)
    if (
        previous is None
        and first is not None
        and first.text.lower() in ("only", "just", "and", "also", "instead", "same")
        and not named
        and question.range is None
    ):
        return Unclear(
            "That refines a question, but there is none before it. Say the whole question, please.",
            (),
            partial=question,
            reason="needs-context",
        )
    someone, of_someone = _SOMEONE.search(marked.text), _OF_SOMEONE.search(marked.text)
    if (
        (question.measure.kind is Kind.TIMELINE and someone) or (of_someone and question.logs == (Log.SIGN_INS,))
    ) and not named:
        return Unclear(
            "Whose? Tell me the name or the sign-in address of the user.", (), partial=question, reason="needs-context"
        )
    return None


def unbound(question: Question, best: Candidate) -> Unclear | None:
    """A pronoun that stands for nobody: the question would be answered for everybody."""
    pronoun = best.found.pronoun
    if pronoun in ("it", "its", "they", "them", "their") and question.conditions:
        return None
    if not pronoun or any(
        c.op is Op.NAMED or c.field in ("ip", "correlation_id", "request_id") for c in question.conditions
    ):
        return None
    return Unclear(
        f"Who or what do you mean by “{pronoun}”? Ask again with the name.",
        (),
        partial=question,
        reason="needs-context",
    )


def borrow(question: Question, best: Candidate, previous: Question) -> Question:
    """A new question that names its person by a pronoun takes the person of the question before."""
    if question.range is None and (_SAME_TIME.search(question.utterance) or _JOINED.match(question.utterance)):
        question = replace(question, range=previous.range)
    people = [c for c in previous.conditions if c.op is Op.NAMED and c.field in PEOPLE and not c.negated]
    if (
        not best.found.pronoun
        or not people
        or any(c.op is Op.NAMED and c.field in PEOPLE for c in question.conditions)
    ):
        return question
    field = "person"
    if best.log is Log.DIRECTORY_AUDITS:
        subject = best.found.pronoun in ("he", "she", "they")
        field = "actor" if subject else "target"
    return replace(
        question, conditions=(*question.conditions, replace(people[0], field=field, said=best.found.pronoun))
    )


__all__ = ["Generic", "Kinds", "Refined", "borrow", "needs_context", "refine"]
