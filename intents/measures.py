"""Pieces -> measure: what is wanted of the records. The rules are tried in the order of `RULES`; the first that fits counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from intents.label import Piece
from intents.model import EntityKind, Kind, Log, Measure, Threshold
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


def read(pieces: Sequence[Piece], log: Log) -> Measure:
    """The measure of an utterance, as one log would have it; records when nothing else is asked for."""
    cues = tuple((i, c.name) for i, p in enumerate(pieces) for c in p.effects if isinstance(c, Cue))
    nouns = tuple((i, n) for i, p in enumerate(pieces) for n in p.effects if isinstance(n, Noun))
    sight = Sight(pieces, log, cues, nouns)
    measure = next((m for rule in RULES if (m := rule(sight)) is not None), Measure())
    return replace(measure, yes_no=measure.kind is Kind.ROWS and _yes_no(sight), why=sight.cue("why") is not None)


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


def _number(sight: Sight, index: int) -> int | None:
    piece = sight.pieces[index] if 0 <= index < len(sight.pieces) else None
    return piece.number if piece and piece.kind == "number" and piece.number > 0 else None


def _number_near(sight: Sight, index: int) -> int | None:
    """A number right behind a cue, before it, or behind a filler: "top 5", "5 most", "last the 3"."""
    for at in (index + 1, index - 1, index + 2):
        number = _number(sight, at)
        if number is not None and (at != index + 2 or sight.pieces[index + 1].word("filler")):
            return number
    return None


def _plural(text: str) -> bool:
    return (
        (text.endswith("s")
        and not text.endswith(("ss", "os", "status")))
        or text in ("people", "ppl", "peeps", "staff", "folks", "oses", "statuses", "everyone", "criteria")
    )


# -- rules ----------------------------------------------------------------------------------------------------------


def _compare(sight: Sight) -> Measure | None:
    than = sight.cue("than")
    held_against = than is not None and than + 1 < len(sight.pieces) and sight.pieces[than + 1].kind == "date"
    return Measure(Kind.COMPARE) if sight.cue("compare") is not None or held_against else None


def _story(sight: Sight) -> Measure | None:
    at = sight.cue("story")
    if at is None:
        return None
    named = any(p.kind in ("name", "email", "ip") for p in sight.pieces) or any(
        p.word("pronoun", "me") for p in sight.pieces
    )
    specific = any(p.hit or p.get(Records) or (p.get(Cond) and sight.log is not Log.PROVISIONING) for p in sight.pieces)
    return Measure(Kind.STORY) if named and not specific else None


def _threshold(sight: Sight) -> Measure | None:
    """ "users with more than 10 failures", "IPs that failed against several accounts", "from a single address"."""
    for i, name in sight.cues:
        if name not in ("at-least", "at-most", "several", "twice"):
            continue
        number = _number(sight, i + 1)
        text = sight.text(i)
        if (
            name in ("at-least", "at-most")
            and number is None
            and not text.startswith(("a single", "only one", "just one", "exactly", "one single", "more than one"))
        ):
            continue
        low, high = _bounds(name, text, number)
        first = next(((j, n) for j, n in sight.nouns if j < i), None)
        after = next((n for j, n in sight.nouns if j > i + (number is not None) and j <= i + 3), None)
        subject = (
            fields_of(first[1], sight.log)[:1]
            if first
            else (field_of(Noun("person"), sight.log),)
            if sight.cue("who") is not None
            else ()
        )
        if not subject:
            continue
        other = field_of(after, sight.log) if after else ""
        if other == subject[0]:
            other = ""
        return Measure(Kind.GROUP, subject, threshold=Threshold(low, high, other, _said(sight, i)))
    return None


def _bounds(name: str, text: str, number: int | None) -> tuple[int | None, int | None]:
    if name == "several":
        return 2, None
    if name == "twice":
        return 3 if "more" in text else 2, None
    if name == "at-least":
        if number is None:
            return 2, None
        return (number + 1 if text in ("more than", "over", "greater than", "exceeding", "above") else number), None
    if number is None:
        return None, 1
    return None, (number - 1 if text in ("fewer than", "less than", "under", "below") else number)


def _said(sight: Sight, index: int) -> str:
    return " ".join(p.text for p in sight.pieces[index : index + 3])


def _share(sight: Sight) -> Measure | None:
    if sight.cue("share") is None:
        return None
    by = _by_fields(sight)
    return Measure(Kind.GROUP, by or ("outcome",), share=True)


def _top(sight: Sight) -> Measure | None:
    tops = [i for i, name in sight.cues if name == "top"]
    at = next((i for i in tops if _number_near(sight, i) is not None), tops[0] if tops else None)
    most = sight.cue("most")
    least = sight.cue("least")
    index = at if at is not None else most if most is not None else least
    if index is None:
        return None
    number = _number_near(sight, index)
    field_names = _top_fields(sight, index)
    if not field_names:
        return (
            None if at is None or number is None else Measure(Kind.ROWS, limit=number) if _has_records(sight) else None
        )
    singular = at is None and not any(_plural(sight.text(i)) for i, _ in sight.nouns)
    limit = number or (1 if singular or (sight.cue("who") is not None and at is None) else 5)
    return Measure(Kind.TOP, field_names, limit=limit, oldest_first=index == least)


def _top_fields(sight: Sight, index: int) -> tuple[str, ...]:
    ordered = sorted(sight.nouns, key=lambda item: (item[0] < index, abs(item[0] - index)))
    grouped = [(i, n) for i, n in ordered if n.field not in ("outcome",)] or ordered
    if grouped:
        i, noun = grouped[0]
        previous = next(((j, n) for j, n in sight.nouns if j < index and n.field != "outcome"), None)
        if i > index and previous and sight.cue("which") is not None and previous[0] > (sight.cue("which") or 0):
            noun = previous[1]  # "which app has the most failed users"
        return fields_of(noun, sight.log)[:1]
    if sight.cue("who") is not None:
        return (field_of(Noun("person"), sight.log),)
    if any(p.get(Generic) for p in sight.pieces) and sight.log is Log.DIRECTORY_AUDITS:
        return ("operation",)
    return ()


def _has_records(sight: Sight) -> bool:
    return any(p.get(Records) or p.hit or p.get(Generic) or ((c := p.get(Cond)) and c.noun) for p in sight.pieces)


def _by_fields(sight: Sight) -> tuple[str, ...]:
    """What "by", "per", "each" split by, in order; time buckets among them."""
    fields: list[str] = []
    for i, name in sight.cues:
        if name in BUCKET_CUES:
            fields.append(BUCKET_CUES[name])
        if name == "wise" and i and (noun := sight.pieces[i - 1].get(Noun)):
            fields += fields_of(noun, sight.log)  # "user wise"
        if name != "by":
            continue
        at = i + 1
        while at < len(sight.pieces):
            piece = sight.pieces[at]
            noun = piece.get(Noun)
            if noun:
                fields += fields_of(noun, sight.log)
            elif not (piece.word("and", "filler") or piece.text == ","):
                break
            at += 1
    return tuple(dict.fromkeys(fields))


def _by(sight: Sight) -> Measure | None:
    fields = _by_fields(sight)
    if not fields:
        return None
    if all(f in BUCKET_CUES.values() for f in fields):
        return Measure(Kind.TIMELINE, fields)
    return Measure(Kind.GROUP, fields)


def _breakdown(sight: Sight) -> Measure | None:
    at = sight.cue("breakdown")
    if at is None:
        return None
    near = sorted((n for n in sight.nouns), key=lambda item: abs(item[0] - at))
    return Measure(Kind.GROUP, fields_of(near[0][1], sight.log)) if near else Measure(Kind.GROUP, ("outcome",))


def _pattern(sight: Sight) -> Measure | None:
    return Measure(Kind.TIMELINE) if sight.cue("pattern") is not None else None


def _count(sight: Sight) -> Measure | None:
    at = sight.cue("count")
    distinct = sight.cue("distinct")
    if at is None and distinct is None:
        return None
    noun = _counted_noun(sight)
    if noun:
        return Measure(Kind.DISTINCT, noun)
    if distinct is not None and any(p.get(Records) for p in sight.pieces):
        later = next((n for i, n in sight.nouns), None)
        return Measure(
            Kind.DISTINCT, fields_of(later, sight.log)[:1] if later else (field_of(Noun("person"), sight.log),)
        )
    if at is None:
        return None
    return Measure(Kind.COUNT)


def _counted_noun(sight: Sight) -> tuple[str, ...]:
    """The field of the noun that is counted: "how many users ..."; empty when it is events that are counted."""
    at = sight.cue("count")
    start = max(i for i in (at, sight.cue("distinct"), -1) if i is not None)
    if start < 0:
        return ()
    trailing = at is not None and not any(_countable(p) for p in sight.pieces[start + 1 :])
    order = range(start + 1, len(sight.pieces)) if not trailing else range(start)
    for i in order:
        piece = sight.pieces[i]
        noun, cond = piece.get(Noun), piece.get(Cond)
        if piece.hit:
            return _counted_operation(piece)
        following = sight.pieces[i + 1] if i + 1 < len(sight.pieces) else None
        if (
            noun
            and following is not None
            and not _plural(piece.text.lower())
            and (
                following.get(Records)
                or following.kind == "operation"
                or (following.get(Cond) and sight.log is Log.PROVISIONING)
            )
        ):
            continue  # "how many user sign-ins"
        if noun and sight.log is Log.DIRECTORY_AUDITS and noun.field == "person" and _undergo(sight, i):
            return ("target",)
        if noun:
            return (
                fields_of(noun, sight.log)[:1]
                if noun.field not in ("outcome", "error_code") or sight.cue("distinct") is not None
                else ()
            )
        records = piece.get(Records)
        if (records and not records.verb) or piece.get(Generic) or (cond and cond.noun and not noun):
            return ()
        if cond and cond.field == "guest":
            return (field_of(Noun("person"), sight.log),)
        if piece.word("for", "by", "from", "to", "in", "on", "with") or (records and records.verb):
            break
    return ()


def _undergo(sight: Sight, index: int) -> bool:
    """Whether the people counted are those it was done to: "people had their password reset", "users were added"."""
    rest = sight.pieces[index + 1 :]
    hit = next((p.hit for p in rest if p.hit), None)
    possessed = any(p.text.lower().split()[-1] in ("had", "have", "got", "their", "whose") for p in rest[:4])
    return hit is not None and hit.object is EntityKind.USER and (possessed or hit.passive)


def _countable(piece: Piece) -> bool:
    return bool(
        piece.get(Noun) or piece.get(Records) or piece.get(Generic) or piece.hit or ((c := piece.get(Cond)) and c.noun)
    )


def _counted_operation(piece: Piece) -> tuple[str, ...]:
    """ "how many users were deleted" counts users, "how many password resets" counts resets: by the word that is counted."""
    hit = piece.hit
    if hit is None or hit.verb is None or piece.first == hit.verb:
        return ()
    words = {
        EntityKind.USER: "target",
        EntityKind.GROUP: "group",
        EntityKind.APP: "app",
        EntityKind.ROLE: "role",
        EntityKind.POLICY: "policy",
        EntityKind.DEVICE: "device",
    }
    if piece.text.lower() in (
        "users",
        "accounts",
        "people",
        "members",
        "guests",
        "persons",
        "identities",
        "employees",
        "owners",
    ):
        return ("target",)
    if piece.text.lower() in (
        "groups",
        "apps",
        "applications",
        "roles",
        "policies",
        "devices",
        "service principals",
        "principals",
    ):
        return (words.get(hit.object, "target_any"),) if hit.object else ("target_any",)
    return ()


def _limited(sight: Sight) -> Measure | None:
    """ "last 5 sign-ins", "the latest failure", "first 3 changes", "when did bob last sign in"."""
    for i, name in sight.cues:
        if name not in ("last", "first"):
            continue
        number = _number_near(sight, i)
        oldest = name == "first"
        if number is not None:
            return Measure(Kind.ROWS, limit=number, oldest_first=oldest)
        when = sight.cue("when")
        if when is not None and when < i:
            return Measure(Kind.ROWS, limit=1, oldest_first=oldest)
        nxt = next(
            (
                p
                for p in sight.pieces[i + 1 : i + 5]
                if p.get(Records) or p.hit or p.get(Generic) or ((c := p.get(Cond)) and c.noun)
            ),
            None,
        )
        alone = all(p.word("filler", "these") or p.kind == "punct" for p in sight.pieces[i + 1 :])
        if nxt is None and alone and len(sight.pieces) <= 5:
            return Measure(Kind.ROWS, limit=1, oldest_first=oldest)  # "the last one"
        if (
            nxt is not None
            and not _plural(nxt.text.lower().split()[0] if not nxt.hit else _last_hit_word(sight, nxt))
            and not _plural(nxt.text.lower())
        ):
            return Measure(Kind.ROWS, limit=1, oldest_first=oldest)
        if oldest and nxt is not None:
            return Measure(Kind.ROWS, oldest_first=True)
    return None


def _last_hit_word(sight: Sight, piece: Piece) -> str:
    words = [p.text.lower() for p in sight.pieces if p.hit is piece.hit]
    return words[-1] if words else ""


def _which(sight: Sight) -> Measure | None:
    """ "which apps did alice use", "who signed in to X", "where did bob sign in from", "mallory's IPs"."""
    if sight.log is not Log.SIGN_INS:
        return _which_elsewhere(sight)
    if sight.cue("where") is not None:
        return Measure(Kind.GROUP, ("country", "city"))
    which = sight.cue("which")
    who = sight.cue("who")
    if who is not None and sight.cue("any", "when") is None:
        return Measure(Kind.GROUP, ("person",))
    asked = _asked_noun(sight, which)
    if asked:
        return Measure(Kind.GROUP, asked)
    if which is not None and _ends_with_to(sight):
        return Measure(Kind.GROUP, ("app",))
    return None


def _which_elsewhere(sight: Sight) -> Measure | None:
    which = sight.cue("which")
    asked = _asked_noun(sight, which)
    simple = (
        "outcome",
        "operation",
        "category",
        "ip",
        "actor",
        "system",
        "provisioning_action",
        "object_type",
        "service",
    )
    if asked and asked[0] in simple and not any(p.hit for p in sight.pieces):
        return Measure(Kind.GROUP, asked)
    return None


def _asked_noun(sight: Sight, which: int | None) -> tuple[str, ...]:
    """The field of the noun the question asks for: behind "which", behind "list", or a plural noun that opens it."""
    for i, noun in sight.nouns:
        piece = sight.pieces[i]
        before = sight.pieces[i - 1] if i else None
        if (
            which is not None
            and which < i <= which + 3
            and all(p.word("filler", "show", "of") or p.get(Cond) or p.get(Cue) for p in sight.pieces[which + 1 : i])
        ):
            return fields_of(noun, sight.log)
        if not _plural(piece.text.lower().split()[-1]) or noun.field == "everyone":
            continue
        opening = all(
            p.word("filler", "show", "of", "recent") or p.get(Cond) or p.kind in ("name", "email", "date")
            for p in sight.pieces[:i]
        )
        owned = before is not None and before.possessive
        asked_for = before is not None and before.word("show")
        following = sight.pieces[i + 1] if i + 1 < len(sight.pieces) else None
        if following is not None and following.kind == "name" and not opening:
            continue
        if (
            (opening and (before is None or not before.word("for", "of", "by", "from", "to", "in", "on", "with")))
            or owned
            or asked_for
        ):
            return fields_of(noun, sight.log)
    guest = next(
        (p for p in sight.pieces if (c := p.get(Cond)) and c.field == "guest" and _plural(p.text.lower())), None
    )
    if (
        guest is not None
        and sight.log is Log.SIGN_INS
        and all(p.word("filler", "show") or p.get(Cue) for p in sight.pieces[: sight.pieces.index(guest)])
    ):
        return ("person",)
    return ()


def _ends_with_to(sight: Sight) -> bool:
    """ "what has carol been signing in to, last 7 days": nothing follows the "to" but a time."""
    rest = [p for p in sight.pieces if p.kind not in ("date", "punct") and not p.word("filler")]
    if not rest:
        return False
    last = rest[-1]
    records = last.get(Records)
    used = records is not None and records.verb
    return last.word("to", "with", "on", "in") or (
        used and last.text.lower().startswith(("access", "us", "open", "sign", "log", "connect"))
    )


def _yes_no(sight: Sight) -> bool:
    first = next((p for p in sight.pieces if p.kind != "punct"), None)
    if first is None:
        return False
    opening = sight.cue("any")
    return (opening is not None and opening <= 1) or first.text.lower().split()[0] in (
        "did",
        "does",
        "do",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "can",
        "could",
    )


RULES: tuple[Callable[[Sight], Measure | None], ...] = (
    _compare, _threshold, _share, _top, _by, _breakdown, _count, _pattern, _story, _limited, _which,
)  # fmt: skip
