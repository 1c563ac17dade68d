"""Computing in stints: one in each round of the event loop, what ends a turn before what begins one."""

from __future__ import annotations

import asyncio

from bot.stints import Stint, begin


class Rounds:
    """Counts the rounds of the loop, and notes who computes in which."""

    def __init__(self) -> None:
        self.number = 0
        self.done: list[tuple[int, str]] = []

    def count(self) -> None:
        self.number += 1
        asyncio.get_running_loop().call_soon(self.count)

    async def compute(self, name: str, stint: Stint) -> None:
        await begin(stint)
        self.done.append((self.number, name))


async def test_one_stint_in_each_round() -> None:
    """However many are ready at once, each has a round of its own, and all come to their turn."""
    rounds = Rounds()
    rounds.count()
    await asyncio.gather(*(rounds.compute(str(number), Stint.PAGE) for number in range(20)))

    assert len({number for number, _ in rounds.done}) == 20
    assert [name for _, name in rounds.done] == [str(number) for number in range(20)]


async def test_an_answer_goes_before_a_question() -> None:
    """What ends a turn is computed first: then it is out of the way, and its reply is on its way."""
    rounds = Rounds()
    waiting = [rounds.compute("first", Stint.QUESTION), rounds.compute("question", Stint.QUESTION)]
    waiting += [rounds.compute("page", Stint.PAGE), rounds.compute("answer", Stint.ANSWER)]
    await asyncio.gather(*waiting)

    assert [name for _, name in rounds.done] == ["first", "answer", "page", "question"]


async def test_who_gives_up_holds_nobody_up() -> None:
    """A turn that is cancelled while it waits is passed over."""
    rounds = Rounds()
    first, gone, last = (asyncio.create_task(rounds.compute(name, Stint.PAGE)) for name in ("first", "gone", "last"))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(first, last)

    assert [name for _, name in rounds.done] == ["first", "last"]
    assert gone.cancelled() or gone.done()
