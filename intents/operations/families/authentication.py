"""MFA and other authentication methods of users."""

from __future__ import annotations

from intents.model import EntityKind as E
from intents.operations.families.family import Family

_REGISTERED = ("User registered security info", "Admin registered security info")
_PHONE = ("Add users strong authentication phone app detail",)
_DELETED = ("User deleted security info", "Admin deleted security info")
_UPDATED = ("User updated security info", "Admin updated security info", "User changed default security info")
_MFA_OFF = ("Disable Strong Authentication", "Update per-user multifactor authentication state")
_PASSKEYS = ("Add FIDO2 security key", "Add Passkey (device-bound)")

AUTHENTICATION: tuple[Family, ...] = (
    Family(
        "REGISTER ADD CREATE NEW ASSIGN", "MFA", _REGISTERED, E.USER,
        related=("User registered all required security info", *_PASSKEYS, *_PHONE),
        examples=(
            "mfa method added", "who registered mfa this week", "mfa registrations", "security info registered",
            "new mfa methods", "authentication methods added for bob", "who set up the authenticator app",
        ),
    ),
    Family(
        "DELETE REMOVE", "MFA", _DELETED, E.USER, related=("Disable Strong Authentication",),
        examples=("who deleted bob's mfa method", "security info removed", "mfa methods deleted this week"),
    ),
    Family(
        "UPDATE", "MFA", (*_UPDATED, *_REGISTERED, *_DELETED), E.USER,
        examples=(
            "mfa changes this week", "who changed bob's mfa", "security info changes",
            "authentication method changes",
        ),
    ),
    Family(
        "RESET", "MFA",
        ("Admin deleted security info", "Restore multifactor authentication on all remembered devices"), E.USER,
        related=("User deleted security info", "Update user"), examples=("who reset bob's mfa", "mfa resets"),
    ),
    Family(
        "REQUIRE", "MFA_AGAIN",
        ("Admin deleted security info", "Restore multifactor authentication on all remembered devices"), E.USER,
        examples=("who required bob to re-register mfa",),
    ),
    Family("DISABLE", "MFA PER_USER_MFA", _MFA_OFF, E.USER, examples=("who disabled mfa for bob", "mfa turned off")),
    Family(
        "ENABLE", "MFA PER_USER_MFA",
        ("Enable Strong Authentication", "Update per-user multifactor authentication state"), E.USER,
        examples=("mfa enabled for users", "who turned on mfa"),
    ),
    Family(
        "UPDATE", "PER_USER_MFA", ("Update per-user multifactor authentication state",), E.USER,
        examples=("per-user mfa changes",),
    ),
    Family(
        "CREATE ADD NEW REGISTER GRANT - ASSIGN GET", "TAP", ("Admin registered security info",), E.USER,
        examples=(
            "temporary access pass created", "who created a tap for bob", "temporary access passes issued today",
        ),
    ),
    Family(
        "DELETE REMOVE", "TAP", ("Admin deleted security info",), E.USER, examples=("temporary access pass deleted",),
    ),
    Family(
        "ADD REGISTER CREATE NEW", "PASSKEY", _PASSKEYS, E.USER, related=("User registered security info",),
        examples=("passkeys registered this month", "fido2 keys added", "who enrolled a security key"),
    ),
    Family(
        "DELETE REMOVE", "PASSKEY", ("Delete FIDO2 security key(s)", "Delete Passkey (device-bound)"), E.USER,
        examples=("passkeys deleted", "who removed a fido key"),
    ),
    Family(
        "ADD REGISTER CREATE NEW ENABLE", "WHFB", ("Add Windows Hello for Business credential",), E.USER,
        examples=("windows hello registrations", "who set up windows hello for business"),
    ),
    Family(
        "DELETE REMOVE", "WHFB", ("Delete Windows Hello for Business credential",), E.USER,
        examples=("windows hello credentials removed",),
    ),
    Family(
        "ADD REGISTER NEW", "PLATFORM_CREDENTIAL", ("Add platform credential",), E.USER,
        examples=("platform credentials added",),
    ),
    Family(
        "DELETE REMOVE", "PLATFORM_CREDENTIAL", ("Delete platform credential",), E.USER,
        examples=("platform credentials deleted",),
    ),
    Family(
        "ADD REGISTER NEW ENABLE", "PHONE_SIGN_IN", ("Add passwordless phone sign-in credential",), E.USER,
        examples=("passwordless phone sign-in registered",),
    ),
    Family(
        "DELETE REMOVE", "PHONE_SIGN_IN", ("Delete passwordless phone sign-in credential",), E.USER,
        examples=("passwordless phone sign-in removed",),
    ),
    Family(
        "CREATE ADD NEW", "APP_PASSWORD", ("Create application password for user",), E.USER,
        examples=("app passwords created",), weight=0.85,
    ),
    Family(
        "DELETE REMOVE", "APP_PASSWORD", ("Delete application password for user",), E.USER,
        examples=("app passwords deleted",), weight=0.85,
    ),
    Family(
        "REPORT -", "FRAUD",
        (
            "Suspicious activity reported", "Fraud reported - user is blocked for MFA",
            "Fraud reported - no action taken",
        ),
        E.USER, examples=("mfa fraud reports", "who reported suspicious activity"),
    ),
)
