"""Curated families against a labelled utterance: which verb is said of which object."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from intents.operations.families import FAMILIES, Family
from intents.operations.function_words import BE, DO, HAVE, JOINERS, STOP
from intents.operations.hit import OperationHit
from intents.operations.labels import REACH, Labelled, Noun, Verb
from intents.operations.verbs import Form

_CONTAINER = frozenset(["to", "into", "onto", "in", "inside", "within", "from", "of", "on", "out"])
_MEANS = frozenset(["through", "via", "in", "using", "with", "for", "from", "on"])
_OPEN_CONTAINER = frozenset(["to", "into", "onto", "from"])
_SUBJECT_IS_TARGET = frozenset({"JOIN", "LEAVE", "GET", "BECOME"})
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


def _fits(said: Labelled, verb: Verb) -> list[_Fit]:
    rows = _by_verb().get(verb.name)
    lacking = verb.form is Form.NOUN and said.tokens[verb.end : verb.end + 1] in _LACKING
    if not rows or lacking or said.is_negated(verb):
        return []
    nouns = [n for n in said.near(verb) if _usable(said, n, verb)]
    directs = [n for n in nouns if _is_direct(n, verb) and _reachable(said, verb, n)]
    within = [
        n
        for n in said.near(verb)
        if verb.form in (Form.NOUN, Form.BASE) and n.start <= verb.start and verb.end <= n.end and n.end - n.start > 1
    ]
    if within:  # "role assignments": the verb is part of a name, and can be said only of the rest of that name
        directs = [n for n in directs if any(w.start <= n.start and n.end <= w.end for w in within)]
    passive = _is_passive(said, verb)
    bare = _has_bare_object(said, verb, passive)
    best: list[_Fit] = []
    for family, concepts, containers in rows:
        into = _container(said, verb, nouns, containers) if containers else None
        open_into = "?" in containers and _open_container(said, verb)
        if containers and into is None and not open_into:
            continue
        for noun in directs:
            if noun.name in concepts and noun is not into and not _overlap(noun, into):
                best.append(_fit(said, family, verb, noun, into, passive))
        if not within and (
            ("*" in concepts and (containers or bare)) or ("." in concepts and not directs and _needs_no_object(said, verb))
        ):
            best.append(
                _fit(said, family, verb, None, into, passive, 0.15 if any(n is not into for n in directs) else 0.0)
            )
    return [replace(fit, score=fit.score - 0.1) for fit in best] if within else best


def _fit(
    said: Labelled,
    family: Family,
    verb: Verb,
    noun: Noun | None,
    into: Noun | None,
    passive: bool,
    penalty: float = 0.0,
) -> _Fit:
    score = family.weight - penalty + (0.05 if into else 0.0)
    if verb.name == "NEW":
        score -= 0.2
    if noun is not None:
        gap = noun.start - verb.end if noun.start >= verb.end else verb.start - noun.end
        score += 0.03 * (noun.end - noun.start) - 0.008 * gap
        if noun.prep == "for":
            score -= 0.1
        passive = _passive_with(said, verb, noun, passive)
        if verb.form is Form.PAST and noun.start == verb.end and _adjectival(said, verb):
            score -= 0.3 if verb.name == "DISABLE" or _verb_follows(said, noun) else 0.05
    if verb.name in _SUBJECT_IS_TARGET:
        passive = True
    return _Fit(family, verb, noun, into, score + 0.01 * (verb.end - verb.start), passive)


def _nouns_alone(said: Labelled) -> list[_Fit]:
    found = []
    for family, concepts, _ in _by_verb().get("-", ()):
        for noun in said.nouns:
            if (
                noun.name in concepts
                and _stands_alone(said, noun)
                and not noun.longer
                and not said.is_modifier(noun, None)
            ):
                found.append(
                    _Fit(family, None, noun, None, family.weight - 0.1 + 0.03 * (noun.end - noun.start), False)
                )
    return found


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


def _is_direct(noun: Noun, verb: Verb) -> bool:
    if verb.form is Form.NOUN and verb.name == "UPDATE" and noun.prep in ("to", "of", "on", "in"):
        return True
    if verb.name == "REGISTER" and verb.form is not Form.NOUN and noun.prep in ("in", "into", "on"):
        return True
    return noun.prep in ("", "as", "for", "per", "with", "about", "regarding", "at")


def _reachable(said: Labelled, verb: Verb, noun: Noun) -> bool:
    low, high = (verb.end, noun.start) if noun.start >= verb.end else (noun.end, verb.start)
    if high - low > REACH:
        return False
    if noun.start < verb.start and verb.form is Form.BASE and not any(t in DO for t in said.tokens[: verb.start]):
        return verb.name == "RESET"
    return all(_coordinated(said, other, verb) for other in said.done(low, high))


def _coordinated(said: Labelled, one: Verb, other: Verb) -> bool:
    """Only "and", "or" stand between: "created or deleted groups"."""
    low, high = (one.end, other.start) if one.end <= other.start else (other.end, one.start)
    return all(t in JOINERS for t in said.tokens[low:high]) if high > low else True


def _container(said: Labelled, verb: Verb, nouns: list[Noun], wanted: frozenset[str]) -> Noun | None:
    best: Noun | None = None
    for noun in nouns:
        if noun.name not in wanted:
            continue
        preps = _MEANS if noun.name in ("PIM", "STAGED_ROLLOUT") or noun.name.startswith("ROLE") else _CONTAINER
        after = noun.start >= verb.end and noun.start - verb.end <= REACH and noun.prep in preps | _CONTAINER
        if (after or _asked_for(said, verb, noun)) and (best is None or noun.end - noun.start > best.end - best.start):
            best = noun
    return best


def _asked_for(said: Labelled, verb: Verb, noun: Noun) -> bool:
    """ "Which groups was bob added to": the container is asked for and its preposition is left behind."""
    tokens = said.tokens
    if (
        noun.start >= verb.start
        or noun.prep
        or not any(t in ("which", "what") for t in tokens[max(0, noun.start - 3) : noun.start])
    ):
        return False
    for at in range(verb.end, min(verb.end + 4, len(tokens))):
        if tokens[at] in _OPEN_CONTAINER:
            return not said.is_name(at + 1) and (at + 1 >= len(tokens) or tokens[at + 1] not in ("the", "a", "an"))
    return False


def _open_container(said: Labelled, verb: Verb) -> bool:
    """A bare name stands after "to", "into" or "from"."""
    tokens = said.tokens
    if (
        tokens[-1] in _OPEN_CONTAINER
        and len(tokens) - verb.end <= 4
        and any(t in ("what", "which") for t in tokens[: verb.start])
    ):
        return True
    for at in range(verb.end, min(verb.end + 6, len(tokens) - 1)):
        if tokens[at] in _OPEN_CONTAINER:
            after = at + 2 if tokens[at + 1] in ("the", "our", "my", "an", "a") else at + 1
            if said.is_name(after) or any(
                n.start == after and n.name in ("USER", "ADMIN", "MEMBER", "OWNER") for n in said.nouns
            ):
                return True
    return False


def _has_bare_object(said: Labelled, verb: Verb, passive: bool) -> bool:
    if verb.form is Form.NOUN:
        return any(t == "by" for t in said.tokens[verb.end : verb.end + 1])
    if said.is_name(verb.end):
        return True
    if said.tokens[verb.end : verb.end + 1] in (["themselves"], ["himself"], ["herself"]):
        return True
    before = said.tokens[max(0, verb.start - 4) : verb.start]
    if verb.form is Form.BASE:
        return any(t in DO for t in before) and said.is_name(verb.start - 1)
    return passive and (
        said.is_name(verb.start - 1)
        or any(said.is_name(i) for i in range(max(0, verb.start - 3), verb.start))
        or "who" in before
    )


def _needs_no_object(said: Labelled, verb: Verb) -> bool:
    """ "Resets today", "elevations", "who consented"."""
    if verb.form is Form.NOUN:
        return said.tokens[verb.start].endswith("s")
    return verb.form is Form.PAST and "who" in said.tokens[max(0, verb.start - 3) : verb.start]


def _is_passive(said: Labelled, verb: Verb) -> bool:
    if verb.form is not Form.PAST:
        return False
    before = said.tokens[max(0, verb.start - 5) : verb.start]
    if any(t in BE for t in before):
        return not any(t in DO for t in before)
    if any(t in HAVE for t in before):
        return False
    return said.tokens[verb.end : verb.end + 1] == ["by"]


def _passive_with(said: Labelled, verb: Verb, noun: Noun, passive: bool) -> bool:
    """ "Users deleted", "passwords that were reset": the object stands before its participle."""
    if passive or verb.form is not Form.PAST or noun.start >= verb.start:
        return passive
    between = said.tokens[noun.end : verb.start]
    return (
        not any(t in HAVE or t in DO for t in between)
        and "who" not in between
        and not any(said.is_name(i) for i in range(noun.end, verb.start))
    )


def _adjectival(said: Labelled, verb: Verb) -> bool:
    before = said.tokens[verb.start - 1] if verb.start else ""
    return before not in ("who", "that") and (not before or before in STOP) and before not in BE | HAVE


def _verb_follows(said: Labelled, noun: Noun) -> bool:
    """ "Deleted users were restored": the first participle only describes."""
    after = said.tokens[noun.end : noun.end + 2]
    return any(t in BE for t in after) and any(
        v.form is Form.PAST and noun.end < v.start <= noun.end + 3 for v in said.verbs
    )


def _overlap(one: Noun, other: Noun | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


def _chosen(said: Labelled, fits: list[_Fit]) -> list[OperationHit]:
    hits: list[OperationHit] = []
    taken: list[tuple[_Fit, set[int], set[int]]] = []
    for fit in fits:
        verb = set(range(fit.verb.start, fit.verb.end)) if fit.verb else set()
        spans = [s for n in (fit.noun, fit.into) if n is not None for s in range(n.start, n.end)]
        nouns = set(spans)
        clash = [i for i, (_, v, n) in enumerate(taken) if v & verb or n & verb or v & nouns or (n & nouns)]
        if not clash:
            taken.append((fit, verb, nouns))
            hits.append(_hit(said, fit))
            continue
        first = taken[clash[0]][0]
        if (
            len(clash) == 1
            and fit.verb
            and first.verb
            and not (taken[clash[0]][1] & verb)
            and first.noun == fit.noun
            and _coordinated(said, first.verb, fit.verb)
        ):
            hits[clash[0]] = _merged(hits[clash[0]], _hit(said, fit))
            taken[clash[0]] = (first, taken[clash[0]][1] | verb, nouns)
    return hits


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
    for noun in (fit.noun, fit.into):
        if noun is not None:
            spans.append(_shown(said, noun))
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
    if noun.name != "ROLE_NAME":
        return noun.start, noun.end
    return (noun.end - 1, noun.end) if said.tokens[noun.end - 1] in ("role", "roles") else (noun.start, noun.start)


def _said_as_noun(said: Labelled, fit: _Fit) -> bool:
    """ "bob's password reset": "reset" right after its object and no auxiliary is the noun."""
    verb, noun = fit.verb, fit.noun
    if verb is None or noun is None or verb.name not in ("RESET", "UNLOCK") or noun.end != verb.start:
        return False
    return verb.form is Form.NOUN or not any(t in BE for t in said.tokens[max(0, verb.start - 5) : verb.start])
