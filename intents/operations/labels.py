"""Verbs, objects and prepositions of an utterance, each at its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from intents.operations.function_words import (
    BE,
    CONTRACTED,
    DO,
    GET,
    HAVE,
    JOINERS,
    NEGATIONS,
    PARTED,
    PARTICLES,
    PREPOSITIONS,
    SIGN_IN_ONE,
    SIGN_IN_TWO,
    STOP,
    TAKEN,
    TAKES,
    THE_WHOLE,
    WH,
)
from intents.operations.lexicon import Form, object_phrases, verb_forms

REACH = 9
"""How many tokens may stand between a verb and its object or container."""

MOST_TOKENS = 600
"""Where reading stops, however the words were glued together."""

_EDITS = frozenset("change changes edit edits modification modifications".split())
_MAKES = frozenset("made make makes".split())
_ALTERNATIVE = frozenset({"or"})
_LONGEST_PHRASE = 6
_PARTS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, said at tokens `start` to `end`."""

    name: str
    form: Form
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Noun:
    """An object concept, said at tokens `start` to `end`; `prep` is the preposition that governs it, if any."""

    name: str
    start: int
    end: int
    prep: str = ""
    longer: tuple[tuple[int, int], ...] = ()
    """Spans of longer readings that hold this one ("group" in "group members")."""
    named: bool = False
    """An unknown word stands right before it, so that it may be the end of a name ("VPN Users")."""


