"""One name: looked for in the directory, among what was deleted, in the log, and then by other spellings."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.directory.names import ALL_WORDS, EXACT_PART, Candidate, fit, words
from bot.directory.near import near
from bot.directory.outcome import KIND_WORDS, MOST_CHOICES, Ask, Choice, Meant, Nobody
from bot.directory.sources import Found, Sources
from bot.graph.systems import is_system, system_of
from bot.problems import Problem
from intents.model import Condition, Entity, EntityKind, Question, Source

_IN_DIRECTORY = frozenset({EntityKind.USER, EntityKind.GROUP, EntityKind.APP})
_AS_SAID = frozenset({EntityKind.POLICY, EntityKind.DEVICE})
"""Kinds whose name may be taken as it was said: the log has it, and the directory may be closed or past it."""
_CLOSED = frozenset({"permission-missing", "role-missing", "licence-missing"})

_BY_FIELD = {
    "group": (EntityKind.GROUP,),
    "app": (EntityKind.APP,),
    "resource": (EntityKind.APP,),
    "service_principal": (EntityKind.APP,),
    "role": (EntityKind.ROLE,),
    "policy": (EntityKind.POLICY,),
    "ca_policy": (EntityKind.POLICY,),
    "ca_blocked_by": (EntityKind.POLICY,),
    "device": (EntityKind.DEVICE,),
    "source_system": (EntityKind.SYSTEM,),
    "target_system": (EntityKind.SYSTEM,),
    "system": (EntityKind.SYSTEM,),
    "container": (EntityKind.GROUP, EntityKind.ROLE),
    "target_any": (EntityKind.USER, EntityKind.GROUP, EntityKind.APP, EntityKind.ROLE),
}
"""What a name may belong to where the reading does not say; otherwise people."""

Ranked = list[tuple[int, Candidate]]


def kinds_of(condition: Condition) -> tuple[EntityKind, ...]:
    """What the condition's names may belong to, likeliest first."""
    return condition.kinds or _BY_FIELD.get(condition.field, (EntityKind.USER,))


