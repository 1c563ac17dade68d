"""Counts and thresholds: which noun is counted ("how many users"), and which bound groups must keep."""

from __future__ import annotations

from intents.label import Piece
from intents.model import EntityKind, Kind, Log, Measure, Threshold
from intents.sight import BUCKET_CUES, Sight, field_of, fields_of, number_at, plural, said, split_fields
from intents.vocabulary.terms import Cond, Cue, Generic, Noun, Records


def threshold(sight: Sight) -> Measure | None:
    """ "users with more than 10 failures", "IPs that failed against several accounts", "from a single address"."""
    for i, name in sight.cues:
        if name not in ("at-least", "at-most", "several", "twice"):
            continue
        text = sight.text(i)
        number = number_at(sight, i - 1 if text.startswith("or ") else i + 1)
        if (
            name in ("at-least", "at-most")
            and number is None
            and not text.startswith(("a single", "only one", "just one", "exactly", "one single", "more than one"))
        ):
            continue
        low, high = bounds(name, text, number)
        first = next(((j, n) for j, n in sight.nouns if j < i), None)
        least = i + (number is not None and not text.startswith("or "))
        after = next((n for j, n in sight.nouns if j > least and j <= i + 3), None)
        subject = (
            fields_of(first[1], sight.log)[:1]
            if first
            else (field_of(Noun("person"), sight.log),)
            if sight.cue("who") is not None
            else (field_of(Noun("person"), sight.log),)
            if name == "twice" and sight.log is Log.SIGN_INS
            else tuple(f for f in split_fields(sight)[:1] if f not in BUCKET_CUES.values())  # "more than 20 per user"
        )
        if not subject:
            continue
        other = field_of(after, sight.log) if after else ""
        if other == subject[0]:
            other = ""
        return Measure(Kind.GROUP, subject, threshold=Threshold(low, high, other, said(sight, i)))
    return _several_of(sight)


def _several_of(sight: Sight) -> Measure | None:
    """ "Which users signed in from two countries": that many different ones, or more."""
    for j, noun in sight.nouns:
        at = j - 1 if number_at(sight, j - 1) else j - 2 if _distinct(sight, j - 1) else -1
        number = number_at(sight, at)
        if number is None or number < 2 or not plural(sight.text(j)) or sight.pieces[at].used:
            continue
        if any(i == at - 1 for i, name in sight.cues if name in ("top", "last", "first", "most", "least")):
            continue
        first = next((n for i, n in sight.nouns if i < at), None)
        asked = first or (Noun("person") if sight.cue("who") is not None else None)
        if asked is None or sight.cue("count") is not None:
            continue
        subject, other = field_of(asked, sight.log), field_of(noun, sight.log)
        if subject != other:
            bound = Threshold(number, None, other, said(sight, at))
            return Measure(Kind.GROUP, (subject,), threshold=bound)
    return None


def _distinct(sight: Sight, index: int) -> bool:
    return any(i == index and name == "distinct" for i, name in sight.cues)


_ABOVE = ("more than", ">", "over", "greater than", "exceeding", "above")


def bounds(name: str, text: str, number: int | None) -> tuple[int | None, int | None]:
    """The least and the most that a cue and a number allow: "more than 5" is at least 6."""
    if name == "several":
        return 2, None
    if name == "twice":
        return 3 if "more than tw" in text else 2, None
    if name == "at-least":
        if number is None:
            return 2, None
        return (number + 1 if text in _ABOVE else number), None
    if number is None:
        return None, 1
    return None, (number - 1 if text in ("fewer than", "<", "less than", "under", "below") else number)


def count(sight: Sight) -> Measure | None:
    """ "How many ...": of records, or of different things where a noun says which."""
    at = sight.cue("count")
    distinct = sight.cue("distinct")
    if at is None and distinct is None:
        return None
    noun = counted_noun(sight)
    if noun:
        return Measure(Kind.DISTINCT, noun)
    if distinct is not None and any(p.get(Records) for p in sight.pieces):
        later = next((n for i, n in sight.nouns), None)
        return Measure(
            Kind.DISTINCT, fields_of(later, sight.log)[:1] if later else (field_of(Noun("person"), sight.log),)
        )
    if at is None:
        return None
    besides = _split_besides(sight, at)
    return Measure(Kind.GROUP, besides) if besides else Measure(Kind.COUNT)


def _split_besides(sight: Sight, counts: int) -> tuple[str, ...]:
    """ "How many failures today, and from which countries", "... and by whom": a split tells both."""
    who = sight.cue("who", "which")
    behind = counts and sight.pieces[counts - 1].word("and") and who is not None and who < counts
    if behind and not any(i > counts for i, _ in sight.nouns):  # "who failed MFA and how often"
        return (field_of(next((n for i, n in sight.nouns if i < counts), Noun("person")), sight.log),)
    for at in range(counts + 1, len(sight.pieces)):
        if not sight.pieces[at].word("and"):
            continue
        rest = [p for p in sight.pieces[at + 1 : at + 5] if not p.word("filler", "for", "by", "from", "to", "in", "on")]
        cues = {e.name for p in rest[:1] for e in p.effects if isinstance(e, Cue)}
        noun = rest[1].get(Noun) if len(rest) > 1 else None
        if "which" in cues and noun is not None:
            return fields_of(noun, sight.log)
        if cues & {"by-whom", "who"} and all(p.kind in ("date", "punct") or p.word("filler") for p in rest[1:]):
            return (field_of(Noun("person"), sight.log),)
    return ()


def counted_noun(sight: Sight) -> tuple[str, ...]:
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
            return counted_operation(piece)
        following = sight.pieces[i + 1] if i + 1 < len(sight.pieces) else None
        if (
            noun
            and following is not None
            and not plural(piece.text.lower())
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


def counted_operation(piece: Piece) -> tuple[str, ...]:
    """ "how many users were deleted" counts users, "how many password resets" counts resets: by the word that is
    counted.
    """
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
        into = next((k for k in hit.container if words[k].startswith(piece.text.lower()[:3])), None)
        if into is not None:  # "how many groups was bob added to"
            return (words[into],)
        return (words.get(hit.object, "target_any"),) if hit.object else ("target_any",)
    return ()
