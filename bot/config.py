"""Settings, read from the environment once and checked at start: every problem is named, all at once.

Names and meanings are the table in the README. A value that cannot be read is kept out of `Settings` and reported by
`problems`, so that a typing error never becomes a default in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from importlib.util import find_spec
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

T = TypeVar("T")


class Mode(StrEnum):
    """With whose identity Graph is read."""

    DELEGATED = "delegated"
    APPLICATION = "application"


class AppType(StrEnum):
    """The kind of bot registration, spelled as Azure spells it."""

    SINGLE_TENANT = "SingleTenant"
    MULTI_TENANT = "MultiTenant"
    MANAGED_IDENTITY = "UserAssignedMSI"


class ChannelAnswers(StrEnum):
    """What is shown of an answer in channels and group chats."""

    PRIVATE = "private"
    TARGETED = "targeted"
    OPEN = "open"


class LogFormat(StrEnum):
    """How `serve` writes its log."""

    JSON = "json"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many within so many seconds."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Secrets are not part of its repr."""

    app_id: str = ""
    app_password: str = field(default="", repr=False)
    app_type: AppType = AppType.SINGLE_TENANT
    tenant_id: str = ""
    mode: Mode = Mode.DELEGATED
    oauth_connection: str = ""
    oauth_url: str = ""
    """Another token service than the cloud's; empty for that."""
    allowed_users: frozenset[str] = frozenset()
    """Object ids, lower case."""
    allowed_groups: frozenset[str] = frozenset()
    """Object ids, lower case."""
    channel_answers: ChannelAnswers = ChannelAnswers.PRIVATE
    graph_url: str = "https://graph.microsoft.com"
    graph_token: str = field(default="", repr=False)
    graph_budget: Rate | None = Rate(5, 10)
    """None: no limit."""
    caller_limit: Rate | None = Rate(20, 60)
    """None: no limit."""
    answer_seconds: float = 12.0
    max_seconds: float = 300.0
    max_records: int = 200_000
    signing_keys: tuple[str, ...] = field(default=(), repr=False)
    certificate: str = ""
    federated_identity: str = ""
    timezone: str = "UTC"
    locale: str = "en-US"
    redis_url: str = field(default="", repr=False)
    log_format: LogFormat = LogFormat.JSON
    grace_seconds: float = 5.0
    """How long running turns may go on after SIGTERM. With their farewell it is less than the 10 s that Docker waits;
    App Service waits WEBSITES_CONTAINER_STOP_TIME_LIMIT, and the template there sets both."""
    host: str = "0.0.0.0"  # noqa: S104 - App Service reaches the bot from outside its container
    port: int = 3978
    dangerously_unauthenticated: bool = False
    """Serve without a bot registration, callers unchecked. Set by the flag or the demo, never by the environment."""
    unreadable: tuple[str, ...] = ()
    """A sentence for each setting whose value could not be read."""

    @property
    def signs_in(self) -> bool:
        """Return whether each person signs in, so that Graph is read with their own rights."""
        return bool(self.app_id) and self.mode is Mode.DELEGATED

    @property
    def bind_host(self) -> str:
        """Return the address to listen on: loopback when callers are unchecked, whatever HOST says."""
        return self.host if self.app_id else "127.0.0.1"

    def unauthenticated(self) -> Settings:
        """Return these settings for a start without a bot registration."""
        return replace(self, dangerously_unauthenticated=True)


DEFAULTS = Settings()
SHORTEST_KEY = 16
"""Characters of a signing key."""


