"""Who and what is in the made-up tenant: people, deleted people, groups, apps, roles, policies, memberships."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from bot.demo.days import Days, whole
from bot.demo.names import APPS, DELETED, FILLERS, GROUPS, NAMED, POLICIES, ROLES_IN_USE
from bot.demo.places import DESKTOPS, HOMES, PHONES, Device, Place
from bot.demo.records import Row
from bot.demo.roles import BUILT_IN_ROLES

DOMAIN = "harbourlane.example"
INITIAL_DOMAIN = "harbourlane.onmicrosoft.com"
TENANT_ID = "3c1f6a52-7d0e-4b1c-9a35-5f0e8c2b7d41"
PARTNER_TENANT_ID = "9d2b4e07-1c6a-4f88-8e1d-70b3a5c9e2f6"
DEPARTMENTS = ("Engineering", "Finance", "Sales", "People", "Operations", "IT")


@dataclass(frozen=True, slots=True)
class Person:
    """A user row with what the everyday traffic needs to know about that user."""

    row: Row
    home: Place
    desktop: Device
    phone: Device
    number: int
    everyday: bool = True

    @property
    def id(self) -> str:
        """The object id."""
        return str(self.row["id"])

    @property
    def upn(self) -> str:
        """The user principal name as the directory writes it."""
        return str(self.row["userPrincipalName"])

    @property
    def guest(self) -> bool:
        """Whether the account comes from another tenant."""
        return bool(self.row["userType"] == "Guest")

    @property
    def sign_in_name(self) -> str:
        """The name that sign-ins carry: lower case, and the home address of a guest."""
        return str(self.row["mail"] if self.guest else self.upn).lower()


@dataclass(slots=True)
class Cast:
    """Everybody and everything, by short names that the stories use."""

    people: dict[str, Person] = field(default_factory=dict)
    deleted: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Row] = field(default_factory=dict)
    apps: dict[str, Row] = field(default_factory=dict)
    roles: dict[str, Row] = field(default_factory=dict)
    policies: dict[str, Row] = field(default_factory=dict)
    memberships: dict[str, list[str]] = field(default_factory=dict)

    def person(self, alias: str) -> Person:
        """Somebody in the directory, or somebody deleted from it."""
        return self.people.get(alias) or self.deleted[alias]

    def join(self, alias: str, *names: str) -> None:
        """Put a person into groups and roles, by name."""
        ids = [(self.groups.get(name) or self.roles[name])["id"] for name in names]
        self.memberships.setdefault(self.person(alias).id, []).extend(ids)

    @property
    def staff(self) -> list[Person]:
        """People who sign in on working days."""
        return [person for person in self.people.values() if person.everyday]


def guid(rng: Random) -> str:
    """A random GUID of version 4."""
    text = f"{rng.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


def make_cast(rng: Random, days: Days) -> Cast:
    """Make everybody and everything; the same generator state gives the same ids."""
    cast = Cast()
    entries = [*NAMED, *((f"{given}.{sur}".lower(), given, sur, "", "") for given, sur in map(str.split, FILLERS))]
    for number, (alias, given, sur, title, kind) in enumerate(entries):
        cast.people[alias] = _person(rng, days, number, alias, (given, sur, title, kind))
    for number, (alias, given, sur, title, gone) in enumerate(DELETED):
        cast.deleted[alias] = _deleted(_person(rng, days, 100 + number, alias, (given, sur, title, "")), days, gone)
    cast.groups = {name: _group(rng, days, name, kind) for name, kind in GROUPS}
    cast.apps = {name: _app(rng, days, name, app_id, age) for name, (app_id, age) in APPS.items()}
    cast.roles = {name: _role(rng, name) for name in ROLES_IN_USE}
    cast.policies = {name: _policy(rng, days, name, control) for name, control in POLICIES.items()}
    _memberships(cast)
    return cast


def _person(rng: Random, days: Days, number: int, alias: str, about: tuple[str, str, str, str]) -> Person:
    given, sur, title, kind = about
    guest = kind == "guest"
    home_mail = f"{alias}@northsea.example"
    upn = f"{alias}_northsea.example#EXT#@{INITIAL_DOMAIN}" if guest else f"{alias}@{DOMAIN}"
    home = rng.choice(HOMES)
    service = kind == "service"
    row: Row = {
        "id": guid(rng),
        "displayName": given if service else f"{given} {sur}",
        "givenName": None if service else given,
        "surname": None if service else sur,
        "userPrincipalName": upn,
        "mail": home_mail if guest else None if service else upn,
        "mailNickname": upn.partition("@")[0],
        "otherMails": [home_mail] if guest else [],
        "proxyAddresses": [] if service else [f"SMTP:{home_mail if guest else upn}"],
        "jobTitle": title
        or (None if service else rng.choice(("Engineer", "Analyst", "Manager", "Consultant", "Planner"))),
        "department": "IT" if service or "dmin" in title or "desk" in title else rng.choice(DEPARTMENTS),
        "companyName": "North Sea Freight" if guest else "Harbour Lane",
        "employeeId": None if guest or service else f"{10000 + number * 37}",
        "officeLocation": None if guest else home.city,
        "usageLocation": home.country,
        "businessPhones": [],
        "mobilePhone": None,
        "preferredLanguage": None if guest or service else "en-IE",
        "accountEnabled": kind != "disabled",
        "userType": "Guest" if guest else "Member",
        "creationType": "Invitation" if guest else None,
        "externalUserState": "Accepted" if guest else None,
        "createdDateTime": whole(days.now - timedelta(days=60 + rng.randrange(2000), seconds=rng.randrange(86400))),
        "onPremisesSyncEnabled": None,
        "deletedDateTime": None,
    }
    return Person(row, home, rng.choice(DESKTOPS), rng.choice(PHONES), number, not (guest or service or kind))


def _deleted(person: Person, days: Days, gone: int) -> Person:
    """The person as of the deletion; `deleted_row` is what the directory shows of it."""
    at = days.day(gone, 9, 30)
    kept = person.row | {"deletedDateTime": whole(at), "accountEnabled": False}
    return Person(kept, person.home, person.desktop, person.phone, person.number, everyday=False)


def deleted_row(person: Person) -> Row:
    """A deleted user as deletedItems shows it: the object id stands before the UPN, so that the UPN is free."""
    return person.row | {"userPrincipalName": person.id.replace("-", "") + person.upn}


def _group(rng: Random, days: Days, name: str, kind: str) -> Row:
    unified = kind == "unified"
    nickname = name.replace(" ", "").lower()
    return {
        "id": guid(rng),
        "displayName": name,
        "description": None,
        "createdDateTime": whole(days.now - timedelta(days=90 + rng.randrange(900))),
        "deletedDateTime": None,
        "groupTypes": ["Unified"] if unified else [],
        "isAssignableToRole": True if kind == "role" else None,
        "mail": f"{nickname}@{DOMAIN}" if unified else None,
        "mailEnabled": unified,
        "mailNickname": nickname,
        "securityEnabled": not unified,
        "visibility": "Private" if unified else None,
        "onPremisesSyncEnabled": None,
    }


def _app(rng: Random, days: Days, name: str, app_id: str, age: float) -> Row:
    return {
        "id": guid(rng),
        "appId": app_id or guid(rng),
        "appDisplayName": name,
        "displayName": name,
        "accountEnabled": True,
        "appRoleAssignmentRequired": False,
        "createdDateTime": whole(days.now - timedelta(days=age)),
        "deletedDateTime": None,
        "servicePrincipalType": "Application",
        "signInAudience": "AzureADMyOrg",
        "servicePrincipalNames": [],
        "tags": ["WindowsAzureActiveDirectoryIntegratedApp"],
    }


def _role(rng: Random, name: str) -> Row:
    template = next(template for template, role in BUILT_IN_ROLES.items() if role == name)
    return {
        "id": guid(rng),
        "deletedDateTime": None,
        "description": None,
        "displayName": name,
        "roleTemplateId": template,
    }


def _policy(rng: Random, days: Days, name: str, control: str) -> Row:
    return {
        "id": guid(rng),
        "displayName": name,
        "createdDateTime": whole(days.now - timedelta(days=200 + rng.randrange(200))),
        "modifiedDateTime": None,
        "state": "enabled",
        "conditions": {"clientAppTypes": ["all"], "users": {"includeUsers": ["All"]}},
        "grantControls": {"operator": "OR", "builtInControls": [control]},
        "sessionControls": None,
    }


def _memberships(cast: Cast) -> None:
    for person in cast.staff:
        cast.memberships[person.id] = [cast.groups["All Staff"]["id"]]
    cast.join("priya", "Tier 0 Administrators", "Privileged Role Administrator", "Global Administrator")
    cast.join("oscar", "Server Admins", "User Administrator")
    cast.join("nina", "Helpdesk Administrator")
    cast.join("sybil", "Security Administrator", "Security Reader")
    cast.join("alice", "Server Admins", "Engineering")
    cast.join("mallory", "Global Administrator", "Contractors")
    cast.join("emergency", "Break Glass", "Global Administrator")
    cast.join("dana", "Payroll Admins", "Finance Team")
