"""People by whatever they are called."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.demo import serve
from bot.directory import Ask, Nobody, Resolved, choose
from intents.model import Condition, Entity, EntityKind, Log, Op, Source, TimeRange
from tests.directory.rig import MONTH, NOW, Rig, ask, name

DOMAIN = "harbourlane.example"
DAY_BEFORE = "2026-11-17T10:00:00Z"
HOSTILE = (
    "zzyzx",
    "' or 1 eq 1",
    "x" * 5000,
    "\x00\n",
    "“”",
    "🦆",
    "nobody@nowhere.example",
    "*",
    "%",
    "a'b\"c\\d",
    "(x",
)
MISSPELLED = (("alcie", "Alice Moreau"), ("lindqvst", "Bob Lindqvist"), ("declan obrein", "Declan O'Brien"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("alice", "Alice Moreau"),
        ("ALICE", "Alice Moreau"),
        ("Alice Moreau", "Alice Moreau"),
        ("moreau, alice", "Alice Moreau"),
        ("moreau", "Alice Moreau"),
        (f"alice@{DOMAIN}", "Alice Moreau"),
        (f"Alice@{DOMAIN.upper()}", "Alice Moreau"),
        ("zoe", "Zoë Müller"),
        ("ZOË", "Zoë Müller"),
        ("muller", "Zoë Müller"),
        ("mueller", "Zoë Müller"),
        ("Zoe Müller", "Zoë Müller"),
        ("O'Brien", "Declan O'Brien"),
        ("o’brien", "Declan O'Brien"),
        ("obrien", "Declan O'Brien"),
        ("declan o'brien", "Declan O'Brien"),
        ("declan.obrien", "Declan O'Brien"),
        ("tanaka", "Chris Tanaka"),
        ("chris tanaka", "Chris Tanaka"),
        ("pat rivers", "Pat Rivers"),
        ("pat.rivers@northsea.example", "Pat Rivers"),
        ("pat.rivers_northsea.example#EXT#@harbourlane.onmicrosoft.com", "Pat Rivers"),
        ("svc-mailer", "Mail Relay Service"),
        ("may", "May Lindgren"),
        ("emergency", "Emergency Access 1"),
    ],
)
async def test_one_person_is_found_and_used(rig: Rig, said: str, expected: str) -> None:
    """Case, accents, apostrophes, order, accounts, addresses and guests all lead to the person, without a note."""
    assert await rig.meant(name(said)) == ([f"{expected} [directory]"], ())


async def test_an_object_id_is_a_name(rig: Rig) -> None:
    """A pasted id is looked up as such."""
    row = rig.records.users[0]

    assert await rig.meant(name(row["id"].upper())) == ([f"{row['displayName']} [directory]"], ())


async def test_a_better_match_beats_all_worse_ones(rig: Rig) -> None:
    """ "May" is May's given name; the beginning of other names does not count beside it."""
    found, _ = await rig.meant(name("may"))

    assert found == ["May Lindgren [directory]"]


async def test_a_mere_beginning_is_used_and_said(rig: Rig) -> None:
    """Whoever is meant by a beginning or by some of the words is named on the answer."""
    found, notes = await rig.meant(name("mail relay"))

    assert found == ["Mail Relay Service [directory]"]
    assert notes == (f"“mail relay” was taken as Mail Relay Service (svc-mailer@{DOMAIN}).",)


async def test_several_people_are_asked_about(rig: Rig) -> None:
    """Two of one name come back as choices that tell them apart, and a choice completes the question."""
    question = ask(name("chris"), Condition("outcome", Op.EQ, ("failure",)))
    outcome = await rig.resolve(question)
    assert isinstance(outcome, Ask)
    chosen = choose(outcome, outcome.choices[1])
    again = await rig.resolve(chosen)

    assert outcome.sentence == "2 people fit “chris”. Which one?"
    assert [choice.text.partition(",")[0] for choice in outcome.choices] == [
        f"Chris Adeyemi (chris.adeyemi@{DOMAIN}",
        f"Chris Tanaka (chris.tanaka@{DOMAIN}",
    ]
    assert chosen.conditions[0].entities[0].name == "Chris Tanaka"
    assert chosen.conditions[1:] == question.conditions[1:]
    assert again == Resolved(chosen)


async def test_a_choice_among_several_names_keeps_the_others(rig: Rig) -> None:
    """ "Alice and Chris" asks about Chris alone."""
    both = Condition("person", Op.NAMED, ("alice", "chris"))
    outcome = await rig.resolve(ask(both))
    assert isinstance(outcome, Ask)
    again = await rig.resolve(choose(outcome, outcome.choices[0]))
    assert isinstance(again, Resolved)

    assert outcome.name == "chris"
    assert [entity.name for entity in again.question.conditions[0].entities] == ["Alice Moreau", "Chris Adeyemi"]


@pytest.mark.parametrize("said", ["gina", "gina sorel", f"gina.sorel@{DOMAIN}"])
async def test_a_leaver_is_found_among_deleted_users(rig: Rig, said: str) -> None:
    """Who was deleted is used, and that is said."""
    found, notes = await rig.meant(name(said))

    assert found == ["Gina Sorel [deleted]"]
    assert notes == ("Gina Sorel was deleted from the directory.",)


async def test_an_account_that_never_existed_is_found_in_the_log(rig: Rig) -> None:
    """What was sprayed is answered about, and it is said that only the log knows it."""
    found, notes = await rig.meant(name("administrator"))

    assert found == [f"administrator@{DOMAIN} [log]"]
    assert notes == (f"The directory holds no “administrator”; only the log knows administrator@{DOMAIN}.",)


