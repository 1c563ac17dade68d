"""No order of faults gives a wrong number: what is called complete is complete, everything else is a lower bound."""

from __future__ import annotations

import random

import pytest

from bot.problems import PROBLEMS, Problem
from intents.model import Condition, Log, Op
from tests.graph.rig import Kept, Tenant, ask

LOGS = (Log.SIGN_INS, Log.DIRECTORY_AUDITS)
CONDITION = Condition("outcome", Op.EQ, ("failure",))


def misfortune(tenant: Tenant, rng: random.Random) -> None:
    """Plan a few faults in a random order, good answers between them."""
    faults, strangers = tenant.settings.faults, tenant.records.sign_ins[-5:]
    planned = (
        lambda path: faults.hang(path, 0.0, times=rng.randrange(1, 4)),
        lambda path: faults.close_mid_body(path, times=rng.randrange(1, 5)),
        lambda path: faults.cut_json(path, times=rng.randrange(1, 3)),
        lambda path: faults.expired_skip_token(path, times=rng.randrange(1, 3)),
        lambda path: faults.duplicate_rows(path, times=rng.randrange(1, 3)),
        lambda path: faults.stray_rows(path, strangers, times=1),
        lambda path: faults.answer(
            path, rng.choice((429, 503, 504)), headers={"Retry-After": "1"}, times=rng.randrange(1, 6)
        ),
        lambda path: faults.answer(path, rng.choice((400, 401, 403, 404, 500, 200)), times=1),
        lambda path: faults.foreign_next_link(path, "https://elsewhere.example/", times=1),
    )
    for _ in range(rng.randrange(2, 7)):
        rng.choice(planned)(f"auditLogs/{rng.choice(LOGS).value}")


@pytest.mark.parametrize("seed", range(6))
async def test_no_order_of_faults_gives_a_wrong_number(tenant: Tenant, seed: int) -> None:
    """Twelve readings through random faults: exact, or a lower bound that says why, or a problem with words."""
    question = ask(*LOGS, conditions=(CONDITION,))
    _, clean = await tenant.read(question)
    rng, outcomes = random.Random(seed), []
    for _ in range(12):
        tenant.settings.faults.clear()
        misfortune(tenant, rng)
        kept = Kept()
        try:
            report, _ = await tenant.read(question, kept)
        except Problem as problem:
            outcomes.append(problem.code in PROBLEMS and bool(problem.sentence))
            continue
        exact = set(kept.records) == set(clean.records)
        below = set(kept.records) <= set(clean.records) and bool(report.incomplete_because)
        outcomes.append(exact if report.complete else below)

    assert outcomes == [True] * 12
