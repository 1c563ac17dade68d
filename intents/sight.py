"""What measures look at: the pieces with their cues and nouns found once, and small questions about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intents.label import Piece
from intents.model import Log
from intents.vocabulary.terms import Cond, Cue, Generic, Noun, Records

BUCKET_CUES = {"by-day": "day", "by-hour": "hour", "by-weekday": "weekday", "by-week": "week"}


@dataclass(frozen=True, slots=True)
class Sight:
    """The pieces with what measures look at, found once."""

    pieces: Sequence[Piece]
    log: Log
    cues: tuple[tuple[int, str], ...]
    nouns: tuple[tuple[int, Noun], ...]

    def cue(self, *names: str) -> int | None:
        """Index of the first cue of these names."""
        return next((i for i, name in self.cues if name in names), None)

    def text(self, index: int) -> str:
        return self.pieces[index].text.lower() if 0 <= index < len(self.pieces) else ""


def field_of(noun: Noun, log: Log, pieces: Sequence[Piece] = ()) -> str:
    """What a noun counts or splits by in one log: users are initiators in the audit log, objects in provisioning."""
    name = "person" if noun.field == "everyone" else noun.field
    if log is Log.DIRECTORY_AUDITS and name == "person":
        return "actor"
    if log is Log.PROVISIONING and name in ("person", "actor", "group", "role"):
        return "identity"
    if log is Log.SIGN_INS and name == "actor":
        return "person"
    return name


def fields_of(noun: Noun, log: Log) -> tuple[str, ...]:
    """As `field_of`, with the second field that is meant as well."""
    return (field_of(noun, log), *((noun.second,) if noun.second and noun.second != noun.field else ()))


def split_fields(sight: Sight) -> tuple[str, ...]:
    """What "by", "per", "each" split by, in order; time buckets among them."""
    fields: list[str] = []
    for i, name in sight.cues:
        if name in BUCKET_CUES:
            fields.append(BUCKET_CUES[name])
        if name == "wise" and i and (noun := sight.pieces[i - 1].get(Noun)):
            fields += fields_of(noun, sight.log)  # "user wise"
        if name != "by":
            continue
        at = i if sight.pieces[i].get(Noun) else i + 1
        while at < len(sight.pieces):
            piece = sight.pieces[at]
            noun = piece.get(Noun)
            if any(isinstance(e, Cue) and e.name == "where" for e in piece.effects):
                break  # "by user where country is not US"
            if noun:
                fields += fields_of(noun, sight.log)
            elif at > i + 1 and piece.text.lower() in BUCKET_CUES.values() and sight.pieces[at - 1].word("and"):
                fields.append(piece.text.lower())  # "by error and day"
            elif not (piece.word("and", "filler") or piece.text == ","):
                break
            at += 1
    return tuple(dict.fromkeys(fields))


def number_at(sight: Sight, index: int) -> int | None:
    piece = sight.pieces[index] if 0 <= index < len(sight.pieces) else None
    return piece.number if piece and piece.kind == "number" and piece.number > 0 else None


def number_near(sight: Sight, index: int) -> int | None:
    """A number right behind a cue, before it, or behind a filler: "top 5", "5 most", "last the 3"."""
    for at in (index + 1, index - 1, index + 2):
        number = number_at(sight, at)
        if number is not None and (at != index + 2 or sight.pieces[index + 1].word("filler")):
            return number
    return None


def plural(text: str) -> bool:
    return (text.endswith("s") and not text.endswith(("ss", "os", "status"))) or text in (
        "people",
        "ppl",
        "peeps",
        "staff",
        "folks",
        "oses",
        "statuses",
        "everyone",
        "criteria",
    )


def title(pieces: Sequence[Piece], index: int) -> bool:
    """Whether the noun only says what the name behind it is: "what did admin eve do", "user dana"."""
    noun, text = pieces[index].get(Noun), pieces[index].text.lower()
    if noun is None or noun.field not in ("person", "actor") or plural(text.split()[0]) or index + 1 >= len(pieces):
        return False
    return pieces[index + 1].kind == "name" and pieces[index].last + 1 == pieces[index + 1].first


def tells_outcome(pieces: Sequence[Piece]) -> bool:
    """Whether a word speaks of how it went: "failure rate", "share of successes", "status"."""
    for piece in pieces:
        cond, noun = piece.get(Cond), piece.get(Noun)
        if (cond and cond.field in ("outcome", "error_code")) or (noun and noun.field in ("outcome", "error_code")):
            return True
        if piece.kind == "code" or any(word in piece.text.lower() for word in ("success", "fail", "error")):
            return True
    return False


def has_records(sight: Sight) -> bool:
    return any(p.get(Records) or p.hit or p.get(Generic) or ((c := p.get(Cond)) and c.noun) for p in sight.pieces)


def said(sight: Sight, index: int) -> str:
    return " ".join(p.text for p in sight.pieces[index : index + 3])
