"""Curated families against a labelled utterance: which verb is said of which object."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from intents.operations import grammar
from intents.operations.families import FAMILIES, Family
from intents.operations.function_words import BE, JOINERS
from intents.operations.hit import OperationHit
from intents.operations.labels import Labelled, Noun, Verb
from intents.operations.lexicon import Form

_SUBJECT_IS_TARGET = frozenset({"JOIN", "LEAVE", "GET", "LOSE", "BECOME"})
_LACKING = (["required"], ["needed"], ["missing"], ["error"], ["errors"], ["policy"])


@dataclass(frozen=True, slots=True)
class _Fit:
    family: Family
    verb: Verb | None
    noun: Noun | None
    into: Noun | None
    score: float
    passive: bool


@cache
def _by_verb() -> dict[str, list[tuple[Family, frozenset[str], frozenset[str]]]]:
    found: dict[str, list[tuple[Family, frozenset[str], frozenset[str]]]] = {}
    for family in FAMILIES:
        for name in family.verb_classes:
            found.setdefault(name, []).append((family, family.concepts, family.containers))
    return found


def match(said: Labelled) -> list[OperationHit]:
    """Hits of the curated families, best first, none sharing a verb or an object with a better one."""
    fits: list[_Fit] = []
    for verb in said.verbs:
        fits.extend(_fits(said, verb))
    fits.extend(_nouns_alone(said))
    fits.sort(key=lambda f: -f.score)
    return _chosen(said, fits)


@dataclass(frozen=True, slots=True)
class _Scene:
    """One verb with what it could be said of."""

    said: Labelled
    verb: Verb
    nouns: tuple[Noun, ...]
    directs: tuple[Noun, ...]
    """Those of the nouns that can be its object."""
    passive: bool
    bare: bool
    """A bare name is its object."""
    within: bool
    """The verb is part of a noun's name: "role assignments"."""


def _fits(said: Labelled, verb: Verb) -> list[_Fit]:
    lacking = verb.form is Form.NOUN and said.tokens[verb.end : verb.end + 1] in _LACKING
    if verb.name not in _by_verb() or lacking or said.is_negated(verb):
        return []
    scene = _scene(said, verb)
    present = {n.name for n in scene.directs} | {"*", "."}
    rows = (row for row in _by_verb()[verb.name] if not row[1].isdisjoint(present))
    return [fit for row in rows for fit in _row_fits(scene, *row)]


def _scene(said: Labelled, verb: Verb) -> _Scene:
    near = said.near(verb)
    nouns = tuple(n for n in near if _usable(said, n, verb))
    directs = [n for n in nouns if grammar.is_direct(said, n, verb) and grammar.reachable(said, verb, n)]
    nominal = verb.form in (Form.NOUN, Form.BASE)
    within = [n for n in near if nominal and n.start <= verb.start and verb.end <= n.end and n.end - n.start > 1]
    if within:  # it can be said only of the rest of that name
        directs = [n for n in directs if any(w.start <= n.start and n.end <= w.end for w in within)]
    passive = grammar.is_passive(said, verb)
    bare = grammar.has_bare_object(said, verb, passive)
    return _Scene(said, verb, nouns, tuple(directs), passive, bare, bool(within))


def _row_fits(scene: _Scene, family: Family, concepts: frozenset[str], containers: frozenset[str]) -> list[_Fit]:
    said, verb = scene.said, scene.verb
    into = grammar.container(said, verb, scene.nouns, containers) if containers else None
    if containers and into is None and not ("?" in containers and grammar.open_container(said, verb)):
        return []
    objects = [n for n in scene.directs if n.name in concepts and n is not into and not _overlap(n, into)]
    fits = [_fit(scene, family, noun, into) for noun in objects]
    anything = "*" in concepts and (bool(containers) or scene.bare)
    nothing = "." in concepts and not scene.directs and grammar.needs_no_object(said, verb)
    if not scene.within and (anything or nothing):
        fits.append(_fit(scene, family, None, into))
    return fits


def _fit(scene: _Scene, family: Family, noun: Noun | None, into: Noun | None) -> _Fit:
    said, verb, passive = scene.said, scene.verb, scene.passive
    score = family.weight + (0.05 if into else 0.0) + 0.01 * (verb.end - verb.start)
    score -= (0.2 if verb.name == "NEW" else 0.0) + (0.1 if scene.within else 0.0)
    if noun is None:
        objects = {n.name for n in scene.directs if n is not into}
        score -= 0.15 if objects else 0.0
        score -= 0.3 if any(o in c for o in objects for _, c, _ in _by_verb()[verb.name]) else 0.0
    else:
        gap = noun.start - verb.end if noun.start >= verb.end else verb.start - noun.end
        score += 0.03 * (noun.end - noun.start) - 0.008 * gap - (0.1 if noun.prep == "for" else 0.0)
        passive = grammar.passive_with(said, verb, noun, passive)
        if verb.form is Form.PAST and noun.start == verb.end and grammar.adjectival(said, verb):
            score -= 0.3 if verb.name == "DISABLE" or grammar.verb_follows(said, noun) else 0.05
    return _Fit(family, verb, noun, into, score, passive or verb.name in _SUBJECT_IS_TARGET)


def _nouns_alone(said: Labelled) -> list[_Fit]:
    alone = [n for n in said.nouns if not n.longer and not said.is_modifier(n, None) and _stands_alone(said, n)]
    return [
        _Fit(family, None, noun, None, family.weight - 0.1 + 0.03 * (noun.end - noun.start), False)
        for family, concepts, _ in _by_verb().get("-", ())
        for noun in alone
        if noun.name in concepts
    ]


