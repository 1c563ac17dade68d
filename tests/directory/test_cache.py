"""What was looked up lately is kept: bounded, for a while, and never a failure."""

from __future__ import annotations

import pytest

from bot.directory.cache import NameCache


class Source:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def fetch(self, name: str, size: int = 1):  # type: ignore[no-untyped-def]
        async def run() -> list[str]:
            self.asked.append(name)
            if size < 0:
                raise LookupError(name)
            return [name] * size

        return run


async def test_a_value_is_kept_until_it_expires() -> None:
    """Asked again within its time it is not fetched; after it, it is."""
    source, now = Source(), 0.0
    cache: NameCache[list[str]] = NameCache(lambda: now, seconds=10)
    await cache.get("a", source.fetch("a"))
    now = 9.9
    await cache.get("a", source.fetch("a"))
    now = 10.0
    await cache.get("a", source.fetch("a"))

    assert source.asked == ["a", "a"]


async def test_the_longest_untouched_goes_first() -> None:
    """Over the capacity in things, not in look-ups, the one that nobody asked for goes."""
    source = Source()
    cache: NameCache[list[str]] = NameCache(lambda: 0.0, capacity=10)
    for name in ("a", "b", "a", "c"):
        await cache.get(name, source.fetch(name, 3))
    await cache.get("a", source.fetch("a", 3))
    await cache.get("b", source.fetch("b", 3))

    assert source.asked == ["a", "b", "c", "b"]


async def test_more_than_fits_is_given_but_not_kept() -> None:
    """A value beyond the whole capacity does not stay."""
    source = Source()
    cache: NameCache[list[str]] = NameCache(lambda: 0.0, capacity=10)
    for _ in range(2):
        assert len(await cache.get("big", source.fetch("big", 50))) == 50

    assert source.asked == ["big", "big"]


async def test_a_failure_is_not_kept() -> None:
    """The next asker tries again."""
    source = Source()
    cache: NameCache[list[str]] = NameCache(lambda: 0.0)
    with pytest.raises(LookupError):
        await cache.get("a", source.fetch("a", -1))

    assert await cache.get("a", source.fetch("a")) == ["a"]
