"""What the tests of reading share: a moment of asking, and a conversation read turn by turn."""

from __future__ import annotations

from datetime import UTC, datetime

from intents import Question, Understood, read

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)  # a Wednesday


def talk(*turns: str) -> Question:
    """The question of the last turn."""
    question: Question | None = None
    for text in turns:
        reading = read(text, now=NOW, previous=question)
        assert isinstance(reading, Understood), f"{text!r}: {reading}"
        question = reading.question
    assert question is not None
    return question
