"""The buttons of the bot's own cards: what each press does, and who sees what it answers.

The data of a button is signed, so that what is read is what the bot wrote on it; who pressed it is asked anew each
time. "Show me" reads with the presser's rights and answers the presser alone.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.activities import Incoming, Place, Progress, Reply, TooLarge, Undeliverable
from bot.answering import find, understand
from bot.asking import Asked, Remembered, Surroundings
from bot.browsing import Browsing, name_of, payload
from bot.callers import slow_down
from bot.config import ChannelAnswers
from bot.desk import Desk
from bot.kept import Job, Kept
from bot.leafing import UNKNOWN, Leafing, Press, around_of, asked_of
from bot.problems import Problem
from bot.signing import Expired, Forged
from bot.state import StateKey

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.cards.pages import View
    from bot.pace import Pace

SHOWN_WITHIN = 4.0
"""Seconds after which a press is answered with "Reading": Teams waits longer, people with a phone in hand do not."""
MARGIN_SECONDS = 30.0

FORGED = "This button does not belong here, so I did nothing. Please ask your question again."
EXPIRED = "This button is more than a day old. Please ask your question again."
NOT_KEPT = "I no longer have that answer: answers are kept for ten minutes. Press Show me again, then share it."
SHARED = "Shared: everybody here can read it now."
SHARED_ALREADY = "You have shared it already."
NOT_SHARED = "Teams did not take the message, so it was not shared. Please try again."
BUSY = "I am reading as much as I can at the moment. Please press again in a minute."
STOPPING = "I stop reading; what was read so far is the answer."
DONE = "There is nothing to stop: the answer is there."
LEAFING = frozenset({"page", "row"})
"""Verbs of buttons that a card for all has too: whoever presses reads with their own rights and alone sees it."""


class Buttons:
    """Makes the data of buttons and answers their presses."""

    def __init__(self, desk: Desk, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        """Share the desk with the turns, and their paces, which a Stop button ends."""
        self._desk = desk
        self._pace = pace
        self._clock = clock
        self._kept = Kept(clock, desk.settings.max_seconds + MARGIN_SECONDS)
        self._browsing = Browsing(clock, self._data)
        self._leafing = Leafing(desk, self._browsing, self._data, self)
        self._verbs: Mapping[str, Callable[[Press], Awaitable[Reply]]] = {
            "show": self._show,
            "ready": self._show,
            "page": self._leafing.page,
            "row": self._leafing.row,
            "save": self._leafing.save,
            "ask": self._ask,
            "share": self._share,
            "stop": self._stop,
        }

    async def close(self) -> None:
        """Stop what is being read."""
        await self._kept.close()

    async def press(self, incoming: Incoming, progress: Progress) -> Reply:
        """Return the answer to a press: what is in it is shown to the presser alone."""
        act = self._verbs.get(incoming.verb)
        if act is None:
            return Reply(text=UNKNOWN)
        data = (incoming.action or {}).get("d")
        bound = self._bound(incoming.verb, incoming)
        try:
            value = self._desk.signer.open(data, incoming.verb, incoming.conversation_id, bound)
        except Forged:
            return Reply(text=FORGED)
        except Expired as error:
            return self._expired(incoming, error.value)
        return await act(Press(incoming, progress, value, self._clock()))

    def line(self, asked: Asked, incoming: Incoming, around: Surroundings) -> Reply:
        """Return the line that stands for an answer where others read along; no Graph call is made for it."""
        from bot import places

        question = places.as_said(asked.question)
        data = self._data(payload(replace(asked, question=question), around, None), "show", incoming)
        card = places.line(question, around.zone, incoming.caller.name, data)
        return Reply(card=card, summary=card["speak"])

    def with_stop(self, reply: Reply, incoming: Incoming) -> Reply:
        """Return the reply with a Stop button on its card."""
        from bot import places

        assert reply.card is not None
        button = places.stop_button(self._data({}, "stop", incoming))
        card = {**reply.card, "body": [*reply.card["body"], button]}
        return replace(reply, card=card)

    def _data(self, value: Mapping[str, Any], verb: str, incoming: Incoming) -> dict[str, str]:
        bound = self._bound(verb, incoming)
        signed = self._desk.signer.sign(value, verb, incoming.conversation_id, bound, often=verb == "row")
        return {"d": signed}

    def _bound(self, verb: str, incoming: Incoming) -> str:
        """Return who alone may press a button; "" for one on a card that all are shown, where all may."""
        if verb == "show" or (verb in LEAFING and self._open(incoming)):
            return ""
        return incoming.caller.object_id

    def _open(self, incoming: Incoming) -> bool:
        """Whether answers are shown to everybody here."""
        return incoming.place is not Place.PERSONAL and self._desk.settings.channel_answers is ChannelAnswers.OPEN

    def _expired(self, incoming: Incoming, value: Mapping[str, Any]) -> Reply:
        from bot import places

        if incoming.verb not in {"show", "ready"}:
            return Reply(text=EXPIRED)
        return Reply(card=places.again(self._data(value, "show", incoming)))

    def leafed(self, asked: Asked, found: Answer, around: Surroundings, incoming: Incoming) -> Reply:
        """Return an answer as a card that can be leafed through; each press answers its presser alone."""
        return self._browsing.drawn(asked, found, around, incoming)

    async def file(self, incoming: Incoming, progress: Progress) -> Reply:
        """Return the end of what began with the offer of a file."""
        return await self._leafing.file(incoming, progress)

    async def _show(self, press: Press) -> Reply:
        try:
            asked, around, view = asked_of(press.value, self._desk)
        except (ValueError, KeyError, TypeError):
            return Reply(text=UNKNOWN)  # genuine, but of a version that wrote other data
        return await self.read(press, asked, around, view)

    async def _ask(self, press: Press) -> Reply:
        around = around_of(press.value, self._desk)

        async def keep(remembered: Remembered) -> None:
            await self._desk.state.put(press.private_key, remembered)

        before = await self._desk.state.get(press.private_key)
        asked = await understand(str(press.value["t"]), around, before=before, keep=keep)
        if not isinstance(asked, Asked):
            return self.privately(self._desk.drawn(asked, around), press.incoming, around)
        return await self.read(press, asked, around)

    async def read(self, press: Press, asked: Asked, around: Surroundings, view: View | None = None) -> Reply:
        """Return the answer when it is there soon, else the way to it."""
        name = name_of(asked, around)
        job = self._kept.get(press.caller_id, name)
        if job is None or (job.seen and press.incoming.verb != "ready"):
            begun = await self._begin(press, asked, around, name)
            if isinstance(begun, Reply):
                return begun
            job = begun
        left = SHOWN_WITHIN - (self._clock() - press.began)
        await asyncio.wait([job.task], timeout=max(0.0, left))
        if not job.task.done():
            return self._not_yet(press.incoming, payload(asked, around, view), job)
        found = job.task.result()
        job.seen = True
        if found.kind == "problem":
            self._kept.forget(press.caller_id, name)  # pressed again, it is tried again
            again = await self._desk.challenged(Problem(found.problem), press.incoming, press.progress)
            if again is not None:
                return again
        drawn = self._browsing.drawn(asked, found, around, press.incoming, view)
        return self.privately(drawn, press.incoming, around, name)

    async def _begin(self, press: Press, asked: Asked, around: Surroundings, name: str) -> Job | Reply:
        desk, incoming = self._desk, press.incoming
        entry = desk.audit.begin(incoming)
        entry.question = desk.said(asked.question, around)
        wait = await desk.limit.wait(incoming.caller.object_id)
        source = Reply(text=slow_down(wait)) if wait else await desk.identity(incoming, press.progress, entry)
        if isinstance(source, Reply):
            entry.outcome = "limited" if wait else entry.outcome
            desk.audit.end(entry)
            return source

        async def keep(remembered: Remembered) -> None:
            await desk.state.put(press.private_key, remembered)

        async def work(job: Job) -> Answer:
            found = None
            try:
                found = await find(asked, around, source, keep=keep, watch=job.watch)
                return found
            finally:
                entry.outcome = "took-too-long"
                if found is not None:
                    desk.settle(entry, found)
                    await desk.served(found, incoming)
                    if desk.heard is not None:
                        desk.heard(found)
                desk.audit.end(entry)

        job = self._kept.start(press.caller_id, name, around, work)
        if job is None:
            entry.outcome = "busy"
            desk.audit.end(entry)
            return Reply(text=BUSY)
        return job

    def _not_yet(self, incoming: Incoming, value: Mapping[str, Any], job: Job) -> Reply:
        from bot import places
        from bot.pace import about

        seconds = about(job.reading, self._desk.source.client.budget.wait_for(1))
        card = places.reading(seconds, self._data(value, "ready", incoming))
        return Reply(card=card, summary=card["speak"])

    def privately(self, reply: Reply, incoming: Incoming, around: Surroundings, name: str | None = None) -> Reply:
        """Return an answer for its presser: its buttons answer in place; kept under a name, it can be shared."""
        from bot import places

        assert reply.card is not None
        if incoming.place is Place.PERSONAL:
            return reply

        def sending(text: str) -> Mapping[str, str]:
            return self._data({"t": text, **_surroundings(around)}, "ask", incoming)

        share = None
        if name is not None and not self._open(incoming):
            share = self._data({"j": name}, "share", incoming)
        return replace(reply, card=places.private(reply.card, sending, share))

    async def _share(self, press: Press) -> Reply:
        from bot import places

        desk, incoming = self._desk, press.incoming
        entry = desk.audit.begin(incoming)
        try:
            refused = await desk.refused(incoming, entry)
            if refused is not None:
                return refused
            entry.outcome = "not-shared"
            job = self._kept.get(press.caller_id, str(press.value["j"]))
            if job is None or not job.task.done() or job.task.result().kind == "problem":
                return Reply(text=NOT_KEPT)
            if job.shared:
                return Reply(text=SHARED_ALREADY)
            found = job.task.result()
            desk.settle(entry, found)
            entry.question = desk.said(found.question, job.around) if found.question else ""
            drawn = desk.drawn(places.to_share(found), job.around)
            assert drawn.card is not None
            job.shared = True
            posted = await _posted(press.progress, replace(drawn, card=places.shared(drawn.card, incoming.caller.name)))
            job.shared = posted
            entry.outcome = "shared" if posted else "not-shared"
            return Reply(text=SHARED if posted else NOT_SHARED)
        finally:
            desk.audit.end(entry)

    async def _stop(self, press: Press) -> Reply:
        return Reply(text=STOPPING if await self._pace.stop_anywhere(StateKey.of(press.incoming)) else DONE)


async def _posted(progress: Progress, reply: Reply) -> bool:
    form: Reply | None = reply
    while form is not None:
        try:
            await progress.send(form)
        except TooLarge:
            form = form.smaller
            continue
        except Undeliverable:
            return False
        return True
    return False


def _surroundings(around: Surroundings) -> dict[str, Any]:
    """Return what words are read in as card data: "my" stands for whoever asked, whoever presses."""
    who = around.asker
    return {
        "z": str(around.zone),
        "l": around.locale or "",
        "a": who.id if who is not None else "",
        "w": who.name if who is not None else "",
    }
