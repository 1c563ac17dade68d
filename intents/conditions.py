"""Pieces -> conditions: what each name, literal and condition word is a condition on, by where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from intents.label import Piece
from intents.model import Condition, Log, Op
from intents.operations import vocabulary as operation_words
from intents.placing import (
    APP,
    NOUN_KIND,
    SYS,
    At,
    G,
    R,
    U,
    adjacent,
    audit_name,
    noun_after,
    noun_in_operation,
    provisioning_name,
    sign_in_name,
    taken_from,
)
from intents.text import fold
from intents.vocabulary.provisioning import ENTRA
from intents.vocabulary.terms import Cond, Cue, Generic, Kinds, Noun, Records, Word

SINGULAR = frozenset(
    {"he", "she", "him", "her", "his"}
    | {f"{which} {what}" for which in ("that", "this", "the same") for what in ("user", "person", "account")}
)
"""Pronouns that stand for somebody who was named."""

_VERBS = frozenset({"sign in", "log in", "log on", "sign on", "login", "logon", "signin", "access"})
"""Words for records that are verbs behind "not"."""


@dataclass(slots=True)
class Found:
    """What became of the pieces of one log's labelling."""

    conditions: list[Condition] = field(default_factory=list)
    sign_in_kinds: list[str] = field(default_factory=list)
    unread: list[Piece] = field(default_factory=list)
    """Pieces that nothing was made of and that could be a condition."""
    ignored: list[Piece] = field(default_factory=list)
    """Words that mean nothing here and can be no condition; said on the answer."""
    guessed: list[Piece] = field(default_factory=list)
    """Names taken for a name only because no vocabulary knows the word."""
    absent: str = ""
    """The verb whose absence is asked for ("who has not signed in"): no log holds that."""
    me: bool = False
    pronoun: str = ""
    """The pronoun that stands for somebody named before ("he", "them")."""


def collect(pieces: Sequence[Piece], log: Log) -> Found:
    """The conditions of an utterance, as one log would have them."""
    found = Found()
    here = At()
    for index, piece in enumerate(pieces):
        if piece.kind == "term":
            here = _term(pieces, index, piece, here, found, log)
        elif piece.kind == "punct":
            if piece.text in ",;.?!":
                here = At(prep=here.prep if piece.text == "," else "", negated=here.negated and piece.text == ",")
        elif piece.kind in ("name", "email"):
            _name(pieces, index, piece, here, found, log)
            here = replace(here, noun="", noun_piece=None, negated=here.negated and _continues(pieces, index))
        elif piece.kind in ("guid", "ip", "code"):
            _literal(pieces, index, piece, here, found, log)
            here = replace(here, negated=here.negated and _continues(pieces, index))
        elif piece.kind == "number":
            _version(pieces, index, piece, found)
        elif piece.kind == "operation":
            here = At(negated=False)
        elif piece.kind == "date":
            here = At()
    operation = _operation(pieces)
    if operation is not None:
        found.conditions.append(operation)
    joined = {p.text for i, p in enumerate(pieces) if p.kind in ("name", "email") and _listed(pieces, i)}
    found.conditions = _combine(found.conditions, joined)
    return found


def _version(pieces: Sequence[Piece], index: int, piece: Piece, found: Found) -> None:
    """ "chrome 132": a number behind a browser or an operating system is its version."""
    before = pieces[index - 1].get(Cond) if index else None
    if before is None or before.field not in ("browser", "os") or not found.conditions:
        return
    last = found.conditions[-1]
    if last.field == before.field:
        values = tuple(f"{value} {piece.text}" for value in last.values)
        found.conditions[-1] = replace(last, values=values, said=f"{last.said} {piece.text}")
        piece.used = True


def _operation(pieces: Sequence[Piece]) -> Condition | None:
    hits = {id(p.hit): p.hit for p in pieces if p.hit}.values()
    named = tuple(dict.fromkeys(o for h in hits for o in h.operations))
    words = " ".join(p.text for p in pieces if p.hit)
    return Condition("operation", Op.EQ, named, False, words) if named else None


def _term(pieces: Sequence[Piece], index: int, piece: Piece, here: At, found: Found, log: Log) -> At:
    word, cond, noun = piece.get(Word), piece.get(Cond), piece.get(Noun)
    kinds = piece.get(Kinds)
    if kinds:
        found.sign_in_kinds += [k for k in kinds.values if k not in found.sign_in_kinds]
    if cond and cond.field == "outcome" and index + 1 < len(pieces) and pieces[index + 1].kind == "code":
        return here  # "not error 50126": the word belongs to the number
    for every in piece.effects if cond else ():
        if isinstance(every, Cond):
            _condition(pieces, index, piece, every, here, found, log)
    if cond:
        following = replace(here, noun=noun.field if noun else "", noun_piece=piece if noun else None)
        return replace(following, negated=here.negated and _continues(pieces, index))
    if word:
        return _word(pieces, index, piece, word.role, here, found)
    if noun and piece.text.lower().endswith((" of", " on")):
        return At(prep=piece.text.lower()[-2:])  # "users of Salesforce"
    if noun:
        return replace(here, noun=noun.field, noun_piece=piece)
    records = piece.get(Records)
    if records:
        if here.negated and (records.verb or piece.text.lower() in _VERBS or log is Log.PROVISIONING):
            found.absent = piece.text
        return At(after_records=True)
    if piece.get(Cue) or piece.get(Generic):
        cue = piece.get(Cue)
        return replace(here, noun="", prep="" if cue and cue.name in ("by", "count", "which", "who") else here.prep)
    return here


