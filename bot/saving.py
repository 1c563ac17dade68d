"""Files of an answer in a personal chat: offered, and when the person accepts, read, written and put into OneDrive.

The offer carries the question, signed. What is read when it is accepted is read with the rights that the person has
then, so the file may hold records that have arrived since. Nothing of it stays here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.activities import FileOffer, FileSent, Incoming, NotSaved, Place, Progress, Reply, TooLarge, Undeliverable
from bot.asking import Asked, Surroundings
from bot.browsing import Seal, payload
from bot.desk import Desk
from bot.signing import Expired, Forged

if TYPE_CHECKING:
    from bot.answers.model import Answer

logger = logging.getLogger(__name__)

MOST_BYTES = 20 * 1024 * 1024
AT_ONCE = 3
"""Files made at the same time; each is held in memory until it is written."""
USUAL = {"csv": 450, "json": 3500}
"""Bytes of a record, about, where none is at hand to measure."""
BOM = b"\xef\xbb\xbf"
"""Excel reads a CSV file as UTF-8 only with it."""

OFFERED = "I have offered you the file in the chat: accept it there, and I put it into your OneDrive."
NOT_OFFERED = "Teams did not take the offer of a file. Please try again."
DECLINED = "All right, no file."
EXPIRED = "This offer of a file is more than a day old. Please ask your question again."
FORGED = "This file is not one that I offered to you here, so I did nothing. Please ask your question again."
READING = "Reading the records for the file…"
BUSY = "I am making as many files as I can at the moment. Please press Save again in a minute."
NOT_SAVED = "The file could not be put into your OneDrive. Press Save again to try once more."
NOTHING = "There are no records, so there is no file."


class Saving:
    """Offers files and makes them."""

    def __init__(self, desk: Desk, seal: Seal) -> None:
        """`seal` signs what the offer carries."""
        self._desk = desk
        self._seal = seal
        self._under_way = 0

    async def offer(
        self,
        asked: Asked,
        around: Surroundings,
        form: str,
        found: Answer | None,
        incoming: Incoming,
        progress: Progress,
    ) -> Reply:
        """Offer the records of a question as a file; `found` is its answer, where that is still kept."""
        name = f"watchbook-{around.now:%Y-%m-%d-%H%M}.{form}"
        context = self._seal({**payload(asked, around, None), "t": form}, "file", incoming)
        count = len(found.ids) if found is not None else 0
        told = f"{count:,} records of the answer" if count else "The records of the answer"
        told += ", one a line" if form == "csv" else ", as Microsoft Graph gives them"
        size = max(1, min(count * _usual(form, found), MOST_BYTES))
        try:
            await progress.send(
                Reply(file=FileOffer(name, told, size, context), summary="Watchbook: a file is offered")
            )
        except (TooLarge, Undeliverable):
            return Reply(text=NOT_OFFERED)
        return Reply(text=OFFERED)

    async def answered(
        self,
        incoming: Incoming,
        progress: Progress,
        unsealed: Callable[[Mapping[str, Any]], tuple[Asked, Surroundings]],
    ) -> Reply:
        """Make and put the file that was accepted. `unsealed` reads a question out of what an offer carried."""
        consent = incoming.file
        assert consent is not None
        progress.stored()  # further questions need not wait for the file
        if not consent.accepted:
            return await _in_place(incoming, progress, DECLINED)
        caller = incoming.caller.object_id
        try:
            data = (incoming.action or {}).get("d")
            value = self._desk.signer.open(data, "file", incoming.conversation_id, caller)
            asked, around = unsealed(value)
            form = {"csv": "csv", "json": "json"}[value["t"]]
        except Expired:
            return Reply(text=EXPIRED)
        except (Forged, KeyError, ValueError, TypeError):
            return Reply(text=FORGED)
        if incoming.place is not Place.PERSONAL:
            return Reply(text=FORGED)
        if self._under_way >= AT_ONCE:
            return Reply(text=BUSY)
        self._under_way += 1
        try:
            return await self._made(asked, around, form, incoming, progress)
        finally:
            self._under_way -= 1

    async def _made(
        self, asked: Asked, around: Surroundings, form: str, incoming: Incoming, progress: Progress
    ) -> Reply:
        from bot.exporting import Writer, export
        from bot.report import Report

        desk = self._desk
        entry = desk.audit.begin(incoming)
        try:
            source = await desk.identity(incoming, progress, entry)
            if isinstance(source, Reply):
                return source
            await _shown(incoming, progress, READING)
            parts = bytearray(BOM if form == "csv" else b"")
            writer = Writer(form, lambda text: parts.extend(text.encode()), MOST_BYTES)
            report = await export(asked, around, source, writer)
            if not isinstance(report, Report):
                desk.settle(entry, report)
                return desk.drawn(report, around)
            entry.records_read, entry.complete = report.records_read, report.complete and not writer.cut
            entry.outcome = "empty"
            if not writer.written:
                return await _in_place(incoming, progress, NOTHING)
            entry.outcome = "not-saved"
            reply = await self._put(bytes(parts), _said(writer.written, report, cut=writer.cut), incoming, progress)
            entry.outcome = "saved" if reply.file is not None else "not-saved"
            return reply
        finally:
            desk.audit.end(entry)

    async def _put(self, content: bytes, said: str, incoming: Incoming, progress: Progress) -> Reply:
        """Write the file and say so in place of the offer; the reply is the file itself."""
        consent = incoming.file
        assert consent is not None

        async def told(share: float) -> None:
            if share < 1:
                await _shown(incoming, progress, f"Saving the file, {share:.0%} so far…")

        try:
            await progress.upload(consent, content, told)
        except NotSaved as error:
            logger.warning("a file was not saved: %s", error)
            return await _in_place(incoming, progress, NOT_SAVED)
        await _shown(incoming, progress, said)
        return Reply(file=FileSent(consent.name, consent.content_url, consent.unique_id, consent.file_type))


def _said(written: int, report: Any, *, cut: bool) -> str:
    records = f"{written:,} {'record' if written == 1 else 'records'}"
    if cut:
        return f"Saved the first {records}: the whole file would be larger than {MOST_BYTES // 2**20} MB."
    if not report.complete:
        return f"Saved {records}, which are not all: {'; '.join(report.incomplete_because)}."
    return f"Saved {records}: complete."


def _usual(form: str, found: Answer | None) -> int:
    """Bytes of a record, by those that are at hand."""
    from bot.answers.table import csv_record, json_record

    rows = [row for row in found.rows[:20] if row.record is not None] if found is not None else []
    write = csv_record if form == "csv" else json_record
    sizes = [len(write(row.log, row.record).encode()) for row in rows if row.record is not None]
    return round(sum(sizes) / len(sizes)) if sizes else USUAL[form]


async def _shown(incoming: Incoming, progress: Progress, text: str) -> bool:
    """Put a text in place of the offer; False when Teams does not take it, which is no reason to stop."""
    if not incoming.activity_id or not progress.live:
        return False
    try:
        await progress.update(incoming.activity_id, Reply(text=text))
    except (TooLarge, Undeliverable) as error:
        logger.warning("how far a file is could not be shown: %s", error)
        return False
    return True


async def _in_place(incoming: Incoming, progress: Progress, text: str) -> Reply:
    """Say a last word in place of the offer, or else as a message of its own."""
    return Reply() if await _shown(incoming, progress, text) else Reply(text=text)
