"""How people talk: phrases with the operation that they mean, and sentences that mean none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"[^\W_]+(?:[_.#'][^\W_]+)*")


def tokens(text: str) -> list[str]:
    """Lower-case words; a possessive 's is split off and hyphens separate words, as the reader has it."""
    return _TOKEN.findall(text.lower().replace("'s", " "))


def phrases() -> Iterator[tuple[str, str]]:
    """(what is said, an operation among those it means)."""
    operation = ""
    for line in PHRASES.strip().splitlines():
        if line.startswith(" "):
            yield line.strip(), operation
        else:
            operation = line.removesuffix(":")


PHRASES = """
Add member to group:
    mallory added to what groups
    failed group adds
    which users did trent add to vpn users this week
    who was added to sg-payroll-admins
    who stuck bob in the domain admins sync group last night
    list everyone that got added to a security group since monday
    when was carol added to the finance group
    did someone put dave into the vpn group
    has anyone been added to privileged groups
    who is adding people to the payroll group
    show additions to groups by trent
    who granted admin group access to a directory user
    which admin gave someone membership of an admin group
    who got added to vpn users yesterday
    bob joined which groups
    how many members were added to groups this week
    what group did heidi add mallory to
    recently added group members
    give me all users added to groups by trent today
    user added to group audit
Remove member from group:
    who was moved out of finance
    who kicked carol out of the sales group
    when did bob leave the finance group
    who took alice out of the marketing group
    users removed from groups last 24h
    which members were removed from the security group
    has trent removed anybody from a group
    group membership removed for alice
Add group:
    who made a new group yesterday
    which m365 groups were created by alice
    new groups since november
    how many security groups have been created this quarter
    when was the group created
    group creation events
Delete group:
    which group was deleted on friday
    who nuked the project group
    was a group deleted this morning
    deleted m365 groups
Update group:
    who renamed the group
    who edited the group
    groups that were modified today
Add member to role:
    who is the newest global administrator
    who was added to helpdesk admins
    was mallory ever made global admin
    who made mallory a global admin
    who turned bob into a global administrator
    when did carol become a user administrator
    who handed out the privileged role administrator role
    which accounts were assigned the exchange administrator role
    who has been given an admin role this month
    who promoted dave to helpdesk administrator
    was a directory role granted to a guest
    list privileged role grants
    recent admin role assignments
    who added members to roles
    user added to global administrator role
    anyone newly assigned to global reader
    did anybody get security admin this week
    who was granted global admin outside business hours
Remove member from role:
    who stripped alice of the global administrator role
    global admin removed from bob
    when was carol removed from user administrator role
    role assignments that were revoked
Add eligible member to role:
    who was made eligible for global administrator
    eligible assignments created in pim
    new eligible role assignments this week
    who gave dave an eligible role
Add member to role completed (PIM activation):
    who activated global administrator in pim yesterday
    pim role activations by trent
    did heidi activate any role today
    roles activated outside office hours
    show me pim activations
    role activated in pim
    how often did trent elevate to global admin via pim
Add member to role requested (PIM activation):
    pending pim requests
    who asked for a role in pim
    who requested the global administrator role
Add member to role request approved (PIM activation):
    who approved the pim request of trent
    pim approvals this month
Add member to role request denied (PIM activation):
    who rejected pim requests
Update role setting in PIM:
    who modified role settings in pim
    pim role setting changes
User has elevated their access to User Access Administrator for their Azure Resources:
    who elevated access to all azure subscriptions
    elevated access to user access administrator for azure
Add user:
    who created the new starter accounts
    accounts created last week by hr
    how many new users were added this month
    when was bob's account created
    any accounts added overnight
    user account creation by trent
    which service accounts were created
    joiners: users created today
Delete user:
    who deleted bob's account yesterday
    users that have been deleted since monday
    how many accounts did heidi delete
    account deletions this week
    which users were removed from the directory
    was carol's account deleted
Restore user:
    which deleted users were restored
    who brought back the account
Disable account:
    who disabled bob's account
    accounts that were disabled by the helpdesk
    which users did heidi disable
    was alice's account disabled
    account disablements last week
    who switched bob's account off
Enable account:
    who re-enabled the leaver's account
    accounts enabled last night
    which users were turned back on by heidi
Update user:
    which users were modified by the sync account
    who edited bob's account
    changes to user accounts
Reset user password:
    who had their password reset by heidi
    users whose password was reset
    resets by heidi
    who reset carol's password
    how many password resets did the helpdesk do
    how many password resets were made within the directory
    pw resets by heidi
    count password resets per day
    did anyone reset alice's password this morning
    has bob's password been reset
    password of bob was reset by whom
    show all resets of passwords since friday
    admin password resets
    any pwd reset on the ceo account
Reset password (self-service):
    sspr resets today
    self service password resets last month
    users who did a self-service password reset
Change user password:
    who changed bob's password
    password changes by users today
    when did alice last change her password
    which users changed their passwords
Set force change user password:
    who forced a password change for bob
Update StsRefreshTokenValidFrom Timestamp:
    who revoked alice's sessions
    were bob's refresh tokens revoked
    revoked sign-in sessions today
Unlock user account (self-service):
    who unlocked their account
    account unlocks via self service
Change user license:
    who removed bob's e5 license
    license assigned to carol by whom
    which users got a copilot license
    licence removals last week
Invite external user:
    who invited guests this month
    external users invited by sales people
    was pat invited
    new guests last 7 days
    guest accounts created by judy
    b2b invites sent this week
Redeem external user invite:
    which guests accepted their invitation
    invitations redeemed yesterday
User registered security info:
    who registered a new mfa method
    mfa method added for bob
    authenticator app registered today
    who enrolled in mfa last night
    mfa registrations per day
    new authentication methods added to admin accounts
    did judy register security info
    phone number added as mfa method
Admin registered security info:
    an admin registered security info for bob
    temporary access pass issued for carol
    taps created by the helpdesk
    auth methods added by an admin
User deleted security info:
    mfa method removed from alice
    who deleted their authenticator
    security info deletions
    2fa removed for bob
Admin deleted security info:
    who reset mfa for bob
    require re-register mfa for carol
Disable Strong Authentication:
    who turned off mfa for the ceo
    mfa was disabled for alice
Add FIDO2 security key:
    fido key added
    who registered a passkey this week
    new security keys
Add Windows Hello for Business credential:
    windows hello set up today
Add application:
    which apps were registered by developers
    new app registrations this month
    who created an application
    app registration created last night
Add service principal:
    which enterprise apps were added
    new service principals since friday
    which app was added to the tenant recently
    what apps have been acquired lately
Delete application:
    who deleted the app registration
    applications removed this month
Update application – Certificates and secrets management:
    client secret added to the payroll app
    new secret on an app registration
    who created credentials for a service principal
    certificates uploaded or added to apps
    who rotated the client secret
    secrets added by trent
    app credentials changed
Remove service principal credentials:
    who removed the certificate from the app
    client secrets deleted last week
Add owner to application:
    who made bob owner of the app registration
    new app owners
    owner added to application
Add owner to group:
    who made alice owner of the group
    group owner added
    owners added to groups
Consent to application:
    who consented to apps this month
    admin consent granted by whom
    oauth consents since monday
    did judy consent to anything
    illicit consent grants
    apps that users consented to
Add delegated permission grant:
    delegated permission grants last month
    delegated permissions granted to apps
    oauth2 permission grants by trent
Add app role assignment to service principal:
    app role assignments to service principals
    application permissions granted to an app
    who gave graph permissions to the app
Add app role assignment grant to user:
    who was assigned to the salesforce app
    users assigned to enterprise applications
Update conditional access policy:
    require mfa for admins modified
    who turned off require mfa for admins
    who touched the conditional access policies
    ca policy switched off by whom
    who disabled the require mfa policy
    who changed the require mfa for admins policy
    conditional access policies modified last week
    which policy was changed yesterday
    edits to conditional access
Add conditional access policy:
    who created a new conditional access policy
    ca policies added this month
Delete conditional access policy:
    conditional access policies deleted
    who removed a ca policy
Update named location:
    named locations changed this week
    who modified a trusted location
Add named location:
    new named locations
Update security defaults:
    who turned off security defaults
    security defaults were enabled by whom
Update authorization policy:
    who changed the authorization policy
Authentication Methods Policy Update:
    authentication methods policy was changed
Add a partner to cross-tenant access setting:
    cross-tenant access partner added
Update a partner cross-tenant access setting:
    who changed cross tenant access settings
Add verified domain:
    new domains added to the tenant
Verify domain:
    which domains were verified
Set federation settings on domain:
    who changed the federation settings
    federation settings modified on a domain
    was domain federation changed
Set DirSyncEnabled flag:
    who turned off directory sync
Register device:
    devices registered by bob
    how many devices were enrolled this week
    laptops joined yesterday
    device registrations per day
Delete device:
    who deleted a device
    stale devices removed
Update device:
    which devices were disabled
    device updates by intune
Add registered owner to device:
    registered owner added to device
    device owners added
Read BitLocker key:
    who read a bitlocker key
    bitlocker recovery keys viewed by the helpdesk
    bitlocker key access this month
    did heidi look up a recovery key
Recover device local administrator password:
    who retrieved laps passwords
    local admin password viewed
Add administrative unit:
    admin units created this year
Add member to administrative unit:
    users added to an administrative unit
Create access review:
    new access reviews
Approve access package assignment request:
    who approved access package requests
User requests access package assignment:
    who requested an access package
Accept Terms Of Use:
    who accepted the terms of use
    terms of use accepted by guests
ConfirmCompromised:
    who confirmed bob as compromised
    accounts marked as compromised
DismissUser:
    who dismissed the user risk
Suspicious activity reported:
    users who reported mfa fraud
Bulk create users - finished (bulk):
    bulk create users
    bulk operations today
Update per-user multifactor authentication state:
    per-user mfa state updated
Hard Delete user:
    which users were permanently deleted
Add provisioning configuration:
    provisioning configuration added
Set Company Information:
    company information changed
Update application:
    redirect uri added to an app
    reply urls changed
    who edited an app registration
"""

