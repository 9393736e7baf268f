"""Designers at their drawings: change, save, lose and find work, disagree, see mistakes, mend."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.police import Enter, Officer
from tests.journeys.test_officers_accessible import look_at

NAME = "#bio-properties-panel-name"
QUESTION_HI = "#bio-properties-panel-itsso-label_hi"
CONDITION = "#bio-properties-panel-itsso-condition"


def wait_until_ready(page: Page) -> None:
    expect(page.locator("html[data-ready]")).to_be_attached()


def begin_draft(designer: Officer, process: str) -> str:
    """Begin a draft of a process that runs; its address."""
    page = designer.page
    with page.expect_navigation():
        page.click(f"section[aria-labelledby=process-{process}] .process__ways button")
    wait_until_ready(page)
    return page.url


def select(page: Page, element_id: str) -> None:
    """Select an element of the drawing by a click on its middle."""
    page.evaluate("location.hash = ''")
    page.evaluate(f"location.hash = '{element_id}'")
    expect(page.locator(f"[data-element-id={element_id}].selected").first).to_be_attached()


def unfold(page: Page, group: str) -> None:
    """Unfold a group of properties, if it is folded."""
    header = page.locator(f"[data-group-id=group-{group}] .bio-properties-panel-group-header")
    if "open" not in (header.get_attribute("class") or ""):
        header.click()


def rename(page: Page, element_id: str, name: str) -> None:
    """Give an element another name in its properties."""
    select(page, element_id)
    unfold(page, "general")
    page.fill(NAME, name)
    page.locator(NAME).blur()
    expect(page.locator("#save-state")).to_have_text("Not saved")


def save(page: Page) -> None:
    page.click("#save")
    expect(page.locator("#save-state")).to_contain_text("Saved")


def label(page: Page, element_id: str) -> str:
    words = page.locator(f"[data-element-id={element_id}] .djs-visual text").text_content()
    return " ".join((words or "").split())


def test_a_designer_changes_the_complaint_and_finds_it_again(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "complaint")

    rename(page, "call_her", "Ring her up")
    save(page)
    page.reload()
    wait_until_ready(page)

    assert label(page, "call_her") == "Ring her up"
    assert "1 save" in page.locator(".way").inner_text()
    assert page.locator(".files__file[aria-current] .files__changed").count() == 1
    select(page, "call_her")
    unfold(page, "itsso-meaning")
    assert page.input_value("#bio-properties-panel-itsso-camunda-formKey") == "call_her.form"
    opens = page.locator("[data-entry-id='itsso-camunda-formKey']")
    assert "/edit/forms/call_her.form" in (opens.locator("a").get_attribute("href") or "")
    expect(page.locator(".bjs-powered-by")).to_be_visible()


def test_a_change_is_undone_by_the_keyboard(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "complaint")
    before = label(page, "call_her")
    rename(page, "call_her", "Ring her up")
    assert label(page, "call_her") == "Ring her up"

    page.locator("#canvas svg[tabindex]").first.focus()
    page.keyboard.press("Control+z")

    assert label(page, "call_her") == before
    page.keyboard.press("Control+y")
    assert label(page, "call_her") == "Ring her up"


def test_properties_are_written_as_the_engine_reads_them(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    task = page.locator("g.djs-element[data-element-id]:has(> .djs-visual)").evaluate_all(
        "shapes => shapes.map(s => s.dataset.elementId)"
    )
    lane = next(each for each in task if "lane" in each and not each.endswith("_label"))
    select(page, lane)
    unfold(page, "itsso-owner")

    page.select_option("#bio-properties-panel-itsso-holder_gender", "female")
    page.fill("#bio-properties-panel-itsso-role", "help_desk")
    page.locator("#bio-properties-panel-itsso-role").blur()
    page.click("#switch")
    text = page.input_value("#content")

    own = re.search(rf'<bpmn:lane id="{lane}".*?</bpmn:extensionElements>', text, re.DOTALL)
    assert own
    assert '<camunda:property name="holder_gender" value="female" />' in own[0]
    assert '<camunda:property name="role" value="help_desk" />' in own[0]


def test_what_a_field_shows_is_not_among_the_further_properties(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "complaint")

    select(page, "tell_state_of_station_choice")
    unfold(page, "itsso-escalation")
    unfold(page, "itsso-further")

    assert page.input_value("#bio-properties-panel-itsso-severity") == "amber"
    assert page.input_value("#bio-properties-panel-itsso-reason") == "station_choice_late"
    further = page.locator("#bio-properties-panel-itsso-further")
    assert further.input_value() == ""
    further.fill("colour = blue")
    further.blur()
    page.click("#switch")
    text = page.input_value("#content")
    step = text[text.index('id="tell_state_of_station_choice"') :]
    assert step.index('name="reason" value="station_choice_late"') < step.index("</bpmn:serv")
    assert step.index('name="colour" value="blue"') < step.index("</bpmn:serv")


def test_unsaved_work_survives_a_reload(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("#switch")
    text = page.input_value("#content")
    page.fill("#content", text.replace('isExecutable="true"', ""))
    page.wait_for_timeout(1500)  # it is kept when nobody has typed for a moment

    page.reload()
    wait_until_ready(page)
    page.click("[data-notice=kept] button >> nth=0")
    expect(page.locator("#save-state")).to_have_text("Not saved")
    save(page)
    page.reload()
    wait_until_ready(page)

    assert not page.locator("[data-notice=kept]").count()
    page.click("#switch")
    assert 'isExecutable="true"' not in page.input_value("#content")


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
    with meera.page.expect_navigation():
        meera.page.click("form[action$='/withdraw'] button")

    page.click("#save")
    expect(page.locator("[data-notice=save]")).to_contain_text("given up meanwhile")
    expect(page.locator("[data-notice=save] a")).to_have_text("Download mine")
    page.reload()
    wait_until_ready(page)
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

    assert label(farah.page, pool) == "Hers"
    rename(farah.page, pool, "Both of ours")
    save(farah.page)
    meera.page.reload()
    wait_until_ready(meera.page)
    assert label(meera.page, pool) == "Both of ours"


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
    assert page.locator(".djs-connection.has-error.selected").count() == 1
    mistake.locator(".finding__mend").click()
    expect(page.locator(".findings__none")).to_be_visible()
    assert not page.locator(".mistake").count()
    save(page)
    select(page, "was_she_reached_to_check_code")
    assert page.input_value(CONDITION) == "call_tries > 5"


def test_a_mistake_of_a_whole_process_stands_at_its_pool(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    page.fill("#name", "stolen_vehicle")
    with page.expect_navigation():
        page.click(".process--new button")
    wait_until_ready(page)
    page.click("#switch")
    page.fill("#content", page.input_value("#content").replace(' isExecutable="true"', ""))
    expect(page.locator(".finding--error")).to_have_count(1)

    page.click("#switch")
    page.click(".mistake--error")

    assert page.locator("[data-element-id=pool].selected").count() == 1
    assert page.locator(".finding.is-pointed-at").count() == 1


def test_a_form_is_shown_beside_its_editor_as_the_server_will_ask_it(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    address = begin_draft(meera, "complaint")
    page.goto(address.replace("complaint.bpmn", "forms/proforma.form"))
    wait_until_ready(page)
    preview = page.frame_locator("#preview-frame")

    expect(preview.locator("body")).to_contain_text("I am in danger right now")
    page.click("[data-in=hi]")
    expect(preview.locator("body")).to_contain_text("मैं अभी ख़तरे में हूँ")
    page.click(".fjs-element:has-text('Under 12') >> nth=-1")
    page.fill(QUESTION_HI, "उनकी उम्र?")
    page.locator(QUESTION_HI).blur()

    expect(preview.locator("body")).to_contain_text("उनकी उम्र?")
    save(page)


def test_a_table_opens_as_a_table_and_is_saved(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    address = begin_draft(meera, "complaint")
    page.goto(address.replace("complaint.bpmn", "triage.dmn"))
    wait_until_ready(page)

    page.click("td.output-cell >> nth=0")
    page.keyboard.press("Control+A")
    page.keyboard.type('"P7"')
    expect(page.locator("#save-state")).to_have_text("Not saved")
    save(page)
    page.reload()
    wait_until_ready(page)

    expect(page.locator("td.output-cell >> nth=0")).to_contain_text('"P7"')


def test_a_broken_drawing_is_mended_as_text(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    page.click("#switch")
    whole = page.input_value("#content")
    page.fill("#content", whole[: len(whole) // 2])

    page.click("#switch")

    expect(page.locator("[data-notice=broken]")).to_be_visible()
    expect(page.locator("#content")).to_be_visible()
    expect(page.locator(".finding--error").first).to_be_visible()
    page.fill("#content", whole)
    page.click("#switch")
    expect(page.locator("#canvas")).to_be_visible()


def test_nothing_of_a_drawing_runs_as_a_script(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.click("#switch")
    text = page.input_value("#content")
    hostile = "&lt;img src=x onerror=alert(1)&gt;"
    page.fill("#content", re.sub(r' name="[^"{]{4,}"', f' name="{hostile}"', text))

    page.click("#switch")
    expect(page.locator("#canvas .djs-container")).to_be_visible()
    page.wait_for_timeout(500)

    assert dialogs == []
    assert not page.locator("img[src=x]").count()


def test_the_editors_bring_no_script_and_nothing_from_elsewhere(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    foreign: list[str] = []
    page.on(
        "request",
        lambda sent: None if "127.0.0.1" in sent.url else foreign.append(sent.url),
    )
    page.add_init_script(
        "window.refused = [];"
        "addEventListener('securitypolicyviolation', e => refused.push(e.effectiveDirective))"
    )
    address = begin_draft(meera, "complaint")
    refused = set()
    for path in ("complaint.bpmn", "triage.dmn", "forms/call_her.form", "notices/to_her.json"):
        page.goto(address.replace("complaint.bpmn", path))
        wait_until_ready(page)
        page.wait_for_timeout(500)
        refused |= set(page.evaluate("refused"))

    # some inline positions of bpmn.io's editors, which editors.css gives them instead
    assert refused <= {"style-src-attr"}
    assert [url for url in foreign if not url.startswith(("data:", "blob:"))] == []


@pytest.fixture
def designer(chromium: Browser, address: str) -> Iterator[Officer]:
    entered = Officer(chromium, address, "designer")
    yield entered
    entered.leave()


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_designers_pages_are_accessible(designer: Officer, language: str) -> None:
    page = designer.page
    drawing = begin_draft(designer, "withdrawal")
    draft = drawing.rpartition("/edit/")[0]
    form = page.locator(".files__file--form").first.evaluate("link => link.href")
    text = page.locator(".files__file--json").first.evaluate("link => link.href")
    home = drawing.partition("designer/")[0] + "designer/"

    found = look_at(page, [home, f"{draft}/check", drawing, text, form], language)

    assert found == []
