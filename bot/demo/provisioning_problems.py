"""Why entries are not provisioned: error codes as documented, with reasons and advice.

Codes: https://learn.microsoft.com/entra/identity/monitoring-health/howto-analyze-provisioning-logs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an entry was not written: errorInformation of a failed, skipped or warned event."""

    code: str
    reason: str
    advice: str
    category: str = "nonServiceFailure"


NAME_TAKEN = Problem(
    "EntryConflict",
    "The target answered 409: an entry with the same name exists already.",
    "Match the existing entry, or rename or remove it in the target system, then let the job retry.",
)
NO_EMAIL = Problem(
    "MissingValues",
    "The worker record has no work e-mail address, so userPrincipalName could not be built.",
    "Fill in the work e-mail in the source system.",
)
BAD_DOMAIN = Problem(
    "InvalidDomain",
    "The userPrincipalName built from the worker record ends in a domain that the tenant has not verified.",
    "Correct the mapping of userPrincipalName, or verify the domain.",
)
DUPLICATE = Problem(
    "DuplicateTargetEntries",
    "More than one user has the employee number of this worker.",
    "Make the employee number unique in the directory.",
)
OUT_OF_SCOPE = Problem(
    "NotEffectivelyEntitled",
    "The entry was skipped because it is not assigned to the application.",
    "Assign the user or a group that the user is in.",
    "success",
)
MANAGER_UNKNOWN = Problem(
    "EntrySynchronizationSkipped",
    "The manager of this user is not in the target system yet.",
    "None needed.",
    "success",
)
LICENCES_USED_UP = Problem(
    "LicenseLimitExceeded",
    "The target has no licence left for another active user.",
    "Free a licence in the target system, or buy one.",
)
USUAL = {
    "Salesforce": LICENCES_USED_UP,
    "Slack": NAME_TAKEN,
    "ServiceNow": NAME_TAKEN,
    "Amazon Web Services": NAME_TAKEN,
    "Workday": NO_EMAIL,
}
"""What usually goes wrong, by app."""
