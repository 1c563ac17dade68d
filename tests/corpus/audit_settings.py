"""Everyday work on applications, policies, settings and devices in the examiner's directory audit log."""

from __future__ import annotations

from tests.corpus.audit_rows import (
    DEVICES,
    HOLLIS,
    MARISOL,
    METHODS,
    NADINE,
    OSKAR,
    on_thing,
    on_user,
    thing,
)
from tests.corpus.world import (
    APP,
    DOMAIN,
    MEMBERS,
    POLICY,
    USERS,
    at,
    dice,
)


def applications() -> None:
    """Registrations, credentials, consents."""
    pick = dice().choice
    for operation, count, kind in (
        ("Add application", 5, "Application"), ("Update application", 9, "Application"),
        ("Delete application", 3, "Application"), ("Add owner to application", 4, "Application"),
        ("Update application – Certificates and secrets management", 6, "Application"),
        ("Add service principal credentials", 4, "ServicePrincipal"),
        ("Remove service principal credentials", 2, "ServicePrincipal"),
        ("Remove service principal", 3, "ServicePrincipal"), ("Update service principal", 8, "ServicePrincipal"),
        ("Consent to application", 7, "ServicePrincipal"),
        ("Add delegated permission grant", 6, "ServicePrincipal"),
        ("Remove delegated permission grant", 3, "ServicePrincipal"),
        ("Add app role assignment to service principal", 6, "ServicePrincipal"),
        ("Add owner to service principal", 3, "ServicePrincipal"),
    ):  # fmt: skip
        for _ in range(count):
            app = APP[pick(("Atlassian Cloud", "Time Off Tracker", "Tableau Cloud", "Kestrel Intranet", "Snowflake"))]
            on_thing(
                operation,
                "ApplicationManagement",
                pick((MARISOL, NADINE, USERS["grant.obuya"])),
                app,
                kind,
                result="failure" if dice().random() < 0.06 else "success",
            )
    on_thing(
        "Add service principal",
        "ApplicationManagement",
        NADINE,
        APP["Lumen Invoices"],
        "ServicePrincipal",
        at("02-24T10:12"),
        kind="Add",
    )
    on_thing(
        "Consent to application",
        "ApplicationManagement",
        USERS["june.sakai"],
        APP["Lumen Invoices"],
        "ServicePrincipal",
        at("02-24T10:20"),
        kind="Assign",
    )
    on_thing(
        "Update application – Certificates and secrets management",
        "ApplicationManagement",
        USERS["grant.obuya"],
        APP["Kestrel Intranet"],
        "Application",
        at("03-04T17:25"),
    )


def policies() -> None:
    """Conditional Access, the tenant's settings, access packages, terms."""
    pick = dice().choice
    for when, by, operation, name in (
        ("03-03T03:05", OSKAR, "Update conditional access policy", "Geo fence"),
        ("02-27T13:00", MARISOL, "Update conditional access policy", "MFA for everyone"),
        ("02-20T13:00", MARISOL, "Add conditional access policy", "Stop risky sign-ins"),
        ("03-02T09:45", MARISOL, "Delete conditional access policy", "Pilot: block downloads"),
        ("02-10T09:45", NADINE, "Update conditional access policy", "Geo fence"),
        ("03-04T08:00", NADINE, "Update conditional access policy", "Managed devices only"),
    ):  # fmt: skip
        state = (
            "ConditionalAccessPolicy",
            {"state": "enabled"},
            {"state": "disabled" if name == "Geo fence" else "enabled"},
        )
        on_thing(
            operation,
            "Policy",
            by,
            POLICY.get(name, thing(name)),
            "Policy",
            at(when),
            "Conditional Access",
            changes=[state],
        )
    for operation, name in (
        ("Add named location", "Warsaw office"),
        ("Update named location", "Dublin office"),
        ("Delete named location", "Old HQ"),
        ("Update named location", "Warsaw office"),
    ):
        on_thing(operation, "Policy", pick((MARISOL, NADINE)), thing(name), "Policy", service="Conditional Access")
    for operation, category, by, name, service in (
        ("Update authorization policy", "AuthorizationPolicy", NADINE, "Authorization Policy", "Core Directory"),
        ("Authentication Methods Policy Update", "ApplicationManagement", NADINE, "Authentication Methods Policy",
        METHODS),
        ("Set federation settings on domain", "DirectoryManagement", MARISOL, DOMAIN, "Core Directory"),
        ("Verify domain", "DirectoryManagement", MARISOL, "kestrelbay.shop", "Core Directory"),
        ("Add unverified domain", "DirectoryManagement", MARISOL, "kestrelbay.shop", "Core Directory"),
        ("Set Company Information", "DirectoryManagement", NADINE, "Kestrel Bay", "Core Directory"),
        ("Add a partner to cross-tenant access setting", "CrossTenantAccessSettings", NADINE, "alderpoint.net",
        "Core Directory"), ("Add administrative unit", "AdministrativeUnit", NADINE, "Yard AU", "Core Directory"),
        ("Create access review", "Policy", NADINE, "Quarterly guests", "Access Reviews"),
        ("Access review ended", "Policy", NADINE, "Quarterly guests", "Access Reviews"),
        ("Create access package", "EntitlementManagement", MARISOL, "Contractor starter pack",
        "Entitlement Management"),
        ("Create workflow", "WorkflowManagement", MARISOL, "Leaver flow", "Lifecycle Workflows"),
        ("User has elevated their access to User Access Administrator for their Azure Resources",
        "AzureRBACRoleManagementElevateAccess", MARISOL, "Tenant root", "Azure RBAC (Elevated Access)"),
    ):  # fmt: skip
        for _ in range(2):
            on_thing(operation, category, by, thing(name), "Other", service=service)
    for operation, count in (
        ("User requests access package assignment", 5),
        ("Approve access package assignment request", 4),
        ("Deny access package assignment request", 2),
        ("Accept Terms Of Use", 6),
        ("Decline Terms Of Use", 2),
    ):
        for _ in range(count):
            terms = "Terms" in operation
            on_user(
                operation,
                None if terms or operation.startswith("User") else MARISOL,
                pick(MEMBERS),
                service="Terms Of Use" if terms else "Entitlement Management",
                category="Policy" if terms else "EntitlementManagement",
            )


def devices() -> None:
    """Registrations and recovery keys."""
    pick = dice().choice
    for operation, count, category, service in (
        ("Register device", 14, "Device", DEVICES), ("Unregister device", 4, "Device", DEVICES),
        ("Add registered owner to device", 10, "Device", "Core Directory"),
        ("Delete device", 4, "Device", "Core Directory"),
        ("Update device", 12, "Device", "Core Directory"), ("Read BitLocker key", 5, "KeyManagement", DEVICES),
        ("Add BitLocker key", 5, "KeyManagement", DEVICES),
        ("Recover device local administrator password", 3, "Device", DEVICES),
    ):  # fmt: skip
        for _ in range(count):
            by = (
                pick((OSKAR, HOLLIS))
                if operation in ("Read BitLocker key", "Delete device") or operation.startswith("Recover")
                else pick(MEMBERS)
            )
            on_thing(
                operation,
                category,
                by,
                thing("KB-LT-0412", "KB-LT-0977", "KB-DT-1120", "KB-PH-0031"),
                "Device",
                service=service,
            )
    on_thing("Read BitLocker key", "KeyManagement", OSKAR, thing("KB-LT-0412"), "Device", at("03-05T08:50"), DEVICES)
