"""Cards for places with other readers: a line that shows nothing of the logs, and views for one person alone.

In a group chat or channel everybody reads what the bot posts, whatever their roles are. So it posts how it read the
question, and a button; what the button answers is shown only to whoever pressed it
(https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model). Nothing here asks Graph, and what
is drawn here holds names only as they were said.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from bot.answers.clean import clean
from bot.answers.model import Answer
from bot.answers.sentence import read_as
from bot.cards.draw import VERSION
from bot.cards.elements import Element, gap, rich, run, words
from intents.model import Op, Question

LONGEST_NAME = 60
Card = dict[str, Any]


def as_said(question: Question) -> Question:
    """Return the question without anything that the directory or a log knows: names as they were said."""
    conditions = tuple(
        replace(each, entities=()) if each.op in {Op.NAMED, Op.NEWEST} else each for each in question.conditions
    )
    return replace(question, conditions=conditions)


def line(question: Question, zone: tzinfo, asker: str, button: Mapping[str, str]) -> Card:
    """Return the one line that stands for an answer where everybody could read it.

    `asker` is how the person is called in the chat, `button` the data of "Show me".
    """
    told = [run(read_as(as_said(question), zone))]
    if asker:
        told += [gap(" — asked by ", subtle=True), run(asker, subtle=True, cap=LONGEST_NAME)]
    return _card([rich(*told)], [execute("Show me", "show", button)], "Watchbook: press Show me to see the answer")


def reading(seconds: int, button: Mapping[str, str]) -> Card:
    """Return the view of a presser whose rows are not there yet."""
    told = f"Reading, about {seconds} s. What comes is shown to you alone."
    return _card([words(told, subtle=True)], [execute("Show when ready", "ready", button)], "Watchbook: reading")


def again(button: Mapping[str, str]) -> Card:
    """Return the view of a presser of a button that is older than a day: one tap asks the same again."""
    told = "This button is more than a day old. The question can be asked again as it stands, for the same time."
    return _card([words(told)], [execute("Ask it again", "show", button)], "Watchbook: ask again")


def private(card: Card, sending: Callable[[str], Mapping[str, str]], share: Mapping[str, str] | None) -> Card:
    """Return an answer's card for one person's eyes: its buttons answer in place instead of speaking in the chat.

    `sending` makes the data of a button that sends a text; `share` is that of "Share to channel", None for none.
    """
    own: Card = copy.deepcopy(card)
    _silence(own, lambda text, title: execute(title, "ask", sending(text)))
    if share is not None:
        own["body"].append({"type": "ActionSet", "actions": [execute("Share to channel", "share", share)]})
    return own


def to_share(answer: Answer) -> Answer:
    """Return an answer without the questions that could follow it, which nobody can press on a shared card."""
    return replace(answer, further=(), choices=answer.choices if answer.receipt is None else ())


def shared(card: Card, by: str) -> Card:
    """Return an answer's card for everybody, naming who shared it; its buttons that ask further are left out."""
    own: Card = copy.deepcopy(card)
    _silence(own, lambda text, title: None)
    who = run(by, bold=True, small=True, cap=LONGEST_NAME) if by else run("somebody here", bold=True, small=True)
    own["body"].insert(0, rich(run("Shared by", small=True, subtle=True), gap(small=True), who))
    return own


def stop_button(button: Mapping[str, str]) -> Element:
    """Return the button that ends a long reading."""
    return {"type": "ActionSet", "actions": [execute("Stop", "stop", button)]}


def execute(title: str, verb: str, data: Mapping[str, str]) -> Element:
    """Return a button whose answer only its presser sees."""
    return {"type": "Action.Execute", "title": clean(title, 300), "verb": verb, "data": dict(data)}


def _card(body: list[Element], actions: list[Element], said: str) -> Card:
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "fallbackText": said,
        "speak": said,
        "body": [*body, {"type": "ActionSet", "actions": actions}],
    }


def _silence(node: Any, other: Callable[[str, str], Element | None]) -> None:
    """Put another action in place of each that would send a text as the person, or take it away."""
    if isinstance(node, list):
        for each in node:
            _silence(each, other)
        node[:] = [each for each in node if not (isinstance(each, dict) and each.get("actions") == [])]
        return
    if not isinstance(node, dict):
        return
    if "actions" in node:
        made = [_other(each, other) for each in node["actions"]]
        node["actions"] = [each for each in made if each is not None]
    if "selectAction" in node:
        changed = _other(node["selectAction"], other)
        if changed is None:
            del node["selectAction"]
        else:
            node["selectAction"] = changed
    for value in node.values():
        _silence(value, other)


def _other(action: Element, other: Callable[[str, str], Element | None]) -> Element | None:
    if action.get("type") != "Action.Submit":
        return action
    sent = action.get("data", {}).get("msteams", {}).get("value")
    return other(sent, action.get("title", "")) if isinstance(sent, str) else None
