"""Conditional Access and the other policies and settings of a tenant, domains, federation, synchronisation."""

from __future__ import annotations

from intents.model import EntityKind as E
from intents.operations.families.family import Family

# The log writes both spellings: the reference capitalises, rows of real tenants mostly do not.
_CA_ADD = ("Add conditional access policy", "Add Conditional Access policy")
_CA_UPDATE = ("Update conditional access policy", "Update Conditional Access policy")
_CA_DELETE = ("Delete conditional access policy", "Delete Conditional Access policy")
_CA_ALL = (*_CA_UPDATE, *_CA_ADD, *_CA_DELETE)
_TWINS = ("Add policy", "Update policy", "Delete policy")
_AUTH_POLICY = ("Authentication Methods Policy Update", "Authentication Methods Policy Reset")
_STRENGTH = "Authentication Strength Policy"
_PARTNER = (
    "Add a partner to cross-tenant access setting", "Add a domain-based partner to cross-tenant access setting",
)
_PARTNER_GONE = (
    "Delete partner specific cross-tenant access setting",
    "Delete a domain-based partner to cross-tenant access setting",
)
_PARTNER_CHANGED = (
    "Update a partner cross-tenant access setting",
    "Update a domain-based partner to cross-tenant access setting",
    "Update the company default cross-tenant access setting",
    "Reset the cross-tenant access default setting",
)

