"""A complaint that is about to be reported, before it is opened again."""

import pytest

from tests.processes.story import Story


@pytest.fixture
def investigated(story: Story) -> Story:
    """A complaint of which the opinion is formed."""
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.write_diary(is_complete=True)
    story.do("propose_final_opinion", outcome="charge_sheet", opinion_text="He did it.")
    story.do("choose_place", hearing_place="home")
    return story
