"""What one value of a field is called in an answer, where the log's own word would not be understood."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers.clean import clean
from bot.answers.error_codes import describe, is_interrupt
from bot.answers.phrases import PHRASES
from intents.model import SIGN_IN_KINDS
from intents.vocabulary.places import COUNTRY_NAMES

_OUTCOMES: Mapping[str, str] = {
    "success": "succeeded", "failure": "failed", "interrupted": "interrupted (counted as failed too)",
    "skipped": "skipped", "warning": "ended with a warning", "timeout": "timed out",
}  # fmt: skip
_CA: Mapping[str, str] = {
    "success": "passed",
    "failure": "refused",
    "notapplied": "not applied",
    "unknownfuturevalue": "other",
}


def label(field: str, value: str) -> str:
    """Return the cleaned label of a value; `value` is as the log writes it (or its display name)."""
    phrase = PHRASES.get(field)
    if phrase is not None and phrase.flag is not None:
        return phrase.flag[0 if value.casefold() == "true" else 1]
    if field == "outcome":
        return _OUTCOMES.get(value.casefold(), clean(value))
    if field == "ca_status":
        return _CA.get(value.casefold(), clean(value))
    if field == "country":
        return COUNTRY_NAMES.get(value.upper(), clean(value))
    if field == "error_code" and value.isdecimal():
        return code_label(value)
    return clean(value)


def code_label(code: str) -> str:
    """Return an error code in words: "wrong password (50126)", "succeeded (0)"."""
    if code == "0":
        return "succeeded (0)"
    return f"{clean(describe(code).short, 60)} ({code}{', an interrupt' if is_interrupt(code) else ''})"


def kind_label(kind: object) -> str:
    """Return what people call a value of signInEventTypes, cleaned."""
    written = clean(kind, 40)
    return SIGN_IN_KINDS.get(written, written)