def load(env: Mapping[str, str]) -> Settings:
    """Return the settings that an environment holds. Never raises: see `problems`."""
    reader = _Reader(env)
    settings = Settings(
        app_id=reader.text("MicrosoftAppId"),
        app_password=reader.text("MicrosoftAppPassword"),
        app_type=reader.read("MicrosoftAppType", _choice(AppType), DEFAULTS.app_type),
        tenant_id=reader.text("MicrosoftAppTenantId"),
        mode=reader.read("WATCHBOOK_MODE", _choice(Mode), DEFAULTS.mode),
        oauth_connection=reader.text("WATCHBOOK_OAUTH_CONNECTION"),
        oauth_url=reader.read("OAUTH_URL", _url, DEFAULTS.oauth_url),
        allowed_users=reader.read("WATCHBOOK_ALLOWED_USERS", _ids, frozenset()),
        allowed_groups=reader.read("WATCHBOOK_ALLOWED_GROUPS", _ids, frozenset()),
        channel_answers=reader.read("WATCHBOOK_CHANNEL_ANSWERS", _choice(ChannelAnswers), DEFAULTS.channel_answers),
        graph_url=reader.read("WATCHBOOK_GRAPH_URL", _url, DEFAULTS.graph_url),
        graph_token=reader.text("WATCHBOOK_GRAPH_TOKEN"),
        graph_budget=reader.read("WATCHBOOK_GRAPH_BUDGET", _rate, DEFAULTS.graph_budget),
        caller_limit=reader.read("WATCHBOOK_CALLER_LIMIT", _rate, DEFAULTS.caller_limit),
        answer_seconds=reader.read("WATCHBOOK_ANSWER_SECONDS", _positive, DEFAULTS.answer_seconds),
        max_seconds=reader.read("WATCHBOOK_MAX_SECONDS", _positive, DEFAULTS.max_seconds),
        max_records=reader.read("WATCHBOOK_MAX_RECORDS", _whole, DEFAULTS.max_records),
        signing_keys=reader.read("WATCHBOOK_SIGNING_KEY", _list, ()),
        certificate=reader.text("WATCHBOOK_CERTIFICATE"),
        federated_identity=reader.text("WATCHBOOK_FEDERATED_IDENTITY"),
        timezone=reader.read("WATCHBOOK_TIMEZONE", _zone, DEFAULTS.timezone),
        locale=reader.read("WATCHBOOK_LOCALE", _locale, DEFAULTS.locale),
        redis_url=reader.read("WATCHBOOK_REDIS_URL", _redis, DEFAULTS.redis_url),
        log_format=reader.read("WATCHBOOK_LOG", _choice(LogFormat), DEFAULTS.log_format),
        grace_seconds=reader.read("WATCHBOOK_GRACE_SECONDS", _positive, DEFAULTS.grace_seconds),
        host=reader.text("HOST") or DEFAULTS.host,
        port=reader.read("PORT", _port, DEFAULTS.port),
    )
    return replace(settings, unreadable=tuple(reader.unreadable))


def problems(settings: Settings) -> list[str]:
    """Return why `serve` must not start with these settings, one sentence each; empty when it may."""
    found = list(settings.unreadable)
    if settings.app_id:
        found += _registration_problems(settings)
    else:
        found += _no_registration_problems(settings)
    if settings.redis_url:
        found += _redis_problems(settings)
    if settings.answer_seconds > settings.max_seconds:
        found.append("WATCHBOOK_ANSWER_SECONDS is longer than WATCHBOOK_MAX_SECONDS: no partial answer would be shown.")
    return found


def _registration_problems(settings: Settings) -> list[str]:
    found = []
    if settings.dangerously_unauthenticated:
        found.append(
            "MicrosoftAppId is set, and so is --dangerously-unauthenticated: with a bot registration every caller is"
            " checked. Leave out one of the two."
        )
    if not _is_id(settings.app_id):
        found.append("MicrosoftAppId must be an id like 00000000-0000-0000-0000-000000000000.")
    if not settings.tenant_id:
        found.append("MicrosoftAppTenantId is missing: it names the only tenant whose people are answered.")
    elif not _is_id(settings.tenant_id):
        found.append("MicrosoftAppTenantId must be the tenant's id, not its name: Teams sends the id.")
    if settings.app_type is AppType.MANAGED_IDENTITY:
        found.append("MicrosoftAppType UserAssignedMSI is not supported: register the bot as SingleTenant.")
    elif not (settings.app_password or settings.certificate or settings.federated_identity):
        found.append(
            "MicrosoftAppPassword is missing: without it (or WATCHBOOK_CERTIFICATE, or WATCHBOOK_FEDERATED_IDENTITY)"
            " the bot cannot reply."
        )
    elif not (settings.signing_keys or settings.app_password):
        found.append("WATCHBOOK_SIGNING_KEY is missing: without it, or a password to derive it from, no button works.")
    return found + _mode_problems(settings)


