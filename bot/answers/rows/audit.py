"""A directory audit as two lines: who did what to whom, then when, the operation as the log names it, old → new."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from bot.answers.clean import REASON, clean
from bot.answers.model import Row, Status
from bot.answers.rows.changes import changes
from bot.answers.rows.sign_in import SEPARATOR
from bot.answers.tally import Kept
from bot.answers.times import moment
from intents.fields import FIELDS
from intents.model import Log
from intents.records import Record, Value, text

_SHOWN_CHANGES = 3


class _Parts(NamedTuple):
    actor: str
    people: str
    containers: str
    everything: str
    own: bool
    """The actor is the only target."""


Say = Callable[[_Parts], str]


def _member(verb: str, link: str) -> Say:
    return lambda p: f"{p.actor} {verb} {p.people or 'somebody'} {link} {p.containers or 'something unnamed'}"


def _made(what: str) -> Say:
    return lambda p: f"{p.actor} made {p.people or 'somebody'} {what} {p.containers or 'something unnamed'}"


def _password(verb: str) -> Say:
    return lambda p: (
        f"{p.actor} {verb} " + ("their own password" if p.own else f"the password of {p.people or 'somebody'}")
    )


def _own(verb: str, thing: str) -> Say:
    return lambda p: f"{p.actor} {verb} {thing}" + ("" if p.own or not p.people else f" for {p.people}")


SENTENCES: tuple[tuple[re.Pattern[str], Say], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), say)
    for pattern, say in (
        (r"add eligible member to role", _made("eligible for")),
        (
            r"add member to role.*requested.*activation",
            lambda p: f"{p.actor} asked to activate {p.containers or 'a role'}",
        ),
        (r"add member to role.*activation", lambda p: f"{p.actor} activated {p.containers or 'a role'}"),
        (r"add (scoped )?member to ", _member("added", "to")),
        (r"remove (eligible |scoped )?member from ", _member("removed", "from")),
        (r"add owner to ", _made("an owner of")),
        (r"remove owner from ", _member("removed", "as an owner of")),
        (r"add app role assignment", _member("gave an app role to", "in")),
        (r"(reset|change) .*\(self-service\)|(user )?started password reset", _password("reset")),
        (r"self-service password reset flow", lambda p: f"{p.actor} went through a self-service password reset"),
        (r"reset .*password", _password("reset")),
        (r"change .*password", _password("changed")),
        (r"invite external user", lambda p: f"{p.actor} invited {p.people or p.everything or 'somebody'} as a guest"),
        (r"disable account", lambda p: f"{p.actor} disabled the account of {p.people or 'somebody'}"),
        (r"enable account", lambda p: f"{p.actor} enabled the account of {p.people or 'somebody'}"),
        (r"consent to application", lambda p: f"{p.actor} consented to {p.containers or p.everything or 'an app'}"),
        (r"user registered", _own("registered", "security info")),
        (r"user deleted security", _own("deleted", "security info")),
    )
)
"""The first row that fits an operation says it; every other operation is said by its verb (`VERBS`)."""

VERBS: Mapping[str, str] = {
    "add": "added", "create": "created", "delete": "deleted", "remove": "removed", "update": "updated", "set": "set",
    "restore": "restored", "register": "registered", "unregister": "unregistered", "enable": "enabled",
    "disable": "disabled", "approve": "approved", "revoke": "revoked", "assign": "assigned", "change": "changed",
}  # fmt: skip
"""First word of an operation → how it is told; followed by the rest of the operation and what it was done to."""


def audit_row(kept: Kept, record: Record, when: str) -> Row:
    """Return the row of a `directoryAudit` record. `when` is its time as it is to be shown."""
    operation = clean(text(record, "activityDisplayName"), 100) or "an operation without a name"
    outcome, status = _ending(record)
    title = sentence(operation, record)
    shown = [str(change) for change in changes(record) if (change.new or change.old) not in title]
    more = [f"and {len(shown) - _SHOWN_CHANGES} more changes"] if len(shown) > _SHOWN_CHANGES else []
    reason = clean(text(record, "resultReason"), REASON)
    return Row(
        id=kept.id,
        log=Log.DIRECTORY_AUDITS,
        time=moment(kept.ticks),
        title=title,
        detail=SEPARATOR.join((when, operation, *shown[:_SHOWN_CHANGES], *more)),
        outcome=outcome,
        status=status,
        why=reason if status is Status.BAD else "",
        written=kept.written,
    )


def sentence(operation: str, record: Record) -> str:
    """Return who did what to whom in one sentence; names are cleaned."""
    parts = _parts(record)
    for pattern, say in SENTENCES:
        if pattern.match(operation):
            return say(parts)
    first, _, rest = operation.partition(" ")
    told = VERBS.get(first.casefold())
    on = f": {parts.everything}" if parts.everything else ""
    return f"{parts.actor} {told} {rest}{on}" if told and rest else f"{parts.actor}: {operation}{on and ' →' + on[1:]}"


def _parts(record: Record) -> _Parts:
    log = Log.DIRECTORY_AUDITS
    actors = FIELDS["actor"].values(log, record)
    people = FIELDS["target"].values(log, record)
    own = len(people) == 1 and bool(actors) and people[0].key.casefold() == actors[0].key.casefold()
    actor = _listed(actors) or "Somebody unnamed"
    return _Parts(
        actor, _listed(people), _listed(FIELDS["container"].values(log, record)), _everything(record, people), own
    )


def _everything(record: Record, people: tuple[Value, ...]) -> str:
    things = FIELDS["target_any"].values(Log.DIRECTORY_AUDITS, record)
    return _listed(things) or _listed(people)


def _listed(values: tuple[Value, ...]) -> str:
    """Up to three names, each once; an id alone only where nothing has a name."""
    named = [v for v in values if v.key != v.id]
    names = list(dict.fromkeys(name for name in (clean(v.label or v.key) for v in named or values) if name))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _ending(record: Record) -> tuple[str, Status]:
    result = text(record, "result").casefold()
    known = {
        "success": ("succeeded", Status.GOOD),
        "failure": ("failed", Status.BAD),
        "timeout": ("timed out", Status.BAD),
    }
    return known.get(result, (clean(result, 30) or "result unknown", Status.NEUTRAL))
