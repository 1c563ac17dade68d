"""The local check decides, whatever Graph was asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.graph.match import matches, unsupported
from bot.graph.systems import is_system
from bot.graph.times import key_of, moment, sort_key
from intents.model import Condition, Entity, EntityKind, Log, Op, Source, TimeRange
from tests.graph.rig import ask

A, P, S = Log.DIRECTORY_AUDITS, Log.PROVISIONING, Log.SIGN_INS
ONE, TWO = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
THREE = "33333333-3333-4333-8333-333333333333"
NINE_THIRTY = "2026-11-18T09:30:00Z"
ZEROS = "00000000-0000-0000-0000-000000000000"
HOUR = TimeRange(datetime(2026, 11, 18, 9, tzinfo=UTC), datetime(2026, 11, 18, 10, tzinfo=UTC), said="at 9")
ANN = Entity(EntityKind.USER, ONE, "Ann Example", "Ann@x.example", "ann@home.example")


def sign_in(**parts: Any) -> dict[str, Any]:
    """A sign-in inside the hour."""
    return {"createdDateTime": NINE_THIRTY, "userId": ONE, "userPrincipalName": "ann@x.example"} | parts


def audit(kind: str, object_id: str, **parts: Any) -> dict[str, Any]:
    """An audit of one target inside the hour."""
    return {"activityDateTime": NINE_THIRTY, "targetResources": [{"type": kind, "id": object_id, **parts}]}


def named(field: str, entity: Entity) -> Condition:
    """A resolved condition."""
    return Condition(field, Op.NAMED, ("x",), entities=(entity,))


def check(log: Log, record: dict[str, Any], *conditions: Condition) -> bool:
    """Whether the record matches in the hour."""
    return matches(ask(log, conditions=conditions, span=HOUR), log, record)


@pytest.mark.parametrize(
    ("written", "inside"),
    [
        ("2026-11-18T09:00:00Z", True),
        ("2026-11-18T09:00:00.0000000Z", True),
        ("2026-11-18T08:59:59.9999999Z", False),
        ("2026-11-18T09:59:59.9999999Z", True),
        ("2026-11-18T10:00:00Z", False),
        ("2026-11-18T10:00:00.0000001Z", False),
        ("2026-11-18T11:30:00+02:00", True),
        ("2026-11-18T09:30:00", True),
        ("2026-11-18 09:30:00z", True),
        ("", False),
        ("soon", False),
        ("2026-13-45T09:30:00Z", False),
        (None, False),
        (5, False),
    ],
)
def test_a_range_is_half_open_with_all_decimals(written: object, inside: bool) -> None:
    """Seven decimals decide; a record without a time is in no range."""
    assert check(S, sign_in(createdDateTime=written)) is inside


def test_times_sort_as_text() -> None:
    """Sort keys of a datetime and of Graph's text are the same for the same instant."""
    assert (
        key_of(datetime(2026, 1, 2, 3, 4, 5, 120_000, UTC))
        == sort_key("2026-01-02T03:04:05.1200000Z")
        == "2026-01-02T03:04:05.12"
    )
    assert moment("2026-01-02T03:04:05.1234567") == datetime(2026, 1, 2, 3, 4, 5, 123_456, UTC)
    assert moment("") is None


@pytest.mark.parametrize(
    ("op", "value", "matching", "other"),
    [
        (Op.EQ, "203.0.113.7", "203.0.113.7", "203.0.113.77"),
        (Op.EQ, "2001:DB8::1", "2001:0db8:0:0:0:0:0:1", "2001:db8::2"),
        (Op.EQ, "203.0.113.7", "::ffff:203.0.113.7", "203.0.113.XXX"),
        (Op.EQ, "203.0.113.xxx", "203.0.113.XXX", "203.0.113.7"),
        (Op.STARTSWITH, "203.0.113.", "203.0.113.9", "203.0.114.9"),
        (Op.CIDR, "203.0.112.0/22", "203.0.115.255", "203.0.116.0"),
        (Op.CIDR, "203.0.113.9/24", "203.0.113.200", "nonsense"),
        (Op.CIDR, "2001:db8::/32", "2001:db8:ffff::1", "203.0.113.1"),
    ],
)
def test_addresses_are_compared_as_addresses(op: Op, value: str, matching: str, other: str) -> None:
    """Prefixes, networks and the many spellings of IPv6."""
    condition = Condition("ip", op, (value,))

    assert check(S, sign_in(ipAddress=matching), condition)
    assert not check(S, sign_in(ipAddress=other), condition)