def _word(pieces: Sequence[Piece], index: int, piece: Piece, role: str, here: At, found: Found) -> At:
    match role:
        case "for" | "of" | "by" | "from" | "to" | "in" | "on" | "with" | "as":
            return replace(here, prep=role, noun="")
        case "not":
            asks = index == 0 and piece.text.lower().endswith(("n't", "nt"))  # "didn't bob sign in today?"
            return replace(here, negated=not asks)
        case "except" | "outside":
            kept = here.prep if here.prep == "by" else ""
            return replace(here, negated=True, prep="from" if role == "outside" else kept, noun="")
        case "excluded":
            if found.conditions:
                found.conditions[-1] = replace(found.conditions[-1], negated=True)
            return here
        case "me":
            if _is_asker(pieces, index, piece):
                found.me = True
            return here
        case "pronoun":
            low = piece.text.lower()
            within = any(p.get(Noun) or p.get(Cue) for p in pieces[:index])  # "users who changed their password"
            if low in SINGULAR or (
                here.prep in ("for", "by", "to", "of", "with") if low in ("it", "its") else not within
            ):
                found.pronoun = low
            return here
        case "and" | "or":
            return replace(here, noun="")
        case _:
            return here


def _is_asker(pieces: Sequence[Piece], index: int, piece: Piece) -> bool:
    """Whether "I", "me" or "my" means the person asking, not a way of asking ("can I see ...", "show me")."""
    low = piece.text.lower()
    before = pieces[index - 1] if index else None
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if low in ("mine", "myself"):
        return True
    if low == "my":
        owned = next((p for p in pieces[index + 1 : index + 4] if not p.get(Cond) or p.get(Records)), None)
        noun = owned.get(Noun) if owned else None
        return not (noun and noun.field in ("app", "person", "group", "system")) and not (
            owned and owned.kind == "name"
        )
    if low == "me":
        return before is not None and before.word("for", "by", "to", "of", "about")
    if (
        before is not None
        and before.kind == "term"
        and before.text.lower().split()[-1]
        in ("did", "have", "do", "was", "am", "had", "when", "where", "what", "which")
    ):
        return True
    return after is not None and (
        after.get(Records) is not None
        or after.get(Cond) is not None
        or after.kind == "operation"
        or after.get(Generic) is not None
    )


def _condition(pieces: Sequence[Piece], index: int, piece: Piece, cond: Cond, here: At, found: Found, log: Log) -> None:
    if cond.field == "outcome" and index == 0 and piece.text.lower() in ("ok", "okay", "fine"):
        return  # "ok, show me ..."
    made = cond.condition(piece.text)
    negated = here.negated != cond.negated
    if log is Log.PROVISIONING and cond.field == "provisioning_action" and negated:
        found.absent, negated = piece.text, False  # "was not created": creating it failed or was skipped
    if log is Log.PROVISIONING and cond.field == "system":
        made = replace(
            made,
            field={
                "from": taken_from(pieces),
                "to": "target_system",
                "in": "target_system",
                "on": "target_system",
                "with": "system",
            }.get(here.prep, "system"),
        )
        if here.prep == "to" and cond.values == (ENTRA,):
            made = replace(made, field="target_system")
    if cond.field == "role":
        made = _role(pieces, index, piece, made)
    piece.used = True
    found.conditions.append(replace(made, negated=negated))


def _role(pieces: Sequence[Piece], index: int, piece: Piece, made: Condition) -> Condition:
    """ "Helpdesk admins" may be a group of that name as well as the people in a role."""
    if noun_after(pieces, index) == "group":
        return replace(made, field="group", values=(piece.text,), kinds=(G,))
    if piece.text.lower().endswith(("admins", "administrators", "readers", "writers")):
        return replace(made, field="container", values=(piece.text,), kinds=(G, R))
    return made


