"""A version of a drawing as one zip: all its files in, all its files out, the same bytes each time.

What comes in was written by strangers. Nothing is unpacked to a disk, no name leads out of the
drawing's folder, and what is unpacked is counted while it comes out, whatever the zip says of its
own size.
"""

import io
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

MAX_BYTES = 50 * 1024 * 1024
MAX_FILES = 1000
MAX_RATIO = 200
SUFFIXES = frozenset({".bpmn", ".dmn", ".form", ".json", ".yaml"})

_SMALL = 64 * 1024
_CHUNK = 64 * 1024
_LONGEST_NAME = 200
_DEEPEST_NAME = 8
_LONGEST_PART = 255  # bytes, as file systems count
_SIGNS = frozenset("_ .()+-")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_SYSTEM_FILES = re.compile(r"(^|/)(__MACOSX(/|$)|\.DS_Store$|Thumbs\.db$)")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, UnicodeDecodeError, ValueError, OverflowError),
)


class ZipRefused(Exception):
    """The zip does not hold the files of a drawing, or is not safe to unpack."""

    def __init__(self, reason: str, name: str | None = None) -> None:
        super().__init__(reason if name is None else f"{reason} ({name!r})")
        self.reason = reason
        self.name = name


class ZipTooLarge(ZipRefused):
    """The zip unpacks to more than may be stored."""


def read_zip(
    content: bytes,
    *,
    max_bytes: int = MAX_BYTES,
    max_files: int = MAX_FILES,
    left_out: list[str] | None = None,
) -> dict[str, bytes]:
    """Return the files of a zip by their path, sorted; a folder around all of them is left out.

    What lies beside them and is no file of a drawing is never unpacked; its names go to `left_out`.

    :raises ZipTooLarge: there is more in it than may be stored
    :raises ZipRefused: it is no zip, is encrypted, or a name in it is not one of a drawing's files
    """
    if len(content) > max_bytes:
        raise ZipTooLarge(f"the zip is larger than {max_bytes} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [each for each in archive.infolist() if not _is_foreign(each.orig_filename)]
            if left_out is not None:
                names = (each.orig_filename for each in archive.infolist())
                left_out += [name for name in names if _is_foreign(name)]
            wanted = _wanted(entries, max_bytes=max_bytes, max_files=max_files)
            files: dict[str, bytes] = {}
            left = max_bytes
            for path, entry in wanted.items():
                files[path] = _unpacked(archive, entry, left)
                left -= len(files[path])
    except _UNREADABLE:
        raise ZipRefused("the file cannot be read as a zip") from None
    return _without_outer_folder(dict(sorted(files.items())))


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files that holds no clock: the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.create_system = 3
            archive.writestr(entry, files[path])
    return buffer.getvalue()


def refuse_path(path: str, *, suffixes: frozenset[str] = SUFFIXES) -> None:
    """Let a name pass that a file of a drawing can have: relative, plain, of a kind we know.

    :raises ZipRefused: it is another
    """
    parts = path.split("/")
    if not path or len(path) > _LONGEST_NAME or len(parts) > _DEEPEST_NAME:
        raise ZipRefused("a file's name is missing or too long", path[:_LONGEST_NAME])
    for part in parts:
        if not _is_plain(part) or part.endswith((".", " ")) or _RESERVED.fullmatch(part):
            raise ZipRefused("a file's name is not allowed", path)
    if PurePosixPath(path).suffix not in suffixes:
        raise ZipRefused(f"only files of these kinds: {', '.join(sorted(suffixes))}", path)


def _is_plain(part: str) -> bool:
    """Whether letters of any script, digits and a few signs make it up, written in one way only.

    Separators, control signs and those that turn the direction of writing are none of them.
    """
    if not part or len(part.encode(errors="replace")) > _LONGEST_PART:
        return False
    is_begun = part[0] == "_" or unicodedata.category(part[0])[0] in "LN"
    is_made_up = all(each in _SIGNS or unicodedata.category(each)[0] in "LMN" for each in part)
    return is_begun and is_made_up and unicodedata.is_normalized("NFC", part)


def _is_foreign(name: str) -> bool:
    """Whether it is an ordinary file of another kind, or one that its owner's system hides."""
    parts = name.split("/")
    if name.endswith("/") or not all(_is_plain(part.lstrip(".")) for part in parts):
        return False
    is_hidden = any(part.startswith(".") for part in parts)
    return is_hidden or PurePosixPath(name).suffix.lower() not in SUFFIXES


def _wanted(
    entries: list[zipfile.ZipInfo], *, max_bytes: int, max_files: int
) -> dict[str, zipfile.ZipInfo]:
    """The entries that are files, by path, after a look at what the zip says of them."""
    if len(entries) > 2 * max_files:
        raise ZipTooLarge(f"the zip holds more than {max_files} files")
    found: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if _SYSTEM_FILES.search(name):
            continue
        _refuse_kind(entry)
        if entry.is_dir():
            continue
        refuse_path(name)
        if name.casefold() in folded:
            raise ZipRefused("two files have the same name", name)
        folded.add(name.casefold())
        found[name] = entry
    if len(found) > max_files:
        raise ZipTooLarge(f"the zip holds more than {max_files} files")
    if sum(entry.file_size for entry in found.values()) > max_bytes:
        raise ZipTooLarge(f"the files are larger than {max_bytes} bytes together")
    if not found:
        raise ZipRefused("the zip holds no file of a drawing")
    inside = {str(parent) for path in folded for parent in PurePosixPath(path).parents}
    for path in found:
        if path.casefold() in inside:
            raise ZipRefused("a file has the name of a folder", path)
    return found


def _refuse_kind(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise ZipRefused("the zip is encrypted; save it without a password")
    if entry.compress_type not in _METHODS:
        raise ZipRefused("the zip is packed in a way that is not read here", entry.filename)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ZipRefused("the zip holds a link or a device, not a file", entry.filename)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The content of one entry, read no further than it may be large."""
    bound = max(_SMALL, entry.compress_size * MAX_RATIO)
    parts: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while part := stream.read(_CHUNK):
            size += len(part)
            if size > most:
                raise ZipTooLarge("the files are larger together than may be stored")
            if size > bound:
                raise ZipTooLarge("a file unpacks to far more than it was packed", entry.filename)
            parts.append(part)
    return b"".join(parts)


def _without_outer_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    """What most programs that make a zip of a folder put around it."""
    tops = {path.partition("/")[0] for path in files}
    has_drawing = any(path.count("/") == 1 and path.endswith(".bpmn") for path in files)
    if len(tops) > 1 or not has_drawing or not all("/" in path for path in files):
        return files
    return {path.partition("/")[2]: content for path, content in files.items()}
