"""Counts and distinct counts say the right number, what it is made of, and whether it is whole."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intents.model import Condition, Entity, EntityKind, Kind, Op, Source, Threshold, TimeRange
from tests.answers.making import FAILED, NOW, WEEK, A, P, answer, ask, audit, person, provisioning, sign_in, user_target

ALICE = Condition(
    "person", Op.NAMED, ("alice",), entities=(Entity(EntityKind.USER, "a-1", "Alice Johnson", "alice@contoso.com"),)
)
BOB = person("Bob Stone", "bob@contoso.com")


def test_a_count_in_one_sentence() -> None:
    """Number, what, of whom, when; interrupts are counted as failed and named."""
    records = [sign_in("a", code=50126), sign_in("b", code=50126), sign_in("c", code=50140)]
    got = answer(ask(Kind.COUNT, ALICE, FAILED), *records)

    assert (
        "3 failed sign-ins for Alice Johnson, last week, 1 of them an interrupt",
        3,
        ("c", "b", "a"),
        True,
    ) == (got.headline, got.count, got.ids, got.complete)


def test_an_incomplete_count_is_at_least() -> None:
    """The number is a lower bound, and the receipt says why."""
    got = answer(ask(Kind.COUNT), sign_in("a"), complete=False, incomplete_because=("stopped after 300 seconds",))

    assert "At least 1 sign-in, last week" == got.headline
    assert not got.complete
    assert got.receipt is not None
    assert ("stopped after 300 seconds",) == got.receipt.incomplete_because


def test_an_incomplete_nothing_is_not_a_no() -> None:
    """Nothing found in what could be read is not "no"."""
    got = answer(ask(Kind.ROWS, FAILED, yes_no=True), complete=False, incomplete_because=("stopped",))

    assert "None found so far: failed sign-ins, last week" == got.headline
    assert "Not everything could be read, so there may still be some." == got.lines[0]


def test_events_not_rows() -> None:
    """Two steps of one self-service reset and one by an administrator: two resets, three rows, all three ids."""
    bob = user_target("Bob", "bob@contoso.com")
    resets = Condition("operation", values=("Reset user password", "Reset password (self-service)"))
    got = answer(
        ask(Kind.COUNT, resets, logs=A),
        audit("a", "Reset password (self-service)", targets=[bob], correlation="x"),
        audit("b", "Reset user password", targets=[bob], correlation="x"),
        audit("c", "Reset user password", targets=[bob], correlation="y"),
    )

    assert ("2 password resets (3 rows), last week", 2, {"a", "b", "c"}) == (got.headline, got.count, set(got.ids))


@pytest.mark.parametrize(("codes", "word"), [((), "No"), ((0,), "Yes")])
def test_yes_and_no(codes: tuple[int, ...], word: str) -> None:
    """ "Did …" begins with the answer."""
    got = answer(ask(Kind.COUNT, yes_no=True), *(sign_in(str(n), code=c) for n, c in enumerate(codes)))

    assert got.headline.startswith(f"{word}: ")


def test_distinct_values_in_order() -> None:
    """Users by user principal name, those with most sign-ins first; the number is that of different ones."""
    got = answer(ask(Kind.DISTINCT, of=("person",)), sign_in("a"), sign_in("b", **BOB), sign_in("c", **BOB))

    assert "2 different users in 3 sign-ins, last week" == got.headline
    assert (2, ("bob@contoso.com", "alice@contoso.com")) == (got.count, got.values)
    assert [("Bob Stone", 2), ("Alice Johnson", 1)] == [(g.label, g.count) for g in got.groups]
    assert {"a", "b", "c"} == set(got.ids)


def test_one_user_is_singular() -> None:
    """One is not "different"."""
    assert "1 user in 1 sign-in, last week" == answer(ask(Kind.DISTINCT, of=("person",)), sign_in()).headline


def test_distinct_over_a_threshold() -> None:
    """ "How many users failed more than once": the users over the bound, and their records."""
    question = ask(Kind.DISTINCT, FAILED, of=("person",), threshold=Threshold(at_least=2))
    records = [sign_in("a", code=50126), *(sign_in(i, code=50126, **BOB) for i in "bc")]
    got = answer(question, *records)

    assert "1 user with at least 2 failed sign-ins, last week" == got.headline
    assert (1, {"b", "c"}) == (got.count, set(got.ids))


def test_numbers_of_other_logs_have_their_own_words() -> None:
    """Provisioning: action, object type and system become a noun."""
    conditions = (
        Condition("outcome", values=("failure",)),
        Condition("object_type", values=("user",)),
        Condition("provisioning_action", values=("create",)),
        Condition("source_system", values=("Workday",)),
    )
    got = answer(ask(Kind.COUNT, *conditions, logs=P), provisioning("a", "failure"), provisioning("b", "failure"))

    assert "2 failed user creations from Workday, last week" == got.headline


class TestNothing:
    """Zero records come with the likeliest reasons."""

    def test_retention_comes_before_everything_but_an_incomplete_reading(self) -> None:
        """The range began before what is kept."""
        read = TimeRange(WEEK.start + timedelta(days=3) if WEEK.start else None, WEEK.end, WEEK.said)
        got = answer(ask(Kind.COUNT, FAILED), range=read)

        assert "No failed sign-ins, last week" == got.headline
        assert "The log does not go back further than 4 days, so only these were read." == got.lines[0]

    def test_an_outcome_may_be_what_is_wrong(self) -> None:
        """ "failed" can be left out."""
        assert (
            "Only failed ones were looked for; ask without “failed” to see the others."
            in answer(ask(Kind.COUNT, FAILED)).lines
        )

    def test_interactive_only(self) -> None:
        """v1.0 has no token renewals, and that is said, for sign-ins alone."""
        told = "Only interactive sign-ins were read; tokens that apps renew in the background are not among them."

        assert told in answer(ask(Kind.COUNT)).lines
        assert told not in answer(ask(Kind.COUNT, logs=A)).lines

    def test_the_last_minutes(self) -> None:
        """A range that ends now may be ahead of the log; one that ended last week is not."""
        recent = TimeRange(NOW - timedelta(hours=1), NOW, "in the last hour")
        told = "The last minutes may not have arrived yet: records take about five minutes, sometimes longer."

        assert told in answer(ask(Kind.COUNT, logs=A, range=recent)).lines
        assert told not in answer(ask(Kind.COUNT, logs=A)).lines

    def test_a_name_that_only_the_directory_knows(self) -> None:
        """Alice exists; she only did nothing here."""
        lines = answer(ask(Kind.COUNT, ALICE, logs=A)).lines

        assert ("Alice Johnson is known to the directory, but no matching record in this time names them.",) == lines

    def test_a_name_known_from_the_log_is_not_said_to_be_in_the_directory(self) -> None:
        """Sprayed accounts never existed."""
        ghost = Condition(
            "person", Op.NAMED, ("root",), entities=(Entity(EntityKind.USER, "", "root", source=Source.LOG),)
        )

        assert () == answer(ask(Kind.COUNT, ghost, logs=A)).lines

    def test_records_that_graph_returned_all_the_same(self) -> None:
        """Graph ignored a filter: said, because it explains the requests on the receipt."""
        assert (
            "Graph returned 12 records, but none of them met every condition."
            == answer(ask(Kind.COUNT), strays=12).lines[0]
        )
