"""Operations are found in what people say, and not found where nothing was done."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from intents.model import EntityKind
from intents.operations import OperationHit, find
from intents.operations.catalogue import catalogue
from intents.operations.families import FAMILIES
from tests.operations.phrases import NOT_OPERATIONS, phrases, tokens

EXAMPLES = [(example, family.operations) for family in FAMILIES for example in family.examples]


def best(text: str) -> OperationHit:
    hits = find(tokens(text))
    assert hits, text
    return hits[0]


def said(text: str, hit: OperationHit) -> list[str]:
    words = tokens(text)
    return [words[i] for i in hit.words]


@pytest.mark.parametrize(("example", "operations"), EXAMPLES)
def test_every_example_of_a_family_finds_its_family(example: str, operations: Sequence[str]) -> None:
    """What a row says of itself is true."""
    assert set(best(example).operations) == set(operations)


@pytest.mark.parametrize(("text", "operation"), list(phrases()))
def test_people_s_words_find_the_operation(text: str, operation: str) -> None:
    """The operation is in the best hit, and the hit is not everything."""
    hit = best(text)

    assert operation in hit.operations
    assert len(hit.operations) <= 9


@pytest.mark.parametrize("text", NOT_OPERATIONS)
def test_sentences_without_an_operation_find_none(text: str) -> None:
    """Sign-ins, provisioning, small talk and generic change words are no operations."""
    assert find(tokens(text)) == []


@pytest.mark.parametrize("name", catalogue().names)
def test_every_operation_is_found_by_its_own_name(name: str) -> None:
    """The best hit of a name holds it; beside it at most twins that are spelled alike."""
    words = [w.strip("()-–:,.").lower() for w in name.replace("/", " ").split()]
    hit = best(" ".join(w for w in words if w)) if "_" not in name else find([name.lower()])[0]

    assert name in hit.operations


@pytest.mark.parametrize(
    ("text", "operations"),
    [
        ("member added to role in PIM completed (permanent)", ("Add member to role in PIM completed (permanent)",)),
        ("updated the incompatible access package", None),
        ("access package assignment policy was created", ("Create access package assignment policy",)),
        ("custom extensions executed", ("Execute custom extension",)),
        ("hardware oath tokens were assigned", ("Assign Hardware Oath Token",)),
        ("deletion of a remote network", ("Delete Remote Network",)),
        ("who approved a pending request to join a group", ("Approve a pending request to join a group",)),
        ("postponed recommendations", ("Postpone recommendation",)),
        ("private access policy deletions", ("Delete Private Access Policy",)),
    ],
)
def test_catalogue_words_are_found_in_any_form(text: str, operations: tuple[str, ...] | None) -> None:
    """Past, passive and noun forms, in any order, of operations that no family covers."""
    hits = find(tokens(text))

    assert (hits[0].operations if operations else None) == operations


@pytest.mark.parametrize(
    ("text", "words", "passive", "verb"),
    [
        ("who added mallory to the helpdesk admins group", ["added", "group"], False, "added"),
        ("mallory was added to the finance group by trent", ["added", "group"], True, "added"),
        ("was alice added to a role", ["added", "role"], True, "added"),
        ("did trent add bob to the finance group", ["add", "group"], False, "add"),
        ("what groups was bob added to", ["groups", "added"], True, "added"),
        ("who joined vpn users", ["joined"], True, "joined"),
        ("users deleted since monday", ["users", "deleted"], True, "deleted"),
        ("heidi disabled which accounts", ["disabled", "accounts"], False, "disabled"),
        ("bob's password was reset by whom", ["password", "reset"], True, "reset"),
        ("who reset bob's password", ["reset", "password"], False, "reset"),
        ("password resets by heidi", ["password", "resets"], False, None),
        ("bob's password reset", ["password", "reset"], False, None),
        ("role assignments this week", ["role", "assignments"], False, None),
        ("who made bob a global administrator", ["made"], False, "made"),
        ("who was made global admin", ["made"], True, "made"),
        ("who gave bob the security reader role", ["gave", "role"], False, "gave"),
        ("who got global admin", ["got"], True, "got"),
        ("new guests", ["new", "guests"], False, None),
        ("who has trent added to the sales group", ["added", "group"], False, "added"),
        ("users have been added to the sales group", ["users", "added", "group"], True, "added"),
    ],
)
def test_actor_and_target_are_told_apart(text: str, words: list[str], passive: bool, verb: str | None) -> None:
    """The words used, whether the subject is the target, and which word is the verb."""
    hit = best(text)

    assert said(text, hit) == words
    assert hit.passive is passive
    assert (None if hit.verb is None else tokens(text)[hit.verb]) == verb


@pytest.mark.parametrize(
    ("text", "kind", "container"),
    [
        ("who added bob to the finance group", EntityKind.USER, (EntityKind.GROUP,)),
        ("who made bob global admin", EntityKind.USER, (EntityKind.ROLE,)),
        ("who was added to helpdesk", EntityKind.USER, (EntityKind.GROUP, EntityKind.ROLE, EntityKind.APP)),
        ("groups deleted", EntityKind.GROUP, ()),
        ("secret added to an app", EntityKind.APP, ()),
        ("devices registered", EntityKind.DEVICE, ()),
        ("ca policy switched off", EntityKind.POLICY, ()),
        ("domain verified", None, ()),
    ],
)
def test_a_hit_says_what_names_can_belong_to(
    text: str, kind: EntityKind | None, container: tuple[EntityKind, ...]
) -> None:
    """The kind of the object, and of what stands after "to"."""
    hit = best(text)

    assert hit.object == kind
    assert hit.container == container


def test_a_container_that_was_looked_up_narrows_the_operations() -> None:
    """"added to helpdesk": once helpdesk is known to be a group, role operations fall away."""
    hit = best("who was added to helpdesk")

    assert hit.within(EntityKind.GROUP) == ("Add member to group",)
    assert hit.within(EntityKind.ROLE) == ("Add member to role",)
    assert hit.within(EntityKind.APP) == ("Add app role assignment grant to user",)
    assert hit.within(EntityKind.DEVICE) == hit.operations


def test_verbs_that_share_an_object_are_one_hit() -> None:
    """"created or deleted groups" is both; "users created and groups deleted" are two."""
    shared, apart = find(tokens("who created or deleted groups")), find(tokens("users created and groups deleted"))

    assert [set(h.operations) for h in shared] == [{"Add group", "Delete group"}]
    assert sorted(h.operations for h in apart) == [("Add user",), ("Delete group",)]


def test_resets_are_not_the_steps_of_a_reset() -> None:
    """The flow's progress rows are related, not counted."""
    hit = best("password resets today")

    assert {"Reset user password", "Reset password (self-service)"} <= set(hit.operations)
    assert "Self-service password reset flow activity progress" in hit.related
    assert set(hit.operations) & set(hit.related) == set()


