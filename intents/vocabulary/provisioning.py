"""What people say about provisioning: systems, actions, object types."""

from intents.model import EntityKind, Log, Op
from intents.vocabulary.terms import Cond, Noun, Records, Term, Word, row

ONLY = (Log.PROVISIONING,)

SYSTEMS: dict[str, str] = {
    # the name as provisioning logs write it: what people call it
    "ServiceNow": "servicenow;service now;snow;service-now",
    "Amazon Web Services": "aws;amazon web services;amazon;aws iam;aws sso;aws single account access",
    "Workday": "workday;work day",
    "Salesforce": "salesforce;sales force;sfdc",
    "SuccessFactors": "successfactors;success factors;sap successfactors",
    "Slack": "slack",
    "Zoom": "zoom",
    "Azure Active Directory": "azure ad;azure active directory;aad;entra;entra id;microsoft entra;microsoft entra id;azuread;azure",
    "Active Directory": "active directory;ad;on prem ad;on-premises active directory;on premises ad;local ad;windows ad",
    "GitHub": "github;git hub;github enterprise;github enterprise cloud;github enterprise managed user",
    "Google": "google workspace;google;g suite;gsuite;google cloud",
    "Dropbox": "dropbox",
    "Box": "box.com;box app",
    "Atlassian": "atlassian;jira;confluence;atlassian cloud",
    "Zendesk": "zendesk",
    "DocuSign": "docusign",
    "Adobe": "adobe;adobe creative cloud",
    "Webex": "webex;cisco webex",
    "Okta": "okta",
    "Snowflake": "snowflake",
    "Databricks": "databricks",
    "SAP": "sap;sap cloud identity services;sap ias",
    "Oracle": "oracle;oracle hcm;oracle fusion",
    "BambooHR": "bamboohr;bamboo hr",
    "UKG": "ukg;ultipro",
    "ADP": "adp",
    "Concur": "concur;sap concur",
    "Coupa": "coupa",
    "Cornerstone": "cornerstone;cornerstone ondemand",
    "Asana": "asana",
    "Figma": "figma",
    "Miro": "miro",
    "Monday": "monday.com",
    "Notion": "notion",
    "Tableau": "tableau;tableau online;tableau cloud",
    "Zscaler": "zscaler",
    "HubSpot": "hubspot",
    "Lucidchart": "lucidchart",
    "Smartsheet": "smartsheet",
    "PagerDuty": "pagerduty;pager duty",
    "Datadog": "datadog",
    "New Relic": "new relic",
    "Freshservice": "freshservice",
    "Keeper": "keeper security",
    "1Password": "1password",
    "LastPass": "lastpass",
    "HR": "hr system;hr",
}
"""Provisioning connectors by the names people use; a connector that is not listed is matched by the name as said."""

GIVERS = frozenset({"HR"})
"""Systems that people come from, and that departments' groups are called as well."""

REASONS: dict[str, str] = {
    "noteffectivelyentitled": "not effectively entitled;not entitled",
    "missingmandatoryattribute": "missing mandatory attribute~",
    "mandatoryfieldsmissing": "mandatory fields missing",
    "missingvalues": "missing values",
    "entryconflict": "entry conflict~",
    "duplicatetargetentries": "duplicate target entries;duplicate in target",
    "duplicatesourceentries": "duplicate source entries",
    "insufficientrights": "insufficient rights",
    "entrysynchronizationskipped": "entry synchronization skipped",
    "importskipped": "import skipped",
    "internalservererror": "internal server error",
    "unprocessableentity": "unprocessable entity",
    "schemaattributenotfound": "schema attribute not found",
    "licenselimitexceeded": "license limit exceeded;licence limit exceeded",
    "invalidanchor": "invalid anchor",
    "invaliddomain": "invalid domain",
    "notpermitted": "not permitted",
    "methodnotallowed": "method not allowed",
    "systemforcrossdomainidentitymanagementserviceincompatible": "service incompatible",
    "azureactivedirectorycannotupdateobjectsoriginatedinexternalservice": "originated in external service",
}
"""`errorInformation.errorCode` values of provisioning events (lower case), and their words. Documented examples; others
are found by nobody's words, and are shown on the rows."""

ENTRA = "Azure Active Directory"


def action(phrases: str, *values: str, examples: tuple[str, ...] = ()) -> Term:
    return row(phrases, Cond("provisioning_action", values), logs=ONLY, examples=examples)


