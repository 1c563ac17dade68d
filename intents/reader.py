"""Reading: text, now, zone, locale and the question before in; a reading out.

The words are labelled once for each log (`label.py`), each labelling becomes a candidate question (`conditions.py`,
`measures.py`), and the candidates compete: the log whose words explain more of the utterance wins. What no candidate
explains is never dropped silently (`_unread`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from intents import compare, conditions, dates, lexicon, declined, followup, measures, names, operations, spelling
from intents.fields import FIELDS
from intents.label import Marked, Piece, label
from intents.model import (
    Condition,
    Declined,
    EntityKind,
    Kind,
    Log,
    Measure,
    Notes,
    Op,
    Question,
    Reading,
    Span,
    TimeRange,
    Unclear,
    Understood,
)
from intents.operations import vocabulary as operation_words
from intents.text import Kind as Look
from intents.text import Token, clean, tokenise
from intents.vocabulary.access import ADMIN_ACCESS_GRANTED, ADMIN_ACCESS_REMOVED
from intents.vocabulary.terms import Cond, Cue, Generic, Kinds, Noun, Records, Word

ASSUMED_DAYS = 7

WEIGHTS = {"system": 0.6, "object_type": 0.5, "provisioning_action": 1.0}
"""What a condition of provisioning alone says about the log: little, since apps, groups and creations are everywhere."""

DATE = "today"
"""Stands for the words of the date where operations are looked for."""

LIGHT_VERBS = frozenset({"performed", "conducted", "executed", "undertaken", "effected", "processed"})
"""Verbs that say no more than "made" ("password resets performed in the directory")."""

UNKNOWN = "unknownname"
"""Stands for the words of names and dates where operations are looked for."""

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


def read(text: str, *, now: datetime, locale: str | None = None, previous: Question | None = None) -> Reading:
    """What a text asks for.

    text: as typed, mention removed. now: aware, in the asker's zone. locale: "en-US", "en-GB"; None is taken as en-US.
    previous: the question before in this conversation; a fragment refines it. Never raises for any text.
    """
    cleaned = _without_reason(clean(text))
    corrected = _CORRECTION.match(cleaned) if previous is not None else None
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
    tokens = tokenise(cleaned)
    early = declined.decline(cleaned, tokens, operations.find([t.low for t in tokens]))
    if early is not None:
        return early
    repaired, repairs = spelling.repair(cleaned, tokens)
    marked, ranges = mark(repaired, now=now, locale=locale)
    candidates = candidates_of(marked)
    said, other, two = _ranges(marked, ranges, candidates[0], now)
    notes = Notes(
        spans=_spans(marked, candidates[0]),
        repairs=repairs,
        lost=tuple(f"{c.log}: {c.score:.1f}" for c in candidates[1:]),
    )
    if two is not None:
        return replace(two, notes=notes)
    follow = followup.refine(marked, candidates, said, previous) if previous is not None else None
    if follow is not None:
        return _finish(follow.question, candidates[0], marked, notes, now, follow_up=True, unread=follow.unread)
    reading = _fresh(candidates, marked, said, notes, now, previous)
    if other is not None and isinstance(reading, Understood):
        return replace(reading, question=replace(reading.question, compared=other))
    return reading


def _ranges(
    marked: Marked, found: Sequence[dates.Found], best: Candidate, now: datetime
) -> tuple[TimeRange | None, TimeRange | None, Unclear | None]:
    """The range asked about, the one compared with, and a question back when two times are said that do not join."""
    if best.measure.kind is Kind.COMPARE:
        return *compare.sides(marked.text, found, best.pieces, now), None
    ranges = [f.range for f in found]
    if len(ranges) < 2:
        return (ranges[0] if ranges else None), None, None
    joined = _union(ranges)
    if joined is not None:
        return joined, None, None
    first, second = ranges[0].said, ranges[1].said
    return (
        None,
        None,
        Unclear(
            f"Two times are in that: “{first}” and “{second}”. Which one?", (f"{first}", f"{second}"), reason="range"
        ),
    )


def _union(ranges: Sequence[TimeRange]) -> TimeRange | None:
    """One range for several that touch or overlap ("today and yesterday")."""
    ordered = sorted(ranges, key=lambda r: (r.start is not None, r.start or r.end))
    joined = ordered[0]
    for following in ordered[1:]:
        if following.start is not None and following.start > joined.end:
            return None
        joined = replace(
            joined, end=max(joined.end, following.end), said=f"{joined.said}, {following.said}", alternatives=()
        )
    return joined


_COUNTERS = frozenset({"total", "volume", "sum", "tally", "quantity"})
_AUXILIARIES = frozenset("is are was were be been being am do does did done has have had get gets got by not no never who whom which what".split())


@cache
def _empty_words() -> frozenset[str]:
    """Words that say nothing and that no operation is spoken of with."""
    table = lexicon.lexicon(Log.DIRECTORY_AUDITS)
    silent = {
        words[0]
        for words, entries in table.items()
        if len(words) == 1 and all(isinstance(e, Word) and e.role in ("filler", "show") for e in entries[0].effects)
    }
    return frozenset(silent) - operation_words.words() - _AUXILIARIES


def _plain(low: str) -> str:
    """A word as operations are looked for: empty ones out of the way, counters and light verbs in their plain form."""
    if low in LIGHT_VERBS:
        return "made"
    if low in _COUNTERS:
        return "number"
    return "the" if low in _empty_words() else low


_REASON = re.compile(
    r"^\s*(?:(?:hi|hello|hey)\W+)?(?:my|our|the)\s+(?:\w+\s+){1,2}(?:wants?|needs?|asks?|asked|is asking|would like)(?:\s+(?:to\s+know|me\s+to\s+find|us\s+to\s+find|for))?\b",
    re.IGNORECASE,
)


_CORRECTION = re.compile(
    r"^\s*(?:(?:no|nope|sorry|oops|hmm|hm|ah|wait|actually|rather|ok|okay|i mean|i meant|i mean to say|make (?:that|it)|change (?:that|it) to|let's say|correction|not that)\b[\s,.:;-]*){1,5}(?=\S)",
    re.IGNORECASE,
)
"""What corrects the question before: "no, i meant last month", "make that yesterday"."""


def _without_reason(text: str) -> str:
    """The text with who wants to know it blanked out ("our CISO wants the number of ...")."""
    found = _REASON.match(text)
    return " " * found.end() + text[found.end() :] if found else text


def mark(text: str, *, now: datetime, locale: str | None) -> tuple[Marked, list[dates.Found]]:
    """Everything in a text that does not depend on the log: tokens, dates, literals, names by writing, operations."""
    tokens = tokenise(text)
    lows = [t.low for t in tokens]
    taken = tuple((t.start, t.end) for t in tokens if t.kind in (Look.GUID, Look.IP, Look.EMAIL, Look.QUOTED))
    found = [_verb_particles(f, text, tokens) for f in dates.find_all(text, now=now, locale=locale, taken=taken)]
    found = [f for f in found if not _first_name(f, text, tokens)]
    spans = tuple(span for f in found for span in f.spans)
    dated = frozenset(i for i, t in enumerate(tokens) if any(s < t.end and t.start < e for s, e in spans))
    claimed = names.claim(tokens, lows, dated, operations.find(lows))
    inside = dated | {i for n in claimed for i in range(n.first, n.last + 1)}
    masked = (DATE if i in dated else UNKNOWN if i in inside else low for i, low in enumerate(lows))
    hits = operations.find([_plain(low) for low in masked])
    return Marked(text, tokens, lows, spans, tuple(claimed), tuple(hits)), found


_FIRST_NAMES = frozenset({"april", "may", "june", "august", "january", "summer", "dawn", "eve", "friday"})


def _first_name(found: dates.Found, text: str, tokens: Sequence[Token]) -> bool:
    """Whether a "month" is somebody: "the story of june sakai", with an unknown word behind it and no "in" before it."""
    if len(found.spans) != 1:
        return False
    start, end = found.spans[0]
    words = [t for t in tokens if start <= t.start < end]
    after = next((t for t in tokens if t.start >= end), None)
    if (
        not words
        or words[-1].low not in _FIRST_NAMES
        or any(w.low not in ("of", "for", "by", "from") for w in words[:-1])
    ):
        return False
    return after is not None and after.kind is Look.WORD and after.low not in spelling.known()


_PARTICLES = frozenset({"in", "on", "into", "onto", "to", "from"})
_PARTICLE_VERBS = frozenset(
    "sign signs signed signing log logs logged logging get gets got getting signin login logon".split()
)


def _verb_particles(found: dates.Found, text: str, tokens: Sequence[Token]) -> dates.Found:
    """The range without words that belong to the verb before it ("did bob sign in | yesterday")."""
    spans = []
    for start, end in found.spans:
        at = next((i for i, t in enumerate(tokens) if t.start >= start), len(tokens))
        if at and tokens[at - 1].low in _PARTICLE_VERBS:
            while at < len(tokens) and tokens[at].low in _PARTICLES and tokens[at].end < end:
                at += 1
            start = tokens[at].start if at < len(tokens) else start
        spans.append((start, end))
    if tuple(spans) == found.spans:
        return found
    said = " ".join(text[start:end] for start, end in spans)
    return replace(found, spans=tuple(spans), range=replace(found.range, said=said))


def candidates_of(marked: Marked) -> list[Candidate]:
    """The readings of the three logs, best first. A word that one log knows counts against a log that takes it for a name."""
    found = [candidate(marked, log) for log in Log]
    known = [
        {i for p in c.pieces if p.kind not in ("name", "punct", "number") for i in range(p.first, p.last + 1)}
        for c in found
    ]
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
    return sorted(found, key=lambda c: -c.score)


def _connector_score(marked: Marked, c: Candidate) -> float:
    """What a connector's name costs the audit log as a group ("deleted from ServiceNow"), unless it asks who did it."""
    if c.log is not Log.DIRECTORY_AUDITS or any(e.name == "who" for p in c.pieces for e in p.effects if isinstance(e, Cue)):
        return 0.0
    nothing = [False] * len(marked.lows)
    connectors = 0
    for piece in c.pieces:
        if piece.kind == "name" and piece.first and marked.lows[piece.first - 1] in ("to", "into", "from", "in"):
            term = lexicon.lookup(Log.PROVISIONING, marked.lows, piece.first, nothing)
            connectors += bool(term and any(isinstance(e, Cond) and e.field == "system" for e in term[1]))
    return 1.0 * connectors


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
    """Numbers that are neither a limit nor a threshold: they may be part of a name or of a condition that was not read."""
    bounds = measure.threshold
    used = {measure.limit} | ({bounds.at_least, bounds.at_most} if bounds else set())
    used |= {n - 1 for n in used if n is not None} | {n + 1 for n in used if n is not None}
    return [p for p in pieces if p.kind == "number" and p.number not in used and any(ch.isdigit() for ch in p.text)]


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
        if noun and not cond:
            own = c.log is Log.SIGN_INS and (noun.field in SIGN_IN_NOUNS or _only(noun.field) is Log.SIGN_INS)
            score += 1.0 if own else 0.4 if conditions_has(noun.field, c.log) else -0.6
            strong = strong or own
        if piece.kind == "name" and not piece.claimed:
            score -= 0.4
    score += _system_score(c) + _outside_score(c)
    score -= 1.2 * len(c.found.unread)
    return score, strong


