"""Everyday account work in the examiner's directory audit log: passwords, sign-in methods, joiners and leavers."""

from __future__ import annotations

from datetime import timedelta

from tests.corpus.audit_rows import (
    ADMINS,
    DEVICES,
    HOLLIS,
    METHODS,
    NADINE,
    OSKAR,
    SSPR,
    on_user,
)
from tests.corpus.world import (
    DOMAIN,
    LEAVER,
    MEMBERS,
    USERS,
    Row,
    anytime,
    at,
    dice,
    new_id,
)


def passwords() -> None:
    """Resets, changes, sign-in methods."""
    pick = dice().choice
    for _ in range(34):
        on_user(
            "Reset user password",
            dice().choices([OSKAR, HOLLIS, NADINE], [6, 4, 1])[0],
            pick(MEMBERS),
            result=dice().choices(["success", "failure"], [9, 1])[0],
        )
    for _ in range(20):
        who, when = pick(MEMBERS), anytime()
        on_user(
            "Reset password (self-service)", None, who, when, SSPR, dice().choices(["success", "failure"], [6, 1])[0]
        )
        for step in range(3):
            on_user(
                "Self-service password reset flow activity progress",
                None,
                who,
                when - timedelta(seconds=70 - 20 * step),
                SSPR,
                reason=["User started", "User verified", "User submitted"][step],
            )
    for operation, count, by_self, service in (
        ("Change user password", 18, True, "Core Directory"), ("Change password (self-service)", 6, True, SSPR),
        ("Unlock user account (self-service)", 5, True, SSPR),
        ("Blocked from self-service password reset", 4, True, SSPR),
        ("Security info saved for self-service password reset", 5, True, SSPR),
        ("Set force change user password", 5, False, "Core Directory"),
        ("Update StsRefreshTokenValidFrom Timestamp", 7, False, "Core Directory"),
        ("User registered security info", 16, True, METHODS), ("User deleted security info", 6, True, METHODS),
        ("User changed default security info", 4, True, METHODS),
        ("User registered all required security info", 4, True, METHODS),
        ("Admin registered security info", 4, False, METHODS),
        ("Admin deleted security info", 4, False, METHODS), ("Admin updated security info", 3, False, METHODS),
        ("Create application password for user", 3, True, "Core Directory"),
        ("Disable Strong Authentication", 3, False, "Core Directory"),
        ("Update per-user multifactor authentication state", 4, False, METHODS),
        ("Add FIDO2 security key", 3, True, DEVICES), ("Add Windows Hello for Business credential", 6, True, DEVICES),
        ("Fraud reported - user is blocked for MFA", 2, True, "Azure MFA"),
    ):  # fmt: skip
        for _ in range(count):
            on_user(
                operation,
                None if by_self else pick((OSKAR, HOLLIS, NADINE)),
                pick(MEMBERS),
                service=service,
                result="failure" if operation.startswith("Blocked") else "success",
            )


def people() -> None:
    """Joiners, leavers, guests, attributes."""
    pick = dice().choice
    sources: tuple[Row | str, ...] = ("Workday Provisioning Connector", HOLLIS, NADINE)
    for index in range(12):
        new = {"id": new_id(), "displayName": f"New Starter {index}", "userPrincipalName": f"starter{index}@{DOMAIN}"}
        on_user(
            "Add user",
            sources[index % 3],
            new,
            kind="Add",
            result="failure" if index == 7 else "success",
        )
    for index in range(6):
        gone = {
            "id": new_id(),
            "displayName": None,
            "userPrincipalName": f"{new_id().replace('-', '')}temp{index}@{DOMAIN}",
        }
        on_user("Delete user", pick((HOLLIS, NADINE)), gone, kind="Delete")
    for operation, count in (
        ("Disable account", 7), ("Enable account", 5), ("Change user license", 9), ("Set user manager", 6),
        ("Restore user", 3), ("Hard Delete user", 3),
        ("Add app role assignment grant to user", 10), ("Remove app role assignment from user", 5),
        ("Add member to administrative unit", 4), ("Convert federated user to managed", 2),
    ):  # fmt: skip
        for _ in range(count):
            category = "AdministrativeUnit" if "administrative" in operation else "UserManagement"
            on_user(operation, pick((OSKAR, HOLLIS, NADINE)), pick(MEMBERS[24:]), category=category)
    for _ in range(130):
        on_user("Update user", "Microsoft Entra Connect Sync" if dice().random() < 0.6 else pick(ADMINS), pick(MEMBERS))
    for index in range(9):
        guest = {
            "id": new_id(),
            "displayName": None,
            "userPrincipalName": f"visitor{index}_alderpoint.net#EXT#@kestrelbay.onmicrosoft.com",
        }
        on_user(
            "Invite external user",
            pick((USERS["zoe.bramwell"], USERS["robin.thorne"], NADINE)),
            USERS["tobias.krenz"] if index == 4 else guest,
            service="Invited Users",
            kind="Add",
        )
    for alias in ("tobias.krenz", "mina.farrokh", "tobias.krenz"):
        on_user("Redeem external user invite", None, USERS[alias], service="Invited Users")
    on_user(
        "Delete user",
        NADINE,
        LEAVER | {"userPrincipalName": LEAVER["id"].replace("-", "") + LEAVER["userPrincipalName"]},
        at("02-25T10:05"),
        kind="Delete",
    )
    on_user("Disable account", NADINE, LEAVER, at("02-25T09:40"))
    on_user("Disable account", HOLLIS, USERS["emilio.rossetti"], at("02-26T16:00"))
