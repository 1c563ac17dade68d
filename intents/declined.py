"""What is declined in one sentence, and small talk: found before anything is read as a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents.model import Declined
from intents.operations import OperationHit
from intents.text import Kind, Token

LONGEST = 1000
"""Characters; longer texts are declined unread."""

EXAMPLES = (
    "failed sign-ins for alice last week",
    "who made alice global admin?",
    "how many password resets today?",
    "which users failed to come over from Workday this month, and why?",
)
"""Offered wherever somebody may not know what can be asked; the names are placeholders for the reader's own."""

_CHANGE = frozenset(
    "add remove reset delete disable enable block unblock lock unlock grant revoke assign unassign create make "
    "give wipe truncate purge clear erase drop kick "
    "update change modify set approve deny invite provision deprovision promote demote restore rename move "
    "install turn switch force rotate elevate activate "
    "deactivate register unregister terminate ban put whitelist blacklist blocklist sign-out logout reboot "
    "restart send email mail forward post schedule book order buy write patch fix undo "
    "cancel stop start kill run execute configure import export upload".split()
)
_GRANTED = frozenset("access admin rights role permission permissions membership license licence owner".split())
_NAMES = frozenset("grant mark bill drew chase rob sue pat will frank jack buck".split())
"""Verbs that are first names as well."""
_POLITE = frozenset(
    (
        "be so kind nice dear please pls plz can could would will you u i want need like to now hey hi hello "
        "watchbook bot just go ahead and kindly let's lets help me us we should must ok okay so then the for id "
        "i'd want'd do"
    ).split()
)
_OBJECT_FOLLOWS = frozenset(
    (
        "the a an my our his her their this that these those all every everyone me us him them user account group "
        "role password"
    ).split()
)

_INJECTION = re.compile(
    r"(?:ignore|disregard|forget|override|bypass)\s+(?:\w+\s+){0,4}(?:instructions?|rules?|prompts?|polic(?:y|ies)|guidelines?|restrictions?|filters?)"
    r"|system\s+prompt|your\s+(?:prompt|instructions|rules|source\s+code|api\s+key|secret|token|password|credentials)|(?:reveal|print|show|leak|dump)\s+(?:\w+\s+){0,3}(?:prompt|secret|api\s*key|token|env(?:ironment)?\s+variables?)"
    r"|(?:you\s+are|act|behave|pretend)\s+(?:now\s+)?(?:as\s+)?(?:a|an|dan|root|admin)\b|jailbreak|developer\s+mode|drop\s+table|;\s*--|<script|\bunion\s+select\b|\beval\(|\$\{|\{\{|rm\s+-rf",
    re.IGNORECASE,
)
_GREETING = frozenset("hi hello hey yo hiya howdy greetings morning afternoon evening good day hola there".split())
_THANKS = frozenset(
    (
        "thanks thank thx ty cheers great perfect cool nice awesome you very much a lot so many good job well done "
        "ok okay got it wonderful"
    ).split()
)
_HELP = re.compile(
    r"\s*(?:/?help(?:\s+me)?|\?+|what\s+can\s+(?:you|i|this\s+bot)\s+(?:do|ask)(?:\s+(?:for\s+)?(?:me|you|here))?|how\s+(?:do|does)\s+(?:i|this|it|you)\s+(?:use\s+(?:this|you|it)|work)|examples?|commands?|menu|who\s+are\s+you|what\s+are\s+you|what\s+do\s+you\s+do)\s*[?!.]*\s*",
    re.IGNORECASE,
)
_SUBJECTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("mail", frozenset("inbox email emails mailbox mailboxes mails outlook-mail spam phishing".split())),
    ("Intune and device management", frozenset("intune autopilot defender antivirus bitlocker-status malware".split())),
    ("files", frozenset("onedrive-files download downloads document documents spreadsheet powerpoint".split())),
    ("the weather", frozenset("weather forecast temperature rain sunny snowing".split())),
    (
        "small talk",
        frozenset(
            (
                "joke jokes poem song story-telling recipe dinner football soccer movie bitcoin stock stocks "
                "translate capital president"
            ).split()
        ),
    ),
)


def decline(text: str, tokens: Sequence[Token], hits: Sequence[OperationHit]) -> Declined | None:
    """A friendly or helpful sentence for a text that is no question about logs; None when it may be one."""
    lows = [t.low for t in tokens if t.kind is not Kind.PUNCT]
    if _HELP.fullmatch(text):
        return Declined(
            "I answer questions about this tenant's sign-ins, directory changes and provisioning. For example:",
            "help",
            examples=EXAMPLES,
        )
    if (
        lows
        and lows[0] in _GREETING
        and all(w in _GREETING or w in ("watchbook", "bot", "team", "everyone", "all") for w in lows)
    ):
        return Declined(
            "Hello. Ask me about sign-ins, directory changes or provisioning, in your own words.",
            "greeting",
            examples=EXAMPLES,
        )
    if (
        lows
        and lows[0] in ("thanks", "thank", "thx", "ty", "cheers", "great", "perfect", "cool", "nice", "awesome")
        and all(w in _THANKS for w in lows)
    ):
        return Declined("You are welcome.", "thanks")
    if _INJECTION.search(text):
        return Declined(
            "I can only read the sign-in, audit and provisioning logs; I follow no other instructions.",
            "injection",
            examples=EXAMPLES,
        )
    if _asks_for_change(tokens, hits):
        return Declined(
            "I only read logs and cannot change anything. Ask me who did it and when, for example.",
            "change",
            examples=EXAMPLES,
        )
    return None


def other_subject(lows: Sequence[str]) -> Declined | None:
    """For a text that no log understands: whether it is about something else that people ask bots."""
    for subject, words in _SUBJECTS:
        if words & set(lows):
            return Declined(
                f"I know nothing about {subject}; I answer questions about sign-ins, directory changes and"
                " provisioning.",
                "subject",
                examples=EXAMPLES,
            )
    return None


def _asks_for_change(tokens: Sequence[Token], hits: Sequence[OperationHit]) -> bool:
    """An order in the base form of a verb ("reset bob's password"), not the name of an operation ("add member to role
    today").
    """
    words = [t for t in tokens if t.kind is not Kind.PUNCT]
    at = 0
    while at < len(words) and words[at].low in _POLITE:
        at += 1
    if (
        at >= len(words)
        or words[at].low not in _CHANGE
        or words[at].glued
        or (at + 1 < len(words) and words[at + 1].glued)
    ):
        return False
    if at and words[at - 1].low in ("did", "does", "was", "were"):
        return False
    if words[at].low in ("give", "send", "get") and at + 1 < len(words) and words[at + 1].low in ("me", "us"):
        return bool({w.low for w in words[at + 2 :]} & _GRANTED) and not any(h.verb is not None for h in hits)
    if words[at].possessive or (
        words[at].low in _NAMES and not (at + 1 < len(words) and words[at + 1].low in _OBJECT_FOLLOWS)
    ):
        return False  # Grant's sign-ins, Mark Ellis today
    if any(h.exact and at in h.words for h in hits):
        return at + 1 < len(words) and any(w.possessive or w.low in ("my", "me", "please") for w in words)
    following = words[at + 1].low if at + 1 < len(words) else ""
    noun_phrase = following in (
        "by",
        "in",
        "on",
        "event",
        "events",
        "log",
        "logs",
        "attempt",
        "attempts",
        "operations",
        "activity",
        "actions",
        "requests",
        "failures",
        "failed",
        "count",
        "counts",
    )
    return not noun_phrase or (at > 0 and words[at - 1].low in ("to", "you", "please"))
