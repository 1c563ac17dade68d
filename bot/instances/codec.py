"""What conversations remember, as JSON and back: explicit and versioned, nothing that could run code when it is read.

A process of another version that writes other data, or a field that it does not know, is nothing to refer to: the
asker is asked back, as if half an hour had passed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from bot.activities import Incoming
from bot.asking import Remembered
from bot.directory import Ask
from bot.packing import pack, unpack
from intents.model import Question

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Codec(Generic[T]):
    """How one kind of value is written. `version` changes when the same data would mean something else."""

    kind: str
    version: int
    write: Callable[[T], Any]
    """To what JSON can hold."""
    read: Callable[[Any], T]
    """Back. Raises ValueError, KeyError or TypeError for data of another shape."""


def _write_remembered(value: Remembered) -> Any:
    return {"question": pack(value.question), "pending": pack(value.pending)}


def _read_remembered(data: Any) -> Remembered:
    pending = data["pending"]
    return Remembered(unpack(Question, data["question"]), None if pending is None else unpack(Ask, pending))


def _write_waiting(value: tuple[Incoming, ...]) -> Any:
    # A step of a sign-in carries a token and is none of what waits for one.
    return [
        {"incoming": pack(replace(each, action=None, sign_in=None)), "action": each.action and dict(each.action)}
        for each in value
    ]


def _read_waiting(data: Any) -> tuple[Incoming, ...]:
    return tuple(replace(_incoming(each["incoming"]), action=each["action"]) for each in data)


def _incoming(data: Any) -> Incoming:
    from bot.activities import Caller, Place

    known = {**data, "caller": unpack(Caller, data["caller"]), "place": Place(data["place"])}
    return Incoming(**known)


def _read_flag(data: Any) -> bool:
    if not isinstance(data, bool):
        raise ValueError("no flag")
    return data


REMEMBERED: Codec[Remembered] = Codec("question", 1, _write_remembered, _read_remembered)
"""The question before, with what is asked back."""
WAITING: Codec[tuple[Incoming, ...]] = Codec("waiting", 1, _write_waiting, _read_waiting)
"""Questions that wait for a sign-in."""
FLAG: Codec[bool] = Codec("flag", 1, bool, _read_flag)
