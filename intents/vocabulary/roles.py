"""Built-in directory roles of Entra ID, by their names and the short forms people use.

Names: Microsoft Entra built-in roles reference. "X Administrator" is also said "X admin"; other short forms are listed.
"""

from intents.model import EntityKind, Log, Op
from intents.vocabulary.terms import Cond, Term, row

_SHORT = {
    "Global Administrator": "glob admin;ga;tenant admin;global adm;company administrator;super admin;globaladmin",
    "Privileged Role Administrator": "priv role admin;pra",
    "Privileged Authentication Administrator": "",
    "Conditional Access Administrator": "ca admin",
    "Exchange Administrator": "exchange online admin;exchange online administrator",
    "SharePoint Administrator": "sharepoint online admin",
    "Teams Administrator": "",
    "User Administrator": "user account administrator;user account admin",
    "Helpdesk Administrator": "help desk admin;help desk administrator;password administrator role",
    "Application Administrator": "app admin;app administrator",
    "Cloud Application Administrator": "cloud app admin;cloud app administrator",
    "Authentication Administrator": "auth admin",
    "Groups Administrator": "",
    "Security Administrator": "",
    "Security Operator": "",
    "Security Reader": "",
    "Global Reader": "",
    "Reports Reader": "report reader",
    "Compliance Administrator": "",
    "Billing Administrator": "",
    "License Administrator": "licence administrator;licence admin",
    "Intune Administrator": "",
    "Guest Inviter": "",
    "Directory Readers": "directory reader",
    "Directory Writers": "directory writer",
    "Service Support Administrator": "",
    "Password Administrator": "",
    "Hybrid Identity Administrator": "",
    "Identity Governance Administrator": "",
    "Attribute Assignment Administrator": "",
    "Cloud Device Administrator": "",
    "Message Center Reader": "",
    "Application Developer": "",
    "Dynamics 365 Administrator": "",
    "Power Platform Administrator": "",
    "Fabric Administrator": "power bi administrator;power bi admin",
    "Authentication Policy Administrator": "",
    "Domain Name Administrator": "",
    "Lifecycle Workflows Administrator": "",
    "Windows 365 Administrator": "",
    "Azure AD Joined Device Local Administrator": "joined device local administrator",
    "External Identity Provider Administrator": "",
}


def _phrases(name: str, short: str) -> str:
    low = name.lower()
    forms = [low, low.replace("administrator", "admin"), low.replace("administrator", "administrators"), low.replace("administrator", "admins")]
    return ";".join(f"{form} [role]" for form in dict.fromkeys([*forms, *[s for s in short.split(";") if s]]))


ROLES: tuple[Term, ...] = tuple(
    row(_phrases(name, short), Cond("role", (name,), Op.NAMED, kinds=(EntityKind.ROLE,)), logs=(Log.DIRECTORY_AUDITS,)) for name, short in _SHORT.items()
)