async def test_the_log_is_only_searched_over_the_range(rig: Rig) -> None:
    """A name that the log knows from another time is not taken."""
    outcome = await rig.resolve(ask(name("administrator"), span=TimeRange(NOW - timedelta(minutes=1), NOW)))

    assert isinstance(outcome, Nobody)


@pytest.mark.parametrize("log", [Log.DIRECTORY_AUDITS, Log.PROVISIONING])
async def test_every_log_is_searched_in_its_own_way(rig: Rig, log: Log) -> None:
    """Somebody whom only audits or provisioning events name is found there."""
    stranger = {"id": "77777777-7777-4777-8777-777777777777", "displayName": "Quilla Vantongeren"}
    audit = {"id": "a1", "activityDateTime": DAY_BEFORE, "targetResources": [{**stranger, "type": "User"}]}
    event = {"id": "p1", "activityDateTime": DAY_BEFORE, "sourceIdentity": {**stranger, "identityType": "User"}}
    audits, events = [*rig.records.directory_audits, audit], [*rig.records.provisioning, event]
    more = replace(rig.records, directory_audits=audits, provisioning=events)
    async with serve(more, rig.settings) as url:
        found, notes = await Rig(more, rig.settings, url, rig.http).meant(name("quilla"), log)

    assert found == ["Quilla Vantongeren [log]"]
    assert len(notes) == 1


@pytest.mark.parametrize(("said", "offered"), MISSPELLED)
async def test_another_spelling_is_offered_never_taken(rig: Rig, said: str, offered: str) -> None:
    """A misspelled name comes back as a question."""
    outcome = await rig.asked(name(said))

    assert outcome.sentence == f"I found nothing called “{said}”. Did you mean one of these?"
    assert outcome.choices[0].entity.name == offered


@pytest.mark.parametrize("said", HOSTILE)
async def test_nobody_of_that_name_is_said(rig: Rig, said: str) -> None:
    """Hostile and empty names are looked up like any other, found nowhere, and break nothing."""
    outcome = await rig.resolve(ask(name(said), logs=tuple(Log)))

    assert isinstance(outcome, Nobody)
    assert (
        outcome.sentence
        == f"I found no person called “{said}”, neither in the directory nor in the log over that time."
    )
    assert {request.status for request in rig.settings.log.requests} == {200}


async def test_the_asker_is_me(rig: Rig) -> None:
    """ "My" is the asker; somebody unknown is asked who they are."""
    me = Entity(EntityKind.USER, "1", "Me Myself", "me@x.example")
    known = await rig.resolve(ask(name("me")), asker=me)
    unknown = await rig.resolve(ask(name("me")))
    assert isinstance(known, Resolved)
    assert isinstance(unknown, Ask)

    assert known.question.conditions[0].entities == (me,)
    assert "user principal name" in unknown.sentence
    assert rig.requests() == []


async def test_names_that_have_their_entities_are_not_looked_up_again(rig: Rig) -> None:
    """A follow-up keeps the person of the question before it."""
    known = Condition("person", Op.NAMED, ("x",), entities=(Entity(EntityKind.USER, "1", "X", source=Source.LOG),))
    outcome = await rig.resolve(ask(known))

    assert outcome == Resolved(ask(known))
    assert rig.requests() == []


async def test_negated_names_are_looked_up_too(rig: Rig) -> None:
    """ "Except bob" needs to know who bob is."""
    outcome = await rig.resolve(ask(name("bob", negated=True)))
    assert isinstance(outcome, Resolved)

    assert outcome.question.conditions[0].negated
    assert outcome.question.conditions[0].entities[0].name == "Bob Lindqvist"


async def test_look_ups_are_kept_for_ten_minutes_and_for_one_identity(rig: Rig) -> None:
    """What one identity was shown is never shown to another; after ten minutes it is looked up again."""
    question = ask(name("alice"))
    counts = []
    for identity, later in (("one", 0.0), ("one", 599.0), ("two", 0.0), ("one", 2.0)):
        rig.now += later
        before = len(rig.requests())
        await rig.directory(identity).resolve(question, now=NOW)
        counts.append(len(rig.requests()) - before > 0)

    assert counts == [True, False, True, True]


async def test_directory_requests_do_not_spend_the_report_budget(rig: Rig) -> None:
    """A name of the directory costs no report request."""
    await rig.resolve(ask(name("alice")))

    assert not any(request.report for request in rig.settings.log.requests)


async def test_a_closed_directory_leaves_the_log(rig: Rig) -> None:
    """Without permission for users the log's own names are used, and that is said."""
    denied = {"error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges"}}
    for path in ("users", "directory"):
        rig.settings.faults.answer(path, 403, denied, times=99)
    found, notes = await rig.meant(name("bob"))
    rig.settings.faults.clear()

    assert found == ["Bob Lindqvist [log]"]
    assert notes[0].startswith("The directory's people may not be read (Directory.Read.All is missing)")


async def test_a_guest_is_asked_for_under_the_home_address(rig: Rig) -> None:
    """The entity carries what sign-ins call a guest."""
    outcome = await rig.resolve(ask(name("pat rivers")))
    assert isinstance(outcome, Resolved)
    (entity,) = outcome.question.conditions[0].entities

    assert entity.guest
    assert entity.mail == "pat.rivers@northsea.example"
    assert outcome.question.range == MONTH
