"""Numbers as bars of text, which every client draws, wide or narrow, light or dark.

What must line up is made of blocks that monospaced fonts have themselves, those of WGL4: Consolas, for one, has no
others, and what a second font lends is of another width.
"""

from __future__ import annotations

from collections.abc import Sequence

_LEVELS = "▁▂▃▄▅▆▇█"
_SHADES = "░▒▓█"


def bar(count: int, most: int, width: int = 16) -> str:
    """Return a bar for `count` where `most` fills `width` characters; something is never drawn as nothing."""
    if count <= 0 or most <= 0:
        return ""
    full, half = divmod(max(1, round(count * width * 2 / most)), 2)
    return "█" * full + "▌" * half


def spark(counts: Sequence[int]) -> str:
    """Return one character a number, by height; a middle dot for none."""
    return _by_level(counts, max(counts, default=0), _LEVELS)


def shades(counts: Sequence[int], most: int) -> str:
    """Return one character a number, the darker the more, `most` the darkest; a middle dot for none."""
    return _by_level(counts, most, _SHADES)


def _by_level(counts: Sequence[int], top: int, levels: str) -> str:
    last = len(levels) - 1
    return "".join("·" if n <= 0 or top <= 0 else levels[min(last, (n * len(levels) - 1) // top)] for n in counts)
