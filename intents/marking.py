"""What does not depend on the log: words in front that only say who wants to know, dates, names by writing,
operations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from intents import dates, lexicon, names, operations, spelling
from intents.label import Marked
from intents.model import Log
from intents.operations import vocabulary as operation_words
from intents.text import Kind, Token, tokenise
from intents.vocabulary.terms import Cue, Word

DATE = "today"
"""Stands for the words of the date where operations are looked for."""

UNKNOWN = "unknownname"
"""Stands for the words of names and dates where operations are looked for."""

LIGHT_VERBS = frozenset({"performed", "conducted", "executed", "undertaken", "effected", "processed"})
"""Verbs that say no more than "made" ("password resets performed in the directory")."""

_COUNTERS = frozenset({"total", "volume", "sum", "tally", "quantity"})

_ENDINGS = frozenset(
    (
        "failure failures error errors success successes share percentage percent proportion ratio rate rates fraction "
        "trend breakdown spike spikes rise increase"
    ).split()
)
"""What is said of operations as a whole, where the words for the operations are governed by it."""

_OWNED = frozenset({"password", "passwords", "mfa", "account", "accounts", "licence", "license"})

_AUXILIARIES = frozenset(
    (
        "is are was were be been being am do does did done has have had get gets got by not no never who whom "
        "which what"
    ).split()
)

_REASON = re.compile(
    r"^\s*(?:(?:hi|hello|hey)\W+)?(?:my|our|the)\s+(?:\w+\s+){1,2}(?:wants?|needs?|asks?|asked|is asking|would like)"
    r"(?:\s+(?:to\s+know|me\s+to\s+find|us\s+to\s+find|for))?\b",
    re.IGNORECASE,
)
"""Who wants to know it ("our CISO wants the number of ...")."""

_GREETING = re.compile(
    r"^\s*(?:(?:good\s+)?(?:morning|afternoon|evening)|hi|hiya|hello|hey|yo)(?:\s+(?:all|team|everyone|folks|there|bot))?"
    r"\s*[!,.:;-]+(?=\s*\S)",
    re.IGNORECASE,
)

_DOMAIN = re.compile(r"(?<![\w\\])[A-Za-z][\w.-]{1,30}\\(?=\w)")
"""The domain before an account as Windows writes it."""
_TITLE = re.compile(
    r"(?:(?<=\bfor )|(?<=\bdid )|(?<=\bhas )|(?<=\bof )|(?<=\bby )|(?<=\bis ))(?:mr|mrs|ms|dr|prof)\b\.? (?=\w)",
    re.IGNORECASE,
)
"""What stands before a name and is no part of it."""

_EXPORT = re.compile(
    r"^\s*(?:(?:please|pls|can you|could you|i need|i want|we need)\s+)*(?:an?\s+|the\s+)?export\s+"
    r"(?:(?:of|the|all|me|a|an|every)\b\s*)*(?=(?:\w+\s+){0,2}(?:sign|log|audit|role|password|group|user|directory))",
    re.IGNORECASE,
)
"""How a list is asked for that is to be kept ("an export of failed audit events")."""

CORRECTION = re.compile(
    r"^\s*(?:(?:no|nope|sorry|oops|hmm|hm|ah|wait|actually|rather|ok|okay|i mean|i meant|i mean to say|make (?:that|it)"
    r"|change (?:that|it) to|let's say|correction|not that)\b[\s,.:;-]*){1,5}(?=\S)",
    re.IGNORECASE,
)
"""What corrects the question before: "no, i meant last month", "make that yesterday"."""

_FIRST_NAMES = frozenset({"april", "may", "june", "august", "january", "summer", "dawn", "eve", "friday", "sunday"})

_PARTICLES = frozenset({"in", "on", "into", "onto", "to", "from"})

_PARTICLE_VERBS = frozenset(
    "sign signs signed signing log logs logged logging get gets got getting signin login logon came come coming".split()
)
_MOVED = frozenset({"removed", "added", "deleted", "assigned", "taken"})
"""Verbs whose "from" or "to" stays behind: "which groups was bob removed from this month"."""


_UP_TO = re.compile(
    r"\b(what(?:\s+(?:was|is|were|are|has|have)|'s)\s+(?:[^\s,]+\s+){1,4}?(?:been\s+)?)up to\b(?!\s+\d)", re.IGNORECASE
)
""" "What was dana up to": there "up to" is no end of a time."""


_REASON_SAID = re.compile(
    r"\b((?:reason|error|error message|failure reason|message|status)(?:\s+(?:is|was|says|said|of|being)|\s*[:=])?\s*)"
    r"\"([^\"\n]{2,80})\"",
    re.IGNORECASE,
)
"""What stands in quotes behind "reason" is no name: "the reason is "account disabled""."""


def without_preamble(text: str) -> str:
    """The text with greetings and who wants to know it blanked out ("our CISO wants the number of ...")."""
    text = _DOMAIN.sub(lambda found: " " * len(found.group()), text)
    text = _REASON_SAID.sub(lambda found: f"{found[1]} {found[2]} ", text)
    text = _UP_TO.sub(lambda found: f"{found[1]}doing", text)
    text = _TITLE.sub(lambda found: " " * len(found.group()), text)
    for front in (_GREETING, _REASON, _EXPORT):
        found = front.match(text)
        text = " " * found.end() + text[found.end() :] if found else text
    return text


def mark(text: str, *, now: datetime, locale: str | None) -> tuple[Marked, list[dates.Found]]:
    """Everything in a text that does not depend on the log: tokens, dates, literals, names by writing, operations."""
    tokens = tokenise(text)
    lows = [t.low for t in tokens]
    taken = tuple((t.start, t.end) for t in tokens if t.kind in (Kind.GUID, Kind.IP, Kind.EMAIL, Kind.QUOTED))
    found = [_verb_particles(f, text, tokens) for f in dates.find_all(text, now=now, locale=locale, taken=taken)]
    found = [_open_ended(f, text, now) for f in found if not _first_name(f, text, tokens)]
    spans = tuple(span for f in found for span in f.spans)
    dated = frozenset(i for i, t in enumerate(tokens) if any(s < t.end and t.start < e for s, e in spans))
    claimed = names.claim(tokens, lows, dated, operations.find(lows))
    inside = dated | {i for n in claimed for i in range(n.first, n.last + 1)}
    masked = (DATE if i in dated else UNKNOWN if i in inside else low for i, low in enumerate(lows))
    leaving_out = "leave" in lows and "out" in lows  # "leave bob out" excludes him, nobody left a group
    words = ["the" if leaving_out and low == "leave" else _plain(low) for low in masked]
    for i, low in enumerate(lows[:-1]):
        if low in _ENDINGS and words[i + 1] in ("of", "in", "with"):  # "errors in password resets": all the resets
            words[i : i + 2] = ("number", "of")
        if low == "and" and lows[i + 1] in ("by", "when", "why"):
            words[i] = DATE  # "when was bob disabled and by whom": a second question joins nothing to be done
        if low in ("her", "his", "their") and lows[i + 1] in _OWNED:
            words[i] = "the"  # whose it is the condition says
        if low == "made" and lows[i + 1] in _MADE and _ended(tokens, dated, i + 2):
            words[i] = DATE  # "changes to policies and who made them": what was made is said before
        if low == "give" and lows[i + 1] in ("me", "us"):
            words[i] = "the"  # asks to be shown something; nobody is given a role
    hits = operations.find(words)
    return Marked(text, tokens, lows, spans, tuple(claimed), tuple(hits)), found


_MADE = frozenset("it them that this those these".split())


def _ended(tokens: Sequence[Token], dated: frozenset[int], at: int) -> bool:
    """Whether nothing follows but a time or a sign."""
    return all(i in dated or tokens[i].kind is Kind.PUNCT for i in range(at, len(tokens)))


def _plain(low: str) -> str:
    """A word as operations are looked for: empty ones out of the way, counters and light verbs in their plain form."""
    if low in LIGHT_VERBS:
        return "made"
    if low in _COUNTERS:
        return "number"
    return "the" if low in _empty_words() else low


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


_SINCE = re.compile(r"\bsince\b(?:\s+[\w']+){1,5}\s*$", re.IGNORECASE)


def _open_ended(found: dates.Found, text: str, now: datetime) -> dates.Found:
    """ "from 2 March" begins there and goes on, and so does "since its launch on 24 Feb": both are read as since."""
    start = found.range.start
    if (
        start is None
        or found.range.end >= now
        or len(found.spans) != 1
        or found.range.end - start > timedelta(days=1, hours=1)
    ):
        return found
    said = text[found.spans[0][0] : found.spans[0][1]]
    from_date = (
        said.lower().startswith("from ") and any(ch.isdigit() for ch in said) and start.hour == start.minute == 0
    )
    if not from_date and not _SINCE.search(text[: found.spans[0][0]]):
        return found
    day = replace(found.range, alternatives=(), note="that day alone")
    return replace(found, range=replace(found.range, end=now, alternatives=(day,)))


def without_asides(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with clauses blanked out that hold nothing of any log ("busy day?"), and those clauses.

    Only when another clause holds something: records, a condition, an operation, a noun.
    """
    clauses = [(m.start(), m.end()) for m in _CLAUSE.finditer(text)]
    if len(clauses) < 2:
        return text, ()
    telling = [_telling(text[a:b]) for a, b in clauses]
    if not any(telling) or all(telling):
        return text, ()
    blanked, left = text, []
    for (a, b), tells in zip(clauses, telling, strict=True):
        if not tells:
            blanked = blanked[:a] + " " * (b - a) + blanked[b:]
            left.append(text[a:b].strip(" ?!.;:,-"))
    return blanked, tuple(part for part in left if part)


