"""A candidate becomes a question: conditions that others make needless, wrong or clearer are settled here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.candidates import Candidate
from intents.label import Marked
from intents.measures import sight_of
from intents.model import Condition, EntityKind, Kind, Log, Measure, Op, Question, TimeRange
from intents.sight import split_fields, tells_outcome
from intents.vocabulary.access import ADMIN_ACCESS_GRANTED, ADMIN_ACCESS_REMOVED
from intents.vocabulary.terms import Cue, Noun, Records


def build(best: Candidate, marked: Marked, said: TimeRange | None, logs: tuple[Log, ...]) -> Question:
    """The question of one candidate."""
    made = list(best.found.conditions)
    if best.found.me or best.found.others:
        field = _asker_field(best)
        beside = _beside_me(best)
        me = Condition(field, Op.NAMED, ("me",), not best.found.me, "me", (EntityKind.USER,))
        joined = [i for i, c in enumerate(made) if c.said in beside and c.field == field and c.negated == me.negated]
        for i in joined:  # "sign-ins for me and anna"
            made[i] = replace(made[i], values=(*made[i].values, "me"), said=f"{made[i].said}, me")
        made += [] if joined else [me]
    made = _settle(made, best)
    return Question(
        logs, _measure(best, made), tuple(made), said, utterance=marked.text, beta_kinds=tuple(best.found.sign_in_kinds)
    )


def _beside_me(best: Candidate) -> set[str]:
    """Names that "me" is joined to by "and" or "or"."""
    return {
        name.text
        for left, joint, right in zip(best.pieces, best.pieces[1:], best.pieces[2:], strict=False)
        if joint.word("and", "or") and (left.word("me") or right.word("me"))
        for name in (left, right)
        if name.kind in ("name", "email")
    }


def _measure(best: Candidate, made: Sequence[Condition]) -> Measure:
    """ "Created vs updated", "alice versus bob": what is held against each other is a split of what is one or other."""
    versus = any(p.text.lower() in ("vs", "versus") for p in best.pieces)
    if best.measure.share and best.measure.of == ("outcome",) and not tells_outcome(best.pieces):
        parts = [c.field for c in made if c.field in _PARTS and c.op is Op.EQ and not c.negated]
        return replace(best.measure, of=(parts[-1],)) if parts else best.measure
    several = [c for c in made if len(c.values) > 1 and ", " in c.said and not c.negated]
    sides = [c.field for c in several if len(c.kinds) <= 1]  # "Teams vs Outlook" may be people or apps
    if best.measure.kind is not Kind.COMPARE or not versus or len(sides) != 1:
        return best.measure
    by = split_fields(sight_of(best.pieces, best.log))
    return Measure(Kind.GROUP, tuple(dict.fromkeys((*by, sides[0]))))


_PARTS = frozenset(
    "mfa legacy guest risky risk_level compliant managed country city ca_status provisioning_action object_type".split()
)
"""Fields whose values are a share of all records by themselves ("what share used MFA"), beside the outcome."""


def logs_of(candidates: Sequence[Candidate], best: Candidate) -> tuple[Log, ...]:
    if best.measure.kind is Kind.STORY:
        return tuple(Log)
    if best.log is Log.PROVISIONING:
        words = {v for c in best.found.conditions if c.field == "object_type" for v in c.values}
        words_in = {p.text.lower() for p in best.pieces if p.get(Records)}
        imported = any("import" in word for word in words_in) or bool(words_in & _CAME_IN)
        if imported and "role" in words:
            return (Log.PROVISIONING, Log.DIRECTORY_AUDITS)  # current tenants may log role imports as directory audits
    return (best.log,)


_CAME_IN = frozenset({"came in", "come in", "came over", "came through", "pulled in", "brought in"})


def _asker_field(best: Candidate) -> str:
    """ "my changes" and "did I" are by the asker, "my password was reset" was done to the asker."""
    if best.log is not Log.DIRECTORY_AUDITS:
        return "person"
    hit = next((p.hit for p in best.pieces if p.hit), None)
    owned = any(p.text.lower() in ("my", "mine") for p in best.pieces)
    by_me = any(p.text.lower() in ("i", "myself") for p in best.pieces)
    if any(c.op is Op.NAMED and c.field == "target" for c in best.found.conditions):
        return "actor"  # "my password reset for bob" was done by the asker
    done_to = hit is not None and hit.object is EntityKind.USER and owned and not by_me
    return "target" if done_to else "actor"


def _settle(made: list[Condition], best: Candidate) -> list[Condition]:
    """Conditions that others make needless or wrong: an error code says that it failed; admin access says which
    operations.
    """
    if best.measure.kind is Kind.STORY:
        made = [replace(c, field="person", kinds=_story_kinds(c)) if c.op is Op.NAMED else c for c in made]
    if best.found.absent and best.log is Log.PROVISIONING:
        made = [c for c in made if c.field != "outcome"]  # "was not provisioned": it failed or was skipped
        made.append(Condition("outcome", Op.EQ, ("failure", "skipped"), False, f"not {best.found.absent}"))
    if any(c.op is Op.NAMED and c.kinds[:1] == (EntityKind.APP,) and not c.negated for c in made):
        made = [c for c in made if c.op is not Op.NEWEST]  # "my new app Orbit" is named
    if any(isinstance(e, Cue) and e.name == "everybody" for p in best.pieces for e in p.effects):
        made = [c for c in made if c.negated or c.op is not Op.NAMED or c.field not in ("person", "actor", "identity")]
    made = _reasons(made, best)
    fields = {c.field for c in made}
    failed = any(c.field == "outcome" and c.values == ("failure",) and not c.negated for c in made)
    mfa = next((c for c in made if c.field == "mfa" and c.values == ("true",)), None)
    if failed and mfa is not None:  # "failed MFA", "failures except MFA"; "failures without MFA" are what they say
        made = [c for c in made if c is not mfa and (mfa.negated or c.field != "outcome")]
        whole = " ".join(c.said for c in best.found.conditions if c.field in ("mfa", "outcome"))
        said = mfa.said if mfa.negated else whole
        made.append(Condition("error_code", Op.EQ, ("500121",), mfa.negated, said))
        fields = {c.field for c in made}
    if any(c.field in ("error_code", "ca_blocked_by") and not c.negated for c in made):
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


def _reasons(made: list[Condition], best: Candidate) -> list[Condition]:
    """A split by the reasons of failure is of failures; one by the policy that blocks, of what was blocked."""
    if best.log is not Log.SIGN_INS or any(c.field == "error_code" for c in made):
        return made
    failing = any(c.field == "outcome" and c.values == ("failure",) for c in made)
    nouns = [p.text.lower() for p in best.pieces if (n := p.get(Noun)) and n.field == "error_code"]
    by_reason = any(word in noun for noun in nouns for word in ("reason", "error", "fail", "cause"))
    if by_reason and "error_code" in best.measure.of and not any(c.field == "outcome" for c in made):
        made = [*made, Condition("outcome", Op.EQ, ("failure",), False, nouns[0], implied=True)]
    if best.measure.of[:1] == ("policy",) and failing:
        made = [c for c in made if c.field != "outcome"]
        made.append(Condition("ca_status", Op.EQ, ("failure",), False, "blocked", implied=True))
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
    selfservice = tuple(v for v in condition.values if "self-service" in v)
    resets = all("reset" in v.lower() for v in condition.values)  # changing a password is one's own act anyway
    if own and resets and selfservice and len(selfservice) < len(condition.values):
        return replace(condition, values=selfservice)
    twofold = {v.split(" ", 1)[0] for v in condition.values} >= {"User", "Admin"}
    return replace(condition, values=narrowed) if narrowed and twofold else condition


def _story_kinds(condition: Condition) -> tuple[EntityKind, ...]:
    if any("@" in value for value in condition.values):
        return (EntityKind.USER,)
    return (EntityKind.USER, EntityKind.APP, EntityKind.GROUP)


def _any_change(best: Candidate) -> bool:
    """Whether all that is said to have been done is "change", and what was changed is named."""
    words = {p.text.lower() for p in best.pieces if p.hit}
    named = any(
        c.op is Op.NAMED and c.field in ("app", "group", "role", "target", "policy") for c in best.found.conditions
    )
    exact = any(p.hit.exact for p in best.pieces if p.hit)
    verbs = words & {"change", "changes", "changed", "modification", "modifications"}
    nouns = {"app", "application", "group", "role", "user", "account", "policy", "the", "to", "in", "of"}
    return named and not exact and bool(verbs) and words - verbs <= nouns