NOT_OPERATIONS = """
failed sign-ins today
who signed in to the added app
users locked out this week
mfa denied
logins with expired password
wrong passwords last night
password spray on monday
sign-ins for alice last week
which users are signing in to a recently acquired app
what is the sign-in pattern of bob
how many users have signed in during the last week
what is the status of these sign-ins
what did trent change
what did heidi do this month
trent's changes yesterday
what has heidi done
changes per day
what changed since monday
top 5 users by failures
sign-ins blocked by conditional access
who did conditional access block yesterday
blocked by the require mfa policy
lockouts today
how come bob is locked
50057 this month
top 3 people in the audit log
audit failures last 30 days
directory activity by hour
show me everything about bob
what happened to bob in the last hour
tell me a joke
hello
thanks a lot
thank you that helped
help
what can you do
good morning
who uses imap
list users of acme expenses
guests signing in this month
risky logins last 14 days
high risk users
risky users
mfa required sign-ins
logins without mfa
mfa failures for judy
mfa prompts ignored
did bob pass mfa
which accounts got hit from ip 203.0.113.77
which ips failed against several accounts
most used apps yesterday
os breakdown this week
edge sign-ins yesterday
nigeria sign-ins this month
from which countries
by app
only failures
and bob?
what about yesterday
how many users is that
show the first one
who did that
and this week only
sign-ins with expired tokens
sign-ins from unregistered devices
sign-ins from non compliant devices
users not registered for mfa
who could not sign in after the password expired
group last week's sign-ins by city
legacy authentication past 14 days
provisioning failures last 24h
provisioning status counts this month
skipped provisioning events
why did the provisioning job fail
what went wrong provisioning into zoom
who works in finance
is there anything new
new sign-ins today
any new risky sign-ins
new failures since yesterday
who got in last night
who got locked out
did anyone get in from russia
is the app down
weather in london
delete the sign-in logs
sign in attempts with wrong password by user
users with more than 10 failures
applications by number of sign-ins
conditional access failures
what policies applied to bob's sign-in
report only policies
service principal sign-ins this week
managed identity sign-ins
what devices does bob use
browser share today
last activity of alice
when was bob last seen
audit entries about mallory this week
events by category
operations by count
show failed operations
what was done by the sync account
who is active
active users this week
inactive users
most active admins
admins by number of changes
bob's account
alice and bob
the finance group
what is going on with payroll
same for salesforce
no, the week before
ok and for carol
sign-ins to app registrations portal
compare with last week
more failures than usual
token expired errors
invalid credentials from 10.0.0.1
app not found errors
consent required errors
who has not registered mfa
users who never reset their password
who reads the news
which apps did bob use
what was the reason
sign-ins by users added to the finance group
is bob allowed to sign in
did the password work
""".strip().splitlines()
