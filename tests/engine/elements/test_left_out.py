"""No correction of the library stands here without need; see left_out.py."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.elements import MODULES
from tests.engine.elements.left_out import TEST_OF

Ends = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def ends() -> Ends:
    """How each module's own test ends with and without it, found out in another process."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.engine.elements.left_out"],
        capture_output=True,
        cwd=Path(__file__).parents[3],
        check=True,
        timeout=300,
    )
    found: Ends = json.loads(answer.stdout)
    return found


def test_every_module_of_the_kit_names_its_test() -> None:
    assert set(TEST_OF) == set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_the_test_of_a_module_fails_without_it(ends: Ends, module: str) -> None:
    with_it, without_it = ends[module]["whole"], ends[module]["without"]

    assert set(with_it) == {"call passed"}
    assert "call failed" in without_it
