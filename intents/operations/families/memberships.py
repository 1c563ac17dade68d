"""Members and owners of groups, the groups themselves, administrative units."""

from __future__ import annotations

from intents.model import EntityKind as E
from intents.operations.families.family import Family

_MEMBERS = "* USER MEMBER GUEST ADMIN DEVICE GROUP_MEMBER ACCESS"
_ADD = ("Add member to group",)
_REMOVE = ("Remove member from group",)
_ADD_ROLE = ("Add member to role",)
_BULK_ADD = ("Bulk import group members - finished (bulk)",)
_BULK_REMOVE = ("Bulk remove group members - finished (bulk)",)

MEMBERSHIPS: tuple[Family, ...] = (
    Family(
        "ADD JOIN GRANT GET ASSIGN MAKE BECOME PROMOTE INVITE", _MEMBERS, _ADD, E.USER, "GROUP GROUP_MEMBER",
        (E.GROUP,), _BULK_ADD,
        (
            "who added alice to the finance group", "which users were added to a group this week",
            "bob was put in the vpn group", "what groups was bob added to", "members added to groups",
        ),
    ),
    Family(
        "JOIN GRANT GET ASSIGN ADD NEW", "GROUP_MEMBER", _ADD, E.USER, "", (E.GROUP,), _BULK_ADD,
        (
            "new group members this week", "who joined the group", "group member additions",
            "group memberships granted",
        ),
    ),
    Family(
        "NEW", "MEMBER USER GUEST ADMIN", _ADD, E.USER, "GROUP", (E.GROUP,), _BULK_ADD,
        ("new members of the finance group", "new users in the group"), 0.85,
    ),
    Family(
        "JOIN GRANT GET", "GROUP", _ADD, E.USER, "", (E.GROUP,), _BULK_ADD,
        ("who got into the finance group", "which groups did bob join"),
    ),
    Family(
        "JOIN", "*", (*_ADD, *_ADD_ROLE), E.USER, "", (E.GROUP, E.ROLE), (), ("who joined vpn users this month",),
        0.6,
    ),
    Family(
        "NEW ADD", "MEMBER", (*_ADD, *_ADD_ROLE), E.USER, "", (E.GROUP, E.ROLE), (),
        ("new members this week", "members added today"), 0.6,
    ),
    Family(
        "REMOVE DELETE LEAVE REVOKE DEMOTE", _MEMBERS, _REMOVE, E.USER, "GROUP GROUP_MEMBER", (E.GROUP,),
        _BULK_REMOVE,
        (
            "who removed bob from the finance group", "was carol kicked out of a group", "users deleted from a group",
            "bob taken out of the sales group",
        ),
    ),
    Family(
        "REMOVE DELETE LEAVE REVOKE LOSE", "GROUP_MEMBER", _REMOVE, E.USER, "", (E.GROUP,), _BULK_REMOVE,
        ("group members removed today", "group membership removals"),
    ),
    Family("LEAVE", "GROUP", _REMOVE, E.USER, "", (E.GROUP,), _BULK_REMOVE, ("who left the group",)),
    Family(
        "LEAVE", "*", (*_REMOVE, "Remove member from role"), E.USER, "", (E.GROUP, E.ROLE), (),
        ("who left vpn users this month",), 0.6,
    ),
    Family(
        "REMOVE DELETE", "MEMBER", (*_REMOVE, "Remove member from role"), E.USER, "", (E.GROUP, E.ROLE), (),
        ("members removed today",), 0.6,
    ),
    Family(
        "UPDATE", "GROUP_MEMBER MEMBER", (*_ADD, *_REMOVE), E.USER, "", (E.GROUP,), (*_BULK_ADD, *_BULK_REMOVE),
        ("group membership changes last week", "who changed the membership of a group"),
    ),
    Family(
        "ADD MAKE BECOME ASSIGN GRANT", "* USER GUEST MEMBER ADMIN ACCESS",
        (*_ADD, *_ADD_ROLE, "Add app role assignment grant to user"), E.USER, "? ROLE_HOLDERS",
        (E.GROUP, E.ROLE, E.APP), (),
        ("who was added to helpdesk", "did trent add anybody to sales", "who was added to helpdesk admins"), 0.85,
    ),
    Family(
        "REMOVE LEAVE DELETE", "* USER GUEST MEMBER ADMIN",
        (*_REMOVE, "Remove member from role", "Remove app role assignment from user"), E.USER, "? ROLE_HOLDERS",
        (E.GROUP, E.ROLE, E.APP), (), ("who removed bob from helpdesk", "who was moved out of finance"), 0.85,
    ),
    Family(
        "GRANT GET", "ACCESS", (*_ADD, *_ADD_ROLE, "Add app role assignment grant to user"), E.USER, "",
        (E.GROUP, E.ROLE, E.APP), (), ("who gave bob access to payroll", "who was granted access"), 0.6,
    ),
    Family(
        "REVOKE REMOVE LOSE", "ACCESS", (*_REMOVE, "Remove member from role", "Remove app role assignment from user"),
        E.USER, "", (E.GROUP, E.ROLE, E.APP), (), ("who revoked bob's access", "access removals", "who lost access"), 0.6,
    ),
    Family(
        "ADDITION", "*", (*_ADD, *_ADD_ROLE), E.USER, "", (E.GROUP, E.ROLE), (), ("tier0-admins adds",), 0.6,
    ),
    Family(
        "ADDITION", "GROUP", _ADD, E.USER, "", (E.GROUP,), _BULK_ADD, ("group adds", "failed group additions"), 0.85,
    ),
    # owners
    Family(
        "ADD MAKE NEW ASSIGN BECOME SET", "OWNER", ("Add owner to group",), E.USER, "GROUP", (E.GROUP,), (),
        ("who was added as owner to a group", "which groups got new owners"), 0.85,
    ),
    Family(
        "ADD MAKE NEW ASSIGN BECOME SET", "GROUP_OWNER", ("Add owner to group",), E.USER, "", (E.GROUP,),
        ("Set group to be managed by user",), ("group owners added", "who made bob a group owner"),
    ),
    Family(
        "REMOVE DELETE", "OWNER", ("Remove owner from group",), E.USER, "GROUP", (E.GROUP,), (),
        ("owner removed from the group",), 0.85,
    ),
    Family(
        "REMOVE DELETE", "GROUP_OWNER", ("Remove owner from group",), E.USER, "", (E.GROUP,),
        ("Remove eligible owner from group",), ("removed group owners",),
    ),
    Family(
        "UPDATE", "OWNER", ("Add owner to group", "Remove owner from group", "Set group to be managed by user"),
        E.USER, "GROUP", (E.GROUP,), (), ("owner of the group changed",), 0.85,
    ),
    Family(
        "UPDATE", "GROUP_OWNER", ("Add owner to group", "Remove owner from group", "Set group to be managed by user"),
        E.USER, "", (E.GROUP,), (), ("group owner changes",),
    ),
    Family(
        "ADD MAKE NEW ASSIGN BECOME", "OWNER",
        ("Add owner to group", "Add owner to application", "Add owner to service principal"), E.USER, "",
        (E.GROUP, E.APP), (), ("owners added this week", "who made bob an owner"), 0.7,
    ),
    Family(
        "REMOVE DELETE", "OWNER",
        ("Remove owner from group", "Remove owner from application", "Remove owner from service principal"), E.USER,
        "", (E.GROUP, E.APP), (), ("owners removed this week",), 0.7,
    ),
    # groups
    Family(
        "CREATE ADD NEW", "GROUP", ("Add group",), E.GROUP,
        examples=(
            "groups created this month", "who created a group", "new security groups", "group creations by trent",
            "m365 groups added today",
        ),
    ),
    Family(
        "DELETE REMOVE", "GROUP", ("Delete group",), E.GROUP, related=("Hard Delete group",),
        examples=(
            "who deleted a group", "deleted groups last week", "group deletions", "groups that were removed",
        ),
    ),
    Family("HARD_DELETE", "GROUP", ("Hard Delete group",), E.GROUP, examples=("permanently deleted groups",)),
    Family("RESTORE", "GROUP", ("Restore group",), E.GROUP, examples=("groups restored yesterday",)),
    Family(
        "UPDATE", "GROUP", ("Update group",), E.GROUP, related=(*_ADD, *_REMOVE),
        examples=("who renamed a group", "updated groups", "groups modified by trent"),
    ),
    Family(
        "UPDATE CREATE DELETE SET", "GROUP_SETTINGS",
        ("Update group settings", "Create group settings", "Delete group settings"), None,
        examples=("who changed the group settings",),
    ),
    Family(
        "UPDATE SET ADD CREATE", "GROUP_RULE", ("Update group",), E.GROUP,
        examples=("dynamic group rule changes", "membership rule edits", "who changed the dynamic rule of a group"),
        weight=0.85,
    ),
    Family("EXTEND", "GROUP", ("Renew group", "Autorenew group"), E.GROUP, examples=("groups renewed this month",)),
    Family("EXPIRE", "GROUP", ("Delete group",), E.GROUP, examples=("expired groups",), weight=0.5),
    Family(
        "REQUEST JOIN -", "GROUP_REQUEST", ("Request to join a group",), E.GROUP,
        examples=("requests to join groups",),
    ),
    Family(
        "APPROVE", "GROUP_REQUEST", ("Approve a pending request to join a group",), E.GROUP,
        examples=("who approved group join requests",),
    ),
    Family(
        "DENY", "GROUP_REQUEST", ("Reject a pending request to join a group",), E.GROUP,
        examples=("rejected group join requests",),
    ),
    # administrative units
    Family(
        "ADD ASSIGN", _MEMBERS,
        ("Add member to administrative unit", "Add member to restricted management administrative unit"), E.USER,
        "AU", (), ("Bulk add members to administrative unit - finished (bulk)",),
        ("who was added to an administrative unit",),
    ),
    Family(
        "REMOVE DELETE", _MEMBERS,
        (
            "Remove member from administrative unit", "Remove member from restricted management administrative unit",
        ),
        E.USER, "AU", (), ("Bulk remove members to administrative unit - finished (bulk)",),
        ("users removed from the administrative unit",),
    ),
    Family(
        "UPDATE", "AU_MEMBER",
        (
            "Add member to administrative unit", "Add member to restricted management administrative unit",
            "Remove member from administrative unit", "Remove member from restricted management administrative unit",
        ),
        E.USER, examples=("administrative unit membership changes", "changes to members of administrative units"),
    ),
    Family("CREATE ADD NEW", "AU", ("Add administrative unit",), None, examples=("administrative units created",)),
    Family(
        "DELETE REMOVE", "AU", ("Delete administrative unit",), None, related=("Hard Delete administrative unit",),
        examples=("admin unit deleted",),
    ),
    Family("UPDATE", "AU", ("Update administrative unit",), None, examples=("administrative unit changes",)),
    Family("RESTORE", "AU", ("Restore administrative unit",), None, examples=("administrative units restored",)),
)
