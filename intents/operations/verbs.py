"""Verbs of directory operations: classes of words, each with every form that people use.

Phrases are templates of `intents.vocabulary.terms`, separated by semicolons. A class has four kinds of form: base
("add", "adds"), past ("added"), gerund ("adding") and noun ("additions").
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Form(StrEnum):
    """What a verb's form says about who did it."""

    BASE = "base"
    PAST = "past"
    GERUND = "gerund"
    NOUN = "noun"


VERBS: Mapping[str, tuple[str, str, str, str]] = {
    "ADD": (
        "add;adds;put;puts;include",
        "added;moved;included;attached;stuck;slipped;dropped into",
        "adding;putting",
        "addition~;adds",
    ),
    "JOIN": ("join;joins", "joined", "joining", ""),
    "LEAVE": ("leave;leaves", "left", "leaving", ""),
    "ADDITION": ("", "", "", "addition~;adds"),
    "REMOVE": (
        "remove;removes;kick;kicks;strip;strips;drop;drops;unassign;unassigns;withdraw;detach;delist;take away;pull",
        (
            "removed;moved out;kicked [out];stripped;dropped;unassigned;withdrawn;detached;thrown out;taken (out|"
            "away|off);"
            "took;pulled;lost"
        ),
        "removing;kicking;stripping;dropping;unassigning",
        "removal~;removes;unassignment~",
    ),
    "REVOKE": (
        "revoke;revokes;invalidate",
        "revoked;invalidated;rescinded;withdrew",
        "revoking",
        "revocation~;revoke",
    ),
    "CREATE": (
        "create;creates;make;makes;build;generate;generates;issue;issues;set up;provision",
        "created;built;generated;issued;spun up;onboarded;made;set up",
        "creating;building;generating;issuing;setting up",
        "creation~;creates",
    ),
    "ACQUIRE": (
        "acquire;install;integrate",
        "acquired;bought;purchased;installed;integrated;connected;introduced",
        "",
        "acquisition~;installation~",
    ),
    "NEW": ("", "new;newly;brand new;newest;fresh", "", ""),
    "DELETE": (
        "delete;deletes;erase;destroy;nuke;get rid of",
        "deleted;erased;destroyed;wiped out;nuked;binned;got rid of;dropped",
        "deleting;erasing",
        "deletion~;deletes",
    ),
    "HARD_DELETE": (
        "(hard|permanently) delete;purge",
        "(hard|permanently) (deleted|removed|erased);purged;deleted (permanently|for good|forever)",
        "(hard|permanently) deleting",
        "(hard|permanent) (delete|deletion)~",
    ),
    "UPDATE": (
        (
            "update;updates;edit;edits;modify;modifies;change;changes;alter;amend;adjust;rename;renames;touch;tweak;"
            "mess with;fiddle with;tamper with;reconfigure;make changes to;make a change to"
        ),
        (
            "updated;edited;modified;changed;altered;amended;adjusted;renamed;touched;tweaked;reconfigured;messed "
            "with;fiddled with;tampered with;replaced;made changes to;made a change to;made edits to"
        ),
        "updating;editing;modifying;changing;renaming;altering;tweaking;messing with;fiddling with;tampering with",
        "update~;modification~;edit~;change~;rename~;alteration~;tweak~",
    ),
    "RESET": ("reset;resets", "reset;resetted", "resetting", "reset~"),
    "DISABLE": (
        "disable;disables;deactivate;deactivates;suspend;suspends;(turn|switch|shut) off;offboard",
        "disabled;deactivated;suspended;(turned|switched|shut) off;offboarded",
        "disabling;deactivating;suspending;(turning|switching) off",
        "deactivation~;disablement~;disables;suspension~",
    ),
    "ENABLE": (
        "enable;enables;reenable;re enable;reactivate;(turn|switch) (on|back on);unblock",
        "enabled;reenabled;re enabled;reactivated;re activated;(turned|switched) (on|back on);unblocked;unsuspended",
        "enabling;reenabling;reactivating;(turning|switching) on",
        "reactivation~;enablement~;enables",
    ),
    "RESTORE": (
        "restore;restores;undelete;recover;bring back",
        "restored;undeleted;recovered;brought back",
        "restoring;undeleting",
        "restoration~;restores;undelete~",
    ),
    "UNLOCK": ("unlock;unlocks", "unlocked", "unlocking", "unlock~"),
    "ASSIGN": (
        "assign;assigns;allocate",
        "assigned;allocated;reassigned",
        "assigning;allocating",
        "assignment~;allocation~",
    ),
    "GRANT": (
        "grant;grants;give;gives;hand;hands;award;bestow;confer;confers",
        "granted;gave;given;handed [(out|over)];awarded;bestowed;conferred;dished out;entitled",
        "granting;giving;handing [out]",
        "grant~;granting",
    ),
    "GET": (
        "get;gets;receive;receives;obtain;gain;acquire",
        "got;received;obtained;gained;gotten;acquired",
        "getting;receiving;gaining",
        "",
    ),
    "LOSE": ("lose;loses", "lost", "losing", "loss~"),
    "MAKE": ("make;makes;turn into;appoint", "made;turned into;appointed", "making", "appointment~"),
    "BECOME": ("become;becomes", "became;become;ended up as;ended up", "becoming", ""),
    "PROMOTE": ("promote;promotes", "promoted;upgraded", "promoting", "promotion~"),
    "DEMOTE": ("demote;demotes", "demoted;downgraded", "demoting", "demotion~"),
    "ELEVATE": ("elevate;elevates;escalate", "elevated;escalated", "elevating;escalating", "elevation~;escalation~"),
    "ACTIVATE": ("activate;activates", "activated;self activated", "activating", "activation~"),
    "REQUEST": ("request;requests;ask for;apply for", "requested;asked for;applied for", "requesting", "request~"),
    "APPROVE": (
        "approve;approves;authorise;authorize;sign off",
        "approved;authorised;authorized;okayed",
        "approving",
        "approval~",
    ),
    "DENY": (
        "deny;denies;reject;rejects;decline;declines;refuse",
        "denied;rejected;declined;refused;turned down",
        "denying;rejecting;declining",
        "denial~;rejection~;refusal~",
    ),
    "CANCEL": ("cancel;cancels;abort", "cancelled;canceled;aborted", "cancelling;canceling", "cancellation~"),
    "EXPIRE": (
        "expire;expires;lapse;run out;end",
        "expired;lapsed;ran out;ended",
        "expiring;ending",
        "expiration~;expiry",
    ),
    "EXTEND": ("extend;extends;renew;renews", "extended;renewed", "extending;renewing", "extension~;renewal~"),
    "INVITE": ("invite;invites", "invited;reinvited", "inviting", "invitation~;invite~"),
    "REDEEM": (
        "redeem;redeems;accept;accepts",
        "redeemed;accepted;took up",
        "redeeming;accepting",
        "redemption~;acceptance~",
    ),
    "REGISTER": (
        "register;registers;enrol;enrols;enroll;enrolls;set up;setup;configure;sign up for",
        "registered;enrolled;enroled;set up;setup;configured;signed up for;re registered;reregistered",
        "registering;enrolling;setting up",
        "registration~;enrolment~;enrollment~;set up;setup~;re registration~",
    ),
    "CONSENT": ("consent;consents;agree", "consented;agreed", "consenting", "consent~"),
    "READ": (
        "read;reads;view;views;look up;look at;retrieve;reveal;fetch;access",
        "read;viewed;looked (at|up);retrieved;revealed;fetched;accessed;recovered;exposed",
        "reading;viewing;retrieving;accessing;revealing",
        "read~;view~;retrieval~;access;lookup~;readout~;reveal~;recovery",
    ),
    "VERIFY": ("verify;verifies;validate", "verified;validated", "verifying", "verification~"),
    "CONFIRM": ("confirm;confirms;mark;flag", "confirmed;marked [as];flagged [as]", "confirming", "confirmation~"),
    "DISMISS": ("dismiss;dismisses;clear", "dismissed;cleared;waved away", "dismissing", "dismissal~"),
    "ROTATE": ("rotate;rotates;roll;roll over", "rotated;rolled [over];cycled", "rotating", "rotation~;rollover~"),
    "SET": ("set;sets;configure", "set;configured", "setting", ""),
    "REPORT": ("report;reports", "reported", "reporting", "report~"),
    "REQUIRE": (
        "require;requires;force;forces;enforce;enforces",
        "required;forced;enforced",
        "requiring;forcing;enforcing",
        "",
    ),
    "DOWNLOAD": ("download;downloads;export", "downloaded;exported", "downloading;exporting", "download~;export~"),
    "FINISH": ("finish;complete", "finished;completed", "", ""),
    "START": ("start;run", "started;ran;run;kicked off", "", "run~"),
    "SWITCH": (
        "convert;converts;federate",
        "converted;federated;switched;changed",
        "converting;federating",
        "conversion~",
    ),
}
"""Class -> its base, past, gerund and noun forms."""
