"""Who and what is in the examiner's tenant: Kestrel Bay, 2026-03-05T16:40Z, and how its records are made.

Nothing here is shared with the demo tenant: a rule that leans on a name there finds none here.
"""

from __future__ import annotations

import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

Row = dict[str, Any]

NOW = datetime(2026, 3, 5, 16, 40, tzinfo=UTC)
"""A Thursday. Questions may be asked at an earlier `now`; what happened after it does not exist for them."""
START = NOW - timedelta(days=30)
DOMAIN = "kestrelbay.io"
TENANT_ID = "5bd0c1de-77aa-4c1e-9a55-4b3e5a7e10b4"

_random = random.Random(20260305)  # seeded: the same tenant at every run


def dice() -> random.Random:
    """Return the tenant's one source of chance."""
    return _random


def new_id() -> str:
    """Return a GUID of the seeded sequence."""
    return str(uuid.UUID(int=_random.getrandbits(128), version=4))


def at(text: str) -> datetime:
    """Read "03-04T10:15" (of 2026, UTC) as a time."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


def iso(when: datetime) -> str:
    """Write a time the way Graph does, in UTC to the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def anytime(since_days: float = 29.9, until_days: float = 0.05) -> datetime:
    """Return some whole second between so many days before NOW."""
    return (NOW - timedelta(days=_random.uniform(until_days, since_days))).replace(microsecond=0)


# city: region, country, network of its addresses
PLACES: dict[str, tuple[str, str, str]] = {
    "Vancouver": ("British Columbia", "CA", "198.18.4."),
    "Toronto": ("Ontario", "CA", "198.18.9."),
    "Dublin": ("Leinster", "IE", "198.19.20."),
    "Madrid": ("Madrid", "ES", "198.19.33."),
    "Warsaw": ("Mazowieckie", "PL", "198.19.40."),
    "Stockholm": ("Stockholm", "SE", "198.19.51."),
    "Singapore": ("Central Singapore", "SG", "198.19.77."),
    "Chicago": ("Illinois", "US", "198.18.60."),
    "Mumbai": ("Maharashtra", "IN", "198.19.91."),
    "Hanoi": ("Ha Noi", "VN", "185.220.7."),
    "Minsk": ("Minsk", "BY", "45.155.12."),
    "Tehran": ("Tehran", "IR", "5.62.44."),
    "Shenzhen": ("Guangdong", "CN", "113.88.3."),
}
OFFSET = {"CA": 17, "IE": 9, "ES": 8, "PL": 8, "SE": 8, "SG": 1, "US": 15, "IN": 4}

# first name, surname, alias, title, home
PEOPLE: list[tuple[str, str, str, str, str]] = [
    ("April", "Dunmore", "april.dunmore", "HR Partner", "Vancouver"),
    ("Will", "Hathaway", "will.hathaway", "Buyer", "Toronto"),
    ("Mark", "Ferreira", "mark.ferreira", "Planner", "Madrid"),
    ("Grant", "Obuya", "grant.obuya", "Developer", "Dublin"),
    ("June", "Sakai", "june.sakai", "Controller", "Vancouver"),
    ("Sunday", "Adeyemi", "sunday.adeyemi", "Analyst", "Toronto"),
    ("Paris", "Holloway", "paris.holloway", "Designer", "Chicago"),
    ("Bill", "Tremont", "bill.tremont", "Facilities", "Chicago"),
    ("Max", "Oyelaran", "max.oyelaran", "Developer", "Stockholm"),
    ("Robin", "Castellan", "robin.castellan", "Sales", "Dublin"),
    ("Robin", "Thorne", "robin.thorne", "Sales", "Warsaw"),
    ("Ellen", "Thorne", "ellen.thorne", "Legal", "Dublin"),
    ("Sinéad", "O'Malley", "sinead.omalley", "Lawyer", "Dublin"),
    ("Declan", "O'Rourke", "declan.orourke", "Warehouse Lead", "Dublin"),
    ("Zoë", "Bramwell", "zoe.bramwell", "Marketing", "Vancouver"),
    ("Łukasz", "Zieliński", "lukasz.zielinski", "Developer", "Warsaw"),
    ("José", "Peña", "jose.pena", "Driver", "Madrid"),
    ("Björn", "Åkesson", "bjorn.akesson", "Developer", "Stockholm"),
    ("Priya", "Nair-Cooper", "priya.nair-cooper", "Data Scientist", "Mumbai"),
    ("Jean-Luc", "Fabre", "jean-luc.fabre", "Auditor", "Madrid"),
    ("J.R.", "Whitlock", "jr.whitlock", "Trainer", "Chicago"),
    ("Nadine", "Vukovic", "nadine.vukovic", "Identity Administrator", "Vancouver"),
    ("Oskar", "Delacroix", "oskar.delacroix", "Service Desk", "Dublin"),
    ("Hollis", "Byrd", "hollis.byrd", "Service Desk", "Vancouver"),
    ("Marisol", "Delgado", "adm.delgado", "Cloud Engineer", "Madrid"),
]
FILLERS = (
    "Anneke Vos,Arturo Beltran,Bianca Ricci,Callum Frazer,Chidi Nwosu,Dalia Shapiro,Emre Aydin,"
    "Esther Mwangi,Filip Marek,Gwen Pritchard,Hassan Farouk,Ingrid Solberg,Ismael Quiroga,Jolanta Mazur,"
    "Kirra Walsh,Laszlo Barta,Leticia Moraes,Maren Holst,Nikolai Stoyanov,Odalys Perez,Petros Galanis,"
    "Rania Sleiman,Stellan Nyberg,Tamara Ilic,Ugo Bellini,Vikram Sethi,Wilma Jansson,Xiulan Deng,"
    "Yvette Lacroix,Zuri Kamau"
)
APPS: dict[str, int] = {
    "Microsoft Teams": 20, "Office 365 Exchange Online": 20, "Office 365 SharePoint Online": 12, "Azure Portal": 6,
    "Meeting Room Booker": 7, "Atlassian Cloud": 8, "DocuSign": 5, "Tableau Cloud": 5, "Dropbox Business": 5,
    "SAP SuccessFactors": 4, "GitLab": 6, "Time Off Tracker": 5, "Kestrel Intranet": 6, "Snowflake": 4,
    "Microsoft Graph Command Line Tools": 2, "Microsoft Azure CLI": 2, "Lumen Invoices": 0,
}  # fmt: skip
"""App and how often it is used; Lumen Invoices was bought lately and has its own story."""
OTHER_SYSTEMS = ("ServiceNow", "Workday", "Amazon Web Services", "Google Workspace")
GROUPS = (
    "Cloud Admins", "Tier0-Admins", "DB Admins EMEA", "Warehouse Users", "Lab Access", "Everyone Kestrel",
    "Field Marketing",
    "Contractors 2026", "Invoice Approvers", "Remote Workers", "Project Osprey", "Payments",
)  # fmt: skip
ROLES = (
    "Global Administrator", "User Administrator", "Security Administrator", "Application Administrator",
    "Billing Administrator",
    "Helpdesk Administrator", "Reports Reader", "Conditional Access Administrator", "Teams Administrator",
)  # fmt: skip
POLICIES = ("MFA for everyone", "No legacy protocols", "Managed devices only", "Geo fence", "Stop risky sign-ins")
DEVICES = (
    ("Windows 11", "Edge 133.0.0"), ("Windows 10", "Chrome 133.0.0"), ("MacOs", "Safari 18.2"),
    ("MacOs", "Chrome 132.0.0"),
    ("Ios 18.3", "Mobile Safari 18.3"), ("Android 15", "Chrome Mobile 133.0.0"), ("Linux", "Firefox 135.0"),
    ("Windows 11", "Firefox 134.0"),
)  # fmt: skip


