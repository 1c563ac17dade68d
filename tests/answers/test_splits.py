"""Tops, groups, shares and comparisons."""

from __future__ import annotations

import pytest

from bot.answers.build import build_compare
from bot.answers.found import percent
from bot.answers.model import Answer
from intents.model import Condition, Kind, Question, Threshold
from tests.answers.making import FAILED, NOW, ZONE, A, answer, ask, audit, person, report, sign_in, tally, user_target


def of_apps(names: str) -> list[dict[str, object]]:
    """One failed sign-in a letter, to the app of that letter."""
    return [sign_in(f"{n:03}", code=50126, appDisplayName=name) for n, name in enumerate(names)]


def test_top_says_who_is_left_out_of_a_tie() -> None:
    """b and c have as many; with room for two, the third is said."""
    got = answer(ask(Kind.TOP, FAILED, of=("app",), limit=2), *of_apps("aaabbcc"))

    assert "Top 2 apps by failed sign-ins, last week: a (3) first" == got.headline
    assert ("1 more has 2 too",) == got.lines
    assert (("a", "b"), 7) == (got.values, got.count)


def test_fewer_than_asked_are_all() -> None:
    """Five wanted, two there."""
    assert answer(ask(Kind.TOP, of=("app",), limit=5), *of_apps("aab")).headline.startswith("All 2 apps by sign-ins")


def test_an_incomplete_top_is_not_final() -> None:
    """Unread records may change the order."""
    got = answer(ask(Kind.TOP, of=("app",), limit=1), *of_apps("ab"), complete=False)

    assert "Not everything was read: the numbers are lower bounds and the order may change" in got.lines
    assert not got.complete


def test_groups_add_up() -> None:
    """Every value with its number; records without one are said."""
    nowhere = sign_in("z", location={})
    got = answer(ask(Kind.GROUP, of=("city",)), sign_in("a"), nowhere)

    assert "2 sign-ins by city, last week: 1 city" == got.headline
    assert ("1 more record names no city",) == got.lines
    assert (("Seattle",), 2, {"a", "z"}) == (got.values, got.count, set(got.ids))


def test_two_fields() -> None:
    """Both keys, both labels."""
    got = answer(ask(Kind.GROUP, of=("app", "outcome")), *of_apps("ab"))

    assert [("a | failure", "a · failed"), ("b | failure", "b · failed")] == [(g.key, g.label) for g in got.groups]
    assert got.headline.endswith("2 combinations")


def test_the_labels_of_results_and_codes_are_words() -> None:
    """A code is explained where it stands."""
    got = answer(ask(Kind.GROUP, of=("error_code",)), sign_in("a", code=50126), sign_in("b", code=50140), sign_in("c"))

    assert {
        "wrong password (50126)",
        "asked whether to stay signed in (50140, an interrupt)",
        "succeeded (0)",
    } == {g.label for g in got.groups}


def test_a_share_is_of_all_records() -> None:
    """ "What share failed": the whole is every sign-in, the condition names the part."""
    got = answer(
        ask(Kind.GROUP, FAILED, of=("outcome",), share=True),
        sign_in("a", code=50126),
        sign_in("b"),
        sign_in("c"),
        sign_in("d"),
    )

    assert "25 % failed (1) of 4 sign-ins, last week" == got.headline


def test_no_share_at_all() -> None:
    """None is said as none."""
    got = answer(ask(Kind.GROUP, FAILED, of=("outcome",), share=True), sign_in("a"))

    assert "None failed of 1 sign-in, last week" == got.headline


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [(0, 5, "0 %"), (5, 5, "100 %"), (1, 3, "33.3 %"), (1, 100_000, "under 0.1 %"), (99_999, 100_000, "over 99.9 %")],
)
def test_percentages_never_round_to_none_or_all(count: int, total: int, said: str) -> None:
    """Under 0.1 % is not 0 %."""
    assert said == percent(count, total)


