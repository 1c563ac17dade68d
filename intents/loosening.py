"""A condition of the question before taken back: "drop the country", "remove failed", "include Poland again"."""

from __future__ import annotations

import re
from dataclasses import replace

from intents.fields import FIELDS
from intents.model import Condition, Question
from intents.text import fold

_START = r"^\W*(?:(?:and|now|ok|okay|then|please)\s+)*"
_DROP = re.compile(
    _START + r"(?:remove|drop|lose|forget|clear)\s+(?:the\s+|that\s+)?(?P<what>[^?!.;]{1,60}?)"
    r"(?:\s+(?:filter|condition|restriction|part|bit))?\W*$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    _START + r"(?:include|add back|bring back|put back)\s+(?:the\s+)?(?P<what>[^?!.;]{1,60}?)(?:\s+again|\s+too)?\W*$",
    re.IGNORECASE,
)


def loosened(text: str, previous: Question) -> Question | None:
    """The question before without the conditions that are taken back; None when the text takes none back."""
    drop, again = _DROP.match(text), _AGAIN.match(text)
    found = drop or again
    if found is None:
        return None
    what = fold(found["what"])
    back = [c for c in previous.conditions if _is(c, what) and (c.negated or again is None)]
    if not back:
        return None
    kept = tuple(c for c in previous.conditions if c not in back)
    return replace(previous, conditions=kept, utterance=text)


def _is(condition: Condition, what: str) -> bool:
    field = FIELDS[condition.field]
    value = condition.values if len(condition.values) == 1 else ()
    words = {field.name, field.label, field.plural, condition.said, *value}
    return what in {fold(word) for word in words}
