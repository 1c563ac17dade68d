"""The Teams app package: what `watchbook package` writes is what Teams takes."""

from __future__ import annotations

import json
import struct
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

import intents
from bot.answers.suggested import SUGGESTED
from bot.answers.talk import refuse
from bot.cli import main
from intents.lexicon import TERMS
from intents.model import Declined, Understood
from tests.channel.fakes import REGISTERED, serving
from tests.package import png
from tests.playground import needs

APP_ID = "11111111-2222-4333-8444-555555555555"
DOMAIN = "watchbook.example.net"
NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
TEAMS_PROMPTS = 10
"""https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/prompt-suggestions: at most so many."""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The package, freshly written."""
    out = tmp_path / "app.zip"
    assert 0 == main(["package", "--app-id", APP_ID, "--domain", DOMAIN, "--out", str(out)])
    return out


def member(package: Path, name: str) -> bytes:
    """One file of the package."""
    with zipfile.ZipFile(package) as archive:
        return archive.read(name)


def manifest(package: Path) -> dict[str, Any]:
    """The manifest in the package."""
    found: dict[str, Any] = json.loads(member(package, "manifest.json"))
    return found


def test_the_zip_holds_three_files_at_its_top(package: Path) -> None:
    """Teams wants manifest and icons at the root and takes nothing else."""
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()

    assert ["color.png", "manifest.json", "outline.png"] == sorted(names)


def test_the_manifest_is_valid(package: Path) -> None:
    """Against the schema that the manifest names, as Microsoft publishes it on npm."""
    got = manifest(package)
    version = f"v{got['manifestVersion']}"
    schemas = needs.package("@microsoft/app-manifest") / "build/json-schemas/teams"
    schema = json.loads((schemas / version / "MicrosoftTeams.schema.json").read_text("utf-8"))
    faults = [error.message for error in jsonschema.Draft4Validator(schema).iter_errors(got)]

    assert [] == faults
    assert f"https://developer.microsoft.com/json-schemas/teams/{version}/MicrosoftTeams.schema.json" == got["$schema"]


def test_a_broken_manifest_is_not_valid(package: Path) -> None:
    """The check above can fail: every required part is missed, and so is an icon that is not a path."""
    schemas = needs.package("@microsoft/app-manifest") / "build/json-schemas/teams/v1.29"
    check = jsonschema.Draft4Validator(json.loads((schemas / "MicrosoftTeams.schema.json").read_text("utf-8")))
    good = manifest(package)
    broken = [{k: v for k, v in good.items() if k != part} for part in check.schema["required"]]
    broken.append({**good, "icons": {"color": "color.png"}})
    broken.append({**good, "id": "${APP_ID}"})

    assert [] == [one for one in broken if check.is_valid(one)]


def test_registration_and_host_are_filled_in(package: Path) -> None:
    """App id and host stand where they belong, and no placeholder is left."""
    got = manifest(package)
    developer = got["developer"]

    assert "${" not in member(package, "manifest.json").decode()
    assert [APP_ID, APP_ID] == [got["id"], got["bots"][0]["botId"]]
    assert [DOMAIN, "token.botframework.com"] == got["validDomains"]
    assert {"id": APP_ID, "resource": f"api://botid-{APP_ID}"} == got["webApplicationInfo"]
    assert all(
        developer[name].startswith(f"https://{DOMAIN}") for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl")
    )


def test_app_id_and_host_are_written_as_teams_wants_them(tmp_path: Path) -> None:
    """Upper case, and a GUID in braces, are what people paste."""
    out = tmp_path / "app.zip"
    main(["package", "--app-id", f"{{{APP_ID.upper()}}}", "--domain", DOMAIN.upper(), "--out", str(out)])
    got = manifest(out)

    assert (APP_ID, DOMAIN) == (got["id"], got["validDomains"][0])


def test_the_same_input_gives_the_same_bytes(package: Path, tmp_path: Path) -> None:
    """So that two packages can be compared."""
    again = tmp_path / "again.zip"
    main(["package", "--app-id", APP_ID, "--domain", DOMAIN, "--out", str(again)])

    assert package.read_bytes() == again.read_bytes()


def test_the_colour_icon(package: Path) -> None:
    """192 by 192, opaque, and what is drawn keeps clear of the corners that Teams rounds off.

    https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons
    """
    icon = png.read(member(package, "color.png"))
    ground = icon.pixels[0]
    drawn = [(n % 192, n // 192) for n, pixel in enumerate(icon.pixels) if pixel != ground]

    assert (192, 192) == (icon.width, icon.height)
    assert {255} == {pixel[3] if len(pixel) == 4 else 255 for pixel in icon.pixels}
    assert 2000 < len(drawn)
    assert all(36 <= x < 156 and 36 <= y < 156 for x, y in drawn)


def test_the_outline_icon(package: Path) -> None:
    """32 by 32, white on nothing: every pixel that shows is white, and most show nothing."""
    icon = png.read(member(package, "outline.png"))
    shown = [pixel for pixel in icon.pixels if pixel[3]]

    assert (32, 32) == (icon.width, icon.height)
    assert {(255, 255, 255)} == {pixel[:3] for pixel in shown}
    assert 60 < len(shown) < 512


def test_the_pictures_of_the_readme_are_small() -> None:
    """Each loads at once on a phone and fits the column of a README."""
    pictures = sorted((needs.ROOT / "manifest" / "pictures").glob("*.png"))
    sizes = {picture.name: struct.unpack_from(">I", picture.read_bytes(), 16)[0] for picture in pictures}

    assert 3 <= len(pictures)
    assert [] == [picture.name for picture in pictures if picture.stat().st_size > 60_000]
    assert [] == [name for name, width in sizes.items() if not 400 <= width <= 700]


def test_every_prompt_is_a_question_that_is_understood(package: Path) -> None:
    """What Teams offers to type gets an answer, not a question back; titles are different and short."""
    prompts = [c for one in manifest(package)["bots"][0]["commandLists"] for c in one["commands"]]
    readings = {c["prompt"]: intents.read(c["prompt"], now=NOW, locale="en-US") for c in prompts}

    assert 0 < len(prompts) <= TEAMS_PROMPTS
    assert [] == [text for text, reading in readings.items() if not isinstance(reading, Understood)]
    assert len(prompts) == len({c["title"] for c in prompts})
    assert [] == [c["title"] for c in prompts if len(c["title"]) > 32]


def test_prompts_are_the_suggestions_that_the_bot_makes(package: Path) -> None:
    """One list for the menu of Teams, the welcome and help, all of it examples of the vocabulary."""
    examples = {example for term in TERMS for example in term.examples}
    prompts = [c["prompt"] for one in manifest(package)["bots"][0]["commandLists"] for c in one["commands"]]

    assert [one.text for one in SUGGESTED] == prompts
    assert set() == set(prompts) - examples
    assert set(refuse(Declined("Hello.", "greeting", examples=("x",))).choices) <= set(prompts)


def test_the_bot_is_where_its_people_are(package: Path) -> None:
    """Personal chats, teams and group chats, with files in personal chats; the prompts are offered in all of them."""
    (bot,) = manifest(package)["bots"]

    assert ["personal", "team", "groupChat"] == bot["scopes"] == bot["commandLists"][0]["scopes"]
    assert bot["supportsFiles"] is True


async def test_linked_pages_are_served(package: Path) -> None:
    """What the manifest links to is there, for anybody, plain and whole, and loads nothing from elsewhere."""
    developer = manifest(package)["developer"]
    paths = [urlsplit(developer[name]).path or "/" for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl")]
    async with serving(settings=REGISTERED) as bot:
        pages = [await bot.client.get(path) for path in paths]

    assert ["/", "/privacy", "/terms"] == paths
    assert [(200, "text/html; charset=utf-8")] * 3 == [(p.status_code, p.headers["content-type"]) for p in pages]
    assert [] == [p.text for p in pages if "http" in p.text or "<script" in p.text or not p.text.endswith("</html>")]
    assert [True, True] == ["What is logged" in pages[1].text, "MIT" in pages[2].text]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--app-id", ""),
        ("--app-id", "watchbook"),
        ("--app-id", "${APP_ID}"),
        ("--app-id", APP_ID[:-1]),
        ("--app-id", "00000000-0000-0000-0000-000000000000"),
        ("--domain", ""),
        ("--domain", f"https://{DOMAIN}"),
        ("--domain", f"{DOMAIN}/api/messages"),
        ("--domain", f"{DOMAIN}:443"),
        ("--domain", "localhost"),
        ("--domain", "10.0.0.1"),
        ("--domain", "*.example.net"),
        ("--domain", "-a.example.net"),
        ("--domain", 'a.example.net", "x": "'),
        ("--domain", f"{DOMAIN}\n"),
        ("--domain", "a" * 64 + ".example.net"),
    ],
)
def test_bad_words_are_refused(option: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence that names the option and says what it should be; nothing is written."""
    out = tmp_path / "app.zip"
    given = {"--app-id": APP_ID, "--domain": DOMAIN, option: value}
    with pytest.raises(SystemExit) as ended:
        main(["package", "--out", str(out), *(f"{name}={said}" for name, said in given.items())])
    said = capsys.readouterr().err

    assert 2 == ended.value.code
    assert said.startswith(option)
    assert ("GUID" if option == "--app-id" else "host name") in said
    assert not out.exists()


def test_a_place_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence, and 1."""
    with pytest.raises(SystemExit) as ended:
        main(["package", "--app-id", APP_ID, "--domain", DOMAIN, "--out", str(tmp_path / "no" / "app.zip")])

    assert 1 == ended.value.code
    assert "could not be written" in capsys.readouterr().err
