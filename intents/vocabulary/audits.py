"""What people say about directory audits, beside the operations themselves (`intents/operations`)."""

from intents.model import Log, Op
from intents.vocabulary.roles import ROLES
from intents.vocabulary.terms import Cond, Cue, Generic, Noun, Records, Term, Word, row

ONLY = (Log.DIRECTORY_AUDITS,)
_CHANGES_TO = "changes [(were|have been|that were)] [(recently|lately)] [(applied|made|done)] to"

AUDITS: tuple[Term, ...] = (
    row(
        "(audit|directory audit|directory) (log|record|entry|entries|event|activity|activities|trail|history|row|item)~;audit~;directory audit~;audit log (entry|entries|event|record)~;auditing;audited;admin (change|action|activity|activities|operation)~;directory (change|action|modification|activity)~;config changes;configuration changes;change log;directory activity",
        Records(3.0),
        logs=ONLY,
        examples=("audit entries about alice this week", "audit failures last 30 days"),
    ),
    row(
        "admin group~ [access];admin access;administrator access;access to admin group~;admin group membership~;membership of [an] admin group~;administrator group~;privileged group~;admin rights;administrator rights;admin privilege~;privileged access;privileged group access;admin permission~;elevated (rights|access|privileges);membership (in|of|to) [an] admin group;group admin access",
        Cond("admin_access", ("true",)),
        Records(2.0),
        logs=ONLY,
        examples=("who granted admin group access to a user", "who handed out admin rights this month"),
    ),
    row("role assignable group~;role-assignable group~", Cond("admin_access", ("true",)), logs=ONLY),
    row("self service;sspr;self-service", Cond("service", ("Self-service Password Management",)), logs=ONLY, examples=("self-service password resets this week",)),
    row("who made (it|them);(gave|granted|assigned) (it|that|this) [to (him|her|them|it)];(did|done) (it|that|this) to (him|her|them)", Word("filler"), logs=ONLY, examples=("policy changes this week and who made them",)),
    row("pim;privileged identity management;through pim;via pim;in pim", Cond("service", ("PIM", "Privileged Identity Management")), logs=ONLY, examples=("role elevations through PIM this month",)),
    row(f"group change~;{_CHANGES_TO} groups", Cond("category", ("GroupManagement",)), Records(2.0), logs=ONLY, examples=("group changes this week",)),
    row("[group] membership change~;member change~", Cond("operation", ("Add member to group", "Remove member from group")), Records(2.0), logs=ONLY, examples=("membership changes this week",)),
    *(
        row(f"(type|kind|sort)~ of {_CHANGES_TO} {things}", Cond("category", (category,)), Records(2.0), Cue("by"), Noun("operation"), logs=ONLY, examples=(f"what types of changes were made to {things} this week",))
        for things, category in (("groups", "GroupManagement"), ("users", "UserManagement"), ("roles", "RoleManagement"), ("applications", "ApplicationManagement"))
    ),
    row(f"role [assignment] change~;role change~;{_CHANGES_TO} roles", Cond("category", ("RoleManagement",)), Records(2.0), logs=ONLY, examples=("role changes this week",)),
    row("policy change~;changes to policies", Cond("operation", ("policy",), Op.CONTAINS), Records(2.0), logs=ONLY, examples=("policy changes this week",)),
    row(f"user change~;account change~;{_CHANGES_TO} users;user management", Cond("category", ("UserManagement",)), Records(2.0), logs=ONLY),
    row(f"app~ change~;application change~;application management;{_CHANGES_TO} (apps|applications)", Cond("category", ("ApplicationManagement",)), Records(2.0), logs=ONLY),
    row("device change~;device event~;device management", Cond("category", ("Device",)), Records(2.0), logs=ONLY),
    *(
        row(phrases, Cond("property", names), logs=ONLY, examples=(example,) if example else ())
        for phrases, names, example in (
            ("[user] department~", ("Department",), "who changed bob's department this week"),
            ("[user] job title~;[user] title~", ("JobTitle",), "job title changes this month"),
            ("[user] display name~", ("DisplayName",), ""),
            ("[user] usage location~", ("UsageLocation",), "who updated the usage location of bob this week"),
            ("[user] (phone|telephone) number~", ("TelephoneNumber", "Mobile"), ""),
            ("[user] mobile number~;[user] mobile phone~", ("Mobile",), ""),
            ("[user] office location~", ("PhysicalDeliveryOfficeName",), ""),
            ("[user] upn~;user principal name~", ("UserPrincipalName",), ""),
            ("[user] (mail nickname|alias)~;aliases", ("MailNickname",), ""),
            ("[user] proxy address~;proxy addresses", ("ProxyAddresses",), ""),
            ("[user] (email|mail) address~", ("Mail", "ProxyAddresses"), ""),
            ("[user] employee id~", ("EmployeeId",), ""),
            ("[user] (surname|last name)~", ("Surname",), ""),
            ("[user] (first name|given name)~", ("GivenName",), ""),
            ("[user] company name~", ("CompanyName",), ""),
            ("[user] user type~", ("UserType",), ""),
            ("dynamic [(group|membership)] rule~;[(group|dynamic group)] membership rule~;(dynamic group|group) rule~", ("MembershipRule",), "dynamic group rule changes this month"),
        )
    ),
    row("do;done;doing;make;makes;made;been doing;been up to;up to", Generic(verb=True, bare=True), logs=ONLY, examples=("what did trent do yesterday",)),
    row("new (hire|starter|joiner|employee|colleague)", Noun("person"), logs=ONLY),
    row("away;membership~;member~;rights;permission~;access;oauth;oauth2;openid", Word("filler"), logs=ONLY),
    row("by whom;by who;who did", Cue("by-whom"), logs=ONLY),
    *ROLES,
)
