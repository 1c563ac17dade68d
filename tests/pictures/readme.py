"""Writes the cards that the README shows: real answers of the bot over the made-up tenant, at one fixed time.

python -m tests.pictures.readme cards.json
WIDTHS=600 PW_DIR=.playground node tests/pictures/draw.mjs cards.json out
Then out/NAME-600-light.png, brought down to a palette of 48 colours, is manifest/pictures/NAME.png.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import Wiring, make_bot
from bot.commands.chat import open_chat
from bot.config import Settings
from bot.demo import make_tenant, serve
from bot.demo.settings import ServerSettings
from bot.server import listening

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
SHOWN = {
    "admin-access": "who granted admin group access to a directory user?",
    "pattern": "what is the sign-in pattern of alice?",
    "workday": "what users were unsuccessfully created from Workday, and why?",
}


async def cards() -> dict[str, Any]:
    """The card of each question, asked in a conversation of its own over HTTP."""
    found: dict[str, Any] = {}
    async with serve(make_tenant(NOW), ServerSettings(now=lambda: NOW)) as graph:
        settings = Settings(graph_url=graph, graph_token="demo", dangerously_unauthenticated=True, port=0)
        async with (
            listening(make_bot(settings, lambda: NOW, Wiring()), "127.0.0.1", 0) as bot,
            open_chat(bot) as chat,
        ):
            for name, question in SHOWN.items():
                chat.restart()
                found[name] = (await chat.say(question))["attachments"][0]["content"]
    return found


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(asyncio.run(cards())), encoding="utf-8")
