"""The values a reading is made of: a question is measure x conditions x range x logs.

Everything here is frozen and printable. Nothing here knows how a question is worded (`reader.py`) or how Graph is
asked (`bot/graph`). Times are always aware; ranges are half open, `[start, end)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class Log(StrEnum):
    """The three logs of Entra ID, spelled as in the URL of Microsoft Graph."""

    SIGN_INS = "signIns"
    DIRECTORY_AUDITS = "directoryAudits"
    PROVISIONING = "provisioning"


class Kind(StrEnum):
    """What is wanted of the matching records."""

    ROWS = "rows"
    COUNT = "count"
    DISTINCT = "distinct_count"
    TOP = "top"
    GROUP = "group"
    TIMELINE = "timeline"
    STORY = "story"
    COMPARE = "compare"


class Op(StrEnum):
    """How a condition compares: several values are alternatives. Text is compared without case."""

    EQ = "eq"
    STARTSWITH = "startswith"
    CONTAINS = "contains"
    CIDR = "cidr"
    NAMED = "named"
    """The values are names as people said them; they are looked up and become `Condition.entities`."""
    NEWEST = "newest"
    """No name was said, only that it is new ("a recently acquired app"): the newest of the directory is meant."""


class EntityKind(StrEnum):
    """What a name can belong to."""

    USER = "user"
    GROUP = "group"
    APP = "app"
    ROLE = "role"
    POLICY = "policy"
    SYSTEM = "system"
    """A provisioning source or target system, named by the log itself."""
    DEVICE = "device"


class Source(StrEnum):
    """Where a name was found, from best to last."""

    DIRECTORY = "directory"
    DELETED = "deleted"
    """Among the deleted objects of the directory."""
    LOG = "log"
    """Only the log itself knows it (sprayed accounts that never existed, leavers, failed joiners)."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One resolved name."""

    kind: EntityKind
    id: str
    """Object id; empty when only the log knows the name."""
    name: str
    """Display name."""
    upn: str = ""
    mail: str = ""
    """Home address: guests appear in sign-ins under it."""
    app_id: str = ""
    guest: bool = False
    source: Source = Source.DIRECTORY
    detail: str = ""
    """What tells it from others of the same name: job title, department, UPN."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a record must (or must not) be."""

    field: str
    """A row of `intents.fields.FIELDS`."""
    op: Op = Op.EQ
    values: tuple[str, ...] = ()
    negated: bool = False
    said: str = ""
    """The words it was read from."""
    kinds: tuple[EntityKind, ...] = ()
    """For `Op.NAMED`: what the name may belong to, likeliest first."""
    entities: tuple[Entity, ...] = ()
    """For `Op.NAMED` and `Op.NEWEST`, once looked up. Several are alternatives."""
    repaired: str = ""
    """The spelling as typed, when `values` holds another one."""
    newer: bool = False
    """Said in a follow-up: it takes the place of an older one on the same field, once it is known what it names."""
    implied: bool = False
    """Not said in so many words but part of what was said ("resets" are of passwords); may be dropped on re-reading."""


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A half-open span of time, `[start, end)`, both aware.

    start None: everything that is kept. end is never None after reading: "up to now" is now. `said` is empty when
    nothing was said and the range is an assumption.
    """

    start: datetime | None
    end: datetime
    said: str = ""
    note: str = ""
    """What was assumed in reading it ("10/11 read as October 11")."""
    alternatives: tuple[TimeRange, ...] = ()
    """Other fair readings of the same words, likeliest first; each says in `note` what it is."""

    @property
    def assumed(self) -> bool:
        return not self.said


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound on the groups of a split: "users with more than 10 failures", "IPs that failed for several accounts"."""

    at_least: int | None = None
    at_most: int | None = None
    of: str = ""
    """Empty: number of records in the group. Else: number of different values of this field in the group."""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is wanted of the records.

    `of` names fields (rows of `intents.fields.FIELDS`) for distinct, top and group; for a timeline it holds a time
    bucket ("day", "hour", "weekday") or nothing for the whole pattern.
    """

    kind: Kind = Kind.ROWS
    of: tuple[str, ...] = ()
    limit: int | None = None
    oldest_first: bool = False
    threshold: Threshold | None = None
    share: bool = False
    """A percentage of something was asked for ("what share of sign-ins failed")."""
    yes_no: bool = False
    """Asked as "did ..." or "is there any ..."; the headline begins with Yes or No."""
    why: bool = False
    """A reason is wanted too ("and why?")."""
    said: str = ""


SIGN_IN_KINDS: Mapping[str, str] = {
    "interactiveUser": "interactive",
    "nonInteractiveUser": "non-interactive",
    "servicePrincipal": "service principal",
    "managedIdentity": "managed identity",
}
"""Values of signInEventTypes, and what people call them. Source: Microsoft Graph beta, signIn resource type."""


@dataclass(frozen=True, slots=True)
class Question:
    """A whole question, as read. What `bot` answers and what the card states."""

    logs: tuple[Log, ...]
    measure: Measure
    conditions: tuple[Condition, ...] = ()
    range: TimeRange | None = None
    """None only inside the reader: an answered question always has one."""
    compared: TimeRange | None = None
    """For a comparison: the other range. None there means the time just before `range`."""
    utterance: str = ""
    beta_kinds: tuple[str, ...] = ()
    """Kinds of sign-in that were asked for, keys of `SIGN_IN_KINDS`; empty: interactive ones, as nobody said."""

    def where(self, field_name: str) -> tuple[Condition, ...]:
        """The conditions on one field."""
        return tuple(c for c in self.conditions if c.field == field_name)

    def without(self, *field_names: str) -> Question:
        """The same question without its conditions on these fields."""
        return replace(self, conditions=tuple(c for c in self.conditions if c.field not in field_names))


@dataclass(frozen=True, slots=True)
class Repair:
    """A spelling that was mended: shown on the answer."""

    typed: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Span:
    """Which words became what; `watchbook parse` prints them."""

    start: int
    end: int
    text: str
    became: str


@dataclass(frozen=True, slots=True)
class Notes:
    """How a reading came about, for the receipt and for `watchbook parse`."""

    spans: tuple[Span, ...] = ()
    unread: tuple[str, ...] = ()
    """Words that were not used and could hardly be a condition; shown on the answer as "not used"."""
    repairs: tuple[Repair, ...] = ()
    lost: tuple[str, ...] = ()
    """Candidate readings that lost, and why."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The text is a question that can be asked."""

    question: Question
    notes: Notes = Notes()
    follow_up: bool = False
    """The question refines the one before it."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """One question back is needed. `choices` complete it: each is a text that would be understood."""

    ask: str
    choices: tuple[str, ...] = ()
    notes: Notes = Notes()
    partial: Question | None = None
    """What was understood so far; kept as the previous question, so that an answer completes it."""
    reason: str = "unread"
    """unread | empty | which | needs-context | language | beyond"""


@dataclass(frozen=True, slots=True)
class Declined:
    """Not a question that these logs answer; one helpful sentence."""

    sentence: str
    reason: str
    """change | subject | injection | length | greeting | help | thanks | language"""
    notes: Notes = Notes()
    examples: tuple[str, ...] = field(default=())


Reading = Understood | Unclear | Declined
