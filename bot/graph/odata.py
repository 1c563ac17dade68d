"""A Question becomes Graph requests: pure, the same question gives the same requests every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote

from bot.graph.filter_rules import PAGE_SIZE, Capabilities
from bot.graph.match import unsupported
from bot.graph.pushdown import Clause, clause_for, kinds_clause
from bot.graph.times import ceil_second, floor_second, literal
from intents.fields import FIELDS, TIME_PATH
from intents.model import SIGN_IN_KINDS, Condition, Kind, Log, Op, Question, TimeRange

RETENTION_DAYS = 30
"""What Entra keeps with P1 or P2; 7 without (https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention)."""
LONGEST_FILTER = 1600
"""Characters of $filter before encoding; a clause that does not fit is left to the local check."""

LOG_NAMES = {
    Log.SIGN_INS: "sign-ins",
    Log.DIRECTORY_AUDITS: "directory audits",
    Log.PROVISIONING: "provisioning events",
}

INTERACTIVE = "interactiveUser"


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """The first request of one reading of one log; further pages are its next links."""

    log: Log
    version: str
    start: datetime | None
    end: datetime
    pushed: tuple[tuple[Condition, Clause], ...] = ()
    """The conditions that Graph is asked to check, with their clauses: a record that fails these was not asked for."""
    oldest_first: bool = False
    kinds: tuple[str, ...] = ()
    """Kinds of sign-in that it reads."""

    @property
    def path(self) -> str:
        """Path below the Graph host."""
        return f"/{self.version}/auditLogs/{self.log.value}"

    @property
    def needs(self) -> tuple[str, ...]:
        """The undocumented capabilities that it relies on."""
        return tuple(dict.fromkeys(each for _, clause in self.pushed for each in clause.needs))

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The parts of the filter beside the times."""
        kinds = (kinds_clause(self.kinds),) if self.version == "beta" else ()
        return kinds + tuple(clause for _, clause in self.pushed)

    @property
    def filter(self) -> str:
        """$filter: the times as a superset of the half-open range, then the clauses."""
        return " and ".join([*_bounds(self.log, self.start, self.end), *(clause.text for clause in self.clauses)])

    @property
    def params(self) -> dict[str, str]:
        """The query options, not yet encoded. $top always: provisioning gives no next link without it."""
        direction = "asc" if self.oldest_first else "desc"
        return {
            "$filter": self.filter,
            "$orderby": f"{TIME_PATH[self.log]} {direction}",
            "$top": str(PAGE_SIZE[self.log]),
        }

    @property
    def target(self) -> str:
        """Path and encoded query, as it goes over the wire."""
        return f"{self.path}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in self.params.items())

    def without(self, capability: str) -> GraphRequest:
        """The same reading without the clauses that rely on it; the local check does the rest."""
        return replace(self, pushed=tuple(each for each in self.pushed if capability not in each[1].needs))

    def from_there(self, reached: datetime) -> GraphRequest:
        """The same reading from the last record seen onward; overlaps by a second so that nothing falls between."""
        if self.oldest_first:
            return replace(self, start=floor_second(reached))
        return replace(self, end=ceil_second(reached + timedelta(microseconds=1)))


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask of Graph for a question, and what must be said about it."""

    requests: tuple[GraphRequest, ...]
    range: TimeRange
    notes: tuple[str, ...] = ()
    incomplete_because: tuple[str, ...] = ()
    covers: str = ""


def _bounds(log: Log, start: datetime | None, end: datetime) -> list[str]:
    """Provisioning documents gt and lt, the others ge and le: each is widened until it lets the whole range through."""
    path, upper = TIME_PATH[log], ceil_second(end)
    second = timedelta(seconds=1)
    if log is Log.PROVISIONING:
        low = [] if start is None else [f"{path} gt {literal(floor_second(start) - second)}"]
        return [*low, f"{path} lt {literal(upper + second)}"]
    low = [] if start is None else [f"{path} ge {literal(floor_second(start))}"]
    return [*low, f"{path} le {literal(upper)}"]


def plan(
    question: Question, *, now: datetime, retention_days: int = RETENTION_DAYS, capabilities: Capabilities | None = None
) -> Plan:
    """The requests for a question; `now` is aware. Raises ValueError for a question without a range (unread)."""
    if question.range is None:
        raise ValueError("a question that is asked has a range")
    earliest = now - timedelta(days=retention_days)
    logs = tuple(dict.fromkeys(question.logs))
    readable = tuple(log for log in logs if not unsupported(question, log))
    notes = [_cannot(log, unsupported(question, log)) for log in logs if log not in readable]
    if not readable:
        return Plan((), question.range, incomplete_because=tuple(notes))
    names = _listed([LOG_NAMES[log] for log in readable])
    if question.range.end <= earliest:
        since = _said(earliest, question.range)
        reason = f"{names} are kept for {retention_days} days, so nothing from before {since} is left"
        return Plan((), question.range, tuple(notes), (reason,))
    span = question.range
    if span.start is not None and span.start < earliest:
        span = replace(span, start=earliest.astimezone(span.end.tzinfo))
        notes.append(
            f"{_capital(names)} are kept for {retention_days} days, so the range begins on {_said(earliest, span)}."
        )
    elif span.start is None:
        notes.append(f"{_capital(names)} are kept for {retention_days} days: that is as far back as this goes.")
    if span.start is not None and span.start >= span.end:
        return Plan((), span, tuple(notes))
    found = capabilities if capabilities is not None else Capabilities()
    requests = [each for log in readable for each in _requests(question, log, span, found)]
    return Plan(tuple(requests), span, tuple(notes), covers=covers(requests))


def _requests(question: Question, log: Log, span: TimeRange, capabilities: Capabilities) -> list[GraphRequest]:
    oldest_first = (
        question.measure.oldest_first and question.measure.limit is not None and question.measure.kind is Kind.ROWS
    )
    requests = []
    for version, kinds in _parts(question, log):
        request = GraphRequest(log, version, span.start, span.end, oldest_first=oldest_first, kinds=kinds)
        requests.append(_push(request, question.conditions, capabilities))
    return requests


def _parts(question: Question, log: Log) -> list[tuple[str, tuple[str, ...]]]:
    """Version and kinds of each request of a log: only beta knows other sign-ins than interactive ones."""
    if log is not Log.SIGN_INS:
        return [("v1.0", ())]
    kinds = _kinds(question)
    users = tuple(kind for kind in kinds if kind == "nonInteractiveUser")
    parts: list[tuple[str, tuple[str, ...]]] = [("v1.0", (INTERACTIVE,))] if INTERACTIVE in kinds else []
    parts += [("beta", users)] if users else []
    return parts + [("beta", (kind,)) for kind in kinds if kind not in (INTERACTIVE, *users)]


def _kinds(question: Question) -> tuple[str, ...]:
    """The kinds that were asked for, interactive where none was, less those that a condition on the kind rules out."""
    by_fold = {name.casefold(): name for name in SIGN_IN_KINDS}
    asked = {by_fold.get(kind.casefold(), INTERACTIVE) for kind in question.beta_kinds or (INTERACTIVE,)}
    for condition in question.where("sign_in_kind"):
        if condition.op is not Op.EQ:
            continue
        said = {by_fold[value.casefold()] for value in condition.values if value.casefold() in by_fold}
        asked = asked - said if condition.negated else said
    return tuple(kind for kind in SIGN_IN_KINDS if kind in asked) or (INTERACTIVE,)


def _push(request: GraphRequest, conditions: tuple[Condition, ...], capabilities: Capabilities) -> GraphRequest:
    for condition in conditions:
        clause = clause_for(condition, request.log, request.version, capabilities)
        if clause is None:
            continue
        longer = replace(request, pushed=(*request.pushed, (condition, clause)))
        if len(longer.filter) <= LONGEST_FILTER:
            request = longer
    return request


def covers(requests: Sequence[GraphRequest]) -> str:
    """The kinds of sign-in that requests read, in words; empty where there are none."""
    kinds = [kind for request in requests for kind in request.kinds]
    return f"{_listed([SIGN_IN_KINDS[kind] for kind in kinds])} sign-ins" if kinds else ""


def _cannot(log: Log, conditions: tuple[Condition, ...]) -> str:
    labels = _listed(
        list(dict.fromkeys(FIELDS[c.field].label if c.field in FIELDS else c.field for c in conditions)), "or"
    )
    return f"{LOG_NAMES[log]} were not read: they do not record {labels}"


def _said(moment: datetime, span: TimeRange) -> str:
    local = moment.astimezone(span.end.tzinfo)
    return f"{local.day} {local:%B %Y, %H:%M} {local.tzname() or 'UTC'}"


def _listed(names: list[str], word: str = "and") -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
