"""Files as a telephone sends them: small pictures that tell where they were taken."""

import struct
import zlib

SECRET = b"26.85N 80.95E"


def png(*, secret: bytes = SECRET) -> bytes:
    """A picture of one dot, with words beside it."""
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
            _chunk(b"tEXt", b"Location\0" + secret),
            _chunk(b"IDAT", zlib.compress(b"\0\xc8\x1e\x3c")),
            _chunk(b"IEND", b""),
        )
    )


def jpeg(*, secret: bytes = SECRET) -> bytes:
    """The bones of a picture as a camera writes it: colours, Exif, a comment, the scan."""
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
            _segment(0xE1, b"Exif\0\0" + secret),
            _segment(0xFE, secret),
            _segment(0xDB, b"\0" + bytes(64)),
            _segment(0xDA, b"\x01\x01\0\0\x3f\0"),
            b"\x12\x34\xff\0\x56\xff\xd9",
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data
