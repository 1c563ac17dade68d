"""What is asked of Graph, to the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.graph.filter_rules import Capabilities
from bot.graph.odata import LONGEST_FILTER, plan
from intents.model import SIGN_IN_KINDS, Condition, Entity, EntityKind, Kind, Log, Measure, Op, Question, TimeRange
from tests.graph.rig import NOW, ask

A, P, S = Log.DIRECTORY_AUDITS, Log.PROVISIONING, Log.SIGN_INS
ALICE = "15fbd8b8-8589-44d6-aa4a-287605c9880b"
SPAN = TimeRange(
    datetime(2026, 11, 9, 0, 0, 0, 250_000, UTC), datetime(2026, 11, 16, 9, 30, 0, 1, UTC), said="last week"
)


def person(field: str = "person", **parts: object) -> Condition:
    """A resolved person."""
    entity = replace(Entity(EntityKind.USER, ALICE, "Ann O'Hara", "Ann.OHara@x.example"), **parts)  # type: ignore[arg-type]
    return Condition(field, Op.NAMED, ("ann",), entities=(entity,))


def filter_of(log: Log, *conditions: Condition, capabilities: Capabilities | None = None) -> str:
    """The clauses of the only request, after the times."""
    (request,) = plan(ask(log, conditions=conditions, span=SPAN), now=NOW, capabilities=capabilities).requests
    return " and ".join(clause.text for clause in request.clauses)


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (S, "createdDateTime ge 2026-11-09T00:00:00Z and createdDateTime le 2026-11-16T09:30:01Z"),
        (A, "activityDateTime ge 2026-11-09T00:00:00Z and activityDateTime le 2026-11-16T09:30:01Z"),
        (P, "activityDateTime gt 2026-11-08T23:59:59Z and activityDateTime lt 2026-11-16T09:30:02Z"),
    ],
)
def test_times_are_whole_seconds_around_the_range(log: Log, expected: str) -> None:
    """Each log gets its own operators, in UTC, unquoted, as a superset of the half-open range."""
    (request,) = plan(ask(log, span=SPAN), now=NOW).requests

    assert request.filter == expected


def test_times_are_utc_whatever_the_zone() -> None:
    """A range in the asker's zone is asked for in UTC."""
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("America/New_York")
    span = TimeRange(datetime(2026, 11, 9, tzinfo=zone), datetime(2026, 11, 10, tzinfo=zone), said="monday")
    (request,) = plan(ask(S, span=span), now=NOW).requests

    assert request.filter == "createdDateTime ge 2026-11-09T05:00:00Z and createdDateTime le 2026-11-10T05:00:00Z"


def test_options_are_those_that_graph_takes() -> None:
    """$filter, $orderby and $top; newest first unless the oldest few are wanted."""
    (newest,) = plan(ask(S, span=SPAN), now=NOW).requests
    first = Measure(Kind.ROWS, limit=1, oldest_first=True)
    (oldest,) = plan(ask(P, span=SPAN, measure=first), now=NOW).requests

    assert set(newest.params) == {"$filter", "$orderby", "$top"}
    assert (newest.params["$orderby"], newest.params["$top"]) == ("createdDateTime desc", "1000")
    assert (oldest.params["$orderby"], oldest.params["$top"]) == ("activityDateTime asc", "999")
    assert "+" not in newest.target


@pytest.mark.parametrize(
    ("log", "condition", "expected"),
    [
        (S, person(), f"(userId eq '{ALICE}' or userPrincipalName eq 'ann.ohara@x.example')"),
        (S, person(id="", upn="o'hara@x.example"), "startswith(userPrincipalName,'o''hara@x.example')"),
        (
            S,
            person(upn="ann_home.example#EXT#@x.example", mail="ann@home.example"),
            f"(userId eq '{ALICE}' or userPrincipalName eq 'ann_home.example#ext#@x.example' or "
            "userPrincipalName eq 'ann@home.example')",
        ),
        (A, person("target"), f"targetResources/any(t: t/id eq '{ALICE}')"),
        (
            A,
            person("actor"),
            f"(initiatedBy/user/id eq '{ALICE}' or initiatedBy/user/userPrincipalName eq 'Ann.OHara@x.example' or "
            "initiatedBy/user/userPrincipalName eq 'ann.ohara@x.example')",
        ),
        (
            S,
            Condition("error_code", Op.EQ, ("50126", "50053")),
            "(status/errorCode eq 50126 or status/errorCode eq 50053)",
        ),
        (S, Condition("outcome", Op.EQ, ("success",)), "status/errorCode eq 0"),
        (S, Condition("country", Op.EQ, ("de",)), "location/countryOrRegion eq 'DE'"),
        (S, Condition("ip", Op.CIDR, ("203.0.113.0/24",)), "startswith(ipAddress,'203.0.113.')"),
        (S, Condition("ip", Op.CIDR, ("203.0.113.7/32",)), "startswith(ipAddress,'203.0.113.7')"),
        (A, Condition("operation", Op.EQ, ("Add member to role",)), "activityDisplayName eq 'Add member to role'"),
        (A, Condition("operation", Op.STARTSWITH, ("Add",)), "startswith(activityDisplayName,'Add')"),
        (P, Condition("provisioning_action", Op.EQ, ("Create",)), "provisioningAction eq 'create'"),
        (P, Condition("outcome", Op.EQ, ("failure",)), "provisioningStatusInfo/status eq 'failure'"),
    ],
)
def test_a_condition_becomes_a_documented_clause(log: Log, condition: Condition, expected: str) -> None:
    """Spellings as the log uses them, quotes doubled."""
    assert filter_of(log, condition) == expected


