"""Planted stories about policies, accounts and apps in the sign-in log."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.days import Days, parsed
from bot.demo.names import NEW_APP
from bot.demo.people import DOMAIN
from bot.demo.places import DUBLIN, HAMBURG, LIMA
from bot.demo.records import Records
from bot.demo.sign_ins import NOBODY_ID, Attempt
from bot.demo.story import Story, where
from bot.demo.world import World

FINANCE_POLICY = "Require compliant device for finance apps"
LEGACY_POLICY = "Block legacy authentication"
COUNTRY_POLICY = "Block sign-ins from unexpected countries"
OUTLOOK = "Office 365 Exchange Online"
LEGACY_CLIENTS = ("IMAP4", "POP3", "Exchange ActiveSync")


def plant_blocked_by_policy(world: World) -> None:
    """Yesterday and today a device that is not compliant; last week a country that is not expected."""
    times = [world.days.day(1, 15) + timedelta(minutes=37 * index) for index in range(5)]
    times += [world.days.today(0.2 * (index + 1)) for index in range(3)]
    for at in times:
        world.sign_ins.write(world.person("peggy"), Attempt(at=at, app="Workday", code=53003, policy=FINANCE_POLICY))
    at = world.days.last_week(4, 17, 22)
    abroad = Attempt(at=at, app="Microsoft Teams", code=53003, policy=COUNTRY_POLICY, place=LIMA)
    world.sign_ins.write(world.person("mateo.cruz"), abroad)


def blocked_by_policy_is_there(records: Records, days: Days) -> bool:
    """Eight refusals by the one policy, three of them today; one by the other."""
    rows = where(records.sign_ins, status__errorCode=53003, conditionalAccessStatus="failure")
    peggy = where(rows, userDisplayName="Peggy Salo")
    today = [row for row in peggy if parsed(row["createdDateTime"]) >= days.midnight]
    named = all(_refusing(row) == FINANCE_POLICY for row in peggy)
    return len(peggy) == 8 and len(today) == 3 and named and COUNTRY_POLICY in map(_refusing, rows)


def _refusing(row: dict[str, object]) -> str:
    policies = row["appliedConditionalAccessPolicies"]
    assert isinstance(policies, list)
    return next((str(each["displayName"]) for each in policies if each["result"] == "failure"), "")


def plant_legacy(world: World) -> None:
    """A relay that sends mail the old way three times a day, and people whose old clients are refused."""
    relay = world.person("svc-mailer")
    for day in range(30, -1, -1):
        for hour in (5, 13, 21):
            at = world.days.day(day, hour, 7)
            if world.days.holds(at):
                world.sign_ins.write(relay, Attempt(at=at, app=OUTLOOK, client="Authenticated SMTP"))
    people = ("cormac.doyle", "petra.vogel", "kamal.desai")
    for index, (alias, client) in enumerate(zip(people, LEGACY_CLIENTS, strict=True)):
        at = world.days.day(1 + 2 * index, 11, 43)
        attempt = Attempt(at=at, app=OUTLOOK, code=53003, client=client, policy=LEGACY_POLICY)
        world.sign_ins.write(world.person(alias), attempt)


def legacy_is_there(records: Records, _: Days) -> bool:
    """About ninety by SMTP, and one refusal for each old client."""
    smtp = where(records.sign_ins, clientAppUsed="Authenticated SMTP", userPrincipalName=f"svc-mailer@{DOMAIN}")
    refused = [row for client in LEGACY_CLIENTS for row in where(records.sign_ins, clientAppUsed=client)]
    return 85 <= len(smtp) <= 93 and [_refusing(row) for row in refused] == [LEGACY_POLICY] * 3


def plant_dead_accounts(world: World) -> None:
    """A disabled user who keeps trying, and an expired password that was reset this morning."""
    for index in range(8):
        at = world.days.day(11, 9, 3) + timedelta(hours=29 * index)
        world.sign_ins.write(world.person("walter"), Attempt(at=at, app="Salesforce", code=50057))
    for index in range(4):
        at = world.days.day(1, 8, 2) + timedelta(minutes=13 * index)
        world.sign_ins.write(world.person("carol"), Attempt(at=at, app="Workday", code=50055))
    world.sign_ins.write(world.person("carol"), Attempt(at=world.days.day(1, 9, 40), app="Workday", mfa=True))
    world.sign_ins.write(world.person("seth.underwood"), Attempt(at=world.days.day(8, 8), app="Workday", code=50055))


def dead_accounts_are_there(records: Records, _: Days) -> bool:
    """Eight of the disabled user, four of the expired password and one of another's."""
    disabled = where(records.sign_ins, status__errorCode=50057)
    expired = where(records.sign_ins, status__errorCode=50055)
    names = {row["userDisplayName"] for row in disabled}
    return len(disabled) == 8 and names == {"Walter Ng"} and len(where(expired, userDisplayName="Carol Petersen")) == 4


