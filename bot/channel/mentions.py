"""The words of a message, out of the markup that Teams puts around them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

AT = re.compile(r"<at\b[^>]*>(.*?)</at\s*>", re.IGNORECASE | re.DOTALL)
STRAY_AT = re.compile(r"</?at\b[^>]*>", re.IGNORECASE)
BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6]|blockquote)\s*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
NBSP = re.compile(r"&nbsp;|&#160;|&#xa0;|\u00a0", re.IGNORECASE)


def utterance(activity: Mapping[str, Any]) -> str:
    """Return what a person typed, in plain text: the bot's own mention removed, other people's left as their names.

    Takes the activity as JSON; never raises, whatever its fields hold. `textFormat` xml or html is decoded; in plain
    text only mentions are markup, so that "<b>" stays what somebody asked about.
    """
    text = activity.get("text")
    if not isinstance(text, str) or not text:
        return ""
    text = _without_bot(text, activity)
    text = AT.sub(lambda match: match[1], text)
    if activity.get("textFormat") in ("xml", "html"):
        text = html.unescape(TAG.sub("", BREAK.sub("\n", text)))
    else:
        text = STRAY_AT.sub("", text)
    return NBSP.sub(" ", text).strip()


def _without_bot(text: str, activity: Mapping[str, Any]) -> str:
    bot = activity.get("recipient")
    if not isinstance(bot, Mapping):
        return text
    names = {_folded(bot.get("name"))} - {""}
    for mentioned, said in _mentions(activity):
        if not bot.get("id") or mentioned.get("id") != bot.get("id"):
            continue
        if said:
            text = text.replace(said, " ", -1 if AT.search(said) else 1)
        names |= {_folded(mentioned.get("name")), _folded(said)} - {""}
    return AT.sub(lambda match: " " if _folded(match[0]) in names else match[0], text)


def _mentions(activity: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield who was mentioned and the words that did it, "" when the entity does not say."""
    entities = activity.get("entities")
    for entity in entities if isinstance(entities, list) else ():
        if not isinstance(entity, Mapping) or str(entity.get("type")).lower() != "mention":
            continue
        mentioned, said = entity.get("mentioned"), entity.get("text")
        if isinstance(mentioned, Mapping):
            yield mentioned, said if isinstance(said, str) else ""


def _folded(name: object) -> str:
    """Return a name or a mention as it compares: no tags, no entities, single blanks, case folded."""
    if not isinstance(name, str):
        return ""
    return " ".join(html.unescape(STRAY_AT.sub("", name)).split()).casefold()
