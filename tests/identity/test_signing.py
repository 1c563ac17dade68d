"""What buttons carry: signed for a purpose, a conversation and a person, for a day; questions as JSON and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import intents
from bot.config import Settings
from bot.packing import pack, unpack
from bot.signing import Expired, Forged, Signer, keys_of
from intents.model import Entity, EntityKind, Question, Understood
from tests.channel.fakes import REGISTERED

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
VALUE = {"q": {"logs": ["signIns"]}, "n": ["x" * 500]}


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def test_what_was_signed_is_opened() -> None:
    """The value comes back for the same purpose, conversation and person, in the next thread and case of the id too."""
    signer = Signer(("k" * 16,), Clock())
    signed = signer.sign(VALUE, "ready", "19:c;messageid=1", "A11CE")

    assert signer.open(signed, "ready", "19:c;messageid=2", "a11ce") == VALUE


@pytest.mark.parametrize(
    ("purpose", "conversation", "caller"),
    [("show", "19:c", "alice"), ("ready", "19:d", "alice"), ("ready", "19:c", "bob"), ("ready", "19:c", "")],
)
def test_other_use_is_refused(purpose: str, conversation: str, caller: str) -> None:
    """Data of another button, conversation or person opens nothing."""
    signer = Signer(("k" * 16,), Clock())
    signed = signer.sign(VALUE, "ready", "19:c", "alice")

    with pytest.raises(Forged):
        signer.open(signed, purpose, conversation, caller)


def test_every_changed_character_is_noticed() -> None:
    """No single character of signed data can be changed."""
    signer = Signer(("k" * 16,), Clock())
    signed = signer.sign({"a": 1}, "show", "19:c")
    changed = [signed[:n] + ("A" if signed[n] != "A" else "B") + signed[n + 1 :] for n in range(len(signed) - 1)]

    def opens(text: str) -> bool:
        try:
            signer.open(text, "show", "19:c")
        except Forged:
            return False
        return True

    assert [text for text in changed if opens(text)] == []


@pytest.mark.parametrize("data", [None, 7, {}, [], "", ".", "a.b.c", "x" * 20_000, "ü", "\ud800"])
def test_odd_data_is_refused(data: Any) -> None:
    """Whatever somebody sends in place of data is refused."""
    with pytest.raises(Forged):
        Signer(("k" * 16,), Clock()).open(data, "show", "19:c")


def test_data_expires_after_a_day_and_says_what_it_was() -> None:
    """After 24 hours data is refused with its value, so that the same can be asked again."""
    clock = Clock()
    signer = Signer(("k" * 16,), clock)
    signed = signer.sign(VALUE, "show", "19:c")
    clock.now += 24 * 3600
    in_time = signer.open(signed, "show", "19:c")
    clock.now += 1

    with pytest.raises(Expired) as raised:
        signer.open(signed, "show", "19:c")
    assert (in_time, raised.value.value) == (VALUE, VALUE)


def test_keys_can_be_rotated() -> None:
    """The first key signs; what any of them has signed is accepted; a key that is gone opens nothing."""
    clock = Clock()
    old, both, new = Signer(("o" * 16,), clock), Signer(("n" * 16, "o" * 16), clock), Signer(("n" * 16,), clock)

    assert both.open(old.sign(VALUE, "show", "c"), "show", "c") == VALUE
    assert new.open(both.sign(VALUE, "show", "c"), "show", "c") == VALUE
    with pytest.raises(Forged):
        new.open(old.sign(VALUE, "show", "c"), "show", "c")


def test_keys_of_settings() -> None:
    """Keys that are set, else one that all processes derive from the password, else a new one a process."""
    derived = keys_of(REGISTERED)

    assert keys_of(replace(REGISTERED, signing_keys=("a", "b"))) == ("a", "b")
    assert derived == keys_of(REGISTERED) != keys_of(replace(REGISTERED, app_password="other"))
    assert "made-up" not in derived[0]
    assert keys_of(Settings()) != keys_of(Settings())


SAID = [
    "sign-ins for dana last week",
    "failed sign-ins not from the US, except bob, yesterday",
    "top 5 users by failures since monday",
    "users with more than 10 failures in the last 24 hours",
    "compare failures this week to last week",
    "who granted admin group access to a directory user?",
    "which users are signing in to a recently acquired app?",
    "what users were unsuccessfully created from workday on 10/11?",
    "everything that happened to bob in the last hour",
    "sign-ins from 10.0.0.0/8 before tuesday",
]


@pytest.mark.parametrize("text", SAID)
def test_question_survives_packing(text: str) -> None:
    """A question, with names looked up or not, is the same after it was packed and unpacked."""
    reading = intents.read(text, now=NOW, locale="en-US", previous=None)
    assert isinstance(reading, Understood)
    person = Entity(EntityKind.USER, "id", "Dana “D” Whitfield", upn="dana@example.com", guest=True)
    resolved = replace(
        reading.question, conditions=tuple(replace(each, entities=(person,)) for each in reading.question.conditions)
    )

    for question in (reading.question, resolved):
        assert unpack(Question, pack(question)) == question


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"logs": "signIns"},
        {"logs": ["nowhere"]},
        {"logs": ["signIns"], "measure": {"limit": "5"}},
        {"logs": ["signIns"], "measure": {}, "new": 1},
        {"logs": ["signIns"], "measure": {}, "range": {"start": None, "end": "2026-11-18T14:30:00"}},
        {"logs": ["signIns"], "measure": {}, "range": {"start": 5, "end": "2026-11-18T14:30:00Z"}},
    ],
)
def test_what_is_no_question_is_refused(data: Any) -> None:
    """Data of another shape, of an older version say, is an error and no half question."""
    with pytest.raises(ValueError, match=r".*"):
        unpack(Question, data)


def test_what_cannot_be_packed_is_refused() -> None:
    """Only what comes back the same is packed."""
    with pytest.raises(TypeError):
        pack({"a": timedelta(1)})
