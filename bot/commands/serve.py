"""`watchbook serve`: the bot."""

from __future__ import annotations

import argparse
import logging
import os
from dataclasses import replace

from bot.commands.common import fail, given, settings_from_environment
from bot.config import problems

logger = logging.getLogger("watchbook.serve")


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
    from bot import logs, telemetry
    from bot.app import make_bot
    from bot.server import run as serve
    from bot.warm import warm

    logs.start(settings.log_format)
    app = make_bot(settings, around.now)
    telemetry.start(app, os.environ)
    warm(around.now())
    logger.info("Watchbook listens on http://%s:%s/api/messages", settings.bind_host, settings.port)
    serve(app, settings)
    logger.info("Watchbook has ended: running turns were answered or told that they were interrupted")
    return 0