@dataclass(slots=True)
class Search:
    """The search for one name of one condition."""

    sources: Sources
    name: str
    condition: Condition
    question: Question
    now: datetime
    notes: list[str] = field(default_factory=list)

    async def run(self) -> Meant | Ask | Nobody:
        """Step by step: each step is taken only when those before it found nothing."""
        kinds = kinds_of(self.condition)
        if kinds[0] is EntityKind.SYSTEM:
            return await self._system()
        looked: list[EntityKind] = [kind for kind in kinds if kind not in {EntityKind.SYSTEM, EntityKind.DEVICE}]
        for step in (self._in_directory, self._among_deleted, self._in_log):
            found = dict(zip(looked, await asyncio.gather(*map(step, looked)), strict=True))
            decided = self._decide(found)
            if decided is not None:
                return decided
        shorter = await self._without_s(looked)
        if shorter is not None:
            return shorter
        as_said = next((kind for kind in kinds if kind in _AS_SAID), None)
        if as_said is not None:
            self.notes.append(
                f"No {KIND_WORDS[as_said][0]} called “{self.name}” was found; the log was searched for that name."
            )
            return Meant((Entity(as_said, "", self.name, source=Source.LOG),), tuple(self.notes))
        return await self._near(looked)

    async def _without_s(self, kinds: Sequence[EntityKind]) -> Meant | Ask | None:
        """ "grants lockouts": an apostrophe was left out. Only a name of the directory that fits whole is taken."""
        if len(self.name) < 4 or not self.name.casefold().endswith("s") or "@" in self.name:
            return None
        other = Search(self.sources, self.name[:-1], self.condition, self.question, self.now)
        found = dict(zip(kinds, await asyncio.gather(*map(other._in_directory, kinds)), strict=True))
        whole = {kind: [each for each in ranked if each[0] <= EXACT_PART] for kind, ranked in found.items()}
        decided = other._decide(whole)
        if isinstance(decided, Meant):
            return Meant(decided.entities, (*decided.notes, f"“{self.name}” was read as {other.name}."))
        return decided

    # Steps: a kind -> the candidates that fit, with their levels.

    async def _in_directory(self, kind: EntityKind) -> Ranked:
        ranked = self._rank(await self._tried(kind, self.sources.live(kind, self.name)))
        best = min((level for level, _ in ranked), default=ALL_WORDS + 2)
        if kind not in _IN_DIRECTORY or best <= EXACT_PART or (ranked and kind is not EntityKind.USER):
            return ranked
        # accents that Graph may mind, and people of that very name who were deleted: both beat a mere beginning
        more = await self._tried(kind, self.sources.by_letter(kind, self.name))
        gone = await self._tried(kind, self.sources.deleted(kind)) if ranked else ()
        return _best([*ranked, *self._rank(more), *[each for each in self._rank(gone) if each[0] < best]])

    async def _among_deleted(self, kind: EntityKind) -> Ranked:
        return self._rank(await self._tried(kind, self.sources.deleted(kind))) if kind in _IN_DIRECTORY else []

    async def _in_log(self, kind: EntityKind) -> Ranked:
        return self._rank(await self.sources.in_logs(kind, self.name, self.question, self.now))

    async def _tried(self, kind: EntityKind, looking: object) -> Found:
        """What a look-up found; nothing, with a note, when this identity may not look there."""
        try:
            return await looking  # type: ignore[misc,no-any-return]
        except Problem as problem:
            if problem.code not in _CLOSED:
                raise
            many = KIND_WORDS[kind][1]
            needs = problem.facts.get("permission", "Directory.Read.All")
            note = (
                f"The directory's {many} may not be read ({needs} is missing), so names are taken from the log alone."
            )
            if note not in self.notes:
                self.notes.append(note)
            return ()

    def _rank(self, found: Iterable[Candidate]) -> Ranked:
        levels = ((fit(self.name, each), each) for each in found)
        return _best([(level, each) for level, each in levels if level is not None])

    # Decisions

    def _decide(self, found: Mapping[EntityKind, Ranked]) -> Meant | Ask | None:
        """The meaning or a question back, None when nothing fits; the likelier kind wins unless another fits better."""
        fitting = [(kind, ranked) for kind, ranked in found.items() if ranked]
        if not fitting:
            return None
        first = fitting[0][1]
        better = [ranked for _, ranked in fitting[1:] if ranked[0][0] < first[0][0]]
        if better:
            mixed = [each for ranked in (*better, first) for each in ranked]
            return self._which(
                [each for _, each in mixed], f"“{self.name}” may be one of these. Which one?", with_kind=True
            )
        if len(first) > 1:
            kind, count = fitting[0][0], len(first)
            start = f"{count} {KIND_WORDS[kind][1]} fit “{self.name}”"
            more = f"; these are the first {MOST_CHOICES}" if count > MOST_CHOICES else ""
            return self._which([each for _, each in first], f"{start}{more}. Which one?")
        level, one = first[0]
        self._note(level, one.entity)
        return Meant((one.entity, *one.also), tuple(self.notes))

    def _note(self, level: int, entity: Entity) -> None:
        called = (
            f"{entity.name} ({entity.upn})"
            if entity.upn and entity.upn.casefold() != entity.name.casefold()
            else entity.name
        )
        if entity.source is Source.DELETED:
            self.notes.append(f"{entity.name} was deleted from the directory.")
        elif entity.source is Source.LOG and entity.kind is not EntityKind.SYSTEM:
            self.notes.append(f"The directory holds no “{self.name}”; only the log knows {called}.")
        elif level >= ALL_WORDS:
            self.notes.append(f"“{self.name}” was taken as {called}.")

    def _which(self, candidates: Sequence[Candidate], sentence: str, *, with_kind: bool = False) -> Ask:
        shown = candidates[:MOST_CHOICES]
        twice = len({each.entity.name.casefold() for each in shown}) < len(shown)
        choices = tuple(
            Choice(_told(each.entity, with_kind=with_kind, twice=twice), each.entity, each.also) for each in shown
        )
        return Ask(sentence, choices, self.condition, self.question, self.name)

    async def _near(self, kinds: Sequence[EntityKind]) -> Ask | Nobody:
        pools: list[Candidate] = []
        for kind in kinds:
            if kind in _IN_DIRECTORY:
                pools += [
                    *await self._tried(kind, self.sources.by_letter(kind, self.name)),
                    *await self._tried(kind, self.sources.deleted(kind)),
                ]
            elif kind is EntityKind.ROLE:
                pools += await self._tried(kind, self.sources.live(kind, self.name))
        close = near(self.name, pools)
        if close:
            return self._which(
                close, f"I found nothing called “{self.name}”. Did you mean one of these?", with_kind=len(kinds) > 1
            )
        return Nobody(self.name, tuple(kinds) or (EntityKind.USER,), tuple(self.notes))

    async def _system(self) -> Meant | Ask | Nobody:
        """A provisioning system: by the table, by the log's own names, then by the apps of the directory."""
        known = system_of(self.name)
        if known is not None:
            return Meant((Entity(EntityKind.SYSTEM, "", known.name, source=Source.LOG),))
        logged = await self.sources.systems(self.question, self.now)
        if any(is_system(self.name, each) for each in logged):
            return Meant((Entity(EntityKind.SYSTEM, "", self.name, source=Source.LOG),))
        apps = self._rank(await self._tried(EntityKind.APP, self.sources.live(EntityKind.APP, self.name)))
        systems = [Candidate(Entity(EntityKind.SYSTEM, "", each, source=Source.LOG)) for each in logged]
        fitting = self._rank(systems) or [
            (level, Candidate(Entity(EntityKind.SYSTEM, "", each.entity.name, source=Source.LOG)))
            for level, each in apps
        ]
        decided = self._decide({EntityKind.SYSTEM: fitting})
        if decided is not None:
            return decided
        close = near(self.name, systems)
        if close:
            return self._which(close, f"The provisioning log names no “{self.name}”. Did you mean one of these?")
        return Nobody(self.name, (EntityKind.SYSTEM,), tuple(self.notes))


def _best(ranked: Ranked) -> Ranked:
    """Those at the best level, each thing once, in order of their names."""
    least = min((level for level, _ in ranked), default=0)
    once = {each.entity.id or words(each.entity.name): (level, each) for level, each in ranked if level == least}
    return sorted(once.values(), key=lambda each: each[1].entity.name.casefold())


def _told(entity: Entity, *, with_kind: bool, twice: bool) -> str:
    """A choice in words, told from others of its name."""
    if entity.kind is EntityKind.USER:
        title = f", {entity.detail}" if entity.detail and entity.detail != entity.upn else ""
        return f"{entity.name} ({entity.upn or entity.mail}{title})" if entity.upn or entity.mail else entity.name
    extra = [KIND_WORDS[entity.kind][0]] if with_kind else []
    extra += [f"id {entity.id[:8]}"] if twice and entity.id else []
    return f"{entity.name} ({', '.join(extra)})" if extra else entity.name
