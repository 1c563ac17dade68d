"""What people say about why a sign-in ended as it did, and the `status.errorCode` values it stands for.

Codes and meanings: "Microsoft Entra authentication and authorization error codes" (AADSTS). Phrases are templates of
`intents.vocabulary.terms`: `(a|b)` is one of several, `[a]` may be missing, `login~` is `login` or `logins`.
Words of the directory audits ("password reset", "mfa registered") are left to `intents.operations`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from intents.vocabulary.terms import expand

_MFA = "(mfa|2fa|multi factor authentication|multifactor authentication|two factor)"
_CA = "(conditional access|conditional access policy|conditional access policies|ca|ca policy|ca policies)"

_ROWS: tuple[tuple[tuple[int, ...], str], ...] = (
    # the account
    ((50053,), """
        (lock|locked|locks|locking) out~; lockout~; (get|gets|got|getting|been|being|is|was|were|are) (locked|locked
        out); (account|user|accounts|users) (locked|lock|locks|lockout~|locked out); locked (account|user|out
        account|out user)~; smart (lockout|lock out)~; (account|user) lock out~; lock out event~; idslocked"""),
    ((50053,), "locked; (account|user)~ (is|was|are|were|got|been) locked [out]"),
    ((50057,), """
        disabled (account|user)~; (account|user)~ (is|was|are|were) disabled; disabled (login|logon|sign in)~;
        deactivated (account|user)~; inactive account~; userdisabled; account~ disabled"""),
    ((50034,), """
        (unknown|nonexistent|non existent|non existing|nonexisting|inexistent|invalid|made up) (user|account|
        username|user name)~; (user|account)~ (not found|unknown|doesn't exist|does not exist|don't exist|do not
        exist|that does not exist|that do not exist|that doesn't exist|that don't exist); no such (user|account)~;
        user enumeration; useraccountnotfound; username~ that (don't|do not) exist"""),
    ((500341,), """
        deleted (account|user)~ (login|logon|sign in|attempt)~; (login|logon|sign in)~ (to|with|by|of) deleted
        (account|user)~"""),
    ((500571,), "guest account disabled; disabled guest~"),
    ((50014,), """
        guest~ (pending|not redeemed|have not redeemed|has not redeemed); pending (guest|invitation) state;
        unredeemed invitation~"""),
    ((50020, 90072), """
        (account|user) from (another|other|a different) (tenant|directory|identity provider); (wrong|other) tenant
        account~"""),
    ((51004, 16003), "(user|account)~ not in (this|the|our) (directory|tenant); not in directory"),
    # the password
    ((50126,), """
        (wrong|bad|incorrect|invalid|mistyped|false|failed|incorrectly typed|mistaken|misspelled|misspelt)
        (password|pw|pwd|passwd|passphrase|pass word)~; invalid (credential|cred|username or password|user name or
        password)~; (wrong|bad|incorrect) (credential|cred|username or password|user name or password)~; password~
        (was|were|is|are) (wrong|incorrect|bad|invalid); password (error|failure|mismatch)~; mistyped; (typed|
        entered|used|using) (a|the|their) (wrong|bad|incorrect|invalid) password; password (spray|guessing)
        [(attempt|attack)~]; password (spraying|sprays|sprayed); spray (attack|attempt)~; (spray|spraying|sprayed);
        brute force [(attempt|attack)~]; brute (forced|forcing); bruteforce [(attempt|attack)~]; credential
        stuffing; (guessing|guessed) password~; invalidusernameorpassword; failed password~; fat fingered (password|
        their password|passwords)"""),
    ((50055, 50144), """
        (expired|old expired|outdated|stale) (password|pw|pwd)~; password~ (expired|has expired|have expired|is
        expired|are expired|had expired|expiry|expiration|expirations); (expired|lapsed) credential~; password too
        old; expiredpassword"""),
    ((50054,), """
        (old|previous|former) password~ (used|entered|typed); (entered|used|typed) [(an|their|the)] (old|previous)
        password~"""),
    ((50056,), "(empty|blank|no|missing) password~"),
    ((50052,), "password too long"),
    ((50125, 50135, 50137, 50142), """
        (password|pw) (change|reset) (required|needed|forced|enforced); (must|have to|has to|had to|needs to|need
        to) (change|reset) (password|their password|his password|her password|passwords); (forced|required) password
        (change|reset)~; force change password; password must be changed"""),
    ((50133, 50173), """
        (session|token|refresh token|sso session)~ (revoked|was revoked|were revoked|has been revoked|have been
        revoked|cancelled|invalidated); revoked (session|token|refresh token)~"""),
    ((50132, 70044), """
        (session|sso session)~ (expired|timed out|has expired|have expired|ended|expiry|timeout); (expired|stale)
        session~; session (timeout|expiry|expiration)~"""),
    ((70008, 700082, 70043, 50173), """
        (token|refresh token|grant|access token)~ (expired|has expired|have expired|expiry|lapsed); expired (token|
        refresh token|grant)~"""),
    ((70000,), "(invalid|bad) (grant|refresh token)~"),
    ((70043, 70044), "sign in frequency [(policy|control)]"),
    # multi-factor authentication
    ((500121,), """
        <mfa> (failed|fail|fails|failure~|failing|denied|denial~|deny|denies|rejected|rejection~|declined|refused|
        refusal~|error~|not approved|unapproved|timed out|timeout~|time out|time outs|not completed|not passed|
        unanswered|ignored|not answered|cancelled|canceled|aborted|fatigue|bombing|spam|spamming|bombed|prompt
        bombing|push fatigue|fatigue attack~|problem~|issue~|unsuccessful|not successful|blocked|turned down|pushed
        back)"""),
    ((500121,), """
        (failed|denied|rejected|declined|refused|unapproved|failing|fail|fails|deny|denies|ignored|bombed with|
        spammed with) <mfa>; (failed|denied|rejected|declined|ignored|unapproved|unanswered) <mfa> (prompt|request|
        challenge)~"""),
    ((500121,), """
        <mfa> (prompt|request|challenge|push)~ (failed|denied|rejected|declined|ignored|timed out|not approved|not
        answered|bombing|fatigue)"""),
    ((500121,), "(not|never|didn't|didnt) (approve|complete|pass|answer|finish|accept) [(the|their)] <mfa>"),
    ((500121,), """
        (can't|cannot|couldn't|could not|cant|unable to) get (past|through) <mfa>; (stuck|stopped|blocked|failed|
        failing) (at|on|by) <mfa>"""),
    ((500121,), """
        push (fatigue|bombing|spam|denied|rejected|declined); (denied|rejected|declined|ignored) push~
        [notification~]; authenticator (denied|rejected|failed|failure~|timeout~); (denied|rejected|declined) [the]
        (authenticator|push|phone) (prompt|notification|request|call)~; strong authentication failed"""),
    ((50074, 50076), """
        <mfa> (required|needed|demanded|challenged|challenge~|prompted|prompt~|interrupt~|requested|request~|
        enforced); (required|prompted|asked|challenged|prompted|interrupted) (for|to do|to use|by|with|to complete)
        <mfa>; (need|needs|needed|require|requires) <mfa>"""),
    ((50072, 50079), """
        <mfa> (not registered|not set up|not setup|unregistered|not enrolled|not enroled|not configured|registration
        required|enrolment required|enrollment required|enrolment needed|setup required|missing|registration
        interrupt~|enrollment interrupt~|proof up); (not|never|n't) (registered|enrolled|enroled|set up|signed up)
        (for|in|with|to) <mfa>; (no|without) <mfa> (method|registration|set up|registered)~; (must|have to|has to|
        need to|needs to|had to|required to|asked to) (register [for]|enrol in|enroll in|set up) <mfa>"""),
    ((50203,), """
        (not|never) registered [for] (the authenticator|authenticator) [app]; authenticator [app] not registered"""),
    ((50078,), """
        <mfa> (expired|proof expired|session expired|claim expired); expired <mfa> [(claim|proof|session)]"""),
    ((50088,), "(call|sms|text|phone call) limit [(reached|exceeded)]"),
    ((50184, 50181), """
        (wrong|invalid|incorrect|bad) (otp|one time passcode|one time password|passcode|verification code|code)~"""),
    ((50182,), "expired (otp|one time passcode|passcode|code)~"),
    ((130503,), "(wrong|invalid|incorrect) (temporary access pass|tap)~"),
    ((130504,), "expired (temporary access pass|tap)~; (temporary access pass|tap) expired"),
    ((50158,), """
        external (mfa|challenge|security challenge|authentication challenge) [(failed|required|not completed)]"""),
    # Conditional Access and risk
    ((53003,), """
        (blocked|stopped|denied|refused|rejected|block|blocks|prevented|kept out|turned away|caught|hit|failed) (by|
        due to|because of|through) <ca>; (blocked|denied) <ca>; <ca> (block|blocked|blocks|blocking|denied|denial~|
        denies|deny|refused|rejected|failed|failure~|fails|stopped|violation~|hit~|prevented|kept out|turned away);
        did <ca> (block|stop|deny); (blocked|denied) (by|through) (policy|policies|a policy); policy block~; access
        (blocked|denied) by policy; blockedbyconditionalaccess"""),
    ((53000,), """
        (non compliant|noncompliant|uncompliant|incompliant) (device|computer|laptop|machine|phone)~; (device|
        computer|laptop|machine|phone)~ (not compliant|isn't compliant|is not compliant|noncompliant|non compliant|
        compliance); not compliant; non compliant; noncompliant; compliance (failure|block|failed)~;
        devicenotcompliant"""),
    ((53001,), """
        (not|isn't|not hybrid|non) (domain joined|joined to the domain|hybrid joined|domain join); not domain
        joined; device~ not (joined|domain joined|hybrid joined); undomained device~"""),
    ((53002,), """
        (not approved|unapproved|non approved) (app|client|client app|application)~; (app|client app|application)~
        not approved"""),
    ((53009,), "app protection policy [(required|missing|failed)]; (missing|no) app protection [policy]"),
    ((50129,), """
        (device|computer|laptop)~ not (registered|workplace joined); unregistered device~; not workplace joined"""),
    ((50005,), "unsupported (device platform|platform|device)~; device platform not supported"),
    ((53004, 53010), """
        (registration|mfa registration|proof up|security info registration) (blocked|refused|denied) [(for|due to|
        because of)] [risk]; proofup blocked"""),
    ((53003, 53011, 530034), """
        blocked (for|due to|because of) (risk|being risky|high risk) [in (home tenant|their home tenant)]; risk
        (block|blocked|blocks); blocked by risk [policy]"""),
    ((530035, 530032), """
        (blocked|stopped|denied) by security defaults; security defaults (block|blocked|blocks|blocking)"""),
    ((50002, 500021, 500022), """
        (blocked|stopped|denied) (by|due to|because of) tenant restriction~; tenant restriction~"""),
    ((500213, 500212), """
        (inbound|cross tenant inbound) (access|policy) (block|blocked|blocks|denied); blocked by (inbound|cross
        tenant|cross tenant access) (policy|access policy|access|settings)"""),
    ((501313,), "managed device required; device not managed; unmanaged device (block|blocked|required)~"),
    ((50158,), "(terms of use|tou) (not accepted|interrupt~|required); (not|n't) accepted [the] terms of use"),
    # apps and consent
    ((65001,), """
        [user~] (did not|didn't) consent; (consent|app consent) (required|needed|missing|interrupt~|error~|prompt~);
        (no|missing|without) [(user|admin)] consent; not consented [to]; (hasn't|has not|haven't|have not|not) consented [to]"""),
    ((90094, 90095), """
        (admin|administrator) (consent|approval) (required|needed|missing); needs (admin|administrator) (consent|
        approval); (need|requires) admin (approval|consent)"""),
    ((65004,), "declined [the] consent; consent (declined|refused|denied); (denied|refused) consent"),
    ((50105,), """
        (not|never|isn't|wasn't|aren't|without being) assigned to [(the|an)] (app|application)~; not assigned;
        (unassigned|un assigned) user~; no [app] assignment; missing app assignment~"""),
    ((700016,), """
        (app|application|client|client id)~ (not found|unknown|does not exist|doesn't exist|not in tenant);
        (unknown|wrong|invalid|nonexistent|missing) (app|application|client id|app id|application id)~"""),
    ((7000112, 500014), """
        (disabled|deactivated) (app|application|service principal)~; (app|application|service principal)~ (is|was|
        were|are) disabled"""),
    ((500011,), "(resource|service principal|enterprise app) (not found|missing|unknown|does not exist)"),
    ((50011, 70004), """
        (wrong|bad|invalid|incorrect) (redirect|reply) (uri|url)~; (redirect|reply) (uri|url)~ (mismatch|not
        registered|wrong|invalid|mismatches|error)"""),
    ((7000215, 70002), """
        (wrong|bad|invalid|incorrect) (client|app|application) (secret|credential|key)~; (wrong|bad|invalid|
        incorrect) secret~"""),
    ((7000222,), """
        expired (client|app|application) (secret|credential|key|certificate)~; (secret|client secret|app secret)~
        (expired|has expired|have expired); expired (secret|certificate)~ (sign in|login)~"""),
    ((7000218,), "(missing|no) (client|app) secret~"),
    # interrupts and other prompts
    ((50140,), """
        keep me signed in [(prompt|interrupt|question|screen)~]; kmsi [(prompt|interrupt)~]; stay signed in
        [(prompt|interrupt|question|screen)~]"""),
    ((50058, 81010, 81004), """
        (seamless sso|silent sign in|sso|silent sso) (failed|failure~|fails); no (session|usable session) for silent
        sign in"""),
    ((70016,), "device code (pending|outstanding|not entered)"),
    ((70018,), "(wrong|bad) device code~"),
    ((70019,), "expired device code~; device code expired"),
    ((50199,), "(account picker|app confirmation|cmsi) [(prompt|interrupt)~]"),
    ((54000, 50015), "(legal age|age) (block|rule|blocked|consent)"),
    # federation, pass-through authentication, the service itself
    ((80001, 80002, 80007, 80014), """
        (pass through|passthrough|pta) (agent|authentication) (failed|down|unreachable|error~|timeout~|failure~)"""),
    ((80012,), "(outside|invalid) (logon|login|sign in) hours; logon hours"),
    ((81004, 81010), "kerberos (failed|failure~|error~|ticket expired)"),
    ((50008, 75005, 20012), """
        (saml|federation) (error|failure)~; (saml|federated) (sign in|login) (error|failure)~; invalid saml [(token|
        assertion|request)]"""),
    ((50017, 50012), """
        (certificate|cert|cba) (validation failed|validation failure~|failed|rejected|error~); invalid [client]
        (certificate|cert)~"""),
    ((90055, 50196), "(throttled|throttling|too many requests)"),
    ((50196,), "(sign in|login|token) loop~; looping client~"),
    ((90033, 50033, 90006, 90024, 50087), """
        (service|server|backend) (unavailable|fault~|outage~); transient (error|failure|fault)~; temporary service
        (error|fault)~"""),
    ((90012,), "request timed out; request timeout~"),
    ((50053,), "malicious ip~ [(block|blocked)]; sign in~ from malicious ip~"),
    ((130004, 135010), "windows hello [for business] (key missing|not found|failed|failure~)"),
)


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for codes, templates in _ROWS:
        for template in templates.replace("<mfa>", _MFA).replace("<ca>", _CA).split(";"):
            for words in expand(" ".join(template.split())):
                found.setdefault(" ".join(words), tuple(str(code) for code in codes))
    return found


