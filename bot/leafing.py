"""Presses on an answer that is there: another part of it, one record of it, a file of it, for whoever pressed alone.

Who pressed is asked anew each time, though what is shown may be kept: a right may have gone since.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from bot.activities import Incoming, Progress, Reply
from bot.asking import Asked, Source, Surroundings
from bot.browsing import Browsing, Listed, Seal, name_of, payload, view_of
from bot.callers import slow_down
from bot.clock import zone_of
from bot.desk import Desk
from bot.packing import unpack
from bot.saving import Saving
from bot.state import StateKey
from intents.model import Entity, EntityKind, Question

if TYPE_CHECKING:
    from bot.cards.pages import View

UNKNOWN = "I do not know this button. It may come from an older version of me: please ask your question again."
LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button whose data was found to be genuine."""

    incoming: Incoming
    progress: Progress
    value: Mapping[str, Any]
    began: float

    @property
    def caller_id(self) -> str:
        """Who pressed."""
        return self.incoming.caller.object_id.lower()

    @property
    def private_key(self) -> StateKey:
        """Where a presser's own thread of questions is kept: what was resolved there never reaches a shared card."""
        return StateKey(f"{self.incoming.conversation_id}#private", self.incoming.caller.object_id)


class Reader(Protocol):
    """Reads a question anew for a presser, and shows what is there."""

    async def read(self, press: Press, asked: Asked, around: Surroundings, view: View | None = None) -> Reply:
        """Return the answer when it is there soon, else the way to it."""

    def privately(self, reply: Reply, incoming: Incoming, around: Surroundings) -> Reply:
        """Return an answer for its presser: its buttons answer in place."""


class Leafing:
    """Answers the presses on pages, rows and files."""

    def __init__(self, desk: Desk, browsing: Browsing, seal: Seal, reader: Reader) -> None:
        """`reader` reads what is no longer kept."""
        self._desk = desk
        self._browsing = browsing
        self._reader = reader
        self._saving = Saving(desk, seal)

    async def page(self, press: Press) -> Reply:
        """Return another part of an answer: of what is kept where that is enough, else read anew."""
        try:
            asked, around, view = asked_of(press.value, self._desk)
        except (ValueError, KeyError, TypeError):
            return Reply(text=UNKNOWN)
        held = self._browsing.held(press.incoming, name_of(asked, around))
        if held is None or not self._browsing.reaches(held, view):
            return await self._reader.read(press, self._browsing.deeper(asked, view), around, view)

        async def turn(_: Source) -> Reply:
            drawn = self._browsing.drawn(held.asked, held.found, held.around, press.incoming, view)
            return self._reader.privately(drawn, press.incoming, held.around)

        return await self._checked(press, asked.question, around, "page", turn)

    async def row(self, press: Press) -> Reply:
        """Return one record in full, read anew by its id where it is no longer kept."""
        said = (press.incoming.action or {}).get("r")
        if not isinstance(said, str) or not 1 < len(said) <= LONGEST_ID:
            return Reply(text=UNKNOWN)
        which = said
        try:
            listed = self._list_of(press)
        except (ValueError, KeyError, TypeError):
            return Reply(text=UNKNOWN)

        async def open_row(source: Source) -> Reply:
            try:
                return await self._browsing.record(listed, which, press.incoming, source)
            except KeyError:
                return Reply(text=UNKNOWN)

        return await self._checked(press, None, None, "record", open_row, reads=listed.held is None)

    def _list_of(self, press: Press) -> Listed:
        """Return the list whose row was pressed. Raises ValueError, KeyError or TypeError."""
        value = press.value
        if "q" in value:
            asked, around, view = asked_of(value, self._desk)
            held = self._browsing.held(press.incoming, name_of(asked, around))
            return Listed(around, asked.question.beta_kinds, held, payload(asked, around, view))
        held = self._browsing.held(press.incoming, str(value["j"]))
        if held is None:
            return Listed(self._desk.around(press.incoming), tuple(value.get("b", ())))
        page = payload(held.asked, held.around, view_of(value.get("v")))
        return Listed(held.around, held.asked.question.beta_kinds, held, page)

    async def save(self, press: Press) -> Reply:
        """Offer the records of an answer as a file."""
        try:
            asked, around, _ = asked_of(press.value, self._desk)
            form = str(press.value["t"])
        except (ValueError, KeyError, TypeError):
            return Reply(text=UNKNOWN)
        held = self._browsing.held(press.incoming, name_of(asked, around))

        async def offer(_: Source) -> Reply:
            found = held.found if held is not None else None
            return await self._saving.offer(asked, around, form, found, press.incoming, press.progress)

        return await self._checked(press, asked.question, around, "offered", offer)

    async def file(self, incoming: Incoming, progress: Progress) -> Reply:
        """Return the end of what began with the offer of a file."""

        def unsealed(value: Mapping[str, Any]) -> tuple[Asked, Surroundings]:
            asked, around, _ = asked_of(value, self._desk)
            return asked, around

        return await self._saving.answered(incoming, progress, unsealed)

    async def _checked(
        self,
        press: Press,
        question: Question | None,
        around: Surroundings | None,
        outcome: str,
        act: Callable[[Source], Awaitable[Reply]],
        *,
        reads: bool = False,
    ) -> Reply:
        """Return what `act` makes for a presser who may still ask, with a line in the audit trail.

        `reads`: it asks Graph, which counts as a question.
        """
        desk, incoming = self._desk, press.incoming
        entry = desk.audit.begin(incoming)
        if question is not None and around is not None:
            entry.question = desk.said(question, around)
        try:
            wait = await desk.limit.wait(incoming.caller.object_id) if reads else 0.0
            source = Reply(text=slow_down(wait)) if wait else await desk.identity(incoming, press.progress, entry)
            if isinstance(source, Reply):
                entry.outcome = "limited" if wait else entry.outcome
                return source
            entry.outcome = outcome
            return await act(source)
        finally:
            desk.audit.end(entry)


def asked_of(value: Mapping[str, Any], desk: Desk) -> tuple[Asked, Surroundings, View]:
    """Return what a button asks, from its data. Raises ValueError, KeyError or TypeError."""
    shown = unpack(int, value["m"]) if "m" in value else None
    asked = Asked(unpack(Question, value["q"]), tuple(value["n"]), shown=shown)
    return asked, around_of(value, desk), view_of(value.get("v"))


def around_of(value: Mapping[str, Any], desk: Desk) -> Surroundings:
    """Return what the words on a button are read in. Raises KeyError."""
    asker = Entity(EntityKind.USER, value["a"], value["w"]) if value["a"] else None
    return Surroundings(desk.now().astimezone(zone_of(value["z"])), value["l"] or None, asker)
