"""Errors of the login service that an administrator can mend: number, what it means, who mends it, how.

https://learn.microsoft.com/entra/identity-platform/reference-error-codes
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.checks.row import APP_OWNER, CONSENT, OPERATOR

_TRUST = (
    "The app trusts no such managed identity.",
    APP_OWNER,
    "Add the federated credential to the app registration: issuer and subject are outputs of the Azure deployment.",
)

LOGIN_ERRORS: Mapping[int, tuple[str, str, str]] = {
    7000215: (
        "The client secret is wrong.",
        APP_OWNER,
        "Make a new secret, and put its value, not its id, into MicrosoftAppPassword.",
    ),
    7000222: (
        "The client secret has expired.",
        APP_OWNER,
        "Make a new secret, and put it into MicrosoftAppPassword (Key Vault: a new version of app-password).",
    ),
    700016: (
        "The tenant has no app with this id.",
        OPERATOR,
        "Compare MicrosoftAppId and MicrosoftAppTenantId with the app registration's overview page.",
    ),
    90002: ("There is no such tenant.", OPERATOR, "Correct MicrosoftAppTenantId."),
    7000229: (
        "The app has no service principal in this tenant.",
        CONSENT,
        "Give admin consent once (App registrations, API permissions): that makes one.",
    ),
    7000112: (
        "The app is switched off.",
        APP_OWNER,
        "Enterprise applications, the app, Properties: enabled for users to sign in.",
    ),
    700027: (
        "The certificate does not belong to the app.",
        APP_OWNER,
        "Upload the public half of WATCHBOOK_CERTIFICATE to the app registration.",
    ),
    70021: _TRUST,
    700213: _TRUST,
    53003: (
        "A Conditional Access policy keeps the app out.",
        "Conditional Access Administrator",
        "Let the app through from where it runs (policies for workload identities).",
    ),
}
