"""How each condition is said back: one row a field of `intents.fields`.

`say` and `deny` hold {v}, the values said; a field that is an adjective stands before the noun ("failed sign-ins").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.answers.clean import clean
from bot.answers.error_codes import describe
from intents.fields import FIELDS
from intents.model import Condition, Entity, Log, Op, Source
from intents.vocabulary.places import COUNTRY_NAMES

MOST_VALUES = 12
"""Alternatives that are spelled out; of more, the rest is counted."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One field's words. `adjectives` are values that stand before the noun. `by_log` has other words for a log."""

    say: str
    deny: str
    adjectives: Mapping[str, str] = field(default_factory=dict)
    by_log: Mapping[Log, tuple[str, str]] = field(default_factory=dict)
    flag: tuple[str, str] | None = None
    """Words for true and false."""


def _with(what: str) -> Phrase:
    return Phrase(f"with {what} {{v}}", f"without {what} {{v}}")


A, P, S = Log.DIRECTORY_AUDITS, Log.PROVISIONING, Log.SIGN_INS
_RESULTS = {
    "success": "successful", "failure": "failed", "interrupted": "interrupted", "skipped": "skipped",
    "warning": "warning", "timeout": "timed out",
}  # fmt: skip

PHRASES: Mapping[str, Phrase] = {
    "person": Phrase("for {v}", "not for {v}", by_log={A: ("involving {v}", "not involving {v}")}),
    "actor": Phrase("by {v}", "not by {v}"),
    "target": Phrase("affecting {v}", "not affecting {v}"),
    "target_any": Phrase("affecting {v}", "not affecting {v}"),
    "guest": Phrase("", "", flag=("by guests", "by members, not guests")),
    "app": Phrase(
        "to {v}", "not to {v}", by_log={A: ("on app {v}", "not on app {v}"), P: ("of app {v}", "not of app {v}")}
    ),
    "resource": Phrase("to resource {v}", "not to resource {v}"),
    "outcome": Phrase("with result {v}", "without result {v}", adjectives=_RESULTS),
    "error_code": Phrase("with error code {v}", "without error code {v}"),
    "ip": Phrase("from IP address {v}", "not from IP address {v}"),
    "country": Phrase("from {v}", "from a known country other than {v}"),
    "city": Phrase("from {v}", "from a known city other than {v}"),
    "state": Phrase("from {v}", "from a known state other than {v}"),
    "client": Phrase("with client {v}", "with a client other than {v}"),
    "browser": Phrase("in browser {v}", "in a browser other than {v}"),
    "os": Phrase("on {v}", "on a known operating system other than {v}"),
    "device": Phrase("on device {v}", "not on device {v}"),
    "compliant": Phrase("", "", flag=("from compliant devices", "from devices not known to be compliant")),
    "managed": Phrase("", "", flag=("from managed devices", "from devices not known to be managed")),
    "user_agent": _with("user agent"),
    "legacy": Phrase("", "", flag=("with legacy authentication", "without legacy authentication")),
    "mfa": Phrase("", "", flag=("with MFA", "without MFA")),
    "ca_status": _with("Conditional Access result"),
    "ca_policy": Phrase("decided by Conditional Access policy {v}", "not decided by Conditional Access policy {v}"),
    "ca_blocked_by": Phrase("refused by Conditional Access policy {v}", "not refused by Conditional Access policy {v}"),
    "risky": Phrase("", "", flag=("at risk", "without risk")),
    "risk_level": _with("risk level"),
    "risk_state": _with("risk state"),
    "risk_event": _with("risk detection"),
    "sign_in_kind": Phrase("of kind {v}", "not of kind {v}"),
    "service_principal": Phrase("by service principal {v}", "not by service principal {v}"),
    "correlation_id": _with("correlation id"),
    "request_id": _with("id"),
    "operation": Phrase("of operation {v}", "not of operation {v}"),
    "category": Phrase("in category {v}", "not in category {v}"),
    "service": Phrase("logged by {v}", "not logged by {v}"),
    "group": Phrase("on group {v}", "not on group {v}", by_log={P: ("of group {v}", "not of group {v}")}),
    "role": Phrase("on role {v}", "not on role {v}", by_log={P: ("of role {v}", "not of role {v}")}),
    "policy": Phrase(
        "on policy {v}", "not on policy {v}", by_log={S: ("decided by policy {v}", "not decided by policy {v}")}
    ),
    "given": Phrase("to or from {v}", "neither to nor from {v}"),
    "container": Phrase("on {v}", "not on {v}"),
    "property": Phrase("that change {v}", "that do not change {v}"),
    "admin_access": Phrase(
        "", "", flag=("that concern admin groups or roles", "that concern no admin groups or roles")
    ),
    "source_system": Phrase("from {v}", "not from {v}"),
    "target_system": Phrase("into {v}", "not into {v}"),
    "system": Phrase("from or into {v}", "neither from nor into {v}"),
    "object_type": Phrase("of {v} objects", "not of {v} objects"),
    "provisioning_action": Phrase("with action {v}", "without action {v}"),
    "identity": Phrase("of {v}", "not of {v}"),
    "job": _with("job"),
    "cycle": _with("cycle"),
    "change": _with("change id"),
}


