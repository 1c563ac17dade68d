"""Answers that are a split: top N, groups, shares, groups over a threshold."""

from __future__ import annotations

from bot.answers.about_numbers import missing_line, threshold_words
from bot.answers.buckets import BUCKETS
from bot.answers.found import Found, comma, group_of, listed, number, percent, sentence
from bot.answers.labels import label
from bot.answers.model import Answer, Group, Series
from bot.answers.sentence import Words, of_words, singular
from bot.answers.split import Part
from bot.answers.tally import to_read
from bot.answers.zero import reasons
from intents.fields import FIELDS

_TOP = 5
_FEW = 3


def top(found: Found) -> Answer:
    """Return the values with the most records; who is left out although it has as many as the last is said."""
    split = found.tally.splits[found.tally.of]
    parts, wanted = split.parts(), found.question.measure.limit or _TOP
    if found.question.measure.oldest_first:
        parts = sorted(parts, key=lambda part: (part.count, part.key.casefold()))
    if split.of and split.of[0] in BUCKETS:
        parts = sorted(parts, key=lambda part: -part.count)
    best = parts[:wanted]
    if not best:
        return _empty(found, "top")
    groups = tuple(group_of(part, split.of) for part in best)
    plural = " and ".join(of_words(found.question))
    things = found.words.things(2)
    few = len(best) < wanted
    said = f"{'All' if few else 'Top'} {len(best)} {plural}"
    if len(best) == 1:
        said = f"{'The only' if few else 'Top'} {singular(split.of[0])}"
    first = f"{groups[0].label} ({groups[0].count:,})"
    return Answer(
        kind="top",
        headline=f"{said} by {things}{comma(found.words.when())}: {first}{' first' if len(best) > 1 else ''}",
        lines=tuple(line for line in (_ties(parts, wanted), _lower(found), missing_line(found)) if line),
        rows=found.rows(),
        groups=groups,
        ids=found.tally.ids(),
        count=found.count,
        values=tuple(group.key for group in groups),
    )


def _ties(parts: list[Part], wanted: int) -> str:
    if len(parts) <= wanted or not wanted:
        return ""
    last = parts[wanted - 1].count
    left = sum(1 for part in parts[wanted:] if part.count == last)
    return f"{left:,} more {'has' if left == 1 else 'have'} {last:,} too" if left else ""


def _lower(found: Found) -> str:
    if found.report.complete:
        return ""
    return "Not everything was read: the numbers are lower bounds and the order may change"


def group(found: Found) -> Answer:
    """Return every value with its number of records; with percentages of all records where a share was asked for."""
    split, measure = found.tally.splits[found.tally.of], found.question.measure
    parts = split.parts()
    if not parts:
        return _empty(found, "group")
    other = FIELDS[measure.threshold.of].plural if measure.threshold and measure.threshold.of else ""
    total = found.tally.events if found.tally.family else found.tally.rows
    groups = tuple(group_of(part, split.of, total=total if measure.share else None, other=other) for part in parts)
    timed = split.of[0] in BUCKETS and len(split.of) == 1
    ids = found.tally.ids()
    return Answer(
        kind="group",
        headline=_headline(found, groups, total),
        lines=tuple(line for line in (_hours(split.of), _lower(found), missing_line(found)) if line),
        rows=found.rows() if measure.threshold is None else (),
        groups=groups,
        series=(Series(split.of[0], tuple((g.label, g.count) for g in groups)),) if timed else (),
        ids=ids,
        count=total if measure.threshold is None else len(ids),
        values=tuple(g.key for g in groups),
    )


def _headline(found: Found, groups: tuple[Group, ...], total: int) -> str:
    measure, of = found.question.measure, found.tally.splits[found.tally.of].of
    when = comma(found.words.when())
    names = " and ".join(of_words(found.question)) if len(groups) != 1 else " and ".join(singular(n) for n in of)
    if len(of) > 1:
        names = "combination" if len(groups) == 1 else "combinations"
    many = f"{number(len(groups), least=found.least)} {names}"
    if measure.threshold is not None:
        return sentence(f"{many} {threshold_words(found)}{when}")
    if measure.share:
        return _share(found, groups, total) + when
    amount = f"{number(total, least=found.least)} {found.words.things(total)}"
    return sentence(f"{amount} by {' and '.join(singular(n) for n in of)}{when}: {many}")


def _share(found: Found, groups: tuple[Group, ...], total: int) -> str:
    """The share that was asked for ("what share failed"); every share, of few; the largest, of many."""
    of = found.tally.splits[found.tally.of].of
    whole = f"{number(total, least=found.least)} {Words(to_read(found.question)).things(total)}"
    wanted = {value.casefold() for name in of for c in found.question.where(name) for value in c.values}
    asked = [group for group in groups if group.key.casefold() in wanted]
    shown = asked or [group for group in groups if group.key != "interrupted"][:_FEW]
    told = [f"{percent(group.count, total)} {group.label} ({group.count:,})" for group in shown]
    if wanted and not asked:
        told = [f"None {listed([label(of[0], value) for value in sorted(wanted)], 'or')}"]
    return sentence(f"{listed(told)} of {whole}")


def _hours(of: tuple[str, ...]) -> str:
    return "Hours of the day, all days together" if "hour_of_day" in of else ""


def _empty(found: Found, kind: str) -> Answer:
    """Nothing to split: no records, none that have the field, or no group over the threshold."""
    names = " and ".join(of_words(found.question))
    when = comma(found.words.when())
    if found.tally.rows and found.question.measure.threshold is not None:
        headline = f"No {names} {threshold_words(found)}{when}"
        return Answer(kind, headline, lines=(_lower(found),) if not found.report.complete else ())
    if found.tally.rows:
        headline = f"{found.tally.rows:,} {found.words.things(found.tally.rows)}{when}, none of which names {names}"
        return Answer(kind, headline, rows=found.rows(), ids=found.tally.ids(), count=found.count)
    return Answer(kind, sentence(f"no {found.words.things(0)}{when}"), lines=reasons(found))
