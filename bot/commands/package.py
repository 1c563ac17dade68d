"""`watchbook package`: the Teams app as a zip, from `manifest/`."""

from __future__ import annotations

import argparse
import json
import re
import uuid
import zipfile
from importlib import resources
from pathlib import Path

from bot.answers.suggested import SUGGESTED
from bot.commands.common import fail, say

FILES = ("color.png", "outline.png")
_DOMAIN = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE)
_FIXED = (2026, 1, 1, 0, 0, 0)
"""Time of the files in the zip, so that the same input gives the same bytes."""


def run(arguments: argparse.Namespace) -> int:
    """See the module."""
    app_id = _app_id(arguments.app_id)
    if not app_id:
        fail(
            f"--app-id {arguments.app_id}: not a GUID; use the Application (client) ID of the bot's registration.",
            2,
        )
    if not _DOMAIN.fullmatch(arguments.domain):
        fail(f"--domain {arguments.domain}: not a host name; write it without https:// and path.", 2)
    out = Path(arguments.out)
    try:
        write(out, app_id, arguments.domain.lower())
    except OSError as error:
        fail(f"{out} could not be written: {error.strerror}.")
    say(f"{out} is ready: upload it in the Teams admin center (Teams apps, Manage apps, Upload new app).")
    return 0


def _app_id(said: str) -> str:
    """The id as Teams writes it; "" when it is none, or the empty GUID of a template."""
    try:
        found = uuid.UUID(said)
    except ValueError:
        return ""
    return str(found) if found.int else ""


def write(out: Path, app_id: str, domain: str) -> None:
    """Writes the app package for one registration and one host. Raises OSError."""
    folder = _folder()
    text = folder.joinpath("manifest.json").read_text("utf-8").replace("${APP_ID}", app_id).replace("${DOMAIN}", domain)
    manifest = json.loads(text)
    for bot in manifest["bots"]:
        for commands in bot["commandLists"]:
            commands["commands"] = _commands()
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("manifest.json", text.encode()), *((f, folder.joinpath(f).read_bytes()) for f in FILES)):
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def _commands() -> list[dict[str, str]]:
    """The suggested questions as Teams lists them.

    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/prompt-suggestions
    """
    return [{"type": "prompt", "title": s.title, "description": s.told, "prompt": s.text} for s in SUGGESTED]


def _folder() -> resources.abc.Traversable:
    """`manifest/`: inside the installed package, or beside it in a checkout."""
    inside = resources.files("bot").joinpath("manifest")
    return inside if inside.is_dir() else resources.files("bot").joinpath("..", "manifest")
