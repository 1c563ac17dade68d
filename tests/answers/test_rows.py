"""One record is two lines that a person can read, for each log."""

from __future__ import annotations

import json

import pytest

from bot.answers.model import Status
from bot.answers.rows.changes import changes, decoded
from intents.model import Condition, Entity, EntityKind, Kind, Op
from tests.answers.making import FAILED, A, P, S, answer, ask, audit, person, provisioning, sign_in, user_target


def test_a_sign_in() -> None:
    """Who → what; when, where from, with what; how it ended and what to do."""
    row = answer(ask(), sign_in(code=50126)).rows[0]

    assert "Alice Johnson → Microsoft Teams" == row.title
    assert "Tue 10 Nov 09:10 · Seattle, US · 198.51.100.7 · Chrome 130 on Windows 10" == row.detail
    assert ("failed: wrong password (50126)", Status.BAD) == (row.outcome, row.status)
    assert row.why.startswith("Type it again or reset it")


@pytest.mark.parametrize(
    ("code", "outcome", "status"),
    [
        (0, "succeeded", Status.GOOD),
        (50140, "interrupted: asked whether to stay signed in (50140)", Status.WARNING),
        (99_999_999, "failed: Given by Graph. (99999999)", Status.BAD),
    ],
)
def test_endings_of_a_sign_in(code: int, outcome: str, status: Status) -> None:
    """Interrupts have a word of their own; an unknown code shows what Graph says."""
    row = answer(ask(), sign_in(code=code)).rows[0]

    assert (outcome, status) == (row.outcome, row.status)


def test_a_sign_in_with_almost_nothing_in_it() -> None:
    """Nulls and missing parts are said, and nothing breaks."""
    row = answer(ask(), {"id": "x", "createdDateTime": None, "status": {}, "location": None}).rows[0]

    assert "somebody unnamed → an app without a name" == row.title
    assert ("time unknown · place unknown", "result unknown") == (row.detail, row.outcome)


def test_what_is_out_of_the_ordinary() -> None:
    """Old protocols, risk and background sign-ins are marked."""
    odd = sign_in(
        clientAppUsed="IMAP4", riskLevelDuringSignIn="high", riskState="atRisk", signInEventTypes=["nonInteractiveUser"]
    )
    detail = answer(ask(), odd).rows[0].detail

    assert detail.endswith("legacy authentication (IMAP4) · risk: high (atRisk) · non-interactive")


def test_the_policy_that_refused() -> None:
    """Blocked by Conditional Access: by which policy."""
    policies = [
        {"displayName": "Require MFA", "id": "1", "result": "success"},
        {"displayName": "Block legacy", "id": "2", "result": "failure"},
    ]
    row = answer(ask(), sign_in(code=53003, appliedConditionalAccessPolicies=policies)).rows[0]

    assert row.why.startswith("Refused by policy: Block legacy. Look at which policy applied")


MALLORY = user_target(
    None, "mallory@contoso.com", ("Role.DisplayName", None, '"Global Administrator"'), ("Role.ObjectID", None, '"5"')
)
GROUP = {"id": "g", "displayName": "Helpdesk Admins", "type": "Group", "modifiedProperties": []}
POLICY = {"displayName": "Block", "type": "Policy"}
OWN = user_target("Trent Fox", "trent@contoso.com")
EVE = user_target("Eve Ng", "eve@contoso.com")


@pytest.mark.parametrize(
    ("operation", "targets", "title"),
    [
        ("Add member to role", [MALLORY], "Trent Fox added mallory@contoso.com to Global Administrator"),
        ("Add member to group", [EVE, GROUP], "Trent Fox added Eve Ng to Helpdesk Admins"),
        ("Remove member from group", [EVE, GROUP], "Trent Fox removed Eve Ng from Helpdesk Admins"),
        ("Add eligible member to role", [MALLORY],
         "Trent Fox made mallory@contoso.com eligible for Global Administrator"),
        ("Reset user password", [EVE], "Trent Fox reset the password of Eve Ng"),
        ("Reset password (self-service)", [OWN], "Trent Fox reset their own password"),
        ("Change user password", [OWN], "Trent Fox changed their own password"),
        ("Add user", [EVE], "Trent Fox added user: Eve Ng"),
        ("Disable account", [EVE], "Trent Fox disabled the account of Eve Ng"),
        ("Update conditional access policy", [POLICY], "Trent Fox updated conditional access policy: Block"),
        ("DSR export", [EVE], "Trent Fox: DSR export → Eve Ng"),
        ("Add member to group", [], "Trent Fox added somebody to something unnamed"),
    ],
)  # fmt: skip
def test_an_audit_is_a_sentence(operation: str, targets: list[dict[str, object]], title: str) -> None:
    """Who did what to whom, in words; an operation that no sentence knows is named with its targets."""
    row = answer(ask(logs=A), audit(operation=operation, targets=targets)).rows[0]

    assert title == row.title
    assert row.detail.startswith(f"Tue 10 Nov 09:10 · {operation}")


