"""Rows about the settings alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from bot.checks.row import OPERATOR, Row, Status
from bot.config import ChannelAnswers, Mode, Rate, Settings, problems

TRIED = "read the environment"
REPORT_LIMIT = Rate(5, 10)
"""https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits"""
PLATFORM_STOP_SECONDS = 5.0
"""What App Service waits after SIGTERM without WEBSITES_CONTAINER_STOP_TIME_LIMIT
(https://learn.microsoft.com/azure/app-service/reference-app-settings)."""
FAREWELL_SECONDS = 5.0
"""What the bot takes beyond its grace time to say goodbye and close its connections."""


def rows(settings: Settings, env: Mapping[str, str]) -> list[Row]:
    """Return what is to be said about the settings; `env` is only asked what the platform itself sets."""
    # A ready token is how a person's rights are tried here, whatever the mode that the bot runs in.
    found = [_wrong(sentence) for sentence in problems(replace(settings, graph_token=""))]
    if not found:
        found = [Row("settings", Status.OK, TRIED, "All settings can be read and fit together.")]
    if settings.app_id:
        found += [*_who_may_ask(settings), *_signing(settings)]
    found += [*_channel_answers(settings), *_budget(settings), *_stopping(settings, env)]
    return found


def redis_row(why_not: str) -> Row:
    """Return whether the shared memory of several instances answers; `why_not` is empty when it does."""
    tried = "sent PING to WATCHBOOK_REDIS_URL"
    if not why_not:
        return Row("Redis", Status.OK, tried, "It answers.")
    how = "Correct WATCHBOOK_REDIS_URL, or let the bot's machine reach it."
    return Row("Redis", Status.MISSING, tried, f"It cannot be used: {why_not}.", OPERATOR, how)


def _wrong(sentence: str) -> Row:
    how = "Correct it in the environment (App Service: Settings, Environment variables) and restart."
    return Row("settings", Status.MISSING, TRIED, sentence, OPERATOR, how)


def _who_may_ask(settings: Settings) -> list[Row]:
    name = "who may ask"
    if settings.mode is Mode.DELEGATED:
        if not settings.oauth_connection:
            return []  # named among the problems
        said = f"Each user signs in through the connection {settings.oauth_connection} and sees what they may."
        return [Row(name, Status.OK, TRIED, said)]
    people, groups = len(settings.allowed_users), len(settings.allowed_groups)
    if people + groups == 0:
        said = "In application mode nobody is answered: both lists of who may ask are empty."
        how = "Put object ids into WATCHBOOK_ALLOWED_GROUPS or WATCHBOOK_ALLOWED_USERS."
        return [Row(name, Status.MISSING, TRIED, said, OPERATOR, how)]
    said = f"The app reads everything, for {_count(people, 'user')} and members of {_count(groups, 'group')} alone."
    return [Row(name, Status.OK, TRIED, said)]


def _signing(settings: Settings) -> list[Row]:
    if settings.signing_keys:
        said = "Card data is signed with WATCHBOOK_SIGNING_KEY."
    elif settings.app_password:
        said = "Card data is signed with a key made from the app password: a new one makes older buttons ask again."
    else:
        return []  # named among the problems
    return [Row("card buttons", Status.OK, TRIED, said)]


def _channel_answers(settings: Settings) -> list[Row]:
    if settings.channel_answers is not ChannelAnswers.OPEN:
        return []
    said = "WATCHBOOK_CHANNEL_ANSWERS is open: everybody in a channel reads what one member may ask."
    how = "Set it to private, unless that is what you want."
    return [Row("channels", Status.WARNING, TRIED, said, OPERATOR, how)]


def _budget(settings: Settings) -> list[Row]:
    rate = settings.graph_budget
    public = not _on_this_machine(settings.graph_url)
    if not public or (rate is not None and rate.count / rate.seconds <= REPORT_LIMIT.count / REPORT_LIMIT.seconds):
        return []
    said = "WATCHBOOK_GRAPH_BUDGET allows more than the 5 report requests in 10 s that Graph takes: answers will stall."
    return [Row("request budget", Status.WARNING, TRIED, said, OPERATOR, "Remove the setting, or set it to 5/10.")]


def _stopping(settings: Settings, env: Mapping[str, str]) -> list[Row]:
    """Say whether turns under way are answered when App Service stops an instance; nothing elsewhere."""
    if not env.get("WEBSITE_SITE_NAME"):
        return []
    limit = _seconds(env.get("WEBSITES_CONTAINER_STOP_TIME_LIMIT", ""))
    needed = settings.grace_seconds + FAREWELL_SECONDS
    if needed <= limit:
        return [
            Row("stopping", Status.OK, TRIED, f"The platform waits {limit:g} s, the bot takes at most {needed:g} s.")
        ]
    said = f"The platform ends the bot after {limit:g} s, but it takes up to {needed:g} s to answer what is under way."
    how = "Set WEBSITES_CONTAINER_STOP_TIME_LIMIT to 120, or WATCHBOOK_GRACE_SECONDS lower."
    return [Row("stopping", Status.WARNING, TRIED, said, OPERATOR, how)]


def _seconds(said: str) -> float:
    try:
        return float(said)
    except ValueError:
        return PLATFORM_STOP_SECONDS


def _on_this_machine(url: str) -> bool:
    return urlsplit(url).hostname in {"localhost", "127.0.0.1", "::1"}


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
