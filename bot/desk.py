"""What every turn needs: who may ask, with whose rights Graph is read, what was asked before, and the audit."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.access import UNCHECKED, IfMember, decide, not_on_list
from bot.activities import Clock, Incoming, Progress, Reply
from bot.asking import Remembered, Source, Surroundings
from bot.audit import Audit, Entry
from bot.callers import CallerLimit, Limit, Membership
from bot.clock import zone_of
from bot.config import Settings
from bot.problems import Problem
from bot.signin import CHALLENGED_SECONDS, ELSEWHERE, SignIns
from bot.signing import Signer, keys_of
from bot.state import ConversationState, MemoryState
from intents.model import Entity, EntityKind, Question

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.instances.common import Common

CHECKED_AT_MOST = 10_000
"""Tokens whose account was checked; each is remembered by its digest."""


class UserToken:
    """`bot.graph.tokens.TokenSource` of one person for one turn."""

    def __init__(self, token: str, again: Callable[[], Awaitable[str | None]]) -> None:
        """`again` asks the token service once more, which renews a token that has run out."""
        self._token = token
        self._again = again

    async def token(self, *, fresh: bool = False) -> str:
        """Return the token. Raises Problem when the person is no longer signed in."""
        if fresh:
            self._token = await self._again() or ""
        if not self._token:
            raise Problem("token-refused")
        return self._token


class NoOtherAccount:
    """Which tokens were found to be of the person who asked."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._known: OrderedDict[str, str] = OrderedDict()

    async def confirm(self, source: Source, token: str, object_id: str) -> bool:
        """Return whether Graph knows the bearer of the token by this object id. Raises Problem.

        Asked once for each token: somebody could sign in by the button with another account, or have another person
        do it, and would then read with that one's rights under their own name.
        """
        digest = hashlib.sha256(token.encode()).hexdigest()
        if digest not in self._known:
            me = await source.client.get_json("/v1.0/me", {"$select": "id"})
            self._known[digest] = str(me.get("id", "")).lower()
            if len(self._known) > CHECKED_AT_MOST:
                self._known.popitem(last=False)
        return self._known[digest] == object_id.lower()


@dataclass(slots=True)
class Desk:
    """Shared by all turns of one bot. `source` and `member` are set when the bot starts."""

    settings: Settings
    now: Callable[[], datetime]
    """Aware."""
    clock: Clock
    signer: Signer
    sign_ins: SignIns
    limit: Limit
    audit: Audit
    state: ConversationState[Remembered]
    source: Source = field(init=False)
    """Reads Graph with the bot's own identity."""
    membership: Membership | None = None
    accounts: NoOtherAccount = field(default_factory=NoOtherAccount)
    heard: Callable[[Answer], None] | None = None
    """Is told every answer, whole, before it is drawn."""

    @classmethod
    def of(
        cls,
        settings: Settings,
        now: Callable[[], datetime],
        clock: Clock,
        heard: Callable[[Answer], None] | None = None,
        common: Common | None = None,
    ) -> Desk:
        """Return a desk with its stores in memory, or in common with other processes."""
        # Without a registration callers cannot be told apart, and all of them are on this machine.
        rate = settings.caller_limit if settings.app_id else None
        sign_ins = SignIns(clock)
        if common is not None:
            sign_ins = SignIns(clock, common.waiting(), common.challenged(CHALLENGED_SECONDS))
        return cls(
            settings,
            now,
            clock,
            Signer(keys_of(settings), lambda: now().timestamp()),
            sign_ins,
            common.limit(rate) if common is not None and rate is not None else CallerLimit(rate, clock),
            Audit(now),
            common.state() if common is not None else MemoryState(clock),
            heard=heard,
        )

    def around(self, incoming: Incoming) -> Surroundings:
        """Return what the caller's words are read in."""
        caller = incoming.caller
        asker = Entity(EntityKind.USER, caller.object_id, caller.name) if caller.object_id else None
        zone = zone_of(incoming.timezone or self.settings.timezone)
        return Surroundings(self.now().astimezone(zone), incoming.locale or self.settings.locale, asker)

    async def refused(self, incoming: Incoming, entry: Entry) -> Reply | None:
        """Return why the caller is not answered, None when they are; groups are looked up in Graph."""
        if not isinstance(decide(self.settings, incoming.caller), IfMember):
            return None  # `bot.server` has told everybody else
        holds = None
        if self.membership is not None:
            holds = await self.membership.holds(incoming.caller.object_id.lower())
        if holds:
            return None
        entry.outcome = "refused"
        return Reply(text=UNCHECKED if holds is None else not_on_list(incoming.caller.object_id))

    async def identity(self, incoming: Incoming, progress: Progress, entry: Entry) -> Source | Reply:
        """Return what reads Graph for this caller, or why nothing is read: refused, or to sign in first."""
        refused = await self.refused(incoming, entry)
        if refused is not None:
            return refused
        caller_id = incoming.caller.object_id.lower()
        if not self.settings.signs_in:
            return self.source.asked_by(caller_id)
        tokens = progress.tokens
        if tokens is None:
            return Reply(text=ELSEWHERE)
        entry.outcome = "sign-in"
        token = await self.sign_ins.token(incoming, tokens)
        if isinstance(token, Reply):
            return token
        source = self.source.acting_as(caller_id, UserToken(token, tokens.get))
        try:
            if not await self.accounts.confirm(source, token, caller_id):
                return await self.sign_ins.other_account(tokens)
        except Problem as problem:
            return await self.challenged(problem, incoming, progress) or self.told(problem, incoming)
        return source

    async def challenged(self, problem: Problem, incoming: Incoming, progress: Progress) -> Reply | None:
        """Return what asks for a fresh sign-in when Graph wants one, once; else None."""
        if problem.code != "claims-challenge" or progress.tokens is None:
            return None
        return await self.sign_ins.challenged(incoming, progress.tokens)

    async def served(self, found: Answer, incoming: Incoming) -> None:
        """Remember that Graph took the caller's token, when the answer shows it."""
        if self.settings.signs_in and found.kind != "problem":
            await self.sign_ins.served(incoming.caller.object_id)

    def told(self, problem: Problem, incoming: Incoming) -> Reply:
        """Return a problem as a reply."""
        from bot.answers import talk

        return self.drawn(talk.problem(problem), self.around(incoming))

    def said(self, question: Question, around: Surroundings) -> str:
        """Return the question in our own words, with names as they were said."""
        from bot.answers.sentence import read_as
        from bot.places import as_said

        return read_as(as_said(question), around.zone)

    def drawn(self, found: Answer, around: Surroundings) -> Reply:
        """Return an answer as a card with a summary for the notification, and a smaller one in case it is too big."""
        from bot.cards import draw, summary

        return Reply(card=draw(found, zone=around.zone), summary=summary(found), smaller=Reply(text=summary(found)))

    def settle(self, entry: Entry, found: Answer) -> None:
        """Put what an answer says about itself on its audit line."""
        entry.outcome = found.problem or found.kind
        if found.receipt is not None:
            entry.records_read, entry.complete = found.receipt.records_read, found.complete
