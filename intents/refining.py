"""What a fragment changes in the question before: its conditions and its measure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intents import operations
from intents.counting import bounds
from intents.fields import FIELDS
from intents.label import Marked
from intents.model import Condition, EntityKind, Kind, Log, Measure, Op, Question, Threshold
from intents.sight import fields_of
from intents.vocabulary.terms import Cond, Cue, Noun

if TYPE_CHECKING:
    from intents.candidates import Candidate

PEOPLE = ("person", "actor", "target", "target_any", "identity")
"""Fields that hold people, in one place of the sentence or another."""


def with_conditions(question: Question, own: Candidate, hanging: str) -> Question:
    """The question with the fragment's conditions; words of a time that hangs on the question before are none."""
    words = hanging.split()
    made = [_align(c, question) for c in own.found.conditions if c.said.lower() not in words]
    other = _counterpart(question, own)
    if other is not None:
        return replace(question, conditions=tuple(other if c.field == "operation" else c for c in question.conditions))
    if not made and not own.found.me and not own.found.others:
        return question
    if own.found.me or own.found.others:
        made.append(Condition("person", Op.NAMED, ("me",), not own.found.me, "me", (EntityKind.USER,)))
    kept = list(question.conditions)
    if own.pieces and own.pieces[0].text.lower() in ("also", "plus"):
        made = [_added(c, kept) for c in made]
    for condition in made:
        kept = [c for c in kept if not _replaces(condition, c)]
        kept.append(condition)
    return replace(question, conditions=tuple(kept))


_OPPOSITE = {
    "removed": "Remove",
    "taken": "Remove",
    "deleted": "Delete",
    "added": "Add",
    "created": "Add",
    "disabled": "Disable",
    "enabled": "Enable",
}
_PREPOSITION = {"Remove": (" to ", " from "), "Add": (" from ", " to ")}


def _counterpart(question: Question, own: Candidate) -> Condition | None:
    """ "and removed?" after "who was added to the group": the operation the other way round, where the log has it."""
    verbs = [p.text.lower() for p in own.pieces if p.text.lower() in _OPPOSITE]
    content = [p for p in own.pieces if p.kind != "punct" and not p.word("and", "filler")]
    before = question.where("operation")
    if len(verbs) != 1 or len(content) > 2 or not before:
        return None
    verb = _OPPOSITE[verbs[0]]
    old, new = _PREPOSITION.get(verb, ("", ""))
    turned = []
    for name in before[0].values:
        candidate = f"{verb} {name.partition(' ')[2]}".replace(old, new) if old else f"{verb} {name.partition(' ')[2]}"
        words = [w.strip("()-") for w in candidate.lower().split() if w.strip("()-")]
        turned += [o for hit in operations.find(words) if hit.exact for o in hit.operations if o == candidate]
    return replace(before[0], values=tuple(dict.fromkeys(turned)), said=verbs[0]) if turned else None


def _align(condition: Condition, previous: Question) -> Condition:
    """A bare name takes the place that a name had before: "and bob?" after "what did alice do" is another actor."""
    if condition.op is not Op.NAMED or condition.field not in (*PEOPLE, "app"):
        return condition
    before = [c for c in previous.conditions if c.op is Op.NAMED and c.field in PEOPLE]
    if not before and EntityKind.APP in condition.kinds:
        return replace(condition, newer=True)
    if before and condition.field in PEOPLE:
        return replace(condition, field=before[0].field, kinds=before[0].kinds or condition.kinds)
    return condition


def _replaces(new: Condition, old: Condition) -> bool:
    turned = _covers(new, old) if new.negated else _same_values(new, old)
    if new.field == old.field and (new.negated == old.negated or turned):
        return True
    if {new.field, old.field} <= {"outcome", "error_code"} and not new.negated:
        return True
    return (
        {new.field, old.field} <= set(PEOPLE)
        and not new.negated
        and not old.negated
        and new.field != "target"
        and old.field != "target"
    )


def _added(new: Condition, kept: list[Condition]) -> Condition:
    """ "Also Spain" after "from France": one or the other."""
    old = next((c for c in kept if c.field == new.field and c.op is new.op and not c.negated), None)
    if old is None or new.negated or new.op is Op.NAMED:
        return new
    return replace(new, values=tuple(dict.fromkeys(old.values + new.values)), said=f"{old.said}, {new.said}")


def _covers(new: Condition, old: Condition) -> bool:
    """ "Not iPhones" after "only mobile" leaves the rest of it."""
    return {v.casefold() for v in old.values} <= {v.casefold() for v in new.values}


def _same_values(new: Condition, old: Condition) -> bool:
    """ "Not from Norway" after "only from Norway" turns it round."""
    return bool({v.casefold() for v in new.values} & {v.casefold() for v in old.values})


