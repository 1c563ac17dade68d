"""The words of a message, without the mention that brought them here."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channel.mentions import utterance
from tests.channel.fakes import BOT

ME = {"type": "mention", "mentioned": {"id": BOT, "name": "Watchbook"}, "text": "<at>Watchbook</at>"}
BOB = {"type": "mention", "mentioned": {"id": "29:bob", "name": "Bob Smith"}, "text": "<at>Bob Smith</at>"}


def said(text: Any, *entities: Any, **more: Any) -> dict[str, Any]:
    """Return a message activity with this text and these entities."""
    return {"text": text, "entities": list(entities), "recipient": {"id": BOT, "name": "Watchbook"}, **more}


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        (said("failed sign-ins today"), "failed sign-ins today"),
        (said("<at>Watchbook</at> failed sign-ins", ME), "failed sign-ins"),
        (said("<at>Watchbook</at>&nbsp;failed sign-ins\n", ME), "failed sign-ins"),
        (said("  <at>Watchbook</at>\u00a0 failed sign-ins ", ME), "failed sign-ins"),
        (said("failed sign-ins <at>Watchbook</at>", ME), "failed sign-ins"),
        (said("show <at>Watchbook</at> failures", ME), "show   failures"),
        (said("<at>Watchbook</at> <at>Watchbook</at> failures", ME), "failures"),
        (said("<AT>watchbook</AT> failures", ME), "failures"),
        (said('<at id="0">Watchbook</at> failures', ME), "failures"),
        (said("<at>Watchbook</at> failures", {**ME, "text": None}), "failures"),
        (said("<at>Watchbook</at> failures", {"type": "mention", "mentioned": {"id": BOT}}), "failures"),
        (
            said("<at>Log Bot</at> failures", {**ME, "mentioned": {"id": BOT, "name": "Log Bot"}, "text": ""}),
            "failures",
        ),
        (said("<at>Log &amp; Bot</at> failures", {**ME, "text": "<at>Log &amp; Bot</at>"}), "failures"),
        (said("<at>Watch</at> failures", {**ME, "text": "<at>Watch</at>"}), "failures"),
        (said("@Watchbook failures of Watchbook", {**ME, "text": "@Watchbook"}), "failures of Watchbook"),
        (said("<at>Watchbook</at> failures", {**ME, "type": "Mention"}), "failures"),
        (said("<at>Watchbook</at> failures"), "failures"),
        (said("<at>Watchbook</at> sign-ins for <at>Bob Smith</at> today", ME, BOB), "sign-ins for Bob Smith today"),
        (said("sign-ins for <at>Bob Smith</at>", BOB), "sign-ins for Bob Smith"),
        (said("<at>Bob Smith</at>", {"type": "mention"}, {"type": "mention", "mentioned": {}}), "Bob Smith"),
        (said("<at>Watchbook</at>", ME), ""),
        (said("<at>Watchbook failures", ME), "Watchbook failures"),
        (said("is a < b and c > d, R&D <b>"), "is a < b and c > d, R&D <b>"),
        (said("A &amp; B"), "A &amp; B"),
        (said("<p><at>Watchbook</at> R&amp;D &lt;b&gt;</p><p>x<br/>y</p>", ME, textFormat="xml"), "R&D <b>\nx\ny"),
        (said("O&#39;Brien", textFormat="html"), "O'Brien"),
        (said("<at>Watchbook</at> what\ndid bob do", ME), "what\ndid bob do"),
        (said(None), ""),
        (said(5), ""),
        ({"text": "hello"}, "hello"),
        ({"text": "<at>X</at> hello", "recipient": "x", "entities": "y"}, "X hello"),
        (
            said("<at>Bob</at> hi", {"type": "mention", "mentioned": {"id": None, "name": "Bob"}}, recipient={}),
            "Bob hi",
        ),
    ],
)
def test_mentions(activity: dict[str, Any], expected: str) -> None:
    """The bot's mention goes, in whatever form; other people's become their names; nothing else is touched."""
    assert expected == utterance(activity)
