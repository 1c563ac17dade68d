"""Words that join, ask, negate and tell time: they name nothing, but say who did what to whom."""

from __future__ import annotations

from intents.operations.verbs import Form


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PREPOSITIONS = _set(
    "to into onto in inside within from of out on for by with via through using under as at against per about regarding"
)
BE = _set("was were is are be been being got get gets getting wasn weren isn aren wasnt werent")
GET = _set("get gets got getting gotten")
"""With a participle right behind it, something was done to the subject: "did bob get disabled"."""
HAVE = _set("has have had hasn haven hasnt havent")
DO = _set("did does do didn doesn don didnt doesnt dont can could will would should must")
WH = _set("who whom which what that whose when where why how")
JOINERS = _set("and or nor plus")
_TIME = (
    "today yesterday tonight tomorrow now ago since until till before after during between last past previous "
    "this next recent recently lately ever just already second minute hour day night week weekend month quarter "
    "year morning afternoon evening noon midnight seconds minutes hours days nights weeks months quarters years "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec am pm utc"
)
_FUNCTION = (
    "a an the any some all each every no not none only also too again more most many much few several other "
    "another new same i we you he she they it me us him her them my our your his their its these those there "
    "here and or but if then than so please show list give tell find count number times time t s d ll ve re "
    "ever how first earliest latest top events event activity activities operations operation entries records "
    "log logs audit audits anyone anybody someone somebody everyone everybody nobody people per"
)
STOP = _set(_TIME) | _set(_FUNCTION) | PREPOSITIONS | BE | HAVE | DO | WH | JOINERS
"""Words that cannot be the name of anything here."""

PARTED = {
    "turn": Form.BASE, "switch": Form.BASE, "turned": Form.PAST, "switched": Form.PAST, "turning": Form.GERUND,
    "switching": Form.GERUND, "take": Form.BASE, "takes": Form.BASE, "took": Form.PAST, "taken": Form.PAST,
    "taking": Form.GERUND,
}  # fmt: skip
TAKES = _set("take takes took taken taking")
TAKEN = {"away": "REMOVE", "off": "REMOVE", "from": "REMOVE"}
"""What was taken was removed, with a particle of its own."""
PARTICLES = {"off": "DISABLE", "on": "ENABLE", "into": "MAKE"}
CONTRACTED = _set("didnt doesnt hasnt havent wasnt werent isnt arent")
NEGATIONS = _set("not never no without nobody")
THE_WHOLE = _set("directory tenant organisation organization company entra aad azure system environment")

SIGN_IN_ONE = _set("signin signins login logins logon logons signon authentications authenticating")
SIGN_IN_TWO = {
    "sign": ("in", "ins", "on", "ons"),
    "signs": ("in",),
    "signed": ("in", "on", "into"),
    "signing": ("in", "on", "into"),
    "log": ("in", "ins", "on", "ons"),
    "logs": ("in",),
    "logging": ("in", "on"),
    "logged": ("in", "on", "into"),
}
