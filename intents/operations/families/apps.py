"""App registrations, service principals, their credentials, owners, permissions and consent."""

from __future__ import annotations

from intents.model import EntityKind as E
from intents.operations.families.family import Family

_SECRETS = (
    "Update application – Certificates and secrets management",
    "Update application - Certificates and secrets management",
    "Add service principal credentials",
)
_SECRETS_GONE = (*_SECRETS[:2], "Remove service principal credentials")
_APP_ROLES = (
    "Add app role assignment grant to user",
    "Add app role assignment to service principal",
    "Add app role assignment to group",
)
_APP_ROLES_GONE = (
    "Remove app role assignment from user",
    "Remove app role assignment from service principal",
    "Remove app role assignment from group",
)
_GRANT = ("Add delegated permission grant",)

APPS: tuple[Family, ...] = (
    # registrations and service principals
    Family(
        "REGISTER CREATE", "APP", ("Add application",), E.APP, related=("Add service principal",),
        examples=(
            "apps registered this month", "who created an application", "app registrations this week",
            "registered applications",
        ),
    ),
    Family(
        "- REGISTER CREATE ADD NEW", "APP_REG", ("Add application",), E.APP, related=("Add service principal",),
        examples=("new app registrations", "app registrations created", "who created an app registration"),
    ),
    Family(
        "ADD NEW ACQUIRE", "APP", ("Add application", "Add service principal"), E.APP,
        examples=(
            "apps added this week", "new apps", "who added an app", "recently acquired apps",
            "which applications were installed",
        ),
    ),
    Family(
        "ADD NEW CREATE REGISTER ACQUIRE", "SP MANAGED_IDENTITY", ("Add service principal",), E.APP,
        examples=(
            "service principals created", "new enterprise apps", "enterprise applications added today",
        ),
    ),
    Family(
        "DELETE REMOVE", "APP APP_REG", ("Delete application",), E.APP,
        related=("Remove service principal", "Hard Delete application"),
        examples=("apps deleted", "who deleted an app registration", "deleted applications"),
    ),
    Family(
        "DELETE REMOVE", "SP MANAGED_IDENTITY", ("Remove service principal",), E.APP,
        related=("Hard delete service principal",),
        examples=("service principals removed", "who deleted an enterprise app"),
    ),
    Family("HARD_DELETE", "APP APP_REG", ("Hard Delete application",), E.APP, examples=("permanently deleted apps",)),
    Family(
        "HARD_DELETE", "SP", ("Hard delete service principal",), E.APP,
        examples=("permanently deleted service principals",),
    ),
    Family("RESTORE", "APP APP_REG", ("Restore application",), E.APP, examples=("restored apps",)),
    Family("RESTORE", "SP", ("Restore service principal",), E.APP, examples=("restored service principals",)),
    Family(
        "UPDATE", "APP APP_REG", ("Update application",), E.APP, related=(*_SECRETS, "Update service principal"),
        examples=("app changes this week", "who updated the application", "modified app registrations"),
    ),
    Family(
        "UPDATE DISABLE ENABLE", "SP", ("Update service principal",), E.APP,
        examples=("service principal changes", "who disabled an enterprise app"),
    ),
    Family(
        "DISABLE ENABLE", "APP", ("Update service principal", "Update application"), E.APP,
        examples=("who disabled an app",),
    ),
    Family(
        "UPDATE ADD SET REMOVE DELETE", "REPLY_URL", ("Update application",), E.APP,
        related=("Update service principal",), examples=("redirect uri changes", "who added a reply url"),
    ),
    Family(
        "SET ADD UPDATE VERIFY", "PUBLISHER", ("Set verified publisher",), E.APP,
        examples=("verified publisher set",),
    ),
    Family(
        "REMOVE DELETE", "PUBLISHER", ("Unset verified publisher",), E.APP, examples=("verified publisher removed",),
    ),
    # credentials
    Family(
        "ADD CREATE NEW UPDATE ROTATE EXTEND", "SECRET", _SECRETS, E.APP,
        examples=(
            "secret added to an app", "new client secrets", "certificates added this week", "who created a secret",
            "app credential changes", "credentials added to service principals", "secrets rotated",
            "app secrets renewed",
        ),
    ),
    Family(
        "REMOVE DELETE REVOKE", "SECRET", _SECRETS_GONE, E.APP,
        examples=("secrets removed from an app", "client secrets deleted", "who removed a certificate"),
    ),
    # owners
    Family(
        "ADD MAKE NEW ASSIGN BECOME SET", "APP_OWNER", ("Add owner to application", "Add owner to service principal"),
        E.USER, "", (E.APP,), (), ("app owners added", "who became an app owner"),
    ),
    Family(
        "ADD MAKE NEW ASSIGN BECOME SET", "OWNER", ("Add owner to application", "Add owner to service principal"),
        E.USER, "APP APP_REG", (E.APP,), (), ("owner added to the application", "who was added as owner to an app"),
        0.85,
    ),
    Family(
        "ADD MAKE NEW ASSIGN BECOME SET", "OWNER", ("Add owner to service principal",), E.USER, "SP", (E.APP,), (),
        ("owner added to a service principal",), 0.85,
    ),
    Family(
        "REMOVE DELETE", "APP_OWNER", ("Remove owner from application", "Remove owner from service principal"),
        E.USER, "", (E.APP,), (), ("app owners removed",),
    ),
    Family(
        "REMOVE DELETE", "OWNER", ("Remove owner from application", "Remove owner from service principal"), E.USER,
        "APP APP_REG SP", (E.APP,), (), ("owner removed from an application",), 0.85,
    ),
    Family(
        "UPDATE", "APP_OWNER",
        (
            "Add owner to application", "Add owner to service principal", "Remove owner from application",
            "Remove owner from service principal",
        ),
        E.USER, "", (E.APP,), (), ("app owner changes",),
    ),
    Family(
        "UPDATE", "OWNER",
        (
            "Add owner to application", "Add owner to service principal", "Remove owner from application",
            "Remove owner from service principal",
        ),
        E.USER, "APP APP_REG SP", (E.APP,), (), ("owner changes on the application",), 0.85,
    ),
    # consent and permissions
    Family(
        "- CONSENT GRANT ADD NEW APPROVE UPDATE", "CONSENT_NOUN", ("Consent to application",), E.APP,
        related=(*_GRANT, "Add app role assignment to service principal"),
        examples=(
            "oauth consents this month", "who granted admin consent", "consent grants", "user consents",
            "new consents",
        ),
    ),
    Family(
        "CONSENT", "* . APP SP USER ACCESS", ("Consent to application",), E.APP, "", (E.APP,), _GRANT,
        ("who consented to an app", "apps consented to by judy", "consents by judy", "who consented"),
    ),
    Family(
        "CONSENT", "* USER", ("Consent to application",), E.APP, "APP SP ?", (E.APP,), _GRANT,
        ("who gave consent to salesforce", "users who consented to an application"),
    ),
    Family(
        "GRANT", "CONSENT_NOUN", ("Consent to application",), E.APP, "APP SP ?", (E.APP,), _GRANT,
        ("who gave consent to the app",), 0.85,
    ),
    Family(
        "REVOKE REMOVE DELETE", "CONSENT_NOUN",
        ("Remove delegated permission grant", "Remove app role assignment from service principal"), E.APP,
        examples=("consent revoked", "who removed the consent"),
    ),
    Family(
        "- ADD GRANT CREATE NEW ASSIGN APPROVE CONSENT", "OAUTH_GRANT", _GRANT, E.APP,
        related=("Consent to application",),
        examples=("delegated permission grants", "oauth grants this week", "delegated permissions added"),
    ),
    Family(
        "UPDATE", "OAUTH_GRANT APP_PERMISSION",
        (*_GRANT, "Remove delegated permission grant", "Add app role assignment to service principal"), E.APP,
        examples=("delegated permission changes", "app permission changes"),
    ),
    Family(
        "REMOVE REVOKE DELETE", "OAUTH_GRANT", ("Remove delegated permission grant",), E.APP,
        examples=("delegated permissions removed", "oauth grants revoked"),
    ),
    Family(
        "ADD GRANT CREATE NEW ASSIGN APPROVE CONSENT GET", "APP_PERMISSION",
        ("Add app role assignment to service principal", *_GRANT, "Consent to application"), E.APP,
        examples=(
            "app permissions granted", "api permissions added to apps", "who granted graph permissions",
        ),
    ),
    Family(
        "GRANT ADD GET ASSIGN", "ACCESS",
        ("Add app role assignment to service principal", *_GRANT, "Consent to application"), E.APP, "APP_REG SP",
        (E.APP,), (), ("permissions granted to a service principal",), 0.8,
    ),
    Family(
        "REMOVE REVOKE DELETE", "APP_PERMISSION",
        ("Remove app role assignment from service principal", "Remove delegated permission grant"), E.APP,
        examples=("api permissions removed",),
    ),
    Family(
        "- ADD ASSIGN GRANT CREATE NEW", "APP_ROLE", _APP_ROLES, E.APP, "", (E.APP,), (),
        ("app role assignments", "app roles assigned this week"), 0.85,
    ),
    Family(
        "ASSIGN ADD GRANT", "* USER ACCESS", ("Add app role assignment grant to user",), E.USER, "APP SP", (E.APP,),
        _APP_ROLES[1:], ("users assigned to an app", "who was added to the app", "who gave bob access to the app"),
    ),
    Family(
        "ASSIGN ADD", "GROUP", ("Add app role assignment to group",), E.GROUP, "APP SP", (E.APP,), (),
        ("groups assigned to an app",),
    ),
    Family(
        "REMOVE REVOKE DELETE", "APP_ROLE", _APP_ROLES_GONE, E.APP, "", (E.APP,), (),
        ("app role assignments removed",), 0.85,
    ),
    Family(
        "REMOVE", "* USER ACCESS", ("Remove app role assignment from user",), E.USER, "APP SP", (E.APP,), (),
        ("users removed from the app", "who was unassigned from the app"),
    ),
    # application proxy, provisioning set-up
    Family("ENABLE", "APP_PROXY", ("Enable application proxy",), None, examples=("application proxy enabled",)),
    Family("DISABLE", "APP_PROXY", ("Disable application proxy",), None, examples=("application proxy disabled",)),
    Family(
        "ADD CREATE NEW", "PROVISIONING_CONFIG", ("Add provisioning configuration",), E.APP,
        examples=("provisioning configuration added",),
    ),
    Family(
        "UPDATE SET", "PROVISIONING_CONFIG",
        ("Update provisioning setting or credentials", "Update attribute mappings or scope"), E.APP,
        examples=("provisioning settings changed", "attribute mapping changes"),
    ),
    Family(
        "DISABLE", "PROVISIONING_CONFIG", ("Disable/pause provisioning configuration",), E.APP,
        examples=("who disabled the provisioning job",),
    ),
    Family(
        "DELETE REMOVE", "PROVISIONING_CONFIG", ("Delete provisioning configuration",), E.APP,
        examples=("provisioning configuration deleted",),
    ),
)
