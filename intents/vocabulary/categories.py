"""Categories and services of the directory audits, in people's words.

Values are what log rows carry, which is not what the headings of the activity reference say: rows of Privileged
Identity Management have `loggedByService` "PIM". Where both spellings are about, both are values (alternatives).
Sources: "Microsoft Entra audit log categories and activities"; Microsoft Graph `directoryAudit`; rows of real tenants.
"""

from __future__ import annotations

from collections.abc import Mapping

_CATEGORY_ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("user management;usermanagement;user management category", ("UserManagement",)),
    ("group management;groupmanagement", ("GroupManagement",)),
    ("role management;rolemanagement", ("RoleManagement",)),
    (
        "application management;app management;applicationmanagement",
        ("ApplicationManagement", "Application Management"),
    ),
    ("device management;devicemanagement", ("Device", "DeviceManagement")),
    ("device category;device configuration", ("Device", "DeviceConfiguration")),
    ("directory management;directorymanagement", ("DirectoryManagement", "Directory Management")),
    ("policy management;policymanagement;policy category", ("Policy", "PolicyManagement")),
    ("resource management;resourcemanagement", ("ResourceManagement",)),
    ("key management;keymanagement", ("KeyManagement",)),
    ("administrative unit management;administrativeunit;administrative unit category", ("AdministrativeUnit",)),
    ("entitlement management category;entitlementmanagement", ("EntitlementManagement",)),
    ("provisioning management;provisioningmanagement", ("ProvisioningManagement",)),
    ("workflow management;workflowmanagement", ("WorkflowManagement",)),
    ("task management;taskmanagement", ("TaskManagement",)),
    ("attribute management;attributemanagement;custom security attributes category", ("AttributeManagement",)),
    ("agreement category", ("Agreement",)),
    ("authorization policy category;authorizationpolicy", ("AuthorizationPolicy",)),
    ("cross tenant access category;crosstenantaccesssettings", ("CrossTenantAccessSettings",)),
    ("cross tenant sync category;crosstenantidentitysyncsettings", ("CrossTenantIdentitySyncSettings",)),
    ("identity protection category;identityprotection", ("IdentityProtection",)),
    ("company branding category;companybranding", ("CompanyBranding", "CompanyBrandingLocale")),
    (
        "certificate authority category;certificateauthorityentity",
        ("CertificateAuthorityEntity", "PublicKeyInfrastructure"),
    ),
    ("authorization category", ("Authorization",)),
    ("authentication category", ("Authentication",)),
)

_SERVICE_ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("core directory;core directory service", ("Core Directory",)),
    (
        "pim;privileged identity management;privileged identity;azure ad pim;entra pim",
        ("PIM", "Privileged Identity Management"),
    ),
    (
        "self service password management;self service password;sspr service;self service password reset service",
        ("Self-service Password Management",),
    ),
    ("self service group management;self service groups;ssgm", ("Self-service Group Management",)),
    ("conditional access service;logged by conditional access", ("Conditional Access",)),
    (
        "b2b;invited users;b2b collaboration;invited users service;guest invitation service",
        ("Invited Users", "B2B Auth"),
    ),
    ("device registration service;device registration;drs", ("Device Registration Service",)),
    ("access reviews;access review service;access reviews service", ("Access Reviews",)),
    ("authentication methods service;authentication methods;auth methods service", ("Authentication Methods",)),
    ("mfa service;azure mfa service;azure mfa", ("Azure MFA",)),
    ("account provisioning;account provisioning service;provisioning service", ("Account Provisioning",)),
    ("entitlement management;entitlement management service", ("Entitlement Management",)),
    ("identity protection;identity protection service;entra id protection;id protection", ("Identity Protection",)),
    ("terms of use service;tou service", ("Terms Of Use",)),
    ("application proxy;app proxy;application proxy service", ("Application Proxy",)),
    ("lifecycle workflows;lifecycle workflow service;lifecycle workflows service", ("Lifecycle Workflows",)),
    ("global secure access;gsa", ("Global Secure Access",)),
    ("hybrid authentication service;hybrid authentication", ("Hybrid Authentication",)),
    ("my apps service;myapps", ("MyApps",)),
    ("mobility management;mdm service;mobility management service", ("Mobility Management",)),
    (
        "microsoft identity manager;mim;mim service",
        ("Microsoft Identity Manager", "Microsoft Identity Manager (MIM) Service"),
    ),
    ("b2c;azure ad b2c", ("B2C",)),
    ("verified id;verified id service", ("Verified ID",)),
    ("azure rbac;azure rbac elevated access;elevated access service", ("Azure RBAC (Elevated Access)",)),
    (
        "aad management ux;azure ad management ux;entra management ux",
        ("AAD Management UX", "Microsoft Entra (AAD) Management UX"),
    ),
)


def _phrases(field: str, rows: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {phrase: (field, values) for phrases, values in rows for phrase in phrases.split(";")}


CATEGORY_PHRASES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    **_phrases("category", _CATEGORY_ROWS),
    **_phrases("service", _SERVICE_ROWS),
}
"""What people say -> (field of `intents.fields`, values). Several values are alternatives."""

SERVICE_HEADINGS: Mapping[str, str] = {
    "Privileged Identity Management (PIM)": "PIM",
    "Invited users": "Invited Users",
    "Self-service password management": "Self-service Password Management",
    "Self-service group management": "Self-service Group Management",
    "Access reviews": "Access Reviews",
    "Account provisioning": "Account Provisioning",
    "Application proxy": "Application Proxy",
    "Terms of use": "Terms Of Use",
    "Microsoft Entra (Azure MFA) multifactor authentication": "Azure MFA",
    "Microsoft Entra ID Protection (Identity Protection)": "Identity Protection",
    "Microsoft Identity Manager (MIM) Service": "Microsoft Identity Manager",
    "Microsoft Entra (AAD) Management UX": "AAD Management UX",
}
"""Heading of the activity reference -> what rows carry. Headings that are not here are written as they are.

"PIM", "Invited Users" and the self-service ones are seen or documented; the others follow their capitals and are
matched without case, so a filter on them may still find nothing: say which value was used.
"""
