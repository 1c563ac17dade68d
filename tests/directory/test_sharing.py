"""Names that several ask for at the same time are looked up once, for each identity by itself."""

from __future__ import annotations

import asyncio

from bot.directory import Directory, Resolved
from intents.model import Condition, EntityKind, Log, Op
from tests.directory.rig import NOW, Rig, ask, name

ALICE = ask(name("alice moreau"))
NEWEST = ask(Condition("app", Op.NEWEST, kinds=(EntityKind.APP,)))
NOBODY = ask(name("zzyzx"), logs=(Log.SIGN_INS,))


async def cost(rig: Rig, directory: Directory, question: object = ALICE) -> int:
    """Requests that one look-up takes."""
    before = len(rig.settings.log)
    await directory.resolve(question, now=NOW)  # type: ignore[arg-type]
    return len(rig.settings.log) - before


async def test_a_name_is_looked_up_once_for_all_who_ask(rig: Rig) -> None:
    """Ten questions about one person at once cost what one does; so does a name that only the log may know."""
    alone = [await cost(rig, Directory(rig.client(), "x", clock=lambda: 0.0), each) for each in (ALICE, NEWEST, NOBODY)]
    together = []
    for question in (ALICE, NEWEST, NOBODY):
        directory, before = rig.directory(f"many {len(together)}"), len(rig.settings.log)
        await asyncio.gather(*(directory.resolve(question, now=NOW) for _ in range(10)))
        together.append(len(rig.settings.log) - before)

    assert together == alone
    assert min(alone) > 0


async def test_another_identity_looks_for_itself(rig: Rig) -> None:
    """What one person may see of the directory is not shown to another, though they ask at the same moment."""
    ann = rig.directory("ann")
    bob = ann.acting_as(rig.client(), "bob")
    alone = await cost(rig, rig.directory("cy"))
    before = len(rig.settings.log)
    await asyncio.gather(ann.resolve(ALICE, now=NOW), bob.resolve(ALICE, now=NOW))

    assert len(rig.settings.log) - before == 2 * alone


async def test_one_who_gives_up_does_not_end_it_for_others(rig: Rig) -> None:
    """The first asker goes, the second is answered."""
    rig.settings.faults.hang("users", 0.1)
    directory = rig.directory()
    first = asyncio.create_task(directory.resolve(ALICE, now=NOW))
    await asyncio.sleep(0.03)
    second = asyncio.create_task(directory.resolve(ALICE, now=NOW))
    await asyncio.sleep(0.01)
    first.cancel()
    outcome = await second

    assert isinstance(outcome, Resolved)
    assert first.cancelled()