def adjective(condition: Condition) -> str:
    """Return the words that stand before the noun for a condition such as "failed"; "" when it is none."""
    phrase = PHRASES.get(condition.field)
    if phrase is None or not phrase.adjectives or condition.op is not Op.EQ:
        return ""
    words = [phrase.adjectives.get(value.casefold(), "") for value in condition.values]
    if not words or not all(words):
        return ""
    return ("not " if condition.negated else "") + " or ".join(dict.fromkeys(words))


def said(condition: Condition, log: Log | None = None, *, full: bool = False) -> str:
    """Return a condition in words, after the noun. `full` adds what tells people of one name apart, and every value."""
    phrase = PHRASES.get(condition.field)
    if phrase is None:
        label = FIELDS[condition.field].label if condition.field in FIELDS else condition.field
        phrase = Phrase(f"with {label} {{v}}", f"without {label} {{v}}")
    if phrase.flag is not None:
        true = bool(condition.values) and condition.values[0].casefold() == "true"
        return phrase.flag[0 if true != condition.negated else 1]
    say, deny = phrase.by_log.get(log, (phrase.say, phrase.deny)) if log else (phrase.say, phrase.deny)
    return (deny if condition.negated else say).replace("{v}", values(condition, full=full))


def values(condition: Condition, *, full: bool = False) -> str:
    """Return the alternatives of a condition in words: resolved names where there are some."""
    if condition.entities:
        words = [_entity(e, full=full) for e in condition.entities]
    elif condition.op is Op.NEWEST:
        words = ["the newest one"]
    elif condition.op is Op.CONTAINS and condition.values and condition.values[0].startswith("@"):
        # As `intents.literals.mail_domain` writes it: the names of accounts there, then those of guests from there.
        guests = ", guests from there included" if full else ""
        words = [f"anybody at {clean(value[1:])}{guests}" for value in condition.values if value.startswith("@")]
    else:
        words = [_value(condition, value) for value in {v.casefold(): v for v in reversed(condition.values)}.values()]
        words.reverse()
    shown = MOST_VALUES if full else 3
    rest = len(words) - shown
    if rest > 0:
        words = [*words[:shown], f"{rest} more"]
    return " or ".join(words)


def _entity(entity: Entity, *, full: bool) -> str:
    name = clean(entity.name or entity.upn or entity.id)
    if not full:
        return name
    where = {Source.DELETED: "deleted", Source.LOG: "known only from the log"}.get(entity.source, "")
    also = [clean(entity.upn or entity.mail), "guest" if entity.guest else "", where]
    told = ", ".join(a for a in also if a and a != name)
    return f"{name} ({told})" if told else name


def _value(condition: Condition, value: str) -> str:
    shown = clean(value)
    if condition.op is Op.STARTSWITH:
        return f"starting with {shown}"
    if condition.op is Op.CONTAINS:
        return f"containing {shown}"
    if condition.op is Op.CIDR:
        return f"in network {shown}"
    if condition.field == "country":
        return COUNTRY_NAMES.get(value.upper(), shown)
    if condition.field == "error_code" and value.isdecimal() and value != "0":
        return f"{shown} ({clean(describe(value).short)})"
    return f"“{shown}”" if condition.field in ("operation", "category", "property") else shown
