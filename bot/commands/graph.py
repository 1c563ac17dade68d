"""`watchbook graph`: the made-up tenant (or raw Graph JSON files) as a stand-in for Microsoft Graph."""

from __future__ import annotations

import argparse
import asyncio

from bot.commands.common import Given, fail, given, say, settings_from_environment


def run(arguments: argparse.Namespace) -> int:
    """See the module."""
    return asyncio.run(_serve(arguments, given(arguments, settings_from_environment())))


async def _serve(arguments: argparse.Namespace, around: Given) -> int:
    from bot.demo import load_records, make_tenant, serve
    from bot.demo.records import RecordsError
    from bot.demo.settings import ServerSettings

    throttle = arguments.throttle if arguments.throttle is not None else arguments.records is None
    settings = ServerSettings(
        now=around.now,
        lenient=arguments.lenient,
        throttle=(5, 10.0) if throttle else None,
        retention_days=None if arguments.records is None or around.fixed_now else 36_500,
    )
    try:
        records = (
            load_records(arguments.records)
            if arguments.records
            else make_tenant(around.now(), seed=arguments.seed, scale=arguments.scale)
        )
    except RecordsError as error:
        fail(str(error))
        return 1
    async with serve(records, settings, port=arguments.port) as url:
        limit = "5 report requests in any 10 s" if throttle else "no request limit"
        say(f"Graph stand-in on {url} ({limit}; any bearer token). Ask it with:")
        say(f'  WATCHBOOK_GRAPH_URL={url} WATCHBOOK_GRAPH_TOKEN=dev watchbook ask "failed sign-ins today"')
        await asyncio.Event().wait()
    return 0
