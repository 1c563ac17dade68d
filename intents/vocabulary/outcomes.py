"""How things ended, in the words that all three logs share."""

from intents.model import Log
from intents.vocabulary.terms import Cond, Cue, Records, Term, row

ALL = (Log.SIGN_INS, Log.DIRECTORY_AUDITS, Log.PROVISIONING)

OUTCOMES: tuple[Term, ...] = (
    row(
        "failed;fail;fails;failing;unsuccessful;unsuccessfully;didn't work;did not work;didn't succeed;did not succeed;not succeed;not successful;not successfully;went wrong;gone wrong;go wrong;broken;broke;errored;errored out;with [(an|a)] error~;in error;rejected;refused;denied;bad;wasn't successful;weren't successful;was not successful;were not successful;failed attempt~;bounced;unable;fell over;not ok;couldn't be;could not be;didn't get;did not get;wasn't able;weren't able;failed to;fail to;fails to;couldn't;could not;can't;cannot;wouldn't;won't;bombed;bombed out;blew up;crashed;choked;died;cant;couldnt;errored;flopped;stuck",
        Cond("outcome", ("failure",)),
        examples=("failed sign-ins today", "which users failed to come over from Workday this month"),
    ),
    row(
        "what went wrong;what goes wrong;what is wrong;what's wrong;what was wrong;what broke;what failed;why (did|does|do|is|was|has) it fail",
        Cond("outcome", ("failure",)), Cue("why"),
        examples=("what went wrong provisioning into Zoom this month",),
    ),
    row("trouble~;errs;hiccup~;glitch~;mishap~;failure~;error~;failed one~;failed attempt~;problem~;issue~;unsuccessful attempt~;unsuccessful one~;fails", Cond("outcome", ("failure",), noun=True), examples=("failures by app today",)),
    row(
        "successful;successfully;succeeded;succeed;succeeds;success;successes;worked;ok;okay;went through;went well;went fine;completed;complete successfully;made it;fine;go through;without error~;without problems;successful one~;gone through",
        Cond("outcome", ("success",)),
        examples=("successful sign-ins for bob today",),
    ),
    row("skipped;skip;skips;skipping;ignored;out of scope;skipped one~", Cond("outcome", ("skipped",)), Records(1.5), logs=(Log.PROVISIONING,), examples=("skipped provisioning events today",)),
    row("warning~;with warning~", Cond("outcome", ("warning",)), logs=(Log.PROVISIONING,)),
    row("timed out;timeout~;time out", Cond("outcome", ("timeout",)), logs=(Log.DIRECTORY_AUDITS,)),
    row("blocked;block;blocks;blocking", Cond("outcome", ("failure",)), logs=(Log.SIGN_INS,), examples=("blocked sign-ins today",)),
)
