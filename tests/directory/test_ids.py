"""Ids become names: looked up together, once, and for each identity by itself."""

from __future__ import annotations

from tests.directory.rig import Rig

UNKNOWN = "99999999-9999-4999-8999-999999999999"


async def test_names_of_ids_come_from_one_request(rig: Rig) -> None:
    """A user, a group and an app are named by one look-up, which is kept; what nobody knows is left out."""
    kinds = (rig.records.users, rig.records.groups, rig.records.service_principals)
    rows = [kind[0] for kind in kinds]
    ids = [*(str(row["id"]).upper() for row in rows), UNKNOWN]
    found = await rig.directory().names(ids)
    again = await rig.directory().names(list(reversed(ids)))
    other = await rig.directory("other").names(ids)

    assert {str(row["id"]).lower(): row["displayName"] for row in rows} == found
    assert found == again == other
    assert ["/v1.0/directoryObjects/getByIds"] * 2 == rig.requests()


async def test_no_id_is_no_request(rig: Rig) -> None:
    """Nothing to look up costs nothing."""
    assert {} == await rig.directory().names(())
    assert [] == rig.requests()
