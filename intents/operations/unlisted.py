"""Operation names that tenants log although the activity reference does not list them.

Each row: (service, category, operation, where it is known from).
"""

from __future__ import annotations

_CA = "rows of real tenants, and public detection rules (SigmaHQ, Elastic, Sentinel), spell it without capitals"

UNLISTED: tuple[tuple[str, str, str, str], ...] = (
    ("Conditional Access", "Policy", "Add conditional access policy", _CA),
    ("Conditional Access", "Policy", "Delete conditional access policy", _CA),
    (
        "Core Directory",
        "UserManagement",
        "Add app role assignment grant to user",
        "a user assigned to an enterprise app; public detection rules and audit exports",
    ),
    (
        "Core Directory",
        "UserManagement",
        "Update PasswordProfile",
        "audit exports: logged beside Add user, and by Entra Connect when a password hash is written",
    ),
    (
        "Core Directory",
        "UserManagement",
        "Add a deletion-marked app role assignment grant to user as part of link removal",
        "MicrosoftDocs/microsoft-365-docs issue 7250",
    ),
)
