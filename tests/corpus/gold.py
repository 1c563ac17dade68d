"""What the right answer to a question of a set (one of `FILES`) is, and whether an answer is one.

A predicate is a JSON object with one key, read against a raw Graph record; paths use "/", a step through an array maps
over it, text is compared without regard to case, and null equals a missing property:

    {"all": true}  {"and": [p, ...]}  {"or": [p, ...]}  {"not": p}
    {"eq": [path, value]}  {"ne": ...}  {"in": [path, [value, ...]]}  {"startswith": ...}  {"contains": ...}
    {"any": [path of an array, p]}      p is read relative to the element

A question has `kind`, `log`, `where`, `range` (half open; null: everything up to now), `of` (a path; "day:", "hour:",
"weekday:" or "outcome:" before a path; or {"path", "where", "get"}), `n` and `order`, `having` (a threshold on a
split), `versus` (the range compared with), `parts` (a story's predicate for each log), `alt` (patches that are fair
readings too), `or_kind` (kinds that are right as well), `source` (where the wording was found), `default_range` (no
range was said: 1, 7, 14, 30 days or everything are right), `empty_ok` (nothing is there to be found), and what the
program is told: `as`, `now`, `tz`, `locale`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.corpus.world import NOW, Row

Question = dict[str, Any]
Tenant = dict[str, list[Row]]
TIME = {"signIns": "createdDateTime", "directoryAudits": "activityDateTime", "provisioning": "activityDateTime"}
NO_ROWS = frozenset({"refuse", "clarify"})
KINDS = NO_ROWS | {"rows", "count", "distinct_count", "top", "group", "timeline", "story", "compare"}
OPERATORS = frozenset({"all", "and", "or", "not", "eq", "ne", "in", "startswith", "contains", "any"})
DEFAULT_DAYS = (1, 7, 14, 30, None)
FILES = ("questions", "more", "third")
"""Three examiners' sets over one tenant, written independently of each other."""