def with_measure(question: Question, own: Candidate, marked: Marked) -> Question:
    """The question with the measure that the fragment asks for; its own when it asks for none."""
    measure, before = own.measure, question.measure
    split = _split_further(question, own)
    if split is not None:
        return replace(question, measure=split)
    status = next((p for p in own.pieces if (n := p.get(Noun)) and n.field in ("outcome",)), None)
    whoever = any(isinstance(e, Cue) and e.name == "any" for p in own.pieces for e in p.effects)
    asks_ok = (
        not whoever
        and any((c := p.get(Cond)) and c.field == "outcome" for p in own.pieces)
        and marked.text.lower().lstrip().startswith(("were", "was", "are", "is", "did"))
    )
    if status is not None or asks_ok:
        field = "error_code" if question.logs[0] is Log.SIGN_INS else "outcome"
        conditions = tuple(c for c in question.conditions if c.field != "outcome") if asks_ok else question.conditions
        return replace(question, measure=Measure(Kind.GROUP, (field,)), conditions=conditions)
    cues = {c.name for p in own.pieces for c in p.effects if isinstance(c, Cue)}
    if measure.kind is Kind.ROWS and measure.limit is None:
        if _which_ones(own):
            listed = Measure(Kind.GROUP, before.of) if before.kind is Kind.DISTINCT else Measure()
            return replace(question, measure=listed)
        if cues == {"when"} and before.kind is not Kind.ROWS:
            return replace(question, measure=Measure())
        if "who" in cues or "by-whom" in cues:
            field = "actor" if question.logs[0] is Log.DIRECTORY_AUDITS else "person"
            return replace(question, measure=Measure(Kind.GROUP, (field,)))
        if measure.why:
            return replace(question, measure=replace(question.measure, why=True))
        shows = any(p.word("show") for p in own.pieces) and question.measure.kind is not Kind.ROWS
        return replace(question, measure=measure) if shows else question
    if measure.kind is Kind.COMPARE and not measure.of and before.kind in (Kind.GROUP, Kind.TOP, Kind.COMPARE):
        measure = replace(measure, of=tuple(f for f in before.of if f in FIELDS))  # what rose and fell of the split
    if measure.kind is Kind.COUNT and before.kind is Kind.GROUP and len(before.of) == 1 and _counts_them(own):
        return replace(question, measure=Measure(Kind.DISTINCT, before.of))
    return replace(question, measure=measure)


def _counts_them(own: Candidate) -> bool:
    """ "How many is that", "how many are there", after a list of people or apps: how many of them."""
    content = [p for p in own.pieces if p.kind != "punct" and not p.word("filler", "these", "pronoun")]
    return len(content) == 1 and content[0].text.lower() == "how many"


def _split_further(question: Question, own: Candidate) -> Measure | None:
    """ "And country", "top 3", "more than 5" after a split: another part, a limit or a bound of the same split."""
    before = question.measure
    if before.kind not in (Kind.GROUP, Kind.TOP) or not before.of:
        return None
    content = [p for p in own.pieces if p.kind != "punct" and not p.word("filler", "show")]
    nouns = [n for p in content if (n := p.get(Noun)) and not p.get(Cond)]
    joined = bool(content) and content[0].word("and") and len(nouns) == len(content) - 1
    if joined and nouns:
        of = tuple(dict.fromkeys((*before.of, *(f for n in nouns for f in fields_of(n, own.log)))))
        return replace(before, of=of)
    cues = [c.name for p in content for c in p.effects if isinstance(c, Cue)]
    numbers = [p.number for p in content if p.kind == "number"]
    if not numbers and cues == ["top"] and own.pieces[-1].text.lower() in ("one", "1"):
        return replace(before, kind=Kind.TOP, limit=1, threshold=None)
    if before.kind is Kind.TOP and len(numbers) == len(content) == 1 and numbers[0]:
        content[0].used = True
        return replace(before, limit=numbers[0])  # "make it 10"
    if len(numbers) != 1 or numbers[0] < 1 or len(cues) != 1 or len(content) != 2:
        return None
    for p in content:
        p.used = True
    if cues[0] == "top":
        return replace(before, kind=Kind.TOP, limit=numbers[0], threshold=None)
    sort, text = cues[0], " ".join(p.text for p in content)
    if sort not in ("at-least", "at-most"):
        return None
    low, high = bounds(sort, content[0].text.lower(), numbers[0])
    return replace(before, kind=Kind.GROUP, limit=None, threshold=Threshold(low, high, said=text))


def _which_ones(own: Candidate) -> bool:
    """ "Which ones", "who were they", "list them": what was counted, itself."""
    content = [p.text.lower() for p in own.pieces if p.kind != "punct"]
    return " ".join(content) in _LISTED


_LISTED = frozenset(
    f"{ask} {what}".strip()
    for ask in ("which", "list", "show", "show me", "name", "who are", "who were", "what are", "what were")
    for what in ("ones", "ones are they", "them", "those", "they", "")
    if ask != "name" or what
)
