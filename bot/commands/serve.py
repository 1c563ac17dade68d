"""`watchbook serve`: the bot."""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace

from bot.commands.common import fail, given, say, settings_from_environment
from bot.config import problems


def run(arguments: argparse.Namespace) -> int:
    """See the module. Ends with 1 and a sentence for everything that is wrong with the settings."""
    settings = settings_from_environment()
    around = given(arguments, settings)
    settings = replace(
        settings,
        dangerously_unauthenticated=arguments.dangerously_unauthenticated,
        port=settings.port if arguments.port is None else arguments.port,
        timezone=arguments.tz or settings.timezone,
        locale=around.locale,
    )
    wrong = problems(settings)
    if wrong:
        fail("Watchbook cannot start:\n" + "\n".join(f"- {sentence}" for sentence in wrong))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    from bot.app import make_bot
    from bot.server import run as serve

    say(f"Watchbook listens on http://{settings.bind_host}:{settings.port}/api/messages")
    serve(make_bot(settings, around.now), settings)
    return 0
