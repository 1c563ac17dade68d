"""What people ask for that no record of these logs holds, or that no condition here can say.

Such a word would narrow the answer or turn it round, so it stops the answer: the row says what cannot be told and what
can be asked instead. Rows hold phrases that are no names; a quoted or capitalised name keeps its words.
"""

from intents.model import Log
from intents.vocabulary.terms import Beyond, Term, row

S, A, P = Log.SIGN_INS, Log.DIRECTORY_AUDITS, Log.PROVISIONING

_HOURS = "(business|office|working|work|core|opening|normal|regular|usual|standard|shop)"
_ODD = "(weird|odd|strange|dodgy|fishy|shady|anomalous|abnormal|unexpected)"
_THING = "(change|event|operation|activity|activities|thing|sign in|signin|login|logon|failure|access|behaviour|behavior|pattern)~"
_NEW = "(new|unusual|unexpected|strange|unrecognised|unrecognized|never seen|never seen before)"
_PLACE = "(location|country|countries|place|city|cities|ip|ip address|address|device|browser|network)~"


def beyond(phrases: str, ask: str, *choices: str, logs: tuple[Log, ...] = (), examples: tuple[str, ...]) -> Term:
    return row(phrases, Beyond(ask, choices, examples), logs=logs)


BEYOND: tuple[Term, ...] = (
    beyond(
        f"(outside|out of|outside of|during|within|in|not in|after|before|beyond) [(the|our|their|his|her)] [(normal|regular|usual)] {_HOURS} (hours|time|times|day);"
        f"{_HOURS} hours;after hours;off hours;out of hours;outside hours;odd hours;unusual hours;unsociable hours;unusual times;odd times;"
        "(at|by|during the|during|every|each|over) night;nights;nightly;night time;nighttime;overnights;(in the|every|each) (morning|evening|afternoon)s;mornings;evenings;afternoons;lunchtimes;"
        "(on|at|over|during|every|each) [the] (weekends|weekdays|workdays|working days|business days);weekends;weekdays;workdays;every weekend;each weekend",
        "I can keep to one stretch of time, but not to hours of the day or to days of the week over several days. Name one stretch, like “yesterday 6pm to midnight”, or ask for a split by hour or by weekday.",
        "sign-ins by hour this week", "sign-ins by weekday this month",
        examples=("logins outside business hours", "sign-ins after hours this week", "logins at night", "who signs in on weekends", "changes outside of working hours this month"),
    ),
    beyond(
        f"slowest;slower than;fastest;faster than;quickest;slow {_THING};how long;duration~;took longer;takes longer;take longer;taking longer;longer than;shorter than;longest;shortest;latency;how fast;lifetime~",
        "How long something took is nothing that I can search, sort or count by. Ask for the records themselves, please.",
        examples=("slowest provisioning events", "how long did the last sync take", "sign-ins slower than 5 seconds", "role activations longer than 8 hours"),
    ),
    beyond(
        "(in|into|out of|under|from) quarantine;quarantine;quarantined;quarantining",
        "The provisioning log holds what was done to single objects, and not the state of a job. When a job was put into quarantine is among the directory changes; what fails is among the provisioning events.",
        "“Quarantine” operations this month", "provisioning failures by system this week",
        examples=("provisioning jobs in quarantine", "quarantined apps", "is Slack in quarantine"),
    ),
    beyond(
        "after;before;afterwards;beforehand;followed by;preceded by;prior to;subsequent to;subsequently;(right|just|straight|shortly|immediately|soon) (after|before);in a row;consecutive;consecutively;back to back;and (later|then|afterwards|subsequently);but (later|then|eventually|finally|afterwards);then [a] (deleted|removed|disabled|restored|re enabled|added|re added|readded|failed|succeeded|success|failure|successes|failures)",
        "I cannot look for what happened before or after something else. Ask for the one, then for the other; or for everything about one person: “what happened to alice today”.",
        examples=("successful sign-ins after failures", "users disabled then deleted", "failures followed by a success", "5 failures in a row for bob"),
    ),
    beyond(
        f"{_NEW} {_PLACE};(first|never) (seen|used) (location|country|ip|device|browser)~;from (somewhere|anywhere) (new|unusual|unexpected|strange)",
        "What is usual for somebody is not in these records, so I cannot tell what is new. Ask for a split and compare.",
        "sign-ins by country this month", "sign-ins by IP this month",
        logs=(S,),
        examples=("sign-ins from new locations this week", "logins from an unusual country", "new devices signing in today"),
    ),
    beyond(
        f"(any|anything|something|some|any other|what|which) {_ODD};{_ODD} {_THING};anomal(y|ies);out of the ordinary",
        "What is out of the ordinary I cannot judge. Ask for a split, or for a comparison with the time before.",
        "more failures than last week?", "changes by operation this week",
        examples=("any weird changes today", "anomalies in sign-ins this week"),
    ),
    beyond(
        "abroad;overseas;from abroad;foreign [(country|countries|ip|ips|location|locations|address|addresses)];(other|another) countr(y|ies);outside (the|our|their|his|her) [(home|own|usual)] country",
        "Which country is home I do not know. Name it: “not from the UK”, “outside Germany”.",
        logs=(S,),
        examples=("sign-ins from abroad", "foreign logins last week", "did carol log in from another country"),
    ),
    beyond(
        "(unknown|missing|empty|blank|undetermined) (location|country|city|device|browser|user|ip|address)~;(with no|without|without a|no|with unknown|missing) (location|country|city|device|device name|browser|ip|ip address|user agent)~ [(information|info|data|id)]",
        "I cannot look for values that a record does not have. A split shows how many lack one.",
        "sign-ins by country this week", "sign-ins by browser this week",
        logs=(S,),
        examples=("logins with no location", "sign-ins from unknown country"),
    ),
    beyond(
        "report only [mode] [(policy|policies)] [(failure|failures|result|results|block|blocks|success|successes)];reportonly[(failure|success|interrupted)];in report only [mode]",
        "What report-only policies would have done is in the details of each sign-in, and I cannot search by it. I can search by policies that were in force.",
        "sign-ins blocked by conditional access this week",
        logs=(S,),
        examples=("report-only failures this week", "sign-ins with report-only policies today"),
    ),
    beyond(
        "(was|were|is|are) not applied;not applied;did not apply;does not apply;didn't apply;wasn't applied;doesn't apply;hasn't applied;not applying",
        "Sign-ins can be searched by policies that let somebody in or blocked them, not by a policy that did not apply. “Without conditional access” finds those to which none applied.",
        "sign-ins without conditional access this week",
        logs=(S,),
        examples=('sign-ins where policy "MFA for all" was not applied',),
    ),
    beyond(
        "(department|division|cost center|cost centre|job title|line manager)~",
        "Records of sign-ins do not say which department or job somebody is in. Name the people, or ask for a split by user.",
        "sign-ins by user this week",
        logs=(S,),
        examples=("which department signs in the most", "failed sign-ins by department today"),
    ),
    beyond(
        "[(is|are|was|were|people|users|staff)] on (call|duty|shift|holiday|vacation|sick leave|leave);oncall",
        "Who is at work, and when, the logs do not say; what somebody did they do.",
        examples=("who is on call tonight", "sign-ins of people on vacation"),
    ),
    beyond(
        "(location|country|device|session|network|ip|platform|compliance) polic(y|ies)",
        "What a policy is about the records of sign-ins do not say. Name the policy, or ask for all that Conditional Access blocked.",
        "sign-ins blocked by conditional access this week",
        logs=(S,),
        examples=("sign-ins blocked because of the location policy yesterday", "sign-ins that failed due to our device policies"),
    ),
    beyond(
        "(month|day|quarter|year) (over|on) (month|day|quarter|year);mom change;yoy [change];qoq [change]",
        "Name the two times to compare, please.",
        "sign-ins this month compared to last month", "sign-ins today compared to yesterday",
        examples=("failed sign-ins month over month", "role assignments year on year"),
    ),
    beyond(
        "device code flow;device code (sign in|login|logon|authentication)~;auth code flow;authentication flow~;grant type~;ropc",
        "By which flow somebody authenticated is in the details of each sign-in, and I cannot search by it.",
        logs=(S,),
        examples=("device code flow sign-ins this week",),
    ),
    beyond(
        "average~;averages;avg;on average;mean number of;median",
        "I do not work out averages; the numbers per day, hour or week I can give.",
        "sign-ins per day this month",
        examples=("average number of sign-ins per day", "how many sign-ins per user on average"),
    ),
    beyond(
        "(monthly|weekly|daily) active (user|account)~;mau;wau;dau",
        "I count different users over one stretch of time, or sign-ins per day, but not different users per day.",
        "how many different users signed in today", "sign-ins per day this month",
        logs=(S,),
        examples=("daily active users this month", "monthly active users"),
    ),
    beyond(
        "service account~;sync account~;synchronization account~;(privileged|vip|executive|shared|generic) (user|account)~;vips;execs;executives",
        "What kind of account it is the records do not say. Name the accounts, please.",
        examples=("changes made by service accounts", "sign-ins by privileged users this week"),
    ),
    beyond(
        "(stale|dormant|unused|idle) (user|account|app|application|guest)~;inactive (user|guest|app|application)~;stale;dormant;idle",
        "The logs hold what happened, so I cannot list what was not used or who did not sign in. I can show who did.",
        "who signed in in the last 30 days",
        examples=("stale accounts", "inactive users", "dormant guest accounts"),
    ),
    beyond(
        "(nobody|no one|noone|no user|no users|none of the users)",
        "The logs hold what happened, so I cannot list what nobody did. I can show what was done.",
        "which apps were used in the last 30 days",
        logs=(S, A),
        examples=("apps nobody signed in to this month",),
    ),
    beyond(
        "who (excluded|exempted|excludes|exempts);(policy|ca|conditional access|mfa) (exclusion|exception|exemption)~",
        "Whom a policy leaves out is in the details of each change to it. Ask for the changes to the policy.",
        "conditional access policy changes this month",
        examples=("who excluded bob from the MFA policy", "policy exclusions changed this week"),
    ),
    beyond(
        "passwordless;fido2;fido;passkey~;sms;text message~;authenticator [app];phone call~;password only;only [a] password;(windows hello|hello) for business;windows hello;whfb;hardware token~;certificate based [(auth|authentication)];cba;number matching;(authentication|auth|mfa|sign in) method~",
        "With what somebody authenticated is in the details of each sign-in, and I cannot search by it; with or without MFA I can.",
        "sign-ins without MFA this week",
        logs=(S,),
        examples=("fido2 logins this week", "windows hello sign-ins today", "sign-ins with password only"),
    ),
    beyond(
        "of (the|each|every|that) day;of (each|every) (week|month)",
        "Of which day? Name it, please: “first sign-in for alice today”.",
        examples=("first login of the day for bob",),
    ),
    beyond(
        "sign out~;log out~;log off~;logout~;logoff~;signout~;signed (out|off);logged (out|off);signing (out|off);logging (out|off)",
        "Signing out is not logged; signing in is, and so is the revoking of sessions.",
        "sessions revoked this week",
        logs=(S,),
        examples=("sign-outs today", "logouts for kim"),
    ),
    beyond(
        "(admin|test|cloud|cloud only|on prem|break glass|emergency) (account|user)~",
        "What kind of account it is the directory changes do not say. Name the accounts, please.",
        "role assignments this week",
        logs=(A,),
        examples=("new admin accounts this week", "test accounts deleted today"),
    ),
    beyond(
        "owned by;who owns;(who is|whos|who are) [(the|an)] owner~ (of|for);(without|with no|lacking|missing) [(an|any)] (owner|manager)~;ownerless;orphaned;(about to|going to|soon to|that will|which will|will) expire;expiring [soon];expire soon;expires soon;overdue;not accepted;not redeemed;never (accepted|redeemed|activated);without approval",
        "The logs hold changes, and not how things stand. I can show who changed it, and when.",
        logs=(S, A, P),
        examples=("members added to groups owned by alice", "access reviews that are overdue", "guest invites that were never redeemed"),
    ),
    beyond(
        "who (blocked|unblocked) [the] (sign in|signin|login|logon)~;who (blocked|unblocked) [his|her|their] access",
        "Somebody who blocks an account changes the directory. Ask who disabled it.",
        "accounts disabled this week", "accounts enabled this week",
        logs=(S, A),
        examples=("who blocked sign-in for bob",),
    ),
)
