"""One utterance, answered: read, look up names, read the logs, build the answer. The arrows of the design, joined.

Chat, terminal and JSON lines all come through here; nothing here knows which of them is asking.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.asking import Asked, Keep, Reading, Remembered, Source, Surroundings, Watch
from bot.naming import refield, resolve
from bot.problems import Problem
from bot.report import Report, Sink
from bot.stints import Stint, begin
from intents.model import Declined, Kind, Measure, Notes, Question, Unclear

if TYPE_CHECKING:
    from bot.answers.model import Answer

log = logging.getLogger("watchbook.answering")


@dataclass(slots=True)
class _Turn:
    around: Surroundings
    notes: list[str] = field(default_factory=list)
    watch: Watch | None = None
    shown: int | None = None
    refines: Question | None = None


async def answer(
    utterance: str,
    around: Surroundings,
    source: Source,
    *,
    before: Remembered | None = None,
    keep: Keep | None = None,
) -> Answer:
    """The answer to one utterance. Never raises: a problem is an answer too, and a bug becomes one with a reference.

    before: what `keep` was given in the turn before, of this caller in this conversation.
    """
    asked = await understand(utterance, around, before=before, keep=keep)
    return await find(asked, around, source, keep=keep) if isinstance(asked, Asked) else asked


async def understand(
    utterance: str, around: Surroundings, *, before: Remembered | None = None, keep: Keep | None = None
) -> Asked | Answer:
    """The question of an utterance, or the answer that needs no logs: a question back, a refusal, help. Never raises.

    No name is looked up and nothing is read. What an unclear utterance said so far is kept; a question is not yet.
    """
    try:
        return await _understand(utterance, around, before, keep)
    except Exception:
        reference = uuid.uuid4().hex[:8]
        log.exception("bug %s", reference)
        return _bug(reference)


async def find(
    asked: Asked, around: Surroundings, source: Source, *, keep: Keep | None = None, watch: Watch | None = None
) -> Answer:
    """The answer to a question, read with the source's identity. Never raises, as `answer`."""
    from bot.answers import talk

    turn = _Turn(around, list(asked.notes), watch, asked.shown, asked.refines)
    try:
        if keep is not None:
            await keep(Remembered(asked.question))
        resolved = await _resolve(asked.question, turn, source, keep)
        if not isinstance(resolved, Question):
            return resolved
        if keep is not None:
            await keep(Remembered(resolved))
        return await _read_logs(resolved, turn, source)
    except Problem as problem:
        return talk.problem(problem)
    except Exception:
        reference = uuid.uuid4().hex[:8]
        log.exception("bug %s", reference)
        return _bug(reference)


async def read_into(
    asked: Asked, around: Surroundings, source: Source, make: Callable[[Question], Sink]
) -> Report | Answer:
    """Read all records of a question into the sink that `make` makes for it, once its names are looked up.

    Returns how the reading went, or the answer that says why there was none. Never raises, as `answer`.
    """
    from bot.answers import talk

    turn = _Turn(around, list(asked.notes))
    try:
        resolved = await _resolve(asked.question, turn, source, None)
        if not isinstance(resolved, Question):
            return resolved
        return await _read(resolved, make(resolved), source, turn)
    except Problem as problem:
        return talk.problem(problem)
    except Exception:
        reference = uuid.uuid4().hex[:8]
        log.exception("bug %s", reference)
        return _bug(reference)


def _bug(reference: str) -> Answer:
    from bot.answers import talk

    return talk.problem(Problem("bug", reference=reference))


async def _understand(
    utterance: str, around: Surroundings, before: Remembered | None, keep: Keep | None
) -> Asked | Answer:
    import intents
    from bot.answers import talk

    chosen = _chosen(utterance, before)
    if chosen is not None:
        return Asked(chosen)
    reading = intents.read(
        utterance, now=around.now, locale=around.locale, previous=before.question if before else None
    )
    if isinstance(reading, Declined):
        return talk.refuse(reading)
    if isinstance(reading, Unclear):
        if reading.partial is not None and keep is not None:
            await keep(Remembered(_ranged(reading.partial, around.now)))
        return talk.clarify(reading)
    refines = before.question if before is not None and reading.follow_up else None
    return Asked(reading.question, tuple(notes_of(reading.notes)), refines)


def _ranged(question: Question, now: datetime) -> Question:
    from intents.ranges import assumed_range

    return question if question.range is not None else replace(question, range=assumed_range(question, now))


def notes_of(notes: Notes) -> list[str]:
    """What the receipt says about how the words were read."""
    said = [f"Read “{r.typed}” as “{r.read_as}”." for r in notes.repairs]
    if notes.unread:
        said.append("Not used: " + ", ".join(f"“{w}”" for w in notes.unread) + ".")
    return said


def _chosen(utterance: str, before: Remembered | None) -> Question | None:
    """The question before with the name that this utterance chooses among several; None when it chooses none."""
    from bot.directory import choose

    if before is None or before.pending is None:
        return None
    said = _folded(utterance)
    words = set(said.split())
    choices = before.pending.choices
    exact = [
        c
        for c in choices
        if said in {_folded(t) for t in (c.text, c.entity.name, c.entity.upn, c.entity.upn.partition("@")[0])}
    ]
    partial = [
        c
        for c in choices
        if words and words <= set(_folded(f"{c.text} {c.entity.name} {c.entity.detail} {c.entity.upn}").split())
    ]
    found = exact or partial
    return choose(before.pending, found[0]) if len(found) == 1 else None


def _folded(text: str) -> str:
    from intents.text import fold

    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


