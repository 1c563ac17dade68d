"""Numbers as bars of text, which every client draws, wide or narrow, light or dark."""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS = "▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"


def bar(count: int, most: int, width: int = 16) -> str:
    """Return a bar for `count` where `most` fills `width` characters; something is never drawn as nothing."""
    if count <= 0 or most <= 0:
        return ""
    eighths = max(1, round(count * width * 8 / most))
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest - 1] if rest else "")


def spark(counts: Sequence[int], most: int | None = None) -> str:
    """Return one character a number, by height; a middle dot for none. `most` is the highest, for several alike."""
    top = most if most is not None else max(counts, default=0)
    return "".join("·" if n <= 0 or top <= 0 else _LEVELS[min(7, (n * 8 - 1) // top)] for n in counts)