def _literal(pieces: Sequence[Piece], index: int, piece: Piece, here: At, found: Found, log: Log) -> None:
    if piece.kind == "code":
        field_name, op, value = "error_code", Op.EQ, str(piece.number)
    elif piece.kind == "ip":
        field_name, (op, value) = "ip", _address(piece.text)
    else:
        field_name, op, value = _guid_field(pieces, index, here, log), Op.EQ, piece.text.lower()
    if field_name == "person":
        found.conditions.append(Condition("person", Op.NAMED, (value,), here.negated, piece.text, (U, APP)))
    else:
        found.conditions.append(Condition(field_name, op, (value,), here.negated, piece.text))
    piece.used = True


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
        ("user", "person"),
        ("object id", "person"),
    ):
        if words in before:
            return name
    if here.prep in ("for", "by") and "id" not in before.split():
        return "person"
    return "correlation_id" if log is not Log.PROVISIONING else "change"


def _name(pieces: Sequence[Piece], index: int, piece: Piece, here: At, found: Found, log: Log) -> None:
    if log is Log.DIRECTORY_AUDITS and _of_operation(pieces, piece):
        found.ignored.append(piece)
        return
    if not piece.claimed and piece.kind == "name" and not _may_be_name(pieces, index, piece, here):
        found.unread.append(piece)
        return
    if piece.kind == "name" and not piece.claimed and not piece.capital:
        found.guessed.append(piece)
    following = noun_after(pieces, index) or noun_in_operation(pieces, index)
    said_kind = piece.claimed.kind if piece.claimed else None
    kind = (
        said_kind
        or (NOUN_KIND.get(following) if following else None)
        or (NOUN_KIND.get(here.noun) if here.noun else None)
    )
    if kind and not said_kind and not following and here.noun_piece and not adjacent(here.noun_piece, pieces, index):
        kind = None
    by_log = {Log.SIGN_INS: sign_in_name, Log.DIRECTORY_AUDITS: audit_name, Log.PROVISIONING: provisioning_name}
    field_name, kinds = by_log[log](pieces, index, piece, here, kind)
    if piece.kind == "email":
        kinds = tuple(k for k in kinds if k is U) or (U,)
        field_name = field_name if field_name in ("actor", "target", "person") else "person"
    negated = here.negated
    found.conditions.append(Condition(field_name, Op.NAMED, (piece.text,), negated, piece.text, kinds))
    piece.used = True


def _of_operation(pieces: Sequence[Piece], piece: Piece) -> bool:
    """A word of the vocabulary of operations beside an operation ("a secret or certificate"): no name, but not used
    either.
    """
    plain = piece.kind == "name" and not piece.claimed and not piece.capital and not piece.possessive
    if not plain or not any(p.hit for p in pieces):
        return False
    return all(w in operation_words.words() for w in fold(piece.text).replace("-", " ").split())


def _may_be_name(pieces: Sequence[Piece], index: int, piece: Piece, here: At) -> bool:
    low = piece.text.lower()
    if here.prep in ("for", "by", "of", "from", "to", "in", "on", "with") or piece.possessive or here.noun:
        return True
    return not (low.endswith("ly") and " " not in low) and len(low) > 1


def _listed(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a name is joined to the name before it: "alice, bob and carol"."""
    at = index - 1
    while at >= 0 and pieces[at].word("filler", "for", "by", "to", "of", "from"):
        at -= 1
    if at < 1 or not (pieces[at].word("and", "or") or pieces[at].text in (",", "/")):
        return False
    before = pieces[at - 1] if pieces[at - 1].text != "," else pieces[at - 2] if at > 1 else pieces[at - 1]
    return before.kind in ("name", "email")


def _continues(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a list of the same sort of thing goes on behind a piece: "not from the US or Canada"."""
    rest = [p for p in pieces[index + 1 : index + 5] if not p.word("filler", "from", "in", "by", "to")]
    if len(rest) < 2 or not (rest[0].word("and", "or") or rest[0].text == ","):
        return False
    here, there = pieces[index].get(Cond), rest[1].get(Cond)
    if here or there:
        return here is not None and there is not None and here.field == there.field
    return rest[1].kind == pieces[index].kind


def _combine(conditions: list[Condition], joined: set[str]) -> list[Condition]:
    """Conditions on the same field are alternatives ("failed or interrupted"); negated ones are none of them.

    Names only when they are joined by and, or, or a comma: in "sharepoint sign-ins for april" both must hold.
    """
    combined: list[Condition] = []
    for condition in conditions:
        for at, other in enumerate(combined):
            same = other.field == condition.field and other.op is condition.op and other.negated == condition.negated
            listed = condition.op is not Op.NAMED or condition.said in joined or condition.kinds == (SYS,)
            if same and listed and condition.field not in ("guest", "legacy", "risky", "mfa"):
                values = tuple(dict.fromkeys(other.values + condition.values))
                said = other.said if condition.said in other.said else f"{other.said}, {condition.said}"
                combined[at] = replace(
                    other, values=values, said=said, kinds=tuple(dict.fromkeys(other.kinds + condition.kinds))
                )
                break
        else:
            combined.append(condition)
    return combined
