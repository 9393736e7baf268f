"""Files as a telephone sends them: small pictures that tell where they were taken, a paper."""

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


def pdf(*, words: bytes = b"an invented paper") -> bytes:
    """A paper of no page, as a program writes it: parts, their table, the trailer."""
    parts = (
        b"%PDF-1.4\n% " + words + b"\n",
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n",
    )
    first, second, table = (len(b"".join(parts[:count])) for count in (1, 2, 3))
    return (
        b"".join(parts)
        + (
            f"xref\n0 3\n0000000000 65535 f \n{first:010} 00000 n \n{second:010} 00000 n \n"
            f"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
        ).encode()
    )


def pdf_of_streams() -> bytes:
    """A paper whose table of parts is itself a part, as newer programs write it."""
    begun = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    table = b"2 0 obj\n<< /Type /XRef /Size 3 /Root 1 0 R /W [1 2 1] /Length 4 >>\nstream\n"
    end = f"\nendstream\nendobj\nstartxref\n{len(begun)}\n%%EOF".encode()
    return begun + table + b"\0\0\0\0" + end


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data
