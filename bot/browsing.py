"""Leafing through an answer in its place: another part of it, another order, one record in full, and back.

What was read is kept for ten minutes, for the person who asked alone. Later a press reads again: its data holds the
whole question with its absolute times and resolved names, so page two at 00:01 is still page two of yesterday.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec

from bot.activities import Clock, Incoming, Place, Reply
from bot.answering import find
from bot.asking import Asked, Source, Surroundings
from bot.packing import pack
from bot.problems import Problem
from bot.signing import LONGEST
from bot.sweeping import Sweeper
from intents.model import Condition, Kind, Log, Measure, Question, TimeRange

if TYPE_CHECKING:
    from bot.answers.model import Answer, Row
    from bot.cards.pages import Browse, View

KEPT_SECONDS = 600.0
MOST_ROWS = 10_000
"""Whole records kept, over all people."""
NAMES_WITHIN = 2.0
"""Seconds that a record waits for the names of its ids; without them it is shown with the ids."""
GONE = "The log no longer holds this record, or I may not read it."
LISTS = frozenset({"rows", "story", "group", "distinct_count", "top", "count", "timeline"})

Seal = Callable[[Mapping[str, Any], str, Incoming], dict[str, str]]
"""Signs the data of a button: its value, its verb, and who may press it where."""


@dataclass(frozen=True, slots=True)
class Held:
    """An answer that is kept, and what it is an answer to."""

    asked: Asked
    around: Surroundings
    found: Answer


@dataclass(frozen=True, slots=True)
class Listed:
    """The list that a record is opened from, as far as it is known where its row is pressed."""

    around: Surroundings
    """What the record is shown in."""
    kinds: tuple[str, ...]
    """The kinds of sign-ins that only the beta version of Graph tells."""
    held: Held | None = None
    """Its answer, where that is kept here for whoever presses."""
    page: Mapping[str, Any] | None = None
    """What a button back to it carries; None: nobody here knows what was asked."""


class Shelf:
    """Answers by person and name. Nobody gets another person's."""

    def __init__(self, clock: Clock) -> None:
        """Keep nothing yet; `clock` only goes forward."""
        self._clock = clock
        self._held: OrderedDict[tuple[str, str], tuple[float, Held]] = OrderedDict()
        self._rows = 0
        self._sweeper = Sweeper(self._sweep)

    def put(self, caller_id: str, name: str, held: Held) -> None:
        """Keep an answer, and drop the oldest ones when they are too many."""
        self._sweeper.start()
        self._drop((caller_id, name))
        self._held[caller_id, name] = (self._clock() + KEPT_SECONDS, held)
        self._rows += len(held.found.rows) + 1
        while self._rows > MOST_ROWS and len(self._held) > 1:
            self._drop(next(iter(self._held)))

    def get(self, caller_id: str, name: str) -> Held | None:
        """Return the person's answer of this name, None when there is none or it is gone."""
        self._sweep()
        found = self._held.get((caller_id, name))
        return found[1] if found is not None else None

    def _sweep(self) -> bool:
        now = self._clock()
        for key in [key for key, (ends, _) in self._held.items() if ends <= now]:
            self._drop(key)
        return bool(self._held)

    def _drop(self, key: tuple[str, str]) -> None:
        if key in self._held:
            _, held = self._held.pop(key)
            self._rows -= len(held.found.rows) + 1


