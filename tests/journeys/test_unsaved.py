"""What designers have not saved: kept by the browser, found again, and no one's overwritten."""

from playwright.sync_api import expect

from tests.journeys.designing import wait_until_ready
from tests.journeys.drafting import (
    as_text,
    begin_draft,
    reload,
    rename,
    save,
    see_label,
    wait_until_kept,
)
from tests.journeys.police import Enter
from tests.journeys.walks import press_next


def test_unsaved_work_survives_a_reload(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    page.on("dialog", lambda dialog: dialog.accept())
    text = as_text(page)
    page.fill("#content", text.replace('isExecutable="true"', ""))
    wait_until_kept(page)

    reload(page)
    page.click("[data-notice=kept] button >> nth=0")
    expect(page.locator("#save-state")).to_have_text("Not saved")
    save(page)
    reload(page)

    assert not page.locator("[data-notice=kept]").count()
    assert 'isExecutable="true"' not in as_text(page)


def test_unsaved_work_on_a_draft_that_another_gave_up_can_be_taken_out(enter: Enter) -> None:
    meera, farah = enter("designer"), enter("designer2")
    page = farah.page
    page.goto(begin_draft(meera, "withdrawal"))
    wait_until_ready(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("#switch")
    page.fill("#content", "All of my work")
    meera.page.locator(".files summary", has_text="The draft").click()
    meera.page.check("form[action$='/withdraw'] [name=sure]")
    press_next(meera.page, "form[action$='/withdraw'] button")

    page.click("#save")
    expect(page.locator("[data-notice=save]")).to_contain_text("given up meanwhile")
    expect(page.locator("[data-notice=save] a")).to_have_text("Download mine")
    reload(page)
    with page.expect_download() as taken:
        page.click("[data-notice=kept] a")

    assert taken.value.suggested_filename == "withdrawal.bpmn"
    assert taken.value.path().read_text() == "All of my work"


def test_two_designers_never_overwrite_each_other_silently(enter: Enter) -> None:
    meera, farah = enter("designer"), enter("designer2")
    address = begin_draft(meera, "withdrawal")
    farah.page.goto(address)
    wait_until_ready(farah.page)
    pool = meera.page.locator("g[data-element-id]").evaluate_all(
        "all => all.map(s => s.dataset.elementId).find(id => id.includes('pool'))"
    )
    rename(meera.page, pool, "Hers")
    save(meera.page)
    rename(farah.page, pool, "Mine")

    farah.page.click("#save")
    dialog = farah.page.locator("dialog.conflict")
    expect(dialog).to_contain_text("Meera Joshi saved this file")
    expect(dialog).to_contain_text("Changed on the drawing: Hers")
    dialog.get_by_role("button", name="Take theirs").click()

    see_label(farah.page, pool, "Hers")
    rename(farah.page, pool, "Both of ours")
    save(farah.page)
    reload(meera.page)
    see_label(meera.page, pool, "Both of ours")
