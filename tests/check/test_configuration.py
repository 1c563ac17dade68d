"""`watchbook check` and the settings alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.checks.configuration import rows
from bot.checks.row import Status
from bot.config import ChannelAnswers, Mode, Rate, Settings, load
from tests.check.rig import FIT


def names(settings: Settings, status: Status, **env: str) -> list[str]:
    """The rows about these settings that came out so."""
    return [row.name for row in rows(settings, env) if row.status is status]


def test_settings_that_fit() -> None:
    """Nothing is missing and nothing is warned of."""
    assert names(FIT, Status.MISSING) + names(FIT, Status.WARNING) == []


def test_every_problem_has_a_row() -> None:
    """What would stop the start is told here too, each in a row of its own."""
    settings = load({"MicrosoftAppId": "x", "PORT": "y"})

    assert len([row for row in rows(settings, {}) if row.name == "settings"]) >= 3


def test_a_ready_token_is_no_problem_here() -> None:
    """A person's token is how delegated mode is checked."""
    settings = replace(FIT, mode=Mode.DELEGATED, oauth_connection="graph", graph_token="t")

    assert names(settings, Status.MISSING) == []


def test_application_mode_for_nobody() -> None:
    """Two empty lists mean that nobody is answered."""
    assert names(replace(FIT, allowed_users=frozenset()), Status.MISSING) == ["who may ask"]


@pytest.mark.parametrize(
    ("changes", "warned"),
    [
        ({"channel_answers": ChannelAnswers.OPEN}, ["channels"]),
        ({"graph_budget": None}, ["request budget"]),
        ({"graph_budget": Rate(6, 10)}, ["request budget"]),
        ({"graph_budget": Rate(2, 4)}, []),
        ({"graph_budget": None, "graph_url": "http://127.0.0.1:9"}, []),
    ],
)
def test_settings_that_are_warned_of(changes: dict[str, object], warned: list[str]) -> None:
    """Answers that everybody sees, and more requests than Graph takes."""
    assert names(replace(FIT, **changes), Status.WARNING) == warned  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("grace", "limit", "status"),
    [(90, "120", Status.OK), (116, "120", Status.WARNING), (5, "", Status.WARNING), (5, "10", Status.OK)],
)
def test_the_platform_must_wait_long_enough(grace: float, limit: str, status: Status) -> None:
    """On App Service the grace time must fit into what the platform waits."""
    settings = replace(FIT, grace_seconds=grace)
    env = {"WEBSITE_SITE_NAME": "watchbook", "WEBSITES_CONTAINER_STOP_TIME_LIMIT": limit}

    assert names(settings, status, **env).count("stopping") == 1
    assert [row for row in rows(settings, {}) if row.name == "stopping"] == []
