"""Directory roles and Privileged Identity Management."""

from __future__ import annotations

from intents.model import EntityKind as E
from intents.operations.families.family import Family

_ADD = (
    "Add member to role",
    "Add scoped member to role",
    "Add member to role scoped over Restricted Management Administrative Unit",
    "Add member to role in PIM completed (permanent)",
    "Add member to role in PIM completed (timebound)",
    "Add member to role outside of PIM (permanent)",
)
_REMOVE = (
    "Remove member from role",
    "Remove scoped member from role",
    "Remove member from role scoped over Restricted Management Administrative Unit",
    "Remove member from role in PIM completed (permanent)",
    "Remove member from role in PIM completed (timebound)",
    "Remove permanent direct role assignment",
)
_ELIGIBLE = (
    "Add eligible member to role",
    "Add eligible member to role in PIM completed (permanent)",
    "Add eligible member to role in PIM completed (timebound)",
    "Add EligibleRoleAssignment to RoleDefinition",
)
_NOT_ELIGIBLE = (
    "Remove eligible member from role",
    "Remove eligible member from role in PIM completed (permanent)",
    "Remove eligible member from role in PIM completed (timebound)",
    "Remove permanent eligible role assignment",
    "Remove EligibleRoleAssignment from RoleDefinition",
)
_ACTIVATED = ("Add member to role completed (PIM activation)",)
_ELEVATED = ("User has elevated their access to User Access Administrator for their Azure Resources",)
_REQUESTED = (
    "Add member to role requested (PIM activation)",
    "Add member to role approval requested (PIM activation)",
)
_PEOPLE = "* USER MEMBER GUEST ADMIN ACCESS OWNER GROUP APP SP"

