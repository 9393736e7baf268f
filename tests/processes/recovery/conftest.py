"""The story of a complaint whose woman has lost her code or passphrase."""

import pytest

from tests.processes.recovery.story import Lost
from tests.processes.story import Story


@pytest.fixture
def lost(story: Story) -> Lost:
    """A complaint with its number; nobody has asked yet."""
    story.submit()
    story.call()
    return Lost(story)


@pytest.fixture
def lost_code(story: Story) -> Lost:
    """A complaint that waits for its call; nobody has asked yet."""
    story.submit()
    return Lost(story)
