"""Pieces -> conditions: what each name, literal and condition word is a condition on, by where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from intents.joining import combine, continues, listed
from intents.label import Piece
from intents.literals import literal, mail_domain, version
from intents.model import Condition, Log, Op
from intents.names import HOMONYMS
from intents.operations import vocabulary as operation_words
from intents.placing import (
    NOUN_KIND,
    At,
    G,
    R,
    U,
    adjacent,
    audit_name,
    noun_after,
    noun_in_operation,
    provisioning_name,
    said_role,
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
    others: bool = False
    """Everybody but the asker ("not by me")."""
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
            shortened = piece.text == "." and index and pieces[index - 1].word("except")  # "excl. Teams"
            if piece.text in ",;.?!" and not shortened:
                here = At(prep=here.prep if piece.text == "," else "", negated=here.negated and piece.text == ",")
        elif piece.kind in ("name", "email"):
            _name(pieces, index, piece, here, found, log)
            goes_on = here.denies_verb or continues(pieces, index)
            here = replace(here, noun="", noun_piece=None, negated=here.negated and goes_on)
        elif piece.kind in ("guid", "ip", "code") and not piece.used:
            found.conditions.append(literal(pieces, index, piece, here, log))
            piece.used = True
            here = replace(here, negated=here.negated and continues(pieces, index))
        elif piece.kind == "number":
            version(pieces, index, found.conditions)
        elif piece.kind == "operation":
            here = At(negated=False)
        elif piece.kind == "date":
            here = At()
    named = any(c.field == "actor" and c.op is Op.NAMED and not c.negated for c in found.conditions)
    for denial in _denying_nothing(pieces):
        noun = denial.get(Noun)
        said_who = named and noun is not None and noun.field == "actor"  # "by non-admins? show those by zoe"
        (found.ignored if said_who else found.unread).append(denial)
    operation = _operation(pieces)
    if operation is not None:
        found.conditions.append(operation)
    joined = {p.text for i, p in enumerate(pieces) if p.kind in ("name", "email") and listed(pieces, i)}
    found.conditions = combine(found.conditions, joined)
    return found


def _denying_nothing(pieces: Sequence[Piece]) -> list[Piece]:
    """What is denied and became no condition ("by non admins", "with no owner"): never to be dropped.

    Not the "no" and "didn't" that open a sentence, and not "whether or not".
    """
    found: list[Piece] = []
    for index, piece in enumerate(pieces):
        if not index or piece.used or not piece.word("not", "except", "outside") or pieces[index - 1].word("or"):
            continue
        what = next((p for p in pieces[index + 1 :] if not p.word("filler", "for", "by", "of", "from", "to")), None)
        people = any((n := p.get(Noun)) and n.field in _PEOPLE for p in pieces[:index])  # "users with no MFA set up"
        if what is not None and what.kind != "punct" and (not what.hit or people):
            said = f"{piece.text} {what.text}"
            found.append(Piece("denial", piece.first, what.last, said, what.effects, token=piece.token))
    return found


_PEOPLE = frozenset({"person", "everyone", "actor"})


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
        return replace(following, negated=here.negated and continues(pieces, index))
    if word:
        return _word(pieces, index, piece, word.role, here, found)
    if noun and piece.text.lower().endswith((" of", " on")):
        return At(prep=piece.text.lower()[-2:])  # "users of Salesforce"
    if noun:
        return replace(here, noun=noun.field, noun_piece=piece)
    records = piece.get(Records)
    if records:
        verb = records.verb or piece.text.lower() in _VERBS or log is Log.PROVISIONING
        if verb and here.denied():
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
            return _denial(pieces, index, here)
        case "but":
            return replace(here, negated=True, denier=piece, noun="") if _all_but(pieces, index) else here
        case "except" | "outside":
            kept = here.prep if here.prep == "by" else ""
            side = "from" if role == "outside" else kept
            return replace(here, negated=True, prep=side, noun="", denier=piece, denies_verb=False)
        case "excluded":
            if found.conditions:
                found.conditions[-1] = replace(found.conditions[-1], negated=True)
            return here
        case "me":
            _asker(pieces, index, piece, here, found)
            return here
        case "pronoun":
            if _is_somebody_named(pieces, index, here):
                found.pronoun = piece.text.lower()
            return here
        case "and" | "or":
            return replace(here, noun="")
        case _:
            return here


def _denial(pieces: Sequence[Piece], index: int, here: At) -> At:
    """What "not" denies: what follows it; before a name "wasn't" and its like deny the verb behind the name."""
    helps = pieces[index].text.lower().endswith(("n't", "nt"))
    if index == 0 and helps:
        return replace(here, negated=False)  # "didn't bob sign in today?"
    subject = helps and index + 1 < len(pieces) and pieces[index + 1].kind in ("name", "email")
    return replace(here, negated=True, denier=pieces[index], denies_verb=subject)


def _is_somebody_named(pieces: Sequence[Piece], index: int, here: At) -> bool:
    """Whether a pronoun stands for what was named before, and not for a noun of the same sentence."""
    low = pieces[index].text.lower()
    if low in SINGULAR:
        return True
    if low in ("it", "its"):
        return here.prep in ("for", "by", "to", "of", "with")
    return not any(p.get(Noun) or p.get(Cue) for p in pieces[:index])  # "users who changed their password"


def _asker(pieces: Sequence[Piece], index: int, piece: Piece, here: At, found: Found) -> None:
    if here.negated and not here.denies_verb and piece.text.lower() in ("me", "mine", "myself"):
        found.others = here.denied()
    elif _is_asker(pieces, index, piece):
        found.me = True


_ALL = frozenset("all any every each everything anything everywhere anywhere everyone everybody anyone anybody".split())


def _all_but(pieces: Sequence[Piece], index: int) -> bool:
    """ "Everything but 50126", "any country but Denmark", "all sign-ins but bob's": something is left out."""
    before = {p.text.lower().split()[0] for p in pieces[max(0, index - 3) : index]}
    rest = [p for p in pieces[index + 1 :] if not p.word("filler", "for", "from", "by", "to")]
    left_out = bool(rest) and (
        rest[0].kind in ("name", "email", "code", "ip") or rest[0].get(Cond) is not None or rest[0].word("me")
    )
    return left_out and bool(before & _ALL)


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
    if cond.field == "outcome" and piece.get(Records) and any(c.field == "outcome" for c in found.conditions):
        return  # "why can't lena get into Salesforce": the verb's own outcome gives way to the one that is said
    made = cond.condition(piece.text)
    negated = here.denied() != cond.negated
    acted = any(c.field == cond.field for c in found.conditions)  # "disabled but not deleted" is no failure to delete
    if log is Log.PROVISIONING and cond.field == "provisioning_action" and negated and not acted:
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


def _name(pieces: Sequence[Piece], index: int, piece: Piece, here: At, found: Found, log: Log) -> None:
    if log is Log.DIRECTORY_AUDITS and _of_operation(pieces, index, piece):
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
    role = said_role(pieces, index) if log is Log.DIRECTORY_AUDITS else ""
    field_name = role or field_name
    if piece.kind == "email":
        kinds = tuple(k for k in kinds if k is U) or (U,)
        field_name = field_name if field_name in ("actor", "target", "person") else "person"
    negated = not here.denies_verb and here.denied()
    domain = mail_domain(pieces, index, log)
    if domain:
        by = log is Log.DIRECTORY_AUDITS and any(p.word("by") for p in pieces[max(0, index - 3) : index])
        whose = "actor" if by else field_name if field_name == "target" else "person"
        found.conditions.append(Condition(whose, Op.CONTAINS, domain, negated, piece.text))
        piece.used = True
        return
    found.conditions.append(Condition(field_name, Op.NAMED, (piece.text,), negated, piece.text, kinds))
    piece.used = True


def _of_operation(pieces: Sequence[Piece], index: int, piece: Piece) -> bool:
    """A word of the vocabulary of operations beside an operation ("a secret or certificate"): no name, but not used
    either.
    """
    plain = piece.kind == "name" and not piece.claimed and not piece.capital and not piece.possessive
    if not plain or not any(p.hit for p in pieces):
        return False
    if index and pieces[index - 1].word("by", "for") and piece.text.lower() in HOMONYMS:
        return False  # "was it reset by mark"
    return all(w in operation_words.words() for w in fold(piece.text).replace("-", " ").split())


def _may_be_name(pieces: Sequence[Piece], index: int, piece: Piece, here: At) -> bool:
    low = piece.text.lower()
    if here.prep in ("for", "by", "of", "from", "to", "in", "on", "with") or piece.possessive or here.noun:
        return True
    return not (low.endswith("ly") and " " not in low) and len(low) > 1