def _user(first: str, last: str, alias: str, title: str, home: str) -> Row:
    upn = f"{alias}@{DOMAIN}"
    return {
        "id": new_id(), "displayName": f"{first} {last}".strip(), "givenName": first or None, "surname": last or None,
        "userPrincipalName": upn, "mail": upn, "userType": "Member", "jobTitle": title, "department": None,
        "accountEnabled": True,
        "_home": home, "_device": _random.choice(DEVICES),
    }  # fmt: skip


def _guest(name: str, mail: str) -> Row:
    first, last = name.split()
    row = _user(first, last, "x", "Partner", "Warsaw")
    upn = mail.replace("@", "_") + "#EXT#@kestrelbay.onmicrosoft.com"
    return row | {"userPrincipalName": upn, "mail": mail, "userType": "Guest", "_homeTenant": new_id()}


def _everybody() -> dict[str, Row]:
    rows = {p[2]: _user(*p) for p in PEOPLE}
    homes = [p for p in OFFSET for _ in range(1)]
    cities = {country: city for city, (_, country, _) in reversed(PLACES.items())}
    for index, name in enumerate(FILLERS.split(",")):
        first, last = name.split()
        alias = f"{first}.{last}".lower()
        rows[alias] = _user(first, last, alias, "Associate", cities[homes[index % len(homes)]])
    rows["tobias.krenz"] = _guest("Tobias Krenz", "tobias.krenz@alderpoint.net")
    rows["mina.farrokh"] = _guest("Mina Farrokh", "mina.farrokh@orbital-labs.org")
    rows["svc-scanner"] = _user("", "", "svc-scanner", "Service account", "Toronto") | {
        "displayName": "Scanner Mailbox"
    }
    rows["emilio.rossetti"] = _user("Emilio", "Rossetti", "emilio.rossetti", "Seller", "Madrid") | {
        "accountEnabled": False
    }
    return rows


USERS = _everybody()
LEAVER = _user("Curtis", "Wendell", "curtis.wendell", "Broker", "Toronto")
"""Deleted on 25 February: in the logs and among the deleted users, no longer in the directory."""
NEVER_EXISTED = ("scott", "payroll2", "it-support", "frontdesk")
"""Sprayed names: in the sign-in log, in no directory."""


def _named(names: tuple[str, ...], **more: Any) -> dict[str, Row]:
    return {name: {"id": new_id(), "displayName": name, **more} for name in names}


GROUP = _named(
    GROUPS, description=None, mailEnabled=False, securityEnabled=True, groupTypes=[], isAssignableToRole=None
)
ROLE = {name: row | {"roleTemplateId": new_id()} for name, row in _named(ROLES, description=None).items()}
POLICY = _named(POLICIES, state="enabled")
APP = {
    name: row
    | {
        "appId": new_id(),
        "createdDateTime": "2026-02-24T10:12:00Z" if name == "Lumen Invoices" else "2023-05-09T08:00:00Z",
    }
    for name, row in _named((*APPS, *OTHER_SYSTEMS), servicePrincipalType="Application").items()
}
MEMBERS = [
    u for alias, u in USERS.items() if u["userType"] == "Member" and alias not in ("svc-scanner", "emilio.rossetti")
]
ADDRESS: dict[str, int] = {u["userPrincipalName"]: 10 + n * 3 % 240 for n, u in enumerate([*USERS.values(), LEAVER])}
"""Last part of a person's usual address, different for everybody."""


def address(who: Row, city: str | None = None) -> str:
    """Return a person's usual address in a city (their home when none is said)."""
    return PLACES[city or who["_home"]][2] + str(ADDRESS.get(who["userPrincipalName"], 7))
