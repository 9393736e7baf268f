"""Reading a drawing's folder, and saying on the command line why one was refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from engine.exceptions import DefinitionRefused

SUFFIXES = frozenset({".bpmn", ".dmn", ".form", ".json", ".yaml"})


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a process definition by their path below its folder, scripted cases included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in SUFFIXES
    }


@contextmanager
def show_refusal() -> Iterator[None]:
    """Turn a refused drawing into its findings, one a line, and a non-zero exit."""
    try:
        yield
    except DefinitionRefused as refused:
        for finding in refused.findings:
            click.echo(str(finding), err=True)
        raise click.ClickException(str(refused)) from None
