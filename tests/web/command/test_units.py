"""An administrator comes from the navigation to the posts of every unit."""

from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.staff import SignIn


def follow(browser: Browser, page: Page, words: str) -> Page:
    """Press the link with these words."""
    links = page.tree.xpath(f"//main//a[normalize-space()='{words}']/@href")
    return browser.open(links[0])


def test_an_administrator_walks_down_to_a_station_and_back(
    sign_in: SignIn, casework: Casework
) -> None:
    browser = sign_in("admin")
    page = browser.open("/office/")
    station = casework.identity("sho").posts[0].unit
    address = page.tree.xpath("//nav[@class='doors']/a[normalize-space()='Posts']/@href")[0]

    page = browser.open(address)
    while len(below := page.tree.xpath("//tbody//th/a")) == 1:
        page = follow(browser, page, below[0].text)
    page = browser.open(f"/command/units?below={station.parent_id}")
    page = follow(browser, page, f"Transfer officers: {station.name}")

    assert page.heading == f"Posts of {station.full_name}"
    back = browser.open(page.tree.xpath("//a[@class='govuk-back-link']/@href")[0])
    assert back.status == 200
    assert station.name in back.words


def test_nobody_else_walks_there(sign_in: SignIn) -> None:
    found = {login: sign_in(login).open("/command/units") for login in ("sp", "state", "national")}

    assert {login: page.status for login, page in found.items()} == dict.fromkeys(found, 404)
    assert "Posts" not in found["state"].tree.xpath("string(//nav[@class='doors'])")


def test_a_unit_that_does_not_exist_is_not_there(sign_in: SignIn) -> None:
    assert sign_in("admin").open(f"/command/units?below={'0' * 32}").status == 404