def _somebody(c: Candidate) -> bool:
    """Whether a person is named or pointed at: "what did trent do", not "what do these have"."""
    return c.found.me or bool(c.found.pronoun) or any(x.op is Op.NAMED for x in c.found.conditions)


def _only(field: str) -> Log | None:
    return FIELDS[field].only if field in FIELDS else None


def conditions_has(field: str, log: Log) -> bool:
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
    known = any((cond := p.get(Cond)) and cond.field == "system" for p in c.pieces)
    sided = known and bool(fields & {"source_system", "target_system"})
    acts = bool(fields & {"provisioning_action", "object_type"})
    systems = known
    systems = systems or bool({"source_system", "target_system"} & fields and acts)
    whole = known and {"provisioning_action", "object_type"} <= fields
    return (
        (2.2 if (sided and acts) or whole else 0.0)
        + (0.5 if systems and "outcome" in fields else 0.0)
        + (0.0 if systems else -2.5 if not any(p.get(Records) for p in c.pieces) else 0.0)
    )


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


def _spans(marked: Marked, c: Candidate) -> tuple[Span, ...]:
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
    subject = declined.other_subject(marked.lows) if not best.strong else None
    if subject is not None:
        return replace(subject, notes=notes)
    if nothing:
        fallback = _bare(candidates, said)
        if fallback is None:
            return _not_understood(candidates[0], marked, said, notes)
        best = fallback
    if best.found.absent and best.log is not Log.PROVISIONING:
        return _absence(best, notes)
    logs = _logs(candidates, best)
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