def test_text_is_compared_without_case_and_values_are_alternatives() -> None:
    """Any of the values, in any case; contains and startswith likewise."""
    record = sign_in(clientAppUsed="Exchange ActiveSync")

    assert check(S, record, Condition("client", Op.EQ, ("imap4", "exchange activesync")))
    assert check(S, record, Condition("client", Op.CONTAINS, ("ACTIVESYNC",)))
    assert check(S, record, Condition("client", Op.STARTSWITH, ("exchange",)))
    assert not check(S, record, Condition("client", Op.EQ, ("exchange",)))
    assert not check(S, record, Condition("client", Op.CONTAINS, ("",)))


def test_a_negation_needs_a_known_other_value_where_the_field_says_so() -> None:
    """ "Not from the US" needs a country; "not the mailbox app" does not need an app."""
    not_us = Condition("country", Op.EQ, ("US",), negated=True)
    not_app = Condition("app", Op.EQ, ("Mailbox",), negated=True)

    assert check(S, sign_in(location={"countryOrRegion": "FR"}), not_us)
    assert not check(S, sign_in(location={"countryOrRegion": "us"}), not_us)
    assert not check(S, sign_in(location=None), not_us)
    assert check(S, sign_in(), not_app)


def test_a_negated_record_has_none_of_its_values() -> None:
    """Both people of an audit are people of it."""
    record = {
        "activityDateTime": NINE_THIRTY,
        "initiatedBy": {"user": {"id": TWO, "userPrincipalName": "bo@x.example"}},
        "targetResources": [{"type": "User", "id": ONE, "userPrincipalName": "ann@x.example"}],
    }
    ann = Condition("person", Op.NAMED, ("ann",), entities=(ANN,))

    assert check(A, record, ann)
    assert not check(A, record, Condition("person", Op.NAMED, ("ann",), True, entities=(ANN,)))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"userId": ONE, "userPrincipalName": "renamed@x.example"}, True),
        ({"userId": ONE.upper(), "userPrincipalName": ""}, True),
        ({"userId": TWO, "userPrincipalName": "ANN@X.EXAMPLE"}, True),
        ({"userId": ZEROS, "userPrincipalName": "ann@home.example"}, True),
        ({"userId": None, "userPrincipalName": ONE}, True),
        ({"userId": TWO, "userPrincipalName": "bo@x.example", "userDisplayName": "Ann Example"}, False),
        ({"userId": "", "userPrincipalName": "", "userDisplayName": "Ann Example"}, False),
        ({"userId": None, "userPrincipalName": None}, False),
    ],
)
def test_a_person_is_known_by_id_or_address(record: dict[str, Any], expected: bool) -> None:
    """Never by a display name, which two people may share."""
    assert check(S, sign_in(**record), Condition("person", Op.NAMED, ("ann",), entities=(ANN,))) is expected


def test_in_audits_the_object_id_decides() -> None:
    """A new account under an old name is somebody else; the deleted one is found under its altered name."""
    altered = ONE.replace("-", "") + "ann@x.example"
    deleted = Entity(EntityKind.USER, ONE, "Ann Example", altered, source=Source.DELETED)

    assert not check(A, audit("User", TWO, userPrincipalName="ann@x.example"), named("target", deleted))
    assert check(A, audit("User", ONE, userPrincipalName=altered), named("target", deleted))
    assert check(S, sign_in(userId="", userPrincipalName="ann@x.example"), named("person", deleted))