def test_a_group_without_a_name_is_told_by_its_property() -> None:
    """The log often names a group only among the changed properties, and its target by id."""
    eve = user_target("Eve Ng", "eve@contoso.com", ("Group.DisplayName", None, '"Tier 0"'))
    nameless = {"id": "6f40388c", "displayName": None, "type": "Group", "modifiedProperties": []}
    row = answer(ask(logs=A), audit(operation="Add member to group", targets=[eve, nameless])).rows[0]

    assert "Trent Fox added Eve Ng to Tier 0" == row.title


def test_old_and_new() -> None:
    """Modified properties are parsed twice; ids and bookkeeping are left out; a failure has its reason."""
    moved = user_target(
        "Eve Ng", "eve@contoso.com",
        ("Department", '["Sales"]', '["Marketing"]'),
        ("Included Updated Properties", None, '"Department"'),
        ("TargetId.UserType", None, '"Member"'),
        ("AccountEnabled", "[true]", "[false]"),
    )  # fmt: skip
    record = audit(operation="Update user", targets=[moved], result="failure", resultReason="Not allowed.")
    row = answer(ask(logs=A), record).rows[0]

    assert row.detail.endswith("Update user · Department: Sales → Marketing · AccountEnabled: yes → no")
    assert ("failed", Status.BAD, "Not allowed.") == (row.outcome, row.status, row.why)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ('"\\"Member\\""', "Member"),
        ('"Member"', "Member"),
        ("Member", "Member"),
        ("null", ""),
        (None, ""),
        ("[]", ""),
        ('[{"MethodType":6,"Default":true}]', "MethodType=6 Default=yes"),
        ("{broken", "{broken"),
        ("[" * 5_000, "[" * 59 + "…"),
        (True, "yes"),
    ],
)
def test_values_within_values(raw: object, shown: str) -> None:
    """JSON inside strings is read; what is no JSON is shown; nothing nests without end."""
    assert shown == decoded(raw)


def test_a_change_that_is_none_is_not_shown() -> None:
    """Old and new alike: nothing changed."""
    same = user_target("Eve", "eve@contoso.com", ("Department", '["Sales"]', '["Sales"]'))

    assert [] == changes(audit(targets=[same]))


def test_a_failed_provisioning() -> None:
    """From where to where, what of whom; the reason and what is recommended."""
    error = {
        "errorCode": "DuplicateTarget",
        "reason": "Two users match.",
        "recommendedAction": "Remove one.",
        "errorCategory": "failure",
    }
    row = answer(
        ask(logs=P),
        provisioning(status="failure", provisioningStatusInfo={"status": "failure", "errorInformation": error}),
    ).rows[0]

    assert "Workday → Azure AD: create user Anna Bell" == row.title
    assert ("failed: DuplicateTarget", Status.BAD, "Two users match. Remove one.") == (row.outcome, row.status, row.why)


def test_the_step_that_failed_explains_where_the_error_does_not() -> None:
    """No reason given: the last failed step says it."""
    steps = [
        {"name": "a", "status": "success", "description": "Read."},
        {"name": "b", "status": "failure", "description": "Could not write."},
    ]
    row = answer(ask(logs=P), provisioning(status="failure", provisioningSteps=steps)).rows[0]

    assert "Could not write." == row.why


