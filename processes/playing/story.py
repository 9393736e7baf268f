"""The story that a play goes on from: a kept case, with all those that come before it."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from engine import definitions
from processes.scripted.case import Case, is_case
from processes.scripted.reading import read_cases


class NoSuchStory(Exception):
    """The draft has no case of this name that can be read."""


def names_of(files: Mapping[str, bytes]) -> list[str]:
    """The names of all cases among the files of a process."""
    return sorted(PurePosixPath(path).stem for path in files if is_case(path))


def story(
    name: str, *, process: str, drawings: Mapping[str, Mapping[str, bytes]]
) -> Sequence[Case]:
    """The case of this name, after the one it goes on from, and so back to one that begins.

    `drawings` are the files of the process, by its name, and those of the processes beside it.

    :raises NoSuchStory: it, or one before it, is not there or cannot be read
    :raises CaseFailed: they go on from each other in a circle
    """
    elements = {}
    for each, files in drawings.items():
        elements.update(definitions.parse(each, files).outline.elements)
    cases = {case.name: case for case in read_cases(drawings[process], elements)[0]}
    found: list[Case] = []
    following: str | None = name
    while following is not None:
        if following not in cases:
            raise NoSuchStory(following)
        case = cases[following]
        if case in found:
            raise case.fault("after-circle", case=case.name)
        found.append(case)
        following = case.after
    return found[::-1]
