"""Every element is tested twice: live, and saved and loaded between all steps."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.engine.toy import Toy


@pytest.fixture(params=["live", "reloaded"])
def run_mode(request: pytest.FixtureRequest) -> str:
    """How the instance lives between two steps."""
    mode: str = request.param
    return mode


@pytest.fixture
def run(run_mode: str) -> Callable[..., Toy]:
    """Start an instance of toy drawings: `run(files, variable=1)`."""
    return partial(Toy, is_reloaded=run_mode == "reloaded")
