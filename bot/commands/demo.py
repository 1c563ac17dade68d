"""`watchbook demo`: the made-up tenant, the real endpoint, and a chat in this terminal that talks to it over HTTP."""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.commands.common import Given, given, pointed_at, say, settings_from_environment

if TYPE_CHECKING:
    from bot.commands.chat import Chat
    from bot.config import Settings

PROMPT = "you> "


def run(arguments: argparse.Namespace) -> int:
    """See the module."""
    settings = settings_from_environment()
    around = given(arguments, settings)
    return asyncio.run(_demo(arguments, settings, around))


async def _demo(arguments: argparse.Namespace, settings: Settings, around: Given) -> int:
    from bot.app import Wiring, make_bot
    from bot.commands.chat import open_chat
    from bot.config import Settings as Fresh
    from bot.demo import make_tenant, serve
    from bot.demo.settings import ServerSettings
    from bot.server import listening

    async with AsyncExitStack() as stack:
        graph = await stack.enter_async_context(serve(make_tenant(around.now()), ServerSettings(now=around.now)))
        own = replace(
            pointed_at(Fresh(), graph, "demo"),
            dangerously_unauthenticated=True,
            port=arguments.port,
            timezone=str(around.zone),
            locale=around.locale,
        )
        bot = await stack.enter_async_context(
            listening(make_bot(own, around.now, Wiring(budget=own.graph_budget)), "127.0.0.1", arguments.port)
        )
        if arguments.keep:
            say(f"Watchbook (made-up tenant) on {bot}/api/messages; its Graph on {graph}. Ctrl-C ends it.")
            await asyncio.Event().wait()
        chat = await stack.enter_async_context(open_chat(bot, timezone=str(around.zone), locale=around.locale))
        if arguments.questions:
            for text in arguments.questions:
                say(f"\n{PROMPT}{text}")
                show(await chat.say(text))
            return 0
        return await _talk(chat, around)


async def _talk(chat: Chat, around: Given) -> int:
    from bot.demo import stories

    say("A made-up tenant, the real bot. Some of what happened there:")
    for story in list(stories())[:8]:
        say(f"  {story.title}: “{story.ask[0]}”")
    say(f"Now is {around.now():%A %d %B %Y %H:%M} ({around.zone}). Ask away; an empty line or Ctrl-D ends.\n")
    loop = asyncio.get_running_loop()
    while True:
        sys.stdout.write(PROMPT)
        sys.stdout.flush()
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line.strip():
            return 0
        show(await chat.say(line.strip()))


def show(activity: dict[str, Any]) -> None:
    """Print a reply: its card as text, or its text."""
    from rich.console import Console
    from rich.text import Text

    from bot.commands.card_text import lines

    console = Console(highlight=False, soft_wrap=True)
    for attachment in activity.get("attachments") or []:
        for style, text in lines(attachment.get("content") or {}):
            console.print(Text("  " + _printable(text), style=style))
    if activity.get("text"):
        console.print(Text("  " + _printable(str(activity["text"]))))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
