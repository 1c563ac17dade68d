"""What the endpoint itself says in a chat, when there is no answer to show."""

from __future__ import annotations

TOOK_TOO_LONG = (
    "That took too long, so I stopped. Try a shorter date range or fewer people at once; nothing was changed."
)
INTERRUPTED = "I am being restarted and had to stop before your answer was ready. Please ask again in a minute."
BUSY = "I have as many questions as I can handle right now. Please ask again in a minute."
TOO_LARGE = "The answer is bigger than Teams allows in one message. Try a shorter date range, or ask for a count."
SAID = "Done: the answer is in the chat."
UNKNOWN_BUTTON = "I do not know this button. It may come from an older version of me: please ask your question again."
UNKNOWN_INVOKE = "This bot does not answer that."


def broken(reference: str) -> str:
    """Return the apology for a fault of the bot; the log holds the same reference."""
    return f"Something went wrong on my side, and I have no answer. Please tell whoever runs me this: {reference}"