def questions(file: str = "questions") -> list[Question]:
    """Read a question set, one of FILES."""
    text = Path(__file__).with_name(f"{file}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def turns(question: Question) -> list[str]:
    """Return what is asked, one text for each turn; the last one is answered."""
    return question.get("session") or [question["question"]]


def asked_at(question: Question) -> datetime:
    """Return the question's `now`."""
    return _time(question["now"]) if question.get("now") else NOW


@cache  # the same texts are read for every question
def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _fold(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def walk(record: Any, path: str) -> list[Any]:
    """Return all values at a path; [None] when there is none."""
    found = [record]
    for step in path.split("/"):
        items = [item for one in found for item in (one if isinstance(one, list) else [one])]
        found = [item.get(step) if isinstance(item, dict) else None for item in items]
    return [item for one in found for item in (one if isinstance(one, list) else [one])] or [None]


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda have, want: _fold(have) == _fold(want),
    "in": lambda have, want: _fold(have) in [_fold(one) for one in want],
    "startswith": lambda have, want: isinstance(have, str) and _fold(have).startswith(_fold(want)),
    "contains": lambda have, want: isinstance(have, str) and _fold(want) in _fold(have),
}


def holds(record: Any, predicate: dict[str, Any]) -> bool:
    """Whether a record meets a predicate; ValueError for an operator that does not exist."""
    (operator, argument), *more = predicate.items()
    if more or operator not in OPERATORS:
        raise ValueError(f"no predicate: {predicate}")
    match operator:
        case "all":
            return True
        case "and":
            return all(holds(record, one) for one in argument)
        case "or":
            return any(holds(record, one) for one in argument)
        case "not":
            return not holds(record, argument)
        case "ne":
            return not holds(record, {"eq": argument})
        case "any":
            return any(one is not None and holds(one, argument[1]) for one in walk(record, argument[0]))
    return any(_TESTS[operator](have, argument[1]) for have in walk(record, argument[0]))


def keys(record: Row, of: Any) -> list[str]:
    """Return the values that a record adds to a split by `of`, each once."""
    if isinstance(of, dict):
        hits = [one for one in walk(record, of["path"]) if one is not None and holds(one, of["where"])]
        return sorted({str(value) for one in hits for value in walk(one, of["get"]) if value is not None})
    part, _, path = of.rpartition(":")
    have = [value for value in walk(record, path) if value not in (None, "")]
    if part == "outcome":
        return ["failure" if value else "success" for value in have]
    if part:
        form = {"day": "%Y-%m-%d", "hour": "%Y-%m-%dT%H", "weekday": "%A"}[part]
        return [_time(value).strftime(form) for value in have]
    return list(dict.fromkeys(str(value) for value in have))


@dataclass(frozen=True, slots=True)
class Gold:
    """A right answer: record ids newest first, their number, and a split's values with their numbers."""

    ids: tuple[str, ...]
    count: int
    groups: dict[str, int]
    ids_too: frozenset[str] = frozenset()


def _matching(tenant: Tenant, log: str, where: dict[str, Any], span: dict[str, str] | None, now: datetime) -> list[Row]:
    field = TIME[log]
    start = _time(span["start"]) if span else None
    end = min(_time(span["end"]), now) if span else now
    rows = [
        row
        for row in tenant[log]
        if (start is None or _time(row[field]) >= start) and _time(row[field]) < end and holds(row, where)
    ]
    return sorted(rows, key=lambda row: (row[field], row["id"]), reverse=True)


def gold(tenant: Tenant, question: Question) -> Gold:
    """Return the right answer under exactly this reading (`alt` and other default ranges aside)."""
    if question["kind"] in NO_ROWS:
        return Gold((), 0, {})
    now, span = asked_at(question), question.get("range")
    if question["kind"] == "story":
        ids = [
            row["id"] for log, where in question["parts"].items() for row in _matching(tenant, log, where, span, now)
        ]
        return Gold(tuple(ids), len(ids), {})
    rows = _matching(tenant, question["log"], question["where"], span, now)
    if question["kind"] == "rows" and question.get("n"):
        rows = rows[-question["n"] :] if question.get("order") == "asc" else rows[: question["n"]]
    tally: Counter[str] = Counter()
    if question.get("of"):
        for row in rows:
            tally.update(keys(row, question["of"]))
    if question.get("having"):
        (test, limit), *_ = question["having"].items()
        tally = Counter({key: n for key, n in tally.items() if (n > limit if test == "gt" else n >= limit)})
    too: frozenset[str] = frozenset()
    if question.get("versus"):
        too = frozenset(
            row["id"] for row in _matching(tenant, question["log"], question["where"], question["versus"], now)
        )
    count = len(tally) if question["kind"] == "distinct_count" else len(rows)
    return Gold(tuple(row["id"] for row in rows), count, dict(tally.most_common()), too)


def readings(tenant: Tenant, question: Question) -> Iterator[tuple[Question, Gold]]:
    """Yield every fair reading with its right answer; a default range that is empty is right only if 7 days are too."""
    fair = [question, *({**question, **patch} for patch in question.get("alt", []))]
    for reading in fair:
        own = gold(tenant, reading)
        yield reading, own
        if not question.get("default_range") or "range" in {
            k for p in question.get("alt", []) if reading == {**question, **p} for k in p
        }:
            continue
        now = asked_at(question)
        for days in DEFAULT_DAYS:
            span = {"start": (now - timedelta(days=days)).isoformat(), "end": now.isoformat()} if days else None
            other = {**reading, "range": span}
            result = gold(tenant, other)
            if result.ids or not own.ids:
                yield other, result


def _top(question: Question, right: Gold, said: list[str]) -> bool:
    tally = {_fold(key): number for key, number in right.groups.items()}
    got = said[: question.get("n", 5)]
    best = sorted(tally.values(), reverse=True)[: len(got)]
    enough = len(got) == min(question.get("n", 5), len(tally))
    return enough and len(set(got)) == len(got) and [tally.get(one) for one in got] == best


def _agrees(question: Question, right: Gold, answer: dict[str, Any], said: list[str]) -> bool:
    kind, ids = question["kind"], answer.get("ids")
    if kind == "top" and said and _top(question, right, said):
        return True
    if question.get("having"):
        return set(said) == {_fold(key) for key in right.groups}
    if kind == "compare":
        return set(ids or ()) in (set(right.ids), set(right.ids) | right.ids_too) and answer.get("kind") == "compare"
    numbered = kind in ("count", "distinct_count")
    if ids or (ids is not None and not said and not answer.get("count")):
        return set(ids) == set(right.ids) and (
            not numbered or not right.ids or answer.get("count", right.count) == right.count
        )
    if not right.ids:
        return answer.get("count") == 0 or answer.get("values") == []
    if numbered:
        return bool(answer.get("count") == right.count)
    return kind != "top" and bool(said) and set(said) == {_fold(key) for key in right.groups}


def mark(tenant: Tenant, question: Question, answer: dict[str, Any] | None) -> bool:
    """Whether an answer is right: the record ids decide where it has them, and its number must agree."""
    if answer is None:
        return False
    kind, also = answer.get("kind", "rows"), question.get("or_kind") or []
    empty = not answer.get("ids") and not answer.get("count") and not answer.get("values")
    if question["kind"] in NO_ROWS:
        return empty and (
            kind == question["kind"] or kind in also or ("rows" in also and kind not in NO_ROWS | {"problem"})
        )
    if kind == "problem":
        return False
    if kind in NO_ROWS:
        return kind in also and not answer.get("ids")
    upns = {_fold(u["userPrincipalName"]): _fold(u["displayName"]) for u in tenant["users"]}
    names = {
        _fold(u["displayName"]): _fold(u["mail"] if u["userType"] == "Guest" else u["userPrincipalName"])
        for u in tenant["users"]
    }
    said = [_fold(str(value)) for value in answer.get("values") or [] if value not in (None, "")]
    for reading, right in readings(tenant, question):
        of = reading.get("of")
        by_person = isinstance(of, dict) or str(of).endswith("userPrincipalName")
        called = names if by_person else upns if of == "sourceIdentity/displayName" else {}
        if _agrees(reading, right, answer, [called.get(one, one) for one in said]):
            return True
    return False
