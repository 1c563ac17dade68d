"""Rows about what Graph answered: the logs, the licence, roles, how far back it goes, and the clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bot.checks.row import CONSENT, LICENCES, NETWORK, OPERATOR, Row, Status
from bot.problems import Problem

SKEW_WARNING = 60.0
SKEW_MISSING = 300.0
"""Seconds of clock skew that token checks forgive; beyond it tokens of the Bot Connector are refused."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One log as it was tried: `problem` None when Graph handed it out from `days` back on.

    `refused` are the starts, in days back, that were refused; `earliest` is the bound that Graph named.
    """

    what: str
    problem: Problem | None
    days: int = 0
    refused: tuple[int, ...] = ()
    earliest: datetime | None = None


_WHO: Mapping[str, tuple[Status, str]] = {
    "permission-missing": (Status.MISSING, CONSENT),
    "role-missing": (Status.MISSING, CONSENT),
    "licence-missing": (Status.MISSING, LICENCES),
    "token-refused": (Status.MISSING, OPERATOR),
    "redirected": (Status.MISSING, NETWORK),
    "graph-unreachable": (Status.MISSING, NETWORK),
    "graph-nonsense": (Status.MISSING, NETWORK),
    "throttled": (Status.UNKNOWN, "nobody: wait"),
    "graph-timeout": (Status.UNKNOWN, "nobody: try again"),
    "graph-error": (Status.UNKNOWN, "nobody: try again"),
}
"""Who mends a problem, and whether it says that something is missing or only that nothing could be learnt."""


def unreachable_row(address: str) -> Row:
    """Return the one row for a Graph that answers nothing."""
    how = f"Let the bot's machine reach {address}."
    said = "It could not be reached, so nothing could be learnt about logs, licence and roles."
    return Row("Microsoft Graph", Status.MISSING, f"asked {address}", said, NETWORK, how)


def log_row(probe: Probe) -> Row:
    """Return whether a log can be read."""
    tried = f"asked Graph for one of the {probe.what}"
    if probe.problem is None:
        return Row(probe.what, Status.OK, tried, "Graph hands them out.")
    status, who = _WHO.get(probe.problem.code, (Status.MISSING, OPERATOR))
    return Row(probe.what, status, tried, probe.problem.sentence, who, probe.problem.next)


def retention_row(probe: Probe) -> Row | None:
    """Return how far back a log may be asked; None when it cannot be read at all."""
    if probe.problem is not None:
        return None
    name = f"retention of {probe.what}"
    tried = "asked from " + ", ".join(
        f"{days} days back" for days in sorted({*probe.refused, probe.days}, reverse=True)
    )
    bound = f" Graph names {probe.earliest:%Y-%m-%d} (UTC) as the earliest start." if probe.earliest else ""
    refused = f" {min(probe.refused)} days back is refused." if probe.refused else ""
    if probe.days >= 29:
        return Row(name, Status.OK, tried, f"{probe.days} days back can be asked.{refused}{bound}")
    said = f"Only {probe.days} days back can be asked.{refused}{bound}"
    how = "Entra ID P1 or P2 keeps 30 days; for longer, send the logs to Log Analytics or storage."
    return Row(name, Status.WARNING, tried, said, LICENCES, how)


def earliest_named(message: str) -> datetime | None:
    """Return the bound in Graph's refusal of an early start, written the US way: "... is 10/19/2026 12:00:00 AM"."""
    found = re.search(r"Minimum allowed time for \w+ is (\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}:\d{2} [AP]M)", message)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=UTC)
    except ValueError:
        return None


def licence_row(sign_ins: Probe, skus: Any) -> Row:
    """Return whether the tenant has Entra ID P1 or P2; `skus` is Graph's list of subscriptions, None if not had."""
    tried = "asked Graph for a sign-in" + (" and for the tenant's subscriptions" if skus is not None else "")
    name = "licence"
    if sign_ins.problem is None:
        return Row(name, Status.OK, tried, "Entra ID P1 or P2: without it Graph would refuse sign-ins.")
    if sign_ins.problem.code != "licence-missing":
        return Row(name, Status.UNKNOWN, tried, "It could not be learnt, because sign-ins could not be asked.")
    if "AAD_PREMIUM" in _plans(skus) or "AAD_PREMIUM_P2" in _plans(skus):
        said = "The tenant has Entra ID P1 or P2, but Graph says that it has none."
        how = (
            "Graph is known to be wrong about this now and then: make sure of Directory.Read.All, and wait."
            " After buying a licence it takes up to three days."
        )
        return Row(name, Status.MISSING, tried, said, CONSENT, how)
    said = "No Entra ID P1 or P2: Graph hands out directory audits, but no sign-ins and no provisioning events."
    return Row(name, Status.MISSING, tried, said, LICENCES, "Buy Entra ID P1 for the tenant.")


