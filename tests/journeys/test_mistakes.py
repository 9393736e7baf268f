"""Mistakes are seen where they stand: on an arrow, at a pool, in a drawing that is broken."""

from playwright.sync_api import expect

from tests.journeys.drafting import (
    CONDITION,
    as_text,
    begin_draft,
    begin_process,
    save,
    see_value,
    select,
    unfold,
)
from tests.journeys.police import Enter


def test_a_mistake_is_seen_on_the_drawing_and_mended_by_a_click(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "complaint")
    select(page, "was_she_reached_to_check_code")
    unfold(page, "itsso-meaning")
    page.fill(CONDITION, "${call_tries > 5}")
    page.locator(CONDITION).blur()
    mistake = page.locator(".finding--error")
    expect(mistake).to_have_count(1)
    expect(page.locator("[data-step=check]")).to_contain_text("1 error")

    select(page, "call_her")

    mistake.locator(".finding__select").click()

    on_drawing = page.locator(".mistake--error")
    expect(on_drawing).to_be_visible()
    assert "${" in (on_drawing.get_attribute("title") or "")
    expect(page.locator(".djs-connection.has-error.selected")).to_have_count(1)
    mistake.locator(".finding__mend").click()
    expect(page.locator(".findings__none")).to_be_visible()
    assert not page.locator(".mistake").count()
    save(page)
    select(page, "was_she_reached_to_check_code")
    see_value(page, CONDITION, "call_tries > 5")


def test_a_mistake_of_a_whole_process_stands_at_its_pool(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_process(meera, "stolen_vehicle")
    page.fill("#content", as_text(page).replace(' isExecutable="true"', ""))
    expect(page.locator(".finding--error")).to_have_count(1)

    page.click("#switch")
    page.click(".mistake--error")

    expect(page.locator("[data-element-id=pool].selected")).to_have_count(1)
    expect(page.locator(".finding.is-pointed-at")).to_have_count(1)


def test_a_broken_drawing_is_mended_as_text(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    whole = as_text(page)
    page.fill("#content", whole[: len(whole) // 2])

    page.click("#switch")

    expect(page.locator("[data-notice=broken]")).to_be_visible()
    expect(page.locator("#content")).to_be_visible()
    expect(page.locator(".finding--error").first).to_be_visible()
    page.fill("#content", whole)
    page.click("#switch")
    expect(page.locator("#canvas")).to_be_visible()
