"""Pictures without what a camera writes beside them: place, time, maker, a small second picture.

The picture itself is not touched, so that it stays the evidence it was.
"""

import struct
from collections.abc import Iterator

PICTURES = frozenset({"image/jpeg", "image/png"})

_PNG = b"\x89PNG\r\n\x1a\n"
#: Chunks of a PNG that make the picture or its colours; all else is words beside it.
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT"}
)
_PNG_AROUND = 12  # length, kind and check sum around the data of a chunk
_START_OF_SCAN = 0xDA
_END_OF_IMAGE = 0xD9
#: Segments of a JPEG that applications write; of these only what makes the colours is kept.
_APPLICATION = range(0xE0, 0xF0)
_COLOURS = (b"JFIF\0", b"ICC_PROFILE\0", b"Adobe")
_COMMENT = 0xFE


class PictureDamaged(ValueError):
    """It begins like a picture and does not go on like one."""


def bare_picture(content: bytes) -> bytes:
    """The picture alone.

    :raises PictureDamaged: it is none, or is cut off
    """
    try:
        if content.startswith(_PNG):
            return _PNG + b"".join(_png_chunks(content))
        return b"\xff\xd8" + b"".join(_jpeg_segments(content))
    except (IndexError, struct.error) as error:
        raise PictureDamaged from error


def _png_chunks(content: bytes) -> Iterator[bytes]:
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + _PNG_AROUND + length
        if end > len(content):
            raise PictureDamaged
        if kind in _PNG_KEPT:
            yield content[at:end]
        at = end


def _jpeg_segments(content: bytes) -> Iterator[bytes]:
    at, marker = 2, 0
    while marker != _START_OF_SCAN:
        if content[at] != 0xFF:
            raise PictureDamaged
        while content[at + 1] == 0xFF:  # as many as one likes may fill up
            at += 1
        marker = content[at + 1]
        if marker == _END_OF_IMAGE:
            raise PictureDamaged  # no picture came
        end = at + 2 + int(struct.unpack_from(">H", content, at + 2)[0])
        if end > len(content):
            raise PictureDamaged
        if not _is_beside(marker, content[at + 4 : end]):
            yield content[at:end]
        at = end
    last = content.rfind(b"\xff\xd9")
    if last < at:
        raise PictureDamaged
    yield content[at : last + 2]


def _is_beside(marker: int, data: bytes) -> bool:
    return marker == _COMMENT or (marker in _APPLICATION and not data.startswith(_COLOURS))
