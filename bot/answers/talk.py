"""Answers that hold no records: a question back, a refusal, help, a problem."""

from __future__ import annotations

from bot.answers.clean import REASON, clean
from bot.answers.model import Answer
from bot.answers.suggested import texts
from bot.problems import Problem
from intents.model import Declined, Unclear

_HELP = frozenset({"greeting", "help", "thanks"})
"""Reasons of `Declined` that are no refusal of anything."""


def clarify(unclear: Unclear) -> Answer:
    """Return the question back, with the choices that complete it."""
    return Answer("clarify", clean(unclear.ask, REASON), choices=unclear.choices, question=unclear.partial)


def refuse(declined: Declined) -> Answer:
    """Return a refusal in one sentence with examples; for a greeting or a request for help, the help."""
    if declined.reason in _HELP:
        return Answer("help", clean(declined.sentence, REASON), choices=texts() if declined.examples else ())
    return Answer("refuse", clean(declined.sentence, REASON), choices=declined.examples)


def problem(found: Problem) -> Answer:
    """Return what went wrong and what to do, in the words of `bot.problems`."""
    return Answer(
        "problem", clean(found.sentence, REASON), problem=found.code, next=clean(found.next, REASON), complete=False
    )