class _Phrases(Mapping[str, tuple[str, ...]]):
    """The phrases, spelled out at first use: some thousands, which an import need not pay for."""

    def __getitem__(self, phrase: str) -> tuple[str, ...]:
        return _phrases()[phrase]

    def __iter__(self) -> Iterator[str]:
        return iter(_phrases())

    def __len__(self) -> int:
        return len(_phrases())


CODE_PHRASES: Mapping[str, tuple[str, ...]] = _Phrases()
"""What people say -> error codes, as strings (a condition's values)."""
_CODES = """
0 16000 16001 16002 16003 17003 20001 20012 28002 40008 40009 40010 50000 50001 50002 50003 50005 50006 50008
50010 50011 50012 50013 50014 50015 50017 50020 50027 50029 50032 50033 50034 50048 50052 50053 50054 50055
50056 50057 50058 50059 50061 50064 50068 50071 50072 50074 50076 50077 50078 50079 50081 50085 50087 50088
50089 50097 50099 50105 50107 50124 50125 50126 50127 50128 50129 50131 50132 50133 50134 50135 50136 50137
50139 50140 50142 50143 50144 50146 50147 50155 50158 50161 50166 50168 50169 50170 50173 50177 50178 50180
50181 50182 50184 50187 50192 50194 50196 50197 50199 50201 50203 50206 50207 51000 51004 51006 53000 53001
53002 53003 53004 53009 53010 53011 54000 54005 65001 65002 65004 65005 67003 70000 70001 70002 70003 70004
70007 70008 70011 70016 70018 70019 70043 70044 70046 75005 75011 80001 80002 80005 80007 80010 80012 80013
80014 81004 81007 81010 81012 90002 90006 90010 90012 90014 90019 90023 90024 90025 90033 90055 90072 90094
90095 90099 130004 130500 130503 130504 135010 135011 140000 240001 399218 500011 500014 500021 500022 500121
500133 500208 500212 500213 500341 500571 501241 501313 530032 530034 530035 650052 650056 650057 700011
700016 700024 700025 700027 700054 700082 700084 1000031 7000112 7000215 7000218 7000222 9002313 9002341
"""

KNOWN_CODES: frozenset[str] = frozenset(_CODES.split())
"""Every code whose meaning is documented, as strings. A number beside them may still be a code that is new."""