def plant_interrupts(world: World) -> None:
    """Steps on the way in that look like failures and are none."""
    for index, code in enumerate((50072, 50074, 50076, 50140, 65001, 0)):
        at = world.days.day(2, 14, 20, 11 * index)
        world.sign_ins.write(world.person("zoe.mueller"), Attempt(at=at, app="Slack", code=code, mfa=code == 0))


def interrupts_are_there(records: Records, days: Days) -> bool:
    """Five interrupts and a success within a minute."""
    rows = where(records.sign_ins, userPrincipalName=f"zoe.mueller@{DOMAIN}", appDisplayName="Slack")
    minute = (days.day(2, 14, 20), days.day(2, 14, 21))
    codes = [row["status"]["errorCode"] for row in rows if minute[0] <= parsed(row["createdDateTime"]) < minute[1]]
    return sorted(codes) == [0, 50072, 50074, 50076, 50140, 65001]


def plant_new_app(world: World) -> None:
    """An app that was added six days ago, and who uses it since."""
    people = world.cast.staff[:12]
    for index in range(46):
        at = world.days.ago(days=6.1) + timedelta(hours=3.15 * index)
        code = 50126 if index % 15 == 14 else 0
        world.sign_ins.write(people[(index * 5) % 12], Attempt(at=at, app=NEW_APP, code=code, mfa=code == 0))


def new_app_is_there(records: Records, days: Days) -> bool:
    """Twelve users, all since the app was added; no other app is new."""
    rows = where(records.sign_ins, appDisplayName=NEW_APP)
    new = [row for row in records.service_principals if parsed(row["createdDateTime"]) > days.start]
    since = parsed(new[0]["createdDateTime"])
    users = {row["userPrincipalName"] for row in rows}
    fresh = all(parsed(row["createdDateTime"]) > since for row in rows)
    return len(new) == 1 and len(rows) == 46 and len(users) == 12 and fresh


def plant_leavers_and_guests(world: World) -> None:
    """People who are deleted by now signed in while they were here; guests come under their home address."""
    for alias, last in (("frank", 10), ("gina.sorel", 21), ("henk.bakker", 3)):
        for index in range(6):
            at = world.days.day(min(last + index, 29), 9 + index, 12)
            world.sign_ins.write(world.person(alias), Attempt(at=at, app="Microsoft Teams", mfa=True))
    for index in range(9):
        at = world.days.day(1 + 3 * index, 10, 5 * index)
        world.sign_ins.write(world.person("pat.rivers"), Attempt(at=at, app="Microsoft Teams", place=HAMBURG))
    for share in (0.3, 0.7):
        lena = Attempt(at=world.days.today(share), app="Office 365 SharePoint Online", place=HAMBURG)
        world.sign_ins.write(world.person("lena.ortiz"), lena)


def leavers_and_guests_are_there(records: Records, _: Days) -> bool:
    """Rows of three people whom the directory no longer holds, and eleven of two guests."""
    held = {row["id"] for row in records.users}
    known = {row["id"]: row["displayName"] for row in records.deleted_users}
    gone = {known[row["userId"]] for row in records.sign_ins if row["userId"] in known and row["userId"] not in held}
    guests = [row for row in records.sign_ins if row["homeTenantId"] != row["resourceTenantId"]]
    home = all(row["userPrincipalName"].endswith("@northsea.example") for row in guests)
    return gone == {"Frank Dubois", "Gina Sorel", "Henk Bakker"} and len(guests) == 11 and home


