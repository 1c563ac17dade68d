"""The smallest bot of the Bot Framework SDK, wired as its samples are: `python tests/bench/echo_bot.py PORT`.

Without a registration, as Watchbook is when it is measured beside it.
"""

from __future__ import annotations

import sys

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import (  # noqa: TID251 - what is measured here, and nowhere used
    CloudAdapter,
    ConfigurationBotFrameworkAuthentication,
)


class Config:
    """What the samples' config.py holds."""

    PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"
    APP_TENANTID = ""


class EchoBot(ActivityHandler):
    """Says again what it was told."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer with the words that were said."""
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


ADAPTER = CloudAdapter(ConfigurationBotFrameworkAuthentication(Config()))
BOT = EchoBot()


async def messages(request: web.Request) -> web.Response:
    """Hand an activity to the adapter."""
    return await ADAPTER.process(request, BOT) or web.Response(status=201)


async def healthz(_: web.Request) -> web.Response:
    """Say that it is there."""
    return web.Response()


if __name__ == "__main__":
    app = web.Application()
    app.router.add_post("/api/messages", messages)
    app.router.add_get("/healthz", healthz)
    web.run_app(app, host="127.0.0.1", port=Config.PORT, access_log=None, print=None)
