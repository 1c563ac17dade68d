"""Conditions as clauses of $filter: only what is certain to let every matching record through.

A clause may let more through (the local check decides), never less. So a condition is pushed only when Graph documents
the operator, every alternative can be written, and the spelling is one that the log is known to use: nobody documents
whether Graph compares text with or without case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.graph.filter_rules import THROUGH_ANY, Capabilities, allowed
from bot.graph.identity import folded
from bot.graph.push_rules import RULES, Term
from intents.model import Condition, Log
from intents.records import Record, Value, texts

MOST_ALTERNATIVES = 10
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of $filter, and the capabilities that it relies on."""

    text: str
    needs: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    def lets_through(self, record: Record) -> bool:
        """Whether Graph, had it minded this clause, could have returned the record (text compared without case)."""
        return any(_holds(term, value) for term in self.terms for value in texts(record, term.path))


def quoted(value: str) -> str | None:
    """A string as an OData literal, quotes doubled; None for what is not to be sent (control characters, too long).

    https://learn.microsoft.com/graph/query-parameters#escaping-single-quotes
    """
    if not value or len(value) > LONGEST_VALUE or not value.isprintable():
        return None
    return "'" + value.replace("'", "''") + "'"


def clause_for(condition: Condition, log: Log, version: str, capabilities: Capabilities) -> Clause | None:
    """The clause for a condition, None when it is left to the local check (always so for negations)."""
    rule = RULES.get((log, condition.field))
    if rule is None or condition.negated:
        return None
    terms = rule(condition)
    if not terms or len(terms) > MOST_ALTERNATIVES:
        return None
    written = [_written(term, log, version, capabilities) for term in dict.fromkeys(terms)]
    parts = [each for each in written if each is not None]
    if len(parts) < len(written):
        return None
    joined = parts[0] if len(parts) == 1 else "(" + " or ".join(parts) + ")"
    return Clause(joined, tuple(dict.fromkeys(term.needs for term in terms if term.needs)), tuple(terms))


def _written(term: Term, log: Log, version: str, capabilities: Capabilities) -> str | None:
    if not (term.needs in capabilities if term.needs else allowed(log, version, term.path, term.operator)):
        return None
    literal = str(term.value) if isinstance(term.value, int) else quoted(term.value)
    if literal is None:
        return None
    if term.path not in THROUGH_ANY:
        return _compared(term.path, term.operator, literal)
    collection, _, member = term.path.partition("/")
    inner = f"t/{member}" if member else "t"
    return f"{collection}/any(t: {_compared(inner, term.operator, literal)})"


def _holds(term: Term, value: Value) -> bool:
    found, wanted = folded(value.key), folded(str(term.value))
    if term.operator == "startswith":
        return found.startswith(wanted)
    return (found == wanted) is (term.operator == "eq")


def _compared(path: str, operator: str, literal: str) -> str:
    return f"{path} {operator} {literal}" if operator in {"eq", "ne"} else f"{operator}({path},{literal})"


def kinds_clause(kinds: Iterable[str]) -> Clause:
    """The clause that asks beta for these kinds of sign-in; user and workload kinds cannot be mixed in one.

    https://learn.microsoft.com/graph/api/resources/signin?view=graph-rest-beta (signInEventTypes)
    """
    return Clause("signInEventTypes/any(t: " + " or ".join(f"t eq '{kind}'" for kind in kinds) + ")")
