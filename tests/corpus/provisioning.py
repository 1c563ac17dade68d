"""The provisioning log of the examiner's tenant: six systems written to, four read from, Workday's failed joiners."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.corpus.world import APP, GROUP, LEAVER, MEMBERS, TENANT_ID, USERS, Row, anytime, at, dice, iso, new_id

ENTRA = "Azure Active Directory"
ROWS: list[Row] = []
_JOB = {
    name: f"{name.split()[0].lower()}.{new_id()[:13]}"
    for name in (
        "ServiceNow",
        "Workday",
        "Amazon Web Services",
        "Google Workspace",
        "Atlassian Cloud",
        "Dropbox Business",
        "Snowflake",
        "SAP SuccessFactors",
    )
}
_WHY = {
    "Workday": (
        "MissingMandatoryAttribute",
        "The worker has no e-mail address, so no userPrincipalName could be made.",
    ),
    "ServiceNow": ("DuplicateTargetEntries", "More than one entry in ServiceNow matches."),
    "Snowflake": ("InsufficientRights", "The SCIM token is not allowed to write this role."),
}
AWS_ROLES = ("Yard-Operators", "Billing-ReadOnly", "Data-Lake", "Break-Glass-Root", "Support-L1")
JOINERS = ("Katja Brandl", "Owen Petrie", "Suda Rattan", "Mikael Aho", "Fleur Danton")


def event(when: datetime, job: str, action: str, status: str, who: Row, kind: str, source: str, target: str) -> None:
    """Add one record; `job` is the application that the provisioning belongs to."""
    code, why = _WHY.get(job, ("EntryConflict", "An entry with this name exists already."))
    if status == "skipped":
        code, why = "NotEffectivelyEntitled", "The user is not assigned to the application."
    failed = status in ("failure", "skipped")
    problem = (
        {
            "errorCode": code,
            "reason": why,
            "additionalDetails": None,
            "errorCategory": "Failure" if status == "failure" else "NonServiceFailure",
            "recommendedAction": None,
        }
        if failed
        else None
    )
    ROWS.append({
        "id": new_id(), "activityDateTime": iso(when), "tenantId": TENANT_ID, "jobId": _JOB[job], "cycleId": new_id(),
        "changeId": new_id(),
        "provisioningAction": action, "durationInMilliseconds": dice().randrange(60, 5200),
        "provisioningStatusInfo": {"status": status, "errorInformation": problem},
        "servicePrincipal": {"id": APP[job]["id"], "displayName": job},
        "initiatedBy": {"id": "", "displayName": "Azure AD Provisioning Service", "initiatorType": "system"},
        "sourceSystem": {"id": new_id(), "displayName": source, "details": {}},
        "targetSystem": {"id": new_id(), "displayName": target, "details": {}},
        "sourceIdentity": {"id": who["id"], "displayName": who["displayName"], "identityType": kind,
        "details": {"userPrincipalName": who.get("userPrincipalName", "")}},
        "targetIdentity": {"id": "" if failed else new_id(), "displayName": "" if failed else who["displayName"],
        "identityType": kind, "details": {}},
        "provisioningSteps": [{"name": "EntryImport", "provisioningStepType": "import", "status": "success",
        "description": "Read", "details": {}}], "modifiedProperties": [],
    })  # fmt: skip


def _outbound() -> None:
    people = MEMBERS[:40]
    for job, count in (
        ("ServiceNow", 100),
        ("Google Workspace", 90),
        ("Atlassian Cloud", 90),
        ("Dropbox Business", 70),
        ("Snowflake", 45),
        ("Amazon Web Services", 40),
    ):
        for _ in range(count):
            action = dice().choices(["create", "update", "disable", "delete"], [4, 6, 1, 0.7])[0]
            status = dice().choices(["success", "failure", "skipped", "warning"], [8, 1.3, 1, 0.3])[0]
            event(anytime(), job, action, status, dice().choice(people), "User", ENTRA, job)
    groups = list(GROUP.values())
    for job, count in (("ServiceNow", 26), ("Atlassian Cloud", 16), ("Google Workspace", 12)):
        for index in range(count):
            event(
                anytime(),
                job,
                "create" if index % 2 else "update",
                dice().choices(["success", "failure"], [4, 1])[0],
                dice().choice(groups),
                "Group",
                ENTRA,
                job,
            )
    for job in ("ServiceNow", "Google Workspace", "Dropbox Business"):
        event(at("02-25T11:00") + timedelta(minutes=len(job)), job, "disable", "success", LEAVER, "User", ENTRA, job)
    event(at("02-25T11:40"), "Snowflake", "disable", "failure", LEAVER, "User", ENTRA, "Snowflake")
    for alias, job, action, status, when in (
        ("april.dunmore", "ServiceNow", "update", "success", "03-04T12:00"),
        ("april.dunmore", "Google Workspace", "update", "failure", "03-03T12:00"),
        ("june.sakai", "Dropbox Business", "create", "success", "03-05T06:00"),
        ("emilio.rossetti", "Atlassian Cloud", "disable", "success", "02-27T03:00"),
        ("robin.thorne", "Snowflake", "create", "failure", "03-05T11:10"),
        ("will.hathaway", "ServiceNow", "delete", "success", "03-01T08:00"),
    ):  # fmt: skip
        event(at(when), job, action, status, USERS[alias], "User", ENTRA, job)
    for index, name in enumerate(("Remote Workers", "Project Osprey", "Payments", "Cloud Admins")):
        event(
            at("03-04T04:00") + timedelta(hours=7 * index),
            "ServiceNow",
            "create",
            "failure" if index == 2 else "success",
            GROUP[name],
            "Group",
            ENTRA,
            "ServiceNow",
        )


def _inbound() -> None:
    for index in range(70):
        action = dice().choices(["create", "update", "disable"], [4, 6, 1])[0]
        event(
            anytime(),
            "Workday",
            action,
            dice().choices(["success", "failure", "skipped"], [7, 2, 1])[0],
            MEMBERS[index % 50],
            "Worker" if index % 2 else "User",
            "Workday",
            ENTRA,
        )
    for index in range(26):
        event(
            anytime(),
            "SAP SuccessFactors",
            ["create", "update"][index % 2],
            dice().choices(["success", "failure"], [5, 1])[0],
            MEMBERS[index + 10],
            "User",
            "SAP SuccessFactors",
            ENTRA,
        )
    for index, name in enumerate(JOINERS):
        who = {"id": f"W-{4100 + index}", "displayName": name}
        event(
            at("03-05T05:00") + timedelta(minutes=9 * index),
            "Workday",
            "create",
            "failure",
            who,
            "Worker",
            "Workday",
            ENTRA,
        )
    event(
        at("03-05T05:55"),
        "Workday",
        "create",
        "success",
        {"id": "W-4110", "displayName": "Ines Rautio"},
        "Worker",
        "Workday",
        ENTRA,
    )
    for index in range(15):
        who = {"id": f"arn:aws:iam::40{index % 5}:role", "displayName": AWS_ROLES[index % 5]}
        event(
            at("02-09T06:00") + timedelta(hours=38 * index),
            "Amazon Web Services",
            "update" if index % 4 == 3 else "create",
            "failure" if index % 6 == 5 else "success",
            who,
            "Role",
            "Amazon Web Services",
            ENTRA,
        )
    for index in range(4):
        event(
            at("02-28T06:00") + timedelta(hours=26 * index),
            "Snowflake",
            "create",
            "success",
            {"id": f"sf-{index}", "displayName": f"SF_ROLE_{index}"},
            "Role",
            "Snowflake",
            ENTRA,
        )


def _lookalikes() -> None:
    """Other kinds of object, other systems and other actions beside each planted fact."""
    orgs = ({"id": f"O-{n}", "displayName": f"Supervisory Org {n}"} for n in range(20))
    for when, action, status in (
        ("03-05T05:10", "create", "failure"), ("03-02T05:10", "create", "failure"),
        ("03-03T05:10", "create", "success"), ("02-25T05:10", "create", "failure"),
        ("02-12T05:10", "create", "failure"),
    ):  # fmt: skip
        event(at(when), "Workday", action, status, next(orgs), "Group", "Workday", ENTRA)
    for when, action in (("03-05T05:20", "update"), ("03-05T06:50", "disable"), ("03-04T06:50", "update")):
        event(at(when), "Workday", action, "failure", MEMBERS[7], "Worker", "Workday", ENTRA)
    katja = {"id": "x", "displayName": "Katja Brandl"}
    event(at("03-05T06:40"), "ServiceNow", "create", "failure", katja, "User", ENTRA, "ServiceNow")
    for when, kind, status, name in (
        ("02-10T03:00", "Group", "success", "Data-Lake"), ("02-27T03:00", "Group", "success", "aws-dev"),
        ("03-02T03:00", "Group", "failure", "aws-dev"), ("03-04T03:00", "User", "success", "build-bot"),
    ):  # fmt: skip
        event(
            at(when),
            "Amazon Web Services",
            "create",
            status,
            {"id": name, "displayName": name},
            kind,
            "Amazon Web Services",
            ENTRA,
        )
    for when, kind, status, name in (
        ("02-20T03:00", "Role", "failure", "SF_ROLE_9"),
        ("03-01T03:00", "Role", "success", "Data-Lake"),
        ("03-02T05:00", "Group", "success", "sf-analysts"),
    ):
        event(at(when), "Snowflake", "create", status, {"id": name, "displayName": name}, kind, "Snowflake", ENTRA)
    for job, when, action, status in (
        ("Dropbox Business", "02-25T07:00", "create", "success"), ("Snowflake", "02-26T07:00", "create", "success"),
        ("Snowflake", "03-01T07:00", "create", "failure"),
        ("Amazon Web Services", "02-27T07:00", "create", "success"),
        ("Google Workspace", "03-01T07:00", "update", "failure"),
        ("Google Workspace", "03-04T07:00", "update", "success"),
        ("Atlassian Cloud", "03-04T08:00", "create", "success"), ("ServiceNow", "03-04T08:30", "update", "success"),
        ("ServiceNow", "03-03T08:30", "update", "failure"), ("ServiceNow", "03-02T08:30", "create", "skipped"),
    ):  # fmt: skip
        event(
            at(when),
            job,
            action,
            status,
            GROUP["Field Marketing" if action == "create" else "Payments"],
            "Group",
            ENTRA,
            job,
        )
    for alias, job, action, status, when in (
        ("max.oyelaran", "ServiceNow", "create", "success", "03-04T09:30"),
        ("max.oyelaran", "ServiceNow", "create", "failure", "03-02T09:30"),
        ("zoe.bramwell", "Dropbox Business", "update", "success", "03-05T07:00"),
        ("will.hathaway", "Dropbox Business", "delete", "success", "03-01T08:05"),
        ("grant.obuya", "ServiceNow", "delete", "success", "03-02T08:05"),
        ("will.hathaway", "ServiceNow", "update", "success", "03-02T08:10"),
        ("hollis.byrd", "ServiceNow", "update", "skipped", "03-03T08:10"),
        ("jose.pena", "Google Workspace", "update", "failure", "02-18T08:10"),
    ):  # fmt: skip
        event(at(when), job, action, status, USERS[alias], "User", ENTRA, job)
    event(at("02-24T11:40"), "Snowflake", "update", "success", LEAVER, "User", ENTRA, "Snowflake")
    event(
        at("03-03T05:30"), "SAP SuccessFactors", "create", "failure", MEMBERS[30], "User", "SAP SuccessFactors", ENTRA
    )
    event(
        at("03-04T05:30"),
        "SAP SuccessFactors",
        "create",
        "success",
        {"id": "cc-12", "displayName": "Cost Centre 12"},
        "Group",
        "SAP SuccessFactors",
        ENTRA,
    )


def provisioning() -> list[Row]:
    """Return the whole log, newest first."""
    if not ROWS:
        dice().seed("provisioning")
        _outbound()
        _inbound()
        _lookalikes()
        ROWS.sort(key=lambda row: (row["activityDateTime"], row["id"]), reverse=True)
    return ROWS
