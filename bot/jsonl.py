"""An answer as one JSON object, as `watchbook ask --jsonl` prints it: for scripts and for scoring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.answers.model import Answer
from intents.model import Condition, Question

_KINDS: Mapping[str, str] = {"help": "refuse"}
"""Kinds of answer that the JSON has no word for."""


def encode(identity: str, answer: Answer, *, card: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the object for `answer` to the question with this id. Times are ISO 8601 with an offset."""
    return {
        "id": identity,
        "kind": _KINDS.get(answer.kind, answer.kind),
        "text": text_of(answer),
        "ids": list(answer.ids),
        "count": answer.count,
        "values": list(answer.values),
        "groups": [{"key": g.key, "label": g.label, "count": g.count} for g in answer.groups],
        "complete": answer.complete,
        "question": _question(answer.question) if answer.question else None,
        "problem": {"code": answer.problem, "next": answer.next} if answer.problem else None,
        "requests": [
            {"method": line.method, "url": line.url, "status": line.status}
            for line in (answer.receipt.requests if answer.receipt else ())
        ],
        **({"card": dict(card)} if card is not None else {}),
    }


def text_of(answer: Answer) -> str:
    """Return an answer in words: headline, further lines, next step, and the choices of a question back."""
    lines = [answer.headline, *answer.lines]
    if answer.next:
        lines.append(answer.next)
    if answer.kind == "clarify":
        lines.extend(f"- {choice}" for choice in answer.choices)
    return "\n".join(line for line in lines if line)


def _question(question: Question) -> dict[str, Any]:
    asked = question.range
    return {
        "logs": [log.value for log in question.logs],
        "measure": question.measure.kind.value,
        "range": None
        if asked is None
        else {
            "start": asked.start.isoformat() if asked.start else None,
            "end": asked.end.isoformat(),
            "said": asked.said or None,
        },
        "of": list(question.measure.of),
        "limit": question.measure.limit,
        "conditions": [_condition(c) for c in question.conditions],
    }


def _condition(condition: Condition) -> dict[str, Any]:
    """One condition; several values are a list; `op` says when it is denied."""
    values = [e.upn or e.name or e.id for e in condition.entities] or list(condition.values)
    return {
        "field": condition.field,
        "op": f"not {condition.op.value}" if condition.negated else condition.op.value,
        "value": values[0] if len(values) == 1 else values,
        "said": condition.said,
    }
