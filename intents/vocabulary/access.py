"""Which operations give and take administrator access ("who granted admin group access to a user").

Names as directory audits write them; the PIM ones are logged by Privileged Identity Management.
"""

ADMIN_ACCESS_GRANTED: tuple[str, ...] = (
    "Add member to group",
    "Add owner to group",
    "Add member to role",
    "Add eligible member to role",
    "Add scoped member to role",
    "Add member to role in PIM completed (permanent)",
    "Add member to role in PIM completed (timebound)",
    "Add eligible member to role in PIM completed (permanent)",
    "Add eligible member to role in PIM completed (timebound)",
)

ADMIN_ACCESS_REMOVED: tuple[str, ...] = (
    "Remove member from group",
    "Remove owner from group",
    "Remove member from role",
    "Remove eligible member from role",
    "Remove scoped member from role",
    "Remove member from role in PIM completed (permanent)",
    "Remove member from role in PIM completed (timebound)",
    "Remove eligible member from role in PIM completed (permanent)",
    "Remove eligible member from role in PIM completed (timebound)",
)
