"""Card data that cannot be made up: signed for a purpose, a conversation and (where it matters) a person, for a day.

Whoever sees a card can press its buttons and can send any data in their place. itsdangerous signs (HMAC with SHA-256);
nothing here is secret, so nothing that only one person may see belongs into card data of a shared card.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode

from bot.config import Settings

GOOD_FOR_SECONDS = 24 * 3600
LONGEST = 16_000
"""Longer data is none of ours."""
WORTH_COMPRESSING = 1000
"""Bytes: a card has a dozen buttons, and compressing what is shorter costs more time than it saves room."""


class Forged(Exception):
    """The data was not signed by this bot for this purpose, conversation and person."""


class Expired(Exception):
    """The data is genuine, but older than a day; `value` is what it says."""

    def __init__(self, value: Any) -> None:
        """Keep what was signed."""
        super().__init__("expired")
        self.value = value


def keys_of(settings: Settings) -> tuple[str, ...]:
    """Return the keys to sign with: the first signs, all are accepted.

    Without a key of its own the bot derives one from its password, so that all its processes agree; without a
    registration, which is development on one machine, the key lives as long as the process.
    """
    if settings.signing_keys:
        return settings.signing_keys
    if settings.app_password:
        return (hmac.digest(settings.app_password.encode(), b"watchbook card data", "sha256").hex(),)
    return (secrets.token_hex(32),)


class _Serializer(URLSafeTimedSerializer):
    """Writes short values as they are; reads both ways."""

    worth = WORTH_COMPRESSING

    def dump_payload(self, obj: Any) -> bytes:
        written = msgspec.json.encode(obj)
        packed = zlib.compress(written) if len(written) > self.worth else written
        # A leading dot is how itsdangerous marks what is compressed, and reads it.
        return b"." + base64_encode(packed) if len(packed) < len(written) - 1 else base64_encode(written)


class Signer:
    """Signs values and opens them again."""

    def __init__(self, keys: Sequence[str], now: Callable[[], float]) -> None:
        """`keys`: the first one signs; `now` is seconds since 1970."""
        self._keys = list(reversed(keys))  # itsdangerous signs with the last

        class Clocked(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(now())

        self._clocked = Clocked
        self._serializer = lru_cache(maxsize=512)(self._made)  # a card has a dozen buttons for the same person

    def sign(self, value: Any, purpose: str, conversation_id: str, caller_id: str = "", *, often: bool = False) -> str:
        """Return a JSON value as signed text; with `caller_id` only that person's press is accepted.

        `often`: it stands on the card many times, so it is made as short as can be.
        """
        return self._serializer(purpose, conversation_id, caller_id, often).dumps(value)

    def open(self, signed: object, purpose: str, conversation_id: str, caller_id: str = "") -> Any:
        """Return what was signed for the same purpose, conversation and person. Raises Forged or Expired."""
        if not isinstance(signed, str) or len(signed) > LONGEST or not signed.isascii():
            raise Forged
        serializer = self._serializer(purpose, conversation_id, caller_id, False)
        try:
            return serializer.loads(signed, max_age=GOOD_FOR_SECONDS)
        except SignatureExpired as error:
            raise Expired(serializer.load_payload(error.payload or b"null")) from error
        except BadData as error:
            raise Forged from error

    def _made(self, purpose: str, conversation_id: str, caller_id: str, often: bool) -> _Serializer:
        conversation = conversation_id.partition(";messageid=")[0]  # a button may be pressed outside its thread
        salt = "\n".join((purpose, conversation, caller_id.lower()))
        made = _Serializer(
            self._keys,
            salt=salt,
            signer=self._clocked,
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )
        made.worth = 0 if often else WORTH_COMPRESSING
        return made
