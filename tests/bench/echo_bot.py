"""The smallest bot of the Bot Framework SDK, wired as its samples are: `python tests/bench/echo_bot.py PORT`.

Without a registration, as Watchbook is when it is measured beside it; or with one, when MicrosoftAppId is set, whose
keys and login service are then those of the environment.
"""

from __future__ import annotations

import functools
import os
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
    APP_ID = os.environ.get("MicrosoftAppId", "")
    APP_PASSWORD = os.environ.get("MicrosoftAppPassword", "")
    APP_TYPE = os.environ.get("MicrosoftAppType", "MultiTenant")
    APP_TENANTID = os.environ.get("MicrosoftAppTenantId", "")


class ConfigElsewhere(Config):
    """The same, for a Bot Framework that lives on this machine."""

    TO_CHANNEL_FROM_BOT_LOGIN_URL = os.environ.get("LOGIN_URL", "")
    TO_CHANNEL_FROM_BOT_OAUTH_SCOPE = "https://api.botframework.com"
    TO_BOT_FROM_CHANNEL_TOKEN_ISSUER = "https://api.botframework.com"
    OAUTH_URL = "https://api.botframework.com"
    TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL = os.environ.get("KEYS_URL", "")
    TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL = os.environ.get("KEYS_URL", "")


class EchoBot(ActivityHandler):
    """Says again what it was told."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer with the words that were said."""
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


if Config.APP_ID:
    from botframework.connector.auth import microsoft_app_credentials as sdk

    # msal asks nobody about the hosts of Entra ID; of this machine's it would ask them first.
    sdk.ConfidentialClientApplication = functools.partial(sdk.ConfidentialClientApplication, instance_discovery=False)

ADAPTER = CloudAdapter(ConfigurationBotFrameworkAuthentication(ConfigElsewhere() if Config.APP_ID else Config()))
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
