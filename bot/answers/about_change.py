"""Answers that compare the same question over two ranges."""

from __future__ import annotations

from bot.answers.found import Found, number, percent, sentence
from bot.answers.labels import label
from bot.answers.model import Answer, Group
from bot.answers.split import Part

_SHOWN = 5


def compare(found: Found, found_before: Found, name: str, name_before: str) -> Answer:
    """Return both numbers and the change; where the question splits, also what rose and fell most.

    ids and count are those of the first range. Where a reading is incomplete, its number is a lower bound and no
    direction is claimed that the missing part could turn.
    """
    now, before = _count(found), _count(found_before)
    groups = (Group(name, name, now), Group(name_before, name_before, before))
    first = f"{number(now, least=found.least)} {found.words.things(now)} {name}"
    second = f"{number(before, least=found_before.least) if before else 'none'} {name_before}"
    headline = f"{_direction(found, found_before, now, before)}: {first}, {second}"
    lines = [_change(now, before), *_movers(found, found_before)]
    return Answer(
        kind="compare",
        headline=sentence(headline),
        lines=tuple(line for line in lines if line),
        rows=found.rows(),
        groups=groups,
        ids=found.tally.ids(),
        count=now,
        values=tuple(group.key for group in groups),
    )


def _count(found: Found) -> int:
    return found.tally.events if found.tally.family else found.tally.rows


def _direction(found: Found, found_before: Found, now: int, before: int) -> str:
    """More, fewer or as many, as far as that is certain: a lower bound can only rise."""
    yes = found.question.measure.yes_no
    if (found.least and now <= before) or (found_before.least and now >= before):
        return "Not certain, as not everything was read"
    if now > before:
        return "Yes, more" if yes else "More"
    if now < before:
        return "No, fewer" if yes else "Fewer"
    return "No, as many" if yes else "As many"


def _change(now: int, before: int) -> str:
    if now == before:
        return ""
    share = f", {'+' if now > before else '−'}{percent(abs(now - before), before)}" if before else ""
    return f"Change: {'+' if now > before else '−'}{abs(now - before):,}{share}"


def _movers(found: Found, found_before: Found) -> list[str]:
    split = found.tally.splits.get(found.tally.of)
    if split is None:
        return []
    earlier = {part.key.casefold(): part for part in found_before.tally.splits[found.tally.of].parts()}
    here = {part.key.casefold(): part for part in split.parts()}
    moved: list[tuple[int, Part, int, int]] = []
    for key in here.keys() | earlier.keys():
        new, old = here[key].count if key in here else 0, earlier[key].count if key in earlier else 0
        if new != old:
            moved.append((new - old, here.get(key) or earlier[key], old, new))
    lines = []
    for title, wanted in (("Rose most", 1), ("Fell most", -1)):
        some = sorted((m for m in moved if m[0] * wanted > 0), key=lambda m: (-abs(m[0]), m[1].key.casefold()))[:_SHOWN]
        told = [f"{_label(part, split.of)} {old:,} → {new:,}" for _, part, old, new in some]
        if told:
            lines.append(f"{title}: {', '.join(told)}")
    return lines


def _label(part: Part, of: tuple[str, ...]) -> str:
    return " · ".join(label(name, value) for name, value in zip(of, part.labels, strict=True))
