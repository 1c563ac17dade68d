"""`watchbook ask`: questions from the terminal, or JSON lines for scripts and for scoring."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.commands.common import Given, fail, given, pointed_at, say, settings_from_environment
from bot.config import Settings
from intents.model import Entity, EntityKind

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.asking import Remembered, Source


def run(arguments: argparse.Namespace) -> int:
    """See the module."""
    if arguments.columns:
        from bot.answers.table import COLUMNS

        say("\n".join(f"{column.name:20}{column.told}" for column in COLUMNS))
        return 0
    settings = settings_from_environment()
    around = given(arguments, settings)
    if not arguments.jsonl and not arguments.questions:
        fail('Ask something: watchbook ask "failed sign-ins today"', 2)
    return asyncio.run(_run(arguments, settings, around))


async def _run(arguments: argparse.Namespace, settings: Settings, around: Given) -> int:
    async with _source(settings, around, demo=arguments.demo) as source:
        if arguments.jsonl:
            return await _jsonl(source, around)
        if arguments.csv:
            return await _csv(arguments.questions, source, around)
        return await _conversation(arguments.questions, source, around, as_json=arguments.json)


@asynccontextmanager
async def _source(settings: Settings, around: Given, *, demo: bool) -> AsyncIterator[Source]:
    from bot.app import Wiring, open_source

    if demo:
        from bot.demo import make_tenant, serve
        from bot.demo.settings import ServerSettings

        now = around.now()
        async with (
            serve(make_tenant(now), ServerSettings(now=around.now)) as url,
            open_source(pointed_at(settings, url, "demo"), Wiring(budget=settings.graph_budget)) as source,
        ):
            yield source
        return
    wiring = None if settings.graph_token or settings.app_password else Wiring(tokens=device_code(settings))
    async with open_source(settings, wiring) as source:
        yield source


def device_code(settings: Settings) -> Any:
    """A person's own token by device code, for a terminal without any other credentials."""
    from bot.graph.tokens import DeviceCodeToken

    client = settings.app_id or os.environ.get("WATCHBOOK_CLIENT_ID", "")
    if not client:
        fail(
            "No way to sign in to Microsoft Graph: set WATCHBOOK_GRAPH_TOKEN, or MicrosoftAppId with "
            "MicrosoftAppTenantId to sign in with a device code.",
            1,
        )

    def make() -> Any:
        import msal

        return msal.PublicClientApplication(
            client, authority=f"https://login.microsoftonline.com/{settings.tenant_id or 'organizations'}"
        )

    import time

    def tell(text: str) -> None:
        sys.stderr.write(text + "\n")

    scopes = [f"{settings.graph_url}/{scope}" for scope in ("AuditLog.Read.All", "Directory.Read.All")]
    return DeviceCodeToken(make, scopes, tell, clock=time.monotonic)


async def turn(
    text: str, source: Source, now: datetime, locale: str | None, asker: Entity | None, before: Remembered | None
) -> tuple[Answer, Remembered | None]:
    """One turn of a conversation in this process."""
    from bot.answering import answer
    from bot.asking import Surroundings

    kept = before

    async def keep(remembered: Remembered) -> None:
        nonlocal kept
        kept = remembered

    return await answer(text, Surroundings(now, locale, asker), source, before=before, keep=keep), kept


def asker_of(upn: str) -> Entity | None:
    """The person that --as names."""
    return Entity(EntityKind.USER, "", upn.partition("@")[0], upn=upn.lower(), mail=upn.lower()) if upn else None


async def _conversation(questions: list[str], source: Source, around: Given, *, as_json: bool) -> int:
    from bot.jsonl import encode

    before: Remembered | None = None
    code = 0
    for number, text in enumerate(questions):
        found, before = await turn(text, source, around.now(), around.locale, asker_of(around.asker), before)
        if as_json:
            from bot.cards import draw

            say(
                json.dumps(
                    encode(f"q{number + 1}", found, card=draw(found, zone=around.zone)), ensure_ascii=False, indent=2
                )
            )
        else:
            from bot.terminal import show

            if len(questions) > 1:
                say(f"> {text}")
            show(found, zone=around.zone)
        code = 1 if found.kind == "problem" else 0
    return code


async def _csv(questions: list[str], source: Source, around: Given) -> int:
    """The turns before the last one are read for what they say, and only its records are written."""
    from bot.answering import understand
    from bot.answers.model import Answer
    from bot.asking import Asked, Surroundings
    from bot.exporting import Writer, export
    from bot.jsonl import text_of

    before: Remembered | None = None
    for text in questions[:-1]:
        _, before = await turn(text, source, around.now(), around.locale, asker_of(around.asker), before)
    here = Surroundings(around.now(), around.locale, asker_of(around.asker))
    asked = await understand(questions[-1], here, before=before)
    writer = Writer("csv", sys.stdout.write)
    found = await export(asked, here, source, writer) if isinstance(asked, Asked) else asked
    if isinstance(found, Answer):
        sys.stderr.write(text_of(found) + "\n")
        return 1
    sys.stdout.flush()
    because = "" if found.complete else f"; not complete: {'; '.join(found.incomplete_because)}"
    sys.stderr.write(f"{writer.written:,} records{because}\n")
    return 0 if found.complete else 1


async def _jsonl(source: Source, around: Given) -> int:
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        if line.strip():
            say(json.dumps(await _answer_line(line, source, around), ensure_ascii=False))
    return 0


async def _answer_line(line: str, source: Source, around: Given) -> dict[str, Any]:
    from bot.answers import talk
    from bot.clock import fixed, zone_of
    from bot.jsonl import encode
    from bot.problems import Problem

    identity = ""
    try:
        asked = json.loads(line)
        identity = str(asked.get("id", ""))
        turns = [str(t) for t in asked["turns"]]
        zone = zone_of(str(asked.get("tz") or around.zone))
        now = fixed(str(asked["now"]), zone).astimezone(zone) if asked.get("now") else around.now().astimezone(zone)
        locale = str(asked.get("locale") or around.locale)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return encode(
            identity, replace(talk.problem(Problem("not-found", what="a line that is no JSON object with turns")))
        )
    before: Remembered | None = None
    found = None
    for text in turns or [""]:
        found, before = await turn(text, source, now, locale, asker_of(str(asked.get("as") or around.asker)), before)
    assert found is not None
    return encode(identity, found)
