"""The tally counts each record once, keeps the right ids, and never holds what it does not need."""

from __future__ import annotations

import itertools
import tracemalloc
from datetime import timedelta

import pytest

from bot.answers.tally import EVIDENCE, SHOWN, Tally
from intents.model import Condition, Kind, Threshold
from tests.answers.making import NOW, ZONE, A, P, S, ask, audit, person, provisioning, sign_in, tally, user_target


def test_a_record_seen_twice_counts_once() -> None:
    """Pages overlap and rows are published again: the id decides."""
    taken = tally(ask(Kind.COUNT), sign_in("a"), sign_in("b"), sign_in("a", code=50126))

    assert (2, {"success": 2}) == (taken.rows, dict(taken.outcomes))


def test_one_id_in_two_logs_is_two_records() -> None:
    """Ids are unique within a log alone."""
    taken = Tally(ask(Kind.STORY, logs=(S, A, P)), zone=ZONE)
    for log, record in ((S, sign_in("x")), (A, audit("x")), (P, provisioning("x"))):
        taken.add(log, record)

    assert 3 == taken.rows


def test_ids_are_newest_first_whatever_the_order_of_arrival() -> None:
    """Three records in each of their six orders: the same ids."""
    records = [sign_in(n, f"2026-11-1{n}T00:00:00Z") for n in "012"]
    seen = {tally(ask(), *order).ids() for order in itertools.permutations(records)}

    assert {("2", "1", "0")} == seen


def test_order_needs_all_seven_decimals_and_then_the_id() -> None:
    """Graph writes ticks of 100 ns; equal times are ordered by id."""
    late, early = "2026-11-10T09:10:00.1234568Z", "2026-11-10T09:10:00.1234567Z"
    taken = tally(ask(), sign_in("z", early), sign_in("b", late), sign_in("c", late))

    assert ("c", "b", "z") == taken.ids()


@pytest.mark.parametrize(("oldest", "ids"), [(False, ("4", "3")), (True, ("1", "0"))])
def test_a_limit_keeps_the_outermost_records(oldest: bool, ids: tuple[str, ...]) -> None:
    """ "The last two" and "the first two" are those two, however many were read."""
    records = [sign_in(str(n), f"2026-11-1{n}T00:00:00Z") for n in (3, 0, 4, 1, 2)]
    taken = tally(ask(limit=2, oldest_first=oldest), *records)

    assert ids == taken.ids()
    assert set(ids) == {kept.id for kept in taken.kept()}


def test_whole_records_are_kept_only_for_showing() -> None:
    """A thousand records in any order leave the newest 200, or fewer where the answer is a number."""
    stamps = [(NOW - timedelta(seconds=(n * 7919) % 1000)).isoformat() for n in range(1000)]
    records = [sign_in(f"{n:04}", stamp) for n, stamp in enumerate(stamps)]
    newest = sorted(((stamp, f"{n:04}") for n, stamp in enumerate(stamps)), reverse=True)

    rows, number = tally(ask(), *records), tally(ask(Kind.COUNT), *records)

    assert [identity for _, identity in newest[:SHOWN]] == [kept.id for kept in rows.kept()]
    assert [identity for _, identity in newest[:EVIDENCE]] == [kept.id for kept in number.kept()]


def test_the_first_rows_of_many() -> None:
    """Oldest first keeps the oldest, in that order, when far more arrive than are kept."""
    records = [sign_in(f"{n:04}", (NOW - timedelta(seconds=n)).isoformat()) for n in range(700)]
    taken = tally(ask(oldest_first=True, limit=3), *records)

    assert ["0699", "0698", "0697"] == [kept.id for kept in taken.kept()]


