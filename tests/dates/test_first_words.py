"""The scan tries no phrase at words with which none begins; nothing that a phrase does begin with may be among them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from intents.dates import RULES
from intents.dates.almanac import Now
from intents.dates.combine import _FIRST
from intents.dates.grammar import Text
from intents.dates.phrases import read
from intents.dates.tokens import tokenise

NOW = Now(datetime(2026, 11, 18, 14, 30, tzinfo=UTC), "en-GB")
CORPUS = Path(__file__).parents[1] / "corpus"


def texts() -> list[str]:
    """Every example of a rule, and every question of our own sets."""
    said = [phrase for rule in RULES for phrase, _ in rule.examples]
    for name in ("questions", "more", "third"):
        for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            said += [value for value in row.values() if isinstance(value, str)]
            said += [turn for value in row.values() if isinstance(value, list) for turn in value if isinstance(turn, str)]
    return said


def test_every_phrase_begins_with_a_word_that_is_tried() -> None:
    begun = 0
    for said in texts():
        text = Text(tokenise(said, ()), NOW)
        for at, token in enumerate(text.tokens):
            if token.kind in {"word", "punct"} and read(text, at) is not None:
                begun += 1
                assert token.text in _FIRST, said
    assert begun > 1500
