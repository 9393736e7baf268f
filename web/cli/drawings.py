"""Reading a drawing's folder, and saying on the command line why one was refused."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

import click

from engine.draft_limits import DRAFT_BYTES, FILE_BYTES, MOST_FILES
from engine.drawing_zip import SUFFIXES
from engine.exceptions import DefinitionRefused
from engine.half_characters import escaped, holds_half

MEGABYTE = 1_000_000


class CannotRead(click.ClickException):
    """A file or folder named on the command line holds what is not read here."""

    exit_code = 2


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a process definition by their path below its folder, scripted cases included.

    A folder may hold no more than a draft of the designers' pages.

    :raises CannotRead: there are too many or too large, or one is no ordinary file of it
    """
    files: dict[str, bytes] = {}
    left = DRAFT_BYTES
    for path in _found(folder):
        if len(files) == MOST_FILES:
            raise CannotRead(f"{folder} holds more than {MOST_FILES} files of a drawing.")
        content = read_file(path, within=folder)
        left -= len(content)
        if left < 0:
            most = DRAFT_BYTES // MEGABYTE
            raise CannotRead(f"The files in {folder} are larger than {most} MB together.")
        files[path.relative_to(folder).as_posix()] = content
    return dict(sorted(files.items()))


def files_beside(folder: Path, path: Path) -> dict[str, bytes]:
    """One file below a folder, and what can be read of the rest where its drawings look for it.

    :raises CannotRead: the file itself cannot be read
    """
    files = {path.relative_to(folder).as_posix(): read_file(path)}
    left = DRAFT_BYTES - len(files[path.relative_to(folder).as_posix()])
    for inside in (folder, folder / "forms", folder / "notices"):
        for other in islice(_directly_in(inside), MOST_FILES):
            with suppress(CannotRead):
                content = read_file(other, within=folder)
                left -= len(content)
                if left >= 0:
                    files.setdefault(other.relative_to(folder).as_posix(), content)
    return files


def read_file(path: Path, *, within: Path | None = None) -> bytes:
    """The content of an ordinary file of bearable size; a link must not lead out of `within`.

    :raises CannotRead: it is another, or its name holds bytes that are no text
    """
    if holds_half(str(path)):  # so Python reads them
        raise CannotRead(f"{escaped(str(path))} has a name that is no text.")
    try:
        real = path.resolve(strict=True)
        if within is not None and not real.is_relative_to(within.resolve()):
            raise CannotRead(f"{path} is a link that leads out of the folder.")
        if not stat.S_ISREG(real.stat().st_mode):
            raise CannotRead(f"{path} is no ordinary file.")
        with real.open("rb") as file:
            content = file.read(FILE_BYTES + 1)
    except (OSError, RuntimeError) as error:  # a circle of links is a RuntimeError
        reason = error.strerror if isinstance(error, OSError) else "its links go in a circle"
        raise CannotRead(f"{path} cannot be read: {reason}.") from None
    if len(content) > FILE_BYTES:
        raise CannotRead(f"{path} is larger than {FILE_BYTES // MEGABYTE} MB.")
    return content


@contextmanager
def show_refusal() -> Iterator[None]:
    """Turn a refused drawing into its findings, one a line, and a non-zero exit."""
    try:
        yield
    except DefinitionRefused as refused:
        for finding in refused.findings:
            click.echo(str(finding), err=True)
        raise click.ClickException(str(refused)) from None


def _found(folder: Path) -> Iterator[Path]:
    """What has the name of a drawing's file, one after the other, so that who counts can stop."""
    try:
        for inside, folders, names in os.walk(folder, onerror=_raise):
            folders.sort()
            for name in sorted(names):
                if Path(name).suffix in SUFFIXES:
                    yield Path(inside, name)
    except OSError as error:
        raise CannotRead(f"{error.filename} cannot be read: {error.strerror}.") from None


def _directly_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (each for each in sorted(folder.iterdir()) if each.suffix in SUFFIXES)


def _raise(error: OSError) -> None:
    raise error