class TestEnough:
    """Reading may stop only when nothing unread can change the answer."""

    def test_as_many_as_asked_newest_first(self) -> None:
        """Two in order of descending time are the last two."""
        taken = Tally(ask(limit=2), zone=ZONE)
        before = taken.enough
        taken.add(S, sign_in("b", "2026-11-11T00:00:00Z"))
        one = taken.enough
        taken.add(S, sign_in("a", "2026-11-10T00:00:00Z"))

        assert (False, False, True) == (before, one, taken.enough)

    def test_a_repeated_record_is_not_a_second(self) -> None:
        """The same id twice does not make two."""
        assert not tally(ask(limit=2), sign_in("a"), sign_in("a")).enough

    def test_out_of_order_is_never_enough(self) -> None:
        """A newer record after an older one: pages did not come in order, so a newer one may still come."""
        early, late = sign_in("a", "2026-11-10T00:00:00Z"), sign_in("b", "2026-11-11T00:00:00Z")

        assert not tally(ask(limit=1), early, late).enough

    def test_oldest_first_needs_ascending_records(self) -> None:
        """Newest first is no way to know the first ones; one record alone proves no direction."""
        early, late = sign_in("a", "2026-11-10T00:00:00Z"), sign_in("b", "2026-11-11T00:00:00Z")
        question = ask(limit=1, oldest_first=True)

        assert (False, False, True) == (
            tally(question, late).enough,
            tally(question, late, early).enough,
            tally(question, early, late).enough,
        )

    def test_an_unreadable_time_is_never_enough(self) -> None:
        """A record without a time may belong anywhere."""
        assert not tally(ask(limit=1), sign_in("a", "soon")).enough

    @pytest.mark.parametrize("kind", [k for k in Kind if k is not Kind.ROWS])
    def test_numbers_need_every_record(self, kind: Kind) -> None:
        """A count, a split or a story is never done early, with or without a limit."""
        assert not tally(ask(kind, limit=1, of=("app",)), sign_in("a"), sign_in("b")).enough

    def test_no_limit_or_several_logs(self) -> None:
        """All rows need all records; logs are read side by side."""
        assert not tally(ask(), sign_in("a")).enough
        assert not tally(ask(logs=(S, A), limit=1), sign_in("a")).enough


def test_several_values_count_once_for_each_record() -> None:
    """A sign-in decided by two policies counts for both; a policy that stands there twice counts once."""
    policies = [{"displayName": name, "id": name, "result": "failure"} for name in ("MFA", "Block", "mfa")]
    taken = tally(ask(Kind.GROUP, of=("ca_policy",)), sign_in("a", appliedConditionalAccessPolicies=policies))

    assert [("Block", 1), ("MFA", 1)] == [(p.key, p.count) for p in taken.splits["ca_policy"].parts()]


def test_keys_are_told_apart_without_case_and_shown_as_written() -> None:
    """One app in two spellings is one app, in the spelling seen first."""
    taken = tally(ask(Kind.GROUP, of=("app",)), sign_in("a"), sign_in("b", appDisplayName="MICROSOFT TEAMS"))

    assert [("Microsoft Teams", 2)] == [(p.key, p.count) for p in taken.splits["app"].parts()]


def test_groups_are_in_order_of_count_then_key() -> None:
    """Most records first; equal ones by key without case."""
    apps = ["b", "A", "c", "c"]
    taken = tally(ask(Kind.GROUP, of=("app",)), *(sign_in(str(n), appDisplayName=a) for n, a in enumerate(apps)))

    assert ["c", "A", "b"] == [p.key for p in taken.splits["app"].parts()]


def test_a_record_without_the_field_is_counted_as_missing() -> None:
    """Numbers add up: what has no city is known to be missing."""
    nowhere = {"city": "", "countryOrRegion": None}
    taken = tally(ask(Kind.GROUP, of=("city",)), sign_in("a"), sign_in("b", location=nowhere))

    assert (1, 1) == (len(taken.splits["city"]), taken.splits["city"].missing)


def test_a_threshold_leaves_only_the_records_of_its_groups() -> None:
    """ "Users with at least two": the ids are theirs."""
    bob = person("Bob", "bob@contoso.com")
    question = ask(Kind.GROUP, of=("person",), threshold=Threshold(at_least=2))
    taken = tally(question, sign_in("a"), sign_in("b", **bob), sign_in("c", **bob))

    assert {"b", "c"} == set(taken.ids())


def test_a_threshold_of_another_field_counts_its_different_values() -> None:
    """An address that failed for two accounts meets "several accounts"; one that failed twice for one does not."""
    question = ask(Kind.GROUP, of=("ip",), threshold=Threshold(at_least=2, of="person"))
    taken = tally(
        question,
        sign_in("a", ipAddress="10.0.0.1"),
        sign_in("b", ipAddress="10.0.0.1", **person("Bob", "bob@contoso.com")),
        sign_in("c", ipAddress="10.0.0.2"),
        sign_in("d", ipAddress="10.0.0.2"),
    )

    assert [("10.0.0.1", 2)] == [(p.key, p.others) for p in taken.splits["ip"].parts()]


