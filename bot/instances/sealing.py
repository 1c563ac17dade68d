"""Values as they lie in Redis: encrypted with a key that Redis never sees, and bound to their names.

Fernet (AES-128 and HMAC with SHA-256, https://github.com/fernet/spec) with keys derived from those that sign card data.
While keys are rotated the first encrypts and all decrypt.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


def hashed(*parts: str) -> str:
    """A name for ids that are no secret but nobody's business."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


class Sealer:
    """Encrypts values and opens them again."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys`: at least one; the first encrypts."""
        derived = [hmac.digest(key.encode(), b"watchbook shared store", "sha256") for key in keys]
        self._fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
        self._naming = hmac.digest(keys[0].encode(), b"watchbook shared names", "sha256")

    def name(self, *parts: str) -> str:
        """A name for what may be guessed, a filter with somebody's address say: of no use without the key."""
        return hmac.digest(self._naming, "\n".join(parts).encode(), "sha256").hex()[:32]

    def seal(self, name: str, value: bytes) -> bytes:
        """The value encrypted, to be kept under this name."""
        return self._fernet.encrypt(name.encode() + b"\n" + value)

    def open(self, name: str, sealed: bytes) -> bytes | None:
        """What was sealed for this name; None for what another key, name or hand has made."""
        try:
            opened = self._fernet.decrypt(sealed)
        except InvalidToken:
            return None
        head = name.encode() + b"\n"
        return opened[len(head) :] if opened.startswith(head) else None
