"""Who does what to whom: objects and containers of a verb, actor and target."""

from __future__ import annotations

from collections.abc import Sequence

from intents.operations.function_words import BE, DO, GET, HAVE, JOINERS, STOP
from intents.operations.labels import REACH, Labelled, Noun, Verb
from intents.operations.lexicon import Form

_CONTAINER = frozenset(["to", "into", "onto", "in", "inside", "within", "from", "of", "on", "out"])
_MEANS = frozenset(["through", "via", "in", "using", "with", "for", "from", "on"])
_OPEN_CONTAINER = frozenset(["to", "into", "onto", "from"])


def is_direct(said: Labelled, noun: Noun, verb: Verb) -> bool:
    """No preposition makes it something else than the verb's object."""
    if verb.name == "NEW" and noun.prep == "for" and any(v.name != "NEW" for v in said.verbs):
        return False  # "password reset for new hire Ann"
    if verb.form is Form.NOUN and verb.name == "UPDATE" and noun.prep in ("to", "of", "on", "in"):
        return True
    if verb.name == "REGISTER" and verb.form is not Form.NOUN and noun.prep in ("in", "into", "on"):
        return True
    if noun.prep == "for" and noun.name in ("USER", "ADMIN", "MEMBER") and noun.named:
        return False  # "for VPN Users" is a name
    return noun.prep in ("", "as", "for", "per", "with", "about", "regarding", "at")


def reachable(said: Labelled, verb: Verb, noun: Noun) -> bool:
    """Close enough, and no other verb stands between."""
    low, high = (verb.end, noun.start) if noun.start >= verb.end else (noun.end, verb.start)
    far = noun.start - verb.end > (2 if noun.prep else REACH)
    if high - low > REACH or (verb.name == "NEW" and (noun.start < verb.start or far)):
        return False  # "newest failure for each app" is no new app
    if verb.form is Form.NOUN and noun.end == verb.start - 1 and said.tokens[noun.end] in JOINERS:
        return False  # "guest invites and redemptions"
    if noun.start < verb.start and _asks_who(said, noun, verb):
        return False
    if noun.start < verb.start and verb.form is Form.BASE and not any(t in DO for t in said.tokens[: verb.start]):
        return verb.name == "RESET"
    between = said.tokens[low:high]
    if noun.start < verb.start and "who" in between and not any(t in BE for t in between):
        return False
    return all(coordinated(said, other, verb) for other in said.done(low, high))


def _asks_who(said: Labelled, noun: Noun, verb: Verb) -> bool:
    """ "Has anyone changed bob's manager", "did somebody add a member": the subject, and not what it was done to."""
    before = said.tokens[noun.start - 1] if noun.start else ""
    between = said.tokens[noun.end : verb.start]
    helped = before in HAVE or before in DO
    return helped and said.tokens[noun.start] in _SOMEBODY and not any(t in BE or t in HAVE for t in between)


_SOMEBODY = frozenset(["anyone", "anybody", "someone", "somebody"])


def coordinated(said: Labelled, one: Verb, other: Verb) -> bool:
    """Only "and", "or" and verbs of the same form stand between: "created, changed or deleted groups"."""
    low, high = (one.end, other.start) if one.end <= other.start else (other.end, one.start)
    alike = {at for v in said.verbs if v.form is one.form for at in range(v.start, v.end)}
    return all(said.tokens[at] in JOINERS or at in alike for at in range(low, high))


def container(said: Labelled, verb: Verb, nouns: Sequence[Noun], wanted: frozenset[str]) -> Noun | None:
    """The group, role or app that something is put into or taken out of."""
    best: Noun | None = None
    for noun in nouns:
        if noun.name not in wanted:
            continue
        preps = _MEANS if noun.name in ("PIM", "STAGED_ROLLOUT") or noun.name.startswith("ROLE") else _CONTAINER
        after = noun.start >= verb.end and noun.start - verb.end <= REACH and noun.prep in preps | _CONTAINER
        if (after or asked_for(said, verb, noun) or receives(said, verb, noun)) and (best is None or noun.end - noun.start > best.end - best.start):
            best = noun
    return best


