"""Designers at their drawings, forms and tables: change, undo, save, and find it again."""

import re

from playwright.sync_api import expect

from tests.journeys.designing import wait_until_ready
from tests.journeys.drafting import (
    as_text,
    begin_draft,
    label,
    reload,
    rename,
    save,
    see_label,
    see_value,
    select,
    unfold,
)
from tests.journeys.police import Enter

QUESTION_HI = "#bio-properties-panel-itsso-label_hi"


def test_a_designer_changes_the_complaint_and_finds_it_again(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "complaint")

    rename(page, "call_her", "Ring her up")
    save(page)
    reload(page)

    see_label(page, "call_her", "Ring her up")
    assert "1 save" in page.locator(".way").inner_text()
    assert page.locator(".files__file[aria-current] .files__changed").count() == 1
    select(page, "call_her")
    unfold(page, "itsso-meaning")
    see_value(page, "#bio-properties-panel-itsso-camunda-formKey", "call_her.form")
    opens = page.locator("[data-entry-id='itsso-camunda-formKey']")
    assert "/edit/forms/call_her.form" in (opens.locator("a").get_attribute("href") or "")
    expect(page.locator(".bjs-powered-by")).to_be_visible()


def test_a_change_is_undone_by_the_keyboard(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "complaint")
    before = label(page, "call_her")
    rename(page, "call_her", "Ring her up")
    see_label(page, "call_her", "Ring her up")

    page.locator("#canvas svg[tabindex]").first.focus()
    page.keyboard.press("Control+z")

    see_label(page, "call_her", before)
    page.keyboard.press("Control+y")
    see_label(page, "call_her", "Ring her up")
    assert before != "Ring her up"


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
    text = as_text(page)

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

    see_value(page, "#bio-properties-panel-itsso-severity", "amber")
    see_value(page, "#bio-properties-panel-itsso-reason", "station_choice_late")
    further = page.locator("#bio-properties-panel-itsso-further")
    expect(further).to_have_value("")
    further.fill("colour = blue")
    further.blur()
    text = as_text(page)
    step = text[text.index('id="tell_state_of_station_choice"') :]
    assert step.index('name="reason" value="station_choice_late"') < step.index("</bpmn:serv")
    assert step.index('name="colour" value="blue"') < step.index("</bpmn:serv")


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
    reload(page)

    expect(page.locator("td.output-cell >> nth=0")).to_contain_text('"P7"')
