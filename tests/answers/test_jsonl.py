"""The JSON of an answer is the one that scripts and scoring read."""

from __future__ import annotations

import json

from bot.answers.talk import clarify, problem, refuse
from bot.jsonl import encode
from bot.problems import PROBLEMS, Problem
from intents.model import Condition, Declined, Entity, EntityKind, Kind, Op, Unclear
from tests.answers.making import FAILED, answer, ask, sign_in


def test_the_whole_object() -> None:
    """Every key, with ids newest first, groups in order, the question and the requests."""
    alice = Entity(EntityKind.USER, "1", "Alice Johnson", "alice@contoso.com")
    question = ask(
        Kind.GROUP,
        FAILED,
        Condition("person", Op.NAMED, ("alice",), negated=True, said="not alice", entities=(alice,)),
        Condition("country", values=("US", "CA"), said="us or canada"),
        of=("app",),
    )
    got = encode("q1", answer(question, sign_in("a", code=50126)), card={"type": "AdaptiveCard"})

    assert got == {
        "id": "q1",
        "kind": "group",
        "text": "1 failed sign-in not for Alice Johnson from United States or Canada by app, last week: 1 app",
        "ids": ["a"],
        "count": 1,
        "values": ["Microsoft Teams"],
        "groups": [{"key": "Microsoft Teams", "label": "Microsoft Teams", "count": 1}],
        "complete": True,
        "question": {
            "logs": ["signIns"],
            "measure": "group",
            "range": {"start": "2026-11-09T00:00:00+00:00", "end": "2026-11-16T00:00:00+00:00", "said": "last week"},
            "of": ["app"],
            "limit": None,
            "conditions": [
                {"field": "outcome", "op": "eq", "value": "failure", "said": "failed"},
                {"field": "person", "op": "not named", "value": "alice@contoso.com", "said": "not alice"},
                {"field": "country", "op": "eq", "value": ["US", "CA"], "said": "us or canada"},
            ],
        },
        "problem": None,
        "requests": [
            {"method": "GET", "url": "https://graph.microsoft.com/v1.0/auditLogs/signIns?$top=1000", "status": 200}
        ],
        "card": {"type": "AdaptiveCard"},
    }
    assert got == json.loads(json.dumps(got))


def test_a_question_back_lists_its_choices() -> None:
    """Kind clarify, no rows, the choices in the text."""
    got = encode("q", clarify(Unclear("Which Chris?", ("Chris Brown", "Chris Green"))))

    assert ("clarify", "Which Chris?\n- Chris Brown\n- Chris Green", []) == (got["kind"], got["text"], got["ids"])


def test_a_greeting_is_no_answer() -> None:
    """The JSON has no kind for help: it is a refusal."""
    assert "refuse" == encode("q", refuse(Declined("Hello!", "greeting")))["kind"]


def test_every_problem_has_code_and_next_step() -> None:
    """Each row of the table of problems can be told."""
    for code in PROBLEMS:
        got = encode("q", problem(Problem(code)))

        assert ("problem", code, False) == (got["kind"], got["problem"]["code"], got["complete"])
        assert got["problem"]["next"] in got["text"]
