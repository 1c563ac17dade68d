"""Whether a Redis answers: one PING, for `watchbook check`, without the client library that several instances need."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from urllib.parse import unquote, urlsplit

SECONDS = 5.0
PORT = 6379


async def ping(url: str) -> str:
    """Return why the Redis at a redis:// or rediss:// address cannot be used, in words without it; "" if it can."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or PORT
    except ValueError:
        host, port, parts = None, PORT, urlsplit("")
    if parts.scheme not in {"redis", "rediss"} or not host:
        return "the address is not like rediss://:password@host:port"
    secure = ssl.create_default_context() if parts.scheme == "rediss" else None
    try:
        async with asyncio.timeout(SECONDS):
            reader, writer = await asyncio.open_connection(host, port, ssl=secure)
            try:
                return await _asked(reader, writer, unquote(parts.username or ""), unquote(parts.password or ""))
            finally:
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()
    except TimeoutError:
        return "it did not answer in time"
    except ssl.SSLError:
        return "TLS could not be set up"
    except OSError:
        return "its name is not known, or nothing listens there"


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, user: str, password: str) -> str:
    if password:
        writer.write(_command("AUTH", *([user] if user else []), password))
        if not (await reader.readline()).startswith(b"+OK"):
            return "it does not accept the password"
    writer.write(_command("PING"))
    line = await reader.readline()
    if line.startswith(b"+PONG"):
        return ""
    return "it wants a password" if b"NOAUTH" in line else "what answers is no Redis"


def _command(*words: str) -> bytes:
    """A command in Redis's protocol (https://redis.io/docs/latest/develop/reference/protocol-spec/)."""
    parts = [word.encode() for word in words]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%b\r\n" % (len(part), part) for part in parts)
