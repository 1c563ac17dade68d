"""Files of an answer in a personal chat: offered, accepted, read, put into OneDrive part by part, and said."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from aiohttp import web

from bot import saving
from bot.activities import NotSaved
from bot.channel import files
from bot.channel.cloud import DEVELOPMENT, PUBLIC
from tests.channel.fakes import activity, answering
from tests.identity.rig import GROUP, Rig, audited, button, buttons, card_of, listen, rig, tenant, words

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
QUESTION = "sign-ins in the last 7 days"


@dataclass
class OneDrive:
    """An upload session: every part that came, and answers to give before the usual ones."""

    parts: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)
    answers: list[Callable[[], web.Response]] = field(default_factory=list)
    url: str = ""

    async def handle(self, request: web.Request) -> web.Response:
        """Take a part as OneDrive does."""
        if self.answers:
            return self.answers.pop(0)()
        self.parts.append((request.headers["Content-Range"], await request.read(), dict(request.headers)))
        place, _, size = request.headers["Content-Range"].removeprefix("bytes ").partition("/")
        whole = int(place.partition("-")[2]) + 1 == int(size)
        return web.json_response({"id": "made-up"}, status=201 if whole else 202)

    @property
    def content(self) -> bytes:
        """The file."""
        return b"".join(part for _, part, _ in self.parts)


@asynccontextmanager
async def onedrive() -> AsyncIterator[OneDrive]:
    """A OneDrive on this machine."""
    drive = OneDrive()
    app = web.Application(client_max_size=2**25)
    app.router.add_route("*", "/{tail:.*}", drive.handle)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        drive.url = f"http://127.0.0.1:{runner.addresses[0][1]}/up?tempauth=SECRET-URL"
        yield drive
    finally:
        await runner.cleanup()


@pytest.fixture
async def drive() -> AsyncIterator[OneDrive]:
    """See onedrive."""
    async with onedrive() as made:
        yield made


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rig]:
    """A bot in delegated mode; Alice and Bob are signed in."""
    async with rig(monkeypatch) as made:
        made.service.signed_in |= {"29:alice": "graph-alice", "29:bob": "graph-bob"}
        yield made


def titled(card: dict[str, Any], title: str) -> dict[str, Any]:
    """The button with this title."""
    return next(each for each in buttons(card) if each["title"] == title)


async def offered(world: Rig, kind: str = "CSV", question: str = QUESTION) -> dict[str, Any]:
    """The offer that pressing Save brings."""
    card = card_of(await world.say(question))
    before = len(world.connector.of_type("message"))
    said = await world.press(titled(card, f"Save as {kind}"))
    assert said["value"] == saving.OFFERED
    (attachment,) = world.connector.of_type("message")[before].body["attachments"]
    found: dict[str, Any] = attachment
    return found


async def answer(
    world: Rig, offer: dict[str, Any], drive: OneDrive | None, person: str = "alice", **changes: Any
) -> httpx.Response:
    """Answer an offer: accept it where a drive is given, else decline."""
    value: dict[str, Any] = {"type": "fileUpload", "action": "decline", "context": offer["content"]["declineContext"]}
    if drive is not None:
        where = {
            "contentUrl": "https://contoso-my.sharepoint.com/file.csv", "name": offer["name"],
            "uploadUrl": drive.url, "uniqueId": "unique-1", "fileType": "csv",
        }  # fmt: skip
        value |= {"action": "accept", "context": offer["content"]["acceptContext"], "uploadInfo": where}
    body = activity(
        "invoke", world.connector,
        **{"name": "fileConsent/invoke", "value": value, "from": world.who(person), "replyToId": "offer-1", **changes},
    )  # fmt: skip
    return await world.send(body)


def shown(world: Rig) -> list[str]:
    """What stood in place of the offer, in order."""
    return [p.body.get("text", "") for p in world.connector.posted if p.method == "PUT" and "offer-1" in p.path]


async def until(world: Rig, done: Callable[[], bool]) -> None:
    """Wait for the bot to have said something."""
    count = len(world.connector.of_type("message"))
    while not done():
        count += 1
        await world.connector.messages(count)


async def test_a_file_holds_every_record(world: Rig, drive: OneDrive) -> None:
    """Accepted, the file is read, put and said; more records than any card shows, none twice, no token sent along."""
    offer = await offered(world)
    response = await answer(world, offer, drive)
    await until(world, lambda: any("Saved" in text for text in shown(world)) and _info(world) is not None)
    rows = list(csv.DictReader(io.StringIO(drive.content.decode("utf-8-sig"))))
    expected = {
        row["id"]
        for row in tenant().sign_ins
        if "2026-11-11T14:30" <= row["createdDateTime"] and "interactiveUser" in row["signInEventTypes"]
    }

    assert (200, CONSENT) == (response.status_code, offer["contentType"])
    assert "watchbook-2026-11-18-1430.csv" == offer["name"]
    assert abs(offer["content"]["sizeInBytes"] / len(drive.content) - 1) < 0.3
    assert (len(expected), expected) == (len(rows), {row["id"] for row in rows})
    assert f"Saved {len(rows):,} records: complete." == shown(world)[-1]
    assert [] == [name for _, _, headers in drive.parts for name in headers if name.lower() == "authorization"]
    assert {"uniqueId": "unique-1", "fileType": "csv"} == _info(world)["content"]  # type: ignore[index]


def _info(world: Rig) -> dict[str, Any] | None:
    """The card of the file that was saved."""
    found = [a for p in world.connector.of_type("message") for a in p.body.get("attachments") or ()]
    return next((a for a in found if a["contentType"] == INFO), None)


async def test_parts_carry_their_place_and_progress_is_shown(
    world: Rig, drive: OneDrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A larger file goes part by part; a part that is refused for a moment is sent again."""
    monkeypatch.setattr(files, "PART", 320 * 1024)
    drive.answers = [lambda: web.Response(status=503, headers={"Retry-After": "0"})]
    offer = await offered(world, "JSON")
    await answer(world, offer, drive)
    await until(world, lambda: _info(world) is not None)
    size = len(drive.content)
    places = [place for place, _, _ in drive.parts]

    assert len(places) == -(-size // (320 * 1024)) > 2
    assert f"bytes 0-327679/{size}" == places[0]
    assert places[-1].endswith(f"-{size - 1}/{size}")
    assert json.loads(drive.content)["complete"] is True
    assert [saving.READING, True] == [shown(world)[0], any("Saving the file, " in text for text in shown(world))]


async def test_declining_is_taken(world: Rig) -> None:
    """No file, no reading, one sentence in place of the offer."""
    offer = await offered(world)
    before = len(world.graph.asked)
    await answer(world, offer, None)
    await until(world, lambda: bool(shown(world)))

    assert [saving.DECLINED] == shown(world)
    assert before == len(world.graph.asked)


async def test_an_accepted_offer_is_served_once(world: Rig, drive: OneDrive) -> None:
    """Teams repeats an invoke with a new id: the file is made once."""
    offer = await offered(world)
    await answer(world, offer, drive)
    await answer(world, offer, drive)
    await until(world, lambda: _info(world) is not None)
    reading = len(world.graph.reports())
    await answer(world, offer, drive)

    assert 1 == len([text for text in shown(world) if text == saving.READING])
    assert reading == len(world.graph.reports())


async def test_offers_of_others_and_made_up_ones_do_nothing(world: Rig, drive: OneDrive) -> None:
    """An offer answered by somebody else, in another chat, changed, or a day late, writes nothing and says why."""
    offer = await offered(world)
    sealed = offer["content"]["acceptContext"]["d"]
    made_up = {**offer, "content": {"acceptContext": {"d": sealed[:-2] + "xx"}, "declineContext": {}}}
    elsewhere = {"conversation": {"conversationType": "personal", "id": "a:other"}}
    tries: list[tuple[dict[str, Any], dict[str, Any]]] = [
        (offer, {"person": "bob"}),
        (made_up, {}),
        (offer, {**elsewhere}),
    ]
    for number, (each, how) in enumerate(tries):
        count = len(world.connector.of_type("message"))
        await answer(world, each, drive, **how, replyToId=f"try-{number}")
        await world.connector.messages(count + 1)
    world.clock[0] += timedelta(hours=25)
    count = len(world.connector.of_type("message"))
    await answer(world, offer, drive, replyToId="late")
    await world.connector.messages(count + 1)
    told = [p.body.get("text") for p in world.connector.of_type("message")][-4:]

    assert [saving.FORGED] * 3 + [saving.EXPIRED] == told
    assert [] == drive.parts


async def test_only_where_files_are_kept(world: Rig, drive: OneDrive) -> None:
    """An upload URL of another host is not written to, and the person is told that it failed."""
    drive.url = "https://evil.example/upload"
    offer = await offered(world)
    await answer(world, offer, drive)
    await until(world, lambda: saving.NOT_SAVED in shown(world))

    assert _info(world) is None


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        (
            "https://contoso-my.sharepoint.com/personal/x/_api/v2.0/drive/items/1/uploadSession?guid='1'&tempauth=x",
            True,
        ),
        ("https://my.microsoftpersonalcontent.com/x", True),
        ("http://contoso-my.sharepoint.com/x", False),
        ("https://contoso.sharepoint.com.evil.example/x", False),
        ("https://evilsharepoint.com/x", False),
        ("https://a@contoso.sharepoint.com/x", False),
        ("https://contoso.sharepoint.com:8443/x", False),
        ("https://contoso.sharepoint.com\\@evil.example/x", False),
        ("https://169.254.169.254/metadata", False),
        ("http://127.0.0.1/x", False),
        ("", False),
        ("x" * 10, False),
    ],
)
def test_hosts_that_keep_files(url: str, kept: bool) -> None:
    """SharePoint and OneDrive over https, and nothing that looks like them."""
    assert kept is PUBLIC.keeps_files(url)