def test_a_provisioned_person_is_either_side() -> None:
    """A worker number is no object id: the name decides, on the source or the target."""
    record = {
        "activityDateTime": NINE_THIRTY,
        "sourceIdentity": {"id": "21044", "displayName": "Example, A.", "identityType": "Worker"},
        "targetIdentity": {"id": "", "displayName": "ann example", "identityType": "User"},
    }

    assert check(P, record, Condition("person", Op.NAMED, ("ann",), entities=(ANN,)))
    assert not check(P, record | {"targetIdentity": None}, Condition("person", Op.NAMED, ("ann",), entities=(ANN,)))


def test_an_app_is_its_app_id_in_sign_ins_and_its_name_in_audits() -> None:
    """An application object has another id than its service principal."""
    app = Entity(EntityKind.APP, ONE, "Payroll", app_id=TWO)

    assert check(S, sign_in(appId=TWO, appDisplayName="Old name"), named("app", app))
    assert not check(S, sign_in(appId=THREE, appDisplayName="Payroll"), named("app", app))
    assert check(A, audit("Application", THREE, displayName="PAYROLL"), named("app", app))


def test_a_group_is_found_in_what_was_modified() -> None:
    """Where the group is only a modified property of the user, its name is there and its id is not."""
    modified = [{"displayName": "Group.DisplayName", "newValue": '"finance"'}]

    group = Entity(EntityKind.GROUP, ONE, "Finance")

    assert check(A, audit("User", TWO, modifiedProperties=modified), named("group", group))


def test_names_that_only_the_asker_knows_match_by_a_part() -> None:
    """A policy that could not be looked up is found by what was said of its name."""
    said = Entity(EntityKind.POLICY, "", "pilot", source=Source.LOG)

    assert check(A, audit("Policy", ONE, displayName="Old Pilot policy"), named("policy", said))
    assert not check(A, audit("Policy", ONE, displayName="New policy"), named("policy", said))


def test_an_unresolved_name_matches_nothing() -> None:
    """A name that was never looked up is not a wildcard."""
    assert not check(S, sign_in(), Condition("person", Op.NAMED, ("ann",)))


@pytest.mark.parametrize(
    ("said", "logged", "expected"),
    [
        ("ServiceNow", "ServiceNow", True),
        ("ServiceNow", "servicenow - EMEA", True),
        ("snow", "ServiceNow", True),
        ("Azure Active Directory", "Microsoft Entra ID", True),
        ("Active Directory", "Azure Active Directory", False),
        ("Active Directory", "Active Directory", True),
        ("AWS", "Amazon Web Services", True),
        ("Box", "Dropbox", False),
        ("Contoso HR", "Contoso HR (prod)", True),
        ("Contoso HR", "Contoso", False),
        ("", "Contoso", False),
    ],
)
def test_a_system_is_known_by_the_words_of_its_name(said: str, logged: str, expected: bool) -> None:
    """Whole words, the directory's two names, and no name inside a longer known one."""
    assert is_system(said, logged) is expected


def test_conditions_that_a_log_lacks_are_named() -> None:
    """Nothing matches in a log that does not record the field."""
    question = ask(
        P, conditions=(Condition("country", Op.EQ, ("US",)), Condition("outcome", Op.EQ, ("failure",))), span=HOUR
    )

    assert [condition.field for condition in unsupported(question, P)] == ["country"]
    assert not matches(question, P, {"activityDateTime": NINE_THIRTY})


def test_interactive_is_what_v1_serves() -> None:
    """A record that does not say its kind is an interactive sign-in."""
    assert check(S, sign_in(), Condition("sign_in_kind", Op.EQ, ("interactiveUser",)))
    assert not check(
        S, sign_in(signInEventTypes=["servicePrincipal"]), Condition("sign_in_kind", Op.EQ, ("interactiveUser",))
    )
