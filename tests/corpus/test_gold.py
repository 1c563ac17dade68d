"""The question sets keep their own promises: golds that say something, and a tenant in which every condition matters."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.corpus.audits import audits
from tests.corpus.gold import FILES, KINDS, NO_ROWS, OPERATORS, TIME, Question, asked_at, gold, mark, questions, turns
from tests.corpus.score import half
from tests.corpus.tenant import tenant

SETS = {file: questions(file) for file in FILES}
ALL = [question for one in SETS.values() for question in one]
ANSWERED = [question for question in ALL if question["kind"] not in NO_ROWS]
KEYS = {
    "id", "question", "session", "log", "kind", "where", "range", "default_range", "of", "n", "order", "having",
    "versus",
    "parts", "alt", "or_kind", "difficulty", "empty_ok", "as", "now", "tz", "locale",
    "source",
}  # fmt: skip


def _right(question: Question) -> dict[str, Any]:
    """An answer that is right by construction."""
    result = gold(tenant(), question)
    values = list(result.groups) if question.get("of") else []
    if question["kind"] == "top":
        values = values[: question.get("n", 5)]
    count = 0 if question["kind"] in NO_ROWS else result.count
    return {"id": question["id"], "kind": question["kind"], "ids": list(result.ids), "count": count, "values": values}


def _operators(predicate: dict[str, Any]) -> set[str]:
    ((operator, argument),) = predicate.items()
    inner = (
        argument
        if operator in ("and", "or")
        else [argument]
        if operator == "not"
        else [argument[1]]
        if operator == "any"
        else []
    )
    return {operator}.union(*(_operators(one) for one in inner))


def test_ids_are_unique() -> None:
    """An id names one question, so that a figure can be traced."""
    twice = [identity for identity, number in Counter(question["id"] for question in ALL).items() if number > 1]

    assert twice == []


def test_every_question_is_of_a_known_shape() -> None:
    """A misspelt key would silently loosen a gold."""
    odd = [
        question["id"]
        for question in ALL
        if set(question) - KEYS or question["kind"] not in KINDS or ("question" in question) == ("session" in question)
    ]
    patches = [question["id"] for question in ALL for patch in question.get("alt", []) if set(patch) - KEYS]

    assert (odd, patches) == ([], [])


def test_every_operator_is_known() -> None:
    """All predicates, those of other readings and of stories too, are in the language."""
    predicates = [
        predicate
        for question in ANSWERED
        for one in (question, *question.get("alt", []))
        for predicate in (one.get("where"), *one.get("parts", {}).values())
        if predicate
    ]

    assert set() == set().union(*map(_operators, predicates)) - OPERATORS


def test_no_gold_is_empty_unless_it_says_so() -> None:
    """An empty gold would be met by an answer that lost everything."""
    wrong = [
        question["id"] for question in ANSWERED if bool(gold(tenant(), question).ids) == bool(question.get("empty_ok"))
    ]

    assert wrong == []


def test_empty_golds_are_few() -> None:
    """No record at all is an answer that must be asked for now and then, not the usual one."""
    empty = [question["id"] for question in ANSWERED if question.get("empty_ok")]

    assert len(empty) / len(ANSWERED) < 0.05


def test_no_range_ends_beyond_now() -> None:
    """Nobody can be asked about the future."""
    late = [
        question["id"]
        for question in ANSWERED
        for one in (question, *question.get("alt", []))
        for name in ("range", "versus")
        if one.get(name) and asked_at({"now": one[name]["end"]}) > asked_at(question)
    ]

    assert late == []


def test_splits_have_values() -> None:
    """A split by a path that no record has would be met by no values at all."""
    bare = [
        question["id"]
        for question in ANSWERED
        if question.get("of") and not question.get("empty_ok") and not gold(tenant(), question).groups
    ]

    assert bare == []


@pytest.mark.parametrize("file", FILES)
def test_each_condition_matters(file: str) -> None:
    """Losing any one condition changes the answer, for at least four questions of five with several conditions."""
    several = [
        question
        for question in SETS[file]
        if question["kind"] not in NO_ROWS
        and "and" in question["where"]
        and not question.get("empty_ok")
        and question["kind"] != "story"
    ]
    matter = 0
    for question in several:
        conditions = question["where"]["and"]
        whole = set(gold(tenant(), question).ids)
        without = [
            {**question, "where": {"and": conditions[:at] + conditions[at + 1 :]}} for at in range(len(conditions))
        ]
        matter += all(set(gold(tenant(), less).ids) != whole for less in without)

    assert matter / len(several) >= 0.8


@pytest.mark.parametrize("file", FILES)
def test_each_range_matters(file: str) -> None:
    """Losing a range that was said (and is not all that is kept) changes the answer: at least four of five."""
    said = [
        question
        for question in SETS[file]
        if question.get("range")
        and not question.get("default_range")
        and not question.get("n")
        and not question.get("empty_ok")
        and question["range"]["start"] > "2026-02-06"
    ]
    matter = sum(
        set(gold(tenant(), {**question, "range": None}).ids) != set(gold(tenant(), question).ids) for question in said
    )

    assert matter / len(said) >= 0.8


@pytest.mark.parametrize(
    ("file", "least", "sessions", "shares"),
    [
        ("questions", 400, 60, {"signIns": (0.4, 0.5), "directoryAudits": (0.25, 0.35), "provisioning": (0.15, 0.25)}),
        ("more", 300, 45, {"signIns": (0.5, 0.6), "directoryAudits": (0.2, 0.3), "provisioning": (0.1, 0.2)}),
        ("third", 150, 15, {"signIns": (0.5, 0.6), "directoryAudits": (0.15, 0.25), "provisioning": (0.1, 0.2)}),
    ],
)
def test_the_logs_are_in_balance(file: str, least: int, sessions: int, shares: dict[str, tuple[float, float]]) -> None:
    """No log can be neglected without a figure showing it."""
    asked = SETS[file]
    share = {log: number / len(asked) for log, number in Counter(question["log"] for question in asked).items()}

    assert len(asked) >= least
    assert sum("session" in question for question in asked) >= sessions
    assert [log for log, (low, high) in shares.items() if not low <= share[log] <= high] == []
    assert 0.04 <= share[None] <= 0.09


def test_the_audit_log_has_many_operations() -> None:
    """Operations are found by words, so there must be many to tell apart."""
    assert len({row["activityDisplayName"] for row in audits()}) >= 60


def test_the_tenant_has_the_size_of_an_answer() -> None:
    """Enough that a count which stopped at a first page shows."""
    sizes = {log: len(tenant()[log]) for log in TIME}

    assert sizes["signIns"] > 2000
    assert sizes["directoryAudits"] > 700
    assert sizes["provisioning"] > 600


@pytest.mark.parametrize("question", ALL, ids=lambda question: question["id"])
def test_the_right_answer_is_marked_right(question: Question) -> None:
    """The scorer agrees with the gold itself."""
    assert mark(tenant(), question, _right(question))


LOSABLE = [
    question
    for question in ANSWERED
    if not question.get("default_range") and not question.get("having") and len(gold(tenant(), question).ids) > 1
]


@pytest.mark.parametrize("question", LOSABLE, ids=lambda question: question["id"])
def test_a_lost_record_is_marked_wrong(question: Question) -> None:
    """An answer that rests on one record too few, or on nothing, is wrong."""
    right = _right(question)
    less = right | {"ids": right["ids"][1:], "values": []}
    other = [gold(tenant(), {**question, **patch}) for patch in question.get("alt", [])]
    fair = any(set(less["ids"]) == set(one.ids) for one in other)

    assert fair or not mark(tenant(), question, less)


@pytest.mark.parametrize("file", FILES)
def test_halves_are_stable_and_even(file: str) -> None:
    """A question never moves from the held half to the open one."""
    sizes = Counter(half(question["id"]) for question in SETS[file])

    assert half("S001") == half("S001")
    assert abs(sizes["dev"] - sizes["held"]) < len(SETS[file]) * 0.1


def test_no_question_is_asked_twice() -> None:
    """The same text at the same time and place counts once."""
    asked = Counter(
        (*turns(question), question.get("now"), question.get("tz"), question.get("as"), question.get("locale"))
        for question in ALL
    )

    assert [text for text, number in asked.items() if number > 1] == []
