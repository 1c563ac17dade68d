"""A question said back in our own words, made from its parts: what was counted, of whom, when.

`read_as` states every condition, for the receipt. `Words` gives the parts that headlines are made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from bot.answers.buckets import BUCKETS, resolve
from bot.answers.clean import clean
from bot.answers.events import family_asked
from bot.answers.phrases import adjective, said
from bot.answers.tally import to_read
from bot.answers.times import ago, span, zone_name
from intents.fields import FIELDS
from intents.model import SIGN_IN_KINDS, Condition, Kind, Log, Op, Question

NOUNS: Mapping[Log, tuple[str, str]] = {
    Log.SIGN_INS: ("sign-in", "sign-ins"),
    Log.DIRECTORY_AUDITS: ("directory change", "directory changes"),
    Log.PROVISIONING: ("provisioning event", "provisioning events"),
}
_LOG_NAMES: Mapping[Log, str] = {
    Log.SIGN_INS: "sign-in log", Log.DIRECTORY_AUDITS: "audit log", Log.PROVISIONING: "provisioning log",
}  # fmt: skip
_ACTIONS: Mapping[str, tuple[str, str]] = {
    "create": ("creation", "creations"), "update": ("update", "updates"), "delete": ("deletion", "deletions"),
    "disable": ("disabling", "disablings"), "stageddelete": ("soft deletion", "soft deletions"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What a headline is made of."""

    question: Question

    @property
    def log(self) -> Log | None:
        """The only log asked, None when there are several."""
        return self.question.logs[0] if len(self.question.logs) == 1 else None

    def things(self, count: int, *, events: bool = True) -> str:
        """Return what is counted with its conditions, without number or time: "failed sign-ins for Alice Johnson".

        `events`: rows of one password reset are one.
        """
        noun, used = self._noun(count, events=events)
        before = [adjective(c) for c in self.question.conditions]
        after = [
            said(c, self.log)
            for c, word in zip(self.question.conditions, before, strict=True)
            if not word and c not in used
        ]
        return " ".join(part for part in (*before, noun, *after) if part)

    def when(self) -> str:
        """Return the time in a headline, cleaned: "last week"; "in the last 7 days" where none was said."""
        return clean(ago(self.question.range), 60) if self.question.range else ""

    def _noun(self, count: int, *, events: bool) -> tuple[str, tuple[Condition, ...]]:
        """The noun, and the conditions that it already says."""
        many = 0 if count == 1 else 1
        if self.log is None:
            return ("event", "events")[many], ()
        family = family_asked(self.question)
        if family is not None and events:
            return (family.many if many else family.one), tuple(self.question.where("operation"))
        if self.log is Log.PROVISIONING:
            return self._provisioning(many)
        if self.log is Log.DIRECTORY_AUDITS:
            return self._operations(many)
        return " ".join(part for part in (kinds_of(self.question), NOUNS[self.log][many]) if part), ()

    def _operations(self, many: int) -> tuple[str, tuple[Condition, ...]]:
        """One operation names the changes; of several the words that were said, as the receipt spells them out."""
        noun = NOUNS[Log.DIRECTORY_AUDITS][many]
        named = [c for c in self.question.where("operation") if c.op is Op.EQ and not c.negated]
        if len(named) != 1 or not named[0].values:
            return noun, ()
        if len(named[0].values) == 1:
            return f"“{clean(named[0].values[0])}” {'operations' if many else 'operation'}", tuple(named)
        words = clean(named[0].said, 50)
        return noun + (f" (“{words}”)" if " " in words else ""), tuple(named)

    def _provisioning(self, many: int) -> tuple[str, tuple[Condition, ...]]:
        actions = [c for c in self.question.where("provisioning_action") if _plain(c)]
        types = [c for c in self.question.where("object_type") if _plain(c)]
        kind = f"{clean(types[0].values[0], 20)} " if len(types) == 1 else ""
        used = tuple(types) if kind else ()
        if len(actions) == 1 and actions[0].values[0].casefold() in _ACTIONS:
            return kind + _ACTIONS[actions[0].values[0].casefold()][many], (*used, actions[0])
        return f"{kind}provisioning event{'s' if many else ''}", used


def _plain(condition: Condition) -> bool:
    return condition.op is Op.EQ and not condition.negated and len(condition.values) == 1


