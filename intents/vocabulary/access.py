"""Which operations give and take administrator access ("who granted admin group access to a user").

Names as directory audits write them; the PIM ones are logged by Privileged Identity Management. Eligibility and ownership
are not access yet, and are left out.
"""

ADMIN_ACCESS_GRANTED: tuple[str, ...] = (
    "Add member to group",
    "Add member to role",
    "Add scoped member to role",
    "Add member to role in PIM completed (permanent)",
    "Add member to role in PIM completed (timebound)",
)

ADMIN_ACCESS_REMOVED: tuple[str, ...] = (
    "Remove member from group",
    "Remove member from role",
    "Remove scoped member from role",
    "Remove member from role in PIM completed (permanent)",
    "Remove member from role in PIM completed (timebound)",
)
