"""Reading: text, now, zone, locale and the question before in; a reading out.

The words are labelled once for each log (`label.py`), each labelling becomes a candidate question (`conditions.py`,
`measures.py`), and the candidates compete (`candidates.py`): the log whose words explain more of the utterance wins.
What
no candidate explains is never dropped silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from intents import declined, followup, hanging, operations, pasted, spelling
from intents.asking_back import absence, bare, beyond, not_understood, stops
from intents.candidates import Candidate, candidates_of
from intents.explain import spans
from intents.label import Marked, Piece
from intents.loosening import loosened
from intents.marking import CORRECTION, mark, without_asides, without_preamble
from intents.model import Declined, Kind, Log, Notes, Question, Reading, TimeRange, Unclear, Understood
from intents.ranges import asked_range, assumed_range
from intents.settling import build, logs_of
from intents.text import clean, tokenise
from intents.unanswerable import ask_instead
from intents.vocabulary.terms import Records


def read(text: str, *, now: datetime, locale: str | None = None, previous: Question | None = None) -> Reading:
    """What a text asks for.

    text: as typed, mention removed. now: aware, in the asker's zone. locale: "en-US", "en-GB"; None is taken as en-US.
    previous: the question before in this conversation; a fragment refines it. Never raises for any text.
    """
    worded, pasted_ = pasted.in_words(clean(text))
    cleaned = without_preamble(worded)
    corrected = CORRECTION.match(cleaned) if previous is not None else None
    if corrected:
        cleaned = " " * corrected.end() + cleaned[corrected.end() :]
    if not cleaned.strip():
        return Unclear(
            "What would you like to know? Ask about sign-ins, directory changes or provisioning.",
            declined.EXAMPLES,
            reason="empty",
        )
    if len(cleaned) > declined.LONGEST:
        return Declined(
            f"That is more than {declined.LONGEST:,} characters; ask in a sentence or two, please.",
            "length",
            examples=declined.EXAMPLES,
        )
    freer = loosened(cleaned, previous) if previous is not None else None
    if freer is not None:
        return Understood(freer, follow_up=True)
    tokens = tokenise(cleaned)
    early = declined.decline(cleaned, tokens, operations.find([t.low for t in tokens]))
    if early is not None:
        return early
    cleaned, asides = without_asides(cleaned)
    repaired, repairs = spelling.repair(cleaned, tokenise(cleaned) if asides else tokens)
    marked, ranges = mark(repaired, now=now, locale=locale)
    candidates = candidates_of(marked)
    said, other, two = asked_range(marked, ranges, candidates[0], now)
    notes = Notes(
        spans=spans(marked, candidates[0]),
        repairs=(*pasted_, *repairs),
        unread=asides,
        lost=tuple(f"{c.log}: {c.score:.1f}" for c in candidates[1:]),
    )
    if two is not None:
        return replace(two, notes=notes)
    follow = followup.refine(marked, candidates, said, previous) if previous is not None else None
    if follow is not None and other is not None and previous is not None:  # "compare with last week"
        follow = replace(follow, question=replace(follow.question, range=previous.range, compared=other))
    if follow is not None:
        own = next(c for c in candidates if c.log is follow.question.logs[0])
        return _finish(follow.question, candidates[0], marked, notes, now, own=own, unread=follow.unread)
    reading = _fresh(candidates, marked, said, notes, now, previous)
    if other is not None and isinstance(reading, Understood):
        return replace(reading, question=replace(reading.question, compared=other))
    return reading


def _fresh(
    candidates: Sequence[Candidate],
    marked: Marked,
    said: TimeRange | None,
    notes: Notes,
    now: datetime,
    previous: Question | None,
) -> Reading:
    best = candidates[0]
    nothing = not best.strong and best.score <= 0.5
    of_logs = any(p.hit or p.get(Records) for p in best.pieces)
    subject = declined.other_subject(marked.lows) if not of_logs else None
    if subject is not None:
        return replace(subject, notes=notes)
    past = next((b for c in candidates if (b := beyond(c, None, notes))), None) if nothing else None
    if past is not None:
        return past
    if nothing:
        fallback = bare(candidates, said)
        if fallback is None:
            return not_understood(candidates[0], marked, said, notes)
        best = fallback
    if best.found.absent and best.log is not Log.PROVISIONING:
        return absence(best, notes)
    logs = logs_of(candidates, best)
    question = build(best, marked, said, logs)
    problem = followup.needs_context(question, best, marked, previous)
    if problem is not None:
        return replace(problem, notes=notes)
    if previous is not None and (best.found.pronoun or question.range is None):
        question = followup.borrow(question, best, previous)
    unbound = followup.unbound(question, best)
    if unbound is not None:
        return replace(unbound, notes=notes)
    return _finish(question, best, marked, notes, now)


def _finish(
    question: Question,
    best: Candidate,
    marked: Marked,
    notes: Notes,
    now: datetime,
    *,
    own: Candidate | None = None,
    unread: Sequence[Piece] | None = None,
) -> Reading:
    """The reading of a question, or what to ask back. own: for a follow-up, the reading by the log before."""
    follow_up = own is not None
    hangs = follow_up or question.measure.kind is Kind.COMPARE
    past = beyond(own or best, question, notes, hanging.words(marked.text) if hangs else "")
    if past is not None:
        return past
    left = best.found.unread if unread is None else unread
    stop = [p for p in (*left, *best.found.ignored) if stops(p, best)]
    if stop:
        shown = ", ".join(f"“{p.text}”" for p in stop[:3])
        return Unclear(
            f"I do not know what {shown} means here. Say it another way, or leave it out.",
            (),
            replace(notes, unread=tuple(p.text for p in left)),
            question,
            "unread",
        )
    instead = ask_instead(own or best, question)
    if instead is not None:
        said, ask = instead
        return Unclear(ask, (), replace(notes, unread=(said,)), question, "unread")
    content = [p for p in best.pieces if p.kind != "punct" and not p.word("filler", "show")]
    if left and len(left) * 3 >= max(len(content), 1):
        shown = ", ".join(f"“{p.text}”" for p in left[:4])
        return Unclear(
            f"I understood only part of that; {shown} means nothing to me. Can you say it differently?",
            (),
            replace(notes, unread=tuple(p.text for p in left)),
            question,
            "unread",
        )
    if question.range is None:
        question = replace(question, range=assumed_range(question, now))
    unused = (*notes.unread, *(p.text for p in (*left, *best.found.ignored)))
    return Understood(question, replace(notes, unread=unused), follow_up)