class Browsing:
    """Draws answers so that they can be leafed through, and finds what a press asks for."""

    def __init__(self, clock: Clock, seal: Seal) -> None:
        """`seal` signs the data of a button."""
        self._shelf = Shelf(clock)
        self._seal = seal

    def drawn(
        self, asked: Asked, found: Answer, around: Surroundings, incoming: Incoming, view: View | None = None
    ) -> Reply:
        """Return an answer as a card; kept for this person alone, so that their presses on it need no reading."""
        from bot.cards import draw, summary
        from bot.cards.pages import View

        browse = None
        if found.kind in LISTS and found.receipt is not None:
            asked, written = self._whole(asked, found, around, incoming)
            self._shelf.put(incoming.caller.object_id.lower(), _named(written), Held(asked, around, found))
            browse = self._browse(asked, written, found, around, incoming, view or View())
        said = summary(found)
        return Reply(card=draw(found, zone=around.zone, browse=browse), summary=said, smaller=Reply(text=said))

    def held(self, incoming: Incoming, name: str) -> Held | None:
        """Return what is kept under a name for whoever pressed."""
        return self._shelf.get(incoming.caller.object_id.lower(), name)

    def reaches(self, held: Held, view: View) -> bool:
        """Whether what is kept holds this part of the answer."""
        from bot.cards.pages import PAGE, whole

        found = held.found
        return bool(found.groups) or whole(found) or view.offset + PAGE <= len(found.rows)

    def deeper(self, asked: Asked, view: View) -> Asked:
        """Return the question so that a reading anew keeps enough records for this part of its answer."""
        from bot.answers.tally import SHOWN
        from bot.cards.pages import DEEPEST, PAGE

        return replace(asked, shown=DEEPEST) if view.offset + PAGE > SHOWN else asked

    async def record(self, listed: Listed, which: str, incoming: Incoming, source: Source) -> Reply:
        """Return the record of a row that was pressed. `which` is unsigned: it is read with the presser's own rights.

        Raises KeyError for what no version of this bot wrote.
        """
        from bot.answers.details import details
        from bot.cards.record import draw_record

        log, identity = log_of(which), which[1:]
        row = _row(listed.held.found.rows, log, identity) if listed.held is not None else None
        if row is None or row.record is None:
            row = await _again(log, identity, listed.kinds, listed.around, source)
            if row is None:
                return Reply(text=GONE)

        back = self._seal(listed.page, "page", incoming) if listed.page is not None else None
        card = draw_record(details(row, listed.around.zone, await _names(row, source)), back)
        return Reply(card=card, summary=card["speak"])

    def _whole(
        self, asked: Asked, found: Answer, around: Surroundings, incoming: Incoming
    ) -> tuple[Asked, dict[str, Any]]:
        """The question, with its names looked up where that fits into a button, and its card data."""
        if found.question is not None:
            resolved = replace(asked, question=found.question)
            written = payload(resolved, around, None)
            if len(msgspec.json.encode(written)) < LONGEST // 2 or self._fits(written, incoming):
                return resolved, written
        return asked, payload(asked, around, None)

    def _fits(self, written: Mapping[str, Any], incoming: Incoming) -> bool:
        return len(self._seal(written, "page", incoming)["d"]) < LONGEST - 500

    def _browse(
        self,
        asked: Asked,
        written: Mapping[str, Any],
        found: Answer,
        around: Surroundings,
        incoming: Incoming,
        view: View,
    ) -> Browse:
        """`written` is the question as card data, packed once for all buttons."""
        from bot.cards.pages import Browse, View, whole

        question = asked.question
        row: dict[str, Any] = {"j": _named(written)}
        if view != View():
            row["v"] = [view.offset, view.order, view.first]
        if question.beta_kinds:
            row["b"] = list(question.beta_kinds)
        turned = None
        if question.measure.kind in (Kind.ROWS, Kind.STORY) and question.measure.limit is None and not whole(found):
            other = replace(question.measure, oldest_first=not question.measure.oldest_first)
            flipped = replace(asked, question=replace(question, measure=other), shown=None)
            turned = self._seal(payload(flipped, around, View()), "page", incoming)
        save = None
        if incoming.place is Place.PERSONAL:
            save = lambda kind: self._seal({**written, "t": kind}, "save", incoming)  # noqa: E731
        return Browse(
            view,
            self._seal({**written, **_part(view)}, "row", incoming),
            lambda: self._seal(row, "row", incoming),
            lambda part: self._seal({**written, **_part(part)}, "page", incoming),
            turned,
            save,
        )


def payload(asked: Asked, around: Surroundings, view: View | None) -> dict[str, Any]:
    """Return a question, what its words are read in, and the part of its answer that is wanted, as card data.

    "my" stands for whoever asked, whoever presses.
    """
    who = around.asker
    value: dict[str, Any] = {
        "q": pack(asked.question),
        "n": list(asked.notes),
        "z": str(around.zone),
        "l": around.locale or "",
        "a": who.id if who is not None else "",
        "w": who.name if who is not None else "",
    }
    if asked.shown is not None:
        value["m"] = asked.shown
    return value if view is None else {**value, **_part(view)}


def _part(view: View) -> dict[str, Any]:
    return {"v": [view.offset, view.order, view.first]} if view.offset or view.order else {}


def name_of(asked: Asked, around: Surroundings) -> str:
    """Return the name under which the answer to a question is kept."""
    return _named(payload(asked, around, None))


def _named(written: Mapping[str, Any]) -> str:
    return hashlib.sha256(msgspec.json.encode(written, order="sorted")).hexdigest()[:16]


def view_of(data: object) -> View:
    """Return the part that card data names; the first page for None. Raises ValueError for what is no part."""
    from bot.cards.pages import DEEPEST, ORDERS, View

    if data is None:
        return View()
    if not isinstance(data, list) or [type(each) for each in data] != [int, str, int]:
        raise ValueError("not a view")
    offset, order, first = data
    if not 0 <= offset <= DEEPEST or order not in ORDERS or not 0 <= first <= DEEPEST:
        raise ValueError("not a view")
    return View(offset, order, first)


def log_of(which: str) -> Log:
    """Return the log that the first letter of a row's name stands for. Raises KeyError."""
    from bot.cards.pages import ROW_LETTERS

    return {letter: log for log, letter in ROW_LETTERS.items()}[which[:1]]


def _row(rows: Sequence[Row], log: Log, identity: str) -> Row | None:
    from bot.answers.rows.shown import StoredRows

    if isinstance(rows, StoredRows):
        return rows.find(log, identity)
    return next((row for row in rows if row.log is log and row.id == identity), None)


async def _again(log: Log, identity: str, kinds: tuple[str, ...], around: Surroundings, source: Source) -> Row | None:
    """The record by its id, read anew. What cannot be read is not there."""
    condition = Condition("request_id", values=(identity,), said=identity)
    question = Question(
        (log,), Measure(Kind.ROWS, limit=1), (condition,), TimeRange(None, around.now, "at any time"), beta_kinds=kinds
    )
    found = await find(Asked(question), around, source)
    return _row(found.rows, log, identity)


async def _names(row: Row, source: Source) -> Mapping[str, str]:
    from bot.answers.details import unnamed

    assert row.record is not None
    try:
        async with asyncio.timeout(NAMES_WITHIN):
            return await source.directory.names(unnamed(row.record))
    except (Problem, TimeoutError):
        return {}
