"""One record in full: everything it says, in words, safe, and small enough."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from bot.answers.details import details, unnamed
from bot.answers.rows import row_of
from bot.answers.tally import Kept
from bot.answers.times import ticks_of
from bot.cards.limits import size
from bot.cards.record import draw_record
from intents.model import Log
from tests.answers.making import NOW, ZONE, A, P, S, audit, provisioning, sign_in, user_target
from tests.cards.test_cards import EVIL, MARK, planted, records
from tests.cards.validator import faults, outside_text_runs, strings

BACK = {"d": "signed"}
ROLE = "11111111-2222-4333-8444-555555555555"
OWNER = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"


def card(log: Log, record: dict[str, Any], names: dict[str, str] | None = None) -> dict[str, Any]:
    """The record, drawn."""
    row = row_of(Kept(ticks_of(log, record), record["id"], log, msgspec.json.encode(record)), record, ZONE, NOW)
    return draw_record(details(row, ZONE, names or {}), BACK)


def told(drawn: dict[str, Any]) -> str:
    """All its text."""
    return " ".join(text for path, text in strings(drawn) if path.endswith("/text"))


def blocked(**changed: Any) -> dict[str, Any]:
    """A sign-in that two policies looked at, with every part filled."""
    policies = [
        {"id": "1", "displayName": "Report only", "result": "reportOnlyFailure", "enforcedGrantControls": []},
        {"id": "2", "displayName": "Not for them", "result": "notApplied", "enforcedGrantControls": []},
        {"id": "3", "displayName": "Block legacy", "result": "failure", "enforcedGrantControls": ["Block"]},
    ]
    steps = [{"authenticationMethod": "Password", "succeeded": True, "authenticationStepResultDetail": "Correct"},
             {"authenticationMethod": "Mobile app", "succeeded": False, "authenticationStepResultDetail": "Denied"}]  # fmt: skip
    made = sign_in(
        code=53003, appliedConditionalAccessPolicies=policies, conditionalAccessStatus="failure",
        authenticationDetails=steps, authenticationRequirement="multiFactorAuthentication",
        riskLevelDuringSignIn="high", riskState="atRisk", riskEventTypes_v2=["unfamiliarFeatures"],
        deviceDetail={"displayName": "PC-1", "deviceId": "d-1", "isCompliant": False, "isManaged": True},
        userAgent="Mozilla/5.0",
    )  # fmt: skip
    return {**made, **changed}


def test_a_sign_in_says_why_and_which_policy() -> None:
    """The reason with the next step first; the policy that refused before the ones that did not decide."""
    text = told(card(S, blocked()))

    assert "failed: blocked by Conditional Access (53003)" in text
    assert "Refused by policy: Block legacy." in text
    assert text.index("Block legacy:   applied, not satisfied: it refused the sign-in (asks for: Block)") < text.index(
        "Report only:   report-only, would have refused"
    )
    assert "1 policy did not apply" in text
    assert "Password:   succeeded: Correct" in text
    assert "Mobile app:   failed: Denied" in text
    assert "not compliant, managed" in text
    assert "more than one factor" in text
    assert ["high", "atRisk", "unfamiliarFeatures"] == [
        w for w in ("high", "atRisk", "unfamiliarFeatures") if w in text
    ]


def test_an_audit_says_old_and_new_with_names() -> None:
    """Values are decoded, ids are named where the directory knows them, and stay ids where it does not."""
    target = user_target(
        "Eve", "eve@contoso.com", ("Role", f'"{ROLE}"', f'["{OWNER}"]'), ("Department", None, '"Sales"')
    )
    record = audit("d1", "Update user", targets=[target, {"id": OWNER, "type": "Group", "displayName": None}])
    text = told(card(A, record, {OWNER: "Finance"}))

    assert {ROLE, OWNER} == set(unnamed(record))
    assert f"Role:   {ROLE} → Finance ({OWNER})" in text
    assert "Department:   – → Sales" in text
    assert f"Group:   Finance ({OWNER})" in text


def test_a_provisioning_event_says_each_step() -> None:
    """In order, in plain words, with its status."""
    steps = [
        {"provisioningStepType": "import", "status": "success", "description": "Read it"},
        {"provisioningStepType": "export", "status": "failure", "description": "Exists already"},
    ]
    text = told(card(P, provisioning(status="failure", provisioningSteps=steps, durationInMilliseconds=1500)))

    assert text.index("Read from the source:   succeeded: Read it") < text.index(
        "Written to the target:   failed: Exists already"
    )
    assert "1.5 s" in text


@pytest.mark.parametrize("log", list(Log))
@pytest.mark.parametrize("evil", [*EVIL, MARK], ids=range(len(EVIL) + 1))
def test_values_stand_in_text_runs_alone(log: Log, evil: str) -> None:
    """Whatever a record and the directory say: in its run, cut, and never as markdown, a macro or a direction."""
    rich = {S: blocked(), A: records(A, "")[1], P: records(P, "")[1]}[log]
    drawn = card(log, planted(rich, evil), {ROLE: evil})
    shown = [text for path, text in strings(drawn) if path.endswith("/TextRun/text")]

    assert [] == faults(drawn)
    assert [] == outside_text_runs(drawn, evil[:12])
    assert not [text for text in shown if "{{" in text or "\u202e" in text or len(text) > 900]


def test_a_huge_record_fits() -> None:
    """Hundreds of changed properties and policies: the card stays under the limit and says what it left out."""
    properties = [(f"Property {n} {'ü' * 400}", '"old"' + "x" * 999, "y" * 999) for n in range(500)]
    targets = [user_target("李" * 300, f"{n}@contoso.com", *properties) for n in range(30)]
    drawn = card(A, audit(targets=targets, additionalDetails=[{"key": "k" * 99, "value": "v" * 9999}] * 99))

    assert [] == faults(drawn)
    assert size(drawn) <= 80 * 1024
    assert "more changes" in told(drawn)


@pytest.mark.parametrize("log", list(Log))
def test_an_empty_record_is_no_fault(log: Log) -> None:
    """A record that holds nothing but its id and time is drawn all the same."""
    drawn = card(
        log, {"id": "x", "createdDateTime": "2026-11-10T09:10:00Z", "activityDateTime": "2026-11-10T09:10:00Z"}
    )

    assert [] == faults(drawn)
