"""User accounts, passwords, licences, guests."""

from __future__ import annotations

from intents.model import EntityKind as E
from intents.operations.families.family import Family

_RESETS = (
    "Reset user password", "Reset password (self-service)", "Reset password (by admin)", "Reset password",
    "User Password Reset",
)
_FLOW = (
    "Self-service password reset flow activity progress", "Admin started password reset",
    "user started password reset", "Blocked from self-service password reset",
)
_CHANGES = ("Change user password", "Change password (self-service)")
_INVITED = (
    "Invite external user", "Invite internal user to B2B collaboration",
    "Invite external user with reset invitation status",
)

USERS: tuple[Family, ...] = (
    # accounts
    Family(
        "CREATE ADD NEW", "USER", ("Add user",), E.USER,
        related=("Bulk create users - finished (bulk)", "Invite external user"),
        examples=(
            "users created this month", "who created the account", "new users today", "accounts added by may",
            "user creations", "which accounts have been created",
        ),
    ),
    Family(
        "DELETE REMOVE", "USER", ("Delete user",), E.USER,
        related=("Hard Delete user", "Bulk delete users - finished (bulk)", "Delete external user"),
        examples=(
            "users deleted since monday", "who deleted bob's account", "deleted users", "user deletions by erin",
            "accounts removed this week",
        ),
    ),
    Family(
        "HARD_DELETE", "* USER", ("Hard Delete user",), E.USER,
        examples=("permanently deleted users", "who purged the account"),
    ),
    Family(
        "RESTORE", "USER", ("Restore user",), E.USER, related=("Bulk restore deleted users - finished (bulk)",),
        examples=("users restored this week", "who undeleted the account"),
    ),
    Family(
        "UPDATE", "USER", ("Update user",), E.USER,
        examples=("user updates today", "who modified the account", "updates to users"),
    ),
    Family(
        "DISABLE", "USER", ("Disable account",), E.USER, related=("Update user",),
        examples=(
            "erin disabled which accounts", "accounts disabled this week", "users deactivated by erin",
            "who turned off bob's account", "when did bob get disabled",
        ),
    ),
    Family(
        "ENABLE", "USER", ("Enable account",), E.USER, related=("Update user",),
        examples=("which accounts were re-enabled", "who enabled the account", "accounts reactivated"),
    ),
    Family(
        "UNLOCK", "USER", ("Unlock user account (self-service)",), E.USER,
        examples=("accounts unlocked today", "who unlocked an account", "account unlocks"),
    ),
    # a bare name as object
    Family(
        "DELETE", "*", ("Delete user", "Delete group", "Delete application", "Delete device"), E.USER,
        examples=("who deleted bob",), weight=0.4,
    ),
    Family(
        "DISABLE", "*", ("Disable account",), E.USER, examples=("who disabled bob", "was bob disabled"), weight=0.4,
    ),
    Family("ENABLE", "*", ("Enable account",), E.USER, examples=("who re-enabled bob",), weight=0.4),
    Family(
        "RESTORE", "*", ("Restore user", "Restore group", "Restore application"), E.USER,
        examples=("who restored bob",), weight=0.4,
    ),
    Family(
        "UNLOCK", "* .", ("Unlock user account (self-service)",), E.USER,
        examples=("who unlocked bob", "unlocks today"), weight=0.4,
    ),
    Family(
        "CREATE", "*", ("Add user", "Add group", "Add application", "Add service principal"), E.USER,
        examples=("who created bob",), weight=0.4,
    ),
    Family(
        "ADD", "*", ("Add user", "Add member to group", "Add member to role", "Invite external user"), E.USER, "",
        (E.GROUP, E.ROLE), (), ("who added alice", "who did alice add"), 0.4,
    ),
    Family(
        "REMOVE", "*", ("Delete user", "Remove member from group", "Remove member from role"), E.USER, "",
        (E.GROUP, E.ROLE), (), ("who removed alice",), 0.4,
    ),
    # passwords
    Family(
        "RESET", "PASSWORD", _RESETS, E.USER, related=_FLOW,
        examples=(
            "password resets today", "who reset bob's password", "any pw resets this week",
            "bob's password was reset by whom", "how many times was a password reset", "resets of passwords",
        ),
    ),
    Family(
        "RESET", "* .", _RESETS, E.USER, related=_FLOW,
        examples=("resets by erin", "who reset bob", "how many resets today"), weight=0.5,
    ),
    Family(
        "- RESET", "ADMIN_RESET", ("Reset user password", "Reset password (by admin)", "Reset password"), E.USER,
        related=_RESETS[1:2], examples=("admin password resets",), weight=0.9,
    ),
    Family(
        "- RESET", "SSPR", ("Reset password (self-service)",), E.USER, related=_FLOW,
        examples=("self-service password resets this week", "sspr resets", "sspr this month"), weight=0.85,
    ),
    Family(
        "UPDATE ROTATE SET", "PASSWORD", _CHANGES, E.USER, related=("Reset user password", "Update PasswordProfile"),
        examples=("password changes this week", "who changed their password", "changed passwords"),
    ),
    Family(
        "REQUIRE", "PASSWORD PASSWORD_CHANGE", ("Set force change user password",), E.USER,
        examples=("who forced a password change",),
    ),
    Family(
        "START", "PASSWORD_RESET", ("user started password reset", "Admin started password reset"), E.USER,
        examples=("password resets started",), weight=0.85,
    ),
    Family(
        "REGISTER", "PASSWORD_RESET SSPR",
        (
            "Security info saved for self-service password reset", "User registered all required security info",
        ),
        E.USER, examples=("who registered for self-service password reset",), weight=0.9,
    ),
    Family("UPDATE SET", "PASSWORD_POLICY", ("Set password policy",), None, examples=("password policy changes",)),
    Family(
        "DISABLE", "WRITEBACK", ("Disable password writeback for directory",), None,
        examples=("who disabled password writeback",),
    ),
    Family(
        "ENABLE", "WRITEBACK", ("Enable password writeback for directory",), None,
        examples=("password writeback enabled",),
    ),
    Family(
        "REVOKE REMOVE CANCEL RESET DELETE", "SESSION", ("Update StsRefreshTokenValidFrom Timestamp",), E.USER,
        examples=(
            "who revoked bob's sessions", "refresh tokens revoked", "sign-in sessions revoked today",
            "session revocations",
        ),
    ),
    # licences
    Family(
        "ASSIGN ADD GRANT GET REMOVE REVOKE LOSE UPDATE DELETE NEW", "LICENSE", ("Change user license",), E.USER,
        related=("Set group license",),
        examples=(
            "licenses assigned today", "who removed bob's license", "license changes", "licence assignments",
            "who gave bob an e5 license", "licenses revoked",
            "who lost a license",
        ),
    ),
    Family(
        "SET ASSIGN ADD UPDATE REMOVE", "GROUP_LICENSE", ("Set group license",), E.GROUP,
        examples=("group license changes",),
    ),
    Family(
        "SET ASSIGN ADD GRANT REMOVE REVOKE DELETE", "LICENSE", ("Set group license",), E.GROUP, "GROUP", (E.GROUP,),
        (), ("licenses assigned to groups this week", "licences removed from a group"), 0.85,
    ),
    Family(
        "SET ASSIGN ADD GRANT REMOVE REVOKE DELETE", "LICENSE", ("Change user license",), E.USER, "USER", (),
        ("Set group license",), ("licenses assigned to users",), 0.85,
    ),
    # guests
    Family(
        "INVITE", "* . GUEST USER", _INVITED[:1], E.USER,
        related=(*_INVITED[1:], "Bulk invite users - finished (bulk)"),
        examples=("guests invited this week", "who invited external users", "who invited pat", "invites by alice"),
    ),
    Family(
        "- INVITE", "GUEST_INVITATION", _INVITED[:1], E.USER, related=_INVITED[1:],
        examples=("b2b invitations sent by alice", "guest invitations"),
    ),
    Family(
        "ADD CREATE NEW", "GUEST", _INVITED[:1], E.USER,
        related=(*_INVITED[1:], "Redeem external user invite", "Add user"),
        examples=("guests added today", "new guest users", "external users created"),
    ),
    Family(
        "REDEEM", "GUEST GUEST_INVITATION", ("Redeem external user invite", "Redeem extern user invite"), E.USER,
        examples=("guest invitations redeemed", "who accepted an invitation", "invites accepted this week"),
        weight=0.85,
    ),
    Family(
        "REDEEM", "INVITE_NOUN", ("Redeem external user invite", "Redeem extern user invite"), E.USER,
        examples=("redeemed invites",), weight=0.85,
    ),
    Family(
        "DELETE REMOVE", "GUEST", ("Delete external user", "Delete user"), E.USER,
        examples=("guests deleted this week", "external users removed"),
    ),
    # what belongs to a user
    Family(
        "SET UPDATE ADD ASSIGN NEW", "MANAGER", ("Set user manager",), E.USER,
        examples=("manager changes", "who changed bob's manager"),
    ),
    Family(
        "UPDATE SET", "USER_PROPERTY", ("Update user",), E.USER,
        examples=("who changed bob's department", "job title changes this week", "usage location updated"),
    ),
    Family("ADD SET ASSIGN NEW", "SPONSOR", ("Add user sponsor",), E.USER, examples=("sponsors added",)),
    Family("REMOVE DELETE", "SPONSOR", ("Remove user sponsor",), E.USER, examples=("sponsors removed",)),
    Family(
        "UPDATE ADD SET ASSIGN REMOVE", "SECURITY_ATTRIBUTE",
        (
            "Update attribute values assigned to a user", "Update attribute values assigned to a servicePrincipal",
        ),
        None, examples=("custom security attribute changes",),
    ),
)