def _stands_alone(said: Labelled, noun: Noun) -> bool:
    """Not governed by "by", "on", "to" ..., and not said to be missing ("consent required")."""
    after = said.tokens[noun.end : noun.end + 1]
    return noun.prep in ("", "of", "for", "about", "regarding", "per", "with") and after not in _LACKING


def _usable(said: Labelled, noun: Noun, verb: Verb) -> bool:
    if noun.prep == "by" or (noun.start < verb.end and verb.start < noun.end):
        return False
    # A shorter reading counts only where the rest of the longer one is the verb: "password | resets".
    hidden = any(not (start < verb.end and verb.start < end) for start, end in noun.longer)
    return not hidden and not said.is_modifier(noun, verb)


def _overlap(one: Noun, other: Noun | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


@dataclass(slots=True)
class _Taken:
    fit: _Fit
    verb: set[int]
    nouns: set[int]


def _chosen(said: Labelled, fits: list[_Fit]) -> list[OperationHit]:
    hits: list[OperationHit] = []
    taken: list[_Taken] = []
    for fit in fits:
        verb = set(range(fit.verb.start, fit.verb.end)) if fit.verb else set()
        nouns = {at for n in (fit.noun, fit.into) if n is not None for at in range(n.start, n.end)}
        clash = [i for i, t in enumerate(taken) if t.verb & (verb | nouns) or t.nouns & (verb | nouns)]
        if not clash:
            taken.append(_Taken(fit, verb, nouns))
            hits.append(_hit(said, fit))
        elif len(clash) == 1 and (
            _shares_object(said, taken[clash[0]], fit, verb)
            or _shares_verb(said, taken[clash[0]], fit, nouns)
            or _shares_container(said, taken[clash[0]], fit)
        ):
            hits[clash[0]] = _merged(hits[clash[0]], _hit(said, fit))
            taken[clash[0]].verb |= verb
            taken[clash[0]].nouns |= nouns
    return hits


def _shares_verb(said: Labelled, taken: _Taken, fit: _Fit, nouns: set[int]) -> bool:
    """ "Who deleted groups or apps": one verb, two objects."""
    one, other = taken.fit.noun, fit.noun
    if taken.fit.verb != fit.verb or one is None or other is None or taken.nouns & nouns:
        return False
    low, high = sorted(((one.start, one.end), (other.start, other.end)))
    return all(t in JOINERS or t in ("the", "a", "an", "any") for t in said.tokens[low[1] : high[0]])


def _shares_container(said: Labelled, taken: _Taken, fit: _Fit) -> bool:
    """ "Licenses assigned to a group or a user": one verb, one object, two that it is given to."""
    one, other = taken.fit.into, fit.into
    if taken.fit.verb != fit.verb or taken.fit.noun != fit.noun or one is None or other is None or one == other:
        return False
    low, high = sorted(((one.start, one.end), (other.start, other.end)))
    between = said.tokens[low[1] : high[0]]
    return low[1] < high[0] and all(t in JOINERS or t in ("the", "a", "an", "any") for t in between)


def _shares_object(said: Labelled, taken: _Taken, fit: _Fit, verb: set[int]) -> bool:
    """ "Created or deleted groups": two verbs, one object."""
    one, other = taken.fit.verb, fit.verb
    if one is None or other is None or taken.verb & verb or taken.fit.noun != fit.noun:
        return False
    return grammar.coordinated(said, one, other)


def _merged(one: OperationHit, other: OperationHit) -> OperationHit:
    return replace(
        one,
        words=tuple(sorted({*one.words, *other.words})),
        operations=tuple(dict.fromkeys((*one.operations, *other.operations))),
        related=tuple(
            r for r in dict.fromkeys((*one.related, *other.related)) if r not in one.operations + other.operations
        ),
    )


def _hit(said: Labelled, fit: _Fit) -> OperationHit:
    spans = [(fit.verb.start, fit.verb.end)] if fit.verb else []
    spans += [_shown(said, noun) for noun in (fit.noun, fit.into) if noun is not None]
    nominal = fit.verb is None or fit.verb.form is Form.NOUN or fit.verb.name == "NEW" or _said_as_noun(said, fit)
    return OperationHit(
        words=said.word_indices([s for s in spans if s[0] < s[1]]),
        operations=fit.family.operations,
        object=fit.family.object,
        container=fit.family.container,
        verb=None if nominal or fit.verb is None else said.origin[fit.verb.start],
        passive=fit.passive and not nominal,
        weight=round(max(0.05, min(0.95, fit.score)), 3),
        related=fit.family.related,
    )


def _shown(said: Labelled, noun: Noun) -> tuple[int, int]:
    """The name of a role is a condition of its own; only the word "role" belongs to the operation."""
    if noun.name not in ("ROLE_NAME", "ROLE_HOLDERS", "POLICY_NAME"):
        return noun.start, noun.end
    return (noun.end - 1, noun.end) if said.tokens[noun.end - 1] in ("role", "roles") else (noun.start, noun.start)


def _said_as_noun(said: Labelled, fit: _Fit) -> bool:
    """ "bob's password reset": "reset" right after its object and no auxiliary is the noun."""
    verb, noun = fit.verb, fit.noun
    if verb is None or noun is None or verb.name not in ("RESET", "UNLOCK") or noun.end != verb.start:
        return False
    if verb.form is Form.PAST and grammar.had_done(said, verb, noun):
        return False
    return verb.form is Form.NOUN or not any(t in BE for t in said.tokens[max(0, verb.start - 5) : verb.start])