class TestHeadlines:
    """The sentence over the records answers."""

    def test_records(self) -> None:
        """How many, of what, when; how they ended below."""
        got = answer(ask(), sign_in("a"), sign_in("b", code=50126), sign_in("c", code=50074))

        assert ("3 sign-ins, last week", ("1 succeeded and 2 failed, 1 of them an interrupt",)) == (
            got.headline,
            got.lines,
        )

    def test_yes_with_the_latest(self) -> None:
        """ "Did …": yes, how many, and when last."""
        got = answer(ask(yes_no=True), sign_in("a"), sign_in("b", "2026-11-12T08:00:00Z"))

        assert "Yes: 2 sign-ins, last week; the latest Thu 12 Nov 08:00" == got.headline

    def test_no(self) -> None:
        """ "Is there any …": no."""
        assert "No: no failed sign-ins, last week" == answer(ask(Kind.ROWS, FAILED, yes_no=True)).headline

    def test_the_last_one(self) -> None:
        """ "When did … last": the time."""
        got = answer(ask(limit=1), sign_in("a"), sign_in("b", "2026-11-12T08:00:00Z"))

        assert ("The last of the sign-ins, last week: Thu 12 Nov 08:00", ("b",), 1) == (
            got.headline,
            got.ids,
            got.count,
        )

    def test_fewer_than_asked(self) -> None:
        """Five wanted, two there, and there are no more."""
        assert (
            "All 2 sign-ins, last week (there are no more)" == answer(ask(limit=5), sign_in("a"), sign_in("b")).headline
        )

    def test_the_last_five_are_complete_however_much_is_unread(self) -> None:
        """Reading stopped because nothing more was needed."""
        assert answer(ask(limit=1), sign_in("a"), sign_in("b"), complete=False).complete

    def test_results_of_the_last_five_are_of_those_five(self) -> None:
        """The failures that were read but are not among them do not count."""
        old = [sign_in(str(n), f"2026-11-09T0{n}:00:00Z", 50126) for n in range(3)]
        got = answer(ask(limit=2), *old, sign_in("a", "2026-11-11T00:00:00Z"), sign_in("b", "2026-11-12T00:00:00Z"))

        assert ("The last 2 sign-ins, last week", ()) == (got.headline, got.lines)

    def test_who_did_it_once(self) -> None:
        """One record: the whole sentence."""
        got = answer(
            ask(logs=A, utterance="who made mallory an admin"), audit(operation="Add member to role", targets=[MALLORY])
        )

        assert "Trent Fox added mallory@contoso.com to Global Administrator, Tue 10 Nov 09:10" == got.headline

    def test_who_tried_and_failed(self) -> None:
        """What did not come about is not told as done."""
        record = audit(operation="Add member to role", targets=[MALLORY], result="failure")

        assert answer(ask(logs=A, utterance="who made mallory an admin"), record).headline.endswith("09:10 (failed)")

    def test_who_did_it_often(self) -> None:
        """A few actors: their names and how often."""
        heidi = {"user": {"id": "h", "displayName": "Heidi Ito", "userPrincipalName": "heidi@contoso.com"}, "app": None}
        rows = [audit("a"), audit("b"), audit("c", initiatedBy=heidi)]

        assert (
            "Trent Fox (2) and Heidi Ito (1): 3 directory changes, last week"
            == answer(ask(logs=A, utterance="who did it"), *rows).headline
        )

    def test_why(self) -> None:
        """The reasons, most frequent first."""
        rows = [sign_in("a", code=50126), sign_in("b", code=50126), sign_in("c", code=50057)]

        assert "Why: wrong password (50126) × 2; account disabled (50057) × 1" in answer(ask(why=True), *rows).lines

    def test_why_in_provisioning(self) -> None:
        """The log's own reasons."""
        error = {"errorCode": "X", "reason": "No e-mail.", "recommendedAction": None}
        rows = [
            provisioning(i, "failure", provisioningStatusInfo={"status": "failure", "errorInformation": error})
            for i in "ab"
        ]

        assert "Why: No e-mail. × 2" in answer(ask(logs=P, why=True), *rows).lines


def test_a_story_merges_the_logs_by_time() -> None:
    """One list of all three, newest first, and what it consists of."""
    from bot.answers.build import build
    from bot.answers.tally import Tally
    from tests.answers.making import NOW, ZONE, report

    bob = Condition("person", Op.NAMED, ("bob",), entities=(Entity(EntityKind.USER, "b", "Bob", "bob@contoso.com"),))
    question = ask(Kind.STORY, bob, logs=(S, A, P))
    taken = Tally(question, zone=ZONE)
    taken.add(P, provisioning("p", when="2026-11-10T07:00:00Z"))
    taken.add(S, sign_in("s", "2026-11-10T09:00:00Z", 50126, **person("Bob", "bob@contoso.com")))
    taken.add(A, audit("a", when="2026-11-10T08:00:00Z", targets=[EVE]))
    got = build(question, taken, report(question), zone=ZONE, now=NOW)

    assert ["s", "a", "p"] == [row.id for row in got.rows] == list(got.ids)
    assert "3 events for Bob, last week: 1 sign-in, 1 directory change and 1 provisioning event" == got.headline
    assert "1 failed" == got.lines[0]


def test_a_share_of_hostile_values_is_cleaned() -> None:
    """Every text of a row is one visible line, whatever the log holds."""
    evil = "x\u202e\n{{DATE(1)}}<at>you</at>[l](http://e)" + "y" * 20_000
    record = json.loads(json.dumps(sign_in(code=1)).replace("Chrome 130.0.1", "Z"))
    record |= {"userDisplayName": evil, "appDisplayName": evil, "ipAddress": evil}
    record["status"]["failureReason"] = evil
    row = answer(ask(), record).rows[0]

    for shown in (row.title, row.detail, row.outcome, row.why):
        assert len(shown) < 400
        assert "{{" not in shown
        assert "\u202e" not in shown
        assert "\n" not in shown
