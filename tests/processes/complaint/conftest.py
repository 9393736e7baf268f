"""Complaints as far as several tests need them."""

import pytest

from tests.processes.complaint.later_fir import refer, registered_as
from tests.processes.story import Story


@pytest.fixture
def numbered(story: Story) -> Story:
    """A complaint whose number was read out to her."""
    story.submit()
    story.call()
    return story


@pytest.fixture
def referred(story: Story) -> Story:
    """A non-cognizable report, and she is referred to the Magistrate."""
    registered_as(story, "ncr", "hurt")
    refer(story)
    return story
