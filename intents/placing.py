"""Which field a name is a condition on, by where it stands: what precedes it, what follows it, the side of the verb.

One function a log; each takes the pieces, the index of the name's piece, what stands to its left, and the kind of thing
that a noun beside it says it is, and returns the field and what the name may belong to, likeliest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intents.label import Piece
from intents.model import EntityKind
from intents.operations import OperationHit
from intents.vocabulary.terms import Cond, Generic, Noun

U, G, APP, R = EntityKind.USER, EntityKind.GROUP, EntityKind.APP, EntityKind.ROLE

POL, SYS, DEV = EntityKind.POLICY, EntityKind.SYSTEM, EntityKind.DEVICE

NOUN_KIND: dict[str, EntityKind] = {
    "person": U,
    "everyone": U,
    "app": APP,
    "resource": APP,
    "group": G,
    "role": R,
    "policy": POL,
    "system": SYS,
    "device": DEV,
    "actor": U,
    "service_principal": APP,
}

KIND_FIELD: dict[EntityKind, str] = {
    U: "person",
    APP: "app",
    G: "group",
    R: "role",
    POL: "policy",
    SYS: "system",
    DEV: "device",
}
"""Which field a name becomes a condition on once it is known what it names."""


@dataclass(slots=True)
class At:
    """What stands to the left of a piece."""

    prep: str = ""
    negated: bool = False
    noun: str = ""
    """The field of a noun that directly precedes a name: "user alice", "the app Salesforce"."""
    noun_piece: Piece | None = None
    after_records: bool = False
    denier: Piece | None = None
    """The word that denies ("not", "except")."""
    denies_verb: bool = False
    """It stands before the subject and denies the verb: "why wasn't bob provisioned"."""

    def denied(self) -> bool:
        """Whether what stands here is denied; asking takes the denial as used."""
        if self.negated and self.denier is not None:
            self.denier.used = True
        return self.negated


def noun_after(pieces: Sequence[Piece], index: int) -> str:
    """The noun right behind a name that says what it names: "the Finance group", "Payroll app"."""
    if index + 1 < len(pieces) and not pieces[index].possessive:
        nxt = pieces[index + 1]
        noun = nxt.get(Noun)
        if noun and noun.field == "identity" and nxt.text.lower() in ("group", "role"):
            return nxt.text.lower()
        if (
            nxt.kind == "term"
            and noun
            and noun.field in NOUN_KIND
            and noun.field not in ("person", "everyone", "actor", "device")
            and not nxt.text.lower().endswith("s")
        ):
            return noun.field
        if (
            nxt.kind == "operation"
            and nxt.hit
            and min(nxt.hit.words) < pieces[index].first
            and nxt.text.lower() in ("group", "role", "app", "application", "policy")
        ):
            return {"application": "app"}.get(nxt.text.lower(), nxt.text.lower())
    return ""


def noun_in_operation(pieces: Sequence[Piece], index: int) -> str:
    """The noun right before a name, when an operation was read from it: "put bob into the group Finance"."""
    before = pieces[index - 1] if index else None
    if before is None or before.kind != "operation" or before.last + 1 != pieces[index].first:
        return ""
    word = before.text.lower()
    return {"application": "app"}.get(word, word) if word in ("group", "role", "app", "application", "policy") else ""


def adjacent(noun: Piece, pieces: Sequence[Piece], index: int) -> bool:
    return noun.last + 1 == pieces[index].first and not noun.text.lower().endswith("s")


def sign_in_name(
    pieces: Sequence[Piece], index: int, piece: Piece, here: At, kind: EntityKind | None
) -> tuple[str, tuple[EntityKind, ...]]:
    if kind is POL:
        return "ca_policy", (POL,)
    if kind is not None:
        return KIND_FIELD.get(kind, "person"), (kind,)
    if not piece.possessive and _blocks(pieces, index, here):
        return "ca_blocked_by", (POL,)
    if here.prep == "by" or (index and pieces[index - 1].text.lower() == "against"):
        return "person", (U,)  # "brute force against dana"
    if here.prep in ("on", "from") and _HOST.fullmatch(piece.text):
        return "device", (DEV, APP) if here.prep == "on" else (DEV, U, APP)
    if here.prep in ("to", "in", "on", "with") and not piece.possessive:
        return "app", (APP,)
    return "person", (U, APP)


_HOST = re.compile(r"(?=.*\d)(?=.*-)[A-Z][A-Z0-9-]{4,}")
"""How devices are named: "LT-4711", "DESKTOP-8QK2L1"; apps and people may be, too."""


_BLOCK = frozenset("block deny refuse reject stop".split())
_BLOCKED = frozenset("blocked denied refused rejected stopped".split())


def _blocks(pieces: Sequence[Piece], index: int, here: At) -> bool:
    """ "Blocked by Require MFA", "what did Require MFA block": only policies refuse sign-ins."""
    before = {p.text.lower() for p in pieces[max(0, index - 3) : index]}
    after = pieces[index + 1].text.lower() if index + 1 < len(pieces) else ""
    return (here.prep == "by" and bool(before & _BLOCKED)) or (after in _BLOCK and bool(before & _DO))


_DO = frozenset("did does do has have".split())


def provisioning_name(
    pieces: Sequence[Piece], index: int, piece: Piece, here: At, kind: EntityKind | None
) -> tuple[str, tuple[EntityKind, ...]]:
    if kind is U:
        return "person", (U,)
    if kind in (G, R):
        return ("group" if kind is G else "role"), (kind,)
    if kind is APP and not here.prep:
        return "app", (APP,)
    if here.prep == "from":
        return taken_from(pieces), (SYS,)
    if here.prep == "to" and index > 1 and pieces[index - 2].text.lower().split()[-1] in _DONE_TO:
        return "identity", (U, SYS)  # "what did provisioning do to tom", "changes to tom"
    if here.prep in ("to", "in", "on"):
        return "target_system", (SYS,)
    if here.prep == "with":
        return "system", (SYS,)
    return "identity", (U, SYS)


_DONE_TO = frozenset(
    "do done did happened happen change changes changed edit edits update updates modification modifications".split()
)


def taken_from(pieces: Sequence[Piece]) -> str:
    """ "imported from Workday" comes from a source, "removed from Slack" was taken out of a target; deletions may be
    either.
    """
    words = [p.text.lower() for p in pieces if (c := p.get(Cond)) and c.field == "provisioning_action"]
    if any(w.startswith(("deprovision", "de provision", "remov", "offboard", "gone", "disappear")) for w in words):
        return "target_system"
    return "system" if any(w.startswith(("delet", "disabl", "deactiv", "suspend")) for w in words) else "source_system"


def audit_name(
    pieces: Sequence[Piece], index: int, piece: Piece, here: At, kind: EntityKind | None
) -> tuple[str, tuple[EntityKind, ...]]:
    """Actor or target: by "by", by the side of the verb it stands on, by voice."""
    hit = next((p.hit for p in pieces if p.hit), None)
    if here.prep == "by" or _did(pieces, index):
        return "actor", (U, APP)
    if kind in (G, R, POL, DEV):
        return KIND_FIELD[kind], (kind,)
    if kind is APP:
        return "app", (APP,)
    if hit and piece.possessive and hit.object is not None:
        return _target_of(hit)  # "bob's password was reset"
    if hit and hit.object is DEV and here.prep == "for" and any(p.hit and "device" in p.text.lower() for p in pieces):
        return "person", (U,)  # "devices registered for bob"
    verb = _verb_at(pieces, hit)
    container = _container(pieces, piece, here, hit, verb)
    if container is not None:
        return container
    target = _target_of(hit)
    if verb is None:
        return _without_verb(pieces, index, piece, here, hit, target)
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    owns = hit is not None and following is not None and following.kind == "operation" and following.first != verb
    subject = piece.first < verb and not here.prep and not owns  # "bob password reset by" owns the password
    if subject:
        asked = any(p.text.lower() in ("by whom", "by who") for p in pieces)
        return target if hit is not None and (hit.passive or asked) else ("actor", (U, APP))
    return target if hit is not None else ("target_any", (U, G, APP, R, POL))


def _did(pieces: Sequence[Piece], index: int) -> bool:
    """ "What changes did bob make to the sales group"."""
    near = [pieces[at].text.lower() if 0 <= at < len(pieces) else "" for at in (index - 1, index + 1)]
    made = near[1] in ("made", "makes") and near[0] in ("change", "changes", "that", "which")
    return made or (near[0] in _DO and near[1] in ("make", "made", "do", "done", "change"))


def _container(
    pieces: Sequence[Piece], piece: Piece, here: At, hit: OperationHit | None, verb: int | None
) -> tuple[str, tuple[EntityKind, ...]] | None:
    """What somebody is put into or taken out of: "to the Finance group", "who joined the finance team"."""
    if hit is None or not hit.container or (verb is not None and piece.first <= verb):
        return None
    if verb is not None and _gives(pieces, verb):
        return "given", (U, G, R, APP)
    plural = {p.text.lower() for p in pieces if p.kind == "operation"} & _GIVEN
    if here.prep in ("to", "from") and plural and sum(1 for p in pieces if p.kind in ("name", "email")) == 1:
        return "given", (U, G, R, APP)  # "roles taken away from bill", "licenses assigned to the sales team"
    if here.prep in ("to", "from", "in", "on", "of"):
        before = [p.get(Cond) for p in pieces if p.last < piece.first]
        if here.prep in ("to", "from", "on") and any(c and c.field in ("role", "admin_access") for c in before):
            return "target", (U, G)  # "assigned Reports Reader to april", "took it from him"
        return "container", hit.container
    return ("container", hit.container) if hit.passive and verb is not None and not here.prep else None


_GIVEN = frozenset("roles groups access licenses licences privileges permissions rights memberships".split())
"""What is given to somebody or taken away, where no group or role is named."""


def _gives(pieces: Sequence[Piece], verb: int) -> bool:
    """Whether the verb takes what is given and who gets it in either order: "give Lab Access to priya", "gave bob
    VPN".
    """
    word = next((p.text.lower() for p in pieces if p.first == verb), "")
    two = sum(1 for p in pieces if p.kind == "name" and p.first > verb) >= 2
    return two and word.startswith(("giv", "gave", "grant", "assign", "hand", "award"))


def _target_of(hit: OperationHit | None) -> tuple[str, tuple[EntityKind, ...]]:
    if hit is None or hit.object is None:
        return "target_any", (U, G, APP, R, POL, DEV)
    return {U: "target", G: "group", APP: "app", R: "role", POL: "policy", DEV: "device"}.get(
        hit.object, "target_any"
    ), (hit.object,)


def _verb_at(pieces: Sequence[Piece], hit: OperationHit | None) -> int | None:
    """Where the verb of the sentence is: the operation's own, else a generic one ("did", "changed")."""
    if hit is not None:
        return hit.verb
    generic = next((p for p in pieces if (g := p.get(Generic)) and g.verb and not _noun_like(p)), None)
    if generic:
        return generic.first
    auxiliaries = [
        p
        for p in pieces
        if p.kind == "term" and p.text.lower() in ("do", "done", "doing", "been doing", "up to") and p.first > 1
    ]
    return auxiliaries[-1].first if auxiliaries else None


