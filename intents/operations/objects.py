"""Objects of directory operations: concepts, and what people call them.

Phrases are templates of `intents.vocabulary.terms`, separated by semicolons.
"""

from __future__ import annotations

from collections.abc import Mapping

_ADMIN_OF = (
    "(global|privileged role|user|user account|helpdesk|help desk|password|exchange|sharepoint|teams|intune|security|"
    "compliance|application|app|cloud application|cloud app|billing|license|groups|authentication|"
    "privileged authentication|conditional access|identity governance|hybrid identity|domain name|"
    "external identity provider|tenant|company|power platform|fabric|dynamics 365|cloud device|service support|"
    "attribute assignment|lifecycle workflows|authentication policy|ca|super)"
)
_READER_OF = (
    "(global|security|reports|report|message center|directory|attribute assignment|attribute definition|insights)"
)
"""First words of the built-in roles. The plural may be a group's name ("helpdesk admins") or a role's holders."""

OBJECTS: Mapping[str, str] = {
    "USER": (
        "user~;[user] account~;user object~;member account~;employee~;person;people;staff;leaver~;joiner~;"
        "hire~;new hire~;starter~;somebody;"
        "someone;anyone;anybody;colleague~;mailbox user~"
    ),
    "WHAT": "what;anything;something;object~;thing~;stuff",
    "GUEST": (
        "(guest~|guest ((user|account))~);(external~|external ((user|account|guest|collaborator|partner|people))~);"
        "b2b (user|guest|account|collaborator)~;outsider~;vendor account~;externals"
    ),
    "GUEST_INVITATION": "(guest|b2b|external|external user|guest user) (invitation|invite)~",
    "INVITE_NOUN": "invitation~;invite~",
    "GROUP": (
        "distribution list~;[(security|m365|o365|office 365|microsoft 365|unified|dynamic|distribution|mail enabled|azure ad|entra|"
        "aad)] group~;m365 team~"
    ),
    "GROUP_MEMBER": (
        "group member~;group membership~;(member|membership)~ of [(a|the|our|any)] group~;member~ in [(a|the)] "
        "group~;groupmembership~"
    ),
    "GROUP_OWNER": "group owner~;owner~ of [(a|the|any)] group~;group ownership",
    "GROUP_SETTINGS": "group setting~",
    "GROUP_RULE": (
        "dynamic [(group|membership)] rule~;[(group|dynamic group)] membership rule~;dynamic membership [rule~];"
        "(dynamic group|group) rule~"
    ),
    "USER_PROPERTY": (
        "[(user|users|account)] (job title|department|display name|usage location|(phone|mobile|telephone) number|"
        "mobile phone|office location|upn|user principal name|mail nickname|alias|proxy address|email address|"
        "mail address|employee id|surname|last name|first name|given name|company name|cost center|cost centre|"
        "user type)~;title~;proxy addresses;aliases;(user|account) (attribute|property|properties)~"
    ),
    "GROUP_LICENSE": "group [based] (license|licence|licensing)~",
    "MEMBER": "member~;membership~;people in",
    "OWNER": "owner~;ownership",
    "APP_OWNER": (
        "(app|application|enterprise app|app registration|service principal) owner~;owner~ of [(a|an|the|any)] "
        "(app|application|app registration|service principal)~"
    ),
    "ROLE": (
        "[(directory|admin|administrator|entra|azure ad|aad|privileged|built in|administrative)] role~;role "
        "member~;(admin|administrator|administrative) (right|privilege|permission|power)~;privilege~;admin access;"
        "administrator access;privileged access;elevated (privilege|right|permission)~"
    ),
    "ROLE_NAME": (
        f"{_ADMIN_OF} (admin|administrator) [role];{_READER_OF} reader [role];security operator [role];"
        f"{_ADMIN_OF} (admin|administrator) membership~;directory writer [role];application developer [role];"
        "guest inviter [role];ga;global adm;glob admin;"
        f"{_ADMIN_OF} (admins|administrators) role~;{_READER_OF} readers role~"
    ),
    "ROLE_HOLDERS": (
        f"{_ADMIN_OF} (admins|administrators);{_READER_OF} readers;security operators;directory writers;"
        "application developers;guest inviters;gas;glob admins"
    ),
    "ROLE_ASSIGNMENT": (
        "[(directory|admin|permanent|active|new|direct|privileged|eligible)] role assignment~;role membership~;"
        "(admin|privileged) assignment~;permanent assignment~;active assignment~;role grant~;role addition~"
    ),
    "ELIGIBLE": "eligible [role] (assignment|member|role|admin)~;[role] eligibility;eligible;eligibilities",
    "ROLE_DEFINITION": "role definition~;custom role~;custom role definition~",
    "ADMIN": "[(an|another)] admin~;administrator~;sysadmin~",
    "PIM": "pim;pim role~;privileged identity management",
    "PIM_REQUEST": (
        "pim [(activation|approval|role)] request~;(activation|approval|elevation) request~;role [activation] "
        "request~"
    ),
    "PIM_ASSIGNMENT": "pim [role] assignment~",
    "ACTIVATION": "[(privileged|directory|admin|administrator)] (pim|role|pim role) (activation|elevation)~",
    "PIM_ALERT": "pim alert~;pim warning~",
    "PIM_SETTING": "pim [role] setting~;role setting~;pim (configuration|config|policy|policies)",
    "ACCESS": "access;access right~;right~;permission~",
    "ELEVATED_ACCESS": (
        "elevated access;user access administrator;azure rbac elevation~;access elevation~;access to all azure "
        "subscriptions"
    ),
    "PASSWORD": "[(user|account|his|her|their)] (password|pw|pwd|passwd|passphrase|pass word)~;login password~",
    "PASSWORD_RESET": "password reset~;self service password reset~;sspr",
    "ADMIN_RESET": "(admin|administrator|helpdesk|help desk) (password|pw) reset~",
    "PASSWORD_CHANGE": "password change~",
    "PASSWORD_POLICY": "password policy;password policies;password expiration policy",
    "WRITEBACK": "password write back;password writeback;writeback",
    "SSPR": "self service password reset~;(sspr~|sspr (reset)~);self service reset~;sspr event~",
    "LICENSE": (
        "[(user|product|e3|e5|f3|p1|p2|m365|office 365|o365|copilot|microsoft 365)] (license|licence)~;licensing;"
        "sku~"
    ),
    "MFA": (
        "((mfa|2fa|multi factor authentication|multifactor authentication|multi factor|multifactor|two factor|two "
        "factor authentication|strong authentication|strongauthentication)~|(mfa|2fa|multi factor authentication|"
        "multifactor authentication|multi factor|multifactor|two factor|two factor authentication|strong "
        "authentication|strongauthentication) ((method|device|phone|phone number|app|registration|detail|setting|"
        "info|factor|number))~);(authentication|auth|verification|sign in) method~;security info;security "
        "information;second factor~;(authenticator~|authenticator (app)~);phone method~;mfa;2fa"
    ),
    "MFA_AGAIN": (
        "[to] (re register|reregister|re registration of|re enroll in|re enrol in) (mfa|2fa|multi factor "
        "authentication);mfa (re registration|reregistration)"
    ),
    "PER_USER_MFA": "per user (mfa|multi factor authentication|multifactor authentication)",
    "TAP": "(temporary access pass|temp access pass);temporary access passes;tap;taps;temporary pass",
    "PASSKEY": (
        "passkey~;fido2;fido;(fido|fido2|security|fido2 security|yubi|hardware) key~;yubikey~;fido2 (method|token|"
        "credential)~"
    ),
    "WHFB": "windows hello [for business] [(credential|key|registration|method)]~;(whfb~|whfb ((credential|key))~)",
    "PLATFORM_CREDENTIAL": "platform credential~;platform sso [credential~]",
    "PHONE_SIGN_IN": (
        "[passwordless] phone sign (in~|in ((credential|method|registration))~);passwordless (sign in|phone|"
        "credential|method)~"
    ),
    "APP_PASSWORD": "(app|application) password~",
    "SESSION": "[(sign in|user|active|all|login)] session~;[(refresh|access|user)] token~",
    "APP": "app~;application~;(saas|oauth|custom|multi tenant|third party) (app|application)~",
    "APP_REG": "(app|application) (registration|object|reg)~;registered (app|application)~",
    "SP": "service principal~;enterprise (app|application)~;spn~;service principal object~",
    "MANAGED_IDENTITY": "managed identity;managed identities",
    "SECRET": (
        "[(app|application|client|service principal|api|sp|spn|app registration|expiring)] (secret|certificate|"
        "cert|credential|cred)~;(app|application|client|service principal|api) (key|password)~;client secret key~;"
        "certificates and secrets;secrets and certificates;key credential~;password credential~"
    ),
    "CONSENT_NOUN": (
        "[(oauth|oauth2|admin|user|app|application|tenant wide|illicit)] (consent~|consent (grant)~);consent to "
        "(app|application)~;app approval~"
    ),
    "OAUTH_GRANT": (
        "(oauth|oauth2) [permission] grant~;(delegated|oauth) (permission~|permission (grant)~);delegated grant~;"
        "permission grant~;oauth2permissiongrant~"
    ),
    "APP_PERMISSION": "(app|application|api|graph|service principal) permission~;app only permission~",
    "APP_ROLE": (
        "app (role~|role (assignment)~);application (role~|role (assignment)~);app assignment~;application "
        "assignment~;(enterprise app|app user) assignment~"
    ),
    "REPLY_URL": "(redirect|reply) (uri|url)~;reply address~",
    "PUBLISHER": "verified publisher;publisher verification;publisher",
    "CA_POLICY": (
        "(conditional access|ca) (policy|policies|rule|rules|setting|settings);cap~;conditional access;ca;(mfa|"
        "block|access) policy;(mfa|access) policies"
    ),
    "POLICY_NAME": (
        "(require|enforce) mfa [for (admins|administrators|all users|guests|everyone|all)];"
        "(require|enforce) (compliant|managed|hybrid joined) device~;block legacy (auth|authentication)"
    ),
    "POLICY": "policy;policies",
    "NAMED_LOCATION": "(named|trusted) location~;trusted ip~;trusted (network|ip range)~",
    "SECURITY_DEFAULTS": "security default~",
    "AUTH_CONTEXT": "(authentication|auth) context~",
    "CAE": "continuous access evaluation",
    "XTENANT": (
        "cross tenant [access] (setting|policy|policies|partner|configuration)~;cross tenant [access];b2b direct "
        "connect setting~;(inbound|outbound) access setting~;partner (tenant|organisation|organization)~"
    ),
    "XTENANT_SYNC": (
        "cross tenant ((sync|synchronization|synchronisation|identity sync)~|(sync|synchronization|synchronisation|"
        "identity sync) ((setting|policy))~)"
    ),
    "AUTH_METHOD_POLICY": "(authentication|auth) method~ (policy|policies);mfa (service settings|policy settings)",
    "AUTH_STRENGTH": "(authentication|auth) strength~ [policy]",
    "AUTHZ_POLICY": (
        "(authorization|authorisation) policy;(guest invite|guest|external collaboration|guest access|user "
        "consent) setting~;default user permission~"
    ),
    "DEVICE": (
        "[(managed|hybrid|mobile|corporate|byod|windows|registered)] device~;computer~;laptop~;workstation~;"
        "machine~;pc;pcs;endpoint~;ipad~;tablet~"
    ),
    "DEVICE_OWNER": "[registered] device owner~;registered owner~;device ownership;owner~ of [(a|the)] device~",
    "BITLOCKER": (
        "[(bitlocker|bit locker)] recovery key~;((bitlocker|bit locker)~|(bitlocker|bit locker) ((key|password|"
        "recovery password))~)"
    ),
    "LAPS": (
        "laps;laps password~;local (admin|administrator) [account] password~;device local administrator "
        "password~"
    ),
    "AU": "(administrative|admin) unit~;aus",
    "AU_MEMBER": "(administrative|admin) unit (member|membership)~;member~ of [(the|an)] (administrative|admin) unit~",
    "DOMAIN": "[(custom|verified|unverified|email|dns|vanity)] (domain~|domain (name)~)",
    "FEDERATION": (
        "[domain] (federation~|federation ((setting|trust|config|configuration))~);federated domain~;federation on "
        "domain;domain authentication;idp for domain"
    ),
    "REVIEW_DECISION": "[access] review decision~",
    "SAFE": "[(account|user|sign in|sign ins|signins)] [as] safe",
    "TOU": "terms of use;tou;term of use;terms",
    "ACCESS_REVIEW": "access review~",
    "ACCESS_PACKAGE": "access package~",
    "ACCESS_PACKAGE_ASSIGNMENT": "access package assignment~;assignment~ to [(an|the)] access package~",
    "ACCESS_PACKAGE_REQUEST": "access package [assignment] request~;request~ for [(an|the)] access package~",
    "CATALOG": "(access package|entitlement) (catalog|catalogue)~",
    "CONNECTED_ORG": "connected organisation~;connected organization~",
    "RISK": "[(user|sign in)] risk~;risky (user|sign in|login)~;risk (detection|event|state)~;at risk user~",
    "COMPROMISED": "[(as|is|was|account|user)] compromised;compromise;compromised (user|account)~",
    "RISK_POLICY": "(user|sign in) risk policy;(user|sign in) risk policies;identity protection (policy|policies)",
    "DIRSYNC": (
        "dir (sync~|sync ((flag|feature|setting))~);(dirsync~|dirsync ((flag|feature|setting))~);directory (sync~|"
        "sync ((setting|feature))~);(azure ad|entra|aad) (connect~|connect ((sync|setting))~);sync setting~;"
        "directory synchronization"
    ),
    "COMPANY": (
        "(tenant|company|organisation|organization|org|directory) (setting|information|info|detail|property|"
        "properties|profile)~;company setting~"
    ),
    "BRANDING": "[company] (branding~|branding (theme)~)",
    "MANAGER": "[user] manager~",
    "SPONSOR": "[user] sponsor~",
    "STAGED_ROLLOUT": "staged rollout~;feature rollout~",
    "LIFECYCLE": "lifecycle workflow~",
    "BULK": "bulk (deletion|creation|invitation|operation|action|job|import|activity|upload|change|download)~",
    "SECURITY_ATTRIBUTE": "[custom] security attribute~",
    "FRAUD": "[mfa] fraud [report~];suspicious activity;suspicious (mfa|prompt)~",
    "GROUP_REQUEST": "(request|requests) to join [(a|the)] group~;group join request~;group request~",
    "PROVISIONING_CONFIG": "provisioning (configuration|config|job|setting|credential|mapping)~;attribute mapping~",
    "APP_PROXY": "(app|application) proxy;(app|application) proxy connector~",
}
"""Concept -> what it is called."""
