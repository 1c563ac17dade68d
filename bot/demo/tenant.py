"""The made-up tenant: everyday traffic plus the planted stories, from a seed, relative to now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.demo.days import Days, parsed
from bot.demo.everyday import everyday_audits, everyday_provisioning, everyday_sign_ins
from bot.demo.names import DELETED
from bot.demo.people import DOMAIN, INITIAL_DOMAIN, TENANT_ID, deleted_row
from bot.demo.records import Records, Row
from bot.demo.story import Story
from bot.demo.story_list import STORIES
from bot.demo.world import World, make_world


def make_tenant(now: datetime, *, seed: int = 7, scale: float = 1.0, stories: Sequence[Story] = STORIES) -> Records:
    """Records whose 30 days end at `now` (aware), the same for the same arguments; `scale` multiplies everyday traffic.

    Raises ValueError when `now` has no time zone or `scale` is negative.
    """
    if scale < 0:
        raise ValueError("scale must not be negative")
    world = make_world(now, seed)
    everyday_sign_ins(world, scale)
    everyday_audits(world, scale)
    everyday_provisioning(world, scale)
    for story in stories:
        story.plant(world)
    return _records(world)


def _records(world: World) -> Records:
    cast = world.cast
    people = [person.row for person in cast.people.values()]
    return Records(
        users=people,
        groups=list(cast.groups.values()),
        service_principals=list(cast.apps.values()),
        directory_roles=list(cast.roles.values()),
        sign_ins=_kept(world.sign_ins.rows, "createdDateTime", world.days),
        directory_audits=_kept(world.audits.rows, "activityDateTime", world.days),
        provisioning=_kept(world.provisioning.rows, "activityDateTime", world.days),
        deleted_users=[deleted_row(cast.deleted[alias]) for alias, *_ in DELETED],
        policies=list(cast.policies.values()),
        organization=[_organization()],
        memberships=cast.memberships,
    )


def _kept(rows: list[Row], time: str, days: Days) -> list[Row]:
    """The rows of the last 30 days, newest first."""
    timed = [(parsed(row[time]), row) for row in rows]
    kept = [(at, row) for at, row in timed if days.holds(at)]
    return [row for _, row in sorted(kept, key=lambda each: (each[0], each[1]["id"]), reverse=True)]


def _organization() -> Row:
    return {
        "id": TENANT_ID,
        "displayName": "Harbour Lane",
        "countryLetterCode": "IE",
        "createdDateTime": "2019-03-04T09:12:00Z",
        "tenantType": "AAD",
        "assignedPlans": [{"capabilityStatus": "Enabled", "service": "AADPremiumService"}],
        "verifiedDomains": [
            {"name": DOMAIN, "isDefault": True, "isInitial": False, "type": "Managed"},
            {"name": INITIAL_DOMAIN, "isDefault": False, "isInitial": True, "type": "Managed"},
        ],
    }
