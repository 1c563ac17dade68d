"""Everything that can be told to a user when an answer cannot be had: one row a problem, with its words and next step.

A `Problem` is for the person who asked; anything else that is raised is a bug, logged with a reference and never shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """`says` and `next` may hold {holes}; a Problem's facts fill them."""

    says: str
    next: str


PROBLEMS: Mapping[str, Words] = {
    "graph-unreachable": Words(
        "Microsoft Graph could not be reached.",
        "Try again in a minute; if it goes on, check the network and the Microsoft 365 service health page.",
    ),
    "graph-timeout": Words(
        "Microsoft Graph did not answer in time.", "Ask for a shorter time span, or name a person or an app."
    ),
    "graph-error": Words(
        "Microsoft Graph answered with an error ({status}).",
        "Try again in a few minutes; the reference for Microsoft is {request_id}.",
    ),
    "graph-refused": Words(
        "Microsoft Graph did not accept the request ({status}).",
        "This is a fault in Watchbook or a change in Graph: please report it with reference {request_id}.",
    ),
    "graph-nonsense": Words(
        "Microsoft Graph's answer could not be read.",
        "Try again in a minute; if it goes on, something between here and Graph changes the answers.",
    ),
    "throttled": Words(
        "Microsoft Graph is limiting requests from this tenant at the moment.",
        "Try again in {seconds} seconds, or ask for a shorter time span.",
    ),
    "token-refused": Words(
        "Microsoft Graph did not accept the sign-in of this bot.",
        "Ask the administrator to check the app's credentials (`watchbook check`).",
    ),
    "claims-challenge": Words(
        "A Conditional Access policy of your organisation refused the sign-in that I read Microsoft Graph with.",
        "Ask an administrator which Conditional Access policy for Microsoft Graph asks for more than a sign-in through"
        " this bot can give: the sign-in log names it, at the time of this answer.",
    ),
    "permission-missing": Words(
        "This bot is not allowed to read {what}: the permission {permission} is missing.",
        "Ask an administrator to grant {permission} and give admin consent.",
    ),
    "role-missing": Words(
        "Your account has no role that may read {what}.", "Ask for one of these Entra roles: {roles}."
    ),
    "licence-missing": Words(
        "This tenant has no Microsoft Entra ID P1 or P2 licence, and without one Graph does not hand out {what}.",
        "Directory audits can be asked about without it. If the tenant has P1, try again later: Graph is "
        "sometimes wrong about this.",
    ),
    "not-found": Words(
        "Microsoft Graph does not know what was asked for ({what}).", "Check the spelling of the name or id."
    ),
    "redirected": Words(
        "Microsoft Graph sent the reading on to another host, which was refused.",
        "Nothing was read from there. Ask an administrator to check for a proxy that rewrites addresses.",
    ),
    "range-too-old": Words(
        "The logs do not go back that far: {log} are kept for {days} days.", "Ask about a time after {earliest}."
    ),
    "no-token": Words(
        "There is no access token for Microsoft Graph.",
        "Set WATCHBOOK_GRAPH_TOKEN, or the app's credentials, and start again.",
    ),
    "busy": Words("I am answering many questions at the moment.", "Please ask again in a minute."),
    "too-large": Words("The answer was too large to show.", "Ask for a shorter time span, or for a count."),
    "took-too-long": Words(
        "Reading the logs took too long and was stopped.", "Ask for a shorter time span, or name a person or an app."
    ),
    "bug": Words(
        "Something went wrong on my side; nothing was changed.",
        "Please tell the administrator this reference: {reference}.",
    ),
}


class Problem(Exception):
    """Raised anywhere below an answer; becomes an answer of kind "problem". `facts` fill the holes of its words."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def _fill(self, text: str) -> str:
        holes = {
            "status": "no status",
            "request_id": "unknown",
            "seconds": "30",
            "what": "this log",
            "permission": "AuditLog.Read.All",
            "roles": "Reports Reader, Security Reader, Global Reader",
            "log": "records",
            "days": "30",
            "earliest": "then",
            "reference": "none",
        }
        return text.format(**{**holes, **self.facts})

    @property
    def sentence(self) -> str:
        """What happened, in one sentence."""
        return self._fill(PROBLEMS[self.code].says)

    @property
    def next(self) -> str:
        """What the person can do."""
        return self._fill(PROBLEMS[self.code].next)