def _absence(best: Candidate, notes: Notes) -> Reading:
    """ "who has not signed in": a log holds what happened, and so cannot be asked for what did not."""
    ask = f"The logs hold only what happened, so I cannot list who did not ({best.found.absent}). Shall I show who did?"
    return Unclear(ask, ("who signed in in the last 30 days",), notes, reason="absence")


def _bare(candidates: Sequence[Candidate], said: TimeRange | None) -> Candidate | None:
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


def _not_understood(best: Candidate, marked: Marked, said: TimeRange | None, notes: Notes) -> Reading:
    subject = declined.other_subject(marked.lows)
    if subject is not None:
        return replace(subject, notes=notes)
    content = [
        p
        for p in best.pieces
        if p.kind not in ("punct", "date") and not p.word("filler", "show", "for", "of", "in", "on")
    ]
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


def _logs(candidates: Sequence[Candidate], best: Candidate) -> tuple[Log, ...]:
    if best.measure.kind is Kind.STORY:
        return tuple(Log)
    if best.log is Log.PROVISIONING:
        words = {v for c in best.found.conditions if c.field == "object_type" for v in c.values}
        imported = any("import" in p.text.lower() for p in best.pieces)
        if imported and "role" in words:
            return (Log.PROVISIONING, Log.DIRECTORY_AUDITS)  # current tenants may log role imports as directory audits
    return (best.log,)


