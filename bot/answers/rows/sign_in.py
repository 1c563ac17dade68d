"""A sign-in as two lines: who → what, then when, where from, with what, and how it ended."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answers.clean import NAME, REASON, clean
from bot.answers.error_codes import describe, is_interrupt
from bot.answers.labels import kind_label
from bot.answers.model import Row, Status
from bot.answers.tally import Kept
from bot.answers.times import moment
from intents.extract import is_legacy, is_risky
from intents.fields import FIELDS
from intents.model import Log
from intents.records import Record, text, walk

SEPARATOR = " · "
FEW_DIFFERENT = 256
"""Devices and failures repeat: what is made of so many different ones is kept."""
LONGEST_REASON = 1000
"""Characters of a reason that are looked at."""
_MINOR = re.compile(r"(\b\d+)(\.\d+)+$")
"""The major version of a browser is enough to read."""


def sign_in_row(kept: Kept, record: Record, when: str) -> Row:
    """Return the row of a `signIn` record. `when` is its time as it is to be shown."""
    outcome, status, why = _ending(record)
    facts = (when, _place(record), clean(text(record, "ipAddress"), 45), _device(record), *_marks(record))
    return Row(
        id=kept.id,
        log=Log.SIGN_INS,
        time=moment(kept.ticks),
        title=f"{_who(record)} → {_what(record)}",
        detail=SEPARATOR.join(fact for fact in facts if fact),
        outcome=outcome,
        status=status,
        why=why,
        written=kept.written,
    )


def _who(record: Record) -> str:
    people = FIELDS["person"].values(Log.SIGN_INS, record)
    if people:
        return clean(people[0].label or people[0].key) or "somebody unnamed"
    return clean(text(record, "servicePrincipalName") or text(record, "servicePrincipalId")) or "somebody unnamed"


def _what(record: Record) -> str:
    app = clean(text(record, "appDisplayName") or text(record, "appId"))
    resource = clean(text(record, "resourceDisplayName"))
    return app or resource or "an app without a name"


def _place(record: Record) -> str:
    city, country = clean(text(record, "location/city"), 40), clean(text(record, "location/countryOrRegion"), 40)
    return ", ".join(part for part in (city, country) if part) or "place unknown"


def _device(record: Record) -> str:
    return _device_of(text(record, "deviceDetail/browser")[:200], text(record, "deviceDetail/operatingSystem")[:200])


@lru_cache(maxsize=FEW_DIFFERENT)
def _device_of(browser: str, system: str) -> str:
    browser, system = _MINOR.sub(r"\1", clean(browser, 40)), clean(system, 40)
    return f"{browser} on {system}" if browser and system else browser or system


def _marks(record: Record) -> list[str]:
    """What is out of the ordinary: an old protocol, risk, a kind of sign-in other than interactive."""
    marks = []
    if is_legacy(record):
        marks.append(f"legacy authentication ({clean(text(record, 'clientAppUsed'), 40)})")
    if is_risky(record):
        level = text(record, "riskLevelDuringSignIn") or text(record, "riskLevelAggregated")
        state = text(record, "riskState")
        named = level if level.casefold() in {"low", "medium", "high"} else text(record, "riskLevelAggregated")
        marks.append(
            "risk: " + clean(" ".join(p for p in (named, f"({state})" if state else "") if p and p != "none"), 40)
        )
    kinds = [kind_label(k) for k in walk(record, "signInEventTypes") if k != "interactiveUser"]
    return marks + kinds


def _ending(record: Record) -> tuple[str, Status, str]:
    code = text(record, "status/errorCode")
    if code == "":
        return "result unknown", Status.NEUTRAL, ""
    if code == "0":
        return "succeeded", Status.GOOD, ""
    outcome, status, why = _failure(code[:20], text(record, "status/failureReason")[:LONGEST_REASON])
    policies = [clean(v.key, NAME) for v in FIELDS["ca_blocked_by"].values(Log.SIGN_INS, record)]
    if policies:
        why = " ".join(part for part in (f"Refused by policy: {', '.join(policies[:3])}.", why) if part)
    return outcome, status, why


@lru_cache(maxsize=FEW_DIFFERENT)
def _failure(code: str, reason: str) -> tuple[str, Status, str]:
    known = describe(code, reason)
    interrupted = is_interrupt(code)
    word = "interrupted" if interrupted else "failed"
    status = Status.WARNING if interrupted else Status.BAD
    return f"{word}: {clean(known.short, 100)} ({code})", status, clean(known.next, REASON)
