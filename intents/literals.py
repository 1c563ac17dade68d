"""Addresses, codes, ids and version numbers -> conditions: what is told by its shape, whoever says it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import replace

from intents.label import Piece
from intents.model import Condition, Log, Op
from intents.placing import APP, At, U
from intents.vocabulary.terms import Cond


def literal(pieces: Sequence[Piece], index: int, piece: Piece, here: At, log: Log) -> Condition:
    """The condition that an address, a code or an id is."""
    said, denied = piece.text, here.denied()
    if piece.kind == "code":
        return Condition("error_code", Op.EQ, (str(piece.number),), denied, said)
    if piece.kind == "ip":
        networks = _stretch(pieces, index)
        if networks:
            pieces[index + 2].used = True
            return Condition("ip", Op.CIDR, networks, denied, f"{said} to {pieces[index + 2].text}")
        op, value = _address(said)
        return Condition("ip", op, (value,), denied, said)
    field_name = _guid_field(pieces, index, here, log)
    if field_name in _NAMED:
        return Condition(field_name, Op.NAMED, (said.lower(),), denied, said, _NAMED[field_name])
    return Condition(field_name, Op.EQ, (said.lower(),), denied, said)


_NAMED = {"person": (U, APP), "actor": (U, APP), "app": (APP,)}
"""Fields of things that the directory knows by their ids as well."""


_DOES = frozenset({"did", "does", "has", "have"})


def mail_domain(pieces: Sequence[Piece], index: int, log: Log) -> tuple[str, ...]:
    """What the names of accounts of a mail domain hold, where one is meant ("anyone at fabrikam.com", "users
    @fabrikam.com", "fabrikam.com accounts"); nothing where it is a name like another ("sign-ins to monday.com").

    A guest's name at home stands in that of the account here, with an underscore for the at sign
    (https://learn.microsoft.com/entra/external-id/user-properties).
    """
    said = pieces[index].text.lower()
    if said.startswith("domain "):  # taken for a part of the name
        said, before = said.removeprefix("domain "), "domain"
    else:
        before = pieces[index - 1].text.lower() if index else ""
    after = pieces[index + 1].text.lower() if index + 1 < len(pieces) else ""
    meant = before in _AT or after in _ACCOUNTS or (before == "from" and log is not Log.PROVISIONING)
    return (f"@{said}", f"_{said}#ext#") if meant and _DOMAIN.fullmatch(said) else ()


_AT = frozenset({"at", "@", "domain", "the domain", "mail domain"})
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_ACCOUNTS = frozenset("account accounts user users people guest guests address addresses mailboxes staff".split())


def _stretch(pieces: Sequence[Piece], index: int) -> tuple[str, ...]:
    """The networks from one address to another: "10.1.2.0-10.1.2.255", "from 10.0.0.8 to 10.0.0.15"."""
    joint, end = (pieces[index + 1], pieces[index + 2]) if index + 2 < len(pieces) else (None, None)
    if joint is None or end is None or end.kind != "ip" or not (joint.text == "-" or joint.word("to")):
        return ()
    try:
        first, last = ipaddress.ip_address(pieces[index].text), ipaddress.ip_address(end.text)
        return tuple(str(network) for network in ipaddress.summarize_address_range(first, last))
    except (ValueError, TypeError):
        return ()


def _address(text: str) -> tuple[Op, str]:
    """An IP address as said: whole, `10.1.*` and `10.1.` as beginnings, `10.1.0.0/16` as a network."""
    if "/" in text:
        return Op.CIDR, text
    cut = text.rstrip("*xX")
    return (Op.STARTSWITH, cut) if cut != text or text.endswith(".") else (Op.EQ, text.lower())


def _guid_field(pieces: Sequence[Piece], index: int, here: At, log: Log) -> str:
    before = " ".join(p.text.lower() for p in pieces[max(0, index - 4) : index])
    for words, name in (
        ("correlation", "correlation_id"),
        ("request", "request_id"),
        ("job", "job"),
        ("cycle", "cycle"),
        ("change id", "change"),
        ("app", "app"),
        ("user", "person"),
        ("object id", "person"),
    ):
        if words in before:
            return name
    if before.split()[-1:] and before.split()[-1] in _DOES:
        return "actor" if log is Log.DIRECTORY_AUDITS else "person"  # "what did 4f1c2f5e-… do"
    if here.prep in ("for", "by") and "id" not in before.split():
        return "person"
    return "correlation_id" if log is not Log.PROVISIONING else "change"


def version(pieces: Sequence[Piece], index: int, made: list[Condition]) -> None:
    """ "chrome 132", "Chrome version 132": a number behind a browser or an operating system is its version."""
    number, at = pieces[index], index - 1
    if at > 0 and pieces[at].text.lower() in ("version", "ver", "v"):
        pieces[at].used = True
        at -= 1
    before = pieces[at].get(Cond) if at >= 0 else None
    if before is None or before.field not in ("browser", "os") or not made or made[-1].field != before.field:
        return
    values = tuple(f"{value} {number.text}" for value in made[-1].values)
    made[-1] = replace(made[-1], values=values, said=f"{made[-1].said} {number.text}")
    number.used = True