def plant_break_glass(world: World) -> None:
    """The emergency account was used once, at night."""
    at = world.days.day(4, 3, 12)
    world.sign_ins.write(world.person("emergency"), Attempt(at=at, app="Azure Portal", place=DUBLIN, mfa=True))


def break_glass_is_there(records: Records, _: Days) -> bool:
    """One sign-in."""
    return len(where(records.sign_ins, userPrincipalName=f"emergency@{DOMAIN}")) == 1


def plant_expired_secret(world: World) -> None:
    """An app whose secret ran out fails every hour; only beta shows sign-ins of apps."""
    for index in range(20):
        at = world.days.day(2, 1) + timedelta(hours=index)
        attempt = Attempt(at=at, app="Cargo Tracker", code=7000222, kind="servicePrincipal")
        world.sign_ins.write_workload("Cargo Tracker", attempt, DUBLIN)


def expired_secret_is_there(records: Records, _: Days) -> bool:
    """Twenty failures without a user."""
    rows = where(records.sign_ins, status__errorCode=7000222, servicePrincipalName="Cargo Tracker", userId="")
    return len(rows) == 20


def plant_odd_rows(world: World) -> None:
    """Rows as the service sometimes writes them: an id for a name, an address partly masked, no location."""
    for index in range(3):
        at = world.days.day(7 + index, 12, 30)
        attempt = Attempt(at=at, app=OUTLOOK, code=50058, ip="198.51.100.XXX")
        row = world.sign_ins.write_unknown(NOBODY_ID, attempt, DUBLIN)
        row["userPrincipalName"] = f"7f3d2c1b-0000-4000-a000-00000000000{index}"
        row["location"] = {"city": "", "state": "", "countryOrRegion": "", "geoCoordinates": {}}
        row["deviceDetail"] = row["deviceDetail"] | {
            "displayName": "PII Removed",
            "isCompliant": None,
            "isManaged": None,
        }


def odd_rows_are_there(records: Records, _: Days) -> bool:
    """Three of them."""
    return len(where(records.sign_ins, ipAddress="198.51.100.XXX", location__countryOrRegion="")) == 3


SIGN_IN_STORIES = (
    Story(
        "Blocked by a Conditional Access policy, and which one",
        ("why can't peggy sign in?", f"who was blocked by '{FINANCE_POLICY}' this week?"),
        plant_blocked_by_policy,
        blocked_by_policy_is_there,
        featured=True,
    ),
    Story(
        "Legacy authentication: one relay, three refusals",
        ("who still uses legacy authentication?", "IMAP sign-ins in the last 30 days"),
        plant_legacy,
        legacy_is_there,
    ),
    Story(
        "A disabled account and an expired password",
        ("sign-ins to disabled accounts", "whose password expired?"),
        plant_dead_accounts,
        dead_accounts_are_there,
    ),
    Story(
        "Interrupts that are no failures",
        ("zoë's failed sign-ins in the last 3 days",),
        plant_interrupts,
        interrupts_are_there,
    ),
    Story(
        "An app acquired lately, and its users",
        ("Which users are signing in to a recently acquired app?", f"failures for {NEW_APP}"),
        plant_new_app,
        new_app_is_there,
    ),
    Story(
        "Leavers and guests",
        ("sign-ins for frank dubois in the last 30 days", "guest sign-ins this month", "what did pat rivers do?"),
        plant_leavers_and_guests,
        leavers_and_guests_are_there,
    ),
    Story(
        "The emergency account was used",
        ("when did emergency access 1 last sign in?",),
        plant_break_glass,
        break_glass_is_there,
    ),
    Story(
        "An app whose secret has expired",
        ("failed service principal sign-ins for Cargo Tracker",),
        plant_expired_secret,
        expired_secret_is_there,
    ),
    Story(
        "Rows without a name or a place",
        ("sign-ins without a location",),
        plant_odd_rows,
        odd_rows_are_there,
    ),
)
