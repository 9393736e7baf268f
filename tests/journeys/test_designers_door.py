"""A rule of practice goes from a designer's wish to a case that follows it, in the browser only.

This is the way of `docs/tutorial/change-the-law.md`: whoever changes one changes the other too.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys import changing_the_law as way
from tests.journeys.police import Enter
from tests.journeys.walks import follow_case
from tests.web.casework import Casework
from tests.web.conftest import portal_of
from tests.web.installation import settings_for
from tests.web.working import worker_beside
from web import create_app
from web.cli.worker import Worker

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "change-the-law.md"


@pytest.fixture
def app(furnished_url: str, elsewhere: str, tmp_path: Path) -> Iterator[Flask]:
    """The app with a data folder of its own, where one designer alone decides nothing."""
    settings = settings_for(
        furnished_url,
        demo=True,
        exit_url=elsewhere,
        rate_limits=False,
        second_person=True,
        var=tmp_path / "var",
    )
    made = create_app(settings)
    yield made
    portal_of(made).database.dispose()


@pytest.fixture
def running_case(casework: Casework) -> str:
    """A complaint that is being investigated while all this happens."""
    return casework.investigated()


@pytest.fixture
def worker(app: Flask, running_case: str) -> Iterator[Worker]:
    """A worker beside the app, as `make run` starts one."""
    assert running_case
    with worker_beside(app) as made:
        yield made


@pytest.mark.usefixtures("worker")
def test_a_designer_changes_the_life_of_a_complaint_and_a_running_case_follows(
    enter: Enter, page: Page, address: str, casework: Casework, running_case: str
) -> None:
    meera, farah = enter("designer"), enter("designer2")
    for designer in (meera, farah):
        designer.page.set_viewport_size(way.SCREEN)

    way.begin(meera.page)
    way.draw_the_step(meera.page)
    way.draw_its_deadline(meera.page)
    way.see_two_mistakes(meera.page)
    way.make_its_form(meera.page)
    way.mend_the_due_date(meera.page)
    way.play_until_late(meera.page)
    way.play_on(meera.page)
    way.keep_the_play(meera.page)
    way.tell_the_other_stories(meera.page)
    way.begin_replay(meera.page)
    way.simulate(meera.page, cases=6, days=70)
    way.see_all_pass(meera.page)
    way.ask(meera.page)
    way.compare(farah.page)
    way.publish(farah.page)
    way.ask_to_move(farah.page)
    meera.page.goto(farah.page.url)
    way.let_them_move(meera.page)
    expect(meera.page.locator("#far")).to_contain_text("1 of 1 cases are settled")

    day = casework.today
    investigator, sho = enter("io"), enter("sho")
    assert way.STEP not in sho.inbox
    way.conclude(investigator, day)
    way.look_through_the_file(sho)
    assert way.STEP not in sho.inbox
    follow_case(page, address, casework, running_case)
    way.choose_place(page)
    way.read_out(investigator, day)
    follow_case(page, address, casework, running_case)
    way.agree(page)
    way.forward(sho, day)
    assert "closed" in follow_case(page, address, casework, running_case)


#: Where the words stand that the journey presses, fills in and reads.
WALKED = ("changing_the_law", "designing")


def test_the_tutorial_quotes_only_words_that_the_journey_finds_on_the_pages() -> None:
    quoted = re.findall(r"\*\*(.+?)\*\*", TUTORIAL.read_text(), re.DOTALL)
    files = [Path(__file__).parent / f"{name}.py" for name in WALKED]
    trees = [ast.parse(path.read_text()) for path in files]

    found = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert [words for words in quoted if " ".join(words.split()) not in found] == []
    assert len(set(quoted)) > 30