def test_thresholds_in_words() -> None:
    """Users over a bound; addresses that failed for several."""
    many = answer(ask(Kind.GROUP, FAILED, of=("app",), threshold=Threshold(at_least=2)), *of_apps("aab"))
    bob = person("Bob", "bob@contoso.com")
    spray = ask(Kind.GROUP, FAILED, of=("ip",), threshold=Threshold(at_least=2, of="person"))
    addresses = answer(spray, sign_in("a", code=50126), sign_in("b", code=50126, **bob))

    assert "1 app with at least 2 failed sign-ins, last week" == many.headline
    assert (("a",), 2) == (many.values, many.count)
    assert "1 IP address with at least 2 different users in failed sign-ins, last week" == addresses.headline
    assert "2 people" == addresses.groups[0].detail


def test_nobody_over_the_bound() -> None:
    """Records were there, but no group is large enough: no ids, and no reasons for zero records."""
    got = answer(ask(Kind.GROUP, FAILED, of=("app",), threshold=Threshold(at_least=9)), *of_apps("ab"))

    assert ("No apps with at least 9 failed sign-ins, last week", (), (), 0) == (
        got.headline,
        got.ids,
        got.lines,
        got.count,
    )


def compared(question: Question, now: str, before: str, *, whole: bool = True, whole_before: bool = True) -> Answer:
    """The comparison of two sets of sign-ins by app letters."""
    return build_compare(
        question,
        ("last week", tally(question, *of_apps(now)), report(question, complete=whole)),
        ("the week before", tally(question, *of_apps(before)), report(question, complete=whole_before)),
        zone=ZONE,
        now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("now", "before", "word"), [("aab", "a", "Yes, more"), ("a", "aab", "No, fewer"), ("a", "b", "No, as many")]
)
def test_more_or_fewer(now: str, before: str, word: str) -> None:
    """ "More failures than usual?" is answered first."""
    got = compared(ask(Kind.COMPARE, FAILED, yes_no=True), now, before)

    assert got.headline.startswith(f"{word}: {len(now)} failed sign-in")
    assert (len(now), ("last week", "the week before")) == (got.count, got.values)
    assert [len(now), len(before)] == [g.count for g in got.groups]


def test_nothing_before() -> None:
    """None is a number, and no percentage is made of it."""
    got = compared(ask(Kind.COMPARE), "aa", "")

    assert ("More: 2 sign-ins last week, none the week before", ("Change: +2",)) == (got.headline, got.lines)


def test_what_moved() -> None:
    """With a split, what rose and fell most, new and vanished values included."""
    got = compared(ask(Kind.COMPARE, of=("app",)), "aaab", "abbc")

    assert ("Rose most: a 1 → 3", "Fell most: b 2 → 1, c 1 → 0") == got.lines


@pytest.mark.parametrize(
    ("whole", "whole_before", "certain"),
    [(True, True, True), (False, True, True), (True, False, False), (False, False, False)],
)
def test_no_direction_that_unread_records_could_turn(whole: bool, whole_before: bool, certain: bool) -> None:
    """At least 3 is more than 1; 3 is not surely more than at least 1."""
    got = compared(ask(Kind.COMPARE), "aaa", "a", whole=whole, whole_before=whole_before)

    assert certain == got.headline.startswith("More")


def test_audits_by_initiator() -> None:
    """Who did most: the user principal name is the key, the name the label."""
    rows = [audit(i, targets=[user_target("Bob", "bob@contoso.com")]) for i in "ab"]
    got = answer(ask(Kind.TOP, logs=A, of=("actor",), limit=3), *rows)

    assert [("trent@contoso.com", "Trent Fox", 2)] == [(g.key, g.label, g.count) for g in got.groups]


def test_nothing_names_the_field() -> None:
    """Records are there, but none has a value to split by: said, with the records."""
    got = answer(ask(Kind.GROUP, Condition("category", values=("UserManagement",)), logs=A, of=("group",)), audit("a"))

    assert "1 directory change in category “UserManagement”, last week, none of which names groups" == got.headline
    assert (("a",), ()) == (got.ids, got.values)
