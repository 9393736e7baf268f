"""Simulating a draft through the pages: asked for, waited for, shown, and stopped."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from engine import definitions
from engine.check import check
from processes.simulation.durations import Duration
from processes.simulation.setting import Observed
from tests.patience import eventually
from tests.web.browser import Browser, Page
from tests.web.conftest import portal_of
from tests.web.designer.conftest import NOW, Begin
from tests.web.designer.test_publishing import NAME, example, form_at
from tests.web.installation import settings_for
from tests.web.staff import SignIn
from web import create_app
from web.designer import simulations
from web.designer.forecast_drawings import heat
from web.designer.simulation import foremost_of
from web.portal import Portal

ASKED = {"cases": "4", "days": "70", "seed": "3"}


@pytest.fixture
def app(furnished_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The app with a data folder of its own."""
    made = create_app(settings_for(furnished_url, demo=True, var=tmp_path / "var"))
    made.testing = True
    yield made
    portal_of(made).database.dispose()


def _asked(browser: Browser, draft: str, **typed: str) -> Page:
    """The page after a simulation is asked for; that of another test may still be ending."""

    def when_free() -> Page | None:
        page = browser.open(f"/designer/drafts/{draft}/simulation")
        answer = browser.send(page, {**ASKED, **typed}, form=form_at(page, "/simulation"))
        return None if "Another simulation is running" in answer.words else answer

    page = eventually(when_free)
    assert page, "another simulation does not end"
    return page


def _result(browser: Browser, draft: str) -> Page:
    """The page, once the simulation has ended."""

    def when_over() -> Page | None:
        page = browser.open(f"/designer/drafts/{draft}/simulation")
        return None if page.tree.xpath("//main//progress") else page

    page = eventually(when_over)
    assert page, "the simulation has not ended"
    return page


def test_a_draft_is_simulated_and_every_assumption_is_shown(meera: Browser, begin: Begin) -> None:
    staff = {"sho": {"count": 2, "shift": "always", "tells": "Two.", "tells_hi": "दो।"}}
    draft = begin({**example(), "simulation.json": json.dumps({"staff": staff}).encode()})

    asked = _asked(meera, draft)
    page = _result(meera, draft)

    assert asked.status == 200
    assert page.tree.xpath("//main//table")
    assert "3" in page.tree.xpath("//input[@name='seed']/@value")
    assert "Station house officer: 2 at each unit" in page.words
    assert page.tree.xpath("//main//div[@class='drawing']/@data-heats")


def test_where_cases_wait_is_told_beside_the_version_that_runs(
    portal: Portal, meera: Browser, begin: Begin
) -> None:
    drawing = f"{NAME}.bpmn"
    running = example()
    running[drawing] = running[drawing].replace(b"register_report", b"note_report")
    running[drawing] = running[drawing].replace(b"Register the report", b"Note the report")
    with portal.sessions.begin() as session:
        definitions.deploy(
            session,
            portal.registry,
            name=NAME,
            files=running,
            by=None,
            note="",
            now=NOW,
            checker=check,
        )
    draft = begin(example())

    _asked(meera, draft, compare="on")
    page = _result(meera, draft)

    told = " ".join(page.tree.xpath("string(//main//table[1])").split())
    assert "Register the report" in told
    assert "Note the report removed" in told
    assert told.count("Version that runs now: ") == told.count("assumed") + 1
    assert page.tree.xpath("//input[@name='compare']/@checked")
    assert page.tree.xpath("//main//figcaption/text()") == ["This draft", "Version that runs now"]
    addresses = page.tree.xpath("//main//*[@data-source]/@data-source")
    drafted, before = (meera.client.get(address).text for address in addresses)
    assert "register_report" in drafted
    assert "note_report" in before


def test_a_simulation_too_short_for_the_two_months_says_how_long_it_should_be(
    meera: Browser, begin: Begin
) -> None:
    draft = begin(example())

    _asked(meera, draft, days="40")
    page = _result(meera, draft)

    assert "Simulate more than 61 days to see the two-month figure." in page.words
    assert "This simulation took" in page.words


@pytest.mark.parametrize("wrong", [{"cases": "0"}, {"days": "many"}, {"seed": "-1"}])
def test_numbers_beyond_the_bounds_are_refused(
    meera: Browser, begin: Begin, wrong: dict[str, str]
) -> None:
    page = _asked(meera, begin(example()), **wrong)

    assert page.status == 422
    assert page.tree.xpath("//main//*[@role='alert']")


def test_assumptions_that_cannot_be_read_are_told_with_their_place(
    meera: Browser, begin: Begin
) -> None:
    told = {"steps": {"a": {"colour": 1}}}

    page = _asked(meera, begin({**example(), "simulation.json": json.dumps(told).encode()}))

    assert page.status == 422
    assert "/steps/a/colour" in page.text


def test_a_message_that_no_drawing_hears_is_told_by_its_name(meera: Browser, begin: Begin) -> None:
    told = {"messages": {"recaled": {"share": 1, "after": {"median": "P2D"}}}}

    page = _asked(meera, begin({**example(), "simulation.json": json.dumps(told).encode()}))

    assert page.status == 422
    assert "No drawing hears a message called “recaled”." in page.words


def test_a_simulation_is_stopped_with_all_its_processes(meera: Browser, begin: Begin) -> None:
    draft = begin(example())
    page = _asked(meera, draft, cases="5000", days="400")

    meera.send(page, {}, form=form_at(page, "/simulation/stop"))
    stopped = _result(meera, draft)

    assert not stopped.tree.xpath("//main//table")
    assert stopped.tree.xpath("//main//input[@name='cases']/@value") == ["5000"]


def test_a_superintendent_is_shown_no_simulation(sign_in: SignIn, begin: Begin) -> None:
    page = sign_in("sp").open(f"/designer/drafts/{begin(example())}/simulation")

    assert page.status in (403, 404)


@pytest.mark.parametrize(("days", "level"), [(0.0, 0), (0.02, 0), (0.5, 1), (2.6, 3), (30, 5)])
def test_a_step_is_the_hotter_the_longer_cases_wait_there(days: float, level: int) -> None:
    step = {"wait": {"median_s": 0.0, "p90_s": days * 86_400}}

    assert heat(step) == level


def test_a_step_that_the_running_version_does_not_have_is_told_with_the_longest_waits() -> None:
    earlier = [{"id": f"x{number}"} for number in range(12)]
    steps = [*earlier, {"id": "new"}]

    beside, alone = foremost_of(steps, earlier), foremost_of(steps, [])

    assert beside == [*earlier[:8], {"id": "new"}]
    assert alone == earlier[:8]


@pytest.mark.parametrize(
    ("share", "minutes"), [(0.01, None), (0.25, 6), (0.99, 1)], ids=["too soon", "some", "nearly"]
)
def test_how_long_it_will_take_is_told_from_what_it_has_taken(
    share: float, minutes: int | None
) -> None:
    running = simulations.Simulation(
        began_at=NOW,
        asked={},
        share=share,
        result=None,
        refused=(),
        ended="",
        real_now=NOW + timedelta(minutes=2),
    )

    assert running.left == (minutes and timedelta(minutes=minutes))


def test_what_history_says_reaches_the_child() -> None:
    observed = Observed(works={"a": Duration(60.0, 90.0)}, samples={"a": 31})

    told = simulations.question(
        "visit",
        simulations.Asked(1, 1, 1, False),
        files={},
        before=None,
        others={},
        observed=observed,
    )

    assert json.loads(told)["works"] == {"a": [60.0, 90.0]}
