"""What designers upload: single files, and zips of a whole process."""

from pathlib import PurePosixPath
from unicodedata import normalize

from flask import flash
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from engine.check.reasons import in_hindi
from engine.draft_limits import DRAFT_BYTES, MOST_FILES
from engine.drawing_zip import ZipRefused, read_zip
from engine.exceptions import DraftTooLarge
from web import i18n

#: Of more files that are left out of a zip, the first are named.
_MOST_NAMED = 5


def files_of_zip(sent: FileStorage) -> dict[str, bytes]:
    """The files of an uploaded zip by their paths; she is told what is left out of it.

    :raises ZipRefused: it is no zip of a process
    :raises DraftTooLarge: the zip itself is larger than a draft
    """
    left_out: list[str] = []
    files = read_zip(
        bytes_of(sent, most=DRAFT_BYTES),
        max_bytes=DRAFT_BYTES,
        max_files=MOST_FILES,
        left_out=left_out,
    )
    if left_out:
        names = ", ".join(left_out[:_MOST_NAMED])
        told = gettext("Left out, no files of a process: %(names)s", names=names)
        flash(told if len(left_out) <= _MOST_NAMED else f"{told} …", "soon")
    return files


def zip_refused(refused: ZipRefused) -> str:
    """Why a zip is not taken, and about which file in it, in the language of the page."""
    reason = in_hindi(refused.reason) if i18n.language() == "hi" else refused.reason
    words = gettext("The zip cannot be taken: %(reason)s", reason=reason)
    return f"{words} ({refused.name})" if refused.name else words


def bytes_of(sent: FileStorage, *, most: int) -> bytes:
    """What an uploaded file holds.

    :raises DraftTooLarge: it is more than `most` bytes
    """
    content = sent.stream.read(most + 1)
    if len(content) > most:
        raise DraftTooLarge
    return content


def name_of(sent: FileStorage) -> str:
    """The name of an uploaded file, without the folders of the computer that it came from."""
    name = PurePosixPath((sent.filename or "").replace("\\", "/")).name
    return normalize("NFC", name)


def as_ours(path: str) -> str:
    """The path with our ending: other editors export drawings as `.bpmn20.xml` or `.xml`."""
    for ending in (".bpmn20.xml", ".bpmn.xml", ".xml"):
        if path.lower().endswith(ending):
            return path[: -len(ending)] + ".bpmn"
    return path
