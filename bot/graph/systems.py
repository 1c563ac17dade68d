"""Provisioning systems: what people say, and how the provisioning log names them. One row a system.

Names as logged: the connectors of https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list and the samples of
https://learn.microsoft.com/graph/api/provisioningobjectsummary-list. The directory itself was renamed in 2023 and both
names are logged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache


@dataclass(frozen=True, slots=True)
class System:
    """One system; `name` is how it is usually logged, `also` other names in the log, `said` what people say."""

    name: str
    said: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def logged(self) -> tuple[str, ...]:
        """Every name in the log, folded."""
        return tuple(each.casefold() for each in (self.name, *self.also))


SYSTEMS = (
    System(
        "Azure Active Directory",
        ("azure ad", "azuread", "aad", "entra", "entra id", "microsoft entra", "ms entra", "the directory"),
        ("Microsoft Entra ID", "Azure AD", "Windows Azure Active Directory", "Microsoft Entra"),
    ),
    System(
        "Active Directory",
        ("ad", "on-prem ad", "on-premises ad", "on prem ad", "windows ad", "ad ds", "local ad"),
        ("Windows Server Active Directory", "On-premises Active Directory"),
    ),
    System(
        "Amazon Web Services",
        ("aws", "amazon", "aws sso", "aws iam", "amazon aws"),
        ("AWS IAM Identity Center", "AWS Single-Account Access", "AWS Single Sign-on", "AWS"),
    ),
    System("ServiceNow", ("snow", "service now", "service-now", "servicenow")),
    System("Workday", ("workday", "work day", "wd")),
    System("SAP SuccessFactors", ("successfactors", "success factors", "sap sf"), ("SuccessFactors",)),
    System(
        "SAP Cloud Identity Services",
        ("sap", "sap ias", "sap cloud identity"),
        ("SAP Cloud Platform Identity Authentication", "SAP Cloud Platform"),
    ),
    System("Salesforce", ("salesforce", "sales force", "sfdc", "sf"), ("Salesforce Sandbox",)),
    System(
        "Google Cloud / G Suite Connector by Microsoft",
        ("google", "google workspace", "g suite", "gsuite", "google cloud"),
        ("G Suite", "Google Workspace", "Google Cloud", "Google Apps"),
    ),
    System("Slack", ("slack", "slack enterprise grid")),
    System("Zoom", ("zoom",)),
    System("Box", ("box",)),
    System("Dropbox", ("dropbox", "dropbox business"), ("Dropbox for Business", "Dropbox Business")),
    System(
        "GitHub",
        ("github", "git hub", "github enterprise"),
        ("GitHub Enterprise Cloud", "GitHub Enterprise Managed User", "GitHub Enterprise Managed User (OIDC)"),
    ),
    System("Atlassian Cloud", ("atlassian", "jira", "confluence"), ("Atlassian",)),
    System("Zendesk", ("zendesk", "zen desk")),
    System("DocuSign", ("docusign", "docu sign")),
    System("Okta", ("okta",)),
    System(
        "Oracle Fusion ERP",
        ("oracle", "oracle fusion", "oracle erp", "oracle cloud"),
        ("Oracle Fusion", "Oracle Cloud Infrastructure Console"),
    ),
    System("Snowflake", ("snowflake",)),
    System(
        "Databricks",
        ("databricks", "azure databricks"),
        ("Azure Databricks SCIM Provisioning Connector", "Azure Databricks SCIM Connector"),
    ),
    System("Adobe Identity Management", ("adobe",), ("Adobe Identity Management (OIDC)", "Adobe")),
    System("Cisco Webex", ("webex", "cisco webex"), ("Webex",)),
    System("Concur", ("concur", "sap concur"), ("SAP Concur",)),
    System("Cornerstone OnDemand", ("cornerstone",)),
    System("Smartsheet", ("smartsheet",)),
    System("Asana", ("asana",)),
    System("BambooHR", ("bamboo", "bamboohr", "bamboo hr")),
    System(
        "API-driven Provisioning",
        ("api-driven", "inbound api"),
        ("API-driven provisioning to Microsoft Entra ID", "API-driven provisioning to on-premises Active Directory"),
    ),
)
"""The commonest systems. Any other name is taken as it is said and looked for in the log."""


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


@cache
def _by_name() -> dict[str, System]:
    known: dict[str, System] = {}
    for system in SYSTEMS:
        for each in (*system.logged, *system.said):
            known.setdefault(_words(each), system)
    return known


def system_of(said: str) -> System | None:
    """The system that people mean by these words, None when it is none of the table."""
    return _by_name().get(_words(said))


@lru_cache(maxsize=4096)
def is_system(name: str, logged: str) -> bool:
    """Whether a system called `name` is the one that the log calls `logged`.

    By containment of whole words, because logs add to a connector's name ("ServiceNow - EMEA"); a name that is only
    there as part of a longer known one does not count: "Azure Active Directory" is not "Active Directory".
    """
    value = f" {_words(logged)} "
    system = system_of(name)
    own = [_words(each) for each in (system.logged if system else (name,))]
    others = [_words(each) for row in SYSTEMS if row is not system for each in row.logged]
    for mine in own:
        if not mine:
            continue
        rest = value
        for longer in others:
            if len(longer) > len(mine) and f" {mine} " in f" {longer} ":
                rest = rest.replace(f" {longer} ", "  ")
        if f" {mine} " in rest:
            return True
    return False