class Labelled:
    """The tokens of one utterance and what is known of them. Hyphenated words count as several tokens."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.tokens: list[str] = []
        self.origin: list[int] = []
        for index, word in enumerate(words):
            for part in _PARTS.findall(word) if not word.isalnum() else (word,):
                self.tokens.append(part.casefold())
                self.origin.append(index)
            if len(self.tokens) > MOST_TOKENS:
                break
        self.verbs: list[Verb] = self._verbs()
        self._done_at: dict[int, list[Verb]] = {}
        for verb in self.verbs:
            if verb.form in (Form.PAST, Form.GERUND) and verb.name != "NEW":
                self._done_at.setdefault(verb.start, []).append(verb)
        self._busy = frozenset(
            i
            for v in self.verbs
            if (v.form in (Form.PAST, Form.GERUND) and v.name != "NEW") or v.end - v.start > 1
            for i in range(v.start, v.end)
        )
        self.nouns: list[Noun] = self._nouns()
        self._starts = [n.start for n in self.nouns]
        self._start_set = frozenset(self._starts)

    def _verbs(self) -> list[Verb]:
        forms, tokens = verb_forms(), self.tokens
        found: list[Verb] = []
        for at, token in enumerate(tokens):
            longest = 0
            for words, name, form in forms.get(token, ()):
                if len(words) < longest:
                    break
                if len(words) == 1 or tuple(tokens[at : at + len(words)]) == words:
                    longest = len(words)
                    found.append(Verb(name, form, at, at + len(words)))
        hidden = {i for v in found for i in range(v.start + 1, v.end)}
        nouns = {(v.name, v.start) for v in found if v.form is Form.NOUN}
        done = {v.start for v in found if v.form is Form.PAST and v.start not in hidden}
        whole = [
            v
            for v in found
            if v.start not in hidden
            and not (tokens[v.start] in _MAKES and self._of_changes(v.start))
            and not (tokens[v.end - 1] in GET and v.end in done)  # "did bob get disabled": it only helps
            and not (v.form is Form.BASE and (v.name, v.start) in nouns and self._is_rather_noun(v))
        ]
        return self._split_particles(whole)

    def _of_changes(self, at: int) -> bool:
        """ "Changes were made to bob", "what changes did bob make": the verb says nothing beside its object."""
        ahead = self.tokens[at + 1 : at + 5]
        edits = next((i for i, t in enumerate(ahead) if t in _EDITS), len(ahead))  # "made the most changes"
        quantified = edits < len(ahead) and all(t in STOP for t in ahead[:edits])
        return quantified or any(t in _EDITS for t in self.tokens[max(0, at - 4) : at])

    def _is_rather_noun(self, verb: Verb) -> bool:
        """ "Consents by judy", "password resets": what is also a noun is a verb only after "did", "to" or "who"."""
        before = self.tokens[max(0, verb.start - 6) : verb.start]
        if not self.tokens[verb.start].endswith("s") and any(t in DO for t in before):
            return False  # "did anyone other than trent change policies"
        return not any(t in DO or t in ("to", "who") for t in before[-4:])

    def _split_particles(self, found: list[Verb]) -> list[Verb]:
        """Adds "turned X off", "switch X on", "turned X into": the particle stands apart from its verb."""
        for at, token in enumerate(self.tokens):
            if token not in PARTED:
                continue
            for far in range(at + 2, min(at + 7, len(self.tokens))):
                name = (TAKEN if token in TAKES else PARTICLES).get(self.tokens[far])
                if name:
                    found.append(Verb(name, PARTED[token], at, at + 1))
                    break
        return found

    def _nouns(self) -> list[Noun]:
        phrases, tokens = object_phrases(), self.tokens
        spans: dict[int, list[tuple[int, str]]] = {}
        for at, token in enumerate(tokens):
            for words, name in phrases.get(token, ()):
                if len(words) == 1 or tuple(tokens[at : at + len(words)]) == words:
                    spans.setdefault(at, []).append((at + len(words), name))
        found: list[Noun] = []
        for start, rows in spans.items():
            around = [(s, e) for s in range(max(0, start - _LONGEST_PHRASE), start + 1) for e, _ in spans.get(s, ())]
            prep = self.preposition(start)
            for end, name in rows:
                longer = tuple({(s, e) for s, e in around if e >= end and e - s > end - start})
                found.append(Noun(name, start, end, prep, longer, start > 0 and self._unknown(start - 1)))
        return found

    def near(self, verb: Verb) -> list[Noun]:
        """The objects that could belong to a verb."""
        low = bisect_left(self._starts, verb.start - REACH - _LONGEST_PHRASE)
        return self.nouns[low : bisect_right(self._starts, verb.end + REACH)]

    def done(self, low: int, high: int) -> list[Verb]:
        """Participles and gerunds that begin between two tokens."""
        return [v for at in range(low, high) for v in self._done_at.get(at, ())]

    def _unknown(self, at: int) -> bool:
        token = self.tokens[at]
        return token not in STOP and token not in object_phrases() and token not in verb_forms()

    def is_modifier(self, noun: Noun, verb: Verb | None) -> bool:
        """The next token is the head of the same phrase ("helpdesk admins | group")."""
        return noun.end in self._start_set and not (verb is not None and verb.start <= noun.end < verb.end)

    def preposition(self, at: int) -> str:
        """The preposition before the noun phrase that holds token `at`; empty when there is none close by."""
        for back in range(at - 1, max(at - 7, -1), -1):
            token = self.tokens[back]
            if token in ("what", "which") and back == at - 1:
                continue
            if token in _ALTERNATIVE and at - back <= 2 and back and self.tokens[back - 1] in object_phrases():
                continue  # "to a group or a user": both are governed by "to"
            if token in JOINERS and at - back <= 2 and back and self._unknown(back - 1):
                continue  # "to finance or sales groups"
            if back in self._busy or token in BE or token in DO or token in WH or token in HAVE or token in JOINERS:
                return ""
            if token in PREPOSITIONS:
                return self._governing(back)
        return ""

    def _governing(self, at: int) -> str:
        """ "of" after a quantity or a verbal noun binds nothing: "creation of users", "number of groups"."""
        if self.tokens[at] == "of" and at:
            before = self.tokens[at - 1]
            if (before != "out" and before in STOP) or any(
                v.form in (Form.NOUN, Form.GERUND) and v.end == at for v in self.verbs
            ):
                return ""
        return self.tokens[at]

    @cached_property
    def sign_in_tokens(self) -> frozenset[int]:
        """Where the utterance speaks of signing in."""
        found: set[int] = set()
        for at, token in enumerate(self.tokens):
            if token in SIGN_IN_ONE:
                found.add(at)
            if at + 1 < len(self.tokens) and self.tokens[at + 1] in SIGN_IN_TWO.get(token, ()):
                found.update((at, at + 1))
        return frozenset(found)

    @cached_property
    def _labelled(self) -> frozenset[int]:
        spans = [range(v.start, v.end) for v in self.verbs] + [range(n.start, n.end) for n in self.nouns]
        return frozenset(i for span in spans for i in span)

    def is_name(self, at: int) -> bool:
        """Token `at` could be (part of) the name of somebody or something."""
        if not 0 <= at < len(self.tokens):
            return False
        token = self.tokens[at]
        return token not in STOP and token not in THE_WHOLE and at not in self._labelled and not token.isdigit()

    def is_negated(self, verb: Verb) -> bool:
        """ "Not registered", "never reset", "did not change": asked is the opposite, which no record shows."""
        tokens, at = self.tokens, verb.start - 1
        while at >= 0 and tokens[at] in ("been", "be", "yet", "t", "have"):
            at -= 1
        return at >= 0 and (
            tokens[at] in NEGATIONS
            or tokens[at] in CONTRACTED
            or (tokens[at] + "t" in CONTRACTED and tokens[at + 1] == "t")
        )

    def is_denied(self, words: Sequence[int]) -> bool:
        """One of these words is a verb that is negated."""
        return any(self.origin[v.start] in words and self.is_negated(v) for v in self.verbs)

    def word_indices(self, spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
        """Token spans as indices of the words that were given."""
        return tuple(sorted({self.origin[i] for start, end in spans for i in range(start, end)}))
