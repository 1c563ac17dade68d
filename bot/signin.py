"""Signing in: whose token Graph is read with, and the questions that wait until somebody has signed in.

Tokens are held for a turn and kept by the token service alone. What is kept here, for half an hour: the questions that
led to a sign-in, so that they are answered after it without being typed again.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-overview
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from bot.activities import Clock, Incoming, Place, Reply, SignIn, SignInUnavailable, UserTokens
from bot.state import ConversationState, MemoryState, StateKey

logger = logging.getLogger(__name__)

WAITING_AT_MOST = 3
"""Questions of one person in one conversation that wait for a sign-in; the newest are kept."""
CHALLENGED_SECONDS = 600.0
"""How long a second sign-in for a Conditional Access policy is not asked for: never a loop."""

SIGN_IN = "Sign in once, so that I read the logs with your own rights. Your question is answered right after that."
SIGN_IN_AGAIN = (
    "A Conditional Access policy of your organisation asks for a fresh sign-in. Your question is answered right after."
)
ELSEWHERE = "Please sign in first: ask me anything in our personal chat, sign in there, then ask again here."
NOT_HELD = (
    "You signed in, but I still get no token for you. Please ask again; if it goes on, an administrator should test the"
    " bot's OAuth connection in the Azure portal."
)
UNAVAILABLE = "The sign-in service does not answer at the moment. Please ask again in a minute."
CONSENT = "The sign-in needs your consent: press Sign in on the card."
WRONG_CODE = "That sign-in could not be completed: its code was not accepted. Please press Sign in once more."
CANCELLED = "The sign-in was cancelled. Ask again whenever you like."
SIGNED_IN = "You are signed in. Ask me about sign-ins, directory changes or provisioning."
SIGNED_OUT = "You are signed out. The next question asks you to sign in again."
NOBODY_SIGNS_IN = "Nobody signs in to this bot: it reads the logs with its own identity, for people on a list."
OTHER_ACCOUNT = (
    "You signed in with another account than the one you use in Teams, so I signed you out again."
    " Please ask again, and sign in with the account you use here."
)

FAILURES: Mapping[str, str] = {
    "installappfailed": "Teams could not install this app for you, which silent sign-in needs."
    " Install it from the Teams app store, then ask again.",
    "authrequestfailed": "Teams asked for the sign-in, but the request failed. Press Sign in on the card instead.",
    "installedappnotfound": "Teams does not find this app installed for you. Install it, then ask again.",
    "invokeerror": "Teams met an error while signing you in. Press Sign in on the card instead.",
    "resourcematchfailed": "Silent sign-in is set up wrongly: the token exchange URL of the bot's OAuth connection is"
    " not the Application ID URI of its app registration. Please tell an administrator; the button on the card works.",
    "oauthcardnotvalid": "Teams could not read the sign-in card. Please tell an administrator.",
    "tokenmissing": "Teams got no token for you from Microsoft Entra ID. Press Sign in on the card instead.",
    "userconsentrequired": CONSENT,
    "interactionrequired": "Microsoft Entra ID wants to see you sign in: press Sign in on the card.",
}
"""Why a client says that it could not sign somebody in; most are shown to nobody but the bot
(https://learn.microsoft.com/microsoftteams/platform/teams-sdk/teams/user-authentication/troubleshooting-sso)."""
FAILED = "Teams could not sign you in silently. Press Sign in on the card instead."


class SignIns:
    """The sign-ins under way of all people."""

    def __init__(
        self,
        clock: Clock,
        waiting: ConversationState[tuple[Incoming, ...]] | None = None,
        challenged: ConversationState[bool] | None = None,
    ) -> None:
        """`clock` only goes forward; `waiting` keeps questions, `challenged` who was sent to sign in again.

        Both are in memory by default.
        """
        self._waiting = waiting if waiting is not None else MemoryState(clock, capacity=2_000)
        self._challenged = challenged if challenged is not None else MemoryState(clock, seconds=CHALLENGED_SECONDS)

    async def token(self, incoming: Incoming, tokens: UserTokens) -> str | Reply:
        """Return the caller's token, or the reply that gets them to sign in; a question then waits for that."""
        try:
            return await self._token(incoming, tokens)
        except SignInUnavailable as error:
            logger.error("nobody can sign in: %s", error)
            return Reply(text=UNAVAILABLE)

    async def _token(self, incoming: Incoming, tokens: UserTokens) -> str | Reply:
        said = incoming.sign_in
        if said is not None and said.token:
            exchanged = await tokens.exchange(said.token)
            return exchanged or Reply(status=412, text=CONSENT)
        token = await tokens.get(said.code if said is not None else "")
        if token is not None:
            return token
        if said is not None and said.code:
            return Reply(status=401, text=WRONG_CODE)
        if incoming.attempt:
            return Reply(text=NOT_HELD)
        return await self._offer(incoming, tokens, SIGN_IN)

    async def _offer(self, incoming: Incoming, tokens: UserTokens, words: str) -> Reply:
        if incoming.kind != "invoke":
            if incoming.place is not Place.PERSONAL:
                return Reply(text=ELSEWHERE)
            key = StateKey.of(incoming)
            waiting = (*(await self._waiting.get(key) or ()), incoming)
            await self._waiting.put(key, waiting[-WAITING_AT_MOST:])
        return Reply(offer=await tokens.offer(words))

    async def step(self, incoming: Incoming, tokens: UserTokens) -> Reply:
        """Return the answer to one step of a sign-in; the questions that waited for it are in its `then`."""
        said = incoming.sign_in or SignIn()
        if said.failure:
            logger.warning("a client could not sign somebody in: %s", said.failure[:40])
            return Reply(text=FAILURES.get(said.failure.lower(), FAILED))
        if said.code.lower() == "cancelledbyuser":
            await self._waiting.forget(StateKey.of(incoming))
            return Reply(text=CANCELLED)
        try:
            if said.token:
                if await tokens.exchange(said.token) is None:
                    return Reply(status=412, text=CONSENT)
            elif not said.code or await tokens.get(said.code) is None:
                return Reply(status=404, text=WRONG_CODE)
        except SignInUnavailable as error:
            logger.error("nobody can sign in: %s", error)
            return Reply(status=412 if said.token else 404, text=UNAVAILABLE)
        waited = await self._waiting.get(StateKey.of(incoming)) or ()
        await self._waiting.forget(StateKey.of(incoming))
        if not waited and said.code:
            return Reply(text=SIGNED_IN)
        return Reply(then=tuple(replace(each, attempt=each.attempt + 1) for each in waited))

    async def sign_out(self, incoming: Incoming, tokens: UserTokens | None) -> Reply:
        """Have the caller's token and waiting questions forgotten."""
        if tokens is None:
            return Reply(text=NOBODY_SIGNS_IN)
        await self._waiting.forget(StateKey.of(incoming))
        try:
            await tokens.sign_out()
        except SignInUnavailable as error:
            logger.error("nobody can sign out: %s", error)
            return Reply(text=UNAVAILABLE)
        return Reply(text=SIGNED_OUT)

    async def other_account(self, tokens: UserTokens) -> Reply:
        """Undo a sign-in with another account than the one that asks."""
        try:
            await tokens.sign_out()
        except SignInUnavailable as error:
            logger.error("nobody can sign out: %s", error)
        return Reply(text=OTHER_ACCOUNT)

    async def challenged(self, incoming: Incoming, tokens: UserTokens) -> Reply | None:
        """Return what asks for a fresh sign-in after a claims challenge, once; None when that did not help.

        The token service takes no claims: it can only forget the token and get another one.
        """
        key = StateKey("", incoming.caller.object_id)
        if await self._challenged.get(key):
            return None
        await self._challenged.put(key, True)
        try:
            await tokens.sign_out()
            return await self._offer(incoming, tokens, SIGN_IN_AGAIN)
        except SignInUnavailable as error:
            logger.error("nobody can sign in again: %s", error)
            return None

    async def served(self, caller_id: str) -> None:
        """Graph took the caller's token: a later challenge is a new one."""
        await self._challenged.forget(StateKey("", caller_id))
