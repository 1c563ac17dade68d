"""Looking for a name in the log itself: leavers, accounts that never existed, failed joiners, apps of others.

Bounded: one filtered reading of a few pages for each log that the question is about, over the question's range.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

from bot.directory.lookups import sent
from bot.directory.names import Candidate
from bot.graph.client import GraphClient
from bot.graph.identity import is_guid
from bot.graph.odata import RETENTION_DAYS, GraphRequest
from bot.graph.pushdown import Clause, quoted
from bot.problems import Problem
from intents.fields import FIELDS
from intents.model import Condition, Entity, EntityKind, Log, Question, Source
from intents.records import Record, Value, child, text, walk

MOST_PAGES = 2

A, P, S = Log.DIRECTORY_AUDITS, Log.PROVISIONING, Log.SIGN_INS


def _cases(name: str) -> tuple[str, ...]:
    """A name in the cases that a log may write it in: audits' startswith and all of provisioning mind the case."""
    plain = sent(name)
    return tuple(dict.fromkeys((plain, plain.title(), plain.lower(), plain[:1].upper() + plain[1:])))


def _any(form: str, values: Iterable[str]) -> list[str]:
    literals = (quoted(value) for value in values)
    return [form.format(literal) for literal in literals if literal is not None]


def _clauses(kind: EntityKind, log: Log, name: str) -> list[str]:
    """Alternatives that find the name at the start of what the log writes; none where it has no such thing."""
    first = sent(name).split()[0] if sent(name) and "@" not in name else sent(name)
    cases = _cases(name)
    if log is S and kind is EntityKind.USER:
        upns = dict.fromkeys((first.lower(), sent(name).lower().replace(" ", ".")))
        return _any("startswith(userPrincipalName,{})", upns) + _any("startswith(userDisplayName,{})", cases)
    if log is S and kind is EntityKind.APP:
        return _any("startswith(appDisplayName,{})", cases)
    if log is A and kind is EntityKind.USER:
        targets = _any("targetResources/any(t: startswith(t/displayName,{}))", cases)
        return targets + _any(
            "startswith(initiatedBy/user/userPrincipalName,{})", dict.fromkeys((first, first.lower()))
        )
    if log is A and kind in {EntityKind.GROUP, EntityKind.APP}:
        return _any("targetResources/any(t: startswith(t/displayName,{}))", cases)
    if log is P and kind in {EntityKind.USER, EntityKind.GROUP}:
        sides = ("sourceIdentity", "targetIdentity")
        return [each for side in sides for each in _any(f"contains({side}/displayName,{{}})", cases)]
    return []


async def in_logs(
    client: GraphClient, kind: EntityKind, name: str, question: Question, now: datetime
) -> list[Candidate]:
    """What the question's logs know under such a name; a log that cannot be read knows nothing."""
    parts = await asyncio.gather(
        *(_in_log(client, kind, log, name, question, now) for log in dict.fromkeys(question.logs))
    )
    found: dict[str, Candidate] = {}
    for each in (one for part in parts for one in part):
        key = each.entity.upn.casefold() or each.entity.id or each.entity.name.casefold()
        found.setdefault(key, each)
    return list(found.values())


async def _in_log(
    client: GraphClient, kind: EntityKind, log: Log, name: str, question: Question, now: datetime
) -> list[Candidate]:
    clauses = _clauses(kind, log, name)
    if not clauses:
        return []
    records = await _read(client, log, clauses, question, now)
    if not records and log is A and kind is EntityKind.USER:
        records = await _read(client, log, [], question, now)  # targets may have a user principal name and no name
    return [each for record in records for each in _named(kind, log, record)]


async def _read(client: GraphClient, log: Log, clauses: list[str], question: Question, now: datetime) -> list[Record]:
    earliest = now - timedelta(days=RETENTION_DAYS)
    start, end = (question.range.start, question.range.end) if question.range else (None, now)
    if end <= earliest:
        return []
    pushed = ((Condition(""), Clause("(" + " or ".join(clauses) + ")")),) if clauses else ()
    request = GraphRequest(log, "v1.0", None if start is None else max(start, earliest).astimezone(UTC), end, pushed)
    records: list[Record] = []
    pages = 0
    try:
        async with aclosing(client.pages(request)) as reading:
            async for page in reading:
                records.extend(page)
                pages += 1
                if pages == MOST_PAGES:
                    break
    except Problem:
        return records
    return records


def _named(kind: EntityKind, log: Log, record: Record) -> Iterator[Candidate]:
    if kind is EntityKind.USER:
        yield from _people(log, record)
    elif kind is EntityKind.APP and log is S:
        for value in FIELDS["app"].values(log, record):
            yield Candidate(Entity(kind, "", value.key, app_id=value.id, source=Source.LOG))
    elif kind is EntityKind.APP:
        for value in FIELDS["app"].values(log, record):
            yield Candidate(Entity(kind, value.id, value.label or value.key, source=Source.LOG))
    elif kind is EntityKind.GROUP:
        for value in FIELDS["group"].values(log, record):
            yield Candidate(
                Entity(kind, value.id if is_guid(value.id) else "", value.label or value.key, source=Source.LOG)
            )


def _people(log: Log, record: Record) -> Iterator[Candidate]:
    for value in FIELDS["person"].values(log, record):
        yield _person(value)
    if log is P:
        for side in ("sourceIdentity", "targetIdentity"):
            node = child(record, side)
            if text(node, "identityType").casefold() not in {"group", "role", "approle"} and text(node, "displayName"):
                yield _person(
                    Value(
                        text(node, "details/userPrincipalName") or text(node, "displayName"),
                        text(node, "displayName"),
                        text(node, "id"),
                    )
                )


def _person(value: Value) -> Candidate:
    upn = value.key if "@" in value.key else ""
    return Candidate(
        Entity(
            EntityKind.USER,
            value.id if is_guid(value.id) else "",
            value.label or value.key,
            upn=upn,
            source=Source.LOG,
            detail=upn,
        )
    )


async def system_names(client: GraphClient, question: Question, now: datetime) -> list[str]:
    """The source and target systems that the provisioning log names on its newest pages of the range."""
    records = await _read(client, P, [], question, now)
    paths = ("sourceSystem/displayName", "targetSystem/displayName")
    found = (
        each for record in records for path in paths for each in walk(record, path) if isinstance(each, str) and each
    )
    return list(dict.fromkeys(found))