def _noun_like(piece: Piece) -> bool:
    return piece.text.lower() in ("change", "changes", "modification", "modifications", "edits", "edit")


def _without_verb(
    pieces: Sequence[Piece],
    index: int,
    piece: Piece,
    here: At,
    hit: OperationHit | None,
    target: tuple[str, tuple[EntityKind, ...]],
) -> tuple[str, tuple[EntityKind, ...]]:
    if hit is not None and hit.container and _names_container(pieces, index, hit):
        return "container", hit.container
    if hit is not None:  # "password resets for bob", "bob's password resets", "role assignments to carol"
        return target if target[0] != "target_any" else ("person", (U, APP, G))
    if piece.possessive or here.prep == "from":
        return "actor", (U, APP)
    if here.prep in ("to", "on") or "about" in _left_words(pieces, index):
        return "target_any", (U, G, APP, R, POL, DEV)
    return "person", (U, G, APP)


def _names_container(pieces: Sequence[Piece], index: int, hit: OperationHit) -> bool:
    """ "tier0-admins adds": what stands right before the additions is what was added to."""
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    adds = following is not None and following.hit is hit and following.text.lower() in ("adds", "additions")
    return adds and not pieces[index].possessive


def _left_words(pieces: Sequence[Piece], index: int) -> str:
    return pieces[index - 1].text.lower() if index else ""


def said_role(pieces: Sequence[Piece], index: int) -> str:
    """actor or target, where it is said in so many words: "initiator: trent", "where actor is not trent"."""
    at = index - 1
    while at > 0 and pieces[at].text.lower() in _IS:
        at -= 1
    noun = pieces[at].get(Noun) if 0 <= at < index - 1 else None
    return noun.field if noun and noun.field in ("actor", "target") else ""


_IS = frozenset({":", "=", "is", "was", "equals", "not", "isn't", "wasn't"})
