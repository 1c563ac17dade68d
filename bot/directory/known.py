"""Names that people say otherwise than Microsoft writes them: built-in roles and first-party apps. One row a name."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A built-in role of Entra ID; https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference."""

    name: str
    template_id: str
    said: tuple[str, ...] = ()


ROLES = (
    Role(
        "Global Administrator",
        "62e90394-69f5-4237-9190-012177145e10",
        ("ga", "company administrator", "tenant admin", "global admins"),
    ),
    Role("Global Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451"),
    Role("User Administrator", "fe930be7-5e62-47db-91af-98c3a49a38b1", ("user account administrator",)),
    Role("Helpdesk Administrator", "729827e3-9c14-49f7-bb1b-9608f156bbb8", ("help desk administrator", "helpdesk")),
    Role("Privileged Role Administrator", "e8611ab8-c189-46e8-94e1-60213ab1f814", ("pra", "privileged role")),
    Role("Privileged Authentication Administrator", "7be44c8a-adaf-4e2a-84d6-ab2649e08a13", ("paa",)),
    Role("Authentication Administrator", "c4e39bd9-1100-46d3-8c65-fb160da0071f", ("auth administrator",)),
    Role("Authentication Policy Administrator", "0526716b-113d-4c15-b2c8-68e3c22b9f80"),
    Role("Security Administrator", "194ae4cb-b126-40b2-bd5b-6091b380977d"),
    Role("Security Reader", "5d6b6bb7-de71-4623-b4af-96380a352509"),
    Role("Security Operator", "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f"),
    Role("Reports Reader", "4a5d8f65-41da-4de4-8968-e035b65339cf", ("report reader",)),
    Role(
        "Exchange Administrator",
        "29232cdf-9323-42fd-ade2-1d097af3e4de",
        ("exchange online administrator", "exchange service administrator"),
    ),
    Role("SharePoint Administrator", "f28a1f50-f6e7-4571-818b-6a12f2af6b6c"),
    Role("Teams Administrator", "69091246-20e8-4a56-aa4d-066075b2a7a8"),
    Role("Intune Administrator", "3a2c62db-5318-420d-8d74-23affee5d9d5"),
    Role("Application Administrator", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", ("app administrator",)),
    Role("Cloud Application Administrator", "158c047a-c907-4556-b7ef-446551a6b5f7", ("cloud app administrator",)),
    Role("Application Developer", "cf1c38e5-3621-4004-a7cb-879624dced7c"),
    Role("Conditional Access Administrator", "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9", ("ca administrator",)),
    Role("Groups Administrator", "fdd7a751-b60b-444a-984c-02652fe8fa1c", ("group administrator",)),
    Role("License Administrator", "4d6ac14f-3453-41d0-bef9-a3e0c569773a", ("licence administrator",)),
    Role("Password Administrator", "966707d0-3269-4727-9be2-8c3a10f19b9d"),
    Role("Billing Administrator", "b0f54661-2d74-4c50-afa3-1ec803f12efe"),
    Role("Compliance Administrator", "17315797-102d-40b4-93e0-432062caca18"),
    Role("Directory Readers", "88d8e3e3-8f55-4a1e-953a-9b9898b8876b", ("directory reader",)),
    Role("Directory Writers", "9360feb5-f418-4baa-8175-e2a00bac4301", ("directory writer",)),
    Role("Directory Synchronization Accounts", "d29b2b05-8046-44ba-8758-1e26182fcf32"),
    Role("Guest Inviter", "95e79109-95c0-4d8e-aee3-d01accf2d47b"),
    Role("Service Support Administrator", "f023fd81-a637-4b56-95fd-791ac0226033"),
    Role("Hybrid Identity Administrator", "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2"),
    Role("Identity Governance Administrator", "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e"),
    Role("Domain Name Administrator", "8329153b-31d0-4727-b945-745eb3bc5f31"),
    Role("External Identity Provider Administrator", "be2f45a1-457d-42af-a067-6ec1fa63bc45"),
    Role("Cloud Device Administrator", "7698a772-787b-4ac8-901f-60d6b08affd2"),
    Role("Power Platform Administrator", "11648597-926c-4cf3-9c36-bcebb0ba8dcc"),
    Role("Dynamics 365 Administrator", "44367163-eba1-44c3-98af-f5787879f96a", ("crm administrator",)),
    Role("Fabric Administrator", "a9ea8996-122f-4c74-9520-8edcd192826c", ("power bi administrator",)),
    Role("Message Center Reader", "790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b"),
)
"""The roles that are commonest in audit logs; others are looked up in the directory alone."""


@dataclass(frozen=True, slots=True)
class App:
    """A Microsoft app: what people say, and the display names that sign-ins carry."""

    said: tuple[str, ...]
    logged: tuple[str, ...]


APPS = (
    App(
        ("outlook", "ms outlook"),
        (
            "Office 365 Exchange Online",
            "Microsoft Outlook",
            "Outlook Mobile",
            "One Outlook Web",
            "Microsoft Outlook Web",
        ),
    ),
    App(("exchange", "exchange online", "office 365 exchange", "exo"), ("Office 365 Exchange Online",)),
    App(("exchange powershell", "exchange online powershell"), ("Microsoft Exchange REST API Based Powershell",)),
    App(("teams", "ms teams"), ("Microsoft Teams", "Microsoft Teams Web Client", "Microsoft Teams Services")),
    App(("sharepoint", "sharepoint online", "share point", "spo"), ("Office 365 SharePoint Online",)),
    App(("onedrive", "one drive"), ("OneDrive", "OneDrive SyncEngine", "Microsoft OneDrive", "OneDrive Web")),
    App(
        ("azure portal", "portal", "the azure portal", "entra portal", "entra admin center", "entra admin centre"),
        ("Azure Portal",),
    ),
    App(
        ("graph powershell", "ms graph powershell", "microsoft graph powershell", "graph cli", "mggraph"),
        ("Microsoft Graph Command Line Tools", "Microsoft Graph PowerShell"),
    ),
    App(("az cli", "azure cli", "az"), ("Microsoft Azure CLI",)),
    App(("azure powershell", "az powershell"), ("Microsoft Azure PowerShell",)),
    App(("azure ad powershell", "aad powershell", "msol powershell"), ("Azure Active Directory PowerShell",)),
    App(
        ("office", "office 365", "office portal", "m365", "microsoft 365", "o365"),
        ("OfficeHome", "Microsoft 365 Portal", "Office 365 Portal", "Microsoft Office"),
    ),
    App(
        ("authenticator", "microsoft authenticator", "auth broker"),
        ("Microsoft Authenticator App", "Microsoft Authentication Broker"),
    ),
    App(("intune",), ("Microsoft Intune", "Microsoft Intune Enrollment", "Microsoft Intune Company Portal")),
    App(("power bi", "powerbi"), ("Microsoft Power BI", "Power BI Service", "Power BI Desktop")),
    App(("vs code", "vscode", "visual studio code"), ("Visual Studio Code",)),
    App(("windows sign in", "windows sign-in", "windows logon"), ("Windows Sign In",)),
    App(("my apps", "myapps"), ("My Apps",)),
    App(("my account", "my profile"), ("My Profile", "My Signins")),
    App(("azure devops", "devops", "ado"), ("Azure DevOps",)),
    App(("yammer", "viva engage"), ("Yammer", "Office 365 Yammer", "Viva Engage")),
)
"""Display names as in https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in."""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def role_aliases(role: Role) -> tuple[str, ...]:
    """What else people call a built-in role: its rows, and "admin" for "administrator"."""
    known = (role.name, *role.said)
    short = tuple(each.casefold().replace("administrator", "admin") for each in known)
    return tuple(dict.fromkeys((*role.said, *short, *(f"{each}s" for each in (*known, *short)))))


def app_of(said: str) -> App | None:
    """The Microsoft app that people mean by these words, None when it is none of the table."""
    plain = _plain(said)
    return next((app for app in APPS if plain in {_plain(each) for each in app.said}), None)