async def _resolve(question: Question, turn: _Turn, source: Source, keep: Keep | None) -> Question | Answer:
    from bot.answers import talk
    from bot.directory import Ask, Nobody

    outcome = await resolve(question, source.directory, now=turn.around.now, asker=turn.around.asker)
    if isinstance(outcome, Ask):
        if keep is not None:
            await keep(Remembered(outcome.question, outcome))
        choices = tuple(c.text for c in outcome.choices)
        return talk.clarify(Unclear(outcome.sentence, choices, partial=outcome.question, reason="which"))
    if isinstance(outcome, Nobody):
        if keep is not None and turn.refines is not None:
            await keep(Remembered(turn.refines))  # what is asked next refines that, not what found nobody
        told = (outcome.sentence, *outcome.notes, "Check the spelling, or give the whole name or address.")
        sentence = " ".join(told)
        return talk.clarify(Unclear(sentence, (), partial=question, reason="which"))
    turn.notes += outcome.notes
    return await _role_assignable(refield(outcome.question), turn, source)


async def _role_assignable(question: Question, turn: _Turn, source: Source) -> Question:
    """ "Admin group access" also means groups that may hold a role; only the directory knows which these are."""
    if not any(c.field == "admin_access" and len(c.values) == 1 for c in question.conditions):
        return question
    try:
        rows, whole = await source.client.list_json(
            "/v1.0/groups",
            {"$filter": "isAssignableToRole eq true", "$select": "id,displayName", "$top": "999"},
            most_pages=3,
        )
    except Problem as problem:
        turn.notes.append(
            "Role-assignable groups could not be listed, so only groups whose name says admin and roles are meant"
            f" ({problem.sentence})"
        )
        return question
    if not whole:
        turn.notes.append("There are more role-assignable groups than were looked at.")
    ids = tuple(str(row["id"]).lower() for row in rows if row.get("id"))
    names = ", ".join(str(row.get("displayName")) for row in rows[:5])
    turn.notes.append(
        "Admin access: directory roles, groups whose name says admin"
        + (f", and the role-assignable groups {names}." if ids else ".")
    )
    widened = (replace(c, values=(*c.values, *ids)) if c.field == "admin_access" else c for c in question.conditions)
    return replace(question, conditions=tuple(widened))


async def _read_logs(question: Question, turn: _Turn, source: Source) -> Answer:
    from bot.answers.build import build, build_compare
    from bot.answers.rows import drawing
    from bot.answers.tally import Tally, to_read
    from bot.recent import settled

    around = turn.around
    if question.measure.kind is Kind.COMPARE:
        sides = []
        for name, side in compared(question) if question.range and question.range.start else ():
            tally = Tally(side, zone=around.zone)
            sides.append((name, tally, await _read(side, tally, source, turn)))
        return build_compare(question, sides[0], sides[1], zone=around.zone, notes=tuple(turn.notes), now=around.now)
    recent, key = source.recent, _key(question, turn, source)
    known = recent.get(key) if recent is not None else None
    if known is not None:
        return known
    began = recent.now() if recent is not None else 0.0
    tally = Tally(question, zone=around.zone, shown=turn.shown, draw=drawing(around.zone, around.now))

    def built(report: Report) -> Answer:
        return build(question, tally, report, zone=around.zone, notes=tuple(turn.notes), now=around.now)

    report = await _read(to_read(question), tally, source, turn, built)
    found = built(report)
    if (
        found.count
        or question.range is None
        or question.range.said
        or question.range.start is None
        or question.measure.kind is Kind.STORY
    ):
        if recent is not None and settled(question, around.now, source.limits.retention_days):
            recent.put(key, found, report, began)
        return found
    return await _wider(question, found, turn, source)


def _key(question: Question, turn: _Turn, source: Source) -> Hashable:
    """All that an answer depends on besides the records; the date, for it says "today" and "yesterday"."""
    around = turn.around
    day = around.now.date()
    return source.client.identity, question, str(around.zone), day, tuple(turn.notes), turn.shown


async def _read(
    question: Question,
    sink: Sink,
    source: Source,
    turn: _Turn,
    built: Callable[[Report], Answer] | None = None,
) -> Report:
    """Read the logs into the sink; `built` makes an answer of what the sink holds, at any time."""
    from bot.graph import read

    reading = read.Reading(
        question,
        source.client,
        sink,
        now=turn.around.now,
        limits=source.limits,
        capabilities=source.capabilities,
    )
    if turn.watch is not None:
        so_far = None if built is None else lambda: built(reading.snapshot())
        turn.watch(Reading(reading.stop, lambda: reading.progress, so_far))
    report = await reading.run()
    await begin(Stint.ANSWER)
    return report


async def _wider(question: Question, found: Answer, turn: _Turn, source: Source) -> Answer:
    """Nothing in the assumed 7 days: says when the last one was, if what is kept holds one."""
    from bot.answers.tally import Tally
    from bot.answers.times import at

    assert question.range is not None
    last = replace(question, measure=Measure(Kind.ROWS, limit=1), range=replace(question.range, start=None))
    tally = Tally(last, zone=turn.around.zone)
    try:
        await _read(last, tally, source, turn)
    except Problem:
        return found
    if tally.latest is None:
        return found
    when = at(tally.latest, turn.around.zone, now=turn.around.now)
    line = f"The last one before that was {when}; ask with a longer time (“in the last 30 days”) to see it."
    return replace(found, lines=(line, *found.lines))


def compared(question: Question) -> tuple[tuple[str, Question], tuple[str, Question]]:
    """The two questions of a comparison, each with its name: over its range, and over the other one."""
    from intents.compare import before

    asked = question.range
    assert asked is not None
    other = question.compared or before(asked)
    return (asked.said or "in the last 7 days", question), (other.said, replace(question, range=other))
