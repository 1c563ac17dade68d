"""Answers that are one number: how many records or events, how many different values."""

from __future__ import annotations

from bot.answers.about_rows import why
from bot.answers.found import Found, comma, group_of, interrupts, number, results, sentence
from bot.answers.model import Answer
from bot.answers.sentence import of_words, plural, singular
from bot.answers.times import at
from bot.answers.zero import reasons
from intents.model import Log


def count(found: Found) -> Answer:
    """Return how many records match; the steps of one password reset or role activation are one event."""
    events, rows = found.count, found.tally.rows
    least = found.least
    folded = f" ({rows:,} rows)" if events != rows else ""
    asked = found.question.where("outcome")
    ended = interrupts(found.tally.outcomes, whole=rows) if asked else ""
    headline = f"{number(events, least=least)} {found.words.things(events)}{folded}{comma(found.words.when())}{ended}"
    if found.question.measure.yes_no:
        headline = f"{'Yes' if events else 'No'}: {headline}"
    if not events:
        return Answer("count", sentence(headline), lines=reasons(found))
    latest = f"The latest: {at(found.tally.latest, found.zone, now=found.now)}"
    detail = "" if asked else sentence(results(found.tally.outcomes))
    return Answer(
        kind="count",
        headline=sentence(headline),
        lines=tuple(line for line in (detail, why(found), latest) if line),
        rows=found.rows(),
        ids=found.tally.ids(),
        count=events,
    )


def distinct(found: Found) -> Answer:
    """Return how many different values there are, with the values, those with most records first."""
    split = found.tally.splits[found.tally.of]
    parts, of = split.parts(), split.of
    groups = tuple(group_of(part, of) for part in parts)
    what = " and ".join(of_words(found.question)) if len(groups) != 1 else " and ".join(singular(n) for n in of)
    if found.question.logs == (Log.SIGN_INS,) and of == ("person",) and len(groups) == 1:
        what = "user"
    things = found.words.things(found.tally.rows)
    many = f"{number(len(groups), least=found.least)} {'different ' if len(groups) > 1 else ''}{what}"
    read = f"{number(found.tally.rows, least=found.least)} {things}{comma(found.words.when())}"
    headline = f"{many} in {read}" if groups else f"no {what}: {read}"
    if found.question.measure.threshold is not None:
        headline = f"{many} {threshold_words(found)}{comma(found.words.when())}"
    return Answer(
        kind="distinct_count",
        headline=sentence(headline),
        lines=(missing_line(found),) if groups and split.missing else () if groups else reasons(found),
        rows=found.rows(),
        groups=groups,
        ids=found.tally.ids(),
        count=len(groups),
        values=tuple(group.key for group in groups),
    )


def threshold_words(found: Found) -> str:
    """Return "with at least 10 failed sign-ins", "with at least 3 different users in failed sign-ins"."""
    bound = found.question.measure.threshold
    if bound is None:
        return ""
    low = f"at least {bound.at_least:,}" if bound.at_least is not None else ""
    high = f"at most {bound.at_most:,}" if bound.at_most is not None else ""
    what = f"different {plural(bound.of, found.question)} in " if bound.of else ""
    return f"with {' and '.join(word for word in (low, high) if word)} {what}{found.words.things(2)}"


def missing_line(found: Found) -> str:
    """Return how many records have no value for what was split by."""
    split = found.tally.splits[found.tally.of]
    if not split.missing:
        return ""
    name = " and ".join(singular(n) for n in split.of)
    return f"{split.missing:,} more {'record names' if split.missing == 1 else 'records name'} no {name}"
