"""Puts a file where a person said it may go: an upload session of OneDrive, part by part.

The URL is the credential, so no token goes with it, it is never logged, and only hosts that keep people's files are
written to. https://learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import httpx

from bot.activities import NotSaved
from bot.channel.cloud import Cloud

logger = logging.getLogger(__name__)

PART = 16 * 320 * 1024
"""Parts must be multiples of 320 KiB, and at most 60 MiB."""
ATTEMPTS = 4
RETRIED = frozenset({408, 429, 500, 502, 503, 504})
LONGEST_WAIT = 20.0


class Uploads:
    """Writes files over one pool of connections."""

    def __init__(
        self, client: httpx.AsyncClient, cloud: Cloud, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """`cloud` says which hosts keep files."""
        self._client = client
        self._cloud = cloud
        self._sleep = sleep

    async def put(self, url: str, content: bytes, told: Callable[[float], Awaitable[None]]) -> None:
        """Write the whole file; `told` hears the share that is there after each part. Raises NotSaved."""
        if not self._cloud.keeps_files(url):
            raise NotSaved("the upload URL is not one of SharePoint or OneDrive")
        size = len(content)
        for start in range(0, size, PART):
            part = content[start : start + PART]
            end = start + len(part)
            status = await self._part(url, part, f"bytes {start}-{end - 1}/{size}")
            # 202 asks for more; 200 and 201 are for the whole file
            if status not in ({200, 201} if end == size else {202}):
                raise NotSaved(f"the upload was answered with {status}")
            await told(end / size)

    async def _part(self, url: str, part: bytes, place: str) -> int:
        headers = {"Content-Range": place, "Content-Type": "application/octet-stream"}
        status = 0
        for attempt in range(1, ATTEMPTS + 1):
            wait = float(2**attempt) / 4
            try:
                answer = await self._client.put(url, content=part, headers=headers, follow_redirects=False)
                status = answer.status_code
                said = answer.headers.get("Retry-After", "")
                wait = min(float(said), LONGEST_WAIT) if said.isascii() and said.isdigit() else wait
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                logger.warning("a file: %s", type(error).__name__)
                status = 0
            if status and status not in RETRIED:
                return status
            if attempt < ATTEMPTS:
                await self._sleep(wait)
        return status
