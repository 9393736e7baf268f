"""A complaint that can be followed."""

import pytest

from tests.processes.story import Story


@pytest.fixture
def numbered(story: Story) -> Story:
    """A complaint whose number was read out to her."""
    story.submit()
    story.call()
    return story
