"""Writes the examiner's tenant as raw Graph v1.0 JSON files: `python -m tests.corpus.tenant DIR`.

Another company, other people, apps, groups, policies, systems and dates than the demo's; the same bytes at every run.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

from tests.corpus.audits import audits
from tests.corpus.provisioning import provisioning
from tests.corpus.signins import sign_ins
from tests.corpus.world import APP, GROUP, LEAVER, POLICY, ROLE, TENANT_ID, USERS, Row


@cache
def tenant() -> dict[str, list[Row]]:
    """Return all collections by the name of their file; notes (keys that start with an underscore) are left out."""
    made = {
        "signIns": sign_ins(), "directoryAudits": audits(), "provisioning": provisioning(),
        "users": list(USERS.values()), "groups": list(GROUP.values()), "servicePrincipals": list(APP.values()),
        "directoryRoles": list(ROLE.values()), "conditionalAccessPolicies": list(POLICY.values()),
        "deletedUsers": [LEAVER], "organization": [{"id": TENANT_ID, "displayName": "Kestrel Bay"}],
    }  # fmt: skip
    return {
        name: [{k: v for k, v in row.items() if not k.startswith("_")} for row in rows] for name, rows in made.items()
    }


def write(folder: Path) -> None:
    """Write one JSON file for each collection."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tenant().items():
        (folder / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
    print({name: len(rows) for name, rows in tenant().items()})
