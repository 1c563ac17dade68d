"""Planted stories about attacks in the sign-in log."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.days import Days, parsed
from bot.demo.names import NEVER_EXISTED
from bot.demo.people import DOMAIN
from bot.demo.places import BUCHAREST, HANOI, MINSK, SCRIPT
from bot.demo.records import Records
from bot.demo.sign_ins import NOBODY_ID, Attempt, Risk
from bot.demo.story import Story, where
from bot.demo.world import World

SPRAY_IP = "203.0.113.66"
BOMBING_IP = "203.0.113.140"
OUTLOOK = "Office 365 Exchange Online"


def plant_spray(world: World) -> None:
    """Two nights ago one address tries everybody twice, names that never existed, and somebody who has left."""
    at = world.days.day(2, 2, 10)
    sprayed = [person for person in world.cast.staff if person is not world.person("dana")][:28]
    for person in (*sprayed, *sprayed):
        at += timedelta(seconds=41)
        world.sign_ins.write(person, Attempt(at=at, app=OUTLOOK, code=50126, place=MINSK, ip=SPRAY_IP, device=SCRIPT))
    for name in (*NEVER_EXISTED, "frank"):
        at += timedelta(seconds=19)
        attempt = Attempt(at=at, app=OUTLOOK, code=50034, ip=SPRAY_IP, device=SCRIPT)
        world.sign_ins.write_unknown(f"{name}@{DOMAIN}", attempt, MINSK)
    risk = Risk("medium", "atRisk", events=("unfamiliarFeatures", "maliciousIPAddress"))
    for code in (50126, 0):
        at += timedelta(seconds=37)
        guess = Attempt(at=at, app=OUTLOOK, code=code, place=MINSK, ip=SPRAY_IP, device=SCRIPT)
        found = Attempt(at=at, app=OUTLOOK, place=MINSK, ip=SPRAY_IP, device=SCRIPT, risk=risk)
        world.sign_ins.write(world.person("dana"), found if code == 0 else guess)


def spray_is_there(records: Records, days: Days) -> bool:
    """29 people and 11 unknown names from one address within an hour and a half; one of them got in."""
    rows = where(records.sign_ins, ipAddress=SPRAY_IP)
    wrong = {row["userPrincipalName"] for row in where(rows, status__errorCode=50126)}
    unknown = where(rows, status__errorCode=50034, userId=NOBODY_ID)
    inside = all(days.day(2, 2) <= parsed(row["createdDateTime"]) < days.day(2, 3, 30) for row in rows)
    hits = [row["userPrincipalName"] for row in where(rows, status__errorCode=0)]
    return len(wrong) == 29 and len(unknown) == len(NEVER_EXISTED) + 1 and inside and hits == [f"dana@{DOMAIN}"]


def plant_bombing(world: World) -> None:
    """Yesterday evening somebody who has the password keeps asking for approval, until it is given."""
    person, start = world.person("victor"), world.days.day(1, 19, 40)
    for index in range(17):
        at = start + timedelta(seconds=69 * index)
        attempt = Attempt(at=at, app="Azure Portal", code=500121, place=BUCHAREST, ip=BOMBING_IP)
        world.sign_ins.write(person, attempt)
    risk = Risk("high", "atRisk", events=("unfamiliarFeatures",))
    at = world.days.day(1, 20, 1, 20)
    attempt = Attempt(at=at, app="Azure Portal", place=BUCHAREST, ip=BOMBING_IP, mfa=True, risk=risk)
    world.sign_ins.write(person, attempt)


def bombing_is_there(records: Records, days: Days) -> bool:
    """17 denials, then one success at high risk, all from one address."""
    rows = where(records.sign_ins, userDisplayName="Victor Amari", ipAddress=BOMBING_IP)
    denied, passed = (
        where(rows, status__errorCode=500121),
        where(rows, status__errorCode=0, riskLevelDuringSignIn="high"),
    )
    last = max(parsed(row["createdDateTime"]) for row in denied)
    return len(denied) == 17 and len(passed) == 1 and last < parsed(passed[0]["createdDateTime"]) < days.midnight


def plant_lockout(world: World) -> None:
    """Today: wrong passwords, then locked out."""
    person = world.person("bob")
    for index in range(9):
        at = world.days.today(0.34 + 0.004 * index)
        world.sign_ins.write(person, Attempt(at=at, app=OUTLOOK, code=50126))
    for index in range(6):
        app = OUTLOOK if index % 2 else "Microsoft Teams"
        world.sign_ins.write(person, Attempt(at=world.days.today(0.40 + 0.04 * index), app=app, code=50053))
    other = world.person("hamish.boyd")
    world.sign_ins.write(other, Attempt(at=world.days.day(3, 10, 17), app="Salesforce", code=50053))


def lockout_is_there(records: Records, days: Days) -> bool:
    """Six refusals today (none in the first instant of a day), one of somebody else earlier."""
    rows = where(records.sign_ins, status__errorCode=50053)
    today = [row for row in rows if parsed(row["createdDateTime"]) >= days.midnight]
    names = {row["userDisplayName"] for row in today}
    return len(rows) == 7 and len(today) == 6 and names == {"Bob Lindqvist"}


def plant_travel(world: World) -> None:
    """Last week: the usual place, and three quarters of an hour later another continent."""
    person = world.person("alice")
    world.sign_ins.write(person, Attempt(at=world.days.last_week(2, 9, 12), app="Microsoft Teams", mfa=True))
    risk = Risk("high", "atRisk", events=("unlikelyTravel", "mcasImpossibleTravel"))
    far = Attempt(at=world.days.last_week(2, 9, 58), app="Office 365 SharePoint Online", place=HANOI, risk=risk)
    world.sign_ins.write(person, far)


def travel_is_there(records: Records, days: Days) -> bool:
    """Two countries within an hour, the second at high risk."""
    rows = where(records.sign_ins, userDisplayName="Alice Moreau")
    near = [row for row in rows if parsed(row["createdDateTime"]) == days.last_week(2, 9, 12)]
    far = where(rows, location__countryOrRegion="VN", riskLevelDuringSignIn="high")
    return len(near) == 1 and len(far) == 1 and near[0]["location"]["countryOrRegion"] != "VN"


def plant_remediated(world: World) -> None:
    """Low risk that was dealt with: anonymous addresses, answered by a second factor."""
    detail = "userPassedMFADrivenByRiskBasedPolicy"
    risk = Risk("low", "remediated", detail, ("anonymizedIPAddress",))
    for index, alias in enumerate(("iris.koster", "theo.janssen")):
        at = world.days.day(5 + index, 22, 14)
        world.sign_ins.write(world.person(alias), Attempt(at=at, app="Slack", place=BUCHAREST, mfa=True, risk=risk))


def remediated_is_there(records: Records, _: Days) -> bool:
    """Two sign-ins at low risk, both remediated."""
    rows = where(records.sign_ins, riskLevelDuringSignIn="low")
    return len(rows) == 2 and len(where(rows, riskState="remediated")) == 2


ATTACK_STORIES = (
    Story(
        "A password spray, and one account that fell",
        (
            f"failed sign-ins from {SPRAY_IP}",
            "which users signed in from Belarus in the last 7 days?",
            "how many wrong passwords in the last 3 days by user?",
        ),
        plant_spray,
        spray_is_there,
    ),
    Story(
        "MFA bombing until somebody gave in",
        ("what happened to victor yesterday evening?", "who denied MFA yesterday?"),
        plant_bombing,
        bombing_is_there,
        featured=True,
    ),
    Story(
        "A user is locked out, today",
        ("is bob locked out?", "who was locked out today?"),
        plant_lockout,
        lockout_is_there,
        featured=True,
    ),
    Story(
        "Impossible travel",
        ("where did alice sign in from last week?", "high risk sign-ins last week"),
        plant_travel,
        travel_is_there,
    ),
    Story(
        "Risk that was remediated",
        ("risky sign-ins in the last 7 days",),
        plant_remediated,
        remediated_is_there,
    ),
)
