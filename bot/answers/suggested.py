"""What is suggested to people who do not know yet what can be asked: in the welcome, in help, and in Teams itself.

Every text is an example of a row of the vocabulary, so that the tests of the vocabulary are its tests too.
"""

from __future__ import annotations

from typing import NamedTuple


class Suggestion(NamedTuple):
    """A question, and how the menu of Teams lists it."""

    text: str
    title: str
    told: str


SUGGESTED: tuple[Suggestion, ...] = (
    Suggestion("failed sign-ins today", "Failed sign-ins today", "Every failed sign-in since midnight, and why"),
    Suggestion("top 5 users by failures last week", "Most failures", "Who failed to sign in most often last week"),
    Suggestion("more failures than last week?", "More than usual?", "Failures of this week beside those of last week"),
    Suggestion(
        "who is signing in to a recently acquired app", "Newest app", "Who uses the app that was added most recently"
    ),
    Suggestion(
        "who granted admin group access to a user", "Administrator access", "Who gave admin groups or roles to whom"
    ),
    Suggestion(
        "number of password resets in the past 30 days", "Password resets", "By administrators and by people themselves"
    ),
    Suggestion(
        "which users failed to come over from Workday this month", "Workday failures", "Users that were not created"
    ),
    Suggestion(
        "what groups were created in ServiceNow this month", "ServiceNow groups", "Groups that were provisioned"
    ),
)
"""In the order in which they are shown. Teams lists at most ten."""
AT_ONCE = 6
"""So many are buttons on a card."""


def texts() -> tuple[str, ...]:
    """Return a few questions from all three logs, for buttons."""
    first, last = SUGGESTED[: AT_ONCE - 1], SUGGESTED[AT_ONCE]
    return tuple(one.text for one in (*first, last))
