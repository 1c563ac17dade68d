"""Planted stories about apps, policies and devices in the directory audits."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.audits import CONDITIONAL_ACCESS, DEVICES, Change, object_target
from bot.demo.days import Days, parsed
from bot.demo.names import NEW_APP
from bot.demo.people import guid
from bot.demo.records import Records
from bot.demo.story import Story, targets, where
from bot.demo.world import World

MFA_POLICY = "Require MFA for all users"
SECRETS = "Update application – Certificates and secrets management"


def plant_new_app_added(world: World) -> None:
    """The new app comes in, gets consent and an assignment."""
    priya, app = world.person("priya"), world.cast.apps[NEW_APP]
    at = parsed(app["createdDateTime"])
    scope = "User.Read Mail.Read offline_access"
    consent: tuple[Change, ...] = (
        ("ConsentContext.IsAdminConsent", None, "True"),
        ("ConsentContext.OnBehalfOfAll", None, "True"),
        ("ConsentAction.Permissions", None, f"[] => [[Scope: {scope}]]"),
    )
    audits, kind = world.audits, "ServicePrincipal"
    category = "ApplicationManagement"
    audits.write(at, "Add service principal", category, priya, [object_target(app, kind)], operation="Add")
    target = [object_target(app, kind, ("DelegatedPermissionGrant.Scope", None, scope))]
    audits.write(
        at + timedelta(minutes=8), "Add delegated permission grant", category, priya, target, operation="Assign"
    )
    target = [object_target(app, kind, *consent)]
    audits.write(at + timedelta(minutes=8), "Consent to application", category, priya, target, operation="Assign")
    other = [object_target(world.cast.apps["Slack"], kind, *consent)]
    by = world.person("victor")
    audits.write(world.days.day(1, 11, 3), "Consent to application", category, by, other, operation="Assign")


def new_app_added_is_there(records: Records, _: Days) -> bool:
    """Added once, at the time the service principal says, then consented to."""
    app = where(records.service_principals, displayName=NEW_APP)[0]
    rows = [row for row in records.directory_audits if targets(row, NEW_APP)]
    added = where(rows, activityDisplayName="Add service principal")
    same = parsed(added[0]["activityDateTime"]).replace(microsecond=0) == parsed(app["createdDateTime"])
    return len(added) == 1 and same and len(where(rows, activityDisplayName="Consent to application")) == 1


def plant_secret(world: World) -> None:
    """A secret is added to an app by somebody who does not usually do so."""
    app = {"id": guid(world.rng), "displayName": "Cargo Tracker"}
    key = "[KeyIdentifier=5d7a, KeyType=Password, KeyUsage=Verify, DisplayName=temp]"
    target = [object_target(app, "Application", ("KeyDescription", [], [key]))]
    by = world.person("liam.foley")
    world.audits.write(world.days.day(4, 17, 3), SECRETS, "ApplicationManagement", by, target)


def secret_is_there(records: Records, _: Days) -> bool:
    """One row."""
    return (
        len(
            [
                row
                for row in where(records.directory_audits, activityDisplayName=SECRETS)
                if targets(row, "Cargo Tracker")
            ]
        )
        == 1
    )


def plant_policy_changes(world: World) -> None:
    """Yesterday the MFA policy is turned to report-only; a named location is added, another policy edited."""
    sybil, policies = world.person("sybil"), world.cast.policies
    off: Change = ("ConditionalAccessPolicy", {"state": "enabled"}, {"state": "enabledForReportingButNotEnforced"})
    edit: Change = ("ConditionalAccessPolicy", {"state": "enabled"}, {"state": "enabled"})
    for at, name, change in (
        (world.days.day(1, 9, 31), MFA_POLICY, off),
        (world.days.day(13, 15, 0), "Block legacy authentication", edit),
    ):
        target = [object_target(policies[name], "Policy", change)]
        activity = "Update conditional access policy"
        world.audits.write(at, activity, "Policy", sybil, target, service=CONDITIONAL_ACCESS)
    place = [object_target({"id": guid(world.rng), "displayName": "Rotterdam office"}, "Policy")]
    at = world.days.day(6, 10, 10)
    world.audits.write(at, "Add named location", "Policy", sybil, place, service=CONDITIONAL_ACCESS, operation="Add")


def policy_changes_are_there(records: Records, days: Days) -> bool:
    """Two updates, the one that matters yesterday."""
    rows = where(records.directory_audits, activityDisplayName="Update conditional access policy")
    weak = [row for row in rows if targets(row, MFA_POLICY)]
    return len(rows) == 2 and len(weak) == 1 and days.day(1, 0) <= parsed(weak[0]["activityDateTime"]) < days.midnight


def plant_bitlocker(world: World) -> None:
    """A recovery key is read, yesterday."""
    device = {"id": guid(world.rng), "displayName": "HL-2207"}
    target = [object_target(device, "Device")]
    by = world.person("oscar")
    world.audits.write(world.days.day(1, 13, 5), "Read BitLocker key", "KeyManagement", by, target, service=DEVICES)


def bitlocker_is_there(records: Records, _: Days) -> bool:
    """One row."""
    return len(where(records.directory_audits, activityDisplayName="Read BitLocker key")) == 1


APP_STORIES = (
    Story(
        "A new app came in with consent to read mail",
        ("who consented to Orbit Travel?", "what apps were added in the last 7 days?"),
        plant_new_app_added,
        new_app_added_is_there,
    ),
    Story(
        "A secret was added to an app",
        ("who added a secret to Cargo Tracker?",),
        plant_secret,
        secret_is_there,
    ),
    Story(
        "The MFA policy was weakened",
        ("who changed a conditional access policy yesterday?",),
        plant_policy_changes,
        policy_changes_are_there,
    ),
    Story("A BitLocker key was read", ("who read a bitlocker key?",), plant_bitlocker, bitlocker_is_there),
)