def build(best: Candidate, marked: Marked, said: TimeRange | None, logs: tuple[Log, ...]) -> Question:
    """The question of one candidate."""
    made = list(best.found.conditions)
    if best.found.me:
        field = _asker_field(best)
        made.append(Condition(field, Op.NAMED, ("me",), False, "me", (EntityKind.USER,)))
    made = _settle(made, best)
    return Question(
        logs, best.measure, tuple(made), said, utterance=marked.text, beta_kinds=tuple(best.found.sign_in_kinds)
    )


def _asker_field(best: Candidate) -> str:
    """ "my changes" and "did I" are by the asker, "my password was reset" was done to the asker."""
    if best.log is not Log.DIRECTORY_AUDITS:
        return "person"
    hit = next((p.hit for p in best.pieces if p.hit), None)
    owned = any(p.text.lower() in ("my", "mine") for p in best.pieces)
    by_me = any(p.text.lower() in ("i", "myself") for p in best.pieces)
    done_to = hit is not None and hit.object is EntityKind.USER and owned and not by_me
    return "target" if done_to else "actor"


def _settle(made: list[Condition], best: Candidate) -> list[Condition]:
    """Conditions that others make needless or wrong: an error code says that it failed; admin access says which operations."""
    if best.measure.kind is Kind.STORY:
        made = [
            replace(c, field="person", kinds=_story_kinds(c))
            if c.op is Op.NAMED
            else c
            for c in made
        ]
    if best.found.absent and best.log is Log.PROVISIONING:
        made = [c for c in made if c.field != "outcome"]  # "was not provisioned": it failed or was skipped
        made.append(Condition("outcome", Op.EQ, ("failure", "skipped"), False, f"not {best.found.absent}"))
    if any(c.op is Op.NAMED and EntityKind.APP in c.kinds and not c.negated for c in made):
        made = [c for c in made if c.op is not Op.NEWEST]  # "my new app Orbit" is named
    fields = {c.field for c in made}
    if "mfa" in fields and any(c.field == "outcome" and c.values == ("failure",) and not c.negated for c in made):
        said = " ".join(c.said for c in made if c.field in ("mfa", "outcome"))
        made = [c for c in made if c.field not in ("mfa", "outcome")]
        made.append(Condition("error_code", Op.EQ, ("500121",), False, said))  # "failed MFA"
        fields = {c.field for c in made}
    if "error_code" in fields or "ca_blocked_by" in fields:
        made = [c for c in made if not (c.field == "outcome" and c.values == ("failure",) and not c.negated)]
    policy = next((c for c in made if c.field == "ca_policy"), None)
    if policy is not None and any(c.field == "outcome" and "failure" in c.values for c in made):
        made = [
            replace(c, field="ca_blocked_by") if c is policy else c
            for c in made
            if not (c.field == "outcome" and c.values == ("failure",))
        ]
    if best.log is Log.DIRECTORY_AUDITS and "admin_access" in fields:
        verbs = {"remove", "removed", "removes", "revoke", "revoked", "took", "lost", "removal", "removals"}
        gone = any(p.text.lower() in verbs for p in best.pieces)
        made = [c for c in made if c.field != "operation"]
        made.append(
            Condition(
                "operation",
                Op.EQ,
                ADMIN_ACCESS_REMOVED if gone else ADMIN_ACCESS_GRANTED,
                False,
                "access",
                implied=True,
            )
        )
    if best.log is Log.DIRECTORY_AUDITS and _any_change(best):
        made = [c for c in made if c.field != "operation"]  # "changes to the Payroll app" are all that was done to it
    if best.log is Log.DIRECTORY_AUDITS and "operation" in fields:
        made = [_by_whom(c, best) for c in made if c.field not in ("category",)]
    return made


