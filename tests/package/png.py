"""Reads a PNG, as far as icons need it: https://www.w3.org/TR/png-3/."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

CHANNELS = {2: 3, 6: 4}
"""Colour type to channels: true colour, and true colour with alpha."""
Pixel = tuple[int, ...]


@dataclass(frozen=True)
class Picture:
    """A picture of 8 bits a channel; its pixels row by row."""

    width: int
    height: int
    pixels: list[Pixel]


def read(data: bytes) -> Picture:
    """Return the picture; raises ValueError for kinds of PNG that no icon of ours is."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("no PNG")
    at, header, body = 8, b"", b""
    while at < len(data):
        (length,), kind = struct.unpack_from(">I", data, at), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + length]
        header, body = (chunk if kind == b"IHDR" else header), body + (chunk if kind == b"IDAT" else b"")
        at += length + 12
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if depth != 8 or colour not in CHANNELS or interlaced:
        raise ValueError(f"{depth} bits, colour type {colour}, interlaced {interlaced}")
    size = CHANNELS[colour]
    rows = _unfiltered(zlib.decompress(body), width * size, height, size)
    pixels = [tuple(row[x * size : x * size + size]) for row in rows for x in range(width)]
    return Picture(width, height, pixels)


def _unfiltered(raw: bytes, stride: int, height: int, size: int) -> list[bytearray]:
    rows: list[bytearray] = []
    above = bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for i in range(stride):
            left = row[i - size] if i >= size else 0
            corner = above[i - size] if i >= size else 0
            row[i] = (row[i] + _guess(kind, left, above[i], corner)) & 255
        rows.append(row)
        above = row
    return rows


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda one: abs(guess - one))
    return (0, left, up, (left + up) // 2)[kind]
