"""What somebody finds on a card that can be leafed through, and what should be there."""

from __future__ import annotations

from typing import Any

from tests.identity.rig import buttons, tenant


def titled(card: dict[str, Any], title: str) -> dict[str, Any]:
    """The button with this title."""
    return next(each for each in buttons(card) if each["title"] == title)


def titles(card: dict[str, Any]) -> list[str]:
    """Titles of all buttons but those of rows."""
    return [each["title"] for each in buttons(card) if each.get("verb") != "row"]


def ids(card: dict[str, Any]) -> list[str]:
    """The records on a card, in order."""
    return [each["data"]["r"][1:] for each in buttons(card) if each.get("verb") == "row"]


def newest_first(since: str) -> list[str]:
    """Ids of the interactive sign-ins since a time, newest first, by the records and nothing else."""
    rows = [
        (row["createdDateTime"].rstrip("Z"), row["id"])
        for row in tenant().sign_ins
        if row["createdDateTime"] >= since and "interactiveUser" in row["signInEventTypes"]
    ]
    return [identity for _, identity in sorted(rows, reverse=True)]
