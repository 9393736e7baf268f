"""The designers' checker, asked once about the same files in a test run.

The shipped drawings are deployed by a thousand tests. What the checker says of them depends on
nothing but the files and on what the installation knows, and takes longer than most of these tests.
"""

from collections.abc import Mapping

from engine.check import Finding, check
from engine.check.known import Known
from engine.definitions import hash_of

_found: dict[tuple[str, Known, str], list[Finding]] = {}


def check_once(files: Mapping[str, bytes], known: Known, *, process: str) -> list[Finding]:
    """What the checker finds."""
    asked = hash_of(files), known, process
    if asked not in _found:
        _found[asked] = check(files, known, process=process)
    return list(_found[asked])
