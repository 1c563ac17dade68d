"""The local check: does a record match a question? Whatever Graph was asked to filter, this alone decides."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from functools import lru_cache

from bot.graph.identity import entity_test, folded
from bot.graph.times import key_of, record_key
from intents.fields import FIELDS
from intents.model import Condition, Log, Op, Question, TimeRange
from intents.records import Record, Value, child, text

Check = Callable[[Record], bool]
_Test = Callable[[Value], bool]

_BOTH_SIDES = frozenset({"person", "target", "identity", "target_any", "group", "role"})
"""Fields that name what was provisioned: source and target may name it differently, and either is it."""
_INTERACTIVE = (Value("interactiveUser"),)


def unsupported(question: Question, log: Log) -> tuple[Condition, ...]:
    """The conditions that this log cannot honour, because it does not record the field: nothing in it matches."""
    return tuple(c for c in question.conditions if c.field not in FIELDS or log not in FIELDS[c.field].get)


def matches(question: Question, log: Log, record: Record) -> bool:
    """Whether one record matches; for many records compile once with `compile_match`."""
    return compile_match(question, log)(record)


def compile_match(question: Question, log: Log) -> Check:
    """A predicate for the records of one log: the range with full decimals, and every condition."""
    if unsupported(question, log):
        return lambda record: False
    checks = compile_conditions(question.conditions, log)
    in_range = compile_range(question.range, log)
    return lambda record: in_range(record) and all(check(record) for check in checks)


def compile_range(span: TimeRange | None, log: Log) -> Check:
    """A predicate for `[start, end)`; a record without a time is in no range."""
    if span is None:
        return lambda record: True
    start = key_of(span.start) if span.start is not None else ""
    end = key_of(span.end)
    return lambda record: start <= (key := record_key(log, record)) < end and key != ""


def compile_conditions(conditions: Iterable[Condition], log: Log) -> tuple[Check, ...]:
    """One predicate for each condition; the log must have its field."""
    return tuple(_condition_check(condition, log) for condition in conditions)


def _condition_check(condition: Condition, log: Log) -> Check:
    field, test = FIELDS[condition.field], _value_test(condition, log)
    values = _reader(condition, log)
    if not condition.negated:
        return lambda record: any(test(value) for value in values(record))
    if not field.known_only:
        return lambda record: not any(test(value) for value in values(record))

    def known_and_other(record: Record) -> bool:
        found = values(record)
        return bool(found) and not any(test(value) for value in found)

    return known_and_other


def _reader(condition: Condition, log: Log) -> Callable[[Record], tuple[Value, ...]]:
    """How the values are read for matching; wider than for showing where one thing has two names in a record."""
    field = FIELDS[condition.field]
    if condition.field == "sign_in_kind":
        # v1.0 serves interactive sign-ins alone and does not say so in the record
        return lambda record: field.values(log, record) or _INTERACTIVE
    if log is Log.PROVISIONING and condition.field in _BOTH_SIDES:
        return lambda record: _provisioned(record) if field.values(log, record) else ()
    return lambda record: field.values(log, record)


def _provisioned(record: Record) -> tuple[Value, ...]:
    found = []
    for side in ("sourceIdentity", "targetIdentity"):
        node = child(record, side)
        upn, name, oid = text(node, "details/userPrincipalName"), text(node, "displayName"), text(node, "id")
        if upn or name or oid:
            found.append(Value(upn or name or oid, name or upn, oid))
    return tuple(found)


def _value_test(condition: Condition, log: Log) -> _Test:
    if condition.op in (Op.NAMED, Op.NEWEST):
        tests = [entity_test(entity, log) for entity in condition.entities]
        return lambda value: any(test(value) for test in tests)
    if condition.op is Op.CIDR:
        return _network_test(condition.values)
    wanted = tuple(each for each in map(folded, condition.values) if each)
    if condition.field == "ip" and condition.op is Op.EQ:
        return _address_test(condition.values)
    if condition.op is Op.STARTSWITH:
        return lambda value: folded(value.key).startswith(wanted) or folded(value.label).startswith(wanted)
    if condition.op is Op.CONTAINS:
        return lambda value: any(each in folded(value.key) or each in folded(value.label) for each in wanted)
    exact = frozenset(wanted)
    return lambda value: folded(value.key) in exact or folded(value.label) in exact or folded(value.id) in exact


@lru_cache(maxsize=16384)
def _address(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(written.strip().strip("[]"))
    except ValueError:
        return None
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, ipaddress.IPv6Address) else parsed


def _address_test(values: tuple[str, ...]) -> _Test:
    """The same address in any spelling (IPv6 has many), or the same text where it is no whole address (masked ones)."""
    parsed = {each for each in map(_address, values) if each is not None}
    spelled = {folded(value) for value in values}
    return lambda value: folded(value.key) in spelled or _address(value.key) in parsed


def _network_test(values: tuple[str, ...]) -> _Test:
    networks = []
    for value in values:
        try:
            networks.append(ipaddress.ip_network(value.strip(), strict=False))
        except ValueError:
            continue

    def inside(value: Value) -> bool:
        address = _address(value.key)
        return address is not None and any(address in network for network in networks)

    return inside