def _by_whom(condition: Condition, best: Candidate) -> Condition:
    """Operations that say who did them ("Admin deleted security info"), narrowed by who is said to have done it."""
    if condition.field != "operation":
        return condition
    first = next((i for i, p in enumerate(best.pieces) if p.hit), 0)
    subjects = {n.field for p in best.pieces[:first] if (n := p.get(Noun))}
    own = any(p.text.lower() in ("own", "themselves", "himself", "herself", "myself") for p in best.pieces)
    prefix = "User " if own else "Admin " if "actor" in subjects else ""
    narrowed = tuple(v for v in condition.values if v.startswith(prefix)) if prefix else ()
    twofold = {v.split(" ", 1)[0] for v in condition.values} >= {"User", "Admin"}
    return replace(condition, values=narrowed) if narrowed and twofold else condition


def _story_kinds(condition: Condition) -> tuple[EntityKind, ...]:
    if any("@" in value for value in condition.values):
        return (EntityKind.USER,)
    return (EntityKind.USER, EntityKind.APP, EntityKind.GROUP)


def _any_change(best: Candidate) -> bool:
    """Whether all that is said to have been done is "change", and what was changed is named."""
    words = {p.text.lower() for p in best.pieces if p.hit}
    named = any(c.op is Op.NAMED and c.field in ("app", "group", "role", "target", "policy") for c in best.found.conditions)
    exact = any(p.hit.exact for p in best.pieces if p.hit)
    verbs = words & {"change", "changes", "changed", "modification", "modifications"}
    nouns = {"app", "application", "group", "role", "user", "account", "policy", "the", "to", "in", "of"}
    return named and not exact and bool(verbs) and words - verbs <= nouns


def _finish(
    question: Question,
    best: Candidate,
    marked: Marked,
    notes: Notes,
    now: datetime,
    *,
    follow_up: bool = False,
    unread: Sequence[Piece] | None = None,
) -> Reading:
    left = best.found.unread if unread is None else unread
    stop = [p for p in left if _stops(p, best)]
    if stop:
        shown = ", ".join(f"“{p.text}”" for p in stop[:3])
        return Unclear(
            f"I do not know what {shown} means here. Say it another way, or leave it out.",
            (),
            replace(notes, unread=tuple(p.text for p in left)),
            question,
            "unread",
        )
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
    unused = tuple(p.text for p in (*left, *best.found.ignored))
    return Understood(question, replace(notes, unread=unused), follow_up)


def _stops(piece: Piece, best: Candidate) -> bool:
    """Whether an unread word could be a condition, so that answering without it might answer another question."""
    at = best.pieces.index(piece) if piece in best.pieces else 0
    before = next((p for p in reversed(best.pieces[:at]) if not p.word("filler")), None)
    after_preposition = before is not None and before.word(
        "for", "by", "from", "to", "in", "on", "with", "not", "except"
    )
    digits = any(ch.isdigit() for ch in piece.text) or "@" in piece.text
    return after_preposition or digits or bool(piece.claimed) or (piece.capital and piece.first > 0)


def assumed_range(question: Question, now: datetime) -> TimeRange:
    """No range said: the last 7 days, or all that is kept where an id or "the last N" names the records by itself."""
    ids = {"correlation_id", "request_id", "change", "cycle"}
    if any(c.field in ids for c in question.conditions) or (
        question.measure.kind is Kind.ROWS and question.measure.limit is not None
    ):
        return TimeRange(None, now)
    return TimeRange(now - timedelta(days=ASSUMED_DAYS), now)


__all__ = ["Candidate", "Generic", "Token", "build", "candidate", "mark", "read"]
