"""What several commands share: the surroundings given on the command line, words for the terminal."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bot.clock import fixed, wall_clock, zone_of
from bot.config import Settings, load


@dataclass(frozen=True, slots=True)
class Given:
    """The surroundings as the command line fixes them."""

    zone: tzinfo
    locale: str
    fixed_now: datetime | None
    asker: str

    def now(self) -> datetime:
        """Now in the asker's zone."""
        return self.fixed_now or wall_clock().astimezone(self.zone)


def given(arguments: argparse.Namespace, settings: Settings) -> Given:
    """The surroundings; exits with 2 and a sentence when a word cannot be read."""
    name = arguments.tz or settings.timezone
    zone = zone_of(name)
    if str(zone) != name and name not in ("UTC", ""):
        fail(f"--tz {name}: no such time zone; use a name like Europe/London.", 2)
    at = None
    if arguments.now:
        try:
            at = fixed(arguments.now, zone)
        except ValueError:
            fail(f"--now {arguments.now}: not an ISO time; write it like 2026-11-18T14:30:00Z.", 2)
    return Given(zone, arguments.locale or settings.locale, at, arguments.asker or "")


def settings_from_environment() -> Settings:
    """Settings from the environment; a value that cannot be read is said and ends the command."""
    settings = load(os.environ)
    if settings.unreadable:
        fail("\n".join(settings.unreadable), 2)
    return settings


def pointed_at(settings: Settings, url: str, token: str = "") -> Settings:
    """The settings with another Graph."""
    return replace(settings, graph_url=url, graph_token=token or settings.graph_token)


def fail(sentence: str, code: int = 1) -> None:
    """Says a sentence on stderr and exits."""
    sys.stderr.write(sentence + "\n")
    raise SystemExit(code)


def say(text: str) -> None:
    """One line on stdout, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