_CLAUSE = re.compile(r"[^?!;\n]+[?!;\n]*|[?!;\n]+")


def _telling(clause: str) -> bool:
    tokens = tokenise(clause)
    lows = [t.low for t in tokens]
    if any(t.kind not in (Kind.WORD, Kind.PUNCT) or t.possessive or (t.capital and i) for i, t in enumerate(tokens)):
        return True
    if operations.find(lows):
        return True
    nothing = [False] * len(lows)
    for log in Log:
        for at in range(len(lows)):
            term = lexicon.lookup(log, lows, at, nothing)
            if term and any(not isinstance(e, (Word, Cue)) for e in term[1]):
                return True
    return any(low in dates.WORDS and low not in ("day", "days", "week", "time") for low in lows)


def _first_name(found: dates.Found, text: str, tokens: Sequence[Token]) -> bool:
    """Whether a "month" is somebody: "the story of june sakai", an unknown word behind it and no "in" before it."""
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
    if after is None or (words[-1].low == "sunday" and not (after.capital and words[-1].capital)):
        return False
    return after.kind is Kind.WORD and after.low not in spelling.known()


def _verb_particles(found: dates.Found, text: str, tokens: Sequence[Token]) -> dates.Found:
    """The range without words that belong to the verb before it ("did bob sign in | yesterday")."""
    spans = []
    for start, end in found.spans:
        at = next((i for i, t in enumerate(tokens) if t.start >= start), len(tokens))
        stranded = at and tokens[at - 1].low in _MOVED and tokens[0].low in ("which", "what")
        stranded = stranded and " to " not in text[start:end]
        if at and at < len(tokens) and tokens[at].text == "AT" and tokens[at - 1].low in ("or", "and", ","):
            start = tokens[at + 1].start if at + 1 < len(tokens) else start  # "from DE or AT before noon"
        if at and (tokens[at - 1].low in _PARTICLE_VERBS or stranded):
            while at < len(tokens) and tokens[at].low in _PARTICLES and tokens[at].end < end:
                at += 1
            start = tokens[at].start if at < len(tokens) else start
        spans.append((start, end))
    if tuple(spans) == found.spans:
        return found
    said = " ".join(text[start:end] for start, end in spans)
    return replace(found, spans=tuple(spans), range=replace(found.range, said=said))
