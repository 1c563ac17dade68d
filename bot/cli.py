"""The command line: `watchbook demo | ask | parse | serve | graph | package | check`, each importing what it needs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence


def _surroundings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--now", metavar="ISO", help="answer as if it were this time (default: the clock)")
    parser.add_argument(
        "--tz",
        metavar="IANA",
        help="time zone of the asker, like Europe/London (default: WATCHBOOK_TIMEZONE, else UTC)",
    )
    parser.add_argument(
        "--locale", metavar="TAG", help="how dates are read, like en-GB (default: WATCHBOOK_LOCALE, else en-US)"
    )
    parser.add_argument("--as", dest="asker", metavar="UPN", help="who asks: “my” and “I”")


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    top = argparse.ArgumentParser(prog="watchbook", description="Ask about a tenant's Entra ID logs in your own words.")
    commands = top.add_subparsers(dest="command", required=True, metavar="command")

    demo = commands.add_parser("demo", help="a made-up tenant, the real bot and a chat in this terminal")
    demo.add_argument("questions", nargs="*", help="answer these as turns of one conversation, and exit")
    demo.add_argument("--port", type=int, default=0, help="port of the bot (default: a free one)")
    demo.add_argument(
        "--keep", action="store_true", help="keep the bot and the tenant running without a chat, for other clients"
    )
    _surroundings(demo)

    ask = commands.add_parser("ask", help="ask a real tenant (or --demo) from this terminal")
    ask.add_argument("questions", nargs="*", help="turns of one conversation")
    ask.add_argument("--demo", action="store_true", help="ask the made-up tenant")
    ask.add_argument("--columns", action="store_true", help="say what the columns of --csv hold, and ask nothing")
    ask.add_argument("--json", action="store_true", help="print answers as JSON")
    ask.add_argument("--csv", action="store_true", help="print all records of the last question as CSV, as they come")
    ask.add_argument("--jsonl", action="store_true", help="one JSON object a line in (stdin), one out")
    _surroundings(ask)

    parse = commands.add_parser("parse", help="explain how a question is read; asks nobody")
    parse.add_argument("questions", nargs="*")
    parse.add_argument("--jsonl", action="store_true", help="one JSON object a line in (stdin), one out")
    _surroundings(parse)

    serve = commands.add_parser("serve", help="the bot: /api/messages and /healthz")
    serve.add_argument("--port", type=int, help="port (default: PORT, else 3978)")
    serve.add_argument(
        "--dangerously-unauthenticated",
        action="store_true",
        help="no bot registration: loopback only, callers unchecked",
    )
    _surroundings(serve)

    graph = commands.add_parser("graph", help="the made-up tenant alone, as a stand-in for Microsoft Graph")
    graph.add_argument("--port", type=int, default=9100)
    graph.add_argument("--records", metavar="DIR", help="serve these raw Graph JSON files instead")
    graph.add_argument("--seed", type=int, default=7)
    graph.add_argument("--scale", type=float, default=1.0, help="how much everyday traffic")
    graph.add_argument("--lenient", action="store_true", help="also accept operators that Graph does not document")
    graph.add_argument(
        "--throttle",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="5 report requests in any 10 s (default: yes for the made-up tenant, no for --records)",
    )
    _surroundings(graph)

    package = commands.add_parser("package", help="the Teams app as a zip")
    package.add_argument("--app-id", required=True, help="the bot's app id (a GUID)")
    package.add_argument("--domain", required=True, help="host name of the bot, like watchbook.azurewebsites.net")
    package.add_argument("--out", default="watchbook.zip", help="file to write")

    check = commands.add_parser("check", help="tries what the bot needs: what is missing, who can mend it, and how")
    check.add_argument("--json", action="store_true", help="print JSON")
    check.add_argument("--sign-in", action="store_true", help="check as a person, who signs in with a device code")
    check.add_argument("--endpoint", metavar="URL", help="the bot's messaging endpoint, https://<host>/api/messages")
    check.add_argument("--bot", metavar="ID", help="the Azure Bot's resource id; needs WATCHBOOK_ARM_TOKEN")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code: 0 fine, 1 it could not be done, 2 the words were wrong."""
    arguments = parser().parse_args(argv)
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _run(arguments: argparse.Namespace) -> int:
    match arguments.command:
        case "parse":
            from bot.commands.parse import run
        case "ask":
            from bot.commands.ask import run
        case "demo":
            from bot.commands.demo import run
        case "serve":
            from bot.commands.serve import run
        case "graph":
            from bot.commands.graph import run
        case "check":
            from bot.commands.check import run
        case _:
            from bot.commands.package import run
    return run(arguments)
