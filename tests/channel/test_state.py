"""What a conversation remembers: by person and thread, for half an hour, and not more than fits."""

from __future__ import annotations

from bot.activities import Caller, Incoming, Place
from bot.state import MemoryState, StateKey


def key(conversation: str = "a:1", person: str = "alice") -> StateKey:
    """Return the key of a person's turn in a conversation."""
    return StateKey.of(Incoming("x", Caller(person, "t"), Place.PERSONAL, conversation, "1"))


async def test_people_and_threads_are_kept_apart() -> None:
    """Bob's follow-up finds nothing of Alice's, and one thread nothing of another."""
    state: MemoryState[str] = MemoryState(lambda: 0.0)
    await state.put(key("19:c;messageid=1"), "alice's")

    found = [await state.get(key("19:c;messageid=1", "bob")), await state.get(key("19:c;messageid=2"))]

    assert found == [None, None]
    assert await state.get(key("19:c;messageid=1")) == "alice's"


async def test_half_an_hour() -> None:
    """A value is kept for half an hour from when it was put, and a new one starts anew."""
    now = 0.0
    state: MemoryState[str] = MemoryState(lambda: now)
    await state.put(key(), "first")
    now = 1799.0
    seen = [await state.get(key())]
    now = 1800.0
    seen.append(await state.get(key()))
    await state.put(key(), "second")
    now = 3599.0
    seen.append(await state.get(key()))

    assert seen == ["first", None, "second"]


async def test_bounded_by_use() -> None:
    """Over the bound the value that was untouched for longest goes."""
    state: MemoryState[int] = MemoryState(lambda: 0.0, capacity=2)
    await state.put(key("1"), 1)
    await state.put(key("2"), 2)
    await state.get(key("1"))
    await state.put(key("3"), 3)

    assert [await state.get(key(name)) for name in "123"] == [1, None, 3]
    assert len(state) == 2


async def test_forgotten() -> None:
    """What is forgotten is gone; forgetting nothing is no error."""
    state: MemoryState[int] = MemoryState(lambda: 0.0)
    await state.put(key(), 1)
    await state.forget(key())
    await state.forget(key())

    assert await state.get(key()) is None
