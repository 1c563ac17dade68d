"""Which part of an answer a card shows, in which order, and the buttons that show another part in the same place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answers.clean import clean
from bot.answers.model import Answer, Group, Row
from bot.cards.elements import Element, fold, words
from intents.model import Log

DEEPEST = 1000
"""So many records can be paged through; whoever wants more saves them, or names a shorter time."""
PAGE = 25
"""Rows on every page but the first, which is folded."""
AS_ASKED, REVERSED, BY_NAME, BY_RESULT = "", "reverse", "name", "result"
ORDERS = (AS_ASKED, REVERSED, BY_NAME, BY_RESULT)
ROW_LETTERS: Mapping[Log, str] = {Log.SIGN_INS: "s", Log.DIRECTORY_AUDITS: "d", Log.PROVISIONING: "p"}
_LIST = frozenset({"rows", "story"})
_SPLIT = frozenset({"group", "distinct_count", "top"})

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class View:
    """A part of an answer: from the entry at `offset` on, in an order. `first` is how many the first page holds."""

    offset: int = 0
    order: str = AS_ASKED
    first: int = 0


@dataclass(frozen=True, slots=True)
class Browse:
    """How a card is leafed through by whoever presses; without it a card shows its first page and no such button."""

    view: View
    row: Data
    """Data of a row that is pressed, to which the card adds which one. It holds what reads this list anew."""
    short: Callable[[], Data]
    """Makes the same without the list, for a card that would be too large: then the list must still be kept."""
    page: Callable[[View], Data]
    """Makes the data of a button that shows another part."""
    turned: Data | None = None
    """Data of a button that asks for the other end of the time, where not all rows are at hand; None: cannot be."""
    save: Callable[[str], Data] | None = None
    """Makes the data of a button that saves all records in a format; None where no file can be sent."""


def press(title: str, verb: str, data: Data) -> Element:
    """Return a button whose answer comes in the same place. `title` is our own words."""
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": dict(data)}


def opened(row: Row, browse: Browse) -> Element:
    """Return what pressing a row does: it shows the whole record."""
    return press("Details", "row", {**browse.row, "r": f"{ROW_LETTERS[row.log]}{clean(row.id, 80)}"})


def whole(answer: Answer) -> bool:
    """Whether every record of the answer is at hand, so that any order can be made without reading again."""
    return len(answer.rows) >= len(answer.ids)


def rows_in_order(rows: Sequence[Row], order: str) -> Sequence[Row]:
    """Return rows in an order of `ORDERS`."""
    if order == BY_NAME:
        return sorted(rows, key=lambda row: row.title.casefold())
    if order == BY_RESULT:
        return sorted(rows, key=lambda row: row.outcome)
    return rows[::-1] if order == REVERSED else rows


def groups_in_order(groups: Sequence[Group], order: str) -> list[Group]:
    """Return groups in an order of `ORDERS`."""
    if order == BY_NAME:
        return sorted(groups, key=lambda group: group.label.casefold())
    return list(reversed(groups)) if order == REVERSED else list(groups)


def foot(browse: Browse, shown: int, total: int, reach: int, hint: str = "") -> list[Element]:
    """Return where in the list this is and the buttons to the parts beside it; the hint alone when all of it is shown.

    `shown` entries stand on this card, of `total`, of which the first `reach` can be shown.
    """
    at = browse.view.offset
    end = at + shown
    if not at and end >= total:
        told = hint[:1].upper() + hint[1:]
        return [words(told, subtle=True, small=True, spacing="Small")] if told else []
    first = browse.view.first or shown
    view = replace(browse.view, first=first)
    buttons = []
    if at:
        back = 0 if at - PAGE < first else at - PAGE
        buttons.append(press("Back", "page", browse.page(replace(view, offset=back))))
    if end < reach:
        following = min(PAGE, reach - end)
        buttons.append(press(f"Next {following}", "page", browse.page(replace(view, offset=end))))
    told = f"{at + 1:,} to {end:,} of {total:,}" + (f"; {hint}" if hint else "")
    if total > reach <= end:
        told += "; for the others name a shorter time" + (", or save them as a file" if browse.save else "")
    found: list[Element] = [words(told, subtle=True, small=True, spacing="Small")]
    return [*found, {"type": "ActionSet", "actions": buttons, "spacing": "Small"}] if buttons else found


def tools(answer: Answer, browse: Browse) -> list[Element]:
    """Return the folded buttons that sort the list and save the answer; nothing where there is nothing to do."""
    buttons = [press(title, "page", data) for title, data in _orders(answer, browse)]
    if browse.save is not None and answer.count:
        buttons += [press(f"Save as {kind.upper()}", "save", browse.save(kind)) for kind in ("csv", "json")]
    if not buttons:
        return []
    label = "Sort or save" if browse.save is not None else "Sort"
    return fold("tools", label, [{"type": "ActionSet", "actions": buttons}], close="Hide")


def _orders(answer: Answer, browse: Browse) -> list[tuple[str, Data]]:
    now = browse.view.order
    names = _names(answer)
    if answer.kind in _LIST and not whole(answer):
        return [(names[REVERSED], browse.turned)] if browse.turned is not None else []
    entries = len(answer.rows) if answer.kind in _LIST else len(answer.groups)
    if entries < 2:
        return []
    return [(title, browse.page(View(order=order))) for order, title in names.items() if order != now]


def _names(answer: Answer) -> Mapping[str, str]:
    if answer.kind in _LIST:
        oldest = answer.question is not None and answer.question.measure.oldest_first
        ends = ("Oldest first", "Newest first")
        return {
            AS_ASKED: ends[not oldest],
            REVERSED: ends[oldest],
            BY_RESULT: "By result",
            BY_NAME: "By name",
        }
    if answer.kind in _SPLIT:
        return {AS_ASKED: "As asked", REVERSED: "Last first", BY_NAME: "By name"}
    return {}
