"""What an error code of a sign-in means in plain words, and what to do about it: one row a code.

Codes are those of https://learn.microsoft.com/entra/identity-platform/reference-error-codes and further ones seen in
sign-in logs; a code that is not here is shown with the reason that the log itself gives. `SHORT` stands in the second
line of a row, so it has few words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from intents.extract import INTERRUPTS


class Code(NamedTuple):
    """One error code: `short` continues "failed: ", `next` is the next step as a sentence, empty when none is due."""

    short: str
    next: str


_SIGN_IN_AGAIN = "Sign in again; this is normal."
_CLIENT = "Ask the developer of the app to correct the request."
_RETRY = "Try again; if it goes on, open a support case with Microsoft."
_CREDENTIAL = "Ask the owner of the app for a valid secret or certificate."

CODES: Mapping[int, Code] = {
    16000: Code(
        "account not known to this tenant for this app", "Use another account, or invite the person as a guest."
    ),
    16001: Code("chosen account was not accepted", "Choose the account again, or another one."),
    16002: Code("session asked for by the app was not found", "Start the sign-in afresh."),
    16003: Code("person not added to this tenant", "Invite the person to the tenant."),
    17003: Code("a key for the person could not be made", _RETRY),
    20001: Code("federated sign-in server answered wrongly", "Check the federation server."),
    20012: Code("federated sign-in server sent an invalid message", "Check the federation server."),
    28002: Code("scope not valid", "Correct the scope that the app asks for."),
    40008: Code("external identity provider failed", "Ask whoever runs that identity provider."),
    40009: Code("external identity provider refused to renew", "Have the person sign in at that provider again."),
    40010: Code("external identity provider failed for a moment", "Try again later."),
    50000: Code("no token could be issued", _RETRY),
    50001: Code("resource disabled or unknown", "Check that the resource's enterprise app exists and is enabled."),
    50002: Code("blocked by tenant restrictions", "Review the tenant restriction settings of the proxy."),
    50003: Code("app has no signing certificate", "Give the app a signing certificate."),
    50005: Code("device platform not allowed by Conditional Access", "Use an allowed platform, or change the policy."),
    50006: Code("signature not valid", "Correct the signing certificate or key of the app."),
    50008: Code("SAML assertion missing or wrong", "Correct the assertion at the federation provider."),
    50010: Code("app has no valid audience", "Set the audience in the app's registration."),
    50011: Code("redirect address not registered", "Add the redirect URI to the app's registration."),
    50012: Code("certificate or assertion not accepted", "Check subject, chain and thumbprint of the certificate."),
    50013: Code("assertion expired or from the wrong issuer", "Have the app ask for a new token."),
    50014: Code("guest invitation not redeemed", "Have the guest redeem the invitation, or invite again."),
    50015: Code("age consent missing", "Complete the age consent."),
    50017: Code("client certificate not trusted", "Check the certificate authority's chain and its revocation list."),
    50020: Code(
        "account of another tenant does not exist here", "Invite the person as a guest, or use another account."
    ),
    50027: Code("token malformed, expired or for somebody else", "Ask for a new token."),
    50029: Code("domain name holds invalid characters", "Correct the domain name."),
    50032: Code("RSA key too short", "Use a longer key."),
    50033: Code("passing fault of the service", "Try again."),
    50034: Code("no such user", "Check spelling and tenant; many of these from one address are guessing."),
    50048: Code("subject and issuer of the assertion differ", "Correct the client assertion."),
    50052: Code("password longer than allowed", "Reset the password to an allowed length."),
    50053: Code(
        "locked out",
        "Too many wrong passwords, or an address known to be malicious: look for password spray from it, or wait.",
    ),
    50054: Code("old password", "Use the current password; look for a device that still has the old one."),
    50055: Code("password expired", "Have the person change the password, or reset it."),
    50056: Code("no password set, or an empty one", "Set a password, or use another way to sign in."),
    50057: Code("account disabled", "Enable the account if the person should be able to sign in."),
    50058: Code("no session for a silent sign-in", "Nothing to do: the app goes on to ask for a sign-in."),
    50059: Code("tenant could not be found from the request", "Use the tenant's own endpoint, or give the user name."),
    50061: Code("sign-out request not valid", "Close the browser session and try again."),
    50064: Code("user name or password not accepted", "Type them again."),
    50068: Code("sign-out begun by an app outside the session", ""),
    50071: Code("sign-out request came too late", "Sign out again."),
    50072: Code("must register for MFA", "Have the person register for MFA."),
    50074: Code(
        "MFA asked for and not passed",
        "Have the person complete the prompt; many of these can mean that somebody else knows the password.",
    ),
    50076: Code("MFA asked for", "Sign in interactively and complete MFA."),
    50077: Code("the authenticator is required", "Use the authenticator that the policy asks for."),
    50078: Code("MFA has expired", "Complete MFA again."),
    50079: Code("MFA asked for, but no method registered", "Have the person register security info."),
    50081: Code("GPS location required", "Share the location from the Authenticator app."),
    50085: Code("social account must sign in again", "Sign in at the social provider again."),
    50087: Code("passing fault of the MFA service", "Try again."),
    50088: Code("limit of MFA calls or messages reached", "Wait some minutes, or use the Authenticator app."),
    50089: Code("sign-in took too long", "Start the sign-in afresh."),
    50097: Code("registered device asked for", "Sign in from a registered device."),
    50099: Code("device key not valid", "Register the device again."),
    50105: Code("person not assigned to the app", "Assign the person or a group to the enterprise app."),
    50107: Code("federation realm unknown", "Correct the federation settings."),
    50124: Code("claims transformation has a wrong input", "Correct the claims policy."),
    50125: Code("stopped for a password reset or registration", "Finish the prompt that is shown."),
    50126: Code("wrong password", "Type it again or reset it; many in a row, or from one address, are guessing."),
    50127: Code("a broker app must be installed", "Install Authenticator or Company Portal."),
    50128: Code("domain of the user name unknown", "Check the domain in the user name."),
    50129: Code("device not registered", "Register the device."),
    50131: Code(
        "refused by Conditional Access", "Look at the policies of this sign-in and at the state of the device."
    ),
    50132: Code("session ended", "Sign in again; the password was changed or has expired."),
    50133: Code("session revoked", "Sign in again; the password was changed or has expired."),
    50134: Code("device code used in the wrong region", "Start the device-code sign-in afresh."),
    50135: Code("password must be changed for risk", "Change the password in a safe way."),
    50136: Code("sent on to a personal account session", ""),
    50137: Code("password must be changed by policy", "Change the password."),
    50139: Code("external refresh token missing", "Sign in again."),
    50140: Code("asked whether to stay signed in", "Nothing to do: a normal question in the middle of a sign-in."),
    50142: Code("Conditional Access wants a new password", "Change the password."),
    50143: Code("session of another tenant", "Sign out and in again."),
    50144: Code("Active Directory password expired", "Reset the password in Active Directory."),
    50146: Code("app needs its own signing key", "Give the app its own signing key."),
    50147: Code("PKCE challenge missing or wrong", _CLIENT),
    50155: Code("device sign-in failed", "Check the device's registration, or register it again."),
    50158: Code("sent on to an external check", "Complete the external MFA or control."),
    50161: Code("external check returned too little", "Correct the external control."),
    50166: Code("external claims provider not reached", "Try again; check the provider."),
    50168: Code("browser had no valid single sign-on token", "Nothing to do, or sign in on a joined device's profile."),
    50169: Code("realm not set up", "Correct the realm."),
    50170: Code("external control not mapped", "Correct the custom control."),
    50173: Code("token revoked", "Sign in again; often a changed password or an administrator's revocation."),
    50177: Code("external check not possible for this kind of user", "Exclude the person from the control."),
    50178: Code("session control not possible for this kind of user", "Exclude the person from the control."),
    50180: Code("integrated Windows sign-in needed", "Set up seamless single sign-on."),
    50181: Code("one-time passcode could not be checked", "Ask for a new code."),
    50182: Code("one-time passcode expired", "Ask for a new code."),
    50184: Code("one-time passcode wrong", "Type it again, or ask for a new code."),
    50187: Code("no device information", "Check the client and the state of the device."),
    50192: Code("no credential was sent", "Check the client, and a proxy that may take out certificates."),
    50194: Code(
        "app of one tenant used through the shared endpoint", "Use the tenant's endpoint, or make the app multitenant."
    ),
    50196: Code("app asks for tokens in a loop", "Have the app keep its tokens."),
    50197: Code("person could not be told apart", "Sign in again."),
    50199: Code("asked to confirm the app", "Nothing to do: a normal question in the middle of a sign-in."),
    50201: Code("shown a message", "Nothing to do."),
    50203: Code("asked to register the authenticator app", "Register it, or put it off where that is allowed."),
    50206: Code("consent for the device missing", "Sign in interactively and consent."),
    50207: Code("shown a message by the native bridge", "Nothing to do."),
    51000: Code("a needed feature is off", "Turn the feature on."),
    51004: Code("person not in this directory", "Use the right tenant, or invite the person."),
    51006: Code("integrated Windows sign-in missing in the session", "Sign in again."),
    53000: Code("device not compliant", "Enrol or repair the device in device management."),
    53001: Code("device not domain joined", "Use a joined device."),
    53002: Code("app not on the approved list", "Use an approved app."),
    53003: Code(
        "blocked by Conditional Access",
        "Look at which policy applied; change its conditions if this person should get in.",
    ),
    53004: Code("MFA registration refused for risk", "Clear the risk, then register."),
    53009: Code("app protection policy required", "Use an app with Intune protection."),
    53010: Code("security info may not be registered from here", "Register from an allowed place or device."),
    53011: Code("blocked for risk in the home tenant", "Have the home tenant clear the risk."),
    54000: Code("blocked by the legal age rule", "Get a parent's consent, or use another account."),
    54005: Code("authorization code already used", "Have the app ask for a new code."),
    65001: Code("nobody has consented to the app", "Grant consent as the person or an administrator."),
    65002: Code("Microsoft app not authorised for the resource", "Use an app registration of your own."),
    65004: Code("person declined consent", "Try again and accept, or leave it declined."),
    65005: Code("app's permissions set up wrongly", "Correct the permissions in the app's registration."),
    67003: Code("not a valid service identity", "Use a valid service principal."),
    70000: Code("grant not valid", "Sign in again."),
    70001: Code("app disabled or unknown", "Enable the app, or correct its id."),
    70002: Code("app's credentials not accepted", _CREDENTIAL),
    70003: Code("grant type not supported", _CLIENT),
    70004: Code("redirect address not valid", "Register the right redirect URI."),
    70007: Code("response mode not supported", _CLIENT),
    70008: Code("refresh token expired or revoked", "Sign in again."),
    70011: Code("scope not valid", "Correct the scope that the app asks for."),
    70016: Code("device code not yet approved", "Nothing to do: the client goes on asking."),
    70018: Code("wrong device code", "Enter the right code; one that the person did not start is phishing."),
    70019: Code("device code expired", "Start the device-code sign-in afresh."),
    70043: Code("sign-in frequency ended the token", _SIGN_IN_AGAIN),
    70044: Code("sign-in frequency ended the session", _SIGN_IN_AGAIN),
    70046: Code("policy wants a new sign-in", _SIGN_IN_AGAIN),
    75005: Code("SAML request not supported", _CLIENT),
    75011: Code(
        "signed in by another method than the app wants", "Relax the authentication context that the app asks for."
    ),
    80001: Code("Active Directory not reached", "Check the pass-through agents and domain controllers."),
    80002: Code("Active Directory took too long", "Check Active Directory and the pass-through agents."),
    80005: Code("pass-through agent answered oddly", "Try again; check the agent."),
    80007: Code("pass-through agent could not check the password", "Read the agent's log."),
    80010: Code("pass-through agent could not decrypt", "Register the agent again."),
    80012: Code("outside allowed logon hours", "Sign in within the hours that Active Directory allows."),
    80013: Code("clocks of agent and Active Directory differ", "Put the clocks right."),
    80014: Code("pass-through agent answered too late", "Check the agent's load and network."),
    81004: Code("Kerberos sign-in failed", "Check the set-up of seamless single sign-on."),
    81007: Code("seamless single sign-on is off", "Turn it on if it is wanted."),
    81010: Code("Kerberos ticket expired", "Lock and unlock Windows, or sign in to it again."),
    81012: Code("another person than the Windows user", "Use the matching account."),
    90002: Code("tenant not found", "Check the tenant's id and cloud."),
    90006: Code("service not available for a moment", "Try again."),
    90010: Code("algorithm not supported", "Check the protocol settings of the app."),
    90012: Code("request timed out", "Try again."),
    90014: Code("a required field is missing", _CLIENT),
    90019: Code("tenant could not be found from the request", "Use the tenant's own endpoint."),
    90023: Code("request not valid", _CLIENT),
    90024: Code("service at its limit for a moment", "Try again."),
    90025: Code("internal retries used up", "Nothing to do unless the person could not sign in."),
    90033: Code("directory not available", "Try again."),
    90055: Code("too many requests of the tenant", "Reduce the rate of requests."),
    90072: Code(
        "external account missing here", "Add the account as a guest; check the ImmutableID where it is synchronised."
    ),
    90094: Code("administrator must consent", "Have an administrator consent to the app."),
    90095: Code("asked an administrator for approval", "Approve or deny the consent request."),
    90099: Code("app not authorised in the customer's tenant", "Consent beforehand as a partner."),
    130004: Code("no Windows Hello key", "Set Windows Hello up again."),
    130500: Code("phone sign-in not allowed", "Allow the method, or use another."),
    130503: Code("Temporary Access Pass wrong", "Check the pass, or make a new one."),
    130504: Code("Temporary Access Pass expired", "Make a new pass."),
    135010: Code("registered key not found", "Register the key again."),
    135011: Code("device disabled", "Enable or replace the device."),
    140000: Code("nonce missing or old", "Try again."),
    240001: Code("person may not register devices", "Give the right to join devices."),
    399218: Code("must confirm interactively", "Sign in interactively again."),
    500011: Code(
        "resource app unknown in this tenant", "Add the resource app or consent to it, or use the right tenant."
    ),
    500014: Code("resource app disabled", "Enable it, or renew the subscription that lapsed."),
    500021: Code("tenant restrictions forbid this tenant", "Put the tenant on the list if it should be allowed."),
    500022: Code("tenant restrictions forbid this tenant", "Put the tenant on the list if it should be allowed."),
    500121: Code(
        "MFA denied, failed or timed out",
        "Have the person try again; if they did not start it, somebody else knows the password: reset it.",
    ),
    500133: Code("assertion outside its time", "Ask for a new token; check the clocks."),
    500208: Code("domain does not fit the kind of account", "Use a work or school account of an allowed domain."),
    500212: Code("home tenant forbids it", "Have the home tenant change its outbound access settings."),
    500213: Code("this tenant forbids it", "Change the inbound cross-tenant access settings if they should get in."),
    500341: Code("account deleted", "Restore the account, or use another."),
    500571: Code("guest account disabled", "Enable the guest account if they should be able to sign in."),
    501241: Code("a claim for the SAML answer is missing", "Add the claim to the enterprise app."),
    501313: Code("managed device required", "Enrol the device."),
    530032: Code("blocked by a security policy", "Review the security policies of the tenant."),
    530034: Code("partner administrator blocked for risk", "Have the partner clear the risk in its own tenant."),
    530035: Code("blocked by security defaults", "Use modern authentication; these are mostly old protocols."),
    650052: Code("organisation has no subscription for the service", "Subscribe to the service, or enable it."),
    650056: Code("app set up wrongly", "Correct the registration, or consent again."),
    650057: Code("resource not in the app's registration", "Add the permission for the resource."),
    700011: Code("app not found in the directory", "Correct the client id or the tenant."),
    700016: Code("app not found in this tenant", "Check client id and tenant, or consent to the app."),
    700024: Code("client assertion outside its time", "Check the clock and the lifetime of the assertion."),
    700025: Code("public client sent a secret", "Take the secret out, or make the client confidential."),
    700027: Code("client assertion's signature not valid", "Upload the certificate that matches."),
    700054: Code("ID tokens not enabled for the app", "Enable ID tokens in the registration."),
    700082: Code("refresh token lapsed unused", _SIGN_IN_AGAIN),
    700084: Code("refresh token reached its fixed end", _SIGN_IN_AGAIN),
    1000031: Code("app not reachable", "Ask the app's administrator."),
    7000112: Code("app disabled", "Enable the application."),
    7000215: Code("client secret wrong", "Use the value of the secret, not its id, or make a new one."),
    7000218: Code("client secret missing", "Send a credential, or mark the client as public."),
    7000222: Code("client secret expired", _CREDENTIAL),
    9002313: Code("request malformed", _CLIENT),
    9002341: Code("must allow single sign-on", "Sign in interactively and allow it."),
}


def is_interrupt(code: str) -> bool:
    """Return whether a code marks a step of a sign-in rather than its defeat."""
    return code in INTERRUPTS


def describe(code: str, given: str = "") -> Code:
    """Return the words for a code; for an unknown one the `given` reason of the log (uncleaned, as it is)."""
    known = CODES.get(int(code)) if code.isdecimal() and len(code) < 12 else None
    if known is not None:
        return known
    return Code(
        given.strip() or "reason not given",
        f"Look the code up: https://login.microsoftonline.com/error?code={code}" if code.isdecimal() else "",
    )
