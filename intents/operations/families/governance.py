"""Access reviews, entitlement management, terms of use, risk, bulk operations, lifecycle workflows."""

from __future__ import annotations

from intents.model import EntityKind as E
from intents.operations.families.family import Family

_ASSIGNED = (
    "Administrator directly assigns user to access package",
    "Entitlement Management creates access package assignment request for user",
)
_UNASSIGNED = (
    "Administrator directly removes user access package assignment",
    "Entitlement Management removes access package assignment request for user",
    "Remove access package resource assignment",
)
_REQUESTS = (
    "User requests access package assignment",
    "User requests an access package assignment on behalf of service principal",
)
_BULK = (
    "Bulk create users - finished (bulk)",
    "Bulk delete users - finished (bulk)",
    "Bulk invite users - finished (bulk)",
    "Bulk restore deleted users - finished (bulk)",
    "Bulk import group members - finished (bulk)",
    "Bulk remove group members - finished (bulk)",
    "Bulk add members to administrative unit - finished (bulk)",
    "Bulk remove members to administrative unit - finished (bulk)",
    "Bulk add authentication devices - finished (bulk)",
)

_DELETED = (
    "Delete user", "Delete group", "Delete application", "Remove service principal", "Delete device", "Delete policy",
    "Delete conditional access policy", "Delete Conditional Access policy", "Delete named location",
    "Delete role definition", "Delete administrative unit", "Delete external user", "Delete access package",
    "Delete access review", "Delete Terms Of Use", "Delete contact",
)
_CREATED = (
    "Add user", "Add group", "Add application", "Add service principal", "Add device", "Add policy",
    "Add conditional access policy", "Add Conditional Access policy", "Add named location", "Add role definition",
    "Add administrative unit", "Invite external user", "Create access package", "Create access review",
    "Create Terms Of Use", "Add contact",
)

