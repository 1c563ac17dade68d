"""What people say about sign-ins: conditions on `signIn` records. Error codes by words are in `sign_in_codes.py`."""

from intents.model import EntityKind, Log, Op
from intents.vocabulary.terms import Cond, Cue, Kinds, Noun, Records, Term, Word, row

ONLY = (Log.SIGN_INS,)


def sign_in(phrases: str, *effects: Cond | Cue | Records | Kinds | Noun | Word, examples: tuple[str, ...] = ()) -> Term:
    return row(phrases, *effects, logs=ONLY, examples=examples)


def _browser(name: str) -> Cond:
    return Cond("browser", (name,), Op.STARTSWITH)


def _os(*names: str) -> Cond:
    return Cond("os", names, Op.STARTSWITH)


SIGN_INS: tuple[Term, ...] = (
    sign_in(
        "(sign in|signin|sign on|signon|log in|login|log on|logon|authentication|auth|access)~ [(attempt|event|activity|activities|log|record|history|try|tries|request|entry|entries|session)~];sign in~;signin~;logins;login~;logon~;logons;sign ons;log ins;log ons;authentications;auths;user (login|logon|sign in|signin)~;sign in log~;interactive sign in~;sessions",
        Records(3.0),
        examples=("sign-ins for alice last week", "show me bob's logins today"),
    ),
    sign_in(
        "(sign|signs|signed|signing|log|logs|logged|logging) (in|on|onto|into|in to|on to);(sign|log|logged|signed) (in|on);authenticate;authenticates;authenticated;authenticating;signed;signing;logged;logging;signed into;logged into;log into;sign into;active;being active;been active;logged in;logging in;signing in;access;accesses;accessed;accessing;connect;connects;connected;connecting",
        Records(2.5, verb=True),
        examples=("who signed in to Salesforce today", "is bob signing in"),
    ),
    sign_in("come online;came online;went online;got online;online;enter;enters;entered;working in;working on;worked in;open;opens;opening;connection~;connexion~", Records(2.0, verb=True), examples=("who entered Salesforce yesterday",)),
    sign_in("(user|people|person)~ (of|on);(is|are|was|were|been|still) on", Noun("person"), Records(1.2, verb=True), examples=("users of Salesforce this week",)),
    sign_in("use;uses;used;using;opened;visited;run;ran;launched;work with;worked with;utilise;utilised", Records(1.0, verb=True), examples=("who used Workday this month",)),
    sign_in("(attempt|try)~", Records(1.0)),
    sign_in(
        "(try|tries|trying|tried|attempt|attempts|attempting|attempted) to (get in|get into|log in|log into|sign in|sign into|login|access|log on|sign on)",
        Records(2.5, verb=True),
        examples=("is bob still trying to get in",),
    ),
    sign_in("activity;user activity;account activity;activity (of|for|by);usage;adoption", Records(2.6), Cue("pattern"), examples=("activity of alice this week",)),
    # outcome
    sign_in(
        "got in;get in;gets in;getting in;getting into;gets into;got into;get into;made it in;let in;came in;could (sign|log) in;were able to (sign|log) in",
        Records(2.5, verb=True), Cond("outcome", ("success",)),
        examples=("who got in to Workday yesterday",),
    ),
    sign_in(
        "(can't|cannot|couldn't|could not|can not|cant|couldnt|unable to|not able to|wasn't able to|were not able to|was not able to|failed to|fail to|fails to|failing to|struggle to|struggling to|having trouble|trouble|problems|issues) (sign in|signing in|sign on|log in|logging in|log on|login|logon|get in|access|authenticate|authenticating|get into|sign into|log into);denied access;access denied;(didn't|did not) get in;couldn't get in;can't get in;cannot get in",
        Records(3.0, verb=True), Cond("outcome", ("failure",)),
        examples=("who couldn't sign in today",),
    ),
    sign_in(
        "(what|what's|whats) [(is|has been|was)] (stopping|preventing|keeping|hindering);what (stops|stopped|prevents|prevented|keeps|kept|hinders)",
        Cond("outcome", ("failure",)), Cue("why"),
        examples=("what is stopping bob from signing in",),
    ),
    sign_in("(success|failure|error) (rate|ratio|percentage)~", Cue("share"), Noun("outcome"), Records(1.2), examples=("failure rate for alice today",)),
    sign_in("conditional access [(result|status|outcome|decision)~];ca (result|status|outcome)~", Noun("ca_status"), examples=("conditional access result split yesterday",)),
    sign_in("(mistyping|mistyped|mistypes|mistype|fat fingering|fat fingered|fat finger) [(the|a|an|their|his|her|my)] (password|pw|passwd)~", Cond("error_code", ("50126",), noun=True), examples=("who keeps mistyping the password this week",)),
    sign_in("mfa (no response|not answered|unanswered|ignored|timed out|timeout|time out)~;no response to mfa;ignored mfa", Cond("error_code", ("500121",), noun=True), examples=("mfa no response today",)),
    sign_in("(non compliant|noncompliant|not compliant) device (error|failure|block|problem|denial)~;device not compliant error~", Cond("error_code", ("53000",), noun=True), examples=("noncompliant device errors this week",)),
    sign_in("interrupted;interrupt~;interruption~;interrupted sign in~", Cond("outcome", ("interrupted",)), examples=("interrupted sign-ins today",)),
    sign_in(
        "[(a|an|the|our|any|some)] (recently|newly|just|lately|freshly) (acquired|added|bought|purchased|installed|onboarded|introduced|registered|integrated|deployed|adopted|procured|rolled out) [enterprise] (app|application|tool|software|service)~;"
        "[(a|an|the|our|my|that)] (new|newest|brand new|newly acquired) [enterprise] (app|application)~ [(we|that we|which we)] [(recently|just)] [(acquired|bought|added|got|installed)];"
        "(app|application)~ (recently|newly|just|we recently|we just|that was recently|that we recently|we) (acquired|added|bought|installed|purchased)",
        Cond("app", (), Op.NEWEST, kinds=(EntityKind.APP,)),
        examples=("who is signing in to a recently acquired app",),
    ),
    # clients
    sign_in(
        "legacy (auth|authentication|protocol~|client~|sign in~);basic (auth|authentication);legacy authentication;old protocols;non modern (auth|authentication);legacy auth sign ins;legacy",
        Cond("legacy", ("true",), noun=True),
        examples=("legacy authentication in the past 14 days", "who still uses basic auth"),
    ),
    sign_in("modern (auth|authentication) [client~]", Cond("legacy", ("false",), noun=True), examples=("modern auth sign-ins yesterday",)),
    sign_in("imap;imap4", Cond("client", ("IMAP",), Op.STARTSWITH), examples=("who uses IMAP",)),
    sign_in("pop;pop3", Cond("client", ("POP",), Op.STARTSWITH)),
    sign_in("smtp;authenticated smtp;smtp auth", Cond("client", ("Authenticated SMTP",), Op.STARTSWITH)),
    sign_in("activesync;exchange activesync;active sync;eas", Cond("client", ("Exchange ActiveSync",), Op.STARTSWITH)),
    sign_in("ews;exchange web services", Cond("client", ("Exchange Web Services",), Op.STARTSWITH)),
    sign_in("mapi;mapi over http", Cond("client", ("MAPI",), Op.STARTSWITH)),
    sign_in("autodiscover", Cond("client", ("Autodiscover",), Op.STARTSWITH)),
    sign_in("outlook anywhere", Cond("client", ("Outlook Anywhere",), Op.STARTSWITH)),
    sign_in("exchange online powershell;exchange powershell", Cond("client", ("Exchange Online PowerShell",), Op.STARTSWITH)),
    sign_in("other clients", Cond("client", ("Other clients",), Op.STARTSWITH)),
    sign_in("browser sign in~;browser login~;web browser~;from [a] browser~;in [a] browser~;via [a] browser", Cond("client", ("Browser",)), Records(2.0), examples=("browser sign-ins today",)),
    sign_in("mobile app~;desktop client~;desktop app~;mobile apps and desktop clients;native client~;mobile client~", Cond("client", ("Mobile Apps and Desktop clients",)), examples=("sign-ins with mobile apps today",)),
    # browsers and operating systems
    sign_in("edge;microsoft edge;ms edge", _browser("Edge"), examples=("edge sign-ins yesterday",)),
    sign_in("chrome;google chrome;chromium", _browser("Chrome"), examples=("chrome logins this week",)),
    sign_in("chrome mobile", _browser("Chrome Mobile")),
    sign_in("firefox;mozilla firefox", _browser("Firefox")),
    sign_in("safari", Cond("browser", ("Safari", "Mobile Safari"), Op.STARTSWITH)),
    sign_in("mobile safari", _browser("Mobile Safari")),
    sign_in("opera", _browser("Opera")),
    sign_in("internet explorer;ie 11;ie11", Cond("browser", ("IE", "Internet Explorer"), Op.STARTSWITH)),
    sign_in("samsung browser;samsung internet", _browser("Samsung")),
    sign_in("windows;windows (device|machine|pc|computer|laptop)~", _os("Windows"), examples=("sign-ins from Windows today",)),
    sign_in("windows 10;win 10;win10;windows10", _os("Windows 10"), examples=("sign-ins from Windows 10 today",)),
    sign_in("windows 11;win 11;win11;windows11", _os("Windows 11")),
    sign_in("windows 7;win 7;win7", _os("Windows 7")),
    sign_in("windows 8;win 8;win8", _os("Windows 8")),
    sign_in("windows server", _os("Windows Server")),
    sign_in("mac;macs;macos;mac os;osx;os x;macbook~;apple computer~", _os("MacOs", "Mac"), examples=("macOS sign-ins this week",)),
    sign_in("ios;iphone~;ipad~;apple device~;apple phone~", _os("Ios", "iOS"), examples=("iphone logins yesterday",)),
    sign_in("android;android (device|phone|tablet)~", _os("Android"), examples=("android sign-ins last 3 days",)),
    sign_in("linux;ubuntu;linux (device|machine)~", _os("Linux"), examples=("linux logins this month",)),
    sign_in("chrome os;chromeos;chromebook~", _os("Chrome OS", "ChromeOS", "Chrome Os")),
    sign_in("phone~;mobile [device]~;mobile phone~;tablet~;from mobile", _os("Ios", "iOS", "Android"), examples=("sign-ins from mobile devices today",)),
    # Conditional Access, MFA, risk, people
    sign_in(
        "(conditional access|ca) (error|problem|denial|block|rejection|issue)~;[that] conditional access fail(ed|ures|ure|s);ca fail(ed|ure)~;conditional access failure~;failed conditional access;failing conditional access;failed ca;conditional access (status|result) (failure|failed);conditional access (was|is) not (met|satisfied)",
        Cond("ca_status", ("failure",), noun=True),
        examples=("conditional access failures today",),
    ),
    sign_in(
        "conditional access (success|succeeded|passed|satisfied);passed conditional access;satisfied conditional access;conditional access successes",
        Cond("ca_status", ("success",), noun=True),
        examples=("sign-ins that passed conditional access today",),
    ),
    sign_in(
        "(conditional access|ca) (not applied|was not applied|wasn't applied|is not applied|did not apply|didn't apply|does not apply|not evaluated|was not evaluated|not enforced|was not enforced);no (conditional access|ca) [policy] [applied];no polic(y|ies) (applied|applying|that applied);without (conditional access|ca);not covered by (conditional access|ca);bypassed (conditional access|ca);conditionalaccessstatus notapplied",
        Cond("ca_status", ("notApplied",), noun=True),
        examples=("sign-ins without conditional access today", "sign-ins where ca was not applied today"),
    ),
    sign_in(
        "risky;at risk;risky (user|account|sign in|login|logon|session)~;with risk;flagged [as] risky;flagged;suspicious;any risk;with any risk",
        Cond("risky", ("true",)),
        examples=("risky sign-ins in the last 14 days",),
    ),
    sign_in("not risky;without risk;no risk;non risky", Cond("risky", ("false",))),
    *(
        sign_in(
            f"{level} [level] risk [(detection|event)~];{level}-risk;{level} level of risk;risk [level] [(is|was|of)] {level};{level} risk level;of [(a|the)] {level} [risk] level;with [a] {level} risk level;(only|just) [the] {level} [(ones|level|risk)];{level}-level risk [(detection|event)~]",
            Cond("risk_level", (level,)),
            examples=(f"{level} risk sign-ins this week", f"risky sign-ins of {level} level today", f"sign-ins with a {level} level of risk today"),
        )
        for level in ("high", "medium", "low")
    ),
    sign_in("medium or high risk;high or medium risk;medium and high risk;elevated risk", Cond("risk_level", ("medium", "high"))),
    sign_in("version;ver", Word("filler"), examples=("sign-ins with Chrome version 132 today",)),
    sign_in("detection~", Word("filler"), examples=("anonymous ip detections today",)),
    sign_in("remediated [risk]~;risk remediated", Cond("risk_state", ("remediated",))),
    sign_in("[(risk state|riskstate|risk)] atrisk", Cond("risk_state", ("atRisk",), noun=True)),
    sign_in("risk (detection|event)~;detected risk~;riskdetection~", Cond("risky", ("true",), noun=True), examples=("risk detections this week",)),
    sign_in("risk dismissed;dismissed [risk]~", Cond("risk_state", ("dismissed",))),
    sign_in("confirmed compromised;compromised", Cond("risk_state", ("confirmedCompromised",), noun=True)),
    sign_in("impossible travel;atypical travel;unlikely travel", Cond("risk_event", ("impossibleTravel", "unlikelyTravel", "mcasImpossibleTravel"), noun=True), examples=("impossible travel this week",)),
    sign_in("anonymous ip~ [address]~;anonymized ip~ [address]~;anonymised ip~ [address]~;tor;tor browser;vpn or tor;anonymizer", Cond("risk_event", ("anonymizedIPAddress", "riskyIPAddress"), noun=True)),
    sign_in("leaked credential~", Cond("risk_event", ("leakedCredentials",), noun=True)),
    sign_in("unfamiliar (feature|sign in propert|propert)(y|ies|s);unfamiliar features;unfamiliar location~;unfamiliar sign in properties", Cond("risk_event", ("unfamiliarFeatures",), noun=True)),
    sign_in("malicious ip~ [address]~", Cond("risk_event", ("maliciousIPAddress", "maliciousIPAddressValidCredentialsBlockedIP"), noun=True)),
    sign_in(
        "guest~ [(user|account)~];external (user|account|guest|identit(y|ies)|people|person)~;external~;b2b (user|guest|account)~;b2b;external partner~;outside user~;partner (user|account)~",
        Cond("guest", ("true",)),
        examples=("guest sign-ins this month",),
    ),
    sign_in("member user~;internal user~;internal (account|employee)~;non guest~;not guest~", Cond("guest", ("false",))),
    sign_in("(compliant) [device]~;from compliant devices", Cond("compliant", ("true",)), examples=("sign-ins from compliant devices today",)),
    sign_in("(non compliant|noncompliant|not compliant|incompliant|uncompliant) [device]~", Cond("compliant", ("false",)), examples=("sign-ins from non-compliant devices today",)),
    sign_in("device~ (is|are|was|were) not compliant;(is|are|was|were) not compliant", Cond("compliant", ("false",))),
    sign_in("device~ (is|are|was|were) not managed;(is|are|was|were) not managed", Cond("managed", ("false",))),
    sign_in("managed [device]~", Cond("managed", ("true",))),
    sign_in("(unmanaged|not managed|non managed) [device]~;personal device~;byod", Cond("managed", ("false",)), examples=("unmanaged device sign-ins today",)),
    sign_in("with mfa;using mfa;mfa (sign in|login|logon)~;multi factor sign in~;passed mfa;satisfied mfa;mfa (satisfied|succeeded|passed|completed|ok);strong authentication;did mfa", Cond("mfa", ("true",)), examples=("sign-ins with MFA today",)),
    sign_in("mfa;2fa;multi factor authentication;multifactor authentication;mfa prompt~;mfa challenge~", Cond("mfa", ("true",)), examples=("mfa sign-ins today",)),
    sign_in("without mfa;no mfa;single factor [authentication] [(sign in|login)]~;not using mfa;skipped mfa;bypassed mfa;didn't use mfa", Cond("mfa", ("false",)), examples=("sign-ins without MFA today",)),
    # kinds of sign-in beyond interactive ones
    sign_in("(include|including|also|plus|and also|as well as) [the] (non interactive|noninteractive|background) [(sign in|login|logon)]~;(non interactive|noninteractive|background) [(sign in|login|logon)]~ (too|as well|included);interactive (and|or|plus) (non interactive|noninteractive) [(sign in|login|logon)]~", Kinds(("interactiveUser", "nonInteractiveUser")), Records(2.0), examples=("sign-ins for alice today, including non-interactive",)),
    sign_in("(non interactive|noninteractive|background) [user] [(sign in|login|logon)]~;token refresh~;refresh token sign in~", Kinds(("nonInteractiveUser",)), Records(2.0), examples=("non-interactive sign-ins for alice today",)),
    sign_in("(service principal|workload|workload identity|app only|application) (sign in|login|logon|authentication)~;service principal sign in~;sp sign in~", Kinds(("servicePrincipal",)), Records(3.0), examples=("service principal sign-ins yesterday",)),
    sign_in("managed identit(y|ies) [(sign in|login)]~;msi sign in~", Kinds(("managedIdentity",)), Records(3.0), examples=("managed identity sign-ins today",)),
    sign_in("interactive", Word("filler")),
)
