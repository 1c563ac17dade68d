"""Operations of the catalogue by their exact name, and by their words in any order and form."""

from __future__ import annotations

from intents.operations.catalogue import Catalogue, Operation, catalogue, stems_of
from intents.operations.function_words import BE, DO, GET, HAVE, JOINERS, STOP
from intents.operations.hit import OperationHit
from intents.operations.labels import Labelled
from intents.operations.verbs import Form

MOST = 25
"""More operations than this fit only something too vague to mean any of them."""

_LONGEST_NAME = 140
_SPREAD = 4
"""Tokens that may stand among the words of one operation."""

_ORDINARY_NAMES = (
    "resetpassword updatepolicy addpolicy deletepolicy accessapproved accessremoved approvalapproved "
    "approvalremoved requestapproved requestdenied requestcreated requestcanceled requestrejected "
    "requestexpired resourceupdated directorydeleted cancelrequest createrequest updaterequest removerequest "
    "processrequest moveresources generatekey emailsubscribed userprovisioning applyreview remediateuser "
    "dismissuser confirmsafe"
)
_ORDINARY = frozenset(_ORDINARY_NAMES.split())
"""Names that are also plain speech: they are exact only when nothing else is said."""


def exact(said: Labelled) -> list[OperationHit]:
    """Names said word for word, longest first, none inside another."""
    book, tokens = catalogue(), said.tokens
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(tokens):
        end, key = _longest_name(book, said, at)
        if end:
            found.append((at, end, key))
        at = end or at + 1
    return [_exact_hit(book, said, start, end, key) for start, end, key in found if _is_meant(said, start, end, key)]


def _longest_name(book: Catalogue, said: Labelled, at: int) -> tuple[int, str]:
    joined, best, best_key = "", 0, ""
    for end in range(at, len(said.tokens)):
        joined += said.tokens[end]
        if len(joined) > _LONGEST_NAME or (len(joined) >= 4 and joined[:4] not in book.openings):
            break
        if joined in book.by_squashed and _said_whole(book, said, at, end + 1, joined):
            best, best_key = end + 1, joined
    return best, best_key


def _said_whole(book: Catalogue, said: Labelled, start: int, end: int, key: str) -> bool:
    """The span is whole words; a name with underscores must have been typed as one word."""
    whole = (start == 0 or said.origin[start - 1] != said.origin[start]) and (
        end == len(said.tokens) or said.origin[end - 1] != said.origin[end]
    )
    one_word = all("_" in book.operations[i].name and " " not in book.operations[i].name for i in book.by_squashed[key])
    return whole and (not one_word or said.origin[start] == said.origin[end - 1])


def _is_meant(said: Labelled, start: int, end: int, key: str) -> bool:
    short = said.origin[start] == said.origin[end - 1] and "_" not in said.words[said.origin[start]] and len(key) < 14
    if not (short or key in _ORDINARY):
        return True
    return all(token in STOP for token in said.tokens[:start] + said.tokens[end:])


def _exact_hit(book: Catalogue, said: Labelled, start: int, end: int, key: str) -> OperationHit:
    operations = [book.operations[i] for i in book.by_squashed[key]]
    verb = next((v for v in said.verbs if start <= v.start < end), None)
    return OperationHit(
        words=said.word_indices([(start, end)]),
        operations=tuple(o.name for o in operations),
        object=operations[0].object,
        container=operations[0].container,
        verb=said.origin[verb.start] if verb else None,
        exact=True,
        weight=1.0,
    )