GOVERNANCE: tuple[Family, ...] = (
    # access reviews
    Family(
        "CREATE ADD NEW START", "ACCESS_REVIEW", ("Create access review",), None,
        examples=("access reviews created", "access reviews started this month"),
    ),
    Family("UPDATE", "ACCESS_REVIEW", ("Update access review",), None, examples=("access review changes",)),
    Family("DELETE REMOVE", "ACCESS_REVIEW", ("Delete access review",), None, examples=("access reviews deleted",)),
    Family(
        "EXPIRE FINISH", "ACCESS_REVIEW", ("Access review ended",), None,
        examples=("access reviews that ended", "access reviews completed"),
    ),
    Family(
        "APPROVE", "ACCESS_REVIEW REVIEW_DECISION", ("Approve decision", "Bulk Approve decisions"), None,
        examples=("access review decisions approved",),
    ),
    Family(
        "DENY", "ACCESS_REVIEW REVIEW_DECISION", ("Deny decision", "Bulk Deny decisions", "Deny all decisions"), None,
        examples=("access review decisions denied",),
    ),
    Family(
        "- MAKE CREATE UPDATE", "REVIEW_DECISION",
        ("Approve decision", "Deny decision", "Bulk Approve decisions", "Bulk Deny decisions", "Deny all decisions"),
        None, examples=("access review decisions by bob", "access review decisions made this week"),
    ),
    Family(
        "-", "ACCESS_REVIEW",
        (
            "Create access review", "Update access review", "Delete access review", "Access review ended",
            "Apply review", "Auto apply review", "Approve decision", "Deny decision",
        ),
        None, examples=("access reviews this month",), weight=0.6,
    ),
    # entitlement management
    Family(
        "CREATE ADD NEW", "ACCESS_PACKAGE", ("Create access package",), None, examples=("access packages created",),
    ),
    Family("UPDATE", "ACCESS_PACKAGE", ("Update access package",), None, examples=("access package changes",)),
    Family(
        "DELETE REMOVE", "ACCESS_PACKAGE", ("Delete access package",), None, examples=("access packages deleted",),
    ),
    Family(
        "ASSIGN GRANT ADD", "* USER ACCESS_PACKAGE_ASSIGNMENT", _ASSIGNED, E.USER, "ACCESS_PACKAGE", (), (),
        ("who was assigned to an access package",), 0.85,
    ),
    Family(
        "- ASSIGN GRANT GET ADD NEW", "ACCESS_PACKAGE_ASSIGNMENT",
        (*_ASSIGNED, "Fulfill access package assignment request"), E.USER,
        examples=("access package assignments this week",),
    ),
    Family(
        "ASSIGN GRANT GET", "ACCESS_PACKAGE", _ASSIGNED, E.USER,
        examples=("who gave bob an access package", "access packages assigned"),
    ),
    Family(
        "REMOVE REVOKE DELETE", "ACCESS_PACKAGE_ASSIGNMENT", _UNASSIGNED, E.USER,
        examples=("access package assignments removed",),
    ),
    Family(
        "REMOVE REVOKE", "* USER", _UNASSIGNED, E.USER, "ACCESS_PACKAGE", (), (),
        ("users removed from an access package",), 0.85,
    ),
    Family("- REQUEST", "ACCESS_PACKAGE_REQUEST", _REQUESTS, E.USER, examples=("access package requests",)),
    Family("REQUEST", "ACCESS_PACKAGE", _REQUESTS, E.USER, examples=("who requested an access package",)),
    Family(
        "APPROVE", "ACCESS_PACKAGE ACCESS_PACKAGE_REQUEST",
        ("Approve access package assignment request", "Auto approve access package assignment request"), E.USER,
        examples=("access package requests approved", "who approved an access package request"),
    ),
    Family(
        "DENY", "ACCESS_PACKAGE ACCESS_PACKAGE_REQUEST", ("Deny access package assignment request",), E.USER,
        examples=("access package requests denied",),
    ),
    Family(
        "CREATE ADD NEW", "CATALOG", ("Create access package catalog",), None,
        examples=("access package catalogs created",),
    ),
    Family(
        "CREATE ADD NEW", "CONNECTED_ORG", ("Create connected organization",), None,
        examples=("connected organizations added",),
    ),
    Family(
        "DELETE REMOVE", "CONNECTED_ORG", ("Delete connected organization",), None,
        examples=("connected organizations removed",),
    ),
    # terms of use
    Family(
        "REDEEM CONSENT", "TOU", ("Accept Terms Of Use",), E.USER,
        examples=("who accepted the terms of use", "terms of use acceptances"),
    ),
    Family("DENY", "TOU", ("Decline Terms Of Use",), E.USER, examples=("who declined the terms of use",)),
    Family(
        "CREATE ADD NEW", "TOU", ("Create Terms Of Use", "Publish Terms Of Use"), None,
        examples=("terms of use created",),
    ),
    Family("UPDATE", "TOU", ("Edit Terms Of Use",), None, examples=("terms of use changes",)),
    Family("DELETE REMOVE", "TOU", ("Delete Terms Of Use",), None, examples=("terms of use deleted",)),
    # identity protection
    Family(
        "DISMISS", "RISK USER", ("DismissUser", "DismissRisk"), E.USER,
        examples=("who dismissed a user's risk", "risk dismissals", "dismissed risky users"),
    ),
    Family(
        "CONFIRM", "COMPROMISED",
        ("ConfirmCompromised", "ConfirmAccountCompromised", "confirmServicePrincipalCompromised"), E.USER,
        examples=("users confirmed compromised", "who marked bob as compromised"),
    ),
    Family(
        "CONFIRM", "SAFE", ("ConfirmSafe", "ConfirmAccountSafe"), E.USER,
        examples=("who confirmed the account safe", "who confirmed the sign-in safe"),
    ),
    # bulk operations, lifecycle workflows
    Family("- START FINISH DOWNLOAD", "BULK", _BULK, None, examples=("bulk operations this week",), weight=0.7),
    Family("CREATE ADD NEW", "LIFECYCLE", ("Create workflow",), None, examples=("lifecycle workflows created",)),
    Family(
        "UPDATE", "LIFECYCLE", ("Update workflow", "Add workflow version"), None,
        examples=("lifecycle workflow changes",),
    ),
    Family("DELETE REMOVE", "LIFECYCLE", ("Delete workflow",), None, examples=("lifecycle workflows deleted",)),
    Family(
        "- START FINISH", "LIFECYCLE",
        (
            "On-demand workflow execution completed", "Schedule workflow execution completed",
            "Schedule workflow execution started",
        ),
        None, examples=("lifecycle workflow runs", "lifecycle workflow failures"),
    ),
    Family(
        "DOWNLOAD", "USER", ("Download users - finished (bulk)",), E.USER,
        examples=("who downloaded the user list", "users exported"),
    ),
    Family("DOWNLOAD", "GROUP", ("Download groups - finished (bulk)",), E.GROUP, examples=("who downloaded groups",)),
    Family(
        "DOWNLOAD", "GROUP_MEMBER", ("Download group members - finished (bulk)",), E.GROUP,
        examples=("group members downloaded",),
    ),
    Family(
        "DOWNLOAD", "DEVICE", ("Download devices - finished (bulk)",), E.DEVICE,
        examples=("who downloaded the devices",),
    ),
    # nothing in particular
    Family(
        "DELETE", "WHAT", _DELETED, None, examples=("what was deleted yesterday", "what did trent delete"),
        weight=0.5,
    ),
    Family("CREATE", "WHAT", _CREATED, None, examples=("what did erin create",), weight=0.5),
    Family(
        "RESTORE", "WHAT",
        (
            "Restore user", "Restore group", "Restore application", "Restore service principal", "Restore device",
            "Restore administrative unit",
        ),
        None, examples=("what was restored",), weight=0.5,
    ),
    Family(
        "HARD_DELETE", ".",
        (
            "Hard Delete user", "Hard Delete group", "Hard Delete application", "Hard delete service principal",
            "Hard Delete device", "Hard Delete administrative unit",
        ),
        None, examples=("hard deletes this month", "permanent deletions by trent"), weight=0.45,
    ),
    Family("DELETE", ".", _DELETED, None, examples=("any deletions today",), weight=0.35),
    Family("CREATE", ".", _CREATED, None, examples=("creations by trent",), weight=0.35),
)
