"""Whether a value in a record is somebody or something that was looked up."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from bot.graph.systems import is_system
from intents.model import Entity, EntityKind, Log, Source
from intents.records import Value

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_DELETED_UPN = re.compile(r"[0-9a-f]{32}(?=.+@)", re.IGNORECASE)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})

_MANY_IDS = frozenset({EntityKind.APP, EntityKind.ROLE})
"""An app has an application object and service principals, a role a template, a definition and an object: another id
is no proof of another thing."""
_BY_PART = frozenset({EntityKind.POLICY, EntityKind.DEVICE})


def is_guid(text: str) -> bool:
    """Whether it is an object id that stands for something: the log writes zeros where there is none."""
    return bool(_GUID.fullmatch(text)) and bool(text.strip("0-"))


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Text as it is compared: without case, typographic apostrophes as plain ones, no space around."""
    return text.translate(_APOSTROPHES).casefold().strip()


def alive_upn(upn: str) -> str:
    """A user principal name without the object id that Entra puts in front of a deleted user's."""
    return _DELETED_UPN.sub("", upn, count=1) if "@" in upn else upn


def home_address(upn: str) -> str:
    """The address at home of a guest's user principal name (`pat_fabrikam.com#EXT#@...`); empty for members.

    Sign-ins name guests by it (https://learn.microsoft.com/graph/api/resources/signin, userPrincipalName).
    """
    local, mark, _ = upn.partition("#EXT#") if "#EXT#" in upn else upn.partition("#ext#")
    return "@".join(local.rsplit("_", 1)) if mark and "_" in local else ""


def addresses(entity: Entity) -> tuple[str, ...]:
    """Every address that a log may name a person by, folded, each once."""
    known = (
        folded(each) for each in (entity.upn, alive_upn(entity.upn), home_address(entity.upn), entity.mail) if each
    )
    return tuple(dict.fromkeys(known))


def _is_person(entity: Entity, log: Log) -> Callable[[Value], bool]:
    ids_decide = log is Log.DIRECTORY_AUDITS
    own_id, known, name = folded(entity.id), frozenset(addresses(entity)), folded(entity.name)
    if log is Log.SIGN_INS and (own_id or known):
        name = ""  # two people may share it, and every sign-in names its user by id or address

    def test(value: Value) -> bool:
        if own_id and folded(value.id) == own_id:
            return True
        comparable = own_id != "" and is_guid(value.id)
        if comparable and ids_decide:
            return False
        key = folded(value.key)
        if "@" in key:
            return key in known or folded(alive_upn(value.key)) in known
        if key == own_id:
            return own_id != ""
        if comparable:
            return False
        return name != "" and name in {key, folded(value.label)}

    return test


def _is_thing(entity: Entity, log: Log) -> Callable[[Value], bool]:
    by_app_id = log is Log.SIGN_INS and entity.kind is EntityKind.APP and is_guid(entity.app_id)
    ids = frozenset(folded(each) for each in (entity.id, entity.app_id) if each)
    guids = any(is_guid(each) for each in ids) and entity.kind not in _MANY_IDS
    name = folded(entity.name)
    partly = entity.kind in _BY_PART and not entity.id and entity.source is Source.LOG

    def test(value: Value) -> bool:
        if value.id and folded(value.id) in ids:
            return True
        if (guids or by_app_id) and is_guid(value.id):
            return False
        key, label = folded(value.key), folded(value.label)
        if not name:
            return key in ids
        return (name in key or name in label) if partly else (name in {key, label} or key in ids)

    return test


def entity_test(entity: Entity, log: Log) -> Callable[[Value], bool]:
    """A predicate on the values of a field: is this value the entity?

    In directory audits the object id decides where both sides have one (a new account under an old name is somebody
    else). In sign-ins a person's user principal name or home address will do too, and an app is its app id. Where ids
    cannot be compared (a Workday worker number, a role's template) the name decides, without case. A system is
    recognised by its name's words, a policy or device that could not be looked up by a part of its name.
    """
    if entity.kind is EntityKind.SYSTEM:
        return lambda value: is_system(entity.name, value.key)
    return (_is_person if entity.kind is EntityKind.USER else _is_thing)(entity, log)
