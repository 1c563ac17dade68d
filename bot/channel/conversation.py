"""A turn's side of the conversation: typing, messages on the way, and the one reply at the end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ActivityTypes, InputHints, ResourceResponse

from bot.activities import FileConsent, NotSaved, Reply, TooLarge, Undeliverable, UserTokens
from bot.channel.adapter import outbound_activity
from bot.channel.files import Uploads
from bot.channel.hygiene import loggable
from bot.channel.words import TOO_LARGE
from bot.turns import Turn

logger = logging.getLogger(__name__)

TYPING_AFTER = 0.3
"""A turn that ends sooner shows its answer sooner than the dots would appear, which should be within half a second."""
CROWD = 24
"""So many turns at once are a burst. Most of them end soon, and indicators for all of them would hold them up."""
TYPING_AFTER_IN_A_CROWD = 1.5
TYPING_LASTS = 1.0
"""How long a reply waits for an indicator that is being posted."""
TYPING_EVERY = 4.0
"""Clients stop showing the dots after a few seconds."""


class Conversation:
    """The `Progress` of one turn."""

    def __init__(
        self, context: TurnContext, turn: Turn, tokens: UserTokens | None = None, uploads: Uploads | None = None
    ) -> None:
        """Speak in the conversation of this context, for this turn; `tokens` are those of the person it is from."""
        self.tokens = tokens
        self._uploads = uploads
        self._context = context
        self._turn = turn
        self._gathers = context.activity.delivery_mode is not None
        self._quiet = self._gathers or context.activity.type == ActivityTypes.invoke
        self.said_something = False

    @property
    def live(self) -> bool:
        """Whether messages can be posted now and replaced later."""
        return not self._gathers

    async def typing(self) -> None:
        """Show the typing indicator; that it cannot be shown is no reason to fail."""
        if self._quiet:
            return
        try:
            await self._posted(Activity(type=ActivityTypes.typing))
        except Undeliverable as error:
            logger.debug("no typing indicator: %s", error)

    def stored(self) -> None:
        """Let the caller's next turn begin."""
        self._turn.released.set()

    async def send(self, reply: Reply) -> str:
        """Post a message; returns its id, "" when the service names none."""
        response = await self._posted(outbound_activity(reply))
        self.said_something = True
        return (response.id or "") if response is not None else ""

    async def update(self, activity_id: str, reply: Reply) -> None:
        """Put another content in place of a message; among gathered replies, which have no ids, after it."""
        if self._gathers:
            await self.send(reply)
            return
        activity = outbound_activity(reply)
        activity.id = activity_id
        await self._context.adapter.update_activity(self._context, self._addressed(activity))
        self.said_something = True

    async def _posted(self, activity: Activity) -> ResourceResponse | None:
        """Post an activity, or gather it for the response.

        Past TurnContext, which copies what it sends, and whose chain of handlers refers to itself: it would keep every
        reply, and all of its turn, until the garbage collector comes by.
        """
        if self._gathers:
            return await self._context.send_activity(activity)
        activity.input_hint = InputHints.accepting_input  # as TurnContext does
        (response,) = await self._context.adapter.send_activities(self._context, [self._addressed(activity)])
        return response

    def _addressed(self, activity: Activity) -> Activity:
        reference = TurnContext.get_conversation_reference(self._context.activity)
        return TurnContext.apply_conversation_reference(activity, reference)

    async def upload(self, consent: FileConsent, content: bytes, told: Callable[[float], Awaitable[None]]) -> None:
        """Put a file where its consent says. Raises NotSaved."""
        if self._uploads is None:
            raise NotSaved("no files are sent from here")
        await self._uploads.put(consent.upload_url, content, told)

    @contextlib.asynccontextmanager
    async def showing_typing(self) -> AsyncIterator[None]:
        """Show the typing indicator while the block runs, if it runs for longer than a moment."""
        ended = asyncio.Event()
        task = asyncio.create_task(self._keep_typing(ended))
        try:
            yield
        finally:
            # Waited for, so that no indicator arrives after the reply and stays on, and its connection is kept.
            ended.set()
            await asyncio.wait([task], timeout=TYPING_LASTS)
            task.cancel()

    async def _keep_typing(self, ended: asyncio.Event) -> None:
        if await _within(TYPING_AFTER, ended):
            return
        if self._turn.company() >= CROWD and await _within(TYPING_AFTER_IN_A_CROWD - TYPING_AFTER, ended):
            return
        await self.typing()
        while not await _within(TYPING_EVERY, ended):
            await self.typing()

    async def close(self, reply: Reply) -> None:
        """Post the turn's reply; in place of one that is too big, its smaller form or a sentence. Never raises."""
        forms = [reply, *([reply.smaller] if reply.smaller else []), Reply(text=TOO_LARGE)]
        for form in forms:
            try:
                await self.send(form)
            except TooLarge:
                continue
            except Undeliverable as error:
                logger.error("a reply could not be delivered: %s", loggable(error))
            return


async def _within(seconds: float, event: asyncio.Event) -> bool:
    """Whether the event is set before so many seconds are over."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()
