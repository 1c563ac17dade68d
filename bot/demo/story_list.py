"""Every planted story: an explicit list, featured ones first, so that reading it is knowing what happened."""

from __future__ import annotations

from bot.demo.stories_access import ACCESS_STORIES
from bot.demo.stories_accounts import ACCOUNT_STORIES
from bot.demo.stories_apps import APP_STORIES
from bot.demo.stories_attacks import ATTACK_STORIES
from bot.demo.stories_provisioning import PROVISIONING_STORIES
from bot.demo.stories_sign_ins import SIGN_IN_STORIES
from bot.demo.story import Story

_ALL: tuple[Story, ...] = (
    *ATTACK_STORIES,
    *SIGN_IN_STORIES,
    *ACCESS_STORIES,
    *APP_STORIES,
    *ACCOUNT_STORIES,
    *PROVISIONING_STORIES,
)

STORIES: tuple[Story, ...] = tuple(sorted(_ALL, key=lambda story: not story.featured))