def _plans(skus: Any) -> set[str]:
    """Return the service plans that are in use, by Graph's names."""
    rows = skus.get("value") if isinstance(skus, dict) else None
    found = set()
    for row in rows if isinstance(rows, list) else []:
        plans = row.get("servicePlans") if isinstance(row, dict) else None
        for plan in plans if isinstance(plans, list) else []:
            if isinstance(plan, dict) and plan.get("provisioningStatus") in {"Success", "PendingProvisioning"}:
                found.add(str(plan.get("servicePlanName")))
    return found


def role_row(probes: list[Probe], *, person: bool | None) -> Row:
    """Return whether a signed-in person's Entra roles may read the logs; `person` None: the token does not say."""
    name, tried = "Entra role", "asked Graph for each log"
    if person is False:
        return Row(name, Status.OK, "looked whose token it is", "None needed: it is an app's token.")
    lacking = [p for p in probes if p.problem is not None and p.problem.code == "role-missing"]
    if lacking:
        said = f"Your roles may not read {_and([p.what for p in lacking])}."
        how = "Assign Reports Reader or Security Reader: both may read all three logs, and change nothing."
        return Row(name, Status.MISSING, tried, said, "Privileged Role Administrator", how)
    if any(p.problem is None for p in probes):
        return Row(name, Status.OK, tried, "Nothing was refused for want of a role.")
    return Row(name, Status.UNKNOWN, tried, "It could not be learnt, because no log could be asked.")


def directory_row(problem: Problem | None) -> Row:
    """Return whether names can be looked up."""
    tried = "asked Graph for one user"
    if problem is None:
        return Row("directory", Status.OK, tried, "People, groups and apps can be looked up by name.")
    status, who = _WHO.get(problem.code, (Status.MISSING, OPERATOR))
    return Row("directory", status, tried, problem.sentence, who, problem.next)


def allowed_row(kind: str, unknown: list[str], problem: Problem | None) -> Row:
    """Return whether the directory knows all that may ask; `kind` is users or groups, `unknown` are ids it does not."""
    name, tried = f"allowed {kind}", f"looked up each id of WATCHBOOK_ALLOWED_{kind.upper()}"
    if unknown:
        said = f"The directory does not know {', '.join(unknown)}, so that lets nobody in."
        how = f"Correct WATCHBOOK_ALLOWED_{kind.upper()}: object ids, from the overview page in the Entra admin center."
        return Row(name, Status.MISSING, tried, said, OPERATOR, how)
    if problem is not None:
        status, who = _WHO.get(problem.code, (Status.MISSING, OPERATOR))
        return Row(name, status, tried, problem.sentence, who, problem.next)
    return Row(name, Status.OK, tried, "The directory knows them.")


def skew_row(dates: list[tuple[datetime, str]]) -> Row:
    """Return whether this machine's clock is right; `dates` are this clock's times and Date headers received then."""
    name, tried = "clock", "compared with the Date of Graph's answers"
    skews = []
    for at, header in dates:
        try:
            skews.append((at - parsedate_to_datetime(header)).total_seconds())
        except (ValueError, TypeError):
            continue
    if not skews:
        return Row(name, Status.UNKNOWN, tried, "Graph did not say what time it is.")
    skew = min(skews, key=abs)
    if abs(skew) < SKEW_WARNING:
        return Row(name, Status.OK, tried, "It is right to within a minute.")
    said = f"It is {abs(skew):.0f} s {'ahead' if skew > 0 else 'behind'}: “today” and the last minutes will be wrong."
    how = "Let the machine set its clock by NTP."
    if abs(skew) < SKEW_MISSING:
        return Row(name, Status.WARNING, tried, said, OPERATOR, how)
    return Row(name, Status.MISSING, tried, said + " Tokens will be refused.", OPERATOR, how)


def not_tried(what: str, why: str, how: str) -> Row:
    """Return the row for something that this run could not learn."""
    return Row(what, Status.UNKNOWN, "nothing", why, OPERATOR, how)


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