POLICIES: tuple[Family, ...] = (
    Family(
        "CREATE ADD NEW", "CA_POLICY", _CA_ADD, E.POLICY, related=_TWINS,
        examples=(
            "new ca policies", "conditional access policies created", "who added a conditional access policy",
        ),
    ),
    Family(
        "DELETE REMOVE", "CA_POLICY", _CA_DELETE, E.POLICY, related=_TWINS,
        examples=("conditional access policy deleted", "who removed a ca policy"),
    ),
    Family(
        "UPDATE", "CA_POLICY", _CA_ALL, E.POLICY, related=_TWINS,
        examples=(
            "conditional access policy updates last 7 days", "who changed a conditional access policy",
            "ca policy changes", "conditional access changes", "modified ca policies",
        ),
    ),
    Family(
        "DISABLE ENABLE SET", "CA_POLICY", _CA_UPDATE, E.POLICY, related=(*_CA_ADD, *_CA_DELETE),
        examples=(
            "ca policy switched off", "who disabled a conditional access policy", "conditional access turned off",
        ),
    ),
    Family(
        "UPDATE", "POLICY POLICY_NAME", _CA_ALL, E.POLICY, related=_TWINS,
        examples=(
            "policy changes this week", "who changed a policy", "require mfa for admins modified",
            "modified policies",
        ),
        weight=0.95,
    ),
    Family(
        "CREATE ADD NEW", "POLICY", _CA_ADD, E.POLICY, related=_TWINS,
        examples=("new policies", "policies created by trent"), weight=0.95,
    ),
    Family(
        "DELETE REMOVE", "POLICY", _CA_DELETE, E.POLICY, related=_TWINS,
        examples=("policies deleted", "who removed a policy"), weight=0.95,
    ),
    Family(
        "DISABLE ENABLE", "POLICY POLICY_NAME", _CA_UPDATE, E.POLICY, related=_TWINS,
        examples=("who disabled the policy", "who turned off require mfa for admins"), weight=0.95,
    ),
    Family(
        "CREATE ADD NEW", "NAMED_LOCATION", ("Add named location",), E.POLICY,
        examples=("named locations added", "new trusted ips"),
    ),
    Family(
        "UPDATE SET", "NAMED_LOCATION", ("Update named location", "Add named location", "Delete named location"),
        E.POLICY, examples=("named location changes", "who edited a named location"),
    ),
    Family(
        "DELETE REMOVE", "NAMED_LOCATION", ("Delete named location",), E.POLICY, examples=("named location removed",),
    ),
    Family(
        "UPDATE DISABLE ENABLE", "SECURITY_DEFAULTS", ("Update security defaults",), E.POLICY,
        examples=("security defaults disabled", "who turned off security defaults"),
    ),
    Family(
        "UPDATE DISABLE ENABLE", "CAE", ("Update continuous access evaluation",), E.POLICY,
        examples=("continuous access evaluation changed",),
    ),
    Family(
        "ADD CREATE NEW", "AUTH_CONTEXT", ("Add AuthenticationContextClassReference",), E.POLICY,
        examples=("authentication contexts added",),
    ),
    Family(
        "UPDATE", "AUTH_CONTEXT", ("Update AuthenticationContextClassReference",), E.POLICY,
        examples=("authentication context changes",),
    ),
    Family(
        "DELETE REMOVE", "AUTH_CONTEXT", ("Delete AuthenticationContextClassReference",), E.POLICY,
        examples=("authentication context deleted",),
    ),
    Family(
        "UPDATE RESET SET ENABLE DISABLE", "AUTH_METHOD_POLICY", (*_AUTH_POLICY, "MFA Service Policy Update"),
        E.POLICY, examples=("authentication method policy changes", "who updated the authentication methods policy"),
    ),
    Family(
        "CREATE ADD NEW", "AUTH_STRENGTH", (f"{_STRENGTH} Create",), E.POLICY,
        examples=("authentication strengths created",),
    ),
    Family(
        "UPDATE", "AUTH_STRENGTH", (f"{_STRENGTH} Update", f"{_STRENGTH} Create", f"{_STRENGTH} Delete"), E.POLICY,
        examples=("authentication strength changes",),
    ),
    Family(
        "DELETE REMOVE", "AUTH_STRENGTH", (f"{_STRENGTH} Delete",), E.POLICY,
        examples=("authentication strength deleted",),
    ),
    Family(
        "UPDATE SET", "AUTHZ_POLICY", ("Update authorization policy",), E.POLICY,
        examples=("authorization policy changes", "who changed the guest invite settings"),
    ),
    Family(
        "UPDATE SET ENABLE DISABLE", "RISK_POLICY",
        (
            "Update IdentityProtectionPolicy", "Update Sign-In Risk Policy",
            "Update User Risk and MFA Registration Policy",
        ),
        E.POLICY, examples=("user risk policy changes",),
    ),
    # across tenants
    Family(
        "ADD CREATE NEW", "XTENANT", _PARTNER, None,
        examples=("cross-tenant access partners added", "new partner tenants"),
    ),
    Family(
        "UPDATE SET RESET", "XTENANT", (*_PARTNER_CHANGED, *_PARTNER, *_PARTNER_GONE), None,
        examples=("cross-tenant access setting changes", "who changed cross-tenant settings"),
    ),
    Family("DELETE REMOVE", "XTENANT", _PARTNER_GONE, None, examples=("cross-tenant partners removed",)),
    Family(
        "ADD CREATE NEW", "XTENANT_SYNC", ("Create a partner cross-tenant identity sync setting",), None,
        examples=("cross-tenant sync settings created",),
    ),
    Family(
        "UPDATE SET", "XTENANT_SYNC", ("Update a partner cross-tenant identity sync setting",), None,
        examples=("cross-tenant sync changes",),
    ),
    Family(
        "DELETE REMOVE", "XTENANT_SYNC", ("Delete a partner cross-tenant identity sync setting",), None,
        examples=("cross-tenant sync deleted",),
    ),
    # the tenant
    Family(
        "UPDATE SET", "COMPANY",
        ("Update company", "Set Company Information", "Update company settings", "Create company settings"), None,
        examples=("tenant setting changes", "who changed the company information"),
    ),
    Family(
        "UPDATE SET CREATE ADD DELETE", "BRANDING",
        (
            "Update Branding Theme", "Create Branding Theme", "Delete Branding Theme",
            "Update Branding Theme Localization", "Create Branding Theme Localization",
        ),
        None, examples=("company branding changes",),
    ),
    Family(
        "ADD CREATE NEW", "DOMAIN", ("Add unverified domain", "Add verified domain"), None,
        examples=("domains added", "new custom domains"),
    ),
    Family(
        "VERIFY", "DOMAIN", ("Verify domain", "Verify email verified domain"), None,
        examples=("domain verified", "domain verifications"),
    ),
    Family(
        "DELETE REMOVE", "DOMAIN",
        ("Remove verified domain", "Remove unverified domain", "Soft Delete Domain", "Hard Delete Domain"), None,
        examples=("domains removed",),
    ),
    Family(
        "UPDATE", "DOMAIN",
        (
            "Update domain", "Update Domain", "Set domain authentication", "Set federation settings on domain",
        ),
        None, examples=("domain changes",),
    ),
    Family(
        "SET UPDATE ADD CREATE NEW ENABLE REMOVE", "FEDERATION",
        ("Set federation settings on domain", "Set domain authentication"), None,
        examples=(
            "federation settings changed", "who set domain federation", "domain authentication changes",
        ),
    ),
    Family(
        "SWITCH", "DOMAIN", ("Set domain authentication", "Set federation settings on domain"), None,
        examples=("domain converted to federated", "who federated a domain"), weight=0.85,
    ),
    Family(
        "UPDATE SET ENABLE DISABLE", "DIRSYNC",
        (
            "Set DirSyncEnabled flag", "Set DirSync feature", "Set directory feature on tenant",
            "Set accidental deletion threshold",
        ),
        None, examples=("who disabled dirsync", "entra connect setting changes"),
    ),
    Family(
        "ADD ENABLE CREATE", "* USER GROUP", ("Add user to feature rollout", "Add a group to feature rollout"), None,
        "STAGED_ROLLOUT", (), (), ("users added to staged rollout",),
    ),
    Family(
        "UPDATE CREATE DELETE ENABLE DISABLE", "STAGED_ROLLOUT",
        (
            "Create rollout policy for feature", "Update rollout policy of feature",
            "Delete rollout policy of feature",
        ),
        None, examples=("staged rollout changes",),
    ),
)
