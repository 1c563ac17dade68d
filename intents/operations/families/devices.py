"""Devices, their owners, and the keys and passwords kept for them."""

from __future__ import annotations

from intents.model import EntityKind as E
from intents.operations.families.family import Family

_LAPS = ("Recover device local administrator password", "Reveal local administrator password")

DEVICES: tuple[Family, ...] = (
    Family(
        "REGISTER JOIN", "DEVICE", ("Register device",), E.DEVICE,
        related=("Add device", "Add registered owner to device"),
        examples=(
            "devices registered today", "which devices joined this week", "device registrations",
            "who registered a laptop",
        ),
    ),
    Family(
        "ADD CREATE NEW", "DEVICE", ("Add device", "Register device"), E.DEVICE,
        related=("Add registered owner to device", "Pre-create device"),
        examples=("new devices this week", "devices added yesterday"),
    ),
    Family(
        "DELETE REMOVE", "DEVICE", ("Delete device", "Unregister device"), E.DEVICE, related=("Hard Delete device",),
        examples=("devices deleted", "who removed a laptop"),
    ),
    Family("HARD_DELETE", "DEVICE", ("Hard Delete device",), E.DEVICE, examples=("permanently deleted devices",)),
    Family("UPDATE", "DEVICE", ("Update device",), E.DEVICE, examples=("device updates", "device changes")),
    Family(
        "DISABLE ENABLE", "DEVICE", ("Update device",), E.DEVICE,
        examples=("devices disabled this week", "who disabled a computer"),
    ),
    Family("RESTORE", "DEVICE", ("Restore device",), E.DEVICE, examples=("devices restored",)),
    Family(
        "ADD ASSIGN NEW SET REGISTER", "DEVICE_OWNER", ("Add registered owner to device",), E.USER, "", (),
        ("Add registered users to device",), ("device owners added", "registered owner added"),
    ),
    Family(
        "ADD ASSIGN SET", "OWNER", ("Add registered owner to device",), E.USER, "DEVICE", (), (),
        ("owner added to a device",), 0.85,
    ),
    Family(
        "REMOVE DELETE", "DEVICE_OWNER", ("Remove registered owner from device",), E.USER, "", (), (),
        ("device owners removed",),
    ),
    Family(
        "REMOVE DELETE", "OWNER", ("Remove registered owner from device",), E.USER, "DEVICE", (), (),
        ("owner removed from a device",), 0.85,
    ),
    Family(
        "UPDATE", "DEVICE_OWNER", ("Add registered owner to device", "Remove registered owner from device"), E.USER,
        "", (), (), ("device owner changes",),
    ),
    Family(
        "READ GET", "BITLOCKER", ("Read BitLocker key",), E.DEVICE,
        examples=(
            "bitlocker key read", "who viewed a bitlocker recovery key", "bitlocker keys accessed this week",
            "bitlocker key reads",
        ),
    ),
    Family("ADD CREATE NEW", "BITLOCKER", ("Add BitLocker key",), E.DEVICE, examples=("bitlocker keys added",)),
    Family("DELETE REMOVE", "BITLOCKER", ("Delete BitLocker key",), E.DEVICE, examples=("bitlocker keys deleted",)),
    Family(
        "-", "BITLOCKER", ("Read BitLocker key", "Add BitLocker key", "Delete BitLocker key"), E.DEVICE,
        examples=("bitlocker keys last week",), weight=0.6,
    ),
    Family(
        "READ GET RESTORE -", "LAPS", _LAPS, E.DEVICE,
        examples=(
            "laps password read", "who retrieved a local admin password", "laps passwords viewed",
            "local administrator password recovered",
        ),
    ),
    Family(
        "UPDATE ROTATE SET", "LAPS",
        ("Update local administrator password", "Update device local administrator password"), E.DEVICE,
        examples=("laps password rotations", "local admin password updates"),
    ),
)