ROLES: tuple[Family, ...] = (
    Family(
        "ADD GRANT GET ASSIGN JOIN MAKE PROMOTE BECOME", _PEOPLE, _ADD, E.USER, "ROLE ROLE_NAME ROLE_ASSIGNMENT",
        (E.ROLE,), (*_ELIGIBLE, *_ACTIVATED),
        (
            "who added bob to the global administrator role", "who was promoted to global admin",
            "users added to a directory role", "who gave bob access to the security reader role",
        ),
    ),
    Family(
        "GRANT GET ASSIGN MAKE PROMOTE BECOME ADD NEW", "ROLE ROLE_NAME ROLE_HOLDERS", _ADD, E.USER, "", (E.ROLE,),
        (*_ELIGIBLE, *_ACTIVATED),
        (
            "who gave bob global admin", "who handed alice the global administrator role",
            "who made carol user administrator", "roles assigned to alice", "what roles was bob given",
            "who got the exchange administrator role", "new global admins this month",
            "was anyone granted a privileged role",
        ),
    ),
    Family(
        "- ADD CREATE NEW GRANT ASSIGN", "ROLE_ASSIGNMENT", _ADD, E.USER, "", (E.ROLE,), (*_ELIGIBLE, *_ACTIVATED),
        ("role assignments this week", "new role assignments by trent", "role assignments created"),
    ),
    Family(
        "MAKE BECOME NEW PROMOTE GRANT", "ADMIN", (*_ADD, "Add member to group"), E.USER, "", (E.ROLE, E.GROUP),
        (*_ELIGIBLE, *_ACTIVATED), ("who made bob an admin", "new admins this week", "who became an administrator"),
        0.7,
    ),
    Family("PROMOTE", "* USER", _ADD, E.USER, "", (E.ROLE,), _ELIGIBLE, ("who promoted bob",), 0.5),
    Family(
        "REMOVE REVOKE DELETE DEMOTE LEAVE", _PEOPLE, _REMOVE, E.USER, "ROLE ROLE_NAME", (E.ROLE,), _NOT_ELIGIBLE,
        ("who removed bob from the global administrator role", "who was removed from a role"),
    ),
    Family(
        "REMOVE REVOKE DEMOTE LOSE", "ROLE ROLE_NAME ROLE_HOLDERS ROLE_ASSIGNMENT", _REMOVE, E.USER, "", (E.ROLE,),
        _NOT_ELIGIBLE,
        (
            "who revoked bob's global admin", "role assignments removed", "roles removed from carol", "role removals",
            "which roles did bob lose", "who lost global admin",
        ),
    ),
    Family("DELETE", "ROLE_ASSIGNMENT", _REMOVE, E.USER, "", (E.ROLE,), _NOT_ELIGIBLE, ("deleted role assignments",)),
    Family("DEMOTE", "* USER ADMIN", _REMOVE, E.USER, "", (E.ROLE,), _NOT_ELIGIBLE, ("who demoted bob",), 0.5),
    Family(
        "UPDATE", "ROLE ROLE_ASSIGNMENT ROLE_NAME ROLE_HOLDERS", (*_ADD, *_REMOVE), E.USER, "", (E.ROLE,),
        (*_ELIGIBLE, *_NOT_ELIGIBLE, *_ACTIVATED),
        ("role changes this week", "who changed bob's role", "role assignment changes"),
    ),
    # eligible assignments
    Family(
        "- ADD MAKE GRANT GET ASSIGN NEW BECOME CREATE", "ELIGIBLE", _ELIGIBLE, E.USER, "", (E.ROLE,), _ADD,
        (
            "eligible role assignments", "who made bob eligible for a role", "who was given an eligible assignment",
        ),
        0.85,
    ),
    Family(
        "ADD MAKE ASSIGN", "ELIGIBLE", _ELIGIBLE, E.USER, "ROLE ROLE_NAME", (E.ROLE,), _ADD,
        ("who was made eligible for the global administrator role",), 0.9,
    ),
    Family(
        "REMOVE DELETE REVOKE", "ELIGIBLE", _NOT_ELIGIBLE, E.USER, "", (E.ROLE,), _REMOVE,
        ("eligible assignments removed",), 0.85,
    ),
    Family(
        "EXTEND", "ELIGIBLE ROLE_ASSIGNMENT PIM PIM_ASSIGNMENT",
        (
            "Update eligible member in PIM requested (extend)", "Update member in PIM requested (extend)",
            "Update member in PIM approved by admin (extend/renew)",
        ),
        E.USER, "", (E.ROLE,), (), ("pim assignments extended",),
    ),
    # activation
    Family(
        "ACTIVATE", "* ROLE ROLE_NAME ROLE_HOLDERS PIM ELIGIBLE ROLE_ASSIGNMENT ADMIN", _ACTIVATED, E.USER, "",
        (E.ROLE,), _REQUESTED,
        (
            "who activated a role in pim", "pim activations this week", "roles activated by trent",
            "role activations", "did trent activate global admin",
        ),
    ),
    Family(
        "ACTIVATE ELEVATE", "* USER", _ACTIVATED, E.USER, "ROLE ROLE_NAME PIM", (E.ROLE,), (*_REQUESTED, *_ELEVATED),
        (
            "role elevations through pim this month", "who elevated to global administrator", "who elevated in pim",
        ),
    ),
    Family(
        "ELEVATE", "ROLE ROLE_NAME ROLE_HOLDERS PIM", _ACTIVATED, E.USER, "", (E.ROLE,), (*_REQUESTED, *_ELEVATED),
        ("role elevations", "pim elevations this month"), 0.75,
    ),
    Family(
        "ELEVATE", "ACCESS ELEVATED_ACCESS", _ELEVATED, E.USER,
        examples=("who elevated access", "who elevated their access to azure subscriptions"), weight=0.85,
    ),
    Family(
        "ELEVATE", "* . USER", (*_ACTIVATED, *_ELEVATED), E.USER, "", (E.ROLE,), _REQUESTED,
        ("elevations today", "who elevated themselves"), 0.6,
    ),
    Family(
        "- ACTIVATE ELEVATE", "ACTIVATION", _ACTIVATED, E.USER, "", (E.ROLE,), (*_REQUESTED, *_ELEVATED),
        ("pim activations this week", "role activations", "role elevations in pim"),
    ),
    Family(
        "- REQUEST", "PIM_REQUEST", _REQUESTED, E.USER, "", (E.ROLE,), (), ("pim requests today", "role requests"),
        0.85,
    ),
    Family(
        "REQUEST", "ROLE ROLE_NAME ROLE_HOLDERS PIM ROLE_ASSIGNMENT ELIGIBLE", _REQUESTED, E.USER, "", (E.ROLE,), (),
        ("who requested a role", "who requested global admin"),
    ),
    Family(
        "REQUEST", "ACTIVATION", _REQUESTED, E.USER, "", (E.ROLE,), (),
        ("activation requests in pim", "requested pim activations"), 0.85,
    ),
    Family(
        "APPROVE", "ROLE ROLE_NAME PIM ROLE_ASSIGNMENT ACTIVATION PIM_REQUEST",
        (
            "Add member to role request approved (PIM activation)", "Approve request - direct role assignment",
        ),
        E.USER, "", (E.ROLE,), (), ("who approved pim requests", "pim approvals", "pim activations approved"), 0.85,
    ),
    Family(
        "DENY", "ROLE ROLE_NAME PIM ROLE_ASSIGNMENT ACTIVATION PIM_REQUEST",
        ("Add member to role request denied (PIM activation)",), E.USER, "", (E.ROLE,), (),
        ("denied pim requests", "pim activations denied"), 0.85,
    ),
    Family(
        "CANCEL", "ROLE ROLE_NAME PIM ROLE_ASSIGNMENT ACTIVATION PIM_REQUEST",
        ("Add member to role canceled (PIM activation)", "Cancel request"), E.USER, "", (E.ROLE,), (),
        ("cancelled pim requests",), 0.85,
    ),
    Family(
        "EXPIRE", "ROLE ROLE_NAME PIM ROLE_ASSIGNMENT ACTIVATION ELIGIBLE PIM_REQUEST",
        ("Remove member from role (PIM activation expired)", "PIM activation request expired"), E.USER, "", (E.ROLE,),
        (), ("expired pim activations", "pim activations that expired"), 0.85,
    ),
    Family(
        "DISABLE", "ROLE ROLE_NAME PIM ACTIVATION", ("Remove member from role completed (PIM deactivate)",), E.USER,
        "", (E.ROLE,), (), ("who deactivated a role in pim", "pim deactivations"),
    ),
    Family(
        "ASSIGN ADD -", "PIM_ASSIGNMENT", (*_ADD[3:], *_ELIGIBLE), E.USER, "", (E.ROLE,), _ACTIVATED,
        ("pim assignments this week", "pim role assignments added"),
    ),
    # settings and definitions
    Family(
        "UPDATE SET", "PIM_SETTING", ("Update role setting in PIM",), E.ROLE, related=("PIM policy removed",),
        examples=("who changed the pim settings", "role setting changes"),
    ),
    Family(
        "-", "PIM_ALERT",
        (
            "Triggered PIM alert", "Resolve PIM alert", "Disable PIM alert", "Enable PIM alert",
            "Deactivate PIM alert", "Refresh PIM alert", "Update PIM alert setting",
        ),
        None, examples=("pim alerts this week",), weight=0.7,
    ),
    Family(
        "DISABLE DISMISS", "PIM_ALERT", ("Disable PIM alert", "Deactivate PIM alert"), None,
        examples=("who disabled a pim alert",), weight=0.85,
    ),
    Family(
        "CREATE ADD NEW", "ROLE_DEFINITION", ("Add role definition", "Role definition created"), E.ROLE,
        examples=("custom roles created", "new role definitions"),
    ),
    Family(
        "CREATE", "ROLE", ("Add role definition", "Role definition created"), E.ROLE,
        examples=("who created a role",), weight=0.7,
    ),
    Family("UPDATE", "ROLE_DEFINITION", ("Update role definition",), E.ROLE, examples=("role definition changes",)),
    Family(
        "DELETE REMOVE", "ROLE_DEFINITION", ("Delete role definition",), E.ROLE, examples=("deleted custom roles",),
    ),
    Family("DELETE", "ROLE", ("Delete role definition",), E.ROLE, examples=("who deleted a role",), weight=0.7),
    Family(
        "RESTORE", "ROLE ROLE_ASSIGNMENT",
        (
            "Restore member from role", "Restore member from role in PIM completed",
            "Restore permanent direct role assignment",
        ),
        E.USER, "", (E.ROLE,), (), ("restored role assignments",),
    ),
)