def of_words(question: Question) -> tuple[str, ...]:
    """Return what the measure splits or counts by, in the plural of people: ("users", "days")."""
    asked = question.range
    names = [resolve(n, asked.start, asked.end) if asked else n for n in question.measure.of]
    return tuple(plural(name, question) for name in names)


def plural(name: str, question: Question) -> str:
    """Return what several values of a field or bucket are called."""
    if name in BUCKETS:
        return BUCKETS[name].plural
    if name == "person":
        return "users" if question.logs == (Log.SIGN_INS,) else "people"
    return FIELDS[name].plural if name in FIELDS else name


def singular(name: str) -> str:
    """Return what one value of a field or bucket is called."""
    if name in BUCKETS:
        return BUCKETS[name].name.replace("_", " ")
    return FIELDS[name].label if name in FIELDS else name


def _measured(question: Question) -> str:
    m, of = question.measure, " and ".join(of_words(question))
    one = " and ".join(singular(name) for name in m.of)
    limit = str(m.limit) if m.limit else ""
    which = "first" if m.oldest_first else "last"
    rows = f"the {which} {'' if m.limit == 1 else f'{limit} '}of the" if m.limit else "the"
    return {
        Kind.ROWS: f"{'whether there are, and which are, ' if m.yes_no else ''}{rows}",
        Kind.COUNT: "the number of",
        Kind.DISTINCT: f"the number of different {of or 'values'} in",
        Kind.TOP: f"the {limit or 'top'} {of} with the most",
        Kind.GROUP: _share(question) if m.share else f"the number by {one} of",
        Kind.TIMELINE: f"the number per {one} of" if m.of else "the pattern over time of",
        Kind.STORY: "in order of time, all",
        Kind.COMPARE: f"compared with the time before, the number {f'by {one} ' if m.of else ''}of",
    }[m.kind]


def _share(question: Question) -> str:
    """ "the share of failed ones among", or of every value when none was named."""
    parts = [c for c in question.conditions if c.field in question.measure.of]
    told = [(adjective(c) and f"{adjective(c)} ones") or f"those {said(c)}" for c in parts]
    one = " and ".join(singular(name) for name in question.measure.of)
    return f"the share of {' and '.join(told)} among" if told else f"the share by {one} of"


def _threshold(question: Question) -> str:
    t = question.measure.threshold
    if t is None:
        return ""
    what = f"different {plural(t.of, question)}" if t.of else "records"
    low = f"at least {t.at_least}" if t.at_least is not None else ""
    high = f"at most {t.at_most}" if t.at_most is not None else ""
    return (
        f", only {' and '.join(of_words(question)) or 'groups'} with {' and '.join(b for b in (low, high) if b)} {what}"
    )


def read_as(question: Question, zone: tzinfo) -> str:
    """Return the whole question in our own words: measure, every condition, names as resolved, the absolute range.

    Times are in `zone`, which is named. Says "assumed" when no time was said. All text is cleaned.
    """
    log = question.logs[0] if len(question.logs) == 1 else None
    name = f"{kinds_of(question)} {NOUNS[log][1]}".strip() if log else ""
    noun = name or "records in the " + " and the ".join(_LOG_NAMES[each] for each in question.logs)
    whole = to_read(question).conditions
    before = [adjective(c) for c in whole]
    after = [said(c, log, full=True) for c, word in zip(whole, before, strict=True) if not word]
    told = " ".join(part for part in (_measured(question), *before, noun, ", ".join(after)) if part)
    why = ", with the reasons" if question.measure.why else ""
    return f"{told[0].upper()}{told[1:]}{_threshold(question)}{why}{_range(question, zone)}."


def kinds_of(question: Question) -> str:
    """Return the kinds of sign-in that were asked for, as they stand before "sign-ins"; empty when nobody said."""
    return " and ".join(SIGN_IN_KINDS.get(kind, clean(kind, 30)) for kind in question.beta_kinds)


def _range(question: Question, zone: tzinfo) -> str:
    if question.range is None:
        return ""
    note = f"; {clean(question.range.note, 120)}" if question.range.note else ""
    how = f"“{clean(question.range.said, 60)}”" if question.range.said else "assumed, as no time was said"
    return f", {span(question.range, zone)} {zone_name(zone, question.range.end)} ({how}{note})"