def asked_for(said: Labelled, verb: Verb, noun: Noun) -> bool:
    """ "Which groups was bob added to": the container is asked for and its preposition is left behind."""
    tokens = said.tokens
    if (
        noun.start >= verb.start
        or noun.prep
        or not any(t in ("which", "what", "many") for t in tokens[max(0, noun.start - 3) : noun.start])
    ):
        return False
    for at in range(verb.end, min(verb.end + 4, len(tokens))):
        if tokens[at] in _OPEN_CONTAINER:
            return not said.is_name(at + 1) and (at + 1 >= len(tokens) or tokens[at + 1] not in ("the", "a", "an"))
    return False


def receives(said: Labelled, verb: Verb, noun: Noun) -> bool:
    """ "Which groups got new owners": what something is put into is the subject."""
    between = said.tokens[noun.end : verb.start] if verb.name == "NEW" and not noun.prep else []
    return any(t in GET or t == "with" for t in between)


def open_container(said: Labelled, verb: Verb) -> bool:
    """A bare name stands after "to", "into" or "from"."""
    tokens = said.tokens
    if (
        tokens[-1] in _OPEN_CONTAINER
        and len(tokens) - verb.end <= 4
        and any(t in ("what", "which") for t in tokens[: verb.start])
    ):
        return True
    for at in range(verb.end, min(verb.end + 6, len(tokens) - 1)):
        out_of = tokens[at] == "of" and tokens[at - 1] == "out"
        if tokens[at] in _OPEN_CONTAINER or out_of:
            after = at + 2 if tokens[at + 1] in ("the", "our", "my", "an", "a") else at + 1
            if said.is_name(after) or any(
                n.start == after and n.name in ("USER", "ADMIN", "MEMBER", "OWNER") for n in said.nouns
            ):
                return True
    return False


def has_bare_object(said: Labelled, verb: Verb, passive: bool) -> bool:
    """A name that no table knows is what the verb is done to: "who deleted bob", "was bob disabled"."""
    if verb.form is Form.NOUN:
        named = any(n.end == verb.start and n.named for n in said.nouns)  # "tier0-admins adds"
        return verb.name == "ADDITION" and (named or said.is_name(verb.start - 1))
    if said.is_name(verb.end):
        return True
    if said.tokens[verb.end : verb.end + 1] and said.tokens[verb.end] in JOINERS:  # "who joined or left VPN Users"
        return any(v.start == verb.end + 1 and v.form is verb.form and said.is_name(v.end) for v in said.verbs)
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


def needs_no_object(said: Labelled, verb: Verb) -> bool:
    """ "Resets today", "elevations", "who consented"."""
    if verb.form is Form.NOUN:
        return said.tokens[verb.end - 1].endswith("s")
    return verb.form is Form.PAST and "who" in said.tokens[max(0, verb.start - 3) : verb.start]


def is_passive(said: Labelled, verb: Verb) -> bool:
    """By its auxiliary ("was bob added"), or by "by" after it."""
    if verb.form is not Form.PAST:
        return False
    before = said.tokens[max(0, verb.start - 5) : verb.start]
    if before and before[-1] in GET:
        return True
    if any(t in BE for t in before):
        return not any(t in DO for t in before)
    if any(t in HAVE for t in before):
        return False
    return said.tokens[verb.end : verb.end + 1] == ["by"]


def passive_with(said: Labelled, verb: Verb, noun: Noun, passive: bool) -> bool:
    """ "Users deleted", "passwords that were reset": the object stands before its participle."""
    if passive or verb.form is not Form.PAST or noun.start >= verb.start:
        return passive
    if had_done(said, verb, noun):
        return True
    between = said.tokens[noun.end : verb.start]
    return (
        not any(t in HAVE or t in DO for t in between)
        and "who" not in between
        and not any(said.is_name(i) for i in range(noun.end, verb.start))
    )


def had_done(said: Labelled, verb: Verb, noun: Noun) -> bool:
    """"Who had their password reset": the subject had it done to them."""
    return noun.end == verb.start and any(t in HAVE for t in said.tokens[max(0, noun.start - 2) : noun.start])


def adjectival(said: Labelled, verb: Verb) -> bool:
    """The participle only describes the noun after it: "deleted users"."""
    before = said.tokens[verb.start - 1] if verb.start else ""
    return before not in ("who", "that") and (not before or before in STOP) and before not in BE | HAVE


def verb_follows(said: Labelled, noun: Noun) -> bool:
    """ "Deleted users were restored": the first participle only describes."""
    after = said.tokens[noun.end : noun.end + 2]
    return any(t in BE for t in after) and any(
        v.form is Form.PAST and noun.end < v.start <= noun.end + 3 for v in said.verbs
    )
