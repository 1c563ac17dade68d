"""The seam between a chat and the rest of the bot: what comes in, what goes back, as plain values.

Nothing here knows the Bot Framework. `bot.channel` turns HTTP into `Incoming` and `Reply` into HTTP; everything behind
it is a `Handler`.
"""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol, TypeAlias

import msgspec

Kind: TypeAlias = Literal["message", "invoke", "welcome", "edit", "sign-in", "file"]


class Place(StrEnum):
    """Where something was said, spelled as `conversation.conversationType` spells it."""

    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asked."""

    object_id: str
    """`from.aadObjectId`, the only thing that may decide what somebody is allowed. Empty when Teams named nobody."""
    tenant_id: str
    name: str = ""
    """What the person chose to be called: for showing, never for deciding."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a client says about a sign-in: a token to exchange, the code of a finished one, or why it failed."""

    id: str = ""
    """The same in what every open client of a person sends about one sign-in."""
    token: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    failure: str = ""


@dataclass(frozen=True, slots=True)
class FileConsent:
    """What a person said about a file that the bot offered, and where it may be put."""

    accepted: bool
    upload_url: str = field(default="", repr=False)
    """Whoever holds it may write the file: never logged."""
    content_url: str = ""
    unique_id: str = ""
    name: str = ""
    file_type: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that a person did: a message, a pressed button, an edited message, an installation (a welcome), a
    step of signing in, or the answer to the offer of a file (whose `action` is what the bot put on the offer, and whose
    `activity_id` is that of the offer)."""

    utterance: str
    """The words, without the mention of the bot; other people's mentions are left as their names."""
    caller: Caller
    place: Place
    conversation_id: str
    """With the thread, in a channel: `19:...@thread.tacv2;messageid=...`."""
    activity_id: str
    locale: str | None = None
    timezone: str | None = None
    """An IANA zone that `zoneinfo` knows, else None."""
    action: Mapping[str, Any] | None = None
    """Card data of an `Action.Submit` or `Action.Execute`. Anybody can make it up: check a signature before use."""
    kind: Kind = "message"
    verb: str = ""
    """The `verb` of an `Action.Execute`."""
    sign_in: SignIn | None = None
    """With kind "sign-in", and with a button that is sent again after a sign-in in its place."""
    file: FileConsent | None = None
    """With kind "file"."""
    attempt: int = 0
    """0 as it came; above, it is a question that waited for a sign-in and is asked again by the bot."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation to sign in: where, and what a client needs to do it silently."""

    text: str
    connection: str
    link: str
    exchange: Mapping[str, Any] | None = None
    """The `tokenExchangeResource` as the token service made it out; None when it offers no silent sign-in."""


@dataclass(frozen=True, slots=True)
class FileOffer:
    """A file that a person may accept; `context` comes back with the answer, so sign what is in it."""

    name: str
    told: str
    """What the file is, in plain words."""
    size: int
    """Bytes, about."""
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FileSent:
    """A file that is where the person said it may go."""

    name: str
    content_url: str
    unique_id: str
    file_type: str


class Sealed(dict[str, Any]):
    """A card that nothing changes any more, with its JSON: written once, though it is weighed, checked and sent."""

    __slots__ = ("written",)

    def __init__(self, card: Mapping[str, Any]) -> None:
        """Write it. Raises TypeError for what is no JSON."""
        super().__init__(card)
        self.written = msgspec.json.encode(card)

    def __setitem__(self, key: str, value: Any) -> None:
        raise TypeError("a sealed card is not changed")

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        """A copy that may be changed is no longer sealed."""
        return copy.deepcopy(dict(self), memo)


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: a card or a text, never both, because Teams splits such an activity into two messages."""

    card: dict[str, Any] | None = None
    text: str = ""
    """Plain text; shown as it stands, markdown is not read."""
    summary: str = ""
    """What a notification shows of a card."""
    smaller: Reply | None = None
    """Sent in its place when Teams refuses this one as too big."""
    offer: Offer | None = None
    """In place of card and text: an invitation to sign in."""
    file: FileOffer | FileSent | None = None
    """In place of card and text: a file. Only in personal chats."""
    targeted: bool = False
    """Shown to the caller alone, where the place has other readers."""
    status: int = 200
    """For an invoke: 200, 401 for a wrong sign-in code, 404, or 412 when a silent sign-in is not possible."""
    then: tuple[Incoming, ...] = ()
    """For an invoke: questions that are answered now, as if they had just been asked."""

    def __post_init__(self) -> None:
        """Keep the rule above."""
        held = (self.card is not None, bool(self.text), self.offer is not None, self.file is not None)
        if sum(held) > 1:
            raise ValueError("a reply holds a card or a text, not both")

    @property
    def empty(self) -> bool:
        """True when there is nothing to show."""
        return self.card is None and self.offer is None and self.file is None and not self.text.strip()


class Undeliverable(Exception):
    """The chat service did not take an activity; `status` is its HTTP status, 0 when it could not be reached."""

    def __init__(self, reason: str, status: int = 0) -> None:
        """Keep the reason, which is fit for a log but not for a chat."""
        super().__init__(reason)
        self.status = status


class TooLarge(Undeliverable):
    """The chat service refused an activity for its size (HTTP 413): send a smaller one."""


class SignInUnavailable(Exception):
    """The service that keeps people's tokens gave no answer that helps; the text is for a log."""


class UserTokens(Protocol):
    """The Graph tokens of the person who caused a turn, kept by the chat's token service and by nobody else.

    Every method raises SignInUnavailable.
    """

    async def get(self, code: str = "") -> str | None:
        """Return the person's token, None when they are not signed in; `code` completes a sign-in by button."""

    async def exchange(self, token: str) -> str | None:
        """Return a Graph token for one that a client got silently; None when the person must consent first."""

    async def offer(self, text: str) -> Offer:
        """Return an invitation to sign in."""

    async def sign_out(self) -> None:
        """Have the person's token forgotten."""


class NotSaved(Exception):
    """A file could not be put where the person said it may go; the text is for a log."""


class Progress(Protocol):
    """What a handler may do before it returns its reply."""

    @property
    def tokens(self) -> UserTokens | None:
        """The person's tokens; None when nobody signs in."""

    @property
    def live(self) -> bool:
        """Whether messages can be posted now and replaced later: not where replies are gathered for a response."""

    async def typing(self) -> None:
        """Show the typing indicator now. It is shown without asking when a turn takes longer than a moment."""

    def stored(self) -> None:
        """Let the caller's next turn in this conversation begin: what it can refer to is kept now."""

    async def send(self, reply: Reply) -> str:
        """Post a message before the turn ends; returns its activity id. Raises TooLarge or Undeliverable."""

    async def update(self, activity_id: str, reply: Reply) -> None:
        """Put another content in place of a message posted with `send`. Raises TooLarge or Undeliverable."""

    async def upload(self, consent: FileConsent, content: bytes, told: Callable[[float], Awaitable[None]]) -> None:
        """Put a file where its consent says; `told` hears the share that is there after each part. Raises NotSaved."""


Handler: TypeAlias = Callable[[Incoming, Progress], Awaitable[Reply]]
"""A turn: something a person did in, one reply out. An empty reply is right only after `Progress.send`."""

Clock: TypeAlias = Callable[[], float]
"""Seconds that only go forward, like `time.monotonic`: for expiry and deadlines, never for dates."""
