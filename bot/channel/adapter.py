"""botbuilder-core's cloud adapter, with authentication, keys, tokens and connections of our own.

CloudAdapterBase carries a turn: it makes the TurnContext, addresses replies, gathers them when they are expected in
the response, and serves `continue_conversation`. Everything that was found to block, to crash or to fetch twice in the
SDK's other parts is replaced: see `validator`, `keys`, `credentials` and `connector`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from botbuilder.core import CloudAdapterBase, TurnContext
from botbuilder.schema import Activity, ActivityTypes, Attachment, ChannelAccount, ConversationAccount, DeliveryModes
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult

from bot.activities import FileOffer, FileSent, Offer, Reply, Sealed
from bot.channel.connector import Connector, HttpxConnectorFactory, as_json
from bot.channel.inbound import LONGEST_ID, Account, Arrival
from bot.channel.validator import Unchecked, Validator

CARD = "application/vnd.microsoft.card.adaptive"
FILE_CONSENT = "application/vnd.microsoft.teams.card.file.consent"
FILE_INFO = "application/vnd.microsoft.teams.card.file.info"
OAUTH_CARD = "application/vnd.microsoft.card.oauth"
AUDIENCE = "https://api.botframework.com"


class TeamsAuthentication(BotFrameworkAuthentication):  # type: ignore[misc]  # botframework ships no types
    """Who may speak to the bot, and as whom the bot speaks."""

    def __init__(self, validator: Validator | Unchecked, connector: Connector) -> None:
        """Judge inbound tokens with `validator`; speak through `connector`."""
        self._validator = validator
        self._factory = HttpxConnectorFactory(connector)

    async def authenticate_request(self, activity: Activity, auth_header: str | None) -> AuthenticateRequestResult:
        """Return the identity behind an activity. Raises Unauthorized or KeysUnavailable."""
        claims = await self._validator.claims(
            auth_header, channel_id=activity.channel_id, service_url=activity.service_url
        )
        return self.identified(claims)

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        """Refuse: Teams does not stream to bots."""
        raise NotImplementedError("streaming connections are not served")

    def identified(self, claims: Mapping[str, Any]) -> AuthenticateRequestResult:
        """Return what botbuilder wants to know of a request with these claims."""
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(dict(claims), bool(claims))
        result.audience = AUDIENCE
        result.connector_factory = self._factory
        return result

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> HttpxConnectorFactory:
        """Return the one factory: every turn shares its connections."""
        return self._factory

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Return None: people's tokens are asked for by `token_service`, which does not block."""
        return

    def get_originating_audience(self) -> str:
        """Return the audience of the bot's own tokens."""
        return AUDIENCE


class TeamsAdapter(CloudAdapterBase):  # type: ignore[misc]  # botbuilder ships no types
    """CloudAdapterBase whose gathered replies are JSON values, ready for the wire."""

    def _process_turn_results(self, context: TurnContext) -> dict[str, Any]:
        """Return the replies that were gathered for the response; none when they were posted."""
        return {"activities": [as_json(activity) for activity in context.buffered_reply_activities]}


def inbound_activity(arrival: Arrival) -> Activity:
    """Return the botbuilder activity of an arrival: what is needed to address replies."""
    raw_conversation = arrival.raw.get("conversation")
    conversation = raw_conversation if isinstance(raw_conversation, dict) else {}
    locale = arrival.raw.get("locale")
    return Activity(
        type=arrival.type,
        # An installation is no message: what it gets goes to the conversation, not below it.
        id=_answered(arrival),
        name=arrival.name or None,
        channel_id=arrival.channel_id,
        service_url=arrival.service_url,
        from_property=_account(arrival.sender),
        recipient=_account(arrival.bot),
        conversation=ConversationAccount(
            id=arrival.conversation_id,
            conversation_type=arrival.place.value,
            is_group=True if conversation.get("isGroup") is True else None,
        ),
        locale=locale if isinstance(locale, str) else None,
        delivery_mode=DeliveryModes.expect_replies if arrival.expects_replies else None,
    )


def _answered(arrival: Arrival) -> str | None:
    """Return the id of the message that is replied to: a button's is that of its card, an installation has none."""
    if arrival.type == "installationUpdate":
        return None
    if arrival.is_invoke:
        card = arrival.raw.get("replyToId")
        return card if isinstance(card, str) and 0 < len(card) <= LONGEST_ID else None
    return arrival.id or None


def outbound_activity(reply: Reply) -> Activity:
    """Return a reply as a message activity; TurnContext addresses it."""
    activity = _unmarked_activity(reply)
    if reply.targeted:
        activity.targeted = True  # read by `connector`: it is said in the address, not in the activity
    return activity


def sign_in_value(offer: Offer) -> dict[str, Any]:
    """Return an invitation to sign in, as an OAuth card and a login request both hold it.

    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-code
    """
    button = {"type": "signin", "title": "Sign in", "text": "Sign in", "value": offer.link}
    value = {"text": offer.text, "connectionName": offer.connection, "buttons": [button]}
    return value if offer.exchange is None else {**value, "tokenExchangeResource": dict(offer.exchange)}


def _unmarked_activity(reply: Reply) -> Activity:
    if reply.offer is not None:
        card = Attachment(content_type=OAUTH_CARD, content=Sealed(sign_in_value(reply.offer)))
        return Activity(type=ActivityTypes.message, attachments=[card])
    if reply.file is not None:
        return Activity(type=ActivityTypes.message, summary=reply.summary or None, attachments=[_file(reply.file)])
    if reply.card is None:
        return Activity(type=ActivityTypes.message, text=reply.text, text_format="plain", summary=reply.summary or None)
    content = reply.card if isinstance(reply.card, Sealed) else Sealed(reply.card)
    card = Attachment(content_type=CARD, content=content)
    return Activity(type=ActivityTypes.message, summary=reply.summary or None, attachments=[card])


def _file(file: FileOffer | FileSent) -> Attachment:
    """Return a file as a card: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4."""
    if isinstance(file, FileSent):
        content = {"uniqueId": file.unique_id, "fileType": file.file_type}
        return Attachment(content_type=FILE_INFO, content_url=file.content_url, name=file.name, content=Sealed(content))
    context = dict(file.context)
    offered = {"description": file.told, "sizeInBytes": file.size, "acceptContext": context, "declineContext": context}
    return Attachment(content_type=FILE_CONSENT, name=file.name, content=Sealed(offered))


def silence_unknown_fields() -> None:
    """Keep msrest from warning about every field that Teams has added since botbuilder's last release."""
    logging.getLogger("msrest.serialization").setLevel(logging.ERROR)


def _account(account: Account) -> ChannelAccount:
    return ChannelAccount(id=account.id or None, name=account.name or None, aad_object_id=account.object_id or None)
