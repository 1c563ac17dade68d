"""Curated families of operations: what people say, and the operations it means."""

from intents.operations.families.apps import APPS
from intents.operations.families.authentication import AUTHENTICATION
from intents.operations.families.devices import DEVICES
from intents.operations.families.family import Family
from intents.operations.families.governance import GOVERNANCE
from intents.operations.families.memberships import MEMBERSHIPS
from intents.operations.families.policies import POLICIES
from intents.operations.families.roles import ROLES
from intents.operations.families.users import USERS

FAMILIES: tuple[Family, ...] = (*MEMBERSHIPS, *ROLES, *USERS, *AUTHENTICATION, *APPS, *POLICIES, *DEVICES, *GOVERNANCE)
"""All rows. Among rows that fit equally well the first one wins."""

__all__ = ["FAMILIES", "Family"]
