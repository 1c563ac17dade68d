"""What a serving process does once, before it listens: so that the first question is not slower than the others."""

from __future__ import annotations

import gc
from datetime import datetime


def warm(now: datetime) -> None:
    """Load the vocabulary, by reading a question, and take what stays for good out of the garbage collector's rounds.

    Decoding a page of Graph makes thousands of objects and so sets off collections; each would walk through the whole
    vocabulary, which never becomes garbage. Takes about half a second.
    """
    from intents import read

    read("failed sign-ins to teams yestreday", now=now)  # with a slip, so that the spelling's word list is made too
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
