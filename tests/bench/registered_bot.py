"""Watchbook with a registration whose keys and login service are on this machine: `PORT=… python -m …registered_bot`.

`watchbook serve` takes a registration of the Bot Framework alone; everything else is as there.
"""

from __future__ import annotations

import os
from dataclasses import replace

from bot import logs
from bot.app import Wiring, make_bot
from bot.channel.cloud import Cloud
from bot.config import Mode, Settings
from bot.server import run
from bot.warm import warm
from tests.bench.bench_turns import ASKERS, TENANT, asker
from tests.bench.graph_server import NOW
from tests.channel.fakes import APP_ID


def main() -> None:
    """Serve."""
    env = os.environ
    settings = replace(
        Settings(),
        app_id=APP_ID,
        app_password="made-up",
        tenant_id=TENANT,
        mode=Mode.APPLICATION,
        allowed_users=frozenset(map(asker, range(ASKERS))),
        caller_limit=None,
        graph_url=env["WATCHBOOK_GRAPH_URL"],
        graph_token="made-up",
        port=int(env["PORT"]),
    )
    cloud = Cloud(
        metadata_url=env["KEYS_URL"], login_url=env["LOGIN"], ca_file=env["CA_FILE"], loopback_services=True
    )
    logs.start(settings.log_format)
    app = make_bot(settings, lambda: NOW, Wiring(cloud=cloud))
    warm(NOW)
    run(app, settings)


if __name__ == "__main__":
    main()
