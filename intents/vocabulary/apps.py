"""Names of Microsoft's own apps that consist of words which mean something else: "azure portal", "graph explorer".

Only those need to be known; every other app is a name that the directory or the log knows. Source: "Verify first-party
Microsoft applications in sign-in reports", learn.microsoft.com/troubleshoot/entra/entra-id/governance/
verify-first-party-apps-sign-in.
"""

from __future__ import annotations

FIRST_PARTY_APPS: tuple[str, ...] = tuple(
    (
        "azure portal;azure devops;azure cli;microsoft azure cli;azure powershell;microsoft azure powershell;"
        "azure virtual desktop;azure active directory powershell;azure storage;azure key vault;azure data lake;"
        "azure data factory;azure sql database;azure monitor;azure information protection;azure app service;"
        "entra admin center;microsoft entra admin center;microsoft 365 admin center;teams admin center;"
        "exchange admin center;office 365 exchange online;office 365 sharepoint online;office 365 management;"
        "microsoft office 365 portal;microsoft graph powershell;microsoft graph command line tools;graph explorer;"
        "microsoft intune company portal;intune company portal;microsoft authentication broker;"
        "microsoft azure active directory connect;power platform admin center;windows azure service management api"
    ).split(";")
)
"""Longest are to be tried first."""
