"""What may stand in a draft: names of files, and how large and how many they are."""

import re
from collections.abc import Mapping

from engine.drawing_zip import ZipRefused, refuse_path
from engine.exceptions import DraftPathRefused, DraftTooLarge

FILE_BYTES = 2_000_000
DRAFT_BYTES = 16_000_000
MOST_FILES = 500

_PROCESS = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)


def check_path(path: str) -> None:
    """Go on only with a plain path below the draft's folder; a zip's files obey the same rule.

    :raises DraftPathRefused: it leaves the folder, or no process has such a file
    """
    try:
        refuse_path(path)
    except ZipRefused:
        raise DraftPathRefused from None


def check_name(name: str) -> None:
    """Go on only with what the id of a process and the name of its folder may be.

    :raises DraftPathRefused: it may not
    """
    if not _PROCESS.fullmatch(name):
        raise DraftPathRefused


def check_sizes(sizes: Mapping[str, int]) -> None:
    """Go on only with files that are together no more than a draft holds.

    :raises DraftTooLarge: there are too many, or too large ones
    """
    if len(sizes) > MOST_FILES or sum(sizes.values()) > DRAFT_BYTES:
        raise DraftTooLarge
    if any(size > FILE_BYTES for size in sizes.values()):
        raise DraftTooLarge
