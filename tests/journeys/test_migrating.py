"""Running cases move from the studio in a real browser: tried, agreed to, watched, and by hand."""

import pytest
from playwright.sync_api import expect

from tests.journeys.police import Enter
from tests.journeys.test_officers_accessible import look_at
from tests.journeys.walks import press_next
from tests.web.cli.test_migrate import FIRST, deploy
from tests.web.designer.test_migrating import OTHER, begin_cases
from web.cli.worker import Worker
from web.portal import Portal


@pytest.fixture
def versions(portal: Portal) -> None:
    """Cases that wait at a step which the second version does not have."""
    object.__setattr__(portal.settings, "second_person", True)
    deploy(portal, FIRST)
    begin_cases(portal)
    deploy(portal, OTHER)


@pytest.mark.usefixtures("versions")
def test_designers_move_cases_on_pages_that_everybody_can_use(
    enter: Enter, address: str, portal: Portal
) -> None:
    meera, farah = enter("designer").page, enter("designer2").page
    order = f"{address}designer/processes/toy/migrate?from=1&to=2"
    meera.goto(order)
    press_next(meera, "text=Try it without moving anything")
    expect(meera.locator("#why")).to_be_visible()
    tried = meera.url
    meera.fill("#why", "The step has gone")
    press_next(meera, ".request button")
    migration = meera.url
    farah.goto(migration)
    press_next(farah, "form[action$=agree] button")

    expect(farah.locator("[data-live]")).to_be_visible()
    Worker(portal).run_due()

    expect(farah.locator("[data-live]")).to_have_count(0)
    expect(farah.locator("#far")).to_contain_text("6 of 6 cases are settled")
    press_next(farah, "#far table a >> nth=0")
    by_hand = farah.url
    farah.select_option("#to", "new:close")
    farah.select_option("#reason", "step_gone")
    press_next(farah, "main button[type=submit]")
    expect(farah.locator("#far")).to_contain_text("5")
    listed = f"{address}designer/processes/toy/migrations"
    heat = f"{address}designer/processes/toy/heat"
    assert by_hand.startswith(migration)
    for language in ("hi", "en"):
        assert look_at(farah, [order, tried, migration, listed, heat], language) == []