class TestEvents:
    """Steps of one self-service reset or role activation are one event."""

    RESETS = Condition("operation", values=("Reset user password", "Reset password (self-service)"))
    BOB = user_target("Bob", "bob@contoso.com")

    def test_steps_of_one_correlation_and_target(self) -> None:
        """Two different operations, one correlation id, one person: one reset, two rows."""
        taken = tally(
            ask(Kind.COUNT, self.RESETS, logs=A),
            audit("a", "Reset password (self-service)", targets=[self.BOB], correlation="x"),
            audit("b", "Reset user password", targets=[self.BOB], correlation="x"),
        )

        assert (2, 1) == (taken.rows, taken.events)

    def test_two_people_in_one_correlation_are_two_events(self) -> None:
        """An administrator who resets two passwords in one go resets two."""
        other = user_target("Eve", "eve@contoso.com")
        taken = tally(
            ask(Kind.COUNT, self.RESETS, logs=A),
            audit("a", targets=[self.BOB], correlation="x"),
            audit("b", targets=[other], correlation="x"),
        )

        assert 2 == taken.events

    def test_without_correlation_id_each_row_is_one(self) -> None:
        """Nothing in common, nothing folded."""
        rows = [audit(i, targets=[self.BOB], correlation="") for i in "ab"]

        assert 2 == tally(ask(Kind.COUNT, self.RESETS, logs=A), *rows).events

    def test_other_operations_are_never_folded(self) -> None:
        """Two updates in one request are two changes."""
        updates = Condition("operation", values=("Update user",))
        rows = [audit(i, "Update user", targets=[self.BOB], correlation="x") for i in "ab"]

        assert 2 == tally(ask(Kind.COUNT, updates, logs=A), *rows).events

    def test_a_question_about_all_changes_counts_rows(self) -> None:
        """Nobody asked about resets, so rows are rows."""
        rows = [audit(i, targets=[self.BOB], correlation="x") for i in "ab"]

        assert 2 == tally(ask(Kind.COUNT, logs=A), *rows).events

    def test_two_roles_activated_at_once_are_two_events(self) -> None:
        """A role activation is of one person and one role."""
        activated = "Add member to role completed (PIM activation)"
        question = ask(Kind.COUNT, Condition("operation", values=(activated,)), logs=A)
        roles = [{"id": n, "displayName": n, "type": "Role", "modifiedProperties": []} for n in ("Reader", "Owner")]
        rows = [audit(r["id"], activated, targets=[r, self.BOB], correlation="x") for r in roles]

        assert 2 == tally(question, *rows).events

    def test_splits_count_events_too(self) -> None:
        """Resets per person: the steps of one are one."""
        rows = [audit(i, targets=[self.BOB], correlation="x") for i in "abc"]
        taken = tally(ask(Kind.TOP, self.RESETS, logs=A, of=("target",)), *rows)

        assert [("bob@contoso.com", 1)] == [(p.key, p.count) for p in taken.splits["target"].parts()]


@pytest.mark.parametrize(
    ("kind", "of"), [(Kind.ROWS, ()), (Kind.COUNT, ()), (Kind.TOP, ("person",)), (Kind.GROUP, ("ip",))]
)
def test_memory_stays_small(kind: Kind, of: tuple[str, ...]) -> None:
    """Thousands of sign-ins cost under 400 bytes each, so a hundred thousand stay under 40 MB."""
    question = ask(kind, of=of)
    count = 20_000
    tracemalloc.start()
    taken = Tally(question, zone=ZONE)
    for n in range(count):
        who = person(f"User {n % 2000}", f"user{n % 2000}@contoso.com")
        taken.add(
            S,
            sign_in(
                f"{n:08}-0000-4000-8000-000000000000",
                (NOW - timedelta(seconds=n)).isoformat(),
                ipAddress=f"10.0.{n % 9}.{n % 250}",
                **who,
            ),
        )
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == taken.rows
    assert held / count < 400


def test_a_record_without_an_id_is_counted_and_has_no_id() -> None:
    """Two records that cannot be told apart are two; there is no id to give."""
    taken = tally(ask(), sign_in(""), sign_in(""))

    assert (2, ()) == (taken.rows, taken.ids())