async def test_a_refused_upload_is_said(world: Rig, drive: OneDrive, caplog: pytest.LogCaptureFixture) -> None:
    """OneDrive refuses: no retry, a sentence, and neither URL nor rows in the log."""
    listen(caplog)
    drive.answers = [lambda: web.Response(status=403)]
    offer = await offered(world)
    await answer(world, offer, drive)
    await until(world, lambda: saving.NOT_SAVED in shown(world))
    for _ in range(100):
        if len(audited(caplog)) == 3:
            break
        await asyncio.sleep(0.01)

    assert [] == drive.parts
    assert "SECRET-URL" not in caplog.text
    assert ["rows", "offered", "not-saved"] == [each["outcome"] for each in audited(caplog)]


async def test_a_file_that_would_be_too_large_is_cut_and_says_so(
    world: Rig, drive: OneDrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first records are saved, whole ones, and how many is said."""
    monkeypatch.setattr(saving, "MOST_BYTES", 20_000)
    offer = await offered(world)
    await answer(world, offer, drive)
    await until(world, lambda: _info(world) is not None)
    rows = list(csv.DictReader(io.StringIO(drive.content.decode("utf-8-sig"))))

    assert len(drive.content) < 21_000
    assert shown(world)[-1].startswith(f"Saved the first {len(rows)} records: ")


async def test_who_lost_the_role_gets_no_file(world: Rig, drive: OneDrive) -> None:
    """The records are read with the rights of the moment: without the role there is the reason, and no file."""
    offer = await offered(world)
    world.graph.without_role.add(world.who("alice")["aadObjectId"])
    count = len(world.connector.of_type("message"))
    await answer(world, offer, drive)
    await until(world, lambda: any(p.body.get("attachments") for p in world.connector.of_type("message")[count:]))
    card = card_of(world.connector.of_type("message")[-1].body)

    assert "Reports Reader" in words(card)
    assert [] == drive.parts


async def test_an_offer_that_teams_does_not_take(world: Rig) -> None:
    """Said to whoever pressed."""
    card = card_of(await world.say(QUESTION))
    world.connector.answers.append(answering(403))
    told = await world.press(titled(card, "Save as CSV"))

    assert saving.NOT_OFFERED == told["value"]


async def test_no_files_where_others_are(world: Rig, drive: OneDrive) -> None:
    """Teams takes files of bots in personal chats alone: elsewhere there is no such button and no such invoke."""
    line = card_of(await world.say(QUESTION, **GROUP))
    view = (await world.press(button(line, "show"), **GROUP))["value"]
    offer = {"name": "x.csv", "content": {"acceptContext": {"d": "x"}, "declineContext": {}}}
    response = await answer(world, offer, drive, **GROUP)

    assert [] == [each["title"] for each in buttons(view) if each["title"].startswith("Save")]
    assert 404 == response.json()["statusCode"]


async def test_lost_connections_are_tried_again() -> None:
    """A part whose connection breaks is sent again a few times, then it is said."""
    tried: list[str] = []

    def breaking(request: httpx.Request) -> httpx.Response:
        tried.append(request.headers["Content-Range"])
        raise httpx.ConnectError("made up")

    async def nap(seconds: float) -> None:
        tried.append(f"{seconds:.1f}")

    async def told(share: float) -> None:
        tried.append("done")

    async with httpx.AsyncClient(transport=httpx.MockTransport(breaking)) as client:
        with pytest.raises(NotSaved):
            await files.Uploads(client, DEVELOPMENT, nap).put("http://127.0.0.1/x", b"abc", told)

    assert ["bytes 0-2/3", "0.5", "bytes 0-2/3", "1.0", "bytes 0-2/3", "2.0", "bytes 0-2/3"] == tried
