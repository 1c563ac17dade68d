"""Every planted story, in the order in which they are written: an explicit list, so that reading it is knowing them."""

from __future__ import annotations

from bot.demo.stories_access import ACCESS_STORIES
from bot.demo.stories_accounts import ACCOUNT_STORIES
from bot.demo.stories_attacks import ATTACK_STORIES
from bot.demo.stories_provisioning import PROVISIONING_STORIES
from bot.demo.stories_sign_ins import SIGN_IN_STORIES
from bot.demo.story import Story

STORIES: tuple[Story, ...] = (
    *ATTACK_STORIES,
    *SIGN_IN_STORIES,
    *ACCESS_STORIES,
    *ACCOUNT_STORIES,
    *PROVISIONING_STORIES,
)
