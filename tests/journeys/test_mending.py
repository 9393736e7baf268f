"""Designers who let the studio mend what it has found: forms that are missing, slips in a row."""

import re

from playwright.sync_api import Page, Route, expect

from tests.journeys.designing import wait_until_ready
from tests.journeys.drafting import as_text, begin_process, save
from tests.journeys.police import Enter, Officer
from tests.journeys.walks import press_next
from tests.patience import eventually

STEP = '<bpmn:userTask id="ask" name="Ask her" %s />'
MADE = ".files__file:text('forms/ask_her.form')"
MEND = ".finding__mend"
PRESS_ALL_TWICE = f"""() => document.querySelectorAll('{MEND}').forEach(
    (each) => {{ each.click(); each.click(); }})"""


def draw_step(designer: Officer, attributes: str) -> Page:
    """Begin a process and write a step into its drawing, between its start and its end."""
    page = designer.page
    begin_process(designer, "stolen_vehicle")
    flow = '<bpmn:sequenceFlow id="to_the_end" sourceRef="started" targetRef="ended" />'
    drawn = (
        as_text(page)
        .replace(flow, STEP % attributes + flow.replace("ended", "ask") + flow_from("ask"))
        .replace("<bpmn:incoming>to_the_end</bpmn:incoming>", "")
        .replace(
            "<bpmn:flowNodeRef>ended",
            "<bpmn:flowNodeRef>ask</bpmn:flowNodeRef>\n<bpmn:flowNodeRef>ended",
        )
    )
    page.fill("#content", drawn)
    return page


def flow_from(step: str) -> str:
    return f'<bpmn:sequenceFlow id="from_{step}" sourceRef="{step}" targetRef="ended" />'


def test_a_form_that_is_missing_is_made_by_a_click_and_taken_back(enter: Enter) -> None:
    page = draw_step(enter("designer"), 'camunda:formKey="ask_her.form"')
    expect(page.locator(".finding--error")).to_contain_text("ask_her.form")

    page.click(MEND)
    expect(page.locator("[data-notice=mended]")).to_contain_text("forms/ask_her.form")
    expect(page.locator(".findings__none")).to_be_visible()
    expect(page.locator(MADE)).to_have_count(1)

    page.click("[data-notice=mended] button")
    expect(page.locator(".finding--error")).to_have_count(1)
    expect(page.locator(MADE)).to_have_count(0)


def test_a_form_chosen_by_reference_in_another_editor_is_named_and_made(enter: Enter) -> None:
    reference = 'camunda:formRef="ask_her" camunda:formRefBinding="latest"'
    page = draw_step(enter("designer"), reference)
    expect(page.locator(".finding--error")).to_contain_text("formRef")

    page.click(MEND)
    expect(page.locator(".finding--error")).to_contain_text("not among the files")
    assert 'camunda:formKey="ask_her"' in page.input_value("#content")
    page.click(MEND)

    expect(page.locator(".findings__none")).to_be_visible()
    save(page)
    press_next(page, MADE)
    wait_until_ready(page)
    assert page.url.endswith("/edit/forms/ask_her.form")


def test_mistakes_mended_in_a_row_are_all_mended(enter: Enter) -> None:
    attributes = 'camunda:dueDate="${P3D}" camunda:formKey="ask_her.form"'
    page = draw_step(enter("designer"), attributes)
    drawn = page.input_value("#content")
    page.fill("#content", drawn.replace('isExecutable="true"', 'isExecutable="false"'))
    expect(page.locator(MEND)).to_have_count(3)

    page.evaluate(PRESS_ALL_TWICE)

    expect(page.locator(".findings__none")).to_be_visible()
    assert page.locator(".notice--soon").count() == 0
    assert page.input_value("#content") == drawn.replace("${P3D}", "P3D")
    assert page.locator(MADE).count() == 1


def test_a_drawing_counts_as_sound_only_once_just_this_one_was_checked(enter: Enter) -> None:
    page = draw_step(enter("designer"), 'camunda:formKey="ask_her.form"')
    page.click(MEND)
    expect(page.locator(".findings__none")).to_be_visible()
    unanswered: list[Route] = []
    page.route(re.compile(r"/findings\?"), lambda route: unanswered.append(route))

    page.locator("#content").press("Enter")

    step = page.locator("[data-step=check]")
    expect(page.locator("#findings-count")).to_have_text("Checking")
    expect(page.locator(".findings__none")).to_have_count(0)
    expect(step).to_contain_text("not checked yet")
    eventually(lambda: page.title() and unanswered)  # the browser tells of it when it is asked
    unanswered[0].continue_()
    expect(page.locator(".findings__none")).to_be_visible()
    expect(step).to_contain_text("no mistakes found")