def by_words(said: Labelled) -> list[OperationHit]:
    """Operations all of whose words were said close together, and, failing that, nearly all of them in one piece."""
    book = catalogue()
    content = [
        (at, stem)
        for at, token in enumerate(said.tokens)
        if token not in STOP and not _did_it(said, at)
        for stem in stems_of(token)
        if stem in book.by_stem
    ]
    places: dict[str, list[int]] = {}
    for at, stem in content:
        places.setdefault(stem, []).append(at)
    if len(places) < 2:
        return []
    covered: dict[int, int] = {}
    for stem in places:
        for number in book.by_stem[stem]:
            covered[number] = covered.get(number, 0) + 1
    whole = [(n, c) for n, c in covered.items() if c >= 2 and c == len(book.operations[n].stems)]
    fits: dict[tuple[int, ...], list[Operation]] = {}
    for number, count in sorted(whole, key=lambda p: -p[1]):
        span = _closest(book.operations[number].stems, places, count)
        if span:
            fits.setdefault(span, []).append(book.operations[number])
    if not fits:
        fits = _nearly(book, content, covered)
    ranked = sorted(fits.items(), key=lambda f: (-len(f[0]), f[0]))
    hits: list[OperationHit] = []
    for span, operations in ranked:
        hit = _hit(said, span, operations)
        if len(operations) <= MOST and not any(set(hit.words) & set(h.words) for h in hits):
            hits.append(hit)
    return hits


def _did_it(said: Labelled, at: int) -> bool:
    """ "Changes made by apps": who did it, and not what it was done to."""
    before = said.tokens[max(0, at - 2) : at]
    return before[-1:] == ["by"] or (before[:1] == ["by"] and before[-1] in ("the", "a", "an", "our", "any"))


def _closest(stems: frozenset[str], places: dict[str, list[int]], count: int) -> tuple[int, ...]:
    """Token positions of the stems, when they stand close together; else ()."""
    rarest = min(stems, key=lambda s: len(places[s]))
    for anchor in places[rarest]:
        near = tuple(sorted({min(places[s], key=lambda at: abs(at - anchor)) for s in stems}))
        if near[-1] - near[0] + 1 <= count + (_SPREAD if count > 2 else 2):
            return near
    return ()


def _nearly(
    book: Catalogue, content: list[tuple[int, str]], covered: dict[int, int]
) -> dict[tuple[int, ...], list[Operation]]:
    """Runs of three or more words that all belong to the same operations, of which little else is missing."""
    best: tuple[int, ...] = ()
    found: list[Operation] = []
    candidates = [book.operations[n] for n, c in covered.items() if c >= 3 and c >= 0.6 * len(book.operations[n].stems)]
    for operation in candidates:
        run = _longest_run([at for at, stem in content if stem in operation.stems])
        size = len({stem for at, stem in content if at in run and stem in operation.stems})
        if min(size, len(run)) < 3 or size < 0.6 * len(operation.stems) or len(run) < len(best):
            continue
        found = [*found, operation] if run == best else [operation]
        best = run
    return {best: found} if found else {}


def _longest_run(positions: list[int]) -> tuple[int, ...]:
    best: list[int] = []
    run: list[int] = []
    for at in sorted(set(positions)):
        run = [*run, at] if run and at - run[-1] <= 2 else [at]
        best = run if len(run) > len(best) else best
    return tuple(best)


def _hit(said: Labelled, span: tuple[int, ...], operations: list[Operation]) -> OperationHit:
    whole = len(span) >= len(operations[0].stems)
    verb = next((v for v in said.verbs if v.start in span), None)
    passive = verb is not None and verb.form is Form.PAST and _passive(said, verb.start, span)
    return OperationHit(
        words=said.word_indices([(at, at + 1) for at in span]),
        operations=tuple(o.name for o in operations),
        object=operations[0].object,
        container=operations[0].container,
        verb=None if verb is None or verb.form is Form.NOUN else said.origin[verb.start],
        passive=passive,
        weight=round(min(0.6, 0.4 + 0.03 * len(span)) if whole else 0.35, 3),
    )


def _passive(said: Labelled, verb: int, span: tuple[int, ...]) -> bool:
    before = said.tokens[max(0, verb - 4) : verb]
    if before and before[-1] in GET:
        return True
    if any(t in DO | (HAVE - {"had"}) for t in before) and not any(t in BE for t in before):
        return False
    return any(t in BE for t in before) or (
        span[0] < verb
        and all(t in STOP | JOINERS or i in span for i, t in enumerate(said.tokens[span[0] : verb], span[0]))
    )