PROVISIONING: tuple[Term, ...] = (
    row(
        "(provisioning|user provisioning|account provisioning|app provisioning|provision|sync|synchronization|synchronisation|hr sync|scim) [(log|event|activity|activities|record|entry|entries|cycle|run|operation|action)~];provisioned;provisions;synced;synchronised;synchronized;syncing;prov;prov log~;prov event~;scim;sync~;came over;come over;came across;come across;coming over;flowed;flow~;brought over;bring over;moved over;carried over;push;pushed",
        Records(3.0),
        logs=ONLY,
        examples=("provisioning events for Salesforce today",),
    ),
    action("created;create;creates;creating;creation~;added;add;adding;addition~;new;onboarded;onboard;onboarding;set up;provisioned new;inserted;newly created", "create", examples=("what groups were created in ServiceNow this month",)),
    row("land;lands;landed;arrived;showed up;turned up;got an account;got accounts;got created", Cond("provisioning_action", ("create",)), Records(1.5, verb=True), logs=ONLY, examples=("which groups landed in ServiceNow this week",)),
    row("made it;make it;makes it;making it", Cond("provisioning_action", ("create",)), Cond("outcome", ("success",)), logs=ONLY, examples=("which groups made it into ServiceNow this month",)),
    row("received;receive;receives;receiving", Records(2.0, verb=True), logs=ONLY, examples=("what did Slack receive from provisioning today", "which groups did ServiceNow receive this month")),
    row("[which] (attribute|property|properties|field|value)~ [of]", Word("filler"), logs=ONLY, examples=("which attributes were updated by Workday this week",)),
    row("came through;came in;come in;coming in", Records(1.5, verb=True), logs=ONLY),
    row("imported;import;imports;importing;pulled in;pulled;brought in;read in;fetched;exported;export;exports;exporting", Records(1.5, verb=True), logs=ONLY, examples=("what roles were imported from Amazon Web Services",)),
    action("updated;update;updates;updating;refreshed", "update", examples=("provisioning updates to Slack today",)),
    action("deleted;delete;deletes;deleting;deletion~;hard deleted", "delete", "stagedDelete", examples=("users deleted in Zoom this month",)),
    action("disabled;disable;disables;disabling;deactivated;deactivate;deactivation~;suspended;soft deleted;disablement~;turned off", "disable", examples=("successful provisioning disables this month",)),
    row("deprovisioned;deprovision;deprovisions;deprovisioning;de provisioned;de provisioning;deprovisioning event~", Cond("provisioning_action", ("delete", "stagedDelete", "disable")), Records(2.5), logs=ONLY, examples=("who was deprovisioned from Slack this week",)),
    action("gone;disappeared;removed;remove;removes;removing;removal~;offboarded;offboarding;removed from", "delete", "stagedDelete", "disable", examples=("who was removed from Slack provisioning this week",)),
    row("(to|into) (us|our directory|our tenant)", Cond("target_system", (ENTRA,), Op.NAMED, kinds=(EntityKind.SYSTEM,)), logs=ONLY, examples=("provisioning from AWS to us this week",)),
    row("provisioning job~;provisioning (run|cycle)~;sync job~", Records(3.0), Noun("job"), logs=ONLY, examples=("failing provisioning jobs this week",)),
    row("provisioningaction;provisioningstatusinfo;provisioningstatus;provisionedobject~", Records(3.0), logs=ONLY),
    row("[the] provisioning (service|engine|agent)", Records(3.0), logs=ONLY),
    row("action~;provisioning action~;action type~", Noun("provisioning_action"), logs=ONLY, examples=("provisioning events by action this week",)),
    action("staged delete~", "stagedDelete"),
    row("user~;people;person;account~;employee~;worker~;hire~;joiner~;leaver~;starter~;staff;identities;users'", Cond("object_type", ("user",)), Noun("identity"), logs=ONLY),
    row("new (hire|joiner|starter|employee|user|account)~", Cond("object_type", ("user",)), Cond("provisioning_action", ("create",)), Noun("identity"), logs=ONLY, examples=("new hires from Workday this week",)),
    row("group~;security group~", Cond("object_type", ("group",)), Noun("identity"), logs=ONLY),
    row("role~;app role~;iam role~;entitlement~", Cond("object_type", ("role",)), Noun("identity"), logs=ONLY),
    *(row(f"{code};{words}", Cond("error_code", (code,), Op.CONTAINS), Records(2.0), logs=ONLY) for code, words in REASONS.items()),
    *(row(phrases, Cond("system", (name,), Op.NAMED, kinds=(EntityKind.SYSTEM,)), logs=ONLY) for name, phrases in SYSTEMS.items()),
)