@pytest.mark.parametrize(
    ("log", "condition"),
    [
        (S, Condition("outcome", Op.EQ, ("failure",))),
        (S, Condition("country", Op.EQ, ("DE",), negated=True)),
        (S, Condition("country", Op.EQ, ("DE", "Deutschland"))),
        (S, Condition("city", Op.EQ, ("berlin",))),
        (S, Condition("os", Op.STARTSWITH, ("ios",))),
        (S, Condition("ip", Op.EQ, ("2001:db8::1",))),
        (S, Condition("ip", Op.CIDR, ("0.0.0.0/0",))),
        (S, Condition("client", Op.EQ, ("IMAP9",))),
        (S, Condition("error_code", Op.EQ, ("1 or 1 eq 1",))),
        (S, Condition("error_code", Op.EQ, tuple(str(50_000 + at) for at in range(11)))),
        (S, Condition("guest", Op.EQ, ("true",))),
        (A, Condition("category", Op.EQ, ("UserManagement",))),
        (A, Condition("outcome", Op.EQ, ("failure",))),
        (A, Condition("operation", Op.EQ, ("add member to role",))),
        (A, Condition("group", Op.NAMED, ("x",), entities=(Entity(EntityKind.GROUP, ALICE, "Finance"),))),
        (A, Condition("role", Op.NAMED, ("x",), entities=(Entity(EntityKind.ROLE, ALICE, "Global Reader"),))),
        (P, Condition("target_system", Op.NAMED, ("x",), entities=(Entity(EntityKind.SYSTEM, "", "ServiceNow"),))),
        (P, person()),
    ],
)
def test_what_is_not_certain_is_left_to_the_local_check(log: Log, condition: Condition) -> None:
    """Negations, undocumented operators, free spellings and too many alternatives are never pushed."""
    assert filter_of(log, condition) == ""


def test_undocumented_operators_are_asked_where_they_were_seen_to_work() -> None:
    """With a capability on, failures and categories are pushed too."""
    failure = Condition("outcome", Op.EQ, ("failure",))
    category = Condition("category", Op.EQ, ("usermanagement",))
    everything = Capabilities("errorCode_ne", "category_eq", "result_eq")

    assert filter_of(S, failure, capabilities=everything) == "status/errorCode ne 0"
    assert (
        filter_of(A, failure, category, capabilities=everything)
        == "result eq 'failure' and category eq 'UserManagement'"
    )


def test_a_long_filter_is_cut_clause_by_clause() -> None:
    """A filter never grows beyond what a URL holds; what does not fit is checked locally."""
    names = [tuple(f"Operation {at} {'x' * 100} {number}" for number in range(9)) for at in range(4)]
    many = tuple(Condition("operation", Op.EQ, each) for each in names)
    (request,) = plan(ask(A, conditions=many, span=SPAN), now=NOW).requests

    assert len(request.filter) <= LONGEST_FILTER
    assert 1 <= len(request.pushed) < 4


@pytest.mark.parametrize("hostile", ["a\x00b", "a\nb", "x" * 300, ""])
def test_values_that_are_no_names_are_not_sent(hostile: str) -> None:
    """Control characters and endless values never reach the filter."""
    assert filter_of(S, person(id="", upn=hostile)) == ""


def test_every_kind_group_of_sign_ins_is_its_own_request() -> None:
    """User kinds and workload kinds cannot be mixed in one filter."""
    question = replace(ask(S, span=SPAN), beta_kinds=tuple(SIGN_IN_KINDS))
    made = plan(question, now=NOW)

    assert [(each.version, each.kinds) for each in made.requests] == [
        ("v1.0", ("interactiveUser",)),
        ("beta", ("nonInteractiveUser",)),
        ("beta", ("servicePrincipal",)),
        ("beta", ("managedIdentity",)),
    ]
    assert made.requests[1].clauses[0].text == "signInEventTypes/any(t: t eq 'nonInteractiveUser')"
    assert made.covers == "interactive, non-interactive, service principal and managed identity sign-ins"


def test_a_question_without_a_range_is_a_mistake_of_ours() -> None:
    """Reading always gives a range."""
    with pytest.raises(ValueError, match="range"):
        plan(Question((S,), Measure()), now=NOW)


def test_free_tenants_keep_a_week() -> None:
    """With seven days of retention the start is clamped to them, in the asker's zone."""
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Europe/Berlin")
    span = TimeRange((NOW - timedelta(days=20)).astimezone(zone), NOW.astimezone(zone), said="past 20 days")
    made = plan(ask(A, span=span), now=NOW, retention_days=7)

    assert made.range.start == NOW - timedelta(days=7)
    assert made.notes == ("Directory audits are kept for 7 days, so the range begins on 11 November 2026, 15:30 CET.",)


def test_the_same_question_gives_the_same_requests() -> None:
    """Planning is deterministic."""
    question = ask(S, A, P, conditions=(person(),), span=SPAN)

    assert plan(question, now=NOW) == plan(question, now=NOW)
