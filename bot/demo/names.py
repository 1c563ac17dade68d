"""Names of the made-up tenant. Nothing else in the project may know one of them."""

from __future__ import annotations

NAMED = (
    ("alice", "Alice", "Moreau", "Infrastructure Engineer", ""),
    ("bob", "Bob", "Lindqvist", "Warehouse Planner", ""),
    ("carol", "Carol", "Petersen", "Accountant", ""),
    ("mallory", "Mallory", "Vance", "Contractor", ""),
    ("declan.obrien", "Declan", "O'Brien", "Sales Lead", ""),
    ("zoe.mueller", "Zoë", "Müller", "Product Designer", ""),
    ("chris.tanaka", "Chris", "Tanaka", "Support Engineer", ""),
    ("chris.adeyemi", "Chris", "Adeyemi", "Buyer", ""),
    ("may", "May", "Lindgren", "People Partner", ""),
    ("priya", "Priya", "Nair", "Identity Administrator", ""),
    ("oscar", "Oscar", "Feld", "Helpdesk Lead", ""),
    ("nina", "Nina", "Kozak", "Helpdesk Analyst", ""),
    ("sybil", "Sybil", "Crane", "Security Administrator", ""),
    ("victor", "Victor", "Amari", "Finance Director", ""),
    ("dana", "Dana", "Whitfield", "Payroll Specialist", ""),
    ("peggy", "Peggy", "Salo", "Field Engineer", ""),
    ("walter", "Walter", "Ng", "Sales Representative", "disabled"),
    ("pat.rivers", "Pat", "Rivers", "Freight Coordinator", "guest"),
    ("lena.ortiz", "Lena", "Ortiz", "Auditor", "guest"),
    ("svc-mailer", "Mail Relay Service", "", "", "service"),
    ("emergency", "Emergency Access 1", "", "", "service"),
)
"""(alias, given name, surname, job title, kind): kind is guest, service, disabled or empty."""

FILLERS = (
    "Aisling Byrne",
    "Amir Haddad",
    "Beatriz Nunes",
    "Benoit Carre",
    "Cormac Doyle",
    "Daphne Visser",
    "Edgar Stroud",
    "Emily Tran",
    "Farid Aziz",
    "Greta Holm",
    "Hamish Boyd",
    "Ines Duarte",
    "Iris Koster",
    "Jonas Ebert",
    "Kamal Desai",
    "Kirsten Dahl",
    "Liam Foley",
    "Ling Zhao",
    "Marta Silva",
    "Mateo Cruz",
    "Naomi Park",
    "Niamh Kerr",
    "Olu Bankole",
    "Petra Vogel",
    "Quinn Mercer",
    "Rafael Pinto",
    "Rhona Blair",
    "Saoirse Quirke",
    "Seth Underwood",
    "Tamsin Reed",
    "Theo Janssen",
    "Tomasz Wilk",
    "Ulla Berg",
    "Vera Marsh",
    "Wendel Okoro",
    "Yasmin Sabry",
    "Yuki Mori",
    "Zachary Bloom",
)

DELETED = (
    ("frank", "Frank", "Dubois", "Logistics Analyst", 9),
    ("gina.sorel", "Gina", "Sorel", "Marketing Manager", 20),
    ("henk.bakker", "Henk", "Bakker", "Engineer", 2),
)
"""(alias, given name, surname, job title, days since the deletion)."""

NEVER_EXISTED = (
    "admin",
    "administrator",
    "backup",
    "helpdesk1",
    "info",
    "j.smith",
    "root",
    "scanner",
    "test",
    "test.user",
)
"""User names that somebody tried and that no account ever had."""

GROUPS = (
    ("All Staff", "unified"),
    ("Server Admins", ""),
    ("Payroll Admins", ""),
    ("Tier 0 Administrators", "role"),
    ("Break Glass", ""),
    ("VPN Users", ""),
    ("Finance Team", "unified"),
    ("Sales Europe", "unified"),
    ("Sales Americas", "unified"),
    ("Engineering", "unified"),
    ("Contractors", ""),
    ("Project Heron", "unified"),
    ("Service Desk Agents", ""),
    ("Change Approvers", ""),
    ("AWS Developers", ""),
    ("CRM Users", ""),
)
"""(name, kind): kind is unified, role (isAssignableToRole) or empty."""

NEW_APP = "Orbit Travel"
APPS = {
    "Microsoft Teams": ("1fec8e78-bce4-4aaf-ab1b-5451cc387264", 1500),
    "Office 365 Exchange Online": ("00000002-0000-0ff1-ce00-000000000000", 1500),
    "Office 365 SharePoint Online": ("00000003-0000-0ff1-ce00-000000000000", 1500),
    "Azure Portal": ("c44b4083-3bb0-49c1-b47d-974e53cbdf3c", 1500),
    "Microsoft Azure CLI": ("04b07795-8ddb-461a-bbee-02f9e1bf7b46", 1100),
    "Microsoft Graph Command Line Tools": ("14d82eec-204b-4c2f-b7e8-296a70dab67e", 900),
    "Salesforce": ("", 800),
    "ServiceNow": ("", 800),
    "Slack": ("", 700),
    "Workday": ("", 700),
    "Amazon Web Services": ("", 650),
    "GitHub Enterprise Cloud": ("", 500),
    "Harbour Timesheets": ("", 400),
    "Harbour Wiki": ("", 400),
    "Cargo Tracker": ("", 320),
    NEW_APP: ("", 6.2),
}
"""Name to (application id, days since it was added); an empty id is drawn."""

TRAFFIC = {
    "Microsoft Teams": 22,
    "Office 365 Exchange Online": 21,
    "Office 365 SharePoint Online": 13,
    "Azure Portal": 4,
    "Microsoft Azure CLI": 1,
    "Salesforce": 7,
    "ServiceNow": 6,
    "Slack": 7,
    "Workday": 4,
    "GitHub Enterprise Cloud": 5,
    "Harbour Timesheets": 5,
    "Harbour Wiki": 4,
    "Cargo Tracker": 3,
}
"""Everyday sign-ins by app, as weights."""

ROLES_IN_USE = (
    "Global Administrator",
    "Global Reader",
    "User Administrator",
    "Helpdesk Administrator",
    "Privileged Role Administrator",
    "Security Administrator",
    "Security Reader",
    "Reports Reader",
    "Exchange Administrator",
    "Application Administrator",
)

POLICIES = {
    "Require MFA for all users": "mfa",
    "Require compliant device for finance apps": "compliantDevice",
    "Block legacy authentication": "block",
    "Block sign-ins from unexpected countries": "block",
    "Require password change for risky users": "passwordChange",
}
"""Conditional Access policy name to its grant control."""
