"""Pieces -> measure: what is wanted of the records. Rules are tried in the order of `RULES`; the first that fits
counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from intents.counting import count, counted_operation, threshold
from intents.label import Piece
from intents.model import Kind, Log, Measure
from intents.sight import (
    BUCKET_CUES,
    Sight,
    field_of,
    fields_of,
    has_records,
    number_near,
    plural,
    split_fields,
    title,
)
from intents.vocabulary.terms import Cond, Cue, Generic, Noun, Records


def read(pieces: Sequence[Piece], log: Log) -> Measure:
    """The measure of an utterance, as one log would have it; records when nothing else is asked for."""
    sight = sight_of(pieces, log)
    measure = next((m for rule in RULES if (m := rule(sight)) is not None), Measure())
    return replace(measure, yes_no=measure.kind is Kind.ROWS and _yes_no(sight), why=sight.cue("why") is not None)


def sight_of(pieces: Sequence[Piece], log: Log) -> Sight:
    """What measures look at in the pieces."""
    cues = tuple((i, c.name) for i, p in enumerate(pieces) for c in p.effects if isinstance(c, Cue))
    nouns = tuple(
        (i, n) for i, p in enumerate(pieces) for n in p.effects if isinstance(n, Noun) and not title(pieces, i)
    )
    return Sight(pieces, log, cues, nouns)


def _compare(sight: Sight) -> Measure | None:
    than, by = sight.cue("than"), split_fields(sight)
    if _risen(sight):
        return Measure(Kind.COMPARE, by)
    held_against = than is not None and than + 1 < len(sight.pieces) and sight.pieces[than + 1].kind == "date"
    dated = [i for i, p in enumerate(sight.pieces) if p.kind == "date"]
    against = len(dated) >= 2 and sight.text(dated[1] - 1) in ("against", "vs", "versus")
    return Measure(Kind.COMPARE, by) if sight.cue("compare") is not None or held_against or against else None


def _risen(sight: Sight) -> bool:
    """ "Are failures up", "is it down today": more or fewer than before."""
    words = [p.text.lower() for p in sight.pieces if p.kind not in ("punct", "date")]
    return bool(words) and words[0] in ("is", "are") and words[-1] in _DIRECTIONS


_DIRECTIONS = ("up", "down", "higher", "lower", "rising", "falling")


def _everybody(sight: Sight) -> Measure | None:
    """ "Is it only alice or everybody": who else it is shows in a split by person."""
    return Measure(Kind.GROUP, (field_of(Noun("person"), sight.log),)) if sight.cue("everybody") is not None else None


def _story(sight: Sight) -> Measure | None:
    at = sight.cue("story")
    if at is None:
        return None
    named = any(p.kind in ("name", "email", "ip") for p in sight.pieces) or any(
        p.word("pronoun", "me") for p in sight.pieces
    )
    specific = any((g := p.get(Generic)) and g.verb and not g.bare for p in sight.pieces) or any(
        p.hit or p.get(Records) or (p.get(Cond) and sight.log is not Log.PROVISIONING) for p in sight.pieces
    )
    return Measure(Kind.STORY) if named and not specific else None


def _share(sight: Sight) -> Measure | None:
    if sight.cue("share") is None:
        return None
    by = split_fields(sight)
    return Measure(Kind.GROUP, by or ("outcome",), share=True)


def _top(sight: Sight) -> Measure | None:
    tops = [i for i, name in sight.cues if name == "top"]
    at = next((i for i in tops if number_near(sight, i) is not None), tops[0] if tops else None)
    most = sight.cue("most")
    least = sight.cue("least")
    index = at if at is not None else most if most is not None else least
    if index is None:
        return None
    number = number_near(sight, index)
    field_names = _top_fields(sight, index) or _top_objects(sight)
    if not field_names:
        return (
            None if at is None or number is None else Measure(Kind.ROWS, limit=number) if has_records(sight) else None
        )
    named = [sight.text(i) for i, _ in sight.nouns] or [p.text.lower() for p in sight.pieces if p.hit]
    singular = at is None and not any(plural(text) for text in named)
    limit = number or (1 if singular or (sight.cue("who") is not None and at is None) else 5)
    return Measure(Kind.TOP, field_names, limit=limit, oldest_first=index == least)


def _top_objects(sight: Sight) -> tuple[str, ...]:
    """ "Most changed groups": the noun is a word of the operation."""
    counted = (counted_operation(p) for p in sight.pieces if p.hit)
    return next((fields for fields in counted if fields), ())


def _top_fields(sight: Sight, index: int) -> tuple[str, ...]:
    ordered = sorted(sight.nouns, key=lambda item: (item[0] < index, abs(item[0] - index)))
    grouped = [(i, n) for i, n in ordered if n.field not in ("outcome",)] or ordered
    if grouped:
        i, noun = grouped[0]
        previous = next(((j, n) for j, n in sight.nouns if j < index and n.field != "outcome"), None)
        if i > index and previous and sight.cue("which") is not None and previous[0] > (sight.cue("which") or 0):
            noun = previous[1]  # "which app has the most failed users"
        return fields_of(noun, sight.log)[:1]
    who = sight.cue("who")
    if who is not None:
        done_to = sight.log is Log.DIRECTORY_AUDITS and sight.text(who + 1) in ("was", "were", "got", "is")
        return ("target",) if done_to else (field_of(Noun("person"), sight.log),)
    if any(p.get(Generic) for p in sight.pieces) and sight.log is Log.DIRECTORY_AUDITS:
        return ("operation",)
    return ()


def _by(sight: Sight) -> Measure | None:
    fields = split_fields(sight)
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
    if not near:
        acts = sum(1 for p in sight.pieces if (c := p.get(Cond)) and c.field == "provisioning_action")
        return Measure(Kind.GROUP, ("provisioning_action",) if acts > 1 else ("outcome",))
    first = near[0][0]
    row = [n for i, n in sight.nouns if i >= first and _all_nouns(sight, first, i)]  # "breakdown: user, app, ip"
    return Measure(Kind.GROUP, tuple(dict.fromkeys(f for n in row for f in fields_of(n, sight.log))))


def _all_nouns(sight: Sight, first: int, last: int) -> bool:
    between = sight.pieces[first:last]
    return all(p.get(Noun) or p.word("and", "filler") or p.text in (",", "/", "+") for p in between)


def _pattern(sight: Sight) -> Measure | None:
    return Measure(Kind.TIMELINE) if sight.cue("pattern") is not None else None


def _limited(sight: Sight) -> Measure | None:
    """ "last 5 sign-ins", "the latest failure", "first 3 changes", "when did bob last sign in"."""
    for i, name in sight.cues:
        if name not in ("last", "first"):
            continue
        number = number_near(sight, i)
        oldest = name == "first"
        if number is None and sight.text(i).endswith(" time"):
            return Measure(Kind.ROWS, limit=1, oldest_first=oldest)  # "the first time we saw it"
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
            and not plural(nxt.text.lower().split()[0] if not nxt.hit else _last_hit_word(sight, nxt))
            and not plural(nxt.text.lower())
        ):
            return Measure(Kind.ROWS, limit=1, oldest_first=oldest)
        if oldest and nxt is not None:
            return Measure(Kind.ROWS, oldest_first=True)
    return None


def _last_hit_word(sight: Sight, piece: Piece) -> str:
    words = [p.text.lower() for p in sight.pieces if p.hit is piece.hit]
    return words[-1] if words else ""


def _which(sight: Sight) -> Measure | None:
    """ "which apps did alice use", "who signed in to X", "where did bob sign in from", "alice's IPs"."""
    if sight.log is not Log.SIGN_INS:
        return _which_elsewhere(sight)
    where = sight.cue("where")
    if where is not None and not _relative(sight, where):
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


def _relative(sight: Sight, where: int) -> bool:
    """ "Sign-ins where MFA failed" asks for no place: records or people stand right before, and a clause follows."""
    before = sight.pieces[where - 1] if where else None
    if before is None or where + 1 >= len(sight.pieces) or sight.pieces[where + 1].word("from"):
        return False
    records, cond = before.get(Records), before.get(Cond)
    nominal = (records and not records.verb) or before.get(Noun) or before.hit or (cond and cond.noun)
    return bool(nominal) and sight.text(where + 1).split()[0] not in ("did", "do", "does")


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
        if not plural(piece.text.lower().split()[-1]) or noun.field == "everyone":
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
        (p for p in sight.pieces if (c := p.get(Cond)) and c.field == "guest" and plural(p.text.lower())), None
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
    _everybody, _compare, threshold, _share, _top, _by, _breakdown, count, _pattern, _story, _limited, _which,
)  # fmt: skip