def test_an_exact_name_means_that_operation_alone() -> None:
    """Word for word: exact, best weight; the family's siblings are related."""
    hit = best("how often was add member to role logged")

    assert hit.operations == ("Add member to role",)
    assert hit.exact
    assert hit.weight == 1.0
    assert "Add eligible member to role" in hit.related


def test_a_name_inside_a_fuller_reading_gives_way() -> None:
    """"add user to group finance" is not "Add user"."""
    assert best("add user to group finance").operations == ("Add member to group",)


def test_both_spellings_of_a_name_are_returned() -> None:
    """The log writes a dash or a hyphen, capitals or none."""
    dashes = best("update application certificates and secrets management").operations
    capitals = best("update conditional access policy").operations

    assert set(dashes) == {
        "Update application – Certificates and secrets management",
        "Update application - Certificates and secrets management",
    }
    assert set(capitals) == {"Update Conditional Access policy", "Update conditional access policy"}


def test_better_hits_come_first_and_share_no_words() -> None:
    """Sorted by weight; one word belongs to one hit."""
    hits = find(tokens("add member to role and mfa registrations and who deleted bob"))

    assert [h.weight for h in hits] == sorted((h.weight for h in hits), reverse=True)
    assert len(hits) == 3
    assert sum(len(h.words) for h in hits) == len({w for h in hits for w in h.words})


@pytest.mark.parametrize(
    "words",
    [
        [], [""], ["'"], ["🙂"], ["\x00"], ["ü" * 5000], ["add"] * 5000, ["added", "group"] * 2000,
        ["a_b.c-d" * 500] * 300,
        ["to", "from", "in"] * 100, ["reset", "password"] * 150, ["add member to role"],
    ],
)  # fmt: skip
def test_any_words_are_read_in_bounded_time(words: list[str]) -> None:
    """No exception, and well under a second, whatever is given."""
    find(["warm", "up"])
    started = time.process_time()
    hits = find(words)

    assert time.process_time() - started < 1.0
    assert all(0 <= i < len(words) for h in hits for i in h.words)


def test_finding_is_fast() -> None:
    """Twenty words take well under a millisecond on an idle machine; the best of several runs, with room to spare."""
    texts = [tokens(text) for text, _ in phrases()]
    twenty = [(a + b + c + d)[:20] for a, b, c, d in zip(texts, texts[40:], texts[80:], texts[120:], strict=False)]
    find(["warm", "up"])
    means = []
    for run in range(5):
        started = time.process_time()
        for words in twenty:
            find([*words[:19], f"other{run}"])
        means.append((time.process_time() - started) / len(twenty))

    assert min(means) < 0.002