def _mode_problems(settings: Settings) -> list[str]:
    found = []
    if settings.mode is Mode.DELEGATED and not settings.oauth_connection:
        found.append(
            "WATCHBOOK_OAUTH_CONNECTION is missing: it names the bot's OAuth connection, by which people sign in."
            " Without sign-in of each person set WATCHBOOK_MODE=application and WATCHBOOK_ALLOWED_USERS."
        )
    if settings.mode is Mode.DELEGATED and settings.graph_token:
        found.append("WATCHBOOK_GRAPH_TOKEN is for development: in delegated mode each person's own token is used.")
    if any(len(key) < SHORTEST_KEY for key in settings.signing_keys):
        found.append(f"WATCHBOOK_SIGNING_KEY must be {SHORTEST_KEY} characters or longer, and hard to guess.")
    return found


def _redis_problems(settings: Settings) -> list[str]:
    found = []
    if find_spec("redis") is None:
        found.append("WATCHBOOK_REDIS_URL is set, but the package redis is missing: pip install 'watchbook[redis]'.")
    if not settings.app_id and not settings.signing_keys:
        found.append(
            "WATCHBOOK_SIGNING_KEY is missing: without it, or the password of a registration, the processes that share"
            " a Redis could not read what the others keep there."
        )
    return found


def _no_registration_problems(settings: Settings) -> list[str]:
    found = []
    if settings.app_password:
        found.append("MicrosoftAppPassword is set, but MicrosoftAppId is not.")
    if not settings.dangerously_unauthenticated:
        found.append(
            "MicrosoftAppId is missing: without a bot registration nobody can be checked. For development on this"
            " machine start with --dangerously-unauthenticated, or run `watchbook demo`."
        )
    return found


class _Reader:
    """Reads settings one by one and remembers what could not be read."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.unreadable: list[str] = []

    def text(self, name: str) -> str:
        return self._env.get(name, "").strip()

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        said = self.text(name)
        if not said:
            return default
        try:
            return parse(said)
        except ValueError as error:
            self.unreadable.append(f"{name} {error}")
            return default


E = TypeVar("E", bound=StrEnum)


def _choice(choices: type[E]) -> Callable[[str], E]:
    def parse(said: str) -> E:
        for choice in choices:
            if choice.value.lower() == said.lower():
                return choice
        raise ValueError(f"must be one of {', '.join(choices)}.")

    return parse


def _list(said: str) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in said.replace(";", ",").split(",")) if part)


def _ids(said: str) -> frozenset[str]:
    """Return object ids. A name or an address in their place would silently allow nobody, so it is refused."""
    found = frozenset(part.lower() for part in _list(said))
    if not all(map(_is_id, found)):
        raise ValueError("must hold object ids (like 00000000-0000-0000-0000-000000000000), separated by commas.")
    return found


def _is_id(said: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", said.lower()) is not None


def _url(said: str) -> str:
    parts = urlsplit(said)
    loopback = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if not parts.hostname or parts.scheme not in ({"http", "https"} if loopback else {"https"}):
        raise ValueError("must be an https address (http only on this machine).")
    return said.rstrip("/")


def _redis(said: str) -> str:
    """Return an address of Redis. What is wrong with one is told without it: it may hold a password."""
    try:
        parts = urlsplit(said)
        fit = parts.scheme in {"redis", "rediss"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fit = False
    if not fit:
        raise ValueError("must look like rediss://:password@host:port/0.")
    return said


def _rate(said: str) -> Rate | None:
    if said.lower() == "off":
        return None
    count, slash, seconds = said.partition("/")
    try:
        rate = Rate(int(count), float(seconds))
    except ValueError:
        rate = Rate(0, 0)
    if not slash or rate.count < 1 or not 0 < rate.seconds < float("inf"):
        raise ValueError("must look like 5/10 (so many in so many seconds), or be off.")
    return rate


def _positive(said: str) -> float:
    try:
        found = float(said)
    except ValueError:
        found = 0.0
    if not 0 < found < float("inf"):
        raise ValueError("must be a number of seconds above zero.")
    return found


def _whole(said: str) -> int:
    if not said.isascii() or not said.isdigit() or int(said) < 1:
        raise ValueError("must be a whole number above zero.")
    return int(said)


def _port(said: str) -> int:
    if not said.isascii() or not said.isdigit() or not 0 <= int(said) <= 65535:
        raise ValueError("must be a port number, 0 to 65535.")
    return int(said)


def _zone(said: str) -> str:
    try:
        ZoneInfo(said)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError("must be the name of a time zone, like Europe/Berlin.") from error
    return said


def _locale(said: str) -> str:
    if not said.replace("-", "").replace("_", "").isalnum() or not said[:2].isalpha():
        raise ValueError("must be a language tag, like en-GB.")
    return said.replace("_", "-")
