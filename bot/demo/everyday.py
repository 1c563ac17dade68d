"""Everyday traffic: what an unremarkable month of a company of sixty looks like in the three logs."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.audits import CORE, DEVICES, METHODS, Change, group_target, object_target, user_target
from bot.demo.names import TRAFFIC
from bot.demo.people import Person, guid
from bot.demo.places import DUBLIN
from bot.demo.provisioning import Entry
from bot.demo.provisioning_problems import OUT_OF_SCOPE, USUAL, Problem
from bot.demo.sign_ins import BROWSER, MODERN, Attempt
from bot.demo.world import World

CODES = {0: 900, 50126: 32, 50074: 18, 50076: 16, 50140: 14, 50058: 5, 500121: 3, 70044: 4, 65001: 1, 50158: 1}
"""Outcomes of everyday sign-ins, as weights."""


def everyday_sign_ins(world: World, scale: float) -> None:
    """About 3,900 interactive sign-ins and 1,100 others at scale 1."""
    for days_ago in range(30, -1, -1):
        weekend = world.days.day(days_ago, 0).weekday() >= 5
        for person in world.cast.staff:
            for _ in range(_count(world, (0.3 if weekend else 2.9) * scale)):
                _sign_in(world, person, days_ago)
            for _ in range(_count(world, (0.1 if weekend else 0.55) * scale)):
                _refresh(world, person, days_ago)
        for _ in range(_count(world, 8 * scale)):
            _workload(world, days_ago)
    _recent_sign_ins(world)


def _count(world: World, mean: float) -> int:
    """A whole number whose mean is the given one, for a person and a day."""
    return int(mean * world.rng.uniform(0.4, 1.6) + world.rng.random())


def _sign_in(world: World, person: Person, days_ago: int) -> None:
    rng = world.rng
    hours = max(0.0, rng.gauss(person.home.opens + 3.5, 2.4))
    at = world.days.day(days_ago, 0) + timedelta(hours=hours % 24, microseconds=rng.randrange(10**6))
    if not world.days.holds(at):
        return
    app = rng.choices(list(TRAFFIC), list(TRAFFIC.values()))[0]
    code = rng.choices(list(CODES), list(CODES.values()))[0]
    client = MODERN if rng.random() < 0.3 else BROWSER
    world.sign_ins.write(
        person, Attempt(at=at, app=app, code=code, client=client, mfa=code == 0 and rng.random() < 0.5)
    )


def _refresh(world: World, person: Person, days_ago: int) -> None:
    """A token refreshed by a client, which only beta shows."""
    at = world.days.day(days_ago, world.rng.randrange(24), world.rng.randrange(60), world.rng.randrange(60))
    if world.days.holds(at):
        app = world.rng.choice(("Microsoft Teams", "Office 365 Exchange Online"))
        code = 70043 if world.rng.random() < 0.03 else 0
        world.sign_ins.write(person, Attempt(at=at, app=app, code=code, client=MODERN, kind="nonInteractiveUser"))


def _workload(world: World, days_ago: int) -> None:
    at = world.days.day(days_ago, world.rng.randrange(24), world.rng.randrange(60), world.rng.randrange(60))
    if not world.days.holds(at):
        return
    app = world.rng.choice(("Cargo Tracker", "ServiceNow", "Harbour Timesheets"))
    managed = world.rng.random() < 0.3
    kind = "managedIdentity" if managed else "servicePrincipal"
    identity = "vm-cargo-import" if managed else ""
    world.sign_ins.write_workload(app, Attempt(at=at, app=app, kind=kind), DUBLIN, identity)


def _recent_sign_ins(world: World) -> None:
    """Some in the last hour and some today, whatever the time is."""
    people = world.cast.staff
    for index in range(8):
        person = people[(index * 7) % len(people)]
        world.sign_ins.write(person, Attempt(at=world.days.ago(minutes=3 + 7 * index), app="Microsoft Teams"))
    for index in range(8):
        person = people[(index * 5 + 3) % len(people)]
        share = 0.08 + 0.11 * index
        world.sign_ins.write(person, Attempt(at=world.days.today(share), app="Office 365 SharePoint Online", mfa=True))


def everyday_audits(world: World, scale: float) -> None:
    """About 700 audits at scale 1, most of them noise: attribute updates, devices, licences, memberships."""
    staff = world.cast.staff
    for _ in range(int(230 * scale)):
        whom, by = world.rng.choice(staff), _syncer(world)
        value: Change = ("Department", ["Operations"], [whom.row["department"]])
        included: Change = ("Included Updated Properties", None, "Department")
        world.audits.user(world.some_time(), "Update user", by, whom, value, included)
    for _ in range(int(150 * scale)):
        _device(world)
    for _ in range(int(50 * scale)):
        whom = world.rng.choice(staff)
        world.audits.user(world.some_time(), "Change user license", "Microsoft Entra group licensing", whom)
    for _ in range(int(100 * scale)):
        _membership(world)
    for _ in range(int(40 * scale)):
        whom = world.rng.choice(staff)
        world.audits.user(world.some_time(), "Change user password", whom, whom)
    for _ in range(int(24 * scale)):
        _security_info(world, world.rng.choice(staff))
    for _ in range(int(60 * scale)):
        group = world.rng.choice(list(world.cast.groups.values()))
        target = [group_target(group)]
        world.audits.write(
            world.some_time(), "Update group", "GroupManagement", "Microsoft Substrate Management", target
        )
    _recent_audits(world)


def _syncer(world: World) -> Person | str:
    return "Workday to Microsoft Entra ID User Provisioning" if world.rng.random() < 0.7 else world.person("may")


def _device(world: World) -> None:
    owner = world.rng.choice(world.cast.staff)
    device = {"id": guid(world.rng), "displayName": f"HL-{world.rng.randrange(1000, 9999)}"}
    activity = world.rng.choice(("Register device", "Update device", "Add registered owner to device", "Delete device"))
    service = DEVICES if activity == "Register device" else CORE
    target = [object_target(device, "Device", ("TrustType", None, "Workplace"))]
    if activity == "Add registered owner to device":
        target.append(user_target(owner))
    by = owner if world.rng.random() < 0.4 else "Device Registration Service"
    world.audits.write(world.some_time(), activity, "Device", by, target, service=service)


def _membership(world: World) -> None:
    group = world.rng.choices(
        ("VPN Users", "Contractors", "Project Heron", "Sales Europe", "CRM Users"), (5, 2, 2, 2, 2)
    )[0]
    by = world.person(world.rng.choice(("nina", "nina", "oscar", "may")))
    added, failed = world.rng.random() < 0.75, world.rng.random() < 0.06
    result = "failure" if failed else "success"
    world.audits.member(world.some_time(), by, world.rng.choice(world.cast.staff), group, added=added, result=result)


def _security_info(world: World, whom: Person) -> None:
    target = [user_target(whom, named=True)]
    reason = world.rng.choice(("User registered Authenticator App with Notification and Code", "User registered Fido2"))
    activity = "User registered security info"
    world.audits.write(
        world.some_time(), activity, "UserManagement", whom, target, service=METHODS, operation="Add", reason=reason
    )


def _recent_audits(world: World) -> None:
    nina, staff = world.person("nina"), world.cast.staff
    for index in range(3):
        world.audits.member(world.days.ago(minutes=6 + 17 * index), nina, staff[index + 24], "VPN Users")
    for index in range(4):
        whom = staff[index + 30]
        value: Change = ("OfficeLocation", None, [whom.home.city])
        world.audits.user(world.days.today(0.15 + 0.2 * index), "Update user", world.person("may"), whom, value)


OUTBOUND = {"Salesforce": 190, "Slack": 190, "ServiceNow": 120, "Amazon Web Services": 90}
ACTIONS = {"create": 30, "update": 60, "disable": 7, "delete": 3}


def everyday_provisioning(world: World, scale: float) -> None:
    """About 720 events at scale 1: users out to four apps, workers in from Workday, some skipped, few failed."""
    for app, count in OUTBOUND.items():
        for _ in range(int(count * scale)):
            _event(world, app, inbound=False)
    for _ in range(int(130 * scale)):
        _event(world, "Workday", inbound=True)
    for index, app in enumerate((*OUTBOUND, "Workday")):
        entry = user_entry(world.cast.staff[index + 11])
        world.provisioning.write(world.days.ago(minutes=4 + 12 * index), app, "update", entry, inbound=app == "Workday")
        world.provisioning.write(world.days.today(0.2 + 0.15 * index), app, "update", entry, inbound=app == "Workday")


def _event(world: World, app: str, *, inbound: bool) -> None:
    rng = world.rng
    action = rng.choices(list(ACTIONS), list(ACTIONS.values()))[0]
    status = rng.choices(("success", "failure", "skipped", "warning"), (87, 4, 8, 1))[0]
    problem: Problem | None = {"skipped": OUT_OF_SCOPE, "success": None}.get(status, USUAL[app])
    entry = user_entry(rng.choice(world.cast.staff))
    world.provisioning.write(world.some_time(), app, action, entry, status=status, problem=problem, inbound=inbound)


def user_entry(person: Person) -> Entry:
    """A user as an entry of a provisioning job."""
    return Entry(person.id, str(person.row["displayName"]), "User", person.upn)
